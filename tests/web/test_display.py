"""Light, dark, or as the device."""

from __future__ import annotations

import pytest
from django.test import Client


def test_the_theme_is_remembered(client: Client) -> None:
    client.post("/affichage/", {"theme": "dark", "next": "/accessibilite/"})
    assert client.cookies["maillage_theme"].value == "dark"
    assert '<html lang="fr" data-bs-theme="dark">' in client.get("/accessibilite/").content.decode()


def test_the_device_may_choose_again(client: Client) -> None:
    client.post("/affichage/", {"theme": "light"})
    client.post("/affichage/", {"theme": ""})
    assert '<html lang="fr">' in client.get("/accessibilite/").content.decode()


def test_a_theme_that_does_not_exist_is_no_theme(client: Client) -> None:
    client.cookies["maillage_theme"] = '"><script>'
    assert '<html lang="fr">' in client.get("/accessibilite/").content.decode()


@pytest.mark.parametrize(
    ("wanted", "reached"),
    [
        ("/composants/?q=é", "/composants/?q=%C3%A9"),
        ("https://ailleurs.example/", "/"),
        ("//ailleurs.example", "/"),
        ("", "/"),
    ],
)
def test_one_goes_back_to_the_page_that_asked_and_nowhere_else(client: Client, wanted: str, reached: str) -> None:
    response = client.post("/affichage/", {"theme": "dark", "next": wanted})
    assert (response.status_code, response["Location"]) == (302, reached)
