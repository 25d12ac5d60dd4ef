"""A reading for a terminal, in French: who, which terms, who promised what, which bodies meet, what is wrong.

Colour and width are given by the caller; without colour the text is plain, and every state is a word.
"""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from maillage.reading.model import Defect, Reading
from maillage.reading.output import words
from maillage.reading.output.sheet import Places, absences, by_bearer, sheet

if TYPE_CHECKING:
    from maillage.reading.output.as_index import Entry

# Under this width two columns of sentences are too thin; a place ("art. 12") is never cut.
NARROW = 72
PLACE = 7
_TONES = {"error": "bold red", "warning": "yellow", "advice": "cyan"}
# Stands for a no-break space while lines are cut (rich would cut there), then printed as a plain one, easy to search.
_TIE = "\ue0a0"
# What a terminal would obey, or what would turn the order of the letters: a document must not command the screen.
_COMMANDS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def to_text(reading: Reading, *, width: int = 100, colour: bool = False) -> str:
    """The view, ending with a line feed. ``width`` is in columns, 40 at least."""
    console = _console(width, colour)
    places = Places(reading)
    _head(console, reading)
    if reading.is_agreement:
        _parties(console, reading)
        _terms(console, reading, places)
        _commitments(console, reading, places)
        _bodies(console, reading, places)
    _review_summary(console, reading, places)
    _notices(console, reading)
    return _printed(console)


def to_review(reading: Reading, *, width: int = 100, colour: bool = False) -> str:
    """The defects only: code, severity, message, place, words, source."""
    console = _console(width, colour)
    places = Places(reading)
    console.print(
        _text(words.shown(reading.source.file_name), "bold"), _text(f": {_defect_count(reading)}", ""), sep=" "
    )
    if not reading.is_agreement:
        console.print(_text(f"Ce texte n’est pas un accord entre des parties. {reading.nature_reason}".strip(), ""))
    for defect in reading.review:
        _defect(console, defect, reading, places)
    return _printed(console)


def summary(entries: Sequence[Entry], folder: str, *, width: int = 100, colour: bool = False) -> str:
    """The table at the end of a run, then each file that failed with its sentence, and where the readings are."""
    console = _console(width, colour)
    done = [(entry, entry.head) for entry in entries if entry.head]
    if done:
        table = Table(box=None, padding=(0, 2, 0, 0), show_edge=False, header_style="bold")
        table.add_column("Lecture", no_wrap=True, overflow="ellipsis")
        table.add_column("Nature", min_width=14, max_width=26)
        for heading in ("Engagements", "Défauts", "À corriger"):
            table.add_column(heading, justify="right", min_width=len(heading))
        for entry, head in done:
            numbers = (
                (str(head.commitments), str(head.defects), str(head.errors)) if head.is_agreement else ("", "", "")
            )
            table.add_row(_text(entry.target), _text(head.kind), *map(_text, numbers))
        console.print(table)
    for entry in entries:
        if entry.head is None:
            console.print(
                _text("échec  ", "red").append_text(_text(f"{words.shown(entry.source)} : {entry.failure}", ""))
            )
    failed = f", {words.count(len(entries) - len(done), 'échec')}" if len(done) < len(entries) else ""
    console.print(_text(f"{words.count(len(done), 'lecture')} dans {words.shown(folder)}{failed}."))
    return _printed(console)


def _console(width: int, colour: bool) -> Console:
    return Console(
        file=io.StringIO(), width=max(width, 40), force_terminal=colour, color_system="standard" if colour else None,
        no_color=not colour, highlight=False, markup=False, emoji=False, legacy_windows=False,
    )  # fmt: skip


def _printed(console: Console) -> str:
    written = console.file.getvalue() if isinstance(console.file, io.StringIO) else ""
    return "\n".join(line.rstrip() for line in written.replace(_TIE, " ").split("\n"))


def _text(content: str, style: str = "") -> Text:
    tied = content.replace("\u00a0", _TIE).replace("\u202f", _TIE)
    return Text(_COMMANDS.sub("\ufffd", tied), style=style)


def _section(console: Console, title: str, after: str = "") -> None:
    line = _text(f"\n{title}", "bold cyan")
    console.print(line.append_text(_text(f"  {after}", "dim")) if after else line)


def _grid(*columns: tuple[int, int | None]) -> Table:
    """A table without lines; each column has its least and its greatest width."""
    table = Table.grid(padding=(0, 2, 0, 0), expand=False)
    for least, greatest in columns:
        table.add_column(min_width=least, max_width=greatest, overflow="fold")
    return table


def _head(console: Console, reading: Reading) -> None:
    console.print(_text(words.fold(reading.title or words.shown(reading.source.file_name)), "bold"))
    if not reading.is_agreement:
        console.print(_text("Ce texte n’est pas un accord entre des parties.", "yellow"))
        if reading.nature_reason:
            console.print(_text(reading.nature_reason))
        return
    facts = [
        words.KINDS.get(reading.kind or "", "Accord"),
        words.count(len(reading.parties), "partie"),
        words.count(len(reading.articles), "article"),
        words.count(len(reading.commitments), "engagement"),
        _defect_count(reading),
    ]
    console.print(_text(" · ".join(facts), "dim"))


