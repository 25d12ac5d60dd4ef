"""Third stage, first part. Reads: a view and its layout hints. Writes: its lines, each with a habit of writing.

Nothing is refused: what looks like nothing known is ``plain``.
"""

from __future__ import annotations

from bisect import bisect_left

from maillage.foundations import rx
from maillage.foundations.numbers import ORDINALS, parse_roman
from maillage.foundations.records import dataclass
from maillage.reading.model import Hint, Span
from maillage.reading.normalise import View

_SUFFIX = r"(?:\s*-?\s?(?:bis|ter|quater|quinquies|sexies)\b)?"
_ARTICLE = rx.compile(
    r"(?:article|art\s?\.|art)\s*(?P<sign>n\s?[°o]\s*)?(?P<number>premier|1\s?er|unique|"
    rf"\d{{1,3}}(?:\.\d{{1,2}})*|[ivxl]+(?=[\s.:,)-]|$))(?P<suffix>{_SUFFIX})(?=[\s.:)/-]|$)"
    r"(?P<mark>\s*(?:[.:)/-]\s*)*)"
)
_CONTAINER = rx.compile(
    r"(?P<word>titre|partie|chapitre|section|sous-section)\s+(?P<number>premiere?|1\s?er|i\s?er|\d{1,2}|"
    r"[ivxl]+)\b\s*(?:[.:)-]\s*)*"
)
_ANNEX = rx.compile(r"(?:liste\s+des\s+)?annexes?\b(?P<rest>.{0,120})$")
_SENTENCE = rx.compile(r"[.;,]$|\b(?:est|sont|doi|fer|fix|preci)")
_FIGURE = rx.compile(r"\d{4}|%|€")
_DECIMAL = rx.compile(r"(?P<number>\d{1,2}(?:\s?[.-]\s?\d{1,2}){1,3})\s*(?:[.:)°-]\s*)*(?=\S)")
_BRACKETED = rx.compile(r"\((?P<number>\d{1,2}|[a-z]|[ivx]{2,4})\)\s+(?=\S)")
_NUMBER = rx.compile(r"(?P<number>\d{1,2})\s?(?P<mark>[.)/°:-]|er\b)\s*(?:[.:)-]\s*)*(?=\S)")
_ROMAN = rx.compile(r"(?P<number>[ivxl]{1,6})\s?(?P<mark>[.)/:-]|°)\s*(?:[.:)-]\s*)*(?=\S)")
_CAPITAL = rx.compile(r"(?P<number>[A-H])\s?(?P<mark>[.)/:–—-])\s*(?:[.:)–—-]\s*)*(?=\S)")
_SMALL = rx.compile(r"(?P<number>[a-z]|[ivx]{2,4})\s?(?P<mark>[.)/°]|-(?=\s)|\s-)\s*(?=\S)")
_BULLET = rx.compile(
    r"\\?(?P<sign>[-–—―‒−•●▪▫■◦·∙○o‣⁃❖♦◆□☐❑➔➜➢➤✓✔→⇒►»*+§\uf0b7\uf0a7\uf0d8])(?:(?=[\s\xa0])|(?<![o»*+§])(?=[A-ZÀ-Ýa-zà-ÿ]))[\s\xa0]*(?=\S)"
)
_MARK_ONLY = rx.compile(r"(?:\[\d+\]|\d{1,3}|[-_.=*\s]+)$")
_BOLD = rx.compile(r"\*\*.+\*\*")
_HASHES = rx.compile(r"\s*(#{1,6})\s")


@dataclass(slots=True, eq=False, repr=False)
class Line:
    """A line of the text that holds something.

    ``span`` is without the white space around; ``body`` is where its words begin, after marks and number; ``indent``
    counts the characters before it; ``gap`` says that a blank line stands above.

    ``habit``: ``article``, ``container`` (TITRE, CHAPITRE ...), ``annex``, ``decimal`` (3.1), ``number`` (1.),
    ``roman`` (I.), ``capital`` (A.), ``small`` (a), ``degree`` (1°), ``bullet`` or ``plain``; ``number`` is that of the
    habit (with its word for a container) or the sign of the bullet. ``rank`` is the level of a heading styled as such
    in the source, 0 when it is not. ``hint`` is the kind of the layout hint, or ``void`` where nothing is to be read.
    """

    span: Span
    body: int
    habit: str
    number: str | None
    indent: int
    rank: int
    bold: bool
    gap: bool
    hint: str | None = None


