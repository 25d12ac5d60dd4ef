"""Pages that the law asks for."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from django.conf import settings
from django.test import Client
from pytest_django import Settings

from maillage.web.accessibility import Audit, declaration
from maillage.web.personal_data import COOKIES
from maillage.web.theme import COOKIE

TODAY = dt.date(2026, 11, 24)


def _status(rate: float | None, *, on: dt.date = TODAY) -> str:
    audit = None if rate is None else Audit("un cabinet", on, rate, ("Accueil",))
    return replace(declaration(), drawn_up_on=TODAY, audit=audit).status


@pytest.mark.parametrize(
    ("rate", "status"),
    [
        (None, "non conforme"),
        (49.9, "non conforme"),
        (50, "partiellement conforme"),
        (99.5, "partiellement conforme"),
        (100, "totalement conforme"),
    ],
)
def test_the_status_follows_from_the_audit(rate: float | None, status: str) -> None:
    assert _status(rate) == status


def test_an_audit_of_more_than_three_years_counts_no_more() -> None:
    assert _status(100, on=dt.date(2023, 11, 1)) == "non conforme"


def test_the_footer_and_the_declaration_give_the_same_status(client: Client) -> None:
    page = client.get("/accessibilite/").content.decode()
    status = declaration().status
    assert f"Accessibilité : {status}</a>" in page
    assert f"Ce site est <strong>{status}</strong>" in page


@pytest.mark.parametrize("path", ["/accessibilite/", "/donnees-personnelles/", "/mentions-legales/"])
def test_who_publishes_is_told_on_each_page(client: Client, settings: Settings, path: str) -> None:
    settings.PUBLISHER = dict.fromkeys(settings.PUBLISHER, "") | {"name": "Département de l’Ourcelle"}
    assert "Département de l’Ourcelle" in client.get(path).content.decode()


def test_what_the_publisher_has_not_said_is_told_as_such(client: Client, settings: Settings) -> None:
    settings.PUBLISHER = dict.fromkeys(settings.PUBLISHER, "")
    assert client.get("/mentions-legales/").content.decode().count("Non renseigné") == 5


def test_the_privacy_page_tells_every_cookie(client: Client) -> None:
    page = client.get("/donnees-personnelles/").content.decode()
    assert {name for name, _ in COOKIES} == {settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME, COOKIE}
    assert all(f"<code>{name}</code>" in page for name, _ in COOKIES)
