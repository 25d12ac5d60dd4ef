"""One instruction, applied to a text: another text, or the reason why not."""

from __future__ import annotations

import re
from dataclasses import replace
from uuid import UUID

from maillage.agreements.consolidation.clauses import Clause, Run, Text, sliced, walk, with_own
from maillage.agreements.consolidation.cutting import canonical, cut
from maillage.agreements.consolidation.editing import (
    Clauses,
    before,
    changed,
    ending_with,
    found,
    habit,
    put,
    rewritten,
    settled,
    tail,
    with_tail,
)
from maillage.agreements.consolidation.instructions import (
    CannotApply,
    InsertAfter,
    Instruction,
    Move,
    Renumber,
    Replace,
    ReplaceHeading,
    ReplaceWords,
    Strike,
    Where,
)
from maillage.agreements.consolidation.replacing import replaced
from maillage.agreements.locating import Span, locate

_NOTHING_LEFT = "Il ne resterait rien du texte."
_WITHIN = {Where.FIRST, Where.LAST}
_SPACES = " \u00a0\u202f"
_WORD = r"article|art\.|annexe|titre|chapitre|sous-section|section|partie"
_ORDINAL = r"(?:\s+(?:bis|ter|quater|quinquies|sexies|septies|octies|nonies|decies))?"
_NUMBERED = re.compile(rf"[\s*#_]*(?:(?:{_WORD})\s*(?:n°\s*)?)?([\w.\-]*\w{_ORDINAL})", re.IGNORECASE)


def apply(text: Text, instruction: Instruction) -> Text:
    """The text once the instruction is applied. Raises :class:`CannotApply`."""
    made = _applied(text, instruction)
    if text.clauses and not any(clause.own.strip() for clause in walk(made.clauses)):
        raise CannotApply(_NOTHING_LEFT)
    return made


def _applied(text: Text, one: Instruction) -> Text:
    match one:
        case Replace():
            return _replace(text, one)
        case ReplaceHeading():
            return _replace_heading(text, one)
        case ReplaceWords():
            return _replace_words(text, one)
        case InsertAfter():
            return _insert(text, one)
        case Strike():
            return _strike(text, one)
        case Move():
            return _move(text, one)
        case Renumber():
            return _renumber(text, one)


def _replace(text: Text, one: Replace) -> Text:
    clause = found(text, one.target)
    new = _cut(text, one.words, one.seed)
    made = replaced(clause, new, one.seed)
    end = tail(clause.words) or "\n"
    touched = {part.provision for part in walk(made)}
    return settled(changed(text, one.target, lambda _: ending_with(made, end)), touched)


def _replace_heading(text: Text, one: ReplaceHeading) -> Text:
    clause = found(text, one.target)
    heading = " ".join(canonical(one.heading).split())
    if not clause.is_headed or clause.kind == "item":
        raise CannotApply(f"{_upper(clause.name)} n’a pas d’intitulé.")
    if not heading:
        raise CannotApply("Écrivez le nouvel intitulé.")
    span = _heading_span(clause)
    if span is None:
        bare = clause.own.rstrip()
        runs = (*sliced(clause.runs, 0, len(bare)), Run(f" – {heading}", one.seed), Run(tail(clause.own) or "\n"))
    else:
        runs = _with(clause, span, rewritten(sliced(clause.runs, *span), heading, one.seed))
    return changed(text, one.target, lambda _: (replace(with_own(clause, runs), heading=heading),))


def _heading_span(clause: Clause) -> Span | None:
    """Where the heading stands in its line, after the number."""
    places = locate(clause.own, clause.heading) if clause.heading else []
    return places[-1] if places else None


def _with(clause: Clause, span: Span, runs: tuple[Run, ...]) -> tuple[Run, ...]:
    return (*sliced(clause.runs, 0, span[0]), *runs, *sliced(clause.runs, span[1], len(clause.own)))


