"""Mending misread words: a new version over the same file, on which everything is found again or said to be reviewed."""

from __future__ import annotations

import re
from typing import Any

import pytest

from maillage.agreements.actions import deciding, following, transcribing
from maillage.agreements.anchoring import Edit, edits_between
from maillage.agreements.choices import Answer, FindingSort, FindingState
from maillage.agreements.models import (
    Agreement,
    Commitment,
    CommitmentVersion,
    Decision,
    Defect,
    Expression,
    Finding,
    Party,
    ProvisionVersion,
    ReadingConfirmation,
)
from maillage.base.refusals import StaleRevision
from tests.cast import NOW
from tests.factories.agreements import PROTOCOL, brought, confirmed

pytestmark = pytest.mark.django_db
MISREAD = PROTOCOL.replace("tenir une permanence", "tenir une permanencc")


def _mend(agreement: Agreement, old: str, new: str, user: Any) -> transcribing.Mended:
    text = Expression.objects.current().get(agreement=agreement).text
    start = text.index(old)
    edits = [Edit(start + one.start, start + one.end, one.words) for one in edits_between(old, new)]
    return transcribing.mend(agreement=agreement, edits=edits, by=user, at=NOW)


def test_the_earlier_text_stays_and_the_file_is_the_same(cast: Any) -> None:
    agreement = brought(cast.departement, text=MISREAD)
    _mend(agreement, "permanencc", "permanence", cast.alice)
    old, new = Expression.objects.filter(agreement=agreement).order_by("number")
    assert (old.number, new.number, new.is_transcription) == (1, 2, True)
    assert old.superseded_at == NOW
    assert "permanencc" in old.text
    assert "permanencc" not in new.text
    assert old.file == new.file


def test_everything_else_rests_on_the_same_words_of_the_same_provisions(cast: Any) -> None:
    agreement = confirmed(cast.departement, cast.ccas, by=cast.alice)
    before = {
        (type(row), row.pk): (row.quote, row.provision_id)
        for model in (Finding, Defect, Party, CommitmentVersion)
        for row in model.objects.filter(agreement=agreement)
    }
    identities = list(ProvisionVersion.objects.order_by("position").values_list("provision_id", flat=True))
    done = _mend(
        agreement, "Le présent protocole organise le travail", "Ce protocole organise bien le travail", cast.alice
    )
    assert (done.followed, done.adrift) == (0, 0)
    for (model, pk), (quote, provision) in before.items():
        row = model.objects.get(pk=pk)
        assert (row.quote, row.provision_id, row.is_adrift) == (quote, provision, False)
        assert row.start is None or done.expression.quote(row.start, row.end) == quote
    now = ProvisionVersion.objects.filter(expression=done.expression).order_by("position")
    assert list(now.values_list("provision_id", flat=True)) == identities


def test_a_finding_that_repeats_the_mended_words_follows_them(cast: Any) -> None:
    agreement = brought(cast.departement, text=MISREAD)
    done = _mend(agreement, "permanencc", "permanence", cast.alice)
    finding = Finding.objects.get(agreement=agreement, sort=FindingSort.COMMITMENT, quote__startswith="tenir une")
    assert done.followed == 1
    assert finding.value["text"].startswith("tenir une permanence hebdomadaire")
    assert finding.read["text"].startswith("tenir une permanencc hebdomadaire")
    assert Decision.objects.get(finding=finding).after["value"] == finding.value


def test_a_term_whose_words_were_mended_is_to_be_reviewed(cast: Any) -> None:
    agreement = brought(cast.departement)
    done = _mend(agreement, "pour une durée de trois ans", "pour une durée de cinq ans", cast.alice)
    finding = Finding.objects.get(agreement=agreement, key="duration")
    assert (done.adrift, finding.is_adrift) == (1, True)
    assert finding.quote == "pour une durée de cinq ans"


def test_words_that_are_gone_are_said_so_and_found_again_when_they_come_back(cast: Any) -> None:
    agreement = brought(cast.departement)
    done = _mend(agreement, "par lettre recommandée avec accusé de réception, moyennant", "moyennant", cast.alice)
    finding = Finding.objects.get(agreement=agreement, key="notice_form")
    assert done.adrift == 1
    assert finding.is_adrift
    assert finding.quote == "lettre recommandée"
    again = _mend(agreement, "dénoncer moyennant", "dénoncer par lettre recommandée, moyennant", cast.alice)
    finding.refresh_from_db()
    assert not finding.is_adrift
    assert again.expression.quote(finding.start or 0, finding.end) == "lettre recommandée"


