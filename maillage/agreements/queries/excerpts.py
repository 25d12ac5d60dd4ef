"""The words of a text around what was looked for, with the article in which they stand."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple
from uuid import UUID

from maillage.agreements.models import Expression, ProvisionVersion
from maillage.agreements.queries.fulltext import Clause
from maillage.base.analyser import kept
from maillage.base.search import accented_words_of
from maillage.base.statements import ask, key_of, keys, places
from maillage.foundations.folding import fold

BEFORE, AFTER = 70, 140  # letters around the first word that was found
STEM = 2  # letters of the end of a stem that a word may write otherwise: "permanent", of "permanence"
SHORTEST = 2  # letters by which a word is looked for
_WORD = re.compile(r"[^\W_]+")
_ACCENTS = tuple(zip("àâäéèêëîïôöùûüç", "aaaeeeeiioouuuc", strict=True))
# The provisions that people call by their name; the innermost comes last.
_NAMED = """
    SELECT expression_id, start, "end", kind, number FROM agreements_provisionversion
    WHERE expression_id IN ({expressions})
        AND kind IN ('article', 'preamble', 'annex', 'parties', 'signatures', 'cover')
    ORDER BY expression_id, position"""


@dataclass(frozen=True)
class Excerpt:
    """A piece of a text. ``pieces``: its words, and whether they were looked for; ``place``: where it stands."""

    pieces: tuple[tuple[str, bool], ...]
    place: str = ""
    is_cut_before: bool = False
    is_cut_after: bool = False


class _Part(NamedTuple):
    """A part of a text that people call by its name."""

    kind: str
    number: str
    start: int
    end: int

    @property
    def label(self) -> str:
        return ProvisionVersion(kind=self.kind, number=self.number).label


def current_texts(agreements: Collection[UUID]) -> dict[UUID, tuple[UUID, str]]:
    """The version that holds today of each agreement that has a text, and its words."""
    rows = Expression.objects.current().filter(agreement__in=agreements)
    return {agreement: (pk, text) for agreement, pk, text in rows.values_list("agreement_id", "pk", "text")}


def excerpts(texts: Mapping[UUID, tuple[UUID, str]], clauses: Sequence[Clause]) -> dict[UUID, Excerpt]:
    """A place of each text where a word was found, in an article if it can; nothing for those where none stands.

    ``texts`` are those whose words the reader may see today, by agreement.
    """
    finder = _Finder(clauses)
    parts = _parts([expression for expression, _ in texts.values()]) if texts else {}
    found = {}
    for agreement, (expression, text) in texts.items():
        own = parts.get(expression, [])
        first_article = next((part.start for part in own if part.kind == "article"), 0)
        if (place := finder.first(text, first_article)) is not None:
            start, excerpt = place
            holding = [part for part in own if part.start <= start < part.end]
            found[agreement] = replace(excerpt, place=holding[-1].label) if holding else excerpt
    return found


class _Finder:
    """Finds in a text the words that answer a query: their beginnings say where one may be, the analyser judges it."""

    def __init__(self, clauses: Sequence[Clause]) -> None:
        self.terms = frozenset(term for clause in clauses for term in clause.terms)
        self.beginnings = tuple(clause.beginning for clause in clauses if clause.beginning)
        begins = {*self.beginnings, *(term[: max(len(term) - STEM, SHORTEST)] for term in self.terms)}
        begins |= {one.replace("oe", "œ") for one in begins}
        self.begins = sorted(
            one for one in begins if not any(one != other and one.startswith(other) for other in begins)
        )

    def first(self, text: str, since: int) -> tuple[int, Excerpt] | None:
        """Where the first word from ``since`` on stands, else the very first, and what stands around it on its line."""
        plain = _plain(text)
        found = self._next(text, plain, since, len(text)) or (self._next(text, plain, 0, since) if since else None)
        return (found[0], self._around(text, plain, found[0])) if found else None

    def _around(self, text: str, plain: str, start: int) -> Excerpt:
        line, end_of_line = text.rfind("\n", 0, start) + 1, text.find("\n", start)
        last = len(text) if end_of_line < 0 else end_of_line
        begin = line if start - line <= BEFORE else text.find(" ", start - BEFORE, start) + 1 or start
        end = last if last - start <= AFTER else max(text.rfind(" ", start, start + AFTER), start + 1)
        pieces, at = [], begin
        while found := self._next(text, plain, at, end):
            pieces += [(text[at : found[0]], False), (text[found[0] : found[1]], True)]
            at = found[1]
        pieces.append((text[at:end], False))
        return Excerpt(tuple(one for one in pieces if one[0]), "", begin > line, end < last)

    def _next(self, text: str, plain: str, start: int, end: int) -> tuple[int, int] | None:
        """The first word between two offsets, as offsets: each beginning is sought as far as the best so far."""
        best: tuple[int, int] | None = None
        for beginning in self.begins:
            at = plain.find(beginning, start, end)
            while at >= 0:
                word = _WORD.match(text, at, end)
                if word and (at == 0 or not text[at - 1].isalnum()) and self._answers(word[0]):
                    best, end = word.span(), at + len(beginning)
                    break
                at = plain.find(beginning, at + 1, end)
        return best

    def _answers(self, word: str) -> bool:
        terms = {term for one in accented_words_of(word) for term in kept(one)}
        if not self.terms.isdisjoint(terms):
            return True
        return any(term.startswith(self.beginnings) for term in terms) if self.beginnings else False


def _plain(text: str) -> str:
    """``text`` in lower case without the accents of French, as long as it is: ten times as fast as ``fold``."""
    lowered = text.lower()
    if len(lowered) != len(text):
        return fold(text)
    for accented, bare in _ACCENTS:
        lowered = lowered.replace(accented, bare)
    return lowered


def _parts(expressions: Sequence[UUID]) -> dict[UUID, list[_Part]]:
    """The parts of each text that people call by their name, in its order."""
    ids = keys(expressions)
    found: dict[UUID, list[_Part]] = defaultdict(list)
    for expression, start, end, kind, number in ask(_NAMED.format(expressions=places(ids)), ids):
        found[key_of(expression)].append(_Part(kind, number, start, end))
    return found
