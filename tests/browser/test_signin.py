"""Doors and accounts as a browser shows them: journeys from the letter to the home, with application and with passkey."""

from __future__ import annotations

import re
from email.message import Message
from typing import Any, Literal

import pytest
from playwright.sync_api import expect

from maillage.organisations.models import User
from maillage.organisations.permissions import Role
from tests.browser.conftest import LOOKS, Site
from tests.cast import Cast, gather
from tests.factories.accounts import PASSWORD, code_of, with_password
from tests.factories.organisations import GrantFactory, UserFactory
from tests.letters import text_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PHONE = 390
DOORS = [
    "/connexion/",
    "/connexion/code/",
    "/connexion/mot-de-passe/",
    "/connexion/obtenir-un-compte/",
    "/invitation/rien/",
    "/compte/adresse/lien/rien/",
]
INSIDE = [
    "/compte/",
    "/compte/adresse/",
    "/compte/sessions/",
    "/compte/organisation/",
    "/compte/verification/",
    "/compte/verification/cles/",
    "/compte/mot-de-passe/choisir/",
    "/compte/invitations/",
    "/compte/invitations/nouvelle/",
    "/compte/revue/",
]


def newcomer() -> User:
    """An agent who knows a password, and has set up nothing else."""
    user: User = GrantFactory(user=with_password(UserFactory(second_factor=False)), role=Role.AGENT).user
    return user


def give_password(site: Site, user: User) -> None:
    page = site.open("/connexion/")
    page.get_by_label("Adresse électronique").fill(user.email)
    page.get_by_label("Mot de passe").fill(PASSWORD)
    page.get_by_role("button", name="Continuer").click()


def leave(site: Site) -> None:
    site.page.locator("details.account > summary").click()
    site.page.get_by_role("button", name="Se déconnecter").click()
    expect(site.page.get_by_role("heading", level=1)).to_have_text("Se connecter")


@pytest.mark.parametrize(("width", "scheme"), LOOKS)
@pytest.mark.parametrize("path", DOORS)
def test_a_door_has_no_barrier(site: Site, path: str, width: int, scheme: Literal["light", "dark"]) -> None:
    site.open(path, width=width, scheme=scheme)
    assert site.faults() == []


@pytest.mark.parametrize(("width", "scheme"), LOOKS)
def test_the_pages_of_an_account_have_no_barrier(site: Site, width: int, scheme: Literal["light", "dark"]) -> None:
    cast = gather()
    GrantFactory(user=cast.bob, organisation=cast.commune)
    site.sign_in(cast.bob)
    for path in INSIDE:
        site.open(path, width=width, scheme=scheme)
        assert site.faults() == [], path


def test_from_setting_up_an_application_to_signing_in_with_it(site: Site) -> None:
    user = newcomer()
    give_password(site, user)
    page = site.page
    expect(page.get_by_role("heading", level=1)).to_have_text("Protégez votre compte")
    page.get_by_role("link", name="Choisir une application").click()
    secret = page.locator("code").inner_text()
    page.get_by_label("Code affiché par l’application").fill(code_of(secret))
    page.get_by_role("button", name="Vérifier et enregistrer").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Codes de secours")
    assert site.faults() == []
    recovery = page.locator(".codes code").first.inner_text()
    page.get_by_role("link", name="C’est noté, continuer").click()
    expect(page).to_have_url(site.address + "/")
    leave(site)
    give_password(site, user)
    expect(page.get_by_role("heading", level=1)).to_have_text("Seconde vérification")
    assert site.faults() == []
    page.get_by_label("Code").fill(code_of(secret))
    page.get_by_role("button", name="Se connecter").click()
    expect(page).to_have_url(site.address + "/")
    leave(site)
    give_password(site, user)
    page.get_by_label("Code").fill(recovery)
    page.get_by_role("button", name="Se connecter").click()
    expect(page).to_have_url(site.address + "/")


def test_an_invitation_from_the_letter_to_the_first_page(site: Site, letters: list[Message]) -> None:
    cast: Cast = gather()
    with_password(cast.bob)
    give_password(site, cast.bob)
    page = site.page
    page.get_by_label("Code").fill(code_of())
    page.get_by_role("button", name="Se connecter").click()
    page.locator("details.account > summary").click()
    page.get_by_role("link", name="Votre compte").click()
    page.get_by_role("link", name="Inviter, et suivre les invitations").click()
    page.get_by_role("link", name="Inviter quelqu’un").click()
    page.get_by_label("Adresse électronique").fill("nadia.noury@ccas-montclair.example")
    page.get_by_label("Rôle").select_option("agent")
    page.get_by_role("button", name="Envoyer l’invitation").click()
    expect(page.get_by_role("status")).to_contain_text("L’invitation est partie")
    leave(site)

    link = re.search(r"https?://\S+/invitation/\S+", text_of(letters[-1]))
    assert link
    page.goto(link[0])
    expect(page.get_by_role("heading", level=1)).to_have_text("Bienvenue dans Maillage")
    assert "invitation" in page.url
    assert link[0].rsplit("/", 2)[1] not in page.url, "the secret has left the address"
    assert site.faults() == []
    page.get_by_label("Prénom").fill("Nadia")
    page.get_by_label("Nom", exact=True).fill("Noury")
    page.get_by_label("Mot de passe").fill(PASSWORD)
    page.get_by_label("Le même, une seconde fois").fill(PASSWORD)
    page.get_by_role("button", name="Accepter l’invitation").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Protégez votre compte")
    page.get_by_role("link", name="Choisir une application").click()
    page.get_by_label("Code affiché par l’application").fill(code_of(page.locator("code").inner_text()))
    page.get_by_role("button", name="Vérifier et enregistrer").click()
    page.get_by_role("link", name="C’est noté, continuer").click()
    expect(page).to_have_url(site.address + "/")
    expect(page.locator("details.account > summary")).to_contain_text("Nadia Noury")
    expect(page.locator("details.account > summary")).to_contain_text("CCAS de Montclair")


