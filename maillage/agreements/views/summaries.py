"""The agreement on one page, and making it known to the people of one's organisation."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from maillage.agreements.actions import summaries as verbs
from maillage.agreements.forms.campaigns import SHOWN, PeopleForm
from maillage.agreements.letters import Outbox
from maillage.agreements.policies import telling_bodies
from maillage.agreements.queries.readers import acknowledgement_of, candidates, readers_of
from maillage.agreements.queries.summary import summary_of
from maillage.agreements.views.common import Opened, open_agreement
from maillage.agreements.views.requests import current_of
from maillage.base.http import page_of, render_page
from maillage.base.refusals import Refusal
from maillage.organisations.models import Organisation
from maillage.organisations.pages import GET_POST, require


@require_safe
def summary(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What we promised, what others owe us, whom to call: as one of the reader's organisations sees it."""
    opened = open_agreement(request, pk)
    if not opened.standing.is_concerned:
        raise PermissionDenied
    bodies = _bodies(opened)
    chosen = chosen_body(request, opened)
    found = summary_of(opened.agreement, chosen.pk, at=opened.who.day)
    context = {
        "opened": opened,
        "agreement": opened.agreement,
        "summary": found,
        "bodies": bodies,
        "chosen": chosen,
        "to_read": acknowledgement_of(opened.who.user, opened.agreement),
        "may_tell": bool(telling_bodies(opened.standing)),
        "is_confirmed": opened.agreement.confirmed_at is not None,
    }
    return render_page(request, "agreements/summary.html", context)


def chosen_body(request: HttpRequest, opened: Opened) -> Organisation:
    """The organisation of ``?pour=`` when it is one of the reader's, else the one for which they act now."""
    bodies = _bodies(opened)
    return next((one for one in bodies if str(one.pk) == request.GET.get("pour")), None) or _default(opened, bodies)


def _bodies(opened: Opened) -> list[Organisation]:
    """The organisations of the reader that the agreement concerns."""
    parties = [one.organisation for one in opened.standing.own_parties if one.organisation is not None]
    author = [opened.agreement.brought_by] if opened.standing.is_author else []
    return list({one.pk: one for one in [*parties, *author]}.values())


def _default(opened: Opened, bodies: list[Organisation]) -> Organisation:
    current = opened.who.user.current_organisation_id
    return next((one for one in bodies if one.pk == current), bodies[0])


@require_http_methods(GET_POST)
def make_known(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Choose people of the organisation, send them the summary, and see who read it."""
    opened = open_agreement(request, pk)
    bodies = telling_bodies(opened.standing)
    require(bool(bodies))
    organisation = current_of(opened, bodies)
    query = request.GET.get("q", "").strip()
    offered = candidates(organisation, opened.agreement, opened.who.user, query=query, at=opened.who.at)
    shown = offered if request.method == "POST" else offered[:SHOWN]
    form = PeopleForm(request.POST or None, people=shown)
    if request.method == "POST" and form.is_valid():
        try:
            sent = verbs.make_known(
                agreement=opened.agreement,
                organisation=organisation,
                people=form.chosen,
                deliver=Outbox(opened.who.at),
                by=opened.who.user,
                at=opened.who.at,
            )
        except Refusal as refusal:
            form.tell(refusal)
        else:
            many = "s" if len(sent) > 1 else ""
            messages.success(request, f"Le résumé est envoyé à {len(sent)} personne{many}.")
            return redirect("agreements:make_known", pk=opened.agreement.pk)
    page = page_of(request, readers_of(opened.agreement, organisation))
    context = {"form": form, "opened": opened, "organisation": organisation, "page": page, "query": query}
    return render_page(request, "agreements/make_known.html", {**context, "has_more": offered.count() > SHOWN})


@require_POST
def remind(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Write again to whoever has not read it."""
    opened = open_agreement(request, pk)
    bodies = telling_bodies(opened.standing)
    require(bool(bodies))
    try:
        count = verbs.remind(
            agreement=opened.agreement,
            organisation=current_of(opened, bodies),
            deliver=Outbox(opened.who.at),
            by=opened.who.user,
            at=opened.who.at,
        )
    except Refusal as refusal:
        messages.error(request, refusal.sentence)
    else:
        many = "s" if count > 1 else ""
        messages.success(request, f"Le résumé est renvoyé à {count} personne{many}.")
    return redirect("agreements:make_known", pk=opened.agreement.pk)


@require_POST
def acknowledge(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Say that one read the summary."""
    opened = open_agreement(request, pk)
    found = acknowledgement_of(opened.who.user, opened.agreement)
    if found is None:
        raise Http404
    verbs.acknowledge(acknowledgement=found, by=opened.who.user, at=timezone.now())
    messages.success(request, "C’est noté : vous avez pris connaissance de cet accord.")
    return redirect("agreements:summary", pk=opened.agreement.pk)
