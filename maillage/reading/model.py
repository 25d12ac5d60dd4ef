"""What a reading says: frozen records, each with the words it rests on.

A *span* is a pair of offsets ``(start, end)`` in code points, end excluded, in :attr:`Reading.text`. A *confidence* is
the share of findings of the same sort that were right when measured (``bench/calibration.py``), from 0 to 1. Periods
are ISO 8601 durations (``P3Y``, ``P18M``, ``P15D``); dates are ISO 8601 (``2026-01-31``). What the text does not say is
``None`` or empty. The names are those of ``docs/glossary.md``.
"""

from __future__ import annotations

from collections.abc import Callable

from maillage.foundations.records import Generic, T, dataclass, field

FORMAT = "maillage.reading/1"

Span = tuple[int, int]
Told = Callable[[int, int], None]
"""Called while a long extraction goes on: pages that are done, pages to do."""


@dataclass(frozen=True, slots=True)
class Source:
    """The file that was read. ``characters`` counts the code points of the text read from it."""

    file_name: str
    media_type: str
    sha256: str
    characters: int


@dataclass(frozen=True, slots=True)
class Notice:
    """Something the extraction set aside or met on its way, to be told rather than silently done.

    ``code`` is one of: ``running-header``, ``page-number``, ``hyphenation``, ``tracked-change``, ``comment``, ``ocr``,
    ``encoding``, ``hidden-text``, ``image``; ``message`` is a French sentence; ``quotes`` are the words concerned (at
    most twenty).
    """

    code: str
    message: str
    quotes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Hint:
    """What the source file says of the layout of one line of the text (a styled heading, an item of a list, a cell).

    ``kind`` is ``heading``, ``item``, ``cell``, ``note`` (footnote), ``box`` (text box) or ``bold`` (a paragraph all in
    bold); ``level`` counts from 1 (depth of a heading or of a nested list).
    """

    span: Span
    kind: str
    level: int = 1


@dataclass(frozen=True, slots=True)
class Extract:
    """The text of a file, canonical (Unicode NFC, LF, no NUL), one paragraph or list item a line.

    Its layout hints are in reading order.
    """

    text: str
    media_type: str
    hints: tuple[Hint, ...] = ()
    notices: tuple[Notice, ...] = ()


@dataclass(frozen=True, slots=True)
class Provision:
    """A node of the text. ``eid`` follows the Akoma Ntoso naming convention (``art_3__list_1__item_2``).

    ``kind``: ``preamble``, ``title``, ``chapter``, ``article``, ``section``, ``paragraph``, ``list``, ``item``,
    ``table``, ``annex``, ``cover``, ``parties``, ``recital``, ``contents``, ``signatures``. ``span`` covers the node
    and its descendants, ``heading_span`` its own heading line(s), number included. The spans of the leaves and of the
    headings tile the text.
    """

    eid: str
    kind: str
    number: str | None
    heading: str | None
    parent: str | None
    span: Span
    heading_span: Span | None = None


@dataclass(frozen=True, slots=True)
class Found(Generic[T]):
    """One value read in the text, with the words it rests on."""

    value: T
    span: Span
    confidence: float


@dataclass(frozen=True, slots=True)
class Authority:
    """By virtue of what a party signs: a délibération, a decision or a mandate.

    ``blank`` when its number or its date is left to fill in.
    """

    text: str
    body: str | None
    number: str | None
    date: str | None
    blank: bool
    span: Span
    confidence: float


@dataclass(frozen=True, slots=True)
class Party:
    """Who signs or accepts.

    ``nature``: ``public``, ``association``, ``company``, ``person`` or ``other``; ``side``: 1 or 2 ("d'une part",
    "d'autre part").
    """

    id: str
    name: str
    short_name: str | None
    nature: str
    represented_by: str | None
    capacity: str | None
    seat: str | None
    side: int | None
    authority: Authority | None
    span: Span
    confidence: float


@dataclass(frozen=True, slots=True)
class Article:
    """A top-level article, with its number as written, normalised ("1er" gives "1")."""

    number: str | None
    heading: str | None
    eid: str
    span: Span
    confidence: float


