"""Pandoc, run once per document in its sandbox; its tree of blocks laid out as lines with hints.

The tree is pandoc's JSON (``pandoc-types``): a list of ``{"t": constructor, "c": contents}``.
"""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable, Iterator
from threading import Thread

from maillage.foundations import programs
from maillage.reading.errors import DamagedFile, FileTooLarge, MissingTool, TooSlow
from maillage.reading.extract import marks
from maillage.reading.extract.archive import DAMAGED
from maillage.reading.extract.canonical import Lines

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    Node = dict[str, Any]

TIMEOUT = 60  # seconds
MEMORY = "512M"  # of pandoc's heap
_HEAP_EXHAUSTED = 251  # exit status of GHC's run-time system when -M is reached


def program() -> str:
    """The path of pandoc: that of the wheel, else that of the system. Raises MissingTool."""
    found = programs.pandoc()
    if not found:
        raise MissingTool(
            "Pandoc, qui lit les fichiers .docx et .odt, n'est pas installé : installez le paquet pypandoc-binary."
        )
    return found


def blocks(data: bytes, meanwhile: Callable[[], None] | None = None) -> list[Node]:
    """The blocks of the .docx in ``data``; ``meanwhile`` is called while pandoc works.

    Raises MissingTool, TooSlow, FileTooLarge, DamagedFile.
    """
    conversion = _Conversion(data)
    conversion.start()
    try:
        if meanwhile:
            meanwhile()
    finally:
        conversion.join()
    if isinstance(conversion.error, subprocess.TimeoutExpired):
        raise TooSlow("La lecture de ce document dépasse une minute : ne gardez que la convention et ses annexes.")
    if conversion.done is None:
        raise MissingTool("Pandoc ne démarre pas : réinstallez le paquet pypandoc-binary.")
    if conversion.done.returncode == _HEAP_EXHAUSTED:
        raise FileTooLarge("Ce document est trop long : ne gardez que la convention et ses annexes, puis recommencez.")
    if conversion.done.returncode:
        raise DamagedFile(DAMAGED)
    tree: list[Node] = json.loads(conversion.done.stdout)["blocks"]
    return tree


class _Conversion(Thread):
    """Pandoc fed and listened to in a thread: it has its document at once, and the main thread is free meanwhile."""

    def __init__(self, data: bytes) -> None:
        super().__init__(daemon=True)
        self._command = [program(), "+RTS", f"-M{MEMORY}", "-RTS", "--sandbox", "--from=docx", "--to=json"]
        self._data = data
        self.done: subprocess.CompletedProcess[bytes] | None = None
        self.error: Exception | None = None

    def run(self) -> None:
        """Converts; what prevents it is kept for the thread that waits."""
        try:
            self.done = subprocess.run(
                self._command,
                input=self._data,
                capture_output=True,
                timeout=TIMEOUT,
                env={"LANG": "C.UTF-8"},
                check=False,
            )
        except (OSError, subprocess.TimeoutExpired) as error:
            self.error = error


class Layout:
    """Lays blocks out in :class:`Lines`: the cells of a row follow each other, notes come after the list or table that
    calls them."""

    def __init__(self) -> None:
        self.lines = Lines()
        self._notes: list[tuple[int, list[Node]]] = []
        self._count = 0

    def add(self, nodes: list[Node]) -> Lines:
        """Lay out the blocks of a document."""
        for node in nodes:
            if node["t"] == "Table":
                self._flush()
                self._table(node)
            else:
                self._block(node, cell=False)
        self._flush()
        return self.lines

    def _block(self, node: Node, *, cell: bool) -> None:
        if node["t"] in ("Para", "Plain"):
            text, hints = marks.read("".join(self._words(node["c"])))
            self._line(text, hints, cell=cell)
        elif node["t"] == "Table":
            self._table(node)
        else:
            self._line("".join(_strings(node)), {}, cell=cell)

    def _line(self, text: str, hints: dict[str, int], *, cell: bool) -> None:
        kind = next(
            (kind for kind in ("item", "heading") if kind in hints), "cell" if cell else "box" if "box" in hints else ""
        )
        if self._notes and kind not in ("item", "cell") and not cell:
            self._flush(keep=self._count - text.count(marks.NOTE))
        text = text.replace(marks.NOTE, "[").replace(marks.END, "]")
        others = tuple(
            other
            for other in ("cell", "box", "bold")
            if other != kind and (other in hints or (cell and other == "cell"))
        )
        self.lines.add(text, kind, hints.get(kind, 1), marks=others)

    def _table(self, node: Node) -> None:
        head, bodies, foot = node["c"][3:6]
        rows = [*head[1], *(row for body in bodies for row in (*body[2], *body[3])), *foot[1]]
        for _attributes, cells in rows:
            self.lines.part()
            for cell in cells:
                for inner in cell[4]:
                    self._block(inner, cell=True)
        self.lines.part()

    def _words(self, inlines: list[Node]) -> Iterator[str]:
        for inline in inlines:
            tag = inline["t"]
            if tag == "Str":
                yield inline["c"]
            elif tag in ("Space", "SoftBreak"):
                yield " "
            elif tag == "LineBreak":
                yield "\n"
            elif tag == "Note":
                self._count += 1
                self._notes.append((self._count, inline["c"]))
                yield f"{marks.NOTE}{self._count}{marks.END}"
            else:
                yield from _strings(inline)

    def _flush(self, keep: int | None = None) -> None:
        """Lay out the notes called so far; those past number ``keep`` wait."""
        ready = [note for note in self._notes if keep is None or note[0] <= keep]
        self._notes = self._notes[len(ready) :]
        for number, nodes in ready:
            paragraphs = [marks.read("".join(_strings(node)))[0].strip() for node in nodes]
            self.lines.add(f"[{number}] " + "\n".join(filter(None, paragraphs)), "note")


def _strings(node: Node | list[Any]) -> Iterator[str]:
    """Every word under a node, whatever its constructor, so that nothing is lost."""
    if isinstance(node, list):
        for child in node:
            if isinstance(child, (dict, list)):
                yield from _strings(child)
        return
    tag, contents = node["t"], node.get("c")
    if tag in ("Space", "SoftBreak"):
        yield " "
    elif tag == "LineBreak":
        yield "\n"
    elif tag == "Str" or (tag == "RawInline" and isinstance(contents, str)):
        yield str(contents)
    elif tag in ("Code", "CodeBlock", "Math") and isinstance(contents, list):
        yield str(contents[-1])
    elif isinstance(contents, list):
        yield from _strings(contents)
