"""What the pages of a negotiation share: the draft that the user may see, their seat at the table, head and tabs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse

from maillage.agreements.models import Agreement
from maillage.base.refusals import Refusal
from maillage.negotiation.models import Negotiation, Proposal, Remark
from maillage.negotiation.queries.proposals import Standing, Turn, proposals_of, standings, turns_of
from maillage.negotiation.queries.remarks import remarks_of
from maillage.negotiation.queries.tables import Table, is_at_table, table_of
from maillage.negotiation.queries.texts import Draft, draft_of
from maillage.organisations.pages import Asked, FormPage, Trail, asked
from maillage.organisations.permissions import Permission

TABS = (
    ("Texte", "negotiation:page"),
    ("Propositions", "negotiation:proposals"),
    ("Remarques", "negotiation:remarks"),
    ("Tours et versions", "negotiation:rounds"),
    ("Approbation", "negotiation:approval"),
    ("Rétroplanning", "negotiation:plan"),
)


@dataclass(frozen=True)
class Room:
    """A negotiation that the user may read, and how they stand to it."""

    who: Asked
    agreement: Agreement
    negotiation: Negotiation
    table: Table
    draft: Draft

    @cached_property
    def standings(self) -> list[Standing]:
        """Every proposal, with where it stands."""
        return standings(proposals_of(self.negotiation), self.table.seats, self.draft)

    @cached_property
    def turns(self) -> list[Turn]:
        """Whose turn it is."""
        return turns_of(self.standings, self.table.seats)

    @cached_property
    def remarks(self) -> list[Remark]:
        """The remarks that the user reads."""
        return list(remarks_of(self.table))

    @cached_property
    def own_keys(self) -> frozenset[UUID]:
        """The seats that the user reads for."""
        return frozenset(one.pk for one in self.table.own())

    def address(self, route: str, *args: object) -> str:
        """The address of a page of this negotiation."""
        return reverse(f"negotiation:{route}", args=[self.agreement.pk, *args])

    def page(self, current: str, **more: Any) -> dict[str, Any]:
        """What every page shows: the head, the tabs (``current`` is the route of one), and ``more``."""
        counts = {
            "negotiation:proposals": sum(one.proposal.is_live for one in self.standings),
            "negotiation:remarks": sum(one.resolved_at is None for one in self.remarks),
        }
        tabs = [
            {
                "label": label,
                "address": reverse(route, args=[self.agreement.pk]),
                "current": route == current,
                "count": counts.get(route),
            }
            for label, route in TABS
        ]
        return {
            "agreement": self.agreement,
            "negotiation": self.negotiation,
            "table": self.table,
            "draft": self.draft,
            "tabs": tabs,
            "turns": self.turns,
            "own": self.own_keys,
            "today": self.who.day,
            "links": self.trail()[:-1],
            **more,
        }

    def trail(self, *more: tuple[str, str]) -> Trail:
        """The steps that lead to a page below the negotiation."""
        return (
            ("Conventions", reverse("agreements:list")),
            (self.agreement.title, self.agreement.get_absolute_url()),
            ("Négociation", self.address("page")),
            *more,
        )

    def form_page(self, title: str, label: str, back: str, *, lede: str = "", danger: bool = False) -> FormPage:
        """A page with one form, which leads back to ``back``."""
        return FormPage(title, label, back, self.trail(), lede, self.agreement.title, danger=danger)

    def proposal(self, pk: UUID) -> Proposal:
        """A proposal of this negotiation, or 404."""
        return get_object_or_404(proposals_of(self.negotiation), pk=pk)

    def standing(self, proposal: Proposal) -> Standing:
        """Where one proposal stands."""
        return standings([proposal], self.table.seats, self.draft)[0]

    def may_write_for(self, proposal: Proposal) -> bool:
        """Whether the user may rewrite or withdraw a proposal: they speak for its author's party."""
        return any(one.pk == proposal.seat_id for one in self.table.speaking(Permission.AGREEMENT_EDIT))

    def remark(self, pk: UUID) -> Remark:
        """A remark that the user reads, or 404."""
        return get_object_or_404(remarks_of(self.table), pk=pk)


def agreement_of(request: HttpRequest, pk: UUID) -> tuple[Asked, Agreement]:
    """The shared draft ``pk``, for whoever is, or would be, at its table; 404 for all others."""
    who = asked(request)
    rows = Agreement.objects.mine(who.user, at=who.at).select_related("brought_by")
    agreement = get_object_or_404(rows, pk=pk)
    if not is_at_table(who.user, agreement, at=who.at):
        raise Http404
    return who, agreement


def open_room(request: HttpRequest, pk: UUID) -> Room:
    """The negotiation of the draft ``pk``; 404 for whoever is not at its table, and while it has none."""
    who = asked(request)
    rows = Negotiation.objects.visible_to(who.user, at=who.at).select_related("agreement__brought_by")
    negotiation = get_object_or_404(rows, agreement=pk)
    table = table_of(who.user, negotiation, at=who.at)
    draft = draft_of(negotiation.agreement)
    if not table.reads or draft is None:
        raise Http404
    return Room(who, negotiation.agreement, negotiation, table, draft)


def do(request: HttpRequest, act: Callable[[], object], *, done: str, to: str) -> HttpResponse:
    """Do what a button asks, and say what came of it."""
    try:
        act()
    except Refusal as refusal:
        messages.error(request, refusal.sentence)
    else:
        messages.success(request, done)
    return redirect(to)
