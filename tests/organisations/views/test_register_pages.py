"""The register on the screen: list, record, forms."""

from __future__ import annotations

import csv
import datetime as dt
import io

import openpyxl
import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from maillage.organisations.actions import organisations as actions
from maillage.organisations.models import Organisation, Succession
from tests.cast import NOW, Cast
from tests.factories.organisations import (
    AccreditationFactory,
    ClaimFactory,
    GrantFactory,
    MandateFactory,
    MembershipFactory,
    OrganisationFactory,
    UnitFactory,
    UserFactory,
)
from tests.factories.territories import TerritoryFactory
from tests.helpers import assert_flat
from tests.organisations.views.conftest import names, text_of

# ---------------------------------------------------------------- list


def test_the_list_is_searched_as_one_types(alice: Client) -> None:
    OrganisationFactory(name="Association Saint-Aubin")

    assert names(alice.get("/organisations/", {"q": "st aub"})) == ["Association Saint-Aubin"]
    assert names(alice.get("/organisations/", {"q": "229 900 014"})) == ["Département de l’Ourcelle"]
    part = alice.get("/organisations/", {"q": "st aub"}, headers={"HX-Request": "true"})
    assert "<html" not in part.content.decode()
    assert "Association Saint-Aubin" in part.content.decode()
    assert "HX-Request" in part["Vary"]


def test_the_list_is_filtered_and_sorted_by_its_address(alice: Client) -> None:
    departement = TerritoryFactory(is_departement=True, name="Ourcelle")
    commune = TerritoryFactory(name="Villebrume", departement=departement)
    there = OrganisationFactory(is_ccas=True, name="CCAS de Villebrume", territory=commune)
    OrganisationFactory(is_closed=True, name="Conseil général")

    assert names(alice.get("/organisations/", {"territoire": "ville"})) == ["CCAS de Villebrume"]
    assert names(alice.get("/organisations/", {"territoire": "ourcelle", "nature": "ccas"})) == ["CCAS de Villebrume"]
    assert names(alice.get("/organisations/", {"etat": "fin"})) == ["Conseil général"]
    assert "Conseil général" not in names(alice.get("/organisations/"))
    assert names(alice.get("/organisations/", {"tri": "recent"}))[0] == there.name
    assert names(alice.get("/organisations/", {"tri": "recent", "nature": "inconnue"}))[0] == there.name


def test_the_list_has_pages_that_keep_the_filters(alice: Client) -> None:
    for number in range(30):
        OrganisationFactory(name=f"Amicale {number:02d}")

    page = alice.get("/organisations/", {"q": "amicale"})

    assert "30\u00a0organisations, page 1 sur 2" in page.content.decode()
    assert "?q=amicale&amp;page=2" in page.content.decode()


def test_an_empty_answer_says_what_to_do(alice: Client) -> None:
    assert "Aucune organisation ne répond à ces choix." in text_of(alice.get("/organisations/", {"q": "zzz"}))


def test_the_list_costs_as_many_queries_when_it_grows(alice: Client) -> None:
    def grow() -> None:
        for _ in range(5):
            MembershipFactory(member=OrganisationFactory(territory=TerritoryFactory()))

    assert_flat(alice, "/organisations/", grow)


def test_the_list_is_taken_away_whole_and_no_cell_is_a_formula(alice: Client) -> None:
    OrganisationFactory(name='=HYPERLINK("http://ailleurs.example")', city="Montclair")
    for number in range(30):
        OrganisationFactory(name=f"Amicale {number:02d}")

    lines = list(
        csv.reader(io.StringIO(alice.get("/organisations/liste.csv").content.decode("utf-8-sig")), delimiter=";")
    )
    book = openpyxl.load_workbook(io.BytesIO(alice.get("/organisations/liste.xlsx", {"q": "hyperlink"}).content))

    assert len(lines) == 1 + Organisation.objects.filter(is_active=True).count()
    assert any(line[0].startswith("'=HYPERLINK") for line in lines)
    cell = book.worksheets[0]["A2"]
    assert (cell.value, cell.data_type) == ('=HYPERLINK("http://ailleurs.example")', "s")


# ---------------------------------------------------------------- record


def test_a_record_tells_all_that_is_known(alice: Client, cast: Cast) -> None:
    today = timezone.localdate()
    actions.rename(
        organisation=cast.member,
        name="Trampoline, placement familial",
        from_on=dt.date(2025, 9, 27),
        by=cast.odile,
        at=NOW,
    )
    AccreditationFactory(organisation=cast.member, name="Accueil de jour", to_on=today + dt.timedelta(days=40))
    AccreditationFactory(organisation=cast.member, name="Placement", to_on=today - dt.timedelta(days=1))

    told = text_of(alice.get(cast.member.get_absolute_url()))

    assert "depuis le 27 septembre 2025" in told
    assert "jusqu’au 26 septembre 2025" in told
    assert "Finit dans 40 jours" in told
    assert "Terminée" in told
    assert "Fédération Enfance Ourcelle" in told
    assert "999 003 072 00017" in told
    assert "Personne encore. Sa fiche est tenue par ses partenaires" in told


