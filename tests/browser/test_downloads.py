"""Taking documents away in a browser: the menu by keyboard and without script, its page on a phone."""

from __future__ import annotations

from typing import Literal

import pytest
from django.urls import reverse
from playwright.sync_api import Browser, expect

from maillage.agreements.models import Agreement
from tests.browser.conftest import LOOKS, Site
from tests.cast import Cast, gather
from tests.factories.agreements import confirmed, published

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def people(transactional_db: None) -> Cast:
    """The cast, in a database that the server sees."""
    return gather()


@pytest.fixture
def agreement(people: Cast, site: Site) -> Agreement:
    """An agreement, and Bob of the CCAS before it."""
    made = confirmed(people.departement, people.ccas, by=people.alice)
    site.sign_in(people.bob)
    return made


@pytest.mark.parametrize(("width", "scheme"), LOOKS)
def test_the_page_and_the_open_menu_have_no_barrier(
    site: Site, agreement: Agreement, width: int, scheme: Literal["light", "dark"]
) -> None:
    page = site.open(reverse("agreements:download", args=[agreement.pk]), width=width, scheme=scheme)
    page.get_by_text("Télécharger", exact=True).first.click()
    expect(page.get_by_role("link", name="PDF : Le texte", exact=True)).to_be_visible()
    assert site.faults() == []


def test_the_text_is_taken_by_keyboard_alone(site: Site, agreement: Agreement) -> None:
    page = site.open(agreement.get_absolute_url())
    menu = page.locator("details.downloads > summary")
    menu.press("Enter")
    expect(page.get_by_role("button", name="Imprimer cette page")).to_be_visible()
    with page.expect_download() as taken:
        page.get_by_role("link", name="PDF : Le texte", exact=True).press("Enter")
    assert taken.value.suggested_filename.endswith(" - version 1.pdf")
    menu.press("Escape")
    expect(page.locator("details.downloads")).not_to_have_attribute("open", "")


def test_without_script_the_menu_opens_and_offers_no_printing(browser: Browser, site: Site, people: Cast) -> None:
    agreement = published(people.departement, people.ccas, by=people.alice)
    site.sign_in(people.bob)
    context = browser.new_context(java_script_enabled=False, storage_state=site.page.context.storage_state())
    page = context.new_page()
    page.goto(site.address + agreement.get_absolute_url())
    page.locator("details.downloads > summary").click()
    expect(page.get_by_role("link", name="OpenDocument : Le texte", exact=True)).to_be_visible()
    expect(page.get_by_text("Imprimer cette page")).to_be_hidden()
    context.close()
