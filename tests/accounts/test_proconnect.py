"""ProConnect, against the certified oidc-provider run on this machine (and its lies, told by a stand-in)."""

from __future__ import annotations

import html
import re
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from allauth.socialaccount.models import SocialAccount
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from maillage.accounts.provider import ProConnectClient
from maillage.journal.models import SignIn
from maillage.organisations.choices import ClaimProof, ClaimState
from maillage.organisations.models import Claim, Grant, User
from maillage.organisations.permissions import Role
from tests.accounts.conftest import SITE, Issuer
from tests.accounts.entering import FACTOR, enter, is_inside, words_of
from tests.cast import Cast
from tests.factories.accounts import PASSWORD, code_of, with_password
from tests.factories.organisations import InvitationFactory, OrganisationFactory

ALICE = {"sub": "pc-alice", "email": "alice@ailleurs.example", "given_name": "Alice", "usual_name": "Amblard"}
NADIA = {
    "sub": "pc-nadia",
    "email": "Nadia.Noury@ccas-montclair.example",
    "given_name": "Nadia",
    "usual_name": "Noury",
    "siret": "269 900 122 00012",
}


def go(client: Client, issuer: Issuer, **query: str) -> Any:
    """Through ProConnect and back."""
    away = client.get(reverse("proconnect_login"), query)
    assert away["Location"].startswith(issuer.address)
    back = issuer.walk(away["Location"])
    return client.get(back.removeprefix(SITE))


@pytest.fixture
def browser() -> Client:
    """A browser: coming back from ProConnect is a GET that writes."""
    return Client()


@pytest.fixture
def linked(cast: Cast) -> User:
    """Alice, whose account is linked to her ``sub``."""
    with_password(cast.alice)
    SocialAccount.objects.create(user=cast.alice, provider="proconnect", uid="pc-alice")
    return cast.alice


def test_the_door_is_shown_only_when_it_is_configured(client: Client, db: None) -> None:
    assert "ProConnect" not in words_of(client.get(reverse("account_login")))


def test_the_door_bears_the_words_that_proconnect_asks_for(client: Client, db: None, issuer: Issuer) -> None:
    page = words_of(client.get(reverse("account_login")))
    assert "S’identifier avec ProConnect" in page
    assert "Qu’est-ce que ProConnect ?" in page


def test_the_request_holds_what_proconnect_asks_for_and_nothing_more(client: Client, db: None, issuer: Issuer) -> None:
    away = client.get(reverse("proconnect_login"), {"scope": "phone", "auth_params": "prompt=none"})
    asked = parse_qs(urlsplit(away["Location"]).query)
    assert set(asked) == {"client_id", "redirect_uri", "response_type", "scope", "state", "nonce"}
    assert set(asked["scope"][0].split()) == {"openid", "given_name", "usual_name", "email", "siret"}
    assert min(len(asked["state"][0]), len(asked["nonce"][0])) >= 32


class TestSigningIn:
    def test_the_sub_opens_the_account_after_its_second_factor(
        self, browser: Client, linked: User, issuer: Issuer
    ) -> None:
        issuer.attests(**ALICE)
        assert go(browser, issuer)["Location"] == reverse(FACTOR)
        assert not is_inside(browser)
        browser.post(reverse(FACTOR), {"code": code_of()})
        assert is_inside(browser)

    def test_a_reader_enters_at_once_and_the_trace_says_how(self, browser: Client, cast: Cast, issuer: Issuer) -> None:
        cast.eric.authenticator_set.all().delete()
        SocialAccount.objects.create(user=cast.eric, provider="proconnect", uid="pc-eric")
        issuer.attests(sub="pc-eric", email="x@y.example")
        assert go(browser, issuer, next="/compte/")["Location"] == "/compte/"
        assert SignIn.objects.get().method == "proconnect"

    def test_the_same_address_with_another_sub_opens_nothing(self, browser: Client, cast: Cast, issuer: Issuer) -> None:
        issuer.attests(sub="pc-thief", email=cast.alice.email)
        response = go(browser, issuer)
        assert response.status_code == 403
        assert "Aucun compte de Maillage n’est relié" in words_of(response)
        assert not SocialAccount.objects.exists()

    def test_nothing_that_proconnect_says_is_stored(self, browser: Client, linked: User, issuer: Issuer) -> None:
        issuer.attests(**ALICE, siret="22990001400015")
        go(browser, issuer)
        assert SocialAccount.objects.get().extra_data == {}

    def test_whoever_left_is_turned_away(self, browser: Client, linked: User, issuer: Issuer) -> None:
        linked.grants.update(withdrawn_on=timezone.localdate())
        issuer.attests(**ALICE)
        assert go(browser, issuer)["Location"] == reverse("account_inactive")

    def test_whoever_gives_up_comes_back_to_the_door(self, browser: Client, db: None, issuer: Issuer) -> None:
        issuer.attests(sub="nobody")
        assert go(browser, issuer)["Location"] == reverse("socialaccount_login_cancelled")


