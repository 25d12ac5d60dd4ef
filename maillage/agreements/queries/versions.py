"""The versions of the text that somebody may read, and one of them as it is taken away."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.db.models import Q
from django.utils.formats import date_format

from maillage.agreements.choices import PartyRole
from maillage.agreements.downloads.text import TextFacts, text_document
from maillage.agreements.models import Agreement, Expression, Party
from maillage.agreements.models.text import ExpressionQuerySet
from maillage.agreements.plain_words import within
from maillage.agreements.queries.drawn import drawn_text, places_of
from maillage.agreements.queries.moments import moment_of
from maillage.agreements.rendering import draw, is_drawing_of
from maillage.agreements.standing import Standing
from maillage.agreements.state_words import words_of
from maillage.organisations.permissions import day_of
from maillage.reading.output.words import capital
from maillage.rendering.model import Document, Signature

_HEAD = ("agreement", "number", "sha256", "is_transcription", "recorded_at", "superseded_at", "valid_from", "valid_to")


def versions_of(standing: Standing) -> ExpressionQuerySet:
    """The versions that the reader may take away, the last one first.

    Whoever brought the agreement reads them all; the others none of those that were replaced before it was shared with
    them; a party that left what stood until it left; who reads a published text, the one that stands.
    """
    agreement, until = standing.agreement, moment_of(standing).until
    rows = Expression.objects.filter(agreement=agreement).order_by("-number", "pk")
    if standing.is_author:
        return rows
    if not standing.is_concerned and until is None:
        return rows.current()
    if agreement.shared_at is not None:
        rows = rows.filter(Q(superseded_at__isnull=True) | Q(superseded_at__gt=agreement.shared_at))
    return rows if until is None else rows.filter(recorded_at__lt=until)


def heads_of(rows: ExpressionQuerySet) -> ExpressionQuerySet:
    """The same without their words, which are long: for lists."""
    return rows.only(*_HEAD)


def version_words(expression: Expression) -> str:
    """How a version is called: "Version 2 du texte, enregistrée le 3 mars 2026"."""
    recorded = date_format(day_of(expression.recorded_at), "j F Y")
    return f"Version {expression.number} du texte, enregistrée le {recorded}"


def version_document(expression: Expression, parties: Sequence[Party], *, signs: bool) -> Document:
    """A version as a document: two queries at most.

    ``parties`` are those whose names the file bears; ``signs``: each has its place to sign, while nothing says that the
    agreement is signed and it binds.
    """
    agreement = expression.agreement
    places = places_of(expression.pk)
    drawing = expression.html
    if not is_drawing_of(drawing, expression.sha256):
        drawing = draw(drawn_text(expression.pk), places)
    bound = [one for one in parties if one.role == PartyRole.PARTY]
    facts = TextFacts(
        title=agreement.title,
        version=version_words(expression),
        sha256=expression.sha256,
        at=expression.recorded_at,
        state=words_of(agreement).word,
        parties=tuple(one.name for one in bound),
        signing=tuple(map(signature_of, bound)) if signs and is_to_sign(agreement) else (),
        is_transcription=expression.is_transcription,
    )
    return text_document(drawing, places, facts)


def current_document(agreement: Agreement, *, day: dt.date) -> Document | None:
    """The text that stands, as anybody may take it: no place to sign; None when there is no text."""
    rows = Expression.objects.current().filter(agreement=agreement)
    expression = rows.select_related("agreement").defer("text", "reading").first()
    if expression is None:
        return None
    parties = Party.objects.at(day).filter(agreement=agreement).in_order()
    return version_document(expression, list(parties), signs=False)


def is_to_sign(agreement: Agreement) -> bool:
    """Whether the places to sign are still of use: it binds, it lives, and nobody says that it is signed."""
    is_signed = agreement.signed_on is not None or agreement.effect_on is not None or agreement.is_observed
    return agreement.is_open and not agreement.is_reference and not is_signed


def signature_of(party: Party) -> Signature:
    """Where a party signs: by whom and by virtue of what, as the text says it (CGCT L2121-29, L3211-2)."""
    authority = party.authority
    if party.authority_number or party.authority_on:
        number = f" n° {party.authority_number}" if party.authority_number else ""
        day = f" du {date_format(party.authority_on, 'j F Y')}" if party.authority_on else ""
        authority = f"{party.authority_body or 'délibération'}{number}{day}"
    return Signature(
        within(party.name), by=capital(party.represented_by), capacity=party.capacity, authority=capital(authority)
    )
