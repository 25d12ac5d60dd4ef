"""Finding again, in a new text, all that rests on words of the earlier one: what is gone is said to be reviewed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from django.db.models import Q

from maillage.agreements.anchoring import Carried
from maillage.agreements.consolidation import Follower
from maillage.agreements.locating import locate
from maillage.agreements.models import (
    Agreement,
    CommitmentVersion,
    Defect,
    Expression,
    Guarantor,
    Mention,
    Party,
    ProvisionVersion,
    Term,
)
from maillage.agreements.queries.trees import composed_of
from maillage.agreements.reading_rows import Places
from maillage.reading.model import Provision as ReadProvision

_ANCHORED = ("expression", "provision", "start", "end", "quote", "is_adrift", "revision")
_STANDING = ("standing_in", "standing_start", "standing_end")


class Carries(Protocol):
    """What tells where words of the earlier text stand in the new one."""

    def span(self, start: int, end: int) -> Carried | None:
        """Where they stand; None when nothing is left of them."""


@dataclass(frozen=True)
class Changed:
    """A row whose words changed, with those that it had; ``is_lost`` when nothing is left of them."""

    row: Any
    quote: str
    is_lost: bool


def anchor_made(
    agreement: Agreement,
    old: Expression,
    new: Expression,
    carrier: Carries,
    provisions: Mapping[str, ProvisionVersion],
) -> None:
    """Find again what was made of the reading: parties, commitments, terms, mentions, guarantors."""
    for rows in (
        Party.objects.filter(agreement=agreement),
        CommitmentVersion.objects.current().filter(agreement=agreement),
        Term.objects.filter(agreement=agreement, superseded_at__isnull=True),
        Mention.objects.filter(agreement=agreement, superseded_at__isnull=True),
        Guarantor.objects.filter(agreement=agreement),
    ):
        anchor(rows, old, new, carrier, provisions)


def anchor(
    rows: Any, old: Expression, new: Expression, carrier: Carries, provisions: Mapping[str, ProvisionVersion]
) -> list[Changed]:
    """Find again the words of ``rows`` in the new text; return the rows whose words are no longer the same."""
    places = places_of(provisions)
    changed = []
    found = list(rows.filter(Q(expression=old) | Q(is_adrift=True), start__isnull=False, end__isnull=False))
    for row in found:
        is_here = row.expression_id == old.pk
        place = carrier.span(row.start, row.end) if is_here else None
        place = place or _only_place(new.text, row.quote)
        if is_here and (place is None or not place.is_same):
            changed.append(Changed(row, row.quote, place is None))
        row.revision += 1
        if place is None:
            row.is_adrift = True
            continue
        eid = places.at(place.start)
        row.is_adrift = row.is_adrift and is_here
        row.expression = new
        row.provision_id = provisions[eid].provision_id if eid else None
        row.start, row.end, row.quote = place.start, place.end, new.quote(place.start, place.end)
    rows.model._default_manager.bulk_update(found, _ANCHORED, batch_size=100)  # noqa: SLF001 documented
    return changed


def _only_place(text: str, quote: str) -> Carried | None:
    """Where words that were lost stand, when they stand in one place only."""
    found = locate(text, quote)
    return Carried(*found[0], is_same=True) if len(found) == 1 else None


def places_of(provisions: Mapping[str, ProvisionVersion]) -> Places:
    """Where words stand among provisions, by eId."""
    return Places(
        tuple(
            ReadProvision(one.eid, one.kind, one.number, one.heading, None, (one.start, one.end))
            for one in provisions.values()
        )
    )


def anchor_again(agreement: Agreement) -> None:
    """What was just written on words of the original text is found in the one in force, once avenants changed it."""
    rows = Expression.objects.filter(agreement=agreement)
    original, current = rows.original().first(), rows.current().first()
    if original is None or current is None or original.pk == current.pk:
        return
    carrier = Follower(composed_of(original), composed_of(current))
    anchor_made(agreement, original, current, carrier, provisions_of(current))


def anchor_defects(agreement: Agreement) -> None:
    """Say where the words of each defect stand in the text in force, once avenants changed the one that was read.

    Words that an avenant changed are no defect of the text in force any more: nobody has reviewed the new ones.
    """
    rows = Expression.objects.filter(agreement=agreement)
    original, current = rows.original().first(), rows.current().first()
    defects = Defect.objects.filter(agreement=agreement)
    if original is None or current is None or original.pk == current.pk:
        defects.filter(standing_in__isnull=False).update(standing_in=None, standing_start=None, standing_end=None)
        return
    carrier = Follower(composed_of(original), composed_of(current))
    found = list(defects)
    for row in found:
        is_placed = row.expression_id == original.pk and not row.is_adrift
        has_words = is_placed and row.start is not None and row.end is not None
        place = carrier.span(row.start or 0, row.end or 0) if has_words else None
        stands = place is not None and place.is_same
        row.standing_in = current if stands else None
        row.standing_start, row.standing_end = (place.start, place.end) if place and stands else (None, None)
    Defect.objects.bulk_update(found, _STANDING, batch_size=100)


def provisions_of(expression: Expression) -> dict[str, ProvisionVersion]:
    """The provisions of a version, by eId."""
    return {row.eid: row for row in ProvisionVersion.objects.filter(expression=expression).order_by("position")}
