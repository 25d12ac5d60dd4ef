"""Once the reading is confirmed, what people decide of a finding is written through to the rows that came from it.

Nothing is lost: words of commitments, terms and mentions are superseded by others; parties and guarantors keep their
identity, and what they were stays in the decisions.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from django.db.models import Max, Model

from maillage.agreements.actions.anchors import anchor_again
from maillage.agreements.actions.confirming import (
    NAMES_LENGTH,
    party_from,
    version_from,
    words,
    written_day,
)
from maillage.agreements.actions.duties import project
from maillage.agreements.choices import KEPT_STATES, AgreementKind, Binding, FindingSort, MentionKind, TermName
from maillage.agreements.models import (
    Adherence,
    Agreement,
    Commitment,
    CommitmentVersion,
    Document,
    Finding,
    Guarantor,
    Judgement,
    Mention,
    Objection,
    Party,
    ReadingConfirmation,
    Request,
    Term,
    Theme,
)
from maillage.base.refusals import Refusal
from maillage.organisations.actions.writing import keep

Change = tuple[Finding, Finding]
"""A finding as it was and as it is now."""

_WORDS = ("expression_id", "provision_id", "start", "end", "quote", "is_adrift")
_OF_PARTY = (
    "organisation_id",
    "side",
    "name",
    "short_name",
    "nature",
    "seat",
    "represented_by",
    "capacity",
    "authority",
    "authority_body",
    "authority_number",
    "authority_on",
    *_WORDS,
)


class PartyInUse(Refusal):
    """A party that something rests on is not a slip of the reading."""

    sentence = (
        "Des engagements, des pièces ou des réponses reposent sur cette partie : "
        "corrigez-la, ou enregistrez son départ dans l’onglet Parties."
    )


class TermWritten(Refusal):
    """A clause is written once."""

    sentence = "Cette clause est déjà écrite : corrigez celle qui l’est, ou écartez-la d’abord."


def carry(agreement: Agreement, changes: Sequence[Change], *, at: dt.datetime) -> None:
    """Write the changes of findings through to the agreement, which is locked."""
    for before, after in changes:
        after.agreement = agreement
        _CARRIED[FindingSort(after.sort)](agreement, before, after, at)
    if any(after.sort == FindingSort.PARTY for _, after in changes):
        rows = Party.objects.filter(agreement=agreement).in_order()
        agreement.names = " · ".join(row.label for row in rows)[:NAMES_LENGTH]
    keep(agreement)
    anchor_again(agreement)
    project(agreement, at=at)


def _is_kept(finding: Finding) -> bool:
    return finding.state in KEPT_STATES


def _name(agreement: Agreement, _before: Finding, after: Finding, _at: dt.datetime) -> None:
    if _is_kept(after) and after.value.get("title"):
        agreement.title = after.value["title"][:300]
    if _is_kept(after) and after.value.get("kind") in AgreementKind.values:
        agreement.kind = after.value["kind"]


def _party(agreement: Agreement, before: Finding, after: Finding, _at: dt.datetime) -> None:
    rows = Party.objects.select_for_update(of=("self",)).filter(agreement=agreement)
    row = rows.filter(finding=after).first()
    if not _is_kept(after):
        if row is not None:
            drop_party(row)
        return
    if row is None:
        last = rows.aggregate(last=Max("order"))["last"]
        keep(party_from(agreement, after, 0 if last is None else last + 1))
        return
    # Only what the decision changed: the rest may have been completed by hand since.
    old, new = party_from(agreement, before, row.order), party_from(agreement, after, row.order)
    for name in _OF_PARTY:
        if getattr(old, name) != getattr(new, name):
            setattr(row, name, getattr(new, name))
    row.revision += 1
    keep(row)


def drop_party(party: Party) -> None:
    """A party that was a slip of the reading goes; its finding keeps all that it was."""
    resting: Iterable[tuple[type[Model], dict[str, Any]]] = (
        (CommitmentVersion, {"bearers": party}),
        (Judgement, {"party": party}),
        (Document, {"party": party}),
        (Objection, {"party": party}),
        (Request, {"party": party}),
        (Guarantor, {"party": party}),
        (Adherence, {"party": party}),
        (ReadingConfirmation, {"party": party, "answered_at__isnull": False}),
    )
    if any(model._default_manager.filter(**terms).exists() for model, terms in resting):  # noqa: SLF001 documented
        raise PartyInUse
    party.delete()


def _commitment(agreement: Agreement, _before: Finding, after: Finding, at: dt.datetime) -> None:
    versions = CommitmentVersion.objects.filter(agreement=agreement, finding=after)
    standing = versions.current().first()
    last = standing or versions.order_by("-recorded_at", "-pk").first()
    if standing is not None:
        _supersede(standing, at)
    if not _is_kept(after):
        return
    if last is not None:
        identity = last.commitment
    else:
        number = Commitment.objects.filter(agreement=agreement).aggregate(last=Max("number"))["last"] or 0
        identity = keep(Commitment(agreement=agreement, number=number + 1))
    version = version_from(identity, after, _themes(agreement, after), at=at)
    if last is not None:
        version.valid_from, version.valid_to, version.declared_by = last.valid_from, last.valid_to, last.declared_by
    keep(version)
    if version.binding in {Binding.ONE, Binding.SEVERAL}:
        parties = Party.objects.filter(agreement=agreement, finding__isnull=False).select_related("finding")
        by_key = {one.finding.key or str(one.finding_id): one for one in parties if one.finding is not None}
        version.bearers.set(by_key[key] for key in after.value.get("bearers", ()) if key in by_key)


def _themes(agreement: Agreement, finding: Finding) -> dict[str, Theme]:
    name = (finding.value.get("theme") or "")[:300]
    if not name:
        return {}
    rows = Theme.objects.filter(agreement=agreement)
    theme = rows.filter(name=name).first()
    return {name: theme or keep(Theme(agreement=agreement, name=name, position=rows.count()))}


def _term(agreement: Agreement, before: Finding, after: Finding, at: dt.datetime) -> None:
    rows = Term.objects.filter(agreement=agreement, superseded_at__isnull=True)
    standing = rows.filter(finding=after).first()
    if standing is not None:
        _supersede(standing, at)
    if _is_kept(after):
        name, value = after.value["name"], str(after.value["value"])[:500]
        if rows.filter(name=name, valid_to__isnull=True).exists():
            raise TermWritten
        row = Term(agreement=agreement, name=name, value=value, recorded_at=at, **words(after))
        if standing is not None:
            row.valid_from, row.valid_to = standing.valid_from, standing.valid_to
        keep(row)
    for name, field in ((TermName.EFFECT_DATE, "effect_on"), (TermName.END_DATE, "ends_on")):
        was = _written(before, name)
        if (name in {before.value.get("name"), after.value.get("name")}) and getattr(agreement, field) in {was, None}:
            setattr(agreement, field, _written(after, name))


def _written(finding: Finding, name: str) -> dt.date | None:
    """The date that a term writes, when it is kept and bears this name."""
    is_it = _is_kept(finding) and finding.value.get("name") == name
    return written_day(str(finding.value.get("value"))) if is_it else None


def _mention(agreement: Agreement, _before: Finding, after: Finding, at: dt.datetime) -> None:
    standing = Mention.objects.filter(agreement=agreement, finding=after, superseded_at__isnull=True).first()
    if standing is not None:
        _supersede(standing, at)
    if _is_kept(after):
        row = Mention(
            agreement=agreement,
            kind=after.value["kind"],
            text=after.value["text"],
            value=(after.value.get("value") or "")[:200],
            details=after.value.get("details") or {},
            position=after.position,
            **words(after),
        )
        if standing is not None and standing.text == row.text and standing.kind == row.kind:
            row.framework, row.declared_by = standing.framework, standing.declared_by
        keep(row)
    _guarantor(agreement, after)


def _guarantor(agreement: Agreement, finding: Finding) -> None:
    """Who answers for the agreement: renamed in place; gone when it was a slip to which nobody was attached."""
    rows = Guarantor.objects.filter(agreement=agreement, finding=finding)
    if not _is_kept(finding) or finding.value["kind"] != MentionKind.GUARANTOR:
        rows.filter(person__isnull=True, party__isnull=True, from_on__isnull=True, to_on__isnull=True).delete()
        return
    row = rows.first() or Guarantor(agreement=agreement)
    row.name = finding.value["text"][:300]
    for name, value in words(finding).items():
        setattr(row, name, value)
    keep(row)


def _supersede(row: CommitmentVersion | Term | Mention, at: dt.datetime) -> None:
    row.superseded_at = at
    row.revision += 1
    row.save(update_fields=["superseded_at", "revision"])


def _nothing(_agreement: Agreement, _before: Finding, _after: Finding, _at: dt.datetime) -> None:
    """Who signed is read, and makes no row of its own."""


_CARRIED: dict[FindingSort, Callable[[Agreement, Finding, Finding, dt.datetime], None]] = {
    FindingSort.KIND: _name,
    FindingSort.TITLE: _name,
    FindingSort.PARTY: _party,
    FindingSort.COMMITMENT: _commitment,
    FindingSort.TERM: _term,
    FindingSort.MENTION: _mention,
    FindingSort.SIGNATORY: _nothing,
}
