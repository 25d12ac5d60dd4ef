"""What was done with an agreement, for those whom it concerns."""

from __future__ import annotations

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from maillage.agreements.queries.story import events_of
from maillage.agreements.views.common import open_agreement
from maillage.base.http import page_of, render_page
from maillage.organisations.pages import thread_of


@require_safe
def journal(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The events of an agreement that reached the user's organisations, in sentences."""
    opened = open_agreement(request, pk)
    if not opened.standing.reads_journal:
        raise PermissionDenied
    page = page_of(request, events_of(opened.standing))
    context = opened.page("agreements:journal", page=page, told=thread_of(page.object_list, opened.who))
    return render_page(request, "agreements/journal.html", context)
