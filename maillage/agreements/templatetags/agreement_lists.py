"""What long lists of agreements repeat, drawn without a template for each."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from html import escape

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from maillage.agreements.queries.excerpts import Excerpt
from maillage.agreements.queries.listing import Signing
from maillage.base.templatetags.components import icons_address, weave

register = template.Library()

PARTY = (
    '<span class="party" data-weave="{0}"><svg class="weave" aria-hidden="true"><use href="{1}#weave-{0}"></use></svg>'
    "{2}</span>"
)


@register.filter
def woven(parties: Iterable[Signing]) -> SafeString:
    """The parties, each with the weave of its nature: as ``components/party.html`` draws one."""
    sprite = icons_address()
    return SafeString(" ".join(_woven(one.kind, one.label, sprite) for one in parties))


@lru_cache(maxsize=2048)
def _woven(kind: str, label: str, sprite: str) -> SafeString:
    return format_html(PARTY, weave(kind), sprite, label)


@register.filter
def quoted(excerpt: Excerpt) -> SafeString:
    """The words of a text between guillemets, those that were looked for marked, after the article where they stand."""
    words = "".join(_piece(*one) for one in excerpt.pieces)
    place = f'<span class="excerpt__place">{escape(excerpt.place.capitalize())}</span> ' if excerpt.place else ""
    before, after = "… " if excerpt.is_cut_before else "", " …" if excerpt.is_cut_after else ""
    return SafeString(f"{place}«\u00a0{before}{words}{after}\u00a0»")


def _piece(words: str, is_found: bool) -> str:
    return f"<mark>{escape(words)}</mark>" if is_found else escape(words)
