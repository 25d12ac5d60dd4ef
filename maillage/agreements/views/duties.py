"""The calendar of duties: a list by month, the grid of a month, a file; what is done; how long ahead one is told."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from maillage.agreements.actions import doing
from maillage.agreements.actions.duties import leads_of
from maillage.agreements.duty_words import KINDS
from maillage.agreements.forms.duties import DoneForm, DutyFilters, LeadsForm
from maillage.agreements.models import Agreement, Duty
from maillage.agreements.policies import doing_bodies
from maillage.agreements.queries.duty_list import Asked as Wanted
from maillage.agreements.queries.duty_list import by_month, duties_asked, month_of
from maillage.agreements.queries.places import Places
from maillage.agreements.standing import standing_of
from maillage.base import workbooks
from maillage.base.http import page_of, render_page
from maillage.base.refusals import Refusal
from maillage.organisations.models import Organisation
from maillage.organisations.pages import GET_POST, Asked, FormPage, asked, require
from maillage.organisations.permissions import Permission, rights_of

TITLE = "Échéances"
COLUMNS = (
    "Pour le",
    "Autre lecture",
    "Échéance",
    "Accord",
    "À la charge de",
    "Explication",
    "Mots du texte",
    "Article",
    "Loi",
    "Faite le",
    "Déclaré par",
    "Précision",
)
_MOST, _OF_A_MONTH, _SHOWN = 5000, 400, 50


def _read(request: HttpRequest, who: Asked) -> tuple[DutyFilters, Wanted]:
    """The criteria of the address; an agreement that one may not see is no criterion."""
    filters = DutyFilters(request.GET)
    agreement = None
    if wanted := request.GET.get("accord"):
        rows = Agreement.objects.visible_to(who.user, at=who.at)
        agreement = get_object_or_404(rows, pk=_uuid(wanted))
    return filters, filters.asked(agreement)


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


@require_safe
def calendar(request: HttpRequest) -> HttpResponse:
    """The duties, by month, the late ones first."""
    who = asked(request)
    filters, wanted = _read(request, who)
    page = page_of(request, duties_asked(who.user, wanted, at=who.at), size=_SHOWN)
    context = {
        "page": page,
        "groups": by_month(page, who.day),
        "today": who.day,
        **_frame(request, who, filters, wanted, "duties:list"),
    }
    return render_page(request, "duties/list.html", context, part="results")


@require_safe
def month(request: HttpRequest) -> HttpResponse:
    """The grid of a month."""
    who = asked(request)
    filters, wanted = _read(request, who)
    first = _month(request.GET.get("mois", ""), who.day)
    around = [(first - dt.timedelta(days=1)).replace(day=1), (first + dt.timedelta(days=32)).replace(day=1)]
    context = {
        "first": first,
        "weeks": month_of(duties_asked(who.user, wanted, at=who.at), first, most=_OF_A_MONTH),
        "before": f"{around[0]:%Y-%m}",
        "after": f"{around[1]:%Y-%m}",
        "around": around,
        "today": who.day,
        **_frame(request, who, filters, wanted, "duties:month"),
    }
    return render_page(request, "duties/month.html", context, part="results")


@require_safe
def export(request: HttpRequest) -> HttpResponse:
    """What the list shows, all pages of it, as a workbook."""
    who = asked(request)
    _, wanted = _read(request, who)
    rows = duties_asked(who.user, wanted, at=who.at)[:_MOST]
    content = workbooks.as_workbook(TITLE, [COLUMNS, *_cells(rows)])
    headers = {"Content-Disposition": f'attachment; filename="echeances-{who.day:%Y-%m-%d}.xlsx"'}
    return HttpResponse(content, content_type=workbooks.XLSX, headers=headers)


@require_safe
def duty(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One duty: its day, why, the words and the law that it rests on, what was said of it."""
    who = asked(request)
    found = _found(who, pk)
    standing = standing_of(who.user, found.agreement, at=who.at)
    context = {
        "duty": found,
        "place": Places(found.agreement).of(found.provision_id),
        "bodies": doing_bodies(standing, found, at=who.at),
        "is_late": found.done_at is None and found.on < who.day and not found.is_limit,
        "today": who.day,
    }
    return render_page(request, "duties/detail.html", context)


