"""The list of rules, its page in the documentation, and the table of courts."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from maillage.reading.review import RULES
from maillage.reading.review.amounts import value_of
from maillage.reading.review.courts import courts
from maillage.reading.review.life import add_period


def test_every_rule_has_a_readable_code_a_known_severity_and_a_source() -> None:
    assert len(RULES) >= 30
    for code, rule in RULES.items():
        assert rule.code == code
        assert re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)+", code), code
        assert rule.severity in ("error", "warning", "advice"), code
        assert len(rule.source) > 10, code
        assert rule.explanation[0].isupper() or rule.explanation[0] == "«", code
        assert rule.explanation.endswith("."), code
        assert "\n" not in rule.explanation, code


def test_the_documentation_lists_exactly_the_rules(root: Path) -> None:
    page = (root / "docs" / "review.md").read_text("utf-8")
    listed = re.findall(r"^\| `([a-z0-9-]+)` \| (\w+) \| (.+?) \| (.+?) \|$", page, re.M)
    assert listed == sorted(listed, key=lambda row: [r[0] for r in listed].index(row[0]))
    assert {row[0]: row[1:] for row in listed} == {
        code: (rule.severity, rule.explanation, rule.source) for code, rule in RULES.items()
    }
    assert len(listed) == len(RULES)


def test_every_departement_has_its_administrative_court() -> None:
    names, found = courts()
    mainland = {f"{number:02d}" for number in range(1, 96) if number != 20} | {"2A", "2B"}
    assert set(names) == mainland | {"971", "972", "973", "974", "975", "976", "977", "978", "986", "987", "988"}
    assert set(found) == set(names)
    assert len({court.seat for court in found.values()}) == 42


@pytest.mark.parametrize(
    ("code", "seat"),
    [
        ("92", "Cergy-Pontoise"),
        ("93", "Montreuil"),
        ("83", "Toulon"),
        ("91", "Versailles"),
        ("2A", "Bastia"),
        ("974", "Saint-Denis"),
        ("988", "Nouméa"),
    ],
)
def test_the_court_of_a_departement(code: str, seat: str) -> None:
    assert courts()[1][code].seat == seat


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("zero", 0),
        ("vingt et un", 21),
        ("soixante et onze", 71),
        ("soixante-dix-sept", 77),
        ("quatre-vingts", 80),
        ("quatre-vingt-dix-neuf", 99),
        ("cent", 100),
        ("deux cent quatre-vingt-quatre", 284),
        ("mille deux cents", 1200),
        ("quatre-vingt-quatre mille six cents", 84_600),
        ("cent vingt mille trois cent quatre", 120_304),
        ("un million deux cent mille", 1_200_000),
        ("beaucoup", None),
    ],
)
def test_french_numbers_in_words(words: str, value: int | None) -> None:
    assert value_of(words) == value


@pytest.mark.parametrize(
    ("start", "period", "end"),
    [
        ("2025-03-15", "P3Y", "2028-03-15"),
        ("2024-02-29", "P3Y", "2027-02-28"),
        ("2025-11-30", "P3M", "2026-02-28"),
        ("2027-11-30", "P3M", "2028-02-29"),
        ("2025-12-31", "P1M", "2026-01-31"),
        ("2025-01-01", "P15D", "2025-01-16"),
    ],
)
def test_a_period_ends_on_the_same_day_of_the_month(start: str, period: str, end: str) -> None:
    assert add_period(start, period).isoformat() == end
