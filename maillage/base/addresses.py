"""Addresses of routes, worked out once: the tabs, the menus and the acts of a page ask for forty of them."""

from __future__ import annotations

from functools import lru_cache
from uuid import UUID

from django.conf import settings
from django.urls import get_script_prefix, reverse

_ROW = UUID(int=0)


def address_of(route: str) -> str:
    """The address of a route without arguments."""
    return _known(route, settings.ROOT_URLCONF, get_script_prefix())


def address_on(route: str, pk: UUID) -> str:
    """The address of a route whose only argument is the key of a row."""
    return _known(route, settings.ROOT_URLCONF, get_script_prefix(), _ROW).replace(str(_ROW), str(pk))


@lru_cache(maxsize=512)
def _known(route: str, _urls: str, _prefix: str, *args: UUID) -> str:
    return reverse(route, args=args)
