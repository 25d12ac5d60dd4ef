"""Who is in charge leaves on the eve of a deadline: the alert of the duty goes to whoever holds the function next."""

from __future__ import annotations

import datetime as dt

import pytest

from maillage.agreements.actions import duties
from maillage.agreements.models import Agreement, Duty
from maillage.notices.actions.escalating import go_round
from maillage.notices.choices import Level
from maillage.notices.models import Notice
from maillage.organisations.actions import handover
from maillage.organisations.choices import MandateFunction
from maillage.organisations.models import Grant, Mandate, User
from tests.agreements.dated import dated, duty_of
from tests.cast import Cast
from tests.notices.telling import somebody, told_of

DEADLINE = dt.date(2028, 10, 13)
"""The cautious day to receive a notice against the renewal of the protocol, a Friday."""
EVE = DEADLINE - dt.timedelta(days=1)


def morning(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(7), tzinfo=dt.UTC)


@pytest.fixture
def agreement(cast: Cast) -> Agreement:
    return dated(cast)


@pytest.fixture
def pilot(cast: Cast, agreement: Agreement) -> User:
    return somebody(cast.departement, function=MandateFunction.PILOT, agreement_id=agreement.pk)


def alert(agreement: Agreement, cast: Cast, *, seen_on: dt.date) -> tuple[Duty, Notice]:
    """The duty that falls on the deadline, and its alert to the Département as the round of a day leaves it."""
    duties.project(agreement, at=morning(seen_on))
    go_round(morning(seen_on))
    duty = duty_of(agreement, "latest_notice_receipt")
    assert duty.on == DEADLINE
    return duty, Notice.objects.get(kind="duty", subject_id=duty.pk, organisation_id=cast.departement.pk)


def leaves(user: User, last_day: dt.date) -> None:
    """The mandates and the rights of somebody end: nobody was named to take over."""
    Mandate.objects.filter(person=user.person).update(to_on=last_day)
    Grant.objects.filter(user=user).update(to_on=last_day)


def reads(user: User, notice: Notice, day: dt.date) -> bool:
    return Notice.objects.visible_to(user, at=morning(day)).filter(pk=notice.pk).exists()


def test_whoever_takes_over_is_told_on_the_day_itself(agreement: Agreement, pilot: User, cast: Cast) -> None:
    _, notice = alert(agreement, cast, seen_on=EVE)
    assert told_of(notice)[pilot.pk] == Level.IN_CHARGE
    assert reads(pilot, notice, EVE)
    newcomer = somebody(cast.departement)
    assert newcomer.pk not in told_of(notice)
    handover.hand_over(
        person=pilot.person,
        organisation=cast.departement,
        to=newcomer.person,
        last_day_on=EVE,
        by=cast.adele,
        at=morning(EVE),
    )
    _, same = alert(agreement, cast, seen_on=DEADLINE)
    assert same == notice, "one alert goes on, whoever is in charge"
    assert told_of(notice)[newcomer.pk] == Level.IN_CHARGE
    assert reads(newcomer, notice, DEADLINE)
    assert not reads(pilot, notice, DEADLINE)


def test_without_a_new_pilot_those_who_run_partnerships_are_told(agreement: Agreement, pilot: User, cast: Cast) -> None:
    _, notice = alert(agreement, cast, seen_on=EVE)
    assert cast.alice.pk not in told_of(notice)
    leaves(pilot, EVE)
    alert(agreement, cast, seen_on=DEADLINE)
    assert told_of(notice)[cast.alice.pk] == Level.IN_CHARGE
    assert cast.adele.pk not in told_of(notice)
    assert not reads(pilot, notice, DEADLINE)


def test_when_nobody_is_left_the_administrators_are_told_at_once(agreement: Agreement, pilot: User, cast: Cast) -> None:
    _, notice = alert(agreement, cast, seen_on=EVE)
    leaves(pilot, EVE)
    leaves(cast.alice, EVE)
    alert(agreement, cast, seen_on=DEADLINE)
    assert told_of(notice)[cast.adele.pk] == Level.ADMINISTRATOR
    assert reads(cast.adele, notice, DEADLINE)
    assert not reads(cast.alice, notice, DEADLINE)
