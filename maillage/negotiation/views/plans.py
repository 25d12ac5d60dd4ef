"""The back-planning of one's party, and the papers for its assembly."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods, require_safe

from maillage.agreements.drafting.composing import to_docx
from maillage.base.http import render_page
from maillage.base.search import folded
from maillage.negotiation.actions import planning
from maillage.negotiation.choices import Assembly, PlanStep
from maillage.negotiation.forms.planning import DoneForm, PlanForm
from maillage.negotiation.models import Seat
from maillage.negotiation.papers import PAPERS, to_markdown
from maillage.negotiation.queries.approvals import positions_of
from maillage.negotiation.queries.papers import facts_for
from maillage.negotiation.queries.plans import Planning, planning_of, sessions_of
from maillage.negotiation.views.common import Room, open_room
from maillage.organisations.choices import OrganisationKind
from maillage.organisations.pages import GET_POST, require
from maillage.organisations.permissions import Permission

_EDIT = Permission.AGREEMENT_EDIT
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_USUAL = {
    OrganisationKind.DEPARTEMENT: Assembly.STANDING_COMMITTEE,
    OrganisationKind.COMMUNE: Assembly.COUNCIL_OF_3500,
    OrganisationKind.CCAS: Assembly.CCAS_BOARD,
    OrganisationKind.CIAS: Assembly.CCAS_BOARD,
    OrganisationKind.EPCI: Assembly.COMMUNITY_COUNCIL,
    OrganisationKind.ASSOCIATION: Assembly.BOARD,
    OrganisationKind.FEDERATION: Assembly.BOARD,
}


def _seat(room: Room, request: HttpRequest) -> Seat | None:
    """The party whose plan is shown: the one asked for, else the first for which the user reads."""
    own = room.table.own()
    wanted = request.GET.get("partie", "")
    return next((one for one in own if str(one.pk) == wanted), own[0] if own else None)


def _planning(room: Room, seat: Seat) -> Planning | None:
    (position,) = positions_of([seat], room.draft.expression)
    return planning_of(seat, position, today=room.who.day)


@require_safe
def plan(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The steps backward from the session; the sessions of the other parties."""
    room = open_room(request, pk)
    seat = _seat(room, request)
    context = room.page(
        "negotiation:plan",
        seat=seat,
        planning=_planning(room, seat) if seat is not None else None,
        sessions=sessions_of(room.table.present),
        seats=room.table.own(),
        can_edit=seat is not None and seat in room.table.speaking(_EDIT),
        papers=PAPERS,
    )
    return render_page(request, "negotiation/plan.html", context)


def _own(room: Room, seat_pk: UUID) -> Seat:
    """One's own seat: how another party prepares its session is hidden."""
    seat = next((one for one in room.table.own() if one.pk == seat_pk), None)
    if seat is None:
        raise Http404
    return seat


@require_http_methods(GET_POST)
def plan_edit(request: HttpRequest, pk: UUID, seat_pk: UUID) -> HttpResponse:
    """The day of the session, and how long each step takes."""
    room = open_room(request, pk)
    seat = _own(room, seat_pk)
    require(seat in room.table.speaking(_EDIT))
    found = _planning(room, seat)
    row = found.plan if found is not None else None
    initial: dict[str, object] = {"assembly": _USUAL.get(OrganisationKind(seat.kind), Assembly.NONE)}
    if row is not None:
        initial = {"assembly": row.assembly, "meets_on": row.meets_on}
        initial |= {one.step: one.days for one in row.steps.all() if one.days is not None}
    form = PlanForm(request.POST or None, row=row, initial=initial)
    page = room.form_page(
        "Rétroplanning",
        "Calculer",
        f"{room.address('plan')}?partie={seat.pk}",
        lede="Maillage compte à rebours depuis la séance. Votre organisation seule voit ces étapes ; "
        "les autres parties voient le jour de la séance.",
    )
    return page.answer(
        request,
        form,
        lambda: planning.plan(
            negotiation=room.negotiation,
            seat=seat,
            assembly=form.cleaned_data["assembly"],
            meets_on=form.cleaned_data["meets_on"],
            lengths=form.lengths,
            revision=form.sent_revision if row is not None else None,
            by=room.who.user,
            at=room.who.at,
        ),
        done="Le rétroplanning est calculé.",
        to=page.cancel,
    )


@require_http_methods(GET_POST)
def step_done(request: HttpRequest, pk: UUID, seat_pk: UUID, step: str) -> HttpResponse:
    """On which day a step was done."""
    room = open_room(request, pk)
    seat = _own(room, seat_pk)
    require(seat in room.table.speaking(_EDIT))
    found = _planning(room, seat)
    if found is None or step not in PlanStep.values:
        raise Http404
    line = next(one for one in found.lines if one.step == step)
    form = DoneForm(request.POST or None, initial={"done_on": line.done_on or room.who.day})
    page = room.form_page(PlanStep(step).label, "Enregistrer", f"{room.address('plan')}?partie={seat.pk}")
    return page.answer(
        request,
        form,
        lambda: planning.mark_done(
            plan=found.plan, step=step, done_on=form.cleaned_data["done_on"], by=room.who.user, at=room.who.at
        ),
        done="C’est noté.",
        to=page.cancel,
    )


@require_safe
def paper(request: HttpRequest, pk: UUID, seat_pk: UUID, name: str) -> HttpResponse:
    """The draft of the délibération, or of the report, to copy, to print, to take away."""
    room = open_room(request, pk)
    seat = _own(room, seat_pk)
    if name not in PAPERS:
        raise Http404
    facts = facts_for(room.negotiation, seat, _planning(room, seat), room.draft, list(room.table.present))
    context = {
        "agreement": room.agreement,
        "seat": seat,
        "title": PAPERS[name].title,
        "name": name,
        "blocks": PAPERS[name].write(facts),
        "links": (*room.trail(), ("Rétroplanning", room.address("plan"))),
    }
    return render_page(request, "negotiation/paper.html", context)


@require_safe
def paper_docx(request: HttpRequest, pk: UUID, seat_pk: UUID, name: str) -> HttpResponse:
    """The same as a document of an office suite."""
    room = open_room(request, pk)
    seat = _own(room, seat_pk)
    if name not in PAPERS:
        raise Http404
    facts = facts_for(room.negotiation, seat, _planning(room, seat), room.draft, list(room.table.present))
    content = to_docx(to_markdown(PAPERS[name].write(facts)))
    title = folded(f"{name} {room.agreement.title}").strip().replace(" ", "-")[:80]
    response = HttpResponse(content, content_type=DOCX)
    response["Content-Disposition"] = f'attachment; filename="{title}.docx"'
    return response
