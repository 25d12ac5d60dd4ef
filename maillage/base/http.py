"""Requests and answers: who is signed in, what htmx asked for, pages of a list, where to go next."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from django.core.paginator import Page
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.utils.http import url_has_allowed_host_and_scheme

from maillage.base.pages import Pages

if TYPE_CHECKING:
    from django.contrib.auth.models import _User

PAGE_SIZE = 25
PAGE_PARAMETER = "page"

_Row = TypeVar("_Row", bound=Model)


class AuthenticatedRequest(HttpRequest):
    """A request that LoginRequiredMiddleware let through: there is a user."""

    user: _User


def is_htmx(request: HttpRequest) -> bool:
    """Whether htmx asked for a part of the page (a boosted link asks for the whole page)."""
    return request.headers.get("HX-Request") == "true" and request.headers.get("HX-Boosted") != "true"


def render_page(
    request: HttpRequest, template: str, context: dict[str, Any] | None = None, *, part: str = "", status: int = 200
) -> HttpResponse:
    """The whole page, or its partial ``part`` when htmx asked; caches are told that there are two shapes."""
    wanted = f"{template}#{part}" if part and is_htmx(request) else template
    response = render(request, wanted, context, status=status)
    patch_vary_headers(response, ["HX-Request"])
    return response


def page_of(request: HttpRequest, rows: QuerySet[_Row], *, size: int = PAGE_SIZE) -> Page[_Row]:
    """The page of ``rows`` that the address asks for (``?page=3``): the nearest one when it does not exist."""
    return Pages(rows, size).get_page(request.GET.get(PAGE_PARAMETER))


def next_address(request: HttpRequest, default: str = "/") -> str:
    """Where to go after a form: ``next`` when it stays in this site, else ``default``."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    safe = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if safe else default
