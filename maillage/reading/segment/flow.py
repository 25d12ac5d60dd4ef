"""Third stage, second part. Reads: lines. Writes: units (headings, paragraphs, items) with their zone, in reading order."""

from __future__ import annotations

from maillage.foundations import rx
from maillage.reading.normalise import View
from maillage.reading.segment import zones
from maillage.reading.segment.lines import Line
from maillage.reading.segment.scheme import Scheme, choose_scheme
from maillage.reading.segment.units import LEVELS, MINOR, Unit, Zone, has_finite_verb, is_title_like
from maillage.reading.vocabulary.verbs import first_verb

_NUMBERED_LEVELS = {"roman": 7, "capital": 8, "number": 9, "small": 12, "degree": 12}
_WIDE = rx.compile(r"(?<=\S)(?P<gap>[ \xa0\t]{3,})(?=[A-ZÀ-ÝŒ«(\d])")
_DASH = rx.compile(r"(?<=\S)(?P<gap>\.\s?[-–—]\s?|\s[-–—]\s)(?=[A-ZÀ-ÝŒ«(])")
_POINT = rx.compile(r"(?<=\S)(?P<gap>\s?[.:]\s+)(?=[A-ZÀ-ÝŒ])")
_ENTRY = rx.compile(r"(?:il\s+est|il\s+a\s+ete|ont|sont)\b")


