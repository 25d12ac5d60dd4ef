"""Tags and filters of the components; every template has them without loading them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from django import template
from django.conf import settings
from django.core.paginator import Page
from django.forms import BoundField, CheckboxInput, CheckboxSelectMultiple, RadioSelect, Select
from django.template import defaultfilters
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

from maillage.base import days
from maillage.base.pages import Pages

register = template.Library()

NATURES = {  # nature of an organisation, weave: docs of the look, "Parties"
    "departement": 1,
    "commune": 2,
    "ccas": 3,
    "cias": 3,
    "federation": 4,
    "association": 5,
}
OTHER_BODY = 6
_PLACES = (("kept", "k-kept"), ("info", "k-doing"), ("quiet", "k-pending"))  # of a step: done, under way, to come


@lru_cache(maxsize=8)
def _address(name: str, _root: str) -> str:
    return static(name)


def icons_address() -> str:
    """The address of icons.svg: a page may name a hundred of its drawings, and it changes with the files alone."""
    return _address("maillage/icons.svg", settings.STATIC_URL)


@register.simple_tag
def icon(name: str, css: str = "icon") -> SafeString:
    """The drawing ``name`` of icons.svg, for the eyes only: its word stands beside it."""
    return _icon(name, css, icons_address())


@lru_cache(maxsize=512)
def _icon(name: str, css: str, icons: str) -> SafeString:
    return format_html('<svg class="{}" aria-hidden="true"><use href="{}#{}"></use></svg>', css, icons, name)


@register.simple_tag
def weave_mark(nature: str) -> SafeString:
    """The weave of a nature of organisation, for the eyes only."""
    return _weave(weave(nature), icons_address())


@lru_cache(maxsize=64)
def _weave(number: int, icons: str) -> SafeString:
    return format_html('<svg class="weave" aria-hidden="true"><use href="{}#weave-{}"></use></svg>', icons, number)


@register.filter
def stated(state: Any) -> SafeString:
    """A state as ``components/state.html`` draws it, for long lists: ``state`` has ``word``, ``icon`` and ``tone``."""
    return _stated(state.tone, state.icon, state.word, icons_address())


@lru_cache(maxsize=256)
def _stated(tone: str, name: str, word: str, icons: str) -> SafeString:
    drawing = _icon(name, "icon", icons)
    return format_html('<span class="state" data-tone="{}">{}{}</span>', tone, drawing, word)


@register.filter
@lru_cache(maxsize=4096)
def day(on: dt.date) -> SafeString:
    """A day as a page tells it, for long lists: ``<time datetime="2026-01-01">1er janvier 2026</time>``."""
    return format_html('<time datetime="{}">{}</time>', on.isoformat(), days.written(on))


@register.filter
def weave(nature: str) -> int:
    """The number of the weave of a nature of organisation."""
    return NATURES.get(str(nature).lower(), OTHER_BODY)


@register.filter
def control(field: BoundField) -> SafeString:
    """The control of a field, dressed: Django ties it to its help and its errors."""
    widget = field.field.widget
    own = str(widget.attrs.get("class", ""))
    if isinstance(widget, CheckboxInput):
        dress = "form-check-input"
    elif isinstance(widget, Select):
        dress = "form-select"
    else:
        dress = "form-control"
    return field.as_widget(attrs={"class": f"{dress} {own}".strip()})


@register.filter
def kind(field: BoundField) -> str:
    """How a field is laid out: ``check`` (box before its label), ``group`` (several boxes) or ``line``."""
    widget = field.field.widget
    if isinstance(widget, CheckboxInput):
        return "check"
    return "group" if isinstance(widget, RadioSelect | CheckboxSelectMultiple) else "line"


@register.filter
def anchor(field: BoundField) -> str:
    """The identifier of the control to go to: the first box of a group."""
    return f"{field.auto_id}_0" if kind(field) == "group" else str(field.id_for_label or field.auto_id)


@register.filter
def plural(count: int, words: str) -> str:
    """``{{ 3|plural:"accord,accords" }}``: "3 accords"; French counts 0 and 1 as one."""
    one, _, many = words.partition(",")
    number = f"{count:,}".replace(",", "\u00a0")  # the font has no narrow space
    return f"{number}\u00a0{one if abs(count) < 2 else many or one + 's'}"


@register.filter
def counted(page: Page[Any], words: str) -> str:
    """``{{ page|counted:"accord,accords" }}``: "3 accords", or "plus de 1 000 accords" when no more were counted."""
    said = plural(page.paginator.count, words)
    return said if _pages(page).is_counted else f"plus de {said}"


@register.inclusion_tag("components/breadcrumb.html")
def breadcrumb(*steps: str) -> dict[str, Any]:
    """``{% breadcrumb "Organisations" address "CCAS de Montclair" %}``: pairs of label and address, then the page."""
    *pairs, current = steps
    return {"links": list(zip(pairs[::2], pairs[1::2], strict=True)), "current": current}


@register.inclusion_tag("components/steps.html")
def steps(labels: Sequence[str], current: int) -> dict[str, Any]:
    """``{% steps labels 1 %}``: the steps of a procedure, of which the second is under way; all done past the last."""
    places = [0 if number < current else 1 if number == current else 2 for number in range(len(labels))]
    return {
        "steps": [
            {"label": label, "place": place, "tone": _PLACES[place][0], "icon": _PLACES[place][1]}
            for label, place in zip(labels, places, strict=True)
        ]
    }


@register.simple_block_tag(end_name="endledger")
def ledger(content: str, caption: str, *, kind: str = "") -> str:
    """``{% ledger "Organisations" %}<thead>...</thead><tbody>...</tbody>{% endledger %}``: a table with its caption."""
    return render_to_string("components/table.html", {"content": content, "caption": caption, "kind": kind})


@register.filter(expects_localtime=True, is_safe=False)
def date(on: Any, form: str | None = None) -> str:
    """The filter of Django, by which the first of a month is "1er": ``{{ day|date:"j F Y" }}``."""
    return str(defaultfilters.date(on, days.french(on, form) if form else None))


@register.filter
def elided(page: Page[Any]) -> list[int]:
    """The numbers of pages to show around ``page``; 0 stands for those left out, or that nobody counted."""
    shown = page.paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1)
    numbers = [number if isinstance(number, int) else 0 for number in shown]
    return numbers if _pages(page).is_counted else [*numbers, 0]


def _pages(page: Page[Any]) -> Pages[Any]:
    assert isinstance(page.paginator, Pages)  # noqa: S101 every page of a list comes from page_of
    return page.paginator
