"""The terms of an agreement and the events of its life, from its clauses, up to a day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from maillage.agreements.calendar.clauses import Clauses, Renewal, Words
from maillage.agreements.calendar.events import Event, Kind
from maillage.agreements.calendar.rhythms import rhythmic_events
from maillage.agreements.calendar.words import day_in_words
from maillage.foundations.durations import Duration, after, before, has_same_number, last_start
from maillage.foundations.workdays import ONE_DAY, working_day_before

COUNTING = "code de procédure civile, articles 641 et 642"
RECEIPT = "code de procédure civile, articles 641 et 669"
PERPETUAL = "code civil, articles 1210 et 1211"
TACIT = "code civil, articles 1214 et 1215"
EXTENDED = "code civil, article 1213"
AHEAD = Duration(months=6)  # when the partners begin to prepare what follows


@dataclass(frozen=True, slots=True)
class Term:
    """One term: its first day, its end by both readings (the first day counted, or not), both at midnight."""

    number: int
    start: dt.date
    end: dt.date
    other_end: dt.date


def terms(clauses: Clauses, *, until: dt.date) -> Iterator[Term]:
    """The terms that begin by ``until``: the first, then its renewals while they are tacit, have a length and are left.

    Without an end nor a duration there is none: the agreement lasts until somebody ends it.
    """
    term = _first(clauses)
    while term is not None and term.start <= until:
        yield term
        term = _next(term, clauses)


def timeline(clauses: Clauses, *, until: dt.date) -> list[Event]:
    """The events up to ``until``, both included, in the order of days."""
    events = [_effect(clauses)]
    known = list(terms(clauses, until=until))
    for term in known:
        events += _of_term(term, clauses)
    last = known[-1] if known else None
    if last is None:
        events.append(_undetermined(clauses))
    elif last.end <= until:
        events += _what_follows(last, clauses)
    events += rhythmic_events(clauses, end=_last_day(last, clauses, until), term_of=known)
    return sorted((event for event in events if event.on <= until), key=lambda event: event.rank)


def _first(clauses: Clauses) -> Term | None:
    if clauses.end is not None:
        return Term(0, clauses.effect, clauses.end, clauses.end)
    return _term(0, clauses.effect, clauses.duration) if clauses.duration else None


def _next(term: Term, clauses: Clauses) -> Term | None:
    is_left = clauses.renewal_times is None or term.number < clauses.renewal_times
    if clauses.renewal != Renewal.TACIT or clauses.renewal_period is None or not is_left:
        return None
    return _term(term.number + 1, term.end + ONE_DAY, clauses.renewal_period)


def _term(number: int, start: dt.date, duration: Duration) -> Term:
    """Both readings are a day apart, save where the month has no day of that number: both end on its last day."""
    later = after(start, duration)
    is_same = not has_same_number(start, duration)
    return Term(number, start, later if is_same else later - ONE_DAY, later)


def _effect(clauses: Clauses) -> Event:
    return Event(clauses.effect, Kind.EFFECT, 0, "L’accord prend effet.", clauses.words.get("effect"))


def _of_term(term: Term, clauses: Clauses) -> Iterator[Event]:
    source = _source(term, clauses)
    if term.number:
        yield Event(
            term.start,
            Kind.RENEWED,
            term.number,
            f"Si personne n’a écrit à temps, l’accord repart pour {clauses.renewal_period}"
            f"{_count(term.number, clauses.renewal_times)}.",
            clauses.words.get("renewal"),
            TACIT,
        )
    yield Event(term.end, Kind.END, term.number, _end_words(term, clauses), source, COUNTING)
    other = (
        "L’autre lecture ne compte pas le premier jour."
        if term.other_end != term.end
        else "Les deux lectures disent ce jour."
    )
    yield Event(term.other_end, Kind.END_OTHER_READING, term.number, other, source, COUNTING)
    if clauses.renewal == Renewal.TACIT and clauses.notice is not None:
        yield from _receipts(term, clauses, clauses.notice)
    yield from _preparation(term, clauses)


def _end_words(term: Term, clauses: Clauses) -> str:
    if term.number == 0 and clauses.end is not None:
        return f"Le texte écrit cette date : elle prévaut. L’accord prend fin le {day_in_words(term.end)} à minuit."
    length = clauses.renewal_period if term.number else clauses.duration
    return f"{length} à compter du {day_in_words(term.start)}, premier jour compté : c’est la lecture prudente."


def _receipts(term: Term, clauses: Clauses, period: Duration) -> Iterator[Event]:
    source = clauses.words.get(clauses.notice_name)
    cautious = working_day_before(before(term.end, period), clauses.zone)
    if cautious >= term.start:
        yield Event(
            cautious,
            Kind.LATEST_NOTICE_RECEIPT,
            term.number,
            f"Pour empêcher la reconduction, le préavis de {period} doit être reçu ce jour-là au plus tard "
            "(lecture prudente, ramenée à un jour ouvré).",
            source,
            RECEIPT,
        )
    legal = last_start(term.other_end, period)
    if legal >= term.start:
        yield Event(
            legal,
            Kind.LAST_LEGAL_RECEIPT,
            term.number,
            "Reçu plus tard que la date prudente et jusqu’à ce jour, un préavis peut encore être valable.",
            source,
            RECEIPT,
        )


def _preparation(term: Term, clauses: Clauses) -> Iterator[Event]:
    ahead = before(term.end, AHEAD)
    if ahead > term.start:
        yield Event(
            ahead, Kind.REVIEW_RENEWAL, term.number, "Six mois avant l’échéance : c’est le moment de préparer la suite."
        )
    if clauses.renewal != Renewal.TACIT:
        yield Event(
            term.end,
            Kind.LAST_EXTENSION,
            term.number,
            "Une prolongation se signe avant la fin ; ensuite il faut un nouvel accord.",
            None,
            EXTENDED,
        )


def _what_follows(term: Term, clauses: Clauses) -> list[Event]:
    """After the last term that can be computed: a renewal whose length nobody wrote, or the end."""
    if clauses.renewal != Renewal.TACIT or clauses.renewal_period is not None:
        return []
    return [
        Event(
            term.end + ONE_DAY,
            Kind.RENEWAL_WITHOUT_LENGTH,
            term.number + 1,
            "Le texte prévoit une reconduction tacite sans en dire la durée : l’accord est reconduit pour une durée "
            "indéterminée, à vérifier. Chaque partie peut alors y mettre fin en respectant un préavis.",
            clauses.words.get("renewal"),
            TACIT,
        )
    ]


def _undetermined(clauses: Clauses) -> Event:
    return Event(
        clauses.effect,
        Kind.UNDETERMINED,
        0,
        "Le texte n’écrit ni durée ni date de fin : l’accord dure jusqu’à ce qu’une partie y mette fin, "
        "en respectant le préavis convenu ou un délai raisonnable.",
        None,
        PERPETUAL,
    )


def _source(term: Term, clauses: Clauses) -> Words | None:
    if term.number:
        return clauses.words.get("renewal_period") or clauses.words.get("renewal")
    return clauses.words.get("end") if clauses.end is not None else clauses.words.get("duration")


def _count(number: int, most: int | None) -> str:
    return f" (reconduction {number} sur {most})" if most is not None else ""


def _last_day(last: Term | None, clauses: Clauses, until: dt.date) -> dt.date:
    """The last day of duties that come back: they stop with the agreement, and go on while it is undetermined."""
    is_endless = last is None or (clauses.renewal == Renewal.TACIT and clauses.renewal_period is None)
    return until if is_endless or last is None else min(last.other_end, until)
