"""The page of an organisation, one part at an address."""

from __future__ import annotations

import datetime as dt
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.dateparse import parse_date
from django.views.decorators.http import require_safe

from maillage.base.http import page_of, render_page
from maillage.journal.models import Event
from maillage.organisations import policies
from maillage.organisations.choices import ClaimState
from maillage.organisations.models import Mandate, Membership, Merge, Organisation, Succession
from maillage.organisations.permissions import Permission
from maillage.organisations.queries.accounts import administrators_of
from maillage.organisations.queries.federations import members_at
from maillage.organisations.queries.lineage import farther
from maillage.organisations.queries.units import unit_tree
from maillage.organisations.stewardship import Keeper, keeper
from maillage.organisations.views.common import Asked, asked, organisation_of, thread_of

CLOSE = dt.timedelta(days=90)  # an accreditation that ends sooner needs somebody


def frame(who: Asked, organisation: Organisation, current: str) -> dict[str, Any]:
    """What every part of the page shows: the head, the tabs and what may be done."""
    keeps = keeper(who.user, at=who.at, organisation=organisation)
    may = _may(who, organisation, keeps)
    seen = (
        Mandate.objects.visible_to(who.user, at=who.at)
        .at(who.day)
        .filter(organisation=organisation, person__merged_into__isnull=True)
    )
    parts = [
        ("detail", "Fiche", None),
        ("units", "Unités", organisation.units.at(who.day).count()),
        ("people", "Personnes", seen.count()),
    ]
    if organisation.is_federation:
        parts.append(("members", "Membres", members_at(organisation, at=who.day).count()))
    if may["enter"]:
        parts.append(("space", "Espace commun", None))
    if may["journal"]:
        parts.append(("journal", "Journal", None))
    tabs = [
        {
            "label": label,
            "address": reverse(f"organisations:{name}", args=[organisation.pk]),
            "current": name == current,
            "count": count,
        }
        for name, label, count in parts
    ]
    return {"organisation": organisation, "tabs": tabs, "may": may, "today": who.day}


def _may(who: Asked, organisation: Organisation, keeps: Keeper) -> dict[str, bool]:
    rights, pk = keeps.rights, organisation.pk
    lives = organisation.closed_on is None
    succeed = rights.can(Permission.ORGANISATION_SUCCEED)
    return {
        "edit": keeps.may(Permission.ORGANISATION_EDIT, pk),
        "units": lives and keeps.may(Permission.UNIT_EDIT, pk),
        "people": lives and bool(keeps.functions(pk)),
        "accreditations": lives and keeps.may(Permission.ACCREDITATION_EDIT, pk),
        "members": lives and organisation.is_federation and keeps.may(Permission.MEMBERSHIP_EDIT, pk),
        "succeed": succeed and lives,
        "reopen": succeed and not lives,
        "merge": rights.can(Permission.MERGE_DO),
        "decide": rights.can(Permission.CLAIM_DECIDE, organisation=pk),
        "claim": lives and policies.can_claim(who.user, organisation, at=who.at),
        "enter": organisation.is_federation and policies.can_enter_inner_space(who.user, organisation, at=who.at),
        "journal": rights.can(Permission.JOURNAL_VIEW, organisation=pk),
    }


