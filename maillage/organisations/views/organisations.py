"""The register: list, taken away, new, edited, renamed, ended."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from maillage.base import workbooks
from maillage.base.http import page_of, render_page
from maillage.organisations import policies
from maillage.organisations.actions import organisations as actions
from maillage.organisations.choosing import typed_in
from maillage.organisations.forms.choosers import box
from maillage.organisations.forms.organisations import (
    SORTS,
    ConfirmForm,
    EndForm,
    Filters,
    NameForm,
    NewOrganisationForm,
    OrganisationForm,
)
from maillage.organisations.models import Organisation
from maillage.organisations.models.organisation import OrganisationQuerySet
from maillage.organisations.views.common import (
    ORGANISATIONS,
    FormPage,
    asked,
    organisation_of,
    organisation_trail,
    require,
)
from maillage.territories.models import Territory

GET_POST = ["GET", "HEAD", "POST"]
_PLACES = 20  # territories that the words of a filter may mean


@require_safe
def organisation_list(request: HttpRequest) -> HttpResponse:
    """The register, searched as one types."""
    who, filters = asked(request), Filters(request.GET)
    rows = _filtered(Organisation.objects.visible_to(who.user, at=who.at), filters)
    context = {
        "filters": filters,
        "page": page_of(request, rows.order_by(*SORTS.get(filters.chosen("tri"), SORTS["nom"]))),
        "is_filtered": any(filters.chosen(name) for name in filters.fields),
        "query": request.GET.urlencode(),
        "can_create": policies.can_create_organisation(who.user, at=who.at),
        "can_import": policies.can_import(who.user, at=who.at),
    }
    return render_page(request, "organisations/list.html", context, part="results")


@require_safe
def organisation_export(request: HttpRequest, form: str) -> HttpResponse:
    """What the list shows, all pages of it, as a file that the import takes back."""
    if form not in {"csv", "xlsx"}:
        raise Http404
    who, filters = asked(request), Filters(request.GET)
    rows = _filtered(Organisation.objects.visible_to(who.user, at=who.at), filters).select_related("territory")
    lines = [
        [
            "Nom",
            "Nom court ou sigle",
            "Nature",
            "SIRET",
            "Numéro RNA",
            "Territoire",
            "Adresse",
            "Code postal",
            "Ville",
            "Disparue le",
        ]
    ]
    for row in rows.order_by(*SORTS.get(filters.chosen("tri"), SORTS["nom"])).iterator():
        place = row.territory.code or row.territory.name if row.territory else ""
        ended = f"{row.closed_on:%d/%m/%Y}" if row.closed_on else ""
        kind = row.get_kind_display()
        lines.append(
            [row.name, row.short_name, kind, row.siret, row.rna, place, row.address, row.postal_code, row.city, ended]
        )
    content, media = (
        (workbooks.as_workbook(ORGANISATIONS, lines), workbooks.XLSX)
        if form == "xlsx"
        else (workbooks.as_csv(lines), "text/csv; charset=utf-8")
    )
    headers = {"Content-Disposition": f'attachment; filename="organisations-{who.day:%Y-%m-%d}.{form}"'}
    return HttpResponse(content, content_type=media, headers=headers)


def _filtered(rows: OrganisationQuerySet, filters: Filters) -> OrganisationQuerySet:
    if text := filters.chosen("q"):
        digits = "".join(text.split())
        is_siret, by_name = digits.isdigit() and len(digits) > 5, filters.chosen("tri") in {"", "nom"}
        rows = rows.filter(siret__startswith=digits) if is_siret else rows.matching(text, in_order=by_name)
    if kind := filters.chosen("nature"):
        rows = rows.filter(kind=kind)
    if place := filters.chosen("territoire"):
        ids = list(Territory.objects.search(place).ranked(place).values_list("pk", flat=True)[:_PLACES])
        inside = Q(territory__in=ids) | Q(territory__commune__in=ids) | Q(territory__epci__in=ids)
        rows = rows.filter(inside | Q(territory__departement__in=ids) | Q(territory__region__in=ids))
    if filters.chosen("etat") != "tout":
        rows = rows.filter(is_active=filters.chosen("etat") != "fin")
    return rows


@require_safe
def choose(request: HttpRequest) -> HttpResponse:
    """What a box to choose organisations offers for the words typed in it."""
    who = asked(request)
    rows = Organisation.objects.visible_to(who.user, at=who.at).active()
    name, typed, many = typed_in(request)
    return render_page(
        request, "organisations/choose.html", box(name, typed, rows, many=many, query={}), part="options"
    )


@require_http_methods(GET_POST)
def organisation_new(request: HttpRequest) -> HttpResponse:
    """Add an organisation, unless it is there already under another spelling."""
    who = asked(request)
    require(policies.can_create_organisation(who.user, at=who.at))
    form = NewOrganisationForm(request.POST or None)
    page = FormPage(
        "Ajouter une organisation",
        "Ajouter à l’annuaire",
        reverse("organisations:list"),
        ((ORGANISATIONS, reverse("organisations:list")),),
        "Une personne morale : une commune et son CCAS sont deux organisations.",
    )
    if alike := form.alike():
        return page.show(request, form, **alike)
    return page.answer(
        request,
        form,
        lambda: actions.create(**form.described, by=who.user, at=who.at),
        done="L’organisation est ajoutée à l’annuaire.",
        to=lambda organisation: organisation,
    )


@require_http_methods(GET_POST)
def organisation_edit(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Change what is known of an organisation."""
    who = asked(request)
    organisation = organisation_of(who, pk)
    require(policies.can_edit_organisation(who.user, organisation, at=who.at))
    form = OrganisationForm(request.POST or None, row=organisation, initial=OrganisationForm.initial_of(organisation))
    page = FormPage(
        "Modifier la fiche",
        "Enregistrer",
        organisation.get_absolute_url(),
        organisation_trail(organisation),
        above=organisation.label,
    )
    return page.answer(
        request,
        form,
        lambda: actions.edit(
            organisation=organisation,
            values=form.given(*OrganisationForm.VALUES),
            revision=form.sent_revision,
            by=who.user,
            at=who.at,
        ),
        done="La fiche est enregistrée.",
        to=organisation,
    )


