"""Journeys through organisations, people and imports in a browser, and the barriers of their pages."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Literal

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from maillage.organisations.choices import MandateFunction
from maillage.organisations.imports import beginning
from maillage.organisations.models import Import, Mandate, Organisation, Person
from tests.browser.conftest import LOOKS, Site
from tests.cast import NOW, Cast, gather
from tests.factories.organisations import (
    AccreditationFactory,
    ClaimFactory,
    MandateFactory,
    MembershipFactory,
    OrganisationFactory,
    PersonFactory,
    UnitFactory,
)
from tests.organisations.imports.messy import messy

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def people(transactional_db: None) -> Cast:
    """The cast, in a database that the server sees."""
    return gather()


@pytest.fixture
def leaver(people: Cast) -> Person:
    """A director who pilots an agreement, and whom somebody can follow."""
    person = PersonFactory(first_name="Laurent", last_name="Peyrade")
    MandateFactory(
        person=person,
        organisation=people.departement,
        function=MandateFunction.DIRECTOR,
        capacity="directeur général adjoint",
    )
    MandateFactory(person=person, organisation=people.departement, is_pilot=True, capacity="pilote de la charte")
    return person


def test_a_messy_workbook_is_imported_and_taken_back(site: Site, people: Cast, tmp_path: Path) -> None:
    book = tmp_path / "annuaire partenaires.xlsx"
    book.write_bytes(messy())
    site.sign_in(people.alice)
    page = site.open("/organisations/")

    page.get_by_role("link", name="Importer").click()
    page.get_by_label("Classeur ou fichier CSV").set_input_files(book)
    page.get_by_role("button", name="Lire le fichier").click()
    expect(page.get_by_role("heading", name="Relire les colonnes")).to_be_visible()
    assert page.get_by_label("N° SIRET").input_value() == "siret"
    assert site.faults() == []
    page.get_by_role("button", name="Continuer").click()

    expect(page.get_by_role("heading", name="Relire les lignes")).to_be_visible()
    expect(page.get_by_text("Le SIRET « 123 » a 3 chiffres ; il en faut 14.")).to_be_visible()
    assert site.faults() == []
    page.get_by_role("link", name="Doublon possible").click()
    page.get_by_label("Trampoline").check()
    page.get_by_role("button", name="Garder mes réponses").click()
    expect(page.get_by_text("Vos réponses sont gardées.")).to_be_visible()
    page.get_by_role("button", name="Importer 8 lignes").click()
    expect(page.get_by_text("L’import est fait.")).to_be_visible()
    assert site.faults() == []
    assert Organisation.objects.get(name="Trampoline").address == "6 quai des Forges"

    page.get_by_role("link", name="Annuler l’import").click()
    page.get_by_role("button", name="Annuler l’import").last.click()
    expect(page.get_by_text("tout a repris son état d’avant")).to_be_visible()
    assert not Organisation.objects.filter(name="Les Amarres").exists()


def test_a_person_who_leaves_passes_on_all_that_rests_on_them(site: Site, people: Cast, leaver: Person) -> None:
    site.sign_in(people.adele)
    page = site.open("/personnes/?q=peyrade")
    page.get_by_role("link", name="Laurent Peyrade").click()
    page.get_by_role("link", name="Passer la main").click()

    page.get_by_role("button", name="Passer la main").last.click()
    expect(page.get_by_role("alert")).to_contain_text("points à corriger")
    assert site.faults() == []
    page.get_by_label("Tout confier à").select_option(label="Alice Amblard")
    page.get_by_label("Pilote de la charte").select_option(label="Dina Delmas")
    page.get_by_role("button", name="Passer la main").last.click()

    expect(page.get_by_text("C’est passé")).to_be_visible()
    tomorrow = timezone.localdate() + dt.timedelta(days=1)
    held = Mandate.objects.at(tomorrow).filter(organisation=people.departement)
    assert held.get(function=MandateFunction.DIRECTOR).person == people.alice.person
    assert held.get(function=MandateFunction.PILOT).person == people.dina.person


def test_two_organisations_are_merged(site: Site, people: Cast) -> None:
    twin = OrganisationFactory(name="Association Trampoline", address="6 quai des Forges", city="Villebrume")
    AccreditationFactory(organisation=twin, name="Accueil de jour")
    site.sign_in(people.odile)
    page = site.open(people.member.get_absolute_url())

    page.get_by_text("Autres actions").click()
    page.get_by_role("link", name="Réunir avec un doublon").click()
    page.get_by_role("link", name="Comparer avec Association Trampoline").click()
    expect(page.get_by_text("habilitations : 1")).to_be_visible()
    assert site.faults() == []
    page.get_by_role("button", name="Réunir les deux fiches").click()

    expect(page.get_by_text("Les deux fiches sont réunies.")).to_be_visible()
    expect(page.get_by_role("heading", name="Accueil de jour")).to_be_visible()
    assert Organisation.objects.get(pk=twin.pk).merged_into == people.member


def test_the_list_answers_as_one_types(site: Site, people: Cast) -> None:
    site.sign_in(people.chloe)
    page = site.open("/organisations/")

    page.get_by_label("Nom, ville ou SIRET").press_sequentially("tramp")

    expect(page.get_by_role("link", name="Trampoline")).to_be_visible()
    expect(page.get_by_role("link", name="CCAS de Montclair")).to_be_hidden()
    assert "q=tramp" in page.url


def test_a_member_is_chosen_as_one_types(site: Site, people: Cast) -> None:
    OrganisationFactory(name="Les Amarres")
    site.sign_in(people.alice)
    page = site.open(reverse("organisations:member_new", args=[people.federation.pk]))

    page.get_by_label("Organisation membre").press_sequentially("amar")
    page.get_by_label("Les Amarres").check()
    page.get_by_role("button", name="Enregistrer l’adhésion").click()

    expect(page.get_by_text("L’adhésion est enregistrée.")).to_be_visible()
    expect(page.get_by_role("link", name="Les Amarres", exact=True)).to_be_visible()


def _pages(people: Cast, leaver: Person) -> list[tuple[object, str]]:
    """The main pages, each with something on it, and who looks."""
    departement, federation, member = people.departement, people.federation, people.member
    below = UnitFactory(parent=people.maison, name="Accueil")
    MandateFactory(organisation=member, is_president=True)
    MembershipFactory(federation=federation, member=people.outsider)
    AccreditationFactory(organisation=member, to_on=timezone.localdate() + dt.timedelta(days=30))
    claim = ClaimFactory(organisation=people.ccas)
    twin = OrganisationFactory(name="Association Trampoline")
    imported = beginning.begin(organisation=departement, file_name="a.xlsx", data=messy(), by=people.alice, at=NOW)
    Import.objects.filter(pk=imported.pk).update(is_mapped=True)

    def address(route: str, *args: object) -> str:
        return reverse(route, args=args)

    return [
        (people.alice, "/organisations/"),
        (people.alice, "/organisations/?q=zzz"),
        (people.alice, "/organisations/nouvelle/"),
        (people.alice, member.get_absolute_url()),
        (people.odile, member.get_absolute_url()),
        (people.alice, address("organisations:units", departement.pk)),
        (people.alice, address("organisations:unit_edit", below.pk)),
        (people.alice, address("organisations:people", departement.pk)),
        (people.alice, address("organisations:members", federation.pk)),
        (people.chloe, address("organisations:space", federation.pk)),
        (people.alice, address("organisations:journal", departement.pk)),
        (people.odile, address("organisations:succeed", departement.pk)),
        (people.odile, address("organisations:merge", member.pk, twin.pk)),
        (people.odile, "/organisations/demandes/"),
        (people.odile, address("organisations:claim", claim.pk)),
        (people.alice, "/personnes/"),
        (people.alice, leaver.get_absolute_url()),
        (people.adele, address("people:hand_over", leaver.pk)),
        (people.adele, "/personnes/nouvelle/"),
        (people.alice, "/importer/"),
        (people.alice, address("imports:columns", imported.pk)),
        (people.alice, imported.get_absolute_url()),
    ]


@pytest.mark.parametrize(("width", "scheme"), LOOKS)
def test_no_page_holds_a_barrier(
    site: Site, people: Cast, leaver: Person, width: int, scheme: Literal["light", "dark"]
) -> None:
    found: dict[str, list[str]] = {}
    for user, path in _pages(people, leaver):
        site.sign_in(user)
        site.open(path, width=width, scheme=scheme)
        if faults := site.faults():
            found[path] = faults

    assert found == {}
