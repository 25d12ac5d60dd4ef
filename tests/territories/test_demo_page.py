"""docs/demo.md and the code tell of the same imaginary département."""

from __future__ import annotations

import re
from pathlib import Path

from maillage.territories.actions.demo import COMMUNES, DEPARTEMENT, EPCI, INHABITANTS, QUARTERS, REGION


def _plain(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u202f", " ")


def test_the_page_gives_each_commune_as_it_is_loaded(root: Path) -> None:
    page = _plain((root / "docs" / "demo.md").read_text(encoding="utf-8"))
    rows = re.findall(r"^\| ([^|]+) \| (99\d{3}) \| (99\d{3}) \| ([\d ]+) \| ([\d ]+) \| ([^|]+) \|", page, re.M)
    told = {
        (name, code, postal, int(people.replace(" ", "")), siren.replace(" ", ""), epci)
        for name, code, postal, people, siren, epci in rows
    }

    assert told == {(c.name, c.code, c.postal_codes, c.population, c.siren, EPCI[c.epci][0]) for c in COMMUNES}


def test_the_page_names_what_holds_them_and_their_quarters(root: Path) -> None:
    page = _plain((root / "docs" / "demo.md").read_text(encoding="utf-8"))

    assert f"{INHABITANTS:,}".replace(",", " ") in page
    for words in (
        REGION[1],
        DEPARTEMENT[1],
        *(name for name, _ in EPCI.values()),
        *(quarter.name for quarter in QUARTERS),
    ):
        assert words in page
    for siren in EPCI:
        assert f"{siren[:3]} {siren[3:6]} {siren[6:]}" in page


def test_the_sirens_have_the_right_check_digit() -> None:
    def is_valid(siren: str) -> bool:
        digits = [int(digit) * (2 if place % 2 else 1) for place, digit in enumerate(siren)]
        return sum(digit // 10 + digit % 10 for digit in digits) % 10 == 0

    assert all(is_valid(siren) for siren in (*EPCI, *(commune.siren for commune in COMMUNES)))
