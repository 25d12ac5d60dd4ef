"""The list of agreements in a browser: searched as one types, narrowed by keyboard, on a phone, without script."""

from __future__ import annotations

import re
from typing import Literal

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from maillage.agreements.models import Agreement
from tests.browser.conftest import Site
from tests.cast import Cast, gather
from tests.factories.agreements import brought, confirmed, published

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LOOKS: list[tuple[int, Literal["light", "dark"]]] = [(1280, "light"), (1280, "dark"), (390, "light"), (390, "dark")]
ADDRESSES = ["", "?q=hebdomadere", "?q=zzz", "?vue=publies", "?partie=ccas&avant=demain&sans_texte=on", "?page=2"]


@pytest.fixture
def people(transactional_db: None) -> Cast:
    """The cast, in a database that the server sees."""
    return gather()


@pytest.fixture
def register(people: Cast, site: Site) -> Cast:
    """Thirty agreements of Alice, one of which stands out; Alice is signed in."""
    for number in range(28):
        agreement = confirmed(people.departement, people.ccas, by=people.alice)
        Agreement.objects.filter(pk=agreement.pk).update(title=f"Protocole {number}", ends_on=timezone.localdate())
    brought(people.departement, by=people.alice)
    published(people.departement, people.ccas, by=people.alice)
    site.sign_in(people.alice)
    return people


@pytest.mark.parametrize(("width", "scheme"), LOOKS)
def test_the_list_has_no_barrier(site: Site, register: Cast, width: int, scheme: Literal["light", "dark"]) -> None:
    for address in ADDRESSES:
        site.open(f"/conventions/{address}", width=width, scheme=scheme)
        faults = [fault for fault in site.faults() if "does not conform to the required format" not in fault]
        assert faults == [], address


def test_one_searches_as_one_types_and_the_address_keeps_it(site: Site, register: Cast) -> None:
    page = site.open("/conventions/")
    expect(page.get_by_text("30 accords")).to_be_visible()
    box = page.get_by_label("Mots du titre ou du texte")
    box.press_sequentially("hebdomadere", delay=10)
    expect(page.locator("mark").first).to_have_text("hebdomadaire")
    expect(page.get_by_text("ne se trouve pas tel quel")).to_be_visible()
    expect(page).to_have_url(re.compile(r"q=hebdomadere"))
    page.reload()
    expect(page.locator("mark").first).to_have_text("hebdomadaire")
    assert page.get_by_label("Mots du titre ou du texte").input_value() == "hebdomadere"
    assert site.faults() == []


def test_criteria_are_unfolded_and_used_by_keyboard(site: Site, register: Cast) -> None:
    page = site.open("/conventions/")
    page.get_by_label("Trier par").focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_label("Territoire")).to_be_visible()
    page.keyboard.press("Tab")  # "Vie de l’accord"
    page.keyboard.press("Tab")
    page.keyboard.type("bibliothèque")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Aucun accord ne répond à ces choix.")).to_be_visible()
    page.get_by_role("link", name="Tout afficher").first.click()
    expect(page.get_by_text("30 accords")).to_be_visible()


def test_everything_works_without_script(browser, live_server, register: Cast, site: Site) -> None:  # type: ignore[no-untyped-def]
    context = browser.new_context(java_script_enabled=False)
    context.add_cookies(site.page.context.cookies())
    page = context.new_page()
    page.goto(live_server.url + "/conventions/")
    page.get_by_label("Mots du titre ou du texte").fill("permanence")
    page.get_by_label("État").select_option("draft")
    page.get_by_role("button", name="Filtrer").click()
    expect(page.get_by_text("1 accord", exact=True)).to_be_visible()
    page.get_by_role("link", name="Publiés").click()
    expect(page.get_by_text("1 accord", exact=True)).to_be_visible()
    with page.expect_download() as taken:
        page.get_by_role("link", name="CSV").click()
    assert taken.value.suggested_filename.startswith("conventions-")
    context.close()
