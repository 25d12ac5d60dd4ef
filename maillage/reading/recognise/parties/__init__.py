"""Who signs. Reads: the zone of parties (or what stands for it). Writes: the parties, each with its words.

The block of parties is cut where one party ends and the next begins ("et", "d'autre part", a new line that names
somebody); in each piece the name stands first, its attributes (seat, representative, authority, short name) follow.
"""

from __future__ import annotations

from maillage.foundations import rx
from maillage.foundations.folding import squash
from maillage.foundations.records import replace
from maillage.reading.model import Party
from maillage.reading.normalise import View
from maillage.reading.recognise.authority import read_authority
from maillage.reading.recognise.nature_of_party import family_of
from maillage.reading.recognise.parties.attributes import principal, representative, seat
from maillage.reading.recognise.parties.elsewhere import parties_elsewhere, parties_of_statutes, person_who_also_signs
from maillage.reading.recognise.parties.naming import is_nobody, name_span, short_name
from maillage.reading.recognise.parties.pieces import Piece, cut
from maillage.reading.segment.units import Structure, Unit

_ENTRE_LINE = rx.compile(r"(?:^|\n)\W*entre\b(?:\s+(?:nous|les\s+soussigne\w*))?\s*:?\s*\n")
_STATUTES = rx.compile(r"\bstatuts\b")
_LETTERS = rx.compile(r"[a-z]{2}")
_POINT = rx.compile(r"(?<=[a-zà-ÿ]{3})\.$")  # that ends the sentence: initials keep theirs
_WRITTEN = rx.compile(r"[A-Za-zÀ-ÿ(.…{]")
# A party of whom only the name is given is less sure than one that is described; it may be an echo of that one.
_BARE, _ON_BEHALF, _DESCRIBED = 0.8, 0.85, 0.95


def read_parties(structure: Structure) -> tuple[Party, ...]:
    """The parties of an agreement, in the order of the text, numbered from ``p1``; empty when the text names none."""
    view = structure.view
    found: list[Party] = []
    for block in _blocks(structure):
        parties = [party for piece in cut(view, block) if (party := _party(view, piece))]
        found.extend(_without_title(view, parties))
    found = _without_echoes(found)
    if len(found) < 2:
        found = _otherwise(structure, found)
    elif len(found) == 2:
        found = [*found, *person_who_also_signs(structure, found)]
    found.sort(key=lambda party: party.span)
    return tuple(replace(party, id=f"p{number}") for number, party in enumerate(found, 1))


def _otherwise(structure: Structure, found: list[Party]) -> list[Party]:
    """The parties of a text whose block names one or none."""
    view = structure.view
    if any(_STATUTES.search(view.folded[slice(*unit.span)]) for unit in structure.units[:6]):
        bound = parties_of_statutes(structure)
        if bound:
            return bound
    return _without_echoes([*found, *parties_elsewhere(structure, len(found))])


def _blocks(structure: Structure) -> list[tuple[Unit, ...]]:
    """Runs of units that stand in the zone of parties."""
    units = structure.units
    runs: list[tuple[int, int]] = []
    for index, unit in enumerate(units):
        if unit.zone != "parties" or unit.kind == "void":
            continue
        if runs and all(units[i].zone == "parties" for i in range(runs[-1][1], index)):
            runs[-1] = (runs[-1][0], index)
        else:
            runs.append((index, index))
    return [units[first : last + 1] for first, last in runs]


def _party(view: View, piece: Piece) -> Party | None:
    """The party that a piece names; None when its words name nobody."""
    span = view.trim((piece.start, piece.end))
    named = name_span(view, span)
    name = _clean(view.quote(named))
    alias = short_name(view, (named[0], span[1]))
    nature = _nature(name, alias)
    if alias and not _LETTERS.search(squash(name)):
        name = alias
    represented, capacity = representative(view, span)
    where, authority = seat(view, span), read_authority(view, span)
    if on_behalf := principal(view, named, span[1]):
        whose = view.quote(on_behalf)
        nature = family_of(squash(whose))[1]
        return Party("p0", whose, alias, nature, name, None, where, piece.side, authority, on_behalf, _ON_BEHALF)
    if not name or len(name) > 420 or not _WRITTEN.search(name) or is_nobody(squash(name)):
        return None
    sure = _DESCRIBED if alias or represented or where else _BARE
    at = named if named[1] > named[0] else span
    return Party("p0", name, alias, nature, represented, capacity, where, piece.side, authority, at, sure)


def _clean(name: str) -> str:
    """A name without the punctuation around it: marks of quotation that stand inside it are its own."""
    inside = name.strip(' ,;:-–«»"')
    closing = name[name.find(inside) + len(inside) :].lstrip()[:1]
    if closing == "»" and inside.count("«") > inside.count("»"):
        inside = f"{inside} »"
    elif closing == '"' and inside.count('"') % 2:
        inside = f'{inside}"'
    return _POINT.sub("", inside)


def _nature(name: str, alias: str | None) -> str:
    """The nature of a party by its name, or by its short name when the name tells nothing."""
    family, nature = family_of(squash(name) or squash(alias or ""))
    if family == "organisation" and alias:
        called, by_alias = family_of(squash(alias))
        return by_alias if called != "organisation" else nature
    return nature


def _without_title(view: View, block: list[Party]) -> list[Party]:
    """Drops those that a title names ("CONVENTION entre X et Y") when the block names them again after "Entre"."""
    before_last = view.folded[: block[-1].span[0]] if block else ""
    for again in _ENTRE_LINE.finditer(before_last):
        above = [party for party in block if party.span[1] <= again.start()]
        below = [party for party in block if party.span[0] >= again.start()]
        if above and len(below) >= 2 and all(_is_bare(party) for party in above):
            return below
    return block


def _without_echoes(found: list[Party]) -> list[Party]:
    """Drops a bare name that is named again with its attributes, and repeats of the same name."""
    kept: list[Party] = []
    for index, party in enumerate(found):
        words = squash(party.name)
        later = [squash(other.name) for other in found[index + 1 :] if not _is_bare(other)]
        if _is_bare(party) and _is_echo(words, later):
            continue
        if all(squash(other.name) != words for other in kept):
            kept.append(party)
    return kept


def _is_bare(party: Party) -> bool:
    return party.confidence < 0.9


def _is_echo(name: str, others: list[str]) -> bool:
    """Whether a folded name is said again by others: its last word in one, the head of one in it."""
    last = name.rsplit(maxsplit=1)[-1]
    heads = [other.split(" de ", 1)[0].split(" des ", 1)[0] for other in others]
    return any(last in other for other in others) and any(head in name for head in heads)
