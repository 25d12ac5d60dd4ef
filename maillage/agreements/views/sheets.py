"""What the pages of a reading share: the sheet that the address asks for, the card of an item, the step to the next."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.safestring import SafeString

from maillage.agreements import policies
from maillage.agreements.choices import FindingSort, FindingState
from maillage.agreements.finding_words import facts_of
from maillage.agreements.forms.reading import AcceptAllForm, Filters
from maillage.agreements.marked_list import Line, line
from maillage.agreements.marked_text import Mark, Place, rendered
from maillage.agreements.models import Agreement, Defect, Expression, Finding, Objection, ProvisionVersion
from maillage.agreements.queries.answers import current_expression
from maillage.agreements.queries.gestures import history_of, last_gesture
from maillage.agreements.queries.likeness import described, proposals
from maillage.agreements.queries.sheet import SURE, Item, Sheet, sheet_of
from maillage.agreements.state_words import FINDING
from maillage.agreements.views.arrival import STEPS
from maillage.agreements.views.common import Opened, open_agreement
from maillage.base.http import is_htmx, render_page
from maillage.base.refusals import Refusal, StaleRevision
from maillage.base.templatetags.components import icons_address
from maillage.organisations.pages import require

READING, ANSWER = "agreements:reading", "agreements:answer"
KEYS_COOKIE = "maillage_touches"
MOST_LINES = 20  # that a part of the page brings up to date; beyond, the whole page is quicker
_FILTERS = ("nature", "etat", "confiance", "ordre")
DECIDED_SINCE = "Quelqu’un vient de décider de cet élément : voici ce qu’il en est maintenant."


@dataclass(frozen=True)
class OpenSheet:
    """The reading of an agreement, as one asks to see it, on the page ``route``."""

    opened: Opened
    sheet: Sheet
    query: str
    route: str = READING

    @property
    def agreement(self) -> Agreement:
        """Whose reading it is."""
        return self.opened.agreement

    @cached_property
    def expression(self) -> Expression | None:
        """The text as it is now."""
        return current_expression(self.agreement)

    @property
    def is_answer(self) -> bool:
        """Whether it is read to answer for a party."""
        return self.route == ANSWER

    def address(self, item: Item | None = None, *, anchor: bool = True) -> str:
        """The page, at an item, with what one asked to see."""
        page = reverse(self.route, args=[self.agreement.pk])
        if item is None:
            return f"{page}?{self.query.rstrip('&')}" if self.query else page
        return f"{page}?{self.query}element={item.key}" + (f"#w-{item.key}" if anchor else "")

    def again(self) -> OpenSheet:
        """The same, as the database holds it now."""
        return replace(self, sheet=sheet_of(self.agreement, self.sheet.chosen))


def open_sheet(request: HttpRequest, pk: UUID, *, route: str = READING) -> OpenSheet:
    """The reading of an agreement for those whom it concerns; 404 for whoever may not see the agreement."""
    opened = open_agreement(request, pk)
    require(opened.standing.is_concerned)
    return sheet_for(request, opened, route)


def sheet_for(request: HttpRequest, opened: Opened, route: str = READING) -> OpenSheet:
    """The sheet that the address asks for."""
    kept = QueryDict(mutable=True)
    for name in _FILTERS:
        if value := request.GET.get(name):
            kept[name] = value
    query = f"{kept.urlencode()}&" if kept else ""
    return OpenSheet(opened, sheet_of(opened.agreement, Filters(request.GET).chosen()), query, route)


def finding_of(agreement: Agreement, pk: UUID) -> Finding:
    """A finding of this agreement, or 404."""
    rows = Finding.objects.filter(agreement=agreement).select_related("agreement", "tied_to", "decided_by__person")
    return get_object_or_404(rows, pk=pk)


def item_of(sheet: Sheet, row: Finding | Defect) -> Item:
    """The item of a row that was read apart."""
    found = next((one for one in sheet.items if one.row.pk == row.pk), None)
    if found is None:
        raise Http404
    return found


def selected(request: HttpRequest, whole: str) -> dict[str, Any]:
    """The words between the offsets of the address: the words themselves are never in an address, which logs keep."""
    start, end = request.GET.get("start", ""), request.GET.get("end", "")
    if not (start.isdecimal() and end.isdecimal() and 0 <= int(start) < int(end) <= len(whole)):
        return {}
    return {"words": whole[int(start) : int(end)].strip(), "start": int(start), "end": int(end)}


# ---------------------------------------------------------------- the page and its parts


def show(
    request: HttpRequest,
    reading: OpenSheet,
    item: Item | None,
    *,
    moved: Iterable[UUID] = (),
    said: str = "",
    problem: str = "",
    more: Mapping[str, Any] | None = None,
) -> HttpResponse:
    """The page at an item; for htmx its card alone, and what ``moved`` beside it."""
    is_part = is_htmx(request)
    context = {**_frame(request, reading, item), **card_of(reading, item), "said": said, "problem": problem}
    context |= {"is_part": is_part, "approve": None, "answers": [], **(more or {})}
    if is_part:
        wanted = set(moved)
        lines = [one for one in reading.sheet.items if one.row.pk in wanted]
        groups = [one for one in reading.sheet.groups if any(line in one.items for line in lines)]
        context |= {"lines": _lines(reading, lines, item, swapped=True), "groups": groups}
    else:
        context |= _whole(request, reading, item)
    response = render_page(request, "agreements/reading/page.html", context, part="swap")
    if is_part and item is not None:
        response["HX-Replace-Url"] = reading.address(item, anchor=False)
    return response


def step(
    request: HttpRequest, reading: OpenSheet, item: Item, *, moved: Iterable[UUID], said: str, stay: bool = False
) -> HttpResponse:
    """After a decision: to the next that waits, or ``stay``; with a part of the page, or by another address."""
    fresh = reading.again()
    here = fresh.sheet.find(item.key)
    there = here if stay or here is None else fresh.sheet.next_waiting(here) or here
    moved = list(moved)
    if is_htmx(request) and len(moved) <= MOST_LINES:
        return show(request, fresh, there, moved=moved, said=said)
    messages.success(request, said)
    return _go(request, fresh.address(there))


def refused(request: HttpRequest, reading: OpenSheet, item: Item, refusal: Refusal) -> HttpResponse:
    """The item as it is now, and why the gesture was refused."""
    fresh = reading.again()
    here = fresh.sheet.find(item.key) or item
    sentence = DECIDED_SINCE if isinstance(refusal, StaleRevision) else refusal.sentence
    if is_htmx(request):
        return show(request, fresh, here, moved=[here.row.pk], problem=sentence)
    messages.error(request, sentence)
    return redirect(fresh.address(here))


def _go(request: HttpRequest, address: str) -> HttpResponse:
    if is_htmx(request):
        return HttpResponse(status=204, headers={"HX-Redirect": address})
    return redirect(address)


def _frame(request: HttpRequest, reading: OpenSheet, item: Item | None) -> dict[str, Any]:
    """What both shapes of the page show."""
    opened, sheet = reading.opened, reading.sheet
    before, after = sheet.neighbours(item)
    can_edit = opened.standing.can_edit and not reading.is_answer
    last = last_gesture(opened.agreement, opened.who.user, sheet.parties) if can_edit else None
    return {
        "agreement": opened.agreement,
        "standing": opened.standing,
        "reading": reading,
        "sheet": sheet,
        "item": item,
        "before": reading.address(before) if before else "",
        "after": reading.address(after) if after else "",
        "can_edit": can_edit,
        "last": last,
        "has_keys": request.COOKIES.get(KEYS_COOKIE) != "off",
        "lines": "",
        "groups": [],
    }


def _whole(request: HttpRequest, reading: OpenSheet, item: Item | None) -> dict[str, Any]:
    """What the whole page adds: the text, the filters."""
    return {
        "steps": STEPS,
        "text": text_of(reading, item),
        "listed": [(group, _lines(reading, group.items, item)) for group in reading.sheet.groups],
        "filters": Filters(request.GET),
        "is_filtered": bool(reading.query),
        "has_element": "element" in request.GET,
        "accept_all": AcceptAllForm(),
        "sure": reading.sheet.sure(SURE),
    }


def _lines(reading: OpenSheet, items: Iterable[Item], here: Item | None, *, swapped: bool = False) -> SafeString:
    """Lines of the list; escaped by ``marked_list``, which writes all of their HTML."""
    icons, key = icons_address(), here.key if here is not None else ""
    made = (Line(one.key, one.number, one.title, one.label, *one.shown) for one in items)
    return SafeString(
        "".join(line(one, icons=icons, query=reading.query, current=key, swapped=swapped) for one in made)
    )


def text_of(reading: OpenSheet, item: Item | None, *, is_bare: bool = False) -> SafeString:
    """The current text with its marks (none when ``is_bare``); ``marked_text`` writes all of its HTML, escaped."""
    expression = reading.expression
    if expression is None:
        return SafeString("")
    rows = ProvisionVersion.objects.filter(expression=expression).order_by("position")
    # Ranks rather than identifiers, which are dear to read by the thousand.
    columns = ("position", "parent__position", "kind", "start", "end", "heading_start", "heading_end")
    places = [
        Place(rank, parent, kind, start, end, (first, last) if first is not None else None)
        for rank, parent, kind, start, end, first, last in rows.values_list(*columns)
    ]
    marks = [
        Mark(
            one.key, one.row.start, one.row.end, one.number, one.shown.tone, f"{one.number}, {one.label}", one.is_defect
        )
        for one in reading.sheet.items
        if not is_bare and one.is_here and one.row.start is not None and one.row.end is not None
    ]
    key = item.key if item is not None else ""
    return SafeString(rendered(expression.text, places, marks, current=key, query=reading.query))


# ---------------------------------------------------------------- the card of one item


def card_of(reading: OpenSheet, item: Item | None) -> dict[str, Any]:
    """What the card of an item shows, read whole for that one row."""
    if item is None:
        return {"card": None}
    if item.is_defect:
        rows = Defect.objects.filter(agreement=reading.agreement).select_related("decided_by__person")
        return {"card": {"row": get_object_or_404(rows, pk=item.row.pk)}}
    row = finding_of(reading.agreement, item.row.pk)
    objections = _objections(reading, row)
    facts = facts_of(row.sort, row.value, reading.sheet.parties, row.read or None)
    return {
        "card": {
            "row": row,
            "quote": row.quote if row.is_adrift or not _is_said(row) else "",
            "facts": facts,
            "is_said_otherwise": any(one.read is not None for one in facts),
            "history": history_of(row),
            "decided": FINDING[FindingState(row.state)].word,
            "objections": objections,
            "can_contest": reading.is_answer and bool(_still_to_contest(reading, objections)),
            "proposals": _proposals(reading, row),
            "is_party": row.sort == FindingSort.PARTY,
        }
    }


def _is_said(row: Finding) -> bool:
    """Whether what is shown of a finding repeats its words already."""
    quote = " ".join(row.quote.split())
    return any(isinstance(one, str) and " ".join(one.split()) == quote for one in row.value.values())


def _objections(reading: OpenSheet, finding: Finding) -> list[dict[str, Any]]:
    rows = Objection.objects.filter(finding=finding).select_related("party__organisation", "raised_by__person")
    standing = reading.opened.standing
    return [
        {
            "row": one,
            "can_settle": policies.can_settle(standing, one),
            "can_withdraw": policies.can_withdraw(standing, one),
        }
        for one in rows.order_by("raised_at", "pk")
    ]


def _still_to_contest(reading: OpenSheet, objections: list[dict[str, Any]]) -> set[UUID]:
    """The parties for which the user answers and that do not contest this finding yet."""
    contesting = {one["row"].party_id for one in objections if one["row"].settled_at is None}
    return {one.pk for one in reading.opened.standing.answering} - contesting


def _proposals(reading: OpenSheet, finding: Finding) -> list[Any]:
    """The organisations that an untied party may be, for who may tie it."""
    is_asked = finding.sort == FindingSort.PARTY and finding.tied_to_id is None
    if not is_asked or reading.is_answer or not reading.opened.standing.can_edit:
        return []
    expression = reading.expression
    is_here = expression is not None and finding.expression_id == expression.pk
    text = expression.text if expression is not None else ""
    return proposals(described(finding.value, text, finding.start if is_here else None))
