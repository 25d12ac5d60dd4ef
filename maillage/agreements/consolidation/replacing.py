"""A provision written anew: what is the same provision keeps its identity, what is the same word keeps its origin."""

from __future__ import annotations

import re
from dataclasses import replace
from uuid import UUID

from maillage.agreements.anchoring import Carrier, Part, edits_between, identities
from maillage.agreements.consolidation.clauses import Clause, Run, Text, walk, with_own
from maillage.agreements.consolidation.composing import compose
from maillage.agreements.consolidation.cutting import is_headed
from maillage.agreements.consolidation.editing import Clauses, rewritten

_MARK = re.compile(r"\s*(?:[-–—•*·▪➢]|\(?\w{1,3}[.)°])\s+")


def replaced(clause: Clause, new: Clauses, seed: UUID) -> Clauses:
    """What takes the place of ``clause``: the first bears its identity, the others follow it."""
    if is_headed(new, clause.kind):
        return (_merged(clause, new[0], seed),)
    if clause.is_headed and clause.kind != "item":
        return (_merged(clause, replace(clause, children=new), seed),)
    if clause.kind in {"item", "list"} and len(new) == 1 and new[0].kind == "list":
        new = new[0].children if clause.kind == "item" else new
    if clause.kind == "item":
        new = _with_mark(clause, new)
    elif clause.children and not clause.is_headed and new[0].kind != clause.kind:
        return (_merged(clause, replace(clause, children=new), seed),)
    return (_merged(clause, new[0], seed), *new[1:])


def _with_mark(clause: Clause, new: Clauses) -> Clauses:
    """New words of an item typed without its dash or number: they keep the one that it had."""
    first = new[0]
    mark = _MARK.match(clause.own)
    if first.kind != "item":
        own = (Run(mark[0] if mark else ""), *first.runs)
        first = replace(with_own(first, own), kind="item", label=clause.label, number=clause.number)
    return (first, *new[1:])


def _merged(old: Clause, new: Clause, seed: UUID) -> Clause:
    """``new`` in the place of ``old``: parts that hold most of the same words are the same provisions."""
    if old.runs and not old.children and not new.children:
        return replace(with_own(new, rewritten(old.runs, new.own, seed)), provision=old.provision)
    before, after = _parts(old), _parts(new)
    carrier = Carrier(edits_between(old.words, new.words))
    same = identities([part for part, _ in before[1:]], [part for part, _ in after[1:]], carrier)
    by_key = {part.key: clause for part, clause in before}
    pairs = {UUID(key): by_key[other] for key, other in same.items()} | {new.provision: old}
    return _paired(new, pairs, seed)


def _paired(new: Clause, pairs: dict[UUID, Clause], seed: UUID) -> Clause:
    children = tuple(_paired(child, pairs, seed) for child in new.children)
    old = pairs.get(new.provision)
    if old is None:
        return replace(new, children=children)
    made = replace(new, provision=old.provision, children=children)
    return with_own(made, rewritten(old.runs, new.own, seed)) if old.runs and new.runs else made


def _parts(clause: Clause) -> list[tuple[Part, Clause]]:
    """The parts of a clause with their offsets, itself first."""
    whole = compose(Text((clause,)))
    parts = zip(whole.places, walk((clause,)), strict=True)
    return [(Part(str(place.provision), place.shape.kind, *place.shape.span), one) for place, one in parts]
