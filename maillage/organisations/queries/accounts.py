"""Accounts: the organisations they act for, who administers, what is to review."""

from __future__ import annotations

import datetime as dt

from django.db.models import Exists, Max, Min, OuterRef, Q, QuerySet

from maillage.organisations.models import Grant, Organisation, User
from maillage.organisations.permissions import Role, day_of

REVIEW_EVERY = dt.timedelta(days=365)


def organisations_of(user: User, *, at: dt.date | dt.datetime) -> QuerySet[Organisation]:
    """The organisations in which an account has a right, in the order of names."""
    held = Grant.objects.at(day_of(at)).filter(user=user, organisation=OuterRef("pk"))
    return Organisation.objects.filter(Exists(held)).by_name()


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
    held = Grant.objects.at(day_of(at)).filter(
        organisation=organisation, role=Role.ORGANISATION_ADMINISTRATOR, user=OuterRef("pk")
    )
    return User.objects.filter(Exists(held), is_active=True).select_related("person").order_by("email", "pk")


def reviews_due(*, at: dt.datetime) -> QuerySet[Organisation]:
    """The organisations whose accounts nobody went through for a year; a first right given counts as a review."""
    limit = at - REVIEW_EVERY
    live = Grant.objects.at(day_of(at)).filter(organisation=OuterRef("pk"))
    rows = Organisation.objects.filter(Exists(live)).annotate(
        last_reviewed_at=Max("account_reviews__reviewed_at"), first_given_at=Min("grants__granted_at")
    )
    due = Q(last_reviewed_at__lte=limit) | Q(last_reviewed_at__isnull=True, first_given_at__lte=limit)
    return rows.filter(due).by_name()
