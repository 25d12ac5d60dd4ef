"""What an agreement says of its own life, in plain French: pure sentences made from the values of its clauses."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from maillage.agreements.choices import TermName
from maillage.base.days import written
from maillage.foundations.durations import in_words, rhythm_in_words

PERIODS = frozenset({TermName.DURATION, TermName.RENEWAL_PERIOD, TermName.NOTICE_PERIOD, TermName.NON_RENEWAL_NOTICE})
RHYTHMS = frozenset({TermName.AMENDMENT_PERIODICITY, TermName.EVALUATION_PERIODICITY})
DATES = frozenset({TermName.EFFECT_DATE, TermName.END_DATE})

CHOICES: dict[str, dict[str, str]] = {
    TermName.EFFECT_TRIGGER: {
        "last_signature": "à la dernière signature",
        "notification": "à la notification",
        "fixed_date": "à une date écrite",
        "other": "à un autre moment",
    },
    TermName.RENEWAL_MODE: {"tacit": "tacite", "express": "expresse", "none": "aucune"},
    TermName.NOTICE_FORM: {
        "registered_letter": "lettre recommandée avec avis de réception",
        "written": "par écrit",
    },
    TermName.AMENDMENT_BY: {"amendment": "avenant"},
    TermName.DISPUTE_AMICABLE_FIRST: {"true": "oui", "false": "non"},
}
"""Values that are words of the reader, and how they are said."""

GROUPS: tuple[tuple[str, str, tuple[TermName, ...]], ...] = (
    ("debut", "Quand il commence", (TermName.EFFECT_TRIGGER, TermName.EFFECT_DATE)),
    ("duree", "Combien de temps il dure", (TermName.DURATION, TermName.END_DATE)),
    (
        "suite",
        "Ce qui vient après",
        (TermName.RENEWAL_MODE, TermName.RENEWAL_PERIOD, TermName.RENEWAL_MAX_TIMES, TermName.NON_RENEWAL_NOTICE),
    ),
    ("sortie", "Comment on en sort", (TermName.NOTICE_PERIOD, TermName.NOTICE_FORM)),
    ("changement", "Comment on le change", (TermName.AMENDMENT_BY, TermName.AMENDMENT_PERIODICITY)),
    ("bilan", "Quand on en fait le bilan", (TermName.EVALUATION_PERIODICITY,)),
    ("litige", "En cas de désaccord", (TermName.DISPUTE_AMICABLE_FIRST, TermName.DISPUTE_COURT)),
)
"""The parts of the sheet: key, title, and the clauses that each is made of, in the order of a life."""


def written_date(value: str) -> str:
    """An ISO date as one writes it; what is none stays as it is."""
    try:
        return written(dt.date.fromisoformat(value))
    except ValueError:
        return value


def said(name: str, value: str) -> str:
    """The value of a clause as people say it."""
    if name in CHOICES:
        return CHOICES[name].get(value, value)
    if name in PERIODS:
        return in_words(value)
    if name in RHYTHMS:
        return rhythm_in_words(value)
    if name in DATES:
        return written_date(value)
    return f"{value} fois" if name == TermName.RENEWAL_MAX_TIMES else value


def sentences(group: str, values: Mapping[str, str]) -> list[str]:
    """What a group of clauses says, in whole sentences; empty when the text is silent."""
    return [sentence for sentence in _WRITERS[group](values) if sentence]


def _start(values: Mapping[str, str]) -> list[str]:
    trigger, date = values.get(TermName.EFFECT_TRIGGER), values.get(TermName.EFFECT_DATE)
    if date:
        return [f"Il prend effet le {written_date(date)}."]
    known = {
        "last_signature": "Il prend effet le jour où la dernière partie signe.",
        "notification": "Il prend effet quand le texte signé est notifié.",
        "fixed_date": "Il prend effet à une date que le texte devait écrire.",
        "other": "Il prend effet à un moment que le texte dit autrement.",
    }
    return [known[trigger]] if trigger in known else []


def _length(values: Mapping[str, str]) -> list[str]:
    duration, end = values.get(TermName.DURATION), values.get(TermName.END_DATE)
    if duration and end:
        return [f"Il dure {in_words(duration)}, jusqu’au {written_date(end)}."]
    if duration:
        return [f"Il dure {in_words(duration)}."]
    return [f"Il court jusqu’au {written_date(end)}."] if end else []


def _next(values: Mapping[str, str]) -> list[str]:
    mode, period = values.get(TermName.RENEWAL_MODE), values.get(TermName.RENEWAL_PERIOD)
    times, notice = values.get(TermName.RENEWAL_MAX_TIMES), values.get(TermName.NON_RENEWAL_NOTICE)
    told = []
    if mode == "tacit":
        length = f" pour {in_words(period)}" if period else ""
        told.append(f"Au terme, si personne ne s’y oppose, il repart{length}.")
    elif mode == "express":
        length = f" pour {in_words(period)}" if period else ""
        told.append(f"Au terme, il s’arrête, sauf si les parties décident expressément de le renouveler{length}.")
    elif mode == "none":
        told.append("Au terme, il s’arrête.")
    if times:
        told.append(f"Il peut repartir {times} fois au plus.")
    if notice:
        told.append(f"Pour l’empêcher, il faut prévenir {in_words(notice)} avant le terme.")
    return told


def _exit(values: Mapping[str, str]) -> list[str]:
    period, form = values.get(TermName.NOTICE_PERIOD), values.get(TermName.NOTICE_FORM)
    shape = {"registered_letter": "par lettre recommandée avec avis de réception", "written": "par écrit"}.get(
        form or "", ""
    )
    if period:
        words = f"Une partie peut le quitter {shape}".rstrip()
        return [f"{words}, avec un préavis de {in_words(period)}."]
    return [f"Une partie peut le quitter {shape}."] if shape else []


def _change(values: Mapping[str, str]) -> list[str]:
    rhythm = values.get(TermName.AMENDMENT_PERIODICITY)
    told = ["Il se modifie par un avenant que toutes les parties signent."] if values.get(TermName.AMENDMENT_BY) else []
    return [*told, f"Les parties le révisent {rhythm_in_words(rhythm)}."] if rhythm else told


def _review(values: Mapping[str, str]) -> list[str]:
    rhythm = values.get(TermName.EVALUATION_PERIODICITY)
    return [f"Les parties en font le bilan {rhythm_in_words(rhythm)}."] if rhythm else []


def _dispute(values: Mapping[str, str]) -> list[str]:
    court = values.get(TermName.DISPUTE_COURT)
    first = values.get(TermName.DISPUTE_AMICABLE_FIRST) == "true"
    told = ["Les parties cherchent d’abord une solution amiable."] if first else []
    return [*told, f"{'Sinon, le' if first else 'Le'} litige va devant : {court}."] if court else told


_WRITERS = {
    "debut": _start,
    "duree": _length,
    "suite": _next,
    "sortie": _exit,
    "changement": _change,
    "bilan": _review,
    "litige": _dispute,
}
