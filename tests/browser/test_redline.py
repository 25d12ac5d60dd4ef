"""A comparison read in a browser: chosen, gone through with the keyboard, on a phone and on paper."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.agreements.pages import address
from tests.browser.conftest import Site
from tests.cast import Cast, gather
from tests.factories.agreements import confirmed, rewritten

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def people(transactional_db: None) -> Cast:
    """The cast, in a database that the server sees."""
    return gather()


def test_changes_are_gone_through_with_the_keyboard(site: Site, people: Cast) -> None:
    agreement = confirmed(people.departement, people.ccas, by=people.alice)
    rewritten(agreement, "hebdomadaire dans les locaux", "mensuelle dans les locaux", by=people.alice)
    rewritten(agreement, "préavis de trois mois", "préavis de six mois", by=people.alice)
    site.sign_in(people.alice)
    page = site.open(address("compare", agreement))
    page.get_by_label("Le texte d’avant").select_option(index=2)
    assert site.faults() == []
    page.get_by_role("button", name="Comparer", exact=True).press("Enter")
    expect(page.get_by_text("2 articles modifiés.")).to_be_visible()
    page.get_by_role("button", name="Suivant").press("Enter")
    expect(page.locator(":focus")).to_contain_text("mensuelle")
    page.keyboard.press("n")
    expect(page.locator(":focus")).to_contain_text("six")
    page.keyboard.press("p")
    expect(page.locator(":focus")).to_contain_text("mensuelle")
    expect(page.locator("[data-at]")).to_have_text("1")
    assert site.faults() == []
    page.get_by_role("link", name="Côte à côte").click()
    assert site.faults() == []
