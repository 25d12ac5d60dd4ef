"""Units of an organisation: words for levels, opened, changed, closed."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from maillage.organisations.actions import units as actions
from maillage.organisations.forms.organisations import EndForm
from maillage.organisations.forms.units import LabelForm, UnitForm, unit_of
from maillage.organisations.models import Organisation, Unit, UnitLabel
from maillage.organisations.permissions import Permission
from maillage.organisations.stewardship import keeper
from maillage.organisations.views.common import Asked, FormPage, asked, organisation_of, organisation_trail, require

GET_POST = ["GET", "HEAD", "POST"]


def _require(who: Asked, organisation: Organisation, unit: Unit | None = None) -> None:
    keeps = keeper(who.user, at=who.at, organisation=organisation)
    require(keeps.may(Permission.UNIT_EDIT, organisation.pk, unit))


def _page(title: str, label: str, organisation: Organisation, **more: Any) -> FormPage:
    back = reverse("organisations:units", args=[organisation.pk])
    trail = organisation_trail(organisation, ("Unités", back))
    return FormPage(title, label, back, trail, above=organisation.label, **more)


def _unit(who: Asked, pk: UUID) -> Unit:
    rows = Unit.objects.visible_to(who.user, at=who.at).select_related("organisation", "label", "parent", "sector")
    return get_object_or_404(rows, pk=pk)


@transaction.atomic
def _label(organisation: Organisation, name: str, who: Asked) -> UnitLabel | None:
    known = organisation.unit_labels.filter(name=name).first() if name else None
    return known or (actions.set_label(organisation=organisation, name=name, by=who.user, at=who.at) if name else None)


@require_http_methods(GET_POST)
def unit_new(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Open a unit."""
    who = asked(request)
    organisation = organisation_of(who, pk)
    _require(who, organisation)
    initial = {"parent": request.GET.get("sous", ""), "from_on": who.day}
    form = UnitForm(request.POST or None, organisation=organisation, day=who.day, initial=initial)

    @transaction.atomic
    def act() -> Unit:
        values = form.given(*UnitForm.VALUES, "from_on")
        return actions.open(
            organisation=organisation,
            parent=unit_of(organisation, form.cleaned_data["parent"]),
            label=_label(organisation, form.cleaned_data["label"], who),
            by=who.user,
            at=who.at,
            **values,
        )

    page = _page("Ouvrir une unité", "Ouvrir l’unité", organisation)
    return page.answer(request, form, act, done="L’unité est ouverte.", to=page.cancel)


@require_http_methods(GET_POST)
def unit_edit(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Change a unit, or attach it elsewhere with all that is below it."""
    who = asked(request)
    unit = _unit(who, pk)
    organisation = unit.organisation
    _require(who, organisation, unit)
    initial = UnitForm.initial_of(unit)
    form = UnitForm(request.POST or None, row=unit, organisation=organisation, day=who.day, initial=initial)

    @transaction.atomic
    def act() -> Unit:
        values = form.given(*UnitForm.VALUES) | {"label": _label(organisation, form.cleaned_data["label"], who)}
        edited = actions.edit(unit=unit, values=values, revision=form.sent_revision, by=who.user, at=who.at)
        parent = unit_of(organisation, form.cleaned_data["parent"])
        if parent != unit.parent:
            actions.move(unit=edited, parent=parent, by=who.user, at=who.at)
        return edited

    page = _page("Modifier l’unité", "Enregistrer", organisation)
    return page.answer(request, form, act, done="L’unité est enregistrée.", to=page.cancel)


@require_http_methods(GET_POST)
def unit_close(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Close a unit after a day."""
    who = asked(request)
    unit = _unit(who, pk)
    _require(who, unit.organisation, unit)
    form = EndForm(request.POST or None, today=who.day)
    page = _page(
        f"Fermer « {unit.name} »",
        "Fermer l’unité",
        unit.organisation,
        danger=True,
        lede="Elle reste dans l’histoire. Ses unités et ses personnes doivent d’abord être ailleurs.",
    )
    return page.answer(
        request,
        form,
        lambda: actions.close(unit=unit, **form.given("last_day_on"), by=who.user, at=who.at),
        done="La fermeture de l’unité est enregistrée.",
        to=page.cancel,
    )


@require_http_methods(GET_POST)
def unit_labels(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Choose the words of the levels of the tree."""
    who = asked(request)
    organisation = organisation_of(who, pk)
    _require(who, organisation)
    form = LabelForm(request.POST or None)
    page = _page(
        "Niveaux de l’organigramme",
        "Enregistrer ce niveau",
        organisation,
        lede="Vos mots pour vos niveaux. Le même libellé de nouveau change son sigle ou son rang.",
    )
    page.template = "organisations/labels.html"
    page.context = {"labels": organisation.unit_labels.order_by("rank", "name", "pk")}
    return page.answer(
        request,
        form,
        lambda: actions.set_label(
            organisation=organisation, **form.given("name", "short_name", "rank"), by=who.user, at=who.at
        ),
        done="Le niveau est enregistré.",
        to=request.path,
    )
