"""The draft with its margin, opening it to negotiation, and one provision with its alternatives."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.templatetags.static import static
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_http_methods, require_safe

from maillage.base.http import render_page
from maillage.negotiation.actions import opening
from maillage.negotiation.choices import ProposalKind
from maillage.negotiation.forms.proposals import WhyForm
from maillage.negotiation.models import Negotiation
from maillage.negotiation.queries.margin import FILTERS, annotated
from maillage.negotiation.queries.proposals import proposals_of, standings
from maillage.negotiation.queries.remarks import remarks_of, threads
from maillage.negotiation.queries.rounds import current_round
from maillage.negotiation.queries.tables import can_open, chairs_of
from maillage.negotiation.views.common import agreement_of, open_room
from maillage.organisations.forms.base import Form
from maillage.organisations.pages import GET_POST, FormPage, require
from maillage.organisations.permissions import Permission


@require_safe
def page(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The text, whose turn it is, and beside the words what is proposed and remarked; before it, how to begin."""
    who, agreement = agreement_of(request, pk)
    if not Negotiation.objects.filter(agreement=agreement).exists():
        context = {"agreement": agreement, "can_open": can_open(who.user, agreement, at=who.at)}
        return render_page(request, "negotiation/before.html", context)
    room = open_room(request, pk)
    wanted = request.GET.get("montrer", "")
    shown = annotated(
        room.draft, room.standings, room.remarks, room.own_keys, wanted, icons=static("maillage/icons.svg")
    )
    context = room.page(
        "negotiation:page",
        shown=shown,
        # The drawing escapes every word of the document: it holds no other HTML than its own.
        html=mark_safe(shown.dressed.html),  # noqa: S308
        loose=mark_safe(shown.dressed.loose),  # noqa: S308
        filters=[(key, label, key == shown.wanted) for key, label in FILTERS.items()],
        round=current_round(room.negotiation),
    )
    return render_page(request, "negotiation/page.html", context)


@require_http_methods(GET_POST)
def begin(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Open a shared draft to negotiation: who will be at the table, and by which rule."""
    who, agreement = agreement_of(request, pk)
    require(can_open(who.user, agreement, at=who.at))
    page = FormPage(
        "Ouvrir la négociation",
        "Ouvrir la négociation",
        agreement.get_absolute_url(),
        (("Conventions", reverse("agreements:list")), (agreement.title, agreement.get_absolute_url())),
        above=agreement.title,
        template="negotiation/begin.html",
        context={"chairs": chairs_of(agreement, day=who.day)},
    )
    return page.answer(
        request,
        Form(request.POST if request.method == "POST" else None),
        lambda: opening.open_negotiation(agreement=agreement, by=who.user, at=who.at),
        done="La négociation est ouverte : chaque partie peut proposer et remarquer.",
        to=lambda made: reverse("negotiation:page", args=[made.agreement_id]),
    )


@require_http_methods(GET_POST)
def stop(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Stop negotiating, with the reason."""
    room = open_room(request, pk)
    require(room.table.can_lead)
    form = WhyForm(request.POST or None)
    page = room.form_page(
        "Arrêter la négociation",
        "Arrêter",
        room.address("page"),
        lede="Tout ce qui a été dit reste lisible. Plus rien ne s’écrit, jusqu’à ce qu’une partie la reprenne.",
    )
    return page.answer(
        request,
        form,
        lambda: opening.close(
            negotiation=room.negotiation, reason=form.cleaned_data["reason"], by=room.who.user, at=room.who.at
        ),
        done="La négociation est arrêtée.",
        to=page.cancel,
    )


@require_http_methods(GET_POST)
def take_up(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take up again a negotiation that was stopped."""
    room = open_room(request, pk)
    require(bool(room.table.own(Permission.AGREEMENT_CONFIRM)) or room.table.is_host)
    if room.negotiation.closed_at is None:
        raise Http404
    page = room.form_page(
        "Reprendre la négociation", "Reprendre", room.address("page"), lede="Elle reprend où elle en était."
    )
    return page.answer(
        request,
        Form(request.POST if request.method == "POST" else None),
        lambda: opening.take_up_again(negotiation=room.negotiation, by=room.who.user, at=room.who.at),
        done="La négociation reprend.",
        to=page.cancel,
    )


@require_safe
def provision(request: HttpRequest, pk: UUID, provision_pk: UUID) -> HttpResponse:
    """One provision: its words, the alternatives side by side, the remarks, and what may be proposed."""
    room = open_room(request, pk)
    passage = room.draft.passage(provision_pk)
    rows = proposals_of(room.negotiation).filter(provision=provision_pk)
    found = standings(rows, room.table.seats, room.draft)
    if passage is None and not found:
        raise Http404
    remarks = threads(remarks_of(room.table).filter(provision=provision_pk))
    context = {
        "agreement": room.agreement,
        "negotiation": room.negotiation,
        "passage": passage,
        "label": passage.label if passage is not None else found[0].proposal.label,
        "live": [one for one in found if one.proposal.is_live],
        "past": [one for one in found if not one.proposal.is_live],
        "remarks": remarks,
        "kinds": [(kind, _VERBS[kind]) for kind in ProposalKind],
        "can_write": passage is not None and bool(room.table.speaking(Permission.AGREEMENT_EDIT)),
        "links": room.trail(),
        "own": room.own_keys,
    }
    return render_page(request, "negotiation/provision.html", context)


_VERBS = {
    ProposalKind.REPLACE: "Réécrire",
    ProposalKind.INSERT_BEFORE: "Ajouter avant",
    ProposalKind.INSERT_AFTER: "Ajouter après",
    ProposalKind.MOVE: "Déplacer",
    ProposalKind.STRIKE: "Supprimer",
}
