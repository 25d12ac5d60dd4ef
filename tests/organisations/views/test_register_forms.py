"""The forms of the register: organisations, units, members, successions, merges, claims."""

from __future__ import annotations

import datetime as dt
import re

from django.test import Client
from django.urls import reverse

from maillage.organisations.actions import organisations as actions
from maillage.organisations.choices import OrganisationKind
from maillage.organisations.models import Organisation
from tests.cast import NOW, Cast
from tests.factories.organisations import AccreditationFactory, ClaimFactory, MandateFactory, OrganisationFactory
from tests.factories.territories import TerritoryFactory
from tests.helpers import assert_flat
from tests.organisations.views.conftest import names, text_of


def test_an_organisation_is_added(alice: Client) -> None:
    sent = {
        "name": "Les Amarres",
        "kind": "association",
        "siret": "999 004 120 00013",
        "city": "Montclair",
        "named_since": "1998-03-01",
    }

    answer = alice.post("/organisations/nouvelle/", sent)

    organisation = Organisation.objects.get(name="Les Amarres")
    assert answer["Location"] == organisation.get_absolute_url()
    assert (organisation.siret, organisation.names.get().from_on) == ("99900412000013", dt.date(1998, 3, 1))


def test_bad_input_keeps_what_was_typed_and_says_where_it_is_wrong(alice: Client) -> None:
    page = alice.post(
        "/organisations/nouvelle/", {"name": "Les Amarres", "kind": "", "siret": "123", "postal_code": "99"}
    ).content.decode()

    assert 'value="Les Amarres"' in page
    assert "3\u00a0points à corriger" in page
    assert '<a href="#id_siret">SIRET</a>' in page
    assert re.search(r'name="siret"[^>]*aria-invalid="true"', page)
    assert re.search(r'name="siret"[^>]*aria-describedby="[^"]*id_siret_error', page)


def test_a_likely_duplicate_is_shown_before_it_is_added(alice: Client, cast: Cast) -> None:
    sent = {"name": "Association Trampoline", "kind": "association"}

    page = alice.post("/organisations/nouvelle/", sent)

    assert "Elle est peut-être déjà dans l’annuaire" in text_of(page)
    assert cast.member.get_absolute_url() in page.content.decode()
    assert alice.post("/organisations/nouvelle/", {**sent, "even_so": "on"}).status_code == 302
    assert Organisation.objects.filter(name="Association Trampoline").exists()


def test_a_siret_that_another_has_is_refused_on_its_field(alice: Client) -> None:
    sent = {"name": "Autre", "kind": "other", "siret": "22990001400015", "even_so": "on"}

    page = alice.post("/organisations/nouvelle/", sent)

    assert "Une organisation porte déjà ce SIRET" in text_of(page)


def test_a_record_is_edited(alice: Client, cast: Cast) -> None:
    address = reverse("organisations:edit", args=[cast.departement.pk])
    commune = TerritoryFactory(name="Montclair")
    page = alice.get(address)
    assert 'value="Montclair"' in page.content.decode()

    sent = {
        "kind": "departement",
        "siret": "22990001400015",
        "city": "Montclair",
        "address": "12 cours de la République",
        "revision": "0",
        "territory": str(commune.pk),
    }
    alice.post(address, sent)

    cast.departement.refresh_from_db()
    assert (cast.departement.address, cast.departement.territory, cast.departement.revision) == (
        "12 cours de la République",
        commune,
        1,
    )


def test_an_old_form_is_refused_without_losing_what_was_typed(alice: Client, cast: Cast) -> None:
    address = reverse("organisations:edit", args=[cast.departement.pk])
    actions.edit(organisation=cast.departement, values={"city": "Rochebelle"}, by=cast.adele, at=NOW)
    sent = {"kind": "departement", "siret": "22990001400015", "city": "Villebrume", "revision": "0"}

    page = alice.post(address, sent)

    assert "Quelqu’un d’autre a modifié cette page pendant que vous écriviez." in text_of(page)
    assert 'value="Villebrume"' in page.content.decode()
    assert Organisation.objects.get(pk=cast.departement.pk).city == "Rochebelle"
    again = re.search(r'name="revision" value="(\d+)"', page.content.decode())
    assert again
    alice.post(address, {**sent, "revision": again[1]})
    assert Organisation.objects.get(pk=cast.departement.pk).city == "Villebrume"


def test_a_territory_is_searched_without_javascript(alice: Client, cast: Cast) -> None:
    TerritoryFactory(name="Villebrume")
    address = reverse("organisations:edit", args=[cast.departement.pk])

    page = alice.post(address, {"territory_mots": "ville", "territory_chercher": "1", "city": "Autre", "revision": "0"})

    assert "Villebrume" in text_of(page)
    assert 'value="Autre"' in page.content.decode()
    assert "à corriger" not in text_of(page)


