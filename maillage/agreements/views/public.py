"""What everybody may read, without an account: published agreements, as a page and as open data.

A cache may keep these pages and asks each time whether they still hold: what is withdrawn is gone at once.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.http import http_date, quote_etag
from django.views.decorators.http import require_safe

from maillage.agreements.downloads.making import (
    MEDIA_TYPES,
    TEXT_FORMATS,
    XML,
    CannotMake,
    as_attachment,
    file_name,
    make,
)
from maillage.agreements.models import Agreement
from maillage.agreements.queries.publication import Publication, as_data, publication_of, published
from maillage.agreements.queries.versions import current_version
from maillage.base.http import one_of, page_of
from maillage.base.limits import Limit
from maillage.organisations.permissions import day_of

SCHEMA_FILE = Path(__file__).resolve().parent.parent / "agreement.schema.json"
TAKEN = Limit("public-document", amount=40, seconds=600)
"""Making a file costs more than showing a page: one address takes so many, no more."""
JSON = "application/json; charset=utf-8"


@login_not_required
@require_safe
def agreements(request: HttpRequest) -> HttpResponseBase:
    """The published agreements, searched by title, in pages."""
    query = request.GET.get("q", "").strip()[:200]
    page = page_of(request, published(query).prefetch_related("parties"))
    return _page(request, "public/list.html", {"page": page, "query": query})


@login_not_required
@require_safe
def agreement(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """One published agreement in plain words, with its text."""
    found = _published(pk)
    files = [(label, reverse("public:text", args=[pk, form])) for form, label in TEXT_FORMATS.items()]
    context = {
        "published": found,
        "agreement": found.agreement,
        "data": reverse("public:data", args=[pk]),
        "files": files if found.expression is not None else [],
    }
    return _page(request, "public/detail.html", context, found)


@login_not_required
@require_safe
def data(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """The same as open data."""
    found = _published(pk)
    told = as_data(found, address=request.build_absolute_uri(reverse("public:detail", args=[pk])))
    return _open_data(request, json.dumps(told, ensure_ascii=False, indent=1), found)


@login_not_required
@require_safe
def text_file(request: HttpRequest, pk: UUID, form: str) -> HttpResponseBase:
    """The published text as a file, the same for all who take it."""
    row = one_of(Agreement.objects.published(), pk=pk)
    found = current_version(row, day=day_of(timezone.now()))
    if form not in TEXT_FORMATS or found is None:
        raise Http404
    if TAKEN.is_reached(request):
        return render(request, "public/later.html", {"agreement": row}, status=429)
    TAKEN.count(request)
    try:
        content = found.akoma_ntoso(Agreement.objects.published()) if form == XML else make(found.document(), form)
    except CannotMake as refusal:
        return render(request, "public/later.html", {"agreement": row, "problem": refusal.sentence}, status=503)
    name = file_name(row.title, "texte publié", form)
    return _conditional(request, as_attachment(content, MEDIA_TYPES[form], name), None)


@login_not_required
@require_safe
def schema(request: HttpRequest) -> HttpResponseBase:
    """What the open data hold, key by key."""
    return _open_data(request, SCHEMA_FILE.read_text(encoding="utf-8"))


def _published(pk: UUID) -> Publication:
    row = one_of(Agreement.objects.published(), pk)
    return publication_of(row, day=day_of(timezone.now()))


def _page(
    request: HttpRequest, template: str, context: dict[str, Any], found: Publication | None = None
) -> HttpResponseBase:
    """A page that depends on nobody who reads it: its templates use neither account, nor session, nor token."""
    body = render_to_string(template, context, request=request)
    return _conditional(request, HttpResponse(body), found)


def _open_data(request: HttpRequest, body: str, found: Publication | None = None) -> HttpResponseBase:
    response = HttpResponse(body + "\n", content_type=JSON)
    response["Access-Control-Allow-Origin"] = "*"
    response["Cross-Origin-Resource-Policy"] = "cross-origin"
    return _conditional(request, response, found)


def _conditional(request: HttpRequest, response: HttpResponse, found: Publication | None) -> HttpResponseBase:
    """Say what version this is, and answer "not modified" to whoever has it already."""
    etag = quote_etag(hashlib.sha256(response.content).hexdigest()[:32])
    response["ETag"] = etag
    response["Cache-Control"] = "public, no-cache"
    if found is not None:
        response["Last-Modified"] = http_date(found.changed_at.timestamp())
    # Only the content tells whether it changed: what holds on a day also changes without anybody writing.
    answer = get_conditional_response(request, etag=etag, response=response)
    return answer if answer is not None else response
