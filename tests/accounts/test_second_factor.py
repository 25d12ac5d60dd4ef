"""The second factor: required of roles that see personal data, sealed in the database, asked again for what matters."""

from __future__ import annotations

import re

import pytest
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.core import mail
from django.test import Client
from django.urls import reverse

from maillage.accounts.sealing import seal, unseal
from maillage.journal.models import SignIn
from maillage.organisations.permissions import Role
from tests.accounts.entering import FACTOR, enter, give_password, is_inside, words_of
from tests.cast import Cast
from tests.factories.accounts import PASSWORD, SECRET, add_application, add_recovery_codes, code_of, with_password
from tests.factories.organisations import GrantFactory, OrganisationFactory, UserFactory

GATE = "accounts:second_factor"


def newcomer(role: Role = Role.AGENT) -> object:
    return GrantFactory(user=with_password(UserFactory(second_factor=False)), role=role).user


@pytest.fixture
def browser() -> Client:
    """A browser whose GET may write: allauth notes that recovery codes were seen."""
    return Client()


def enrol(browser: Client) -> str:
    """Set up an application, and return its secret."""
    page = browser.get(reverse("mfa_activate_totp"))
    secret = re.search(r'<code class="num">([A-Z2-7]+)</code>', page.content.decode())
    assert secret
    assert "<svg" in page.content.decode()
    browser.post(reverse("mfa_activate_totp"), {"code": code_of(secret[1])})
    return secret[1]


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.ELECTED_MEMBER, Role.OBSERVER}))
def test_a_role_that_sees_personal_data_sets_it_up_before_anything_else(db: None, browser: Client, role: Role) -> None:
    user = newcomer(role)
    give_password(browser, user.email)
    for route in ("web:home", "accounts:account", "accounts:sessions", "accounts:invite"):
        response = browser.get(reverse(route))
        assert response["Location"].startswith(reverse(GATE)), route
    page = browser.get(reverse(GATE))
    assert "avant d’aller plus loin" in words_of(page)


@pytest.mark.parametrize("role", [Role.ELECTED_MEMBER, Role.OBSERVER])
def test_a_role_that_only_reads_does_without(db: None, browser: Client, role: Role) -> None:
    give_password(browser, newcomer(role).email)
    assert browser.get("/").status_code == 200


def test_what_is_sent_by_htmx_is_stopped_too(db: None, browser: Client) -> None:
    give_password(browser, newcomer().email)
    response = browser.get("/", headers={"HX-Request": "true"})
    assert response["HX-Redirect"].startswith(reverse(GATE))


def test_public_pages_and_signing_out_stay_open_before_it_is_set_up(db: None, browser: Client) -> None:
    give_password(browser, newcomer().email)
    assert browser.get(reverse("web:legal")).status_code == 200
    assert browser.post(reverse("account_logout")).status_code == 302


@pytest.mark.django_db(transaction=True)
def test_from_setting_up_an_application_to_signing_in_with_it(browser: Client) -> None:
    user = newcomer()
    give_password(browser, user.email)
    secret = enrol(browser)
    codes = words_of(browser.get(reverse("mfa_view_recovery_codes")))
    assert len(re.findall(r"\b\d{8}\b", codes)) == 10
    assert is_inside(browser)
    assert "Maillage : application ajoutée" in [letter.subject for letter in mail.outbox]
    browser.post(reverse("account_logout"))
    give_password(browser, user.email)
    assert not is_inside(browser)
    browser.post(reverse(FACTOR), {"code": code_of(secret)})
    assert is_inside(browser)


def test_a_wrong_code_sets_nothing_up(db: None, browser: Client) -> None:
    user = newcomer()
    give_password(browser, user.email)
    page = browser.post(reverse("mfa_activate_totp"), {"code": "123"})
    assert "Ce code ne convient pas" in words_of(page)
    assert not Authenticator.objects.filter(user=user).exists()


def test_a_replayed_code_opens_nothing(db: None) -> None:
    user = newcomer()
    add_application(user)
    code = code_of()
    first, second = Client(), Client()
    for browser in (first, second):
        give_password(browser, user.email)
        browser.post(reverse(FACTOR), {"code": code})
    assert is_inside(first)
    assert not is_inside(second)


