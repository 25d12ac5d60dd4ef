"""The comparison of two versions of 1,000 provisions, beside difflib on the same words, and as the text grows.

Ours compares provision by provision then word by word, and knows what moved; difflib is given the two lists of words.
Without shared identities (two agreements that know nothing of each other) all is matched by its words.
"""

from __future__ import annotations

import difflib
import sys
from functools import partial
from itertools import count
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bench.measuring.clock import medians, table, verdict
from bench.measuring.texts import text_of

MOST_SECONDS = 1.0
MOST_BESIDE = 1.0
PROVISIONS = (1_000, 3_000)


def main() -> None:
    """Prints the table."""
    from maillage.agreements.redline import compare
    from maillage.foundations.redline import tokens

    rows = []
    for provisions in PROVISIONS:
        before = text_of(provisions * 135)
        after = _negotiated(before)
        for is_shared in (True, False):
            pair = _versions(before, after, is_shared=is_shared)
            left, right = tokens(before).words, tokens(after).words
            tasks = [partial(compare, *pair)]
            if provisions == PROVISIONS[0]:
                tasks.append(partial(_opcodes, left, right))
            ours, *theirs = medians(tasks, 3)
            rows.append(
                [
                    f"{sum(len(unit.blocks) for unit in pair[0].units)} blocks, {'shared' if is_shared else 'no'} identities",
                    f"{ours.clock * 1000:.0f}",
                    f"{theirs[0].clock * 1000:.0f}" if theirs else "",
                    f"{ours.clock / theirs[0].clock:.2f}" if theirs else "",
                    verdict(ours.clock, MOST_SECONDS * provisions / PROVISIONS[0]),
                ]
            )
    table(
        "Redline of two versions, and difflib on their words",
        ["versions", "maillage ms", "difflib ms", "ratio", f"at most {MOST_SECONDS:.0f} s a thousand"],
        rows,
    )


def _opcodes(left: list[str], right: list[str]) -> object:
    return difflib.SequenceMatcher(None, left, right, autojunk=False).get_opcodes()


def _negotiated(text: str) -> str:
    """Ten rounds of a text: one line in five is changed, some are added, dropped, or moved far away."""
    lines, moved = [], []
    for number, line in enumerate(text.split("\n")):
        if number % 97 == 0:
            moved.append(line)
            continue
        if number % 5 == 0:
            line = line.replace(" de ", " de toute ", 1).replace(" est ", " sera ", 1)
        if number % 83:
            lines.append(line)
        if number % 61 == 0:
            lines.append(f"Il est ajouté la précision numéro {number}, que les deux parties ont voulue.")
    return "\n".join([*lines, *moved])


def _versions(before: str, after: str, *, is_shared: bool) -> tuple[object, ...]:
    from maillage.agreements.redline import Node, version_of
    from maillage.reading import read_text

    side = count()
    found = []
    for text in (before, after):
        reading = read_text(text)
        prefix = "" if is_shared else f"{next(side)}:"
        nodes = [
            Node(
                prefix + one.eid,
                prefix + one.parent if one.parent else None,
                one.kind,
                one.heading or one.eid,
                *one.span,
                number=one.number or "",
                heading=one.heading or "",
                heading_span=one.heading_span,
            )
            for one in reading.provisions
        ]
        found.append(version_of(nodes, reading.text))
    return tuple(found)


if __name__ == "__main__":
    main()
