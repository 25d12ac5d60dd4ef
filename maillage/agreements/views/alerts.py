"""Alerts on authority and signature: set aside with a reason, and taken back."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_http_methods

from maillage.agreements.actions import alerts as alert_verbs
from maillage.agreements.forms.pieces import ReasonForm
from maillage.agreements.models import (
    AlertSetAside,
)
from maillage.agreements.queries.legal_alerts import alerts_in
from maillage.agreements.views.parts import open_to_edit
from maillage.agreements.views.signing import form_page
from maillage.organisations.forms.organisations import ConfirmForm
from maillage.organisations.pages import GET_POST


@require_http_methods(GET_POST)
def alert_set_aside(request: HttpRequest, pk: UUID, mark: str) -> HttpResponse:
    """Say why an alert does not stop the parties."""
    part = open_to_edit(request, pk)
    alert = next((one for one in alerts_in(part.agreement, day=part.day).alerts if one.mark == mark), None)
    if alert is None:
        raise Http404
    form = ReasonForm(request.POST or None)
    page = form_page(part, "Écarter cette alerte", "Écarter l’alerte", above=alert.title)
    page.lede = (
        f"{alert.why} Votre nom, la date et votre motif se liront à sa place. Si ces faits changent, elle revient."
    )
    return page.answer(
        request,
        form,
        lambda: alert_verbs.set_aside(
            agreement=part.agreement,
            mark=mark,
            reason=form.cleaned_data["reason"],
            by=part.who.user,
            at=part.who.at,
        ),
        done="L’alerte est écartée.",
        to=page.cancel,
    )


@require_http_methods(GET_POST)
def alert_take_back(request: HttpRequest, pk: UUID, kept_pk: UUID) -> HttpResponse:
    """Bring an alert back."""
    part = open_to_edit(request, pk)
    row = get_object_or_404(AlertSetAside, agreement=part.agreement, pk=kept_pk, taken_back_at__isnull=True)
    form = ConfirmForm(request.POST if request.method == "POST" else None)
    page = form_page(part, "Rétablir cette alerte", "Rétablir l’alerte", above=row.title)
    page.lede = f"Elle était écartée par {row.set_aside_by} : {row.reason}"
    return page.answer(
        request,
        form,
        lambda: alert_verbs.take_back(kept=row, by=part.who.user, at=part.who.at),
        done="L’alerte est rétablie.",
        to=page.cancel,
    )
