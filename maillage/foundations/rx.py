"""Regular expressions that start fast: like :mod:`re`, but what was compiled once is kept beside the compiled modules.

Python keeps its compiled code in ``__pycache__``; it compiles regular expressions anew at each start, which here took half of the time of reading a
short agreement. This module keeps their code lists in the same place and by the same rules: one file per interpreter, used only by the interpreter that
wrote it, left out where the folder cannot be written. The key is the pattern itself, so a kept code list can never be that of another pattern.
See ``docs/adr/0005``.
"""

from __future__ import annotations

import _sre
import marshal
import os
import re
import sys
from collections.abc import Iterator
from re import Match, Pattern, escape

__all__ = ["I", "M", "Match", "Pattern", "S", "compile", "escape", "findall", "finditer", "fullmatch", "keep", "match", "search", "split", "sub"]

I, M, S = re.I, re.M, re.S
_PLACE = os.path.join(os.path.dirname(__file__), "__pycache__", f"rx.{sys.implementation.cache_tag}-{_sre.MAGIC}.bin")
_Kept = tuple[int, bytes, int, dict[str, int], tuple[str | None, ...]]
_compiled: dict[tuple[str, int], Pattern[str]] = {}
_fresh = False


def _load() -> dict[tuple[str, int], _Kept]:
    try:
        with open(_PLACE, "rb") as file:
            kept = marshal.load(file)
    except (OSError, ValueError, EOFError, TypeError):
        return {}
    return kept if isinstance(kept, dict) else {}


_kept = _load()


def compile(pattern: str, flags: int = 0, *, once: bool = False) -> Pattern[str]:
    """The compiled ``pattern``, as :func:`re.compile` gives it; ``once`` for one made of the words of a text, which is not worth keeping."""
    if once:
        return re.compile(pattern, flags)
    key = (pattern, int(flags))
    found = _compiled.get(key)
    if found is None:
        found = _compiled[key] = _from_kept(key) or _anew(key)
    return found


def _from_kept(key: tuple[str, int]) -> Pattern[str] | None:
    kept = _kept.get(key)
    if kept is None:
        return None
    flags, code, groups, index, names = kept
    try:
        return _sre.compile(key[0], flags, memoryview(code).cast("I").tolist(), groups, index, names)  # type: ignore[no-any-return]
    except (TypeError, ValueError, RuntimeError, OverflowError):
        return None


def _anew(key: tuple[str, int]) -> Pattern[str]:
    """Compiles with :mod:`re`, and notes the code list when this interpreter lets it be had."""
    global _fresh
    pattern, flags = key
    try:
        from array import array
        from re import _compiler, _parser  # type: ignore[attr-defined]

        parsed = _parser.parse(pattern, flags)
        names: list[str | None] = [None] * parsed.state.groups
        for name, index in parsed.state.groupdict.items():
            names[index] = name
        code = _compiler._code(parsed, flags)
        kept = (int(flags | parsed.state.flags), array("I", code).tobytes(), parsed.state.groups - 1, dict(parsed.state.groupdict), tuple(names))
        found: Pattern[str] = _sre.compile(pattern, kept[0], code, *kept[2:])
    except (ImportError, AttributeError, TypeError, OverflowError):
        return re.compile(pattern, flags)
    _kept[key] = kept
    _fresh = True
    return found


def keep() -> None:
    """Writes what was compiled in this run, if anything is new and the folder lets it; called once, at the end of a command."""
    if not _fresh:
        return
    draft = f"{_PLACE}.{os.getpid()}"
    try:
        os.makedirs(os.path.dirname(_PLACE), exist_ok=True)
        with open(draft, "wb") as file:
            marshal.dump(_kept, file)
        os.replace(draft, _PLACE)
    except (OSError, ValueError):
        return


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
