"""What confirming a reading will write, and what a person should know before."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from maillage.agreements.choices import (
    KEPT_STATES,
    Binding,
    DefectState,
    FindingSort,
    FindingState,
    MentionKind,
    Severity,
)
from maillage.agreements.finding_words import title_of
from maillage.agreements.models import Agreement, Defect, Finding
from maillage.organisations.models import Organisation


@dataclass(frozen=True)
class Summary:
    """What was kept, by what it becomes; ``parties`` with the organisation of each."""

    parties: list[tuple[str, Organisation | None]]
    commitments: int
    without_bearer: int
    terms: int
    bodies: int
    guarantors: int
    mentions: int
    corrected: int
    added: int
    set_aside: int
    to_check: int
    adrift: int
    defects: int
    errors: int

    @property
    def untied(self) -> list[str]:
        """The parties that are tied to no organisation."""
        return [name for name, organisation in self.parties if organisation is None]

    @property
    def is_ready(self) -> bool:
        """Whether nothing prevents the confirmation."""
        return not self.to_check and bool(self.parties)


def summary_of(agreement: Agreement) -> Summary:
    """What the findings of an agreement would make: two queries."""
    findings = list(
        Finding.objects.filter(agreement=agreement).select_related("tied_to").order_by("position", "pk").defer("read")
    )
    kept = [one for one in findings if one.state in KEPT_STATES]
    parties = [one for one in kept if one.sort == FindingSort.PARTY]
    keys = {one.key or str(one.pk) for one in parties}
    commitments = [one for one in kept if one.sort == FindingSort.COMMITMENT]
    kinds = [one.value.get("kind") for one in kept if one.sort == FindingSort.MENTION]
    states = [one.state for one in findings]
    is_open = Defect.objects.filter(agreement=agreement, state=DefectState.OPEN).values_list("severity", flat=True)
    severities = list(is_open)
    return Summary(
        parties=[(title_of(one.sort, one.value, {}), one.tied_to) for one in parties],
        commitments=len(commitments),
        without_bearer=_without_bearer(commitments, keys),
        terms=sum(one.sort == FindingSort.TERM for one in kept),
        bodies=kinds.count(MentionKind.BODY),
        guarantors=kinds.count(MentionKind.GUARANTOR),
        mentions=len(kinds) - kinds.count(MentionKind.BODY) - kinds.count(MentionKind.GUARANTOR),
        corrected=states.count(FindingState.CORRECTED),
        added=states.count(FindingState.ADDED),
        set_aside=states.count(FindingState.SET_ASIDE),
        to_check=states.count(FindingState.TO_CHECK),
        adrift=sum(one.is_adrift for one in kept),
        defects=len(severities),
        errors=severities.count(Severity.ERROR),
    )


def _without_bearer(commitments: Iterable[Finding], keys: set[str]) -> int:
    """How many commitments bind nobody that is kept as a party."""
    count = 0
    for one in commitments:
        is_named = one.value.get("binding") in {Binding.ONE, Binding.SEVERAL}
        is_nobody = one.value.get("binding") in {Binding.NONE, None}
        count += is_nobody or (is_named and not keys & set(one.value.get("bearers") or ()))
    return count
