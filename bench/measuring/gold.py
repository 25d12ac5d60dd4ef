"""Readings beside what a careful person finds in the same text: the gold files (``NAME.gold.json``) and how the two are matched.

Matching follows the rules of the gold format (docs/reading.md): each finding answers to one entry of the gold file at the most, the most
alike first. Words are compared without case, accents, marks of layout and the determiner in front.
"""

from __future__ import annotations

import difflib
import json
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.measuring.clock import ROOT

SHARED = ROOT.parent / "shared" / "agreements"
SAMPLES = ROOT / "tests" / "reading" / "samples"
SUFFIXES = ("txt", "md", "html", "docx", "odt", "pdf")
Entry = dict[str, Any]
TERMS = (
    "effect.trigger", "effect.date", "duration", "end_date", "renewal.mode", "renewal.period", "renewal.max_times", "notice.period", "notice.form",
    "amendment.by", "amendment.periodicity", "evaluation.periodicity", "dispute.amicable_first", "dispute.court",
)  # fmt: skip
SCORED_TERMS = tuple(path for path in TERMS if path not in ("renewal.max_times", "amendment.periodicity"))


@dataclass(frozen=True)
class Document:
    """A gold file and the document that it speaks of."""

    name: str
    gold: Entry
    source: Path


def default_folders() -> list[Path]:
    """The annotated agreements beside the project, when they are there, and the project's own samples."""
    return [folder for folder in (SHARED, SAMPLES) if folder.is_dir()]


def documents(folders: Iterable[Path]) -> Iterator[Document]:
    """The documents of the folders that have a gold file, in the order of their names."""
    for folder in folders:
        for path in sorted(folder.glob("**/*.gold.json")):
            name = path.name.removesuffix(".gold.json")
            places = (path.parent, ROOT / "maillage" / "reading" / "samples")
            sources = [place / f"{name}.{suffix}" for place in places for suffix in SUFFIXES]
            source = next((each for each in sources if each.exists()), None)
            if source:
                yield Document(name, json.loads(path.read_text(encoding="utf-8")), source)


def found_in(document: Document) -> Entry:
    """The reading of a document, in the format of the gold files."""
    from maillage.reading import read
    from maillage.reading.output.as_json import as_dict

    return as_dict(read(document.source))


def plain(words: str | None) -> str:
    """Words made comparable."""
    letters = unicodedata.normalize("NFKD", words or "").lower().replace("’", "'").replace("œ", "oe")
    letters = "".join(each for each in letters if not unicodedata.combining(each))
    return " ".join(re.sub(r"[^0-9a-z'%€/ ]+", " ", letters).split())


def bare(words: str | None) -> str:
    """Comparable words without number, sign or determiner in front."""
    return re.sub(r"^(?:(?:\d+|[a-z]|-) )*(?:(?:le|la|les|l'|un|une|des|d') ?)?", "", plain(words)).strip()


def alike(one: str | None, other: str | None) -> float:
    """From 0 (nothing in common) to 1 (the same words)."""
    one, other = bare(one), bare(other)
    if not one or not other:
        return 0.0
    if one == other:
        return 1.0
    if min(len(one), len(other)) > 3 and (one in other or other in one):
        return 0.9
    return difflib.SequenceMatcher(None, one, other).ratio()


def same_party(gold: Entry, found: Entry) -> float:
    """Either name may answer to either name."""
    likeness = max(
        alike(gold.get(one), found.get(other)) for one in ("name", "short_name") for other in ("name", "short_name")
    )
    return likeness if likeness >= 0.75 else 0.0


def same_article(gold: Entry, found: Entry) -> float:
    """By number, then by heading; by heading alone when neither has a number."""
    heading = alike(gold.get("heading"), found.get("heading"))
    if gold.get("number") is None and found.get("number") is None:
        return heading if heading > 0.8 else 0.0
    if plain(str(gold.get("number"))) != plain(str(found.get("number"))):
        return 0.0
    return 0.6 + 0.4 * (heading if gold.get("heading") else 1.0)


def same_commitment(gold: Entry, found: Entry) -> float:
    """The found words begin with those of the gold file, or hold them near their beginning."""
    start, text = bare(gold["starts"])[:40], bare(found.get("text"))
    if not start or not text:
        return 0.0
    if (at := text.find(start)) >= 0:
        return 1.0 if at == 0 else 0.9 if at <= 160 else 0.0
    ratio = difflib.SequenceMatcher(None, start, text[: len(start) + 5]).ratio()
    if ratio >= 0.85:
        return ratio * 0.9
    return 0.8 if len(text) >= 15 and text[:25] in bare(gold["starts"]) else 0.0


def same_body(gold: Entry, found: Entry) -> float:
    """By name, or by the words around it."""
    start = plain(gold.get("starts"))[:30]
    likeness = max(alike(gold["name"], found.get("name")), 0.95 if start and start in plain(found.get("text")) else 0.0)
    return likeness if likeness >= 0.7 else 0.0


SAME: dict[str, Callable[[Entry, Entry], float]] = {
    "parties": same_party,
    "articles": same_article,
    "commitments": same_commitment,
    "bodies": same_body,
}


def pairs(key: str, gold: Entry, found: Entry) -> list[tuple[Entry, Entry]]:
    """The entries of both sides under ``key`` that answer to each other, one to one."""
    ours, theirs = gold.get(key) or [], found.get(key) or []
    likely = sorted(((SAME[key](g, f), -i, -j) for i, g in enumerate(ours) for j, f in enumerate(theirs)), reverse=True)
    taken: dict[int, int] = {}
    for likeness, i, j in likely:
        if likeness > 0 and -i not in taken and -j not in taken.values():
            taken[-i] = -j
    return [(ours[i], theirs[j]) for i, j in taken.items()]


def bearers_agree(gold: Entry, found: Entry, same: dict[str, str]) -> bool:
    """Whether a commitment is borne by the same parties; ``same`` gives the found id of each party of the gold file."""
    return {same.get(each, "?") for each in gold.get("bearers") or []} == set(found.get("bearers") or [])


def ids(gold: Entry, found: Entry) -> dict[str, str]:
    """The found id of each party of the gold file."""
    return {g["id"]: f["id"] for g, f in pairs("parties", gold, found)}


def term(side: Entry, path: str) -> Any:
    """What one side says of a term (a bare value, or the object that holds it); None when it is absent or empty."""
    value: Any = side.get("terms")
    for key in path.split("."):
        value = value.get(key) if isinstance(value, dict) else None
    return value if value not in ("", [], False) else None


def term_agrees(path: str, gold: Any, found: Any) -> bool:
    """Whether both sides say the same of a term; periods of the same length are the same."""
    if path == "dispute.court" and gold and found:
        return alike(gold, found) >= 0.75
    years = {"P12M": "P1Y", "P24M": "P2Y", "P36M": "P3Y"}
    if isinstance(gold, str) and isinstance(found, str) and not path.startswith("effect"):
        return years.get(gold, gold) == years.get(found, found)
    return bool(gold == found)
