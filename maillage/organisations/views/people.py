"""People: list, record, functions, contact."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from maillage.base.http import page_of, render_page
from maillage.organisations import policies
from maillage.organisations.actions import people as actions
from maillage.organisations.choosing import typed_in
from maillage.organisations.forms.choosers import box
from maillage.organisations.forms.people import ContactForm, Filters, NewPersonForm
from maillage.organisations.forms.units import unit_of
from maillage.organisations.models import Mandate, Organisation, Person
from maillage.organisations.models.person import PersonQuerySet
from maillage.organisations.permissions import Permission
from maillage.organisations.queries.duplicates import likely_same_people
from maillage.organisations.stewardship import keeper
from maillage.organisations.views.common import (
    Asked,
    FormPage,
    asked,
    organisation_of,
    organisation_trail,
    person_of,
    person_trail,
    require,
)

GET_POST = ["GET", "HEAD", "POST"]


@require_safe
def person_list(request: HttpRequest) -> HttpResponse:
    """The people that one may see, with what they do."""
    who, filters = asked(request), Filters(request.GET)
    rows = _filtered(who, filters)
    shown = Mandate.objects.visible_to(who.user, at=who.at)
    if not filters.chosen("quand"):
        shown = shown.exclude(to_on__lt=who.day)
    held = shown.select_related("organisation").order_by("-from_on", "pk")
    context = {
        "filters": filters,
        "page": page_of(request, rows.by_name().prefetch_related(Prefetch("mandates", held, to_attr="shown"))),
        "is_filtered": any(filters.chosen(name) for name in filters.fields),
        "can_add": bool(_organisations_kept(who)),
    }
    return render_page(request, "people/list.html", context, part="results")


def _filtered(who: Asked, filters: Filters) -> PersonQuerySet:
    held = Mandate.objects.visible_to(who.user, at=who.at)
    if name := filters.chosen("organisation"):
        held = held.filter(organisation__in=Organisation.objects.visible_to(who.user, at=who.at).matching(name))
    if function := filters.chosen("fonction"):
        held = held.filter(function=function)
    when = filters.chosen("quand")
    if when == "avant":
        held = held.filter(to_on__lt=who.day)
    elif not when:
        held = held.exclude(to_on__lt=who.day)
    is_narrowed = filters.chosen("organisation") or filters.chosen("fonction") or when
    return Person.objects.holding(held, or_is=None if is_narrowed else who.user.person_id).matching(
        filters.chosen("q"), in_order=True
    )


def _organisations_kept(who: Asked) -> list[Organisation]:
    """The organisations of one's own whose people one records."""
    ids = keeper(who.user, at=who.at).rights.organisation_ids(Permission.PERSON_EDIT)
    return list(Organisation.objects.active().filter(pk__in=ids).by_name())


@require_safe
def choose(request: HttpRequest) -> HttpResponse:
    """What a box to choose people offers for the words typed in it."""
    who = asked(request)
    name, typed, many = typed_in(request)
    rows = Person.objects.visible_to(who.user, at=who.at)
    return render_page(
        request, "organisations/choose.html", box(name, typed, rows, many=many, query={}), part="options"
    )


@require_safe
def person_detail(request: HttpRequest, pk: UUID) -> HttpResponse:
    """A person, what they do and did, and how to reach them when one may know."""
    who = asked(request)
    person = person_of(who, pk)
    held = Mandate.objects.visible_to(who.user, at=who.at).filter(person=person)
    rows = list(held.select_related("organisation", "unit", "substitute").order_by("-from_on", "pk"))
    rights = keeper(who.user, at=who.at).rights
    current = [row for row in rows if row.to_on is None or row.to_on >= who.day]
    context = {
        "person": person,
        "current": [
            {
                "row": row,
                "can_edit": rights.can(Permission.PERSON_EDIT, organisation=row.organisation_id, unit=row.unit),
            }
            for row in current
        ],
        "past": [row for row in rows if row not in current],
        "sees_contact": policies.can_see_contact(who.user, person, at=who.at),
        "can_edit": policies.can_edit_person(who.user, person, at=who.at),
        "can_add": rights.organisation_ids(Permission.PERSON_EDIT),
        "can_merge": rights.can(Permission.MERGE_DO),
        "leaving": [
            row for row in _distinct(current) if rights.can(Permission.HANDOVER_DO, organisation=row.organisation_id)
        ],
        "today": who.day,
    }
    return render_page(request, "people/detail.html", context)


