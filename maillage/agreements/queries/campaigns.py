"""Campaigns as they are followed: who answered what, who is waited for; and what the home shows of requests."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.urls import reverse

from maillage.agreements.asking_words import TASKS, state_of
from maillage.agreements.choices import Task, Verdict
from maillage.agreements.models import Acknowledgement, Agreement, Campaign, CommitmentVersion, Position, Request
from maillage.agreements.plain_words import deed_of
from maillage.agreements.queries.requests import ANSWERS, bodies_with_accounts, waiting_for, with_everything
from maillage.agreements.state_words import Shown
from maillage.organisations.models import User
from maillage.organisations.permissions import Rights, day_of
from maillage.reading.output.words import capital


def campaigns_of(user: User, *, at: dt.datetime) -> QuerySet[Campaign]:
    """The campaigns of the user's organisations, those still open first, each with how many were asked and answered."""
    counted = Campaign.objects.visible_to(user, at=at).annotate(
        asked=Count("requests"), answered=Count("requests", filter=Q(requests__done_at__isnull=False))
    )
    return counted.select_related("organisation").order_by("-begun_at", "-pk")


def agreements_to_ask_about(user: User, *, at: dt.datetime) -> QuerySet[Agreement]:
    """The agreements that concern the user's organisations and whose parties may be asked."""
    rows = Agreement.objects.mine(user, at=at)
    return rows.filter(archived_at__isnull=True, confirmed_at__isnull=False, shared_at__isnull=False).by_title()


@dataclass(frozen=True)
class Line:
    """One who is asked, and where it stands; ``is_addressable`` when an address is what is missing."""

    request: Request
    state: Shown
    has_account: bool

    @property
    def is_addressable(self) -> bool:
        """Whether an address would let a letter leave."""
        request = self.request
        return not (request.email or self.has_account or request.done_at or request.revoked_at)


@dataclass(frozen=True)
class FollowUp:
    """A campaign with its lines and the count of each state."""

    campaign: Campaign
    lines: Sequence[Line]

    @cached_property
    def answered(self) -> int:
        """How many answered."""
        return sum(line.request.done_at is not None for line in self.lines)

    @cached_property
    def counts(self) -> list[tuple[Shown, int]]:
        """How many stand in each state, the most frequent first."""
        return Counter(line.state for line in self.lines).most_common()

    @cached_property
    def without_address(self) -> list[Line]:
        """Those for whom an address must be given."""
        return [line for line in self.lines if line.is_addressable]

    @cached_property
    def is_remindable(self) -> bool:
        """Whether a letter may be sent again."""
        return any(line.request.email and not line.request.done_at for line in self.lines)


def follow_up(campaign: Campaign, *, at: dt.datetime) -> FollowUp:
    """All that a campaign asked, in two queries: agreement by agreement, names in order."""
    rows = list(with_everything(Request.objects.filter(campaign=campaign)))
    known = bodies_with_accounts([one.target_organisation_id for one in rows], ANSWERS[Task(campaign.task)], at=at)
    rows.sort(key=lambda one: (one.agreement.folded, str(one.agreement_id), one.target.casefold(), str(one.pk)))
    lines = []
    for one in rows:
        has_account = one.target_organisation_id in known
        lines.append(Line(one, state_of(one, has_account=has_account, at=at), has_account))
    return FollowUp(campaign, lines)


@dataclass(frozen=True)
class Stance:
    """A commitment of the federation, and how many members said what of it."""

    words: str
    counts: tuple[tuple[Verdict, int], ...]
    said: tuple[tuple[str, str], ...]


def stances(campaign: Campaign, *, at: dt.datetime) -> list[Stance]:
    """What members answered, commitment by commitment: for the federation alone."""
    rows = Position.objects.standing().filter(request__campaign=campaign).select_related("request__member")
    by_commitment: dict[UUID, list[Position]] = {}
    for row in rows.order_by("request__member__folded", "pk"):
        by_commitment.setdefault(row.commitment_id, []).append(row)
    versions = CommitmentVersion.objects.at(day_of(at)).filter(commitment__in=by_commitment)
    return [
        _stance(version, by_commitment[version.commitment_id])
        for version in versions.order_by("agreement", "start", "pk")
    ]


def _stance(version: CommitmentVersion, rows: list[Position]) -> Stance:
    counted = Counter(row.verdict for row in rows)
    said = tuple((row.request.target, row.word) for row in rows if row.word)
    counts = tuple((one, counted[one]) for one in Verdict if counted[one])
    return Stance(capital(deed_of(version)), counts, said)


HEAD = ["Accord", "Interrogé", "État", "Répondu le", "Répondu par", "Engagement", "Jugement", "Un mot"]


def table_of(campaign: Campaign, *, at: dt.datetime) -> Iterator[list[str]]:
    """The campaign as lines of a table: one for each answer, one for each who has not answered."""
    yield HEAD
    answers: dict[UUID, list[Position]] = {}
    rows = Position.objects.standing().filter(request__campaign=campaign).order_by("commitment__number", "pk")
    for row in rows:
        answers.setdefault(row.request_id, []).append(row)
    texts = dict(
        CommitmentVersion.objects.at(day_of(at))
        .filter(commitment__in={row.commitment_id for some in answers.values() for row in some})
        .values_list("commitment_id", "text")
    )
    for line in follow_up(campaign, at=at).lines:
        request = line.request
        head = [
            request.agreement.title,
            request.target,
            line.state.word,
            f"{day_of(request.done_at):%d/%m/%Y}" if request.done_at else "",
            request.answered_as,
        ]
        for row in answers.get(request.pk, []):
            yield [*head, texts.get(row.commitment_id, ""), row.get_verdict_display(), row.word]
        if request.pk not in answers:
            yield [*head, "", "", ""]


# ---------------------------------------------------------------- for the home


@dataclass(frozen=True)
class Awaited:
    """Something that a partner asks of the person's organisation: what the home shows of it."""

    title: str
    words: str
    address: str
    label: str
    on: dt.date | None = None


def awaited_of(user: User, rights: Rights, *, at: dt.datetime) -> list[Awaited]:
    """What is asked of the organisations for which the user answers, and the summaries that they are to read."""
    asked = [
        Awaited(
            title=f"{TASKS[Task(one.task)]} : {one.agreement.title}",
            words=f"{one.organisation} le demande"
            + (f" pour {one.target}." if one.member is None else " à ses membres."),
            address=reverse("campaigns:answer", args=[one.pk]),
            label="Répondre",
            on=one.campaign.due_on if one.campaign is not None else day_of(one.expires_at),
        )
        for one in waiting_for(rights, at=at)
    ]
    return [*asked, *_to_read(user)]


def _to_read(user: User) -> Iterable[Awaited]:
    if user.person_id is None:
        return
    rows = Acknowledgement.objects.filter(
        Q(agreement__archived_at__isnull=True, agreement__merged_into__isnull=True),
        person_id=user.person_id,
        read_at__isnull=True,
    )
    for one in rows.select_related("agreement", "organisation").order_by("sent_at", "pk"):
        yield Awaited(
            title=f"Prendre connaissance : {one.agreement.title}",
            words=f"{one.organisation} vous en a envoyé le résumé, sur une page.",
            address=reverse("agreements:summary", args=[one.agreement_id]),
            label="Lire",
        )
