"""Remarks as one reader may know of them: what is internal to another party leaves no trace, not even in a count."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import models

from maillage.negotiation.models import Remark, Reply
from maillage.negotiation.queries.tables import Table


@dataclass(frozen=True)
class Thread:
    """A remark and what was answered to it."""

    remark: Remark
    replies: tuple[Reply, ...]


def remarks_of(table: Table) -> models.QuerySet[Remark]:
    """The remarks that the user of ``table`` reads, in the order in which they were written."""
    rows = Remark.objects.filter(negotiation=table.negotiation).readable_by([one.pk for one in table.own()])
    return rows.select_related("seat__organisation", "made_by__person", "resolved_by__person", "proposal").order_by(
        "made_at", "pk"
    )


def threads(rows: Iterable[Remark]) -> list[Thread]:
    """Remarks with their answers: one query."""
    found = list(rows)
    answers: dict[object, list[Reply]] = {}
    asked = Reply.objects.filter(remark__in=[one.pk for one in found])
    for reply in asked.select_related("seat__organisation", "made_by__person").order_by("made_at", "pk"):
        answers.setdefault(reply.remark_id, []).append(reply)
    return [Thread(one, tuple(answers.get(one.pk, ()))) for one in found]