def test_a_recovery_code_serves_once(db: None, browser: Client) -> None:
    user = newcomer()
    add_application(user)
    code = add_recovery_codes(user)[0]
    give_password(browser, user.email)
    browser.post(reverse(FACTOR), {"code": code})
    assert is_inside(browser)
    assert SignIn.objects.get().method == "recovery_code"
    again = Client()
    give_password(again, user.email)
    again.post(reverse(FACTOR), {"code": code})
    assert not is_inside(again)


def test_the_secret_lies_sealed_in_the_database(db: None) -> None:
    add_application(newcomer())
    kept = Authenticator.objects.get().data["secret"]
    assert SECRET not in kept
    assert unseal(kept) == SECRET


def test_a_former_secret_key_still_unseals(settings: object) -> None:
    sealed = seal("mot")
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another"
    assert unseal(sealed) == "mot"
    assert unseal(seal("autre")) == "autre"


@pytest.mark.django_db(transaction=True)
def test_a_session_opened_before_the_factor_does_not_outlive_it(browser: Client) -> None:
    user = newcomer()
    other = Client()
    give_password(other, user.email)
    give_password(browser, user.email)
    assert UserSession.objects.filter(user=user).count() == 2
    enrol(browser)
    assert is_inside(browser)
    assert not is_inside(other)


class TestConfirmingWhoOneIs:
    def test_somebody_who_signed_in_long_ago_confirms_before_changing_what_protects_them(
        self, cast: Cast, browser: Client
    ) -> None:
        with_password(cast.alice)
        enter(browser, cast.alice)
        assert browser.get(reverse("mfa_deactivate_totp")).status_code == 200
        age(browser)
        response = browser.get(reverse("mfa_deactivate_totp"))
        assert response["Location"].startswith(reverse("account_reauthenticate"))
        page = browser.get(response["Location"])
        assert "Confirmez que c’est vous" in words_of(page)
        assert "Avec un code de votre application" in words_of(page)
        wrong = browser.post(reverse("account_reauthenticate"), {"password": "essai"})
        assert "Ce mot de passe ne convient pas." in words_of(wrong)
        browser.post(reverse("account_reauthenticate"), {"password": PASSWORD})
        assert browser.get(reverse("mfa_deactivate_totp")).status_code == 200

    def test_a_code_of_the_application_confirms_too(self, cast: Cast, browser: Client) -> None:
        with_password(cast.alice)
        enter(browser, cast.alice)
        age(browser)
        browser.post(reverse("mfa_reauthenticate"), {"code": code_of()})
        assert browser.get(reverse("mfa_deactivate_totp")).status_code == 200

    def test_what_was_sent_before_confirming_is_done_after(self, cast: Cast, browser: Client) -> None:
        with_password(cast.bob)
        enter(browser, cast.bob)
        age(browser)
        address = reverse("accounts:invite")
        sent = browser.post(address, {"email": "nadia@ccas.example", "role": "agent"})
        assert sent["Location"].startswith(reverse("account_reauthenticate"))
        browser.post(sent["Location"], {"password": PASSWORD, "next": address})
        assert cast.ccas.invitations.get().email == "nadia@ccas.example"


def test_whoever_removes_their_last_factor_is_sent_to_choose_another(cast: Cast, browser: Client) -> None:
    with_password(cast.alice)
    enter(browser, cast.alice)
    browser.post(reverse("mfa_deactivate_totp"))
    assert not Authenticator.objects.filter(user=cast.alice).exists()
    assert browser.get("/")["Location"].startswith(reverse(GATE))


def test_a_read_only_person_who_becomes_an_agent_is_stopped_at_the_next_page(db: None, browser: Client) -> None:
    user = newcomer(Role.OBSERVER)
    give_password(browser, user.email)
    assert browser.get("/").status_code == 200
    GrantFactory(user=user, organisation=OrganisationFactory(), role=Role.AGENT)
    assert browser.get("/")["Location"].startswith(reverse(GATE))


def age(browser: Client) -> None:
    """Make all that was shown in this session an hour old."""
    session = browser.session
    for record in session["account_authentication_methods"]:
        record["at"] -= 3600
    session.save()
