"""Days in French words."""

from __future__ import annotations

import datetime as dt

_MONTHS = "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split()


def day_in_words(day: dt.date) -> str:
    """A day as one writes it: "1er mars 2028".

    >>> day_in_words(dt.date(2028, 3, 1)).replace(chr(0xA0), " ")
    '1er mars 2028'
    """
    number = "1er" if day.day == 1 else str(day.day)
    return f"{number}\u00a0{_MONTHS[day.month - 1]}\u00a0{day.year}"


def month_in_words(day: dt.date) -> str:
    """The month of a day, as a heading: "Mars 2028"."""
    return f"{_MONTHS[day.month - 1].capitalize()} {day.year}"
