"""What segmentation works with: units (a heading, a paragraph, an item) and the zones of an agreement."""

from __future__ import annotations

from maillage.foundations import rx
from maillage.foundations.records import dataclass, field, replace
from maillage.reading.model import Provision, Span
from maillage.reading.normalise import View
from maillage.reading.segment.sentences import split_sentences
from maillage.reading.vocabulary.verbs import first_verb

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Literal

    Zone = Literal["cover", "contents", "parties", "recital", "preamble", "body", "annex", "signatures"]
    Kind = Literal["heading", "paragraph", "item", "cell", "void"]

LEVELS = {
    "annex": 1,
    "titre": 2,
    "partie": 2,
    "chapitre": 3,
    "section": 4,
    "sous-section": 4,
    "preamble": 5,
    "article": 5,
}
MINOR = 20

_FINITE = rx.compile(
    r"\b(?:est|sont|sera|seront|ont|s'engage(?:nt)?|doit|doivent|devra|devront|peut|peuvent|pourra|pourront|a pour|"
    r"\w{3,}(?:era|eront|ira|iront|ndra|ndront))\b"
)


@dataclass(slots=True, eq=False, repr=False)
class Unit:
    """A heading, a paragraph, an item or a cell: the smallest thing that recognisers look at.

    ``span`` is tight; ``body`` is the offset of its first word after number or sign. ``level`` orders headings,
    ``depth`` nested items, whose ``sign`` is that of a bullet or the habit of their numbers. ``lead`` is the index of
    the unit that announces an item, ``above`` the indices of the headings over a unit, nearest last, ``article`` the
    index of its article in :attr:`Structure.articles` or None. ``word`` is what opens a heading ("article", "annex").
    """

    span: Span
    body: int
    kind: Kind
    zone: Zone
    number: str | None = None
    heading: str | None = None
    level: int = 0
    depth: int = 0
    sign: str | None = None
    lead: int | None = None
    above: tuple[int, ...] = ()
    article: int | None = None
    eid: str = ""
    word: str = ""

    def with_(self, **changes: object) -> Unit:
        """A copy with some fields changed."""
        return replace(self, **changes)  # type: ignore[arg-type]


@dataclass(slots=True, eq=False, repr=False)
class ArticleHead:
    """A top-level article: number, heading, the span of the whole article and the index of its heading unit."""

    number: str | None
    heading: str | None
    eid: str
    span: Span
    unit: int


@dataclass(slots=True, eq=False, repr=False)
class Structure:
    """The segmented text: its units in reading order, its top-level articles and its tree of provisions."""

    view: View
    units: tuple[Unit, ...]
    articles: tuple[ArticleHead, ...]
    provisions: tuple[Provision, ...]
    _split: dict[int, list[Span]] = field(default_factory=dict)

    def sentences(self, unit: Unit) -> list[Span]:
        """The spans of the sentences of ``unit``, without its number or sign."""
        found = self._split.get(unit.body)
        if found is None:
            found = self._split[unit.body] = split_sentences(self.view, (unit.body, unit.span[1]))
        return found

    def text_of(self, unit: Unit) -> str:
        """The words of a unit on one line, without its number or sign."""
        return self.view.quote((unit.body, unit.span[1]))

    def folded_of(self, unit: Unit) -> str:
        """The folded words of a unit, without its number or sign."""
        return self.view.folded[unit.body : unit.span[1]]

    def ends_with_colon(self, unit: Unit) -> bool:
        """Whether a unit announces what stands below it."""
        return self.view.text[unit.span[1] - 1] == ":"

    def article_number(self, unit: Unit) -> str | None:
        """The number of the article that holds ``unit``."""
        return self.articles[unit.article].number if unit.article is not None else None


def has_finite_verb(folded: str) -> bool:
    """Whether the folded words hold a verb that makes them a sentence rather than a heading."""
    return bool(_FINITE.search(folded))


def is_title_like(view: View, start: int, end: int, longest: int = 160) -> bool:
    """Whether ``start``..``end`` may be a heading: short, with a capital, without the end or the verb of a sentence."""
    text = view.text[start:end].strip("*_ \t\n\xa0")
    if not text or len(text) > longest or text[0].islower():
        return False
    if text[-1] in ";," or (text[-1] == "." and not text.endswith("...")):
        return False
    if text.isupper():
        return True
    if text[-1] == ":" and len(text) > 90:
        return False
    folded = view.folded[start:end].rstrip(" :.…*")
    if folded.endswith(("s'engage", "s'engagent", "s'engagent a", "s'engage a")):
        return len(folded) < 90
    return not has_finite_verb(folded) and (len(text) <= 70 or first_verb(view.folded, start, end) is None)
