"""Builds the world: what is missing is added through the actions that people use, and what is there is left alone."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from django.db import transaction

from maillage.organisations.actions import accreditations, domains, mandates, memberships, organisations, people, units
from maillage.organisations.models import (
    Accreditation,
    EmailDomain,
    Mandate,
    Membership,
    Organisation,
    OrganisationName,
    Person,
    Unit,
)
from maillage.organisations.permissions import day_of
from maillage.territories.actions import demo as territories
from maillage.territories.models import Territory
from maillage.web.demo import bodies as told
from maillage.web.demo.people import DOORS, PEOPLE, Held, Somebody

SET_UP = dt.timedelta(days=345)  # how long ago all was recorded: the first yearly review comes in three weeks


@dataclass
class World:
    """What was built, by the keys of bodies and the names of people. ``at``: now, ``begun``: when it was recorded."""

    at: dt.datetime
    begun: dt.datetime
    organisations: dict[str, Organisation] = field(default_factory=dict)
    units: dict[tuple[str, str], Unit] = field(default_factory=dict)
    people: dict[str, Person] = field(default_factory=dict)

    def day(self, days: int) -> dt.date:
        """The day that comes ``days`` after today."""
        return day_of(self.at) + dt.timedelta(days=days)


@transaction.atomic
def build(*, at: dt.datetime) -> World:
    """Ourcelle: territories, organisations, units, people and functions. Nothing is made twice."""
    world = World(at, at - SET_UP)
    places = territories.load_demo(at=world.begun)
    for body in told.BODIES:
        world.organisations[body.key] = _body(body, world, places)
    _rename_federation(world)
    for part in told.PARTS:
        world.units[part.body, part.name] = _part(part, world)
    for member in told.MEMBERS:
        _member(member, world)
    for leave in told.LEAVES:
        _leave(leave, world)
    for somebody in PEOPLE:
        world.people[somebody.name] = _person(somebody, world)
    owners = {commune: world.organisations[key].pk for commune, key in told.QUARTERS.items()}
    territories.draw_demo_quarters(owners=owners, at=world.begun)
    return world


def _body(body: told.Body, world: World, places: dict[str, Territory]) -> Organisation:
    borne = OrganisationName.objects.filter(legal_name=body.name).select_related("organisation").order_by("pk").first()
    row = borne.organisation if borne else None
    if row is None:
        row = organisations.create(
            kind=body.kind,
            name=body.name,
            short_name=body.short_name,
            siret=body.siret,
            rna=body.rna,
            address=body.address,
            postal_code=body.postal_code,
            city=body.city,
            territory=places.get(body.territory),
            named_since=body.since,
            by=None,
            at=world.begun,
        )
    if body.domain and not EmailDomain.objects.filter(organisation=row, domain=body.domain).exists():
        domains.record(organisation=row, domain=body.domain, by=None, at=world.begun)
    return row


def _rename_federation(world: World) -> None:
    row = world.organisations["federation"]
    if row.name == told.FORMER_NAME[0]:
        organisations.rename(
            organisation=row,
            name="Fédération Enfance Ourcelle",
            short_name="La Fédération",
            from_on=told.RENAMED_ON,
            by=None,
            at=world.begun,
        )
        row.refresh_from_db()


def _part(part: told.Part, world: World) -> Unit:
    organisation = world.organisations[part.body]
    found = Unit.objects.filter(organisation=organisation, name=part.name).first()
    if found is not None:
        return found
    labels = {name: (short, rank) for name, short, rank in told.LABELS}
    short_name, rank = labels[part.label]
    label = units.set_label(
        organisation=organisation, name=part.label, short_name=short_name, rank=rank, by=None, at=world.begun
    )
    return units.open(
        organisation=organisation,
        name=part.name,
        parent=world.units.get((part.body, part.below)),
        label=label,
        short_name=part.short_name,
        address=part.address,
        postal_code=part.postal_code,
        city=part.city,
        from_on=told.BEGUN,
        by=None,
        at=world.begun,
    )


def _member(member: told.Member, world: World) -> None:
    federation, body = world.organisations["federation"], world.organisations[member.body]
    if not Membership.objects.filter(federation=federation, member=body).exists():
        memberships.join(
            federation=federation,
            member=body,
            from_on=member.since,
            is_founder=member.is_founder,
            by=None,
            at=world.begun,
        )


def _leave(leave: told.Leave, world: World) -> None:
    organisation = world.organisations[leave.body]
    if Accreditation.objects.filter(organisation=organisation, name=leave.name).exists():
        return
    accreditations.record(
        organisation=organisation,
        name=leave.name,
        authority=leave.authority,
        reference=leave.reference,
        from_on=leave.from_on,
        to_on=leave.to_on if leave.days is None else world.day(leave.days),
        by=None,
        at=world.begun,
    )


def _person(somebody: Somebody, world: World) -> Person:
    known = Mandate.objects.filter(
        person__first_name=somebody.first_name,
        person__last_name=somebody.last_name,
        organisation=world.organisations[somebody.functions[0].body],
    )
    found = known.select_related("person").order_by("pk").first()
    if found is not None:
        return found.person
    first, *others = somebody.functions
    addresses = {door.person: door.email for door in DOORS}
    person = people.create(
        first_name=somebody.first_name,
        last_name=somebody.last_name,
        email=addresses.get(somebody.name, ""),
        organisation=world.organisations[first.body],
        function=first.function,
        capacity=first.capacity,
        unit=world.units.get((first.body, first.unit)),
        from_on=first.since,
        by=None,
        at=world.begun,
    )
    for held in others:
        _hold(person, held, world)
    if first.days is not None:
        mandates.end(mandate=person.mandates.get(), last_day_on=world.day(first.days), by=None, at=world.begun)
    return person


def _hold(person: Person, held: Held, world: World) -> None:
    mandates.begin(
        person=person,
        organisation=world.organisations[held.body],
        function=held.function,
        capacity=held.capacity,
        unit=world.units.get((held.body, held.unit)),
        from_on=held.since,
        by=None,
        at=world.begun,
    )
