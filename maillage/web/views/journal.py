"""The journal of an organisation, and the trace of the sign-ins of its accounts."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone

from maillage.accounts.middleware import AdmittedRequest
from maillage.base.http import page_of, render_page
from maillage.journal import sentences
from maillage.organisations.imports.workbooks import as_csv
from maillage.organisations.models import Organisation
from maillage.organisations.permissions import Permission
from maillage.web import journal_page as reading
from maillage.web import sign_ins_page as trace


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
    """Who signed in, for who keeps the accounts and for the data protection officer; others find nothing."""
    organisation = _kept_by(request, pk)
    form = trace.SignInFilter(request.GET, organisation=organisation)
    page = page_of(request, form.kept(trace.sign_ins_of(organisation)))
    accounts = trace.accounts_of(page)
    context = {
        "organisation": organisation,
        "form": form,
        "is_filtered": any(request.GET.get(name) for name in form.fields),
        "query": request.GET.urlencode(),
        "page": page,
        "rows": [(row, accounts.get(row.user_id) if row.user_id else None) for row in page],
        "may_see_journal": request.presence.rights.can(Permission.JOURNAL_VIEW, organisation=organisation),
    }
    return render_page(request, "journal/sign_ins.html", context, part="results")


def sign_ins_file(request: AdmittedRequest, pk: UUID) -> HttpResponse:
    """What the page of sign-ins shows, all pages of it, as a file."""
    organisation = _kept_by(request, pk)
    form = trace.SignInFilter(request.GET, organisation=organisation)
    lines = trace.lines_of(organisation, form.kept(trace.sign_ins_of(organisation)))
    name = f"connexions-{timezone.localdate():%Y-%m-%d}.csv"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(as_csv(lines), content_type="text/csv; charset=utf-8", headers=headers)


def _kept_by(request: AdmittedRequest, pk: UUID) -> Organisation:
    organisation = get_object_or_404(Organisation.objects.visible_to(request.user), pk=pk)
    if not request.presence.rights.can(Permission.SIGN_IN_VIEW, organisation=organisation):
        raise Http404
    return organisation
