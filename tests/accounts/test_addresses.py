"""Another address for one's account: asked with one's password at hand, shown by a letter, told to the former one."""

from __future__ import annotations

import datetime as dt
import re
from email.message import Message
from typing import Any

import pytest
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from maillage.accounts import addresses
from maillage.accounts.addresses import Change
from maillage.accounts.sealing import seal
from maillage.journal.models import Event
from maillage.organisations.models import User
from tests.accounts.entering import LOGIN, enter, give_password, is_inside, words_of
from tests.cast import Cast, gather
from tests.factories.accounts import PASSWORD, code_of, with_password
from tests.letters import text_of

NEW = "bob.b@ccas-montclair.example"
ASK, CONFIRM = "accounts:ask_address", "accounts:confirm_address"


@pytest.fixture
def bob(cast: Cast) -> Client:
    """The browser of Bob, who has just signed in."""
    cache.clear()
    browser = Client()
    with_password(cast.bob)
    enter(browser, cast.bob)
    mail.outbox.clear()
    return browser


def ask(browser: Client, email: str = NEW) -> Any:
    return browser.post(reverse(ASK), {"email": email}, follow=True)


def link() -> str:
    """The link of the letter to the new address."""
    letter = next(one for one in mail.outbox if "nouvelle adresse" in one.subject)
    found = re.search(r"http://testserver(/compte/adresse/lien/\S+)", letter.body)
    assert found
    return found[1]


def test_a_link_sent_to_the_new_address_changes_it(
    bob: Client, cast: Cast, django_capture_on_commit_callbacks: Any
) -> None:
    former = cast.bob.email
    elsewhere = Client()
    enter(elsewhere, cast.bob)
    mail.outbox.clear()

    assert f"Un courriel est parti à {NEW}" in words_of(ask(bob, NEW.upper()))
    assert sorted((one.to[0], one.subject) for one in mail.outbox) == [
        (NEW, "Maillage : confirmez votre nouvelle adresse"),
        (former, "Maillage : changement d’adresse demandé"),
    ]
    assert User.objects.get(pk=cast.bob.pk).email == former, "nothing changes before the link is followed"
    address = link()
    assert former not in address
    assert NEW not in address

    assert bob.get(address)["Location"] == reverse(CONFIRM)
    page = words_of(bob.get(reverse(CONFIRM)))
    assert former in page
    assert NEW in page
    mail.outbox.clear()
    with django_capture_on_commit_callbacks(execute=True):
        done = bob.post(reverse(CONFIRM), follow=True)
    assert f"Vous vous connectez désormais avec {NEW}." in words_of(done)
    assert [(one.to[0], one.subject) for one in mail.outbox] == [
        (former, "Maillage : votre adresse de connexion a changé")
    ]
    assert Event.objects.get(verb="account-address-changed").actor_id == cast.bob.pk
    assert User.objects.get(pk=cast.bob.pk).email_verified_at is not None
    assert is_inside(bob)
    assert not is_inside(elsewhere), "other browsers are signed out"

    door = Client()
    assert "ne convient pas" in words_of(give_password(door, former))
    cast.bob.refresh_from_db()
    enter(door, cast.bob)
    assert is_inside(door)
    assert bob.get(address, follow=True).status_code == 404, "a link serves once"


def test_the_link_opens_in_another_browser_once_signed_in(bob: Client, cast: Cast) -> None:
    ask(bob)
    other = Client()
    assert other.get(link())["Location"] == reverse(CONFIRM)
    door = other.get(reverse(CONFIRM))
    assert door["Location"] == f"{reverse(LOGIN)}?next={reverse(CONFIRM)}"
    other.post(door["Location"], {"login": cast.bob.email, "password": PASSWORD})
    landed = other.post(reverse("mfa_authenticate"), {"code": code_of()})
    assert landed["Location"] == reverse(CONFIRM)
    assert NEW in words_of(other.get(reverse(CONFIRM)))


