"""Who holds which function."""

from __future__ import annotations

import datetime as dt

from django.db.models import QuerySet

from maillage.organisations.choices import MandateFunction
from maillage.organisations.models import Mandate, Organisation


def people_of(organisation: Organisation, *, at: dt.date) -> QuerySet[Mandate]:
    """The functions held in an organisation on a day, with their people, in the order of names."""
    rows = Mandate.objects.at(at).filter(organisation=organisation, person__merged_into__isnull=True)
    return rows.select_related("person", "unit", "substitute").order_by("person__folded", "from_on", "pk")


def president_of(organisation: Organisation, *, at: dt.date) -> Mandate | None:
    """The president or mayor on a day."""
    return people_of(organisation, at=at).filter(function=MandateFunction.PRESIDENT).first()
