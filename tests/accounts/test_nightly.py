"""What is done each night."""

from __future__ import annotations

import datetime as dt
from io import StringIO

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from maillage.organisations.actions import handover, organisations
from tests.accounts.entering import enter, is_inside
from tests.cast import NOW, TODAY, Cast
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
    call_command("nightly", stdout=said)
    assert "sessions erased: 1" in said.getvalue()
    assert UserSession.objects.get().session_key == stays.session.session_key
    assert is_inside(stays)
    assert not is_inside(expires)


def test_the_address_of_an_expired_invitation_is_erased(cast: Cast) -> None:
    invitation = InvitationFactory(organisation=cast.ccas)
    call_command("nightly", stdout=StringIO())
    invitation.refresh_from_db()
    assert invitation.email == ""


def test_the_account_of_whoever_left_is_closed_and_no_session_stays_open(cast: Cast) -> None:
    browser = Client()
    with_password(cast.alice)
    enter(browser, cast.alice)
    last = TODAY + dt.timedelta(days=30)
    handover.hand_over(
        person=cast.alice.person, organisation=cast.departement, to=cast.dina.person, last_day_on=last, by=None, at=NOW
    )
    cast.alice.refresh_from_db()
    assert cast.alice.is_active
    said = StringIO()
    call_command("nightly", stdout=said)
    assert "accounts closed: 1" in said.getvalue()
    cast.alice.refresh_from_db()
    assert not cast.alice.is_active
    assert not is_inside(browser)


def test_a_name_that_begins_is_shown_from_that_night(cast: Cast) -> None:
    organisations.rename(
        organisation=cast.ccas, name="CCAS nouveau", from_on=TODAY + dt.timedelta(days=1), by=cast.bob, at=NOW
    )
    call_command("nightly", stdout=StringIO())
    cast.ccas.refresh_from_db()
    assert cast.ccas.name == "CCAS nouveau"
