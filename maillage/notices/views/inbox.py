"""The alerts that somebody was told, and what they have seen of them."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from maillage.base.http import next_address, page_of, render_page
from maillage.notices.actions.choosing import see as see_notices
from maillage.notices.kinds import kind_of
from maillage.notices.models import Notice
from maillage.notices.queries.inbox import inbox_of, orphans, stuck_letters
from maillage.organisations.pages import asked

_SHOWN = 50  # of what an operator is shown: each organisation that is mended takes many away


@require_safe
def inbox(request: HttpRequest) -> HttpResponse:
    """What waits, the most pressing first; what is over, when asked."""
    who, is_over = asked(request), request.GET.get("vue") == "faits"
    here = reverse("notices:inbox")
    page = page_of(request, inbox_of(who.user, at=who.at, is_over=is_over))
    context = {
        "page": page,
        "rows": [(one, kind_of(one.notice.kind).label) for one in page],
        "is_over": is_over,
        "has_unseen": any(one.seen_at is None for one in page),
        "tabs": [
            {"label": "En cours", "address": here, "current": not is_over, "count": None},
            {"label": "Terminés", "address": f"{here}?vue=faits", "current": is_over, "count": None},
        ],
        "orphans": orphans(who.user, at=who.at)[:_SHOWN],
        "stuck": stuck_letters(who.user, at=who.at)[:_SHOWN],
        "today": who.day,
    }
    return render_page(request, "notices/inbox.html", context)


@require_POST
def see(request: HttpRequest) -> HttpResponse:
    """Mark one alert as seen, or all of them."""
    who = asked(request)
    only = None
    if wanted := request.POST.get("notice"):
        only = [get_object_or_404(Notice.objects.visible_to(who.user, at=who.at), pk=wanted).pk]
    count = see_notices(user=who.user, notices=only, at=who.at)
    if count and only is None:
        messages.success(request, "Tous vos avis sont marqués comme vus. Ils restent ici jusqu’à ce que ce soit fait.")
    return redirect(next_address(request, reverse("notices:inbox")))
