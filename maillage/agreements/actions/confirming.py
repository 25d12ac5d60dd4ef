"""Confirming a reading: what people kept becomes parties, commitments, terms and mentions, whole or not at all."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db import transaction

from maillage.agreements.actions.answering import ask_parties
from maillage.agreements.actions.drawing import redraw
from maillage.agreements.actions.writing import opened, tell, touch
from maillage.agreements.choices import KEPT_STATES, AgreementKind, Binding, FindingSort, FindingState, MentionKind
from maillage.agreements.models import (
    Agreement,
    Commitment,
    CommitmentVersion,
    Finding,
    Guarantor,
    Mention,
    Party,
    Term,
    Theme,
)
from maillage.base.refusals import Refusal
from maillage.organisations.actions.writing import keep
from maillage.organisations.models import User

NAMES_LENGTH = 1000


class StillToCheck(Refusal):
    """Findings wait for a decision."""

    def __init__(self, count: int) -> None:
        plural = "s" if count > 1 else ""
        super().__init__(
            f"Il reste {count} élément{plural} à vérifier : confirmez-le{plural}, corrigez-le{plural} ou "
            f"écartez-le{plural} avant de confirmer la lecture."
        )


class NoParty(Refusal):
    """An agreement binds somebody."""

    sentence = "Aucune partie n’est retenue : ajoutez au moins une partie avant de confirmer la lecture."


@transaction.atomic
def confirm(*, agreement: Agreement, revision: int | None = None, by: User | None, at: dt.datetime) -> Agreement:
    """Make the living agreement out of the findings that were kept; the earlier decisions stay beside it."""
    row = opened(agreement, revision=revision)
    if row.confirmed_at is not None:
        raise Refusal("La lecture de cet accord est déjà confirmée.")
    findings = list(Finding.objects.filter(agreement=row).order_by("position", "pk"))
    waiting = sum(one.state == FindingState.TO_CHECK for one in findings)
    if waiting:
        raise StillToCheck(waiting)
    kept = [one for one in findings if one.state in KEPT_STATES]
    _name(row, kept)
    if not row.is_reference:
        parties = write_parties(row, _of(kept, FindingSort.PARTY))
        if not parties:
            raise NoParty
        write_commitments(row, _of(kept, FindingSort.COMMITMENT), parties, at=at)
    write_terms(row, _of(kept, FindingSort.TERM), at=at)
    write_mentions(row, _of(kept, FindingSort.MENTION))
    row.confirmed_at, row.confirmed_by = at, by
    keep(row)
    redraw(agreement=row)
    touch(row)
    tell("reading-confirmed", row, by=by, at=at)
    ask_parties(agreement=row, by=by, at=at)
    return row


def _of(findings: Iterable[Finding], sort: FindingSort) -> list[Finding]:
    return [one for one in findings if one.sort == sort]


def _name(agreement: Agreement, kept: Iterable[Finding]) -> None:
    for one in kept:
        if one.sort == FindingSort.TITLE and one.value.get("title"):
            agreement.title = one.value["title"][:300]
        if one.sort == FindingSort.KIND and one.value.get("kind") in AgreementKind.values:
            agreement.kind = one.value["kind"]


def words(finding: Finding) -> dict[str, Any]:
    """What a row takes of the finding that it comes from: the words that it rests on."""
    return {
        "finding": finding,
        "expression_id": finding.expression_id,
        "provision_id": finding.provision_id,
        "start": finding.start,
        "end": finding.end,
        "quote": finding.quote,
        "is_adrift": finding.is_adrift,
    }


def write_parties(agreement: Agreement, findings: list[Finding]) -> dict[str, Party]:
    """The parties, by the key that commitments name them with; they stay named as the text names them.

    A party that a tracker declared before the text was read is the same one when both are tied to one organisation:
    the text then says what it is, and it keeps its dates.
    """
    declared = {one.organisation_id: one for one in Party.objects.filter(agreement=agreement, finding=None)}
    rows: dict[str, Party] = {}
    for order, one in enumerate(findings):
        row = party_from(agreement, one, order)
        if one.tied_to_id is not None and (known := declared.pop(one.tied_to_id, None)) is not None:
            row.pk, row.from_on, row.to_on, row.revision = known.pk, known.from_on, known.to_on, known.revision + 1
            known.delete()
        rows[one.key or str(one.pk)] = row
    Party.objects.bulk_create(rows.values())
    labels = [row.label for row in (*rows.values(), *declared.values())]
    agreement.names = " · ".join(labels)[:NAMES_LENGTH]
    return rows


def party_from(agreement: Agreement, finding: Finding, order: int) -> Party:
    """A party as its finding says it."""
    value = finding.value
    authority = value.get("authority") or {}
    row = Party(
        agreement=agreement,
        organisation=finding.tied_to,
        order=order,
        side=value.get("side"),
        name=(value.get("name") or "")[:300],
        short_name=(value.get("short_name") or "")[:120],
        nature=value.get("nature") or "other",
        seat=(value.get("seat") or "")[:300],
        represented_by=(value.get("represented_by") or "")[:300],
        capacity=(value.get("capacity") or "")[:300],
        authority=(authority.get("text") or "")[:500],
        authority_body=(authority.get("body") or "")[:200],
        authority_number=(authority.get("number") or "")[:80],
        authority_on=authority.get("date") or None,
        **words(finding),
    )
    row.clean_fields(exclude=["agreement", "finding", "expression", "provision"])
    return row


def write_commitments(
    agreement: Agreement, findings: list[Finding], parties: dict[str, Party], *, at: dt.datetime
) -> None:
    """The commitments with their themes and bearers; all and reciprocal are kept as rules, without bearers."""
    names = list(dict.fromkeys(one.value["theme"][:300] for one in findings if one.value.get("theme")))
    themes = {name: Theme(agreement=agreement, name=name, position=rank) for rank, name in enumerate(names)}
    Theme.objects.bulk_create(themes.values())
    identities = [Commitment(agreement=agreement, number=rank) for rank in range(1, len(findings) + 1)]
    Commitment.objects.bulk_create(identities)
    versions, bearers = [], []
    for identity, one in zip(identities, findings, strict=True):
        version = version_from(identity, one, themes, at=at)
        versions.append(version)
        if version.binding in {Binding.ONE, Binding.SEVERAL}:
            bearers += [(version, parties[key]) for key in one.value.get("bearers", ()) if key in parties]
    CommitmentVersion.objects.bulk_create(versions)
    through = CommitmentVersion.bearers.through
    through.objects.bulk_create(
        through(commitmentversion_id=version.pk, party_id=party.pk) for version, party in bearers
    )


def version_from(
    identity: Commitment, finding: Finding, themes: dict[str, Theme], *, at: dt.datetime
) -> CommitmentVersion:
    """The words of a commitment as its finding says them."""
    value = finding.value
    return CommitmentVersion(
        agreement_id=identity.agreement_id,
        commitment=identity,
        text=value["text"],
        lead_in=value.get("lead_in") or "",
        binding=value.get("binding") or Binding.NONE,
        form=value.get("form") or "explicit",
        strength=value.get("strength") or "firm",
        theme=themes.get((value.get("theme") or "")[:300]),
        article=(value.get("article") or "")[:40],
        recorded_at=at,
        **words(finding),
    )


def write_terms(agreement: Agreement, findings: list[Finding], *, at: dt.datetime) -> None:
    """The clauses on the life of the agreement, and the dates that they write; they take the place of declared ones."""
    declared = Term.objects.filter(agreement=agreement, superseded_at=None, finding=None)
    declared.filter(name__in=[one.value["name"] for one in findings]).update(superseded_at=at)
    Term.objects.bulk_create(
        Term(
            agreement=agreement,
            name=one.value["name"],
            value=str(one.value["value"])[:500],
            recorded_at=at,
            **words(one),
        )
        for one in findings
    )
    written = {one.value["name"]: str(one.value["value"]) for one in findings}
    agreement.effect_on = agreement.effect_on or written_day(written.get("effect_date"))
    agreement.ends_on = agreement.ends_on or written_day(written.get("end_date"))


def write_mentions(agreement: Agreement, findings: list[Finding]) -> None:
    """Bodies, principles, references and the rest; a guarantor also becomes somebody who may have a successor."""
    Mention.objects.bulk_create(
        Mention(
            agreement=agreement,
            kind=one.value["kind"],
            text=one.value["text"],
            value=(one.value.get("value") or "")[:200],
            details=one.value.get("details") or {},
            position=one.position,
            **words(one),
        )
        for one in findings
    )
    Guarantor.objects.bulk_create(
        Guarantor(agreement=agreement, name=one.value["text"][:300], **words(one))
        for one in findings
        if one.value["kind"] == MentionKind.GUARANTOR
    )


def written_day(written: str | None) -> dt.date | None:
    """The day that a term writes; None for what is no date."""
    try:
        return dt.date.fromisoformat(written) if written else None
    except ValueError:
        return None
