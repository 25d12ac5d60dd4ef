"""Acting for one organisation among several."""

from __future__ import annotations

from django.test import Client
from django.urls import reverse

from maillage.organisations.permissions import Role
from tests.accounts.entering import words_of
from tests.cast import Cast
from tests.factories.organisations import GrantFactory

SWITCH = "accounts:switch"


def two(cast: Cast, client: Client) -> None:
    """Bob also works for the Commune."""
    GrantFactory(user=cast.bob, organisation=cast.commune, role=Role.AGENT)
    client.force_login(cast.bob)


def current(client: Client) -> object:
    return client.get("/").context["current_organisation"]


def test_the_first_by_name_is_the_current_one(client: Client, cast: Cast) -> None:
    two(cast, client)
    assert current(client) == cast.ccas


def test_choosing_another_shows_it_on_every_page_and_remembers_it(client: Client, cast: Cast) -> None:
    two(cast, client)
    page = client.post(reverse(SWITCH), {"organisation": cast.commune.pk}, follow=True)
    assert "Vous agissez maintenant pour l’organisation Commune de Montclair." in words_of(page)
    assert current(client) == cast.commune
    later = Client()
    later.force_login(cast.bob)
    assert current(later) == cast.commune


def test_the_menu_offers_the_others_only(client: Client, cast: Cast) -> None:
    two(cast, client)
    page = client.get("/").content.decode()
    assert f'value="{cast.commune.pk}"' in page
    assert f'value="{cast.ccas.pk}"' not in page


def test_whoever_has_one_organisation_is_offered_nothing(client: Client, cast: Cast) -> None:
    client.force_login(cast.chloe)
    assert "Agir pour une autre organisation" not in words_of(client.get("/"))


def test_an_organisation_of_others_cannot_be_chosen(client: Client, cast: Cast) -> None:
    two(cast, client)
    response = client.post(reverse(SWITCH), {"organisation": cast.departement.pk})
    assert response.status_code == 404
    assert current(client) == cast.ccas


def test_looking_does_not_switch(client: Client, cast: Cast) -> None:
    two(cast, client)
    client.get(reverse(SWITCH), {"organisation": cast.commune.pk})
    assert current(client) == cast.ccas


def test_a_right_that_ends_takes_the_organisation_away_at_once(client: Client, cast: Cast) -> None:
    two(cast, client)
    client.post(reverse(SWITCH), {"organisation": cast.commune.pk})
    cast.bob.grants.filter(organisation=cast.commune).update(withdrawn_on="2021-01-01")
    assert current(client) == cast.ccas


def test_next_never_leads_elsewhere(client: Client, cast: Cast) -> None:
    two(cast, client)
    response = client.post(reverse(SWITCH), {"organisation": cast.commune.pk, "next": "https://ailleurs.example/"})
    assert response["Location"] == "/"


def test_the_rights_shown_are_those_of_the_current_organisation(client: Client, cast: Cast) -> None:
    two(cast, client)
    assert client.get(reverse("accounts:review")).status_code == 200
    client.post(reverse(SWITCH), {"organisation": cast.commune.pk})
    assert client.get(reverse("accounts:review")).status_code == 403
