"""Names in capitals are read as French writes them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillage.foundations.capitals import readable


@pytest.mark.parametrize(
    ("signed", "said"),
    [
        ("LE DÉPARTEMENT DE L’OURCELLE", "Le Département de l’Ourcelle"),
        ("LA FÉDÉRATION ENFANCE OURCELLE", "La Fédération Enfance Ourcelle"),
        (
            "CENTRE COMMUNAL D'ACTION SOCIALE DE PONT-SUR-OURCELLE",
            "Centre communal d'action sociale de Pont-sur-Ourcelle",
        ),
        ("LE CCAS DE MONTCLAIR", "Le CCAS de Montclair"),
        ("L’ÉTAT", "L’État"),
        ("FÉDÉRATION (FEO)", "Fédération (FEO)"),
        ("CAF", "CAF"),
        ("TRAMPOLINE", "Trampoline"),
        ("Le Département", "Le Département"),
        ("la Ville de MONTCLAIR", "la Ville de MONTCLAIR"),
        ("", ""),
    ],
)
def test_capitals_become_the_letters_that_one_would_write(signed: str, said: str) -> None:
    assert readable(signed) == said


@given(st.text())
def test_no_letter_is_lost_and_what_is_readable_stays(name: str) -> None:
    said = readable(name)
    assert said.upper() == name.upper()
    assert readable(said) == said or said.isupper()
