"""The gestures of a reading: what was decided at once, by whom, and whether it can still be undone."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from maillage.agreements.choices import FindingState
from maillage.agreements.finding_words import label_of, title_of
from maillage.agreements.models import Agreement, Decision, Finding
from maillage.organisations.models import User

RECENT = 40
_STATES = {
    FindingState.TO_CHECK: "Remis à vérifier",
    FindingState.ACCEPTED: "Confirmé",
    FindingState.CORRECTED: "Corrigé",
    FindingState.ADDED: "Ajouté",
    FindingState.SET_ASIDE: "Écarté",
}


@dataclass(frozen=True)
class Done:
    """One gesture. ``subject`` names its first finding; ``standing`` counts the findings that undoing would change."""

    batch: UUID
    at: dt.datetime
    by: User | None
    verb: str
    count: int
    standing: int
    subject: str

    @property
    def sentence(self) -> str:
        """What was done, without who and when."""
        what = self.subject if self.count == 1 else f"{self.count}\u00a0éléments"
        return f"{self.verb}\u00a0: {what}"


def latest_of(findings: Sequence[UUID]) -> dict[UUID, UUID]:
    """The last decision of each finding, by its id."""
    rows = Decision.objects.filter(finding_id__in=findings).order_by("pk").values_list("finding_id", "pk")
    return dict(rows)


def recent_gestures(agreement: Agreement, parties: Mapping[str, str]) -> list[Done]:
    """The last gestures, the newest first: one query, whatever they decided."""
    earlier = Decision.objects.filter(batch=OuterRef("batch"), pk__lt=OuterRef("pk"))
    heads = _of(agreement).filter(~Exists(earlier)).annotate(count=_count(), standing=_count(is_standing=True))
    rows = heads.select_related("finding", "by__person").order_by("-pk")[:RECENT]
    return [_done(row, parties, agreement) for row in rows]


def last_gesture(agreement: Agreement, user: User, parties: Mapping[str, str]) -> Done | None:
    """The last gesture of ``user`` that is not an undoing and that can be undone."""
    rows = _of(agreement).filter(_is_standing(), by=user, undoes__isnull=True)
    if agreement.confirmed_at is not None:
        rows = rows.filter(at__gte=agreement.confirmed_at)
    rows = rows.annotate(count=_count(), standing=_count(is_standing=True)).select_related("finding", "by__person")
    row = rows.order_by("-pk").first()
    return _done(row, parties, agreement) if row is not None else None


def history_of(finding: Finding) -> list[tuple[str, Decision]]:
    """What was decided of one finding, the oldest first, each with its verb."""
    rows = Decision.objects.filter(finding=finding).select_related("by__person").order_by("pk")
    return [(verb_of(row), row) for row in rows]


def verb_of(decision: Decision) -> str:
    """What a decision did, in a word."""
    after: dict[str, Any] = decision.after
    if decision.undoes_id is not None:
        return "Annulé"
    if after.get("tied_to"):
        return "Relié"
    if "tied_to" in after:
        return "Délié"
    if after.get("state") == FindingState.ADDED:
        return "Ajouté"
    if "value" in after or "start" in after:
        return "Corrigé"
    return _STATES.get(FindingState(after["state"]), "Modifié") if after.get("state") else "Revu"


def _of(agreement: Agreement) -> QuerySet[Decision]:
    return Decision.objects.filter(finding__agreement=agreement)


def _is_standing() -> Exists:
    """Nothing was decided of the finding since."""
    return ~Exists(Decision.objects.filter(finding=OuterRef("finding"), pk__gt=OuterRef("pk")))  # type: ignore[return-value]


def _count(*, is_standing: bool = False) -> Coalesce:
    rows = Decision.objects.filter(batch=OuterRef("batch"))
    if is_standing:
        rows = rows.filter(_is_standing())
    return Coalesce(Subquery(rows.order_by().values("batch").annotate(total=Count("pk")).values("total")), 0)


def _done(row: Any, parties: Mapping[str, str], agreement: Agreement) -> Done:
    finding = row.finding
    is_before = agreement.confirmed_at is not None and row.at < agreement.confirmed_at
    subject = f"{label_of(finding.sort, finding.value)}, {title_of(finding.sort, finding.value, parties)}"
    standing = 0 if is_before else row.standing
    return Done(row.batch, row.at, row.by, verb_of(row), row.count, standing, subject)
