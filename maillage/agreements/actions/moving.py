"""What follows an agreement into its duplicate, and goes back when the two are separated."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Self
from uuid import UUID

from django.apps import apps
from django.db import IntegrityError, models, transaction
from django.db.models import Q

from maillage.agreements.choices import Answer
from maillage.agreements.models import (
    Acknowledgement,
    Adherence,
    Agreement,
    AgreementLink,
    Authorisation,
    Campaign,
    CommitmentVersion,
    Delegation,
    Delivery,
    Dispute,
    DisputeStep,
    Document,
    Ending,
    Expression,
    Extension,
    Fact,
    Judgement,
    Notification,
    Party,
    ReadingConfirmation,
    RenewalChoice,
    Request,
    SealedVersion,
    Signatory,
    Signature,
    Suspension,
)
from maillage.journal.models import type_of
from maillage.organisations.actions.writing import keep
from maillage.organisations.models import Grant
from maillage.territories.models import Territory

FILLED = ("reference", "signed_on", "notified_on", "effect_on", "ends_on")
"""Facts that the kept agreement takes of the other, where it has none."""

Values = dict[str, Any]
_OfParty = Request | Adherence | Ending | RenewalChoice | Dispute
Parties = Mapping[UUID, Party]


@dataclass
class Moved:
    """What followed, as ``AgreementMerge.moved`` holds it: each thing is put back where nobody changed it since.

    ``rows`` are ``{"model": ..., "id": ..., "former": {column: value}, "new": {column: value}}``.
    """

    rows: list[dict[str, Any]] = field(default_factory=list)
    filled: Values = field(default_factory=dict)
    territories: list[str] = field(default_factory=list)
    campaigns: list[str] = field(default_factory=list)

    @classmethod
    def of(cls, told: Mapping[str, Any]) -> Self:
        """From the column of the merge."""
        return cls(**told)

    def as_dict(self) -> Values:
        """For the column of the merge."""
        return asdict(self)

    def change(self, row: models.Model, **new: Any) -> bool:
        """Write columns of a row, if the database allows it: two answers of one party to one text would clash."""
        former = {name: getattr(row, name) for name in new}
        if not _write(type(row), row.pk, former, new):
            return False
        self.rows.append({"model": type_of(row), "id": str(row.pk), "former": _plain(former), "new": _plain(new)})
        return True


def bring_over(kept: Agreement, dropped: Agreement, parties: Parties, moved: Moved) -> None:
    """Make all that was added to ``dropped`` that of ``kept``; ``parties`` says which party is which."""
    for document in Document.objects.filter(agreement=dropped).order_by("pk"):
        _bring_document(document, kept, parties, moved)
    for link in AgreementLink.objects.filter(agreement=dropped).exclude(target=kept).order_by("pk"):
        moved.change(link, agreement_id=kept.pk)
    for link in AgreementLink.objects.filter(target=dropped).exclude(agreement=kept).order_by("pk"):
        moved.change(link, target_id=kept.pk)
    for asked in Request.objects.filter(agreement=dropped).order_by("pk"):
        _bring_party_row(asked, kept, parties, moved)
    for adherence in Adherence.objects.filter(agreement=dropped).order_by("pk"):
        _bring_party_row(adherence, kept, parties, moved)
    _bring_signing(kept, dropped, parties, moved)
    for read in Acknowledgement.objects.filter(agreement=dropped).order_by("pk"):
        moved.change(read, agreement_id=kept.pk)
    for grant in Grant.objects.filter(agreement_id=dropped.pk).order_by("pk"):
        moved.change(grant, agreement_id=kept.pk)
    _bring_life(kept, dropped, parties, moved)
    _bring_answers(kept, dropped, parties, moved)
    _bring_sets(kept, dropped, moved)
    for name in FILLED:
        if getattr(dropped, name) and not getattr(kept, name):
            moved.filled[name] = _plain({name: getattr(dropped, name)})[name]
            setattr(kept, name, getattr(dropped, name))
    kept.revision += 1
    keep(kept)


def put_back(kept: Agreement, dropped: Agreement, moved: Moved) -> None:
    """Give ``dropped`` back what followed, where nobody moved or changed it since."""
    for row in reversed(moved.rows):
        _write(apps.get_model(row["model"]), UUID(row["id"]), row["new"], row["former"])
    kept.territories.remove(*Territory.objects.filter(pk__in=moved.territories))
    for campaign in Campaign.objects.filter(pk__in=moved.campaigns, agreements=kept):
        campaign.agreements.remove(kept)
        campaign.agreements.add(dropped)
    for name, value in moved.filled.items():
        if _plain({name: getattr(kept, name)})[name] == value:
            setattr(kept, name, "" if name == "reference" else None)
    kept.revision += 1
    keep(kept)


def _bring_document(document: Document, kept: Agreement, parties: Parties, moved: Moved) -> None:
    party = parties.get(document.party_id) if document.party_id else None
    new: Values = {"agreement_id": kept.pk, "party_id": party.pk if party else None}
    if document.is_authoritative:
        standing = Document.objects.standing().filter(agreement=kept, is_authoritative=True)
        new["is_authoritative"] = not standing.exists()
    moved.change(document, **new)


def _bring_signing(kept: Agreement, dropped: Agreement, parties: Parties, moved: Moved) -> None:
    for model in (Authorisation, Delegation, Signatory, Signature, Notification):
        for fact in model.objects.filter(agreement=dropped).order_by("pk"):
            _bring_party_row(fact, kept, parties, moved)
    for sealed in SealedVersion.objects.filter(agreement=dropped).order_by("pk"):
        moved.change(sealed, agreement_id=kept.pk)


def _bring_party_row(row: _OfParty | Fact, kept: Agreement, parties: Parties, moved: Moved) -> None:
    """A row that names a party follows when that party is one of the kept agreement."""
    if row.party_id is None:
        moved.change(row, agreement_id=kept.pk)
    elif row.party_id in parties:
        moved.change(row, agreement_id=kept.pk, party_id=parties[row.party_id].pk)


def _bring_life(kept: Agreement, dropped: Agreement, parties: Parties, moved: Moved) -> None:
    """What happened to the other happened to this one: endings, their letters, extensions, suspensions, disputes."""
    for plain in (Extension, Suspension, DisputeStep):
        for fact in plain.objects.filter(agreement=dropped).order_by("pk"):
            moved.change(fact, agreement_id=kept.pk)
    for named in (Ending, RenewalChoice, Dispute):
        for row in named.objects.filter(agreement=dropped).order_by("pk"):
            _bring_party_row(row, kept, parties, moved)
    for letter in Delivery.objects.filter(ending__agreement=kept, party__agreement=dropped).order_by("pk"):
        if letter.party_id in parties:
            moved.change(letter, party_id=parties[letter.party_id].pk)


def _bring_answers(kept: Agreement, dropped: Agreement, parties: Parties, moved: Moved) -> None:
    """What parties said of a text holds for the same text: confirmations of its reading, judgements of its words."""
    mine = Expression.objects.original().filter(agreement=kept).first()
    theirs = Expression.objects.original().filter(agreement=dropped).first()
    if mine is None or theirs is None or mine.sha256 != theirs.sha256:
        return
    for answer in ReadingConfirmation.objects.filter(expression=theirs, party_id__in=parties).order_by("pk"):
        party = parties[answer.party_id]
        known = ReadingConfirmation.objects.filter(expression=mine, party=party).first()
        if known is None:
            moved.change(answer, agreement_id=kept.pk, expression_id=mine.pk, party_id=party.pk)
        elif known.answer == Answer.ASKED != answer.answer:
            said = ("answer", "answered_at", "answered_by_id", "declared_by")
            moved.change(known, **{name: getattr(answer, name) for name in said})
    for judgement, commitment in _judgements(kept, dropped, parties):
        moved.change(judgement, commitment_id=commitment, party_id=parties[judgement.party_id].pk)


def _judgements(kept: Agreement, dropped: Agreement, parties: Parties) -> Iterator[tuple[Judgement, UUID]]:
    """Judgements of the dropped agreement, with the commitment of the kept one that stands at the same words."""
    versions = CommitmentVersion.objects.current().filter(agreement__in=(kept, dropped), start__isnull=False)
    at = {(row.agreement_id, row.start, row.end): row.commitment_id for row in versions}
    same = {
        commitment: at[kept.pk, start, end]
        for (agreement, start, end), commitment in at.items()
        if agreement == dropped.pk and (kept.pk, start, end) in at
    }
    rows = Judgement.objects.filter(commitment_id__in=same, party_id__in=parties).order_by("pk")
    return ((row, same[row.commitment_id]) for row in rows)


def _bring_sets(kept: Agreement, dropped: Agreement, moved: Moved) -> None:
    new = list(dropped.territories.exclude(pk__in=kept.territories.values("pk")).order_by("pk"))
    kept.territories.add(*new)
    moved.territories = [str(one.pk) for one in new]
    for campaign in Campaign.objects.filter(agreements=dropped).exclude(agreements=kept).order_by("pk"):
        campaign.agreements.remove(dropped)
        campaign.agreements.add(kept)
        moved.campaigns.append(str(campaign.pk))


def _write(model: type[models.Model], pk: UUID, former: Values, new: Values) -> bool:
    """Write ``new`` in a row that still holds ``former``; False when it does not, or when the database refuses."""
    held = Q(pk=pk)
    for name, value in former.items():
        held &= Q(**({f"{name}__isnull": True} if value is None else {name: value}))
    try:
        with transaction.atomic():
            return bool(model._base_manager.filter(held).update(**new))  # noqa: SLF001 sees every row
    except IntegrityError:
        return False


def _plain(values: Values) -> Values:
    return {
        name: str(value) if isinstance(value, UUID) else value.isoformat() if isinstance(value, dt.date) else value
        for name, value in values.items()
    }