@dataclass(frozen=True, slots=True)
class Commitment:
    """What a party undertakes to do, not to do, or is bound to.

    ``form``: ``listed``, ``explicit`` or ``present`` (defined in ``docs/reading.md``). ``strength``: ``firm``,
    ``best_efforts``, ``conditional`` or ``envisaged``. ``bearers`` holds ids of parties; ``binding``: ``one``,
    ``several``, ``all`` or ``reciprocal``, ``none`` when the text does not say who. ``lead_in`` is the phrase that
    announces the item of a list; ``provision`` an eId, ``article`` the number of the top-level article.
    """

    id: str
    bearers: tuple[str, ...]
    binding: str
    form: str
    strength: str
    theme: str | None
    text: str
    lead_in: str | None
    article: str | None
    provision: str
    span: Span
    confidence: float


@dataclass(frozen=True, slots=True)
class Body:
    """A group that meets under the agreement. ``text`` is the words around its name; ``members`` as written."""

    name: str
    text: str
    periodicity: str | None
    members: tuple[str, ...]
    span: Span
    confidence: float


@dataclass(frozen=True, slots=True)
class Guarantor:
    """A person or function that the text makes guarantor of the agreement."""

    name: str
    span: Span
    confidence: float


@dataclass(frozen=True, slots=True)
class Mention:
    """A point of the text worth a note.

    ``kind`` is ``principle``, ``objective``, ``theme``, ``amount``, ``date``, ``law``, ``framework``, ``article``,
    ``annex``, ``agreement`` or ``blank``. ``value`` is its normalised form: euros with two decimals for an amount,
    ISO 8601 for a date, the number of the article or the annex for an internal reference; else None.
    """

    kind: str
    text: str
    value: str | None
    span: Span
    confidence: float


@dataclass(frozen=True, slots=True)
class Signatory:
    """Who signs at the end of the text, and for which party (id), when the block says so."""

    name: str | None
    capacity: str | None
    party: str | None
    span: Span
    confidence: float


@dataclass(frozen=True, slots=True)
class Terms:
    """The life of the agreement. Each is a :class:`Found` or None; values as in the module's docstring.

    ``effect_trigger``: ``last_signature``, ``notification``, ``fixed_date``, ``other``. ``renewal_mode``: ``tacit``,
    ``express``, ``none``. ``notice_*`` is the notice to leave at any time; ``non_renewal_notice`` the one that prevents
    a renewal. ``notice_form``: ``registered_letter`` or ``written``. ``amendment_by``: ``amendment``.
    """

    effect_trigger: Found[str] | None = None
    effect_date: Found[str] | None = None
    duration: Found[str] | None = None
    end_date: Found[str] | None = None
    renewal_mode: Found[str] | None = None
    renewal_period: Found[str] | None = None
    renewal_max_times: Found[int] | None = None
    notice_period: Found[str] | None = None
    notice_form: Found[str] | None = None
    non_renewal_notice: Found[str] | None = None
    amendment_by: Found[str] | None = None
    amendment_periodicity: Found[str] | None = None
    evaluation_periodicity: Found[str] | None = None
    dispute_amicable_first: Found[bool] | None = None
    dispute_court: Found[str] | None = None


@dataclass(frozen=True, slots=True)
class Defect:
    """A defect found by the review.

    ``severity``: ``error``, ``warning`` or ``advice``; ``source``: the article of law or the rule of practice.
    """

    code: str
    severity: str
    message: str
    span: Span
    source: str


@dataclass(frozen=True, slots=True)
class Reading:
    """The whole reading of one text, lists in the order of the text; no findings when ``is_agreement`` is false."""

    source: Source
    text: str
    is_agreement: bool
    nature_reason: str
    kind: str | None
    title: str | None
    parties: tuple[Party, ...] = ()
    articles: tuple[Article, ...] = ()
    commitments: tuple[Commitment, ...] = ()
    terms: Terms = field(default_factory=Terms)
    bodies: tuple[Body, ...] = ()
    guarantors: tuple[Guarantor, ...] = ()
    mentions: tuple[Mention, ...] = ()
    signatories: tuple[Signatory, ...] = ()
    provisions: tuple[Provision, ...] = ()
    review: tuple[Defect, ...] = ()
    notices: tuple[Notice, ...] = ()

    def quote(self, span: Span) -> str:
        """The words of the text at ``span``."""
        return self.text[span[0] : span[1]]
