"""The six dates of an agreement, kept apart: adopted, enforceable, signed, notified, effect, end (law.md 1.4)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import NamedTuple

from maillage.agreements.choices import TermName
from maillage.agreements.legal_state import end_of
from maillage.agreements.models import Document, Fact
from maillage.agreements.queries.legal import Dossier, PartyDossier
from maillage.agreements.regimes import Regime
from maillage.reading.output.words import date

TRIGGERS = {
    "last_signature": "le texte part de la dernière signature",
    "notification": "le texte part de la notification",
}


class Cell(NamedTuple):
    """A date and what it rests on."""

    on: dt.date | None
    words: str = ""
    document: Document | None = None


@dataclass(frozen=True, slots=True)
class DateRow:
    """One of the six dates: for each party, and for the agreement."""

    label: str
    cells: list[Cell]
    whole: Cell
    parties: list[str]

    @property
    def named(self) -> list[tuple[str, Cell]]:
        """The cells, each under the name of its column."""
        return [*zip(self.parties, self.cells, strict=True), ("L’accord", self.whole)]


def day_words(on: dt.date | None) -> str:
    """A day as a sentence says it."""
    return date(on.isoformat()) if on is not None else ""


def six_dates(dossier: Dossier) -> list[DateRow]:
    """The six dates, kept apart (law.md 1.4); what parties recorded prevails over what was stated."""
    life, stated, parties = dossier.life, dossier.stated, dossier.signing
    signed = _whole(dossier.last_signed_on, stated.signed_on, "la dernière signature des parties")
    notified = _whole(dossier.last_received_on, stated.notified_on, "la dernière réception")
    end = end_of(dossier.legal)
    names = [one.party.label for one in parties]
    return [
        DateRow("Adopté", [_adopted(one) for one in parties], Cell(None), names),
        DateRow("Exécutoire", [_enforceable(one) for one in parties], Cell(None), names),
        DateRow("Signé", [_signed(one) for one in parties], signed, names),
        DateRow("Notifié", [_notified(one) for one in parties], notified, names),
        DateRow("Prend effet", [Cell(None) for _ in parties], Cell(life.effect_on, _effect_basis(dossier)), names),
        DateRow("Prend fin", [Cell(None) for _ in parties], _end_cell(dossier, end.on if end else None), names),
    ]


def _whole(established: dt.date | None, stated: dt.date | None, words: str) -> Cell:
    if established is None:
        return Cell(stated, "constaté : la date écrite sur la fiche" if stated else "")
    differs = f" ; la fiche disait le {day_words(stated)}" if stated is not None and stated != established else ""
    return Cell(established, words + differs)


def _effect_basis(dossier: Dossier) -> str:
    if dossier.stated.effect_on is not None:
        return "constaté : la date écrite sur la fiche"
    trigger = dossier.values.get(TermName.EFFECT_TRIGGER, "")
    words = {
        "last_signature": "le texte part de la dernière signature",
        "notification": "le texte part de la notification",
    }
    return words.get(trigger, "la date que le texte écrit" if dossier.life.effect_on is not None else "")


def _end_cell(dossier: Dossier, end: dt.date | None) -> Cell:
    on = end if end is not None else dossier.life.ends_on
    if on is None:
        return Cell(None)
    return Cell(on, "constaté : la date écrite sur la fiche" if dossier.stated.ends_on == on else "d’après le texte")


def _adopted(one: PartyDossier) -> Cell:
    first = min(one.authorisations, key=lambda row: (row.adopted_on, row.pk.hex), default=None)
    return Cell(None) if first is None else Cell(first.adopted_on, _basis(first), first.document)


def _enforceable(one: PartyDossier) -> Cell:
    known = [row for row in one.authorisations if row.enforceable_on is not None]
    first = min(known, key=lambda row: (row.enforceable_on or dt.date.max, row.pk.hex), default=None)
    if first is None or one.regime != Regime.RESOLUTION:
        return Cell(None)
    return Cell(first.enforceable_on, "la plus tardive de la publication et de la transmission", first.receipt)


def _signed(one: PartyDossier) -> Cell:
    if one.signed_on is None:
        return Cell(None)
    last = max(one.signatures, key=lambda row: (row.signed_on, row.pk.hex))
    return Cell(one.signed_on, f"{last.get_way_display()}{_declared(last)}", last.document)


def _notified(one: PartyDossier) -> Cell:
    found = one.notification
    return Cell(None) if found is None else Cell(found.received_on, _basis(found), found.document)


def _basis(fact: Fact) -> str:
    return _declared(fact).removeprefix(", ") or ("" if fact.document else "sans pièce")


def _declared(fact: Fact) -> str:
    return f", déclaré par {fact.declared_by}" if fact.declared_by else ""
