"""The living text of an agreement: its words, and beside them what the partners make of them."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_safe

from maillage.agreements.models import Document
from maillage.agreements.queries.living import Wanted, expression_of, living_text, place_of
from maillage.agreements.rendering import NOTE_KINDS
from maillage.agreements.views.common import open_agreement
from maillage.base.http import render_page
from maillage.base.templatetags.components import icons_address

MAX_QUERY = 120


@require_safe
def text(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The reading column with its margin; a draft shows its words and the way to confirm what was read of them."""
    opened = open_agreement(request, pk)
    expression = expression_of(opened.standing)
    context = opened.page("agreements:detail", expression=expression)
    if expression is None:
        documents = Document.objects.visible_to(opened.who.user, at=opened.who.at).standing()
        context["documents"] = documents.filter(agreement=opened.agreement).order_by("role", "added_at", "pk")
        return render_page(request, "agreements/without_text.html", context)
    page = living_text(opened.board, expression, wanted_of(request.GET), icons=icons_address())
    context |= {
        "text": page,
        # The drawing escapes every word of the document: it holds no other HTML than its own.
        "html": mark_safe(page.dressed.html),  # noqa: S308
        "loose": mark_safe(page.dressed.loose),  # noqa: S308
        "is_draft": opened.agreement.confirmed_at is None,
    }
    return render_page(request, "agreements/text.html", context, part="text")


@require_safe
def provision(request: HttpRequest, pk: UUID, provision_pk: UUID) -> HttpResponse:
    """The permanent address of a provision: where it stands in the text of today, whatever became of its number."""
    opened = open_agreement(request, pk)
    eid = place_of(opened.standing, provision_pk)
    if eid is None:
        raise Http404
    return redirect(f"{reverse('agreements:detail', args=[pk])}#{eid}")


def wanted_of(query: QueryDict) -> Wanted:
    """What the address asks of the page; the form always sends ``notes``, once empty, so that none may be chosen."""
    chosen = frozenset(query.getlist("notes")) & NOTE_KINDS.keys() if "notes" in query else frozenset(NOTE_KINDS)
    return Wanted(chosen, query.get("adresses") == "1", " ".join(query.get("q", "")[:MAX_QUERY].split()))
