"""The journal of an agreement, as far as a reader may know of it."""

from __future__ import annotations

from maillage.agreements.models import Commitment
from maillage.agreements.queries.moments import moment_of
from maillage.agreements.standing import Standing
from maillage.journal.models import Event, EventQuerySet, type_of
from maillage.organisations.permissions import Permission


def events_of(standing: Standing) -> EventQuerySet:
    """The events that reached an organisation for which the user reads; after its party left, those until that day."""
    bodies = standing.rights.organisation_ids(Permission.AGREEMENT_VIEW)
    rows = Event.objects.filter(agreement_id=standing.agreement.pk).reaching(bodies)
    until = moment_of(standing).until
    if until is not None:
        rows = rows.filter(at__lt=until)
    return rows.newest_first()


def events_of_commitment(standing: Standing, commitment: Commitment) -> EventQuerySet:
    """Those of :func:`events_of` that are about one commitment."""
    return events_of(standing).filter(subject_type=type_of(Commitment), subject_id=str(commitment.pk))