def _replace_words(text: Text, one: ReplaceWords) -> Text:
    clause = found(text, one.target)
    words = canonical(one.words)
    spots = _spots(clause, canonical(one.former))
    if not spots:
        raise CannotApply(f"Les mots « {_short(one.former)} » ne se lisent pas dans {clause.name}.")
    if len(spots) > 1 and not one.everywhere:
        raise CannotApply(
            f"Les mots « {_short(one.former)} » se lisent {len(spots)} fois dans {clause.name} : "
            "citez-en davantage, ou dites que toutes sont visées."
        )
    for holder, span in reversed(spots):  # the last first: the earlier ones stay where they are
        text = _swap(text, holder, span, words, one.seed)
    return text


def _spots(clause: Clause, former: str) -> list[tuple[UUID, Span]]:
    """Where words stand within a clause: the part that holds them and the offsets in its own words."""
    spots, crossing = [], False
    parts, at = [], 0
    for part in walk((clause,)):
        parts.append((at, part))
        at += len(part.own)
    for start, end in locate(clause.words, former):
        first, part = next((first, part) for first, part in reversed(parts) if first <= start and part.own)
        if end - first > len(part.own):
            crossing = True
        else:
            spots.append((part.provision, (start - first, end - first)))
    if crossing and not spots:
        raise CannotApply("Ces mots passent d’un alinéa à l’autre : visez chaque alinéa, ou remplacez la disposition.")
    return spots


def _swap(text: Text, provision: UUID, span: Span, words: str, seed: UUID) -> Text:
    """The text with other words at ``span`` of one part; a part left without words goes."""
    part = found(text, provision)
    own, (start, end) = part.own, span
    if not words:
        start, end = _without_double_space(own, start, end)
    new = own[:start] + words + own[end:]
    if not new.strip() and not part.children:
        return _strike(text, Strike(provision))
    if "\n" in words and not part.is_headed:
        return _replace(text, Replace(provision, new, seed))
    runs = _with(part, (start, end), rewritten(sliced(part.runs, start, end), words, seed))
    made = with_own(part, runs)
    if part.is_headed and part.heading and part.kind != "item":
        made = replace(made, heading=_heading_after(part, (start, end), words))
    return changed(text, provision, lambda _: (made,))


def _heading_after(part: Clause, span: Span, words: str) -> str:
    """The heading once words of its line have changed."""
    place = _heading_span(part)
    if place is None or span[0] < place[0] or span[1] > place[1]:
        return part.heading
    new = part.own[place[0] : span[0]] + words + part.own[span[1] : place[1]]
    return " ".join(new.split())


def _without_double_space(own: str, start: int, end: int) -> Span:
    """Striking words takes one of the spaces around them, so that two do not stay, nor one before a full stop."""
    before = start > 0 and own[start - 1] in _SPACES
    after = own[end : end + 1]
    if before and (not after or after in f"{_SPACES}.,)\n"):
        return start - 1, end
    return start, end + 1 if after and after in _SPACES and (start == 0 or own[start - 1] == "\n") else end


def _insert(text: Text, one: InsertAfter) -> Text:
    new = _cut(text, one.words, one.seed)
    beside = found(text, one.target) if one.target is not None else None
    where = one.where
    if beside is not None:
        _check_level(text, new, beside, where)
        where = _where(new, beside, where)
        new = _as_items(new, beside, where, text)
    made = _put(text, new, beside, where)
    return settled(made, {part.provision for part in walk(new)})


def _put(text: Text, new: Clauses, beside: Clause | None, where: Where) -> Text:
    """The text with ``new`` put there. What comes last in a part takes the blank line that ends the part."""
    if beside is None:
        return put(text, ending_with(new, "\n"), None, where)
    comes_first = where == Where.FIRST and beside.children
    end = tail(beside.own if comes_first and beside.own else beside.words) or "\n"
    last = next((part for part in reversed(list(walk((beside,)))) if part.runs), None)
    joins = where == Where.LAST or (where == Where.AFTER and not new[0].is_headed)
    if joins and last is not None and not last.is_headed:
        text = with_tail(text, last.provision, habit(text, last))
    return put(text, ending_with(new, end), beside.provision, where)


