"""What one asks of the other parties of an agreement: the form, the list, reminding, revoking."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from maillage.agreements.actions import requests as verbs
from maillage.agreements.asking_words import state_of, task_of
from maillage.agreements.choices import Task
from maillage.agreements.forms.asking import AskForm
from maillage.agreements.letters import Envelope, Outbox, envelope_of
from maillage.agreements.models import Request
from maillage.agreements.policies import asking_bodies, is_ready_to_ask, other_parties
from maillage.agreements.queries.requests import ANSWERS, bodies_with_accounts, requests_about, with_everything
from maillage.agreements.views.common import Opened, open_agreement
from maillage.base.http import page_of, render_page
from maillage.base.refusals import Refusal
from maillage.organisations.models import Organisation
from maillage.organisations.pages import GET_POST, asked, require
from maillage.organisations.permissions import Permission, day_of, rights_of

SAMPLE = "…"  # stands for the secret in the letter that is shown before it is sent


@require_safe
def requests(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What the user's organisations asked about an agreement, with the state of each."""
    opened = open_agreement(request, pk)
    if not opened.standing.is_concerned:
        raise PermissionDenied
    bodies = opened.standing.rights.organisation_ids(Permission.AGREEMENT_VIEW)
    page = page_of(request, requests_about(opened.agreement, bodies))
    targets = [one.target_organisation_id for one in page.object_list]
    known = {task: bodies_with_accounts(targets, permission, at=opened.who.at) for task, permission in ANSWERS.items()}
    lines = []
    for one in page.object_list:
        has_account = one.target_organisation_id in known[Task(one.task)]
        lines.append((one, state_of(one, has_account=has_account, at=opened.who.at), task_of(one)))
    may_ask = bool(asking_bodies(opened.standing))
    context = opened.page(
        "agreements:requests",
        page=page,
        lines=lines,
        may_ask=may_ask,
        is_ready=is_ready_to_ask(opened.agreement),
    )
    return render_page(request, "agreements/requests.html", context)


@require_http_methods(GET_POST)
def ask(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Ask a party for one thing; the letter is shown as it will leave before it is sent."""
    opened = open_agreement(request, pk)
    bodies = asking_bodies(opened.standing)
    require(bool(bodies))
    parties = other_parties(opened.standing)
    ids = [one.organisation_id for one in parties]
    known = bodies_with_accounts(ids, Permission.AGREEMENT_EDIT, at=opened.who.at)
    organisation = current_of(opened, bodies)
    form = AskForm(request.POST or None, parties=parties, with_accounts=known)
    letter = None
    if request.method == "POST" and form.is_valid():
        if "send" in request.POST:
            try:
                sent = verbs.ask(
                    agreement=opened.agreement,
                    organisation=organisation,
                    **form.given("party", "task", "about", "email", "contact", "message", "days"),
                    deliver=Outbox(opened.who.at),
                    by=opened.who.user,
                    at=opened.who.at,
                )
            except Refusal as refusal:
                form.tell(refusal)
            else:
                messages.success(request, _sent_words(sent))
                return redirect("agreements:requests", pk=opened.agreement.pk)
        elif form.cleaned_data["email"]:
            letter = _sample(opened, organisation, form)
    context = {"form": form, "opened": opened, "letter": letter, "parties": parties, "organisation": organisation}
    return render_page(request, "agreements/ask.html", context)


def current_of(opened: Opened, bodies: tuple[UUID, ...]) -> Organisation:
    """The organisation in whose name the user asks: the one they act for now, when it may."""
    current = opened.who.user.current_organisation_id
    return Organisation.objects.get(pk=current if current in bodies else bodies[0])


def _sample(opened: Opened, organisation: Organisation, form: AskForm) -> Envelope:
    said = form.cleaned_data
    until = verbs.expiry(said["days"], at=opened.who.at)
    request = Request(
        organisation=organisation, agreement=opened.agreement, task=said["task"], email=said["email"], expires_at=until
    )
    return envelope_of(request, SAMPLE)


def _sent_words(request: Request) -> str:
    if request.email:
        return f"La demande est partie à {request.email}. Son lien sert jusqu’au {day_of(request.expires_at):%d/%m/%Y}."
    return f"La demande s’affiche sur l’accueil de {request.target}."


@require_POST
def remind(request: HttpRequest, pk: UUID, request_pk: UUID) -> HttpResponse:
    """Send another link: the former one no longer serves."""
    found = _own(request, pk, request_pk)
    who = asked(request)
    try:
        verbs.remind(request=found, deliver=Outbox(who.at), by=who.user, at=who.at)
    except Refusal as refusal:
        messages.error(request, refusal.sentence)
    else:
        messages.success(request, "Un nouveau lien est parti ; l’ancien ne sert plus.")
    return redirect("agreements:requests", pk=pk)


@require_POST
def revoke(request: HttpRequest, pk: UUID, request_pk: UUID) -> HttpResponse:
    """Make a link useless."""
    who = asked(request)
    try:
        verbs.revoke(request=_own(request, pk, request_pk), by=who.user, at=who.at)
    except Refusal as refusal:
        messages.error(request, refusal.sentence)
    else:
        messages.success(request, "La demande est annulée : son lien ne sert plus.")
    return redirect("agreements:requests", pk=pk)


def _own(request: HttpRequest, pk: UUID, request_pk: UUID) -> Request:
    """A request about this agreement that the user's organisation sent, and that they may write for."""
    opened = open_agreement(request, pk)
    rows = Request.objects.visible_to(opened.who.user, at=opened.who.at).filter(agreement=opened.agreement)
    found = get_object_or_404(with_everything(rows), pk=request_pk)
    rights = rights_of(opened.who.user, at=opened.who.at)
    require(rights.can(Permission.AGREEMENT_EDIT, organisation=found.organisation_id, agreement_id=opened.agreement.pk))
    return found
