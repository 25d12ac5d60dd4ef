"""The living text and its commitments in a browser: barriers, keyboard, phone, paper, without script."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Literal

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from maillage.agreements.choices import Verdict
from maillage.agreements.models import Agreement, Commitment, Judgement
from tests.browser.conftest import LOOKS, Site
from tests.cast import Cast, gather
from tests.factories.agreements import confirmed, judged

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PAGES = ["detail", "commitments", "commitment", "judge", "judge_many", "share_judgements", "evidence_new"]


@pytest.fixture
def people(transactional_db: None) -> Cast:
    """The cast, in a database that the server sees."""
    return gather()


@pytest.fixture
def agreement(people: Cast, site: Site) -> Agreement:
    """An agreement that its parties judge differently, and Bob of the CCAS before it."""
    made = confirmed(people.departement, people.ccas, by=people.alice)
    judged(made, people.departement, Verdict.KEPT, share_now=True, word="Chaque mardi.")
    judged(made, people.ccas, Verdict.PARTIAL, share_now=True, by=people.bob)
    judged(made, people.ccas, Verdict.BROKEN, number=2, by=people.bob)
    site.sign_in(people.bob)
    return made


def address(route: str, agreement: Agreement) -> str:
    first = Commitment.objects.get(agreement=agreement, number=1)
    args = [agreement.pk, first.pk] if route in {"commitment", "judge", "evidence_new"} else [agreement.pk]
    return reverse(f"agreements:{route}", args=args)


@pytest.mark.parametrize(("width", "scheme"), LOOKS)
@pytest.mark.parametrize("route", PAGES)
def test_pages_have_no_barrier(
    site: Site, agreement: Agreement, route: str, width: int, scheme: Literal["light", "dark"]
) -> None:
    site.open(address(route, agreement), width=width, scheme=scheme)
    assert site.faults() == []


@pytest.mark.parametrize("width", [390, 1280])
def test_the_text_with_what_was_looked_for_has_no_barrier(site: Site, agreement: Agreement, width: int) -> None:
    site.open(address("detail", agreement) + "?q=ccas&adresses=1", width=width)
    assert site.faults() == []


def test_words_lead_to_their_note_and_back_by_keyboard(site: Site, agreement: Agreement) -> None:
    page = site.open(address("detail", agreement))
    words = page.get_by_role("link", name=re.compile("tenir une permanence"))
    words.focus()
    page.keyboard.press("Enter")
    note = page.locator(words.get_attribute("href") or "")
    expect(note).to_be_in_viewport()
    note.get_by_role("link", name="revenir aux mots").press("Enter")
    expect(page).to_have_url(re.compile(r"#w-\d+$"))
    expect(words).to_be_in_viewport()


def test_a_phone_folds_the_notes_under_their_count_and_opens_the_one_asked(site: Site, agreement: Agreement) -> None:
    page = site.open(address("detail", agreement), width=390)
    words = page.get_by_role("link", name=re.compile("tenir une permanence"))
    note = page.locator(words.get_attribute("href") or "")
    expect(note).to_be_hidden()
    page.get_by_text("Engagement du Département\u00a0: Discuté").first.click()
    expect(note).to_be_visible()
    other = page.get_by_role("link", name=re.compile("préavis de trois mois")).first
    other.click()
    expect(page.locator(other.get_attribute("href") or "")).to_be_visible()


def test_notes_stand_in_the_margin_at_a_desk(site: Site, agreement: Agreement) -> None:
    page = site.open(address("detail", agreement))
    text = page.locator(".provision__text", has_text="tenir une permanence").bounding_box()
    note = page.locator(".note", has_text="Engagement du Département").first.bounding_box()
    assert text is not None
    assert note is not None
    assert note["x"] > text["x"] + text["width"]
    assert abs(note["y"] - text["y"]) < 40


def test_a_box_hides_a_kind_of_notes_and_the_address_remembers(site: Site, agreement: Agreement) -> None:
    page = site.open(address("detail", agreement))
    expect(page.locator('.note[data-kind="termes"]').first).to_be_visible()
    page.get_by_label("dates et clauses").uncheck()
    expect(page.locator('.note[data-kind="termes"]')).to_have_count(0)
    expect(page).to_have_url(re.compile("notes=engagements"))
    page.reload()
    expect(page.get_by_label("dates et clauses")).not_to_be_checked()
    expect(page.locator('.note[data-kind="engagements"]').first).to_be_visible()


def test_the_matrix_is_walked_by_keyboard_down_to_the_list(site: Site, agreement: Agreement) -> None:
    page = site.open(address("commitments", agreement))
    page.get_by_role("region", name="Engagements par thème et par partie").focus()
    page.keyboard.press("Tab")
    said = page.evaluate("document.activeElement.textContent")
    assert "Le Département" in said
    assert "discuté" in said
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("partie=.*theme=.*seuls=on"))
    expect(page.locator(".commitment").first).to_contain_text("tenir une permanence")
    assert page.locator(".commitment").count() < 5


def test_a_phone_lists_the_parties_instead_of_the_matrix(site: Site, agreement: Agreement) -> None:
    page = site.open(address("commitments", agreement), width=390)
    expect(page.locator(".matrix")).to_be_hidden()
    expect(page.locator(".matrix-narrow")).to_contain_text("Le Département")


def test_many_are_judged_by_keyboard_on_a_phone(site: Site, agreement: Agreement) -> None:
    page = site.open(address("judge_many", agreement), width=390)
    third = page.locator(".judging__line").nth(2)
    third.get_by_label("Tenu", exact=True).focus()
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    page.get_by_role("button", name="Enregistrer").last.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("1\u00a0avis enregistré")).to_be_visible()
    assert Judgement.objects.get(commitment__number=3).verdict == Verdict.PARTIAL


def test_disagreement_is_shown_side_by_side(site: Site, agreement: Agreement) -> None:
    page = site.open(address("commitment", agreement))
    expect(page.get_by_text("Tenu pour le Département, en partie pour le CCAS")).to_be_visible()
    sides = [one.bounding_box() for one in page.locator(".side").all()]
    assert len(sides) == 2
    assert all(side is not None for side in sides)
    assert sides[0]["y"] == sides[1]["y"]  # type: ignore[index]  # None was ruled out above


def test_paper_has_the_text_with_its_notes_and_nothing_to_press(
    site: Site, agreement: Agreement, tmp_path: Path
) -> None:
    page = site.open(address("detail", agreement))
    page.emulate_media(media="print")
    expect(page.locator(".note").first).to_be_visible()
    for hidden in (".tabs", ".text-tools", ".toc", ".menu", ".crumbs"):
        expect(page.locator(hidden).first).to_be_hidden()
    assert page.pdf(format="A4", path=tmp_path / "texte.pdf").startswith(b"%PDF")
