"""Rounds and versions: what each wrote, and closing the one that goes on."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods, require_safe

from maillage.base.http import render_page
from maillage.negotiation.actions import closing, opening
from maillage.negotiation.actions.answering import retained_of
from maillage.negotiation.forms.planning import AnswerDayForm, CloseForm
from maillage.negotiation.queries.proposals import standings
from maillage.negotiation.queries.rounds import current_round, rounds_of, versions_of
from maillage.negotiation.views.common import open_room
from maillage.organisations.pages import GET_POST, require


@require_safe
def round_list(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The rounds, what each wrote into the text, and the versions with their digests."""
    room = open_room(request, pk)
    context = room.page(
        "negotiation:rounds",
        rounds=rounds_of(room.negotiation),
        versions=versions_of(room.negotiation),
        retained=[one for one in room.standings if one.proposal.state == "retained"],
    )
    return render_page(request, "negotiation/rounds.html", context)


@require_http_methods(GET_POST)
def close(request: HttpRequest, pk: UUID) -> HttpResponse:
    """See what will be written, then close the round: another version of the text."""
    room = open_room(request, pk)
    require(room.table.can_lead)
    current = current_round(room.negotiation)
    retained = standings(closing.in_order(retained_of(room.negotiation), room.draft), room.table.seats, room.draft)
    form = CloseForm(request.POST or None, row=current, initial={"number": current.number})
    page = room.form_page(f"Clore le tour {current.number}", "Clore le tour", room.address("rounds"))
    page.template = "negotiation/close_round.html"
    page.context = {
        "retained": retained,
        "refusals": list(closing.refusals_of(room.negotiation, room.draft)),
        "accepted": [one for one in room.standings if one.can_be_retained],
        "left": [one for one in room.standings if one.proposal.state == "open"],
        "draft": room.draft,
        "agreement": room.agreement,
    }
    return page.answer(
        request,
        form,
        lambda: closing.close_round(
            negotiation=room.negotiation,
            number=form.cleaned_data["number"],
            revision=form.sent_revision,
            by=room.who.user,
            at=room.who.at,
        ),
        done="Le tour est clos.",
        to=page.cancel,
    )


@require_http_methods(GET_POST)
def answer_day(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Say by which day the parties are asked to have answered."""
    room = open_room(request, pk)
    require(room.table.can_lead)
    current = current_round(room.negotiation)
    form = AnswerDayForm(request.POST or None, row=current, initial={"answer_by": current.answer_by})
    page = room.form_page(
        "Répondre avant",
        "Enregistrer",
        room.address("page"),
        lede="Les parties liront cette date sur leur accueil. Passée, rien n’est décidé à leur place.",
    )
    return page.answer(
        request,
        form,
        lambda: opening.set_answer_day(
            negotiation=room.negotiation,
            day=form.cleaned_data["answer_by"],
            revision=form.sent_revision,
            by=room.who.user,
            at=room.who.at,
        ),
        done="La date est enregistrée.",
        to=page.cancel,
    )
