"""What is taken away from an agreement: any version of its text, the sheet of its terms, its summary on one page."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from maillage.agreements.downloads.making import FORMATS, CannotMake, as_attachment, file_name, make
from maillage.agreements.downloads.summary import summary_document
from maillage.agreements.downloads.terms import terms_document
from maillage.agreements.models import Expression
from maillage.agreements.models.text import ExpressionQuerySet
from maillage.agreements.queries.facts import facts_changed_since
from maillage.agreements.queries.summary import summary_of
from maillage.agreements.queries.terms import sheet_of
from maillage.agreements.queries.versions import heads_of, version_document, version_words, versions_of
from maillage.agreements.views.common import Opened, open_agreement
from maillage.agreements.views.offers import links_of
from maillage.agreements.views.parts import open_part
from maillage.agreements.views.summaries import chosen_body
from maillage.base.http import page_of, render_page
from maillage.rendering.model import Document


@require_safe
def download_page(request: HttpRequest, pk: UUID) -> HttpResponse:
    """All that may be taken away, each in each of its formats."""
    opened = open_agreement(request, pk)
    page = page_of(request, heads_of(versions_of(opened.standing)))
    versions = [
        {
            "words": version_words(one),
            "is_current": one.superseded_at is None,
            "links": links_of("download_text", pk, one.number),
        }
        for one in page
    ]
    return render_page(request, "agreements/download.html", opened.page("", page=page, versions=versions))


@require_safe
def current_text_file(request: HttpRequest, pk: UUID, form: str) -> HttpResponse:
    """The text as its page shows it to the reader."""
    opened = open_agreement(request, pk)
    expression = _versions(opened).first()
    if expression is None:
        raise Http404
    return _version_given(request, opened, expression, form)


@require_safe
def text_file(request: HttpRequest, pk: UUID, number: int, form: str) -> HttpResponse:
    """A version of the text."""
    opened = open_agreement(request, pk)
    return _version_given(request, opened, get_object_or_404(_versions(opened), number=number), form)


def _versions(opened: Opened) -> ExpressionQuerySet:
    return versions_of(opened.standing).select_related("agreement").defer("text", "reading")


def _version_given(request: HttpRequest, opened: Opened, expression: Expression, form: str) -> HttpResponse:
    standing = opened.standing
    parties = [one for one in standing.parties if one.is_at(standing.day)]
    signs = standing.is_concerned and expression.superseded_at is None
    what = f"version {expression.number}"
    return _given(request, opened, form, what, lambda: version_document(expression, parties, signs=signs))


@require_safe
def terms_file(request: HttpRequest, pk: UUID, form: str) -> HttpResponse:
    """The sheet of the terms, as far as the reader reads."""
    part = open_part(request, pk)
    parties = part.parties(part.day)
    return _given(
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
    return _given(
        request,
        opened,
        form,
        "résumé",
        lambda: summary_document(
            summary_of(opened.agreement, body.pk, at=opened.who.day), str(body), day=opened.who.day, at=opened.who.at
        ),
    )


def _given(
    request: HttpRequest, opened: Opened, form: str, what: str, document: Callable[[], Document]
) -> HttpResponse:
    """The document as a file, or the page that says why it could not be made; 404 for a format that is none."""
    if form not in FORMATS:
        raise Http404
    try:
        content = make(document(), form)
    except CannotMake as refusal:
        context = {"agreement": opened.agreement, "problem": refusal.sentence, "trail": opened.trail()}
        return render_page(request, "agreements/not_made.html", context, status=503)
    name = file_name(opened.agreement.title, what, form)
    return as_attachment(content, FORMATS[form].media_type, name)
