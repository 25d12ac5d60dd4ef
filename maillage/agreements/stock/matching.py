"""Which file goes with which line of a tracker: the name that a cell gives, else the words that both share."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import PurePath

from maillage.base.search import folded, words_of

_COMMON = frozenset(
    "a au aux avec ccas commune convention cosigne d de departement des du en entre et exemplaire final l la le les "
    "original pdf protocole scan signe signee sur v2 ville vf".split()
)
_SHARED = 0.6  # of the telling words of the file name, found in the line


def stem_of(name: str) -> str:
    """The name of a file as a cell may give it: without folder and suffix, folded."""
    return folded(PurePath(name.replace("\\", "/")).stem)


def match(lines: Mapping[int, tuple[Iterable[str], str]], pool: Mapping[str, str]) -> dict[int, list[str]]:
    """The files of each line. ``lines``: by number, the file names that its cells give, and all its words.

    A name given by a cell always wins; a file left over goes to the one line that shares most of its telling words,
    and to none when two lines share as many. Each file goes to one line at most.
    """
    found: dict[int, list[str]] = defaultdict(list)
    by_stem: dict[str, list[str]] = defaultdict(list)
    for key, name in pool.items():
        by_stem[stem_of(name)].append(key)
    taken: set[str] = set()
    for number, (names, _words) in lines.items():
        for name in names:
            for key in by_stem.get(stem_of(name), ()):
                if key not in taken:
                    taken.add(key)
                    found[number].append(key)
    words = {number: set(words_of(text)) for number, (_names, text) in lines.items() if number not in found}
    for key, name in pool.items():
        if key not in taken and (nearest := _nearest(name, words)) is not None:
            found[nearest].append(key)
    return dict(found)


def _nearest(name: str, lines: Mapping[int, set[str]]) -> int | None:
    telling = {word for word in words_of(PurePath(name.replace("\\", "/")).stem) if word not in _COMMON}
    if not telling:
        return None
    scores = sorted(((len(telling & words) / len(telling), number) for number, words in lines.items()), reverse=True)
    if not scores or scores[0][0] < _SHARED:
        return None
    is_alone = len(scores) == 1 or scores[1][0] < scores[0][0]
    return scores[0][1] if is_alone else None
