"""Calendars to subscribe to: the page where one opens and closes them, and what their addresses answer."""

from __future__ import annotations

import hashlib
from typing import cast
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from maillage.base.http import render_page
from maillage.base.refusals import Refusal
from maillage.notices import ics
from maillage.notices.actions import subscribing
from maillage.notices.choices import Alarm
from maillage.notices.feeds import entries_of, title_of
from maillage.notices.forms import FeedForm
from maillage.notices.models import Feed
from maillage.organisations.pages import GET_POST, Asked, asked
from maillage.organisations.permissions import rights_of
from maillage.organisations.queries.accounts import organisations_of


@require_http_methods(GET_POST)
def feeds(request: HttpRequest) -> HttpResponse:
    """The calendars of the account, and a form to open one."""
    who = asked(request)
    agreement = _agreement(request, who)
    form = FeedForm(
        request.POST or None,
        organisations=organisations_of(who.user, at=who.at),
        title=agreement[1] if agreement else "",
    )
    if request.method == "POST" and form.is_valid():
        try:
            feed, token = subscribing.subscribe(
                user=who.user,
                **form.given("scope", "organisation", "alarm"),
                agreement_id=agreement[0] if agreement else None,
                at=who.at,
            )
        except Refusal as refusal:
            form.tell(refusal)
        else:
            return _show(request, feed, token)
    rows = Feed.objects.visible_to(who.user, at=who.at).open().order_by("-created_at", "-pk")
    context = {"form": form, "feeds": rows, "agreement": agreement[0] if agreement else None}
    return render_page(request, "notices/feeds.html", context)


def _agreement(request: HttpRequest, who: Asked) -> tuple[UUID, str] | None:
    """The agreement that the address names, with its title; 404 for one that the account does not read."""
    wanted = request.GET.get("accord")
    if not wanted:
        return None
    try:
        pk = UUID(wanted)
    except ValueError as error:
        raise Http404 from error
    title = title_of(pk, who.user, at=who.at)
    if title is None:
        raise Http404
    return pk, title


def _show(request: HttpRequest, feed: Feed, token: str) -> HttpResponse:
    """The address, once: it is written nowhere."""
    address = settings.ADDRESS + reverse("notices:feed", args=[token])
    return render_page(request, "notices/feed_opened.html", {"feed": feed, "address": address})


@require_POST
def renew(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Another address for a calendar."""
    who = asked(request)
    feed = get_object_or_404(Feed.objects.visible_to(who.user, at=who.at), pk=pk)
    try:
        feed, token = subscribing.renew(feed=feed, at=who.at)
    except Refusal as refusal:
        messages.error(request, refusal.sentence)
        return redirect("notices:feeds")
    return _show(request, feed, token)


@require_POST
def close(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Close a calendar."""
    who = asked(request)
    subscribing.close(feed=get_object_or_404(Feed.objects.visible_to(who.user, at=who.at), pk=pk), at=who.at)
    messages.success(request, "L’agenda est fermé : son adresse n’ouvre plus rien.")
    return redirect("notices:feeds")


@login_not_required
@require_safe
def feed(request: HttpRequest, token: str) -> HttpResponse:
    """The calendar, for the program that subscribed to it: its owner’s rights are looked at again at each reading."""
    at = timezone.now()
    rows = Feed.objects.open().filter(fingerprint=subscribing.fingerprint(token), user__is_active=True)
    found = get_object_or_404(rows.select_related("user", "organisation"))
    if not rights_of(found.user, at=at).grants:
        raise Http404  # whoever left everywhere reads nothing
    content = ics.as_ics(found.name, entries_of(found, at=at), Alarm(found.alarm))
    etag = quote_etag(hashlib.sha256(content).hexdigest()[:32])
    response = HttpResponse(content, content_type=ics.MEDIA)
    response["ETag"] = etag
    response["Cache-Control"] = "private, max-age=900"
    response["Content-Disposition"] = 'inline; filename="maillage.ics"'
    return cast("HttpResponse", get_conditional_response(request, etag=etag, response=response))
