"""The distinct agreements that the others are made of: read by the reader, confirmed by the real actions."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from random import Random

from maillage.agreements.actions import bringing, confirming
from maillage.agreements.choices import FindingSort, FindingState
from maillage.agreements.models import Agreement, Finding
from maillage.organisations.models import Organisation
from maillage.reading import read_text
from maillage.web.generate.texts import Written, write


@dataclass(frozen=True)
class Prototype:
    """An agreement that is in the database whole, and the text that it was read from."""

    agreement: Agreement
    written: Written


def make(rng: Random, partners: dict[str, Organisation], *, at: dt.datetime) -> Prototype:
    """Write a text, have it read, accept all that was read, confirm. ``partners`` are those that its parties mean."""
    departement = partners["departement"]
    written = write(rng, departement.name)
    agreement = bringing.bring(organisation=departement, title="", by=None, at=at)
    bringing.lay_down(agreement=agreement, reading=read_text(written.text, "accord.txt"), file=None, by=None, at=at)
    findings = Finding.objects.filter(agreement=agreement)
    for finding, key in zip(findings.filter(sort=FindingSort.PARTY).order_by("position"), written.parties, strict=True):
        finding.tied_to = partners[key]
        finding.save()
    findings.update(state=FindingState.ACCEPTED, decided_at=at)
    Agreement.objects.filter(pk=agreement.pk).update(shared_at=at)
    return Prototype(confirming.confirm(agreement=agreement, by=None, at=at), written)
