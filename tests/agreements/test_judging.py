"""Judging: by a party of the day, superseded and never erased, shared at will, declared for who has no account."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from maillage.agreements.actions import judging
from maillage.agreements.actions.judging import Line, Shown
from maillage.agreements.actions.writing import Archived
from maillage.agreements.choices import DocumentRole, PartyRole, Verdict
from maillage.agreements.models import Agreement, Commitment, Document, Judgement, Party
from maillage.base.refusals import Refusal
from maillage.journal.models import Event
from tests.agreements.reading_pages import first_commitment
from tests.cast import NOW, TODAY
from tests.factories.agreements import brought, confirmed, judged

pytestmark = pytest.mark.django_db
LATER = NOW + dt.timedelta(days=3)


@pytest.fixture
def agreement(cast: Any) -> Agreement:
    return confirmed(cast.departement, cast.ccas, by=cast.alice)


def party(agreement: Agreement, organisation: Any) -> Party:
    return Party.objects.get(agreement=agreement, organisation=organisation)


def test_a_judgement_is_private_and_the_next_one_takes_its_place(cast: Any, agreement: Agreement) -> None:
    first = judged(agreement, cast.ccas, Verdict.BROKEN, by=cast.bob, at=NOW, word="  Salle fermée. ")
    second = judged(agreement, cast.ccas, Verdict.KEPT, by=cast.bob, at=LATER)
    first.refresh_from_db()
    assert (first.shared_at, first.superseded_at, first.word) == (None, LATER, "Salle fermée.")
    assert list(Judgement.objects.standing()) == [second]


def test_sharing_shares_the_evidence_too(cast: Any, agreement: Agreement) -> None:
    shown = Shown(label="Bilan", file_name="bilan.txt", content=b"Tenu.", address="https://bilan.example/2025")
    judgement = judged(agreement, cast.ccas, Verdict.KEPT, by=cast.bob, shown=shown)
    document = Document.objects.get(role=DocumentRole.EVIDENCE)
    assert (document.is_private, document.given_by, document.title) == (True, cast.ccas, "Bilan")
    assert not Document.objects.visible_to(cast.alice, at=NOW).filter(pk=document.pk).exists()
    judging.share(agreement=agreement, party=judgement.party, by=cast.bob, at=LATER)
    document.refresh_from_db()
    assert not document.is_private
    assert Judgement.objects.get(pk=judgement.pk).shared_at == LATER


def test_one_may_be_shared_and_the_others_kept(cast: Any, agreement: Agreement) -> None:
    one = judged(agreement, cast.ccas, Verdict.KEPT)
    other = judged(agreement, cast.ccas, Verdict.BROKEN, number=2)
    judging.share(agreement=agreement, party=one.party, judgements=[one], by=cast.bob, at=LATER)
    other.refresh_from_db()
    assert other.shared_at is None
    judging.share(agreement=agreement, party=one.party, by=cast.bob, at=LATER)
    with pytest.raises(judging.NothingToShare):
        judging.share(agreement=agreement, party=one.party, by=cast.bob, at=LATER)


def test_evidence_given_to_what_is_shared_is_shared(cast: Any, agreement: Agreement) -> None:
    judgement = judged(agreement, cast.ccas, Verdict.KEPT, share_now=True)
    evidence = judging.give_evidence(
        judgement=judgement, shown=Shown(file_name="photo.txt", content=b"salle"), by=cast.bob, at=LATER
    )
    assert evidence.document is not None
    assert not evidence.document.is_private


def test_evidence_of_a_judgement_that_gave_way_is_refused(cast: Any, agreement: Agreement) -> None:
    former = judged(agreement, cast.ccas, Verdict.KEPT)
    judged(agreement, cast.ccas, Verdict.BROKEN, at=LATER)
    with pytest.raises(Refusal, match="vient d’être remplacé"):
        judging.give_evidence(judgement=former, shown=Shown(address="https://a.example"), by=cast.bob, at=LATER)


def test_a_declaration_is_shared_at_once_and_says_who_made_it(cast: Any, agreement: Agreement) -> None:
    judgement = judged(agreement, cast.ccas, Verdict.PARTIAL, declared_by="Mme Ferry, présidente", by=cast.alice)
    assert judgement.shared_at is not None
    assert judgement.declared_by == "Mme Ferry, présidente"


def test_nobody_declares_for_a_party_that_judges_itself(cast: Any, agreement: Agreement) -> None:
    own = judged(agreement, cast.ccas, Verdict.BROKEN, by=cast.bob)
    with pytest.raises(judging.JudgesItself):
        judged(agreement, cast.ccas, Verdict.KEPT, declared_by="Mme Ferry", by=cast.alice, at=LATER)
    own.refresh_from_db()
    assert own.superseded_at is None
    by_link = judged(agreement, cast.ccas, Verdict.KEPT, declared_by="Mme Ferry", by=None, at=LATER)
    assert by_link.shared_at == LATER


def test_a_judgement_made_meanwhile_is_not_lost(cast: Any, agreement: Agreement) -> None:
    seen = judged(agreement, cast.ccas, Verdict.KEPT, by=cast.bob)
    judged(agreement, cast.ccas, Verdict.BROKEN, by=cast.bob, seen=seen.pk, at=LATER)
    with pytest.raises(judging.JudgedMeanwhile, match="l’engagement 1 entre-temps"):
        judged(agreement, cast.ccas, Verdict.PARTIAL, by=cast.bob, seen=seen.pk, at=LATER)
    with pytest.raises(judging.JudgedMeanwhile):
        judged(agreement, cast.ccas, Verdict.PARTIAL, by=cast.bob, seen=None, at=LATER)


def test_many_are_judged_all_or_none(cast: Any, agreement: Agreement) -> None:
    judged(agreement, cast.ccas, Verdict.KEPT, number=2)
    rows = list(Commitment.objects.filter(agreement=agreement).order_by("number"))
    lines = [Line(one, Verdict.BROKEN) for one in rows]
    with pytest.raises(judging.JudgedMeanwhile):
        judging.judge_many(agreement=agreement, party=party(agreement, cast.ccas), lines=lines, by=cast.bob, at=LATER)
    assert Judgement.objects.count() == 1
    judging.judge_many(
        agreement=agreement, party=party(agreement, cast.ccas), lines=[lines[0], *lines[2:]], by=cast.bob, at=LATER
    )
    assert Judgement.objects.filter(verdict=Verdict.BROKEN).count() == 4


def test_only_parties_of_the_day_judge_what_is_confirmed(cast: Any, agreement: Agreement) -> None:
    draft = brought(cast.departement)
    commitment = Commitment.objects.create(agreement=draft, number=1)
    lone = Party.objects.create(agreement=draft, organisation=cast.departement, name="Département")
    with pytest.raises(judging.NotConfirmed):
        judging.judge(commitment=commitment, party=lone, verdict=Verdict.KEPT, by=cast.alice, at=NOW)
    with pytest.raises(judging.NotAParty):
        judging.judge(commitment=first_commitment(agreement), party=lone, verdict=Verdict.KEPT, by=cast.alice, at=NOW)
    associated = Party.objects.create(
        agreement=agreement, organisation=cast.commune, name="Commune", role=PartyRole.ASSOCIATED
    )
    gone = party(agreement, cast.ccas)
    gone.to_on = TODAY - dt.timedelta(days=1)
    gone.save()
    for one in (associated, gone):
        with pytest.raises(judging.NotAParty):
            judging.judge(commitment=first_commitment(agreement), party=one, verdict=Verdict.KEPT, by=cast.bob, at=NOW)
    Agreement.objects.filter(pk=agreement.pk).update(archived_at=NOW)
    with pytest.raises(Archived):
        judged(agreement, cast.departement, Verdict.KEPT)


def test_a_day_to_come_is_not_judged(cast: Any, agreement: Agreement) -> None:
    with pytest.raises(judging.TooLate):
        judged(agreement, cast.ccas, Verdict.KEPT, at=NOW, judged_on=TODAY + dt.timedelta(days=1))


def test_the_journal_tells_the_others_only_what_was_shared(cast: Any, agreement: Agreement) -> None:
    judgement = judged(agreement, cast.ccas, Verdict.BROKEN, by=cast.bob)
    assert not Event.objects.reaching([cast.departement.pk]).filter(verb="commitment-judged").exists()
    assert Event.objects.reaching([cast.ccas.pk]).filter(verb="commitment-judged").exists()
    judging.share(agreement=agreement, party=judgement.party, by=cast.bob, at=LATER)
    assert Event.objects.reaching([cast.departement.pk]).filter(verb="judgement-shared").exists()
    told = " ".join(str(one.fields) for one in Event.objects.all())
    assert Verdict.BROKEN not in told
