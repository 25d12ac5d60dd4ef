"""Headers and cookies that every answer carries."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

PAGES = ["/composants/", "/accessibilite/", "/rien-ici/"]


@pytest.mark.parametrize("path", PAGES)
def test_the_policy_lets_nothing_in_from_elsewhere_and_nothing_inline(client: Client, path: str) -> None:
    policy = client.get(path)["Content-Security-Policy"]
    directives = dict(part.strip().split(" ", 1) for part in policy.split(";"))
    assert directives["default-src"] == "'none'"
    assert directives["frame-ancestors"] == directives["base-uri"] == "'none'"
    assert {"script-src", "style-src", "img-src", "font-src", "connect-src", "form-action"} < set(directives)
    assert set(directives.values()) == {"'none'", "'self'"}
    assert "unsafe" not in policy


@pytest.mark.parametrize("path", PAGES)
def test_security_headers_are_sent(client: Client, path: str) -> None:
    response = client.get(path)
    assert response["X-Frame-Options"] == "DENY"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Referrer-Policy"] == response["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "camera=()" in response["Permissions-Policy"]


def test_no_template_has_a_script_or_a_style_of_its_own(root: Path) -> None:
    inline = re.compile(r"<style|\sstyle=|<script(?![^>]*\ssrc=)|\son[a-z]+=\"|javascript:|hx-on", re.I)
    guilty = [
        f"{path.relative_to(root)}: {found[0]}"
        for path in (root / "maillage").rglob("templates/**/*.html")
        if (found := inline.search(path.read_text(encoding="utf-8")))
    ]
    assert guilty == []


def test_no_template_asks_another_host_for_anything(root: Path) -> None:
    foreign = re.compile(r"<(?:script|img|link|iframe|source|use|video|audio)[^>]*(?:src|href)=[\"'](?:https?:)?//")
    assert not [
        p.name for p in (root / "maillage").rglob("templates/**/*.html") if foreign.search(p.read_text("utf-8"))
    ]


def test_cookies_are_closed_to_scripts_and_to_other_sites(client: Client) -> None:
    client.get("/composants/")
    client.post("/affichage/", {"theme": "dark"})
    assert set(client.cookies) == {"maillage_csrf", "maillage_theme"}
    assert all(cookie["httponly"] and cookie["samesite"] == "Lax" for cookie in client.cookies.values())


def test_a_form_from_elsewhere_is_refused_with_words() -> None:
    response = Client(enforce_csrf_checks=True).post("/affichage/", {"theme": "dark"})
    assert response.status_code == 403
    assert "Ce formulaire est resté ouvert trop longtemps." in response.content.decode()


def test_common_pages_ask_nothing_of_the_database(
    client: Client, db: None, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(0):
        client.get("/accessibilite/")