class TestFirstLink:
    def test_an_invitee_enters_with_their_identity(self, browser: Client, cast: Cast, issuer: Issuer) -> None:
        invitation = InvitationFactory(
            organisation=cast.ccas,
            invited_by=cast.bob,
            email=NADIA["email"].lower(),
            invited_at=timezone.now(),
            token="lien",
        )
        browser.get(reverse("accounts:open_invitation", args=["lien"]))
        issuer.attests(**NADIA)
        assert go(browser, issuer)["Location"] == "/"
        user = User.objects.get(email=NADIA["email"].lower())
        assert user.get_full_name() == "Nadia Noury"
        assert SocialAccount.objects.get(user=user).uid == "pc-nadia"
        assert Grant.objects.get(user=user).organisation == cast.ccas
        invitation.refresh_from_db()
        assert invitation.accepted_by == user
        assert browser.get("/")["Location"].startswith(reverse("accounts:second_factor"))

    def test_another_address_than_the_invited_one_is_refused(self, browser: Client, cast: Cast, issuer: Issuer) -> None:
        InvitationFactory(organisation=cast.ccas, email="autre@ccas.example", invited_at=timezone.now(), token="lien")
        browser.get(reverse("accounts:open_invitation", args=["lien"]))
        issuer.attests(**NADIA)
        assert "à une autre adresse" in words_of(go(browser, issuer))
        assert not User.objects.filter(email=NADIA["email"].lower()).exists()

    def test_the_invited_address_without_the_link_is_refused(self, browser: Client, cast: Cast, issuer: Issuer) -> None:
        InvitationFactory(organisation=cast.ccas, email=NADIA["email"].lower(), invited_at=timezone.now())
        issuer.attests(**NADIA)
        assert go(browser, issuer).status_code == 403

    def test_somebody_signed_in_links_their_identity(self, browser: Client, cast: Cast, issuer: Issuer) -> None:
        with_password(cast.alice)
        enter(browser, cast.alice)
        issuer.attests(**ALICE)
        assert go(browser, issuer, process="connect")["Location"] == reverse("accounts:account")
        assert SocialAccount.objects.get(user=cast.alice).uid == "pc-alice"
        browser.post(reverse("accounts:unlink_proconnect"))
        assert not SocialAccount.objects.exists()

    def test_an_identity_of_somebody_else_is_not_taken(
        self, browser: Client, linked: User, cast: Cast, issuer: Issuer
    ) -> None:
        with_password(cast.bob)
        enter(browser, cast.bob)
        issuer.attests(**ALICE)
        go(browser, issuer, process="connect")
        assert SocialAccount.objects.get().user == linked


