"""Starting from a model: choose it, choose the parties, answer a few questions; the text is written and read."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from maillage.agreements.actions import drafting
from maillage.agreements.drafting.composing import compose
from maillage.agreements.drafting.models import BY_SLUG, MODELS, Model
from maillage.agreements.forms.drafting import PartiesForm, SideForm, TermsForm, in_order, problem_with, sides_of
from maillage.agreements.models import Agreement
from maillage.agreements.policies import can_bring
from maillage.agreements.views.arrival import next_address, own_organisations
from maillage.base.http import render_page
from maillage.base.refusals import Refusal
from maillage.organisations.models import Organisation
from maillage.organisations.pages import GET_POST, Asked, Trail, asked, require


@require_safe
def models(request: HttpRequest) -> HttpResponse:
    """The models, and what each is for."""
    who = asked(request)
    require(can_bring(who.user, at=who.at))
    context = {"models": MODELS, "trail": _trail()}
    return render_page(request, "agreements/models.html", context)


@require_safe
def parties(request: HttpRequest, slug: str) -> HttpResponse:
    """Choose who signs; the address of the questions holds the choice."""
    who = asked(request)
    model, organisations = _model(slug), own_organisations(who)
    require(bool(organisations))
    form = PartiesForm(request.GET or None, model=model, organisations=organisations)
    if request.GET and form.is_valid():
        query = urlencode({"pour": form.cleaned_data["organisation"], "partie": [one.pk for one in form.parties]}, True)
        return redirect(f"{reverse('agreements:model_questions', args=[slug])}?{query}")
    context = {
        "form": form,
        "model": model,
        "trail": _trail(("Modèles", reverse("agreements:models"))),
        "cancel": reverse("agreements:models"),
    }
    return render_page(request, "agreements/model_parties.html", context)


@require_http_methods(GET_POST)
def questions(request: HttpRequest, slug: str) -> HttpResponse:
    """How the text names each party, and what it says; answered, it is written, kept and read."""
    who = asked(request)
    model = _model(slug)
    own, chosen = _chosen(request, who)
    if own is None or problem_with(model, chosen):
        return redirect("agreements:model_parties", slug)
    data = request.POST if request.method == "POST" else None
    sides = sides_of(data, model=model, parties=chosen, at=who.day)
    terms = TermsForm(data, model=model, initial={"title": model.label, "place": own.city})
    if data is not None and all([one.is_valid() for one in (*sides, terms)]):  # noqa: C419 each form says its errors
        try:
            agreement = _write(who, model, own, sides, terms)
        except Refusal as refusal:
            terms.tell(refusal)
        else:
            return redirect(next_address(who, agreement))
    context = {
        "sides": sides,
        "form": terms,
        "model": model,
        "trail": _trail(
            ("Modèles", reverse("agreements:models")), (model.label, reverse("agreements:model_parties", args=[slug]))
        ),
        "cancel": reverse("agreements:model_parties", args=[slug]),
        "wrong": [one for one in (*sides, terms) if one.errors],
    }
    return render_page(request, "agreements/model_questions.html", context)


def _write(who: Asked, model: Model, own: Organisation, sides: list[SideForm], terms: TermsForm) -> Agreement:
    title = terms.cleaned_data["title"]
    parties = [(one.organisation, one.side) for one in sides]
    text = compose(model, title=title, sides=[side for _one, side in parties], answers=terms.cleaned_data)
    return drafting.draft(
        model=model, organisation=own, title=title, text=text, parties=parties, by=who.user, at=who.at
    )


def _model(slug: str) -> Model:
    if slug not in BY_SLUG:
        raise Http404
    return BY_SLUG[slug]


def _chosen(request: HttpRequest, who: Asked) -> tuple[Organisation | None, list[Organisation]]:
    """The organisation that brings the text, and all its parties, as the address names them."""
    own = {str(one.pk): one for one in own_organisations(who)}
    require(bool(own))
    ids: list[Any] = []
    for one in request.GET.getlist("partie"):
        try:
            ids.append(UUID(one))
        except ValueError:
            continue
    rows = Organisation.objects.active().filter(pk__in=ids, merged_into__isnull=True)
    return own.get(request.GET.get("pour", "")), in_order(list(rows))


def _trail(*more: tuple[str, str]) -> Trail:
    conventions = reverse("agreements:list")
    first = [("Conventions", conventions)] if conventions else []
    return (*first, ("Apporter un accord", reverse("agreements:new")), *more)
