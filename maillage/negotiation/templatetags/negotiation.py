"""Filters of the pages of the negotiation."""

from __future__ import annotations

from django import template

from maillage.agreements.state_words import Shown
from maillage.negotiation.models import Answer, Visa
from maillage.negotiation.queries.proposals import Standing
from maillage.negotiation.state_words import ANSWERS, VISA, state_of

register = template.Library()


@register.filter
def shown(one: Standing) -> Shown:
    """The state of a proposal, for ``stated``."""
    return state_of(one)


@register.filter
def answered(answer: Answer | None) -> Shown:
    """What a party said, or that it is waited for, for ``stated``."""
    return ANSWERS["" if answer is None else answer.verdict]


@register.filter
def visaed(visa: Visa) -> Shown:
    """The state of a visa, for ``stated``."""
    return VISA[visa.state]  # type: ignore[index]


@register.filter
def fingerprint(sha256: str) -> str:
    """The beginning of a digest, in groups that one can read aloud."""
    return " ".join(sha256[at : at + 4] for at in range(0, 16, 4))
