"""What mended words let the machine read that it had not: proposed beside the rest, for a person to decide.

Only what is new is proposed: what the earlier words already gave was kept, corrected or set aside by somebody, and
stays as they left it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from maillage.agreements.actions.anchors import places_of
from maillage.agreements.anchoring import Carrier
from maillage.agreements.choices import FindingSort
from maillage.agreements.models import Agreement, Defect, Expression, Finding, ProvisionVersion
from maillage.agreements.reading_rows import Places, Read, findings_of
from maillage.reading import Reading
from maillage.reading.model import Defect as ReadDefect
from maillage.reading.model import Span

Stands = tuple[tuple[str, ...], Span]
"""What a finding is (its sort, and what tells it from others on the same words), and where it stands."""


@dataclass(frozen=True)
class Mending:
    """A text read before and after its words were mended, the same way: by its words alone."""

    was: Reading
    now: Reading
    carrier: Carrier
    expression: Expression
    provisions: Mapping[str, ProvisionVersion]

    def carried(self, span: Span) -> Span | None:
        """Where words of the earlier text stand in the mended one."""
        place = self.carrier.span(*span)
        return (place.start, place.end) if place is not None else None


def propose(agreement: Agreement, mending: Mending) -> int:
    """Add what the mended text says and the earlier one did not; how much there is to look at."""
    rows = list(Finding.objects.filter(agreement=agreement))
    known = _before(mending, [(_nature(one.sort, one.value), one.span) for one in findings_of(mending.was)])
    known += [(_nature(one.sort, one.value), span) for one in rows if (span := _span(one))]
    fresh = [one for one in findings_of(mending.now) if one.span and not _is_known(known, one)]
    keys = _keys(rows, mending, fresh)
    places = places_of(mending.provisions)
    made = [_finding(agreement, mending, places, one, keys, rows) for one in fresh]
    Finding.objects.bulk_create(made)
    return len(made) + _propose_defects(agreement, mending, places)


def _before(mending: Mending, found: Iterable[tuple[tuple[str, ...], Span | None]]) -> list[Stands]:
    placed = [(what, mending.carried(span)) for what, span in found if span]
    return [(what, span) for what, span in placed if span is not None]


def _nature(sort: str, value: Mapping[str, Any]) -> tuple[str, ...]:
    return (str(sort), str(value.get("name") if sort == FindingSort.TERM else value.get("kind") or ""))


def _span(row: Finding | Defect) -> Span | None:
    """Where a row stands in the mended text."""
    return None if row.start is None or row.end is None or row.is_adrift else (row.start, row.end)


def _is_known(known: Sequence[Stands], one: Read) -> bool:
    """A clause is written once; anything else is known when something like it stands on some of its words."""
    what, span = _nature(one.sort, one.value), one.span or (0, 0)
    alike = [place for nature, place in known if nature == what]
    if one.sort in {FindingSort.TERM, FindingSort.TITLE}:
        return bool(alike)
    return any(start < span[1] and span[0] < end for start, end in alike)


def _keys(rows: Sequence[Finding], mending: Mending, fresh: Sequence[Read]) -> dict[str, str]:
    """For each party as the mended text numbers it, the key of the finding that stands for it."""
    parties = [one for one in rows if one.sort == FindingSort.PARTY]
    taken = {one.key for one in parties}
    keys: dict[str, str] = {}
    for one in findings_of(mending.now):
        if one.sort != FindingSort.PARTY or one.span is None:
            continue
        start, end = one.span
        placed = ((row.key, _span(row) or (0, 0)) for row in parties)
        found = next((key for key, (first, last) in placed if first < end and start < last), None)
        if found is None and one in fresh:
            found = next(key for rank in range(1, len(taken) + 2) if (key := f"p{rank}") not in taken)
            taken.add(found)
        if found is not None:
            keys[one.key] = found
    return keys


def _finding(
    agreement: Agreement, mending: Mending, places: Places, one: Read, keys: Mapping[str, str], rows: Sequence[Finding]
) -> Finding:
    start, end = one.span or (0, 0)
    value = dict(one.value)
    if "bearers" in value:
        value["bearers"] = [keys[bearer] for bearer in value["bearers"] if bearer in keys]
    if one.sort == FindingSort.SIGNATORY:
        value["party"] = keys.get(value["party"] or "")
    earlier = [row.position for row in rows if row.sort == one.sort and row.start is not None and row.start <= start]
    return Finding(
        agreement=agreement,
        expression=mending.expression,
        provision=_provision(mending, places, start),
        sort=one.sort,
        key=keys.get(one.key, "") if one.sort == FindingSort.PARTY else "",
        position=max(earlier, default=0),
        read=value,
        value=value,
        confidence=one.confidence,
        start=start,
        end=end,
        quote=mending.expression.quote(start, end),
    )


def _provision(mending: Mending, places: Places, start: int) -> Any:
    version = mending.provisions.get(places.at(start) or "")
    return version.provision if version is not None else None


def _propose_defects(agreement: Agreement, mending: Mending, places: Places) -> int:
    rows = list(Defect.objects.filter(agreement=agreement))
    known = _before(mending, [((one.code,), one.span) for one in mending.was.review])
    known += [((one.code,), span) for one in rows if (span := _span(one))]
    fresh = [one for one in mending.now.review if not _has(known, one)]
    last = max((one.position for one in rows), default=-1)
    Defect.objects.bulk_create(
        Defect(
            agreement=agreement,
            expression=mending.expression,
            provision=_provision(mending, places, one.span[0]),
            position=last + rank,
            code=one.code,
            severity=one.severity,
            message=one.message,
            source=one.source,
            start=one.span[0],
            end=one.span[1],
            quote=mending.expression.quote(*one.span),
        )
        for rank, one in enumerate(fresh, start=1)
    )
    return len(fresh)


def _has(known: Sequence[Stands], one: ReadDefect) -> bool:
    start, end = one.span
    return any(what == (one.code,) and first < end and start < last for what, (first, last) in known)
