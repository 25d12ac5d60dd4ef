"""What the pages of an agreement share: the agreement that the user may see, how they stand to it, head and tabs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeVar
from uuid import UUID

from django.core.paginator import Page
from django.http import HttpRequest
from django.urls import reverse

from maillage.agreements.choices import PartyRole
from maillage.agreements.models import Agreement
from maillage.agreements.queries.knots import Board, board_of
from maillage.agreements.standing import Standing, standing_of
from maillage.agreements.state_words import legal_words_of, words_of
from maillage.agreements.views.acts import acts_of
from maillage.agreements.views.offers import offers_of
from maillage.base.addresses import address_on
from maillage.base.http import PAGE_PARAMETER, PAGE_SIZE, one_of
from maillage.base.pages import Pages
from maillage.organisations.pages import Asked, Trail, asked

_T = TypeVar("_T")

TABS = (
    ("Texte", "agreements:detail"),
    ("Versions", "agreements:versions"),
    ("Engagements", "agreements:commitments"),
    ("Parties", "agreements:parties"),
    ("Signature", "agreements:signing"),
    ("Termes", "agreements:terms"),
    ("Frise", "agreements:timeline"),
    ("Suite et fin", "agreements:suite"),
    ("Pièces", "agreements:pieces"),
    ("Principes", "agreements:principles"),
    ("Liens", "agreements:links"),
    ("Demandes", "agreements:requests"),
    ("Journal", "agreements:journal"),
)
_MORE = frozenset({"agreements:principles", "agreements:links", "agreements:requests", "agreements:journal"})
"""The parts that are opened less often: under "Plus", unless one of them is the page."""

INSIDE = ("agreements:suite", "agreements:signing", "agreements:pieces")
"""The parts that those whom the agreement concerns alone may open (``open_part``)."""


@dataclass(frozen=True)
class Opened:
    """An agreement that the user may see, and how they stand to it."""

    who: Asked
    agreement: Agreement
    standing: Standing

    @cached_property
    def board(self) -> Board:
        """Commitments, judgements and knots as the user knows them today; read once a page."""
        return board_of(self.standing)

    @property
    def _door(self) -> tuple[tuple[str, str], ...]:
        """The way to the negotiation of a shared draft, for its parties: the room above shows the rest."""
        row, standing = self.agreement, self.standing
        is_draft = row.shared_at is not None and row.signed_on is None and not row.is_reference
        is_party = any(one.role == PartyRole.PARTY for one in standing.own_parties) or row.confirmed_at is None
        return (("Négociation", "negotiation:page"),) if is_draft and (is_party or standing.is_author) else ()

    @cached_property
    def _is_inside(self) -> bool:
        """Whether the agreement concerns the user, now or once: a member that was bound too (as ``horizon_of``)."""
        if self.standing.reads_journal or self.standing.adheres:
            return True
        return Agreement.objects.mine(self.who.user, at=self.who.at).filter(pk=self.agreement.pk).exists()

    @property
    def _closed(self) -> set[str]:
        """The parts that the user may not open: no tab leads to a refusal."""
        doors = {
            "agreements:requests": self.standing.is_concerned,
            "agreements:journal": self.standing.reads_journal,
            **dict.fromkeys(INSIDE, self._is_inside),
        }
        return {route for route, is_open in doors.items() if not is_open}

    def page(self, current: str, **more: Any) -> dict[str, Any]:
        """What every part of the page shows: the head, the tabs (``current`` is the route of one), and ``more``."""
        counts = {"agreements:commitments": len(self.board.owing.rows) or None}
        tabs = [
            {
                "label": label,
                "address": address_on(route, self.agreement.pk),
                "current": route == current,
                "count": counts.get(route),
                "folded": route in _MORE,
            }
            for label, route in (*TABS[:1], *self._door, *TABS[1:])
            if route not in self._closed
        ]
        return {
            "agreement": self.agreement,
            "standing": self.standing,
            "parties": [one for one in self.standing.parties if one.role == "party"],
            "state": words_of(self.agreement),
            "legal": legal_words_of(self.agreement) if self.standing.reads_until is None else None,
            "knots": self.board.row_of(self.board.owing.rows),
            "tabs": [tab for tab in tabs if tab["current"] or not tab["folded"]],
            "more_tabs": [tab for tab in tabs if tab["folded"] and not tab["current"]],
            "acts": acts_of(self.standing),
            "offers": offers_of(self.standing),
            "today": self.who.day,
            **more,
        }

    def trail(self, *more: tuple[str, str]) -> Trail:
        """The steps that lead to a page below the agreement (a form, a confirmation)."""
        return (
            ("Conventions", reverse("agreements:list")),
            (self.agreement.title, self.agreement.get_absolute_url()),
            *more,
        )


def open_agreement(request: HttpRequest, pk: UUID) -> Opened:
    """The agreement ``pk`` and how the user stands to it; 404 for whoever may not see it (:func:`one_of`)."""
    who = asked(request)
    rows = Agreement.objects.visible_to(who.user, at=who.at).select_related("brought_by")
    agreement = one_of(rows, pk)
    return Opened(who, agreement, standing_of(who.user, agreement, at=who.at))


def part_of(request: HttpRequest, rows: Sequence[_T], *, size: int = PAGE_SIZE) -> Page[_T]:
    """The part of a list already read that the address asks for (``?page=3``): the nearest when it does not exist."""
    return Pages(rows, size).get_page(request.GET.get(PAGE_PARAMETER))
