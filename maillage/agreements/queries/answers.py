"""What the parties say of the reading: confirmed, contested, or not yet answered."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from maillage.agreements.choices import Answer
from maillage.agreements.models import Agreement, Expression, Objection, Party, ReadingConfirmation
from maillage.organisations.permissions import AnyUser, Permission, day_of, rights_of


@dataclass(frozen=True)
class PartyAnswer:
    """A party and what it says of the text as it is now.

    ``objections`` counts what it contests and nobody settled; ``is_author``: its organisation brought the text, and
    confirmed its reading by making the agreement.
    """

    party: Party
    row: ReadingConfirmation | None
    objections: int
    is_author: bool = False

    @property
    def answer(self) -> Answer | None:
        """Its answer; None when it was never asked (it brought the text, or is tied to no organisation)."""
        return Answer(self.row.answer) if self.row is not None else None


def answers_of(agreement: Agreement) -> list[PartyAnswer]:
    """The answer of each party, in the order of the text: three queries."""
    rows = ReadingConfirmation.objects.filter(expression__agreement=agreement, expression__superseded_at__isnull=True)
    by_party = {row.party_id: row for row in rows.select_related("answered_by__person")}
    open_by_party: dict[UUID, int] = {}
    for party_id in open_objections(agreement).values_list("party_id", flat=True):
        open_by_party[party_id] = open_by_party.get(party_id, 0) + 1
    parties = agreement.parties.bound().select_related("organisation").in_order()
    author = agreement.brought_by_id
    return [
        PartyAnswer(one, by_party.get(one.pk), open_by_party.get(one.pk, 0), one.organisation_id == author)
        for one in parties
    ]


def open_objections(agreement: Agreement) -> QuerySet[Objection]:
    """What parties contest and nobody settled, the oldest first."""
    rows = Objection.objects.filter(finding__agreement=agreement, settled_at__isnull=True)
    return rows.order_by("raised_at", "pk")


def contested_findings(agreement: Agreement) -> frozenset[UUID]:
    """The findings that a party contests: they show as such wherever they are shown."""
    return frozenset(open_objections(agreement).values_list("finding_id", flat=True))


def awaiting_answer(user: AnyUser, *, at: dt.datetime) -> QuerySet[ReadingConfirmation]:
    """What the parties for which ``user`` may answer were asked and have not answered, the oldest first: one query."""
    bodies = rights_of(user, at=at).organisation_ids(Permission.AGREEMENT_CONFIRM)
    day = day_of(at)
    rows = ReadingConfirmation.objects.filter(
        Q(party__from_on__isnull=True) | Q(party__from_on__lte=day),
        Q(party__to_on__isnull=True) | Q(party__to_on__gte=day),
        party__organisation_id__in=bodies,
        answer=Answer.ASKED,
        expression__superseded_at__isnull=True,
        agreement__shared_at__isnull=False,
        agreement__archived_at__isnull=True,
        agreement__merged_into__isnull=True,
    )
    return rows.select_related("agreement", "party__organisation").order_by("asked_at", "pk")


def to_settle(user: AnyUser, *, at: dt.datetime) -> QuerySet[Objection]:
    """What other parties contest in the agreements that ``user`` may write, the oldest first."""
    bodies = rights_of(user, at=at).organisation_ids(Permission.AGREEMENT_EDIT)
    own = Party.objects.at(day_of(at)).filter(agreement=OuterRef("finding__agreement"), organisation_id__in=bodies)
    rows = Objection.objects.filter(
        Q(finding__agreement__brought_by_id__in=bodies) | Q(Exists(own)),
        settled_at__isnull=True,
        finding__agreement__archived_at__isnull=True,
        finding__agreement__merged_into__isnull=True,
    ).exclude(party__organisation_id__in=bodies)
    return rows.select_related("finding__agreement", "party__organisation").order_by("raised_at", "pk")


def current_row(party: Party) -> ReadingConfirmation | None:
    """What the party says of the text as it is now."""
    return ReadingConfirmation.objects.filter(
        party=party, expression__agreement=F("agreement"), expression__superseded_at__isnull=True
    ).first()


def current_expression(agreement: Agreement) -> Expression | None:
    """The version of the text that nothing supersedes."""
    return Expression.objects.current().filter(agreement=agreement).first()
