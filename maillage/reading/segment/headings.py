"""Third stage, third part. Reads: one line of a walk. Writes: the heading that it opens, if it opens one.

A heading is told by its words ("Article 3", "TITRE II", "Annexe"), by the scheme of the text, or by how it is written.
"""

from __future__ import annotations

from maillage.foundations import rx
from maillage.reading.normalise import View
from maillage.reading.segment import zones
from maillage.reading.segment.lines import Line
from maillage.reading.segment.units import LEVELS, MINOR, Unit, has_finite_verb, is_title_like
from maillage.reading.segment.walk import Walk
from maillage.reading.vocabulary.verbs import first_verb

TYPE_CHECKING = False
if TYPE_CHECKING:
    from maillage.reading.segment.units import Zone

_IN_ANNEX = 10
_NUMBERED_LEVELS = {"roman": 7, "capital": 8, "number": 9}
# What parts a heading from a text that begins on its line: a wide gap, a dash, a point or a colon.
_WIDE = rx.compile(r"(?<=\S)(?P<gap>[ \xa0\t]{3,})(?=[A-ZÀ-ÝŒ«(\d])")
_DASH = rx.compile(r"(?<=\S)(?P<gap>\.\s?[-–—]\s?|\s[-–—]\s)(?=[A-ZÀ-ÝŒ«(])")
_POINT = rx.compile(r"(?<=\S)(?P<gap>\s?[.:]\s+)(?=[A-ZÀ-ÝŒ])")
_ENTRY = rx.compile(r"(?:il\s+est|il\s+a\s+ete|ont|sont)\b")
_INFINITIVE = rx.compile(r"(?:\w+(?:er|ir|oir|re)|de|d'|à|se|s')\b")


