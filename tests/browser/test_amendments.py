"""An avenant prepared from the text by the keyboard, recorded, then read in the text of the day; the barriers of the pages."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from maillage.agreements.models import Agreement, Amendment
from tests.browser.conftest import LOOKS, Site
from tests.cast import Cast, gather
from tests.factories.agreements import confirmed

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def people(transactional_db: None) -> Cast:
    """The cast, in a database that the server sees."""
    return gather()


def address(route: str, agreement: Agreement, *args: object) -> str:
    return reverse(f"agreements:{route}", args=[agreement.pk, *args])


def test_an_avenant_is_prepared_from_the_text_and_changes_it(site: Site, people: Cast) -> None:
    agreement = confirmed(people.departement, people.ccas, by=people.alice)
    today = timezone.localdate().isoformat()
    site.sign_in(people.alice)
    page = site.open(address("versions", agreement))
    page.get_by_role("link", name="Préparer un avenant").press("Enter")
    page.get_by_label("Objet").fill("Permanence")
    page.get_by_label("Signé le").fill(today)
    page.get_by_label("Prend effet le").fill(today)
    page.get_by_role("button", name="Commencer").last.press("Enter")
    page.get_by_role("link", name="Changer le texte").press("Enter")
    clause = page.get_by_role("listitem").filter(has_text="tenir une permanence hebdomadaire").last
    clause.locator("summary").press("Enter")
    assert site.faults() == []
    clause.get_by_role("link", name="Changer des mots").press("Enter")
    page.get_by_label("Les mots remplacés").fill("hebdomadaire")
    page.get_by_label("Les nouveaux mots").fill("quotidienne")
    assert site.faults() == []
    page.get_by_role("button", name="Ajouter ce changement").last.press("Enter")
    expect(page.get_by_text("Le changement est ajouté.")).to_be_visible()

    amendment = Amendment.objects.get()
    page = site.open(address("amendment", agreement, amendment.pk))
    page.get_by_role("link", name="Enregistrer l’avenant").press("Enter")
    page.get_by_role("button", name="Enregistrer l’avenant").last.press("Enter")
    expect(page.get_by_role("heading", name="Ce que deviennent les engagements")).to_be_visible()
    page.get_by_role("button", name="Confirmer : modifié").press("Enter")
    expect(page.get_by_text("C’est confirmé.")).to_be_visible()
    for width, scheme in LOOKS:
        for route, args in (("versions", ()), ("text_on", ()), ("amendment", (amendment.pk,)), ("detail", ())):
            page = site.open(address(route, agreement, *args), width=width, scheme=scheme)
            assert site.faults() == [], (route, width)
    expect(page.get_by_text("quotidienne").first).to_be_visible()
