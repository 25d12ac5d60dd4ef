"""Small changes of trees that instructions are made of: taking a clause out, putting some in, ending lines."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from uuid import UUID

from maillage.agreements.consolidation.clauses import Clause, Run, Text, joined, sliced, walk, with_own
from maillage.agreements.consolidation.instructions import CannotApply, Where
from maillage.foundations import redline

Clauses = tuple[Clause, ...]


def found(text: Text, provision: UUID) -> Clause:
    """The clause of a provision, or the reason why it is not there."""
    clause = text.find(provision)
    if clause is None:
        raise CannotApply("La disposition visée n’est pas, ou n’est plus, dans le texte à cette date.")
    return clause


def changed(text: Text, target: UUID, change: Callable[[Clause], Clauses]) -> Text:
    """The text where the clause of ``target`` gives way to what ``change`` makes of it; lists left empty go."""
    return replace(text, clauses=_changed(text.clauses, target, change) or ())


def _changed(clauses: Clauses, target: UUID, change: Callable[[Clause], Clauses]) -> Clauses | None:
    """None when the target is not among them nor within them: nothing is then made anew."""
    for rank, clause in enumerate(clauses):
        if clause.provision == target:
            return (*clauses[:rank], *change(clause), *clauses[rank + 1 :])
        below = _changed(clause.children, target, change) if clause.children else None
        if below is not None:
            keeps = bool(below or clause.runs)
            own = (replace(clause, children=below),) if keeps else ()
            return (*clauses[:rank], *own, *clauses[rank + 1 :])
    return None


def put(text: Text, clauses: Clauses, beside: UUID | None, where: Where) -> Text:
    """The text with ``clauses`` put beside or within another clause, or within the whole text."""
    if beside is None:
        first = where in {Where.FIRST, Where.BEFORE}
        whole = (*clauses, *text.clauses) if first else (*text.clauses, *clauses)
        return replace(text, clauses=whole)

    def place(clause: Clause) -> Clauses:
        if where == Where.AFTER:
            return (clause, *clauses)
        if where == Where.BEFORE:
            return (*clauses, clause)
        inside = (*clauses, *clause.children) if where == Where.FIRST else (*clause.children, *clauses)
        return (replace(clause, children=inside),)

    found(text, beside)
    return changed(text, beside, place)


def settled(text: Text, touched: set[UUID]) -> Text:
    """The text where the clauses touched, and those before them, end their line: no two provisions on one line."""
    order = [clause for clause in walk(text.clauses) if clause.runs]
    short: set[UUID] = set()
    for before, after in pairwise(order):
        is_touched = before.provision in touched or after.provision in touched
        if is_touched and not before.own.endswith("\n"):
            short.add(before.provision)
    for provision in short:
        text = changed(text, provision, _ended)
    return text


def _ended(clause: Clause) -> Clauses:
    last = clause.runs[-1]
    return (replace(clause, runs=(*clause.runs[:-1], Run(last.text + "\n", last.source))),)


def before(text: Text, provision: UUID) -> Clause | None:
    """The clause with words of its own that stands before another one."""
    last = None
    for one in walk(text.clauses):
        if one.provision == provision:
            return last
        last = one if one.runs else last
    return None


def with_tail(text: Text, provision: UUID, end: str) -> Text:
    """The text where the words of a clause of its own are followed by the white space ``end``."""

    def change(clause: Clause) -> Clauses:
        bare = len(clause.own.rstrip())
        return (with_own(clause, (*sliced(clause.runs, 0, bare), Run(end, clause.runs[-1].source))),)

    return changed(text, provision, change)


def habit(text: Text, last: Clause) -> str:
    """What stands between two paragraphs where ``last`` is: the white space before it, a line end when unknown."""
    earlier = before(text, last.provision)
    return (tail(earlier.own) if earlier is not None else "") or "\n"


def tail(words: str) -> str:
    """The white space at the end of ``words``."""
    return words[len(words.rstrip()) :]


def ending_with(clauses: Clauses, end: str) -> Clauses:
    """The clauses whose last words are followed by the white space ``end``, and each other one by a line end."""
    order = [clause for clause in walk(clauses) if clause.runs]
    for clause in order:
        wanted = end if clause is order[-1] else tail(clause.own) or "\n"
        bare = clause.own.rstrip()
        runs = (*sliced(clause.runs, 0, len(bare)), Run(wanted, clause.runs[-1].source))
        swapped = _changed(clauses, clause.provision, lambda one, runs=runs: (with_own(one, runs),))  # type: ignore[misc]
        clauses = swapped if swapped is not None else clauses
    return clauses


def rewritten(runs: tuple[Run, ...], words: str, seed: UUID) -> tuple[Run, ...]:
    """The runs of ``words`` in place of others: words that stay keep their origin, the new ones come from ``seed``.

    Compared as a person would mark it: whole phrases, and no space alone.
    """
    former = "".join(run.text for run in runs)
    made: list[Run] = []
    at = 0
    for piece in redline.words(former, words):
        if piece.op == "add":
            is_space = not piece.text.strip()
            made.append(Run(piece.text, made[-1].source if is_space and made else None if is_space else seed))
            continue
        if piece.op == "keep":
            made += sliced(runs, at, at + len(piece.text))
        at += len(piece.text)
    return joined(made)
