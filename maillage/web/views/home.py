"""The home of a signed-in user."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from maillage.accounts.middleware import AdmittedRequest
from maillage.journal.queries import previous_sign_in
from maillage.web import home_words as words
from maillage.web.home import Visit, home_of


def home(request: AdmittedRequest) -> HttpResponse:
    """Where one arrives: what is expected of the person, what changed, what comes, their partnerships."""
    user, now = request.user, timezone.now()
    last = previous_sign_in(user)
    there = request.presence
    visit = Visit(user, now, there.rights, last.at if last is not None else None, there.grants)
    shown = home_of(visit)
    today = visit.today
    context = {
        "lede": words.lede(shown.expected, today),
        "expected": [(line, words.when(line.on, today)) for line in shown.expected],
        "since": words.since(visit.since, now),
        "changed": [(line, words.instant(line.at, now)) for line in shown.changed],
        "months": words.by_month(shown.coming, today),
        "partnerships": shown.partnerships,
    }
    return render(request, "home/home.html", context)
