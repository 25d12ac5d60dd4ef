"""Periods, rhythms and dates in French words, as ISO 8601 (``P3Y``, ``P18M``, ``2026-01-31``). All input is folded."""

from __future__ import annotations

import datetime

from maillage.foundations import rx
from maillage.foundations.numbers import NUMBER, parse_number

_UNIT = {
    "an": "Y", "ans": "Y", "annee": "Y", "annees": "Y", "mois": "M",
    "semaine": "W", "semaines": "W", "jour": "D", "jours": "D",
}  # fmt: skip
_QUALITY = r"(?:\s+(?:calendaires?|francs?|ouvres?|ouvrables?|civiles?|pleines?|entieres?|consecutif\w*))?"
PERIOD = (
    rf"(?:(?P<number>{NUMBER})\s*(?:\(\s*(?P<figures>[\w' -]{{1,20}})\s*\)\s*)?|(?P<one>une?\s+))"
    rf"(?P<unit>annees?|ans?|mois|semaines?|jours?)\b{_QUALITY}"
)
_MONTHS = "janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre"
MONTHS = {name: month for month, name in enumerate(_MONTHS.split(), 1)}
DATE = (
    rf"(?:(?P<day>1er|\d{{1,2}})\s+(?P<month>{'|'.join(MONTHS)})\s+(?P<year>\d{{4}})|"
    r"(?P<d>\d{1,2})[/.](?P<m>\d{1,2})[/.](?P<y>\d{4}))\b"
)
_PERIOD = rx.compile(PERIOD)
_DATE = rx.compile(r"\b" + DATE)

# "Biannuel" is said of what comes twice a year, "biennal" of what comes every two years.
_RHYTHM_WORDS = (
    (r"(?:bi-?annuel|semestriel|bisannuel)\w*", "P6M"),
    (r"(?:bimestriel)\w*", "P2M"),
    (r"trimestriel\w*", "P3M"),
    (r"(?:bimensuel)\w*", "P15D"),
    (r"mensuel\w*", "P1M"),
    (r"hebdomadaire\w*", "P7D"),
    (r"biennal\w*", "P2Y"),
    (r"triennal\w*", "P3Y"),
    (r"(?:inter)?annuel\w*|annuite", "P1Y"),
    (r"(?:chaque|tous\s+les|par)\s+trimestres?", "P3M"),
    (r"(?:chaque|tous\s+les|par)\s+semestres?", "P6M"),
    (r"(?:chaque|tous\s+les)\s+mois", "P1M"),
    (r"chaque\s+semaine", "P7D"),
    (r"(?:chaque|toutes\s+les)\s+annees?|tous\s+les\s+ans|en\s+fin\s+d'annee", "P1Y"),
)
_RHYTHMS = tuple((rx.compile(rf"\b(?:{words})\b"), rhythm) for words, rhythm in _RHYTHM_WORDS)
_TIMES = rx.compile(
    rf"(?P<times>{NUMBER})\s*(?:\(\s*\w+\s*\)\s*)?(?:fois|reunions?|seances?|rencontres?)\s+"
    r"(?:par|l'|dans\s+l'|au\s+cours\s+de\s+l')\s*(?P<per>ans?|annee|semestre|trimestre|mois)\b"
)
_EVERY = rx.compile(rf"(?:tous|toutes)\s+les\s+(?P<count>{NUMBER})\s+(?P<each>ans|annees|mois|semaines|jours)")
_MONTHS_IN = {"an": 12, "ans": 12, "annee": 12, "semestre": 6, "trimestre": 3, "mois": 1}


def iso_period(number: int, unit: str) -> str:
    """``number`` of a folded French ``unit`` as an ISO 8601 duration; weeks are given in days.

    >>> iso_period(3, "ans"), iso_period(2, "semaines")
    ('P3Y', 'P14D')
    """
    letter = _UNIT[unit]
    return f"P{number * 7}D" if letter == "W" else f"P{number}{letter}"


def period_of(match: rx.Match[str]) -> str | None:
    """The ISO 8601 duration of a match of :data:`PERIOD`, None for zero; what stands in brackets only says it again."""
    number = parse_number(match["number"]) if match["number"] else 1
    return iso_period(number, match["unit"]) if number else None


def find_period(folded: str, start: int = 0, end: int | None = None) -> tuple[str, tuple[int, int]] | None:
    """The first period written in ``folded`` between two offsets, with its span; None if there is none."""
    match = _PERIOD.search(folded, start, len(folded) if end is None else end)
    value = period_of(match) if match else None
    return (value, match.span()) if match and value else None


def find_rhythm(folded: str, start: int = 0, end: int | None = None) -> tuple[str, tuple[int, int]] | None:
    """The first rhythm ("chaque année", "deux fois par an", "trimestriel") between two offsets, with its span.

    An ISO 8601 duration: "six fois par an" is one every two months (``P2M``); a number of times that does not divide
    the period is rounded down to whole months.
    """
    stop = len(folded) if end is None else end
    found: list[tuple[int, int, str]] = []
    times = _TIMES.search(folded, start, stop)
    if times and (count := parse_number(times["times"])):
        months = _MONTHS_IN[times["per"]] // count
        if months:
            found.append((*times.span(), "P1Y" if months == 12 else f"P{months}M"))
    every = _EVERY.search(folded, start, stop)
    if every and (count := parse_number(every["count"])):
        found.append((*every.span(), iso_period(count, every["each"])))
    for pattern, rhythm in _RHYTHMS:
        if word := pattern.search(folded, start, stop):
            found.append((*word.span(), rhythm))
    if not found:
        return None
    first, last, value = min(found)
    return value, (first, last)


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
    for match in _DATE.finditer(folded, start, stop):
        if value := date_of(match):
            return value, match.span()
    return None
