"""Heirs: what happens to units, functions, memberships and rights."""

from __future__ import annotations

import datetime as dt

import pytest

from maillage.base.refusals import Refusal
from maillage.organisations.actions import successions
from maillage.organisations.choices import MandateFunction, SuccessionKind
from maillage.organisations.models import Grant, Mandate, Organisation, Succession, Unit
from maillage.organisations.permissions import Permission, Role, can
from maillage.organisations.queries.lineage import former_bodies, heirs
from tests.cast import NOW, TODAY, Cast
from tests.factories.organisations import (
    AccreditationFactory,
    GrantFactory,
    MandateFactory,
    MembershipFactory,
    OrganisationFactory,
    UnitFactory,
    UnitLabelFactory,
)

pytestmark = pytest.mark.django_db
DAY = dt.date(2026, 4, 1)
EVE = dt.date(2026, 3, 31)


def inherit(*former: Organisation, heir: Organisation, kind: SuccessionKind = SuccessionKind.MERGE) -> list[Succession]:
    return successions.succeed(
        predecessors=former,
        successor=heir,
        kind=kind,
        effective_on=DAY,
        authority="Arrêté du 12 janvier 2026",
        by=None,
        at=NOW,
    )


def test_a_ccas_becomes_a_cias_and_its_people_work_on(cast: Cast) -> None:
    cias = OrganisationFactory(kind="cias", name="CIAS du Val d’Ourcelle")

    (succession,) = inherit(cast.ccas, heir=cias, kind=SuccessionKind.TAKEOVER)

    assert str(succession) == "CCAS de Montclair → CIAS du Val d’Ourcelle"
    former = Organisation.objects.get(pk=cast.ccas.pk)
    assert (former.closed_on, former.is_active) == (EVE, True)
    assert can(cast.bob, Permission.PERSON_EDIT, organisation=cast.ccas, at=EVE)
    assert not can(cast.bob, Permission.PERSON_EDIT, organisation=cast.ccas, at=DAY)
    assert not can(cast.bob, Permission.PERSON_EDIT, organisation=cias, at=EVE)
    assert can(cast.bob, Permission.PERSON_EDIT, organisation=cias, at=DAY)
    assert [mandate.person for mandate in Mandate.objects.at(DAY).filter(organisation=cias)] == [cast.bob.person]


def test_units_are_begun_again_with_their_tree_and_words(cast: Cast) -> None:
    label = UnitLabelFactory(organisation=cast.departement, name="Direction", short_name="DST")
    Unit.objects.filter(pk=cast.solidarites.pk).update(label=label)
    MandateFactory(organisation=cast.departement, unit=cast.maison, function=MandateFunction.UNIT_HEAD)
    heir = OrganisationFactory(is_departement=True)

    inherit(cast.departement, heir=heir, kind=SuccessionKind.RENAME)

    top = Unit.objects.get(organisation=heir, parent=None)
    assert (top.name, top.from_on, str(top.label)) == (cast.solidarites.name, DAY, "DST")
    assert top.label is not None
    assert top.label.organisation == heir
    (below,) = top.children.all()
    assert below.path == f"{top.pk.hex}/{below.pk.hex}/"
    assert Mandate.objects.get(organisation=heir, function=MandateFunction.UNIT_HEAD).unit == below
    cast.maison.refresh_from_db()
    assert cast.maison.to_on == EVE


@pytest.mark.parametrize(("kind", "passes"), [(SuccessionKind.RENAME, True), (SuccessionKind.MERGE, False)])
def test_a_president_passes_only_to_the_same_body_under_another_status(kind: SuccessionKind, passes: bool) -> None:
    mandate = MandateFactory(is_president=True)
    heir = OrganisationFactory()

    inherit(mandate.organisation, heir=heir, kind=kind)

    assert heir.mandates.filter(person=mandate.person).exists() is passes
    mandate.refresh_from_db()
    assert mandate.to_on == EVE


def test_administrators_do_not_rule_over_an_heir_that_has_its_own() -> None:
    heir = GrantFactory(is_administrator=True).organisation
    former = OrganisationFactory()
    administrator = GrantFactory(organisation=former, is_administrator=True).user
    agent = GrantFactory(organisation=former).user

    inherit(former, heir=heir)

    assert not Grant.objects.filter(organisation=heir, user=administrator).exists()
    assert Grant.objects.get(organisation=heir, user=agent).role == Role.AGENT


