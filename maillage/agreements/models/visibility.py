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