class TestAskingAgain:
    def test_who_signed_in_a_while_ago_confirms_who_they_are_first(self, client: Client, cast: Cast) -> None:
        with_password(cast.bob)
        client.force_login(cast.bob)
        answer = client.post(reverse(ASK), {"email": NEW})
        assert answer["Location"].startswith("/connexion/confirmer/")
        assert not mail.outbox

    def test_too_many_demands_are_refused(self, bob: Client, cast: Cast) -> None:
        answers = [ask(bob, f"n{number}@ailleurs.example").status_code for number in range(6)]
        assert answers == [200] * 5 + [429]

    @pytest.mark.parametrize(("email", "words"), [("bob", "valide"), ("", "obligatoire"), ("same", "C’est déjà votre")])
    def test_what_is_no_new_address_is_said_on_its_field(self, bob: Client, cast: Cast, email: str, words: str) -> None:
        page = ask(bob, cast.bob.email.upper() if email == "same" else email)
        assert words in words_of(page)
        assert 'aria-invalid="true"' in page.content.decode()
        assert not mail.outbox


class TestAccountEnumeration:
    def test_an_address_that_opens_an_account_gets_the_same_answer(self, bob: Client, cast: Cast) -> None:
        pages = [words_of(ask(bob, email)).replace(email, "X") for email in (NEW, cast.alice.email)]
        assert pages[0] == pages[1]
        to_new = [one for one in mail.outbox if one.to == [cast.alice.email]]
        assert [one.subject for one in to_new] == ["Maillage : cette adresse ouvre déjà un compte"]
        assert "/lien/" not in to_new[0].body
        assert len(mail.outbox) == 4, "as many letters in both cases"

    def test_an_address_taken_meanwhile_is_not_told(self, bob: Client, cast: Cast) -> None:
        ask(bob)
        bob.get(link())
        User.objects.filter(pk=cast.chloe.pk).update(email=NEW)
        gone = bob.post(reverse(CONFIRM))
        assert gone.status_code == 404
        assert "n’est plus valable" in words_of(gone)


class TestLinksThatAreNot:
    def test_the_link_of_another_account_changes_nothing(self, bob: Client, cast: Cast) -> None:
        ask(bob)
        other = Client()
        other.force_login(cast.chloe)
        other.get(link())
        assert other.get(reverse(CONFIRM)).status_code == 404
        assert other.post(reverse(CONFIRM)).status_code == 404

    @pytest.mark.parametrize("token", ["rien", "%00", "gAAAA" + "A" * 100])
    def test_what_was_not_made_here_opens_nothing(self, client: Client, db: None, token: str) -> None:
        assert client.get(f"/compte/adresse/lien/{token}/").status_code == 404

    @pytest.mark.parametrize("held", ["", "{}", "[]", '"x"', '{"for": "other", "user": "x"}'])
    def test_what_was_sealed_for_something_else_opens_nothing(self, client: Client, db: None, held: str) -> None:
        assert client.get(f"/compte/adresse/lien/{seal(held)}/").status_code == 404

    def test_a_link_is_of_one_account_one_address_and_four_hours(self, cast: Cast) -> None:
        at = timezone.now()
        change = Change(cast.bob.pk, cast.bob.email, NEW, at + addresses.LIFETIME)
        assert addresses.opened(change.sealed(), at=at) == change
        assert addresses.opened(change.sealed(), at=at + addresses.LIFETIME) is None
        assert change.is_of(cast.bob)
        assert not change.is_of(cast.chloe)
        cast.bob.email = NEW
        assert not change.is_of(cast.bob)
        assert dt.timedelta(hours=4) == addresses.LIFETIME


@pytest.mark.django_db(transaction=True)
def test_the_letters_are_delivered_by_smtp(letters: list[Message]) -> None:
    cast = gather()
    cache.clear()
    former, bob = cast.bob.email, Client()
    with_password(cast.bob)
    enter(bob, cast.bob)
    ask(bob)
    to_new, to_former = letters
    assert [(one["To"], one["From"]) for one in (to_new, to_former)] == [
        (NEW, "Maillage <ne-pas-repondre@localhost>"),
        (former, "Maillage <ne-pas-repondre@localhost>"),
    ]
    found = re.search(r"http://testserver(/compte/adresse/lien/\S+)", text_of(to_new))
    assert found
    assert "Rien ne change" in text_of(to_former)
    bob.get(found[1])
    assert bob.post(reverse(CONFIRM)).status_code == 302
    assert letters[-1]["To"] == former
    assert "n’ouvre plus votre compte" in text_of(letters[-1])
