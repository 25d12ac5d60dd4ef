"""What may be taken away from an agreement, for the menu in the head of its pages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse

from maillage.agreements.downloads.making import FORMATS, TEXT_FORMATS
from maillage.agreements.models import Expression
from maillage.agreements.standing import Standing


@dataclass(frozen=True, slots=True)
class Link:
    """A file in one format: how the format is called, and its address."""

    label: str
    address: str


@dataclass(frozen=True, slots=True)
class Offer:
    """A document, and the formats in which it is made; ``is_sheet``: drawn from the agreement, not its own words."""

    label: str
    links: tuple[Link, ...]
    is_sheet: bool = True


def offers_of(standing: Standing) -> tuple[Offer, ...]:
    """The text as it stands, the sheet of the terms, the summary: what there is of them; one query."""
    return tuple(_offers(standing))


def _offers(standing: Standing) -> Iterator[Offer]:
    agreement = standing.agreement
    if Expression.objects.filter(agreement=agreement).exists():
        yield Offer("Le texte", text_links_of("download_current", agreement.pk), is_sheet=False)
    if agreement.confirmed_at is not None:
        yield Offer("La fiche des termes", links_of("download_terms", agreement.pk))
        if standing.is_concerned:
            yield Offer("Le résumé d’une page", links_of("download_summary", agreement.pk))


def links_of(route: str, *args: object) -> tuple[Link, ...]:
    """The addresses of a sheet in each format; the route takes the format last."""
    return _links({form: one.label for form, one in FORMATS.items()}, route, args)


def text_links_of(route: str, *args: object) -> tuple[Link, ...]:
    """The addresses of a version of the text in each format."""
    return _links(TEXT_FORMATS, route, args)


def _links(labels: dict[str, str], route: str, args: tuple[object, ...]) -> tuple[Link, ...]:
    return tuple(Link(label, reverse(f"agreements:{route}", args=[*args, form])) for form, label in labels.items())
