"""Confirming a reading as a person does it: by keyboard alone, without JavaScript, on a telephone."""

from __future__ import annotations

from typing import Any, Literal

import pytest
from allauth.mfa.models import Authenticator
from django.urls import reverse
from playwright.sync_api import Page, expect

from maillage.agreements.choices import FindingSort, FindingState
from maillage.agreements.models import Agreement, Finding
from maillage.organisations.models import User
from tests.browser.conftest import DESK, LOOKS, Site
from tests.cast import Cast, gather
from tests.factories.agreements import brought, confirmed, decide_all

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PHONE = 390


@pytest.fixture
def people(db: None) -> Cast:
    return gather()


@pytest.fixture
def agreement(people: Cast) -> Agreement:
    return brought(people.departement, by=people.alice)


def enter(site: Site, user: User) -> None:
    Authenticator.objects.get_or_create(user=user, type=Authenticator.Type.TOTP, defaults={"data": {}})
    site.sign_in(user)


def _page(agreement: Agreement, name: str = "reading", *args: Any) -> str:
    return reverse(f"agreements:{name}", args=[agreement.pk, *args])


def _state(agreement: Agreement, key: str) -> str:
    return Finding.objects.get(agreement=agreement, key=key).state


def _number(page: Page) -> Any:
    return page.locator("#progress strong")


def test_a_protocol_is_confirmed_by_keyboard_alone(site: Site, people: Cast, agreement: Agreement) -> None:
    enter(site, people.alice)
    page = site.open(_page(agreement))
    total = Finding.objects.filter(agreement=agreement).count()
    page.keyboard.press("j")
    expect(_number(page)).to_contain_text("Élément 2 sur")
    expect(page.locator("#element-title")).to_be_focused()
    page.keyboard.press("ArrowLeft")
    expect(_number(page)).to_contain_text("Élément 1 sur")
    page.keyboard.press("x")
    expect(page.locator("#progress")).to_contain_text(f"{total - 1}\u00a0éléments à vérifier")
    assert _state(agreement, "kind") == FindingState.SET_ASIDE
    page.keyboard.press("u")
    expect(page.locator("#progress")).to_contain_text(f"{total}\u00a0éléments à vérifier")
    expect(page.locator("#said")).to_contain_text("Annulé")
    page.keyboard.press("c")
    expect(page.locator("#element select[name=kind]")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("#element-title")).to_be_focused()
    page.keyboard.press("c")
    expect(page.locator("#element select[name=kind]")).to_be_focused()
    page.keyboard.press("C")  # chooses in the list, and does not open another correction
    page.locator("#element select[name=kind]").select_option("charte")
    page.keyboard.press("Tab")
    page.get_by_role("button", name="Enregistrer la correction").press("Enter")
    expect(_number(page)).to_contain_text("Élément 2 sur")
    assert _state(agreement, "kind") == FindingState.CORRECTED
    for rest in range(total - 2, -1, -1):
        page.keyboard.press("a")
        counted = f"{rest}\u00a0élément{'s' if rest > 1 else ''} à vérifier"
        expect(page.locator("#progress")).to_contain_text(counted)
    assert not Finding.objects.filter(agreement=agreement, state=FindingState.TO_CHECK).exists()
    assert site.faults() == []
    page.get_by_role("link", name="Confirmer la lecture", exact=True).press("Enter")
    page.get_by_role("button", name="Confirmer la lecture et créer l’accord").press("Enter")
    expect(page.get_by_role("heading", name="La lecture est confirmée")).to_be_visible()
    agreement.refresh_from_db()
    assert agreement.confirmed_by == people.alice


def test_the_words_follow_the_element_and_open_it(site: Site, people: Cast, agreement: Agreement) -> None:
    enter(site, people.alice)
    page = site.open(_page(agreement))
    words = page.locator(".w", has_text="informer le CCAS de toute fermeture")
    words.first.click()
    expect(page.locator("#element-title")).to_contain_text("Informer le CCAS")
    expect(words.first).to_have_class("w w--on")
    expect(words.first).to_have_attribute("data-tone", "watch")
    page.keyboard.press("a")
    expect(words.first).to_have_attribute("data-tone", "kept")
    expect(words.first).to_be_in_viewport()