def _distinct(rows: list[Mandate]) -> list[Mandate]:
    return list({row.organisation_id: row for row in rows}.values())


@require_http_methods(GET_POST)
def person_new(request: HttpRequest) -> HttpResponse:
    """Record a person with a first function, in the organisation that the address names or in one's own."""
    who = asked(request)
    organisation = organisation_asked(request, who)
    if organisation is None:
        return which_organisation(request, who)
    functions = keeper(who.user, at=who.at, organisation=organisation).functions(organisation.pk)
    require(bool(functions))
    people = Person.objects.none()
    form = NewPersonForm(
        request.POST or None, organisation=organisation, functions=functions, people=people, day=who.day
    )
    back = reverse("organisations:people", args=[organisation.pk])
    page = FormPage(
        "Ajouter une personne",
        "Ajouter",
        back,
        organisation_trail(organisation, ("Personnes", back)),
        above=organisation.label,
    )
    if form.is_valid() and not form.cleaned_data["even_so"] and (alike := _alike(form, who, organisation)):
        form.offer_even_so()
        return page.show(request, form, alike=alike, alike_words="Quelqu’un de ce nom est déjà dans l’annuaire")
    names = (*ContactForm.VALUES, "function", "capacity", "from_on")
    return page.answer(
        request,
        form,
        lambda: actions.create(
            organisation=organisation,
            unit=unit_of(organisation, form.cleaned_data["unit"]),
            **form.given(*names),
            by=who.user,
            at=who.at,
        ),
        done="La personne est ajoutée.",
        to=lambda person: person if is_seen(who, person) else back,
    )


def is_seen(who: Asked, person: Person) -> bool:
    """Whether the user sees the person they have just recorded."""
    return Person.objects.visible_to(who.user, at=who.at).filter(pk=person.pk).exists()


def _alike(form: NewPersonForm, who: Asked, organisation: Organisation) -> list[dict[str, Any]]:
    visible = Person.objects.visible_to(who.user, at=who.at).order_by().values("pk")
    found = likely_same_people(**form.given("first_name", "last_name")).filter(pk__in=visible)
    address = f"?organisation={organisation.pk}"
    return [
        {
            "label": row.full_name,
            "address": reverse("people:mandate_new", args=[row.pk]) + address,
            "nature": "",
            "detail": "lui ajouter une fonction ici",
        }
        for row in found[:5]
    ]


def organisation_asked(request: HttpRequest, who: Asked) -> Organisation | None:
    """The organisation that the address names; without one, the only one whose people the user keeps."""
    try:
        wanted = UUID(request.GET.get("organisation", ""))
    except ValueError:
        kept = _organisations_kept(who)
        return kept[0] if len(kept) == 1 else None
    return organisation_of(who, wanted)


def which_organisation(request: HttpRequest, who: Asked) -> HttpResponse:
    """Let the user say in which of their organisations."""
    kept = _organisations_kept(who)
    require(bool(kept))
    return render_page(request, "people/which.html", {"organisations": kept})


@require_http_methods(GET_POST)
def person_edit(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Change how a person is named and reached."""
    who = asked(request)
    person = person_of(who, pk)
    require(policies.can_edit_person(who.user, person, at=who.at))
    form = ContactForm(
        request.POST or None, row=person, initial={name: getattr(person, name) for name in ContactForm.VALUES}
    )
    page = FormPage(
        "Modifier les coordonnées",
        "Enregistrer",
        person.get_absolute_url(),
        person_trail(person),
        above=person.full_name,
        lede="Des coordonnées professionnelles : elles ne sont montrées qu’aux personnes de ses organisations.",
    )
    return page.answer(
        request,
        form,
        lambda: actions.edit(
            person=person, values=form.given(*ContactForm.VALUES), revision=form.sent_revision, by=who.user, at=who.at
        ),
        done="Les coordonnées sont enregistrées.",
        to=person,
    )
