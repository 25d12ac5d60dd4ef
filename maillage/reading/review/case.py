"""What the rules look at: a reading and its structure, with the views of them that several rules share, each made
once when first asked.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator
from functools import cache, cached_property

from maillage.foundations import rx
from maillage.foundations.folding import squash
from maillage.foundations.periods import DATE, PERIOD, date_of
from maillage.foundations.records import T
from maillage.reading.model import Party, Reading, Span
from maillage.reading.recognise.nature_of_party import family_of
from maillage.reading.segment.sentences import split_sentences
from maillage.reading.segment.units import Structure, Unit
from maillage.reading.segment.zones import may_sign

TYPE_CHECKING = False
if TYPE_CHECKING:
    from maillage.reading.review.acts import Act
    from maillage.reading.review.life import Life

ANY_DATE = (
    DATE.replace("(?P<day>", "(?:")
    .replace("(?P<month>", "(?:")
    .replace("(?P<year>", "(?:")
    .replace("(?P<d>", "(?:")
    .replace("(?P<m>", "(?:")
    .replace("(?P<y>", "(?:")
)
ANY_PERIOD = (
    PERIOD.replace("(?P<number>", "(?:")
    .replace("(?P<figures>", "(?:")
    .replace("(?P<one>", "(?:")
    .replace("(?P<unit>", "(?:")
)
Words = str | rx.Pattern[str]
OUTSIDE = ("cover", "contents", "parties", "recital")
LOCAL = ("ccas", "epci", "departement", "commune", "region")
_FEDERATION = (
    r"\bfederation|inter-?association|\bunion (?:departementale|regionale|nationale|des)|\breseau\b|"
    r"\bcollectif\b|\bcoordination\b|\bconfederation"
)


@cache
def compiled(pattern: str) -> rx.Pattern[str]:
    """The compiled ``pattern``, made when a rule first needs it."""
    return rx.compile(pattern)


def once(pattern: str) -> rx.Pattern[str]:
    """A compiled ``pattern`` made of the words of one text, which is not worth keeping."""
    return rx.compile(pattern, once=True)


def _pattern(pattern: Words) -> rx.Pattern[str]:
    return compiled(pattern) if isinstance(pattern, str) else pattern


def short(words: str, longest: int = 90) -> str:
    """``words`` cut at a space when they are too long to be quoted in a message."""
    return words if len(words) <= longest else words[:longest].rsplit(" ", 1)[0] + " …"


class Case:
    """One text under review. Offsets are those of :attr:`Reading.text`; ``folded`` is searched by patterns without
    accents or capitals.
    """

    def __init__(self, reading: Reading, structure: Structure) -> None:
        self.reading, self.structure = reading, structure
        self.view, self.text, self.folded = structure.view, structure.view.text, structure.view.folded
        self._starts = [unit.span[0] for unit in structure.units]
        self.shared: dict[object, object] = {}

    def search(self, pattern: Words, span: Span | None = None) -> rx.Match[str] | None:
        """The first match of ``pattern`` in the folded text, within ``span`` when given."""
        start, end = span or (0, len(self.folded))
        return _pattern(pattern).search(self.folded, start, end)

    def match(self, pattern: Words, span: Span) -> rx.Match[str] | None:
        """The match of ``pattern`` at the head of ``span`` (where ``^`` of a search would not hold)."""
        return _pattern(pattern).match(self.folded, *span)

    def finditer(self, pattern: Words, span: Span | None = None) -> Iterator[rx.Match[str]]:
        """The matches of ``pattern`` in the folded text, within ``span`` when given."""
        start, end = span or (0, len(self.folded))
        return _pattern(pattern).finditer(self.folded, start, end)

    def has(self, *words: str, span: Span | None = None) -> bool:
        """Whether the folded text holds one of the ``words``, within ``span`` when given; found without a pattern."""
        start, end = span or (0, len(self.folded))
        return any(self.folded.find(word, start, end) >= 0 for word in words)

    def quote(self, span: Span) -> str:
        """The words at ``span`` on one line, cut when long."""
        return short(self.view.quote(span))

    def unit_at(self, offset: int) -> Unit | None:
        """The unit that holds ``offset``."""
        index = bisect_right(self._starts, offset) - 1
        return self.structure.units[index] if index >= 0 else None

    @cached_property
    def sentences(self) -> tuple[Span, ...]:
        """The sentences of preamble, body and annexes, in order; headings are left out."""
        return tuple(
            span
            for unit in self.structure.units
            if unit.kind not in ("void", "heading") and unit.zone not in (*OUTSIDE, "signatures")
            for span in split_sentences(self.view, unit.span)
        )

    @cached_property
    def _sentence_starts(self) -> list[int]:
        return [span[0] for span in self.sentences]

    def sentence_at(self, offset: int) -> Span:
        """The sentence that holds ``offset``, else the unit, else the character."""
        index = bisect_right(self._sentence_starts, offset) - 1
        if index >= 0 and self.sentences[index][0] <= offset < self.sentences[index][1]:
            return self.sentences[index]
        unit = self.unit_at(offset)
        return unit.span if unit and unit.span[0] <= offset < unit.span[1] else (offset, offset + 1)

    def heading_over(self, offset: int) -> str:
        """The folded heading of the article that holds ``offset``, or nothing."""
        unit = self.unit_at(offset)
        if unit is None or unit.article is None:
            return ""
        head = self.structure.units[self.structure.articles[unit.article].unit]
        return self.folded[slice(*head.span)]

    @cached_property
    def title_span(self) -> Span:
        """The title of the text, or its first words: where a defect stands that lies in what is absent."""
        words = (self.reading.title or "").split()
        found = self.text.find(words[0], 0, 4000) if words else -1
        while found >= 0:
            match = rx.compile(r"[\s*_#]+".join(map(rx.escape, words)), once=True).match(self.text, found)
            if match:
                return found, min(match.end(), found + 160)
            found = self.text.find(words[0], found + 1, 4000)
        units = [u for u in self.structure.units if u.kind != "void"]
        if not units:
            return 0, min(len(self.text), 1)
        start, end = self.view.trim(units[0].span)
        return start, min(end, start + 160)

    def heading_span(self, *words: str) -> Span:
        """The heading of the first article whose heading holds one of the folded ``words``; the title when there
        is none.
        """
        for article in self.structure.articles:
            span = self.structure.units[article.unit].span
            if any(word in self.folded[slice(*span)] for word in words):
                return self.view.trim(span)
        return self.title_span

    @cached_property
    def zones(self) -> dict[str, Span]:
        """For each zone, from its first unit to its last."""
        found: dict[str, Span] = {}
        for unit in self.structure.units:
            start = found.get(unit.zone, unit.span)[0]
            found[unit.zone] = start, unit.span[1]
        return found

    def in_quotes(self, offset: int) -> bool:
        """Whether ``offset`` is in a paragraph opened by a quotation mark: the words of another text, that an
        avenant inserts.
        """
        unit = self.unit_at(offset)
        return unit is not None and self.text[unit.span[0] : unit.span[1]].lstrip()[:1] in ("«", "“", '"')

    @cached_property
    def is_amendment(self) -> bool:
        """Whether the text amends another agreement: it need not have all the clauses of one."""
        return self.reading.kind == "avenant"

    @cached_property
    def is_between_bodies(self) -> bool:
        """Whether the text is a whole agreement between legal persons: a block of parties, two parties or more, no
        natural person; neither an avenant nor the statutes of a body.
        """
        parties = self.reading.parties
        return (
            len(parties) > 1
            and self.reading.kind not in ("avenant", "statuts")
            and "parties" in self.zones
            and all(p.nature != "person" for p in parties)
        )

    @cached_property
    def families(self) -> dict[str, str]:
        """For each party (id), its family, as :func:`family_of` tells it from its name."""
        return {party.id: family_of(squash(party.name))[0] for party in self.reading.parties}

    def is_federation(self, party: Party) -> bool:
        """Whether a party is a federation of associations."""
        return self.families[party.id] == "association" and bool(compiled(_FEDERATION).search(self.folded, *party.span))

    def block_of(self, party: Party) -> Span | None:
        """What the block of parties says of ``party``: from its name to the next party; None when it is not in the
        block.
        """
        zone = self.zones.get("parties")
        if zone is None or not zone[0] <= party.span[0] < zone[1]:
            return None
        starts = self._party_starts
        index = bisect_right(starts, party.span[0])
        following = starts[index] if index < len(starts) else zone[1]
        return party.span[0], min(following, zone[1], party.span[0] + 1500)

    @cached_property
    def _party_starts(self) -> list[int]:
        return sorted(party.span[0] for party in self.reading.parties)

    @cached_property
    def signed_on(self) -> tuple[str, Span] | None:
        """The date in "Fait à ..., le ..." (the last one), with its span."""
        last = None
        for match in self.finditer(
            rf"(?:{rx.words('fait', 'signee?', 'etablie?')})\s+(?:a|en|le)\b[^\n]{{0,120}}?\b(?:le\s+(?:\w+di\s+|"
            rf"dimanche\s+)?)(?={ANY_DATE})"
        ):
            date = compiled(DATE).match(self.folded, match.end())
            if date and (value := date_of(date)):
                last = value, date.span()
        return last

    @cached_property
    def signatures(self) -> Span | None:
        """The block of signatures, with the lines before it that name a function and belong to it; None when there
        is none.
        """
        zone = self.zones.get("signatures")
        if zone is None:
            return None
        start = zone[0]
        before = [u for u in self.structure.units if u.span[1] <= zone[0] and u.kind != "void"]
        for unit in reversed(before[-6:]):
            if unit.kind == "heading" or (
                not may_sign(self.view, *self.view.trim(unit.span)) and len(self.view.quote(unit.span)) > 30
            ):
                break
            start = unit.span[0]
        return start, zone[1]

    @cached_property
    def life(self) -> Life:
        """What the text says of its own life."""
        from maillage.reading.review.life import read_life

        return read_life(self)

    @cached_property
    def acts(self) -> tuple[Act, ...]:
        """The délibérations and decisions that the text cites as its authority."""
        from maillage.reading.review.acts import read_acts

        return tuple(read_acts(self))

    def acts_in(self, span: Span, zone: str = "parties") -> list[Act]:
        """Those of :attr:`acts` that stand in ``span`` of ``zone``."""
        return [act for act in self.acts if act.zone == zone and span[0] <= act.span[0] < span[1]]


def shared(find: Callable[[Case], T]) -> Callable[[Case], T]:
    """What the decorated function finds in a case, found once and kept with it: several rules ask for it."""

    def found(case: Case) -> T:
        if find not in case.shared:
            case.shared[find] = find(case)
        return case.shared[find]  # type: ignore[return-value]

    return found
