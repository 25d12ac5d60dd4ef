"""An officer writes down what a party said: it is shown as declared, by whom and after whom."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from maillage.agreements.actions import declaring as verbs
from maillage.agreements.actions.responding import Verdict
from maillage.agreements.choices import DocumentRole, Task
from maillage.agreements.forms.asking import DeclaredFields, DeclareForm
from maillage.agreements.forms.responding import JudgeForm, PieceForm, ReadingForm
from maillage.agreements.models import Party, Request
from maillage.agreements.policies import asking_bodies, other_parties
from maillage.agreements.queries.points import points_of
from maillage.agreements.queries.recorded import stands_of
from maillage.agreements.views.common import Opened, open_agreement
from maillage.agreements.views.requests import current_of
from maillage.base.http import render_page
from maillage.base.refusals import Refusal
from maillage.organisations.forms.base import Form
from maillage.organisations.pages import GET_POST, require

TEMPLATES = {
    Task.CONFIRM_READING: "requests/_reading.html",
    Task.JUDGE: "requests/_judge.html",
    Task.GIVE_PIECE: "requests/_piece.html",
}


@require_http_methods(GET_POST)
def declare(request: HttpRequest, pk: UUID) -> HttpResponse:
    """First which party spoke and of what, in the address; then what it said."""
    opened = open_agreement(request, pk)
    bodies = asking_bodies(opened.standing)
    require(bool(bodies))
    parties = other_parties(opened.standing)
    choice = DeclareForm(request.GET or None, parties=parties)
    if not (request.GET and choice.is_valid()):
        context = {"form": choice, "opened": opened, "parties": parties}
        return render_page(request, "agreements/declare.html", context)
    party, task = choice.cleaned_data["party"], Task(choice.cleaned_data["task"])
    data = (request.POST, request.FILES) if request.method == "POST" else ()
    form, more, act = _task(opened, party, task, data, organisation_id=current_of(opened, bodies).pk)
    said = DeclaredFields(*data[:1], asks_role=task == Task.GIVE_PIECE, initial={"on": opened.who.day})
    if request.method == "POST" and all([said.is_valid(), form.is_valid()]):
        try:
            act(said)
        except Refusal as refusal:
            (said.add_error(refusal.field, refusal.sentence) if refusal.field in said.fields else form.tell(refusal))
        else:
            messages.success(request, f"C’est noté, comme déclaré par vous pour {party.label}.")
            return redirect("agreements:requests", pk=opened.agreement.pk)
    context = {"form": form, "said": said, "opened": opened, "party": party, "task": TEMPLATES[task], **more}
    return render_page(request, "agreements/declared.html", context)


def _task(
    opened: Opened, party: Party, task: Task, data: tuple[Any, ...], *, organisation_id: UUID
) -> tuple[Form, dict[str, Any], Callable[[DeclaredFields], object]]:
    """The form of what was said, what its page shows, and the verb that writes it."""

    def declaration(said: DeclaredFields) -> dict[str, Any]:
        who = verbs.Declaration(party, said.cleaned_data["who"], said.cleaned_data["on"], opened.who.user)
        return {"agreement": opened.agreement, "declaration": who, "at": opened.who.at}

    if task == Task.CONFIRM_READING:
        points = points_of(opened.agreement, day=opened.who.day)
        every = [*points.parties, *points.commitments, *points.terms]
        reading = ReadingForm(*data, points=every, is_named=False)

        def read(said: DeclaredFields) -> object:
            given = reading.cleaned_data
            if reading.is_exact:
                return verbs.declare_confirmed(**declaration(said))
            return verbs.declare_contested(
                **declaration(said), finding_id=UUID(given["finding"]), reason=given["reason"]
            )

        return reading, {"groups": points.groups}, read
    if task == Task.JUDGE:
        stands = stands_of(Request(agreement=opened.agreement, party=party), day=opened.who.day)
        judging = JudgeForm(*data, asked=stands, asks_sharing=False, is_named=False)

        def judge(said: DeclaredFields) -> object:
            verdicts = {key: Verdict(*one) for key, one in judging.verdicts.items()}
            return verbs.declare_verdicts(**declaration(said), verdicts=verdicts)

        return judging, {}, judge
    piece = PieceForm(*data, is_named=False)

    def give(said: DeclaredFields) -> object:
        given = piece.cleaned_data
        return verbs.declare_piece(
            **declaration(said),
            organisation_id=organisation_id,
            content=given["file"].read(),
            name=given["file"].name,
            role=DocumentRole(said.cleaned_data["role"]),
            title=given["title"],
            dated_on=given["dated_on"],
        )

    return piece, {}, give
