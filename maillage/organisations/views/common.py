"""What the pages of the room share: the rows that the user may see, or 404, and the steps that lead to a page."""

from __future__ import annotations

from uuid import UUID

from django.urls import reverse

from maillage.base.http import one_of
from maillage.organisations.models import Organisation, Person
from maillage.organisations.pages import Asked, FormPage, Trail, asked, require, thread_of

__all__ = [
    "Asked",
    "FormPage",
    "Trail",
    "asked",
    "organisation_of",
    "organisation_trail",
    "person_of",
    "person_trail",
    "require",
    "thread_of",
]

ORGANISATIONS = "Organisations"


def organisation_of(who: Asked, pk: UUID) -> Organisation:
    """An organisation that the user may see, or 404."""
    rows = Organisation.objects.visible_to(who.user, at=who.at).select_related("territory")
    return one_of(rows, pk)


def person_of(who: Asked, pk: UUID) -> Person:
    """A person that the user may see, or 404."""
    return one_of(Person.objects.visible_to(who.user, at=who.at), pk)


def organisation_trail(organisation: Organisation, *more: tuple[str, str]) -> Trail:
    """The steps that lead to a page of an organisation."""
    return (
        (ORGANISATIONS, reverse("organisations:list")),
        (organisation.label, organisation.get_absolute_url()),
        *more,
    )


def person_trail(person: Person, *more: tuple[str, str]) -> Trail:
    """The steps that lead to a page of a person."""
    return (("Personnes", reverse("people:list")), (person.full_name, person.get_absolute_url()), *more)
