"""The journal of an organisation, and the trace of the sign-ins of its accounts."""

from __future__ import annotations

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404

from maillage.accounts.middleware import AdmittedRequest
from maillage.base.http import page_of, render_page
from maillage.journal import sentences
from maillage.organisations.models import Organisation
from maillage.organisations.permissions import Permission
from maillage.web import journal_page as reading


def journal(request: AdmittedRequest, pk: UUID | None = None) -> HttpResponse:
    """What was done in an organisation: the one named, else the current one. Who may not read it finds nothing."""
    readable = reading.readable(request.presence)
    organisation = reading.choose(readable, pk, request.presence.organisation)
    if pk is not None and organisation is None:
        raise Http404
    if organisation is None:
        return render_page(request, "journal/none.html")
    events = reading.events_of(organisation)
    form = reading.JournalFilter(request.GET, events=events)
    page = page_of(request, form.kept(events))
    context = {
        "organisation": organisation,
        "readable": readable,
        "form": form,
        "is_filtered": any(request.GET.get(name) for name in form.fields),
        "page": page,
        "events": sentences.tell(page, viewer=request.user),
        "may_see_sign_ins": request.presence.rights.can(Permission.SIGN_IN_VIEW, organisation=organisation),
    }
    return render_page(request, "journal/journal.html", context, part="events")


def sign_ins(request: AdmittedRequest, pk: UUID) -> HttpResponse:
    """Who signed in, for who keeps the accounts; other members are refused, outsiders find nothing."""
    rights = request.presence.rights
    organisation = get_object_or_404(Organisation.objects.visible_to(request.user), pk=pk)
    if not rights.can(Permission.SIGN_IN_VIEW, organisation=organisation):
        if not rights.can(Permission.JOURNAL_VIEW, organisation=organisation):
            raise Http404
        raise PermissionDenied
    page = page_of(request, reading.sign_ins_of(organisation))
    names = reading.names_of(list(page))
    context = {
        "organisation": organisation,
        "page": page,
        "rows": [(row, names.get(row.user_id, "") if row.user_id else "") for row in page],
        "may_see_journal": rights.can(Permission.JOURNAL_VIEW, organisation=organisation),
    }
    return render_page(request, "journal/sign_ins.html", context)
