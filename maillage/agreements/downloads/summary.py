"""The agreement on one page as a document: what one organisation promised, what it is owed, whom to call."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from maillage.agreements.queries.summary import Contact, Line, Summary
from maillage.base.days import written
from maillage.reading.output.words import capital
from maillage.rendering.model import Block, Document, Item, List, Note, Paragraph, Run, Runs, Section, words


def summary_document(summary: Summary, organisation: str, *, day: dt.date, at: dt.datetime) -> Document:
    """What ``summary`` says, set to hold on one sheet; ``organisation`` is the one for which it was made."""
    agreement = summary.agreement
    others = ", ".join(one.label for one in summary.others)
    return Document(
        title=agreement.title,
        subtitle=f"{agreement.get_kind_display()}, vu par {organisation}" + (f", avec {others}" if others else ""),
        running="Résumé",
        source=f"Tiré de Maillage, état du {written(day)}. Seul le texte signé fait foi.",
        parties=tuple(one.name for one in [*([summary.party] if summary.party else []), *summary.others]),
        at=at,
        blocks=tuple(_blocks(summary)),
        is_one_page=True,
    )


def _blocks(summary: Summary) -> Iterator[Block]:
    yield _part("Ce que nous avons promis", summary.ours, "Rien qui ne soit qu’à nous.")
    yield _part("Ce que les autres nous doivent", summary.owed, "Rien qui ne soit qu’à eux.", says_who=True)
    if summary.together:
        yield _part("Ce que nous ferons ensemble", summary.together, "")
    if summary.hidden:
        many = "s" if summary.hidden > 1 else ""
        yield Note(words(f"Et {summary.hidden} autre{many} engagement{many}, à lire dans l’accord."))
    until: list[Block] = [Paragraph(words(one)) for one in summary.terms]
    if summary.next_on is not None:
        until.insert(0, Paragraph(words(f"Échéance : {written(summary.next_on)}", is_strong=True)))
    yield Section(
        tuple(until) or (Paragraph(words("Le texte ne le dit pas.", is_soft=True)),), heading=words("Jusqu’à quand")
    )
    calls = tuple(Paragraph(tuple(_contact(one))) for one in summary.contacts)
    nobody = (Paragraph(words("Aucun pilote n’est encore nommé.", is_soft=True)),)
    yield Section(calls or nobody, heading=words("Qui appeler"))


def _part(title: str, lines: Sequence[Line], nothing: str, *, says_who: bool = False) -> Section:
    if not lines:
        return Section((Paragraph(words(nothing, is_soft=True)),), heading=words(title))
    items = tuple(Item((Paragraph(_promise(one, says_who=says_who)),), mark="•") for one in lines)
    return Section((List(items),), heading=words(title))


def _promise(line: Line, *, says_who: bool) -> Runs:
    said = (Run(line.who, is_strong=True), Run(f" : {line.words}")) if says_who else (Run(capital(line.words)),)
    return (*said, Run(f" {line.place}", is_soft=True)) if line.place else said


def _contact(contact: Contact) -> Iterator[Run]:
    yield Run(contact.name, is_strong=True)
    if contact.function:
        yield Run(f", {contact.function}")
    yield Run(f" ({contact.party})", is_soft=True)
    for one in (contact.phone, contact.email):
        if one:
            yield Run(f", {one}")
