"""The routes of the application, and the yardstick."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import path

from config.urls import handler400, handler403, handler404, handler500
from config.urls import urlpatterns as served


def ok(_request: HttpRequest) -> HttpResponse:
    """What a page costs before it does anything: the same middleware, the same session, nothing more."""
    return HttpResponse("ok")


urlpatterns = [path("ok", ok), *served]
__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]
