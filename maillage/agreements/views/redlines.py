"""Comparing two texts: the choice of both, then their redline, that can be shared, printed and taken to Word."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from maillage.agreements.choices import TermName
from maillage.agreements.forms.redlines import CompareForm
from maillage.agreements.models import Agreement, Expression
from maillage.agreements.queries import redlines
from maillage.agreements.redline import summary
from maillage.agreements.redline.as_word import as_document
from maillage.agreements.redline.showing import laid_out
from maillage.agreements.views.parts import Part, open_part
from maillage.base.http import render_page
from maillage.rendering.word import MEDIA_TYPE, write

TEXT = "agreements:detail"


@require_safe
def choose(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Which two texts; once chosen, the address of their comparison."""
    part = open_part(request, pk)
    own = redlines.versions_read(part.agreement, part.standing, part.horizon)
    if not own:
        return render_page(request, "agreements/compare.html", part.page(TEXT, form=None))
    seen = Agreement.objects.visible_to(part.who.user, at=part.who.at)
    form = CompareForm(
        request.GET if "after" in request.GET else None,
        own=own,
        beside=redlines.versions_beside(part.agreement, part.who.user, at=part.who.at),
        agreements=seen.exclude(pk=part.agreement.pk).filter(expressions__isnull=False).distinct(),
    )
    if form.is_valid() and (pair := _chosen(part, form)) is not None:
        return redirect("agreements:redline", pk, *pair)
    return render_page(request, "agreements/compare.html", part.page(TEXT, form=form))


def _chosen(part: Part, form: CompareForm) -> tuple[UUID, UUID] | None:
    """The two versions; None, and the form says why, when one of them is not open to the user."""
    values, who = form.cleaned_data, part.who
    after = redlines.version_read(UUID(values["after"]), who.user, at=who.at)
    if values["other"] is not None:
        before = redlines.latest(values["other"], who.user, at=who.at)
    else:
        before = redlines.version_read(UUID(values["before"]), who.user, at=who.at)
    if before is None:
        form.add_error("other" if values["other"] else "before", "Cet accord n’a pas de texte que vous puissiez lire.")
    if after is None:
        form.add_error("after", "Cet accord n’a pas de texte que vous puissiez lire.")
    if before is None or after is None:
        return None
    if part.agreement.pk not in {before.agreement_id, after.agreement_id}:
        form.add_error("after", "L’un des deux textes est celui de cet accord.")
        return None
    return before.pk, after.pk


@dataclass(frozen=True)
class Pair:
    """The two versions of an address, both of which the user reads; one at least is of the agreement."""

    part: Part
    before: Expression
    after: Expression


def open_pair(request: HttpRequest, pk: UUID, before: UUID, after: UUID) -> Pair:
    """404 when either is not seen."""
    part = open_part(request, pk)
    found = [redlines.version_read(one, part.who.user, at=part.who.at) for one in (before, after)]
    if found[0] is None or found[1] is None or pk not in {found[0].agreement_id, found[1].agreement_id}:
        raise Http404
    return Pair(part, found[0], found[1])


@require_safe
def redline(request: HttpRequest, pk: UUID, before: UUID, after: UUID) -> HttpResponse:
    """The comparison: only what changes or the whole text, one under the other or side by side."""
    pair = open_pair(request, pk, before, after)
    found = redlines.compared(pair.before, pair.after, day=pair.part.day)
    shown = {"whole": request.GET.get("tout") == "1", "beside": request.GET.get("cote") == "1"}
    address = reverse("agreements:redline", args=[pk, before, after])
    context = pair.part.page(
        TEXT,
        compared=found,
        summary=summary(found.redline),
        layout=laid_out(found.redline, is_whole=shown["whole"]),
        shown=shown,
        views=_views(address, shown),
        swapped=reverse("agreements:redline", args=[pk, after, before]),
    )
    if found.deviations is not None:
        context |= {"found": found.deviations, "terms": labelled_terms(found.deviations)}
    return render_page(request, "agreements/redline.html", context)


@require_safe
def redline_word(request: HttpRequest, pk: UUID, before: UUID, after: UUID) -> HttpResponse:
    """The same as a .docx, in which each change is tracked: a word processor accepts or refuses it."""
    pair = open_pair(request, pk, before, after)
    found = redlines.compared(pair.before, pair.after, day=pair.part.day)
    document = as_document(
        found.redline,
        title=f"{pair.after.agreement.title} (comparaison)",
        author=pair.after.agreement.brought_by.label,
        at=pair.after.recorded_at,
    )
    response = HttpResponse(write(document), content_type=MEDIA_TYPE)
    response["Content-Disposition"] = content_disposition_header(True, f"comparaison-{pk}.docx")
    return response


def labelled_terms(found: Any) -> list[dict[str, str]]:
    """The clauses that differ, by the names that people read."""
    labels: dict[str, Any] = dict(TermName.choices)
    return [{"label": labels[line.name], "before": line.frame, "after": line.local} for line in found.changed_terms]


def _views(address: str, shown: dict[str, bool]) -> list[list[dict[str, Any]]]:
    """The two choices of the page, as links: what is shown, and how."""

    def link(label: str, *, is_whole: bool, is_beside: bool) -> dict[str, Any]:
        query = "&".join(word for word, wanted in (("tout=1", is_whole), ("cote=1", is_beside)) if wanted)
        current = (is_whole, is_beside) == (shown["whole"], shown["beside"])
        return {"label": label, "address": f"{address}?{query}" if query else address, "current": current}

    return [
        [
            link("Ce qui change", is_whole=False, is_beside=shown["beside"]),
            link("Tout le texte", is_whole=True, is_beside=shown["beside"]),
        ],
        [
            link("L’un sous l’autre", is_whole=shown["whole"], is_beside=False),
            link("Côte à côte", is_whole=shown["whole"], is_beside=True),
        ],
    ]
