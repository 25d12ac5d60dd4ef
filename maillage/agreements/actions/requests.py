"""Requests by a private link: sent, sent again, revoked. The link is the secret; the table keeps its fingerprint."""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from maillage.agreements.actions.writing import opened
from maillage.agreements.asking_words import SETTLE
from maillage.agreements.choices import Task
from maillage.agreements.letters import REQUEST, Deliver, envelope_of
from maillage.agreements.models import Agreement, Expression, Party, Request
from maillage.agreements.policies import is_ready_to_ask
from maillage.agreements.queries.requests import ANSWERS, bodies_with_accounts, fingerprint, with_everything
from maillage.base.refusals import Refusal
from maillage.journal import actions as journal
from maillage.notices.actions.writing import withdraw_letters
from maillage.notices.models import Letter
from maillage.organisations.actions.writing import keep, locked
from maillage.organisations.models import Organisation, User
from maillage.organisations.permissions import day_of
from maillage.organisations.validators import fold_email

LIFETIME_DAYS, LONGEST_DAYS = 30, 90
LATE = dt.timedelta(days=14)
"""How long a campaign still takes answers after its day, and how long a reminder opens again at least."""


class NotReady(Refusal):
    """There is nothing to ask about yet."""

    sentence = (
        "Confirmez d’abord la lecture de cet accord et partagez-le : ses parties pourront alors être interrogées."
    )


class HasAccount(Refusal):
    """A link would open, beside the doors, what accounts are there for."""

    sentence = "Cette organisation a un compte : la demande s’affiche sur son accueil. Laissez l’adresse vide."


@transaction.atomic
def ask(
    *,
    agreement: Agreement,
    organisation: Organisation,
    party: Party,
    task: str,
    about: str = "",
    email: str = "",
    contact: str = "",
    message: str = "",
    days: int = LIFETIME_DAYS,
    deliver: Deliver | None = None,
    by: User | None,
    at: dt.datetime,
) -> Request:
    """Ask a party for one thing: by a private link when it has no account, else on the home of its people."""
    row = opened(agreement)
    _check(row, party, task, at=at)
    known = bodies_with_accounts([party.organisation_id], ANSWERS[Task(task)], at=at)
    if known and email:
        raise HasAccount(field="email")
    if not known and not email:
        raise Refusal("Écrivez l’adresse de la personne qui répondra : cette partie n’a pas de compte.", field="email")
    request, token = prepare(
        agreement=row,
        organisation=organisation,
        party=party,
        task=task,
        about=about if task == Task.GIVE_PIECE else "",
        email=fold_email(email),
        contact=contact,
        message=message,
        expires_at=expiry(days, at=at),
        sent_by=by,
        sent_at=at,
    )
    keep(request)
    tell_of("request-sent", request, by=by, at=at)
    post([(request, token)], deliver)
    return request


def _check(agreement: Agreement, party: Party, task: str, *, at: dt.datetime) -> None:
    if not is_ready_to_ask(agreement):
        raise NotReady
    if party.agreement_id != agreement.pk or not party.is_at(day_of(at)):
        raise Refusal("Cette partie n’est pas une partie de l’accord aujourd’hui.", field="party")
    if task not in ANSWERS:
        raise Refusal("Choisissez ce que vous demandez.", field="task")
    if task == Task.CONFIRM_READING and not Expression.objects.current().filter(agreement=agreement).exists():
        raise Refusal("Cet accord n’a pas encore de texte : il n’y a pas de lecture à confirmer.", field="task")


def expiry(days: int, *, at: dt.datetime) -> dt.datetime:
    """The last moment of a link that serves for some days, never longer than a season."""
    return at + dt.timedelta(days=min(max(days, 1), LONGEST_DAYS))


def prepare(**fields: Any) -> tuple[Request, str]:
    """A request that is not written yet, and the token of its link, which is stored nowhere."""
    token = secrets.token_urlsafe(32)
    return Request(fingerprint=fingerprint(token), **fields), token


