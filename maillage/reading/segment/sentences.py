"""Sentences of a paragraph. Reads: a view and a span. Writes: its sentences, which tile it but for space."""

from __future__ import annotations

from maillage.foundations import rx
from maillage.reading.model import Span
from maillage.reading.normalise import View

_END = rx.compile(r"(?<![.!?…])[.!?…]++[»\")\]]*\s+(?=[«\"(\[*]*\s?(?:[A-ZÀ-ÝŒ]|\d{1,2}[.)]\s))")
# Abbreviations, initials and blanks, whose point does not end a sentence.
_NO_END = rx.compile(
    r"(?:\b(?:art|al|cf|p|pp|n|no|m|mm|mme|mmes|mlle|mlles|me|dr|st|ste|tel|etc|ex|av|bd|cde|ref|env|resp|"
    r"adj|j\.?o|l|r|d|[a-z])|\b(?:[a-z]\.){1,4}[a-z]?|\.\.)$"
)
_OPENING = rx.compile(
    r"(?:l[ea]s?|un|une|il|elle|ils|elles|ce|cette|ces|en|a|au|pour|dans|si|chaque|tout|toute|les)\b|l'"
)


def split_sentences(view: View, span: Span) -> list[Span]:
    """The sentences of the paragraph at ``span``, each without the white space around.

    Abbreviations ("art.", "L. 312-1", "M.") and blanks to fill in ("le ..., ") do not end a sentence.
    """
    start, end = view.trim(span)
    spans: list[Span] = []
    for match in _END.finditer(view.text, start, end):
        point = match.start()
        before = view.folded[max(start, point - 12) : point]
        dots = len(match.group().rstrip('»")] \n\t\xa0'))
        if dots > 1 and view.text[point] == "." and match.end() < end and not _opens(view, match.end(), end):
            continue
        if dots == 1 and _NO_END.search(before) and not before.endswith((" etc", "(etc")):
            continue
        spans.append((start, match.start() + len(match.group().rstrip())))
        start = match.end()
    if start < end:
        spans.append((start, end))
    return spans


def _opens(view: View, at: int, end: int) -> bool:
    """After a blank ("..."), whether a new sentence begins: with a determiner or a word of circumstance, not a name."""
    return bool(_OPENING.match(view.folded[at : min(at + 12, end)]))
