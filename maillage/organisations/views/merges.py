"""Two records that are the same: compared, merged, separated again."""

from __future__ import annotations

from collections import Counter
from typing import Any
from uuid import UUID

from django.apps import apps
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from maillage.base.http import page_of, render_page
from maillage.organisations import policies
from maillage.organisations.actions import merges
from maillage.organisations.forms.merges import DuplicateForm, SamePersonForm
from maillage.organisations.forms.organisations import ConfirmForm
from maillage.organisations.models import Merge, Organisation, Person
from maillage.organisations.queries.duplicates import likely_duplicates, likely_same_people
from maillage.organisations.queries.lineage import story_of
from maillage.organisations.views.common import (
    Asked,
    FormPage,
    asked,
    organisation_of,
    organisation_trail,
    person_of,
    person_trail,
    require,
    thread_of,
)

GET_POST = ["GET", "HEAD", "POST"]
STORY = 12  # acts shown before two records are separated: those since they were one


@require_http_methods(GET_POST)
def organisation_duplicates(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Records that may be the same organisation."""
    who = asked(request)
    organisation = organisation_of(who, pk)
    require(policies.can_merge(who.user, at=who.at))
    form = DuplicateForm(request.POST or None)
    names = ("kind", "name", "short_name", "siret", "address", "postal_code")
    found = likely_duplicates(**{name: getattr(organisation, name) for name in names}, exclude=organisation.pk)
    likely = [
        {
            "row": row,
            "detail": ", ".join(filter(None, [row.get_kind_display(), row.city, row.siret])),
            "reasons": likeness.reasons,
        }
        for row, likeness in found
    ]
    page = FormPage(
        "Réunir deux fiches",
        "Comparer",
        organisation.get_absolute_url(),
        organisation_trail(organisation),
        "Quand la même organisation est deux fois dans l’annuaire, une fiche reçoit tout et l’autre disparaît. "
        "Cela s’annule.",
        organisation.label,
        template="organisations/duplicates.html",
        context={"likely": likely, "merge_route": "organisations:merge", "row": organisation},
    )
    return page.answer(
        request, form, lambda: form.cleaned_data["other"], done="", to=lambda other: _merge_address(organisation, other)
    )


@require_http_methods(GET_POST)
def person_duplicates(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Records that may be the same person."""
    who = asked(request)
    person = person_of(who, pk)
    require(policies.can_merge(who.user, at=who.at))
    form = SamePersonForm(request.POST or None)
    visible = Person.objects.visible_to(who.user, at=who.at)
    form.fields["other"].limit_to(visible)  # type: ignore[attr-defined]
    found = likely_same_people(first_name=person.first_name, last_name=person.last_name, exclude=person.pk)
    likely = [
        {"row": row, "detail": "", "reasons": ("même nom",)}
        for row in found.filter(pk__in=visible.order_by().values("pk"))[:10]
    ]
    page = FormPage(
        "Réunir deux fiches",
        "Comparer",
        person.get_absolute_url(),
        person_trail(person),
        "Quand la même personne est deux fois dans l’annuaire, une fiche reçoit tout et l’autre disparaît. "
        "Cela s’annule.",
        person.full_name,
        template="organisations/duplicates.html",
        context={"likely": likely, "merge_route": "people:merge", "row": person},
    )
    return page.answer(
        request, form, lambda: form.cleaned_data["other"], done="", to=lambda other: _merge_address(person, other)
    )


def _merge_address(kept: Organisation | Person, dropped: Organisation | Person) -> str:
    route = "organisations:merge" if isinstance(kept, Organisation) else "people:merge"
    return reverse(route, args=[kept.pk, dropped.pk])


@require_http_methods(GET_POST)
def organisation_merge(request: HttpRequest, pk: UUID, other: UUID) -> HttpResponse:
    """Keep one record of an organisation, drop the other."""
    who = asked(request)
    kept, dropped = organisation_of(who, pk), organisation_of(who, other)
    return _merge(request, who, kept, dropped, organisation_trail(kept))


@require_http_methods(GET_POST)
def person_merge(request: HttpRequest, pk: UUID, other: UUID) -> HttpResponse:
    """Keep one record of a person, drop the other."""
    who = asked(request)
    kept, dropped = person_of(who, pk), person_of(who, other)
    return _merge(request, who, kept, dropped, person_trail(kept))


def _merge(request: HttpRequest, who: Asked, kept: Any, dropped: Any, trail: Any) -> HttpResponse:
    require(policies.can_merge(who.user, at=who.at))
    form = ConfirmForm(request.POST if request.method == "POST" else None)
    page = FormPage(
        "Comparer avant de réunir",
        "Réunir les deux fiches",
        kept.get_absolute_url(),
        trail,
        template="organisations/merge.html",
    )
    page.context = {
        "kept": kept,
        "dropped": dropped,
        "swap_address": _merge_address(dropped, kept),
        "facts": _side_by_side(kept, dropped),
    }
    page.context["counts"] = _pointing_at(dropped)
    return page.answer(
        request,
        form,
        lambda: merges.merge(keep_row=kept, drop=dropped, by=who.user, at=who.at),
        done="Les deux fiches sont réunies. La page des fusions permet de les séparer.",
        to=kept.get_absolute_url(),
    )


_SHOWN = {
    Organisation: (
        ("Nom", "name"),
        ("Nom court", "short_name"),
        ("SIRET", "siret"),
        ("RNA", "rna"),
        ("Territoire", "territory"),
        ("Adresse", "address"),
        ("Code postal", "postal_code"),
        ("Ville", "city"),
    ),
    Person: (("Nom", "last_name"), ("Prénom", "first_name")),
}


def _side_by_side(kept: Any, dropped: Any) -> list[dict[str, Any]]:
    """Each fact in both records, and what remains: an empty one is filled from the other."""
    return [
        {
            "label": label,
            "kept": getattr(kept, name) or "",
            "dropped": getattr(dropped, name) or "",
            "after": getattr(kept, name) or getattr(dropped, name) or "",
        }
        for label, name in _SHOWN[type(kept)]
    ]


def _pointing_at(row: Any) -> list[str]:
    """What hangs on a record, in French, by sort."""
    counts: Counter[str] = Counter()
    for relation in row._meta.related_objects:  # noqa: SLF001 the documented interface of a model
        if relation.related_model in merges.LEFT_BEHIND:
            continue
        rows = relation.related_model._base_manager.filter(**{relation.field.attname: row.pk})  # noqa: SLF001
        counts[str(relation.related_model._meta.verbose_name_plural)] += rows.count()  # noqa: SLF001
    return [f"{name} : {count}" for name, count in counts.items() if count]


def _kept(merge: Merge) -> Any:
    return apps.get_model(merge.subject_type)._base_manager.get(pk=merge.kept_id)  # noqa: SLF001 sees every row


@require_safe
def merge_list(request: HttpRequest) -> HttpResponse:
    """Merges that may still be undone, and those that were."""
    who = asked(request)
    require(policies.can_merge(who.user, at=who.at))
    page = page_of(
        request,
        Merge.objects.visible_to(who.user, at=who.at)
        .select_related("merged_by__person", "undone_by__person")
        .order_by("-merged_at", "pk"),
    )
    rows = list(page.object_list)
    names: dict[UUID, Any] = {}
    for label in {row.subject_type for row in rows}:
        wanted = [pk for row in rows if row.subject_type == label for pk in (row.kept_id, row.dropped_id)]
        names |= apps.get_model(label)._base_manager.in_bulk(wanted)  # noqa: SLF001 merged rows are hidden elsewhere
    told = [{"row": row, "kept": names.get(row.kept_id), "dropped": names.get(row.dropped_id)} for row in rows]
    return render_page(request, "organisations/merges.html", {"page": page, "merges": told})


@require_http_methods(GET_POST)
def merge_undo(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Separate two records that were merged by mistake."""
    who = asked(request)
    merge = get_object_or_404(Merge.objects.visible_to(who.user, at=who.at), pk=pk)
    if not policies.can_undo_merge(who.user, merge, at=who.at):
        return redirect("organisations:merges")
    form = ConfirmForm(request.POST if request.method == "POST" else None)
    back = reverse("organisations:merges")
    trail = (("Organisations", reverse("organisations:list")), ("Fusions de fiches", back))
    lede = "Ce qui venait de chaque fiche y retourne, sauf ce que quelqu’un a déplacé ou changé depuis."
    page = FormPage(
        "Séparer les deux fiches",
        "Séparer",
        back,
        trail,
        lede,
        template="organisations/unmerge.html",
        context={"told": thread_of(story_of(_kept(merge))[:STORY], who)},
    )
    return page.answer(
        request,
        form,
        lambda: merges.undo_merge(merge=merge, by=who.user, at=who.at),
        done="Les deux fiches sont séparées.",
        to=back,
    )