def post(letters: Iterable[tuple[Request, str]], deliver: Deliver | None) -> None:
    """Send the links, with the requests that they open: after a crash all of it is there, or nothing."""
    envelopes = [envelope_of(request, token) for request, token in letters if request.email]
    if deliver is not None and envelopes:
        deliver(envelopes)


@transaction.atomic
def remind(*, request: Request, deliver: Deliver | None, by: User | None, at: dt.datetime) -> Request:
    """Send a new link: the former one opens nothing any more."""
    row = held(request)
    if row.done_at is not None:
        raise Refusal("La réponse est déjà arrivée : il n’y a rien à relancer.")
    if row.revoked_at is not None or not row.email:
        raise Refusal("Cette demande n’a plus d’adresse où écrire : faites-en une nouvelle.")
    token = renew(row, at=at)
    tell_of("request-sent", row, by=by, at=at)
    post([(row, token)], deliver)
    return row


def renew(request: Request, *, is_reminder: bool = True, at: dt.datetime) -> str:
    """Give a request another link, and time to follow it; returns its token."""
    token = secrets.token_urlsafe(32)
    request.fingerprint, request.mailed_at = fingerprint(token), None
    request.reminded_at = at if is_reminder else request.reminded_at
    request.expires_at = max(request.expires_at, at + LATE)
    request.revision += 1
    request.save(update_fields=["fingerprint", "mailed_at", "reminded_at", "expires_at", "email", "revision"])
    return token


@transaction.atomic
def revoke(*, request: Request, by: User | None, at: dt.datetime) -> Request:
    """Make the link useless, and forget whom it went to."""
    row = held(request)
    if row.revoked_at is not None:
        raise Refusal("Cette demande est déjà annulée.")
    row.revoked_at, row.email, row.contact = at, "", ""
    row.revision += 1
    keep(row)
    withdraw_letters(about=REQUEST, about_id=row.pk, at=at)
    tell_of("request-revoked", row, by=by, at=at)
    return row


def held(request: Request) -> Request:
    """The request locked, with what its letters and its journal say of it."""
    row = locked(request)
    return with_everything(Request.objects.filter(pk=row.pk)).get()


def mailed(pk: UUID, at: dt.datetime) -> int:
    """The mail server took the letter of a request."""
    return Request.objects.filter(pk=pk).update(mailed_at=at)


@transaction.atomic
def forget_expired(*, at: dt.datetime) -> int:
    """Erase whom a request went to once its link opens nothing; return how many. For the night."""
    over = Request.objects.filter(Q(expires_at__lte=at) | Q(revoked_at__isnull=False))
    return over.exclude(email="", contact="").update(email="", contact="")


@transaction.atomic
def send_again(*, deliver: Deliver, at: dt.datetime) -> int:
    """Send the letters that never left and wait nowhere; return how many. For the night."""
    waits = Letter.objects.filter(about=REQUEST, about_id=OuterRef("pk"), sent_at__isnull=True, dropped_at__isnull=True)
    rows = Request.objects.open_at(at).filter(mailed_at__isnull=True, done_at__isnull=True, sent_at__lte=at - SETTLE)
    rows = rows.exclude(email="").filter(~Exists(waits), agreement__archived_at__isnull=True)
    waiting = list(with_everything(rows).order_by("pk"))
    letters = [(row, renew(row, is_reminder=False, at=at)) for row in waiting]
    post(letters, deliver)
    return len(letters)


def tell_of(verb: str, request: Request, *, by: User | None, at: dt.datetime) -> None:
    """Write in the journal of who asked and of who is asked: it concerns neither funders nor other parties."""
    target = request.target_organisation_id
    journal.record(
        verb=verb,
        by=by,
        at=at,
        subject=request.agreement,
        organisation=request.organisation_id,
        agreement_id=request.agreement_id,
        audience=() if target is None else (target,),
    )