def _where(new: Clauses, beside: Clause, where: Where) -> Where:
    """Paragraphs that come after an article go into it: an article holds all that follows its heading."""
    loose = not any(clause.is_headed and clause.kind != "item" for clause in new)
    if where == Where.AFTER and loose and beside.is_headed and beside.kind != "item":
        return Where.LAST
    return where


def _check_level(text: Text, new: Clauses, beside: Clause, where: Where) -> None:
    """An article does not stand within another."""
    above = [*text.above(beside.provision), *((beside,) if where in _WITHIN else ())]
    within = next((clause for clause in above if clause.kind == "article"), None)
    if within is not None and any(clause.kind in {"article", "annex"} for clause in new):
        raise CannotApply(f"Un article ne se place pas à l’intérieur d’un autre : choisissez après {within.name}.")


def _as_items(new: Clauses, beside: Clause, where: Where, text: Text) -> Clauses:
    """Items put beside another one join its list instead of making a list within the list."""
    parent = beside if where in _WITHIN else next(iter(text.above(beside.provision)[-1:]), None)
    if parent is None or parent.kind != "list":
        return new
    return tuple(child for clause in new for child in (clause.children if clause.kind == "list" else (clause,)))


def _strike(text: Text, one: Strike) -> Text:
    clause = found(text, one.target)
    earlier = before(text, clause.provision)
    made = changed(text, one.target, lambda _: ())
    if earlier is None:
        return made
    return settled(_closed(made, earlier, tail(clause.words)), {earlier.provision})


def _closed(text: Text, earlier: Clause, end: str) -> Text:
    """The words before a clause that went take the blank line that ended it."""
    still = text.find(earlier.provision)
    is_longer = end.count("\n") > tail(earlier.own).count("\n")
    return with_tail(text, earlier.provision, end) if still is not None and is_longer else text


def _move(text: Text, one: Move) -> Text:
    clause = found(text, one.target)
    beside, where = None, one.where
    if one.beside is not None:
        if any(part.provision == one.beside for part in walk((clause,))):
            raise CannotApply(f"{_upper(clause.name)} ne se déplace pas à l’intérieur de lui-même.")
        beside = found(text, one.beside)
        _check_level(text, (clause,), beside, where)
        where = _where((clause,), beside, where)
    without = _strike(text, Strike(one.target))
    beside = without.find(one.beside) if one.beside is not None else None
    if one.beside is not None and beside is None:
        raise CannotApply("Cette disposition est déjà à cette place.")
    moved = _put(without, (clause,), beside, where)
    return settled(moved, {part.provision for part in walk((clause,))})


def _renumber(text: Text, one: Renumber) -> Text:
    clause = found(text, one.target)
    number = " ".join(canonical(one.number).split())
    match = _NUMBERED.match(clause.own) if number else None
    if not number or len(number) > 40:
        raise CannotApply("Écrivez le nouveau numéro.")
    if match is None or not clause.number or not _is_number(match[1], clause.number):
        raise CannotApply(f"Le numéro de {clause.name} ne se lit pas au début de ses mots.")
    runs = _with(clause, match.span(1), (Run(number, one.seed),))
    return changed(text, one.target, lambda _: (replace(with_own(clause, runs), number=number),))


def _is_number(written: str, number: str) -> bool:
    """Whether a number as written is the one that was read ("1er" was read 1)."""
    return re.sub(r"[^\w]|er\b", "", written.lower()).startswith(re.sub(r"[^\w]", "", number.lower()))


def _cut(text: Text, words: str, seed: UUID) -> Clauses:
    new = cut(words, seed)
    if not new:
        raise CannotApply("Écrivez les nouveaux mots.")
    if any(text.find(clause.provision) is not None for clause in walk(new)):
        raise CannotApply("Cette instruction est déjà appliquée.")
    return new


def _short(words: str) -> str:
    line = " ".join(words.split())
    return line if len(line) <= 80 else line[:79].rstrip() + "…"


def _upper(name: str) -> str:
    return name[:1].upper() + name[1:]
