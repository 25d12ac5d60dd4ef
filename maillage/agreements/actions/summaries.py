"""The one-page summary is sent to people of an organisation, who say that they read it (H5)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.db import transaction

from maillage.agreements.actions.requests import LIFETIME_DAYS, prepare, renew
from maillage.agreements.actions.writing import opened
from maillage.agreements.choices import Task
from maillage.agreements.letters import Deliver, Envelope, envelope_of, envelope_to_reader
from maillage.agreements.models import Acknowledgement, Agreement, Request
from maillage.base.refusals import Refusal
from maillage.journal import actions as journal
from maillage.organisations.actions.writing import keep
from maillage.organisations.models import Organisation, Person, User
from maillage.organisations.validators import fold_email


class NotRead(Refusal):
    """The reading is not confirmed: there is nothing sure to make known."""

    sentence = "Confirmez d’abord la lecture de cet accord : son résumé en sera tiré."


@transaction.atomic
def make_known(
    *,
    agreement: Agreement,
    organisation: Organisation,
    people: Sequence[Person],
    deliver: Deliver | None = None,
    by: User | None,
    at: dt.datetime,
) -> list[Acknowledgement]:
    """Send the summary to people: on their home when they have an account, and a letter to whoever has an address."""
    row = opened(agreement)
    if row.confirmed_at is None:
        raise NotRead
    known = set(Acknowledgement.objects.filter(agreement=row, person__in=people).values_list("person_id", flat=True))
    new = [one for one in people if one.pk not in known]
    if not new:
        raise Refusal("Choisissez au moins une personne qui n’a pas encore reçu le résumé.", field="people")
    sent = [
        keep(Acknowledgement(agreement=row, organisation=organisation, person=one, sent_at=at, sent_by=by))
        for one in new
    ]
    _post([_envelope(one, by=by, at=at) for one in sent], deliver)
    _tell("summary-sent", row, organisation, by=by, at=at)
    return sent


@transaction.atomic
def acknowledge(*, acknowledgement: Acknowledgement, by: User | None, at: dt.datetime) -> Acknowledgement:
    """The person read the summary; saying it twice changes nothing."""
    row = Acknowledgement.objects.select_for_update(of=("self",)).get(pk=acknowledgement.pk)
    if row.read_at is None:
        row.read_at = at
        row.revision += 1
        keep(row)
        _tell("summary-read", row.agreement, row.organisation, by=by, at=at)
    return row


@transaction.atomic
def remind(
    *, agreement: Agreement, organisation: Organisation, deliver: Deliver | None, by: User | None, at: dt.datetime
) -> int:
    """Write again to whoever has not read it; return to how many."""
    row = opened(agreement)
    rows = Acknowledgement.objects.filter(agreement=row, organisation=organisation, read_at__isnull=True)
    waiting = list(rows.select_related("person__user", "agreement", "organisation").order_by("pk"))
    letters = [one for one in (_envelope(row, by=by, at=at) for row in waiting) if one is not None]
    if not letters:
        raise Refusal("Personne n’est à relancer : tous ont lu le résumé, ou n’ont pas d’adresse.")
    _post(letters, deliver)
    _tell("summary-sent", row, organisation, by=by, at=at)
    return len(letters)


def _envelope(row: Acknowledgement, *, by: User | None, at: dt.datetime) -> Envelope | None:
    """The letter to one reader: to the page of the summary with an account, else to a private link."""
    user = getattr(row.person, "user", None)
    if user is not None and user.is_active:
        return envelope_to_reader(row, user.email)
    if not row.person.email:
        return None
    about = {"agreement": row.agreement, "organisation": row.organisation, "person": row.person}
    former = Request.objects.filter(**about, task=Task.ACKNOWLEDGE, revoked_at__isnull=True, done_at__isnull=True)
    request = former.select_related("agreement", "organisation").order_by("-sent_at", "-pk").first()
    if request is not None:
        request.email = fold_email(row.person.email)
        return envelope_of(request, renew(request, at=at))
    request, token = prepare(
        **about,
        task=Task.ACKNOWLEDGE,
        email=fold_email(row.person.email),
        expires_at=at + dt.timedelta(days=LIFETIME_DAYS),
        sent_by=by,
        sent_at=at,
    )
    keep(request)
    return envelope_of(request, token)


def _post(letters: Sequence[Envelope | None], deliver: Deliver | None) -> None:
    envelopes = [one for one in letters if one is not None]
    if deliver is not None and envelopes:
        deliver(envelopes)


def _tell(verb: str, agreement: Agreement, organisation: Organisation, *, by: User | None, at: dt.datetime) -> None:
    journal.record(verb=verb, by=by, at=at, subject=agreement, organisation=organisation, agreement_id=agreement.pk)
