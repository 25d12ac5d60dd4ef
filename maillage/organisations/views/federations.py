"""Members of federations, their inner space, accreditations."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from maillage.base.http import page_of, render_page
from maillage.organisations import policies
from maillage.organisations.actions import accreditations, memberships
from maillage.organisations.choices import PUBLIC_FUNCTIONS
from maillage.organisations.forms.organisations import EndForm
from maillage.organisations.forms.units import AccreditationForm, MembershipForm
from maillage.organisations.models import Accreditation, Mandate, Membership
from maillage.organisations.permissions import Permission
from maillage.organisations.queries.federations import members_at
from maillage.organisations.stewardship import keeper
from maillage.organisations.views.common import FormPage, asked, organisation_of, organisation_trail, require
from maillage.organisations.views.detail import frame, state_of

GET_POST = ["GET", "HEAD", "POST"]
WATCHED = dt.timedelta(days=180)  # ahead of which an accreditation of a member is shown to all of them


@require_http_methods(GET_POST)
def member_new(request: HttpRequest, pk: UUID) -> HttpResponse:
    """An organisation joins the federation."""
    who = asked(request)
    federation = organisation_of(who, pk)
    if not federation.is_federation:
        raise Http404
    keeps = keeper(who.user, at=who.at, organisation=federation)
    require(keeps.may(Permission.MEMBERSHIP_EDIT, federation.pk))
    form = MembershipForm(request.POST or None, initial={"from_on": who.day})
    back = reverse("organisations:members", args=[federation.pk])
    page = FormPage(
        "Ajouter un membre",
        "Enregistrer l’adhésion",
        back,
        organisation_trail(federation, ("Membres", back)),
        above=federation.label,
    )
    names = ("member", "from_on", "to_on", "is_founder")
    return page.answer(
        request,
        form,
        lambda: memberships.join(federation=federation, **form.given(*names), by=who.user, at=who.at),
        done="L’adhésion est enregistrée.",
        to=back,
    )


@require_http_methods(GET_POST)
def member_leave(request: HttpRequest, pk: UUID) -> HttpResponse:
    """A member leaves: said by the federation, or by the member."""
    who = asked(request)
    rows = Membership.objects.visible_to(who.user, at=who.at).select_related("federation", "member")
    membership = get_object_or_404(rows, pk=pk)
    keeps = keeper(who.user, at=who.at, organisation=membership.federation)
    by_federation = keeps.may(Permission.MEMBERSHIP_EDIT, membership.federation_id)
    require(by_federation or policies.can_end_membership(who.user, membership, at=who.at))
    form = EndForm(request.POST or None, today=who.day)
    back = reverse("organisations:members", args=[membership.federation_id])
    page = FormPage(
        f"{membership.member.label} quitte la fédération",
        "Enregistrer le départ",
        back,
        organisation_trail(membership.federation, ("Membres", back)),
        f"Membre depuis le {membership.from_on:%d/%m/%Y}. "
        "Dès le lendemain du dernier jour, l’espace commun lui est fermé.",
        membership.federation.label,
        danger=True,
    )
    return page.answer(
        request,
        form,
        lambda: memberships.leave(membership=membership, **form.given("last_day_on"), by=who.user, at=who.at),
        done="Le départ est enregistré.",
        to=back,
    )


@require_safe
def inner_space(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What a federation and its members keep between themselves; for anybody else it does not exist."""
    who = asked(request)
    federation = organisation_of(who, pk)
    if not policies.can_enter_inner_space(who.user, federation, at=who.at):
        raise Http404
    page = page_of(request, members_at(federation, at=who.day))
    ids = [one.member_id for one in page.object_list]
    contacts: dict[UUID, list[Mandate]] = {}
    held = Mandate.objects.at(who.day).filter(organisation__in=ids, function__in=sorted(PUBLIC_FUNCTIONS))
    for mandate in held.select_related("person").order_by("person__folded", "pk"):
        contacts.setdefault(mandate.organisation_id, []).append(mandate)
    everyone = members_at(federation, at=who.day).order_by().values("member")
    ending = Accreditation.objects.at(who.day).filter(organisation__in=everyone).ending_before(who.day + WATCHED)
    context = frame(who, federation, "space") | {
        "page": page,
        "members": [{"row": one, "contacts": contacts.get(one.member_id, [])[:3]} for one in page.object_list],
        "ending": [{"row": one, "state": state_of(one, who.day)} for one in ending.select_related("organisation")[:50]],
    }
    return render_page(request, "organisations/space.html", context)


@require_http_methods(GET_POST)
def accreditation_new(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Record an accreditation."""
    who = asked(request)
    organisation = organisation_of(who, pk)
    keeps = keeper(who.user, at=who.at, organisation=organisation)
    require(keeps.may(Permission.ACCREDITATION_EDIT, organisation.pk))
    form = AccreditationForm(request.POST or None)
    page = FormPage(
        "Ajouter une habilitation",
        "Enregistrer l’habilitation",
        organisation.get_absolute_url(),
        organisation_trail(organisation),
        "Agrément, autorisation, habilitation : ce qu’une autorité permet, et jusqu’à quand.",
        organisation.label,
    )
    names = ("name", "authority", "reference", "from_on", "to_on")
    return page.answer(
        request,
        form,
        lambda: accreditations.record(organisation=organisation, **form.given(*names), by=who.user, at=who.at),
        done="L’habilitation est enregistrée.",
        to=organisation,
    )


@require_http_methods(GET_POST)
def accreditation_end(request: HttpRequest, pk: UUID) -> HttpResponse:
    """End an accreditation earlier than foreseen."""
    who = asked(request)
    rows = Accreditation.objects.visible_to(who.user, at=who.at).select_related("organisation")
    accreditation = get_object_or_404(rows, pk=pk)
    organisation = accreditation.organisation
    keeps = keeper(who.user, at=who.at, organisation=organisation)
    require(keeps.may(Permission.ACCREDITATION_EDIT, organisation.pk))
    form = EndForm(request.POST or None, today=who.day)
    page = FormPage(
        "Mettre fin à l’habilitation",
        "Enregistrer la fin",
        organisation.get_absolute_url(),
        organisation_trail(organisation),
        f"« {accreditation.name} », donnée par {accreditation.authority}.",
        organisation.label,
        danger=True,
    )
    return page.answer(
        request,
        form,
        lambda: accreditations.end(accreditation=accreditation, **form.given("last_day_on"), by=who.user, at=who.at),
        done="La fin de l’habilitation est enregistrée.",
        to=organisation,
    )
