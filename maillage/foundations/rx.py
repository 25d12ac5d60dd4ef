"""Regular expressions that start fast: like :mod:`re`, but what was compiled once is kept beside the compiled modules.

Python keeps its compiled code in ``__pycache__`` and compiles regular expressions anew at each start, which took half
of the time of reading a short agreement. This module keeps their code lists in the same folder and by the same rules:
used only by the interpreter that wrote them, not written under ``PYTHONDONTWRITEBYTECODE`` nor in a folder that may
not be written, and done without, at no cost but time, whenever anything about them is odd. A list is found by the
pattern and flags it was made from, so it can never be that of another pattern.
See ``docs/adr/0005-kept-regular-expressions.md``.

Only what the code says is kept. A pattern made of the words of a text is compiled with ``once=True``: the words of
those whose agreements are read do not go to the disk.
"""

from __future__ import annotations

import marshal
import os
import re
import sys
import zlib
from array import array
from collections.abc import Iterator
from pathlib import Path
from re import I, M, Match, Pattern, S, escape

try:
    import _sre  # type: ignore[import-not-found]
    from re import _compiler, _parser  # type: ignore[attr-defined]
except ImportError:  # an interpreter whose expressions are made otherwise: nothing is kept
    _sre = None

__all__ = [
    "I", "M", "Match", "Pattern", "S", "Shelf", "compile", "escape", "findall", "finditer", "fullmatch", "keep",
    "match", "search", "split", "sub", "words",
]  # fmt: skip

Key = tuple[str, int]
# What _sre.compile takes besides the pattern: flags, code list as bytes, number of groups, their index and names.
Kept = tuple[int, bytes, int, dict[str, int], tuple[str | None, ...]]


class Shelf:
    """The code lists kept in one file, read when it is made; ``place`` is None where nothing is kept.

    The file holds a line that names the interpreter, a checksum, then the lists. A file of another interpreter, or
    one that is cut or changed, counts as empty: :mod:`marshal`, which trusts what it is given, never sees it.
    """

    _head = f"maillage.rx/1 {sys.implementation.cache_tag} {sys.version!r}\n".encode()

    def __init__(self, place: Path | None) -> None:
        self.place = place if _sre else None
        self.kept = self._read()
        self.has_news = False

    def compile(self, pattern: str, flags: int = 0) -> Pattern[str]:
        """As :func:`re.compile`, from the kept code list if there is one."""
        key = (pattern, int(flags))
        return self._from_kept(key) or self._anew(key)

    def write(self) -> None:
        """Writes what was compiled since the file was read; a file that cannot be written is done without."""
        if not self.has_news or self.place is None or sys.dont_write_bytecode:
            return
        draft = self.place.with_name(f"{self.place.name}.{os.getpid()}")
        lists = marshal.dumps(self.kept)
        try:
            self.place.parent.mkdir(parents=True, exist_ok=True)
            draft.write_bytes(self._head + zlib.crc32(lists).to_bytes(4, "little") + lists)
            draft.replace(self.place)  # in one go: another process reads the old file or the new one
        except OSError:
            return
        self.has_news = False

    def _read(self) -> dict[Key, Kept]:
        try:
            data = self.place.read_bytes() if self.place else b""
        except OSError:
            return {}
        head, checksum, lists = data[: len(self._head)], data[len(self._head) :][:4], data[len(self._head) + 4 :]
        if head != self._head or int.from_bytes(checksum, "little") != zlib.crc32(lists):
            return {}
        kept: dict[Key, Kept] = marshal.loads(lists)  # noqa: S302 our own bytes, as the checksum has just shown
        return kept

    def _from_kept(self, key: Key) -> Pattern[str] | None:
        if key not in self.kept:
            return None
        flags, code, groups, index, names = self.kept[key]
        try:
            words = memoryview(code).cast("I").tolist()
            return _sre.compile(key[0], flags, words, groups, index, names)  # type: ignore[no-any-return]
        except (TypeError, ValueError, RuntimeError, OverflowError):
            return None

    def _anew(self, key: Key) -> Pattern[str]:
        """Compiles by the steps of :func:`re.compile`, and keeps the code list that comes of them."""
        pattern, flags = key
        if self.place is None:
            return re.compile(pattern, flags)
        try:
            parsed = _parser.parse(pattern, flags)
            code = _compiler._code(parsed, flags)  # noqa: SLF001 re gives its code lists by no other door
            state = parsed.state
            index = dict(state.groupdict)
            names: list[str | None] = [None] * state.groups
            for name, group in index.items():
                names[group] = name
            kept = (int(flags | state.flags), array("I", code).tobytes(), state.groups - 1, index, tuple(names))
            found: Pattern[str] = _sre.compile(pattern, kept[0], code, *kept[2:])
        except (AttributeError, TypeError, OverflowError):  # a later Python goes by other steps
            return re.compile(pattern, flags)
        self.kept[key] = kept
        self.has_news = True
        return found


def _place() -> Path | None:
    """Beside the compiled form of this module, wherever Python puts it (``PYTHONPYCACHEPREFIX``)."""
    return Path(__spec__.cached).with_suffix(".kept") if __spec__ and __spec__.cached else None


_shelf = Shelf(_place())
_compiled: dict[Key, Pattern[str]] = {}


def compile(pattern: str, flags: int = 0, *, once: bool = False) -> Pattern[str]:
    """As :func:`re.compile`; ``once`` for a pattern made of the words of a text, which must not be kept."""
    if once:
        return re.compile(pattern, flags)
    key = (pattern, int(flags))
    found = _compiled.get(key)
    if found is None:
        found = _compiled[key] = _shelf.compile(pattern, flags)
    return found


def words(*alternatives: str) -> str:
    r"""The text of a pattern: ``alternatives`` at the beginning of words, as in ``\b(?:charte|contrat)``, ungrouped.

    Behind ``\b`` the engine tries every position. Here each alternative begins with a letter, and the engine leaps from
    one such letter to the next: up to ten times faster over a text, unless the letters are those of half of the words.

    >>> print(words("charte", "contrats?"))
    c(?<=\bc)harte|c(?<=\bc)ontrats?
    """
    return "|".join(rf"{each[0]}(?<=\b{each[0]}){each[1:]}" for each in alternatives)


def keep() -> None:
    """Writes what was compiled in this run, if anything is new and may be written; called at the end of a command."""
    _shelf.write()


def search(pattern: str, text: str, flags: int = 0) -> Match[str] | None:
    """As :func:`re.search`."""
    return compile(pattern, flags).search(text)


def match(pattern: str, text: str, flags: int = 0) -> Match[str] | None:
    """As :func:`re.match`."""
    return compile(pattern, flags).match(text)


def fullmatch(pattern: str, text: str, flags: int = 0) -> Match[str] | None:
    """As :func:`re.fullmatch`."""
    return compile(pattern, flags).fullmatch(text)


def finditer(pattern: str, text: str, flags: int = 0) -> Iterator[Match[str]]:
    """As :func:`re.finditer`."""
    return compile(pattern, flags).finditer(text)


def findall(pattern: str, text: str) -> list[str]:
    """As :func:`re.findall`."""
    return compile(pattern).findall(text)


def split(pattern: str, text: str) -> list[str]:
    """As :func:`re.split`."""
    return compile(pattern).split(text)


def sub(pattern: str, replacement: str, text: str) -> str:
    """As :func:`re.sub`."""
    return compile(pattern).sub(replacement, text)
