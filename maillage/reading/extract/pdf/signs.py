"""How a line begins: with the sign of a list, a number, a heading; and how it ends."""

from __future__ import annotations

from maillage.foundations import rx

_BULLET = rx.compile(r"([•●▪■◦○➢➤►▶✓✔→⇨☐☒❑❖*·‣⁃\uf000-\uf0ff]|[-–—‑](?=\s|[A-Za-zÀ-ÿ«])|\+(?=\s[a-zà-ÿ]))\s*")
_LETTER_O = rx.compile(r"o\s+(?=\S)")  # the bullet of Courier New
_DASH = rx.compile(r"[-–—‑]\s*(?:\d|$)")
_NUMBER = rx.compile(
    r"(?:\d{1,2}\s?[.)°/]|\d{1,2}(?:\.\d{1,2}){1,4}\s?[.)]?|[a-zA-Z]\s?\)|[ivx]{1,5}\s?[.)]|[IVX]{1,5}\s?[.)°–-]|[A-H]\s?[.°–-])(?=\s|[–—]|[A-ZÀ-Ý]\w)"
)
_HEADING = rx.compile(
    r"(?:article|art\.|titre|chapitre|section|annexe|partie)\s+(?:\d|[ivxlc]+(?:er)?\b|premi|unique|préliminaire)|annexes?\s*(?:$|:)|préambule\b",
    rx.I,
)
_OPEN_END = rx.compile(
    r"(?:\b(?:à|de|du|des|le|la|les|l|d|un|une|au|aux|et|ou|en|par|pour|sur|avec|dans|que|qui|dont|selon|sous|ce|cet|cette|ces|"
    r"son|sa|ses|leur|leurs|présent|présente|article|articles|n)|[’'(«\u2010-])$",
    rx.I,
)
_CLOSED_END = rx.compile(r"[.;:!?…»)\]]$")


def bullet(text: str, *, indented: bool) -> str | None:
    """``text`` without the bullet that it begins with; None when it begins with none."""
    match = _BULLET.match(text) or (_LETTER_O.match(text) if indented else None)
    if match is None or _DASH.match(text):
        return None
    rest = text[match.end() :]
    return rest or None


def number(text: str) -> str | None:
    """The number that ``text`` begins with, as written."""
    match = _NUMBER.match(text)
    return match[0] if match and len(text) > match.end() + 1 else None


def is_heading(text: str) -> bool:
    """Whether ``text`` begins as the heading of an article, a title, an annex ... does."""
    return bool(_HEADING.match(text)) and not text[0].islower()


def is_open(text: str) -> bool:
    """Whether a line ends in the middle of a sentence for sure."""
    return bool(_OPEN_END.search(text.rstrip()))


def is_closed(text: str) -> bool:
    """Whether a line ends with a punctuation mark that may end a sentence or announce a list."""
    return bool(_CLOSED_END.search(text.rstrip()))


def starts_low(text: str) -> bool:
    """Whether ``text`` goes on with a sentence: it begins with a small letter, or a mark that only follows words."""
    return bool(text) and (text[0].islower() or text[0] in ",;:)»%€…")
