"""The invented organisations between which agreements are generated."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice, product
from random import Random

from maillage.organisations.choices import OrganisationKind
from maillage.organisations.models import Membership, Organisation, OrganisationName
from maillage.web.generate.bank import BODY_WHAT, BODY_WHOSE, PLACE_ENDS, PLACE_STARTS
from maillage.web.generate.texts import WITH_A_BODY, WITH_A_FEDERATION, WITH_A_PLACE

SINCE = dt.date(2008, 1, 1)
BATCH = 2000
OF_TEN = {"commune": 3, "ccas": 3, "association": 3, "federation": 1}
MEMBERS = (4, 12)


@dataclass
class Partners:
    """Who signs with the département: places with their two bodies, associations, federations with their members."""

    departement: Organisation
    places: list[tuple[str, dict[str, Organisation]]] = field(default_factory=list)
    bodies: list[tuple[str, dict[str, Organisation]]] = field(default_factory=list)
    federations: list[tuple[str, dict[str, Organisation]]] = field(default_factory=list)
    members: dict[Organisation, list[Organisation]] = field(default_factory=dict)

    def pick(self, rng: Random, partner: str) -> tuple[str, dict[str, Organisation]]:
        """The name of one that fits a text, and the organisations that its parties are."""
        some = {WITH_A_PLACE: self.places, WITH_A_BODY: self.bodies, WITH_A_FEDERATION: self.federations}[partner]
        name, parties = rng.choice(some)
        return name, {"departement": self.departement, **parties}


def invent(rng: Random, count: int) -> Partners:
    """Write about ``count`` organisations around the first département of the register, or one of ours."""
    found = Organisation.objects.filter(kind=OrganisationKind.DEPARTEMENT, is_active=True).order_by("pk").first()
    partners = Partners(found or _write([("departement", "Département de l’Ourcelle")])[0])
    share = max(count // 10, 1)
    places, bodies = _shuffled(rng, _places()), _shuffled(rng, _bodies())
    for name in islice(places, OF_TEN["commune"] * share):
        partners.places.append((name, {}))
    communes = _write([("commune", f"Commune de {name}") for name, _ in partners.places])
    ccas = _write([("ccas", f"CCAS de {name}") for name, _ in partners.places])
    for (_, parties), commune, centre in zip(partners.places, communes, ccas, strict=True):
        parties |= {"commune": commune, "ccas": centre}
    names = list(islice(bodies, OF_TEN["association"] * share))
    for name, row in zip(names, _write([("association", f"Association {name}") for name in names]), strict=True):
        partners.bodies.append((name, {WITH_A_BODY: row}))
    names = list(islice(bodies, OF_TEN["federation"] * share))
    for name, row in zip(names, _write([("federation", f"Fédération {name}") for name in names]), strict=True):
        partners.federations.append((name, {WITH_A_FEDERATION: row}))
    _gather(rng, partners)
    return partners


def _write(wanted: list[tuple[str, str]]) -> list[Organisation]:
    rows = [Organisation(kind=OrganisationKind(kind), name=name) for kind, name in wanted]
    Organisation.objects.bulk_create(rows, BATCH)
    OrganisationName.objects.bulk_create(
        [OrganisationName(organisation=row, legal_name=row.name, from_on=SINCE) for row in rows], BATCH
    )
    return rows


def _gather(rng: Random, partners: Partners) -> None:
    """Each federation has members among the associations."""
    associations = [parties[WITH_A_BODY] for _, parties in partners.bodies]
    for _, parties in partners.federations:
        count = min(rng.randint(*MEMBERS), len(associations))
        partners.members[parties[WITH_A_FEDERATION]] = rng.sample(associations, count)
    Membership.objects.bulk_create(
        [
            Membership(federation=federation, member=member, from_on=SINCE)
            for federation, some in partners.members.items()
            for member in some
        ],
        BATCH,
    )


def _places() -> Iterator[str]:
    return (f"{start}{end}" for start, end in product(PLACE_STARTS, PLACE_ENDS))


def _bodies() -> Iterator[str]:
    return (f"{what} {whose}" for what, whose in product(BODY_WHAT, BODY_WHOSE))


def _shuffled(rng: Random, names: Iterator[str]) -> Iterator[str]:
    """The names in an order of chance; when all are taken, again with a number."""
    first = list(names)
    rng.shuffle(first)
    yield from first
    number = 2
    while True:
        yield from (f"{name} {number}" for name in first)
        number += 1
