"""The terms of an agreement and the events of its life, from its clauses, up to a day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from maillage.agreements.calendar.clauses import Clauses, Renewal, Words
from maillage.agreements.calendar.events import Event, Kind
from maillage.agreements.calendar.happened import EXTENDED, RECEIPT, happened
from maillage.agreements.calendar.rhythms import rhythmic_events
from maillage.agreements.calendar.terms import Term, is_renewed, receipts, terms
from maillage.agreements.calendar.words import day_in_words
from maillage.foundations.durations import Duration, before
from maillage.foundations.workdays import ONE_DAY

COUNTING = "code de procédure civile, articles 641 et 642"
PERPETUAL = "code civil, articles 1210 et 1211"
TACIT = "code civil, articles 1214 et 1215"
AHEAD = Duration(months=6)  # when the partners begin to prepare what follows


def timeline(clauses: Clauses, *, until: dt.date) -> list[Event]:
    """The events up to ``until``, both included, in the order of days."""
    events = [_effect(clauses)] if clauses.is_effect_known else []
    known = list(terms(clauses, until=until))
    for term in known:
        events += _of_term(term, clauses)
    last = known[-1] if known else None
    if last is not None:
        events += _what_follows(last, clauses)
    elif clauses.course.stop is None:
        events.append(_undetermined(clauses))
    events += happened(clauses, known)
    if clauses.is_effect_known:
        duties = rhythmic_events(clauses, end=_last_day(last, clauses, until), term_of=known)
        events += (event for event in duties if not clauses.course.is_paused(event.on))
    return sorted((event for event in events if event.on <= until), key=lambda event: event.rank)


def _effect(clauses: Clauses) -> Event:
    return Event(clauses.effect, Kind.EFFECT, 0, "L’accord prend effet.", clauses.words.get("effect"))


def _of_term(term: Term, clauses: Clauses) -> Iterator[Event]:
    source = _source(term, clauses)
    if term.number:
        yield _renewed(term.number, term.start, clauses)
    law = _law_of_end(term)
    yield Event(term.end, Kind.END, term.number, _end_words(term, clauses), source, law)
    other = (
        "L’autre lecture ne compte pas le premier jour."
        if term.other_end != term.end
        else "Les deux lectures disent ce jour."
    )
    yield Event(term.other_end, Kind.END_OTHER_READING, term.number, other, source, law)
    if term.stopped is not None:
        return
    if clauses.renewal == Renewal.TACIT and clauses.notice is not None and term.opposed is None:
        yield from _receipts(term, clauses, clauses.notice)
    yield from _preparation(term, clauses)


def _law_of_end(term: Term) -> str | None:
    if term.stopped is not None:
        return term.stopped.law
    return EXTENDED if term.extensions else COUNTING


def _end_words(term: Term, clauses: Clauses) -> str:
    if term.stopped is not None:
        return term.stopped.said or f"L’accord a pris fin le {day_in_words(term.end)}, avant son terme."
    if term.extensions:
        return f"Prolongé par les parties jusqu’au {day_in_words(term.end)} à minuit."
    if term.number == 0 and clauses.end is not None:
        return f"La date de fin est écrite : elle prévaut. L’accord prend fin le {day_in_words(term.end)} à minuit."
    length = clauses.renewal_period if term.number else clauses.duration
    return f"{length} à compter du {day_in_words(term.start)}, premier jour compté : c’est la lecture prudente."


def _receipts(term: Term, clauses: Clauses, period: Duration) -> Iterator[Event]:
    source = clauses.words.get(clauses.notice_name)
    found = receipts(term, clauses)
    if found is None:
        return
    if found.cautious >= term.start:
        yield Event(
            found.cautious,
            Kind.LATEST_NOTICE_RECEIPT,
            term.number,
            f"Pour empêcher la reconduction, le préavis de {period} doit être reçu ce jour-là au plus tard "
            "(lecture prudente, ramenée à un jour ouvré)."
            if is_renewed(term, clauses)
            else "Aucune reconduction ne suit cette période, qui s’arrête seule ; "
            f"compté depuis sa fin, un préavis de {period} tomberait ce jour-là (lecture prudente, un jour ouvré).",
            source,
            RECEIPT,
        )
    if found.last_legal >= term.start:
        yield Event(
            found.last_legal,
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
    if not is_renewed(term, clauses):
        yield Event(
            term.end,
            Kind.LAST_EXTENSION,
            term.number,
            "Une prolongation se signe avant la fin ; ensuite il faut un nouvel accord.",
            None,
            EXTENDED,
        )


def _renewed(number: int, day: dt.date, clauses: Clauses) -> Event:
    """A tacit renewal, whose length the text says or not."""
    source = clauses.words.get("renewal")
    if clauses.renewal_period is None:
        sentence = (
            "Le texte prévoit une reconduction tacite sans en dire la durée : l’accord est reconduit pour une durée "
            "indéterminée, à vérifier. Chaque partie peut alors y mettre fin en respectant un préavis."
        )
        return Event(day, Kind.RENEWAL_WITHOUT_LENGTH, number, sentence, source, TACIT)
    count = _count(number, clauses.renewal_times)
    sentence = f"Si personne n’a écrit à temps, l’accord repart pour {clauses.renewal_period}{count}."
    return Event(day, Kind.RENEWED, number, sentence, source, TACIT)


def _what_follows(term: Term, clauses: Clauses) -> list[Event]:
    """After the last term that can be computed: a renewal whose length nobody wrote, or nothing."""
    if not is_renewed(term, clauses) or clauses.renewal_period is not None:
        return []
    return [_renewed(term.number + 1, term.end + ONE_DAY, clauses)]


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
    if term.stopped is not None or term.extensions:
        return None
    if term.number:
        return clauses.words.get("renewal_period") or clauses.words.get("renewal")
    return clauses.words.get("end") if clauses.end is not None else clauses.words.get("duration")


def _count(number: int, most: int | None) -> str:
    return f" (reconduction {number} sur {most})" if most is not None else ""


def _last_day(last: Term | None, clauses: Clauses, until: dt.date) -> dt.date:
    """The last day of duties that come back: they stop with the agreement, and go on while it is undetermined."""
    if last is None:
        stop = clauses.course.stop
        return until if stop is None else min(stop.on, until)
    is_endless = is_renewed(last, clauses) and clauses.renewal_period is None
    return until if is_endless else min(last.other_end, until)
