"""The parties read, confirm or contest what was read; others settle what is contested."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods, require_POST

from maillage.agreements import policies
from maillage.agreements.actions import answering
from maillage.agreements.forms.reading import ApproveForm, ContestForm, SettleForm
from maillage.agreements.models import Objection
from maillage.agreements.queries.answers import answers_of
from maillage.agreements.views.sheets import (
    ANSWER,
    OpenSheet,
    finding_of,
    item_of,
    open_sheet,
    refused,
    show,
    step,
)
from maillage.base.http import render_page
from maillage.base.refusals import Refusal
from maillage.organisations.pages import GET_POST, require


@require_http_methods(GET_POST)
def answer(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The reading, to confirm whole or to contest finding by finding."""
    opened = open_sheet(request, pk, route=ANSWER)
    standing, who = opened.opened.standing, opened.opened.who
    require(bool(standing.answering))
    form = ApproveForm(request.POST or None, parties=standing.answering)
    if form.is_valid():
        try:
            answering.approve(party=form.cleaned_data["party"], by=who.user, at=who.at)
        except Refusal as refusal:
            messages.error(request, refusal.sentence)
        else:
            messages.success(request, "Vous avez confirmé la lecture\u00a0: les autres parties le voient.")
        return redirect(opened.address())
    item = opened.sheet.find(request.GET.get("element", "")) or next(iter(opened.sheet.shown), None)
    return show(request, opened, item, more={"approve": form, "answers": answers_of(opened.agreement)})


@require_http_methods(GET_POST)
def contest(request: HttpRequest, pk: UUID, finding: UUID) -> HttpResponse:
    """Say what one contests of a finding, and why."""
    opened = open_sheet(request, pk, route=ANSWER)
    standing, who = opened.opened.standing, opened.opened.who
    require(bool(standing.answering))
    row = finding_of(opened.agreement, finding)
    item = item_of(opened.sheet, row)
    form = ContestForm(request.POST or None, parties=standing.answering)
    if form.is_valid():
        try:
            answering.contest(
                finding=row,
                party=form.cleaned_data["party"],
                reason=form.cleaned_data["reason"],
                by=who.user,
                at=who.at,
            )
        except Refusal as refusal:
            form.tell(refusal)
        else:
            return step(request, opened, item, moved=[row.pk], said=f"Contesté\u00a0: {item.title}.", stay=True)
    context = {
        "agreement": opened.agreement,
        "reading": opened,
        "item": item,
        "row": row,
        "form": form,
        "back": opened.address(item),
    }
    return render_page(request, "agreements/reading/contest.html", context, part="card")


@require_POST
def withdraw(request: HttpRequest, pk: UUID, objection: UUID) -> HttpResponse:
    """A party no longer contests."""
    opened, row = _objection(request, pk, objection, route=ANSWER)
    require(policies.can_withdraw(opened.opened.standing, row))
    who, item = opened.opened.who, item_of(opened.sheet, row.finding)
    try:
        answering.withdraw(objection=row, by=who.user, at=who.at)
    except Refusal as refusal:
        return refused(request, opened, item, refusal)
    return step(request, opened, item, moved=[row.finding_id], said="Contestation retirée.", stay=True)


@require_http_methods(GET_POST)
def settle(request: HttpRequest, pk: UUID, objection: UUID) -> HttpResponse:
    """Say how an objection ends, once what it asks is corrected or refused."""
    opened, row = _objection(request, pk, objection)
    require(policies.can_settle(opened.opened.standing, row))
    who, item = opened.opened.who, item_of(opened.sheet, row.finding)
    form = SettleForm(request.POST or None, row=row)
    if form.is_valid():
        try:
            answering.settle(
                objection=row,
                outcome=form.cleaned_data["outcome"],
                is_corrected=form.cleaned_data["ending"] == "corrected",
                revision=form.sent_revision,
                by=who.user,
                at=who.at,
            )
        except Refusal as refusal:
            form.tell(refusal)
        else:
            return step(request, opened, item, moved=[row.finding_id], said="Contestation réglée.", stay=True)
    context = {
        "agreement": opened.agreement,
        "reading": opened,
        "item": item,
        "objection": row,
        "form": form,
        "back": opened.address(item),
    }
    return render_page(request, "agreements/reading/settle.html", context)


def _objection(
    request: HttpRequest, pk: UUID, objection: UUID, *, route: str = "agreements:reading"
) -> tuple[OpenSheet, Objection]:
    opened = open_sheet(request, pk, route=route)
    rows = Objection.objects.filter(finding__agreement=opened.agreement)
    return opened, get_object_or_404(rows.select_related("finding__agreement", "party__organisation"), pk=objection)
