"""Decisions on a reading: each gesture adds rows, what the machine read stays, and anything can be undone."""

from __future__ import annotations

from typing import Any

import pytest

from maillage.agreements.actions import confirming, deciding
from maillage.agreements.choices import FindingSort, FindingState
from maillage.agreements.models import Agreement, Decision, Finding
from maillage.agreements.queries.gestures import last_gesture, recent_gestures
from maillage.agreements.queries.sheet import sheet_of
from maillage.base.refusals import Refusal, StaleRevision
from maillage.journal.models import Event
from tests.cast import NOW
from tests.factories.agreements import brought, confirmed, decide_all, long_protocol

pytestmark = pytest.mark.django_db


@pytest.fixture
def agreement(cast: Any) -> Agreement:
    return brought(cast.departement, by=cast.alice)


def _finding(agreement: Agreement, sort: FindingSort, **terms: Any) -> Finding:
    return Finding.objects.filter(agreement=agreement, sort=sort, **terms).order_by("position", "pk")[0]


def test_a_correction_keeps_what_was_read_and_says_who_decided(agreement: Agreement, cast: Any) -> None:
    finding = _finding(agreement, FindingSort.PARTY)
    value = finding.value | {"name": "Le Département"}
    deciding.correct(finding=finding, value=value, revision=finding.revision, by=cast.alice, at=NOW)
    finding.refresh_from_db()
    assert finding.state == FindingState.CORRECTED
    assert finding.value["name"] == "Le Département"
    assert finding.read["name"] == "Le Département de l’Ourcelle"
    assert (finding.decided_by, finding.decided_at) == (cast.alice, NOW)
    decision = Decision.objects.get(finding=finding)
    assert decision.before == {"state": "to_check", "value": finding.read}


def test_a_correction_that_changes_nothing_is_an_acceptance(agreement: Agreement, cast: Any) -> None:
    finding = _finding(agreement, FindingSort.PARTY)
    deciding.correct(finding=finding, value=dict(finding.value), by=cast.alice, at=NOW)
    finding.refresh_from_db()
    assert finding.state == FindingState.ACCEPTED


def test_an_old_form_is_refused(agreement: Agreement, cast: Any) -> None:
    finding = _finding(agreement, FindingSort.PARTY)
    deciding.accept(finding=finding, revision=0, by=cast.alice, at=NOW)
    with pytest.raises(StaleRevision):
        deciding.set_aside(finding=finding, revision=0, by=cast.alice, at=NOW)


def test_undoing_adds_a_row_and_can_be_undone_in_turn(agreement: Agreement, cast: Any) -> None:
    finding = _finding(agreement, FindingSort.COMMITMENT)
    gesture = deciding.set_aside(finding=finding, by=cast.alice, at=NOW)
    back = deciding.undo(agreement=agreement, batch=gesture.batch, by=cast.alice, at=NOW)
    finding.refresh_from_db()
    assert finding.state == FindingState.TO_CHECK
    assert Decision.objects.filter(finding=finding).count() == 2
    with pytest.raises(deciding.CannotUndo):
        deciding.undo(agreement=agreement, batch=gesture.batch, by=cast.alice, at=NOW)
    deciding.undo(agreement=agreement, batch=back.batch, by=cast.alice, at=NOW)
    finding.refresh_from_db()
    assert finding.state == FindingState.SET_ASIDE
    assert Decision.objects.filter(finding=finding).count() == 3


def test_undoing_many_leaves_alone_those_decided_since(agreement: Agreement, cast: Any) -> None:
    ids = list(Finding.objects.filter(agreement=agreement).values_list("pk", flat=True))
    gesture = deciding.accept_all(agreement=agreement, ids=ids, by=cast.alice, at=NOW)
    one = _finding(agreement, FindingSort.COMMITMENT)
    deciding.set_aside(finding=one, by=cast.alice, at=NOW)
    undone = deciding.undo(agreement=agreement, batch=gesture.batch, by=cast.alice, at=NOW)
    assert len(undone.findings) == len(ids) - 1
    one.refresh_from_db()
    assert one.state == FindingState.SET_ASIDE


def test_undo_goes_back_gesture_by_gesture(agreement: Agreement, cast: Any) -> None:
    first, second = Finding.objects.filter(agreement=agreement, sort=FindingSort.COMMITMENT).order_by("position")[:2]
    deciding.accept(finding=first, by=cast.alice, at=NOW)
    deciding.set_aside(finding=second, by=cast.alice, at=NOW)
    for expected in (second, first):
        last = last_gesture(agreement, cast.alice, {})
        assert last is not None
        deciding.undo(agreement=agreement, batch=last.batch, by=cast.alice, at=NOW)
        expected.refresh_from_db()
        assert expected.state == FindingState.TO_CHECK
    assert last_gesture(agreement, cast.alice, {}) is None
    told = recent_gestures(agreement, {})
    assert [one.verb for one in told] == ["Annulé", "Annulé", "Écarté", "Confirmé"]
    assert [one.standing for one in told] == [1, 1, 0, 0]