@require_safe
def organisation_detail(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What an organisation is, was and may do, and who speaks for it."""
    who = asked(request)
    organisation = organisation_of(who, pk)
    context = frame(who, organisation, "detail")
    memberships = Membership.objects.visible_to(who.user, at=who.at).filter(member=organisation)
    accreditations = sorted(
        organisation.accreditations.order_by("to_on", "-from_on", "pk"), key=lambda row: _is_over(row, who.day)
    )
    claims = (
        organisation.claims.filter(state=ClaimState.ASKED)
        if context["may"]["decide"]
        else organisation.claims.filter(user=who.user)
    )
    successions = list(Succession.objects.of(organisation).select_related("predecessor", "successor"))
    before, after = farther(organisation, successions)
    context |= {
        "names": organisation.names.order_by("-from_on", "pk"),
        "memberships": memberships.select_related("federation").order_by("-from_on", "pk"),
        "accreditations": [{"row": row, "state": state_of(row, who.day)} for row in accreditations],
        "successions": successions,
        "before": before,
        "after": after,
        "speakers": administrators_of(organisation, at=who.at),
        "claims": claims.select_related("user__person").order_by("-asked_at", "pk")[:5],
    }
    return render_page(request, "organisations/detail.html", context)


def _is_over(row: Any, day: dt.date) -> bool:
    return row.to_on is not None and row.to_on < day


def state_of(row: Any, day: dt.date) -> dict[str, str]:
    """Where a dated thing stands, as the component "state" draws it."""
    if row.from_on > day:
        return {"word": "À venir", "icon": "k-pending", "tone": "quiet"}
    if row.to_on is None or row.to_on >= day + CLOSE:
        return {"word": "En cours", "icon": "k-kept", "tone": "kept"}
    if row.to_on < day:
        return {"word": "Terminée", "icon": "i-hourglass-bottom", "tone": "quiet"}
    left = (row.to_on - day).days
    word = "Finit aujourd’hui" if left == 0 else f"Finit dans {left}\u00a0jour{'s' if left > 1 else ''}"
    return {"word": word, "icon": "k-due", "tone": "watch"}


@require_safe
def organisation_units(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The tree of units on a day."""
    who = asked(request)
    organisation = organisation_of(who, pk)
    day = parse_day(request, who.day)
    context = frame(who, organisation, "units") | {
        "day": day,
        "branches": unit_tree(organisation, at=day),
        "labels": organisation.unit_labels.order_by("rank", "name", "pk"),
        "closed": organisation.units.filter(to_on__lt=who.day).order_by("-to_on", "pk")[:20],
    }
    return render_page(request, "organisations/units.html", context)


@require_safe
def organisation_people(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Who holds which function, today or before."""
    who = asked(request)
    organisation = organisation_of(who, pk)
    rows = Mandate.objects.visible_to(who.user, at=who.at).filter(
        organisation=organisation, person__merged_into__isnull=True
    )
    past = request.GET.get("quand") == "avant"
    chosen = rows.filter(to_on__lt=who.day) if past else rows.exclude(to_on__lt=who.day)
    order = ("-to_on", "person__folded", "pk") if past else ("person__folded", "from_on", "pk")
    context = frame(who, organisation, "people") | {
        "page": page_of(request, chosen.select_related("person", "unit", "substitute").order_by(*order)),
        "past": past,
        "sees_all": policies.can_see_people(who.user, organisation, at=who.at),
    }
    return render_page(request, "organisations/people.html", context)


@require_safe
def organisation_members(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The members of a federation on a day."""
    who = asked(request)
    organisation = organisation_of(who, pk)
    if not organisation.is_federation:
        raise Http404
    day = parse_day(request, who.day)
    former = organisation.memberships.filter(to_on__lt=day, member__merged_into__isnull=True)
    context = frame(who, organisation, "members") | {
        "day": day,
        "page": page_of(request, members_at(organisation, at=day)),
        "former": former.select_related("member").order_by("-to_on", "pk")[:50],
    }
    return render_page(request, "organisations/members.html", context)


@require_safe
def organisation_journal(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What happened to the record of an organisation."""
    who = asked(request)
    organisation = organisation_of(who, pk)
    context = frame(who, organisation, "journal")
    if not context["may"]["journal"]:
        raise Http404
    dropped = Merge.objects.standing().filter(kept_id=organisation.pk).values_list("dropped_id", flat=True)
    page = page_of(request, Event.objects.in_journal_of(organisation.pk, *dropped))
    told = thread_of(page.object_list, who)
    return render_page(request, "organisations/journal.html", context | {"page": page, "told": told})


def parse_day(request: HttpRequest, today: dt.date) -> dt.date:
    """The day that the address asks for (``?au=2025-09-27``), else today."""
    try:
        return parse_date(request.GET.get("au", "")) or today
    except ValueError:
        return today
