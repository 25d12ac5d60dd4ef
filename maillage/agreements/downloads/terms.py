"""The terms of an agreement as a document: its dates, what its text says of its life, what it leaves in the dark."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from maillage.agreements.life import Stretch
from maillage.agreements.queries.terms import Dates, Group, Line, TermsSheet
from maillage.base.days import written
from maillage.foundations.folding import one_line
from maillage.organisations.permissions import day_of
from maillage.reading.output.words import capital
from maillage.rendering.model import Block, Document, Facts, Item, List, Note, Paragraph, Run, Runs, Section, words

UNKNOWN = "Pas connu"
BY_ANALOGY = (
    "Les articles du code civil sont des règles de droit privé, appliquées par analogie aux accords des personnes "
    "publiques, quand l’accord ne dit rien d’autre."
)


def terms_document(
    title: str, sheet: TermsSheet, *, day: dt.date, at: dt.datetime, shows_dates: bool, parties: tuple[str, ...]
) -> Document:
    """The sheet of ``day``; ``shows_dates`` is false for whoever left before they changed."""
    dates: tuple[Block, ...] = (Note(words("Elles ont changé depuis le départ de votre organisation.")),)
    if shows_dates:
        dates = (_facts(sheet), *_course(sheet.dates, day))
    return Document(
        title=title,
        subtitle=f"Fiche des termes, au {written(day)}",
        running="Fiche des termes",
        source=f"Tirée de Maillage, état du {written(day)}. Seul le texte signé fait foi.",
        parties=parties,
        at=at,
        blocks=(
            Section(dates, heading=words("Ses dates")),
            *(_group(one) for one in sheet.groups),
            Note(words(BY_ANALOGY)),
        ),
    )


def _facts(sheet: TermsSheet) -> Facts:
    facts, dates = sheet.facts, sheet.dates
    return Facts(
        (
            ("Signé le", _stated(facts.signed_on)),
            ("Notifié le", _stated(facts.notified_on)),
            ("Prend effet le", _stated(facts.effect_on) if facts.effect_on else _deduced(dates.effect_on)),
            ("Échéance", _stated(facts.ends_on) if facts.ends_on else _end(dates.current)),
        )
    )


def _stated(day: dt.date | None) -> Runs:
    return words(written(day)) if day is not None else words(UNKNOWN, is_soft=True)


def _deduced(day: dt.date | None) -> Runs:
    return (*words(written(day)), Run(", d’après le texte", is_soft=True)) if day is not None else _stated(None)


def _end(stretch: Stretch | None) -> Runs:
    if stretch is None:
        return words("Pas connue", is_soft=True)
    return (*words(_last(stretch)), Run(", calculée", is_soft=True))


def _last(stretch: Stretch) -> str:
    if stretch.is_plain:
        return written(stretch.late)
    return f"{written(stretch.early)} ou {written(stretch.late)}, selon que l’on compte ou non le premier jour"


def _course(dates: Dates, day: dt.date) -> Iterator[Block]:
    """What follows from the dates, as the page of the terms says it."""
    current = dates.current
    if current is None:
        yield Note(
            words(
                "Aucune échéance ne se calcule encore : il faut une date d’effet et une durée, ou une échéance écrite."
            )
        )
        return
    if dates.deadline is not None and day > dates.deadline.last_on:
        yield Paragraph(words("Le temps de s’opposer à la reconduction est passé."))
    elif dates.deadline is not None:
        yield Paragraph(
            words(
                "Pour qu’il ne reparte pas, une lettre reçue au plus tard le "
                f"{written(dates.deadline.safe_on, 'l j F Y')} (date prudente, ramenée à un jour ouvré ; dernière "
                f"date qui peut encore valoir en droit : {written(dates.deadline.last_on)})."
            )
        )
    if dates.is_open_ended:
        yield Paragraph(words("Son terme est passé : il continue sans terme connu, à vérifier."))
    elif day > current.late:
        yield Paragraph(words(f"Son terme est passé : {_last(current)}."))
    else:
        verb = "Il repart si personne n’écrit avant son terme" if dates.renews else "Il se termine"
        yield Paragraph(words(f"{verb} : {_last(current)}, au soir."))


def _group(group: Group) -> Section:
    blocks: list[Block] = []
    if group.sentences:
        blocks.append(Paragraph(words(" ".join(group.sentences))))
    else:
        blocks.append(Paragraph(words("Le texte ne le dit pas.", is_soft=True)))
    if group.lines:
        blocks.append(List(tuple(Item(tuple(_line(one)), mark="•") for one in group.lines)))
    for doubt in group.doubts:
        runs = (
            Run(f"{doubt.title} ", is_strong=True),
            Run(doubt.law),
            Run(f" ({doubt.source})", is_soft=True),
            Run(f" {doubt.ask}"),
        )
        blocks.append(Paragraph(runs))
    return Section(tuple(blocks), heading=words(group.title))


def _line(line: Line) -> Iterator[Paragraph]:
    since = f" à compter du {written(line.term.valid_from)}" if line.term.valid_from else ""
    adrift = " (à revoir)" if line.term.is_adrift else ""
    yield Paragraph((Run(f"{capital(line.label)} : ", is_soft=True), Run(f"{line.said}{since}{adrift}")))
    if line.term.quote:
        where = f" {capital(line.place.label)}" if line.place else ""
        yield Paragraph((Run(f"« {one_line(line.term.quote)} »"), Run(where, is_soft=True)))
    if line.term.declared_by:
        told = f"Déclaré par {line.term.declared_by}, le {written(day_of(line.term.recorded_at))}"
        yield Paragraph(words(told, is_soft=True))
