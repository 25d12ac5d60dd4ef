"""Proposals: the list, one of them with its redline and answers, and what the parties do with it."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from maillage.agreements.models import Provision
from maillage.base.http import PAGE_PARAMETER, PAGE_SIZE, render_page
from maillage.base.pages import Pages
from maillage.negotiation.actions import answering, proposing
from maillage.negotiation.choices import ProposalKind, ProposalState
from maillage.negotiation.forms.proposals import AnswerForm, ProposalForm, WhyForm
from maillage.negotiation.models import Proposal
from maillage.negotiation.queries.proposals import conflicts_of, proposals_of, standings
from maillage.negotiation.queries.remarks import remarks_of, threads
from maillage.negotiation.queries.sorting import SHOWING, sorted_out
from maillage.negotiation.views.common import Room, do, open_room
from maillage.organisations.forms.base import Form
from maillage.organisations.pages import GET_POST, require
from maillage.organisations.permissions import Permission

_EDIT, _CONFIRM = Permission.AGREEMENT_EDIT, Permission.AGREEMENT_CONFIRM


@require_safe
def proposal_list(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The proposals, by what is asked of them."""
    room = open_room(request, pk)
    wanted = request.GET.get("montrer", "")
    found = sorted_out(room.standings, room.own_keys, wanted)
    context = room.page(
        "negotiation:proposals",
        page=Pages(found, PAGE_SIZE).get_page(request.GET.get(PAGE_PARAMETER)),
        showing=[(key, label, key == wanted) for key, label in SHOWING.items()],
        is_empty=not room.standings,
    )
    return render_page(request, "negotiation/proposals.html", context)


@require_safe
def proposal(request: HttpRequest, pk: UUID, proposal_pk: UUID) -> HttpResponse:
    """One proposal: its words against the text, why, what each answered, the alternatives on the same words."""
    room = open_room(request, pk)
    row = room.proposal(proposal_pk)
    return render_page(request, "negotiation/proposal.html", _context(room, row, _answer_form(request, room, row)))


def _answer_form(request: HttpRequest, room: Room, row: Proposal) -> AnswerForm:
    data = request.POST if request.method == "POST" else None
    return AnswerForm(data, table=room.table, permission=_CONFIRM, but=row.seat, row=row)


def _context(room: Room, row: Proposal, form: AnswerForm) -> dict[str, object]:
    standing = room.standing(row)
    others = list(proposals_of(room.negotiation).filter(provision=row.provision_id).exclude(pk=row.pk))
    live = [one for one in others if one.is_live]
    is_open = row.state == ProposalState.OPEN
    is_author = room.may_write_for(row)
    leads = room.table.can_lead
    clashes = conflicts_of(row, [one for one in live if one.retained_at is not None], room.draft)
    return {
        "agreement": room.agreement,
        "standing": standing,
        "proposal": row,
        "passage": room.draft.passage(row.provision_id),
        "alternatives": standings(live, room.table.seats, room.draft),
        "clashes": clashes,
        "remarks": threads(remarks_of(room.table).filter(proposal=row)),
        "form": form if is_open and form.has_seats else None,
        "may": {
            "rewrite": is_author and is_open,
            "retain": leads and standing.can_be_retained and not clashes,
            "release": leads and row.state == ProposalState.RETAINED,
            "set_aside": leads and is_open and (bool(standing.against) or not standing.has_ground),
            "discuss": leads and row.state in {ProposalState.SET_ASIDE, ProposalState.WITHDRAWN},
            "remark": bool(room.table.speaking(_EDIT)),
            "counter": is_open and any(one != row.seat for one in room.table.speaking(_EDIT)),
        },
        "links": room.trail(),
        "own": room.own_keys,
    }


