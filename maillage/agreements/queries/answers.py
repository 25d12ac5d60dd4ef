"""What the parties say of the reading: confirmed, contested, or not yet answered."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet

from maillage.agreements.choices import Answer
from maillage.agreements.models import Agreement, Expression, Objection, Party, ReadingConfirmation


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


def current_expression(agreement: Agreement) -> Expression | None:
    """The text that was read, and that parties confirm: no avenant wrote it."""
    return Expression.objects.original().filter(agreement=agreement).first()
