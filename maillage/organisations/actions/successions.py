"""What becomes of an organisation: it changes its status, merges, splits, is taken over."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any, TypeVar
from uuid import UUID

from django.db import transaction

from maillage.base.records import Dated
from maillage.base.refusals import Refusal
from maillage.journal import actions as journal
from maillage.organisations.actions.organisations import close
from maillage.organisations.actions.writing import ONE_DAY, keep, locked
from maillage.organisations.choices import MandateFunction, SuccessionKind
from maillage.organisations.models import (
    Membership,
    Organisation,
    Succession,
    Unit,
    UnitLabel,
    User,
)
from maillage.organisations.permissions import Role

_Dated = TypeVar("_Dated", bound=Dated)

# The heir's own assembly names these again, unless the heir is the same body under another status.
NAMED_BY_THE_HEIR = frozenset(
    {
        MandateFunction.PRESIDENT,
        MandateFunction.VICE_PRESIDENT,
        MandateFunction.ELECTED_REFERENT,
        MandateFunction.ELECTED_MEMBER,
        MandateFunction.DIRECTOR,
    }
)


@transaction.atomic
def succeed(
    *,
    predecessors: Iterable[Organisation],
    successor: Organisation,
    kind: SuccessionKind | str,
    effective_on: dt.date,
    authority: str = "",
    by: User | None,
    at: dt.datetime,
) -> list[Succession]:
    """Record that ``successor`` is the heir of ``predecessors`` from ``effective_on``.

    Units, functions, memberships, accreditations and rights end at the predecessors the day before and begin at the
    heir, so that the past stays as it was. President, vice-presidents, elected members and directors pass only when the
    kind is ``rename``. A split carries nothing and closes nothing: people decide what goes where, and the former body
    may live on.
    """
    former = [locked(one) for one in sorted(set(predecessors), key=lambda one: one.pk.hex)]
    if not former:
        raise Refusal("Dites à quelle organisation celle-ci succède.", field="predecessors")
    if kind == SuccessionKind.RENAME and len(former) > 1:
        raise Refusal("Un changement de statut concerne une seule organisation : choisissez « fusion ».", field="kind")
    heir = locked(successor)
    return [_inherit(one, heir, SuccessionKind(kind), effective_on, authority, by=by, at=at) for one in former]


def _inherit(
    former: Organisation,
    heir: Organisation,
    kind: SuccessionKind,
    day: dt.date,
    authority: str,
    *,
    by: User | None,
    at: dt.datetime,
) -> Succession:
    if former.merged_into_id or heir.merged_into_id:
        raise Refusal("Une de ces fiches a été réunie à une autre : prenez celle qui reste.")
    succession = keep(Succession(predecessor=former, successor=heir, kind=kind, effective_on=day, authority=authority))
    if kind != SuccessionKind.SPLIT:
        if former.closed_on is not None and former.closed_on < day - ONE_DAY:
            raise Refusal(f"{former} a déjà pris fin le {former.closed_on:%d/%m/%Y}.", field="effective_on")
        _carry(former, heir, kind, day, by=by, at=at)
        if former.closed_on is None:
            close(organisation=former, last_day_on=day - ONE_DAY, by=by, at=at)
    journal.record(verb="organisation-succeeded", by=by, at=at, subject=former, organisation=former, audience=(heir,))
    journal.record(verb="organisation-inherited", by=by, at=at, subject=heir, organisation=heir, audience=(former,))
    return succession


def _carry(
    former: Organisation, heir: Organisation, kind: SuccessionKind, day: dt.date, *, by: User | None, at: dt.datetime
) -> None:
    """Begin at the heir, from ``day``, what the former body holds on the day before and beyond."""
    eve = day - ONE_DAY
    units = _carry_units(former, heir, day)
    for mandate in former.mandates.at(eve):
        if kind == SuccessionKind.RENAME or mandate.function not in NAMED_BY_THE_HEIR:
            _begin_again(mandate, day, organisation=heir, unit=units.get(mandate.unit_id))
    for membership in former.federations.at(eve):
        if not Membership.objects.at(day).filter(federation=membership.federation_id, member=heir).exists():
            _begin_again(membership, day, member=heir)
    for accreditation in former.accreditations.at(eve):
        _begin_again(accreditation, day, organisation=heir)
    if heir.is_federation:
        for membership in former.memberships.at(eve).exclude(member=heir):
            if not Membership.objects.at(day).filter(federation=heir, member=membership.member_id).exists():
                _begin_again(membership, day, federation=heir)
    _carry_grants(former, heir, units, day, by=by, at=at)


def _carry_units(former: Organisation, heir: Organisation, day: dt.date) -> dict[UUID | None, Unit]:
    """Copies of the units that stand on the eve, from the top down, by the id of the one they continue."""
    labels = {label.name: label for label in heir.unit_labels.all()}
    copies: dict[UUID | None, Unit] = {}
    standing = former.units.at(day - ONE_DAY).select_related("label")
    for unit in sorted(standing, key=lambda unit: (unit.depth, unit.pk.hex)):
        label = None
        if unit.label is not None:
            label = labels.get(unit.label.name) or _copy_of_label(unit.label, heir)
            labels[label.name] = label
        parent = copies.get(unit.parent_id)
        copy = Unit(
            organisation=heir,
            parent=parent,
            label=label,
            from_on=day,
            to_on=unit.to_on if unit.to_on and unit.to_on >= day else None,
            **{
                name: getattr(unit, name)
                for name in ("name", "short_name", "address", "postal_code", "city", "sector_id")
            },
        )
        copy.path = copy.path_under(parent)
        copies[unit.pk] = keep(copy)
    return copies


def _copy_of_label(label: UnitLabel, heir: Organisation) -> UnitLabel:
    return keep(UnitLabel(organisation=heir, rank=label.rank, name=label.name, short_name=label.short_name))


def _carry_grants(
    former: Organisation,
    heir: Organisation,
    units: dict[UUID | None, Unit],
    day: dt.date,
    *,
    by: User | None,
    at: dt.datetime,
) -> None:
    """Rights follow; the administrators of the former body do not rule over an heir that has its own."""
    has_own = heir.grants.at(day).filter(role=Role.ORGANISATION_ADMINISTRATOR).exists()
    for grant in former.grants.at(day - ONE_DAY).filter(user__is_active=True).select_related("user"):
        if grant.role == Role.ORGANISATION_ADMINISTRATOR and has_own:
            continue
        if heir.grants.at(day).filter(user=grant.user, role=grant.role, unit=units.get(grant.unit_id)).exists():
            continue
        if grant.unit_id is not None and grant.unit_id not in units:
            continue
        copy = _begin_again(grant, day, organisation=heir, unit=units.get(grant.unit_id), granted_by=by, granted_at=at)
        if copy is not None:
            journal.record(verb="grant-given", by=by, at=at, subject=copy, organisation=heir)


def _begin_again(row: _Dated, day: dt.date, **values: Any) -> _Dated | None:
    """A copy of a dated row from ``day`` on, with ``values`` for its own; None when the row ends before that day."""
    if row.to_on is not None and row.to_on < day:
        return None
    own = {
        field.attname: getattr(row, field.attname)
        for field in row._meta.concrete_fields  # noqa: SLF001 the documented interface of a model
        if field.name not in {"id", "revision", "from_on", *values}
    }
    return keep(type(row)(from_on=day, **own, **values))
