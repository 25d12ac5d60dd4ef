"""The tables of the room, split by noun."""

from __future__ import annotations

from maillage.organisations.models.claim import Claim, EmailDomain, Invitation
from maillage.organisations.models.grant import Grant
from maillage.organisations.models.importing import Import, ImportedRow
from maillage.organisations.models.membership import Accreditation, Membership
from maillage.organisations.models.organisation import Organisation, OrganisationName, OrganisationWord, Succession
from maillage.organisations.models.person import Mandate, Person, PersonWord
from maillage.organisations.models.review import AccountReview, AccountReviewLine, Handover, HandoverItem, Merge
from maillage.organisations.models.unit import Unit, UnitLabel, UnitWord
from maillage.organisations.models.user import User

__all__ = [
    "AccountReview",
    "AccountReviewLine",
    "Accreditation",
    "Claim",
    "EmailDomain",
    "Grant",
    "Handover",
    "HandoverItem",
    "Import",
    "ImportedRow",
    "Invitation",
    "Mandate",
    "Membership",
    "Merge",
    "Organisation",
    "OrganisationName",
    "OrganisationWord",
    "Person",
    "PersonWord",
    "Succession",
    "Unit",
    "UnitLabel",
    "UnitWord",
    "User",
]
