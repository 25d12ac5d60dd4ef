"""How deep the items of nested lists are shown."""

from __future__ import annotations


class Depth:
    """How deep an item is shown: by the level of its list, and by its indentation where one list is laid within
    another."""

    def __init__(self) -> None:
        self._open: list[tuple[str, int, int]] = []
        self._interrupted = False

    def item(self, list_id: str, ilvl: int, indentation: int) -> int:
        """The depth, from 1 to 9, of the next item; ``indentation`` is in twentieths of a point."""
        known = [
            index for index, (other, level, _indent) in enumerate(self._open) if other == list_id and level <= ilvl
        ]
        if known:
            last = known[-1]
            del self._open[last if self._open[last][1] == ilvl else last + 1 :]
        elif self._interrupted:
            self._open.clear()
        else:
            while self._open and (self._open[-1][2] > indentation - 100 or self._open[-1][0] == list_id):
                self._open.pop()
        self._interrupted = False
        self._open.append((list_id, ilvl, indentation))
        return min(len(self._open), 9)

    def text(self) -> None:
        """A plain paragraph came: only a list that goes on after it stays open."""
        self._interrupted = True

    def heading(self) -> None:
        """A heading came: every list is closed."""
        self._open.clear()
