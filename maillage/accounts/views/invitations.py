"""Invitations: those of an organisation, sent, sent again, revoked."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from maillage.accounts.confirming import confirmed
from maillage.accounts.forms import InvitationForm
from maillage.accounts.letters import InvitationLetter
from maillage.accounts.middleware import AdmittedRequest
from maillage.accounts.policies import can_see_invitations, roles_to_offer
from maillage.base.http import page_of
from maillage.base.refusals import Refusal
from maillage.organisations.actions import invitations as verbs
from maillage.organisations.models import Invitation, Organisation


def invitations(request: AdmittedRequest) -> HttpResponse:
    """The invitations of the current organisation, the last sent first."""
    organisation = _organisation(request)
    rows = Invitation.objects.filter(organisation=organisation).select_related("accepted_by__person", "unit")
    page = page_of(request, rows.order_by("-invited_at", "-pk"))
    context = {"organisation": organisation, "page": page, "now": timezone.now()}
    return render(request, "accounts/invitations.html", context)


@confirmed
def invite(request: AdmittedRequest) -> HttpResponse:
    """Invite somebody to take a role in the current organisation (an operator: in the one of the address)."""
    organisation = _organisation(request)
    form = InvitationForm(request.POST or None, organisation=organisation, roles=roles_to_offer(request.presence))
    if request.method == "POST" and form.is_valid():
        letter = InvitationLetter.of(request)
        try:
            verbs.invite(
                organisation=organisation, **form.cleaned_data, deliver=letter, by=request.user, at=timezone.now()
            )
        except Refusal as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, refusal.sentence)
        else:
            messages.success(request, f"L’invitation est partie à {form.cleaned_data['email']}.")
            return redirect("accounts:invitations")
    return render(request, "accounts/invite.html", {"organisation": organisation, "form": form})


@require_POST
def send_again(request: AdmittedRequest, pk: UUID) -> HttpResponse:
    """Send a new link: the former one opens nothing any more."""
    invitation = _invitation(request, pk)
    at = timezone.now()
    try:
        if invitation.email == "":
            raise verbs.NoLongerValid
        verbs.invite(
            organisation=invitation.organisation,
            email=invitation.email,
            role=invitation.role,
            unit=invitation.unit,
            person=invitation.person,
            deliver=InvitationLetter.of(request),
            by=request.user,
            at=at,
        )
    except Refusal as refusal:
        messages.error(request, refusal.sentence)
    else:
        messages.success(request, "Un nouveau lien est parti ; l’ancien ne sert plus.")
    return redirect("accounts:invitations")


@require_POST
def revoke(request: AdmittedRequest, pk: UUID) -> HttpResponse:
    """Make a link useless."""
    try:
        verbs.revoke(invitation=_invitation(request, pk), by=request.user, at=timezone.now())
    except Refusal as refusal:
        messages.error(request, refusal.sentence)
    else:
        messages.success(request, "L’invitation est annulée : son lien ne sert plus.")
    return redirect("accounts:invitations")


def _organisation(request: AdmittedRequest) -> Organisation:
    asked = request.GET.get("organisation", "")
    organisation = request.presence.organisation
    if asked:
        try:
            organisation = Organisation.objects.visible_to(request.user).filter(pk=UUID(asked)).first()
        except ValueError:
            raise Http404 from None
    if organisation is None:
        raise Http404
    if not can_see_invitations(request.presence, organisation):
        raise PermissionDenied
    return organisation


def _invitation(request: AdmittedRequest, pk: UUID) -> Invitation:
    return get_object_or_404(Invitation.objects.visible_to(request.user).select_related("organisation", "unit"), pk=pk)
