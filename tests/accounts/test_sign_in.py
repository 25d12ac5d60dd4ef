"""Signing in with a password: who enters, what is told, what is written."""

from __future__ import annotations

import datetime as dt

import pytest
from django.contrib.auth.hashers import get_hasher
from django.contrib.sessions.models import Session
from django.core import mail
from django.test import Client, override_settings
from django.urls import reverse
from django.utils import timezone

from maillage.journal.models import SignIn
from maillage.organisations.actions import accounts
from maillage.organisations.models import User
from tests.accounts.entering import FACTOR, LOGIN, enter, give_password, is_inside, words_of
from tests.cast import Cast
from tests.factories.accounts import PASSWORD, code_of, with_password
from tests.factories.organisations import GrantFactory, UserFactory

NOBODY = "personne@ourcelle.example"


def traces() -> list[tuple[object, str, str]]:
    return list(SignIn.objects.order_by("id").values_list("user_id", "method", "outcome"))


def test_password_then_application_open_the_home(client: Client, cast: Cast) -> None:
    with_password(cast.alice)
    assert give_password(client, cast.alice.email)["Location"] == reverse(FACTOR)
    assert not is_inside(client), "a password alone opens nothing"
    response = client.post(reverse(FACTOR), {"code": code_of()})
    assert response["Location"] == "/"
    assert is_inside(client)
    assert traces() == [(cast.alice.pk, "totp", "succeeded")]


def test_an_address_in_capitals_is_the_same_address(client: Client, cast: Cast) -> None:
    with_password(cast.alice)
    assert give_password(client, cast.alice.email.upper())["Location"] == reverse(FACTOR)


def test_nobody_signs_up_alone(client: Client, cast: Cast) -> None:
    page = client.get(reverse("account_signup"))
    assert "que sur invitation" in words_of(page)
    before = User.objects.count()
    client.post(reverse("account_signup"), {"email": NOBODY, "password1": PASSWORD})
    assert User.objects.count() == before


def test_passwords_are_hashed_with_argon2() -> None:
    from config import settings as ours

    with override_settings(PASSWORD_HASHERS=ours.PASSWORD_HASHERS):
        assert get_hasher().algorithm == "argon2"


def test_signing_out_needs_a_form(client: Client, cast: Cast) -> None:
    client.force_login(cast.eric)
    assert "Vous déconnecter ?" in words_of(client.get(reverse("account_logout")))
    assert is_inside(client)
    assert client.post(reverse("account_logout"))["Location"] == reverse(LOGIN)
    assert not is_inside(client)
    assert traces()[-1] == (cast.eric.pk, "password", "left")


