"""What is taken away from an agreement: any version of its text, the sheet of its terms, its summary on one page."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from maillage.agreements.downloads.making import FORMATS, MEDIA_TYPES, XML, CannotMake, as_attachment, file_name, make
from maillage.agreements.downloads.redline import redline_document
from maillage.agreements.downloads.summary import summary_document
from maillage.agreements.downloads.terms import terms_document
from maillage.agreements.models import Agreement, Expression
from maillage.agreements.queries.facts import facts_changed_since
from maillage.agreements.queries.living import expression_of
from maillage.agreements.queries.redlines import compared, versions_read
from maillage.agreements.queries.summary import summary_of
from maillage.agreements.queries.terms import sheet_of
from maillage.agreements.queries.versions import Taken, version_words
from maillage.agreements.views.common import Opened, open_agreement, part_of
from maillage.agreements.views.offers import text_links_of
from maillage.agreements.views.parts import Part, day_asked, open_part
from maillage.agreements.views.redlines import open_pair
from maillage.agreements.views.summaries import chosen_body
from maillage.base.http import render_page
from maillage.rendering.model import Document


@require_safe
def download_page(request: HttpRequest, pk: UUID) -> HttpResponse:
    """All that may be taken away, each in each of its formats."""
    part = open_part(request, pk)
    page = part_of(request, _versions(part))
    versions = [
        {
            "words": version_words(one),
            "is_current": one.is_current,
            "links": text_links_of("download_text", pk, one.number),
        }
        for one in page
    ]
    on_a_day = text_links_of("download_current", pk)
    return render_page(
        request, "agreements/download.html", part.page("", page=page, versions=versions, on_a_day=on_a_day)
    )


@require_safe
def current_text_file(request: HttpRequest, pk: UUID, form: str) -> HttpResponse:
    """The text as its page shows it to the reader, or as it was in force on the day of ``?au=``."""
    part = open_part(request, pk)
    if request.GET.get("au"):
        day = day_asked(request, part)
        until = part.horizon.until_at
        known_at = None if until is None else until - dt.timedelta.resolution
        found = Expression.objects.at(day, known_at).filter(agreement=part.agreement).first()
    else:
        found = expression_of(part.standing)
    readable = {one.pk: one for one in _versions(part)}
    if found is None or found.pk not in readable:
        raise Http404
    return _version_given(request, part, readable[found.pk], form)


@require_safe
def text_file(request: HttpRequest, pk: UUID, number: int, form: str) -> HttpResponse:
    """A version of the text."""
    part = open_part(request, pk)
    found = next((one for one in _versions(part) if one.number == number), None)
    if found is None:
        raise Http404
    return _version_given(request, part, found, form)


def _versions(part: Part) -> list[Expression]:
    """Those that the reader may open, the latest first."""
    return versions_read(part.agreement, part.standing, part.horizon)


def _version_given(request: HttpRequest, part: Part, expression: Expression, form: str) -> HttpResponse:
    signs = part.standing.is_concerned and expression.is_current
    version = Taken(expression, part.parties(part.day), signs=signs)
    what = f"version {expression.number}"
    if form != XML:
        return given(request, part.opened, form, what, version.document)
    seen = Agreement.objects.visible_to(part.who.user, at=part.who.at)
    name = file_name(part.agreement.title, what, XML)
    return as_attachment(version.akoma_ntoso(seen), MEDIA_TYPES[XML], name)


@require_safe
def terms_file(request: HttpRequest, pk: UUID, form: str) -> HttpResponse:
    """The sheet of the terms, as far as the reader reads."""
    part = open_part(request, pk)
    parties = part.parties(part.day)
    return given(
        request,
        part.opened,
        form,
        "termes",
        lambda: terms_document(
            part.agreement.title,
            sheet_of(part.agreement, parties, horizon=part.horizon, day=part.day),
            day=part.day,
            at=part.who.at,
            shows_dates=not facts_changed_since(part.agreement, part.horizon),
            parties=tuple(one.name for one in parties),
        ),
    )


@require_safe
def summary_file(request: HttpRequest, pk: UUID, form: str) -> HttpResponse:
    """The agreement on one page, for one of the reader's organisations (``?pour=``)."""
    opened = open_agreement(request, pk)
    if not opened.standing.is_concerned:
        raise PermissionDenied
    if opened.agreement.confirmed_at is None:
        raise Http404
    body = chosen_body(request, opened)
    return given(
        request,
        opened,
        form,
        "résumé",
        lambda: summary_document(
            summary_of(opened.agreement, body.pk, at=opened.who.day), str(body), day=opened.who.day, at=opened.who.at
        ),
    )


@require_safe
def redline_file(request: HttpRequest, pk: UUID, before: UUID, after: UUID) -> HttpResponse:
    """A comparison as PDF; with its changes tracked, for a word processor, ``redlines`` gives it."""
    pair = open_pair(request, pk, before, after)
    told = [f"{one.agreement.title}, {version_words(one)}" for one in (pair.before, pair.after)]
    return given(
        request,
        pair.part.opened,
        "pdf",
        "comparaison",
        lambda: redline_document(
            compared(pair.before, pair.after, day=pair.part.day).redline,
            title=pair.after.agreement.title,
            before=told[0],
            after=told[1],
            at=max(pair.before.recorded_at, pair.after.recorded_at),
        ),
    )


def given(request: HttpRequest, opened: Opened, form: str, what: str, document: Callable[[], Document]) -> HttpResponse:
    """The document as a file, or the page that says why it could not be made; 404 for a format that is none."""
    if form not in FORMATS:
        raise Http404
    try:
        content = make(document(), form)
    except CannotMake as refusal:
        context = {"agreement": opened.agreement, "problem": refusal.sentence, "trail": opened.trail()}
        return render_page(request, "agreements/not_made.html", context, status=503)
    name = file_name(opened.agreement.title, what, form)
    return as_attachment(content, MEDIA_TYPES[form], name)
