"""Pages of territories."""

from __future__ import annotations

import re
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from maillage.base.http import AuthenticatedRequest, page_of, render_page
from maillage.base.refusals import Refusal, StaleRevision
from maillage.territories import policies, queries
from maillage.territories.actions import perimeters
from maillage.territories.choices import OVERVIEW, Kind
from maillage.territories.fields import TYPED, Typed, chooser_context
from maillage.territories.forms import Filters, PerimeterForm
from maillage.territories.models import Territory


@require_safe
def territory_list(request: AuthenticatedRequest) -> HttpResponse:
    """All territories, searched as one types."""
    filters = Filters(request.GET)
    text, kind = filters.chosen("q"), filters.chosen("kind")
    rows = Territory.objects.search(text).with_places()
    if kind:
        rows = rows.of_kind(kind)
    elif not text:
        rows = rows.of_kinds(OVERVIEW)
    page = page_of(request, rows.ranked(text) if text or not kind else rows.by_name())
    context = {
        "filters": filters,
        "page": page,
        "heir": queries.commune_of_code(text) if text and not page.object_list else None,
        "is_filtered": bool(text or kind),
        "geography": queries.latest_geography(),
        "may_draw": bool(policies.owners_for(request.user, at=timezone.now())),
    }
    return render_page(request, "territories/list.html", context, part="results")


@require_safe
def territory_detail(request: AuthenticatedRequest, pk: UUID) -> HttpResponse:
    """A territory: what it belongs to, what it contains, what it was."""
    territory = get_object_or_404(Territory.objects.with_parents(), pk=pk)
    contents = queries.contents_of(territory)
    shown = next(
        (part for part in contents if part.kind == request.GET.get("contenu")), contents[-1] if contents else None
    )
    context = {
        "territory": territory,
        "record": queries.record_of(territory),
        "contents": contents,
        "shown": shown,
        "page": page_of(request, shown.rows) if shown else None,
        "geography": queries.latest_geography(),
        "owner": policies.owner_name(territory.owner_id),
        "may_edit": policies.may_edit_perimeter(request.user, organisation_id=territory.owner_id, at=timezone.now()),
    }
    return render_page(request, "territories/detail.html", context, part="contents")


@require_safe
def choose(request: AuthenticatedRequest) -> HttpResponse:
    """What a box to choose territories offers for the words that are typed in it."""
    field = request.GET.get("field", "")
    kinds = [kind for kind in request.GET.get("kinds", "").split(",") if kind in Kind.values]
    if not re.fullmatch(r"[A-Za-z][A-Za-z0-9_-]{0,60}", field):
        raise Http404
    typed = Typed(tuple(request.GET.getlist(field)), request.GET.get(field + TYPED, "")[:200])
    context = chooser_context(field, typed, many=request.GET.get("many") == "1", kinds=kinds)
    return render_page(request, "territories/choose.html", context, part="options")


@require_http_methods(["GET", "HEAD", "POST"])
def perimeter_new(request: AuthenticatedRequest) -> HttpResponse:
    """A perimeter to draw."""
    at = timezone.now()
    owners = policies.owners_for(request.user, at=at)
    if not owners:
        raise PermissionDenied
    form = PerimeterForm(request.POST or None, owners=owners)
    if form.is_valid():
        try:
            perimeter = perimeters.draw_perimeter(drawing=form.drawing, owner_id=form.owner_id, by=request.user, at=at)
        except Refusal as refusal:
            form.add_error(refusal.field, refusal.sentence)
        else:
            return redirect(perimeter)
    return render_page(request, "territories/perimeter_form.html", {"form": form, "territory": None})


@require_http_methods(["GET", "HEAD", "POST"])
def perimeter_edit(request: AuthenticatedRequest, pk: UUID) -> HttpResponse:
    """A perimeter to change."""
    at = timezone.now()
    perimeter = get_object_or_404(Territory.objects.perimeters(), pk=pk)
    if not policies.may_edit_perimeter(request.user, organisation_id=perimeter.owner_id, at=at):
        raise PermissionDenied
    form = PerimeterForm(request.POST or None, initial=PerimeterForm.initial_of(perimeter))
    if form.is_valid():
        revision = form.cleaned_data["revision"]
        try:
            perimeters.change_perimeter(
                perimeter=perimeter, drawing=form.drawing, revision=revision, by=request.user, at=at
            )
        except Refusal as refusal:
            if isinstance(refusal, StaleRevision):
                form.at_revision(perimeter.revision)
            form.add_error(refusal.field, refusal.sentence)
        else:
            return redirect(perimeter)
    return render_page(request, "territories/perimeter_form.html", {"form": form, "territory": perimeter})