@require_http_methods(GET_POST)
def propose(request: HttpRequest, pk: UUID, provision_pk: UUID, kind: str) -> HttpResponse:
    """Write a proposal on a provision; the words begin with those of the text."""
    room = open_room(request, pk)
    if kind not in ProposalKind.values:
        raise Http404
    require(bool(room.table.speaking(_EDIT)))
    return _write(request, room, ProposalKind(kind), provision_pk, None)


@require_http_methods(GET_POST)
def counter(request: HttpRequest, pk: UUID, proposal_pk: UUID) -> HttpResponse:
    """Answer a proposal with another wording: it begins with the words that are answered."""
    room = open_room(request, pk)
    row = room.proposal(proposal_pk)
    require(any(one != row.seat for one in room.table.speaking(_EDIT)))
    return _write(request, room, ProposalKind(row.kind), row.provision_id, row)


def _write(
    request: HttpRequest, room: Room, kind: ProposalKind, provision_id: UUID, answered: Proposal | None
) -> HttpResponse:
    passage = room.draft.passage(provision_id)
    if passage is None:
        raise Http404
    words = answered.words if answered is not None else passage.words if kind == ProposalKind.REPLACE else ""
    form = ProposalForm(
        request.POST or None,
        table=room.table,
        permission=_EDIT,
        but=answered.seat if answered is not None else None,
        kind=kind,
        draft=room.draft,
        passage=passage,
        initial={"words": words},
    )
    back = room.address("proposal", answered.pk) if answered is not None else room.address("provision", provision_id)
    title = "Proposer une autre rédaction" if answered is not None else f"{kind.label.capitalize()} : {passage.label}"
    page = room.form_page(title, "Proposer", back)
    page.template = "negotiation/propose.html"
    page.context = {"passage": passage, "kind": kind, "answered": answered, "is_strike": kind == ProposalKind.STRIKE}

    def act() -> Proposal:
        beside = form.beside_id
        return proposing.propose(
            negotiation=room.negotiation,
            seat=form.speaker,
            kind=kind,
            provision=get_object_or_404(Provision, pk=provision_id, agreement=room.agreement),
            words=form.cleaned_data.get("words", ""),
            beside=get_object_or_404(Provision, pk=beside, agreement=room.agreement) if beside else None,
            after=form.cleaned_data.get("after", "after") == "after",
            reason=form.cleaned_data["reason"],
            counters=answered,
            declared_by=form.declared,
            by=room.who.user,
            at=room.who.at,
        )

    done = "Votre proposition est faite : les autres parties peuvent y répondre."
    return page.answer(request, form, act, done=done, to=lambda made: room.address("proposal", made.pk))


@require_http_methods(GET_POST)
def rewrite(request: HttpRequest, pk: UUID, proposal_pk: UUID) -> HttpResponse:
    """Write a proposal again on the words of today: what was answered to it falls."""
    room = open_room(request, pk)
    row = room.proposal(proposal_pk)
    require(room.may_write_for(row) and row.is_live)
    passage = room.draft.passage(row.provision_id)
    if passage is None:
        raise Http404
    kind = ProposalKind(row.kind)
    form = ProposalForm(
        request.POST or None,
        table=room.table,
        permission=_EDIT,
        only=row.seat,
        kind=kind,
        draft=room.draft,
        passage=passage,
        is_new=False,
        row=row,
        initial={
            "words": row.words,
            "reason": row.reason,
            "beside": str(row.beside_id or ""),
            "after": "after" if row.after else "before",
        },
    )
    page = room.form_page(
        f"Réécrire la proposition {row.number}",
        "Enregistrer",
        room.address("proposal", row.pk),
        lede="Les réponses déjà données tombent si les mots changent : les autres parties reliront.",
    )
    page.template = "negotiation/propose.html"
    page.context = {"passage": passage, "kind": kind, "answered": None, "is_strike": kind == ProposalKind.STRIKE}

    def act() -> Proposal:
        beside = form.beside_id
        return proposing.rewrite(
            proposal=row,
            words=form.cleaned_data.get("words", ""),
            beside=get_object_or_404(Provision, pk=beside, agreement=room.agreement) if beside else None,
            after=form.cleaned_data.get("after", "after") == "after",
            reason=form.cleaned_data["reason"],
            revision=form.sent_revision,
            by=room.who.user,
            at=room.who.at,
        )

    return page.answer(request, form, act, done="La proposition est réécrite.", to=page.cancel)


