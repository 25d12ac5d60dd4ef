"""The versions of a text in time: the list, and the text of any day, as known on any other."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.templatetags.static import static
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_safe

from maillage.agreements.forms.amendments import WhenForm
from maillage.agreements.queries.in_time import (
    When,
    amendments_of,
    chain_of,
    dated_text,
    in_force,
    version_on,
    within,
)
from maillage.agreements.views.parts import Part, open_part
from maillage.base.http import render_page

TAB = "agreements:versions"


@require_safe
def version_list(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Avenants, and the versions that they make, in the order of time."""
    part = open_part(request, pk)
    chain = chain_of(part.agreement, part.horizon)
    context = part.page(
        TAB,
        chain=chain,
        amendments=amendments_of(part.agreement, part.who.user, part.horizon, at=part.who.at),
        when=WhenForm(initial={"le": part.day}),
        is_inside=part.horizon.is_inside,
        today_key=in_force(chain, part.day),
        text_address=part.address("text_on"),
    )
    return render_page(request, "agreements/versions.html", context)


@require_safe
def text_on(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The text in force on a day, as known on another: each word says where it comes from."""
    part = open_part(request, pk)
    form = WhenForm(request.GET)
    when = _asked(part, form)
    expression = version_on(part.agreement, when)
    context = part.page(TAB, when=when, form=WhenForm(initial={"le": when.day, "su": when.known_on}), text=None)
    context |= {"is_inside": part.horizon.is_inside, "text_address": part.address("text_on")}
    if expression is not None:
        text = dated_text(expression, icons=static("maillage/icons.svg"))
        # The drawing escapes every word of the document: it holds no other HTML than its own.
        html = mark_safe(text.dressed.html)  # noqa: S308
        context |= {
            "text": text,
            "contents": [{"entry": one, "flag": None} for one in text.contents],
            "html": html,
        }
    return render_page(request, "agreements/text_on.html", context)


def _asked(part: Part, form: WhenForm) -> When:
    """The two dates of the address; today, as known now, when they make no sense."""
    form.is_valid()
    values = getattr(form, "cleaned_data", {})
    known_on = values.get("su")
    if known_on is not None and known_on >= part.who.day:
        known_on = None
    return within(When(values.get("le") or part.day, known_on), part.standing, part.horizon)
