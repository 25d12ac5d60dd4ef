"""The approval of one version by each party, and the visas of one's own organisation."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from maillage.base.http import render_page
from maillage.negotiation.actions import approving
from maillage.negotiation.forms.approvals import DELEGATE, GIVE, ApproveForm, ChooseCircuitForm, VisaForm
from maillage.negotiation.forms.proposals import WhyForm
from maillage.negotiation.models import Approval, Seat, Visa
from maillage.negotiation.queries.approvals import Position, is_agreed, positions_of
from maillage.negotiation.queries.people import circuits_of, readers_in
from maillage.negotiation.views.common import Room, do, open_room
from maillage.organisations.models import User
from maillage.organisations.pages import GET_POST, require
from maillage.organisations.permissions import Permission

_EDIT, _CONFIRM = Permission.AGREEMENT_EDIT, Permission.AGREEMENT_CONFIRM


@require_safe
def approval(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Where each party stands on the present version; the circuits of one's own organisation."""
    room = open_room(request, pk)
    positions = positions_of(room.table.present, room.draft.expression)
    lines = [_line(room, one, room.who.user) for one in positions]
    context = room.page(
        "negotiation:approval",
        lines=lines,
        is_agreed=is_agreed(positions),
        retained=[one for one in room.standings if one.proposal.state == "retained"],
        waiting=[one for one in room.standings if one.proposal.state == "open"],
    )
    return render_page(request, "negotiation/approval.html", context)


def _line(room: Room, position: Position, user: User) -> dict[str, object]:
    """A party as this reader sees it: the circuit of another organisation is its own affair."""
    seat = position.seat
    is_own = seat.pk in room.own_keys
    edits, confirms = seat in room.table.speaking(_EDIT), seat in room.table.speaking(_CONFIRM)
    visa = position.next_visa
    notes = visa is not None and visa.user_id is None and confirms
    return {
        "position": position,
        "is_own": is_own,
        "circuit": seat.circuit if is_own else None,
        "may_choose": is_own and edits and position.current is None,
        "may_begin": is_own and edits and position.current is None and seat.circuit_id is not None,
        "may_visa": is_own and room.negotiation.is_open and (position.waits_for(user) or notes),
        "may_approve": confirms and position.is_ready,
        "may_take_back": confirms and position.current is not None,
        "declares": room.table.declares(seat, _CONFIRM),
    }


def _own(room: Room, seat_pk: UUID, permission: Permission) -> Seat:
    """A seat for which the user may write: 404 when it is not of this table, 403 when it is another's."""
    seat = next((one for one in room.table.present if one.pk == seat_pk), None)
    if seat is None:
        raise Http404
    require(seat in room.table.speaking(permission))
    return seat


def house_of(seat: Seat) -> UUID:
    """The organisation of a seat for which the user reads: it has one."""
    if seat.organisation_id is None:
        raise Http404
    return seat.organisation_id


@require_http_methods(GET_POST)
def choose_circuit(request: HttpRequest, pk: UUID, seat_pk: UUID) -> HttpResponse:
    """Which circuit of the organisation this text goes through."""
    room = open_room(request, pk)
    seat = _own(room, seat_pk, _EDIT)
    require(seat.pk in room.own_keys and seat.organisation_id is not None)
    form = ChooseCircuitForm(
        request.POST if request.method == "POST" else None,
        circuits=list(circuits_of(house_of(seat))),
        initial={"circuit": str(seat.circuit_id or "")},
    )
    page = room.form_page(
        "Circuit de visas",
        "Choisir",
        room.address("approval"),
        lede="Qui doit voir ce texte avant que votre organisation dise oui. Les autres parties ne le voient pas.",
    )
    page.template = "negotiation/choose_circuit.html"
    page.context = {"seat": seat}
    return page.answer(
        request,
        form,
        lambda: approving.choose_circuit(
            negotiation=room.negotiation, seat=seat, circuit=form.chosen, by=room.who.user, at=room.who.at
        ),
        done="Le circuit est choisi.",
        to=page.cancel,
    )


