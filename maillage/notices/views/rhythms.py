"""When letters come: chosen on one's own page, or by the link that each letter carries (RFC 8058)."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from maillage.base.http import render_page
from maillage.notices.actions.choosing import choose_rhythm
from maillage.notices.choices import Rhythm
from maillage.notices.forms import RhythmForm, RhythmsForm
from maillage.notices.links import choice_of
from maillage.notices.queries.inbox import rhythms_of
from maillage.organisations.models import Organisation, User
from maillage.organisations.pages import GET_POST, asked
from maillage.organisations.queries.accounts import organisations_of


@require_http_methods(GET_POST)
def rhythms(request: HttpRequest) -> HttpResponse:
    """One rhythm for each organisation that the account acts for."""
    who = asked(request)
    data = request.POST if request.method == "POST" else None
    form = RhythmsForm(data, organisations=organisations_of(who.user, at=who.at), chosen=rhythms_of(who.user))
    if request.method == "POST" and form.is_valid():
        for organisation, rhythm in form.rhythms.items():
            choose_rhythm(user=who.user, organisation=organisation, rhythm=rhythm)
        messages.success(request, "Vos réglages sont enregistrés.")
        return redirect("notices:rhythms")
    return render_page(request, "notices/rhythms.html", {"form": form})


# A mail program posts here without cookies: the signed link is what is checked, and it opens this choice alone.
@csrf_exempt
@login_not_required
@never_cache
@require_http_methods(GET_POST)
def rhythm(request: HttpRequest, token: str) -> HttpResponse:
    """The choice of one account about one organisation, without signing in: GET shows it, POST writes it."""
    choice = choice_of(token)
    user = User.objects.filter(pk=choice.user_id, is_active=True).first() if choice else None
    organisation = Organisation.objects.filter(pk=choice.organisation_id).first() if choice else None
    if user is None or organisation is None:
        return render_page(request, "notices/rhythm_gone.html", status=410)
    if request.method == "POST":
        said = {"rhythm": Rhythm.NEVER} if request.POST.get("List-Unsubscribe") == "One-Click" else request.POST
        form = RhythmForm(said)
        if form.is_valid():
            chosen = Rhythm(form.cleaned_data["rhythm"])
            choose_rhythm(user=user, organisation=organisation, rhythm=chosen)
            return render_page(request, "notices/rhythm_chosen.html", {"organisation": organisation, "chosen": chosen})
    else:
        now = rhythms_of(user).get(organisation.pk, Rhythm.DAILY)
        form = RhythmForm(initial={"rhythm": now})
    return render_page(request, "notices/rhythm.html", {"form": form, "organisation": organisation})
