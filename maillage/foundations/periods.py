"""Periods, rhythms and dates in French words, as ISO 8601 (``P3Y``, ``P18M``, ``2026-01-31``). All input is folded text."""

from __future__ import annotations

import datetime
from functools import cache

from maillage.foundations import rx
from maillage.foundations.numbers import NUMBER, parse_number

_UNIT = {"an": "Y", "ans": "Y", "annee": "Y", "annees": "Y", "mois": "M", "semaine": "W", "semaines": "W", "jour": "D", "jours": "D"}
_QUALITY = r"(?:\s+(?:calendaires?|francs?|ouvres?|ouvrables?|civiles?|pleines?|entieres?|consecutif\w*))?"
PERIOD = rf"(?:(?P<number>{NUMBER})\s*(?:\(\s*(?P<figures>[\w' -]{{1,20}})\s*\)\s*)?|(?P<one>une?\s+))(?P<unit>annees?|ans?|mois|semaines?|jours?)\b{_QUALITY}"
MONTHS = {
    name: month
    for month, names in enumerate(
        ("janvier", "fevrier", "mars", "avril", "mai", "juin", "juillet", "aout", "septembre", "octobre", "novembre", "decembre"), 1
    )
    for name in (names,)
}
DATE = r"(?:(?P<day>1er|\d{1,2})\s+(?P<month>" + "|".join(MONTHS) + r")\s+(?P<year>\d{4})|(?P<d>\d{1,2})[/.](?P<m>\d{1,2})[/.](?P<y>\d{4}))\b"
_RHYTHM_WORDS = (
    (r"(?:bi-?annuel|semestriel|bisannuel)\w*", "P6M"),
    (r"(?:bimestriel)\w*", "P2M"),
    (r"trimestriel\w*", "P3M"),
    (r"(?:bimensuel)\w*", "P15D"),
    (r"mensuel\w*", "P1M"),
    (r"hebdomadaire\w*", "P7D"),
    (r"(?:pluri|multi)annuel\w*", None),
    (r"biennal\w*", "P2Y"),
    (r"triennal\w*", "P3Y"),
    (r"(?:inter)?annuel\w*|annuite", "P1Y"),
    (r"(?:chaque|tous\s+les|par)\s+trimestres?", "P3M"),
    (r"(?:chaque|tous\s+les|par)\s+semestres?", "P6M"),
    (r"(?:chaque|tous\s+les)\s+mois", "P1M"),
    (r"chaque\s+semaine", "P7D"),
    (r"(?:chaque|toutes\s+les)\s+annees?|tous\s+les\s+ans|en\s+fin\s+d'annee", "P1Y"),
)
_TIMES = rf"(?P<times>{NUMBER})\s*(?:\(\s*\w+\s*\)\s*)?(?:fois|reunions?|seances?|rencontres?)\s+(?:par|l'|dans\s+l'|au\s+cours\s+de\s+l')\s*(?P<per>ans?|annee|semestre|trimestre|mois)\b"
_EVERY = rf"(?:tous|toutes)\s+les\s+(?P<count>{NUMBER})\s+(?P<each>ans|annees|mois|semaines|jours)"
_MONTHS_IN = {"an": 12, "ans": 12, "annee": 12, "semestre": 6, "trimestre": 3, "mois": 1}


@cache
def _compiled(pattern: str) -> rx.Pattern[str]:
    return rx.compile(pattern)


def iso_period(number: int, unit: str) -> str:
    """``number`` of a folded French ``unit`` as an ISO 8601 duration; weeks are given in days.

    >>> iso_period(3, "ans"), iso_period(2, "semaines")
    ('P3Y', 'P14D')
    """
    letter = _UNIT[unit]
    return f"P{number * 7}D" if letter == "W" else f"P{number}{letter}"


def period_of(match: rx.Match[str]) -> str | None:
    """The ISO 8601 duration of a match of :data:`PERIOD`; figures in brackets win over words when both are numbers."""
    figures = parse_number(match["figures"]) if match["figures"] else None
    words = parse_number(match["number"]) if match["number"] else 1
    number = figures if figures is not None and words is None else words
    return iso_period(number, match["unit"]) if number else None


def find_period(folded: str, start: int = 0, end: int | None = None) -> tuple[str, tuple[int, int]] | None:
    """The first period written in ``folded`` between two offsets, with its span; None if there is none."""
    match = _compiled(PERIOD).search(folded, start, len(folded) if end is None else end)
    value = period_of(match) if match else None
    return (value, match.span()) if match and value else None


def find_rhythm(folded: str, start: int = 0, end: int | None = None) -> tuple[str, tuple[int, int]] | None:
    """The first rhythm ("chaque année", "deux fois par an", "trimestriel") between two offsets, as an ISO 8601 duration with its span.

    "Six fois par an" is one every two months (``P2M``); a number of times that does not divide the period is rounded down to whole months.
    """
    stop = len(folded) if end is None else end
    found: list[tuple[int, int, str]] = []
    times = _compiled(_TIMES).search(folded, start, stop)
    if times and (count := parse_number(times["times"])):
        months = _MONTHS_IN[times["per"]] // count
        if months:
            found.append((times.start(), times.end(), "P1Y" if months == 12 else f"P{months}M"))
    every = _compiled(_EVERY).search(folded, start, stop)
    if every and (count := parse_number(every["count"])):
        found.append((every.start(), every.end(), iso_period(count, every["each"])))
    for pattern, value in _RHYTHM_WORDS:
        word = _compiled(rf"\b(?:{pattern})\b").search(folded, start, stop)
        if word and value:
            found.append((word.start(), word.end(), value))
    if not found:
        return None
    begin, finish, rhythm = min(found)
    return rhythm, (begin, finish)


def date_of(match: rx.Match[str]) -> str | None:
    """The ISO 8601 date of a match of :data:`DATE`; None when the calendar has no such day."""
    day = match["day"] or match["d"]
    month = MONTHS[match["month"]] if match["month"] else int(match["m"])
    try:
        return datetime.date(int(match["year"] or match["y"]), month, 1 if day == "1er" else int(day)).isoformat()
    except ValueError:
        return None


def find_date(folded: str, start: int = 0, end: int | None = None) -> tuple[str, tuple[int, int]] | None:
    """The first date written in full between two offsets, with its span."""
    stop = len(folded) if end is None else end
    for match in _compiled(r"\b" + DATE).finditer(folded, start, stop):
        if value := date_of(match):
            return value, match.span()
    return None
