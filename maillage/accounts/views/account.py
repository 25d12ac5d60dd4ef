"""One's account: what protects it, the sessions that are open, the organisation one acts for."""

from __future__ import annotations

from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.internal.flows.sessions import end_other_sessions
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from maillage.accounts import proconnect
from maillage.accounts.confirming import confirmed
from maillage.accounts.forms import OrganisationForm
from maillage.accounts.middleware import CHOSEN_KEY, AdmittedRequest
from maillage.accounts.policies import can_review, can_see_invitations, can_see_sign_ins
from maillage.accounts.queries import has_second_factor, sessions_of, sign_ins_of
from maillage.base.http import next_address
from maillage.base.refusals import Refusal
from maillage.organisations.actions import accounts, claims
from maillage.organisations.choices import ClaimState


def account(request: AdmittedRequest) -> HttpResponse:
    """What one is known by, and what protects the account."""
    at = timezone.now()
    organisation = request.presence.organisation
    context = {
        "grants": request.user.grants.at(timezone.localdate(at)).select_related("organisation", "unit").order_by("pk"),
        "factor": has_second_factor(request.user),
        "linked": SocialAccount.objects.filter(user_id=request.user.pk).first(),
        "attested": proconnect.attested_organisation(request),
        "has_password": request.user.has_usable_password(),
        "may_invite": organisation is not None and can_see_invitations(request.presence, organisation),
        "may_see_sign_ins": organisation is not None and can_see_sign_ins(request.presence, organisation),
        "may_review": organisation is not None and can_review(request.presence, organisation),
    }
    return render(request, "accounts/account.html", context)


@never_cache
def second_factor(request: AdmittedRequest) -> HttpResponse:
    """Before anything else: choose how to be verified a second time."""
    if has_second_factor(request.user):
        return redirect(next_address(request))
    return render(request, "accounts/second_factor.html")


def sessions(request: AdmittedRequest) -> HttpResponse:
    """The browsers in which the account is open, and the last sign-ins."""
    rows = sessions_of(request.user, at=timezone.now())
    context = {
        "sessions": rows,
        "current_key": request.session.session_key,
        "sign_ins": sign_ins_of(request.user),
    }
    return render(request, "accounts/sessions.html", context)


@require_POST
def close_session(request: AdmittedRequest, pk: int) -> HttpResponse:
    """Close one other browser."""
    rows = sessions_of(request.user, at=timezone.now()).exclude(session_key=request.session.session_key)
    get_object_or_404(rows, pk=pk).end()
    messages.success(request, "Cette session est fermée.")
    return redirect("accounts:sessions")


@require_POST
def close_other_sessions(request: AdmittedRequest) -> HttpResponse:
    """Close all browsers but this one."""
    end_other_sessions(request, request.user)
    messages.success(request, "Les autres sessions sont fermées.")
    return redirect("accounts:sessions")


def switch(request: AdmittedRequest) -> HttpResponse:
    """Choose the organisation to act for; what is not one's own does not exist."""
    if request.method != "POST":
        return render(request, "accounts/switch.html")
    form = OrganisationForm(request.POST, organisations=request.presence.organisations)
    if not form.is_valid():
        return render(request, "accounts/switch.html", {"refused": True}, status=404)
    chosen = form.cleaned_data["organisation"]
    accounts.choose_organisation(user=request.user, organisation=chosen, at=timezone.now())
    request.session[CHOSEN_KEY] = str(chosen.pk)
    messages.success(request, f"Vous agissez maintenant pour l’organisation {chosen}.")
    return redirect(next_address(request))


@require_POST
@confirmed
def unlink_proconnect(request: AdmittedRequest) -> HttpResponse:
    """ProConnect no longer opens the account; a password must."""
    if not request.user.has_usable_password():
        messages.error(request, "Choisissez d’abord un mot de passe : sans lui, plus rien n’ouvrirait votre compte.")
    else:
        SocialAccount.objects.filter(user_id=request.user.pk).delete()
        messages.success(request, "ProConnect n’ouvre plus votre compte.")
    return redirect("accounts:account")


@require_POST
def claim_attested(request: AdmittedRequest) -> HttpResponse:
    """Speak for the organisation whose SIRET ProConnect attested in this session."""
    organisation = proconnect.attested_organisation(request)
    if organisation is None:
        messages.error(request, "ProConnect n’a attesté aucune organisation connue de Maillage.")
        return redirect("accounts:account")
    siret = proconnect.attested_siret(request)
    try:
        claim = claims.ask(
            user=request.user, organisation=organisation, proconnect_siret=siret, by=request.user, at=timezone.now()
        )
    except Refusal as refusal:
        messages.error(request, refusal.sentence)
    else:
        verified = f"Vous administrez maintenant l’organisation {organisation}."
        waiting = f"Votre demande est transmise à qui administre l’organisation {organisation}."
        messages.success(request, verified if claim.state == ClaimState.VERIFIED else waiting)
    return redirect("accounts:account")
