"""Campaigns: opened, followed, reminded, closed, by the organisation that leads them and by nobody else."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from maillage.agreements.actions import campaigns as verbs
from maillage.agreements.asking_words import TASKS
from maillage.agreements.choices import Task
from maillage.agreements.forms.campaigns import SHOWN, AddressesForm, CampaignForm
from maillage.agreements.letters import Outbox
from maillage.agreements.models import Campaign
from maillage.agreements.policies import can_lead, leading_bodies
from maillage.agreements.queries.campaigns import agreements_to_ask_about, campaigns_of, follow_up, stances, table_of
from maillage.agreements.queries.requests import addresses_known
from maillage.base.http import page_of, render_page
from maillage.base.refusals import Refusal
from maillage.organisations.imports import workbooks
from maillage.organisations.models import Organisation
from maillage.organisations.pages import GET_POST, Asked, asked, require
from maillage.organisations.permissions import rights_of

FORMATS = {"csv": "text/csv; charset=utf-8", "xlsx": workbooks.XLSX}


def _campaign(who: Asked, pk: UUID, *, to_lead: bool = False) -> Campaign:
    rows = Campaign.objects.visible_to(who.user, at=who.at).select_related("organisation")
    found: Campaign = get_object_or_404(rows, pk=pk)
    if to_lead:
        require(can_lead(rights_of(who.user, at=who.at), found))
    return found


@require_safe
def campaigns(request: HttpRequest) -> HttpResponse:
    """The campaigns of the user's organisations."""
    who = asked(request)
    may_lead = bool(leading_bodies(rights_of(who.user, at=who.at)))
    page = page_of(request, campaigns_of(who.user, at=who.at))
    return render_page(request, "campaigns/list.html", {"page": page, "may_lead": may_lead, "today": who.day})


@require_http_methods(GET_POST)
def new(request: HttpRequest) -> HttpResponse:
    """Open a campaign; the next page asks for the addresses of those who have no account."""
    who = asked(request)
    bodies = leading_bodies(rights_of(who.user, at=who.at))
    require(bool(bodies))
    query = request.GET.get("q", "").strip()
    offered = agreements_to_ask_about(who.user, at=who.at)
    narrowed = offered.matching(query) if query else offered  # type: ignore[attr-defined]
    shown = offered if request.method == "POST" else narrowed[:SHOWN]
    organisations = Organisation.objects.filter(pk__in=bodies).by_name()
    initial = {"organisation": who.user.current_organisation_id}
    form = CampaignForm(request.POST or None, organisations=organisations, agreements=shown, initial=initial)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            campaign = verbs.begin(
                **form.given("organisation", "title", "task", "due_on", "remind_days", "message"),
                agreements=list(said["agreements"]),
                asks_members=said["asks_members"] == "yes",
                members_on=said.get("members_on"),
                by=who.user,
                at=who.at,
            )
        except Refusal as refusal:
            form.tell(refusal)
        else:
            return redirect("campaigns:recipients", pk=campaign.pk)
    context = {"form": form, "query": query, "has_more": narrowed.count() > SHOWN, "any": offered.exists()}
    return render_page(request, "campaigns/new.html", context)


@require_safe
def campaign(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Who answered, who is waited for, and what members said."""
    who = asked(request)
    found = _campaign(who, pk)
    context = {
        "campaign": found,
        "task": TASKS[Task(found.task)],
        "follow_up": follow_up(found, at=who.at),
        "stances": stances(found, at=who.at) if found.asks_members else [],
        "may_lead": can_lead(rights_of(who.user, at=who.at), found),
        "today": who.day,
    }
    return render_page(request, "campaigns/detail.html", context)


@require_http_methods(GET_POST)
def recipients(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Give the addresses of those who have no account, and send them their link."""
    who = asked(request)
    found = _campaign(who, pk, to_lead=True)
    followed = follow_up(found, at=who.at)
    waiting = [line.request for line in followed.without_address]
    parties = [one.party_id for one in waiting if one.party_id]
    members = [one.target_organisation_id for one in waiting if one.target_organisation_id]
    known = addresses_known(found.organisation, parties, members)
    form = AddressesForm(request.POST or None, requests=waiting, known=known)
    if request.method == "POST" and form.is_valid():
        deliver = Outbox(who.at)
        try:
            count = verbs.send(campaign=found, addresses=form.addresses, deliver=deliver, by=who.user, at=who.at)
        except Refusal as refusal:
            form.tell(refusal)
        else:
            messages.success(request, f"Liens envoyés : {count}.")
            return redirect("campaigns:detail", pk=found.pk)
    at_home = sum(line.has_account for line in followed.lines)
    return render_page(
        request, "campaigns/recipients.html", {"campaign": found, "form": form, "waiting": waiting, "at_home": at_home}
    )


@require_POST
def remind(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Write again to whoever has not answered."""
    who = asked(request)
    found = _campaign(who, pk, to_lead=True)
    try:
        count = verbs.remind(campaign=found, deliver=Outbox(who.at), by=who.user, at=who.at)
    except Refusal as refusal:
        messages.error(request, refusal.sentence)
    else:
        messages.success(request, f"Relances envoyées : {count}. Les anciens liens ne servent plus.")
    return redirect("campaigns:detail", pk=pk)


@require_http_methods(GET_POST)
def close(request: HttpRequest, pk: UUID) -> HttpResponse:
    """End the campaign, once one has been asked whether to."""
    who = asked(request)
    found = _campaign(who, pk, to_lead=True)
    if request.method == "POST":
        try:
            verbs.close(campaign=found, by=who.user, at=who.at)
        except Refusal as refusal:
            messages.error(request, refusal.sentence)
        else:
            messages.success(request, "La campagne est close : ce qui a été répondu est gardé.")
        return redirect("campaigns:detail", pk=pk)
    return render_page(
        request, "campaigns/close.html", {"campaign": found, "back": reverse("campaigns:detail", args=[pk])}
    )


@require_safe
def table(request: HttpRequest, pk: UUID, form: str) -> HttpResponse:
    """The campaign as a table to take away: CSV or XLSX."""
    who = asked(request)
    if form not in FORMATS:
        raise Http404
    found = _campaign(who, pk)
    rows = table_of(found, at=who.at)
    content = workbooks.as_csv(rows) if form == "csv" else workbooks.as_workbook("Campagne", rows)
    headers = {"Content-Disposition": f'attachment; filename="campagne-{who.day:%Y-%m-%d}.{form}"'}
    return HttpResponse(content, content_type=FORMATS[form], headers=headers)
