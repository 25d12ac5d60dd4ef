"""A version of the text as it is taken away: as a document, as Akoma Ntoso XML."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from maillage.agreements.choices import PartyRole
from maillage.agreements.downloads.from_drawing import blocks_of
from maillage.agreements.downloads.text import TextFacts, text_document
from maillage.agreements.models import Agreement, Expression, Party
from maillage.agreements.models.agreement import AgreementQuerySet
from maillage.agreements.plain_words import within
from maillage.agreements.queries.akn import text_facts
from maillage.agreements.queries.drawn import drawn_text, places_of
from maillage.agreements.rendering import Place, draw, is_drawing_of
from maillage.agreements.state_words import words_of
from maillage.base.days import written
from maillage.organisations.permissions import day_of
from maillage.reading.output.words import capital
from maillage.rendering.akn import akoma_ntoso
from maillage.rendering.model import Document, Signature


def version_words(expression: Expression) -> str:
    """How a version is called: "Version 2 du texte, enregistrée le 3 mars 2026", "..., en vigueur à compter du ..."."""
    called = f"Version {expression.number} du texte"
    if expression.valid_from is not None:
        return f"{called}, consolidée, en vigueur à compter du {written(expression.valid_from)}"
    return f"{called}, enregistrée le {written(day_of(expression.recorded_at))}"


@dataclass(frozen=True)
class Taken:
    """A version that is taken away. ``parties`` are those whose names the file bears; ``signs``: each has its place to
    sign, while nothing says that the agreement is signed and it binds."""

    expression: Expression
    parties: Sequence[Party]
    signs: bool = False

    @cached_property
    def _places(self) -> list[Place]:
        return places_of(self.expression.pk)

    @cached_property
    def _drawing(self) -> str:
        """The drawing that its page shows, made again when the one that is kept is out of date."""
        kept = self.expression.html
        if is_drawing_of(kept, self.expression.sha256):
            return kept
        return draw(drawn_text(self.expression.pk), self._places)

    def document(self) -> Document:
        """It as a document: two queries at most."""
        expression, agreement = self.expression, self.expression.agreement
        bound = [one for one in self.parties if one.role == PartyRole.PARTY]
        facts = TextFacts(
            title=agreement.title,
            version=version_words(expression),
            running=f"Version {expression.number}",
            sha256=expression.sha256,
            at=expression.recorded_at,
            state=words_of(agreement).word,
            parties=tuple(one.name for one in bound),
            signing=tuple(map(signature_of, bound)) if self.signs and is_to_sign(agreement) else (),
            is_transcription=expression.is_transcription,
        )
        return text_document(self._drawing, self._places, facts)

    def akoma_ntoso(self, seen: AgreementQuerySet) -> bytes:
        """It as Akoma Ntoso XML; ``seen`` are the agreements that the reader may know of."""
        blocks = blocks_of(self._drawing, self._places)
        return akoma_ntoso(blocks, text_facts(self.expression, self._places, self.parties, seen=seen))


def current_version(agreement: Agreement, *, day: dt.date) -> Taken | None:
    """The text that stands, as anybody may take it: no place to sign; None when there is no text."""
    rows = Expression.objects.current().filter(agreement=agreement)
    expression = rows.select_related("agreement").defer("text", "reading").first()
    if expression is None:
        return None
    parties = Party.objects.at(day).filter(agreement=agreement).select_related("organisation").in_order()
    return Taken(expression, list(parties))


def is_to_sign(agreement: Agreement) -> bool:
    """Whether the places to sign are still of use: it binds, it lives, and nobody says that it is signed."""
    is_signed = agreement.signed_on is not None or agreement.effect_on is not None or agreement.is_observed
    return agreement.is_open and not agreement.is_reference and not is_signed


def signature_of(party: Party) -> Signature:
    """Where a party signs: by whom and by virtue of what, as the text says it (CGCT L2121-29, L3211-2)."""
    authority = party.authority
    if party.authority_number or party.authority_on:
        number = f" n° {party.authority_number}" if party.authority_number else ""
        day = f" du {written(party.authority_on)}" if party.authority_on else ""
        authority = f"{party.authority_body or 'délibération'}{number}{day}"
    return Signature(
        within(party.name), by=capital(party.represented_by), capacity=party.capacity, authority=capital(authority)
    )
