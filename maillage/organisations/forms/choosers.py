"""Choosing an organisation or a person in a form: one types, one picks among what is found; without JavaScript too.

The box works as the one of territories (``maillage.territories.fields``), whose :class:`Searching` forms it relies on.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse

from maillage.base.search import folded
from maillage.organisations.models import Organisation, Person
from maillage.territories.fields import SEARCH, TYPED, Typed

SHOWN = 8


@dataclass(frozen=True)
class Option:
    """A row that one may choose."""

    id: UUID
    label: str
    detail: str
    is_chosen: bool


@dataclass(frozen=True)
class Found:
    """What the box shows: what is chosen, what was found, and whether there is more."""

    options: list[Option] = field(default_factory=list)
    has_searched: bool = False
    has_more: bool = False


def find(rows: models.QuerySet[Any], chosen: tuple[str, ...], text: str) -> Found:
    """The rows that are chosen, then those that answer to ``text``."""
    ids = [key for one in chosen if (key := _uuid(one))]
    held = list(rows.filter(pk__in=ids).order_by("folded", "pk")) if ids else []
    wanted = bool(text.strip())
    near = rows.matching(text).exclude(pk__in=ids).order_by("folded", "pk") if wanted else rows.none()  # type: ignore[attr-defined]
    found = list(near[: SHOWN + 1])
    options = [*(_option(row, True) for row in held), *(_option(row, False) for row in found[:SHOWN])]
    return Found(options, wanted, len(found) > SHOWN)


def box(name: str, typed: Typed, rows: models.QuerySet[Any], *, many: bool, query: Mapping[str, str]) -> dict[str, Any]:
    """What the template of the box needs, for the widget and for the view that htmx asks."""
    is_people = rows.model is Person
    address = reverse("people:choose" if is_people else "organisations:choose")
    asked = {"field": name, **({"many": "1"} if many else {}), **query}
    return {
        "field": name,
        "typed": typed.text,
        "many": many,
        "typed_name": name + TYPED,
        "search_name": name + SEARCH,
        "choose_address": f"{address}?{urlencode(asked)}",
        "words": "personne" if is_people else "organisation",
        "found": find(rows, typed.ids, typed.text),
    }


class Chooser(forms.Widget):
    """The box and what was found."""

    template_name = "organisations/_chooser.html"
    rows: models.QuerySet[Any]
    query: Mapping[str, str] = {}

    def __init__(self, *, many: bool) -> None:
        self.many = many
        super().__init__()

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> Typed:  # noqa: ARG002
        """The ids and the words, from a form that was sent."""
        getlist = getattr(data, "getlist", None)
        held = data.get(name) or ()
        ids = getlist(name) if getlist else [held] if isinstance(held, str | UUID) else held
        return Typed(tuple(dict.fromkeys(str(one) for one in ids if one)), str(data.get(name + TYPED) or ""))

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:  # noqa: ARG002
        """Boxes that nobody ticked are not sent: this cannot be told from an absent field."""
        return False

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """What the template draws."""
        typed = (
            value if isinstance(value, Typed) else Typed(tuple(str(getattr(one, "pk", one)) for one in _listed(value)))
        )
        return super().get_context(name, None, attrs) | box(name, typed, self.rows, many=self.many, query=self.query)


class Choice(forms.Field):
    """What the fields share. ``rows`` are those that may be chosen: a form sets them when they depend on the user."""

    many = False
    chooser: type[Chooser] = Chooser
    widget: Chooser

    def __init__(self, *, rows: models.QuerySet[Any], **kwargs: Any) -> None:
        super().__init__(widget=self.chooser(many=self.many), **kwargs)
        self.limit_to(rows)

    def limit_to(self, rows: models.QuerySet[Any], **query: str) -> None:
        """Offer only ``rows``; ``query`` tells the view that htmx asks which they are."""
        self.rows = self.widget.rows = rows
        self.widget.query = query

    def __deepcopy__(self, memo: dict[int, Any]) -> Choice:
        copied: Choice = super().__deepcopy__(memo)
        copied.limit_to(self.rows.all(), **self.widget.query)
        return copied

    def chosen(self, typed: Typed) -> list[Any]:
        """The rows that were picked; without a pick, the only one that the words can mean."""
        ids = [key for one in typed.ids if (key := _uuid(one))]
        if typed.ids:
            rows = list(self.rows.filter(pk__in=ids).order_by("folded", "pk"))
            if len(rows) != len(typed.ids):
                raise ValidationError("Ce choix n’est pas possible ici.", code="gone")
            return rows
        if not typed.text.strip():
            return []
        found = list(self.rows.matching(typed.text).order_by("folded", "pk")[:20])  # type: ignore[attr-defined]
        exact = [row for row in found if folded(str(row)) == folded(typed.text)]
        if len(exact or found) == 1:
            return exact or found
        said = "Plusieurs réponses : choisissez dans la liste." if found else "Rien ne répond à ces mots."
        raise ValidationError(said, code="several" if found else "nothing")

    def clean(self, value: Typed) -> Any:
        """One row, or None."""
        rows = self.chosen(value)
        if not rows and self.required:
            raise ValidationError("Tapez un nom, puis choisissez dans la liste.", code="required")
        return rows if self.many else next(iter(rows), None)


class OrganisationField(Choice):
    """One organisation that still exists."""

    def __init__(self, *, rows: models.QuerySet[Any] | None = None, **kwargs: Any) -> None:
        known = Organisation.objects.active().filter(merged_into__isnull=True)
        super().__init__(rows=known if rows is None else rows, **kwargs)


class OrganisationsField(OrganisationField):
    """Several organisations."""

    many = True


class PersonField(Choice):
    """One person; the form says which may be chosen."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(rows=Person.objects.none(), **kwargs)


def _option(row: Any, is_chosen: bool) -> Option:
    if isinstance(row, Organisation):
        detail = ", ".join(filter(None, [row.get_kind_display(), row.city]))
    else:
        detail = ""
    return Option(row.pk, str(row), detail, is_chosen)


def _listed(value: Any) -> list[Any]:
    if value is None or value == "":
        return []
    return list(value) if isinstance(value, list | tuple | models.QuerySet) else [value]


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
