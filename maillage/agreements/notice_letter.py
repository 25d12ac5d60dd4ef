"""The letter of a notice, addressed to one partner: pure, made from the notice and the clause that it rests on."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from maillage.agreements.calendar.words import day_in_words
from maillage.agreements.ending_choices import EndingWay
from maillage.foundations.durations import in_words
from maillage.reading.output.words import capital

_OBJECTS = {
    EndingWay.EXIT_NOTICE: "résiliation",
    EndingWay.NON_RENEWAL_NOTICE: "non-reconduction",
    EndingWay.LEAVING: "retrait",
}
_DECISIONS = {
    EndingWay.EXIT_NOTICE: "nous mettons fin à cet accord.",
    EndingWay.NON_RENEWAL_NOTICE: "nous nous opposons à sa reconduction : il prendra fin à son terme.",
    EndingWay.LEAVING: "nous nous en retirons. Il continue entre les autres parties.",
}


@dataclass(frozen=True, slots=True)
class Correspondent:
    """Who writes, or who is written to: as the text names it."""

    name: str
    seat: str = ""
    represented_by: str = ""


@dataclass(frozen=True, slots=True)
class Letter:
    """The parts of the letter, in their order; ``quote`` are the words of the clause, with its article."""

    sender: Correspondent
    addressee: Correspondent
    means: str
    dated_on: dt.date
    subject: str
    paragraphs: tuple[str, ...]
    quote: str
    article: str
    closing: tuple[str, ...]
    signature: str

    @property
    def dated(self) -> str:
        """Its day in words."""
        return f"Le {day_in_words(self.dated_on)}"


def letter_of(
    *,
    way: str,
    title: str,
    signed_on: dt.date | None,
    sender: Correspondent,
    addressee: Correspondent,
    means: str,
    reason: str,
    period: str,
    asked_on: dt.date | None,
    term_on: dt.date | None,
    quote: str,
    article: str,
    dated_on: dt.date,
) -> Letter:
    """The letter: what is decided, on what clause, from when; with the reason where there is one."""
    signed = f", signé le {day_in_words(signed_on)}" if signed_on is not None else ""
    opening = f"Nous sommes partie à l’accord « {title} »{signed}. Par cette lettre, {_DECISIONS[EndingWay(way)]}"
    rests = "Cette décision repose sur ces mots de l’accord" if quote else ""
    return Letter(
        sender=sender,
        addressee=addressee,
        means=means,
        dated_on=dated_on,
        subject=f"{capital(_OBJECTS[EndingWay(way)])} de l’accord « {title} »",
        paragraphs=tuple(filter(None, [opening, _because(reason), rests])),
        quote=quote,
        article=article,
        closing=tuple(filter(None, [_when(way, period, asked_on, term_on), _until_then(way)])),
        signature=sender.represented_by or sender.name,
    )


def _because(reason: str) -> str:
    return f"Le motif de cette décision est le suivant : {reason.strip()}" if reason.strip() else ""


def _when(way: str, period: str, asked_on: dt.date | None, term_on: dt.date | None) -> str:
    if way == EndingWay.NON_RENEWAL_NOTICE:
        end = f" Le terme de la période en cours est le {day_in_words(term_on)}." if term_on is not None else ""
        return f"Nous vous demandons d’en prendre acte.{end}"
    length = in_words(period) if period else ""
    counted = f"Le préavis de {length} court du jour où le dernier de nos partenaires aura reçu cette lettre."
    later = f" Nous demandons que la fin soit fixée au {day_in_words(asked_on)}." if asked_on is not None else ""
    return (counted if length else "") + later


def _until_then(way: str) -> str:
    whom = "Nos engagements" if way == EndingWay.LEAVING else "Les engagements de chacun"
    return (
        f"{whom} demeurent jusqu’à cette date. Nous vous proposons une rencontre pour en régler les suites, "
        "notamment pour les personnes accompagnées."
    )
