"""Passwords: refused when stolen or guessable, changed, forgotten."""

from __future__ import annotations

import re

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core import mail
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from tests.accounts.entering import enter, give_password, is_inside, words_of
from tests.cast import Cast
from tests.factories.accounts import PASSWORD, with_password
from tests.factories.organisations import PersonFactory, UserFactory

OTHER = "treize cormorans vernissent un banc"


@pytest.mark.parametrize(
    ("password", "sentence"),
    [
        ("court", "trop court"),
        ("passwordstandard", "volés"),
        ("motdepassemotdepasse", "se devine trop vite"),
        ("Bienvenue2026!!", "se devine trop vite"),
        ("azertyuiop123456", "se devine trop vite"),
        ("M0td3p4ss3marseille", "se devine trop vite"),
    ],
)
def test_a_password_that_thieves_know_is_refused_in_french(db: None, password: str, sentence: str) -> None:
    with pytest.raises(ValidationError) as refused:
        validate_password(password, UserFactory())
    assert sentence in " ".join(refused.value.messages)


@pytest.mark.parametrize("password", [PASSWORD, OTHER, "k7!Vq2#pLw9$xR", "8392-0184-7263-51"])
def test_a_password_of_ones_own_is_taken(db: None, password: str) -> None:
    validate_password(password, UserFactory())


def test_a_password_made_of_ones_own_name_is_refused(db: None) -> None:
    user = UserFactory(
        person=PersonFactory(first_name="Ludivine", last_name="Szymanski"), email="l.szymanski@ourcelle.example"
    )
    with pytest.raises(ValidationError):
        validate_password("LudivineSzymanski1", user)


def test_a_very_long_password_is_read_in_a_moment(db: None) -> None:
    validate_password("corbeau vermillon " * 20 + "!", UserFactory())


class TestChanging:
    def test_other_browsers_are_signed_out(self, client: Client, cast: Cast) -> None:
        with_password(cast.alice)
        other = Client()
        enter(client, cast.alice)
        enter(other, cast.alice)
        assert is_inside(other)
        client.post(
            reverse("account_change_password"), {"oldpassword": PASSWORD, "password1": OTHER, "password2": OTHER}
        )
        assert is_inside(client), "the browser in which it was changed stays"
        assert not is_inside(other)
        assert "Maillage : mot de passe changé" in [letter.subject for letter in mail.outbox]
        assert "127.0.0.1" not in mail.outbox[-1].body

    def test_the_former_one_must_be_known(self, client: Client, cast: Cast) -> None:
        with_password(cast.alice)
        enter(client, cast.alice)
        page = client.post(
            reverse("account_change_password"), {"oldpassword": "essai", "password1": OTHER, "password2": OTHER}
        )
        assert "Ce n’est pas votre mot de passe actuel." in words_of(page)


class TestForgetting:
    def link(self, client: Client, email: str) -> str:
        client.post(reverse("account_reset_password"), {"email": email})
        found = re.search(r"http://testserver(/connexion/mot-de-passe/\S+)", mail.outbox[-1].body)
        assert found
        return found[1]

    def choose(self, client: Client, link: str) -> str:
        form = client.get(link)["Location"]
        return words_of(client.post(form, {"password1": OTHER, "password2": OTHER}, follow=True))

    def test_the_link_lets_choose_another_and_closes_all_sessions(self, client: Client, cast: Cast) -> None:
        with_password(cast.alice)
        other = Client()
        enter(other, cast.alice)
        assert "Votre mot de passe est changé" in self.choose(client, self.link(client, cast.alice.email))
        assert not is_inside(other)
        assert not is_inside(client), "the link alone opens nothing"
        enter(client, cast.alice, OTHER)
        assert is_inside(client)

    def test_a_replayed_link_is_refused(self, client: Client, cast: Cast) -> None:
        with_password(cast.alice)
        link = self.link(client, cast.alice.email)
        self.choose(client, link)
        page = words_of(Client().get(link))
        assert "Ce lien n’est plus valable" in page

    def test_the_address_of_the_form_does_not_hold_the_secret(self, client: Client, cast: Cast) -> None:
        with_password(cast.alice)
        link = self.link(client, cast.alice.email)
        assert client.get(link)["Location"].endswith("-set-password/")

    def test_whoever_was_blocked_enters_again_with_the_new_one(self, client: Client, cast: Cast) -> None:
        with_password(cast.alice)
        for _ in range(6):
            give_password(client, cast.alice.email, "essai")
        self.choose(client, self.link(client, cast.alice.email))
        assert give_password(client, cast.alice.email, OTHER).status_code == 302


def test_whoever_has_no_password_yet_chooses_one(client: Client, cast: Cast) -> None:
    client.force_login(cast.eric)
    client.post(reverse("account_set_password"), {"password1": OTHER, "password2": OTHER})
    cast.eric.refresh_from_db()
    assert cast.eric.check_password(OTHER)
