"""What the pages of every room above share: who asks, when, and a form with the action that answers it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, cast

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from maillage.base.http import AuthenticatedRequest, render_page
from maillage.base.refusals import Refusal
from maillage.journal import sentences
from maillage.journal.models import Event
from maillage.organisations.forms.base import Form
from maillage.organisations.models import User
from maillage.organisations.permissions import day_of

Trail = Sequence[tuple[str, str]]
GET_POST = ["GET", "HEAD", "POST"]


@dataclass(frozen=True)
class Asked:
    """Who asks for a page, and when."""

    user: User
    at: dt.datetime

    @property
    def day(self) -> dt.date:
        """The day in France."""
        return day_of(self.at)


def asked(request: HttpRequest) -> Asked:
    """Who asks, now: the only place where these pages read the clock."""
    return Asked(cast("User", request.user), timezone.now())


def require(allowed: bool) -> None:
    """403 when what is seen may not be done."""
    if not allowed:
        raise PermissionDenied


@dataclass
class FormPage:
    """A page with one form. ``trail`` are the steps of the breadcrumb before the page itself."""

    title: str
    label: str
    cancel: str
    trail: Trail = ()
    lede: str = ""
    above: str = ""
    danger: bool = False
    template: str = "organisations/form.html"
    context: dict[str, Any] = field(default_factory=dict)

    def show(self, request: HttpRequest, form: Form, **context: Any) -> HttpResponse:
        """The page with the form as it stands."""
        return render_page(request, self.template, {"form": form, "page": self, **self.context, **context})

    def answer(
        self, request: AuthenticatedRequest | HttpRequest, form: Form, act: Callable[[], Any], *, done: str, to: Any
    ) -> HttpResponse:
        """Do what a valid form asks and go to ``to`` (or to what ``act`` returned, when ``to`` is a function of it)."""
        if form.is_valid():
            try:
                result = act()
            except Refusal as refusal:
                form.tell(refusal)
            else:
                if done:
                    messages.success(request, done)
                return redirect(to(result) if callable(to) else to)
        return self.show(request, form)


def thread_of(events: Iterable[Event], who: Asked) -> list[dict[str, Any]]:
    """Events as the component "thread" draws them, told for who asks."""
    return [
        {
            "at": one.at,
            "on": None,
            "words": one.sentence,
            "detail": ", ".join(one.fields),
            "icon": "k-fixed",
            "tone": "quiet",
        }
        for one in sentences.tell(events, viewer=who.user)
    ]
