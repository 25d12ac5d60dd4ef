"""The organisations and the agreements that somebody reads, as their rights name them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import models
from django.db.models import Func

from maillage.agreements.choices import FindingSort, FindingState
from maillage.organisations.models.visibility import today
from maillage.organisations.permissions import ROLES, Permission, rights_of

if TYPE_CHECKING:
    from maillage.agreements.models import Agreement, Finding
    from maillage.organisations.permissions import AnyUser


def organisations_reading(user: AnyUser, *, at: dt.date | dt.datetime | None = None) -> frozenset[UUID]:
    """The ids of the organisations in which ``user`` reads agreements as a whole."""
    return rights_of(user, at=today(at)).organisation_ids(Permission.AGREEMENT_VIEW)


def narrow_grants(user: AnyUser, *, at: dt.date | dt.datetime | None = None) -> frozenset[UUID]:
    """The ids of the agreements that ``user`` reads by a right narrowed to them."""
    return frozenset(
        held.agreement_id
        for held in rights_of(user, at=today(at)).grants
        if held.agreement_id is not None and Permission.AGREEMENT_VIEW in ROLES[held.role]
    )


def tied_findings(agreement: Agreement | None = None) -> models.QuerySet[Finding]:
    """The parties that the reading of a draft was tied to (of one draft, or of all): they see it once it is shared."""
    from maillage.agreements.models import Finding

    rows = Finding.objects.filter(sort=FindingSort.PARTY, tied_to__isnull=False, agreement__confirmed_at__isnull=True)
    rows = rows.exclude(state=FindingState.SET_ASIDE)
    return rows if agreement is None else rows.filter(agreement=agreement)


class _Asked(Func):
    """True of an agreement for which a row of one of ``tables`` names one of ``bodies``.

    Each agreement is asked about itself, by the indexes of those tables: a page of a list is full after a few dozen
    rows, where the list of all that one may read has thousands. Subqueries made of models would say the same, and cost
    as much to put together as the page costs to read.
    """

    output_field = models.BooleanField()
    tables: tuple[tuple[str, str, str], ...] = ()  # table, column of the organisation, further condition

    def __init__(self, agreement: Any, bodies: Collection[UUID]) -> None:
        super().__init__(agreement)
        self.bodies = sorted(bodies)

    def as_sql(self, compiler: Any, connection: Any, **_extra: Any) -> tuple[str, list[Any]]:  # type: ignore[override]
        """The questions, with the bodies as parameters; all the rest is written here and nowhere else."""
        agreement, parameters = compiler.compile(self.source_expressions[0])
        ids = [models.UUIDField().get_db_prep_value(body, connection) for body in self.bodies]
        places = ", ".join(["%s"] * len(ids))
        asked = " OR ".join(
            f"EXISTS (SELECT 1 FROM {table} asked"  # noqa: S608 names of ours
            f" WHERE asked.agreement_id = {agreement} AND asked.{column} IN ({places}){further})"
            for table, column, further in self.tables
        )
        return f"({asked})", [*parameters, *ids] * len(self.tables)


class Concerns(_Asked):
    """True of an agreement of which one of ``bodies`` is or was a party, an associated actor, or adheres."""

    tables = (("agreements_party", "organisation_id", ""), ("agreements_adherence", "member_id", ""))


class TiedTo(_Asked):
    """True of an agreement whose reading ties a party to one of ``bodies``: :func:`tied_findings`, asked row by row."""

    _STANDING = f" AND asked.sort = '{FindingSort.PARTY}' AND asked.state <> '{FindingState.SET_ASIDE}'"
    tables = (("agreements_finding", "tied_to_id", _STANDING),)


class ConcernsNow(Func):
    """True of an agreement that one of ``bodies`` brought or, once it is shared, is bound by on ``day``.

    ``is_few``: the keys of those agreements are gathered once; else each row is asked about its own agreement.
    (Written by hand for the reason that :class:`_Asked` gives.)
    """

    output_field = models.BooleanField()
    _BROUGHT = "SELECT asked.id FROM agreements_agreement asked WHERE asked.brought_by_id IN ({bodies})"
    _BOUND = (
        "SELECT asked.agreement_id FROM {table} asked"
        " JOIN agreements_agreement shared ON shared.id = asked.agreement_id"
        " WHERE shared.shared_at IS NOT NULL AND asked.{column} IN ({bodies}){further}"
        " AND (asked.from_on IS NULL OR asked.from_on <= %s) AND (asked.to_on IS NULL OR asked.to_on >= %s)"
    )
    _TABLES = (
        ("agreements_party", "organisation_id", ""),
        ("agreements_adherence", "member_id", " AND NOT asked.has_opted_out"),
    )

    def __init__(self, agreement: Any, bodies: Collection[UUID], day: dt.date, *, is_few: bool) -> None:
        super().__init__(agreement)
        self.bodies, self.day, self.is_few = sorted(bodies) or [UUID(int=0)], day, is_few

    def as_sql(self, compiler: Any, connection: Any, **_extra: Any) -> tuple[str, list[Any]]:  # type: ignore[override]
        """The condition, with the bodies and the day as parameters; all the rest is written here and nowhere else."""
        agreement, given = compiler.compile(self.source_expressions[0])
        ids = [models.UUIDField().get_db_prep_value(body, connection) for body in self.bodies]
        day = models.DateField().get_db_prep_value(self.day, connection)
        bodies = ", ".join(["%s"] * len(ids))
        bound = [
            self._BOUND.format(table=table, column=of, further=and_, bodies=bodies) for table, of, and_ in self._TABLES
        ]
        asked = [self._BROUGHT.format(bodies=bodies), *bound]
        parameters = [ids, [*ids, day, day], [*ids, day, day]]
        if self.is_few:
            condition = f"{agreement} IN ({' UNION ALL '.join(asked)})"
            return condition, [*given, *(one for part in parameters for one in part)]
        keys = ["asked.id", "asked.agreement_id", "asked.agreement_id"]
        each = [f"EXISTS ({one} AND {key} = {agreement})" for one, key in zip(asked, keys, strict=True)]
        return f"({' OR '.join(each)})", [one for part in parameters for one in (*part, *given)]