@require_http_methods(GET_POST)
def done(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Declare that it is done."""
    who = asked(request)
    found = _found(who, pk)
    bodies = doing_bodies(standing_of(who.user, found.agreement, at=who.at), found, at=who.at)
    require(bool(bodies))
    form = DoneForm(request.POST or None, bodies=bodies)
    here = found.get_absolute_url()
    page = FormPage(
        f"Fait : {found.label}",
        "Noter comme fait",
        here,
        ((TITLE, reverse("duties:list")), (found.label, here)),
        lede="Les autres parties le verront, et les avis s’arrêtent. Vous pourrez revenir dessus.",
        above=found.agreement.title,
    )
    return page.answer(
        request,
        form,
        lambda: doing.do(duty=found, **form.given("organisation", "word"), by=who.user, at=who.at),
        done="C’est noté : les avis de cette échéance s’arrêtent.",
        to=here,
    )


@require_POST
def undone(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take it back."""
    who = asked(request)
    found = _found(who, pk)
    require(bool(doing_bodies(standing_of(who.user, found.agreement, at=who.at), found, at=who.at)))
    try:
        doing.undo(duty=found, by=who.user, at=who.at)
    except Refusal as refusal:
        messages.error(request, refusal.sentence)
    else:
        messages.success(request, "Cette échéance est de nouveau à faire.")
    return redirect(found)


@require_http_methods(GET_POST)
def leads(request: HttpRequest, organisation_pk: UUID) -> HttpResponse:
    """How many days ahead an organisation is told of each kind of duty."""
    who = asked(request)
    bodies = rights_of(who.user, at=who.at).organisation_ids(Permission.AGREEMENT_EDIT)
    organisation = get_object_or_404(Organisation.objects.filter(pk__in=bodies), pk=organisation_pk)
    form = LeadsForm(request.POST or None, days=leads_of([organisation.pk])[organisation.pk])
    back = reverse("duties:list")
    page = FormPage(
        "Quand être prévenu",
        "Enregistrer",
        back,
        ((TITLE, back),),
        lede="Combien de jours avant son échéance chaque avis est donné aux personnes de l’organisation.",
        above=organisation.label,
    )
    return page.answer(
        request,
        form,
        lambda: doing.set_leads(
            organisation=organisation, days=form.given(*(kind for kind, _ in KINDS)), by=who.user, at=who.at
        ),
        done="Les délais sont enregistrés.",
        to=back,
    )


def _found(who: Asked, pk: UUID) -> Duty:
    rows = Duty.objects.visible_to(who.user, at=who.at).select_related(
        "agreement__brought_by", "party__organisation", "done_for", "done_by__person"
    )
    found: Duty = get_object_or_404(rows, pk=pk)
    return found


def _frame(request: HttpRequest, who: Asked, filters: DutyFilters, wanted: Wanted, current: str) -> dict[str, Any]:
    kept = request.GET.copy()
    kept.pop("page", None)
    query = kept.urlencode()
    suffix = f"?{query}" if query else ""
    bodies = rights_of(who.user, at=who.at).organisation_ids(Permission.AGREEMENT_EDIT)
    return {
        "filters": filters,
        "wanted": wanted,
        "query": query,
        "reset": reverse(current) if any(request.GET.get(name) for name in (*filters.fields, "accord")) else "",
        "tabs": [
            {"label": label, "address": reverse(route) + suffix, "current": route == current, "count": None}
            for label, route in (("Liste", "duties:list"), ("Mois", "duties:month"))
        ],
        "tuned": Organisation.objects.filter(pk__in=bodies).by_name(),
    }


def _month(text: str, today: dt.date) -> dt.date:
    try:
        return dt.date.fromisoformat(f"{text}-01")
    except ValueError:
        return today.replace(day=1)


def _cells(rows: Iterable[Duty]) -> Iterable[list[str]]:
    for row in rows:
        yield [
            f"{row.on:%d/%m/%Y}",
            f"{row.last_on:%d/%m/%Y}" if row.last_on and row.has_other_reading else "",
            row.label,
            row.agreement.title,
            row.party.label if row.party else "toutes les parties",
            row.explanation,
            row.quote,
            row.article,
            row.law,
            f"{row.done_at:%d/%m/%Y}" if row.done_at else "",
            row.done_for.label if row.done_for else "",
            row.done_word,
        ]
