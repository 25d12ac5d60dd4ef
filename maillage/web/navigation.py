"""The rooms of the masthead, the links of the account menu, the doors to sign in and out: those that are built."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import NoReverseMatch

from maillage.base import addresses

PLACES = 6  # the masthead holds six rooms; the others go into the menu "Plus"
ROOMS = (
    ("Accueil", "web:home"),
    ("Conventions", "agreements:list"),
    ("Échéances", "duties:list"),
    ("Organisations", "organisations:list"),
    ("Personnes", "people:list"),
    ("Territoires", "territories:list"),
    ("Journal", "web:journal"),
    ("Campagnes", "campaigns:list"),
)
ACCOUNT = (("Vos avis", "notices:inbox"), ("Votre compte", "accounts:account"))
SEARCH, SIGN_IN, SIGN_OUT = "web:search", "account_login", "account_logout"


@dataclass(frozen=True)
class Link:
    """A link of a menu; ``current`` is ``page``, ``true`` (a page of that room) or nothing, as aria-current has it."""

    label: str
    address: str
    current: str = ""


def address_of(route: str) -> str:
    """The address of a route without arguments, or nothing while its room is not built."""
    try:
        return addresses.address_of(route)
    except NoReverseMatch:
        return ""


def links(request: HttpRequest, routes: tuple[tuple[str, str], ...]) -> list[Link]:
    """The links of ``routes`` that exist, the current one marked."""
    found = ((label, address_of(route)) for label, route in routes)
    return [Link(label, address, _current(request.path, address)) for label, address in found if address]


def _current(path: str, address: str) -> str:
    if path == address:
        return "page"
    return "true" if address != "/" and path.startswith(address) else ""
