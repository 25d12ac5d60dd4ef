"""Requests and answers: who is signed in, what htmx asked for, pages of a list, where to go next."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar
from uuid import UUID

from django.core.paginator import Page
from django.db.models import Manager, Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.utils.http import url_has_allowed_host_and_scheme

from maillage.base.pages import Pages

if TYPE_CHECKING:
    from django.contrib.auth.models import _User

PAGE_SIZE = 25
PAGE_PARAMETER = "page"
_HOPS = 9  # the kept record may have been put together with another in its turn

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


class Elsewhere(Http404):
    """What stood at this address was put together with ``row``: the page of errors leads there."""

    def __init__(self, row: Any) -> None:
        super().__init__()
        self.row = row


def one_of(rows: QuerySet[_Row], pk: UUID) -> _Row:
    """The row ``pk`` of those that one may see; 404 else, which leads to the record kept in its place if one sees it.

    Only for models whose rows may be doubles of one another (``merged_into``).
    """
    found = rows.filter(pk=pk).first()
    if found is not None:
        return found
    known: Manager[Any] = rows.model._base_manager  # noqa: SLF001 those put together with others too
    kept: UUID | None = pk
    for _hop in range(_HOPS):
        kept = known.filter(pk=kept).values_list("merged_into_id", flat=True).first()
        if kept is None:
            break
        if (row := rows.filter(pk=kept).first()) is not None:
            raise Elsewhere(row)
    raise Http404


def next_address(request: HttpRequest, default: str = "/") -> str:
    """Where to go after a form: ``next`` when it stays in this site, else ``default``."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    safe = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if safe else default
