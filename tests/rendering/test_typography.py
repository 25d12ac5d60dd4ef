"""No-break spaces where French has them, and not a word changed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillage.rendering.fonts import MISSING, fit
from maillage.rendering.typography import NBSP, bind


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("À savoir : ceci ; cela ?", "À savoir~: ceci~; cela~?"),
        ("« oui »", "«~oui~»"),
        ("12 000 euros, 5 % et 3 €", "12~000~euros, 5~% et 3~€"),
        ("la délibération n° 12 du 1er mars 2026", "la délibération n°~12 du 1er~mars~2026"),
        ("l’article 3 et l’article L. 1611-4", "l’article~3 et l’article~L.~1611-4"),
        ("M. Durand, Mme Petit", "M.~Durand, Mme~Petit"),
        ("un délai de 15 jours", "un délai de 15~jours"),
        ("rien à lier ici", "rien à lier ici"),
    ],
)
def test_spaces_are_bound(text: str, bound: str) -> None:
    assert bind(text) == bound.replace("~", NBSP)


@given(st.text())
def test_only_spaces_change(text: str) -> None:
    assert bind(text).replace(NBSP, " ") == text.replace(NBSP, " ")


@given(st.text())
def test_what_is_fit_is_drawn(text: str) -> None:
    assert not set(fit(text)) & set("\u200b\u202e\u0000\u2028")
    assert all(sign in "\n\t" or len(fit(sign)) == 1 for sign in fit(text))


def test_a_sign_that_no_font_has_is_shown_as_missing() -> None:
    assert fit("中 é ✓") == f"{MISSING} é ✓"
