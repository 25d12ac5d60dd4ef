"""The gallery of components."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from maillage.web.gallery import shown


@login_not_required
def gallery(request: HttpRequest) -> HttpResponse:
    """Each component with its variables: pages invent no other."""
    return render(request, "web/gallery.html", {"specimens": shown(request)})
