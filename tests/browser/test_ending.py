"""Giving notice with the keyboard, from the page that says what follows to the receipt; barriers of the pages."""

from __future__ import annotations

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from maillage.agreements.models import Agreement, Ending
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


def test_a_notice_is_given_with_the_keyboard(site: Site, people: Cast) -> None:
    soon = timezone.localdate() + dt.timedelta(days=150)
    agreement = confirmed(
        people.departement, people.ccas, by=people.alice, signed_on=dt.date(2025, 3, 15), ends_on=soon
    )
    site.sign_in(people.bob)
    page = site.open(address("suite", agreement))
    expect(page.get_by_role("heading", name="C’est le moment de décider de la suite")).to_be_visible()
    page.get_by_text("Mettre fin, suspendre").focus()
    page.keyboard.press("Enter")
    page.get_by_role("link", name="S’opposer à la reconduction (le CCAS)").focus()
    page.keyboard.press("Enter")
    page.get_by_label("Motif").focus()
    page.keyboard.type("Nous préparons un nouvel accord.")
    page.get_by_role("button", name="Préparer la lettre").last.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("Votre organisation seule le voit.")).to_be_visible()
    assert site.faults() == []
    notice = Ending.objects.get()
    page.get_by_role("link", name="Écrire l’envoi").focus()
    page.keyboard.press("Enter")
    today = timezone.localdate().isoformat()
    page.get_by_label("Envoyée ou remise le").fill(today)
    page.get_by_label("Reçue le").fill(today)
    page.get_by_role("button", name="Enregistrer").last.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("l’accord ne sera pas reconduit")).to_be_visible()
    for width, scheme in LOOKS:
        for route, args in (("suite", ()), ("timeline", ()), ("disputes", ()), ("notice_letters", (notice.pk,))):
            site.open(address(route, agreement, *args), width=width, scheme=scheme)
            assert site.faults() == [], route
