"""Home, search and journal, as a browser shows them."""

from __future__ import annotations

import datetime as dt
from typing import Any, Literal

import pytest
from allauth.mfa.models import Authenticator
from django.utils import timezone
from playwright.sync_api import expect

from maillage.journal.actions import record, trace_sign_in
from maillage.journal.choices import SignInMethod, SignInOutcome
from maillage.organisations.models import User
from tests.browser.conftest import LOOKS, Site
from tests.cast import Cast, gather
from tests.factories.organisations import AccreditationFactory, ClaimFactory, MembershipFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PHONE = 390
PAGES = {
    "home": "/",
    "search": "/recherche/?q=mont",
    "nothing found": "/recherche/?q=zzzz",
    "one group": "/recherche/?q=mont&dans=organisations",
    "journal": "/journal/",
    "journal with a fault": "/journal/?since=2026-02-02&until=2026-02-01",
    "sign-ins": "/journal/{departement}/connexions/",
}


@pytest.fixture
def people(db: None) -> Cast:
    """The cast, with something to tell on each page."""
    cast = gather()
    now = timezone.now()
    for days in (-20, 3, 60):
        AccreditationFactory(organisation=cast.departement, to_on=timezone.localdate() + dt.timedelta(days=days))
    ClaimFactory(organisation=cast.departement)
    MembershipFactory(federation=cast.federation, member=cast.departement)
    record(
        verb="organisation-edited",
        by=cast.alice,
        at=now,
        subject=cast.departement,
        organisation=cast.departement,
        fields=["city"],
    )
    for outcome in (SignInOutcome.SUCCEEDED, SignInOutcome.REFUSED):
        trace_sign_in(user=cast.alice, at=now - dt.timedelta(days=2), method=SignInMethod.PASSWORD, outcome=outcome)
    return cast


def enter(site: Site, user: User) -> None:
    Authenticator.objects.get_or_create(user=user, type=Authenticator.Type.TOTP, defaults={"data": {}})
    site.sign_in(user)


@pytest.mark.parametrize(("width", "scheme"), LOOKS)
def test_pages_have_no_barrier_and_ask_nobody_else(
    site: Site, people: Cast, width: int, scheme: Literal["light", "dark"]
) -> None:
    enter(site, people.adele)
    for name, path in PAGES.items():
        site.open(path.format(departement=people.departement.pk), width=width, scheme=scheme)
        assert site.faults() == [], name
        expect(site.page.locator("h1")).to_be_visible()


def test_answers_come_as_one_types(site: Site, people: Cast) -> None:
    enter(site, people.adele)
    page = site.open("/recherche/")
    expect(page.get_by_role("searchbox", name="Chercher", exact=True)).to_be_focused()
    page.keyboard.type("ccas de m")
    expect(page.get_by_role("link", name="CCAS de Montclair")).to_be_visible()
    expect(page).to_have_url(site.address + "/recherche/?q=ccas%20de%20m")
    expect(page.get_by_role("status")).to_have_text("1 réponse à « ccas de m ».")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="CCAS de Montclair")).to_be_focused()
    assert site.faults() == []


def test_the_masthead_leads_to_the_search(site: Site, people: Cast) -> None:
    enter(site, people.adele)
    page = site.open("/")
    page.get_by_label("Chercher dans tout ce que vous pouvez voir").fill("trampoline")
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="Trampoline")).to_be_visible()


def test_the_journal_is_filtered_without_leaving_the_page(site: Site, people: Cast) -> None:
    enter(site, people.adele)
    page = site.open("/journal/")
    page.get_by_label("Par qui").select_option(label="Alice Amblard")
    expect(page).to_have_url(site.address + f"/journal/?verb=&person={people.alice.pk}&since=&until=")
    expect(page.locator("#events")).to_contain_text("Alice Amblard a modifié la fiche")


def test_without_javascript_all_is_there(site: Site, people: Cast, browser: Any) -> None:
    enter(site, people.adele)
    context = browser.new_context(java_script_enabled=False)
    context.add_cookies(site.page.context.cookies(site.address))
    page = context.new_page()
    page.goto(site.address + "/recherche/")
    page.get_by_role("searchbox", name="Chercher", exact=True).fill("ccas")
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="CCAS de Montclair")).to_be_visible()
    page.goto(site.address + "/journal/")
    page.get_by_label("Par qui").select_option(label="Alice Amblard")
    page.get_by_role("button", name="Filtrer").click()
    expect(page.locator("#events")).to_contain_text("Alice Amblard")
    context.close()
