"""Identifiers of the parts of a text, as Akoma Ntoso 1.0 names them (OASIS, Naming Convention 1.0, section 5)."""

from __future__ import annotations

ALONE = frozenset({"preamble", "cover", "parties", "recital", "contents", "signatures"})
"""Parts of which a text has mostly one: the first bears its name alone."""


class EIds:
    """Gives the parts of one text their eIds, in the order of the text.

    An eId is positional: the parent's, then a label and a number (``art_3__list_1__item_2``). An article does without
    its parent's, unless another one bears its number.
    """

    def __init__(self) -> None:
        self._taken: set[str] = set()
        self._counts: dict[tuple[str, str], int] = {}

    def give(self, kind: str, label: str, number: str | None, parent: str | None) -> str:
        """The eId of the next part of ``kind``, within the part whose eId is ``parent``."""
        counted = (parent or "", label)
        rank = self._counts[counted] = self._counts.get(counted, 0) + 1
        mark = (number or str(rank)).lower().replace(" ", "") if kind != "item" else str(rank)
        own = label if kind in ALONE and rank == 1 else f"{label}_{mark}"
        stands_alone = kind == "article" and own not in self._taken
        base = own if parent is None or stands_alone else f"{parent}__{own}"
        eid, again = base, 1
        while eid in self._taken:
            again += 1
            eid = f"{base}-{again}"
        self._taken.add(eid)
        return eid
