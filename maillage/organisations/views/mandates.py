"""The functions of people: begun, ended, who stands in."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods

from maillage.organisations.actions import mandates
from maillage.organisations.forms.organisations import EndForm
from maillage.organisations.forms.people import MandateForm, SubstituteForm
from maillage.organisations.forms.units import unit_of
from maillage.organisations.models import Mandate, Person
from maillage.organisations.stewardship import keeper
from maillage.organisations.views.common import Asked, FormPage, asked, person_of, person_trail, require
from maillage.organisations.views.people import is_seen, organisation_asked, which_organisation

GET_POST = ["GET", "HEAD", "POST"]


@require_http_methods(GET_POST)
def mandate_new(request: HttpRequest, pk: UUID) -> HttpResponse:
    """A person takes on a function."""
    who = asked(request)
    person = person_of(who, pk)
    organisation = organisation_asked(request, who)
    if organisation is None:
        return which_organisation(request, who)
    functions = keeper(who.user, at=who.at, organisation=organisation).functions(organisation.pk)
    require(bool(functions))
    people = Person.objects.visible_to(who.user, at=who.at).exclude(pk=person.pk)
    form = MandateForm(request.POST or None, organisation=organisation, functions=functions, people=people, day=who.day)
    page = FormPage(
        "Nouvelle fonction",
        "Enregistrer la fonction",
        person.get_absolute_url(),
        person_trail(person),
        above=f"{person.full_name}, {organisation.label}",
    )
    names = ("function", "capacity", "substitute", "from_on", "to_on", "replaces")
    return page.answer(
        request,
        form,
        lambda: mandates.begin(
            person=person,
            organisation=organisation,
            unit=unit_of(organisation, form.cleaned_data["unit"]),
            **form.given(*names),
            by=who.user,
            at=who.at,
        ),
        done="La fonction est enregistrée.",
        to=person,
    )


def _mandate(who: Asked, pk: UUID) -> Mandate:
    rows = Mandate.objects.visible_to(who.user, at=who.at).select_related(
        "person", "organisation", "unit", "substitute"
    )
    mandate = get_object_or_404(rows, pk=pk)
    if not is_seen(who, mandate.person):
        raise Http404
    keeps = keeper(who.user, at=who.at, organisation=mandate.organisation)
    require(mandate.function in keeps.functions(mandate.organisation_id, mandate.unit))
    return mandate


@require_http_methods(GET_POST)
def mandate_end(request: HttpRequest, pk: UUID) -> HttpResponse:
    """A person stops holding a function."""
    who = asked(request)
    mandate = _mandate(who, pk)
    person = mandate.person
    if mandate.to_on is not None and mandate.to_on < who.day:
        return redirect(person)
    form = EndForm(request.POST or None, today=who.day)
    page = FormPage(
        "Mettre fin à la fonction",
        "Enregistrer la fin",
        person.get_absolute_url(),
        person_trail(person),
        f"{mandate.title}, {mandate.organisation.label}, depuis le {mandate.from_on:%d/%m/%Y}. "
        "Si la personne quitte l’organisation, passez plutôt la main : rien ne restera sans personne.",
        person.full_name,
        danger=True,
    )
    return page.answer(
        request,
        form,
        lambda: mandates.end(mandate=mandate, **form.given("last_day_on"), by=who.user, at=who.at),
        done="La fin de la fonction est enregistrée.",
        to=person,
    )


@require_http_methods(GET_POST)
def mandate_substitute(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Say who stands in."""
    who = asked(request)
    mandate = _mandate(who, pk)
    person = mandate.person
    people = Person.objects.visible_to(who.user, at=who.at).exclude(pk=person.pk)
    form = SubstituteForm(request.POST or None, people=people, initial={"substitute": mandate.substitute})
    page = FormPage(
        "Qui supplée",
        "Enregistrer",
        person.get_absolute_url(),
        person_trail(person),
        f"{mandate.title}, {mandate.organisation.label}",
        person.full_name,
    )
    return page.answer(
        request,
        form,
        lambda: mandates.set_substitute(
            mandate=mandate, substitute=form.cleaned_data["substitute"], by=who.user, at=who.at
        ),
        done="La suppléance est enregistrée.",
        to=person,
    )
