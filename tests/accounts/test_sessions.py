"""Open sessions: seen, and closed."""

from __future__ import annotations

import pytest
from allauth.usersessions.models import UserSession
from django.test import Client
from django.urls import reverse

from maillage.accounts.templatetags.accounts import browser
from tests.accounts.entering import enter, is_inside, words_of
from tests.cast import Cast
from tests.factories.accounts import with_password

SESSIONS = "accounts:sessions"
FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0"
PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Version/18.0 Mobile/15E148 Safari/604.1"


def alice(cast: Cast, agent: str = FIREFOX) -> Client:
    client = Client(headers={"user-agent": agent})
    enter(client, with_password(cast.alice) if not cast.alice.has_usable_password() else cast.alice)
    return client


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        (FIREFOX, "Firefox sur Windows"),
        (PHONE, "Safari sur iPhone"),
        ("Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/140.0 Safari/537.36 Edg/140.0", "Edge sur Linux"),
        ("curl/8", "Navigateur inconnu"),
    ],
)
def test_a_browser_is_named_in_words(agent: str, words: str) -> None:
    assert browser(agent) == words


def test_the_page_shows_where_the_account_is_open_and_the_last_sign_ins(cast: Cast) -> None:
    here = alice(cast)
    alice(cast, PHONE)
    page = words_of(here.get(reverse(SESSIONS)))
    assert "Firefox sur Windows" in page
    assert "Safari sur iPhone" in page
    assert page.count("application d’authentification") == 2


def test_one_other_session_is_closed(cast: Cast) -> None:
    here, there = alice(cast), alice(cast, PHONE)
    row = UserSession.objects.get(user_agent=PHONE)
    here.post(reverse("accounts:close_session", args=[row.pk]))
    assert not is_inside(there)
    assert is_inside(here)
    assert not UserSession.objects.filter(pk=row.pk).exists()


def test_all_other_sessions_are_closed(cast: Cast) -> None:
    here, one, two = alice(cast), alice(cast), alice(cast, PHONE)
    here.post(reverse("accounts:close_other_sessions"))
    assert [is_inside(client) for client in (here, one, two)] == [True, False, False]


def test_a_session_of_somebody_else_cannot_be_closed(client: Client, cast: Cast) -> None:
    theirs = alice(cast)
    client.force_login(cast.bob)
    row = UserSession.objects.get(user=cast.alice)
    assert client.post(reverse("accounts:close_session", args=[row.pk])).status_code == 404
    assert is_inside(theirs)


def test_a_session_that_was_signed_out_is_no_longer_listed(cast: Cast) -> None:
    here, there = alice(cast), alice(cast, PHONE)
    there.post(reverse("account_logout"))
    assert "Safari sur iPhone" not in words_of(here.get(reverse(SESSIONS)))
