"""The page that lists the readings of a run: one line a file, with what was found, or why it could not be read."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePath
from urllib.parse import quote

from maillage.foundations.records import dataclass
from maillage.reading.model import Reading
from maillage.reading.output import words
from maillage.reading.output.as_html import page
from maillage.reading.output.inline import drawn, safe
from maillage.reading.output.overview import party, title


@dataclass(frozen=True, slots=True)
class Entry:
    """A file of the run. ``head`` is None, and ``failure`` a French sentence, when it could not be read."""

    source: str
    target: str
    head: Head | None
    failure: str = ""


@dataclass(frozen=True, slots=True)
class Head:
    """What the list keeps of a reading, not to hold every text in memory. ``name`` and ``parties`` are HTML."""

    name: str
    parties: str
    kind: str
    is_agreement: bool
    commitments: int
    defects: int
    errors: int


def head(reading: Reading) -> Head:
    """What the list says of a reading."""
    errors = sum(defect.severity == "error" for defect in reading.review)
    parties = " ".join(party(each) for each in reading.parties[:6])
    kind = words.KINDS.get(reading.kind or "", "Accord") if reading.is_agreement else "Pas un accord"
    return Head(
        title(reading), parties, kind, reading.is_agreement, len(reading.commitments), len(reading.review), errors
    )


def to_index(entries: Sequence[Entry]) -> str:
    """The page, with links to the readings beside it."""
    failed = [entry for entry in entries if entry.head is None]
    said = words.count(len(entries) - len(failed), "texte lu", "textes lus")
    counted = f"{said}, {words.count(len(failed), 'échec')}" if failed else said
    rows = "".join(_row(entry) for entry in entries)
    columns = "".join(f'<th scope="col">{name}</th>' for name in ("Texte", "Nature", "Engagements", "Relecture"))
    head = f'<header class="agreement"><p class="kind">{safe(counted)}</p><h1>Lectures</h1></header>'
    table = f'<table class="ledger after"><thead><tr>{columns}</tr></thead><tbody>{rows}</tbody></table>'
    return page("Lectures", head + table)


def _row(entry: Entry) -> str:
    source = safe(PurePath(words.shown(entry.source)).name)
    if entry.head is None:
        state = f'<span class="state" data-tone="late">{drawn("m-flaw")}Non lu</span>'
        return f'<tr><th scope="row">{source}</th><td>{state}</td><td colspan="2">{safe(entry.failure)}</td></tr>'
    found = entry.head
    address = safe(quote(entry.target.encode("utf-8", "surrogateescape")))
    parties = f'<span class="soft among">{found.parties}</span>' if found.parties else ""
    review = words.count(found.defects, "défaut") if found.defects else f"aucun{words.NBSP}défaut"
    errors = f'<span class="soft">dont {found.errors} à corriger</span>' if found.errors else ""
    name = f'<a href="{address}">{found.name}</a><span class="soft">{source}</span>{parties}'
    return (
        f'<tr><th scope="row">{name}</th><td>{safe(found.kind)}</td>'
        f"<td>{safe(words.count(found.commitments, 'engagement'))}</td><td>{safe(review)}{errors}</td></tr>"
    )