def test_a_heading_that_is_mended_makes_its_article(cast: Any) -> None:
    agreement = brought(cast.departement, text=PROTOCOL.replace("Article 3 – Suivi", "Artlcle 3 – Suivi"))
    before = set(ProvisionVersion.objects.values_list("provision_id", flat=True))
    done = _mend(agreement, "Artlcle 3", "Article 3", cast.alice)
    now = ProvisionVersion.objects.filter(expression=done.expression, kind="article")
    assert [one.number for one in now.order_by("position")] == ["1", "2", "3", "4", "5"]
    kept = set(now.exclude(number="3").values_list("provision_id", flat=True))
    assert kept <= before


def test_a_confirmed_commitment_follows_in_a_new_version_and_parties_are_asked_again(cast: Any) -> None:
    agreement = confirmed(cast.departement, cast.ccas, by=cast.alice, text=MISREAD)
    ReadingConfirmation.objects.update(answer=Answer.CONFIRMED, answered_at=NOW)
    done = _mend(agreement, "permanencc", "permanence", cast.alice)
    versions = CommitmentVersion.objects.filter(agreement=agreement, quote__startswith="tenir une")
    assert [one.text[:20] for one in versions.current()] == ["tenir une permanence"]
    assert [one.text[:20] for one in versions.exclude(superseded_at=None)] == ["tenir une permanencc"]
    asked = ReadingConfirmation.objects.get(expression=done.expression)
    assert (asked.answer, asked.party.organisation) == (Answer.ASKED, cast.ccas)


def test_nothing_to_mend_is_refused_and_so_is_an_older_text(cast: Any) -> None:
    agreement = brought(cast.departement)
    with pytest.raises(transcribing.NothingMended):
        transcribing.mend(agreement=agreement, edits=[Edit(0, 9, PROTOCOL[:9])], by=cast.alice, at=NOW)
    with pytest.raises(StaleRevision):
        transcribing.mend(agreement=agreement, edits=[Edit(0, 9, "X")], number=0, by=cast.alice, at=NOW)


def test_values_follow_whatever_their_spaces() -> None:
    value = {"text": "un  mot", "theme": "un mot", "bearers": ["p1"]}
    assert following.followed_value(value, "un\nmot", "deux\nmots") == value | {"text": "deux mots"}
    assert following.followed_value(value, "", "x") == value


# ---------------------------------------------------------------- what the mended words let the machine read


UNREAD = PROTOCOL.replace("s’engage à", "s’eng4ge à").replace("s'engage à", "s'eng4ge à")


def test_what_the_mended_words_say_is_proposed_to_whoever_checks(cast: Any) -> None:
    agreement = brought(cast.departement, text=UNREAD)
    before = Finding.objects.filter(agreement=agreement, sort=FindingSort.COMMITMENT).count()
    text = Expression.objects.current().get(agreement=agreement).text
    edits = [Edit(found.start(), found.end(), "s’engage") for found in re.finditer("s.eng4ge", text)]
    done = transcribing.mend(agreement=agreement, edits=edits, by=cast.alice, at=NOW)
    proposed = Finding.objects.filter(agreement=agreement, sort=FindingSort.COMMITMENT, state=FindingState.TO_CHECK)
    assert edits
    assert done.proposed >= proposed.count() - before > 0
    keys = set(Finding.objects.filter(agreement=agreement, sort=FindingSort.PARTY).values_list("key", flat=True))
    for one in proposed:
        assert one.read == one.value
        assert one.quote == done.expression.text[one.start : one.end]
        assert set(one.value["bearers"]) <= keys
    assert any(one.value["bearers"] for one in proposed)


def test_nothing_is_proposed_twice_nor_what_somebody_set_aside(cast: Any) -> None:
    agreement = brought(cast.departement, text=MISREAD)
    Finding.objects.filter(agreement=agreement).update(state=FindingState.SET_ASIDE, decided_at=NOW)
    count = Finding.objects.filter(agreement=agreement).count()
    assert _mend(agreement, "permanencc", "permanence", cast.alice).proposed == 0
    assert Finding.objects.filter(agreement=agreement).count() == count


def test_what_is_proposed_of_a_confirmed_agreement_becomes_part_of_it_once_accepted(cast: Any) -> None:
    agreement = confirmed(cast.departement, cast.ccas, by=cast.alice)
    bound = Commitment.objects.filter(agreement=agreement).count()
    _mend(agreement, "Le présent protocole", "Le CCAS s’engage à tenir un registre. Le présent protocole", cast.alice)
    (row,) = Finding.objects.filter(agreement=agreement, sort=FindingSort.COMMITMENT, state=FindingState.TO_CHECK)
    assert Commitment.objects.filter(agreement=agreement).count() == bound
    deciding.accept(finding=row, by=cast.alice, at=NOW)
    assert Commitment.objects.filter(agreement=agreement).count() == bound + 1
