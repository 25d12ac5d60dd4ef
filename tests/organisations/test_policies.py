"""Rights joined to the state of rows."""

from __future__ import annotations

from typing import Any

import pytest

from maillage.organisations import policies
from maillage.organisations.models import Membership, Merge, Organisation
from maillage.organisations.permissions import Permission, can
from maillage.territories import policies as territories
from tests.cast import NOW, Cast
from tests.factories.organisations import GrantFactory, OrganisationFactory

pytestmark = pytest.mark.django_db
PEOPLE = ("alice", "bob", "chloe", "paul", "dina", "odile", "eric", "adele")


def who(cast: Cast, policy: Any, *things: Any, **context: Any) -> set[str]:
    """The people of the cast to whom the policy says yes."""
    return {name for name in PEOPLE if policy(getattr(cast, name), *things, at=NOW, **context)}


def holding(cast: Cast, permission: Permission, organisation: Organisation) -> set[str]:
    """The people of the cast who have the permission in an organisation, which pages and actions ask of the catalogue."""
    return {name for name in PEOPLE if can(getattr(cast, name), permission, organisation=organisation, at=NOW)}


def test_who_does_what_in_the_departement(cast: Cast) -> None:
    there = cast.departement
    answers = {
        "create": who(cast, policies.can_create_organisation),
        "edit": who(cast, policies.can_edit_organisation, there),
        "succeed": who(cast, policies.can_succeed),
        "merge": who(cast, policies.can_merge),
        "import": who(cast, policies.can_import),
        "import here": who(cast, policies.can_import, organisation=there),
        "units": holding(cast, Permission.UNIT_EDIT, there),
        "accreditations": holding(cast, Permission.ACCREDITATION_EDIT, there),
        "see people": who(cast, policies.can_see_people, there),
        "add people": holding(cast, Permission.PERSON_EDIT, there),
        "hand over": holding(cast, Permission.HANDOVER_DO, there),
        "see accounts": holding(cast, Permission.ACCOUNT_VIEW, there),
        "review": holding(cast, Permission.ACCOUNT_REVIEW, there),
        "grants": holding(cast, Permission.GRANT_EDIT, there),
        "invite": holding(cast, Permission.INVITATION_SEND, there),
        "domains": holding(cast, Permission.EMAIL_DOMAIN_EDIT, there),
        "journal": holding(cast, Permission.JOURNAL_VIEW, there),
        "sign-ins": holding(cast, Permission.SIGN_IN_VIEW, there),
    }

    assert answers == {
        "create": {"alice", "bob", "odile", "adele"},
        "edit": {"alice", "odile", "adele"},
        "succeed": {"odile"},
        "merge": {"odile"},
        "import": {"alice", "bob", "adele"},
        "import here": {"alice", "adele"},
        "units": {"alice", "adele"},
        "accreditations": {"alice", "adele"},
        "see people": {"alice", "dina", "eric", "adele"},
        "add people": {"alice", "adele"},
        "hand over": {"adele"},
        "see accounts": {"dina", "odile", "adele"},
        "review": {"odile", "adele"},
        "grants": {"odile", "adele"},
        "invite": {"odile", "adele"},
        "domains": {"odile"},
        "journal": {"alice", "dina", "eric", "adele"},
        "sign-ins": {"dina", "odile", "adele"},
    }


def test_a_row_that_nobody_speaks_for_is_kept_by_whoever_adds_organisations(cast: Cast) -> None:
    assert who(cast, policies.can_edit_organisation, cast.commune) == {"alice", "bob", "odile", "adele"}

    GrantFactory(organisation=cast.commune, is_administrator=True)

    assert who(cast, policies.can_edit_organisation, cast.commune) == {"odile"}


def test_a_merged_row_is_edited_by_nobody(cast: Cast) -> None:
    double = OrganisationFactory(merged_into=cast.ccas, is_active=False)

    assert who(cast, policies.can_edit_organisation, double) == set()


def test_a_merge_is_undone_once_by_whoever_merges(cast: Cast) -> None:
    merge = Merge(subject_type="x", kept_id=cast.ccas.pk, dropped_id=cast.commune.pk, merged_at=NOW)
    assert who(cast, policies.can_undo_merge, merge) == {"odile"}

    merge.undone_at = NOW

    assert who(cast, policies.can_undo_merge, merge) == set()


def test_the_federation_or_the_member_ends_a_membership(cast: Cast) -> None:
    membership = Membership.objects.get(member=cast.member)
    administrator = GrantFactory(organisation=cast.member, is_administrator=True).user
    federation = GrantFactory(organisation=cast.federation, is_administrator=True).user

    assert policies.can_end_membership(administrator, membership, at=NOW)
    assert policies.can_end_membership(federation, membership, at=NOW)
    assert can(federation, Permission.MEMBERSHIP_EDIT, organisation=cast.federation, at=NOW)
    assert not can(administrator, Permission.MEMBERSHIP_EDIT, organisation=cast.federation, at=NOW)
    assert who(cast, policies.can_end_membership, membership) == set()


def test_accreditations_are_ended_by_the_organisation(cast: Cast) -> None:
    assert holding(cast, Permission.ACCREDITATION_EDIT, cast.ccas) == {"bob"}


def test_the_room_of_territories_is_answered(cast: Cast) -> None:
    def may(name: str) -> bool:
        return territories.may_edit_perimeter(getattr(cast, name), organisation_id=cast.ccas.pk, at=NOW)

    assert {name for name in PEOPLE if may(name)} == {"bob"}
    assert [owner.name for owner in territories.owners_for(cast.bob, at=NOW)] == ["CCAS de Montclair"]
    assert territories.owners_for(cast.eric, at=NOW) == []
    assert territories.owner_name(cast.ccas.pk) == "CCAS de Montclair"
