"""How much of what a careful person finds the reader finds, and how much of what it finds is right: ``bench/score.py [FOLDER...]``.

Without a folder: the annotated agreements beside the project, when they are there, and the project's samples.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bench.measuring import gold as golden
from bench.measuring.clock import table
from bench.measuring.gold import SAME, Document, Entry

PARTS = (*SAME, "terms", "bearers")
RECALLS = ("listed", "explicit", "present")


@dataclass
class Tally:
    """How many are right, of how many in the gold files and how many found."""

    right: int = 0
    gold: int = 0
    found: int = 0

    def add(self, right: int, gold: int, found: int) -> None:
        self.right, self.gold, self.found = self.right + right, self.gold + gold, self.found + found

    @property
    def f1(self) -> float:
        return 2 * self.right / (self.gold + self.found) if self.gold + self.found else 1.0

    @property
    def row(self) -> list[str]:
        precision, recall = self.right / self.found if self.found else 1.0, self.right / self.gold if self.gold else 1.0
        return [f"{self.f1:.3f}", f"{precision:.3f}", f"{recall:.3f}", str(self.gold), str(self.found)]


Tallies = defaultdict[str, Tally]


def count(document: Document, found: Entry, tallies: Tallies) -> None:
    """Adds a document to the tallies."""
    gold = document.gold
    tallies["is_agreement"].add(gold["is_agreement"] == found["is_agreement"], 1, 1)
    if not gold["is_agreement"]:
        return
    tallies["kind"].add(gold.get("kind") == found.get("kind"), 1, 1)
    same = golden.ids(gold, found)
    for key in SAME:
        pairs = golden.pairs(key, gold, found)
        tallies[key].add(len(pairs), len(gold.get(key) or []), len(found.get(key) or []))
        if key == "commitments":
            right = sum(golden.bearers_agree(g, f, same) for g, f in pairs)
            tallies["bearers"].add(right, len(pairs), len(pairs))
            for form in RECALLS:
                hit = sum(g.get("form") == form for g, _ in pairs)
                tallies[f"recall: {form}"].add(hit, sum(g.get("form") == form for g in gold["commitments"]), hit)
    for path in golden.SCORED_TERMS:
        ours, theirs = golden.term(gold, path), golden.term(found, path)
        theirs = theirs["value"] if theirs else None
        theirs = None if theirs is False else theirs
        if ours is not None or theirs is not None:
            tallies["terms"].add(golden.term_agrees(path, ours, theirs), ours is not None, theirs is not None)


def total(tallies: Tallies) -> float:
    """The mean of the six parts."""
    return sum(tallies[part].f1 for part in PARTS) / len(PARTS)


def main() -> None:
    """Prints a table of the documents and one of the parts, for each folder and for all."""
    folders = [Path(word) for word in sys.argv[1:]] or golden.default_folders()
    every: Tallies = defaultdict(Tally)
    for folder in folders:
        rows = []
        for document in golden.documents([folder]):
            own: Tallies = defaultdict(Tally)
            found = golden.found_in(document)
            for tallies in (own, every):
                count(document, found, tallies)
            right = "" if own["is_agreement"].right else "WRONG"
            shares = [f"{own[part].f1:.2f}" if document.gold["is_agreement"] else "" for part in PARTS]
            rows.append(
                [document.name[:48], *shares, f"{total(own):.3f}" if document.gold["is_agreement"] else "", right]
            )
        table(f"{folder.name}: F1 of each document", ["document", *PARTS, "total", "nature"], rows)
    rows = [
        [part, *every[part].row] for part in ("is_agreement", "kind", *PARTS, *(f"recall: {form}" for form in RECALLS))
    ]
    table("All documents", ["part", "F1", "precision", "recall", "gold", "found"], rows)
    print(f"\n  total {total(every):.3f}")


if __name__ == "__main__":
    main()
