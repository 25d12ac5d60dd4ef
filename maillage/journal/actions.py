"""Writing in the journal: other rooms call these inside their own transaction."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import models, transaction

from maillage.journal.choices import SignInMethod, SignInOutcome
from maillage.journal.models import Event, Reach, SignIn, type_of
from maillage.journal.sentences import is_registered

ADDRESS_DAYS = 180  # six months: what the CNIL advises for a journal of connections (délibération 2021-122)


class UnknownVerb(LookupError):
    """A room wrote a verb for which it registered no sentence: nobody could read it later."""


@transaction.atomic
def record(
    *,
    verb: str,
    by: Any,
    at: dt.datetime,
    subject: models.Model,
    organisation: models.Model | UUID | None = None,
    agreement_id: UUID | None = None,
    fields: Iterable[str] = (),
    audience: Iterable[models.Model | UUID] = (),
) -> Event:
    """Write that ``by`` (a user, or None for the software) did ``verb`` to ``subject``.

    ``audience`` names the organisations that may see it, as they are now; ``organisation`` is always among them.
    """
    if not is_registered(verb):
        raise UnknownVerb(verb)
    owner = _id_of(organisation) if organisation is not None else None
    event = Event.objects.create(
        at=at,
        verb=verb,
        actor_id=by.pk if by is not None else None,
        subject_type=type_of(subject),
        subject_id=str(subject.pk),
        organisation_id=owner,
        agreement_id=agreement_id,
        fields=sorted(fields),
    )
    reached = dict.fromkeys([*([owner] if owner else []), *(_id_of(one) for one in audience)])
    Reach.objects.bulk_create(Reach(event=event, organisation_id=one) for one in reached)
    return event


def trace_sign_in(
    *, user: Any, at: dt.datetime, method: SignInMethod, outcome: SignInOutcome, address: str | None = None
) -> SignIn:
    """Write a sign-in. ``user`` is None when no account answers to what was typed."""
    return SignIn.objects.create(
        user_id=user.pk if user is not None else None, at=at, method=method, outcome=outcome, address=address or None
    )


def forget_addresses(*, at: dt.datetime) -> int:
    """Erase the network addresses of sign-ins older than ``SIGN_IN_ADDRESS_DAYS``; return how many (for the night)."""
    days: int = getattr(settings, "SIGN_IN_ADDRESS_DAYS", ADDRESS_DAYS)
    old = SignIn.objects.filter(at__lt=at - dt.timedelta(days=days), address__isnull=False)
    return old.update(address=None)


def _id_of(one: models.Model | UUID) -> UUID:
    if isinstance(one, UUID):
        return one
    pk: UUID = one.pk
    return pk
