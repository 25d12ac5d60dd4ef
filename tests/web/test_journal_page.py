"""The journal of an organisation, and the sign-ins of its accounts."""

from __future__ import annotations

import datetime as dt
import html
import re
from typing import Any

import pytest
from django.template.loader import render_to_string
from django.utils import timezone

from maillage.journal.actions import record, trace_sign_in
from maillage.journal.choices import SignInMethod, SignInOutcome
from maillage.journal.queries import history_of
from maillage.journal.sentences import tell
from maillage.organisations.models import Grant, User
from maillage.organisations.permissions import Role
from tests.cast import Cast
from tests.factories.organisations import GrantFactory, PersonFactory, UserFactory
from tests.helpers import ReadOnlyGet, assert_flat
from tests.web.conftest import Enter

pytestmark = pytest.mark.django_db


def read(client: ReadOnlyGet, url: str, **filters: str) -> str:
    response = client.get(url, filters)
    assert response.status_code == 200
    main = response.content.decode().partition("<main")[2].partition("</main>")[0]
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", main)))


def told(cast: Cast, by: User, verb: str = "organisation-edited", days: int = 0, **more: Any) -> None:
    at = timezone.now() - dt.timedelta(days=days)
    record(verb=verb, by=by, at=at, **{"subject": cast.departement, "organisation": cast.departement} | more)


def lines(page: str) -> str:
    """What comes after the filters, whose choices name people and acts too."""
    return page.partition("Filtrer")[2]


def test_what_was_done_is_told_in_sentences_the_last_first(enter: Enter, cast: Cast) -> None:
    told(cast, cast.adele, "organisation-renamed", days=2)
    told(cast, cast.adele, fields=["siret", "city"])
    page = lines(read(enter(cast.alice), "/journal/"))
    edited = "Adèle Arnoux a modifié la fiche de l’organisation Département de l’Ourcelle. (ville, SIRET)"
    renamed = "Adèle Arnoux a enregistré un nouveau nom de l’organisation Département de l’Ourcelle."
    assert page.index(renamed) > page.index(edited)


def test_what_reached_others_only_is_not_told(enter: Enter, cast: Cast) -> None:
    told(cast, cast.bob, subject=cast.ccas, organisation=cast.ccas)
    told(cast, cast.bob, "organisation-renamed", subject=cast.ccas, organisation=cast.ccas, audience=[cast.departement])
    page = read(enter(cast.alice), "/journal/")
    assert "nouveau nom de l’organisation CCAS" in page
    assert "modifié la fiche" not in page


def test_names_are_those_that_the_reader_may_see(enter: Enter, cast: Cast) -> None:
    somebody = PersonFactory(first_name="Zoé", last_name="Cachée")
    told(cast, cast.adele, "person-edited", subject=somebody)
    page = read(enter(cast.alice), "/journal/")
    assert "Cachée" not in page
    assert "Adèle Arnoux a modifié la fiche de " in page


def test_a_journal_is_filtered_by_act_person_and_day(enter: Enter, cast: Cast) -> None:
    told(cast, cast.adele, "organisation-renamed", days=20)
    told(cast, cast.adele, days=10)
    told(cast, cast.alice, days=1)
    client = enter(cast.dina)
    renamed, edited = "nouveau nom", "modifié la fiche"
    by_act = lines(read(client, "/journal/", verb="organisation-renamed"))
    assert (renamed in by_act, edited in by_act) == (True, False)
    by_person = lines(read(client, "/journal/", person=str(cast.alice.pk)))
    assert ("Alice" in by_person, "Adèle" in by_person) == (True, False)
    day = timezone.localdate() - dt.timedelta(days=10)
    by_day = lines(read(client, "/journal/", since=day.isoformat(), until=day.isoformat()))
    assert "1 événement" in by_day
    assert edited in by_day


def test_filters_offer_only_what_the_journal_holds(enter: Enter, cast: Cast) -> None:
    told(cast, cast.adele)
    told(cast, cast.bob, "organisation-renamed", subject=cast.ccas, organisation=cast.ccas)
    page = read(enter(cast.alice), "/journal/")
    assert "A modifié la fiche de l’organisation …" in page
    assert "Adèle Arnoux" in page
    assert "Bob Brunel" not in page
    assert "nouveau nom" not in page


@pytest.mark.parametrize(
    "filters", [{"verb": "never-heard"}, {"person": "nobody"}, {"person": "00000000-0000-0000-0000-00000000abcd"}]
)
def test_a_filter_of_what_is_not_there_finds_nothing(enter: Enter, cast: Cast, filters: dict[str, str]) -> None:
    told(cast, cast.adele)
    assert "Rien ne répond à ces filtres." in read(enter(cast.alice), "/journal/", **filters)


