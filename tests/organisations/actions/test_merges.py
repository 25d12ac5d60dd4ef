"""Duplicates are merged, and separated again."""

from __future__ import annotations

import datetime as dt

import pytest

from maillage.base.refusals import Refusal
from maillage.organisations.actions import merges, organisations
from maillage.organisations.actions.units import open as open_unit
from maillage.organisations.models import Mandate, Membership, Organisation, Person
from maillage.organisations.permissions import Permission, can
from maillage.organisations.queries.lineage import story_of
from maillage.territories.models import Territory
from tests.cast import NOW, TODAY, Cast
from tests.factories.organisations import (
    GrantFactory,
    MandateFactory,
    MembershipFactory,
    OrganisationFactory,
    PersonFactory,
    UserFactory,
    siret_of,
)
from tests.factories.territories import TerritoryFactory

pytestmark = pytest.mark.django_db


def counted() -> dict[str, object]:
    """All that points at organisations and people, for comparing before and after."""
    return {
        "mandates": sorted(Mandate.objects.values_list("pk", "organisation_id", "person_id", "substitute_id")),
        "memberships": sorted(Membership.objects.values_list("pk", "federation_id", "member_id")),
        "territories": sorted(Territory.objects.values_list("pk", "owner_id")),
        "organisations": sorted(
            Organisation.objects.values_list("pk", "siret", "city", "short_name", "is_active", "merged_into_id")
        ),
        "people": sorted(Person.objects.values_list("pk", "first_name", "email", "phone", "merged_into_id")),
    }


@pytest.fixture
def double(cast: Cast) -> Organisation:
    row: Organisation = OrganisationFactory(
        name="Association Trampoline", city="Villebrume", short_name="TRAMP", siret=siret_of(3)
    )
    Organisation.objects.filter(pk=cast.member.pk).update(siret="")
    MandateFactory(organisation=row)
    MembershipFactory(member=row)
    return row


def test_all_that_pointed_at_the_double_points_at_what_is_kept(cast: Cast, double: Organisation) -> None:
    user = GrantFactory(organisation=double).user
    perimeter = TerritoryFactory(is_perimeter=True, owner_id=double.pk)

    merges.merge(keep_row=cast.member, drop=double, by=cast.odile, at=NOW)

    assert cast.member.mandates.count() == 1
    assert cast.member.federations.count() == 2
    assert can(user, Permission.PERSON_VIEW, organisation=cast.member, at=NOW)
    perimeter.refresh_from_db()
    assert perimeter.owner_id == cast.member.pk


def test_the_kept_row_takes_over_what_only_the_double_knew(cast: Cast, double: Organisation) -> None:
    merges.merge(keep_row=cast.member, drop=double, by=cast.odile, at=NOW)

    kept = Organisation.objects.get(pk=cast.member.pk)
    assert (kept.name, kept.siret, kept.city) == ("Trampoline", siret_of(3), "Villebrume")
    assert list(Organisation.objects.visible_to(cast.bob, at=NOW).matching("association tramp")) == [kept]


def test_undoing_puts_everything_back(cast: Cast, double: Organisation) -> None:
    TerritoryFactory(is_perimeter=True, owner_id=double.pk)
    before = counted()

    merge = merges.merge(keep_row=cast.member, drop=double, by=cast.odile, at=NOW)
    assert counted() != before
    merges.undo_merge(merge=merge, by=cast.odile, at=NOW)

    assert counted() == before
    assert [event.verb for event in story_of(cast.member)] == ["organisation-unmerged", "organisation-merged"]


def test_undoing_respects_what_was_changed_since(cast: Cast, double: Organisation) -> None:
    merge = merges.merge(keep_row=cast.member, drop=double, by=cast.odile, at=NOW)
    organisations.edit(organisation=cast.member, values={"city": "Rochebelle"}, by=cast.odile, at=NOW)
    Mandate.objects.filter(organisation=cast.member).update(organisation=cast.ccas)

    merges.undo_merge(merge=merge, by=cast.odile, at=NOW)

    assert Organisation.objects.get(pk=cast.member.pk).city == "Rochebelle"
    assert not double.mandates.exists()
    assert cast.ccas.mandates.count() == 2