def normal_number(raw: str) -> str:
    """A folded number, normalised: ``1er`` and ``premier`` give ``1``, ``ii`` gives ``II``, ``3  bis`` ``3 bis``.

    >>> normal_number("1 er"), normal_number("3  bis"), normal_number("premier")
    ('1', '3 bis', '1')
    """
    number = rx.sub(r"\s*-?\s*(bis|ter|quater|quinquies|sexies)$", r" \1", raw.strip())
    number = rx.sub(r"^(?:1|i)\s?er$", "1", number)
    if number in ORDINALS:
        return str(ORDINALS[number])
    return number.upper() if parse_roman(number) else number


def _looks_like_title(view: View, at: int, end: int) -> bool:
    """Whether a heading or an item may follow a number: anything but the small letter of a sentence that goes on."""
    return at >= end or not view.text[at].islower()


def _article(view: View, start: int, end: int) -> tuple[str, str, int] | None:
    """The habit, number and first word of a line that opens an article; None where "article 3" begins a sentence."""
    match = _ARTICLE.match(view.folded, start, end)
    if not match:
        return None
    rest = match.end()
    marked = match["mark"].strip() or view.text[match.end("suffix") : rest].count(" ") >= 2
    if not marked and rest < end and not (view.text[rest].isupper() or view.text[rest] in "«\"'("):
        return None
    number = normal_number(match["number"] + match["suffix"])
    if not number[0].isdigit() and parse_roman(number) is None:
        return None
    return ("decimal" if "." in number else "article"), number, rest


def _classify(view: View, start: int, end: int) -> tuple[str, str | None, int]:
    """The habit, number and first word of the line that stands at ``start``..``end``."""
    folded = view.folded
    if article := _article(view, start, end):
        return article
    if match := _CONTAINER.match(folded, start, end):
        return "container", f"{match['word']} {normal_number(match['number'])}", match.end()
    match = _ANNEX.match(folded, start, end)
    if match and (view.text[start:end].isupper() or end - start < 90) and not _SENTENCE.search(match["rest"]):
        return "annex", None, start
    match = _DECIMAL.match(folded, start, end)
    if match and _looks_like_title(view, match.end(), end) and not _FIGURE.match(folded, match.end(), end):
        return "decimal", rx.sub(r"\s", "", match["number"]).replace("-", "."), match.end()
    if match := _BRACKETED.match(folded, start, end):
        return ("number" if match["number"].isdecimal() else "small"), match["number"], match.end()
    if match := _NUMBER.match(folded, start, end):
        return ("degree" if match["mark"] == "°" else "number"), match["number"], match.end()
    if (match := _ROMAN.match(folded, start, end)) and parse_roman(match["number"]) and view.text[start].isupper():
        return "roman", match["number"].upper(), match.end()
    if match := _CAPITAL.match(view.text, start, end):
        return "capital", match["number"], match.end()
    if (match := _SMALL.match(folded, start, end)) and not (match["mark"] == "." and view.text[start].isupper()):
        return "small", match["number"], match.end()
    return "plain", None, start


def read_lines(view: View, hints: tuple[Hint, ...] = ()) -> list[Line]:
    """The lines of ``view`` that hold something, in order."""
    lines: list[Line] = []
    starts = [hint.span[0] for hint in hints]
    position, gap = 0, True
    for raw in view.text.splitlines(keepends=True):
        here, position = position, position + len(raw)
        if not raw.strip():
            gap = True
            continue
        at = bisect_left(starts, here)
        hint = hints[at] if at < len(hints) and hints[at].span[0] < here + len(raw.rstrip()) else None
        lines.append(_read_line(view, here, raw, gap, hint))
        gap = False
    return lines


def _read_line(view: View, here: int, raw: str, gap: bool, hint: Hint | None) -> Line:
    first, stop = here + len(raw) - len(raw.lstrip()), here + len(raw.rstrip())
    span, indent, kind = (first, stop), first - here, hint.kind if hint else None
    bold = kind == "bold" or _BOLD.fullmatch(raw.strip()) is not None
    hashes = _HASHES.match(raw)
    bullet = None if hashes else _bullet(view, first, stop)
    if bullet:
        return Line(span, bullet.end(), "bullet", bullet["sign"], indent, 0, bold, gap, kind)
    start, end = view.trim(span)
    if start >= end or _MARK_ONLY.match(view.text[start:end]):
        return Line(span, min(start, stop), "plain", None, indent, 0, False, gap, "void")
    rank = len(hashes[1]) if hashes else (hint.level if hint and kind == "heading" else 0)
    habit, number, body = _classify(view, start, end)
    return Line(span, body, habit, number, indent, rank, bold, gap, kind)


def _bullet(view: View, first: int, stop: int) -> rx.Match[str] | None:
    """The sign of an item, which two stars are not: they make words bold."""
    return None if view.text.startswith("**", first) else _BULLET.match(view.text, first, stop)
