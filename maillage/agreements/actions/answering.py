"""The parties are asked to confirm the reading; they do, or contest it finding by finding until it is settled."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from uuid import UUID

from django.db import transaction

from maillage.agreements.actions.asked_alerts import tell_who_is_asked
from maillage.agreements.actions.writing import opened, tell
from maillage.agreements.choices import Answer, FindingState
from maillage.agreements.models import Agreement, Decision, Finding, Objection, Party, ReadingConfirmation
from maillage.agreements.queries.answers import current_expression
from maillage.base.refusals import Refusal
from maillage.organisations.actions.writing import keep, locked
from maillage.organisations.models import User
from maillage.organisations.permissions import Permission, day_of, rights_of

WITHDRAWN = "Retirée par la partie qui l’avait soulevée."


class NotAsked(Refusal):
    """The reading is not confirmed, or the agreement is not shared."""

    sentence = (
        "Cet accord n’est pas encore à confirmer par ses parties : "
        "sa lecture n’est pas confirmée, ou il n’est pas partagé."
    )


class StillContested(Refusal):
    """A party does not confirm what it contests."""

    sentence = "Votre organisation conteste encore un point : attendez qu’il soit réglé, ou retirez votre contestation."


class NotCorrected(Refusal):
    """An objection was said to be followed, and nothing was corrected."""

    sentence = (
        "Rien n’a été corrigé depuis cette contestation : "
        "corrigez d’abord l’élément, ou dites pourquoi la lecture est gardée."
    )


@transaction.atomic
def ask_parties(*, agreement: Agreement, by: User | None, at: dt.datetime) -> int:
    """Ask each party tied to an organisation, but who brought the text, to confirm its reading; return how many.

    Called when the reading is confirmed, when the agreement is shared, and when a new party is tied. Who was asked of
    this text already is not asked twice.
    """
    return _ask(opened(agreement), besides={agreement.brought_by_id}, by=by, at=at, again=False)


@transaction.atomic
def ask_again(*, agreement: Agreement, by: User | None, at: dt.datetime) -> int:
    """The reading changed after it was confirmed: all parties but those that ``by`` acts for are asked again."""
    row = opened(agreement)
    return _ask(row, besides=_bodies_of(row, by, at), by=by, at=at, again=True)


def _ask(agreement: Agreement, *, besides: Collection[UUID], by: User | None, at: dt.datetime, again: bool) -> int:
    expression = current_expression(agreement)
    if agreement.confirmed_at is None or agreement.shared_at is None or expression is None:
        return 0
    present = Party.objects.at(day_of(at)).bound().filter(agreement=agreement, organisation__isnull=False)
    wanted = present.exclude(organisation_id__in=besides).order_by("order", "pk")
    rows = {row.party_id: row for row in ReadingConfirmation.objects.filter(expression=expression)}
    fresh = [
        ReadingConfirmation(agreement=agreement, expression=expression, party=party, asked_at=at)
        for party in wanted
        if party.pk not in rows
    ]
    ReadingConfirmation.objects.bulk_create(fresh)
    answered = [rows[party.pk].pk for party in wanted if party.pk in rows and rows[party.pk].answer == Answer.CONFIRMED]
    if again and answered:
        ReadingConfirmation.objects.filter(pk__in=answered).update(
            answer=Answer.ASKED, asked_at=at, answered_at=None, answered_by=None, declared_by=""
        )
    tell_who_is_asked(agreement, at=at)
    count = len(fresh) + (len(answered) if again else 0)
    if count:
        tell("reading-asked", agreement, by=by, at=at)
    return count


def _bodies_of(agreement: Agreement, by: User | None, at: dt.datetime) -> set[UUID]:
    """The organisations of the agreement for which somebody writes it."""
    if by is None:
        return set()
    rights = rights_of(by, at=at)
    tied = Party.objects.filter(agreement=agreement, organisation__isnull=False)
    bodies: set[UUID] = {
        agreement.brought_by_id,
        *tied.values_list("organisation__pk", flat=True),
    }
    return {one for one in bodies if rights.can(Permission.AGREEMENT_EDIT, organisation=one, agreement_id=agreement.pk)}


@transaction.atomic
def approve(
    *, party: Party, withdraws: bool = False, declared_by: str = "", by: User | None, at: dt.datetime
) -> ReadingConfirmation:
    """The party confirms the whole reading; ``declared_by`` when somebody else records what it said.

    ``withdraws``: what it contested before is settled by that (it answers by a link, where nothing else is shown).
    """
    agreement = opened(party.agreement)
    row = _row_of(agreement, party, at)
    contested = Objection.objects.filter(party=party, settled_at__isnull=True)
    if withdraws:
        contested.update(settled_at=at, settled_by=by, outcome=WITHDRAWN)
    elif contested.exists():
        raise StillContested
    _answer(row, Answer.CONFIRMED, declared_by=declared_by, by=by, at=at)
    _told("reading-approved", agreement, by=by, at=at)
    return row


@transaction.atomic
def contest(
    *, finding: Finding, party: Party, reason: str, declared_by: str = "", by: User | None, at: dt.datetime
) -> Objection:
    """The party contests what was read of one finding, and says why."""
    agreement = opened(finding.agreement)
    row = _row_of(agreement, party, at)
    objection = keep(
        Objection(
            finding=finding, party=party, reason=reason.strip(), raised_at=at, raised_by=by, declared_by=declared_by
        )
    )
    _answer(row, Answer.CONTESTED, declared_by=declared_by, by=by, at=at)
    _told("reading-contested", agreement, by=by, at=at)
    return objection


@transaction.atomic
def withdraw(*, objection: Objection, by: User | None, at: dt.datetime) -> Objection:
    """The party no longer contests."""
    return _close(objection, WITHDRAWN, by=by, at=at)


@transaction.atomic
def settle(
    *,
    objection: Objection,
    outcome: str,
    is_corrected: bool,
    revision: int | None = None,
    by: User | None,
    at: dt.datetime,
) -> Objection:
    """Another party says how it ends: the reading was corrected, or is kept as it is; ``outcome`` says why."""
    if is_corrected and not _was_corrected(objection):
        raise NotCorrected(field="ending")
    beginning = "Lecture corrigée" if is_corrected else "Lecture gardée"
    return _close(objection, f"{beginning}\u00a0: {outcome.strip()}", revision=revision, by=by, at=at)


def _close(
    objection: Objection, outcome: str, *, revision: int | None = None, by: User | None, at: dt.datetime
) -> Objection:
    agreement = opened(objection.finding.agreement)
    row = locked(objection)
    if row.settled_at is not None:
        raise Refusal("Cette contestation est déjà réglée.")
    if revision is not None and revision != row.revision:
        raise Refusal("Cette contestation a changé : rechargez la page.")
    row.settled_at, row.settled_by, row.outcome = at, by, outcome
    row.revision += 1
    keep(row)
    if not Objection.objects.filter(party=row.party, settled_at__isnull=True).exists():
        expression = current_expression(agreement)
        ReadingConfirmation.objects.filter(expression=expression, party=row.party, answer=Answer.CONTESTED).update(
            answer=Answer.ASKED, asked_at=at, answered_at=None, answered_by=None
        )
        tell_who_is_asked(agreement, at=at)
    tell("objection-settled", agreement, by=by, at=at)
    return row


def _was_corrected(objection: Objection) -> bool:
    since = Decision.objects.filter(finding=objection.finding, at__gte=objection.raised_at)
    return any(
        {"value", "tied_to", "start"} & set(one.after) or one.after.get("state") == FindingState.SET_ASIDE
        for one in since
    )


def _row_of(agreement: Agreement, party: Party, at: dt.datetime) -> ReadingConfirmation:
    """What the party says of the current text, locked; asked now when it never was."""
    expression = current_expression(agreement)
    if agreement.confirmed_at is None or agreement.shared_at is None or expression is None:
        raise NotAsked
    rows = ReadingConfirmation.objects.select_for_update(of=("self",))
    row = rows.filter(expression=expression, party=party).first()
    return row or ReadingConfirmation(agreement=agreement, expression=expression, party=party, asked_at=at)


def _answer(row: ReadingConfirmation, answer: Answer, *, declared_by: str, by: User | None, at: dt.datetime) -> None:
    row.answer, row.answered_at, row.answered_by, row.declared_by = answer, at, by, declared_by
    row.revision += 1
    keep(row)
    tell_who_is_asked(row.agreement, at=at)


def _told(verb: str, agreement: Agreement, *, by: User | None, at: dt.datetime) -> None:
    """In the journal; who answers by a link has no account, and the verb of the link tells it."""
    if by is not None:
        tell(verb, agreement, by=by, at=at)