def _defect_count(reading: Reading) -> str:
    return words.count(len(reading.review), "défaut") if reading.review else "aucun défaut trouvé"


def _parties(console: Console, reading: Reading) -> None:
    _section(console, "Parties")
    if not reading.parties:
        console.print(_text("  Aucune partie n’est nommée."))
        return
    table = _grid((0, 48), (0, None))
    for party in reading.parties:
        name = _text(words.shorten(party.name, 140), "bold")
        if party.short_name and words.fold(party.short_name) != words.fold(party.name):
            name.append_text(_text(f" («\u00a0{words.fold(party.short_name)}\u00a0»)", "not bold"))
        details = [words.NATURES.get(party.nature, party.nature)]
        if party.represented_by:
            details.append(f"agit par {words.shorten(party.represented_by, 90)}")
        if party.authority:
            details.append(_authority(party.authority.blank, party.authority.text))
        if console.width < NARROW:
            table.add_row(name.append_text(_text(f"\n{', '.join(details)}", "not bold")))
        else:
            table.add_row(name, _text(", ".join(details)))
    console.print(Padding(table, (0, 0, 0, 2)))


def _authority(blank: bool, text: str) -> str:
    return "délibération laissée en blanc" if blank else words.shorten(text, 90)


def _terms(console: Console, reading: Reading, places: Places) -> None:
    _section(console, "Termes")
    table = _grid((16, 16), (0, 70), (PLACE, None))
    for row in sheet(reading.terms):
        if row.value:
            table.add_row(_text(row.label), _text(row.value, "bold"), _text(places.of(row.spans[0]) or "", "dim"))
    if table.row_count:
        console.print(Padding(table, (0, 0, 0, 2)))
    missing = absences(reading)
    if missing:
        sentence = _text("Le texte ne dit pas ", "yellow").append_text(_text(f"{words.enumeration(missing, 'ni')}."))
        console.print(Padding(sentence, (0, 0, 0, 2)))


def _commitments(console: Console, reading: Reading, places: Places) -> None:
    _section(console, "Engagements", str(len(reading.commitments) or ""))
    if not reading.commitments:
        console.print(_text("  Aucun engagement n’est écrit."))
        return
    for bearer, commitments in by_bearer(reading).items():
        console.print(Padding(_text(bearer, "bold").append_text(_text(f"  {len(commitments)}", "dim")), (0, 0, 0, 2)))
        table = _grid((PLACE, 16), (12, 14), (0, None))
        for each in commitments:
            place = places.of(each.span) or ""
            table.add_row(
                _text(place, "dim"),
                _text(words.STRENGTHS.get(each.strength, each.strength)),
                _text(words.promise(each.text, 150)),
            )
        console.print(Padding(table, (0, 0, 0, 4)))


def _bodies(console: Console, reading: Reading, places: Places) -> None:
    if reading.bodies:
        _section(console, "Instances")
        table = _grid((0, 60), (0, 20), (PLACE, None))
        for body in reading.bodies:
            rhythm = words.rhythm(body.periodicity) if body.periodicity else "sans rythme dit"
            table.add_row(_text(words.shorten(body.name, 110)), _text(rhythm), _text(places.of(body.span) or "", "dim"))
        console.print(Padding(table, (0, 0, 0, 2)))
    if reading.guarantors:
        names = words.enumeration([words.shorten(guarantor.name, 60) for guarantor in reading.guarantors])
        console.print(Padding(_text(f"Garants : {names}"), (0, 0, 0, 2)))


def _review_summary(console: Console, reading: Reading, places: Places) -> None:
    _section(console, "Relecture", _defect_count(reading))
    table = _grid((10, 10), (0, None), (PLACE, None))
    for defect in reading.review:
        place = places.of(defect.span) or ""
        table.add_row(_text(words.SEVERITIES.get(defect.severity, defect.severity), _TONES.get(defect.severity, "")),
                      _text(defect.message), _text(place, "dim"))  # fmt: skip
    if reading.review:
        console.print(Padding(table, (0, 0, 0, 2)))


def _defect(console: Console, defect: Defect, reading: Reading, places: Places) -> None:
    head = _text(words.SEVERITIES.get(defect.severity, defect.severity), _TONES.get(defect.severity, ""))
    where = ", ".join(part for part in (places.of(defect.span), f"ligne\u00a0{places.line(defect.span)}") if part)
    console.print(
        _text("\n")
        .append_text(head)
        .append_text(_text(f"  {defect.code}", "bold"))
        .append_text(_text(f"  {where}", "dim"))
    )
    console.print(Padding(_text(defect.message), (0, 0, 0, 2)))
    quoted = words.shorten(reading.quote(defect.span), 200)
    if quoted:
        console.print(Padding(_text(f"«\u00a0{quoted}\u00a0»"), (0, 0, 0, 2)))
    console.print(Padding(_text(f"Source : {defect.source}", "dim"), (0, 0, 0, 2)))


def _notices(console: Console, reading: Reading) -> None:
    if reading.notices:
        _section(console, "À savoir sur le fichier")
        for notice in reading.notices:
            console.print(Padding(_text(notice.message), (0, 0, 0, 2)))
