"""How an avenant names what it changes: "le deuxième alinéa de l’article 3", "l’article 5 bis", "l’annexe 2"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from uuid import UUID

from maillage.agreements.consolidation.clauses import Clause, Text, walk
from maillage.foundations.folding import squash

_LATIN = r"bis|ter|quater|quinquies|sexies|septies|octies|nonies|decies"
NUMBER = rf"(?:\d+(?:\.\d+)*(?:er)?|premier|unique|[ivxl]+(?:er)?)(?:\s+(?:{_LATIN})|-(?:{_LATIN}))?\b"
_ORDINALS = {
    "premier": 1, "premiere": 1, "deuxieme": 2, "second": 2, "seconde": 2, "troisieme": 3, "quatrieme": 4,
    "cinquieme": 5, "sixieme": 6, "septieme": 7, "huitieme": 8, "neuvieme": 9, "dixieme": 10, "onzieme": 11,
    "douzieme": 12, "dernier": -1, "derniere": -1, "avant-dernier": -2,
}  # fmt: skip
_ORDINAL = rf"(?:{'|'.join(sorted(_ORDINALS, key=len, reverse=True))}|\d+(?:er|re|e|eme|nd)|\d+)"
_SORT = r"alineas?|paragraphes?|tirets?|points?|items?|phrases?"
_PART = (
    rf"(?:(?P<sort>article|art\.|annexe|titre|chapitre|point|paragraphe)\s+(?:n°\s*|numero\s+)?(?P<number>{NUMBER})"
    r"|(?P<dotted>\d+(?:\.\d+)+)(?![\d/])|(?P<alone>preambule|annexe))"
)
_SUB = rf"(?:(?P<rank>{_ORDINAL})\s+(?P<piece>{_SORT}))"
_SUB_AFTER = r"(?:(?P<piece2>alinea|paragraphe|tiret|point|item)\s+(?P<rank2>\d+))"
TARGET = (
    rf"(?:\b(?:{_SUB}|{_SUB_AFTER})\b[^.;\n«]{{0,60}}?\s(?:de\s+)?(?=l'|du\s|au\s|la\s|le\s))?"
    rf"\b(?:l'|du\s+|au\s+|le\s+|la\s+|d'une?\s+|une?\s+)"
    rf"{_PART}(?:\s*,\s*(?P<rank3>{_ORDINAL})\s+(?P<piece3>{_SORT})\s*,?)?"
)
_TARGET = re.compile(TARGET)
_SUB_ALONE = re.compile(rf"\b(?:{_SUB}|{_SUB_AFTER})")
_KINDS = {
    "article": "article", "art.": "article", "annexe": "annex", "titre": "title", "chapitre": "chapter",
    "preambule": "preamble",
}  # fmt: skip
_ROMAN = re.compile(r"[ivxl]+")
_ITEMS = ("tiret", "point", "item")


@dataclass(frozen=True, slots=True)
class Named:
    """What is named: an article (or an annex ...), and a piece of it. ``words`` are those that name it."""

    kind: str
    number: str
    words: str
    start: int
    end: int
    piece: str = ""
    rank: int = 0


def names_in(folded: str, text: str, start: int = 0, end: int | None = None) -> Iterator[Named]:
    """All that is named between two offsets of ``folded``, in order."""
    for found in _TARGET.finditer(folded, start, len(folded) if end is None else end):
        piece = found["piece"] or found["piece2"] or found["piece3"] or ""
        rank = found["rank"] or found["rank2"] or found["rank3"] or ""
        kind = _KINDS.get(found["sort"] or found["alone"] or "point", "section")
        words = " ".join(text[found.start() : found.end()].split())
        yield Named(
            kind,
            number_of(found["number"] or found["dotted"] or ""),
            words,
            *found.span(),
            _singular(piece),
            rank_of(rank),
        )


def piece_in(folded: str, start: int, end: int) -> tuple[str, int] | None:
    """The piece that is named alone ("Le troisième alinéa est supprimé"), within an article known already."""
    found = _SUB_ALONE.search(folded, start, end)
    if found is None:
        return None
    return _singular(found["piece"] or found["piece2"]), rank_of(found["rank"] or found["rank2"])


def number_of(written: str) -> str:
    """A number as the reader keeps it: "1er", "premier" and "1" are one."""
    number = squash(written).replace("-", " ")
    number = re.sub(r"^(?:premier|1er)\b", "1", number)
    return re.sub(r"^([ivxl]+)er\b", r"\1", number)


def rank_of(written: str) -> int:
    """The rank that an ordinal says: -1 for the last one, 0 for none."""
    if written in _ORDINALS:
        return _ORDINALS[written]
    figures = re.match(r"\d+", written)
    return int(figures[0]) if figures else 0


def _singular(piece: str) -> str:
    return piece.rstrip("s") if piece else ""


def find(text: Text, named: Named) -> tuple[UUID | None, str]:
    """The provision that is named, and why none is found (a French sentence), or what is to be checked."""
    holders = [one for one in walk(text.clauses) if one.kind == named.kind and _is_number(one, named.number)]
    if not holders:
        return None, f"Le texte n’a pas cette disposition : {named.words}."
    if len(holders) > 1:
        return None, f"Le texte a plusieurs dispositions de ce nom : {named.words}."
    if not named.piece:
        return holders[0].provision, ""
    return _piece(holders[0], named)


def _is_number(clause: Clause, number: str) -> bool:
    return not number or number_of(clause.number) == number


def _piece(holder: Clause, named: Named) -> tuple[UUID | None, str]:
    """An alinéa is a line, as jurists count; a tiret or a point is an item of a list."""
    lines = [one for one in walk(holder.children) if one.own.strip()]
    items = [one for one in lines if one.kind == "item"]
    pieces = items if named.piece in _ITEMS else lines
    if named.piece == "phrase":
        return holder.provision, "Une phrase est visée : citez les mots de l’accord qu’elle tient."
    rank = named.rank - 1 if named.rank > 0 else named.rank
    if not named.rank or not -len(pieces) <= rank < len(pieces):
        return None, f"Le texte n’a pas cette disposition : {named.words}."
    doubt = "Les alinéas sont comptés ligne par ligne, listes comprises." if items and pieces is lines else ""
    return pieces[rank].provision, doubt


def within(named: Named, piece: tuple[str, int]) -> Named:
    """A piece of what is named."""
    return replace(named, piece=piece[0], rank=piece[1])
