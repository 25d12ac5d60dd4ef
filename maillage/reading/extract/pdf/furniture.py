"""What a page carries besides the text: running headers, footers, page numbers.

Taken out from the edges inward, and listed.
"""

from __future__ import annotations

from collections import defaultdict

from maillage.foundations import rx
from maillage.reading.extract.canonical import quotes
from maillage.reading.extract.pdf.lines import Line, PageLines
from maillage.reading.model import Notice

ZONE = 0.15  # share of the height of a page where its furniture stands
_SAME_PLACE = 6.0  # points
_NUMBER = rx.compile(r"(?:page|p\.|-|–|—|\||/)?\s*(\d{1,4})\s*(?:(?:/|sur|de|of)\s*\d{1,4})?\s*(?:-|–|—|\|)?", rx.I)
_EXPLICIT = rx.compile(r"page\s*\d+.*|\d{1,4}\s*(?:/|sur)\s*\d{1,4}|[-–—]\s*\d{1,4}\s*[-–—]", rx.I)
_HEADING = rx.compile(r"(?:article|titre|chapitre|annexe|section)\b", rx.I)
_DIGITS = rx.compile(r"\d+")


def remove(pages: list[PageLines]) -> list[Notice]:
    """Take the furniture out of ``pages``; what was taken out, one notice for page numbers and one for the rest."""
    repeated = _repeated(pages)
    numbers: list[str] = []
    running: list[str] = []
    for page in pages:
        for edge in (0, -1):
            while page.lines and (kind := _kind(page, _outermost(page, edge), edge, repeated, len(pages))):
                line = _outermost(page, edge)
                page.lines.remove(line)
                (numbers if kind == "page-number" else running).append(line.text)
    found = []
    if running:
        found.append(
            Notice(
                "running-header",
                "Les en-têtes et pieds de page répétés ont été retirés du texte.",
                quotes(_alike(running)),
            )
        )
    if numbers:
        found.append(Notice("page-number", "Les numéros de page ont été retirés du texte.", quotes(numbers)))
    return found


def _alike(lines: list[str]) -> list[str]:
    """One line of each sort, where only the numbers differ."""
    found: dict[str, str] = {}
    for line in lines:
        found.setdefault(_DIGITS.sub("#", line), line)
    return list(found.values())


def _outermost(page: PageLines, edge: int) -> Line:
    return min(page.lines, key=lambda line: line.top) if edge == 0 else max(page.lines, key=lambda line: line.bottom)


def _in_zone(page: PageLines, line: Line, edge: int) -> bool:
    return line.bottom < ZONE * page.height if edge == 0 else line.top > (1 - ZONE) * page.height


def _key(line: Line) -> str:
    return _DIGITS.sub("#", " ".join(line.text.split()).casefold())


def _kind(page: PageLines, line: Line, edge: int, repeated: set[int], count: int) -> str | None:
    if not _in_zone(page, line, edge):
        return None
    text = line.text.strip()
    if _EXPLICIT.fullmatch(text):
        return "page-number"
    if _NUMBER.fullmatch(text):
        number = int(_DIGITS.findall(text)[0])
        if id(line) in repeated or (abs(number - page.number) <= 12 and (count > 1 or edge == -1)):
            return "page-number"
    return "running-header" if id(line) in repeated else None


def _repeated(pages: list[PageLines]) -> set[int]:
    """The lines (by identity) that stand at the same place on several pages, with the same words, their numbers
    following the pages."""
    groups: dict[str, list[tuple[PageLines, Line]]] = defaultdict(list)
    for page in pages:
        for line in page.lines:
            if _in_zone(page, line, 0) or _in_zone(page, line, -1):
                groups[_key(line)].append((page, line))
    found: set[int] = set()
    for key, group in groups.items():
        least = max(3 if _HEADING.match(key) else 2, len(pages) * 0.3)
        for cluster in _clusters(group):
            if len({page.number for page, _line in cluster}) >= least and _numbers_follow(cluster):
                found.update(id(line) for _page, line in cluster)
    return found


def _clusters(group: list[tuple[PageLines, Line]]) -> list[list[tuple[PageLines, Line]]]:
    """Lines with the same words, apart by the height at which they stand."""
    clusters: list[list[tuple[PageLines, Line]]] = []
    for page, line in sorted(group, key=lambda one: (one[1].top, one[0].number)):
        if clusters and line.top - clusters[-1][0][1].top < _SAME_PLACE:
            clusters[-1].append((page, line))
        else:
            clusters.append([(page, line)])
    return clusters


def _numbers_follow(group: list[tuple[PageLines, Line]]) -> bool:
    """Whether the numbers of a line are the same on all pages, or grow as the pages do ("Article 2" after "Article 1"
    is no furniture)."""
    first_page, first = group[0]
    start = [int(number[:9]) for number in _DIGITS.findall(first.text)]
    for page, line in group[1:]:
        step = page.number - first_page.number
        for one, other in zip(start, (int(number[:9]) for number in _DIGITS.findall(line.text)), strict=False):
            if other not in (one, one + step):
                return False
    return not (_HEADING.match(_key(first)) and any(first.text != line.text for _page, line in group))
