"""Judging commitments: each party says where each stands, for itself until it shares what it said."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction

from maillage.agreements.actions.bringing import attach
from maillage.agreements.actions.writing import opened, parties_told
from maillage.agreements.choices import DocumentRole, PartyRole, Verdict
from maillage.agreements.models import Agreement, Commitment, Document, Evidence, Judgement, Party
from maillage.base.refusals import Refusal
from maillage.files.actions import deposit
from maillage.journal import actions as journal
from maillage.organisations.actions.writing import keep
from maillage.organisations.models import User
from maillage.organisations.permissions import day_of


class NotConfirmed(Refusal):
    """Nothing is owed before the reading is confirmed."""

    sentence = "La lecture de cet accord n’est pas encore confirmée : ses engagements ne se jugent pas encore."


class NotAParty(Refusal):
    """Only parties of the day judge."""

    sentence = "Seule une partie à l’accord juge ses engagements."


class JudgedMeanwhile(Refusal):
    """Somebody of the same party judged this commitment since the page was opened."""

    def __init__(self, number: int, verdict: str) -> None:
        label = Verdict(verdict).label
        super().__init__(
            f"Quelqu’un de votre organisation a jugé l’engagement {number} entre-temps («\u00a0{label}\u00a0»). "
            "Votre choix est gardé : comparez, puis enregistrez de nouveau.",
            field="verdict",
        )


class JudgesItself(Refusal):
    """A party that judges for itself is not spoken for by another."""

    sentence = "Cette partie juge elle-même cet engagement : personne ne le déclare à sa place."


class TooLate(Refusal):
    """A judgement is of a day that has come."""

    sentence = "Un engagement se juge à une date passée, ou aujourd’hui."


class NothingToShare(Refusal):
    """All that the party judged is shared."""

    sentence = "Tout ce que votre organisation a jugé est déjà partagé."


@dataclass(frozen=True, slots=True)
class Line:
    """A verdict among several. ``seen``: the judgement that the page showed, when it showed one."""

    commitment: Commitment
    verdict: str
    word: str = ""
    seen: UUID | None = None


@dataclass(frozen=True, slots=True)
class Shown:
    """What is shown for a judgement: a file as it was sent, an address, or both."""

    label: str = ""
    address: str = ""
    file_name: str = ""
    content: bytes = b""


@transaction.atomic
def judge(
    *,
    commitment: Commitment,
    party: Party,
    verdict: str,
    word: str = "",
    judged_on: dt.date | None = None,
    seen: UUID | bool | None = False,
    declared_by: str = "",
    share_now: bool | None = None,
    shown: Shown | None = None,
    by: User | None,
    at: dt.datetime,
) -> Judgement:
    """Say where a commitment stands for ``party``; the former judgement of this party is superseded.

    ``seen`` is the standing judgement that the form was opened with (None: there was none; False: not checked).
    ``declared_by`` names who said it when ``party`` has no account that does: such a judgement is shared at once, since
    nobody else could share it, unless ``share_now`` says no (a party that answers by a link keeps it to itself).
    """
    agreement = _open_for_judging(commitment.agreement, party, at)
    judgement = _write(
        agreement,
        Line(commitment, verdict, word),
        party,
        judged_on=judged_on or day_of(at),
        seen=seen,
        declared_by=declared_by,
        share_now=bool(declared_by) if share_now is None else share_now,
        by=by,
        at=at,
    )
    if shown is not None:
        _give(agreement, judgement, shown, by=by, at=at)
    return judgement


@transaction.atomic
def judge_many(
    *,
    agreement: Agreement,
    party: Party,
    lines: Sequence[Line],
    judged_on: dt.date | None = None,
    share_now: bool = False,
    by: User | None,
    at: dt.datetime,
) -> list[Judgement]:
    """Say where several commitments stand, all or none."""
    row = _open_for_judging(agreement, party, at)
    return [
        _write(row, line, party, judged_on=judged_on or day_of(at), seen=line.seen, share_now=share_now, by=by, at=at)
        for line in lines
    ]


@transaction.atomic
def share(
    *,
    agreement: Agreement,
    party: Party,
    judgements: Iterable[Judgement] | None = None,
    by: User | None,
    at: dt.datetime,
) -> list[Judgement]:
    """Let the other parties read what ``party`` judged, with its evidence: ``judgements``, or all that is private."""
    row = opened(agreement)
    mine = Judgement.objects.standing().filter(party=party, commitment__agreement=row, shared_at__isnull=True)
    if judgements is not None:
        mine = mine.filter(pk__in=[one.pk for one in judgements])
    rows = list(mine.select_for_update(of=("self",)).select_related("commitment").order_by("commitment__number", "pk"))
    if not rows:
        raise NothingToShare
    for one in rows:
        _share(row, one, by=by, at=at)
    return rows


@transaction.atomic
def give_evidence(*, judgement: Judgement, shown: Shown, by: User | None, at: dt.datetime) -> Evidence:
    """Show something more for a judgement that stands; it is as private as the judgement."""
    row = opened(judgement.commitment.agreement)
    standing = Judgement.objects.standing().filter(pk=judgement.pk).first()
    if standing is None:
        raise Refusal("Cet avis vient d’être remplacé par un autre : joignez le justificatif au nouveau.")
    evidence = _give(row, standing, shown, by=by, at=at)
    _tell("evidence-given", row, standing, by=by, at=at)
    return evidence


def _give(agreement: Agreement, judgement: Judgement, shown: Shown, *, by: User | None, at: dt.datetime) -> Evidence:
    document = None
    if shown.content or shown.file_name:
        owner = judgement.party.organisation_id or (by.current_organisation_id if by is not None else None)
        file = deposit(
            content=shown.content,
            name=shown.file_name,
            organisation_id=owner or agreement.brought_by_id,
            by=by,
            at=at,
        )
        document = attach(
            agreement=agreement,
            file=file,
            role=DocumentRole.EVIDENCE,
            title=shown.label,
            party=judgement.party,
            declared_by=judgement.declared_by,
            is_private=judgement.shared_at is None,
            is_told=False,
            by=by,
            at=at,
        )
    label = shown.label or (document.title if document else shown.address)
    return keep(Evidence(judgement=judgement, document=document, address=shown.address, label=label[:200]))


def _open_for_judging(agreement: Agreement, party: Party, at: dt.datetime) -> Agreement:
    row = opened(agreement)
    if row.confirmed_at is None:
        raise NotConfirmed
    if party.agreement_id != row.pk or party.role != PartyRole.PARTY or not party.is_at(day_of(at)):
        raise NotAParty
    return row


def _write(
    agreement: Agreement,
    line: Line,
    party: Party,
    *,
    judged_on: dt.date,
    seen: UUID | bool | None,
    declared_by: str = "",
    share_now: bool,
    by: User | None,
    at: dt.datetime,
) -> Judgement:
    if judged_on > day_of(at):
        raise TooLate("", field="judged_on")
    if line.commitment.agreement_id != agreement.pk:
        raise NotAParty
    standing = Judgement.objects.standing().filter(commitment=line.commitment, party=party).first()
    if not isinstance(seen, bool) and standing is not None and standing.pk != seen:
        raise JudgedMeanwhile(line.commitment.number, standing.verdict)
    if standing is not None:
        if declared_by and by is not None and not standing.declared_by:
            raise JudgesItself
        standing.superseded_at = at
        standing.save(update_fields=["superseded_at"])
    judgement = keep(
        Judgement(
            commitment=line.commitment,
            party=party,
            verdict=line.verdict,
            word=line.word.strip(),
            judged_on=judged_on,
            made_at=at,
            made_by=by,
            declared_by=declared_by,
        )
    )
    if share_now:
        _share(agreement, judgement, by=by, at=at)
    else:
        _tell("commitment-judged", agreement, judgement, by=by, at=at)
    return judgement


def _share(agreement: Agreement, judgement: Judgement, *, by: User | None, at: dt.datetime) -> None:
    judgement.shared_at = at
    judgement.save(update_fields=["shared_at"])
    files = Evidence.objects.filter(judgement=judgement, document__isnull=False).values("document_id")
    Document.objects.filter(pk__in=files, is_private=True).update(is_private=False)
    _tell("judgement-shared", agreement, judgement, by=by, at=at)


def _tell(verb: str, agreement: Agreement, judgement: Judgement, *, by: User | None, at: dt.datetime) -> None:
    """In the journal: for the people of the party alone while the judgement is private, else for all parties.

    Who answers by a link has no account: the answer itself is told, by the verb of the link.
    """
    if by is None:
        return
    is_private = judgement.shared_at is None
    journal.record(
        verb=verb,
        by=by,
        at=at,
        subject=judgement.commitment,
        organisation=judgement.party.organisation_id,
        agreement_id=agreement.pk,
        audience=() if is_private else (agreement.brought_by_id, *parties_told(agreement, day=day_of(at))),
    )
