"""What is asked of the list of commitments: sent by GET, kept in the address; what it does not know it leaves aside."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django import forms
from django.http import QueryDict

from maillage.agreements.choices import CommitmentState, Strength
from maillage.agreements.queries.commitment_list import BY_PARTY, BY_THEME, Asked
from maillage.agreements.queries.knots import Board
from maillage.agreements.queries.matrix import columns_of, theme_key
from maillage.organisations.forms.base import DayField

Choices = list[tuple[str, str]]


class CommitmentFilters(forms.Form):
    """Filters of the list: party, theme, strength, state, article, the day, how lines are put together."""

    partie = forms.ChoiceField(label="Partie", required=False)
    theme = forms.ChoiceField(label="Thème", required=False)
    etat = forms.ChoiceField(label="État", required=False)
    force = forms.ChoiceField(label="Force", required=False)
    article = forms.ChoiceField(label="Article", required=False)
    groupe = forms.ChoiceField(label="Ranger par", required=False, choices=[(BY_THEME, "Thème"), (BY_PARTY, "Partie")])
    au = DayField(label="Tels qu’ils valent le", required=False)
    seuls = forms.BooleanField(label="sans ceux de toutes les parties", required=False)

    def __init__(self, query: QueryDict, *, board: Board) -> None:
        super().__init__(query)
        rows = board.owing.rows
        parties = [(key, title) for key, title, _ in columns_of(board.owing)]
        themes = {theme_key(one.theme_id): one.theme_title for one in rows}
        states = {knot.state for knot in board.knots.values()}
        self._offer("partie", "Toutes", parties)
        self._offer("theme", "Tous", themes.items())
        self._offer("etat", "Tous", [(one.value, one.label) for one in CommitmentState if one in states])
        strengths = {one.strength for one in rows}
        self._offer("force", "Toutes", [(one.value, one.label) for one in Strength if one in strengths])
        articles = dict.fromkeys(one.article for one in rows if one.article)
        self._offer("article", "Tous", [(one, one) for one in articles])

    def _offer(self, name: str, everything: str, choices: Iterable[tuple[str, str]]) -> None:
        known: Choices = list(choices)
        if len(known) < 2:
            del self.fields[name]
            return
        field: Any = self.fields[name]
        field.choices = [("", everything), *known]

    @property
    def lists(self) -> list[forms.BoundField]:
        """The fields in which one chooses from a list."""
        return [field for field in self if isinstance(field.field, forms.ChoiceField)]

    @property
    def asked(self) -> Asked:
        """What is asked, as far as it is understood."""
        self.is_valid()
        said = self.cleaned_data
        return Asked(
            party=said.get("partie", ""),
            theme=said.get("theme", ""),
            strength=said.get("force", ""),
            state=said.get("etat", ""),
            article=said.get("article", ""),
            is_alone=said.get("seuls", False),
            grouped=said.get("groupe") or BY_THEME,
        )


def day_asked(query: QueryDict) -> dt.date | None:
    """The day of the address (``?au=2025-06-30``); None when there is none, or none that is understood."""
    try:
        return DayField(required=False).clean(query.get("au", ""))
    except forms.ValidationError:
        return None
