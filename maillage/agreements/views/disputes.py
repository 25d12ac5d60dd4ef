"""Disputes about an agreement: their steps, what they suspend, and the court."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_http_methods, require_safe

from maillage.agreements.actions import disputes
from maillage.agreements.choices import PartyRole
from maillage.agreements.forms.ending import DisputeForm, StepForm, WithdrawForm
from maillage.agreements.models import Dispute, DisputeStep
from maillage.agreements.queries.disputes import MEDIATION, court_of, followed_of
from maillage.agreements.queries.places import Places
from maillage.agreements.queries.zone import day_there
from maillage.agreements.views.ending import documents_of
from maillage.agreements.views.happened import open_to_tell
from maillage.agreements.views.parts import Part, open_part
from maillage.base.http import render_page
from maillage.organisations.pages import GET_POST, FormPage


@require_safe
def dispute_page(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The disputes of an agreement, and the court that would judge them."""
    part = open_part(request, pk, to_outsiders=False)
    court = court_of(part.agreement, horizon=part.horizon)
    places = Places(part.agreement)
    context = part.page(
        "agreements:suite",
        followed=followed_of(part.agreement, horizon=part.horizon),
        court=court,
        court_place=places.of(court.clause.provision_id) if court.clause is not None else None,
        amicable_place=places.of(court.amicable.provision_id) if court.amicable is not None else None,
        mediation_law=MEDIATION,
        writes=part.standing.can_edit and part.agreement.confirmed_at is not None,
    )
    return render_page(request, "agreements/disputes.html", context)


@require_http_methods(GET_POST)
def dispute_new(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Open a dispute."""
    part = open_to_tell(request, pk)
    parties = [one for one in part.parties(part.day) if one.role == PartyRole.PARTY]
    today = day_there(part.agreement, part.who.at)
    form = DisputeForm(request.POST or None, declares=False, parties=parties, initial={"opened_on": today})
    page = _form_page(part, "Ouvrir un différend", "Enregistrer")
    page.lede = "Toutes les parties le liront. Il n’arrête ni l’accord ni ses délais."
    return page.answer(
        request,
        form,
        lambda: disputes.raise_dispute(
            agreement=part.agreement,
            **form.given(*DisputeForm.VALUES),
            party=form.chosen_party,
            by=part.who.user,
            at=part.who.at,
        ),
        done="Le différend est ouvert.",
        to=page.cancel,
    )


@require_http_methods(GET_POST)
def step_new(request: HttpRequest, pk: UUID, dispute_pk: UUID) -> HttpResponse:
    """Add a step."""
    part = open_to_tell(request, pk)
    rows = Dispute.objects.standing().filter(agreement=part.agreement).select_related("agreement")
    dispute = get_object_or_404(rows, pk=dispute_pk)
    today = day_there(part.agreement, part.who.at)
    form = StepForm(request.POST or None, declares=False, documents=documents_of(part), initial={"on": today})
    page = _form_page(part, "Ajouter une étape", "Ajouter")
    page.above = dispute.subject
    return page.answer(
        request,
        form,
        lambda: disputes.add_step(
            dispute=dispute,
            **form.given(*StepForm.VALUES),
            document=form.chosen_document,
            by=part.who.user,
            at=part.who.at,
        ),
        done="L’étape est ajoutée.",
        to=page.cancel,
    )


@require_http_methods(GET_POST)
def dispute_withdraw(request: HttpRequest, pk: UUID, kind: str, fact_pk: UUID) -> HttpResponse:
    """Take back a dispute, or a step of one."""
    part = open_to_tell(request, pk)
    fact: Dispute | DisputeStep
    if kind == "etape":
        steps = DisputeStep.objects.standing().filter(agreement=part.agreement)
        fact = get_object_or_404(steps.select_related("agreement"), pk=fact_pk)
    elif kind == "differend":
        rows = Dispute.objects.standing().filter(agreement=part.agreement)
        fact = get_object_or_404(rows.select_related("agreement"), pk=fact_pk)
    else:
        raise Http404
    form = WithdrawForm(request.POST or None)
    page = _form_page(part, "Retirer ce qui est écrit", "Retirer", danger=True)
    return page.answer(
        request,
        form,
        lambda: disputes.withdraw(fact=fact, reason=form.cleaned_data["reason"], by=part.who.user, at=part.who.at),
        done="C’est retiré.",
        to=page.cancel,
    )


def _form_page(part: Part, title: str, label: str, *, danger: bool = False) -> FormPage:
    back = part.address("disputes")
    return FormPage(title, label, back, part.trail("Différends", back), above=part.agreement.title, danger=danger)