def test_selected_words_are_added_at_their_place(site: Site, people: Cast, agreement: Agreement) -> None:
    enter(site, people.alice)
    page = site.open(_page(agreement))
    page.evaluate(
        """() => {
          const walker = document.createTreeWalker(document.querySelector(".reading__text"), NodeFilter.SHOW_TEXT);
          while (walker.nextNode()) {
            const at = walker.currentNode.data.indexOf("le secret professionnel");
            if (at < 0) continue;
            const range = document.createRange();
            range.setStart(walker.currentNode, at);
            range.setEnd(walker.currentNode, at + "le secret professionnel".length);
            document.getSelection().removeAllRanges();
            document.getSelection().addRange(range);
            return;
          }
        }"""
    )
    expect(page.locator("#picked")).to_contain_text("le secret professionnel")
    page.locator("#picked").get_by_role("link", name="Ajouter un élément").click()
    page.get_by_label("C’est").select_option("mention:principle")
    page.get_by_role("button", name="Continuer").click()
    page.get_by_role("button", name="Ajouter", exact=True).click()
    expect(page.locator("#element-title")).to_contain_text("Le secret professionnel")
    added = Finding.objects.get(agreement=agreement, state=FindingState.ADDED)
    assert added.quote == "le secret professionnel"
    assert agreement.expressions.get().text[added.start : added.end] == added.quote


def test_the_keys_are_listed_and_stop_when_one_says_so(site: Site, people: Cast, agreement: Agreement) -> None:
    enter(site, people.alice)
    page = site.open(_page(agreement))
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Touches du clavier")).to_be_visible()
    assert site.faults() == []
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    page.keyboard.press("?")
    page.get_by_role("button", name="Arrêter les touches").click()
    expect(page.locator(".reading")).to_have_attribute("data-keys", "off")
    page.keyboard.press("a")
    page.keyboard.press("j")
    page.wait_for_timeout(300)
    expect(_number(page)).to_contain_text("Élément 1 sur")
    assert not Finding.objects.filter(agreement=agreement).exclude(state=FindingState.TO_CHECK).exists()


def test_a_key_typed_in_a_field_is_a_letter(site: Site, people: Cast, agreement: Agreement) -> None:
    enter(site, people.alice)
    title = Finding.objects.get(agreement=agreement, key="title")
    page = site.open(_page(agreement) + "?etat=waiting&nature=genre")
    page.keyboard.press("j")
    expect(page.locator("#element-title")).to_contain_text("PROTOCOLE")
    page.keyboard.press("c")
    field = page.locator("#element input[name=title]")
    expect(field).to_be_focused()
    page.keyboard.press("Control+a")
    page.keyboard.type("jxauck")
    expect(field).to_have_value("jxauck")
    page.keyboard.press("Enter")
    expect(page.locator("#said")).to_contain_text("Corrigé")
    title.refresh_from_db()
    assert title.value == {"title": "jxauck"}


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_without_javascript_a_reading_is_decided_and_undone(
    site: Site, people: Cast, agreement: Agreement, browser: Any, width: int
) -> None:
    enter(site, people.alice)
    context = browser.new_context(java_script_enabled=False, viewport={"width": width, "height": 800})
    context.add_cookies(site.page.context.cookies(site.address))
    page = context.new_page()
    page.goto(site.address + _page(agreement))
    page.get_by_role("button", name="Confirmer", exact=True).click()
    expect(page.locator("#progress")).to_contain_text("Élément 2 sur")
    assert _state(agreement, "kind") == FindingState.ACCEPTED
    page.get_by_role("button", name="Annuler", exact=True).click()
    expect(page.locator("#progress")).to_contain_text("Élément 1 sur")
    page.get_by_role("link", name="Corriger", exact=True).click()
    page.get_by_label("Genre", exact=True).select_option("charte")
    page.get_by_role("button", name="Enregistrer la correction").click()
    assert _state(agreement, "kind") == FindingState.CORRECTED
    page.get_by_role("link", name="Suivant").click()
    expect(page.locator("#progress")).to_contain_text("Élément 3 sur")
    expect(page.locator("#element")).to_be_in_viewport()
    words = page.locator(".w--on").first
    expect(words).to_be_in_viewport()
    page.get_by_text("Confirmer d’un coup").click()
    page.get_by_role("button", name="Confirmer ces éléments").click()
    expect(page.locator("#notices")).to_contain_text("éléments confirmés")
    context.close()


