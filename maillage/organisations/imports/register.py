"""What the database already holds, read once, to compare the lines of a file with."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from uuid import UUID

from maillage.base.search import folded
from maillage.organisations.choices import PRIVATE_KINDS, SINGLE_FUNCTIONS
from maillage.organisations.imports.likeness import Names
from maillage.organisations.models import Mandate, Membership, Organisation, Person, Unit, UnitLabel
from maillage.organisations.permissions import Permission, day_of
from maillage.organisations.stewardship import Keeper, keeper

if TYPE_CHECKING:
    from maillage.organisations.models import User


@dataclass
class Known:
    """An organisation, of the database (``id``) or of an earlier line of the file (``key``)."""

    name: str
    short_name: str = ""
    other_names: str = ""
    kind: str = ""
    siret: str = ""
    rna: str = ""
    territory_id: UUID | None = None
    address: str = ""
    postal_code: str = ""
    city: str = ""
    is_active: bool = True
    id: UUID | None = None
    key: str = ""
    may_edit: bool = True

    @property
    def place(self) -> str:
        """Where it stands, in words."""
        return " ".join(filter(None, [self.postal_code, self.city]))

    def is_elsewhere(self, postal_code: str, city: str) -> bool:
        """Whether both towns are known and differ."""
        if self.city and city:
            return folded(self.city) != folded(city)
        return bool(self.postal_code and postal_code and self.postal_code != postal_code)

    def is_of_another_kind(self, kind: str) -> bool:
        """A commune and its CCAS are two legal persons, whatever their names and address."""
        if not kind or not self.kind or kind == self.kind:
            return False
        return not {kind, self.kind} <= PRIVATE_KINDS


@dataclass
class Organisations:
    """The organisations that a line may mean."""

    rows: dict[str, Known] = field(default_factory=dict)
    by_siret: dict[str, str] = field(default_factory=dict)
    by_siren: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    by_rna: dict[str, str] = field(default_factory=dict)
    by_name: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    by_address: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    names: Names[str] = field(default_factory=Names)

    def add(self, row: Known) -> None:
        """Make a row findable by all that identifies it."""
        key = str(row.id or row.key)
        self.rows[key] = row
        if row.siret:
            self.by_siret[row.siret] = key
            self.by_siren[row.siret[:9]].append(key)
        if row.rna:
            self.by_rna[row.rna] = key
        for name in {row.name, row.short_name, *row.other_names.split(" / ")} - {""}:
            self.by_name[folded(name)].append(key)
            self.names.add(key, name)
        if row.address:
            self.by_address[folded(row.address, row.postal_code or row.city)].append(key)

    def named(self, text: str) -> list[Known]:
        """The organisations that bear this SIRET or this very name."""
        digits = "".join(text.split())
        if digits in self.by_siret:
            return [self.rows[self.by_siret[digits]]]
        found = [self.rows[key] for key in dict.fromkeys(self.by_name.get(folded(text), ()))]
        return [row for row in found if row.is_active] or found


@dataclass
class Register:
    """All that a comparison asks the database, in as many queries whatever the file."""

    day: dt.date
    keeper: Keeper
    organisations: Organisations
    units: dict[UUID, list[Unit]] = field(default_factory=dict)
    labels: dict[UUID, dict[str, UnitLabel]] = field(default_factory=dict)
    people: dict[UUID, Person] = field(default_factory=dict)
    reachable: set[UUID] = field(default_factory=set)  # people whose address and telephone the user may see
    people_by_email: dict[str, list[UUID]] = field(default_factory=lambda: defaultdict(list))
    people_by_name: dict[str, list[UUID]] = field(default_factory=lambda: defaultdict(list))
    mandates: dict[UUID, list[Mandate]] = field(default_factory=lambda: defaultdict(list))
    presidents: dict[UUID, list[Mandate]] = field(default_factory=lambda: defaultdict(list))
    memberships: dict[tuple[UUID, UUID], list[Membership]] = field(default_factory=lambda: defaultdict(list))


_FIELDS = (
    "id", "name", "short_name", "other_names", "kind", "siret", "rna", "territory_id", "address", "postal_code", "city",
    "is_active",
)  # fmt: skip


def load(user: User, *, at: dt.datetime) -> Register:
    """Read the register as ``user`` may see it."""
    register = Register(day=day_of(at), keeper=keeper(user, at=at), organisations=Organisations())
    rows = Organisation.objects.visible_to(user, at=at).order_by("pk").values_list(*_FIELDS)
    for values in rows.iterator():
        known = Known(**dict(zip(_FIELDS, values, strict=True)))
        known.may_edit = known.id is not None and register.keeper.may(Permission.ORGANISATION_EDIT, known.id)
        register.organisations.add(known)
    for membership in Membership.objects.visible_to(user, at=at):
        register.memberships[membership.federation_id, membership.member_id].append(membership)
    return register


def load_units(register: Register, user: User, *, at: dt.datetime) -> None:
    """Read the open units of the organisations, and the words of their levels."""
    for unit in Unit.objects.visible_to(user, at=at).at(register.day).order_by("path", "pk"):
        register.units.setdefault(unit.organisation_id, []).append(unit)
    for label in UnitLabel.objects.order_by("pk"):
        register.labels.setdefault(label.organisation_id, {})[folded(label.name)] = label


def load_people(register: Register, user: User, *, at: dt.datetime) -> None:
    """Read the people that ``user`` may see, and what they do today. Addresses not shown to them identify nobody."""
    ours = register.keeper.rights.organisation_ids(Permission.PERSON_VIEW)
    known = Mandate.objects.filter(organisation_id__in=ours).values_list("person_id", flat=True)
    register.reachable = {*known, *filter(None, [user.person_id])}
    for person in Person.objects.visible_to(user, at=at).order_by("pk"):
        register.people[person.pk] = person
        if person.email and person.pk in register.reachable:
            register.people_by_email[person.email].append(person.pk)
        register.people_by_name[folded(person.last_name, person.first_name)].append(person.pk)
    mandates = Mandate.objects.visible_to(user, at=at).select_related("person", "organisation", "unit")
    for mandate in mandates.exclude(to_on__lt=register.day).order_by("from_on", "pk"):
        register.mandates[mandate.person_id].append(mandate)
        if mandate.function in SINGLE_FUNCTIONS:
            register.presidents[mandate.organisation_id].append(mandate)
