"""The trace of the sign-ins of the accounts of an organisation: what its page and its file read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any
from uuid import UUID

from django import forms
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from maillage.journal.choices import SignInOutcome
from maillage.journal.models import SignIn
from maillage.organisations.models import Grant, Organisation, User
from maillage.web.journal_page import DaysFilter, Offered, uuid_of

HEADINGS = ["Compte", "Adresse de connexion", "Quand", "Moyen", "Issue"]


class SignInFilter(DaysFilter):
    """What to keep of a trace: a person, what came of it, days."""

    person = Offered(label="Compte", required=False)
    outcome = forms.ChoiceField(
        label="Issue", required=False, choices=[("", "Toutes"), *((one.value, one.label) for one in SignInOutcome)]
    )
    field_order = ("person", "outcome", "since", "until")

    def __init__(self, data: Any, *, organisation: Organisation) -> None:
        super().__init__(data)
        held = Grant.objects.filter(organisation=organisation, user=OuterRef("pk"))
        known = User.objects.filter(Exists(held)).select_related("person")
        people = sorted((user.get_full_name(), str(user.pk)) for user in known)
        self.offer("person", ("", "Tous"), *((pk, name) for name, pk in people))

    def kept(self, rows: QuerySet[SignIn]) -> QuerySet[SignIn]:
        """The sign-ins that answer to the filters; all of them when a filter cannot be read, which the page says."""
        if not self.is_valid():
            return rows
        values = self.cleaned_data
        if values["person"]:
            rows = rows.filter(user_id=uuid_of(values["person"]))
        if values["outcome"]:
            rows = rows.filter(outcome=values["outcome"])
        return rows.filter(self.between())


def sign_ins_of(organisation: Organisation) -> QuerySet[SignIn]:
    """The sign-ins of accounts while they had a right in the organisation, the last first."""
    accounts = Grant.objects.filter(organisation=organisation)
    held = accounts.filter(
        Q(to_on__isnull=True) | Q(to_on__gte=OuterRef("at__date")),
        Q(withdrawn_on__isnull=True) | Q(withdrawn_on__gte=OuterRef("at__date")),
        user=OuterRef("user_id"),
        from_on__lte=OuterRef("at__date"),
    )
    # The accounts first: the trace of all the others is not read.
    return SignIn.objects.filter(Exists(held), user_id__in=accounts.values("user_id")).order_by("-id")


def accounts_of(sign_ins: Iterable[SignIn]) -> dict[UUID, User]:
    """The accounts of ``sign_ins`` with their people, in one query."""
    wanted = {row.user_id for row in sign_ins if row.user_id}
    return {user.pk: user for user in User.objects.filter(pk__in=wanted).select_related("person")}


def lines_of(organisation: Organisation, rows: QuerySet[SignIn]) -> Iterator[list[str]]:
    """``rows`` as a file has them, under their headings."""
    held = Grant.objects.filter(organisation=organisation, user=OuterRef("pk"))
    known = {user.pk: user for user in User.objects.filter(Exists(held)).select_related("person")}
    yield HEADINGS
    for row in rows.iterator():
        user = known[row.user_id] if row.user_id else None
        yield [
            user.get_full_name() if user else "",
            user.email if user else "",
            f"{timezone.localtime(row.at):%d/%m/%Y %H:%M:%S}",
            row.get_method_display(),
            row.get_outcome_display(),
        ]
