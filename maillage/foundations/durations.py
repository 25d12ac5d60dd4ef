"""Durations in ISO 8601 and how days are counted with them: by quantième, as the code de procédure civile does.

Source: code de procédure civile, articles 641 and 642, first two paragraphs: the day of the act does not count; a
period in months or years ends on the day that bears the same number, failing which on the last day of the month. The
third rule of article 642 (a last day that is not a working day is put off) is for acts of procedure and is not here.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from typing import NamedTuple

_ISO = re.compile(r"P(?:(\d{1,3})Y)?(?:(\d{1,4})M)?(?:(\d{1,4})W)?(?:(\d{1,5})D)?")
_NOUNS = (("years", "an", "ans"), ("months", "mois", "mois"), ("days", "jour", "jours"))
_WORDS = {
    1: "un", 2: "deux", 3: "trois", 4: "quatre", 5: "cinq", 6: "six", 7: "sept", 8: "huit", 9: "neuf", 10: "dix",
    11: "onze", 12: "douze", 13: "treize", 14: "quatorze", 15: "quinze", 16: "seize", 18: "dix-huit", 20: "vingt",
    24: "vingt-quatre", 30: "trente", 36: "trente-six", 45: "quarante-cinq", 60: "soixante", 90: "quatre-vingt-dix",
}  # fmt: skip
DAYS_OF_WEEK = 7
MONTHS_OF_YEAR = 12


class BadDuration(ValueError):
    """Not an ISO 8601 duration of whole years, months, weeks or days, or one of no length."""


class OutOfCalendar(ValueError):
    """The count leaves the years 1 to 9999."""


class Duration(NamedTuple):
    """A length of time: years and months are counted by quantième, then days one by one."""

    years: int = 0
    months: int = 0
    days: int = 0

    @classmethod
    def parse(cls, text: str) -> Duration:
        """The duration written in ``text`` (``P3Y``, ``P18M``, ``P1Y6M``, ``P2W``, ``P15D``).

        Raises :class:`BadDuration`.

        >>> Duration.parse("P1Y6M")
        Duration(years=1, months=6, days=0)
        """
        found = _ISO.fullmatch(text.strip().upper())
        if found is None or not any(found.groups()):
            raise BadDuration(text)
        years, months, weeks, days = (int(part or 0) for part in found.groups())
        duration = cls(years, months, weeks * DAYS_OF_WEEK + days)
        if not any(duration):
            raise BadDuration(text)
        return duration

    @property
    def whole_months(self) -> int:
        """Years and months, in months."""
        return self.years * MONTHS_OF_YEAR + self.months

    def iso(self) -> str:
        """As ISO 8601 writes it."""
        parts = ((self.years, "Y"), (self.months, "M"), (self.days, "D"))
        return "P" + "".join(f"{number}{letter}" for number, letter in parts if number)

    def __str__(self) -> str:
        """In French: "3 ans", "1 an et 6 mois"."""
        told = [
            f"{number}\u00a0{one if number == 1 else many}"
            for name, one, many in _NOUNS
            if (number := getattr(self, name))
        ]
        return " et ".join(told)


def after(day: dt.date, duration: Duration, *, times: int = 1) -> dt.date:
    """The day on which a period of ``duration`` (``times`` of it, counted from ``day`` at once) ends, at midnight.

    Raises :class:`OutOfCalendar`.

    >>> after(dt.date(2025, 11, 30), Duration(months=3))
    datetime.date(2026, 2, 28)
    """
    return _moved(day, duration.whole_months * times, duration.days * times)


def before(day: dt.date, duration: Duration) -> dt.date:
    """The day that bears the same number ``duration`` earlier, failing which the last day of that month.

    Raises :class:`OutOfCalendar`.

    >>> before(dt.date(2027, 12, 31), Duration(months=3))
    datetime.date(2027, 9, 30)
    """
    return _moved(day, -duration.whole_months, -duration.days)


def has_same_number(day: dt.date, duration: Duration, *, times: int = 1) -> bool:
    """Whether the month in which the period ends has a day of the same number (no 29 February in 2027)."""
    year, month = _month(day, duration.whole_months * times)
    return day.day <= calendar.monthrange(year, month)[1]


def last_start(end: dt.date, duration: Duration) -> dt.date:
    """The last day from which a period of ``duration`` is over by ``end``: several days may end on one month's last.

    >>> last_start(dt.date(2027, 2, 28), Duration(months=3))
    datetime.date(2026, 11, 30)
    """
    day = before(end, duration) + dt.timedelta(days=4)
    while after(day, duration) > end:
        day -= dt.timedelta(days=1)
    return day


def _moved(day: dt.date, months: int, days: int) -> dt.date:
    try:
        year, month = _month(day, months)
        return dt.date(year, month, min(day.day, calendar.monthrange(year, month)[1])) + dt.timedelta(days=days)
    except (ValueError, OverflowError) as error:
        raise OutOfCalendar(f"{day} {months:+} mois {days:+} jours") from error


def _month(day: dt.date, months: int) -> tuple[int, int]:
    year, index = divmod(day.year * MONTHS_OF_YEAR + day.month - 1 + months, MONTHS_OF_YEAR)
    return year, index + 1


def duration_of(iso: str | None) -> Duration | None:
    """The duration that ``iso`` says; None when it says none."""
    try:
        return Duration.parse(iso or "")
    except BadDuration:
        return None


def in_words(iso: str) -> str:
    """A duration as one writes it; what is no duration stays as it is.

    >>> in_words("P3Y"), in_words("P18M"), in_words("P15D"), in_words("P1Y")
    ('trois ans', 'dix-huit mois', 'quinze jours', 'un an')
    """
    duration = duration_of(iso)
    if duration is None:
        return iso
    years, months = divmod(duration.whole_months, MONTHS_OF_YEAR)
    if months:  # "dix-huit mois" rather than "un an et six mois"
        years, months = 0, duration.whole_months
    parts = [_counted(years, "an", "ans"), _counted(months, "mois", "mois"), _counted(duration.days, "jour", "jours")]
    return " et ".join(part for part in parts if part)


def rhythm_in_words(iso: str) -> str:
    """A rhythm as one says it.

    >>> rhythm_in_words("P1Y"), rhythm_in_words("P6M"), rhythm_in_words("P2Y")
    ('chaque année', 'deux fois par an', 'tous les deux ans')
    """
    duration = duration_of(iso)
    if duration is None:
        return iso
    known = {(12, 0): "chaque année", (6, 0): "deux fois par an", (4, 0): "trois fois par an"}
    known |= {(3, 0): "chaque trimestre", (1, 0): "chaque mois", (0, DAYS_OF_WEEK): "chaque semaine"}
    return known.get((duration.whole_months, duration.days), f"tous les {in_words(iso)}")


def _counted(number: int, one: str, many: str) -> str:
    return f"{_WORDS.get(number, number)} {one if number == 1 else many}" if number else ""
