"""Somebody leaves, and nothing is left without an owner."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest

from maillage.base.identifiers import uuid7
from maillage.base.refusals import Refusal
from maillage.journal.models import Event
from maillage.organisations.actions import accounts, handover
from maillage.organisations.choices import MandateFunction
from maillage.organisations.models import Handover, Mandate, Organisation, Person, User
from maillage.organisations.permissions import Permission, can
from maillage.organisations.queries import handover as registry
from maillage.organisations.queries.handover import Resting, what_rests_on
from tests.cast import NOW, TODAY, Cast
from tests.factories.organisations import GrantFactory, MandateFactory, PersonFactory

pytestmark = pytest.mark.django_db
TOMORROW = TODAY + dt.timedelta(days=1)


def leave(person: Person, organisation: Organisation, to: object, last_day_on: dt.date | None = None) -> Handover:
    return handover.hand_over(person=person, organisation=organisation, to=to, last_day_on=last_day_on, by=None, at=NOW)


@pytest.fixture
def pilot(cast: Cast) -> Mandate:
    mandate: Mandate = MandateFactory(
        person=cast.alice.person, organisation=cast.departement, is_pilot=True, agreement_id=uuid7(), capacity="pilote"
    )
    return mandate


def test_all_that_rests_on_somebody_is_listed(cast: Cast, pilot: Mandate) -> None:
    MandateFactory(organisation=cast.departement, is_referent=True, substitute=cast.alice.person)

    resting = what_rests_on(cast.alice.person, at=TODAY)

    assert [(one.label, one.must_pass) for one in resting] == [
        ("agent (Département de l’Ourcelle)", False),
        ("pilote (Département de l’Ourcelle)", True),
        (resting[2].label, False),
    ]
    assert resting[2].label.startswith("Suppléance de Camille")


def test_what_is_left_without_owner_is_refused_by_name_and_nothing_is_done(cast: Cast, pilot: Mandate) -> None:
    with pytest.raises(handover.LeftWithoutOwner, match="Il reste à confier à quelqu’un : pilote") as refusal:
        leave(cast.alice.person, cast.departement, {})

    assert [one.subject_id for one in refusal.value.remaining] == [str(pilot.pk)]
    pilot.refresh_from_db()
    assert pilot.to_on is None
    assert can(cast.alice, Permission.PERSON_EDIT, organisation=cast.departement, at=NOW)
    assert not Event.objects.exists()


def test_all_is_passed_to_one_person_and_access_closes_the_same_day(cast: Cast, pilot: Mandate) -> None:
    done = leave(cast.alice.person, cast.departement, cast.dina.person)

    begun = Mandate.objects.get(agreement_id=pilot.agreement_id, person=cast.dina.person)
    assert (begun.function, begun.from_on, begun.capacity) == (MandateFunction.PILOT, TOMORROW, "pilote")
    assert not what_rests_on(cast.alice.person, at=TOMORROW)
    cast.alice.refresh_from_db()
    assert not cast.alice.is_active
    assert not can(cast.alice, Permission.PERSON_VIEW, organisation=cast.departement, at=NOW)
    assert {(item.source, item.recipient) for item in done.items.all()} == {
        ("function", None),
        ("function", cast.dina.person),
    }


def test_each_thing_may_go_to_somebody_else(cast: Cast, pilot: Mandate) -> None:
    referent = MandateFactory(person=cast.alice.person, organisation=cast.departement, is_referent=True)
    recipients = {pilot.pk: cast.dina.person, referent.pk: cast.eric.person}

    leave(cast.alice.person, cast.departement, {f"function:{pk}": person for pk, person in recipients.items()})

    for mandate in (pilot, referent):
        heir = Mandate.objects.at(TOMORROW).get(organisation=cast.departement, function=mandate.function)
        assert heir.person == recipients[mandate.pk]


def test_a_departure_foreseen_keeps_access_until_the_last_day(cast: Cast, pilot: Mandate) -> None:
    last = TODAY + dt.timedelta(days=30)

    leave(cast.alice.person, cast.departement, cast.dina.person, last)

    cast.alice.refresh_from_db()
    assert cast.alice.is_active
    assert can(cast.alice, Permission.PERSON_EDIT, organisation=cast.departement, at=last)
    assert not can(cast.alice, Permission.PERSON_EDIT, organisation=cast.departement, at=last + dt.timedelta(days=1))

    assert accounts.close_departed(at=NOW + dt.timedelta(days=30)) == 0
    assert accounts.close_departed(at=NOW + dt.timedelta(days=31)) == 1
    cast.alice.refresh_from_db()
    assert not cast.alice.is_active


def test_whoever_works_elsewhere_too_keeps_the_account(cast: Cast) -> None:
    MandateFactory(person=cast.alice.person, organisation=cast.ccas, is_president=True)
    GrantFactory(user=cast.alice, organisation=cast.ccas)

    leave(cast.alice.person, cast.departement, cast.dina.person)

    cast.alice.refresh_from_db()
    assert cast.alice.is_active
    assert not can(cast.alice, Permission.PERSON_VIEW, organisation=cast.departement, at=NOW)
    assert can(cast.alice, Permission.PERSON_VIEW, organisation=cast.ccas, at=NOW)
    assert [one.label for one in what_rests_on(cast.alice.person, at=TOMORROW)] == ["présidente (CCAS de Montclair)"]


def test_the_last_administrator_passes_the_role_to_somebody_with_an_account(cast: Cast) -> None:
    colleague = GrantFactory(organisation=cast.ccas).user
    (administration,) = [one for one in what_rests_on(cast.bob.person, at=TODAY) if one.must_pass]
    assert administration.label == "Administration des comptes de CCAS de Montclair"

    with pytest.raises(Refusal, match="demande quelqu’un qui en a un"):
        leave(cast.bob.person, cast.ccas, PersonFactory())
    leave(cast.bob.person, cast.ccas, colleague.person)

    assert can(colleague, Permission.GRANT_EDIT, organisation=cast.ccas, at=NOW)
    assert not can(cast.bob, Permission.GRANT_EDIT, organisation=cast.ccas, at=NOW)


def test_the_only_account_of_an_organisation_may_leave(cast: Cast) -> None:
    leave(cast.bob.person, cast.ccas, {})

    assert not User.objects.get(pk=cast.bob.pk).is_active


def test_a_substitute_who_leaves_is_replaced_or_taken_off(cast: Cast) -> None:
    one = MandateFactory(organisation=cast.departement, is_referent=True, substitute=cast.alice.person)
    other = MandateFactory(organisation=cast.departement, is_referent=True, substitute=cast.alice.person)

    leave(cast.alice.person, cast.departement, {f"substitution:{one.pk}": cast.dina.person})

    assert Mandate.objects.get(pk=one.pk).substitute == cast.dina.person
    assert Mandate.objects.get(pk=other.pk).substitute is None


def test_the_substitute_takes_over_without_standing_in_for_themself(cast: Cast, pilot: Mandate) -> None:
    Mandate.objects.filter(pk=pilot.pk).update(substitute=cast.dina.person)

    leave(cast.alice.person, cast.departement, cast.dina.person)

    assert Mandate.objects.get(person=cast.dina.person, function=MandateFunction.PILOT).substitute is None


def test_a_recipient_who_holds_the_function_already_holds_it_once(cast: Cast) -> None:
    for person in (cast.alice.person, cast.dina.person):
        MandateFactory(person=person, organisation=cast.departement, is_referent=True)

    leave(cast.alice.person, cast.departement, cast.dina.person)

    assert Mandate.objects.filter(person=cast.dina.person, function=MandateFunction.ELECTED_REFERENT).count() == 1


def test_a_function_recorded_ahead_passes_too(cast: Cast) -> None:
    ahead = MandateFactory(
        person=cast.alice.person, organisation=cast.departement, is_referent=True, from_on=dt.date(2026, 9, 1)
    )

    leave(cast.alice.person, cast.departement, cast.dina.person)

    assert not Mandate.objects.filter(pk=ahead.pk).exists()
    assert Mandate.objects.get(function=MandateFunction.ELECTED_REFERENT).from_on == dt.date(2026, 9, 1)


def test_a_function_with_an_end_passes_until_that_end(cast: Cast) -> None:
    end = dt.date(2026, 12, 31)
    MandateFactory(person=cast.alice.person, organisation=cast.departement, is_referent=True, to_on=end)

    leave(cast.alice.person, cast.departement, cast.dina.person)

    assert Mandate.objects.get(person=cast.dina.person, function=MandateFunction.ELECTED_REFERENT).to_on == end


def test_whoever_is_not_there_does_not_leave(cast: Cast) -> None:
    with pytest.raises(Refusal, match="n’a ni fonction ni droit"):
        leave(cast.alice.person, cast.ccas, cast.bob.person)


def test_nobody_hands_over_to_themself(cast: Cast, pilot: Mandate) -> None:
    with pytest.raises(Refusal, match="quelqu’un d’autre"):
        leave(cast.alice.person, cast.departement, cast.alice.person)


class Agenda:
    """What an upper room could register: one thing that will not let go."""

    source = "agenda"
    title = "Réunions"

    def __init__(self) -> None:
        self.lets_go = False

    def find(self, _person: Person, _organisation: Organisation | None, day: dt.date) -> Iterator[Resting]:
        if not (self.lets_go and day > TODAY):
            yield Resting("agenda", "meetings.meeting", "7", "Comité de suivi", None)

    def pass_on(self, _resting: Resting, to: Person | None, **_when: object) -> None:
        self.lets_go = str(to) == "Dina Delmas"


@pytest.fixture
def agenda(monkeypatch: pytest.MonkeyPatch) -> Agenda:
    monkeypatch.setattr(registry, "_providers", {**registry._providers})
    provider = Agenda()
    registry.register(provider)
    return provider


def test_upper_rooms_add_what_rests_on_people(cast: Cast, agenda: Agenda) -> None:
    assert "Comité de suivi" in [one.label for one in what_rests_on(cast.alice.person, at=TODAY)]

    leave(cast.alice.person, cast.departement, cast.dina.person)

    assert agenda.lets_go


def test_what_a_room_failed_to_pass_on_undoes_all(cast: Cast, agenda: Agenda) -> None:
    with pytest.raises(handover.LeftWithoutOwner, match="Comité de suivi"):
        leave(cast.alice.person, cast.departement, cast.eric.person)

    assert not Handover.objects.exists()
    cast.alice.refresh_from_db()
    assert cast.alice.is_active