def test_an_organisation_is_renamed_and_found_under_both_names(alice: Client, cast: Cast) -> None:
    alice.post(
        reverse("organisations:rename", args=[cast.member.pk]),
        {"name": "Rebond", "short_name": "", "from_on": "2026-01-01"},
    )

    assert names(alice.get("/organisations/", {"q": "trampoline"})) == ["Rebond"]
    assert "Un nom plus récent" not in text_of(alice.get(cast.member.get_absolute_url()))


def test_an_organisation_ends_and_is_reopened(odile: Client, cast: Cast) -> None:
    odile.post(reverse("organisations:close", args=[cast.member.pk]), {"last_day_on": "2026-01-31"})
    assert "Disparue le 31 janvier 2026" in text_of(odile.get(cast.member.get_absolute_url()))

    odile.post(reverse("organisations:reopen", args=[cast.member.pk]))
    assert Organisation.objects.get(pk=cast.member.pk).is_active


# ---------------------------------------------------------------- units, members, accreditations


def test_a_unit_is_opened_edited_moved_and_closed(alice: Client, cast: Cast) -> None:
    new = reverse("organisations:unit_new", args=[cast.departement.pk])
    assert (
        f'value="{cast.solidarites.pk}" selected' in alice.get(new, {"sous": str(cast.solidarites.pk)}).content.decode()
    )
    alice.post(
        new,
        {
            "name": "SST 13",
            "label": "Service social de territoire",
            "parent": str(cast.solidarites.pk),
            "from_on": "01/09/2023",
        },
    )
    unit = cast.departement.units.get(name="SST 13")
    assert (unit.parent, str(unit.label), unit.from_on) == (
        cast.solidarites,
        "Service social de territoire",
        dt.date(2023, 9, 1),
    )

    edit = reverse("organisations:unit_edit", args=[unit.pk])
    assert "SST 13" not in alice.get(edit).context["form"].fields["parent"].choices
    alice.post(edit, {"name": "SST 13 bis", "label": "service social de TERRITOIRE", "parent": "", "revision": "0"})
    unit.refresh_from_db()
    assert (unit.name, unit.parent, cast.departement.unit_labels.count()) == ("SST 13 bis", None, 1)

    alice.post(reverse("organisations:unit_close", args=[unit.pk]), {"last_day_on": "2026-02-28"})
    unit.refresh_from_db()
    assert unit.to_on == dt.date(2026, 2, 28)


def test_a_unit_where_people_work_is_not_closed(alice: Client, cast: Cast) -> None:
    MandateFactory(organisation=cast.departement, unit=cast.maison)

    page = alice.post(reverse("organisations:unit_close", args=[cast.maison.pk]), {"last_day_on": "2026-02-28"})

    assert "Des personnes y exercent encore : Camille Durieux" in text_of(page)


def test_levels_are_named_in_the_words_of_the_organisation(alice: Client, cast: Cast) -> None:
    address = reverse("organisations:unit_labels", args=[cast.departement.pk])
    alice.post(address, {"name": "Direction des solidarités territoriales", "short_name": "DST", "rank": "1"})

    assert "Direction des solidarités territoriales DST" in text_of(alice.get(address))


def test_a_member_joins_and_leaves(alice: Client, cast: Cast) -> None:
    amarres = OrganisationFactory(name="Les Amarres")
    new = reverse("organisations:member_new", args=[cast.federation.pk])
    found = alice.get(
        reverse("organisations:choose"), {"field": "member", "member_mots": "amar"}, headers={"HX-Request": "true"}
    )
    assert "Les Amarres" in found.content.decode()

    alice.post(new, {"member": str(amarres.pk), "from_on": "2025-09-27", "is_founder": "on"})
    membership = cast.federation.memberships.get(member=amarres)
    assert (membership.from_on, membership.is_founder) == (dt.date(2025, 9, 27), True)
    assert "déjà membre" in text_of(alice.post(new, {"member_mots": "Les Amarres", "from_on": "2025-10-01"}))

    alice.post(reverse("organisations:member_leave", args=[membership.pk]), {"last_day_on": "2025-12-31"})
    membership.refresh_from_db()
    assert membership.to_on == dt.date(2025, 12, 31)


def test_an_accreditation_is_recorded_and_ended(alice: Client, cast: Cast) -> None:
    new = reverse("organisations:accreditation_new", args=[cast.member.pk])
    sent = {"name": "Placement", "authority": "Présidente du conseil départemental", "from_on": "2020-01-01"}
    assert "La date de fin précède" in text_of(alice.post(new, {**sent, "to_on": "2019-01-01"}))
    alice.post(new, {**sent, "to_on": "2029-12-31"})
    row = cast.member.accreditations.get()

    alice.post(reverse("organisations:accreditation_end", args=[row.pk]), {"last_day_on": "2026-01-01"})

    row.refresh_from_db()
    assert row.to_on == dt.date(2026, 1, 1)


