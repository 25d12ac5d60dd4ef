"""Pages of errors say what happened and what to do, in French, and leak nothing."""

from __future__ import annotations

from http import HTTPStatus

import pytest
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse
from django.test import Client
from django.urls import path

from config.urls import handler400, handler403, handler404, handler500
from config.urls import urlpatterns as served


def _raise(error: type[Exception]) -> object:
    def view(_request: HttpRequest) -> HttpResponse:
        raise error("name of somebody")

    view.login_required = False  # type: ignore[attr-defined]
    return view


urlpatterns = [
    *served,
    path("essai/400", _raise(SuspiciousOperation)),  # type: ignore[arg-type]
    path("essai/403", _raise(PermissionDenied)),  # type: ignore[arg-type]
    path("essai/404", _raise(Http404)),  # type: ignore[arg-type]
    path("essai/500", _raise(RuntimeError)),  # type: ignore[arg-type]
]
__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]


@pytest.mark.urls(__name__)
@pytest.mark.parametrize(
    ("status", "words"),
    [
        (400, "Nous n’avons pas compris cette demande."),
        (403, "Cette action ne vous est pas permise."),
        (404, "Il n’y a rien à cette adresse."),
        (500, "Une panne est survenue de notre côté."),
    ],
)
def test_an_error_has_its_page(status: int, words: str) -> None:
    response = Client(raise_request_exception=False).get(f"/essai/{status}")
    page = response.content.decode()
    assert response.status_code == HTTPStatus(status)
    assert f"<h1>{words}</h1>" in page
    assert "Revenir à l’accueil" in page
    assert "somebody" not in page


def test_the_page_of_a_breakdown_needs_neither_database_nor_session(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("maillage.web.context.frame", None)
    response = handler_of_500(HttpRequest())
    assert response.status_code == 500


def handler_of_500(request: HttpRequest) -> HttpResponse:
    """The view that Django calls when all else failed."""
    from django.urls import get_resolver

    view = get_resolver().resolve_error_handler(500)
    return view(request)  # type: ignore[no-any-return]
