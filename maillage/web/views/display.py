"""The display that a person chose: light, dark, or as the device."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_POST

from maillage.base.http import next_address
from maillage.web.theme import COOKIE

A_YEAR = 365 * 24 * 3600


@login_not_required
@require_POST
def display(request: HttpRequest) -> HttpResponse:
    """Remember the theme for a year, and go back to the page that asked."""
    response = HttpResponseRedirect(next_address(request))
    chosen = request.POST.get("theme", "")
    if chosen in {"light", "dark"}:
        response.set_cookie(
            COOKIE, chosen, max_age=A_YEAR, samesite="Lax", httponly=True, secure=settings.SESSION_COOKIE_SECURE
        )
    else:
        response.delete_cookie(COOKIE, samesite="Lax")
    return response