class TestOrganisationBySiret:
    def test_the_siret_proves_who_speaks_for_an_organisation_without_administrator(
        self, browser: Client, linked: User, issuer: Issuer
    ) -> None:
        organisation = OrganisationFactory(name="Épicerie sociale de Sauvelade", siret="99900400500014")
        self.come_in(browser, issuer, siret=organisation.siret)
        assert "Épicerie sociale de Sauvelade" in words_of(browser.get(reverse("accounts:account")))
        browser.post(reverse("accounts:claim_attested"))
        claim = Claim.objects.get()
        assert (claim.proof, claim.state) == (ClaimProof.PROCONNECT_SIRET, ClaimState.VERIFIED)
        assert Grant.objects.filter(
            user=linked, organisation=organisation, role=Role.ORGANISATION_ADMINISTRATOR
        ).exists()

    def test_where_somebody_administers_already_they_decide(
        self, browser: Client, linked: User, cast: Cast, issuer: Issuer
    ) -> None:
        self.come_in(browser, issuer, siret=cast.ccas.siret)
        browser.post(reverse("accounts:claim_attested"))
        assert Claim.objects.get().state == ClaimState.ASKED
        assert not Grant.objects.filter(user=linked, organisation=cast.ccas).exists()

    def test_a_siret_typed_in_a_form_proves_nothing(
        self, browser: Client, linked: User, cast: Cast, issuer: Issuer
    ) -> None:
        self.come_in(browser, issuer)
        browser.post(reverse("accounts:claim_attested"), {"siret": cast.ccas.siret, "organisation": cast.ccas.pk})
        assert not Claim.objects.exists()

    def come_in(self, browser: Client, issuer: Issuer, **more: str) -> None:
        issuer.attests(**ALICE, **more)
        go(browser, issuer)
        browser.post(reverse(FACTOR), {"code": code_of()})


class TestSigningOut:
    def test_the_session_of_proconnect_is_closed_too(self, browser: Client, linked: User, issuer: Issuer) -> None:
        issuer.attests(**ALICE)
        go(browser, issuer)
        browser.post(reverse(FACTOR), {"code": code_of()})
        page = browser.post(reverse("account_logout")).content.decode()
        assert not is_inside(browser)
        found = re.search(r'http-equiv="refresh" content="0; url=([^"]+)"', page)
        assert found
        address = html.unescape(found[1])
        asked = parse_qs(urlsplit(address).query)
        assert set(asked) == {"id_token_hint", "state", "post_logout_redirect_uri"}
        question = issuer.browser.get(address, timeout=5)
        assert question.status_code == 200, question.text
        xsrf = re.search(r'name="xsrf" value="([^"]+)"', question.text)
        assert xsrf
        answer = issuer.browser.post(
            f"{issuer.address}/session/end/confirm",
            {"xsrf": xsrf[1], "logout": "yes"},
            allow_redirects=False,
            timeout=5,
        )
        back = answer.headers["Location"]
        assert back.startswith(SITE)
        page = words_of(browser.get(back.removeprefix(SITE), follow=True))
        assert "Vous êtes déconnecté de Maillage et de ProConnect." in page

    def test_a_forged_return_says_nothing(self, browser: Client, db: None, issuer: Issuer) -> None:
        page = words_of(browser.get(reverse("proconnect_left"), {"state": "x"}, follow=True))
        assert "déconnecté" not in page

    def test_signing_out_works_when_proconnect_does_not_answer(
        self, browser: Client, linked: User, issuer: Issuer, settings: Any
    ) -> None:
        issuer.attests(**ALICE)
        go(browser, issuer)
        browser.post(reverse(FACTOR), {"code": code_of()})
        settings.SOCIALACCOUNT_PROVIDERS["proconnect"]["APPS"][0]["settings"]["issuer"] = "http://127.0.0.1:9"
        assert browser.post(reverse("account_logout"))["Location"] == reverse("account_login")
        assert not is_inside(browser)