@require_POST
def answer(request: HttpRequest, pk: UUID, proposal_pk: UUID) -> HttpResponse:
    """Accept, or refuse with a reason."""
    room = open_room(request, pk)
    row = room.proposal(proposal_pk)
    form = _answer_form(request, room, row)
    require(form.has_seats)
    page = room.form_page("", "", room.address("proposal", row.pk))
    page.template = "negotiation/proposal.html"
    page.context = _context(room, row, form)
    return page.answer(
        request,
        form,
        lambda: answering.answer(
            proposal=row,
            seat=form.speaker,
            verdict=form.cleaned_data["verdict"],
            reason=form.cleaned_data["reason"],
            revision=form.sent_revision,
            declared_by=form.declared,
            by=room.who.user,
            at=room.who.at,
        ),
        done="Votre réponse est enregistrée.",
        to=page.cancel,
    )


@require_POST
def withdraw(request: HttpRequest, pk: UUID, proposal_pk: UUID) -> HttpResponse:
    """Its author's party takes a proposal back."""
    room = open_room(request, pk)
    row = room.proposal(proposal_pk)
    require(room.may_write_for(row))
    return do(
        request,
        lambda: proposing.withdraw(proposal=row, by=room.who.user, at=room.who.at),
        done="La proposition est retirée ; elle reste lisible.",
        to=room.address("proposal", row.pk),
    )


def _led(request: HttpRequest, pk: UUID, proposal_pk: UUID, act: Callable[..., object], done: str) -> HttpResponse:
    """A gesture of whoever leads for a party."""
    room = open_room(request, pk)
    row = room.proposal(proposal_pk)
    require(room.table.can_lead)
    return do(
        request,
        lambda: act(proposal=row, by=room.who.user, at=room.who.at),
        done=done,
        to=room.address("proposal", row.pk),
    )


@require_POST
def retain(request: HttpRequest, pk: UUID, proposal_pk: UUID) -> HttpResponse:
    """Keep for the next version what all accepted."""
    done = "Elle est retenue : elle entrera dans le texte à la fin du tour."
    return _led(request, pk, proposal_pk, answering.retain, done)


@require_POST
def release(request: HttpRequest, pk: UUID, proposal_pk: UUID) -> HttpResponse:
    """Put a retained proposal back in discussion."""
    return _led(request, pk, proposal_pk, answering.release, "Elle est de nouveau en discussion.")


@require_POST
def discuss_again(request: HttpRequest, pk: UUID, proposal_pk: UUID) -> HttpResponse:
    """Open again what was set aside or withdrawn."""
    return _led(request, pk, proposal_pk, answering.discuss_again, "Elle est de nouveau en discussion.")


@require_http_methods(GET_POST)
def set_aside(request: HttpRequest, pk: UUID, proposal_pk: UUID) -> HttpResponse:
    """Close the discussion of what will not be written, with the reason."""
    room = open_room(request, pk)
    row = room.proposal(proposal_pk)
    require(room.table.can_lead)
    form: Form = WhyForm(request.POST or None)
    page = room.form_page(
        f"Écarter la proposition {row.number}",
        "Écarter",
        room.address("proposal", row.pk),
        lede="Elle n’entrera pas dans le texte. Elle reste lisible, et peut être remise en discussion.",
    )
    return page.answer(
        request,
        form,
        lambda: answering.set_aside(proposal=row, reason=form.cleaned_data["reason"], by=room.who.user, at=room.who.at),
        done="La proposition est écartée.",
        to=page.cancel,
    )
