"""Identifiers as people read them."""

from __future__ import annotations

from django import template

register = template.Library()
_THIN = "\u202f"


@register.filter
def siret(digits: str) -> str:
    """A SIRET in groups: 269 900 122 00018 (the SIREN by threes, then the NIC)."""
    if len(digits) != 14:
        return digits
    return _THIN.join((digits[:3], digits[3:6], digits[6:9], digits[9:]))