class TestAccountEnumeration:
    """Nothing tells whether an account exists."""

    def test_a_wrong_password_and_an_unknown_address_get_the_same_page(self, client: Client, cast: Cast) -> None:
        with_password(cast.alice)
        pages = []
        for email in (cast.alice.email, NOBODY):
            response = give_password(Client(), email, "un mot de passe qui ne convient pas")
            assert response.status_code == 200
            page = words_of(response)
            assert "L’adresse ou le mot de passe ne convient pas." in page
            pages.append(page)
        assert pages[0] == pages[1]

    def test_an_unknown_address_costs_a_hash_as_well(
        self, client: Client, cast: Cast, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        with_password(cast.alice)
        hashed: list[str] = []
        hasher = type(get_hasher())
        encode = hasher.encode
        monkeypatch.setattr(hasher, "encode", lambda self, *args: hashed.append("") or encode(self, *args))
        counts = []
        for email in (cast.alice.email, NOBODY):
            hashed.clear()
            give_password(Client(), email, "un mot de passe qui ne convient pas")
            counts.append(len(hashed))
        assert counts == [1, 1]

    def test_a_forgotten_password_gets_the_same_answer_and_a_letter_in_both_cases(
        self, client: Client, cast: Cast
    ) -> None:
        answers = []
        for email in (cast.alice.email, NOBODY):
            response = client.post(reverse("account_reset_password"), {"email": email}, follow=True)
            answers.append((response.redirect_chain, words_of(response)))
        assert answers[0] == answers[1]
        assert [letter.to for letter in mail.outbox] == [[cast.alice.email], [NOBODY]]
        assert "/connexion/mot-de-passe/" in mail.outbox[0].body
        assert "Aucun compte ne s’ouvre ainsi avec elle" in mail.outbox[1].body

    def test_asking_for_a_code_gets_the_same_answer_for_all(self, client: Client, cast: Cast) -> None:
        answers = []
        for email in (cast.eric.email, cast.alice.email, NOBODY):
            response = Client().post(reverse("account_request_login_code"), {"email": email}, follow=True)
            answers.append((response.redirect_chain, words_of(response).replace(email, "…")))
        assert answers[0] == answers[1] == answers[2]
        assert len(mail.outbox) == 3
        assert mail.outbox[1].body == mail.outbox[2].body, "who may not use a code is told what nobody is told"


class TestBruteForce:
    def test_five_wrong_passwords_close_the_door_for_a_while_even_to_the_right_one(
        self, client: Client, cast: Cast
    ) -> None:
        with_password(cast.alice)
        for _ in range(5):
            give_password(client, cast.alice.email, "essai")
        response = give_password(client, cast.alice.email)
        assert "Trop d’essais ont échoué." in words_of(response)
        assert [outcome for _, _, outcome in traces()] == ["refused"] * 5 + ["limited"]

    def test_the_same_happens_for_an_address_of_nobody(self, client: Client, cast: Cast) -> None:
        for _ in range(5):
            give_password(client, NOBODY, "essai")
        assert "Trop d’essais ont échoué." in words_of(give_password(client, NOBODY))
        assert {user_id for user_id, _, _ in traces()} == {None}

    def test_an_address_of_the_network_is_slowed_down(self, client: Client, cast: Cast) -> None:
        statuses = [give_password(client, f"a{n}@ourcelle.example", "essai").status_code for n in range(31)]
        assert statuses[-1] == 429
        page = words_of(give_password(client, NOBODY))
        assert "Trop de demandes à la suite" in page

    def test_codes_of_an_application_are_not_guessed(self, client: Client, cast: Cast) -> None:
        with_password(cast.alice)
        give_password(client, cast.alice.email)
        for _ in range(5):
            client.post(reverse(FACTOR), {"code": "000000"})
        page = words_of(client.post(reverse(FACTOR), {"code": "000000"}))
        assert "Trop d’essais ont échoué." in page
        assert [(method, outcome) for _, method, outcome in traces()][:5] == [("totp", "refused")] * 5


def test_session_fixation_the_session_changes_its_key_when_somebody_enters(client: Client, cast: Cast) -> None:
    with_password(cast.alice)
    client.get(reverse(LOGIN))
    give_password(client, cast.alice.email)
    planted = client.session.session_key
    client.post(reverse(FACTOR), {"code": code_of()})
    assert is_inside(client)
    assert client.session.session_key != planted
    assert not Session.objects.filter(session_key=planted).exists()


@pytest.mark.parametrize(
    "elsewhere",
    [
        "https://ailleurs.example/",
        "//ailleurs.example/",
        "/\\ailleurs.example",
        "javascript:alert(1)",
        "http:///ailleurs",
    ],
)
def test_open_redirect_next_never_leads_elsewhere(client: Client, cast: Cast, elsewhere: str) -> None:
    with_password(cast.alice)
    give_password(client, cast.alice.email, next=elsewhere)
    response = client.post(reverse(FACTOR), {"code": code_of()})
    assert response["Location"] == "/"
    assert client.post(reverse("account_logout"), {"next": elsewhere})["Location"] == reverse(LOGIN)


def test_next_leads_to_the_page_that_was_asked_for(client: Client, cast: Cast) -> None:
    with_password(cast.alice)
    asked = client.get(reverse("accounts:sessions"))["Location"]
    response = client.post(
        asked, {"login": cast.alice.email, "password": PASSWORD, "next": reverse("accounts:sessions")}
    )
    assert response.status_code == 302
    response = client.post(reverse(FACTOR), {"code": code_of()})
    assert response["Location"] == reverse("accounts:sessions")


class TestLeaving:
    """Leaving closes access the same day."""

    def test_without_any_right_today_nobody_enters_and_the_page_says_whom_to_ask(
        self, client: Client, cast: Cast
    ) -> None:
        user = with_password(UserFactory())
        GrantFactory(user=user, organisation=cast.departement, to_on=timezone.localdate() - dt.timedelta(days=1))
        response = give_password(client, user.email)
        assert response["Location"] == reverse("account_inactive")
        page = words_of(client.get(response["Location"]))
        assert "Votre accès est fermé" in page
        assert cast.adele.email in page, "the administrator of the organisation they left"
        assert not is_inside(client)
        assert traces() == [(user.pk, "password", "closed")]

    def test_the_next_request_closes_an_open_session(self, client: Client, cast: Cast) -> None:
        client.force_login(cast.chloe)
        assert is_inside(client)
        cast.chloe.grants.update(withdrawn_on=timezone.localdate())
        response = Client.get(client, "/")  # this GET signs out: it writes
        assert response["Location"] == reverse("account_inactive")
        assert not is_inside(client)

    def test_a_part_of_a_page_asked_by_htmx_moves_the_whole_page(self, client: Client, cast: Cast) -> None:
        client.force_login(cast.chloe)
        cast.chloe.grants.update(withdrawn_on=timezone.localdate())
        response = Client.get(client, "/", headers={"HX-Request": "true"})
        assert response["HX-Redirect"] == reverse("account_inactive")

    def test_a_closed_account_is_told_so_only_with_its_password(self, client: Client, cast: Cast) -> None:
        with_password(cast.alice)
        accounts.close(user=cast.alice, by=cast.odile, at=timezone.now())
        assert give_password(client, cast.alice.email)["Location"] == reverse("account_inactive")
        other = give_password(Client(), cast.alice.email, "essai")
        assert "L’adresse ou le mot de passe ne convient pas." in words_of(other)

    def test_a_right_that_begins_tomorrow_opens_nothing_today(self, client: Client, cast: Cast) -> None:
        user = with_password(UserFactory())
        GrantFactory(user=user, organisation=cast.ccas, from_on=timezone.localdate() + dt.timedelta(days=1))
        assert give_password(client, user.email)["Location"] == reverse("account_inactive")

    def test_nobody_is_named_to_whoever_was_not_turned_away(self, client: Client, cast: Cast) -> None:
        assert cast.adele.email not in words_of(client.get(reverse("account_inactive")))


def test_the_trace_of_a_sign_in_keeps_neither_address(client: Client, cast: Cast) -> None:
    with_password(cast.alice)
    give_password(client, cast.alice.email, "essai")
    enter(client, cast.alice)
    rows = list(SignIn.objects.values())
    assert len(rows) == 2
    assert {row["address"] for row in rows} == {None}
    assert not any(cast.alice.email in str(row) for row in rows)


def test_the_pages_of_sign_in_do_not_stay_in_a_cache(client: Client, cast: Cast) -> None:
    assert "no-store" in client.get(reverse(LOGIN))["Cache-Control"]
