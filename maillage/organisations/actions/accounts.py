"""Accounts: opened, confirmed, closed, reviewed each year."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

from django.db import transaction
from django.db.models import Exists, OuterRef

from maillage.base.refusals import Refusal
from maillage.journal import actions as journal
from maillage.organisations.actions import grants
from maillage.organisations.actions.writing import keep, locked
from maillage.organisations.choices import ReviewOutcome
from maillage.organisations.models import (
    AccountReview,
    AccountReviewLine,
    Grant,
    Handover,
    Organisation,
    Person,
    User,
)
from maillage.organisations.permissions import day_of


@transaction.atomic
def open(
    *,
    email: str,
    person: Person | None = None,
    password: str | None = None,
    is_email_verified: bool = False,
    by: User | None,
    at: dt.datetime,
) -> User:
    """Open an account without any right."""
    user = User(email=email, person=person, created_at=at, email_verified_at=at if is_email_verified else None)
    user.set_password(password)
    keep(user)
    journal.record(verb="account-opened", by=by or user, at=at, subject=user)
    return user


@transaction.atomic
def change_email(*, user: User, email: str, by: User, at: dt.datetime) -> User:
    """Give an account an address that showed to be its own; another account's is refused."""
    row = locked(user)
    row.email, row.email_verified_at = email, at
    keep(row)
    user.email, user.email_verified_at = row.email, row.email_verified_at
    bodies = _organisations_of(row, at)
    journal.record(verb="account-address-changed", by=by, at=at, subject=row, fields=["email"], audience=bodies)
    return row


@transaction.atomic
def choose_organisation(*, user: User, organisation: Organisation, at: dt.datetime) -> User:
    """Choose, among the organisations of the account, the one that it acts for from now on."""
    row = locked(user)
    if not Grant.objects.at(day_of(at)).filter(user=row, organisation=organisation).exists():
        raise Refusal("Vous n’avez pas de droit dans cette organisation.", field="organisation")
    row.current_organisation = organisation
    keep(row)
    return row


@transaction.atomic
def close(*, user: User, by: User | None, at: dt.datetime) -> User:
    """Close an account: nothing opens to it from now on, its rights are withdrawn the same day."""
    row = locked(user)
    if not row.is_active:
        raise Refusal("Ce compte est déjà fermé.")
    audience = _organisations_of(row, at)
    for grant in Grant.objects.filter(user=row, withdrawn_on__isnull=True).select_related("organisation"):
        if grant.to_on is None or grant.to_on >= day_of(at):
            grants.withdraw(grant=grant, by=by, at=at)
    row.is_active, row.closed_at = False, at
    keep(row)
    journal.record(verb="account-closed", by=by, at=at, subject=row, audience=audience)
    return row


@transaction.atomic
def reopen(*, user: User, by: User | None, at: dt.datetime) -> User:
    """Open a closed account again, without the rights it had."""
    row = locked(user)
    if row.is_active:
        raise Refusal("Ce compte est déjà ouvert.")
    row.is_active, row.closed_at = True, None
    keep(row)
    journal.record(verb="account-reopened", by=by, at=at, subject=row)
    return row


@transaction.atomic
def close_departed(*, at: dt.datetime) -> int:
    """Close the accounts of people who left, once their last right has ended; return how many. For the night."""
    day = day_of(at)
    left = Handover.objects.filter(person=OuterRef("person"), last_day_on__lt=day)
    live = Grant.objects.filter(user=OuterRef("pk"), withdrawn_on__isnull=True).exclude(to_on__lt=day)
    gone = User.objects.filter(Exists(left), ~Exists(live), is_active=True).order_by("pk")
    for user in gone:
        close(user=user, by=None, at=at)
    return len(gone)


@transaction.atomic
def review(
    *, organisation: Organisation, kept: Collection[Grant], removed: Collection[Grant], by: User | None, at: dt.datetime
) -> AccountReview:
    """Go through all rights that hold in an organisation: each is kept, or removed the same day."""
    locked(organisation)
    standing = {grant.pk: grant for grant in organisation.grants.at(day_of(at)).select_related("organisation")}
    said = {grant.pk for grant in [*kept, *removed]}
    if missing := len(standing.keys() - said):
        left = "Il reste un droit" if missing == 1 else f"Il reste {missing} droits"
        raise Refusal(f"{left} à revoir : dites pour chacun s’il est gardé ou retiré.")
    if {grant.pk for grant in kept} & {grant.pk for grant in removed} or said - standing.keys():
        raise Refusal("Les droits de cette organisation ont changé entre-temps : reprenez la revue.")
    row = keep(AccountReview(organisation=organisation, reviewed_by=by, reviewed_at=at))
    for grant in kept:
        keep(AccountReviewLine(review=row, grant=grant, outcome=ReviewOutcome.KEPT))
    for grant in removed:
        keep(AccountReviewLine(review=row, grant=grant, outcome=ReviewOutcome.REMOVED))
        grants.withdraw(grant=standing[grant.pk], by=by, at=at)
    journal.record(verb="accounts-reviewed", by=by, at=at, subject=row, organisation=organisation)
    return row


def _organisations_of(user: User, at: dt.datetime) -> list[Organisation]:
    return [
        grant.organisation for grant in Grant.objects.at(day_of(at)).filter(user=user).select_related("organisation")
    ]
