"""From a reading to the rows that a person will confirm: pure, without the database (actions write what this makes)."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, fields
from typing import Any

from maillage.agreements.choices import FindingSort, MentionKind
from maillage.reading import Reading
from maillage.reading.model import Found, Provision, Span
from maillage.reading.output.as_json import as_dict


@dataclass(frozen=True, slots=True)
class Read:
    """One finding as the machine read it: ``value`` bears the keys of the reader's record, without its offsets."""

    sort: FindingSort
    key: str
    value: dict[str, Any]
    span: Span | None
    confidence: float | None


def kept_reading(reading: Reading) -> dict[str, Any]:
    """All that the machine read, without the text, which the expression holds already."""
    whole = as_dict(reading)
    del whole["text"]
    return whole


def findings_of(reading: Reading) -> list[Read]:
    """The findings of a reading: kind and title first, then each sort in the order of the text."""
    found = [Read(FindingSort.KIND, "kind", {"kind": reading.kind or "autre"}, None, None)]
    if reading.title:
        start = reading.text.find(reading.title)
        span = (start, start + len(reading.title)) if start >= 0 else None
        found.append(Read(FindingSort.TITLE, "title", {"title": " ".join(reading.title.split())}, span, None))
    found += _parties(reading)
    found += _commitments(reading)
    found += _terms(reading)
    found += sorted(_mentions(reading), key=lambda one: one.span or (0, 0))
    for rank, one in enumerate(reading.signatories, start=1):
        value = {"name": one.name, "capacity": one.capacity, "party": one.party}
        found.append(Read(FindingSort.SIGNATORY, f"s{rank}", value, one.span, one.confidence))
    return found


def _parties(reading: Reading) -> Iterator[Read]:
    for one in reading.parties:
        authority = one.authority
        value = {
            "name": one.name,
            "short_name": one.short_name,
            "nature": one.nature,
            "represented_by": one.represented_by,
            "capacity": one.capacity,
            "seat": one.seat,
            "side": one.side,
            "authority": {
                "text": authority.text,
                "body": authority.body,
                "number": authority.number,
                "date": authority.date,
                "blank": authority.blank,
            }
            if authority
            else None,
        }
        yield Read(FindingSort.PARTY, one.id, value, one.span, one.confidence)


def _commitments(reading: Reading) -> Iterator[Read]:
    for one in reading.commitments:
        value = {
            "text": one.text,
            "lead_in": one.lead_in,
            "bearers": list(one.bearers),
            "binding": one.binding,
            "form": one.form,
            "strength": one.strength,
            "theme": one.theme,
            "article": one.article,
        }
        yield Read(FindingSort.COMMITMENT, one.id, value, one.span, one.confidence)


def _terms(reading: Reading) -> Iterator[Read]:
    for field in fields(reading.terms):
        found: Found[Any] | None = getattr(reading.terms, field.name)
        if found is not None:
            value = {"name": field.name, "value": written(found.value)}
            yield Read(FindingSort.TERM, field.name, value, found.span, found.confidence)


def written(value: object) -> str:
    """A value of a term as the table holds it: ``true`` and ``false`` in words, the rest as the reader writes it."""
    return str(value).lower() if isinstance(value, bool) else str(value)


def _mentions(reading: Reading) -> Iterator[Read]:
    for rank, body in enumerate(reading.bodies, start=1):
        value = {
            "kind": MentionKind.BODY,
            "text": body.name,
            "value": "",
            "details": {"periodicity": body.periodicity, "members": list(body.members)},
        }
        yield Read(FindingSort.MENTION, f"b{rank}", value, body.span, body.confidence)
    for rank, guarantor in enumerate(reading.guarantors, start=1):
        value = {"kind": MentionKind.GUARANTOR, "text": guarantor.name, "value": "", "details": {}}
        yield Read(FindingSort.MENTION, f"g{rank}", value, guarantor.span, guarantor.confidence)
    for rank, one in enumerate(reading.mentions, start=1):
        value = {"kind": one.kind, "text": one.text, "value": one.value or "", "details": {}}
        yield Read(FindingSort.MENTION, f"m{rank}", value, one.span, one.confidence)


class Places:
    """Where words stand: the deepest provision that holds an offset."""

    def __init__(self, provisions: tuple[Provision, ...]) -> None:
        self._deepest = sorted(provisions, key=lambda one: (one.span[0], -one.span[1]))
        self._starts = [one.span[0] for one in self._deepest]

    def at(self, offset: int) -> str | None:
        """The eId of the deepest provision that holds ``offset``; None outside of all."""
        for index in range(bisect_right(self._starts, offset) - 1, -1, -1):
            if self._deepest[index].span[1] > offset:
                return self._deepest[index].eid
        return None