class Flow:
    """Turns lines into units, one pass, carrying the zone it is in."""

    def __init__(self, view: View, lines: list[Line]) -> None:
        self.view = view
        self.lines = lines
        self.units: list[Unit] = []
        self.zone: Zone = "cover"
        self.scheme: Scheme = choose_scheme(view, lines, self._first_of_body())
        self.wrapped = _is_wrapped(lines)
        self.at = 0
        self.last_article = 0
        self.parties_open = self._unannounced_parties()

    def run(self) -> list[Unit]:
        """All the units of the text."""
        while self.at < len(self.lines):
            before = self.at
            self._step()
            assert self.at > before
        return self.units

    def _first_of_body(self) -> int:
        """The index of the first line after the parties and the recitals, if the text has such a block; else 0."""
        last = 0
        for index, line in enumerate(self.lines[: max(60, len(self.lines) // 3)]):
            start, end = self.view.trim(line.span)
            agreed = zones.AGREED.search(self.view.folded, start, end)
            if agreed or (zones.RECITAL.match(self.view.folded, line.body, end) and line.habit == "plain"):
                last = index + 1
        return last

    def _unannounced_parties(self) -> int:
        """The index of the line where a block of parties opens without "entre": the one above the first "d'une part"; -1 if there is none."""
        for index, line in enumerate(self.lines[:60]):
            if line.habit == "article" or zones.BETWEEN.match(self.view.folded, line.body, line.span[1]) or zones.opens_below(self.view, line.body, line.span[1]):
                return -1
            if zones.ONE_SIDE.search(self.view.folded, line.body, line.span[1]):
                above = [i for i in range(max(0, index - 6), index + 1) if zones.DESCRIBED.search(self.view.folded, self.lines[i].body, self.lines[i].span[1])]
                return above[0] if above else index
        return -1

    # One step: one heading with its lines, or one paragraph.
    def _step(self) -> None:
        line = self.lines[self.at]
        start, end = self.view.trim(line.span)
        if line.hint == "void" or start >= end:
            self._add(line.span, line.body, "void", self.zone)
            return
        if zones.is_contents_line(self.view, start, end) and self.zone in ("cover", "contents"):
            self._add(line.span, line.body, "paragraph", "contents")
            return
        if self._heading(line):
            return
        self._open_zone(line)
        if line.habit in ("bullet", "small", "degree") or (line.habit in ("number", "roman", "capital", "decimal") and self.zone in ("body", "annex", "preamble", "parties")):
            self._item(line)
            return
        if line.hint == "cell":
            self._add(line.span, line.body, "cell", self.zone)
            return
        self._paragraph(line)

    def _open_zone(self, line: Line) -> None:
        folded, start, end = self.view.folded, line.body, line.span[1]
        opened = zones.BETWEEN.match(folded, self.view.trim(line.span)[0], end) or zones.opens_below(self.view, start, end) or self.at == self.parties_open
        if self.zone in ("cover", "contents") and not self.last_article and opened:
            self.zone = "parties"
        elif self.zone in ("preamble", "recital") and not self.last_article and opened and not any(u.zone == "parties" for u in self.units):
            self.zone = "parties"
        elif self.zone in ("cover", "parties", "preamble", "contents") and zones.RECITAL.match(folded, start, end) and not self.last_article:
            self.zone = "recital"
        elif self.zone == "recital" and zones.BETWEEN.match(folded, start, end):
            self.zone = "parties"
        elif self.zone in ("parties", "recital") and zones.AGREED.match(folded, start, end):
            self.zone = "preamble"
            return
        elif self.zone == "recital" and not zones.RECITAL.match(folded, start, end) and line.habit == "plain":
            self.zone = "preamble"

    def _heading(self, line: Line) -> bool:
        view, start, end = self.view, *self.view.trim(line.span)
        if self.zone == "annex" and line.habit == "article" and line.number != "1":
            return self._article(line) if self.last_article and line.number == str(self.last_article + 1) else self._titled(line, 10)
        if line.habit == "article" and self.scheme.word:
            return self._article(line)
        if self.at in self.scheme.opening:
            self.zone = "body"
            self.last_article += 1
            return self._titled(line, LEVELS["article"], number=line.number if line.habit != "plain" else None, word="article")
        if line.habit == "container" and (is_title_like(view, line.body, end) or line.body >= end):
            self.zone = "annex" if self.zone == "annex" else "body"
            word, _, number = (line.number or "").partition(" ")
            return self._titled(line, LEVELS[word], number=number, word=word)
        if line.habit == "annex" and self._opens_annex(line):
            self.zone = "annex"
            return self._titled(line, LEVELS["annex"], word="annex")
        if zones.PREAMBLE.match(view.folded, start, end) and self.zone != "annex" and not self.last_article and end - start < 80:
            self.zone = "preamble"
            return self._titled(line, LEVELS["preamble"], word="preamble")
        if zones.CONTENTS.match(view.folded, start, end):
            return self._titled(line, LEVELS["preamble"], zone="contents", word="contents")
        return self._minor(line)

    def _opens_annex(self, line: Line) -> bool:
        left = len(self.lines) - self.at
        return bool(self.last_article) and (left < len(self.lines) * 0.9) and (line.rank > 0 or line.bold or line.gap or self.view.text[line.span[0] : line.span[1]].isupper())

    def _minor(self, line: Line) -> bool:
        """Headings inside an article: decimal, numbered, styled, bold, in capitals or just short."""
        view, end = self.view, self.view.trim(line.span)[1]
        after = self.lines[self.at + 1] if self.at + 1 < len(self.lines) else None
        if self.zone in ("parties", "cover", "recital", "contents") and not (line.rank and self.last_article):
            if not (line.habit == "decimal" and self.scheme.word is False):
                return False
        if line.habit == "decimal":
            self._implied_article(line)
            if is_title_like(view, line.body, end, 140) or self._dotted_title(line, after):
                return self._titled(line, 5 + (line.number or "").count("."), number=line.number)
            return False
        if line.habit in _NUMBERED_LEVELS and line.habit not in ("small", "degree"):
            if is_title_like(view, line.body, end, 120) and self._stands_alone(line, after) or self._dotted_title(line, after):
                return self._titled(line, _NUMBERED_LEVELS[line.habit], number=line.number)
            return False
        if line.habit != "plain" or not is_title_like(view, line.body, end, 120) or zones.closes(view, line.body, end):
            return False
        if line.rank:
            return self._styled(line)
        if view.text[end - 1] == ":" and not line.bold:
            return False
        marked = line.bold or view.text[line.body : end].isupper()
        if after is None or not (marked or (line.gap and end - line.body < 70 and first_verb(view.folded, line.body, end) is None)):
            return False
        if not marked and (after.habit == "bullet" or not view.text[after.body].isupper() or zones.may_sign(view, line.body, end)):
            return False
        return self._titled(line, MINOR)

    def _styled(self, line: Line) -> bool:
        """A heading styled as such, without a number: an article that lost its number when sections of that number follow."""
        after = next((later for later in self.lines[self.at + 1 :] if later.hint != "void"), None)
        if after and after.habit == "decimal" and self.scheme.word and after.number == f"{self.last_article + 1}.1":
            self.last_article += 1
            self.zone = "body"
            return self._titled(line, LEVELS["article"], number=str(self.last_article), word="article")
        return self._titled(line, MINOR)

    def _dotted_title(self, line: Line, after: Line | None) -> bool:
        """A numbered heading that ends with a point ("1. Suivi des personnes accueillies."), followed by a paragraph."""
        text = self.view.text[line.body : line.span[1]].strip("*_ ")
        plain = after is not None and after.habit == "plain" and len(self.view.text[after.span[0] : after.span[1]]) > len(text)
        return plain and text.endswith(".") and len(text) < 140 and text.count(".") <= 2 and is_title_like(self.view, line.body, line.body + len(text.rstrip(".")), 140) and not _is_act(text)

    def _stands_alone(self, line: Line, after: Line | None) -> bool:
        if after is None or after.habit == line.habit:
            return False
        before = self.units[-1] if self.units else None
        listed = before is not None and before.kind == "item" and before.sign == line.habit
        text = self.view.text[line.body : line.span[1]]
        return not listed and not _is_act(text) or line.rank > 0 or line.bold

    def _implied_article(self, line: Line) -> None:
        """Article 3 when 3.1 comes after article 2 and no line opens article 3."""
        head = (line.number or "").split(".")[0]
        if self.scheme.word and head.isdigit() and int(head) == self.last_article + 1 and (line.number or "").endswith(".1"):
            later = any(other.habit == "article" and other.number == head for other in self.lines[self.at :])
            if not later and self.last_article and self.zone == "body":
                self.last_article += 1
                self.units.append(Unit((line.span[0], line.span[0]), line.span[0], "heading", "body", head, None, LEVELS["article"], word="article"))

    def _article(self, line: Line) -> bool:
        view, end = self.view, line.span[1]
        number = line.number or ""
        quoted = self.zone == "annex" and number != "1"
        self.zone = "annex" if self.zone == "annex" else "body"
        if number.isdigit() and not quoted:
            self.last_article = int(number)
        level = LEVELS["article"]
        stop = view.trim((line.span[0], end), also=".:-–—)")[1]
        if line.body >= stop:
            return self._titled(line, level, number=number, word="article", look_below=True)
        cut = self._cut(line.body, end)
        if cut is None:
            if is_title_like(view, line.body, view.trim((line.body, end), also=".")[1], 240):
                return self._titled(line, level, number=number, word="article", goes_on=True)
            self._push_heading((line.span[0], line.body), line.body, number, None, level, "article")
            self._rest(line, line.body)
            return True
        heading = _title(view, line.body, cut[0])
        self._push_heading((line.span[0], cut[0]), line.body, number, heading, level, "article")
        self._rest(line, cut[1])
        return True

    def _cut(self, body: int, end: int) -> tuple[int, int] | None:
        """Where a heading ends and its text begins on the same line: (end of heading, start of text)."""
        for pattern, needs_verb in ((_WIDE, False), (_DASH, True), (_POINT, True)):
            match = pattern.search(self.view.text, body, min(end, body + 200))
            if not match or not is_title_like(self.view, body, match.start("gap"), 140):
                continue
            if not needs_verb or has_finite_verb(self.view.folded[match.end() : end]):
                return match.start("gap"), match.end()
        return None

    def _rest(self, line: Line, start: int) -> None:
        """The text that stands on the heading's own line, as a paragraph."""
        tail = Line((start, line.span[1]), start, "plain", None, line.indent, 0, False, False)
        self._paragraph(tail)

    def _titled(self, line: Line, level: int, *, number: str | None = None, word: str = "", zone: Zone | None = None, look_below: bool = False, goes_on: bool = False) -> bool:
        """A heading unit from this line, and from those below it when the heading stands there or goes on there."""
        view = self.view
        end, body = line.span[1], line.body
        self.at += 1
        if look_below and self.at < len(self.lines) and (below := self._heading_below()):
            body, end = self.lines[self.at - below].body, self.lines[self.at - 1].span[1]
        elif goes_on or (level <= MINOR and not look_below):
            end = self._goes_on(end)
        text = _title(view, body, end) if body < end else ""
        unit = Unit((line.span[0], end), body, "heading", zone or self.zone, number, text or None, level, word=word)
        self.units.append(unit)
        return True

    def _heading_below(self) -> int:
        """How many of the lines under a bare "Article 3" make its heading."""
        line = self.lines[self.at]
        if line.habit != "plain" or line.hint == "void" or not is_title_like(self.view, line.body, line.span[1], 200):
            return 0
        if _ENTRY.match(self.view.folded, line.body, line.span[1]) or self.at + 1 >= len(self.lines):
            return 0
        self.at += 1
        self._goes_on(line.span[1])
        count = 1
        while self.lines[self.at - count] is not line:
            count += 1
        return count

    def _goes_on(self, end: int) -> int:
        """Takes the lines that continue a heading: they begin with a small letter and stay title-like."""
        while self.at < len(self.lines):
            line, last = self.lines[self.at], self.view.text[end - 1]
            small = self.view.text[line.body : line.body + 1].islower()
            capitals = self.view.text[line.span[0] : line.span[1]].isupper() and not line.gap and self.view.text[self.lines[self.at - 1].span[0] : end].isupper()
            if line.habit != "plain" or not (small or capitals) or last in ".;:" or line.span[1] - line.body > 120:
                break
            if self.view.text[line.span[1] - 1] in ".;:," or (small and has_finite_verb(self.view.folded[line.body : line.span[1]])):
                break
            end = line.span[1]
            self.at += 1
        return end

    def _item(self, line: Line) -> None:
        sign = line.number if line.habit == "bullet" else line.habit
        end = self._take_continuation(line)
        self.units.append(Unit((line.span[0], end), line.body, "item", self.zone, None if line.habit == "bullet" else line.number, depth=line.indent, sign=sign))

    def _paragraph(self, line: Line) -> None:
        end = self._take_continuation(line)
        self.units.append(Unit((line.span[0], end), self.view.trim((line.body, end))[0], "paragraph", self.zone, depth=line.indent))
        if self.zone == "parties" and zones.AGREED.search(self.view.folded, line.span[0], end):
            self.zone = "preamble"

    def _take_continuation(self, line: Line) -> int:
        """Joins the lines that the paragraph runs over; returns where it ends. Moves past them."""
        view, end = self.view, line.span[1]
        self.at += 1
        while self.at < len(self.lines):
            after = self.lines[self.at]
            if after.habit != "plain" or after.gap or after.rank or after.hint in ("void", "cell", "note", "heading") or self.at in self.scheme.opening:
                break
            head = view.text[after.body : after.body + 1]
            small = head.islower() or (head != "" and head in ",;:)»")
            open_bold = view.text[line.span[0] : end].count("**") % 2 == 1
            if not (small or self.wrapped or open_bold) or (after.bold and not small):
                break
            if self.zone in ("parties", "cover") and zones.BETWEEN.match(view.folded, after.body, after.span[1]):
                break
            end = after.span[1]
            self.at += 1
        return end

    def _push_heading(self, span: tuple[int, int], body: int, number: str, heading: str | None, level: int, word: str) -> None:
        self.units.append(Unit(span, body, "heading", self.zone, number, heading, level, word=word))

    def _add(self, span: tuple[int, int], body: int, kind: str, zone: Zone) -> None:
        self.units.append(Unit(span, body, kind, zone))  # type: ignore[arg-type]
        self.at += 1


def _title(view: View, start: int, end: int) -> str:
    """The words of a heading, without the punctuation around nor brackets that hold it all."""
    words = view.quote(view.trim((start, end), also=" .:-–—"))
    return words[1:-1].strip() if words.startswith("(") and words.endswith(")") and words.count("(") == 1 else words


def _is_act(text: str) -> bool:
    """Whether a line begins with an infinitive: an act in a list rather than a heading."""
    return bool(rx.match(r"(?:\w+(?:er|ir|oir|re)|de|d'|à|se|s')\b", text.strip("*_ ").lower())) and text[:1].isalpha()


def _is_wrapped(lines: list[Line]) -> bool:
    """Whether the text was cut into lines of like width, so that a line feed does not end a paragraph."""
    runs = [a.span[1] - a.span[0] for a, b in zip(lines, lines[1:], strict=False) if not b.gap and b.habit == "plain"]
    wide = [length for length in runs if 55 <= length <= 120]
    return len(runs) >= 8 and len(wide) >= 0.7 * len(runs) and sum(b.gap for b in lines) >= 4
