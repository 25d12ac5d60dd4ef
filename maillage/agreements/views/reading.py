"""Confirming a reading: the text on one side, what was read on the other, and a decision on each."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from maillage.agreements.actions import deciding
from maillage.agreements.forms.reading import AcceptAllForm
from maillage.agreements.models import Finding
from maillage.agreements.queries.gestures import recent_gestures
from maillage.agreements.queries.sheet import is_sure
from maillage.agreements.views.sheets import (
    KEYS_COOKIE,
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
from maillage.organisations.models import Organisation
from maillage.organisations.pages import GET_POST, require

A_YEAR = 365 * 24 * 3600


@require_safe
def reading(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The text and what was read of it; at the item of the address, else at the first that waits."""
    opened = open_sheet(request, pk)
    item = opened.sheet.find(request.GET.get("element", "")) or opened.sheet.first()
    return show(request, opened, item)


@require_POST
def decide(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Accept a finding, set it aside, or have it wait again."""
    opened = open_sheet(request, pk)
    require(opened.opened.standing.can_edit)
    finding = finding_of(opened.agreement, _uuid(request.POST.get("element")))
    item = item_of(opened.sheet, finding)
    try:
        gesture, said = _act(request, opened, finding)
    except Refusal as refusal:
        return refused(request, opened, item, refusal)
    moved = [one.pk for one in gesture.findings]
    return step(request, opened, item, moved=moved, said=f"{said}\u00a0: {item.title}.")


def _act(request: HttpRequest, opened: OpenSheet, finding: Finding) -> tuple[deciding.Gesture, str]:
    who = opened.opened.who
    known: dict[str, Any] = {"finding": finding, "revision": _revision(request), "by": who.user, "at": who.at}
    match request.POST.get("act"):
        case "accept":
            chosen = request.POST.get("organisation")
            rows = Organisation.objects.visible_to(who.user, at=who.at)
            organisation = rows.filter(pk=_uuid(chosen)).first() if chosen else None
            return deciding.accept(organisation=organisation, **known), "Confirmé"
        case "set-aside":
            return deciding.set_aside(**known), "Écarté"
        case "reopen":
            return deciding.reopen(**known), "Remis à vérifier"
        case "untie":
            return deciding.tie(organisation=None, **known), "Délié"
    raise Http404


@require_POST
def accept_all(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Accept at once what the machine was sure enough of."""
    opened = open_sheet(request, pk)
    require(opened.opened.standing.can_edit)
    form, who = AcceptAllForm(request.POST), opened.opened.who
    if not form.is_valid():
        raise Http404
    group = form.cleaned_data["nature"]
    wanted = [
        one.row.pk
        for one in opened.sheet.findings
        if is_sure(one.row, form.least) and group in ("", one.group) and not one.is_contested
    ]
    try:
        gesture = deciding.accept_all(agreement=opened.agreement, ids=wanted, by=who.user, at=who.at)
    except Refusal as refusal:
        messages.error(request, refusal.sentence)
    else:
        count = len(gesture.findings)
        messages.success(request, f"{count}\u00a0éléments confirmés." if count > 1 else "1\u00a0élément confirmé.")
    return redirect(opened.address())


@require_POST
def undo(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Go back on a gesture."""
    opened = open_sheet(request, pk)
    require(opened.opened.standing.can_edit)
    who = opened.opened.who
    try:
        gesture = deciding.undo(
            agreement=opened.agreement, batch=_uuid(request.POST.get("batch")), by=who.user, at=who.at
        )
    except Refusal as refusal:
        messages.error(request, refusal.sentence)
        return redirect(opened.address())
    moved = [one.pk for one in gesture.findings]
    item = item_of(opened.sheet, gesture.findings[0])
    count = len(moved)
    said = f"Annulé\u00a0: {item.title}." if count == 1 else f"Annulé pour {count}\u00a0éléments."
    return step(request, opened, item, moved=moved, said=said, stay=True)


@require_safe
def gestures(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The last gestures, each with what can be undone of it."""
    opened = open_sheet(request, pk)
    context = {
        "agreement": opened.agreement,
        "reading": opened,
        "done": recent_gestures(opened.agreement, opened.sheet.parties),
        "can_edit": opened.opened.standing.can_edit,
    }
    return render_page(request, "agreements/reading/gestures.html", context)


@require_http_methods(GET_POST)
def keys(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What each key does; they can be turned off (WCAG 2.1.4), for this browser."""
    opened = open_sheet(request, pk)
    if request.method != "POST":
        has_keys = request.COOKIES.get(KEYS_COOKIE) != "off"
        context = {"agreement": opened.agreement, "reading": opened, "has_keys": has_keys}
        return render_page(request, "agreements/reading/keys.html", context)
    response = redirect(opened.address())
    if request.POST.get("keys") == "off":
        secure = settings.SESSION_COOKIE_SECURE
        response.set_cookie(KEYS_COOKIE, "off", max_age=A_YEAR, samesite="Lax", httponly=True, secure=secure)
    else:
        response.delete_cookie(KEYS_COOKIE, samesite="Lax")
    return response


def _uuid(text: str | None) -> UUID:
    try:
        return UUID(text or "")
    except ValueError as error:
        raise Http404 from error


def _revision(request: HttpRequest) -> int:
    """The revision that the form was opened with; without any, one that no row has."""
    written = request.POST.get("revision", "")
    return int(written) if written.isdecimal() else -1
