"""The parties are asked to confirm the reading; what one contests shows as such until it is settled."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from maillage.agreements.actions import answering, deciding
from maillage.agreements.choices import Answer, FindingSort
from maillage.agreements.models import Agreement, Finding, Objection, Party, ReadingConfirmation
from maillage.agreements.queries.answers import answers_of
from maillage.agreements.queries.sheet import sheet_of
from maillage.agreements.queries.waiting import Sort, waiting_for
from maillage.base.refusals import Refusal
from maillage.journal.models import Event
from maillage.organisations.models import User
from maillage.organisations.permissions import Permission, rights_of
from tests.cast import NOW, TODAY
from tests.factories.agreements import confirmed

pytestmark = pytest.mark.django_db
LATER = NOW + dt.timedelta(hours=1)


@pytest.fixture
def agreement(cast: Any) -> Agreement:
    return confirmed(cast.departement, cast.ccas, by=cast.alice)


def _party(agreement: Agreement, organisation: Any) -> Party:
    return Party.objects.get(agreement=agreement, organisation=organisation)


def _finding(agreement: Agreement) -> Finding:
    return Finding.objects.filter(agreement=agreement, sort=FindingSort.COMMITMENT).order_by("position")[0]


def _waits(user: User, sort: Sort) -> list[tuple[Any, str]]:
    """What ``user`` is waited for: the agreement, and the party that is asked or that contests."""
    rights = rights_of(user, at=LATER)
    confirming, editing = map(rights.organisation_ids, (Permission.AGREEMENT_CONFIRM, Permission.AGREEMENT_EDIT))
    found = waiting_for(confirming, editing, today=TODAY, most=9)
    return [(one.agreement, one.who) for one in found if one.sort is sort]


def _answers(agreement: Agreement) -> dict[str, str]:
    return {
        str(row.party.organisation): row.answer
        for row in ReadingConfirmation.objects.filter(agreement=agreement).select_related("party__organisation")
    }


def test_confirming_a_shared_agreement_asks_the_other_parties_once(agreement: Agreement, cast: Any) -> None:
    assert _answers(agreement) == {"CCAS de Montclair": Answer.ASKED}
    assert answering.ask_parties(agreement=agreement, by=cast.alice, at=LATER) == 0
    assert Event.objects.filter(agreement_id=agreement.pk, verb="reading-asked").count() == 1
    assert _waits(cast.bob, Sort.READING) == [(agreement.pk, "Le CCAS de Montclair")]
    assert not _waits(cast.alice, Sort.READING)
    assert not _waits(cast.eric, Sort.READING)


def test_nobody_is_asked_of_a_draft_or_of_what_is_not_shared(cast: Any) -> None:
    agreement = confirmed(cast.departement, cast.ccas, by=cast.alice, shared=False)
    assert not ReadingConfirmation.objects.exists()
    with pytest.raises(answering.NotAsked):
        answering.approve(party=_party(agreement, cast.ccas), by=cast.bob, at=NOW)
    Agreement.objects.filter(pk=agreement.pk).update(shared_at=NOW)
    assert answering.ask_parties(agreement=agreement, by=cast.alice, at=NOW) == 1


def test_a_party_that_left_is_not_asked(cast: Any) -> None:
    agreement = confirmed(cast.departement, cast.ccas, by=cast.alice, shared=False)
    Party.objects.filter(organisation=cast.ccas).update(to_on=TODAY - dt.timedelta(days=2))
    Agreement.objects.filter(pk=agreement.pk).update(shared_at=NOW)
    assert answering.ask_parties(agreement=agreement, by=cast.alice, at=NOW) == 0


def test_what_is_contested_shows_until_it_is_settled_and_the_party_then_confirms(
    agreement: Agreement, cast: Any
) -> None:
    finding, party = _finding(agreement), _party(agreement, cast.ccas)
    objection = answering.contest(finding=finding, party=party, reason="Le CCAS n’a rien promis.", by=cast.bob, at=NOW)
    assert _answers(agreement) == {"CCAS de Montclair": Answer.CONTESTED}
    (item,) = [one for one in sheet_of(agreement).items if one.is_contested]
    assert (item.row.pk, item.shown.word) == (finding.pk, "Contesté")
    assert _waits(cast.alice, Sort.OBJECTION) == [(agreement.pk, "Le CCAS de Montclair")]
    assert not _waits(cast.bob, Sort.OBJECTION)
    with pytest.raises(answering.StillContested):
        answering.approve(party=party, by=cast.bob, at=LATER)
    with pytest.raises(Refusal, match="déjà"):
        answering.contest(finding=finding, party=party, reason="Encore", by=cast.bob, at=LATER)
    answering.settle(objection=objection, outcome="Le texte le dit.", is_corrected=False, by=cast.alice, at=LATER)
    objection.refresh_from_db()
    assert objection.outcome == "Lecture gardée\u00a0: Le texte le dit."
    assert _answers(agreement) == {"CCAS de Montclair": Answer.ASKED}
    answering.approve(party=party, by=cast.bob, at=LATER)
    assert _answers(agreement) == {"CCAS de Montclair": Answer.CONFIRMED}
    told = {str(one.party): (one.answer, one.objections) for one in answers_of(agreement)}
    assert told == {"le Département": (None, 0), "le CCAS": (Answer.CONFIRMED, 0)}


def test_an_objection_is_followed_only_by_a_correction(agreement: Agreement, cast: Any) -> None:
    finding, party = _finding(agreement), _party(agreement, cast.ccas)
    objection = answering.contest(finding=finding, party=party, reason="Mal lu.", by=cast.bob, at=NOW)
    with pytest.raises(answering.NotCorrected):
        answering.settle(objection=objection, outcome="Fait.", is_corrected=True, by=cast.alice, at=LATER)
    value = finding.value | {"strength": "conditional"}
    deciding.correct(finding=finding, value=value, by=cast.alice, at=LATER)
    answering.settle(objection=objection, outcome="Fait.", is_corrected=True, by=cast.alice, at=LATER)
    objection.refresh_from_db()
    assert objection.outcome == "Lecture corrigée\u00a0: Fait."


def test_a_party_may_withdraw_what_it_contests(agreement: Agreement, cast: Any) -> None:
    objection = answering.contest(
        finding=_finding(agreement), party=_party(agreement, cast.ccas), reason="Mal lu.", by=cast.bob, at=NOW
    )
    answering.withdraw(objection=objection, by=cast.bob, at=LATER)
    assert Objection.objects.get().outcome == answering.WITHDRAWN
    assert _answers(agreement) == {"CCAS de Montclair": Answer.ASKED}
    with pytest.raises(Refusal, match="déjà réglée"):
        answering.withdraw(objection=objection, by=cast.bob, at=LATER)


def test_a_correction_asks_again_those_who_confirmed_and_tells_them(agreement: Agreement, cast: Any) -> None:
    answering.approve(party=_party(agreement, cast.ccas), by=cast.bob, at=NOW)
    finding = _finding(agreement)
    deciding.correct(finding=finding, value=finding.value | {"strength": "envisaged"}, by=cast.alice, at=LATER)
    assert _answers(agreement) == {"CCAS de Montclair": Answer.ASKED}
    asked = Event.objects.filter(verb="reading-asked").reaching([cast.ccas.pk])
    assert asked.count() == 2


def test_a_correction_by_another_party_asks_who_brought_the_text(agreement: Agreement, cast: Any) -> None:
    answering.approve(party=_party(agreement, cast.ccas), by=cast.bob, at=NOW)
    finding = _finding(agreement)
    deciding.correct(finding=finding, value=finding.value | {"strength": "envisaged"}, by=cast.bob, at=LATER)
    assert _answers(agreement) == {"CCAS de Montclair": Answer.CONFIRMED, "Département de l’Ourcelle": Answer.ASKED}
    assert _waits(cast.alice, Sort.READING) == [(agreement.pk, "Le Département de l’Ourcelle")]


def test_what_who_brought_the_text_contests_waits_for_the_other_parties_of_the_day(
    agreement: Agreement, cast: Any
) -> None:
    answering.contest(
        finding=_finding(agreement), party=_party(agreement, cast.departement), reason="Mal lu.", by=cast.alice, at=NOW
    )
    assert _waits(cast.bob, Sort.OBJECTION) == [(agreement.pk, "Le Département de l’Ourcelle")]
    assert not _waits(cast.alice, Sort.OBJECTION)
    assert not _waits(cast.eric, Sort.OBJECTION)
    Party.objects.filter(organisation=cast.ccas).update(to_on=TODAY - dt.timedelta(days=1))
    assert not _waits(cast.bob, Sort.OBJECTION)


def test_nobody_is_waited_for_before_it_is_a_party_nor_of_a_text_that_another_replaced(
    agreement: Agreement, cast: Any
) -> None:
    Party.objects.filter(organisation=cast.ccas).update(from_on=TODAY + dt.timedelta(days=1))
    assert not _waits(cast.bob, Sort.READING)
    Party.objects.filter(organisation=cast.ccas).update(from_on=TODAY)
    assert _waits(cast.bob, Sort.READING)
    agreement.expressions.update(superseded_at=NOW, is_current=False)
    assert not _waits(cast.bob, Sort.READING)


def test_an_answer_may_be_recorded_for_a_party_that_has_no_account(agreement: Agreement, cast: Any) -> None:
    row = answering.approve(
        party=_party(agreement, cast.ccas), declared_by="La directrice du CCAS, au téléphone", by=cast.alice, at=NOW
    )
    assert row.declared_by == "La directrice du CCAS, au téléphone"
