"""Defects of the text that was read, on the text that avenants make of it."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from maillage.agreements.actions import amending, transcribing
from maillage.agreements.anchoring import Edit
from maillage.agreements.models import Agreement, Defect, Expression
from tests.agreements.avenants import amended, words
from tests.cast import NOW, TODAY
from tests.factories.agreements import confirmed

pytestmark = pytest.mark.django_db


@pytest.fixture
def agreement(cast: Any) -> Agreement:
    """An agreement whose text has two defects: in its opening, and in the article on its duration."""
    made = confirmed(cast.departement, cast.ccas, by=cast.alice)
    Defect.objects.filter(agreement=made).delete()
    original = Expression.objects.original().get(agreement=made)
    for position, (quote, message) in enumerate(
        [("IL EST CONVENU CE QUI SUIT", "Rien ne dit en vertu de quoi."), ("trois ans", "La durée est sans fin.")]
    ):
        start = original.text.index(quote)
        Defect.objects.create(
            agreement=made,
            expression=original,
            position=position,
            code="essai",
            severity="error",
            message=message,
            start=start,
            end=start + len(quote),
            quote=quote,
        )
    return made


def _standing(agreement: Agreement) -> list[str]:
    """The words of the defects of the text in force, as they stand there."""
    current = Expression.objects.current().get(agreement=agreement)
    rows = Defect.objects.filter(agreement=agreement, standing_in=current).order_by("position")
    return [current.quote(row.standing_start or 0, row.standing_end or 0) for row in rows]


def test_a_defect_whose_words_stand_is_shown_on_the_text_in_force_and_one_whose_words_changed_is_not(
    cast: Any, agreement: Agreement, client: Client
) -> None:
    insert = words(agreement, "art_1", "Le présent protocole organise", "Désormais, le présent protocole organise")
    amended(cast, agreement, 1, TODAY, insert, words(agreement, "art_4", "trois ans", "cinq ans"))
    assert _standing(agreement) == ["IL EST CONVENU CE QUI SUIT"]
    client.force_login(cast.alice)
    page = client.get(reverse("agreements:detail", args=[agreement.pk])).content.decode()
    assert "Rien ne dit en vertu de quoi." in page
    assert "La durée est sans fin." not in page
    original = Expression.objects.original().get(agreement=agreement)
    assert set(Defect.objects.values_list("expression", flat=True)) == {original.pk}


def test_words_that_move_keep_their_defect_and_withdrawing_gives_back_the_others(
    cast: Any, agreement: Agreement, client: Client
) -> None:
    longer = words(agreement, "art_3", "deux fois par an", "au moins quatre fois par an")
    first = amended(cast, agreement, 1, TODAY, longer)
    assert _standing(agreement) == ["IL EST CONVENU CE QUI SUIT", "trois ans"]
    second = amended(cast, agreement, 2, TODAY, words(agreement, "art_4", "trois ans", "cinq ans"))
    assert _standing(agreement) == ["IL EST CONVENU CE QUI SUIT"]
    amending.withdraw(amendment=second, reason="Annulé.", by=cast.alice, at=NOW)
    assert _standing(agreement) == ["IL EST CONVENU CE QUI SUIT", "trois ans"]
    amending.withdraw(amendment=first, reason="Annulé.", by=cast.alice, at=NOW)
    assert not Defect.objects.filter(standing_in__isnull=False).exists()
    client.force_login(cast.alice)
    page = client.get(reverse("agreements:detail", args=[agreement.pk])).content.decode()
    assert "La durée est sans fin." in page


def test_mending_the_text_that_was_read_keeps_defects_on_the_text_in_force(cast: Any, agreement: Agreement) -> None:
    amended(cast, agreement, 1, TODAY, words(agreement, "art_3", "deux fois par an", "chaque trimestre"))
    original = Expression.objects.original().get(agreement=agreement)
    start = original.text.index("PROTOCOLE LOCAL")
    transcribing.mend(agreement=agreement, edits=[Edit(start, start + 9, "Grand PROTOCOLE")], by=cast.alice, at=NOW)
    assert _standing(agreement)[:2] == ["IL EST CONVENU CE QUI SUIT", "trois ans"]