@pytest.mark.parametrize(
    ("filters", "sentence"),
    [
        ({"since": "demain"}, "Saisissez une date valide."),
        ({"since": "2026-02-02", "until": "2026-02-01"}, "Le dernier jour précède le premier."),
    ],
)
def test_a_filter_that_cannot_be_read_is_told(enter: Enter, cast: Cast, filters: dict[str, str], sentence: str) -> None:
    told(cast, cast.adele)
    page = read(enter(cast.alice), "/journal/", **filters)
    assert sentence in page
    assert "1 événement" in page


def test_a_journal_comes_page_by_page(enter: Enter, cast: Cast) -> None:
    for _ in range(27):
        told(cast, cast.adele)
    client = enter(cast.alice)
    assert lines(read(client, "/journal/")).count("modifié la fiche") == 25
    assert lines(read(client, "/journal/", page="2")).count("modifié la fiche") == 2


def test_outsiders_find_no_journal(enter: Enter, cast: Cast) -> None:
    for user in (cast.chloe, cast.bob, cast.odile):
        assert enter(user).get(f"/journal/{cast.departement.pk}/").status_code == 404


def test_an_account_that_reads_no_journal_is_told_so(enter: Enter, cast: Cast) -> None:
    assert "Il n’y a pas de journal que vous puissiez lire." in read(enter(cast.odile), "/journal/")


def test_who_acts_for_several_organisations_goes_from_one_journal_to_the_other(enter: Enter, cast: Cast) -> None:
    GrantFactory(user=cast.alice, organisation=cast.ccas, role=Role.OBSERVER)
    told(cast, cast.bob, subject=cast.ccas, organisation=cast.ccas)
    client = enter(cast.alice)
    assert "Journal d’une autre organisation" in client.get("/journal/").content.decode()
    assert "Bob Brunel" in read(client, f"/journal/{cast.ccas.pk}/")
    assert "Bob Brunel" not in read(client, f"/journal/{cast.departement.pk}/")


def test_the_journal_asks_as_often_whatever_it_holds(enter: Enter, cast: Cast) -> None:
    def grow() -> None:
        told(cast, UserFactory(), "person-edited", subject=PersonFactory())
        told(cast, UserFactory())

    grow()
    assert_flat(enter(cast.alice), "/journal/", grow)


def test_htmx_receives_the_events_alone(enter: Enter, cast: Cast) -> None:
    told(cast, cast.adele)
    part = enter(cast.alice).get("/journal/", headers={"HX-Request": "true"}).content.decode()
    assert part.strip().startswith("<ol")
    assert "<form" not in part


def sign_in(user: User, days: int = 0, outcome: SignInOutcome = SignInOutcome.SUCCEEDED) -> None:
    at = timezone.now() - dt.timedelta(days=days)
    trace_sign_in(user=user, at=at, method=SignInMethod.PASSWORD, outcome=outcome, address="192.0.2.7")


def test_who_keeps_the_accounts_reads_the_sign_ins_of_the_organisation(enter: Enter, cast: Cast) -> None:
    sign_in(cast.alice)
    sign_in(cast.alice, outcome=SignInOutcome.REFUSED)
    sign_in(cast.bob)
    page = read(enter(cast.adele), f"/journal/{cast.departement.pk}/connexions/")
    assert "Alice Amblard" in page
    assert "réussie" in page
    assert "refusée" in page
    assert "Bob" not in page
    assert "2 connexions" in page


def test_sign_ins_before_or_after_a_right_are_not_told(enter: Enter, cast: Cast) -> None:
    Grant.objects.filter(user=cast.alice).update(
        from_on=timezone.localdate() - dt.timedelta(days=10), withdrawn_on=timezone.localdate() - dt.timedelta(days=5)
    )
    for days in (20, 7, 1):
        sign_in(cast.alice, days)
    assert "1 connexion " in read(enter(cast.adele), f"/journal/{cast.departement.pk}/connexions/")


def test_the_sign_ins_ask_as_often_whatever_they_hold(enter: Enter, cast: Cast) -> None:
    def grow() -> None:
        user = GrantFactory(organisation=cast.departement).user
        sign_in(user)

    grow()
    assert_flat(enter(cast.adele), f"/journal/{cast.departement.pk}/connexions/", grow)


def test_the_history_of_one_thing_stands_at_the_foot_of_its_page(cast: Cast) -> None:
    assert "Rien n’a encore été modifié ici." in render_to_string("journal/history.html", {"events": [], "address": ""})
    told(cast, cast.adele)
    events = tell(history_of(cast.departement), viewer=cast.alice)
    page = html.unescape(render_to_string("journal/history.html", {"events": events, "address": "/journal/"}))
    assert "Adèle Arnoux a modifié la fiche" in page
    assert "Tout l’historique" in page


