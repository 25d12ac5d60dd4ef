"""Correcting what was read, adding what was not, and tying a party to its organisation."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from maillage.agreements.actions import deciding
from maillage.agreements.choices import FindingSort
from maillage.agreements.finding_words import facts_of, label_of
from maillage.agreements.forms.findings import FORMS, FindingForm
from maillage.agreements.forms.reading import AddForm, TieForm, begun
from maillage.agreements.models import Agreement, Finding, Theme
from maillage.agreements.queries.answers import current_expression
from maillage.agreements.queries.likeness import described, proposals
from maillage.agreements.views.sheets import OpenSheet, finding_of, item_of, open_sheet, selected, step
from maillage.base.http import render_page
from maillage.base.refusals import Refusal
from maillage.organisations.actions import organisations
from maillage.organisations.forms.organisations import NewOrganisationForm
from maillage.organisations.models import Organisation
from maillage.organisations.pages import GET_POST, FormPage, require
from maillage.organisations.policies import can_create_organisation

_CORRECT = "agreements/reading/correct.html"


@require_http_methods(GET_POST)
def correct(request: HttpRequest, pk: UUID, finding: UUID) -> HttpResponse:
    """A small form on one finding; what the machine read stays beside it."""
    opened = open_sheet(request, pk)
    require(opened.opened.standing.can_edit)
    row, who = finding_of(opened.agreement, finding), opened.opened.who
    item = item_of(opened.sheet, row)
    form = FORMS[row.sort](
        request.POST or None, row=row, before=row.value, parties=opened.sheet.parties, **_words(opened.agreement, row)
    )
    if form.is_valid():
        try:
            deciding.correct(
                finding=row,
                value=form.value(),
                span=form.span,
                revision=form.sent_revision,
                by=who.user,
                at=who.at,
            )
        except Refusal as refusal:
            form.tell(refusal)
        else:
            return step(request, opened, item, moved=[row.pk], said=f"Corrigé\u00a0: {item.label.lower()}.")
    context = {
        "agreement": opened.agreement,
        "reading": opened,
        "item": item,
        "row": row,
        "form": form,
        "read": facts_of(row.sort, row.read, opened.sheet.parties) if row.read else [],
        "known_themes": _themes(opened) if row.sort == FindingSort.COMMITMENT else [],
        "back": opened.address(item),
    }
    return render_page(request, _CORRECT, context, part="card")


@require_http_methods(GET_POST)
def add(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The words first, and what they are; then the form of that sort."""
    opened = open_sheet(request, pk)
    require(opened.opened.standing.can_edit)
    whole = _whole_text(opened.agreement)
    chosen = AddForm(request.POST or None, whole=whole, initial=selected(request, whole))
    form: FindingForm | None = None
    if chosen.is_valid() and chosen.span is not None:
        form, done = _added(request, opened, chosen)
        if done is not None:
            return done
    context = {
        "agreement": opened.agreement,
        "reading": opened,
        "chosen": chosen,
        "form": form or chosen,
        "details": form,
        "label": label_of(*begun(chosen.cleaned_data["what"], "")) if form else "",
        "known_themes": _themes(opened),
    }
    return render_page(request, "agreements/reading/add.html", context)


def _added(request: HttpRequest, opened: OpenSheet, chosen: AddForm) -> tuple[FindingForm, HttpResponse | None]:
    """The second form, and the answer once it is kept."""
    who, span = opened.opened.who, chosen.span
    if span is None:
        raise ValueError("the words stand nowhere")
    sort, value = chosen.sort()
    quote = chosen.whole[slice(*span)]
    form = FORMS[sort](
        request.POST if "kept" in request.POST else None,
        before=value,
        parties=opened.sheet.parties,
        whole=chosen.whole,
        quote=quote,
    )
    form.keep_words()
    if not form.is_valid():
        return form, None
    try:
        gesture = deciding.add(
            agreement=opened.agreement,
            sort=FindingSort(sort),
            value=form.value(),
            span=span,
            by=who.user,
            at=who.at,
        )
    except Refusal as refusal:
        form.tell(refusal)
        return form, None
    fresh = opened.again()
    return form, redirect(fresh.address(item_of(fresh.sheet, gesture.findings[0])))


@require_http_methods(GET_POST)
def tie(request: HttpRequest, pk: UUID, finding: UUID) -> HttpResponse:
    """The organisation that a party is: one of those proposed, or any other of the register."""
    opened = open_sheet(request, pk)
    require(opened.opened.standing.can_edit)
    row, who = _party(opened, finding), opened.opened.who
    item = item_of(opened.sheet, row)
    form = TieForm(request.POST or None, row=row)
    if form.is_valid():
        organisation = form.cleaned_data["organisation"]
        try:
            deciding.tie(finding=row, organisation=organisation, revision=form.sent_revision, by=who.user, at=who.at)
        except Refusal as refusal:
            form.tell(refusal)
        else:
            return step(request, opened, item, moved=[row.pk], said=f"Relié à {organisation}.")
    context = {
        "agreement": opened.agreement,
        "item": item,
        "row": row,
        "form": form,
        "proposals": _proposals(opened, row),
        "back": opened.address(item),
        "create": reverse("agreements:reading-create", args=[pk, row.pk])
        if can_create_organisation(who.user, at=who.at)
        else "",
    }
    return render_page(request, "agreements/reading/tie.html", context)


@require_http_methods(GET_POST)
def create(request: HttpRequest, pk: UUID, finding: UUID) -> HttpResponse:
    """Add the organisation to the register and tie the party to it, in one step."""
    opened = open_sheet(request, pk)
    who = opened.opened.who
    require(opened.opened.standing.can_edit and can_create_organisation(who.user, at=who.at))
    row = _party(opened, finding)
    item = item_of(opened.sheet, row)
    wanted = described(row.value, _whole_text(opened.agreement), row.start)
    initial = {name: getattr(wanted, name) for name in ("name", "kind", "siret", "address", "postal_code", "city")}
    form = NewOrganisationForm(request.POST or None, initial=initial)
    back = opened.address(item)
    page = FormPage(
        "Créer l’organisation",
        "Créer et relier",
        back,
        ((opened.agreement.title, back),),
        f"La partie « {item.title} » y sera reliée.",
    )
    if alike := form.alike():
        return page.show(request, form, **alike)

    def act() -> Organisation:
        with transaction.atomic():
            made = organisations.create(**form.described, by=who.user, at=who.at)
            deciding.tie(finding=row, organisation=made, by=who.user, at=who.at)
        return made

    return page.answer(request, form, act, done="L’organisation est créée, et la partie y est reliée.", to=back)


def _party(opened: OpenSheet, pk: UUID) -> Finding:
    row = finding_of(opened.agreement, pk)
    require(row.sort == FindingSort.PARTY)
    return row


def _proposals(opened: OpenSheet, row: Finding) -> list[Any]:
    return proposals(described(row.value, _whole_text(opened.agreement), row.start))


def _whole_text(agreement: Agreement) -> str:
    expression = current_expression(agreement)
    return expression.text if expression is not None else ""


def _words(agreement: Agreement, row: Finding) -> dict[str, str]:
    """The text, and the words on which the finding rests while they are in it."""
    return {"whole": _whole_text(agreement), "quote": "" if row.is_adrift else row.quote}


def _themes(opened: OpenSheet) -> list[str]:
    """The themes of the agreement, for the box that proposes them."""
    read = {str(one.row.value.get("theme") or "") for one in opened.sheet.findings if isinstance(one.row, Finding)}
    kept = set(Theme.objects.filter(agreement=opened.agreement).values_list("name", flat=True))
    return sorted((read | kept) - {""})
