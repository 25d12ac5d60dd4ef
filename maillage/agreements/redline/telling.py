"""A comparison told in a French sentence: "3 articles modifiés, 1 ajouté, 1 déplacé ; 2 autres passages modifiés"."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from maillage.agreements.redline.comparing import Fate, Passage, Redline

_COUNTED: tuple[tuple[str, Callable[[Passage], bool]], ...] = (
    ("modifié", lambda one: one.is_reworded),
    ("ajouté", lambda one: one.fate is Fate.ADDED and one.split_from is None),
    ("supprimé", lambda one: one.fate is Fate.DROPPED and one.joined_to is None),
    ("détaché d’un autre", lambda one: one.fate is Fate.ADDED and one.split_from is not None),
    ("réuni à un autre", lambda one: one.fate is Fate.DROPPED and one.joined_to is not None),
    ("déplacé", lambda one: one.is_moved),
    ("renuméroté", lambda one: one.is_renumbered and one.fate is not Fate.GONE),
)
NOTHING = "Aucun mot ne change."


def summary(redline: Redline) -> str:
    """The sentence, without its full stop; :data:`NOTHING` when the two texts are the same."""
    articles = [one for one in redline.passages if one.unit.kind == "article"]
    others = [one for one in redline.passages if one.unit.kind != "article"]
    told = [*_told(articles, "article", "articles"), *_told(others, "autre passage", "autres passages")]
    if not articles:
        told = list(_told(others, "passage", "passages"))
    return " ; ".join(told) if told else NOTHING


def _told(passages: Iterable[Passage], one: str, many: str) -> Iterable[str]:
    rows = list(passages)
    said: list[str] = []
    for word, is_so in _COUNTED:
        count = sum(map(is_so, rows))
        if not count:
            continue
        noun = f"{one if count == 1 else many} " if not said else ""
        said.append(f"{count} {noun}{_agreed(word, count)}")
    if said:
        yield ", ".join(said)


def _agreed(word: str, count: int) -> str:
    if count == 1:
        return word
    head, space, rest = word.partition(" ")
    return f"{head}s{space}{rest}"
