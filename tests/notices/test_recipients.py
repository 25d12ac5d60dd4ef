"""Who is told: by the mandates, units and rights of the day."""

from __future__ import annotations

import datetime as dt

import pytest

from maillage.notices.actions.escalating import go_round, level_at
from maillage.notices.choices import Level
from maillage.notices.models import Notice
from maillage.organisations.actions import handover
from maillage.organisations.choices import MandateFunction
from maillage.organisations.models import Grant, Mandate
from maillage.organisations.permissions import Role
from tests.cast import NOW, TODAY, Cast
from tests.factories.organisations import OrganisationFactory
from tests.notices.telling import AGREEMENT, somebody, told, told_of

IN_A_MONTH = TODAY + dt.timedelta(days=40)


def later(days: int) -> dt.datetime:
    return NOW + dt.timedelta(days=days)


def test_the_pilot_of_the_agreement_is_told_and_nobody_else(cast: Cast) -> None:
    pilot = somebody(cast.departement, function=MandateFunction.PILOT, agreement_id=AGREEMENT)
    somebody(cast.departement, function=MandateFunction.DEPUTY, agreement_id=AGREEMENT)
    assert told_of(told(cast.departement, due_on=IN_A_MONTH)) == {pilot.pk: Level.IN_CHARGE}


def test_without_a_pilot_those_who_run_partnerships_are_told(cast: Cast) -> None:
    assert told_of(told(cast.departement, due_on=IN_A_MONTH)) == {cast.alice.pk: Level.IN_CHARGE}


def test_a_reader_is_never_told_even_as_a_pilot(cast: Cast) -> None:
    reader = somebody(cast.departement, Role.ELECTED_MEMBER, MandateFunction.PILOT, agreement_id=AGREEMENT)
    assert reader.pk not in told_of(told(cast.departement, due_on=IN_A_MONTH))


def test_the_alert_goes_up_to_the_deputy_the_manager_and_the_administrators(cast: Cast) -> None:
    pilot = somebody(cast.departement, function=MandateFunction.PILOT, unit=cast.maison, agreement_id=AGREEMENT)
    deputy = somebody(cast.departement, function=MandateFunction.DEPUTY, agreement_id=AGREEMENT)
    head = somebody(cast.departement, Role.PARTNERSHIP_OFFICER, MandateFunction.UNIT_HEAD, unit=cast.solidarites)
    elsewhere = somebody(cast.departement, Role.PARTNERSHIP_OFFICER, MandateFunction.UNIT_HEAD)
    notice = told(cast.departement, due_on=IN_A_MONTH)
    expected = {pilot.pk: 0}
    for days, more in (
        (19, {}),
        (20, {deputy.pk: 1}),
        (29, {}),
        (30, {head.pk: 2}),
        (40, {}),
        (41, {cast.adele.pk: 3}),
    ):
        expected |= more
        go_round(later(days))
        assert told_of(notice) == expected, days
    assert elsewhere.pk not in told_of(notice), "the head of another unit answers for nothing here"


def test_an_alert_without_a_day_goes_up_with_time_and_never_to_the_administrators(cast: Cast) -> None:
    notice = told(cast.departement)
    waited = [level_at(notice, TODAY + dt.timedelta(days=days)) for days in (0, 6, 7, 13, 14, 400)]
    assert waited == [0, 0, 1, 1, 2, 2]


def test_the_substitute_of_the_pilot_stands_in(cast: Cast) -> None:
    somebody(cast.departement, function=MandateFunction.PILOT, agreement_id=AGREEMENT)
    other = somebody(cast.departement)
    Mandate.objects.filter(function=MandateFunction.PILOT).update(substitute=other.person)
    notice = told(cast.departement, due_on=IN_A_MONTH)
    go_round(later(25))
    assert told_of(notice)[other.pk] == Level.DEPUTY


def test_who_leaves_on_the_eve_is_replaced_by_who_holds_the_right_next(cast: Cast) -> None:
    pilot = somebody(cast.departement, function=MandateFunction.PILOT, agreement_id=AGREEMENT)
    notice = told(cast.departement, due_on=TODAY + dt.timedelta(days=1))
    handover.hand_over(
        person=pilot.person, organisation=cast.departement, to=cast.alice.person, last_day_on=TODAY, by=None, at=NOW
    )
    go_round(later(1))
    assert cast.alice.pk in told_of(notice)
    assert not Notice.objects.visible_to(pilot, at=later(1)).exists(), "whoever left reads nothing any more"
    assert Notice.objects.visible_to(cast.alice, at=later(1)).get() == notice


def test_when_nobody_holds_the_right_next_the_administrators_are_told_at_once(cast: Cast) -> None:
    Grant.objects.filter(user=cast.alice).update(to_on=TODAY)
    notice = told(cast.departement, due_on=IN_A_MONTH, at=later(1))
    assert told_of(notice) == {cast.adele.pk: Level.ADMINISTRATOR}


def test_when_nobody_is_left_the_alert_is_an_orphan_until_somebody_comes(cast: Cast) -> None:
    organisation = OrganisationFactory()
    notice = told(organisation, due_on=IN_A_MONTH)
    assert Notice.objects.get(pk=notice.pk).is_orphan
    newcomer = somebody(organisation, Role.ORGANISATION_ADMINISTRATOR)
    go_round(later(1))
    assert told_of(notice) == {newcomer.pk: Level.ADMINISTRATOR}
    assert not Notice.objects.get(pk=notice.pk).is_orphan


def test_a_closed_account_is_not_told(cast: Cast) -> None:
    cast.alice.is_active, cast.alice.closed_at = False, NOW
    cast.alice.save()
    assert cast.alice.pk not in told_of(told(cast.departement, due_on=IN_A_MONTH))


@pytest.mark.parametrize("count", [1, 12])
def test_a_round_asks_as_much_for_many_alerts_as_for_one(
    cast: Cast, count: int, django_assert_max_num_queries: object
) -> None:
    for _ in range(count):
        told(cast.departement, due_on=IN_A_MONTH)
    with django_assert_max_num_queries(8 + 2 * count):  # type: ignore[operator]  # a savepoint for each
        assert go_round(later(1)) == 0
