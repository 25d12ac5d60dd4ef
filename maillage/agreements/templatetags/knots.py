"""Knots, states and parties drawn at once: an agreement may have two hundred commitments."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from django import template
from django.forms import BoundField
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from maillage.agreements.models import Party
from maillage.agreements.state_words import Shown
from maillage.base.templatetags.components import icons_address
from maillage.reading.output.words import capital

register = template.Library()

_SELECTED = SafeString(" selected")
MANY = 40
"""From so many on, knots are drawn smaller."""


@register.simple_tag
def state(shown: Shown) -> SafeString:
    """``components/state.html``, for lists that say many states."""
    icon = '<svg class="icon" aria-hidden="true"><use href="{}#{}"></use></svg>'
    icons = icons_address()
    mark = f'<span class="state" data-tone="{{}}">{icon}{{}}</span>'
    return format_html(mark, shown.tone, icons, shown.icon, shown.word)


@register.simple_tag
def bearers(parties: Iterable[Party]) -> SafeString:
    """``components/party.html`` for each party, for lists that name many."""
    icons = icons_address()
    weave = '<svg class="weave" aria-hidden="true"><use href="{1}#weave-{0}"></use></svg>'
    mark = f'<span class="party" data-weave="{{0}}">{weave}{{2}}</span> '
    named = format_html_join("", mark, ((one.weave, icons, capital(one.label)) for one in parties))
    return named or SafeString('<span class="soft">Le texte ne dit pas qui</span>')


@register.simple_tag
def choices(field: BoundField) -> SafeString:
    """The list of a field to choose from; as ``field|control``, without a template for each of its lines."""
    offered: Any = field.field
    chosen = str(field.value() or "")
    lines = format_html_join(
        "",
        '<option value="{}"{}>{}</option>',
        ((value, _SELECTED if str(value) == chosen else "", label) for value, label in offered.choices),
    )
    mark = '<select class="form-select" name="{}" id="{}">{}</select>'
    return format_html(mark, field.html_name, field.id_for_label, lines)


@register.simple_tag
def knots(shown: Iterable[Shown]) -> SafeString:
    """A knot for each state, for the eyes only: the count in words stands beside."""
    row, icons = list(shown), icons_address()
    many = " knots--many" if len(row) >= MANY else ""
    inside = SafeString("".join(_knot(one.tone, one.icon, icons) for one in row))
    return format_html('<span class="knots{}" aria-hidden="true">{}</span>', many, inside)


@lru_cache(maxsize=64)
def _knot(tone: str, icon: str, icons: str) -> SafeString:
    return format_html('<span data-tone="{}"><svg><use href="{}#{}"></use></svg></span>', tone, icons, icon)
