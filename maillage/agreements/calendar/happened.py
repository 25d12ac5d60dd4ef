"""What happened since the text was signed: each fact on its day, with what it changes, or why it changes nothing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from maillage.agreements.calendar.clauses import Clauses
from maillage.agreements.calendar.events import Event, Kind
from maillage.agreements.calendar.terms import Term, receipts
from maillage.agreements.calendar.words import day_in_words
from maillage.foundations.workdays import ONE_DAY

RECEIPT = "code de procédure civile, articles 641 et 669"
EXTENDED = "code civil, article 1213"


def happened(clauses: Clauses, known: Sequence[Term]) -> Iterator[Event]:
    """The facts: signature, notification, suspensions, extensions, notices received."""
    yield from stated(clauses.signed, clauses.notified)
    yield from _pauses(clauses, known)
    yield from _extensions(clauses, known)
    yield from _notices(clauses, known)


def stated(signed: dt.date | None, notified: dt.date | None) -> Iterator[Event]:
    """The dates that are known of an agreement even while nothing can be counted."""
    if signed is not None:
        yield Event(signed, Kind.SIGNED, 0, "La dernière partie a signé.")
    if notified is not None:
        yield Event(notified, Kind.NOTIFIED, 0, "L’accord a été notifié.")


def number_of(day: dt.date, known: Sequence[Term]) -> int:
    """The number of the term that ``day`` falls in, 0 when there is none."""
    return next((term.number for term in reversed(known) if term.start <= day), 0)


def _pauses(clauses: Clauses, known: Sequence[Term]) -> Iterator[Event]:
    for pause in clauses.course.pauses:
        until = f" jusqu’au {day_in_words(pause.to_on)}" if pause.to_on is not None else ""
        because = f" : {pause.said}" if pause.said else ""
        sentence = f"L’accord est suspendu{until}{because}. Le terme ne bouge pas, sauf si les parties l’ont prolongé."
        yield Event(pause.from_on, Kind.SUSPENDED, number_of(pause.from_on, known), sentence)
        if pause.to_on is not None:
            day = pause.to_on + ONE_DAY
            yield Event(day, Kind.RESUMED, number_of(day, known), "L’accord reprend son cours.")


def _extensions(clauses: Clauses, known: Sequence[Term]) -> Iterator[Event]:
    taken = {extension for term in known for extension in term.extensions}
    for extension in clauses.course.extensions:
        day, until = extension.signed_on, day_in_words(extension.until_on)
        number = next((term.number for term in known if extension in term.extensions), number_of(day, known))
        sentence = (
            f"Signée avant la fin, elle porte le terme au {until}."
            if extension in taken
            else f"Signée après la fin, ou pour un jour qui n’est pas plus tardif, elle ne porte pas le terme "
            f"au {until} : il faut un nouvel accord."
        )
        yield Event(day, Kind.EXTENDED, number, " ".join(filter(None, [extension.said, sentence])), None, EXTENDED)


def _notices(clauses: Clauses, known: Sequence[Term]) -> Iterator[Event]:
    taken = {term.opposed: term for term in known if term.opposed is not None}
    for opposition in clauses.course.oppositions:
        day, term = opposition.received_on, taken.get(opposition)
        sentence = "L’accord ne sera pas reconduit." if term is not None else _why_not(day, clauses, known)
        number = term.number if term is not None else number_of(day, known)
        source = clauses.words.get(clauses.notice_name)
        yield Event(day, Kind.OPPOSED, number, " ".join(filter(None, [opposition.said, sentence])), source, RECEIPT)
    for stop in clauses.course.stops:
        if stop.received_on is not None:
            day = stop.received_on
            yield Event(day, Kind.NOTICE, number_of(day, known), stop.said, clauses.words.get("exit_notice"), stop.law)


def _why_not(day: dt.date, clauses: Clauses, known: Sequence[Term]) -> str:
    """Why a notice received on ``day`` keeps nothing from being renewed."""
    running = next((term for term in reversed(known) if term.start <= day), None)
    limits = receipts(running, clauses) if running is not None else None
    if running is None or limits is None or day <= limits.last_legal:
        return "Il ne change rien : un autre préavis est arrivé avant, ou plus rien n’était à reconduire."
    return (
        f"Il est arrivé après le {day_in_words(limits.last_legal)}, dernier jour pour empêcher cette reconduction : "
        "convenez avec vos partenaires de ce qu’il vaut pour la suivante."
    )
