"""The theme that a person chose, kept in a cookie."""

from __future__ import annotations

from django.http import HttpRequest

COOKIE = "maillage_theme"
CHOICES = (("light", "Clair"), ("dark", "Sombre"), ("", "Comme l’appareil"))


def theme_of(request: HttpRequest) -> str:
    """``light``, ``dark``, or nothing: as the device."""
    chosen = request.COOKIES.get(COOKIE, "")
    return chosen if chosen in {"light", "dark"} else ""
