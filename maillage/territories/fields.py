"""Choosing territories in a form: one types, one picks among what is found. All of it works without JavaScript.

A form has a field ``TerritoryField(label="Commune", kinds=[Kind.COMMUNE])``, or ``TerritoriesField`` for several. It
shows a box to type in, a button that searches, and what was found as buttons to choose among. htmx spares the reload;
without it the button sends the form, which comes back with what was found when it inherits :class:`Searching`. Such a
form begins with a button that saves, hidden from the eyes: the key Enter presses the first one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.forms.utils import ErrorDict

from maillage.territories import queries
from maillage.territories.models import Territory

TYPED, SEARCH = "_mots", "_chercher"


@dataclass(frozen=True)
class Typed:
    """What a person sent: the ids that are ticked, and the words in the box."""

    ids: tuple[str, ...] = ()
    text: str = ""


class Chooser(forms.Widget):
    """The box and what was found."""

    template_name = "territories/_chooser.html"

    def __init__(self, *, many: bool, kinds: Iterable[str] = (), attrs: dict[str, Any] | None = None) -> None:
        self.many, self.kinds = many, tuple(kinds)
        super().__init__(attrs)

    def use_required_attribute(self, initial: Any) -> bool:  # noqa: ARG002
        """The box may stay empty once a territory is chosen, so that a browser cannot judge it."""
        return False

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> Typed:  # noqa: ARG002
        """The ids and the words, from a form that was sent."""
        return Typed(_texts(data, name), str(data.get(name + TYPED) or ""))

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:  # noqa: ARG002
        """Boxes that nobody ticked are not sent: this cannot be told from an absent field."""
        return False

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """What the template draws."""
        context = super().get_context(name, None, attrs)
        typed = value if isinstance(value, Typed) else Typed(_ids(value))
        return context | chooser_context(name, typed, many=self.many, kinds=self.kinds)


def chooser_context(name: str, typed: Typed, *, many: bool, kinds: Iterable[str]) -> dict[str, Any]:
    """What ``_options.html`` needs, for the widget and for the view that htmx asks."""
    return {
        "field": name,
        "typed": typed.text,
        "many": many,
        "kinds": ",".join(kinds),
        "typed_name": name + TYPED,
        "search_name": name + SEARCH,
        "found": queries.to_choose(_uuids(typed.ids), typed.text, kinds=tuple(kinds)),
    }


class _Choice(forms.Field):
    """What both fields share."""

    many = False
    default_error_messages: ClassVar = {
        "nothing": "Aucun territoire ne porte ce nom ou ce code.",
        "several": "Plusieurs territoires répondent à ces mots : choisissez dans la liste.",
        "gone": "Ce territoire ne peut pas être choisi ici.",
    }

    def __init__(self, *, kinds: Iterable[str] = (), **kwargs: Any) -> None:
        self.kinds = tuple(kinds)
        super().__init__(widget=Chooser(many=self.many, kinds=self.kinds), **kwargs)

    def _chosen(self, typed: Typed) -> list[Territory]:
        ids = _uuids(typed.ids)
        rows = list(Territory.objects.of_kinds(self.kinds).filter(pk__in=ids).by_name())
        if len(rows) != len(typed.ids):
            raise ValidationError(self.error_messages["gone"], code="gone")
        return rows

    def _only_one(self, text: str) -> Territory:
        """The one territory that the words can mean."""
        exact = queries.named(text, kinds=self.kinds)
        if len(exact) == 1:
            return exact[0]
        found = queries.to_choose((), text, kinds=self.kinds).rows
        if len(found) == 1 and not exact:
            return found[0].territory
        code = "several" if found else "nothing"
        raise ValidationError(self.error_messages[code], code=code)


class TerritoryField(_Choice):
    """One territory."""

    def clean(self, value: Typed) -> Territory | None:
        """The territory that was picked, or the only one that the words can mean."""
        if rows := self._chosen(value):
            return rows[0]
        if value.text.strip():
            return self._only_one(value.text)
        if self.required:
            raise ValidationError("Choisissez un territoire : tapez son nom ou son code.", code="required")
        return None


class TerritoriesField(_Choice):
    """Several territories."""

    many = True

    def clean(self, value: Typed) -> list[Territory]:
        """The territories that were ticked; words without any tick count when they can mean one territory only."""
        rows = self._chosen(value)
        if not rows and value.text.strip():
            rows = [self._only_one(value.text)]
        if not rows and self.required:
            raise ValidationError("Choisissez au moins un territoire : tapez son nom ou son code.", code="required")
        return rows


class Searching(forms.Form):
    """A form whose button "Chercher" was pressed comes back as it is, without errors, with what was found."""

    def full_clean(self) -> None:
        """Judges the form, unless it was sent to search."""
        super().full_clean()
        if self.is_searching:
            self._errors = ErrorDict()

    def is_valid(self) -> bool:
        """A form that is sent to search is not to be saved."""
        return super().is_valid() and not self.is_searching

    @property
    def is_searching(self) -> bool:
        """Whether the button of one of the choosers was pressed."""
        return self.is_bound and any(self.add_prefix(name) + SEARCH in self.data for name in self.fields)


def _texts(data: Mapping[str, Any], name: str) -> tuple[str, ...]:
    getlist = getattr(data, "getlist", None)  # of a QueryDict; a test may give a plain dict
    values = getlist(name) if getlist else data.get(name) or ()
    return tuple(
        dict.fromkeys(str(value) for value in ([values] if isinstance(values, str | UUID) else values) if value)
    )


def _ids(value: Any) -> tuple[str, ...]:
    rows = [] if value is None else value if isinstance(value, Iterable) and not isinstance(value, str) else [value]
    return tuple(str(row.pk if isinstance(row, Territory) else row) for row in rows)


def _uuids(texts: Iterable[str]) -> tuple[UUID, ...]:
    found = []
    for text in texts:
        try:
            found.append(UUID(text))
        except ValueError:
            continue
    return tuple(found)
