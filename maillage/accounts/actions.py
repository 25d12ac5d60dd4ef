"""What the room writes itself: a lost second factor is reset, what has no reason to be kept is forgotten."""

from __future__ import annotations

import datetime as dt

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.template.loader import render_to_string

from maillage.base.refusals import Refusal
from maillage.journal import actions as journal
from maillage.organisations.models import User
from maillage.organisations.permissions import day_of

SENTENCES = {
    "second-factor-reset": "{actor} a retiré la seconde vérification de {subject}, qui doit en choisir une autre."
}
"""How the journal tells the verbs of this room."""


@transaction.atomic
def reset_second_factor(*, user: User, by: User, at: dt.datetime) -> None:
    """Remove the application, keys and codes that ``user`` lost: they choose others at their next sign-in."""
    if user.pk == by.pk:
        raise Refusal("Votre propre seconde vérification se change depuis « Votre compte ».")
    if not Authenticator.objects.filter(user_id=user.pk).delete()[0]:
        raise Refusal("Cette personne n’a pas de seconde vérification.")
    for session in UserSession.objects.filter(user_id=user.pk):
        session.end()
    bodies = user.grants.at(day_of(at)).values_list("organisation_id", flat=True)
    journal.record(verb="second-factor-reset", by=by, at=at, subject=user, audience=set(bodies))
    subject = render_to_string("accounts/email/factor_reset_subject.txt").strip()
    body = render_to_string("accounts/email/factor_reset_message.txt", {"by": by, "at": at})
    transaction.on_commit(EmailMessage(subject, body, to=[user.email]).send)


@transaction.atomic
def forget_closed_sessions(*, at: dt.datetime) -> int:
    """Erase expired sessions, and the browsers and network addresses that were known of them; return how many."""
    Session.objects.filter(expire_date__lte=at).delete()
    alive = Session.objects.filter(session_key=OuterRef("session_key"))
    closed: int = UserSession.objects.filter(~Exists(alive)).delete()[0]
    return closed
