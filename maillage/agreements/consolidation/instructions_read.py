"""What an avenant asks, read in its own words, for a person to confirm: nothing read here applies by itself.

The turns of phrase are those of French drafting: "L’article 4 est remplacé par …", "Il est inséré, après l’article 5,
un article 5 bis …", "Les mots « … » sont remplacés par les mots « … »", "L’article 7 est abrogé", "La durée prévue à
l’article 6 est portée à …" (Guide de légistique, 3e partie, fiche 3.4.1, and the practice of local authorities).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from uuid import UUID

from maillage.agreements.consolidation.clauses import Text
from maillage.agreements.consolidation.naming import Named, find, names_in, piece_in, within
from maillage.agreements.consolidation.phrases import (
    ADDED,
    CHANGED,
    COMPLETED,
    HEADED,
    HEADING,
    INSERTED_WORDS,
    JOINED,
    LEFT,
    MOVED,
    NEW,
    OWN_HEADING,
    RENUMBERED,
    REPLACED,
    STRUCK,
    STRUCK_WORDS,
    SWAPPED_WORDS,
    sentences_of,
    term_of,
)
from maillage.agreements.consolidation.quoting import masked, quotes_of, unquoted
from maillage.foundations.folding import fold

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Asked:
    """One thing that the words of an avenant ask, under the names of ``choices.InstructionVerb``.

    ``start`` and ``end`` are where they stand. ``doubt`` is what a person must look at, as a French sentence: without a
    ``target`` it says why none was found.
    """

    verb: str
    start: int
    end: int
    target: UUID | None = None
    place: str = ""
    beside: UUID | None = None
    words: str = ""
    former: str = ""
    is_everywhere: bool = False
    heading: str = ""
    number: str = ""
    term: str = ""
    value: str = ""
    name: str = ""
    doubt: str = ""


def read_instructions(text: str, agreement: Text) -> tuple[Asked, ...]:
    """What ``text``, the words of an avenant, asks of ``agreement``, in the order of the avenant."""
    return tuple(_Reader(text, agreement).read())


@dataclass(slots=True)
class _Reader:
    """Goes through the sentences with the article that is being spoken of ("1° Le premier alinéa est supprimé")."""

    text: str
    agreement: Text
    quotes: list[Span] = field(init=False)
    folded: str = field(init=False)
    context: Named | None = field(init=False, default=None)

    def __post_init__(self) -> None:
        self.quotes = quotes_of(self.text)
        self.folded = fold(masked(self.text, self.quotes))

    def read(self) -> Iterator[Asked]:
        for span in sentences_of(self.folded):
            if OWN_HEADING.match(self.folded, *span):
                self.context = None
            found = [one for one in self._sentence(span) if one is not None]
            yield from found
            named = self._subject(span)
            if named is not None and (not found or self.context is None):
                self.context = named

    def _sentence(self, span: Span) -> Iterator[Asked | None]:
        """The first way of asking that the sentence follows; words may be swapped several times in one."""
        words = [*self._words(span)]
        if words:
            yield from words
            return
        for read in (self._heading, self._renumber, self._move, self._insert, self._replace, self._strike, self._term):
            asked = read(span)
            if asked is not None:
                yield asked
                return
        yield self._party(span)

    # ------------------------------------------------------------ words

    def _words(self, span: Span) -> Iterator[Asked]:
        for found in SWAPPED_WORDS.finditer(self.folded, *span):
            former, new = (unquoted(self.text, found.span(name)) for name in ("former", "new"))
            yield self._aimed("words", span, former=former, words=new, is_everywhere=bool(found["all"]))
        for found in INSERTED_WORDS.finditer(self.folded, *span):
            at, new = (unquoted(self.text, found.span(name)) for name in ("former", "new"))
            is_after = found["side"].startswith("apres")
            yield self._aimed("words", span, former=at, words=_beside(at, new, is_after=is_after))
        for found in STRUCK_WORDS.finditer(self.folded, *span):
            yield self._aimed("words", span, former=unquoted(self.text, found.span("former")))

    # ------------------------------------------------------------ provisions

    def _heading(self, span: Span) -> Asked | None:
        quoted = self._quoted(span)
        if quoted is None or not HEADING.search(self.folded, *span):
            return None
        return self._aimed("heading", span, heading=" ".join(unquoted(self.text, quoted).split()))

    def _renumber(self, span: Span) -> Asked | None:
        found = RENUMBERED.search(self.folded, *span)
        if found is None:
            return None
        number = " ".join(self.text[slice(*found.span("new"))].split())
        return self._aimed("renumber", (span[0], span[1]), until=found.start(), number=number)

    def _move(self, span: Span) -> Asked | None:
        found = MOVED.search(self.folded, *span)
        if found is None:
            return None
        beside = next(names_in(self.folded, self.text, found.end("side"), span[1]), None)
        key, doubt = find(self.agreement, beside) if beside is not None else (None, "Dites où elle est déplacée.")
        place = "after" if found["side"] == "apres" else "before"
        return self._aimed("move", span, until=found.start(), place=place, beside=key, doubt=doubt)

    def _insert(self, span: Span) -> Asked | None:
        added, completed = ADDED.search(self.folded, *span), COMPLETED.search(self.folded, *span)
        if added is None and completed is None:
            return None
        words = self._block(span)
        if not words:
            return None
        named = [one for one in self._names(span) if not NEW.match(self.folded, one.start)]
        if completed is not None:
            return self._at("insert", span, named[:1] or self._known(span), place="last", words=words)
        beside = [one for one in named if HEADED.search(self.folded, max(span[0], one.start - 20), one.start)]
        if beside:
            before = self.folded[max(span[0], beside[0].start - 20) : beside[0].start]
            place = "before" if "avant" in before else "after"
            return self._at("insert", span, beside[:1], place=place, words=words)
        if named or self._known(span):
            return self._at("insert", span, named[:1] or self._known(span), place="last", words=words)
        return Asked("insert", *span, place="last", words=words, doubt="Dites où cette disposition prend place.")

    def _replace(self, span: Span) -> Asked | None:
        if not REPLACED.search(self.folded, *span):
            return None
        words = self._block(span)
        return self._aimed("replace", span, words=words) if words else None

    def _strike(self, span: Span) -> Asked | None:
        found = STRUCK.search(self.folded, *span)
        if found is None or self._quoted(span) is not None:
            return None
        return self._aimed("strike", span, until=found.end()) if self._named_or_known(span) else None

    # ------------------------------------------------------------ terms and parties

    def _term(self, span: Span) -> Asked | None:
        found = term_of(self.folded, span)
        return Asked("term", *span, term=found[0], value=found[1], doubt=found[2]) if found else None

    def _party(self, span: Span) -> Asked | None:
        for verb, pattern in (("join", JOINED), ("leave", LEFT)):
            found = pattern.search(self.folded, *span)
            if found is not None:
                name = self.text[slice(*found.span("name"))].strip(" ,:\n\t")
                return Asked(verb, *span, name=name, doubt="Choisissez l’organisation.")
        return None

    # ------------------------------------------------------------ what is aimed at

    def _aimed(self, verb: str, span: Span, *, until: int | None = None, doubt: str = "", **values: object) -> Asked:
        named = self._named_or_known((span[0], until or span[1]))
        return self._at(verb, span, [named] if named else [], doubt=doubt, **values)

    def _at(self, verb: str, span: Span, named: list[Named], *, doubt: str = "", **values: object) -> Asked:
        if not named:
            return Asked(verb, *span, doubt="Dites quelle disposition est visée.", **values)  # type: ignore[arg-type]
        key, why = find(self.agreement, named[0])
        return Asked(verb, *span, target=key, doubt=why or doubt, **values)  # type: ignore[arg-type]

    def _names(self, span: Span) -> list[Named]:
        return list(names_in(self.folded, self.text, *span))

    def _named_or_known(self, span: Span) -> Named | None:
        named = self._names(span)
        return named[0] if named else next(iter(self._known(span)), None)

    def _known(self, span: Span) -> list[Named]:
        """The article that is being spoken of, or the piece of it that the sentence names."""
        if self.context is None:
            return []
        piece = piece_in(self.folded, *span)
        return [within(self.context, piece)] if piece else [self.context]

    def _subject(self, span: Span) -> Named | None:
        """What the sentence is about, for those that follow: a heading, or "L’article 3 est modifié ainsi"."""
        if not (OWN_HEADING.match(self.folded, *span) or CHANGED.search(self.folded, *span)):
            return None
        named = self._names(span)
        return named[0] if len(named) == 1 else None

    def _quoted(self, span: Span) -> Span | None:
        return next((one for one in reversed(self.quotes) if span[0] <= one[0] and one[1] <= span[1] + 1), None)

    def _block(self, span: Span) -> str:
        """The new words that a sentence announces: quoted, else all that follows its colon."""
        quoted = self._quoted(span)
        if quoted is not None:
            return unquoted(self.text, quoted)
        colon = self.folded.find(":", *span)
        if colon < 0:
            return ""
        return unquoted(self.text, (colon + 1, span[1]))


def _beside(at: str, new: str, *, is_after: bool) -> str:
    """Words with others put after or before them; a comma or a full stop takes no space."""
    first, second = (at, new) if is_after else (new, at)
    return f"{first}{'' if second[:1] in ',.;)' else ' '}{second}"
