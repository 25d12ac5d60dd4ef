"""Bringing an agreement: the files, their reading, what to do when it fails, what the text is."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from maillage.agreements.actions import depositing, reading_jobs
from maillage.agreements.forms.bringing import BringForm, ReadAgainForm, named
from maillage.agreements.models import Agreement, Document, ReadingJob
from maillage.agreements.queries.reading import ahead_of, files_to_read, last_job
from maillage.agreements.views.arrival import STEPS, can_be_read, next_address, own_organisations, pieces
from maillage.agreements.views.common import Opened, open_agreement
from maillage.base.http import is_htmx, render_page
from maillage.base.refusals import Refusal
from maillage.organisations.pages import GET_POST, Asked, asked, require


@require_http_methods(GET_POST)
def new(request: HttpRequest) -> HttpResponse:
    """Bring the files of an agreement, for one of the organisations for which one may."""
    who = asked(request)
    organisations = own_organisations(who)
    require(bool(organisations))
    form = BringForm(*_sent(request), organisations=organisations)
    if request.method == "POST" and form.is_valid():
        try:
            arrival = depositing.take_in(
                organisation=form.organisations[form.cleaned_data["organisation"]],
                files=form.accepted,
                title=form.cleaned_data["title"],
                by=who.user,
                at=who.at,
            )
        except Refusal as refusal:
            form.tell(refusal)
        else:
            for one, problem in form.refused:
                messages.error(request, named(one, problem))
            if arrival.job is not None:
                file = arrival.job.file
                messages.success(request, f"« {file.name} » est gardé. Empreinte SHA-256 : {file.sha256}")
            return _arrived(request, who, arrival)
    context = {
        "form": form,
        "steps": STEPS,
        "step": 0,
        "list_address": reverse("agreements:list"),
        "max_mb": settings.MAX_UPLOAD_MB,
        "for_whom": f"Pour : {organisations[0].label}" if len(organisations) == 1 else "",
    }
    return render_page(request, "agreements/new.html", context)


def _sent(request: HttpRequest) -> tuple[Any, Any]:
    return (request.POST, request.FILES) if request.method == "POST" else (None, None)


def _arrived(request: HttpRequest, who: Asked, arrival: depositing.Arrival) -> HttpResponse:
    agreement = arrival.agreement
    if arrival.job is None:
        messages.success(request, "L’accord est gardé, sans texte. Complétez sa fiche.")
        return redirect("agreements:edit", agreement.pk)
    return _read_or_wait(who, arrival.job)


def _read_or_wait(who: Asked, job: ReadingJob) -> HttpResponse:
    """Read what is short now, then go on; what waits is shown as it goes."""
    if job.begun_at is None:
        return redirect("agreements:progress", job.agreement_id)
    reading_jobs.do(job=job, clock=timezone.now)
    return redirect(next_address(who, Agreement.objects.get(pk=job.agreement_id)))


@require_safe
def progress(request: HttpRequest, pk: UUID) -> HttpResponse:
    """How the reading goes; when it is over, what follows."""
    opened = open_agreement(request, pk)
    require(opened.standing.is_concerned)
    job = last_job(opened.agreement)
    if job is None or (job.is_over and not job.problem):
        return _go(request, next_address(opened.who, opened.agreement))
    if job.problem and is_htmx(request):
        return _go(request, request.path)
    context = opened.page(
        "",
        job=job,
        ahead=ahead_of(job),
        steps=STEPS,
        step=0,
        trail=opened.trail(),
        documents=pieces(opened),
        **(_way_out(opened) if job.problem else {"form": None}),
    )
    return render_page(request, "agreements/progress.html", context, part="state")


def _go(request: HttpRequest, address: str) -> HttpResponse:
    """Go on: htmx, which asked for a part of the page, is told to leave it."""
    return HttpResponse(headers={"HX-Redirect": address}) if is_htmx(request) else redirect(address)


def _way_out(opened: Opened) -> dict[str, object]:
    agreement = opened.agreement
    return {
        "form": ReadAgainForm(kept=_choices(_readable(agreement))) if opened.standing.can_edit else None,
        "read_address": reverse("agreements:read_again", args=[agreement.pk]),
    }


@require_http_methods(GET_POST)
def read_again(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Read another file for a draft, as long as its reading is not confirmed."""
    opened = open_agreement(request, pk)
    require(can_be_read(opened))
    documents = _readable(opened.agreement)
    form = ReadAgainForm(*_sent(request), kept=_choices(documents))
    if request.method == "POST" and form.is_valid():
        by, at = opened.who.user, opened.who.at
        try:
            if form.brought is not None:
                job = depositing.read_another(agreement=opened.agreement, brought=form.brought, by=by, at=at)
            else:
                file = documents[form.cleaned_data["kept"]].file
                job = depositing.read_kept(agreement=opened.agreement, file=file, by=by, at=at)
        except Refusal as refusal:
            form.tell(refusal)
        else:
            return _read_or_wait(opened.who, job)
    job_before = last_job(opened.agreement)
    context = opened.page(
        "",
        form=form,
        read_address=request.path,
        problem=job_before.problem if job_before and not form.is_bound else "",
        has_text=opened.agreement.expressions.exists(),
        trail=opened.trail(),
        documents=pieces(opened),
        back=opened.agreement.get_absolute_url(),
    )
    return render_page(request, "agreements/read_again.html", context)


def _readable(agreement: Agreement) -> dict[str, Document]:
    """The files that could be read by key, without the one that was tried last."""
    job = last_job(agreement)
    tried = job.file_id if job is not None and job.problem else None
    return {str(one.pk): one for one in files_to_read(agreement) if one.file_id != tried}


def _choices(documents: dict[str, Document]) -> list[tuple[str, str]]:
    return [(key, f"{one.file.name} ({one.get_role_display()})") for key, one in documents.items()]