@require_POST
def begin(request: HttpRequest, pk: UUID, seat_pk: UUID) -> HttpResponse:
    """Begin the circuit on the present version."""
    room = open_room(request, pk)
    seat = _own(room, seat_pk, _EDIT)
    require(seat.pk in room.own_keys)
    return do(
        request,
        lambda: approving.begin(
            negotiation=room.negotiation,
            seat=seat,
            sha256=request.POST.get("sha256", ""),
            by=room.who.user,
            at=room.who.at,
        ),
        done="Le circuit est commencé : le premier visa est attendu.",
        to=room.address("approval"),
    )


@require_http_methods(GET_POST)
def visa(request: HttpRequest, pk: UUID, visa_pk: UUID) -> HttpResponse:
    """Give one’s visa, refuse it, or have somebody else give it."""
    room = open_room(request, pk)
    rows = Visa.objects.select_related("approval__seat__organisation", "approval__expression", "user__person")
    row = get_object_or_404(rows.filter(approval__seat__in=room.own_keys), pk=visa_pk)
    seat = row.approval.seat
    mine = row.user_id == room.who.user.pk or (row.user_id is None and seat in room.table.speaking(_CONFIRM))
    require(mine and room.negotiation.is_open)
    accounts = list(readers_in(house_of(seat), at=room.who.at))
    form = VisaForm(request.POST or None, visa=row, accounts=accounts)
    page = room.form_page(f"Visa : {row.label}", "Enregistrer", room.address("approval"))
    page.template = "negotiation/visa.html"
    page.context = {"visa": row, "draft": room.draft, "agreement": room.agreement}

    def act() -> object:
        said, by, at = form.cleaned_data, room.who.user, room.who.at
        if said["decision"] == DELEGATE and form.delegate is not None:
            return approving.delegate_visa(visa=row, to=form.delegate, by=by, at=at)
        declared = said.get("declared_by", "")
        if said["decision"] == GIVE:
            return approving.give_visa(visa=row, word=said["reason"], declared_by=declared, by=by, at=at)
        return approving.refuse_visa(visa=row, reason=said["reason"], declared_by=declared, by=by, at=at)

    return page.answer(request, form, act, done="C’est enregistré.", to=page.cancel)


@require_http_methods(GET_POST)
def approve(request: HttpRequest, pk: UUID, seat_pk: UUID) -> HttpResponse:
    """Say yes to the version before one’s eyes, by its digest."""
    room = open_room(request, pk)
    seat = _own(room, seat_pk, _CONFIRM)
    form = ApproveForm(
        request.POST or None,
        table=room.table,
        permission=_CONFIRM,
        only=seat,
        initial={"sha256": room.draft.expression.sha256},
    )
    page = room.form_page("Approuver le texte", "Approuver cette version", room.address("approval"))
    page.template = "negotiation/approve.html"
    page.context = {"seat": seat, "draft": room.draft, "agreement": room.agreement}
    return page.answer(
        request,
        form,
        lambda: approving.approve(
            negotiation=room.negotiation,
            seat=seat,
            sha256=form.cleaned_data["sha256"],
            declared_by=form.declared,
            by=room.who.user,
            at=room.who.at,
        ),
        done="Votre organisation approuve cette version.",
        to=page.cancel,
    )


@require_http_methods(GET_POST)
def take_back(request: HttpRequest, pk: UUID, seat_pk: UUID) -> HttpResponse:
    """No longer approve, or stop the circuit, with the reason."""
    room = open_room(request, pk)
    seat = _own(room, seat_pk, _CONFIRM)
    rows = Approval.objects.filter(seat=seat, expression=room.draft.expression, ended_at__isnull=True)
    row = rows.select_related("seat__negotiation").first()
    if row is None:
        messages.error(request, "Votre organisation n’examine pas cette version.")
        return redirect(room.address("approval"))
    form = WhyForm(request.POST or None)
    said = row.approved_at is not None
    page = room.form_page(
        "Revenir sur l’approbation" if said else "Arrêter le circuit",
        "Enregistrer",
        room.address("approval"),
        lede="Les autres parties liront ce motif." if said else "Votre organisation seule lira ce motif.",
    )
    return page.answer(
        request,
        form,
        lambda: approving.take_back(approval=row, reason=form.cleaned_data["reason"], by=room.who.user, at=room.who.at),
        done="C’est enregistré.",
        to=page.cancel,
    )