class TestAttacks:
    def test_a_return_without_a_state_of_this_browser_is_refused(
        self, browser: Client, linked: User, issuer: Issuer
    ) -> None:
        issuer.attests(**ALICE)
        away = browser.get(reverse("proconnect_login"))
        back = issuer.walk(away["Location"]).removeprefix(SITE)
        victim = Client()
        assert victim.get(back).status_code == 401, "login CSRF: the code of another browser"
        assert not is_inside(victim)

    def test_a_replayed_return_is_refused(self, browser: Client, linked: User, issuer: Issuer) -> None:
        issuer.attests(**ALICE)
        away = browser.get(reverse("proconnect_login"))
        back = issuer.walk(away["Location"]).removeprefix(SITE)
        assert browser.get(back).status_code == 302
        assert browser.get(back).status_code == 401

    @pytest.mark.parametrize(
        ("kind", "body"),
        [
            ("application/json", b'{"sub": "pc-alice", "email": "alice@ailleurs.example"}'),
            ("application/jwt", b"eyJhbGciOiJub25lIn0.eyJzdWIiOiJwYy1hbGljZSJ9."),
        ],
        ids=["unsigned-json", "alg-none"],
    )
    def test_user_info_that_is_not_signed_is_refused(
        self, browser: Client, linked: User, issuer: Issuer, monkeypatch: pytest.MonkeyPatch, kind: str, body: bytes
    ) -> None:
        tell(monkeypatch, "/me", kind, body)
        issuer.attests(**ALICE)
        assert go(browser, issuer).status_code == 401
        assert not is_inside(browser)

    def test_user_info_of_somebody_else_is_refused(
        self, browser: Client, linked: User, cast: Cast, issuer: Issuer, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        issuer.attests(sub="pc-alice", email="x@y.example")
        of_alice: list[bytes] = []
        real = ProConnectClient._get

        def listen(address: str, headers: Any = None) -> Any:
            answer = real(address, headers)
            if address.endswith("/me"):
                of_alice.append(answer.content)
            return answer

        monkeypatch.setattr(ProConnectClient, "_get", staticmethod(listen))
        go(Client(), issuer)
        monkeypatch.setattr(ProConnectClient, "_get", staticmethod(real))
        tell(monkeypatch, "/me", "application/jwt", of_alice[0])
        issuer.attests(sub="pc-thief", email="x@y.example")
        assert go(browser, issuer).status_code == 401
        assert not is_inside(browser)

    def test_another_issuer_at_the_address_is_refused(
        self, browser: Client, linked: User, issuer: Issuer, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        tell(monkeypatch, "/openid-configuration", "application/json", b'{"issuer": "https://ailleurs.example"}')
        assert browser.get(reverse("proconnect_login")).status_code == 401

    def test_proconnect_that_does_not_answer_is_said_plainly(
        self, browser: Client, db: None, issuer: Issuer, settings: Any
    ) -> None:
        settings.SOCIALACCOUNT_PROVIDERS["proconnect"]["APPS"][0]["settings"]["issuer"] = "http://127.0.0.1:9"
        page = browser.get(reverse("proconnect_login"))
        assert page.status_code == 401
        assert "ProConnect n’a pas abouti" in words_of(page)

    def test_open_redirect_next_never_leads_elsewhere(self, browser: Client, cast: Cast, issuer: Issuer) -> None:
        cast.eric.authenticator_set.all().delete()
        SocialAccount.objects.create(user=cast.eric, provider="proconnect", uid="pc-eric")
        issuer.attests(sub="pc-eric", email="x@y.example")
        assert go(browser, issuer, next="https://ailleurs.example/")["Location"] == "/"


def tell(monkeypatch: pytest.MonkeyPatch, end: str, kind: str, body: bytes) -> None:
    """Make the provider answer ``body`` at the address that ends with ``end``."""
    real = ProConnectClient._get

    def lie(address: str, headers: Any = None) -> Any:
        if not address.endswith(end):
            return real(address, headers)
        answer = requests.Response()
        answer.status_code, answer._content, answer.headers["content-type"] = 200, body, kind
        return answer

    monkeypatch.setattr(ProConnectClient, "_get", staticmethod(lie))


def test_the_account_of_an_identity_keeps_working_with_its_password(browser: Client, linked: User) -> None:
    enter(browser, linked, PASSWORD)
    assert is_inside(browser)
