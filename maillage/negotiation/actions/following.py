"""Remarks follow the text: on a new version each is found again by its provision and its words, or is "à revoir"."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from maillage.agreements.locating import locate
from maillage.agreements.models import Expression
from maillage.negotiation.carrying import carried
from maillage.negotiation.models import Negotiation, Remark
from maillage.negotiation.queries.texts import Draft, Passage, draft_in

_ANCHORED = ("expression", "start", "end", "is_adrift", "revision")


def follow(negotiation: Negotiation, draft: Draft) -> int:
    """Find the words of each remark in ``draft``; return how many are no longer there."""
    rows = Remark.objects.filter(negotiation=negotiation, provision__isnull=False)
    behind = list(rows.exclude(expression=draft.expression).order_by("pk"))
    if not behind:
        return 0
    drafts = {key: draft_in(one) for key, one in _expressions(behind).items()}
    for remark in behind:
        span = _place(remark, drafts.get(remark.expression_id) if remark.expression_id else None, draft)
        remark.expression = draft.expression
        remark.is_adrift = span is None
        remark.revision += 1
        if span is not None:
            remark.start, remark.end = span
    Remark.objects.bulk_update(behind, _ANCHORED, batch_size=100)
    return sum(one.is_adrift for one in behind)


def _expressions(rows: Iterable[Remark]) -> dict[UUID, Expression]:
    return Expression.objects.in_bulk({one.expression_id for one in rows if one.expression_id is not None})


def _place(remark: Remark, before: Draft | None, after: Draft) -> tuple[int, int] | None:
    now = after.passage(remark.provision_id)
    if now is None or remark.start is None or remark.end is None:
        return None
    text = after.expression.text[now.start : now.end]
    then = before.passage(remark.provision_id) if before is not None and not remark.is_adrift else None
    if before is None or then is None:
        return _by_words(text, remark.quote, now)
    old = before.expression.text[then.start : then.end]
    if (remark.start, remark.end) == (then.start, then.end) or remark.quote.strip() == old.strip():
        return now.start, now.end  # about the provision as a whole, whatever becomes of its words
    span = carried(old, text, (remark.start - then.start, remark.end - then.start))
    return None if span is None else (now.start + span[0], now.start + span[1])


def _by_words(text: str, quote: str, now: Passage) -> tuple[int, int] | None:
    """Words that were lost come back when a later version says them again, in one place."""
    places = locate(text, quote)
    return (now.start + places[0][0], now.start + places[0][1]) if len(places) == 1 else None
