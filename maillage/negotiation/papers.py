"""The draft of a délibération and of the report to the assembly, from the facts of the draft. Pure.

What nobody has said yet stays a blank that one sees. The words are ours: a house has its own habits, and writes the
document again in its own manner.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from maillage.negotiation.choices import Assembly
from maillage.reading.output import words

Sort = Literal["title", "heading", "paragraph", "item", "article"]
_PUNCTUATION = re.compile(r"([!-/:-@\[-`{-~])")


class Block(NamedTuple):
    """A line of the paper: what it is, and its words; blanks are between square brackets."""

    sort: Sort
    words: str


@dataclass(frozen=True, slots=True)
class Written:
    """A change that the negotiation wrote into the text."""

    label: str
    what: str
    author: str


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of the draft for one party: blanks stand for the rest."""

    title: str
    organisation: str
    assembly: Assembly | None
    meets_on: dt.date | None
    parties: Sequence[str]
    objects: Sequence[str]
    commitments: Sequence[str]
    terms: Sequence[tuple[str, str]]
    signatory: str
    capacity: str
    version: int
    sha256: str
    rounds: int
    written: Sequence[Written]


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper that may be drafted."""

    title: str
    write: Callable[[Facts], list[Block]]


def blank(what: str) -> str:
    """A blank that says what is missing."""
    return f"[à compléter : {what}]"


def day(on: dt.date | None, what: str = "date") -> str:
    """ "1er mars 2026", or a blank."""
    return blank(what) if on is None else words.date(on.isoformat())


_CGCT = "Vu le code général des collectivités territoriales, notamment ses articles"
_LAW = {
    Assembly.STANDING_COMMITTEE: (
        f"{_CGCT} L. 3211-1, L. 3211-2 et L. 3221-1,",
        "Vu la délibération n° {number} du conseil départemental donnant délégation à sa commission permanente,",
    ),
    Assembly.DEPARTMENTAL_COUNCIL: (f"{_CGCT} L. 3211-1 et L. 3221-1,",),
    Assembly.COUNCIL_OF_3500: (f"{_CGCT} L. 2121-12, L. 2121-29 et L. 2122-21,",),
    Assembly.COUNCIL_BELOW_3500: (f"{_CGCT} L. 2121-11, L. 2121-29 et L. 2122-21,",),
    Assembly.COMMUNITY_COUNCIL: (f"{_CGCT} L. 5211-1 et L. 2121-12,",),
    Assembly.CCAS_BOARD: (
        "Vu le code de l’action sociale et des familles, notamment ses articles L. 123-8 et R. 123-16,",
    ),
    Assembly.BOARD: ("Vu les statuts de l’association,",),
}


def resolution(facts: Facts) -> list[Block]:
    """The draft of the délibération: what is looked at, what is approved, who signs."""
    who = facts.assembly.label if facts.assembly is not None else blank("assemblée qui décide")
    law = _LAW.get(facts.assembly, ()) if facts.assembly is not None else ()
    return [
        Block("title", "Projet de délibération"),
        Block("paragraph", facts.organisation),
        Block("paragraph", f"{words.capital(who)}, séance du {day(facts.meets_on, 'date de la séance')}"),
        Block("paragraph", f"Délibération n° {blank('numéro')}"),
        Block("paragraph", f"Objet : approbation de « {facts.title} » et autorisation de signer"),
        *(Block("paragraph", one.format(number=blank("numéro"))) for one in law),
        Block("paragraph", f"Vu le rapport n° {blank('numéro du rapport')},"),
        Block("paragraph", f"Vu le projet « {facts.title} » joint en annexe (version {facts.version}),"),
        Block("paragraph", f"Considérant {blank('pourquoi cet accord est utile au territoire')},"),
        Block("paragraph", "Après en avoir délibéré, l’assemblée décide :"),
        Block("article", "Article 1"),
        Block("paragraph", f"D’approuver « {facts.title} », à conclure avec {_list(facts.parties)}."),
        Block("article", "Article 2"),
        Block(
            "paragraph", f"D’autoriser {_signatory(facts)} à signer ce texte et les actes nécessaires à son exécution."
        ),
        Block("article", "Article 3"),
        Block(
            "paragraph",
            f"De dire que la dépense s’élève à {blank('montant, ou : cet accord n’entraîne aucune dépense')}.",
        ),
        Block("paragraph", f"Vote : {blank('pour, contre, abstentions')}"),
        Block("paragraph", f"Empreinte du texte approuvé (SHA-256) : {facts.sha256}"),
    ]


def report(facts: Facts) -> list[Block]:
    """The report to the assembly: what the text is, what it binds to, how it was negotiated, what is asked."""
    return [
        Block("title", "Rapport"),
        Block("paragraph", facts.organisation),
        Block("paragraph", f"Séance du {day(facts.meets_on, 'date de la séance')}"),
        Block("paragraph", f"Objet : « {facts.title} »"),
        Block("heading", "Pourquoi cet accord"),
        Block("paragraph", blank("la situation, le besoin, ce qui a été fait jusqu’ici")),
        Block("heading", "Ce que dit le texte"),
        Block("paragraph", f"Le texte lie {_list([facts.organisation, *facts.parties])}."),
        *(Block("paragraph", one) for one in facts.objects),
        Block("heading", "Ce à quoi nous nous engageons"),
        *([Block("item", one) for one in facts.commitments] or [Block("paragraph", blank("nos engagements"))]),
        Block("heading", "Durée et fin"),
        *(
            [Block("item", f"{words.capital(name)} : {value}") for name, value in facts.terms]
            or [Block("paragraph", blank("prise d’effet, durée, reconduction, préavis"))]
        ),
        Block("heading", "Ce qu’il coûte"),
        Block("paragraph", blank("dépenses et recettes, imputation, ou : aucune incidence financière")),
        Block("heading", "Comment il a été négocié"),
        Block("paragraph", _story(facts)),
        *(Block("item", f"{one.label} : {one.what}, sur proposition {words.of(one.author)}") for one in facts.written),
        Block("heading", "Ce qui vous est demandé"),
        Block(
            "paragraph",
            f"D’approuver le projet joint (version {facts.version}) et d’autoriser {_signatory(facts)} à le signer.",
        ),
    ]


PAPERS: dict[str, Paper] = {
    "deliberation": Paper("Projet de délibération", resolution),
    "rapport": Paper("Rapport à l’assemblée", report),
}


def to_markdown(blocks: Sequence[Block]) -> str:
    """The paper as CommonMark, every sign of its words escaped."""
    marks = {"title": "# ", "heading": "## ", "article": "### ", "item": "- ", "paragraph": ""}
    lines = []
    for block in blocks:
        said = _PUNCTUATION.sub(r"\\\1", " ".join(block.words.split()))
        lines.append(f"{marks[block.sort]}{said}")
    return "\n\n".join(lines) + "\n"


def _story(facts: Facts) -> str:
    if not facts.written:
        return "Les parties n’ont pas changé le projet qui leur a été soumis."
    rounds = "un tour" if facts.rounds == 1 else f"{facts.rounds} tours"
    return f"Les parties ont négocié ce texte en {rounds}. Elles y ont écrit ensemble :"


def _signatory(facts: Facts) -> str:
    if not facts.signatory and not facts.capacity:
        return blank("qui signe, et à quel titre")
    return ", ".join(filter(None, [facts.signatory, facts.capacity]))


def _list(names: Sequence[str]) -> str:
    if not names:
        return blank("les autres parties")
    return words.enumeration(list(names))
