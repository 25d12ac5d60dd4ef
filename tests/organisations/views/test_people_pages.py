"""People on the screen: list, record, functions, handover."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from maillage.organisations.choices import MandateFunction
from maillage.organisations.models import Handover, Mandate, Person, User
from maillage.organisations.permissions import Role
from tests.cast import Cast, account
from tests.factories.organisations import BEGINNING, MandateFactory, OrganisationFactory, PersonFactory
from tests.helpers import assert_flat
from tests.organisations.views.conftest import names, text_of


def colleague(cast: Cast, first: str, last: str, **more: Any) -> Mandate:
    """Somebody of the Département."""
    return MandateFactory(organisation=cast.departement, person=PersonFactory(first_name=first, last_name=last), **more)


def test_the_list_shows_colleagues_and_public_functions(adele: Client, cast: Cast) -> None:
    MandateFactory(
        is_president=True, person=PersonFactory(first_name="Malo", last_name="Ferrandi"), organisation=cast.member
    )
    MandateFactory(person=PersonFactory(first_name="Secrète", last_name="Ailleurs"))

    shown = names(adele.get("/personnes/"))

    assert "Alice Amblard" in shown
    assert "Malo Ferrandi" in shown
    assert "Secrète Ailleurs" not in shown


def test_the_list_is_searched_and_filtered(adele: Client, cast: Cast) -> None:
    colleague(cast, "Étienne", "Caubet", function=MandateFunction.DIRECTOR)
    colleague(cast, "Nadège", "Rivoallan", to_on=dt.date(2023, 1, 1))

    assert names(adele.get("/personnes/", {"q": "etien"})) == ["Étienne Caubet"]
    assert names(adele.get("/personnes/", {"fonction": "director", "organisation": "ourcelle"})) == ["Étienne Caubet"]
    assert names(adele.get("/personnes/", {"quand": "avant"})) == ["Nadège Rivoallan"]
    assert "Nadège Rivoallan" not in names(adele.get("/personnes/"))


def test_the_list_costs_as_many_queries_when_it_grows(adele: Client, cast: Cast) -> None:
    assert_flat(
        adele, "/personnes/", lambda: [colleague(cast, "A", f"B{number}", unit=cast.maison) for number in range(5)]
    )


def test_a_record_shows_functions_over_time(adele: Client, cast: Cast) -> None:
    person = colleague(cast, "Laurent", "Peyrade", capacity="directeur général adjoint").person
    MandateFactory(
        person=person, organisation=cast.departement, capacity="chargé de mission", to_on=dt.date(2021, 8, 31)
    )

    told = text_of(adele.get(person.get_absolute_url()))

    assert "Directeur général adjoint" in told.split("Avant")[0]
    assert "Chargé de mission" in told.split("Avant")[1]
    assert_flat(
        adele,
        person.get_absolute_url(),
        lambda: [MandateFactory(person=person, organisation=cast.departement, unit=cast.maison) for _ in range(4)],
    )


def test_contact_is_shown_to_colleagues_only(client: Client, cast: Cast) -> None:
    person = colleague(cast, "Solène", "Marchadier", is_president=True).person
    person.email = "solene@ourcelle.example"
    person.save()

    client.force_login(cast.eric)
    assert "solene@ourcelle.example" in text_of(client.get(person.get_absolute_url()))
    client.force_login(cast.chloe)
    assert "solene@ourcelle.example" not in text_of(client.get(person.get_absolute_url()))


def test_a_person_is_added_with_a_first_function(adele: Client, cast: Cast) -> None:
    assert "Ajouter une personne" in text_of(adele.get("/personnes/nouvelle/"))
    sent = {
        "first_name": "Inès",
        "last_name": "Chauvelot",
        "function": "unit_head",
        "from_on": "2022-01-01",
        "email": "Ines@Ourcelle.example",
    }

    assert "Dites de quelle unité" in text_of(adele.post("/personnes/nouvelle/", sent))
    answer = adele.post("/personnes/nouvelle/", {**sent, "unit": str(cast.maison.pk)})

    person = Person.objects.get(last_name="Chauvelot")
    assert answer["Location"] == person.get_absolute_url()
    assert (person.email, person.mandates.get().unit) == ("ines@ourcelle.example", cast.maison)


def test_a_namesake_is_shown_before_she_is_added(adele: Client, cast: Cast) -> None:
    person = colleague(cast, "Inès", "Chauvelot").person
    sent = {"first_name": "ines", "last_name": "CHAUVELOT", "function": "agent", "from_on": "2022-01-01"}

    page = adele.post("/personnes/nouvelle/", sent)

    assert "Quelqu’un de ce nom est déjà dans l’annuaire" in text_of(page)
    assert reverse("people:mandate_new", args=[person.pk]) in page.content.decode()
    assert adele.post("/personnes/nouvelle/", {**sent, "even_so": "on"}).status_code == 302


def test_only_public_functions_are_recorded_for_an_organisation_that_nobody_speaks_for(
    client: Client, cast: Cast
) -> None:
    client.force_login(cast.alice)
    address = f"/personnes/nouvelle/?organisation={cast.member.pk}"
    sent = {"first_name": "Malo", "last_name": "Ferrandi", "from_on": "2023-05-01"}

    assert "Sélectionnez un choix valide" in text_of(client.post(address, {**sent, "function": "agent"}))
    assert client.post(address, {**sent, "function": "president"}).status_code == 302
    assert cast.member.mandates.get().person.full_name == "Malo Ferrandi"
    assert client.get(f"/personnes/nouvelle/?organisation={cast.ccas.pk}").status_code == 403


def test_contact_is_edited_and_an_old_form_refused(adele: Client, cast: Cast) -> None:
    person = colleague(cast, "Inès", "Chauvelot").person
    address = reverse("people:edit", args=[person.pk])
    adele.post(address, {"first_name": "Inès", "last_name": "Chauvelot", "phone": "03 99 00 12 34", "revision": "0"})

    page = adele.post(address, {"first_name": "Inès", "last_name": "Chauvelot-Roy", "revision": "0"})

    assert "Quelqu’un d’autre a modifié cette page" in text_of(page)
    assert 'value="Chauvelot-Roy"' in page.content.decode()
    assert Person.objects.get(pk=person.pk).phone == "03 99 00 12 34"


def test_a_function_begins_is_substituted_and_ends(adele: Client, cast: Cast) -> None:
    person, other = colleague(cast, "Inès", "Chauvelot").person, colleague(cast, "Étienne", "Caubet").person
    sent = {"function": "director", "capacity": "directrice des solidarités", "from_on": "2026-01-01"}
    adele.post(reverse("people:mandate_new", args=[person.pk]), sent)
    mandate = person.mandates.get(function="director")

    found = adele.get(
        reverse("people:choose"), {"field": "substitute", "substitute_mots": "caub"}, headers={"HX-Request": "true"}
    )
    assert "Étienne Caubet" in found.content.decode()
    adele.post(reverse("people:mandate_substitute", args=[mandate.pk]), {"substitute": str(other.pk)})
    adele.post(reverse("people:mandate_end", args=[mandate.pk]), {"last_day_on": "2026-02-01"})

    mandate.refresh_from_db()
    assert (mandate.substitute, mandate.to_on) == (other, dt.date(2026, 2, 1))


def test_a_second_president_replaces_the_first_when_one_says_so(adele: Client, cast: Cast) -> None:
    first, second = (
        colleague(cast, "Solène", "Marchadier", is_president=True),
        colleague(cast, "Aïssata", "Koné").person,
    )
    address = reverse("people:mandate_new", args=[second.pk])
    sent = {"function": "president", "from_on": "2026-03-01"}

    assert "Solène Marchadier exerce déjà cette fonction" in text_of(adele.post(address, sent))
    adele.post(address, {**sent, "replaces": "on"})

    first.refresh_from_db()
    assert first.to_on == dt.date(2026, 2, 28)


# ---------------------------------------------------------------- handover


@pytest.fixture
def leaving(cast: Cast) -> Mandate:
    """Laurent Peyrade directs, pilots, and stands in for Inès Chauvelot."""
    held = colleague(
        cast, "Laurent", "Peyrade", function=MandateFunction.DIRECTOR, capacity="directeur général adjoint"
    )
    MandateFactory(person=held.person, organisation=cast.departement, is_pilot=True, capacity="pilote de la charte")
    colleague(
        cast,
        "Inès",
        "Chauvelot",
        function=MandateFunction.UNIT_HEAD,
        unit=cast.maison,
        capacity="responsable",
        substitute=held.person,
    )
    return held


def test_all_that_rests_on_a_person_is_listed(adele: Client, leaving: Mandate) -> None:
    told = text_of(adele.get(reverse("people:hand_over", args=[leaving.person_id])))

    assert "Directeur général adjoint (Département de l’Ourcelle)" in told
    assert "Pilote de la charte" in told
    assert "Suppléance de Inès Chauvelot" in told


def test_nothing_is_left_without_somebody(adele: Client, leaving: Mandate) -> None:
    address = reverse("people:hand_over", args=[leaving.person_id])
    today = timezone.localdate().isoformat()

    page = adele.post(address, {"last_day_on": today})

    assert "Choisissez à qui cela revient." in text_of(page)
    assert re.search(r'<a href="#id_to_\d">', page.content.decode())
    assert not Handover.objects.exists()


def test_each_thing_goes_to_whom_one_says(adele: Client, cast: Cast, leaving: Mandate) -> None:
    address = reverse("people:hand_over", args=[leaving.person_id])
    today = timezone.localdate()
    form = adele.get(address).context["form"]
    pilot = next(place for place, one in enumerate(form.resting) if "pilote" in one.label)
    ines = Person.objects.get(last_name="Chauvelot")

    adele.post(
        address, {"last_day_on": today.isoformat(), "to_all": str(ines.pk), f"to_{pilot}": str(cast.alice.person_id)}
    )

    tomorrow = today + dt.timedelta(days=1)
    held = Mandate.objects.at(tomorrow).filter(organisation=cast.departement)
    assert held.get(function=MandateFunction.DIRECTOR).person == ines
    assert held.get(function=MandateFunction.PILOT).person == cast.alice.person
    assert not held.filter(person=leaving.person).exists()
    assert not Mandate.objects.filter(substitute=leaving.person).exists()


def test_leaving_closes_access_the_same_day(client: Client, cast: Cast) -> None:
    leaver = account("Yann", "Kerouédan", cast.departement, Role.MANAGER)
    client.force_login(cast.adele)
    today = timezone.localdate()

    client.post(reverse("people:hand_over", args=[leaver.person_id]), {"last_day_on": today.isoformat()})

    assert not User.objects.get(pk=leaver.pk).is_active


def test_a_person_of_two_organisations_leaves_one(adele: Client, cast: Cast, leaving: Mandate) -> None:
    MandateFactory(person=leaving.person, organisation=OrganisationFactory(), is_president=True)
    address = reverse("people:hand_over", args=[leaving.person_id])

    assert "présidente" not in text_of(adele.get(address))
    assert adele.get(address, {"organisation": str(cast.ccas.pk)}).status_code == 404


def test_nobody_else_to_take_over_says_whom_to_add(client: Client, cast: Cast) -> None:
    alone = OrganisationFactory()
    user = account("Seule", "Ici", alone, Role.ORGANISATION_ADMINISTRATOR)
    MandateFactory(person=user.person, organisation=alone, is_president=True, from_on=BEGINNING)
    client.force_login(user)

    assert "Ajoutez d’abord la personne qui prend la suite." in text_of(
        client.get(reverse("people:hand_over", args=[user.person_id]))
    )


def test_two_records_of_a_person_are_merged(client: Client, cast: Cast) -> None:
    kept = MandateFactory(
        organisation=cast.member, is_president=True, person=PersonFactory(first_name="Malo", last_name="Ferrandi")
    ).person
    twin = MandateFactory(
        function=MandateFunction.DIRECTOR, person=PersonFactory(first_name="MALO", last_name="Ferrandi")
    ).person
    client.force_login(cast.odile)
    address = reverse("people:merge", args=[kept.pk, twin.pk])
    assert address in client.get(reverse("people:duplicates", args=[kept.pk])).content.decode()

    client.post(address)

    assert kept.mandates.count() == 2
    assert client.get(twin.get_absolute_url())["Location"] == kept.get_absolute_url()