def test_what_is_recorded_after_the_merge_stays_with_the_kept_row(cast: Cast, double: Organisation) -> None:
    merge = merges.merge(keep_row=cast.member, drop=double, by=cast.odile, at=NOW)
    open_unit(organisation=cast.member, name="Antenne", from_on=TODAY, by=cast.odile, at=NOW)

    merges.undo_merge(merge=merge, by=cast.odile, at=NOW)

    assert [unit.name for unit in cast.member.units.all()] == ["Antenne"]


def test_what_would_clash_stays_with_the_double(cast: Cast, double: Organisation) -> None:
    MembershipFactory(member=double, federation=cast.federation)

    merge = merges.merge(keep_row=cast.member, drop=double, by=cast.odile, at=NOW)

    assert cast.federation.memberships.filter(member=cast.member).count() == 1
    assert double.federations.count() == 1
    merges.undo_merge(merge=merge, by=cast.odile, at=NOW)
    assert double.federations.count() == 2


def test_the_story_of_the_double_is_told_with_that_of_the_kept_row(cast: Cast, double: Organisation) -> None:
    organisations.edit(organisation=double, values={"city": "Rochebelle"}, by=cast.odile, at=NOW)

    merges.merge(keep_row=cast.member, drop=double, by=cast.odile, at=NOW)

    assert [event.verb for event in story_of(cast.member)] == ["organisation-merged", "organisation-edited"]


def test_what_are_not_duplicates_is_refused(cast: Cast) -> None:
    with pytest.raises(Refusal, match="deux fiches différentes"):
        merges.merge(keep_row=cast.ccas, drop=cast.ccas, by=cast.odile, at=NOW)
    with pytest.raises(Refusal, match="SIRET différents"):
        merges.merge(keep_row=cast.federation, drop=cast.member, by=cast.odile, at=NOW)
    with pytest.raises(Refusal, match="une commune et son CCAS sont deux"):
        merges.merge(keep_row=cast.ccas, drop=OrganisationFactory(is_commune=True), by=cast.odile, at=NOW)


def test_a_merge_is_done_once_and_undone_once(cast: Cast, double: Organisation) -> None:
    merge = merges.merge(keep_row=cast.member, drop=double, by=cast.odile, at=NOW)
    with pytest.raises(Refusal, match="déjà réunie"):
        merges.merge(keep_row=cast.member, drop=double, by=cast.odile, at=NOW)

    merges.undo_merge(merge=merge, by=cast.odile, at=NOW)

    with pytest.raises(Refusal, match="déjà annulée, depuis le 02/03/2026"):
        merges.undo_merge(merge=merge, by=cast.odile, at=NOW + dt.timedelta(days=1))


def test_two_rows_of_one_person_are_merged_with_the_account(cast: Cast) -> None:
    kept: Person = PersonFactory(first_name="", last_name="Koné")
    double = PersonFactory(first_name="Aïssata", last_name="Koné", phone="01 99 00 11 22")
    user = UserFactory(person=double)
    mandate = MandateFactory(substitute=double)
    before = counted()

    merge = merges.merge(keep_row=kept, drop=double, by=cast.odile, at=NOW)

    kept.refresh_from_db()
    user.refresh_from_db()
    mandate.refresh_from_db()
    assert (kept.full_name, kept.phone) == ("Aïssata Koné", "01 99 00 11 22")
    assert (user.person, mandate.substitute) == (kept, kept)

    merges.undo_merge(merge=merge, by=cast.odile, at=NOW)

    user.refresh_from_db()
    assert user.person == double
    assert counted() == before


def test_two_people_with_an_account_each_are_not_merged(cast: Cast) -> None:
    with pytest.raises(Refusal, match="chacune un compte"):
        merges.merge(keep_row=cast.alice.person, drop=cast.bob.person, by=cast.odile, at=NOW)
