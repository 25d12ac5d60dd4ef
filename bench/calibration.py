"""How often the findings of each sort are right: ``bench/calibration.py [--python] [FOLDER...]``.

Prints, for each kind and rule, how many findings and the share that answers to the gold files; then, by decile of the confidence given, the share
that was right. ``--python`` prints the table MEASURED of maillage/reading/recognise/calibration.py. Folders come besides the annotated agreements
beside the project (when they are there) and the project's samples.
"""

from __future__ import annotations

import argparse
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bench.measuring import gold as golden
from bench.measuring.clock import table
from bench.measuring.gold import SAME, Document

KINDS = {"parties": "party", "articles": "article", "commitments": "commitment", "bodies": "body"}
Rule = tuple[str, str]


@dataclass(frozen=True)
class Judged:
    """A finding with the rule that made it and the confidence it was given; ``right``: it answers to the gold file, bearers or value included."""

    rule: Rule
    given: float
    met: bool
    right: bool


class Code:
    """Stands for the function ``confidence``: gives each rule a number of its own, by which a finding tells its rule."""

    def __init__(self, true: Callable[[str, str], float]) -> None:
        self.true = true
        self.rules: dict[float, Rule] = {}
        self.numbers: dict[Rule, float] = {}

    def __call__(self, kind: str, rule: str) -> float:
        number = self.numbers.setdefault((kind, rule), 0.6 + len(self.numbers) / 1e6)
        self.rules[number] = (kind, rule)
        return number

    def rule_of(self, kind: str, confidence: float) -> tuple[Rule, float]:
        """The rule behind a confidence, and the confidence that it is given when nobody measures; a fixed confidence is its own rule."""
        if rule := self.rules.get(confidence):
            return rule, self.true(*rule)
        return (kind, f"{kind} {confidence}"), confidence


def install() -> Code:
    """Puts the code in the place of ``confidence`` in each module that has imported it."""
    import maillage.reading.stages  # noqa: F401 that all the recognisers are imported
    from maillage.reading.recognise import calibration

    true = calibration.confidence
    code = Code(true)
    for name, module in list(sys.modules.items()):
        if name.startswith("maillage.") and getattr(module, "confidence", None) is true:
            module.confidence = code  # type: ignore[attr-defined]
    return code


def judge(document: Document, code: Code) -> Iterator[Judged]:
    """The findings in one document that its gold file can judge."""
    gold, found = document.gold, golden.found_in(document)
    same = golden.ids(gold, found)
    for key, kind in KINDS.items():
        pairs = {id(f): g for g, f in golden.pairs(key, gold, found)}
        for entry in found[key]:
            answer = pairs.get(id(entry))
            right = answer is not None and (key != "commitments" or golden.bearers_agree(answer, entry, same))
            yield Judged(*code.rule_of(kind, entry["confidence"]), met=answer is not None, right=right)
    for path in golden.TERMS:
        entry, ours = golden.term(found, path), golden.term(gold, path)
        known: Any = (gold.get("terms") or {}).get(path.split(".")[0], {})
        if entry and (path in golden.SCORED_TERMS or (isinstance(known, dict) and path.split(".")[-1] in known)):
            right = golden.term_agrees(path, ours, entry["value"])
            yield Judged(*code.rule_of("term", entry["confidence"]), met=ours is not None, right=right)


def smoothed(right: int, count: int) -> float:
    """The share by Laplace's rule of succession: few findings give a cautious share."""
    return round((right + 1) / (count + 2), 2)


def by_rule(judged: list[Judged]) -> dict[Rule, list[Judged]]:
    """The findings of each rule, in the order of kinds and rules."""
    rules: dict[Rule, list[Judged]] = defaultdict(list)
    for each in judged:
        rules[each.rule].append(each)
    return dict(sorted(rules.items()))


def print_rules(rules: dict[Rule, list[Judged]]) -> None:
    """The table by kind and rule."""
    rows = []
    for (kind, rule), findings in rules.items():
        count, met, right = len(findings), sum(f.met for f in findings), sum(f.right for f in findings)
        rows.append(
            [
                f"{kind}: {rule}",
                str(count),
                f"{met / count:.2f}",
                f"{right / count:.2f}",
                f"{smoothed(right, count):.2f}",
                f"{findings[0].given:.2f}",
            ]
        )
    table(
        "By rule (met: in the gold file; right: with its bearers or value)",
        ["rule", "findings", "met", "right", "smoothed", "given"],
        rows,
    )


def print_deciles(judged: list[Judged]) -> None:
    """The table by confidence given: what is given 0.9 should be right nine times in ten."""
    deciles: dict[int, list[Judged]] = defaultdict(list)
    for each in judged:
        deciles[min(9, int(each.given * 10 + 1e-9))].append(each)
    rows = []
    for decile, findings in sorted(deciles.items(), reverse=True):
        given, right = sum(f.given for f in findings) / len(findings), sum(f.right for f in findings) / len(findings)
        rows.append(
            [
                f"{decile / 10:.1f} to {(decile + 1) / 10:.1f}",
                str(len(findings)),
                f"{given:.2f}",
                f"{right:.2f}",
                f"{right - given:+.2f}",
            ]
        )
    table("By confidence given", ["given", "findings", "mean given", "right", "difference"], rows)


def print_python(rules: dict[Rule, list[Judged]]) -> None:
    """The literal MEASURED, of the rules that take their confidence from it."""
    print("MEASURED: dict[tuple[str, str], float] = {")
    for rule, findings in rules.items():
        if not rule[1].startswith(f"{rule[0]} 0."):
            print(
                f'    ("{rule[0]}", "{rule[1]}"): {smoothed(sum(f.right for f in findings), len(findings))},  # of {len(findings)}'
            )
    print("}")


def main() -> None:
    """Prints the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="*", type=Path, help="besides those that are always read")
    parser.add_argument("--python", action="store_true", help="print the table as Python instead")
    given = parser.parse_args()
    code = install()
    judged = [
        each
        for document in golden.documents([*golden.default_folders(), *given.folders])
        for each in judge(document, code)
    ]
    rules = by_rule(judged)
    if given.python:
        print_python(rules)
        return
    print_rules(rules)
    print_deciles(judged)


if __name__ == "__main__":
    assert SAME.keys() == KINDS.keys()
    main()
