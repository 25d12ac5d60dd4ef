"""Remarks: the list, a thread, and what is said in it."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from maillage.agreements.models import Provision
from maillage.base.http import PAGE_PARAMETER, PAGE_SIZE, render_page
from maillage.base.pages import Pages
from maillage.negotiation.actions import remarking
from maillage.negotiation.forms.remarks import PlaceForm, RemarkForm, ReplyForm
from maillage.negotiation.models import Proposal, Remark
from maillage.negotiation.queries.remarks import threads
from maillage.negotiation.views.common import Room, do, open_room
from maillage.organisations.pages import GET_POST, require
from maillage.organisations.permissions import Permission

_EDIT = Permission.AGREEMENT_EDIT
SHOWING = {"": "À régler", "internes": "Internes à votre organisation", "revoir": "À revoir", "reglees": "Réglées"}


@require_safe
def remark_list(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The remarks that the user reads, in their threads."""
    room = open_room(request, pk)
    wanted = request.GET.get("montrer", "")
    rows = [one for one in room.remarks if _is_wanted(one, wanted)]
    page = Pages(rows, PAGE_SIZE).get_page(request.GET.get(PAGE_PARAMETER))
    context = room.page(
        "negotiation:remarks",
        page=page,
        threads=threads(page.object_list),
        showing=[(key, label, key == wanted) for key, label in SHOWING.items()],
        is_empty=not room.remarks,
    )
    return render_page(request, "negotiation/remarks.html", context)


def _is_wanted(one: Remark, wanted: str) -> bool:
    if wanted == "reglees":
        return one.resolved_at is not None
    if one.resolved_at is not None:
        return False
    return {"internes": one.is_internal, "revoir": one.is_adrift}.get(wanted, True)


@require_http_methods(GET_POST)
def remark_new(request: HttpRequest, pk: UUID, provision_pk: UUID) -> HttpResponse:
    """Write a remark on words of a provision."""
    room = open_room(request, pk)
    require(bool(room.table.speaking(_EDIT)))
    passage = room.draft.passage(provision_pk)
    if passage is None:
        raise Http404
    provision = get_object_or_404(Provision, pk=provision_pk, agreement=room.agreement)
    return _write(request, room, f"Remarque sur {passage.label}", room.address("provision", provision_pk), provision)


@require_http_methods(GET_POST)
def remark_on_proposal(request: HttpRequest, pk: UUID, proposal_pk: UUID) -> HttpResponse:
    """Write a remark on a proposal."""
    room = open_room(request, pk)
    require(bool(room.table.speaking(_EDIT)))
    row = room.proposal(proposal_pk)
    back = room.address("proposal", row.pk)
    return _write(request, room, f"Remarque sur la proposition {row.number}", back, None, row)


def _write(
    request: HttpRequest,
    room: Room,
    title: str,
    back: str,
    provision: Provision | None,
    proposal: Proposal | None = None,
) -> HttpResponse:
    form = RemarkForm(request.POST or None, table=room.table, permission=_EDIT, on_proposal=proposal is not None)
    page = room.form_page(title, "Enregistrer", back)
    page.template = "negotiation/propose.html"
    passage = room.draft.passage(provision.pk) if provision is not None else None
    page.context = {"passage": passage, "kind": "", "answered": proposal, "is_strike": False}

    def act() -> Remark:
        return remarking.remark(
            negotiation=room.negotiation,
            seat=form.speaker,
            words=form.cleaned_data["words"],
            provision=provision,
            quote=form.cleaned_data.get("quote", ""),
            proposal=proposal,
            is_internal=form.is_internal,
            declared_by=form.declared,
            by=room.who.user,
            at=room.who.at,
        )

    return page.answer(
        request, form, act, done="Votre remarque est écrite.", to=lambda made: room.address("remark", made.pk)
    )


@require_http_methods(GET_POST)
def remark(request: HttpRequest, pk: UUID, remark_pk: UUID) -> HttpResponse:
    """A remark with its thread, and the box to answer."""
    room = open_room(request, pk)
    row = room.remark(remark_pk)
    only = row.seat if row.is_internal else None
    form = ReplyForm(request.POST or None, table=room.table, permission=_EDIT, only=only)
    if request.method == "POST":
        require(form.has_seats)
    (thread,) = threads([row])
    page = room.form_page("Remarque", "Répondre", room.address("remark", row.pk))
    page.template = "negotiation/remark.html"
    page.context = {
        "agreement": room.agreement,
        "thread": thread,
        "can_write": form.has_seats,
        "can_settle": may_settle(room, row),
        "passage": room.draft.passage(row.provision_id),
        "links": room.trail(),
    }
    return page.answer(
        request,
        form,
        lambda: remarking.reply(
            remark=row,
            seat=form.speaker,
            words=form.cleaned_data["words"],
            declared_by=form.declared,
            by=room.who.user,
            at=room.who.at,
        ),
        done="Votre réponse est écrite.",
        to=page.cancel,
    )


def may_settle(room: Room, row: Remark) -> bool:
    """Whoever may write for a party; of an internal remark, for its own."""
    speaking = room.table.speaking(_EDIT)
    return row.seat in speaking if row.is_internal else bool(speaking)


@require_POST
def resolve(request: HttpRequest, pk: UUID, remark_pk: UUID) -> HttpResponse:
    """Say that it is settled."""
    room = open_room(request, pk)
    row = room.remark(remark_pk)
    require(may_settle(room, row))
    return do(
        request,
        lambda: remarking.resolve(remark=row, by=room.who.user, at=room.who.at),
        done="La remarque est réglée.",
        to=room.address("remark", row.pk),
    )


@require_POST
def reopen(request: HttpRequest, pk: UUID, remark_pk: UUID) -> HttpResponse:
    """Take the thread up again."""
    room = open_room(request, pk)
    row = room.remark(remark_pk)
    require(may_settle(room, row))
    return do(
        request,
        lambda: remarking.reopen(remark=row, by=room.who.user, at=room.who.at),
        done="La remarque est de nouveau à régler.",
        to=room.address("remark", row.pk),
    )


@require_http_methods(GET_POST)
def place(request: HttpRequest, pk: UUID, remark_pk: UUID) -> HttpResponse:
    """Say which words of today a remark is about."""
    room = open_room(request, pk)
    row = room.remark(remark_pk)
    require(may_settle(room, row) and row.provision_id is not None)
    form = PlaceForm(request.POST or None, draft=room.draft, initial={"provision": str(row.provision_id), "quote": ""})
    page = room.form_page(
        "Replacer la remarque",
        "Replacer",
        room.address("remark", row.pk),
        lede=f"Elle visait « {row.quote[:200]} », qui n’est plus dans le texte.",
    )
    return page.answer(
        request,
        form,
        lambda: remarking.place_again(
            remark=row,
            quote=form.cleaned_data["quote"],
            provision=get_object_or_404(Provision, pk=form.cleaned_data["provision"], agreement=room.agreement),
            by=room.who.user,
            at=room.who.at,
        ),
        done="La remarque est replacée.",
        to=page.cancel,
    )
