"""The pieces of a block of parties. Reads: its units. Writes: the words of each party, and its side."""

from __future__ import annotations

from collections.abc import Sequence

from maillage.foundations import rx
from maillage.foundations.records import dataclass
from maillage.reading.model import Span
from maillage.reading.normalise import View
from maillage.reading.recognise.nature_of_party import family_of
from maillage.reading.recognise.parties.attributes import HAS_ATTRIBUTE, IS_ATTRIBUTE
from maillage.reading.segment import zones
from maillage.reading.segment.units import Unit

# A line that only joins two parties, or says the side of the one above: "Et", "D'une part,".
_AND_LINE = rx.compile(
    r"(?:et|ou|et/ou|&|ainsi\s+que|d'une\s+part|d'autre\s+part|de\s+(?:premiere|seconde|deuxieme|troisieme)\s+"
    r"part|entre)\s*(?:,|:)?\s*(?:d'autre\s+part|d'une\s+part)?\s*[,:;.]?\s*$"
)
# What stands before the first words of a party: "Entre les soussignés :", "et d'autre part,", a dash.
_LEADING = rx.compile(
    r"(?:(?:(?:conclue?|passee?|etablie?|signee?|convention|contrat|protocole|accord|charte|avenant)s?\s+"
    r")?entre(?:\s+(?:(?:les\s+)?(?:soussigne\w*|parties\w*|partenaires)|nous\b))?(?:\s*\(?e?s?\)?\s*)"
    r"(?:\s+d'une\s+part\s*,?)?|les\s+soussigne\w*|et\s+d'autre\s+part|et\s+d'une\s+part|d'une\s+part|"
    r"d'autre\s+part|et\b|ou\b|ainsi\s+que)\s*[,:;]?\s*|[-•*]\s+"
)
_INLINE_AND = rx.compile(
    r"(?:(?<=[,;.)»\"])|d'une\s+part|)\s*(?:,\s*)?\b(?:d'une\s+part\s*,?\s*)?et\s*,?\s+"
    r"(?:d'autre\s+part\s*,?\s*:?\s*)?(?=(?:l'|le\s|la\s|les\s|m\.|mme|mlle|monsieur|madame|l\s)|\{\{|\()|"
    r"d'(?:une|autre)\s+part\s*[,;.]?\s+(?=l'|le\s|la\s|les\s|m\.|mme)|"
    r"[;:]\s+(?=(?:\.{2,}|…|(?:l'|le\s|la\s)[a-z])[^;]{0,90}represente)"
)
_STOP = rx.compile(
    r"(?:se\s+sont\s+presente|il\s+(?:est|a\s+ete)\s+(?:\w+\s+)?(?:convenu|arrete|expose|rappele|decide)|"
    r"(?:sont|ont)\s+(?:\w+\s+)?conven|conviennent\s+(?:de\s+)?ce\s+qui|etant\s+(?:prealablement|rappele|expose)|"
    r"arretent\s+ce\s+qui|\bvu\s+(?:le|la|les|l'))"
)
_LABEL = rx.compile(r"[a-z][a-z' ()/]{2,60}\s*:")
_NOT_A_BEGINNING = rx.compile(
    r"(?:agissant|son|sa|ses|leur|president|maire|directeur|directrice|adjoint|en\s+qualite|qui|que|dans|pour|"
    r"par|de|du|des|au|aux|a|ou|\d|d'|n°|tel|nom|prenom|qualite|fonction|cedex|ne|nee|\(\d\)|et\b|:|\(?le cas|"
    r"mail|statut|objet|avec|en|sur)\b"
)
_DETERMINER = rx.compile(r"(?:l'|le\s|la\s|les\s|un\s|une\s|m\.|mme|mlle|monsieur|madame)")
_GENERIC_NOUN = rx.compile(r"\b(?:etablissement|organisme|structure|service|centre)\b")
_ONE_PART = rx.compile(r"d'une\s+part\b")
_OTHER_PART = rx.compile(r"d'autre\s+part\b")
_NAMES_REPRESENTATIVE = rx.compile(r"represente\w*[^,]{0,12}par\s+[^,]{0,60}$")
_DESCRIBED = rx.compile(r"represente|siege|denomme|designe")


@dataclass(slots=True)
class Piece:
    """The words of one party, name first, and its side ("d'une part": 1, "d'autre part": 2)."""

    start: int
    end: int
    side: int | None = None


def cut(view: View, units: Sequence[Unit]) -> list[Piece]:
    """Cuts the units of a block into pieces, one a party, up to "il est convenu ce qui suit"."""
    cutter = _Cutter(view)
    for unit in units:
        for line in _lines(view, unit):
            if cutter.line(line):
                return cutter.pieces
    return cutter.pieces


