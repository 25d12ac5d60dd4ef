"""What is erased each night."""

from __future__ import annotations

import datetime as dt
from io import StringIO

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from tests.accounts.entering import enter, is_inside
from tests.cast import Cast
from tests.factories.accounts import with_password
from tests.factories.organisations import InvitationFactory


def test_expired_sessions_are_erased_with_the_network_addresses_known_of_them(cast: Cast) -> None:
    stays, expires = Client(), Client()
    with_password(cast.alice)
    enter(stays, cast.alice)
    enter(expires, cast.alice)
    past = timezone.now() - dt.timedelta(minutes=1)
    Session.objects.filter(session_key=expires.session.session_key).update(expire_date=past)
    said = StringIO()
    call_command("forget", stdout=said)
    assert "sessions: 1" in said.getvalue()
    assert UserSession.objects.get().session_key == stays.session.session_key
    assert is_inside(stays)
    assert not is_inside(expires)


def test_the_address_of_an_expired_invitation_is_erased(cast: Cast) -> None:
    invitation = InvitationFactory(organisation=cast.ccas)
    call_command("forget", stdout=StringIO())
    invitation.refresh_from_db()
    assert invitation.email == ""
