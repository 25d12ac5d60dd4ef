"""The circuits of visas of one's organisation, used again for each text."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from maillage.base.http import render_page
from maillage.negotiation.actions import approving
from maillage.negotiation.forms.approvals import CircuitForm
from maillage.negotiation.models import Circuit
from maillage.negotiation.queries.people import circuits_of, readers_in
from maillage.organisations.forms.base import Form
from maillage.organisations.models import Organisation
from maillage.organisations.pages import GET_POST, Asked, FormPage, asked, require
from maillage.organisations.permissions import Permission, Rights, rights_of


def _house(request: HttpRequest, pk: UUID) -> tuple[Asked, Organisation, Rights]:
    """One's own organisation: how it decides is nobody else's affair."""
    who = asked(request)
    rights = rights_of(who.user, at=who.at)
    organisation = get_object_or_404(Organisation, pk=pk)
    if pk not in rights.organisation_ids(Permission.AGREEMENT_VIEW):
        raise Http404
    return who, organisation, rights


@require_safe
def circuit_list(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The circuits of the organisation."""
    _, organisation, rights = _house(request, pk)
    context = {
        "organisation": organisation,
        "circuits": circuits_of(pk),
        "can_edit": rights.can(Permission.AGREEMENT_CONFIRM, organisation=pk),
        "links": (
            ("Organisations", reverse("organisations:list")),
            (organisation.name, organisation.get_absolute_url()),
        ),
    }
    return render_page(request, "negotiation/circuits.html", context)


@require_http_methods(GET_POST)
def circuit_new(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Define a circuit."""
    return _write(request, pk, None)


@require_http_methods(GET_POST)
def circuit_edit(request: HttpRequest, pk: UUID, circuit_pk: UUID) -> HttpResponse:
    """Write a circuit again."""
    rows = Circuit.objects.filter(organisation=pk, withdrawn_at__isnull=True)
    return _write(request, pk, get_object_or_404(rows, pk=circuit_pk))


def _write(request: HttpRequest, pk: UUID, circuit: Circuit | None) -> HttpResponse:
    who, organisation, rights = _house(request, pk)
    require(rights.can(Permission.AGREEMENT_CONFIRM, organisation=pk))
    form = CircuitForm(
        request.POST or None,
        accounts=list(readers_in(pk, at=who.at)),
        row=circuit,
        initial=CircuitForm.initial_of(circuit) if circuit is not None else {},
    )
    page = _page(
        organisation, "Modifier le circuit" if circuit is not None else "Nouveau circuit de visas", "Enregistrer"
    )
    page.lede = "Les visas se donnent dans cet ordre, avant que votre organisation approuve un texte."
    return page.answer(
        request,
        form,
        lambda: approving.write_circuit(
            organisation=organisation,
            name=form.cleaned_data["name"],
            steps=[approving.StepGiven(label, user) for label, user in form.steps],
            circuit=circuit,
            revision=form.sent_revision if circuit is not None else None,
            by=who.user,
            at=who.at,
        ),
        done="Le circuit est enregistré.",
        to=page.cancel,
    )


@require_http_methods(GET_POST)
def circuit_withdraw(request: HttpRequest, pk: UUID, circuit_pk: UUID) -> HttpResponse:
    """Offer a circuit no longer."""
    who, organisation, rights = _house(request, pk)
    require(rights.can(Permission.AGREEMENT_CONFIRM, organisation=pk))
    circuit = get_object_or_404(Circuit, organisation=pk, pk=circuit_pk, withdrawn_at__isnull=True)
    page = _page(organisation, f"Retirer le circuit « {circuit.name} »", "Retirer")
    page.lede = "Les visas déjà demandés par ce circuit restent attendus."
    return page.answer(
        request,
        Form(request.POST if request.method == "POST" else None),
        lambda: approving.withdraw_circuit(circuit=circuit, by=who.user, at=who.at),
        done="Le circuit est retiré.",
        to=page.cancel,
    )


def _page(organisation: Organisation, title: str, label: str) -> FormPage:
    back = reverse("negotiation:circuits", args=[organisation.pk])
    trail = (
        ("Organisations", reverse("organisations:list")),
        (organisation.name, organisation.get_absolute_url()),
        ("Circuits de visas", back),
    )
    return FormPage(title, label, back, trail, above=organisation.name)
