"""Organisations, people, accounts and rights for the tests."""

from __future__ import annotations

import datetime as dt
from typing import Any

import factory
from factory.django import DjangoModelFactory
from stdnum import luhn

from maillage.organisations.choices import ClaimProof, ClaimState, MandateFunction, OrganisationKind
from maillage.organisations.models import (
    Accreditation,
    Claim,
    EmailDomain,
    Grant,
    Invitation,
    Mandate,
    Membership,
    Organisation,
    OrganisationName,
    Person,
    Unit,
    UnitLabel,
    User,
)
from maillage.organisations.permissions import Role
from maillage.organisations.queries.invitations import fingerprint
from tests.factories.accounts import add_application

BEGINNING = dt.date(2020, 1, 1)
THEN = dt.datetime(2024, 1, 8, 9, tzinfo=dt.UTC)


def siret_of(number: int) -> str:
    """A SIRET with right check digits that belongs to nobody (SIREN in 999)."""
    siren = f"999{number:05d}"
    nic = f"{siren}{luhn.calc_check_digit(siren)}0001"
    return nic + luhn.calc_check_digit(nic)


class OrganisationFactory(DjangoModelFactory[Organisation]):
    """An association; traits make it something else."""

    kind = OrganisationKind.ASSOCIATION
    name = factory.Sequence(lambda number: f"Atelier des Glycines {number}")

    class Meta:
        model = Organisation
        skip_postgeneration_save = True

    class Params:
        is_departement = factory.Trait(
            kind=OrganisationKind.DEPARTEMENT, name=factory.Sequence(lambda number: f"Département {number}")
        )
        is_commune = factory.Trait(
            kind=OrganisationKind.COMMUNE, name=factory.Sequence(lambda number: f"Commune de Bourg-{number}")
        )
        is_ccas = factory.Trait(
            kind=OrganisationKind.CCAS, name=factory.Sequence(lambda number: f"CCAS de Bourg-{number}")
        )
        is_federation = factory.Trait(
            kind=OrganisationKind.FEDERATION, name=factory.Sequence(lambda number: f"Fédération du Val {number}")
        )
        is_closed = factory.Trait(is_active=False, closed_on=dt.date(2023, 12, 31))
        with_siret = factory.Trait(siret=factory.Sequence(siret_of))

    @factory.post_generation
    def named(self: Any, create: bool, _extracted: object, **_kwargs: object) -> None:
        """The name that it bears since the beginning."""
        if create:
            OrganisationName.objects.create(
                organisation=self, legal_name=self.name, short_name=self.short_name, from_on=BEGINNING
            )


class UnitLabelFactory(DjangoModelFactory[UnitLabel]):
    """A level of a tree of units."""

    organisation = factory.SubFactory(OrganisationFactory, is_departement=True)
    name = factory.Sequence(lambda number: f"Service {number}")

    class Meta:
        model = UnitLabel


class UnitFactory(DjangoModelFactory[Unit]):
    """A unit at the top of its organisation; give ``parent`` for one below (its organisation follows)."""

    parent = None
    organisation = factory.Maybe(
        "parent",
        yes_declaration=factory.SelfAttribute("parent.organisation"),
        no_declaration=factory.SubFactory(OrganisationFactory, is_departement=True),
    )
    name = factory.Sequence(lambda number: f"Maison des solidarités {number}")
    from_on = BEGINNING

    class Meta:
        model = Unit

    @classmethod
    def _create(cls, model_class: type[Unit], *args: Any, **kwargs: Any) -> Unit:
        unit = model_class(*args, **kwargs)
        unit.path = unit.path_under(unit.parent)
        unit.save()
        return unit


class MembershipFactory(DjangoModelFactory[Membership]):
    """A member of a federation."""

    federation = factory.SubFactory(OrganisationFactory, is_federation=True)
    member = factory.SubFactory(OrganisationFactory)
    from_on = BEGINNING

    class Meta:
        model = Membership


class AccreditationFactory(DjangoModelFactory[Accreditation]):
    """An habilitation without end."""

    organisation = factory.SubFactory(OrganisationFactory)
    name = "Accueil de mineurs confiés"
    authority = "Président du conseil départemental de l’Ourcelle"
    from_on = BEGINNING

    class Meta:
        model = Accreditation


class PersonFactory(DjangoModelFactory[Person]):
    """A person without any function."""

    first_name = "Camille"
    last_name = factory.Sequence(lambda number: f"Durieux-{number}")

    class Meta:
        model = Person


class MandateFactory(DjangoModelFactory[Mandate]):
    """An agent of an organisation; traits make them something else."""

    person = factory.SubFactory(PersonFactory)
    organisation = factory.SubFactory(OrganisationFactory)
    function = MandateFunction.AGENT
    from_on = BEGINNING

    class Meta:
        model = Mandate

    class Params:
        is_president = factory.Trait(function=MandateFunction.PRESIDENT, capacity="présidente")
        is_pilot = factory.Trait(function=MandateFunction.PILOT)
        is_referent = factory.Trait(function=MandateFunction.ELECTED_REFERENT)


class UserFactory(DjangoModelFactory[User]):
    """An account of a person, without any right; with an application of codes, unless ``second_factor=False``."""

    person = factory.SubFactory(PersonFactory)
    email = factory.Sequence(lambda number: f"camille.{number}@ourcelle.example")
    email_verified_at = THEN
    created_at = THEN
    password = "!"

    class Meta:
        model = User
        skip_postgeneration_save = True

    class Params:
        is_closed = factory.Trait(is_active=False, closed_at=THEN)

    @factory.post_generation
    def second_factor(self: User, create: bool, wanted: bool | None, **_kwargs: Any) -> None:
        """Without it, roles that see personal data are sent to set one up before anything else."""
        if create and wanted is not False:
            add_application(self)


class GrantFactory(DjangoModelFactory[Grant]):
    """A right of an agent; give ``role``, ``unit`` or ``to_on`` for another."""

    user = factory.SubFactory(UserFactory)
    organisation = factory.SubFactory(OrganisationFactory)
    role = Role.AGENT
    from_on = BEGINNING
    granted_at = THEN

    class Meta:
        model = Grant

    class Params:
        is_administrator = factory.Trait(role=Role.ORGANISATION_ADMINISTRATOR)
        is_operator = factory.Trait(role=Role.OPERATOR)


class EmailDomainFactory(DjangoModelFactory[EmailDomain]):
    """A verified domain."""

    organisation = factory.SubFactory(OrganisationFactory)
    domain = "ourcelle.example"
    verified_at = THEN

    class Meta:
        model = EmailDomain


class ClaimFactory(DjangoModelFactory[Claim]):
    """A claim that waits for an operator."""

    user = factory.SubFactory(UserFactory)
    organisation = factory.SubFactory(OrganisationFactory)
    proof = ClaimProof.OPERATOR
    state = ClaimState.ASKED
    asked_at = THEN

    class Meta:
        model = Claim


class InvitationFactory(DjangoModelFactory[Invitation]):
    """An invitation that waits; its link ends with ``token``."""

    organisation = factory.SubFactory(OrganisationFactory)
    role = Role.AGENT
    email = factory.Sequence(lambda number: f"invitee.{number}@ourcelle.example")
    token_hash = factory.LazyAttribute(lambda row: fingerprint(row.token))
    invited_at = THEN
    expires_at = factory.LazyAttribute(lambda row: row.invited_at + dt.timedelta(days=14))

    class Meta:
        model = Invitation
        exclude = ("token",)

    token = factory.Sequence(lambda number: f"lien-{number}")
