"""Answering a request: by a private link, without an account, or behind the doors for one's organisation.

The link holds the whole secret: no cookie gives it any power, so that no other site can make somebody answer, and the
forms need no token of their own (a browser that is told to send no referrer would be refused by it).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from maillage.agreements.actions import responding as verbs
from maillage.agreements.asking_words import task_of
from maillage.agreements.choices import DocumentRole, Task
from maillage.agreements.forms.responding import JudgeForm, PieceForm, ReadForm, ReadingForm
from maillage.agreements.models import Request
from maillage.agreements.queries.points import points_of
from maillage.agreements.queries.recorded import recorded_of, stands_of
from maillage.agreements.queries.requests import answerable_with, request_of_link, with_everything
from maillage.agreements.queries.summary import summary_of
from maillage.base.limits import Limit
from maillage.base.refusals import Refusal
from maillage.organisations.forms.base import Form
from maillage.organisations.pages import GET_POST, asked
from maillage.organisations.permissions import day_of, rights_of

UNKNOWN = Limit("request-unknown", amount=20, seconds=300)
SENT = Limit("request-sent", amount=60, seconds=600)
CHANGE = "modifier"  # ?modifier: the form again, after an answer


@csrf_exempt
@login_not_required
@never_cache
@require_http_methods(GET_POST)
def open_link(request: HttpRequest, token: str) -> HttpResponse:
    """The one task of a private link; a link that opens nothing says the same whatever became of it."""
    if UNKNOWN.is_reached(request) or (request.method == "POST" and SENT.is_reached(request)):
        return _discreet(render(request, "requests/too_many.html", status=429))
    found = request_of_link(token, at=timezone.now())
    if found is None:
        UNKNOWN.count(request)
        return _discreet(render(request, "requests/gone.html", status=404))
    if request.method == "POST":
        SENT.count(request)
    return _discreet(_Desk(found, request.path, "requests/frame.html").serve(request))


@require_http_methods(GET_POST)
def answer(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The same task, for whoever answers for the organisation with an account."""
    who = asked(request)
    mine = answerable_with(rights_of(who.user, at=who.at)).open_at(who.at)
    found = get_object_or_404(with_everything(mine), pk=pk)
    return _Desk(found, request.path, "requests/inside.html", verbs.Voice(by=who.user)).serve(request)


def _discreet(response: HttpResponse) -> HttpResponse:
    """The address is the secret: it is neither told to other sites nor kept by who indexes."""
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response


@dataclass
class _Desk:
    """One request, and who answers it: ``voice`` is that of an account; without one the form asks who it is."""

    found: Request
    address: str
    frame: str
    voice: verbs.Voice | None = None

    def serve(self, request: HttpRequest) -> HttpResponse:
        """The form, the answer that was kept, or what became of a form that was sent."""
        is_done = self.found.done_at is not None
        if request.method != "POST" and is_done and CHANGE not in request.GET:
            context = {"recorded": recorded_of(self.found, day=self._day), "change": f"?{CHANGE}"}
            return self._show(request, "requests/done.html", **context)
        form, template, context, act = self._task(request)
        if request.method == "POST" and form.is_valid():
            try:
                act()
            except Refusal as refusal:
                form.tell(refusal)
            else:
                return redirect(self.address)
        return self._show(request, template, form=form, **context)

    @property
    def _day(self) -> Any:
        return day_of(timezone.now())

    def _show(self, request: HttpRequest, template: str, **context: Any) -> HttpResponse:
        shown = {"asked": self.found, "task": task_of(self.found), "frame": self.frame, "address": self.address}
        return render(request, template, {**shown, "has_account": self.voice is not None, **context})

    def _said_by(self, named: str) -> verbs.Voice:
        return self.voice or verbs.Voice(named=named)

    def _task(self, request: HttpRequest) -> tuple[Form, str, dict[str, Any], Callable[[], object]]:
        data = (request.POST, request.FILES) if request.method == "POST" else ()
        tasks: dict[str, Callable[[tuple[Any, ...]], tuple[Form, str, dict[str, Any], Callable[[], object]]]] = {
            Task.CONFIRM_READING: self._reading,
            Task.GIVE_PIECE: self._piece,
            Task.JUDGE: self._judge,
            Task.ACKNOWLEDGE: self._acknowledge,
        }
        return tasks[self.found.task](data)

    def _reading(self, data: tuple[Any, ...]) -> Any:
        points = points_of(self.found.agreement, day=self._day)
        every = [*points.parties, *points.commitments, *points.terms]
        form = ReadingForm(*data, points=every, is_named=self.voice is None)

        def act() -> object:
            voice = self._said_by(form.named)
            if form.is_exact:
                return verbs.confirm_reading(request=self.found, voice=voice, at=timezone.now())
            said = form.cleaned_data
            return verbs.contest_reading(
                request=self.found,
                finding_id=UUID(said["finding"]),
                reason=said["reason"],
                voice=voice,
                at=timezone.now(),
            )

        return form, "requests/reading.html", {"groups": points.groups}, act

    def _piece(self, data: tuple[Any, ...]) -> Any:
        form = PieceForm(*data, is_named=self.voice is None)

        def act() -> object:
            said = form.cleaned_data
            return verbs.give_piece(
                request=self.found,
                content=said["file"].read(),
                name=said["file"].name,
                title=said["title"],
                dated_on=said["dated_on"],
                voice=self._said_by(form.named),
                at=timezone.now(),
            )

        return form, "requests/piece.html", {"piece": DocumentRole(self.found.about or DocumentRole.OTHER).label}, act

    def _judge(self, data: tuple[Any, ...]) -> Any:
        stands = stands_of(self.found, with_account=self.voice is not None, day=self._day)
        is_member = self.found.member_id is not None
        form = JudgeForm(*data, asked=stands, asks_sharing=not is_member, is_named=self.voice is None)

        def act() -> object:
            return verbs.say_where_commitments_stand(
                request=self.found,
                verdicts={key: verbs.Verdict(*said) for key, said in form.verdicts.items()},
                is_shared=form.cleaned_data.get("is_shared") == "yes",
                voice=self._said_by(form.named),
                at=timezone.now(),
            )

        return form, "requests/judge.html", {"is_member": is_member}, act

    def _acknowledge(self, data: tuple[Any, ...]) -> Any:
        summary = summary_of(self.found.agreement, self.found.organisation_id, at=self._day)

        def act() -> object:
            return verbs.acknowledge(request=self.found, voice=self._said_by(""), at=timezone.now())

        return ReadForm(*data), "requests/summary.html", {"summary": summary}, act
