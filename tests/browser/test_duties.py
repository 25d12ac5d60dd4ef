"""Duties, alerts and calendars in a browser: by keyboard, on a phone, without barrier."""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from maillage.agreements.models import Duty
from tests.agreements.dated import dated, duty_of
from tests.browser.conftest import Site
from tests.cast import Cast, gather
from tests.notices.telling import told

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def late(transactional_db: None, site: Site) -> Duty:
    """A meeting that should have been held last week; Alice is signed in, and was told something else."""
    people: Cast = gather()
    agreement = dated(people, since=timezone.localdate() - dt.timedelta(days=100), at=timezone.now())
    duty = duty_of(agreement, "meeting")
    Duty.objects.filter(pk=duty.pk).update(on=timezone.localdate() - dt.timedelta(days=7))
    told(people.departement, at=timezone.now(), due_on=timezone.localdate())
    site.sign_in(people.alice)
    return duty


@pytest.mark.parametrize("width", [1280, 390])
def test_the_pages_have_no_barrier(site: Site, late: Duty, width: int) -> None:
    month = f"/echeances/mois/?mois={timezone.localdate():%Y-%m}"
    pages = ["/echeances/", "/echeances/?q=zzz", month, late.get_absolute_url(), "/avis/", "/avis/reglages/"]
    for address in [*pages, "/avis/agendas/"]:
        site.open(address, width=width, scheme="dark" if width < 1000 else "light")
        assert site.faults() == [], address


def test_one_says_by_keyboard_that_a_duty_is_done_and_takes_it_back(site: Site, late: Duty) -> None:
    page = site.open("/echeances/")
    expect(page.get_by_role("heading", name="En retard")).to_be_visible()
    page.get_by_role("link", name=late.label).first.focus()
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Noter comme fait").focus()
    page.keyboard.press("Enter")
    page.get_by_label("Précision").focus()
    page.keyboard.type("Tenue le 3.")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Tenue le 3.")).to_be_visible()
    page.get_by_role("button", name="revenir dessus").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("de nouveau à faire")).to_be_visible()
    assert site.faults() == []


def test_one_opens_a_calendar_and_its_address_answers(site: Site, late: Duty) -> None:
    page = site.open("/avis/agendas/")
    page.get_by_role("button", name="Ouvrir l’agenda").focus()
    page.keyboard.press("Enter")
    address = page.get_by_label("Copiez cette adresse").input_value()
    path = "/avis/" + address.partition("/avis/")[2]
    answer = page.request.get(site.address + path)
    assert answer.status == 200
    assert late.label in answer.text().replace("\r\n ", "")
    assert site.faults() == []
