"""What the parts of an agreement share: how far the user reads, the party that is asked for, refused to outsiders."""

from __future__ import annotations

import datetime as dt
from copy import copy
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse

from maillage.agreements.models import Agreement, Party
from maillage.agreements.queries.horizon import Horizon, horizon_of
from maillage.agreements.standing import Standing
from maillage.agreements.views.common import Opened, open_agreement
from maillage.organisations.pages import Asked, Trail, require


@dataclass(frozen=True)
class Part:
    """A part of an agreement: what is open, and how far the user reads."""

    opened: Opened
    horizon: Horizon

    @property
    def who(self) -> Asked:
        """Who asks, and when."""
        return self.opened.who

    @property
    def agreement(self) -> Agreement:
        """The agreement."""
        return self.opened.agreement

    @property
    def standing(self) -> Standing:
        """How the user stands to it."""
        return self.opened.standing

    @property
    def day(self) -> dt.date:
        """Today, or the last day that the user reads."""
        return self.horizon.day(self.who.day)

    def page(self, current: str, **more: Any) -> dict[str, Any]:
        """The head and the tabs with what the part shows."""
        read_until = self.horizon.until if self.standing.reads_until is None else None
        return self.opened.page(current, read_until=read_until, **more)

    def trail(self, label: str, address: str) -> Trail:
        """The steps that lead to a form of this part."""
        return self.opened.trail((label, address))

    def parties_ever(self) -> list[Party]:
        """Those that the user reads of, past ones too: none that came in later, and no departure that is not read."""
        until = self.horizon.until
        rows = []
        for one in self.standing.parties:
            if until is not None and one.from_on is not None and one.from_on > until:
                continue
            if until is not None and one.to_on is not None and one.to_on > until:
                one = copy(one)  # the standing keeps its own
                one.to_on = None
            rows.append(one)
        return rows

    def parties(self, day: dt.date) -> list[Party]:
        """Those of a day."""
        return [one for one in self.parties_ever() if one.is_at(day)]

    def party(self, pk: UUID) -> Party:
        """A party of the agreement, or 404."""
        rows = Party.objects.filter(agreement=self.agreement).select_related("organisation", "agreement")
        return get_object_or_404(rows, pk=pk)

    def address(self, route: str, *args: object) -> str:
        """The address of a page of this agreement."""
        return reverse(f"agreements:{route}", args=[self.agreement.pk, *args])


def open_part(request: HttpRequest, pk: UUID, *, to_outsiders: bool = True) -> Part:
    """The agreement ``pk`` and how far the user reads it: 404 when it is not seen, 403 outside of a closed part."""
    opened = open_agreement(request, pk)
    part = Part(opened, horizon_of(opened.who.user, opened.standing, at=opened.who.at))
    require(to_outsiders or part.horizon.is_inside)
    return part


def open_to_edit(request: HttpRequest, pk: UUID) -> Part:
    """The same for whoever writes in the agreement, 403 for others."""
    part = open_part(request, pk)
    require(part.standing.can_edit)
    return part


def day_asked(request: HttpRequest, part: Part) -> dt.date:
    """The day of ``?au=``, never later than what the user reads; today when it makes no sense."""
    try:
        wanted = dt.date.fromisoformat(request.GET.get("au", ""))
    except ValueError:
        return part.day
    return part.horizon.day(wanted) if 1900 <= wanted.year <= 2150 else part.day
