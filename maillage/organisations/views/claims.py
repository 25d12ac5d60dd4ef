"""Who speaks for an organisation: asked, answered."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from maillage.base.http import page_of, render_page
from maillage.organisations import policies
from maillage.organisations.actions import claims as actions
from maillage.organisations.choices import ClaimState
from maillage.organisations.forms.claims import AskForm, DecideForm
from maillage.organisations.models import Claim
from maillage.organisations.queries.accounts import administrators_of
from maillage.organisations.views.common import (
    ORGANISATIONS,
    FormPage,
    asked,
    organisation_of,
    organisation_trail,
    require,
)

GET_POST = ["GET", "HEAD", "POST"]


@require_http_methods(GET_POST)
def claim_new(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Ask to speak for an organisation."""
    who = asked(request)
    organisation = organisation_of(who, pk)
    require(policies.can_claim(who.user, organisation, at=who.at))
    form = AskForm(request.POST or None)
    page = FormPage(
        f"Parler pour {organisation.label}",
        "Envoyer la demande",
        organisation.get_absolute_url(),
        organisation_trail(organisation),
        "Taper un nom ne donne aucun droit. Une adresse professionnelle reconnue suffit ; sinon, quelqu’un vérifie.",
        context={"administered": administrators_of(organisation, at=who.at).exists()},
    )

    def told(claim: Claim) -> str:
        verified = claim.state == ClaimState.VERIFIED
        said = (
            "C’est vérifié : vous parlez pour cette organisation."
            if verified
            else "Votre demande est envoyée. Vous saurez ici ce qui en est décidé."
        )
        messages.success(request, said)
        return organisation.get_absolute_url()

    return page.answer(
        request,
        form,
        lambda: actions.ask(user=who.user, organisation=organisation, **form.given("message"), by=who.user, at=who.at),
        done="",
        to=told,
    )


@require_safe
def claim_list(request: HttpRequest) -> HttpResponse:
    """Requests that one may answer, and one's own."""
    who = asked(request)
    rows = Claim.objects.visible_to(who.user, at=who.at).select_related(
        "organisation", "user__person", "decided_by__person"
    )
    waiting = request.GET.get("etat") != "tout"
    chosen = rows.pending() if waiting else rows.order_by("-asked_at", "pk")
    return render_page(
        request, "organisations/claims.html", {"page": page_of(request, chosen), "waiting": waiting, "me": who.user}
    )


@require_http_methods(GET_POST)
def claim_decide(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Answer a request."""
    who = asked(request)
    rows = Claim.objects.visible_to(who.user, at=who.at).select_related("organisation", "user__person")
    claim = get_object_or_404(rows, pk=pk)
    back = reverse("organisations:claims")
    if claim.state != ClaimState.ASKED and claim.user_id != who.user.pk:
        messages.info(request, f"Cette demande est déjà {claim.get_state_display()}.")
        return redirect(back)
    require(policies.can_decide_claim(who.user, claim, at=who.at))
    form = DecideForm(request.POST or None)
    page = FormPage(
        "Répondre à une demande",
        "Oui, cette personne parle pour l’organisation",
        back,
        ((ORGANISATIONS, reverse("organisations:list")), ("Demandes", back)),
        above=claim.organisation.label,
        template="organisations/claim.html",
        context={"claim": claim},
    )

    def act() -> Claim:
        values = form.cleaned_data
        if values["answer"] == "refuse":
            return actions.refuse(claim=claim, reason=values["reason"], by=who.user, at=who.at)
        return actions.verify(claim=claim, role=values["role"], reason=values["reason"], by=who.user, at=who.at)

    return page.answer(request, form, act, done="La réponse est enregistrée.", to=back)
