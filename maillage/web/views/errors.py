"""Pages of errors: what happened, and what to do next."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import get_template

from maillage.base.http import Elsewhere


@login_not_required
def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001
    """400: the request cannot be read."""
    return render(request, "400.html", status=400)


@login_not_required
def permission_denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001
    """403: visible, and refused."""
    return render(request, "403.html", status=403)


@login_not_required
def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001
    """403: a form that was opened too long ago, or from elsewhere."""
    return render(request, "403_form.html", status=403)


@login_not_required
def page_not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404: nothing there, or nothing that this person may see: the page does not say which.

    The address of a double leads to the same page of the record that was kept, for the time that it is.
    """
    match = request.resolver_match
    if isinstance(exception, Elsewhere) and match is not None and request.method in {"GET", "HEAD"}:
        kept = exception.row
        return redirect(match.view_name, pk=kept.pk) if set(match.kwargs) == {"pk"} else redirect(kept)
    return render(request, "404.html", status=404)


@login_not_required
def server_error(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    """500: drawn without the database, the session or the frame, any of which may be what failed."""
    return HttpResponse(get_template("500.html").render(), status=500)
