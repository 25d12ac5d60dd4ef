"""What may be found today: agreements, organisations, people, units, territories."""

from __future__ import annotations

import datetime as dt

from django.db.models import Prefetch, QuerySet
from django.urls import reverse

from maillage.agreements.models import Agreement
from maillage.agreements.models.agreement import AgreementQuerySet
from maillage.agreements.queries import searching
from maillage.agreements.queries.searching import Closest
from maillage.base.days import written
from maillage.organisations.models import Mandate, Organisation, Person, Unit, User
from maillage.organisations.permissions import day_of
from maillage.territories.models import Territory
from maillage.web.search import Group, Hit, closest_first, register

FUNCTIONS_SHOWN = 2  # of a person: enough to tell two of the same name apart


def _agreements(query: str, user: User, at: dt.datetime) -> Closest | AgreementQuerySet:
    rows = Agreement.objects.visible_to(user, at=at).filter(archived_at__isnull=True)
    return searching.search(rows, query, user=user, at=at).closest_first()


def _agreement(row: Agreement) -> Hit:
    ends = f"jusqu’au {written(row.ends_on)}" if row.ends_on else ""
    return Hit(
        row.title, ", ".join(filter(None, [row.get_kind_display(), row.reference, ends])), row.get_absolute_url()
    )


def _organisations(query: str, user: User, at: dt.datetime) -> QuerySet[Organisation]:
    rows = Organisation.objects.visible_to(user, at=at).matching(query)
    return closest_first(rows, query, "name", "-is_active", "folded", "pk")


def _organisation(row: Organisation) -> Hit:
    ended = "" if row.is_active else "n’existe plus"
    parts = [row.get_kind_display(), row.city, ended]
    return Hit(row.name, ", ".join(filter(None, parts)), row.get_absolute_url(), nature=row.kind)


def _people(query: str, user: User, at: dt.datetime) -> QuerySet[Person]:
    held = Mandate.objects.visible_to(user, at=at).at(day_of(at)).select_related("organisation")
    functions = Prefetch("mandates", held.order_by("from_on", "pk"), to_attr="functions_shown")
    rows = Person.objects.visible_to(user, at=at).matching(query).prefetch_related(functions)
    return closest_first(rows, query, "last_name", "folded", "pk")


def _person(row: Person) -> Hit:
    held: list[Mandate] = row.functions_shown  # type: ignore[attr-defined]
    told = [f"{mandate.title}, {mandate.organisation.label}" for mandate in held[:FUNCTIONS_SHOWN]]
    return Hit(row.full_name, " ; ".join(told) or "Sans fonction aujourd’hui", row.get_absolute_url())


def _units(query: str, user: User, at: dt.datetime) -> QuerySet[Unit]:
    rows = Unit.objects.visible_to(user, at=at).at(day_of(at)).matching(query).select_related("organisation")
    return closest_first(rows, query, "name", "folded", "pk")


def _unit(row: Unit) -> Hit:
    parts = [row.organisation.label, row.address, " ".join(filter(None, [row.postal_code, row.city]))]
    return Hit(row.name, ", ".join(filter(None, parts)), reverse("organisations:units", args=[row.organisation_id]))


def _territories(query: str, user: User, at: dt.datetime) -> QuerySet[Territory]:  # noqa: ARG001 open to every account
    return Territory.objects.search(query).ranked(query).with_parents()


def _territory(row: Territory) -> Hit:
    above = row.departement or row.commune or row.region
    parts = [row.kind_label, row.code, str(above.name) if above is not None else ""]
    return Hit(row.name, ", ".join(filter(None, parts)), row.get_absolute_url())


def register_all() -> None:
    """Give the search all of the above, in the order of the page."""
    register(Group("conventions", "Conventions", _agreements, _agreement))
    register(Group("organisations", "Organisations", _organisations, _organisation))
    register(Group("personnes", "Personnes", _people, _person))
    register(Group("unites", "Unités", _units, _unit))
    register(Group("territoires", "Territoires", _territories, _territory))
