"""The pages that anybody may open, as a browser shows them."""

from __future__ import annotations

from typing import Literal

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import LOOKS, Site

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PHONE = 390
PAGES = ["/composants/", "/accessibilite/", "/mentions-legales/", "/donnees-personnelles/", "/rien-ici/"]


@pytest.mark.parametrize(("width", "scheme"), LOOKS)
@pytest.mark.parametrize("path", PAGES)
def test_a_page_has_no_barrier_and_asks_nobody_else(
    site: Site, path: str, width: int, scheme: Literal["light", "dark"]
) -> None:
    site.open(path, width=width, scheme=scheme)
    assert site.faults() == []


@pytest.mark.parametrize("path", PAGES)
def test_the_theme_of_the_user_wins_over_the_device(site: Site, path: str) -> None:
    page = site.open(path)
    light = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.get_by_role("button", name="Sombre").click()
    expect(page.locator("html")).to_have_attribute("data-bs-theme", "dark")
    assert page.url.endswith(path)
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") != light
    assert site.faults() == []


def test_the_first_stop_of_the_keyboard_leads_to_the_content(site: Site) -> None:
    page = site.open("/accessibilite/")
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_text("Aller au contenu")
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()


def test_every_stop_of_the_keyboard_is_seen(site: Site) -> None:
    page = site.open("/composants/")
    seen = set()
    for _ in range(200):
        page.keyboard.press("Tab")
        stop = page.evaluate(
            """(() => { const e = document.activeElement, s = getComputedStyle(e), b = e.getBoundingClientRect();
            return [e.outerHTML.slice(0, 90), parseFloat(s.outlineWidth) >= 3 && s.outlineStyle !== 'none',
                    b.bottom > 0 && b.top < innerHeight]; })()"""
        )
        if stop[0].startswith("<body"):
            break
        assert stop[1:] == [True, True], stop[0]
        seen.add(stop[0])
    assert len(seen) > 30


def test_a_menu_closes_with_escape_and_gives_the_focus_back(site: Site) -> None:
    page = site.open("/composants/")
    summary = page.locator("#menu summary, section#menu summary").first
    summary.click()
    page.keyboard.press("Tab")
    page.keyboard.press("Escape")
    expect(summary).to_be_focused()
    expect(page.locator("section#menu details")).not_to_have_attribute("open", "")


def test_the_gallery_is_whole_without_javascript(site: Site) -> None:
    context = site.page.context.browser.new_context(java_script_enabled=False)  # type: ignore[union-attr]
    page = context.new_page()
    page.goto(site.address + "/composants/")
    expect(page.get_by_role("heading", level=2).first).to_be_visible()
    page.locator("section#menu summary").click()
    expect(page.locator("section#menu").get_by_role("link", name="Modifier")).to_be_visible()
    context.close()
