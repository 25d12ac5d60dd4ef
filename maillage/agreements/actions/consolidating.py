"""Computing the versions of a text from its original and the instructions that stand; bringing one into force.

Versions are never changed: those that no longer hold are superseded (recorded time), others are written. Whatever is
recorded, withdrawn or moved, and in whatever order, the same instructions give the same versions.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from itertools import pairwise

from django.db import transaction
from django.db.models import Q

from maillage.agreements.actions.anchors import anchor_defects, anchor_made, provisions_of
from maillage.agreements.actions.drawing import redraw
from maillage.agreements.actions.expressions import (
    NoText,
    digest_of,
    next_number,
    sources_of,
    supersede,
    write_expression,
    write_tree,
)
from maillage.agreements.actions.indexing import index
from maillage.agreements.consolidation import Consolidated, Follower, Version, compose, consolidate
from maillage.agreements.models import Agreement, Expression, Instruction
from maillage.agreements.queries.amendments import standing_instructions, step_of
from maillage.agreements.queries.trees import composed_of, tree_of
from maillage.organisations.models import User
from maillage.organisations.permissions import day_of


@transaction.atomic
def recompute(agreement: Agreement, *, by: User | None, at: dt.datetime) -> Consolidated:
    """Write the versions that follow from what stands now; the agreement is locked. Says what a person must look at."""
    original = Expression.objects.filter(agreement=agreement).original().first()
    if original is None:
        raise NoText
    rows = standing_instructions(agreement)
    made = consolidate(tree_of(original), [step_of(row) for row in rows])
    former = Expression.objects.filter(agreement=agreement).current().first()
    _write_versions(original, made.versions, by=by, at=at)
    _write_problems(rows, made)
    if not come_into_force(agreement, former=former, at=at):
        anchor_defects(agreement)  # the text that was read may have been mended
    return made


def _write_versions(original: Expression, versions: Sequence[Version], *, by: User | None, at: dt.datetime) -> None:
    """Keep the versions that are the same, supersede the others, write the new ones, and say when each ends."""
    known = Expression.objects.filter(agreement_id=original.agreement_id, valid_from__isnull=False).known()
    standing = {row.valid_from: row for row in known.select_for_update(of=("self",))}
    wanted = {version.valid_from: compose(version.text) for version in versions}
    kept: dict[dt.date, Expression] = {}
    for day, row in standing.items():
        if day in wanted and row.sha256 == digest_of(wanted[day].text) and composed_of(row) == wanted[day]:
            kept[day] = row
        else:
            supersede(row, at=at)
    number = next_number(original.agreement)
    chain = [original]
    for day in sorted(wanted):
        if day not in kept:
            kept[day] = write_expression(
                original,
                wanted[day].text,
                number=number,
                valid_from=day,
                valid_to=None,
                is_current=False,
                sources=sources_of(wanted[day]),
                reading={},
                by=by,
                at=at,
            )
            write_tree(kept[day], wanted[day])
            number += 1
        chain.append(kept[day])
    for row, end in [*((one, other.valid_from) for one, other in pairwise(chain)), (chain[-1], None)]:
        if row.valid_to != end:
            row.valid_to = end
            row.save(update_fields=["valid_to"])


def _write_problems(rows: Sequence[Instruction], made: Consolidated) -> None:
    changed = [row for row in rows if row.problem != made.problems.get(row.pk, "")]
    for row in changed:
        row.problem = made.problems.get(row.pk, "")
        row.revision += 1
    Instruction.objects.bulk_update(changed, ["problem", "revision"])


def come_into_force(agreement: Agreement, *, former: Expression | None = None, at: dt.datetime) -> bool:
    """Make the version of today the one that lists, pages and the search read; whether it is another than before.

    What rests on words of ``former`` (else of the version in force until now) is found again in it.
    """
    rows = Expression.objects.filter(agreement=agreement)
    before = former or rows.current().first()
    now = rows.at(day_of(at)).get()
    if before is not None and before.pk == now.pk and now.is_current:
        return False
    rows.current().update(is_current=False)
    now.is_current = True
    now.save(update_fields=["is_current"])
    if before is not None:
        carrier = Follower(composed_of(before), composed_of(now))
        anchor_made(agreement, before, now, carrier, provisions_of(now))
    anchor_defects(agreement)
    redraw(agreement=agreement)
    index(agreement, at=at)
    return True


def refresh(*, at: dt.datetime) -> int:
    """Each night: bring into force the versions whose day has come; how many agreements read another text."""
    day = day_of(at)
    due = Expression.objects.known().filter(
        Q(valid_to__isnull=True) | Q(valid_to__gt=day), valid_from__lte=day, is_current=False
    )
    changed = 0
    for pk in due.order_by("agreement_id").values_list("agreement_id", flat=True):
        with transaction.atomic():
            changed += come_into_force(Agreement.objects.select_for_update(of=("self",)).get(pk=pk), at=at)
    return changed