def test_words_are_added_where_they_stand(agreement: Agreement, cast: Any) -> None:
    text = agreement.expressions.get().text
    start = text.index("mettre" if "mettre" in text else "Un comité de suivi")
    value = {"kind": "principle", "text": "Un comité", "value": "", "details": {}}
    gesture = deciding.add(
        agreement=agreement, sort=FindingSort.MENTION, value=value, span=(start, start + 9), by=cast.alice, at=NOW
    )
    (finding,) = gesture.findings
    finding.refresh_from_db()
    assert finding.state == FindingState.ADDED
    assert finding.quote == "Un comité"
    assert finding.read == {}
    assert finding.provision is not None
    deciding.undo(agreement=agreement, batch=gesture.batch, by=cast.alice, at=NOW)
    finding.refresh_from_db()
    assert finding.state == FindingState.SET_ASIDE


def test_a_party_that_is_added_has_a_key_of_its_own(agreement: Agreement, cast: Any) -> None:
    value = {"name": "La Caf", "nature": "public"}
    gesture = deciding.add(agreement=agreement, sort=FindingSort.PARTY, value=value, span=(0, 9), by=cast.alice, at=NOW)
    assert gesture.findings[0].key == "p3"


def test_words_outside_of_the_text_are_refused(agreement: Agreement, cast: Any) -> None:
    with pytest.raises(Refusal, match="plus dans le texte"):
        deciding.add(agreement=agreement, sort=FindingSort.PARTY, value={}, span=(5, 10**7), by=cast.alice, at=NOW)


def test_a_party_is_tied_and_kept_in_one_gesture(agreement: Agreement, cast: Any) -> None:
    finding = _finding(agreement, FindingSort.PARTY)
    gesture = deciding.accept(finding=finding, organisation=cast.departement, by=cast.alice, at=NOW)
    finding.refresh_from_db()
    assert (finding.tied_to, finding.state) == (cast.departement, FindingState.ACCEPTED)
    deciding.undo(agreement=agreement, batch=gesture.batch, by=cast.alice, at=NOW)
    finding.refresh_from_db()
    assert (finding.tied_to, finding.state) == (None, FindingState.TO_CHECK)
    with pytest.raises(Refusal, match="Seule une partie"):
        deciding.tie(finding=_finding(agreement, FindingSort.TERM), organisation=cast.ccas, by=cast.alice, at=NOW)


def test_nothing_waits_again_once_the_reading_is_confirmed(cast: Any) -> None:
    agreement = confirmed(cast.departement, cast.ccas, by=cast.alice)
    with pytest.raises(deciding.AlreadyPart):
        deciding.reopen(finding=_finding(agreement, FindingSort.TERM), by=cast.alice, at=NOW)


def test_what_was_decided_before_the_confirmation_is_not_undone_after_it(agreement: Agreement, cast: Any) -> None:
    gesture = deciding.accept(finding=_finding(agreement, FindingSort.TERM), by=cast.alice, at=NOW)
    decide_all(agreement)
    confirming.confirm(agreement=agreement, by=cast.alice, at=NOW.replace(hour=10))
    with pytest.raises(deciding.CannotUndo):
        deciding.undo(agreement=agreement, batch=gesture.batch, by=cast.alice, at=NOW.replace(hour=11))
    agreement.refresh_from_db()
    assert last_gesture(agreement, cast.alice, {}) is None


def test_the_journal_tells_a_sitting_once(agreement: Agreement, cast: Any) -> None:
    for finding in Finding.objects.filter(agreement=agreement)[:4]:
        deciding.accept(finding=finding, by=cast.alice, at=NOW)
    assert Event.objects.filter(agreement_id=agreement.pk, verb="finding-decided").count() == 1


def test_three_hundred_findings_are_accepted_at_once_in_few_queries(
    cast: Any, django_assert_max_num_queries: Any
) -> None:
    agreement = brought(cast.departement, by=cast.alice, text=long_protocol(300))
    sheet = sheet_of(agreement)
    ids = [one.row.pk for one in sheet.findings]
    assert len(ids) >= 300
    with django_assert_max_num_queries(25):
        gesture = deciding.accept_all(agreement=agreement, ids=ids, by=cast.alice, at=NOW)
    assert len(gesture.findings) == len(ids)
    assert sheet_of(agreement).to_check == 0
    with django_assert_max_num_queries(30):
        deciding.undo(agreement=agreement, batch=gesture.batch, by=cast.alice, at=NOW)
    assert sheet_of(agreement).to_check == len(ids)