def test_who_speaks_and_who_asks_to(client: Client, cast: Cast) -> None:
    ClaimFactory(organisation=cast.ccas, user=UserFactory(email="nour@ccas.example", person=None))
    client.force_login(cast.bob)
    assert "nour@ccas.example demande à parler pour elle" in text_of(client.get(cast.ccas.get_absolute_url()))

    client.force_login(cast.chloe)
    told = text_of(client.get(cast.ccas.get_absolute_url()))
    assert "Bob Brunel administre ses comptes" in told
    assert "nour" not in told


@pytest.mark.parametrize("part", ["detail", "units", "people", "journal"])
def test_each_part_of_a_record_costs_as_many_queries_when_it_grows(alice: Client, cast: Cast, part: str) -> None:
    def grow() -> None:
        for _ in range(4):
            unit = UnitFactory(parent=cast.solidarites, sector=TerritoryFactory())
            MandateFactory(organisation=cast.departement, unit=unit)
            AccreditationFactory(organisation=cast.departement)
            MembershipFactory(member=cast.departement)
            GrantFactory(organisation=cast.departement, is_administrator=True)
            actions.edit(organisation=cast.departement, values={"city": unit.name}, by=cast.adele, at=NOW)

    grow()
    assert_flat(alice, reverse(f"organisations:{part}", args=[cast.departement.pk]), grow)


def test_units_are_shown_on_a_day(alice: Client, cast: Cast) -> None:
    UnitFactory(
        organisation=cast.departement,
        name="Antenne des Forges",
        from_on=dt.date(2020, 1, 1),
        to_on=dt.date(2022, 6, 30),
    )
    address = reverse("organisations:units", args=[cast.departement.pk])

    assert "Antenne des Forges du 1er janvier 2020 au 30 juin 2022" in text_of(alice.get(address))
    assert "Organigramme au 1er mars 2021" in text_of(alice.get(address, {"au": "2021-03-01"}))
    assert "Organigramme" in text_of(alice.get(address, {"au": "2021-99-01"}))


def test_members_are_those_of_the_day(alice: Client, cast: Cast) -> None:
    MembershipFactory(
        federation=cast.federation, member=OrganisationFactory(name="Les Amarres"), to_on=dt.date(2023, 12, 31)
    )
    address = reverse("organisations:members", args=[cast.federation.pk])

    assert "1\u00a0membre au" in alice.get(address).content.decode()
    assert "2\u00a0membres au 1er juin 2023" in alice.get(address, {"au": "2023-06-01"}).content.decode()
    assert_flat(alice, address, lambda: [MembershipFactory(federation=cast.federation) for _ in range(4)])


def test_only_public_functions_are_shown_to_others(client: Client, cast: Cast) -> None:
    MandateFactory(organisation=cast.departement, is_president=True)
    address = reverse("organisations:people", args=[cast.departement.pk])

    client.force_login(cast.chloe)
    told = text_of(client.get(address))

    assert "Présidente" in told
    assert "Alice Amblard" not in told
    assert "Vous voyez les fonctions publiques" in told


def test_the_inner_space_shows_members_contacts_and_ends(client: Client, cast: Cast) -> None:
    MembershipFactory(federation=cast.federation, member=cast.outsider)
    MandateFactory(organisation=cast.member, is_president=True)
    AccreditationFactory(
        organisation=cast.member, name="Placement", to_on=timezone.localdate() + dt.timedelta(days=100)
    )
    client.force_login(cast.chloe)
    address = reverse("organisations:space", args=[cast.federation.pk])

    told = text_of(client.get(address))

    assert "2 membres" in told
    assert "Camille Durieux" in told
    assert "Placement" in told
    assert_flat(
        client,
        address,
        lambda: [
            MandateFactory(is_president=True, organisation=MembershipFactory(federation=cast.federation).member)
            for _ in range(4)
        ],
    )


def test_an_heir_says_all_the_bodies_it_comes_out_of_and_they_who_holds_it_today(alice: Client) -> None:
    oldest, middle, heir = (OrganisationFactory(name=name) for name in ("Hospice", "Bureau d’aide", "Centre"))
    for before, after in ((oldest, middle), (middle, heir)):
        Succession.objects.create(predecessor=before, successor=after, kind="rename", effective_on=dt.date(1986, 1, 6))

    page = text_of(alice.get(heir.get_absolute_url()))
    assert "Succède à Bureau d’aide" in page
    assert "De proche en proche, elle succède aussi à Hospice ." in page
    assert "Aujourd’hui, ce qu’elle tenait est passé à Centre ." in text_of(alice.get(oldest.get_absolute_url()))
    told = text_of(alice.get(middle.get_absolute_url()))
    assert "De proche en proche" not in told
    assert "Aujourd’hui, ce qu’elle" not in told
