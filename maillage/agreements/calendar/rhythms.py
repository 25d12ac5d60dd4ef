"""Duties that come back: reviews, meetings, reports, payments; each with its day, as the clauses give them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from maillage.agreements.calendar.clauses import Clauses, Words
from maillage.agreements.calendar.events import Event, Kind
from maillage.agreements.calendar.happened import number_of
from maillage.foundations.days_of_year import find_day_of_year
from maillage.foundations.durations import MONTHS_OF_YEAR, Duration, after
from maillage.foundations.folding import squash

if TYPE_CHECKING:
    from maillage.agreements.calendar.terms import Term

KEY_DATA = "décret n° 2017-779, article 1er"
REPORT = "loi n° 2000-321, article 10"
PAYMENT = "loi n° 2021-875, article 2"
_REPORT_DELAY = Duration(months=6)
_KEY_DATA_DELAY = Duration(months=3)
_PAYMENT_DAYS = 60
_MOST = 2000  # occurrences of one duty: a weekly meeting over forty years


def rhythmic_events(clauses: Clauses, *, end: dt.date, term_of: Sequence[Term]) -> Iterator[Event]:
    """The events of duties that come back between the effect and ``end``, each in the term that it falls in."""
    duties = [
        (Kind.EVALUATION, clauses.evaluation, "Le bilan de la période est dû.", clauses.words.get("evaluation"), ""),
        (
            Kind.AMENDMENT_REVIEW,
            clauses.amendment,
            "Les parties réexaminent le texte, et le modifient s’il le faut.",
            clauses.words.get("amendment"),
            "",
        ),
        *(
            (
                Kind.MEETING,
                rhythm,
                f"À cette date, « {name} » doit s’être réuni.",
                clauses.words.get(f"meetings:{name}"),
                name,
            )
            for name, rhythm in clauses.meetings
        ),
    ]
    for kind, rhythm, sentence, words, name in duties:
        if rhythm is not None:
            for times, day in enumerate(_each(clauses.effect, rhythm, end, words), 1):
                yield Event(day, kind, number_of(day, term_of), sentence, words, name=name, times=times)
    if clauses.grant:
        yield from _of_grant(clauses, end, term_of)


def _each(effect: dt.date, rhythm: Duration, end: dt.date, words: Words | None) -> Iterator[dt.date]:
    """Counted from the effect and never from the one before: 31 January, 28 February, 31 March.

    Where the words of a yearly duty name a month or a day ("au mois de mars"), it falls there in the year so counted.
    """
    is_yearly = not rhythm.days and rhythm.whole_months % MONTHS_OF_YEAR == 0
    named = find_day_of_year(squash(words.quote)) if words is not None and is_yearly else None
    for times in range(1, _MOST):
        day = after(effect, rhythm, times=times)
        if named is not None:
            day = dt.date(day.year, named.month, named.in_year(day.year))
        if day > end:
            return
        yield day


def _of_grant(clauses: Clauses, end: dt.date, term_of: Sequence[Term]) -> Iterator[Event]:
    if clauses.signed is not None:
        yield Event(
            after(clauses.signed, _KEY_DATA_DELAY),
            Kind.KEY_DATA,
            0,
            "Trois mois après la signature : les données essentielles de la subvention sont publiées à cette date.",
            None,
            KEY_DATA,
        )
    if clauses.notified is not None:
        days = clauses.payment_days or _PAYMENT_DAYS
        yield Event(
            clauses.notified + dt.timedelta(days=days),
            Kind.PAYMENT,
            0,
            f"{days} jours après la notification, sauf autre calendrier de la convention : la subvention est versée.",
            clauses.words.get("payment_days"),
            PAYMENT,
        )
    month, day = clauses.financial_year_end or (12, 31)
    for year in range(clauses.effect.year, end.year + 1):
        closed = dt.date(year, month, day)
        if clauses.effect <= closed <= end:
            yield Event(
                after(closed, _REPORT_DELAY),
                Kind.FINANCIAL_REPORT,
                number_of(closed, term_of),
                f"Six mois après la clôture de l’exercice {year} : le compte rendu financier est dû.",
                None,
                REPORT,
            )
