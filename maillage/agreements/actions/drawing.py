"""Keeping the text drawn: made once for all readers, when a text is laid down and when what rests on its words changes.

Whoever writes an expression, or adds, moves or ties again a row that rests on words, calls :func:`redraw`. Forgetting
to only costs time: a page that finds its drawing out of date draws the text for itself, and never writes.
"""

from __future__ import annotations

from django.db import transaction

from maillage.agreements.models import Agreement, Expression
from maillage.agreements.queries.drawn import anchors_of, places_of
from maillage.agreements.rendering import draw


@transaction.atomic
def redraw(*, agreement: Agreement) -> None:
    """Draw the current text of ``agreement`` anew."""
    current = Expression.objects.filter(agreement=agreement).current()
    for key, text in current.order_by("pk").values_list("pk", "text"):
        html = draw(text, places_of(key), anchors_of(key))
        Expression.objects.filter(pk=key).update(html=html)
