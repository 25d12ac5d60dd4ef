"""What the boxes to choose a row ask of the server."""

from __future__ import annotations

import re

from django.http import Http404, HttpRequest

from maillage.territories.fields import TYPED, Typed


def typed_in(request: HttpRequest) -> tuple[str, Typed, bool]:
    """The name of the field, what was picked and typed, and whether several may be picked."""
    name = request.GET.get("field", "")
    if not re.fullmatch(r"[A-Za-z][A-Za-z0-9_-]{0,60}", name):
        raise Http404
    typed = Typed(tuple(request.GET.getlist(name)[:50]), request.GET.get(name + TYPED, "")[:200])
    return name, typed, request.GET.get("many") == "1"
