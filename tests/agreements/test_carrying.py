"""After the confirmation, a decision on a finding is written through to the agreement, and no history is lost."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from maillage.agreements.actions import carrying, deciding
from maillage.agreements.choices import FindingSort, MentionKind, TermName
from maillage.agreements.models import (
    Agreement,
    Commitment,
    CommitmentVersion,
    Finding,
    Guarantor,
    Mention,
    Party,
    Term,
)
from maillage.agreements.queries.facts import facts_changed_since
from maillage.agreements.queries.horizon import Horizon
from maillage.base.refusals import Refusal
from maillage.journal.models import Event
from tests.cast import NOW
from tests.factories.agreements import PROTOCOL, confirmed

pytestmark = pytest.mark.django_db
LATER = NOW + dt.timedelta(hours=1)


@pytest.fixture
def agreement(cast: Any) -> Agreement:
    return confirmed(cast.departement, cast.ccas, by=cast.alice)


def _finding(agreement: Agreement, sort: FindingSort, **terms: Any) -> Finding:
    return Finding.objects.filter(agreement=agreement, sort=sort, **terms).order_by("position", "pk")[0]


def test_a_corrected_commitment_has_a_new_version_of_the_same_identity(agreement: Agreement, cast: Any) -> None:
    finding = _finding(agreement, FindingSort.COMMITMENT)
    old = CommitmentVersion.objects.current().get(finding=finding)
    value = finding.value | {"bearers": ["p2"], "text": "tenir deux permanences"}
    gesture = deciding.correct(finding=finding, value=value, by=cast.alice, at=NOW)
    new = CommitmentVersion.objects.current().get(finding=finding)
    old.refresh_from_db()
    assert (new.commitment, new.text) == (old.commitment, "tenir deux permanences")
    assert [str(one) for one in new.bearers.all()] == ["le CCAS"]
    assert (old.superseded_at, old.text) == (NOW, "tenir une permanence hebdomadaire dans les locaux du CCAS ;")
    assert [str(one) for one in old.bearers.all()] == ["le Département"]
    deciding.undo(agreement=agreement, batch=gesture.batch, by=cast.alice, at=LATER)
    assert CommitmentVersion.objects.current().get(finding=finding).text == old.text
    assert CommitmentVersion.objects.filter(finding=finding).count() == 3


def test_a_commitment_set_aside_stands_no_more_and_comes_back_as_itself(agreement: Agreement, cast: Any) -> None:
    finding = _finding(agreement, FindingSort.COMMITMENT)
    count = Commitment.objects.count()
    deciding.set_aside(finding=finding, by=cast.alice, at=NOW)
    assert not CommitmentVersion.objects.current().filter(finding=finding).exists()
    deciding.accept(finding=finding, by=cast.alice, at=LATER)
    assert CommitmentVersion.objects.current().filter(finding=finding).count() == 1
    assert Commitment.objects.count() == count


def test_a_commitment_that_is_added_takes_the_next_number(agreement: Agreement, cast: Any) -> None:
    start = PROTOCOL.index("Un comité de suivi")
    value = {
        "text": "réunir le comité",
        "binding": "all",
        "bearers": ["p1", "p2"],
        "strength": "firm",
        "theme": "suivi",
    }
    deciding.add(
        agreement=agreement,
        sort=FindingSort.COMMITMENT,
        value=value,
        span=(start, start + 18),
        by=cast.alice,
        at=NOW,
    )
    version = CommitmentVersion.objects.get(text="réunir le comité")
    assert version.commitment.number == Commitment.objects.count()
    assert str(version.theme) == "suivi"
    assert version.quote == "Un comité de suivi"


def test_a_corrected_party_changes_what_was_corrected_and_nothing_else(agreement: Agreement, cast: Any) -> None:
    finding = _finding(agreement, FindingSort.PARTY, key="p2")
    Party.objects.filter(finding=finding).update(authority_number="2025-7", authority="complété à la main")
    deciding.correct(finding=finding, value=finding.value | {"short_name": "le Centre"}, by=cast.alice, at=NOW)
    party = Party.objects.get(finding=finding)
    assert (party.short_name, party.authority_number, party.authority) == ("le Centre", "2025-7", "complété à la main")
    agreement.refresh_from_db()
    assert agreement.names == "le Département · le Centre"


def test_tying_another_organisation_lets_it_read(cast: Any) -> None:
    agreement = confirmed(cast.departement, cast.ccas, by=cast.alice)
    finding = _finding(agreement, FindingSort.PARTY, key="p2")
    deciding.tie(finding=finding, organisation=cast.outsider, by=cast.alice, at=NOW)
    assert Party.objects.get(finding=finding).organisation == cast.outsider
    assert Agreement.objects.visible_to(cast.chloe, at=NOW).filter(pk=agreement.pk).exists()
    assert not Agreement.objects.visible_to(cast.bob, at=NOW).filter(pk=agreement.pk).exists()


def test_a_party_on_which_something_rests_is_not_set_aside(agreement: Agreement, cast: Any) -> None:
    finding = _finding(agreement, FindingSort.PARTY, key="p2")
    with pytest.raises(carrying.PartyInUse):
        deciding.set_aside(finding=finding, by=cast.alice, at=NOW)
    finding.refresh_from_db()
    assert finding.state == "accepted"
    value = {"name": "La Caf", "nature": "public"}
    (added,) = deciding.add(
        agreement=agreement, sort=FindingSort.PARTY, value=value, span=(0, 9), by=cast.alice, at=NOW
    ).findings
    assert Party.objects.filter(agreement=agreement).count() == 3
    deciding.set_aside(finding=added, by=cast.alice, at=NOW)
    assert Party.objects.filter(agreement=agreement).count() == 2


def test_a_date_that_a_decision_moves_is_told_and_hidden_from_who_left(agreement: Agreement, cast: Any) -> None:
    left = Horizon(True, (NOW - dt.timedelta(days=1)).date(), frozenset())
    value = {"name": "end_date", "value": "2031-12-31"}
    gesture = deciding.add(agreement=agreement, sort=FindingSort.TERM, value=value, span=(0, 9), by=cast.alice, at=NOW)
    assert Agreement.objects.get(pk=agreement.pk).ends_on == dt.date(2031, 12, 31)
    assert facts_changed_since(agreement, left)
    deciding.undo(agreement=agreement, batch=gesture.batch, by=cast.alice, at=LATER)
    told = Event.objects.filter(agreement_id=agreement.pk, verb="agreement-edited")
    assert [one.fields for one in told] == [["ends_on"], ["ends_on"]]


def test_a_corrected_term_supersedes_the_former(agreement: Agreement, cast: Any) -> None:
    finding = _finding(agreement, FindingSort.TERM, key="duration")
    deciding.correct(finding=finding, value={"name": "duration", "value": "P2Y"}, by=cast.alice, at=NOW)
    assert Term.objects.get(agreement=agreement, name=TermName.DURATION, superseded_at=None).value == "P2Y"
    assert Term.objects.get(agreement=agreement, name=TermName.DURATION, superseded_at=NOW).value == "P3Y"
    with pytest.raises(Refusal, match="déjà écrite"):
        deciding.add(
            agreement=agreement,
            sort=FindingSort.TERM,
            value={"name": "duration", "value": "P1Y"},
            span=(0, 5),
            by=cast.alice,
            at=NOW,
        )


def test_the_end_that_a_term_writes_follows_it_unless_somebody_said_otherwise(agreement: Agreement, cast: Any) -> None:
    (added,) = deciding.add(
        agreement=agreement,
        sort=FindingSort.TERM,
        value={"name": "end_date", "value": "2028-12-31"},
        span=(0, 5),
        by=cast.alice,
        at=NOW,
    ).findings
    agreement.refresh_from_db()
    assert agreement.ends_on == dt.date(2028, 12, 31)
    deciding.correct(finding=added, value={"name": "end_date", "value": "2029-12-31"}, by=cast.alice, at=NOW)
    agreement.refresh_from_db()
    assert agreement.ends_on == dt.date(2029, 12, 31)
    Agreement.objects.filter(pk=agreement.pk).update(ends_on=dt.date(2027, 6, 30))
    deciding.set_aside(finding=added, by=cast.alice, at=NOW)
    agreement.refresh_from_db()
    assert agreement.ends_on == dt.date(2027, 6, 30)


def test_a_corrected_body_supersedes_the_former_mention(agreement: Agreement, cast: Any) -> None:
    finding = _finding(agreement, FindingSort.MENTION, value__kind=MentionKind.BODY)
    value = finding.value | {"details": {"periodicity": "P1Y", "members": ["un élu"]}}
    deciding.correct(finding=finding, value=value, by=cast.alice, at=NOW)
    standing = Mention.objects.get(finding=finding, superseded_at=None)
    assert standing.details == {"periodicity": "P1Y", "members": ["un élu"]}
    assert Mention.objects.filter(finding=finding, superseded_at=NOW).count() == 1


def test_a_guarantor_is_renamed_and_goes_when_it_was_a_slip(agreement: Agreement, cast: Any) -> None:
    (added,) = deciding.add(
        agreement=agreement,
        sort=FindingSort.MENTION,
        value={"kind": "guarantor", "text": "La présidente", "value": "", "details": {}},
        span=(0, 9),
        by=cast.alice,
        at=NOW,
    ).findings
    assert Guarantor.objects.get(agreement=agreement).name == "La présidente"
    deciding.correct(finding=added, value=added.value | {"text": "La vice-présidente"}, by=cast.alice, at=NOW)
    assert Guarantor.objects.get(agreement=agreement).name == "La vice-présidente"
    deciding.set_aside(finding=added, by=cast.alice, at=NOW)
    assert not Guarantor.objects.filter(agreement=agreement).exists()


def test_a_corrected_title_is_the_title_of_the_agreement(agreement: Agreement, cast: Any) -> None:
    finding = _finding(agreement, FindingSort.TITLE)
    deciding.correct(finding=finding, value={"title": "Protocole de Montclair"}, by=cast.alice, at=NOW)
    agreement.refresh_from_db()
    assert agreement.title == "Protocole de Montclair"
