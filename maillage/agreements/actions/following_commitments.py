"""Commitments follow an avenant: what becomes of them is proposed from its words, and written once it is confirmed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from maillage.agreements.actions.writing import opened, tell, touch
from maillage.agreements.choices import Binding, ChangeState, InstructionDecision
from maillage.agreements.consolidation import Follower, compose
from maillage.agreements.consolidation.fates import Bound, Fate, fates_of
from maillage.agreements.locating import locate
from maillage.agreements.models import (
    Agreement,
    Amendment,
    Commitment,
    CommitmentChange,
    CommitmentVersion,
    Expression,
    Party,
    ProvisionVersion,
    Theme,
)
from maillage.agreements.queries.amendments import preview_of
from maillage.agreements.queries.trees import composed_of
from maillage.base.refusals import Refusal
from maillage.organisations.actions.writing import keep
from maillage.organisations.models import User
from maillage.reading import read_text
from maillage.reading.model import Commitment as ReadCommitment

KEPT = ("text", "lead_in", "binding", "form", "strength", "theme", "article")


def propose(amendment: Amendment, *, at: dt.datetime) -> None:
    """Say what the avenant, about to change the text, does to commitments; what was proposed before makes room.

    It is asked before the versions are computed: commitments still rest on the version in force until now.
    """
    amendment.commitment_changes.filter(state=ChangeState.PROPOSED).delete()
    preview, day = preview_of(amendment), amendment.effect_on
    current = Expression.objects.current().filter(agreement=amendment.agreement).first()
    if preview is None or day is None or current is None:
        return
    before, after = compose(preview.before), compose(preview.after)
    follower = Follower(composed_of(current), before)
    rows = CommitmentVersion.objects.at(day).filter(agreement=amendment.agreement, expression=current)
    decided = amendment.commitment_changes.exclude(state=ChangeState.UNDONE)
    settled = set(decided.values_list("before", flat=True)) | set(decided.values_list("after", flat=True))
    told = {value["quote"] for change in decided for value in change.proposed}
    bound = []
    for row in rows.filter(start__isnull=False, end__isnull=False).order_by("start", "pk"):
        if row.pk in settled:
            continue
        place = follower.span(row.start or 0, row.end or 0)
        if place is not None:
            bound.append(Bound(row.pk, (place.start, place.end)))
    seeds = amendment.instructions.exclude(decision=InstructionDecision.SET_ASIDE).values_list("pk", flat=True)
    reading = read_text(after.text)
    found = reading.commitments if reading.text == after.text else ()
    read = [one for one in found if reading.quote(one.span) not in told]
    for fate in fates_of(before, after, bound, read, frozenset(seeds)):
        _keep_proposed(amendment, fate, after.text, day, at=at)


def _keep_proposed(amendment: Amendment, fate: Fate, text: str, day: dt.date, *, at: dt.datetime) -> None:
    keys = {
        row.finding.key: str(row.pk)
        for row in Party.objects.filter(agreement=amendment.agreement, finding__isnull=False).select_related("finding")
        if row.finding is not None
    }
    made = keep(
        CommitmentChange(
            amendment=amendment,
            fate=fate.kind,
            on=day,
            proposed=[_value(one, keys, text) for one in fate.after],
            proposed_at=at,
        )
    )
    made.before.set(CommitmentVersion.objects.filter(pk__in=fate.before))


def _value(one: ReadCommitment, parties: Mapping[str, str], text: str) -> dict[str, Any]:
    bearers = [parties[key] for key in one.bearers if key in parties]
    quote = text[one.span[0] : one.span[1]]
    return {name: getattr(one, name) for name in KEPT} | {"bearers": bearers, "quote": quote}


@transaction.atomic
def decide(*, change: CommitmentChange, state: ChangeState, by: User | None, at: dt.datetime) -> CommitmentChange:
    """Confirm what becomes of commitments, which writes it, or set it aside."""
    agreement = opened(change.amendment.agreement)
    row = CommitmentChange.objects.select_for_update(of=("self",)).select_related("amendment").get(pk=change.pk)
    if row.state != ChangeState.PROPOSED:
        raise Refusal("Ce devenir est déjà décidé : rechargez la page.")
    if state == ChangeState.CONFIRMED:
        _write(agreement, row, at=at)
    row.state, row.decided_at, row.decided_by = state, at, by
    row.revision += 1
    keep(row)
    touch(agreement)
    tell("commitments-followed", agreement, by=by, at=at)
    return row


def _write(agreement: Agreement, change: CommitmentChange, *, at: dt.datetime) -> None:
    """Those of before end the day of the effect; those that follow begin then. The first keeps the identity."""
    former = list(change.before.select_related("commitment").order_by("start", "pk"))
    for version in former:
        version.valid_to = change.on
        version.revision += 1
        version.save(update_fields=["valid_to", "revision"])
    expression = Expression.objects.filter(agreement=agreement).at(change.on).get()
    identities = [version.commitment for version in former[:1]]
    made = []
    for rank, value in enumerate(change.proposed):
        identity = identities[rank] if rank < len(identities) else _new(agreement)
        made.append(_version(identity, value, expression, former, change, at=at))
    change.after.set(made)


def _new(agreement: Agreement) -> Commitment:
    last = Commitment.objects.filter(agreement=agreement).aggregate(last=Max("number"))["last"] or 0
    return keep(Commitment(agreement=agreement, number=last + 1))


def _version(
    identity: Commitment,
    value: Mapping[str, Any],
    expression: Expression,
    former: list[CommitmentVersion],
    change: CommitmentChange,
    *,
    at: dt.datetime,
) -> CommitmentVersion:
    """What was read, with what the reader no longer says but the former words did: who is bound, the theme."""
    earlier = former[0] if former else None
    bearers = [UUID(key) for key in value["bearers"]]
    binding = value["binding"] or Binding.NONE
    if not bearers and binding in {Binding.NONE, Binding.ONE, Binding.SEVERAL} and earlier is not None:
        bearers, binding = list(earlier.bearers.values_list("pk", flat=True)), earlier.binding
    row = keep(
        CommitmentVersion(
            agreement_id=identity.agreement_id,
            commitment=identity,
            text=value["text"],
            lead_in=value["lead_in"] or "",
            binding=binding,
            form=value["form"],
            strength=value["strength"],
            theme=_theme(identity, value["theme"], earlier),
            article=(value["article"] or "")[:40],
            valid_from=change.on,
            recorded_at=at,
            **_words(expression, value["quote"]),
        )
    )
    row.bearers.set(Party.objects.filter(agreement_id=identity.agreement_id, pk__in=bearers))
    return row


def _theme(identity: Commitment, name: str | None, earlier: CommitmentVersion | None) -> Theme | None:
    if not name:
        return earlier.theme if earlier is not None else None
    rows = Theme.objects.filter(agreement_id=identity.agreement_id)
    found = rows.filter(name=name[:300]).first()
    return found or keep(Theme(agreement_id=identity.agreement_id, name=name[:300], position=rows.count()))


def _words(expression: Expression, quote: str) -> dict[str, Any]:
    """Where the words stand in the version of the day."""
    spans = locate(expression.text, quote)
    if not spans:
        return {"quote": quote, "is_adrift": True}
    start, end = spans[0]
    holding = ProvisionVersion.objects.filter(expression=expression, start__lte=start, end__gte=end)
    inmost = holding.order_by("-start", "end", "-position").first()
    place = {"expression": expression, "start": start, "end": end, "quote": expression.quote(start, end)}
    return place | {"provision_id": inmost.provision_id if inmost is not None else None}


def shift(amendment: Amendment) -> None:
    """The effect of the avenant moved: what was confirmed of commitments begins and ends on the new day."""
    day = amendment.effect_on
    if day is None:
        return
    standing = amendment.commitment_changes.exclude(state=ChangeState.UNDONE)
    for change in standing.exclude(on=day).order_by("pk"):
        change.before.filter(valid_to=change.on).update(valid_to=day)
        change.after.filter(valid_from=change.on).update(valid_from=day)
        change.on = day
        change.save(update_fields=["on"])


def undo(amendment: Amendment, *, by: User | None, at: dt.datetime) -> None:
    """The avenant is withdrawn: commitments are what they were; what had been written of them stays known."""
    for change in amendment.commitment_changes.exclude(state__in=(ChangeState.SET_ASIDE, ChangeState.UNDONE)):
        change.after.filter(superseded_at__isnull=True).update(superseded_at=at)
        if change.state == ChangeState.CONFIRMED:
            change.before.filter(valid_to=change.on).update(valid_to=None)
        change.state, change.decided_at, change.decided_by = ChangeState.UNDONE, at, by
        change.revision += 1
        keep(change)
