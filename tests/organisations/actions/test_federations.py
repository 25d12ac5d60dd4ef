"""Members of federations, the inner space, accreditations."""

from __future__ import annotations

import datetime as dt

import pytest

from maillage.base.refusals import Refusal
from maillage.journal.models import Event
from maillage.organisations import policies
from maillage.organisations.actions import accreditations, memberships
from maillage.organisations.models import Accreditation, Membership
from maillage.organisations.permissions import Role
from maillage.organisations.queries.federations import inner_space_of, members_at
from tests.cast import NOW, TODAY, Cast
from tests.factories.organisations import AccreditationFactory, GrantFactory, OrganisationFactory

pytestmark = pytest.mark.django_db
LAST = TODAY - dt.timedelta(days=1)


def test_an_association_joins_a_federation(cast: Cast) -> None:
    memberships.join(federation=cast.federation, member=cast.outsider, from_on=TODAY, by=cast.odile, at=NOW)

    assert {row.member for row in members_at(cast.federation, at=TODAY)} == {cast.member, cast.outsider}
    assert {row.member for row in members_at(cast.federation, at=LAST)} == {cast.member}
    assert [row.federation for row in cast.outsider.federations.at(TODAY)] == [cast.federation]
    assert set(Event.objects.get().audience) == {cast.federation.pk, cast.outsider.pk}


def test_only_a_federation_has_members_and_each_once(cast: Cast) -> None:
    with pytest.raises(Refusal, match="Seule une fédération"):
        memberships.join(federation=cast.ccas, member=cast.member, from_on=TODAY, by=cast.odile, at=NOW)
    with pytest.raises(Refusal, match="déjà membre"):
        memberships.join(federation=cast.federation, member=cast.member, from_on=TODAY, by=cast.odile, at=NOW)
    with pytest.raises(Refusal, match="pas membre d’elle-même"):
        memberships.join(federation=cast.federation, member=cast.federation, from_on=TODAY, by=cast.odile, at=NOW)


def test_a_member_leaves_and_may_come_back(cast: Cast) -> None:
    membership = Membership.objects.get(member=cast.member)
    memberships.leave(membership=membership, last_day_on=LAST, by=cast.odile, at=NOW)
    assert not members_at(cast.federation, at=TODAY)

    memberships.join(federation=cast.federation, member=cast.member, from_on=TODAY, by=cast.odile, at=NOW)

    assert len(members_at(cast.federation, at=TODAY)) == 1
    with pytest.raises(Refusal, match="déjà terminé depuis le 01/03/2026"):
        memberships.leave(membership=membership, last_day_on=TODAY, by=cast.odile, at=NOW)


def test_the_inner_space_is_that_of_the_federation_and_its_members_on_the_day(cast: Cast) -> None:
    space = inner_space_of(cast.federation, at=TODAY)

    assert space.organisation_ids == {cast.federation.pk, cast.member.pk}


@pytest.mark.parametrize("role", Role)
def test_who_enters_the_inner_space(cast: Cast, role: Role) -> None:
    insider = GrantFactory(organisation=cast.member, role=role).user
    funder = GrantFactory(organisation=cast.departement, role=role).user
    guest_of_federation = GrantFactory(organisation=cast.federation, role=role).user
    expected = role not in {Role.OBSERVER, Role.OPERATOR}

    assert policies.can_enter_inner_space(insider, cast.federation, at=NOW) is expected
    assert policies.can_enter_inner_space(guest_of_federation, cast.federation, at=NOW) is expected
    assert not policies.can_enter_inner_space(funder, cast.federation, at=NOW)


def test_a_member_that_left_no_longer_enters(cast: Cast) -> None:
    user = GrantFactory(organisation=cast.member).user
    memberships.leave(membership=Membership.objects.get(member=cast.member), last_day_on=LAST, by=cast.odile, at=NOW)

    assert not policies.can_enter_inner_space(user, cast.federation, at=NOW)
    assert policies.can_enter_inner_space(user, cast.federation, at=NOW - dt.timedelta(days=1))


def test_an_organisation_that_is_no_federation_has_no_inner_space(cast: Cast) -> None:
    assert not policies.can_enter_inner_space(cast.bob, cast.ccas, at=NOW)


def test_an_accreditation_is_recorded_and_ended(cast: Cast) -> None:
    accreditation = accreditations.record(
        organisation=cast.member,
        name="Placement familial",
        authority="Département de l’Ourcelle",
        reference="2019-112",
        from_on=dt.date(2019, 9, 1),
        to_on=dt.date(2034, 8, 31),
        by=cast.odile,
        at=NOW,
    )

    ended = accreditations.end(accreditation=accreditation, last_day_on=TODAY, by=cast.odile, at=NOW)

    assert ended.to_on == TODAY
    assert [event.verb for event in Event.objects.order_by("id")] == ["accreditation-recorded", "accreditation-ended"]


def test_accreditations_that_end_soon_are_found_in_their_order() -> None:
    for days in (400, 20, 5, -3):
        AccreditationFactory(to_on=TODAY + dt.timedelta(days=days))
    AccreditationFactory()

    soon = Accreditation.objects.ending_before(TODAY + dt.timedelta(days=90), since=TODAY)

    assert [(row.to_on - TODAY).days for row in soon if row.to_on] == [5, 20]
    assert Accreditation.objects.ending_before(TODAY).count() == 1


def test_a_merged_member_is_not_listed(cast: Cast) -> None:
    double = OrganisationFactory(merged_into=cast.member, is_active=False)
    Membership.objects.create(federation=cast.federation, member=double, from_on=TODAY)

    assert [row.member for row in members_at(cast.federation, at=TODAY)] == [cast.member]
