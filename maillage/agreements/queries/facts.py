"""Whether the dates of an agreement changed after the last day that a reader reads."""

from __future__ import annotations

from maillage.agreements.choices import FACTS
from maillage.agreements.models import Agreement
from maillage.agreements.queries.horizon import Horizon
from maillage.journal.models import Event

ESTABLISHING = frozenset(
    {
        "signature-recorded",
        "notification-recorded",
        "notification-corrected",
        "fact-withdrawn",
        "amendment-recorded",
        "amendment-edited",
        "amendment-withdrawn",
        "agreement-merged",
        "agreement-unmerged",
    }
)
"""What establishes those dates without stating them: a signature, a receipt, an avenant, what a double knew."""


def facts_changed_since(agreement: Agreement, horizon: Horizon) -> bool:
    """True when the dates may not be those that stood on the last day read: the journal knows what was done since."""
    if horizon.until_at is None:
        return False
    since = Event.objects.filter(agreement_id=agreement.pk, at__gte=horizon.until_at)
    told = since.filter(verb__in={"agreement-edited", *ESTABLISHING}).values_list("verb", "fields")
    return any(verb in ESTABLISHING or set(FACTS) & set(fields) for verb, fields in told)
