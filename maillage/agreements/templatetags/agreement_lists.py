"""What long lists of agreements repeat, drawn without a template for each."""

from __future__ import annotations

from collections.abc import Iterable

from django import template
from django.utils.html import format_html, format_html_join
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
    return format_html_join(" ", PARTY, ((weave(one.kind), sprite, one.label) for one in parties))


@register.filter
def quoted(excerpt: Excerpt) -> SafeString:
    """The words of a text between guillemets, those that were looked for marked, after the article where they stand."""
    words = format_html_join("", "{}", ((_piece(*one),) for one in excerpt.pieces))
    place = format_html('<span class="excerpt__place">{}</span> ', excerpt.place.capitalize()) if excerpt.place else ""
    before, after = "… " if excerpt.is_cut_before else "", " …" if excerpt.is_cut_after else ""
    return format_html("{}«\u00a0{}{}{}\u00a0»", place, before, words, after)


def _piece(words: str, is_found: bool) -> str:
    return format_html("<mark>{}</mark>", words) if is_found else words
