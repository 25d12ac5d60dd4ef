"""Accounts: the organisations they act for, who administers, what is to review."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db.models import Min, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from maillage.organisations.models import AccountReview, Grant, Organisation, User
from maillage.organisations.permissions import Role, day_of

REVIEW_EVERY = dt.timedelta(days=365)


def organisations_of(user: User, *, at: dt.date | dt.datetime) -> QuerySet[Organisation]:
    """The organisations in which an account has a right, in the order of names."""
    held = Grant.objects.at(day_of(at)).filter(user=user).values("organisation")
    return Organisation.objects.filter(pk__in=held).by_name()


def current_organisation(user: User, *, at: dt.date | dt.datetime) -> Organisation | None:
    """The organisation that the account acts for: the one it chose while it has a right there, else its first one."""
    theirs = list(organisations_of(user, at=at))
    chosen = [one for one in theirs if one.pk == user.current_organisation_id]
    return next(iter(chosen or theirs), None)


def accounts_of(organisation: Organisation, *, at: dt.date | dt.datetime) -> QuerySet[Grant]:
    """The rights that hold in an organisation, with their accounts and people, in the order of names."""
    rows = Grant.objects.at(day_of(at)).filter(organisation=organisation, user__is_active=True)
    return rows.select_related("user__person", "unit").order_by("user__person__folded", "user__email", "role", "pk")


def administrators_of(organisation: Organisation, *, at: dt.date | dt.datetime) -> QuerySet[User]:
    """The accounts that administer an organisation."""
    held = Grant.objects.at(day_of(at)).filter(organisation=organisation, role=Role.ORGANISATION_ADMINISTRATOR)
    return (
        User.objects.filter(pk__in=held.values("user"), is_active=True).select_related("person").order_by("email", "pk")
    )


def with_last_review(rows: QuerySet[Organisation]) -> QuerySet[Organisation]:
    """``rows`` with ``last_reviewed_at``, from which ``REVIEW_EVERY`` runs; a first right given counts as a review."""
    last = AccountReview.objects.filter(organisation=OuterRef("pk")).order_by("-reviewed_at").values("reviewed_at")[:1]
    return rows.annotate(last_reviewed_at=Coalesce(Subquery(last), Min("grants__granted_at")))


def is_review_due(organisation: Organisation, *, at: dt.datetime) -> bool:
    """Whether nobody went through the accounts of an organisation for a year."""
    row: Any = with_last_review(Organisation.objects.filter(pk=organisation.pk)).get()
    return row.last_reviewed_at is not None and row.last_reviewed_at + REVIEW_EVERY <= at
