"""Confirming a reading once all of it was decided; the defects of the text; and mending misread words."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from maillage.agreements.actions import confirming, reviewing, transcribing
from maillage.agreements.anchoring import Edit, edits_between
from maillage.agreements.choices import DefectState
from maillage.agreements.forms.reading import MendForm, ReasonForm
from maillage.agreements.models import Defect
from maillage.agreements.queries.answers import answers_of, current_expression
from maillage.agreements.queries.confirmable import summary_of
from maillage.agreements.views.sheets import OpenSheet, item_of, open_sheet, refused, selected, step, text_of
from maillage.base.http import render_page
from maillage.base.refusals import Refusal
from maillage.organisations.forms.organisations import ConfirmForm
from maillage.organisations.pages import GET_POST, require

_SAID = {
    DefectState.MENDED: "Défaut corrigé",
    DefectState.OPEN: "Défaut rouvert",
    DefectState.SET_ASIDE: "Défaut écarté",
}


@require_http_methods(GET_POST)
def confirm(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What will be created, and what should be known before; once confirmed, what comes next."""
    opened = open_sheet(request, pk)
    standing, who = opened.opened.standing, opened.opened.who
    agreement = opened.agreement
    if agreement.confirmed_at is None:
        require(standing.can_confirm_reading)
    form = ConfirmForm(request.POST or None, row=agreement)
    if request.method == "POST" and agreement.confirmed_at is None and form.is_valid():
        try:
            confirming.confirm(agreement=agreement, revision=form.sent_revision, by=who.user, at=who.at)
        except Refusal as refusal:
            form.tell(refusal)
        else:
            messages.success(request, "La lecture est confirmée\u00a0: l’accord est créé.")
            return redirect("agreements:reading-confirm", agreement.pk)
    context = {
        "agreement": agreement,
        "reading": opened,
        "form": form,
        "summary": summary_of(agreement),
        "answers": answers_of(agreement) if agreement.confirmed_at is not None else [],
        "share": reverse("agreements:share", args=[agreement.pk]) if standing.can_share else "",
        "record": agreement.get_absolute_url(),
    }
    return render_page(request, "agreements/reading/confirm.html", context)


@require_http_methods(GET_POST)
def defect(request: HttpRequest, pk: UUID, defect: UUID) -> HttpResponse:
    """Note that a defect is mended, or say why it is set aside."""
    opened = open_sheet(request, pk)
    require(opened.opened.standing.can_edit)
    row = get_object_or_404(Defect.objects.filter(agreement=opened.agreement).select_related("agreement"), pk=defect)
    form = ReasonForm(request.POST or None, row=row)
    if form.is_valid():
        try:
            return _decided(
                request, opened, row, DefectState.SET_ASIDE, form.cleaned_data["reason"], form.sent_revision
            )
        except Refusal as refusal:
            form.tell(refusal)
    item = item_of(opened.sheet, row)
    context = {
        "agreement": opened.agreement,
        "reading": opened,
        "item": item,
        "row": row,
        "form": form,
        "back": opened.address(item),
    }
    return render_page(request, "agreements/reading/set_aside.html", context, part="card")


@require_POST
def defect_state(request: HttpRequest, pk: UUID, defect: UUID) -> HttpResponse:
    """Note that a defect is mended, or open it again: nothing to write."""
    opened = open_sheet(request, pk)
    require(opened.opened.standing.can_edit)
    row = get_object_or_404(Defect.objects.filter(agreement=opened.agreement).select_related("agreement"), pk=defect)
    state = DefectState.MENDED if request.POST.get("act") == "mended" else DefectState.OPEN
    written = request.POST.get("revision", "")
    try:
        return _decided(request, opened, row, state, "", int(written) if written.isdecimal() else -1)
    except Refusal as refusal:
        return refused(request, opened, item_of(opened.sheet, row), refusal)


def _decided(
    request: HttpRequest, opened: OpenSheet, row: Defect, state: DefectState, reason: str, revision: int
) -> HttpResponse:
    who = opened.opened.who
    reviewing.decide(defect=row, state=state, reason=reason, revision=revision, by=who.user, at=who.at)
    item = item_of(opened.sheet, row)
    stay = state == DefectState.OPEN
    return step(request, opened, item, moved=[row.pk], said=f"{_SAID[state]}.", stay=stay)


@require_http_methods(GET_POST)
def mend(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Words that were misread, and those of the file."""
    opened = open_sheet(request, pk)
    require(opened.opened.standing.can_edit)
    expression, who = current_expression(opened.agreement), opened.opened.who
    require(expression is not None)
    whole = expression.text if expression is not None else ""
    number = expression.number if expression is not None else 0
    initial = {"number": number, **selected(request, whole)}
    initial["right"] = initial.get("words")
    form = MendForm(request.POST or None, whole=whole, initial=initial)
    if form.is_valid():
        right = form.cleaned_data["right"].strip(" ")
        edits = [
            Edit(start + one.start, start + one.end, one.words)
            for start, end in form.spans()
            for one in edits_between(whole[start:end], transcribing.canonical(right))
        ]
        try:
            done = transcribing.mend(
                agreement=opened.agreement,
                edits=edits,
                number=form.cleaned_data["number"] or 0,
                by=who.user,
                at=who.at,
            )
        except Refusal as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, refusal.sentence)
        else:
            messages.success(request, _told(done))
            return redirect(opened.address())
    context = {
        "agreement": opened.agreement,
        "reading": opened,
        "form": form,
        "text": text_of(opened, None, is_bare=True),
    }
    return render_page(request, "agreements/reading/mend.html", context)


def _told(done: transcribing.Mended) -> str:
    parts = [f"Le texte est rétabli (version {done.expression.number})."]
    if done.followed:
        plural = "éléments suivent" if done.followed > 1 else "élément suit"
        parts.append(f"{done.followed}\u00a0{plural} les mots rétablis.")
    if done.adrift:
        plural = "éléments sont" if done.adrift > 1 else "élément est"
        parts.append(f"{done.adrift}\u00a0{plural} à revoir.")
    if done.proposed:
        plural = "éléments nouveaux sont proposés" if done.proposed > 1 else "élément nouveau est proposé"
        parts.append(f"{done.proposed}\u00a0{plural} d’après les mots rétablis.")
    return " ".join(parts)
