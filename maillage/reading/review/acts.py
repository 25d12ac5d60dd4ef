"""The acts by which a party is authorised to sign, as the text cites them, and what is blank in them."""

from __future__ import annotations

from collections.abc import Iterator

from maillage.foundations.records import dataclass
from maillage.reading.model import Span
from maillage.reading.review.case import Case

_ACT = r"\bdeliberations?\b|\bdecision\b(?=[^.;]{0,80}\b(?:conseil|assemblee|bureau|commission)\b)"
_STOP = r"[;\n]|,?\s*ci-?\s*apres|,\s*(?:et|d'une\s+part|d'autre\s+part)\b|(?<![.…])\.\s+[a-z]"
_GAP = r"(?:[._…]{2,}|\[[^\]\n]{0,60}\]|\(\s*[._…]*\s*\)|\{\{[^}\n]*\}\}|\bx{2,}\b)"
_NUMBER = rf"\bn\s?[°ºo]\s*(?:{_GAP}|(?=(?:en\s+date|du|de\s+la|de\s+l'|des|le)\b)|(?=[,;)]|$))"
_DATE = (
    rf"\b(?:en\s+date\s+(?:du|de)|du|le)\s*(?:{_GAP}|(?:[./…]\s*)+20\d\d|(?=[,;)]|$))|"
    r"\ben\s+date\s+(?:du|de)\s*(?=20\d\d|\bci-?\s*apres|\bd'une\s+part)"
)
_REACH = 240


@dataclass(frozen=True, slots=True)
class Act:
    """A délibération or a decision cited in a ``zone``; ``blanks`` names in French what is left to fill in, with
    its span.
    """

    zone: str
    span: Span
    blanks: tuple[tuple[str, Span], ...]


def read_acts(case: Case) -> Iterator[Act]:
    """The acts cited in the block of parties, the recitals and the preamble, from their noun to the end of what is
    said of them.
    """
    if not case.has("deliberation", "decision"):
        return
    for zone in ("parties", "recital", "preamble"):
        for match in case.finditer(_ACT, case.zones.get(zone, (0, 0))):
            unit = case.unit_at(match.start())
            if unit is not None and unit.zone == zone:
                end = min(unit.span[1], match.end() + _REACH)
                stop = case.search(_STOP, (match.end(), end))
                span = match.start(), stop.start() if stop else end
                yield Act(zone, span, tuple(_blanks(case, span)))


def _blanks(case: Case, span: Span) -> Iterator[tuple[str, Span]]:
    number = case.search(_NUMBER, span)
    if number:
        yield "le numéro", number.span()
    if date := case.search(_DATE, (number.end() if number else span[0], span[1])):
        yield "la date", date.span()