def test_on_a_telephone_words_and_element_stand_one_above_the_other(
    site: Site, people: Cast, agreement: Agreement
) -> None:
    enter(site, people.alice)
    page = site.open(_page(agreement), width=PHONE)
    for _ in range(6):
        page.get_by_role("link", name="Suivant").click()  # quicker than the answers: none is lost
    expect(_number(page)).to_contain_text("Élément 7 sur")
    words, card = page.locator(".w--on").first, page.locator("#element-title")
    expect(words).to_be_in_viewport()
    expect(card).to_be_in_viewport()
    above, below = words.bounding_box(), card.bounding_box()
    assert above is not None
    assert below is not None
    assert above["y"] + above["height"] <= below["y"]
    expect(_number(page)).to_be_in_viewport()
    assert site.faults() == []


@pytest.mark.parametrize(("width", "scheme"), LOOKS)
def test_pages_have_no_barrier(
    site: Site, people: Cast, agreement: Agreement, width: int, scheme: Literal["light", "dark"]
) -> None:
    enter(site, people.alice)
    party = Finding.objects.filter(agreement=agreement, sort=FindingSort.PARTY)[0]
    body = Finding.objects.get(agreement=agreement, key="b1")
    commitment = Finding.objects.get(agreement=agreement, key="c1")
    defect = agreement.defects.all()[0]
    shared = confirmed(people.departement, people.ccas, by=people.alice)
    decide_all(brought(people.departement))
    pages = [
        _page(agreement),
        f"{_page(agreement)}?nature=defauts",
        f"{_page(agreement)}?ordre=texte&nature=parties",
        f"{_page(agreement)}?etat=contested",
        *(_page(agreement, "reading-correct", one.pk) for one in (party, body, commitment)),
        _page(agreement, "reading-tie", party.pk),
        _page(agreement, "reading-create", party.pk),
        _page(agreement, "reading-add"),
        f"{_page(agreement, 'reading-add')}?start=0&end=9",
        _page(agreement, "reading-mend"),
        _page(agreement, "reading-gestures"),
        _page(agreement, "reading-keys"),
        _page(agreement, "reading-confirm"),
        _page(agreement, "reading-defect", defect.pk),
        _page(shared),
        _page(shared, "answer"),
        _page(shared, "reading-confirm"),
        _page(shared, "answer-contest", Finding.objects.get(agreement=shared, key="c1").pk),
    ]
    for path in pages:
        site.open(path, width=width, scheme=scheme)
        assert site.faults() == [], path
        expect(site.page.locator("h1")).to_be_visible()


def test_keys_pressed_quicker_than_the_answers_are_all_heard(site: Site, people: Cast, agreement: Agreement) -> None:
    enter(site, people.alice)
    page = site.open(_page(agreement))
    total = Finding.objects.filter(agreement=agreement).count()
    for key in "aaxaa":
        page.keyboard.press(key)
    expect(page.locator("#progress")).to_contain_text(f"{total - 5}\u00a0éléments à vérifier")
    expect(page.get_by_role("alert")).to_have_count(0)
    states = Finding.objects.filter(agreement=agreement).exclude(state=FindingState.TO_CHECK)
    assert sorted(states.values_list("state", flat=True)) == ["accepted"] * 4 + ["set_aside"]
