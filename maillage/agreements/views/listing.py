"""The list of agreements: searched, narrowed, sorted, taken away. The address keeps all that was asked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from maillage.agreements import policies
from maillage.agreements.forms.listing import PUBLISHED, Filters
from maillage.agreements.models import Agreement
from maillage.agreements.queries.listing import Line, in_order, lines, listed
from maillage.agreements.queries.searching import Searched
from maillage.agreements.state_words import Shown, legal_words_of, words_of
from maillage.base import workbooks
from maillage.base.http import page_of, render_page
from maillage.organisations.models import Organisation
from maillage.organisations.pages import Asked, asked

AGREEMENTS = "Conventions"
COLUMNS = (
    "Titre",
    "Genre",
    "Référence",
    "Parties",
    "État",
    "Vie juridique",
    "Signée le",
    "Prend effet le",
    "Échéance",
    "Engagements",
    "Texte",
)
_ANY = UUID(int=0)
_AT_ONCE = 500  # agreements read together for a file


@require_safe
def agreement_list(request: HttpRequest) -> HttpResponse:
    """One's own agreements, or the published ones, searched as one types."""
    who, filters = asked(request), Filters(request.GET)
    searched = listed(who.user, filters.criteria, at=who.at)
    page = page_of(request, in_order(searched, filters.criteria.sort))  # type: ignore[arg-type]
    context = {
        "filters": filters,
        "page": page,
        "rows": _shown(lines(list(page.object_list), searched, at=who.at)),
        "searched": searched,
        "tabs": _tabs(request, filters),
        "reset": _address(request, filters),
        "wider": _wider(request, searched, filters),
        "query": request.GET.urlencode(),
        "organisation": _organisation(who, filters),
        "can_bring": policies.can_bring(who.user, at=who.at),
        "today": who.day,
    }
    return render_page(request, "agreements/list.html", context, part="results")


def _shown(found: Sequence[Line]) -> list[tuple[Line, Shown, str]]:
    """What the list says of each agreement, how its state is shown, and where its page is."""
    some = reverse(
        "agreements:detail", args=[_ANY]
    )  # reversed once: 25 times cost as much as a question to the database
    return [(one, _state_of(one), some.replace(str(_ANY), str(one.agreement.pk))) for one in found]


def _state_of(line: Line) -> Shown:
    """The legal life of an agreement, else where its reading stands."""
    return legal_words_of(line.agreement) or words_of(line.agreement)


@require_safe
def agreement_export(request: HttpRequest, form: str) -> HttpResponse:
    """What the list shows, all pages of it, as a file."""
    if form not in {"csv", "xlsx"}:
        raise Http404
    who, filters = asked(request), Filters(request.GET)
    searched = listed(who.user, filters.criteria, at=who.at)
    rows = [COLUMNS, *_cells(list(in_order(searched, filters.criteria.sort)), searched, who)]
    content, media = (
        (workbooks.as_workbook(AGREEMENTS, rows), workbooks.XLSX)
        if form == "xlsx"
        else (workbooks.as_csv(rows), "text/csv; charset=utf-8")
    )
    headers = {"Content-Disposition": f'attachment; filename="conventions-{who.day:%Y-%m-%d}.{form}"'}
    return HttpResponse(content, content_type=media, headers=headers)


def _cells(rows: Sequence[Agreement], searched: Searched, who: Asked) -> Iterator[list[str]]:
    plain = Searched(searched.rows, withheld=searched.withheld)  # no excerpt in a file
    for first in range(0, len(rows), _AT_ONCE):
        for one in lines(rows[first : first + _AT_ONCE], plain, at=who.at):
            yield _cells_of(one)


def _cells_of(line: Line) -> list[str]:
    row = line.agreement
    days = [f"{day:%d/%m/%Y}" if day else "" for day in (row.signed_on, row.effect_on, row.ends_on)]
    return [
        row.title,
        row.get_kind_display(),
        row.reference,
        ", ".join(party.name for party in line.parties),
        words_of(row).word,
        legal.word if (legal := legal_words_of(row)) is not None else "",
        *days,
        "" if line.commitments is None else str(line.commitments),
        "oui" if line.has_text else "non",
    ]


def _tabs(request: HttpRequest, filters: Filters) -> list[dict[str, Any]]:
    """One's own and the published ones: what was asked of one is asked of the other."""
    kept = request.GET.copy()
    for name in ("vue", "page", "etat"):
        kept.pop(name, None)
    own, public = kept.urlencode(), kept.copy()
    public["vue"] = PUBLISHED
    here = reverse("agreements:list")
    return [
        {
            "label": "Mes accords",
            "address": f"{here}?{own}" if own else here,
            "current": not filters.is_published,
            "count": None,
        },
        {
            "label": "Publiés",
            "address": f"{here}?{public.urlencode()}",
            "current": filters.is_published,
            "count": None,
        },
    ]


def _address(request: HttpRequest, filters: Filters) -> str:
    """The list without criteria; nothing when none is used."""
    here = reverse("agreements:list")
    if not filters.is_narrow:
        return ""
    return f"{here}?vue={PUBLISHED}" if request.GET.get("vue") == PUBLISHED else here


def _wider(request: HttpRequest, searched: Searched, filters: Filters) -> str:
    """Where words near those that were typed are looked for too; nothing when they are already."""
    if not searched.clauses or searched.forgiven or filters.criteria.is_wide:
        return ""
    asked_for = request.GET.copy()
    asked_for.pop("page", None)
    asked_for["proches"] = "1"
    return f"{reverse('agreements:list')}?{asked_for.urlencode()}"


def _organisation(who: Asked, filters: Filters) -> Organisation | None:
    """The organisation whose agreements are asked for."""
    if filters.criteria.organisation is None:
        return None
    return Organisation.objects.visible_to(who.user, at=who.at).filter(pk=filters.criteria.organisation).first()
