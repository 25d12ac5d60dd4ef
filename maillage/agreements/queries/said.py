"""What a party said itself, which nobody else may say in its place."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from maillage.agreements.choices import Answer
from maillage.agreements.models import Judgement, Party, ReadingConfirmation


def has_answered_reading(party: Party) -> bool:
    """Whether the party itself confirmed or contested the reading, with an account."""
    rows = ReadingConfirmation.objects.filter(party=party, expression__superseded_at__isnull=True)
    return rows.exclude(answer=Answer.ASKED).filter(answered_by__isnull=False, declared_by="").exists()


def judged_itself(party: Party, commitments: Collection[UUID]) -> frozenset[UUID]:
    """Those of the commitments that the party itself judged, with an account."""
    rows = Judgement.objects.standing().filter(party=party, commitment__in=commitments)
    return frozenset(rows.filter(made_by__isnull=False, declared_by="").values_list("commitment_id", flat=True))


def answered_by_link(party: Party) -> bool:
    """Whether the party itself answered about the reading by a private link."""
    rows = ReadingConfirmation.objects.filter(party=party, expression__superseded_at__isnull=True)
    return rows.exclude(answer=Answer.ASKED).filter(answered_by__isnull=True).exclude(declared_by="").exists()


def judged_by_link(party: Party, commitments: Collection[UUID]) -> frozenset[UUID]:
    """Those of the commitments that the party itself judged by a private link."""
    rows = Judgement.objects.standing().filter(party=party, commitment__in=commitments)
    return frozenset(rows.filter(made_by__isnull=True).exclude(declared_by="").values_list("commitment_id", flat=True))
