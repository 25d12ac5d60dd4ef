"""An agreement goes out: shared with its parties, published by all of them, archived and brought back."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from maillage.agreements import lifecycle
from maillage.agreements.actions.answering import ask_parties
from maillage.agreements.actions.writing import opened, tell, touch
from maillage.agreements.choices import PartyRole
from maillage.agreements.models import Agreement, Party
from maillage.agreements.models.visibility import tied_findings
from maillage.base.refusals import Refusal
from maillage.organisations.actions.writing import keep, locked
from maillage.organisations.models import User
from maillage.organisations.permissions import day_of


class NobodyToShareWith(Refusal):
    """No other party is tied to an organisation: sharing would show it to nobody."""

    sentence = "Aucune autre partie n’est rattachée à une organisation : rattachez-en une, puis partagez."


class NotYet(Refusal):
    """Publishing comes after the reading is confirmed and shared."""

    sentence = "Un accord se publie quand sa lecture est confirmée et qu’il est partagé avec ses parties."


@transaction.atomic
def share(*, agreement: Agreement, revision: int | None = None, by: User | None, at: dt.datetime) -> Agreement:
    """Open an agreement, confirmed or still a draft, to the organisations that its parties are tied to."""
    row = opened(agreement, revision=revision)
    lifecycle.check(row.state, "share")
    if row.shared_at is not None:
        raise Refusal("Cet accord est déjà partagé.")
    if not _others(row):
        raise NobodyToShareWith
    row.shared_at = at
    keep(row)
    touch(row)
    tell("agreement-shared", row, by=by, at=at)
    ask_parties(agreement=row, by=by, at=at)
    return row


def _others(agreement: Agreement) -> bool:
    tied = Party.objects.filter(agreement=agreement, organisation__isnull=False)
    if tied.exclude(organisation_id=agreement.brought_by_id).exists():
        return True
    return tied_findings(agreement).exclude(tied_to_id=agreement.brought_by_id).exists()


@transaction.atomic
def agree_to_publish(*, party: Party, declared_by: str = "", by: User | None, at: dt.datetime) -> Agreement:
    """A party agrees that all may read the agreement; when each present one did, it is published.

    ``declared_by`` names who said it for a party without an account; the user who writes it down is named too.
    """
    row = opened(party.agreement)
    if row.confirmed_at is None or row.shared_at is None:
        raise NotYet
    party = locked(party)
    if party.role != PartyRole.PARTY or not party.is_at(day_of(at)):
        raise Refusal("Seules les parties présentes se prononcent sur la publication.")
    if party.published_at is None:
        party.published_at, party.published_by = at, _named(by, declared_by)
        party.revision += 1
        keep(party)
        tell("publication-agreed", row, by=by, at=at)
    _publish_when_all_agree(row, by=by, at=at)
    return row


@transaction.atomic
def withdraw_publication(*, party: Party, by: User | None, at: dt.datetime) -> Agreement:
    """A party no longer agrees: the agreement is at once closed to the public."""
    row = opened(party.agreement)
    party = locked(party)
    if party.published_at is None:
        raise Refusal("Cette partie n’a pas accepté la publication : il n’y a rien à retirer.")
    party.published_at, party.published_by = None, ""
    party.revision += 1
    keep(party)
    tell("publication-withdrawn", row, by=by, at=at)
    unpublish(row, by=by, at=at)
    return row


def unpublish(agreement: Agreement, *, by: User | None, at: dt.datetime) -> None:
    """Close a published agreement to the public; one that is not published stays as it is."""
    if agreement.published_at is None:
        return
    agreement.published_at = None
    keep(agreement)
    touch(agreement)
    tell("agreement-unpublished", agreement, by=by, at=at)


def unpublish_unless_all_agree(agreement: Agreement, *, by: User | None, at: dt.datetime) -> None:
    """A party that has not agreed came in: what is published closes until it does."""
    if agreement.published_at is not None and not all_agree(agreement, at=at):
        unpublish(agreement, by=by, at=at)


def all_agree(agreement: Agreement, *, at: dt.datetime) -> bool:
    """Whether each present party agreed to publish."""
    present = Party.objects.bound().at(day_of(at)).filter(agreement=agreement)
    return present.exists() and not present.filter(published_at__isnull=True).exists()


def _publish_when_all_agree(agreement: Agreement, *, by: User | None, at: dt.datetime) -> None:
    if agreement.published_at is not None or not all_agree(agreement, at=at):
        return
    lifecycle.check(agreement.state, "publish")
    agreement.published_at = at
    keep(agreement)
    touch(agreement)
    tell("agreement-published", agreement, by=by, at=at)


def _named(by: User | None, declared_by: str) -> str:
    recorder = by.get_full_name() if by is not None else ""
    said = f"{declared_by}, déclaré par {recorder}" if declared_by and recorder else declared_by or recorder
    return said[:200]


@transaction.atomic
def archive(
    *, agreement: Agreement, reason: str, revision: int | None = None, by: User | None, at: dt.datetime
) -> Agreement:
    """Put an agreement away: it is read and no longer written, and the public does not see it."""
    row = opened(agreement, revision=revision)
    lifecycle.check(row.state, "archive")
    if not reason.strip():
        raise Refusal("Écrivez pourquoi vous archivez cet accord.", field="reason")
    unpublish(row, by=by, at=at)
    row.archived_at, row.archived_reason = at, reason.strip()
    keep(row)
    touch(row)
    tell("agreement-archived", row, by=by, at=at)
    return row


@transaction.atomic
def restore(*, agreement: Agreement, by: User | None, at: dt.datetime) -> Agreement:
    """Bring an agreement out of the archives; it is public again when each present party still agrees."""
    row = locked(agreement)
    lifecycle.check(row.state, "restore")
    row.archived_at, row.archived_reason = None, ""
    keep(row)
    touch(row)
    tell("agreement-restored", row, by=by, at=at)
    if row.confirmed_at is not None and row.shared_at is not None:
        _publish_when_all_agree(row, by=by, at=at)
    return row
