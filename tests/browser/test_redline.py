"""A comparison read in a browser: chosen, gone through with the keyboard, on a phone and on paper."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from maillage.agreements.queries.redlines import tree_of
from maillage.agreements.redline import Version, compare
from maillage.agreements.redline.as_word import as_document
from maillage.negotiation.models import Proposal
from maillage.rendering.word import write
from tests.agreements.pages import address
from tests.browser.conftest import Site
from tests.cast import NOW, Cast, gather
from tests.factories.agreements import confirmed, rewritten
from tests.negotiation.making import draft, negotiated, proposed

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


def test_a_document_comes_back_and_what_it_asks_is_taken_up_with_the_keyboard(
    site: Site, people: Cast, tmp_path: Path
) -> None:
    negotiation = negotiated(people)
    now = draft(negotiation)
    proposed(negotiation, people.ccas, "art_2__para_2")
    version = tree_of(now.expression)
    units = [
        replace(unit, blocks=tuple(replace(one, text=one.text.replace("trois", "six")) for one in unit.blocks))
        for unit in version.units
    ]
    changes = compare(version, Version(tuple(units)))
    document = as_document(changes, title="x", author="Marie Martin", at=NOW, key=now.expression.pk.hex)
    path = tmp_path / "retour.docx"
    path.write_bytes(write(document))
    site.sign_in(people.bob)
    page = site.open(reverse("negotiation:page", args=[negotiation.agreement_id]))
    page.get_by_role("link", name="Rapporter un document d’un partenaire").press("Enter")
    page.get_by_label("Le document rapporté").set_input_files(path)
    assert site.faults() == []
    page.get_by_role("button", name="Voir ce qu’il change").press("Enter")
    expect(page.get_by_role("checkbox", name="Article 5, alinéa 1 réécrire")).to_be_checked()
    assert site.faults() == []
    page.get_by_role("checkbox", name="Article 4, alinéa 1 réécrire").press("Space")
    page.get_by_role("button", name="Reprendre ce qui est coché").press("Enter")
    expect(page.get_by_text("1 proposition du document : c’est écrit.")).to_be_visible()
    made = Proposal.objects.get(number=2)
    assert "préavis de six mois" in made.words
