"""The yearly review: who still needs access."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from maillage.accounts import actions as verbs
from maillage.accounts.confirming import confirmed
from maillage.accounts.forms import KEEP, REMOVE, ReviewForm
from maillage.accounts.middleware import AdmittedRequest
from maillage.accounts.policies import can_reset_factor, can_review
from maillage.accounts.queries import last_sign_ins
from maillage.base.refusals import Refusal
from maillage.organisations.actions import accounts
from maillage.organisations.models import Organisation, User
from maillage.organisations.queries.accounts import accounts_of, is_review_due


@confirmed
def review(request: AdmittedRequest) -> HttpResponse:
    """Go through the rights given in the current organisation: keep or remove each."""
    organisation = _organisation(request)
    at = timezone.now()
    grants = list(accounts_of(organisation, at=at))
    form = ReviewForm(request.POST or None, grants=grants)
    if request.method == "POST" and form.is_valid():
        try:
            accounts.review(
                organisation=organisation,
                kept=form.chosen(KEEP),
                removed=form.chosen(REMOVE),
                by=request.user,
                at=at,
            )
        except Refusal as refusal:
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, "La revue des comptes est enregistrée.")
            return redirect("accounts:review")
    seen = last_sign_ins(grant.user_id for grant in grants)
    last = organisation.account_reviews.select_related("reviewed_by__person").order_by("-reviewed_at", "-pk").first()
    context = {
        "organisation": organisation,
        "form": form,
        "lines": [(grant, form[str(grant.pk)], seen.get(grant.user_id)) for grant in grants],
        "last": last,
        "is_due": is_review_due(organisation, at=at),
    }
    return render(request, "accounts/review.html", context)


@confirmed
def reset_factor(request: AdmittedRequest, pk: UUID) -> HttpResponse:
    """Somebody lost application, key and codes: they choose others at their next sign-in."""
    at = timezone.now()
    user = get_object_or_404(User.objects.visible_to(request.user, at=at).exclude(pk=request.user.pk), pk=pk)
    bodies = set(user.grants.at(timezone.localdate(at)).values_list("organisation_id", flat=True))
    if not can_reset_factor(request.presence, bodies):
        raise PermissionDenied
    if request.method == "POST":
        try:
            verbs.reset_second_factor(user=user, by=request.user, at=at)
        except Refusal as refusal:
            messages.error(request, refusal.sentence)
        else:
            messages.success(request, f"{user} choisira une autre seconde vérification à sa prochaine connexion.")
        return redirect("accounts:review")
    return render(request, "accounts/reset_factor.html", {"person": user})


def _organisation(request: AdmittedRequest) -> Organisation:
    organisation = request.presence.organisation
    if organisation is None:
        raise Http404
    if not can_review(request.presence, organisation):
        raise PermissionDenied
    return organisation
