"""The terms of an agreement: a sheet in plain French, its clauses and its dates."""

from __future__ import annotations

from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_http_methods, require_safe

from maillage.agreements.actions import terms
from maillage.agreements.choices import TermName
from maillage.agreements.forms.terms import FactsForm, TermForm, ZoneForm
from maillage.agreements.models import Term
from maillage.agreements.queries.facts import facts_changed_since
from maillage.agreements.queries.terms import sheet_of
from maillage.agreements.views.parts import Part, open_part, open_to_edit
from maillage.base.http import render_page
from maillage.organisations.forms.organisations import ConfirmForm
from maillage.organisations.pages import GET_POST, FormPage


@require_safe
def term_page(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The sheet."""
    part = open_part(request, pk)
    sheet = sheet_of(part.agreement, part.parties(part.day), horizon=part.horizon, day=part.day)
    context = part.page(
        "agreements:terms",
        sheet=sheet,
        day=part.day,
        facts_hidden=facts_changed_since(part.agreement, part.horizon),
        known=any(group.lines for group in sheet.groups),
    )
    return render_page(request, "agreements/terms.html", context)


@require_http_methods(GET_POST)
def term_edit(request: HttpRequest, pk: UUID, name: str) -> HttpResponse:
    """Write a clause, or correct it."""
    part = open_to_edit(request, pk)
    if name not in TermName.values:
        raise Http404
    current = _rows(part, name).first()
    form = TermForm(request.POST or None, name=name, row=current, initial=TermForm.initial_of(current))
    page = _form_page(part, str(TermName(name).label).capitalize(), "Enregistrer la clause")
    if current is not None:
        page.template = "agreements/term_edit.html"
        page.context = {"withdraw_address": part.address("term_withdraw", name)}
    return page.answer(
        request,
        form,
        lambda: terms.write(
            agreement=part.agreement,
            name=name,
            value=form.value,
            **form.basis_given,
            valid_from=form.cleaned_data["valid_from"],
            revision=form.sent_revision if current is not None else None,
            by=part.who.user,
            at=part.who.at,
        ),
        done="La clause est enregistrée.",
        to=page.cancel,
    )


@require_http_methods(GET_POST)
def term_withdraw(request: HttpRequest, pk: UUID, name: str) -> HttpResponse:
    """Say that the text holds no such clause."""
    part = open_to_edit(request, pk)
    current = get_object_or_404(_rows(part, name))
    form = ConfirmForm(request.POST if request.method == "POST" else None, row=current)
    page = _form_page(part, f"Retirer : {current.get_name_display()}", "Retirer la clause")
    page.lede = "Le texte ne dit rien de tel. La clause reste dans ce qui a été écrit avant."
    page.danger = True
    return page.answer(
        request,
        form,
        lambda: terms.withdraw(term=current, revision=form.sent_revision, by=part.who.user, at=part.who.at),
        done="La clause est retirée.",
        to=page.cancel,
    )


@require_http_methods(GET_POST)
def facts_edit(request: HttpRequest, pk: UUID) -> HttpResponse:
    """State the dates of the agreement."""
    part = open_to_edit(request, pk)
    row = part.agreement
    form = FactsForm(request.POST or None, row=row, initial=FactsForm.initial_of(row))
    page = _form_page(part, "Les dates de l’accord", "Enregistrer les dates")
    page.lede = "Une date vide est une date que personne ne connaît : elle reste à demander."
    return page.answer(
        request,
        form,
        lambda: terms.state_facts(
            agreement=row,
            values=form.given(*FactsForm.VALUES),
            revision=form.sent_revision,
            by=part.who.user,
            at=part.who.at,
        ),
        done="Les dates sont enregistrées.",
        to=page.cancel,
    )


@require_http_methods(GET_POST)
def zone_edit(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Say where the days of the agreement are counted."""
    part = open_to_edit(request, pk)
    row = part.agreement
    form = ZoneForm(request.POST or None, row=row, initial={"zone": row.zone})
    page = _form_page(part, "Où l’on compte les jours", "Enregistrer")
    page.lede = (
        "Les jours fériés et l’heure ne sont pas les mêmes en Alsace-Moselle et outre-mer : la date prudente d’un "
        "préavis en dépend."
    )
    return page.answer(
        request,
        form,
        lambda: terms.state_zone(
            agreement=row,
            zone=form.cleaned_data["zone"],
            revision=form.sent_revision,
            by=part.who.user,
            at=part.who.at,
        ),
        done="C’est enregistré.",
        to=page.cancel,
    )


def _form_page(part: Part, title: str, label: str) -> FormPage:
    back = part.address("terms")
    return FormPage(title, label, back, part.trail("Termes", back), above=part.agreement.title)


def _rows(part: Part, name: str) -> QuerySet[Term]:
    """The clause that holds, at most one row."""
    rows = Term.objects.filter(agreement=part.agreement, name=name, superseded_at__isnull=True, valid_to__isnull=True)
    return rows.select_related("agreement")