SIGN_INS = "/journal/{}/connexions/"


def test_who_may_not_read_the_sign_ins_finds_nothing(enter: Enter, cast: Cast) -> None:
    sign_in(cast.alice)
    for user in (cast.alice, cast.eric, cast.bob, cast.chloe, cast.paul):
        for address in (SIGN_INS, "/journal/{}/connexions.csv"):
            assert enter(user).get(address.format(cast.departement.pk)).status_code == 404
    assert "Connexions" not in read(enter(cast.alice), "/journal/")


def test_a_data_protection_officer_finds_the_sign_ins_from_their_account(enter: Enter, cast: Cast) -> None:
    address = SIGN_INS.format(cast.departement.pk)
    assert f'href="{address}"' in enter(cast.dina).get("/compte/").content.decode()
    assert address not in enter(cast.alice).get("/compte/").content.decode()
    assert enter(cast.dina).get(address).status_code == 200


def test_sign_ins_are_filtered_by_person_outcome_and_day(enter: Enter, cast: Cast) -> None:
    sign_in(cast.alice, days=10)
    sign_in(cast.alice, days=1, outcome=SignInOutcome.REFUSED)
    sign_in(cast.eric, days=1)
    client, address = enter(cast.dina), SIGN_INS.format(cast.departement.pk)
    assert "3 connexions" in read(client, address)
    by_person = lines(read(client, address, person=str(cast.alice.pk)))
    assert ("2 connexions" in by_person, "Éric" in by_person) == (True, False)
    assert "1 connexion" in lines(read(client, address, outcome="refused"))
    day = timezone.localdate() - dt.timedelta(days=10)
    assert "1 connexion" in lines(read(client, address, since=day.isoformat(), until=day.isoformat()))
    assert "2 connexions" in lines(read(client, address, since=(day + dt.timedelta(days=1)).isoformat()))


@pytest.mark.parametrize(
    ("filters", "sentence"),
    [
        ({"person": "nobody"}, "Aucune connexion ne répond à ces filtres."),
        ({"person": "00000000-0000-0000-0000-00000000abcd"}, "Aucune connexion ne répond à ces filtres."),
        ({"since": "demain"}, "Saisissez une date valide."),
        ({"since": "2026-02-02", "until": "2026-02-01"}, "Le dernier jour précède le premier."),
        ({"outcome": "never"}, "Sélectionnez un choix valide."),
    ],
)
def test_a_filter_of_sign_ins_that_finds_nothing_or_cannot_be_read_is_told(
    enter: Enter, cast: Cast, filters: dict[str, str], sentence: str
) -> None:
    sign_in(cast.alice)
    assert sentence in read(enter(cast.dina), SIGN_INS.format(cast.departement.pk), **filters)


def test_the_accounts_offered_are_those_of_the_organisation(enter: Enter, cast: Cast) -> None:
    page = read(enter(cast.dina), SIGN_INS.format(cast.departement.pk))
    assert "Alice Amblard" in page
    assert "Bob Brunel" not in page


def test_sign_ins_come_page_by_page(enter: Enter, cast: Cast) -> None:
    for _ in range(27):
        sign_in(cast.alice)
    client, address = enter(cast.dina), SIGN_INS.format(cast.departement.pk)
    assert "27 connexions, page 1 sur 2" in read(client, address)
    assert lines(read(client, address, page="2")).count("réussie") == 2
    part = client.get(address, headers={"HX-Request": "true"}).content.decode()
    assert "<form" not in part


def test_sign_ins_are_taken_away_as_they_are_shown(enter: Enter, cast: Cast) -> None:
    User.objects.filter(pk=cast.alice.pk).update(email="=alice@ourcelle.example")
    for _ in range(30):
        sign_in(cast.alice)
    sign_in(cast.eric)
    sign_in(cast.bob)
    client = enter(cast.dina)
    address = f"/journal/{cast.departement.pk}/connexions.csv"
    response = client.get(address, {"person": str(cast.alice.pk)})
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert re.fullmatch(r'attachment; filename="connexions-\d{4}-\d\d-\d\d\.csv"', response["Content-Disposition"])
    rows = response.content.decode("utf-8-sig").splitlines()
    assert rows[0] == "Compte;Adresse de connexion;Quand;Moyen;Issue"
    assert len(rows) == 31
    assert re.fullmatch(
        r"Alice Amblard;'=alice@ourcelle.example;\d\d/\d\d/\d{4} \d\d:\d\d:\d\d;mot de passe;réussie", rows[1]
    )
    assert "192.0.2.7" not in response.content.decode()
    assert len(client.get(address).content.splitlines()) == 32
    assert_flat(client, address, lambda: sign_in(GrantFactory(organisation=cast.departement).user))