# ---------------------------------------------------------------- what becomes of records


def test_a_succession_is_shown_then_done(odile: Client, cast: Cast) -> None:
    heir = OrganisationFactory(kind=OrganisationKind.CIAS, name="CIAS du Val")
    MandateFactory(organisation=cast.ccas, is_president=True)
    AccreditationFactory(organisation=cast.ccas, name="Résidence autonomie")
    address = reverse("organisations:succeed", args=[cast.ccas.pk])
    sent = {
        "kind": "takeover",
        "successor": str(heir.pk),
        "effective_on": "2026-07-01",
        "authority": "Délibération n° 12",
    }

    page = odile.post(address, sent)
    told = text_of(page)
    assert "Rien n’est encore écrit" in told
    assert "Habilitation : Résidence autonomie" in told
    assert "Camille Durieux" in told.split("Ce qui finit")[1]
    assert not heir.accreditations.exists()

    odile.post(address, {**sent, "confirmed": "on"})
    assert heir.accreditations.get().from_on == dt.date(2026, 7, 1)
    assert "Succède à CCAS de Montclair" in text_of(odile.get(heir.get_absolute_url()))


def test_an_organisation_is_not_its_own_heir(odile: Client, cast: Cast) -> None:
    page = odile.post(
        reverse("organisations:succeed", args=[cast.ccas.pk]),
        {"kind": "rename", "successor": str(cast.ccas.pk), "effective_on": "2026-07-01"},
    )

    assert "Une organisation ne se succède pas à elle-même." in text_of(page)


def test_two_records_are_merged_after_a_comparison_and_separated_again(odile: Client, cast: Cast) -> None:
    twin = OrganisationFactory(name="Association Trampoline", address="6 quai des Forges", city="Villebrume")
    AccreditationFactory(organisation=twin)
    found = odile.get(reverse("organisations:duplicates", args=[cast.member.pk]))
    address = reverse("organisations:merge", args=[cast.member.pk, twin.pk])
    assert address in found.content.decode()
    told = text_of(odile.get(address))
    assert "habilitations : 1" in told

    odile.post(address)
    assert cast.member.accreditations.count() == 1
    assert Organisation.objects.get(pk=cast.member.pk).address == "6 quai des Forges"
    assert odile.get(twin.get_absolute_url())["Location"] == cast.member.get_absolute_url()

    page = odile.get("/organisations/fusions/").content.decode()
    undo = re.search(r'href="(/organisations/fusions/[^"]+/annuler/)"', page)
    assert undo
    before = text_of(odile.get(undo[1]))
    assert "Ce qui leur est arrivé" in before
    assert "Odile" in before
    assert "a réuni deux fiches de l’organisation Trampoline." in before
    odile.post(undo[1])
    assert twin.accreditations.count() == 1
    assert "Séparées le" in text_of(odile.get("/organisations/fusions/"))


def test_a_commune_and_its_ccas_are_not_merged(odile: Client, cast: Cast) -> None:
    page = odile.post(reverse("organisations:merge", args=[cast.commune.pk, cast.ccas.pk]))

    assert "Ces deux organisations ont des SIRET différents" in text_of(page)


# ---------------------------------------------------------------- claims


def test_typing_a_name_grants_nothing_until_somebody_checked(client: Client, cast: Cast) -> None:
    client.force_login(cast.chloe)
    address = reverse("organisations:claim_new", args=[cast.member.pk])
    assert "Ce champ est obligatoire" in text_of(client.post(address, {"message": ""}))
    client.post(address, {"message": "secrétaire"})
    assert not cast.member.grants.exists()
    assert client.get(reverse("organisations:edit", args=[cast.member.pk])).status_code == 403

    client.force_login(cast.odile)
    page = client.get("/organisations/demandes/").content.decode()
    decide = re.search(r'href="(/organisations/demandes/[^"]+/)"', page)
    assert decide
    assert "Dites pourquoi" in text_of(client.post(decide[1], {"answer": "refuse", "reason": ""}))
    client.post(decide[1], {"answer": "verify", "role": "agent", "reason": "Appelée au standard."})
    assert cast.member.grants.get().role == "agent"
    assert client.get(decide[1]).status_code == 302


def test_claims_cost_as_many_queries_when_they_grow(client: Client, cast: Cast) -> None:
    ClaimFactory(organisation=cast.ccas)
    client.force_login(cast.odile)

    assert_flat(client, "/organisations/demandes/", lambda: [ClaimFactory() for _ in range(4)])
