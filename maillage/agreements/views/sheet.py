"""The sheet of an agreement, a draft deleted, and its files given to those who may have them."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from maillage.agreements.actions import sheet
from maillage.agreements.choices import AgreementState
from maillage.agreements.forms.sheet import SheetForm
from maillage.agreements.queries.reading import last_job
from maillage.agreements.views.arrival import can_be_read, pieces
from maillage.agreements.views.common import Opened, open_agreement
from maillage.base.days import written
from maillage.base.http import render_page
from maillage.base.templatetags.components import plural
from maillage.files.queries import LostBytes, answer_with
from maillage.organisations.forms.organisations import ConfirmForm
from maillage.organisations.pages import GET_POST, FormPage, require
from maillage.organisations.permissions import Permission


@require_http_methods(GET_POST)
def edit(request: HttpRequest, pk: UUID) -> HttpResponse:
    """State facts of an agreement."""
    opened = open_agreement(request, pk)
    require(opened.standing.can_edit)
    form = SheetForm(request.POST or None, row=opened.agreement)
    page = FormPage(
        "Modifier la fiche",
        "Enregistrer",
        opened.agreement.get_absolute_url(),
        opened.trail(),
        "Ce que vous savez de cet accord, à côté de ce que dit son texte. Laissez vide ce que vous ne savez pas.",
        opened.agreement.title,
        template="agreements/edit.html",
        context={
            "agreement": opened.agreement,
            "documents": pieces(opened),
            "deletes": may_delete(opened),
            "reads": can_be_read(opened) and last_job(opened.agreement) is not None,
        },
    )
    return page.answer(
        request,
        form,
        lambda: sheet.edit(
            agreement=opened.agreement,
            values=form.facts,
            territories=form.cleaned_data["territories"],
            revision=form.sent_revision,
            by=opened.who.user,
            at=opened.who.at,
        ),
        done="La fiche est enregistrée.",
        to=opened.agreement,
    )


def may_delete(opened: Opened) -> bool:
    """Whether the user may delete the draft: they edit for who brought it, and nobody else has seen it."""
    brought = opened.standing.rights.can(
        Permission.AGREEMENT_EDIT, organisation=opened.agreement.brought_by_id, agreement_id=opened.agreement.pk
    )
    return brought and opened.agreement.is_open and opened.agreement.state == AgreementState.DRAFT


@require_http_methods(GET_POST)
def delete(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Ask before deleting a draft, saying all that goes with it."""
    opened = open_agreement(request, pk)
    require(may_delete(opened))
    form = ConfirmForm(request.POST if request.method == "POST" else None, row=opened.agreement)
    page = FormPage(
        "Supprimer ce brouillon ?",
        "Supprimer",
        opened.agreement.get_absolute_url(),
        opened.trail(),
        "On ne peut pas revenir en arrière. Le journal gardera seulement qu’un brouillon a été supprimé, et par qui.",
        opened.agreement.title,
        danger=True,
        template="agreements/delete.html",
        context={"lost": _lost_with(opened)},
    )
    return page.answer(
        request,
        form,
        lambda: sheet.delete(
            agreement=opened.agreement, revision=form.sent_revision, by=opened.who.user, at=opened.who.at
        ),
        done="Le brouillon est supprimé, avec ses fichiers.",
        to=lambda _nothing: reverse("agreements:list"),
    )


def _lost_with(opened: Opened) -> list[str]:
    """What is deleted with the draft, in words."""
    agreement = opened.agreement
    told = [f"Le brouillon « {agreement.title} », apporté le {written(agreement.created_at)}"]
    told += [f"{one.get_role_display().capitalize()} : {one.file.name}" for one in pieces(opened)]
    counts: list[tuple[int, str]] = [
        (agreement.findings.count(), "élément lu,éléments lus"),
        (agreement.defects.count(), "défaut relevé,défauts relevés"),
    ]
    return told + [plural(count, words) for count, words in counts if count]


@require_safe
def file(request: HttpRequest, pk: UUID, document: UUID) -> HttpResponse | FileResponse:
    """A file of an agreement, to those of its parties who may open it."""
    opened = open_agreement(request, pk)
    row: Any = get_object_or_404(pieces(opened), pk=document)
    try:
        return answer_with(row.file)
    except LostBytes as lost:
        context = opened.page("", problem=lost.sentence, trail=opened.trail(), back=opened.agreement.get_absolute_url())
        return render_page(request, "agreements/lost_file.html", context, status=404)
