"""Versions that a reader may compare, of one agreement or of two, and their comparison."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q

from maillage.agreements.compare import Deviations
from maillage.agreements.models import Agreement, AgreementLink, Expression, ProvisionVersion
from maillage.agreements.queries import links
from maillage.agreements.queries.horizon import Horizon, horizon_of
from maillage.agreements.redline import Node, Redline, Version, compare, version_of
from maillage.agreements.standing import Standing, standing_of
from maillage.organisations.models import User

_HEAD = (
    "agreement",
    "number",
    "is_current",
    "recorded_at",
    "superseded_at",
    "valid_from",
    "valid_to",
    "sha256",
    "is_transcription",
)


def versions_read(agreement: Agreement, standing: Standing, horizon: Horizon) -> list[Expression]:
    """The versions that a reader may open, the one in force first, without their words: one query.

    Its author opens all of them, those whom it concerns what stood since it was shared, anybody else the current one.
    """
    rows = Expression.objects.filter(agreement=agreement).select_related("agreement__brought_by")
    rows = rows.defer("text", "html", "reading")
    rows = horizon.known(rows, "recorded_at").order_by("-is_current", "-number", "pk")
    if standing.is_author:
        return list(rows)
    if not horizon.is_inside:
        return list(rows.filter(is_current=True))
    return list(rows.filter(Q(superseded_at__isnull=True) | Q(superseded_at__gt=agreement.shared_at)))


def versions_beside(agreement: Agreement, user: User, *, at: dt.datetime) -> list[Expression]:
    """The current text of the agreements that are linked to this one, for who sees them; by title."""
    ties = AgreementLink.objects.filter(Q(agreement=agreement) | Q(target=agreement), target__isnull=False)
    wanted = {one for pair in ties.values_list("agreement_id", "target_id") for one in pair} - {agreement.pk}
    seen = Agreement.objects.visible_to(user, at=at).filter(pk__in=wanted)
    rows = Expression.objects.current().filter(agreement__in=seen.values("pk")).select_related("agreement")
    return list(rows.only(*_HEAD, "agreement__title").order_by("agreement__folded", "pk")[:_MOST])


_MOST = 20  # a framework has a hundred local agreements: the box finds the others


def latest(agreement: Agreement, user: User, *, at: dt.datetime) -> Expression | None:
    """The version in force today, else the latest, of those that somebody reads of an agreement."""
    standing = standing_of(user, agreement, at=at)
    rows = versions_read(agreement, standing, horizon_of(user, standing, at=at))
    return next((one for one in rows if one.is_current), rows[0]) if rows else None


def version_read(pk: UUID, user: User, *, at: dt.datetime) -> Expression | None:
    """A version, of whatever agreement, when the user may open it."""
    agreement = Agreement.objects.visible_to(user, at=at).filter(expressions=pk).first()
    if agreement is None:
        return None
    standing = standing_of(user, agreement, at=at)
    rows = versions_read(agreement, standing, horizon_of(user, standing, at=at))
    return next((one for one in rows if one.pk == pk), None)


@dataclass(frozen=True, slots=True)
class Compared:
    """Two versions and what changed between them; ``deviations`` when they are of two agreements, both confirmed."""

    before: Expression
    after: Expression
    redline: Redline
    deviations: Deviations | None

    @property
    def is_one_agreement(self) -> bool:
        """Whether they are two versions of the same agreement."""
        return self.before.agreement_id == self.after.agreement_id


def compared(before: Expression, after: Expression, *, day: dt.date) -> Compared:
    """The comparison of two versions."""
    redline = compare(tree_of(before), tree_of(after))
    pair = before.agreement, after.agreement
    both = pair[0].pk != pair[1].pk and all(one.confirmed_at is not None for one in pair)
    return Compared(before, after, redline, links.compare(*pair, day=day) if both else None)


def tree_of(expression: Expression) -> Version:
    """The provisions of a version with their words: two queries."""
    text: str = Expression.objects.values_list("text", flat=True).get(pk=expression.pk)
    rows = ProvisionVersion.objects.filter(expression=expression).order_by("position", "pk")
    keys = {row.pk: str(row.provision_id) for row in rows}
    return version_of([_node(row, keys) for row in rows], text)


def _node(row: ProvisionVersion, keys: dict[UUID, str]) -> Node:
    heading = None
    if row.heading_start is not None and row.heading_end is not None:
        heading = row.heading_start, row.heading_end
    parent = keys.get(row.parent_id) if row.parent_id is not None else None
    return Node(
        str(row.provision_id), parent, row.kind, _label(row), row.start, row.end, row.number, row.heading, heading
    )


def _label(row: ProvisionVersion) -> str:
    return _NAMES.get(row.kind) or (row.label if row.label != row.eid else "passage")


_NAMES = {
    "parties": "parties",
    "signatures": "signatures",
    "recital": "visas",
    "contents": "sommaire",
    "paragraph": "paragraphe",
    "list": "liste",
    "item": "point",
}
