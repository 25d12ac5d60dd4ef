"""Second stage. Reads: the text of an :class:`Extract`. Writes: a :class:`View` to search, where offsets stay true."""

from __future__ import annotations

from maillage.foundations import rx
from maillage.foundations.folding import fold, one_line
from maillage.foundations.records import dataclass
from maillage.reading.model import Span

MARKS = "*#_|>\\"
_BLANKED = str.maketrans(MARKS, " " * len(MARKS))
_TAG = rx.compile(r"</?[a-zA-Z][^<>\n]{0,200}>|&nbsp;|<!--.{0,500}?-->")


@dataclass(slots=True, eq=False, repr=False)
class View:
    """A text and its folded twin (lower case, no accents, Markdown marks blanked), of equal length."""

    text: str
    folded: str

    def quote(self, span: Span) -> str:
        """The words at ``span`` on one line, without Markdown marks."""
        return one_line(self.text[span[0] : span[1]].translate(_BLANKED))

    def trim(self, span: Span, also: str = "") -> Span:
        """``span`` without the white space and Markdown marks (and the characters of ``also``) at its two ends."""
        start, end = span
        away = MARKS + also
        while start < end and (self.text[start].isspace() or self.text[start] in away):
            start += 1
        while end > start and (self.text[end - 1].isspace() or self.text[end - 1] in away):
            end -= 1
        return start, end


def normalise(text: str) -> View:
    """The view of a canonical ``text`` (NFC, LF), where stray HTML tags are blanked."""
    if "<" in text or "&nbsp;" in text:
        text = _TAG.sub(lambda match: " " * len(match.group()), text)
    folded = fold(text)
    for mark in MARKS:  # most are absent: six looks are faster than a translation
        folded = folded.replace(mark, " ")
    return View(text, folded)