class Headings:
    """Reads the headings of a walk: each adds its unit and moves past its lines."""

    def __init__(self, walk: Walk) -> None:
        self.walk = walk
        self.view = walk.view
        self.lines = walk.lines

    def read(self, line: Line) -> bool:
        """Whether ``line``, at which the walk stands, opens a heading; if so it is read."""
        walk, scheme = self.walk, self.walk.scheme
        if walk.zone == "annex" and line.habit == "article" and line.number != "1":
            follows = walk.last_article and line.number == str(walk.last_article + 1)
            return self._article(line) if follows else self._titled(line, _IN_ANNEX)
        if line.habit == "article" and scheme.word:
            return self._article(line)
        if walk.at in scheme.opening:
            walk.zone = "body"
            walk.last_article += 1
            number = line.number if line.habit != "plain" else None
            return self._titled(line, LEVELS["article"], number=number, word="article")
        return self._division(line) or self._minor(line)

    def _division(self, line: Line) -> bool:
        """A heading over articles: title, chapter, annex, preamble, contents."""
        walk, view, (start, end) = self.walk, self.view, self.view.trim(line.span)
        if line.habit == "container" and (is_title_like(view, line.body, end) or line.body >= end):
            walk.zone = "annex" if walk.zone == "annex" else "body"
            word, _, number = (line.number or "").partition(" ")
            return self._titled(line, LEVELS[word], number=number, word=word)
        if line.habit == "annex" and self._opens_annex(line):
            walk.zone = "annex"
            return self._titled(line, LEVELS["annex"], word="annex")
        early = walk.zone != "annex" and not walk.last_article
        if early and end - start < 80 and zones.PREAMBLE.match(view.folded, start, end):
            walk.zone = "preamble"
            return self._titled(line, LEVELS["preamble"], word="preamble")
        if zones.CONTENTS.match(view.folded, start, end):
            return self._titled(line, LEVELS["preamble"], zone="contents", word="contents")
        return False

    def _opens_annex(self, line: Line) -> bool:
        """Whether a line that names an annex is its heading, not a list of annexes near the top."""
        left = len(self.lines) - self.walk.at
        stands_out = line.rank > 0 or line.bold or line.gap or self.walk.is_capitals(line.span)
        return self.walk.last_article > 0 and left < len(self.lines) * 0.9 and stands_out

    def _minor(self, line: Line) -> bool:
        """Headings inside an article: decimal, numbered, styled, bold, in capitals or just short."""
        walk, view, end = self.walk, self.view, self.view.trim(line.span)[1]
        after = walk.below()
        outside = walk.zone in ("parties", "cover", "recital", "contents") and not (line.rank and walk.last_article)
        if outside and not (line.habit == "decimal" and not walk.scheme.word):
            return False
        if line.habit == "decimal":
            self._implied_article(line)
            if is_title_like(view, line.body, end, 140) or self._dotted_title(line, after):
                return self._titled(line, 5 + (line.number or "").count("."), number=line.number)
            return False
        if line.habit in _NUMBERED_LEVELS:
            titled = is_title_like(view, line.body, end, 120) and self._stands_alone(line, after)
            if titled or self._dotted_title(line, after):
                return self._titled(line, _NUMBERED_LEVELS[line.habit], number=line.number)
            return False
        if line.habit != "plain" or not is_title_like(view, line.body, end, 120) or zones.closes(view, line.body, end):
            return False
        if line.rank:
            return self._styled(line)
        return self._unstyled(line, after, end)

    def _unstyled(self, line: Line, after: Line | None, end: int) -> bool:
        """A heading without number or style: in bold, in capitals, or a short line apart without a verb."""
        view = self.view
        if after is None or (view.text[end - 1] == ":" and not line.bold):
            return False
        if line.bold or view.text[line.body : end].isupper():
            return self._titled(line, MINOR)
        if not line.gap or end - line.body >= 70 or first_verb(view.folded, line.body, end) is not None:
            return False
        opens_text = after.habit != "bullet" and view.text[after.body].isupper()
        return opens_text and not zones.may_sign(view, line.body, end) and self._titled(line, MINOR)

    def _styled(self, line: Line) -> bool:
        """A heading styled as such, without a number: an article that lost its own when its sections follow."""
        walk = self.walk
        after = next((later for later in self.lines[walk.at + 1 :] if later.hint != "void"), None)
        if after and after.habit == "decimal" and walk.scheme.word and after.number == f"{walk.last_article + 1}.1":
            walk.last_article += 1
            walk.zone = "body"
            return self._titled(line, LEVELS["article"], number=str(walk.last_article), word="article")
        return self._titled(line, MINOR)

    def _dotted_title(self, line: Line, after: Line | None) -> bool:
        """A numbered heading that ends with a point ("1. Suivi des personnes accueillies."), above a paragraph."""
        text = self.view.text[line.body : line.span[1]].strip("*_ ")
        if after is None or after.habit != "plain" or len(self.view.text[slice(*after.span)]) <= len(text):
            return False
        if not text.endswith(".") or len(text) >= 140 or text.count(".") > 2 or _is_act(text):
            return False
        return is_title_like(self.view, line.body, line.body + len(text.rstrip(".")), 140)

    def _stands_alone(self, line: Line, after: Line | None) -> bool:
        """Whether a numbered line is a heading rather than one item among its like."""
        if after is None or after.habit == line.habit:
            return False
        if line.rank > 0 or line.bold:
            return True
        before = self.walk.units[-1] if self.walk.units else None
        listed = before is not None and before.kind == "item" and before.sign == line.habit
        return not listed and not _is_act(self.view.text[line.body : line.span[1]])

    def _implied_article(self, line: Line) -> None:
        """Article 3 when 3.1 comes after article 2 and no line opens article 3."""
        walk, number = self.walk, line.number or ""
        head = number.split(".", maxsplit=1)[0]
        if not (walk.scheme.word and walk.zone == "body" and walk.last_article and number.endswith(".1")):
            return
        if not head.isdigit() or int(head) != walk.last_article + 1:
            return
        if not any(other.habit == "article" and other.number == head for other in self.lines[walk.at :]):
            walk.last_article += 1
            start = line.span[0]
            walk.heading((start, start), start, LEVELS["article"], head, None, "article")

    def _article(self, line: Line) -> bool:
        """An article: its heading stands after its number, below it, or its text begins at once."""
        walk, view, end = self.walk, self.view, line.span[1]
        number, level = line.number or "", LEVELS["article"]
        in_annex = walk.zone == "annex"
        walk.zone = "annex" if in_annex else "body"
        if number.isdigit() and not (in_annex and number != "1"):
            walk.last_article = int(number)
        if line.body >= view.trim((line.span[0], end), also=".:-–—)")[1]:
            return self._titled(line, level, number=number, word="article", look_below=True)
        cut = self._cut(line.body, end)
        if cut is None and is_title_like(view, line.body, view.trim((line.body, end), also=".")[1], 240):
            return self._titled(line, level, number=number, word="article")
        heading_end, text_start = cut or (line.body, line.body)
        words = _title(view, line.body, heading_end) if cut else None
        walk.heading((line.span[0], heading_end), line.body, level, number, words, "article")
        walk.paragraph(Line((text_start, end), text_start, "plain", None, line.indent, 0, False, False))
        return True

    def _cut(self, body: int, end: int) -> tuple[int, int] | None:
        """Where a heading ends and its text begins on the same line: (end of heading, start of text)."""
        for pattern, needs_verb in ((_WIDE, False), (_DASH, True), (_POINT, True)):
            match = pattern.search(self.view.text, body, min(end, body + 200))
            if not match or not is_title_like(self.view, body, match.start("gap"), 140):
                continue
            folded, after = self.view.folded, match.end()
            if not needs_verb or has_finite_verb(folded[after:end]) or first_verb(folded, after, end):
                return match.start("gap"), after
        return None

    def _titled(
        self,
        line: Line,
        level: int,
        *,
        number: str | None = None,
        word: str = "",
        zone: Zone | None = None,
        look_below: bool = False,
    ) -> bool:
        """A heading from this line and those where it goes on; ``look_below``: its words stand under its number."""
        walk, body, end = self.walk, line.body, line.span[1]
        walk.at += 1
        if look_below:
            if first := self._first_below():
                body, end = first.body, self.lines[walk.at - 1].span[1]
        else:
            end = self._goes_on(end)
        words = _title(self.view, body, end) if body < end else ""
        unit = Unit((line.span[0], end), body, "heading", zone or walk.zone, number, words or None, level, word=word)
        walk.units.append(unit)
        return True

    def _first_below(self) -> Line | None:
        """The line under a bare "Article 3" that begins its heading; the walk moves past all those that make it."""
        walk = self.walk
        if walk.at + 1 >= len(self.lines):
            return None
        line = self.lines[walk.at]
        if line.habit != "plain" or line.hint == "void" or not is_title_like(self.view, line.body, line.span[1], 200):
            return None
        if _ENTRY.match(self.view.folded, line.body, line.span[1]):
            return None
        walk.at += 1
        self._goes_on(line.span[1])
        return line

    def _goes_on(self, end: int) -> int:
        """Takes the lines that continue a heading: they begin with a small letter, or all are in capitals."""
        walk, view = self.walk, self.view
        while walk.at < len(self.lines):
            line, above = self.lines[walk.at], self.lines[walk.at - 1]
            small = view.text[line.body : line.body + 1].islower()
            capitals = walk.is_capitals(line.span) and not line.gap and walk.is_capitals((above.span[0], end))
            if line.habit != "plain" or not (small or capitals):
                break
            if view.text[end - 1] in ".;:" or line.span[1] - line.body > 120 or view.text[line.span[1] - 1] in ".;:,":
                break
            if small and has_finite_verb(view.folded[line.body : line.span[1]]):
                break
            end = line.span[1]
            walk.at += 1
        return end


def _title(view: View, start: int, end: int) -> str:
    """The words of a heading, without the punctuation around nor brackets that hold it all."""
    words = view.quote(view.trim((start, end), also=" .:-–—"))
    return words[1:-1].strip() if words.startswith("(") and words.endswith(")") and words.count("(") == 1 else words


def _is_act(text: str) -> bool:
    """Whether a line begins with an infinitive: an act in a list rather than a heading."""
    return text[:1].isalpha() and bool(_INFINITIVE.match(text.strip("*_ ").lower()))
