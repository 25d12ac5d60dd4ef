"""When a notice ends the agreement: the period runs from receipt, the last one when there are several partners."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from maillage.agreements.calendar.words import day_in_words
from maillage.foundations.durations import Duration, after

LAW = "code de procédure civile, articles 641, 642 et 669"


@dataclass(frozen=True, slots=True)
class Notice:
    """A notice: the receipt that it runs from and the day that it ends on, at midnight."""

    counted_from: dt.date
    ends_on: dt.date
    explanation: str
    law: str = LAW


def notice(received: Sequence[dt.date | None], period: Duration) -> Notice | None:
    """The end of a notice received on these days by the partners; None while one of them has not received it.

    A last day that is a Saturday, a Sunday or a holiday is not put off (law.md rules 9 to 11). Raises ValueError
    without any receipt, and :class:`~maillage.foundations.durations.OutOfCalendar`.
    """
    if not received:
        raise ValueError("A notice has at least one addressee.")
    days = [day for day in received if day is not None]
    if len(days) < len(received):
        return None
    last = max(days)
    ends_on = after(last, period)
    whom = "par le dernier des partenaires " if len(days) > 1 else ""
    explanation = (
        f"Reçu {whom}le {day_in_words(last)}, le préavis de {period} prend fin le {day_in_words(ends_on)} à minuit ; "
        "un samedi, un dimanche ou un jour férié ne le prolonge pas."
    )
    return Notice(last, ends_on, explanation)
