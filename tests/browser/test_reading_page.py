"""The HTML reading as its reader sees it: on a phone, at a desk, on paper."""

from __future__ import annotations

from typing import Literal

import pytest

from maillage.reading.output.as_html import to_html
from tests.browser.conftest import DESK, LOOKS, PHONE, Seen
from tests.reading.output.making import not_an_agreement, protocol

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("width", [PHONE, 768, DESK])
def test_a_reading_never_scrolls_sideways(seen: Seen, width: int) -> None:
    seen.show(to_html(protocol()), width=width)
    assert seen.sideways() <= 0


@pytest.mark.parametrize(("width", "scheme"), LOOKS)
def test_axe_finds_no_barrier_in_a_reading(seen: Seen, width: int, scheme: Literal["light", "dark"]) -> None:
    seen.page.emulate_media(color_scheme=scheme)
    seen.show(to_html(protocol()), width=width)
    assert seen.barriers() == []


def test_a_reading_fetches_nothing_and_runs_nothing(seen: Seen) -> None:
    page = seen.show(to_html(protocol()))
    assert seen.requests == []
    assert seen.console == []
    assert page.locator("script").count() == 0


def test_a_reading_says_its_language_and_has_one_title(seen: Seen) -> None:
    page = seen.show(to_html(protocol()))
    assert page.locator("html").get_attribute("lang") == "fr"
    assert page.locator("h1").count() == 1
    assert page.title()


def test_every_link_inside_a_reading_leads_to_something(seen: Seen) -> None:
    page = seen.show(to_html(protocol()))
    lost = page.evaluate(
        """[...document.querySelectorAll('a[href^="#"]')].map(a => decodeURIComponent(a.hash.slice(1)))
           .filter(id => id && !document.getElementById(id))"""
    )
    assert lost == []


def test_ids_of_a_reading_are_all_different(seen: Seen) -> None:
    page = seen.show(to_html(protocol()))
    ids = page.evaluate("[...document.querySelectorAll('[id]')].map(e => e.id)")
    assert len(ids) == len(set(ids)) > 0


def test_a_reading_is_walked_by_keyboard(seen: Seen) -> None:
    page = seen.show(to_html(protocol()))
    page.keyboard.press("Tab")
    focus = "getComputedStyle(document.activeElement).outlineStyle"
    assert page.evaluate("document.activeElement.tagName") == "A"
    assert page.evaluate(focus) != "none"


def test_a_reading_prints_on_white_paper_with_its_text(seen: Seen) -> None:
    page = seen.show(to_html(protocol()))
    page.emulate_media(media="print")
    assert page.pdf(format="A4").startswith(b"%PDF")
    assert page.locator("main").is_visible()


def test_what_is_not_an_agreement_is_said_so(seen: Seen) -> None:
    page = seen.show(to_html(not_an_agreement()), width=PHONE)
    assert seen.sideways() <= 0
    assert page.locator("h1").is_visible()
