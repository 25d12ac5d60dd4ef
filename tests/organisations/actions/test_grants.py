"""Rights are given and withdrawn."""

from __future__ import annotations

import datetime as dt

import pytest

from maillage.base.refusals import Refusal
from maillage.journal.models import Event
from maillage.organisations.actions import grants
from maillage.organisations.models import Grant, User
from maillage.organisations.permissions import Permission, Role, can
from tests.cast import NOW, TODAY, Cast
from tests.factories.organisations import GrantFactory, OrganisationFactory, UserFactory

pytestmark = pytest.mark.django_db


def give(user: User, role: Role, cast: Cast, *, by: User | None, **values: object) -> Grant:
    return grants.give(user=user, role=role, by=by, at=NOW, **{"organisation": cast.ccas, **values})


def test_a_right_is_given_from_today_with_its_giver(cast: Cast) -> None:
    user = UserFactory()

    grant = give(user, Role.AGENT, cast, by=cast.bob, reason="Arrivée")

    assert (grant.from_on, grant.granted_by, grant.granted_at) == (TODAY, cast.bob, NOW)
    assert can(user, Permission.PERSON_VIEW, organisation=cast.ccas, at=NOW)
    assert Event.objects.get().organisation_id == cast.ccas.pk


@pytest.mark.parametrize(
    ("role", "giver", "receiver"),
    [
        (Role.OPERATOR, "bob", "alice"),
        (Role.AGENT, "odile", "odile"),
        (Role.ORGANISATION_ADMINISTRATOR, "odile", "odile"),
    ],
)
def test_nobody_makes_an_operator_and_no_operator_serves_themself(
    cast: Cast, role: Role, giver: str, receiver: str
) -> None:
    with pytest.raises(grants.NotYoursToGive):
        give(getattr(cast, receiver), role, cast, by=getattr(cast, giver))

    assert not Grant.objects.filter(role=role, user=getattr(cast, receiver), organisation=cast.ccas).exists()


def test_an_operator_makes_another(cast: Cast) -> None:
    assert give(cast.alice, Role.OPERATOR, cast, by=cast.odile, organisation=cast.host).pk


def test_the_same_right_is_not_given_twice_for_the_same_days(cast: Cast) -> None:
    user = UserFactory()
    give(user, Role.AGENT, cast, by=cast.bob, to_on=TODAY)

    with pytest.raises(Refusal, match="a déjà ce droit"):
        give(user, Role.AGENT, cast, by=cast.bob)

    assert give(user, Role.AGENT, cast, by=cast.bob, from_on=TODAY + dt.timedelta(days=1)).pk
    assert give(user, Role.MANAGER, cast, by=cast.bob).pk


def test_a_right_needs_an_open_account_and_a_unit_of_the_organisation(cast: Cast) -> None:
    with pytest.raises(Refusal, match="compte est fermé"):
        give(UserFactory(is_closed=True), Role.AGENT, cast, by=cast.bob)
    with pytest.raises(Refusal, match="autre organisation"):
        give(UserFactory(), Role.AGENT, cast, by=cast.bob, unit=cast.maison)


def test_no_right_is_given_in_what_is_no_more(cast: Cast) -> None:
    for gone in (OrganisationFactory(is_closed=True), OrganisationFactory(merged_into=cast.ccas, is_active=False)):
        with pytest.raises(Refusal, match="n’est plus en activité"):
            give(UserFactory(), Role.AGENT, cast, by=cast.odile, organisation=gone)


def test_a_right_is_withdrawn_the_same_day_and_once(cast: Cast) -> None:
    grant = GrantFactory(organisation=cast.ccas)

    withdrawn = grants.withdraw(grant=grant, by=cast.bob, at=NOW)

    assert (withdrawn.withdrawn_on, withdrawn.withdrawn_by) == (TODAY, cast.bob)
    assert not can(grant.user, Permission.PERSON_VIEW, organisation=cast.ccas, at=NOW)
    assert can(grant.user, Permission.PERSON_VIEW, organisation=cast.ccas, at=NOW - dt.timedelta(days=1))
    with pytest.raises(Refusal, match="déjà retiré, depuis le 02/03/2026"):
        grants.withdraw(grant=grant, by=cast.bob, at=NOW)


def test_the_last_administrator_is_not_withdrawn_while_others_work_there(cast: Cast) -> None:
    grant = cast.bob.grants.get()
    GrantFactory(organisation=cast.ccas)

    with pytest.raises(grants.LastAdministrator):
        grants.withdraw(grant=grant, by=cast.bob, at=NOW)

    GrantFactory(organisation=cast.ccas, is_administrator=True)
    assert grants.withdraw(grant=grant, by=cast.bob, at=NOW).withdrawn_on == TODAY


def test_an_operator_withdraws_even_the_last_administrator(cast: Cast) -> None:
    GrantFactory(organisation=cast.ccas)

    assert grants.withdraw(grant=cast.bob.grants.get(), by=cast.odile, at=NOW).withdrawn_on == TODAY


def test_a_closed_account_does_not_count_as_an_administrator(cast: Cast) -> None:
    GrantFactory(organisation=cast.ccas)
    GrantFactory(organisation=cast.ccas, is_administrator=True, user=UserFactory(is_closed=True))

    with pytest.raises(grants.LastAdministrator):
        grants.withdraw(grant=cast.bob.grants.get(), by=cast.bob, at=NOW)


def test_a_right_that_ended_or_has_not_begun_ends_as_it_should() -> None:
    ended = GrantFactory(to_on=dt.date(2025, 1, 1))
    ahead = GrantFactory(from_on=dt.date(2026, 9, 1))

    for grant in (ended, ahead):
        grants.end_by(grant, dt.date(2026, 6, 30), by=None, at=NOW)
        grant.refresh_from_db()

    assert (ended.to_on, ended.withdrawn_on) == (dt.date(2025, 1, 1), None)
    assert not ahead.is_at(dt.date(2026, 9, 1))
