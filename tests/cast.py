"""The people of the tests, in the imaginary département de l’Ourcelle (docs/demo.md).

Alice, partnership officer of the Département; Bob, who administers the CCAS de Montclair; Chloé, an agent of an association that
works with nobody here; Paul, observer at the préfecture; Dina, data protection officer of the Département; Odile, operator; Éric,
elected member of the Département, who reads. Adèle, who administers the Département, has no column in the access table.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

import pytest

from maillage.organisations.choices import MandateFunction, OrganisationKind
from maillage.organisations.models import Organisation, Unit, User
from maillage.organisations.permissions import Role
from tests.factories.organisations import (
    BEGINNING,
    GrantFactory,
    MandateFactory,
    MembershipFactory,
    OrganisationFactory,
    PersonFactory,
    UnitFactory,
    UserFactory,
)

TODAY = dt.date(2026, 3, 2)
NOW = dt.datetime(2026, 3, 2, 9, tzinfo=dt.UTC)


@dataclass(frozen=True)
class Cast:
    """Accounts by first name, and the organisations they act for."""

    alice: User
    bob: User
    chloe: User
    paul: User
    dina: User
    odile: User
    eric: User
    adele: User
    departement: Organisation
    solidarites: Unit
    maison: Unit
    commune: Organisation
    ccas: Organisation
    federation: Organisation
    member: Organisation
    outsider: Organisation
    prefecture: Organisation
    host: Organisation


def account(first_name: str, last_name: str, organisation: Organisation, role: Role, **mandate: Any) -> User:
    """An account with one role in an organisation, and a function there."""
    person = PersonFactory(first_name=first_name, last_name=last_name)
    MandateFactory(person=person, organisation=organisation, from_on=BEGINNING, **mandate)
    domain = {OrganisationKind.DEPARTEMENT: "ourcelle", OrganisationKind.CCAS: "ccas-montclair"}.get(
        OrganisationKind(organisation.kind), "partenaire"
    )
    user = UserFactory(
        person=person, email=f"{first_name}.{last_name}@{domain}.example".lower().replace("é", "e").replace("è", "e")
    )
    GrantFactory(user=user, organisation=organisation, role=role)
    return user


def gather() -> Cast:
    """Write the cast in the database."""
    departement = OrganisationFactory(
        kind=OrganisationKind.DEPARTEMENT, name="Département de l’Ourcelle", siret="22990001400015", city="Montclair"
    )
    ccas = OrganisationFactory(kind=OrganisationKind.CCAS, name="CCAS de Montclair", siret="26990012200012")
    commune = OrganisationFactory(kind=OrganisationKind.COMMUNE, name="Commune de Montclair", siret="21990001600011")
    federation = OrganisationFactory(
        is_federation=True, name="Fédération Enfance Ourcelle", short_name="FEO", siret="99900201700013"
    )
    member = OrganisationFactory(name="Trampoline", siret="99900307200017")
    MembershipFactory(federation=federation, member=member)
    outsider = OrganisationFactory(name="Bibliothèque sonore de Rochebelle")
    prefecture = OrganisationFactory(kind=OrganisationKind.STATE, name="Préfecture de l’Ourcelle")
    host = OrganisationFactory(kind=OrganisationKind.OTHER, name="Syndicat numérique de l’Ourcelle")
    solidarites = UnitFactory(organisation=departement, name="Direction des solidarités territoriales")
    maison = UnitFactory(parent=solidarites, name="Maison des solidarités de Montclair")
    elected = {"function": MandateFunction.ELECTED_MEMBER, "capacity": "conseiller départemental"}
    return Cast(
        alice=account("Alice", "Amblard", departement, Role.PARTNERSHIP_OFFICER),
        bob=account("Bob", "Brunel", ccas, Role.ORGANISATION_ADMINISTRATOR),
        chloe=account("Chloé", "Cassard", outsider, Role.AGENT),
        paul=account("Paul", "Perrigny", prefecture, Role.OBSERVER),
        dina=account("Dina", "Delmas", departement, Role.DPO),
        odile=account("Odile", "Ormesson", host, Role.OPERATOR),
        eric=account("Éric", "Estève", departement, Role.ELECTED_MEMBER, **elected),
        adele=account("Adèle", "Arnoux", departement, Role.ORGANISATION_ADMINISTRATOR),
        departement=departement,
        solidarites=solidarites,
        maison=maison,
        commune=commune,
        ccas=ccas,
        federation=federation,
        member=member,
        outsider=outsider,
        prefecture=prefecture,
        host=host,
    )


@pytest.fixture
def cast(db: None) -> Cast:
    """The people of the tests, and their organisations."""
    return gather()
