"""A draft takes another text: the earlier one stays, and all that rests on words is found again or said to be reviewed."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest

from maillage.agreements.actions import expressions
from maillage.agreements.choices import FindingSort
from maillage.agreements.consolidation import InsertAfter, Move, ReplaceWords, Strike, apply, compose
from maillage.agreements.models import Agreement, Defect, Expression, Finding, ProvisionVersion
from maillage.agreements.queries.trees import composed_of, tree_of
from maillage.base.refusals import StaleRevision
from tests.cast import NOW
from tests.factories.agreements import brought

pytestmark = pytest.mark.django_db
SEED = UUID(int=11)


def _of(agreement: Agreement, eid: str) -> UUID:
    return ProvisionVersion.objects.get(expression__agreement=agreement, expression__number=1, eid=eid).provision_id


def test_the_tree_of_a_stored_text_is_its_text(cast: Any) -> None:
    agreement = brought(cast.departement)
    current = Expression.objects.current().get(agreement=agreement)
    whole = composed_of(current)
    assert compose(tree_of(current)) == whole
    assert whole.text == current.text
    assert len(whole.places) == current.provisions.count()


def test_a_revised_draft_keeps_its_provisions_and_what_was_read_of_them(cast: Any) -> None:
    agreement = brought(cast.departement)
    current = Expression.objects.current().get(agreement=agreement)
    before = {row.pk: row.quote for row in Finding.objects.filter(agreement=agreement, start__isnull=False)}
    text = apply(tree_of(current), Move(_of(agreement, "art_5"), _of(agreement, "art_1")))
    text = apply(text, InsertAfter(_of(agreement, "art_4"), "Article 4 bis – Évaluation\nElle est annuelle.", SEED))
    done = expressions.revise(agreement=agreement, text=text, number=1, by=cast.alice, at=NOW)
    current.refresh_from_db()
    assert (current.superseded_at, done.expression.number, done.adrift) == (NOW, 2, 0)
    assert compose(tree_of(done.expression)) == compose(text)
    rows = ProvisionVersion.objects.filter(expression=done.expression)
    assert rows.get(eid="art_5").provision_id == _of(agreement, "art_5")
    assert rows.get(eid="art_4bis").provision.agreement_id == agreement.pk
    for row in Finding.objects.filter(agreement=agreement, start__isnull=False):
        assert (row.expression_id, row.quote) == (done.expression.pk, before[row.pk])
        assert done.expression.quote(row.start or 0, row.end) == row.quote
    assert not Defect.objects.filter(agreement=agreement).exclude(expression=done.expression).exists()
    assert "Article 4 bis" in done.expression.html


def test_what_was_read_of_words_that_changed_follows_them_or_is_to_be_reviewed(cast: Any) -> None:
    agreement = brought(cast.departement)
    current = Expression.objects.current().get(agreement=agreement)
    text = apply(tree_of(current), ReplaceWords(_of(agreement, "art_2"), "hebdomadaire", "quotidienne", SEED))
    text = apply(text, ReplaceWords(_of(agreement, "art_4"), "trois ans", "cinq ans", UUID(int=12)))
    text = apply(text, Strike(_of(agreement, "art_3__para_2")))
    done = expressions.revise(agreement=agreement, text=text, by=cast.alice, at=NOW)
    read = Finding.objects.filter(agreement=agreement, sort=FindingSort.COMMITMENT)
    assert read.get(quote__startswith="tenir").value["text"].startswith("tenir une permanence quotidienne")
    assert Finding.objects.get(agreement=agreement, key="duration").is_adrift
    assert read.get(quote__contains="bilan annuel").is_adrift
    assert done.followed == 1
    assert done.adrift >= 2


def test_a_text_made_from_an_older_version_is_refused(cast: Any) -> None:
    agreement = brought(cast.departement)
    text = tree_of(Expression.objects.current().get(agreement=agreement))
    expressions.revise(agreement=agreement, text=apply(text, Strike(_of(agreement, "art_5"))), by=None, at=NOW)
    with pytest.raises(StaleRevision):
        expressions.revise(agreement=agreement, text=text, number=1, by=cast.alice, at=NOW)


def test_an_agreement_without_text_has_none_to_revise(cast: Any) -> None:
    agreement = brought(cast.departement)
    text = tree_of(Expression.objects.current().get(agreement=agreement))
    ProvisionVersion.objects.all().delete()
    Finding.objects.all().delete()
    Defect.objects.all().delete()
    Expression.objects.all().delete()
    with pytest.raises(expressions.NoText):
        expressions.revise(agreement=agreement, text=text, by=cast.alice, at=NOW)
