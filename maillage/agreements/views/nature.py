"""What a text is: an agreement that binds its parties, or a document to which agreements refer."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from maillage.agreements.actions import depositing, reading_jobs
from maillage.agreements.forms.bringing import NatureForm
from maillage.agreements.models import Agreement, Expression
from maillage.agreements.queries.reading import current_text
from maillage.agreements.views.arrival import can_be_read, next_address
from maillage.agreements.views.common import open_agreement
from maillage.base.http import render_page
from maillage.base.refusals import Refusal
from maillage.organisations.pages import GET_POST, require


@require_http_methods(GET_POST)
def nature(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Why a text was taken for a reference document; say that it is an agreement all the same, or the contrary."""
    opened = open_agreement(request, pk)
    require(can_be_read(opened))
    expression = current_text(opened.agreement)
    require(expression is not None and expression.file_id is not None)
    form = NatureForm(request.POST if request.method == "POST" else None)
    by, at = opened.who.user, opened.who.at
    if request.method == "POST" and "reference" in request.POST:
        depositing.set_as_reference(agreement=opened.agreement, by=by, at=at)
        return redirect(request.path)
    if request.method == "POST" and form.is_valid():
        try:
            job = depositing.read_as_agreement(agreement=opened.agreement, kind=form.cleaned_data["kind"], by=by, at=at)
        except Refusal as refusal:
            form.tell(refusal)
        else:
            if job.begun_at is None:
                return redirect("agreements:progress", pk)
            reading_jobs.do(job=job, clock=timezone.now)
            return redirect(next_address(opened.who, Agreement.objects.get(pk=pk)))
    context = opened.page(
        "",
        form=form,
        expression=expression,
        reason=_reason(expression),
        trail=opened.trail(),
        keep_address=opened.agreement.get_absolute_url(),
        reading_address=reverse("agreements:reading", args=[opened.agreement.pk]),
    )
    return render_page(request, "agreements/nature.html", context)


def _reason(expression: Expression | None) -> str:
    """The sentence of the reader, in the typography of pages."""
    return str(expression.reading.get("nature_reason", "")).replace("'", "’") if expression else ""
