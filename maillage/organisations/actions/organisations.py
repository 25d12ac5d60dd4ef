"""Organisations: recorded, edited, renamed, closed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import F, Q, QuerySet

from maillage.base.refusals import Refusal
from maillage.journal import actions as journal
from maillage.organisations.actions.grants import end_by
from maillage.organisations.actions.writing import ONE_DAY, change, end_on, keep, locked
from maillage.organisations.models import Organisation, OrganisationName, User
from maillage.organisations.permissions import day_of
from maillage.organisations.validators import compact_siret

EDITABLE = frozenset({"kind", "siret", "rna", "territory", "address", "postal_code", "city"})


@transaction.atomic
def create(
    *,
    kind: str,
    name: str,
    short_name: str = "",
    named_since: dt.date | None = None,
    by: User | None,
    at: dt.datetime,
    **values: Any,
) -> Organisation:
    """Record an organisation. ``values``: fields of :data:`EDITABLE`; ``named_since``: its first day, if known."""
    _check_fields(values)
    organisation = keep(Organisation(kind=kind, name=name, short_name=short_name, **_cleaned(values)))
    keep(
        OrganisationName(
            organisation=organisation,
            legal_name=name,
            short_name=short_name,
            from_on=named_since or day_of(at),
        )
    )
    journal.record(verb="organisation-created", by=by, at=at, subject=organisation, organisation=organisation)
    return organisation


@transaction.atomic
def edit(
    *,
    organisation: Organisation,
    values: Mapping[str, Any],
    by: User | None,
    at: dt.datetime,
    revision: int | None = None,
) -> Organisation:
    """Change what is known of an organisation (its names change by :func:`rename`)."""
    _check_fields(values)
    row = _standing(organisation)
    if fields := change(row, _cleaned(values), revision=revision):
        journal.record(verb="organisation-edited", by=by, at=at, subject=row, organisation=row, fields=fields)
    return row


@transaction.atomic
def rename(
    *,
    organisation: Organisation,
    name: str,
    short_name: str = "",
    from_on: dt.date,
    by: User | None,
    at: dt.datetime,
) -> OrganisationName:
    """Give a new name from a day on; the former ends the day before. The same first day corrects the last name."""
    row = _standing(organisation)
    last = row.names.order_by("-from_on", "pk").first()
    if last is not None and last.from_on > from_on:
        raise Refusal(
            f"Un nom est déjà enregistré à compter du {last.from_on:%d/%m/%Y} : choisissez une date plus tardive.",
            field="from_on",
        )
    if last is not None and last.from_on == from_on:
        change(last, {"legal_name": name, "short_name": short_name})
        borne = last
    else:
        if last is not None and last.to_on is None:
            end_on(last, from_on - ONE_DAY)
        borne = keep(OrganisationName(organisation=row, legal_name=name, short_name=short_name, from_on=from_on))
    _show_names(row, day_of(at))
    journal.record(
        verb="organisation-renamed", by=by, at=at, subject=row, organisation=row, fields=("name", "short_name")
    )
    return borne


@transaction.atomic
def close(*, organisation: Organisation, last_day_on: dt.date, by: User | None, at: dt.datetime) -> Organisation:
    """Record the last day of an organisation: its units, functions, memberships and rights end with it."""
    row = _standing(organisation)
    if row.closed_on is not None:
        raise Refusal(f"La fin de cette organisation est déjà enregistrée, au {row.closed_on:%d/%m/%Y}.")
    end_all(row, last_day_on, by=by, at=at)
    row.closed_on = last_day_on
    row.is_active = last_day_on >= day_of(at)
    row.revision += 1
    keep(row)
    journal.record(verb="organisation-closed", by=by, at=at, subject=row, organisation=row, fields=("closed_on",))
    return row


@transaction.atomic
def reopen(*, organisation: Organisation, by: User | None, at: dt.datetime) -> Organisation:
    """Take back an end that was recorded by mistake; what ended with it is begun again by hand."""
    row = _standing(organisation)
    if row.closed_on is None:
        raise Refusal("Cette organisation n’est pas fermée.")
    row.closed_on, row.is_active = None, True
    row.revision += 1
    keep(row)
    journal.record(verb="organisation-reopened", by=by, at=at, subject=row, organisation=row, fields=("closed_on",))
    return row


def end_all(organisation: Organisation, last_day: dt.date, *, by: User | None, at: dt.datetime) -> None:
    """End what an organisation holds on ``last_day``: units, functions, memberships, accreditations, rights."""
    held: tuple[QuerySet[Any], ...] = (
        organisation.units.all(),
        organisation.mandates.all(),
        organisation.memberships.all(),
        organisation.federations.all(),
        organisation.accreditations.all(),
    )
    for rows in held:
        for row in rows.at(last_day):  # type: ignore[attr-defined]
            end_on(row, last_day)
    for grant in organisation.grants.filter(withdrawn_on__isnull=True):
        end_by(grant, last_day, by=by, at=at)


@transaction.atomic
def refresh(*, at: dt.datetime) -> int:
    """Bring the columns that lists read (name, still active) up to the day (for the night); return how many changed."""
    day = day_of(at)
    ended = Organisation.objects.active().filter(closed_on__lt=day)
    count = ended.update(is_active=False)
    shown = Q(organisation__name=F("legal_name"), organisation__short_name=F("short_name"))
    for borne in OrganisationName.objects.at(day).exclude(shown).select_related("organisation"):
        count += _show_names(borne.organisation, day)
    return count


def _show_names(organisation: Organisation, day: dt.date) -> bool:
    """Put the name of the day in the columns that lists and search read, and the other names beside it."""
    names = list(organisation.names.order_by("from_on", "pk"))
    current = [name for name in names if name.from_on <= day] or names[:1]
    other = [name for name in names if name.legal_name != current[-1].legal_name]
    values = {
        "name": current[-1].legal_name,
        "short_name": current[-1].short_name,
        "other_names": " / ".join(f"{name.legal_name} {name.short_name}".strip() for name in other)[:1000],
    }
    return bool(change(organisation, values))


def _standing(organisation: Organisation) -> Organisation:
    row = locked(organisation)
    if row.merged_into_id is not None:
        raise Refusal("Cette fiche a été réunie à une autre : modifiez celle qui reste.")
    return row


def _check_fields(values: Mapping[str, Any]) -> None:
    if unknown := set(values) - EDITABLE:
        raise TypeError(f"Not fields that may be given: {sorted(unknown)}")


def _cleaned(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: compact_siret(value) if name == "siret" else value for name, value in values.items()}
