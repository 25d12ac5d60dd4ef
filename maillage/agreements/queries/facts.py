"""Whether the dates of an agreement changed after the last day that a reader reads."""

from __future__ import annotations

from maillage.agreements.choices import FACTS
from maillage.agreements.models import Agreement
from maillage.agreements.queries.horizon import Horizon
from maillage.journal.models import Event


def facts_changed_since(agreement: Agreement, horizon: Horizon) -> bool:
    """True when what is stated now is not what stood on the last day read: the journal knows which fields changed."""
    if horizon.until_at is None:
        return False
    edits = Event.objects.filter(agreement_id=agreement.pk, verb="agreement-edited", at__gte=horizon.until_at)
    return any(set(FACTS) & set(fields) for fields in edits.values_list("fields", flat=True))