def test_what_the_heir_already_has_is_not_begun_twice(cast: Cast) -> None:
    heir = OrganisationFactory(kind="cias")
    MembershipFactory(member=cast.ccas, federation=cast.federation)
    MembershipFactory(member=heir, federation=cast.federation)
    GrantFactory(user=cast.bob, organisation=heir, is_administrator=True)

    inherit(cast.ccas, heir=heir, kind=SuccessionKind.TAKEOVER)

    assert heir.federations.at(DAY).count() == 1
    assert heir.grants.at(DAY).filter(user=cast.bob).count() == 1


def test_a_right_narrowed_to_a_unit_follows_the_unit_and_ends_with_it(cast: Cast) -> None:
    closed = UnitFactory(organisation=cast.departement, to_on=dt.date(2025, 6, 30))
    inside = GrantFactory(organisation=cast.departement, unit=cast.maison, role=Role.MANAGER).user
    outside = GrantFactory(organisation=cast.departement, unit=closed, role=Role.MANAGER).user
    heir = OrganisationFactory(is_departement=True)

    inherit(cast.departement, heir=heir)

    assert Grant.objects.get(user=inside, organisation=heir).unit == Unit.objects.get(
        organisation=heir, name=cast.maison.name
    )
    assert not Grant.objects.filter(user=outside, organisation=heir).exists()


def test_communes_merge_into_one(cast: Cast) -> None:
    other, heir = OrganisationFactory(is_commune=True), OrganisationFactory(is_commune=True)
    federation = MembershipFactory(member=cast.commune).federation
    MembershipFactory(member=other, federation=federation)
    AccreditationFactory(organisation=other, to_on=TODAY)

    inherit(cast.commune, other, heir=heir)

    assert [row.federation for row in heir.federations.at(DAY)] == [federation]
    assert not heir.accreditations.exists()
    assert former_bodies([heir.pk]) == {cast.commune.pk, other.pk}
    assert heirs([other.pk]) == {heir.pk}


def test_a_split_closes_nothing_and_moves_nobody(cast: Cast) -> None:
    inherit(cast.ccas, heir=OrganisationFactory(), kind=SuccessionKind.SPLIT)

    assert Organisation.objects.get(pk=cast.ccas.pk).closed_on is None
    assert can(cast.bob, Permission.PERSON_EDIT, organisation=cast.ccas, at=DAY)


def test_members_of_a_federation_follow_it(cast: Cast) -> None:
    heir = OrganisationFactory(is_federation=True)

    inherit(cast.federation, heir=heir)

    assert [row.member for row in heir.memberships.at(DAY)] == [cast.member]
    assert not cast.federation.memberships.at(DAY).exists()


def test_impossible_successions_are_refused(cast: Cast) -> None:
    with pytest.raises(Refusal, match="pas à elle-même"):
        inherit(cast.ccas, heir=cast.ccas)
    with pytest.raises(Refusal, match="Dites à quelle organisation"):
        inherit(heir=cast.ccas)
    with pytest.raises(Refusal, match="choisissez « fusion »"):
        inherit(cast.ccas, cast.commune, heir=OrganisationFactory(), kind=SuccessionKind.RENAME)
    with pytest.raises(Refusal, match="a déjà pris fin le 31/12/2023"):
        inherit(OrganisationFactory(is_closed=True), heir=cast.ccas)
    with pytest.raises(Refusal, match="réunie à une autre"):
        inherit(OrganisationFactory(merged_into=cast.ccas, is_active=False), heir=cast.commune)
    assert not Succession.objects.exists()


def test_the_same_succession_is_recorded_once(cast: Cast) -> None:
    heir = OrganisationFactory()
    inherit(cast.ccas, heir=heir, kind=SuccessionKind.SPLIT)

    with pytest.raises(Refusal, match="déjà enregistrée"):
        inherit(cast.ccas, heir=heir, kind=SuccessionKind.SPLIT)


def test_a_ring_of_mistakes_does_not_turn_for_ever() -> None:
    one, other = OrganisationFactory(), OrganisationFactory()
    for before, after in ((one, other), (other, one)):
        Succession.objects.create(predecessor=before, successor=after, kind="split", effective_on=DAY)

    assert former_bodies([one.pk]) == {other.pk}
