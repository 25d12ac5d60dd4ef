"""The principles and objectives of an agreement, each at an address of its own, and its bodies."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from maillage.agreements.queries.principles import principles_of
from maillage.agreements.views.parts import open_part
from maillage.base.http import render_page


@require_safe
def principle_page(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The points of each article, with the commitments beside."""
    part = open_part(request, pk)
    found = principles_of(part.agreement, horizon=part.horizon, day=part.day)
    context = part.page("agreements:principles", parts=found.parts, bodies=found.bodies)
    return render_page(request, "agreements/principles.html", context)