def test_a_passkey_from_its_registration_to_signing_in_without_a_password(site: Site) -> None:
    user = newcomer()
    page = site.page
    devtools: Any = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    options = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True}
    options |= {"isUserVerified": True, "automaticPresenceSimulation": True}
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    give_password(site, user)
    page.get_by_role("link", name="Choisir une clé d’accès").click()
    page.get_by_label("Nom de la clé").fill("Ordinateur du bureau")
    page.get_by_label("Me connecter avec cette clé seule, sans mot de passe").check()
    assert site.faults() == []
    page.get_by_role("button", name="Enregistrer la clé").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Codes de secours")
    page.get_by_role("link", name="C’est noté, continuer").click()
    leave(site)

    give_password(site, user)
    page.get_by_role("button", name="Utiliser une clé d’accès").click()
    expect(page).to_have_url(site.address + "/")
    leave(site)

    page.get_by_role("button", name="Utiliser une clé d’accès").click()
    expect(page).to_have_url(site.address + "/")
    site.open("/compte/verification/cles/")
    expect(page.get_by_role("table")).to_contain_text("Ordinateur du bureau")
    assert site.faults() == []


def test_without_a_key_the_page_says_what_went_wrong(site: Site) -> None:
    page = site.page
    devtools: Any = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    options = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True}
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": options | {"isUserVerified": False}})
    site.open("/connexion/")
    page.get_by_role("button", name="Utiliser une clé d’accès").click()
    expect(page.get_by_role("alert")).to_contain_text("La clé d’accès n’a pas été utilisée")


def test_signing_in_works_by_keyboard_and_without_javascript(site: Site) -> None:
    user = with_password(GrantFactory(user=UserFactory(), role=Role.AGENT).user)
    context = site.page.context.browser.new_context(java_script_enabled=False)  # type: ignore[union-attr]
    page = context.new_page()
    page.goto(site.address + "/connexion/")
    expect(page.get_by_role("button", name="Utiliser une clé d’accès")).to_be_hidden()
    page.get_by_label("Adresse électronique").focus()
    page.keyboard.type(user.email)
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.get_by_label("Code").focus()
    page.keyboard.type(code_of())
    page.keyboard.press("Enter")
    expect(page).to_have_url(site.address + "/")
    context.close()


def test_another_organisation_is_chosen_in_the_menu(site: Site) -> None:
    cast = gather()
    GrantFactory(user=cast.bob, organisation=cast.commune)
    site.sign_in(cast.bob)
    page = site.open("/")
    page.locator("details.account > summary").click()
    page.get_by_role("button", name="Agir pour Commune de Montclair").click()
    expect(page.get_by_role("status")).to_contain_text(
        "Vous agissez maintenant pour l’organisation Commune de Montclair."
    )
    expect(page.locator("details.account > summary")).to_contain_text("Commune de Montclair")


def test_an_address_is_changed_from_the_letter(site: Site, letters: list[Message]) -> None:
    cast = gather()
    site.sign_in(with_password(cast.bob))
    page = site.open("/compte/")
    page.get_by_role("link", name="Changer d’adresse").click()
    page.get_by_label("Nouvelle adresse électronique").fill("bob@ailleurs.example")
    page.get_by_role("button", name="Envoyer le lien").click()
    page.get_by_label("Mot de passe").fill(PASSWORD)
    page.get_by_role("button", name="Confirmer").click()
    expect(page.get_by_text("Un courriel est parti à bob@ailleurs.example")).to_be_visible()
    to_new = next(letter for letter in letters if letter["To"] == "bob@ailleurs.example")
    link = re.search(r"https?://\S+/compte/adresse/lien/\S+", text_of(to_new))
    assert link
    page.goto(link[0])
    expect(page.get_by_role("heading", level=1)).to_have_text("Confirmer votre nouvelle adresse")
    assert site.faults() == []
    page.get_by_role("button", name="Prendre cette adresse").click()
    expect(page.get_by_text("Vous vous connectez désormais avec bob@ailleurs.example.")).to_be_visible()
    assert {letter["To"] for letter in letters} == {"bob@ailleurs.example", cast.bob.email}