class _Cutter:
    """Cuts line by line. ``fresh``: the words that come begin a piece, whatever they are."""

    def __init__(self, view: View) -> None:
        self.view = view
        self.pieces: list[Piece] = []
        self.fresh = True

    def line(self, span: Span) -> bool:
        """Reads the line at ``span``; whether the block ends in it."""
        view, last = self.view, self.pieces[-1] if self.pieces else None
        announced = last is not None and view.folded[last.start : last.end].rstrip().endswith(":")
        stop = _STOP.search(view.folded, *span)
        start, end = view.trim((span[0], stop.start() if stop else span[1]))
        if start >= end or zones.opens_below(view, start, end):
            self.fresh = True
            return False
        words = view.folded[start:end].strip()
        if _AND_LINE.fullmatch(words):
            self._joint(words)
            return False
        for part in _split_inline(view, start, end):
            announced = not self._words(part, announced) and announced
        return stop is not None

    def _joint(self, words: str) -> None:
        """A line between two parties; "d'autre part" after a piece is its side, and more may be said of it below."""
        last, other = self.pieces[-1] if self.pieces else None, "autre" in words
        closing = last is not None and last.side is None and "part" in words and not rx.match(r"et\b", words)
        if last and closing:
            last.side = 2 if other else 1
        self.fresh = not (closing and other)

    def _words(self, span: Span, announced: bool) -> bool:
        """A new piece, or more words for the one above; whether there were any. ``announced``: a colon stood above."""
        view, (start, end) = self.view, span
        opened = False
        lead = _LEADING.match(view.folded, start, end)
        while lead and start < lead.end() <= end:
            opened = opened or lead.group().strip(" ,:;") not in ("", "-", "d'une part", "d'autre part")
            start = lead.end()
            lead = _LEADING.match(view.folded, start, end)
        start, end = view.trim((start, end))
        self.fresh = self.fresh or opened
        if start >= end:
            return False
        attribute = announced or IS_ATTRIBUTE.match(view.folded, start, end) or _LABEL.match(view.folded, start, end)
        if self.pieces and not self.fresh and (attribute or not _begins_party(view, start, end)):
            self.pieces[-1].end = end
        else:
            self.pieces.append(Piece(start, end))
        self.fresh = False
        if _ONE_PART.search(view.folded[start:end]):
            self.pieces[-1].side = 1
        elif _OTHER_PART.search(view.folded[start:end]):
            self.pieces[-1].side = 2
        return True


def _lines(view: View, unit: Unit) -> list[Span]:
    """The lines of a unit: several when the paragraph was joined, for each may name a party; bold words stay whole."""
    start, end = unit.body, unit.span[1]
    spans: list[Span] = []
    at = start
    stars = view.text.count("**", unit.span[0], start)
    for line in view.text[start:end].split("\n"):
        if line.strip():
            if stars % 2 and spans:
                spans[-1] = (spans[-1][0], at + len(line))
            else:
                spans.append((at, at + len(line)))
            stars += line.count("**")
        at += len(line) + 1
    return spans


def _split_inline(view: View, start: int, end: int) -> list[Span]:
    """Cuts a line that names two parties ("l'État, représenté par ..., et la commune ...")."""
    starts, ends = [start], []
    bare = not HAS_ATTRIBUTE.search(view.folded[start:end])
    for match in _INLINE_AND.finditer(view.folded, start, end):
        if _parts(view, match, (starts[-1], end), bare=bare):
            ends.append(match.start())
            starts.append(match.end())
    return list(zip(starts, [*ends, end], strict=True))


def _parts(view: View, match: rx.Match[str], span: Span, *, bare: bool) -> bool:
    """Whether an "et" parts two parties: what stands before it is described, or both are known in a ``bare`` line."""
    at, end = match.span()
    before, joint = view.folded[span[0] : at], match.group()
    begins = _begins_party(view, end, span[1]) or view.text[end] in ".…"
    if not begins or before.count("(") > before.count(")"):
        return False
    if _NAMES_REPRESENTATIVE.search(before) and joint.strip()[:1] not in (";", ":"):
        return False
    if HAS_ATTRIBUTE.search(before) or "part" in joint:
        return True
    if view.text[at - 1 : at] in (",", ";", ".") or "…" in view.text[at - 2 : at]:
        return True
    sides = (before, view.folded[end : span[1]])
    return bare and joint.split()[0] == "et" and all(family_of(side)[0] != "organisation" for side in sides)


def _begins_party(view: View, start: int, end: int) -> bool:
    """Whether words may name a new party: a determiner or a title, or a capital and a noun that is somebody's."""
    start, end = view.trim((start, end))
    folded = view.folded[start:end]
    if not folded or IS_ATTRIBUTE.match(folded) or _NOT_A_BEGINNING.match(folded):
        return False
    if folded.startswith(("{{", "(")):
        return folded[0] == "{" and _DESCRIBED.search(folded) is not None
    if _DETERMINER.match(folded):
        return True
    if not view.text[start].isupper():
        return False
    return family_of(folded[:80]) != ("organisation", "other") or _GENERIC_NOUN.search(folded[:60]) is not None