@require_http_methods(GET_POST)
def organisation_rename(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Give a new name from a day on."""
    who = asked(request)
    organisation = organisation_of(who, pk)
    require(policies.can_edit_organisation(who.user, organisation, at=who.at))
    initial = {"name": organisation.name, "short_name": organisation.short_name}
    form = NameForm(request.POST or None, initial=initial)
    page = FormPage(
        "Changer de nom",
        "Enregistrer le nom",
        organisation.get_absolute_url(),
        organisation_trail(organisation),
        "L’ancien nom reste dans l’histoire de l’organisation, et la recherche le trouve encore.",
        organisation.label,
    )
    return page.answer(
        request,
        form,
        lambda: actions.rename(
            organisation=organisation, **form.given("name", "short_name", "from_on"), by=who.user, at=who.at
        ),
        done="Le nom est enregistré.",
        to=organisation,
    )


@require_http_methods(GET_POST)
def organisation_close(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Record the end of an organisation that has no heir."""
    who = asked(request)
    organisation = organisation_of(who, pk)
    require(policies.can_succeed(who.user, at=who.at))
    if organisation.closed_on is not None:
        return redirect(organisation)
    form = EndForm(request.POST or None, today=who.day)
    page = FormPage(
        "Enregistrer la fin de l’organisation",
        "Enregistrer la fin",
        organisation.get_absolute_url(),
        organisation_trail(organisation),
        "Ses unités, les fonctions de ses personnes, ses adhésions, ses habilitations et les droits d’accès finissent "
        "le même jour. "
        "Si une autre prend sa suite, enregistrez plutôt une succession.",
        organisation.label,
        danger=True,
    )
    return page.answer(
        request,
        form,
        lambda: actions.close(organisation=organisation, **form.given("last_day_on"), by=who.user, at=who.at),
        done="La fin de l’organisation est enregistrée.",
        to=organisation,
    )


@require_http_methods(GET_POST)
def organisation_reopen(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take back an end that was recorded by mistake."""
    who = asked(request)
    organisation = organisation_of(who, pk)
    require(policies.can_succeed(who.user, at=who.at))
    if organisation.closed_on is None:
        raise Http404
    form = ConfirmForm(request.POST if request.method == "POST" else None)
    page = FormPage(
        "Rouvrir l’organisation",
        "Rouvrir",
        organisation.get_absolute_url(),
        organisation_trail(organisation),
        "Sa fin avait été enregistrée par erreur. Ce qui a fini avec elle ne recommence pas tout seul.",
        organisation.label,
    )
    return page.answer(
        request,
        form,
        lambda: actions.reopen(organisation=organisation, by=who.user, at=who.at),
        done="L’organisation est rouverte.",
        to=organisation,
    )
