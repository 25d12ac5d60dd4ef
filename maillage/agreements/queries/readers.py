"""Who is told of an agreement, and who read its summary: for their organisation alone."""

from __future__ import annotations

import datetime as dt

from django.db.models import F, QuerySet

from maillage.agreements.models import Acknowledgement, Agreement
from maillage.organisations.models import Organisation, Person, User
from maillage.organisations.permissions import day_of
from maillage.organisations.queries.people import people_of


def candidates(
    organisation: Organisation, agreement: Agreement, user: User, *, query: str = "", at: dt.datetime
) -> QuerySet[Person]:
    """The people of an organisation that the user may see and who were not sent the summary, by name."""
    there = people_of(organisation, at=day_of(at)).order_by().values("person_id")
    told = Acknowledgement.objects.filter(agreement=agreement).values("person_id")
    rows = Person.objects.visible_to(user, at=at).filter(pk__in=there).exclude(pk__in=told)
    return (rows.matching(query) if query else rows).by_name()


def readers_of(agreement: Agreement, organisation: Organisation) -> QuerySet[Acknowledgement]:
    """Whom the organisation sent the summary, those who have not read it first."""
    rows = Acknowledgement.objects.filter(agreement=agreement, organisation=organisation)
    return rows.select_related("person").order_by(F("read_at").asc(nulls_first=True), "person__folded", "pk")


def acknowledgement_of(user: User, agreement: Agreement) -> Acknowledgement | None:
    """The summary that was sent to the user, read or not."""
    if user.person_id is None:
        return None
    rows = Acknowledgement.objects.filter(agreement=agreement, person_id=user.person_id)
    return rows.select_related("organisation").first()
