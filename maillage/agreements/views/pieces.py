"""The pieces of an agreement: what is there, what is missing, how to ask for it."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_http_methods, require_safe

from maillage.agreements.actions import pieces
from maillage.agreements.choices import DocumentRole
from maillage.agreements.forms.pieces import NewPieceForm, PieceForm, ReasonForm
from maillage.agreements.models import Document, WaivedPiece
from maillage.agreements.queries.missing import missing_of
from maillage.agreements.queries.pieces import shelves_of, wanted_of
from maillage.agreements.views.parts import Part, open_part, open_to_edit
from maillage.base.http import render_page
from maillage.organisations.forms.organisations import ConfirmForm
from maillage.organisations.models import Organisation
from maillage.organisations.pages import GET_POST, FormPage, require
from maillage.organisations.permissions import Permission

PIECES = "agreements:pieces"


@require_safe
def piece_page(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What is there and what is missing."""
    part = open_part(request, pk, to_outsiders=False)
    user = part.who.user
    reads_now = part.horizon.until is None
    wanted, waived = wanted_of(part.agreement, sender=user.get_full_name(), day=part.day) if reads_now else ([], [])
    context = part.page(
        PIECES,
        shelves=shelves_of(part.agreement, user, horizon=part.horizon, at=part.who.at),
        wanted=wanted,
        waived=waived,
        givers={one.pk for one in _givers(part)},
        prevailing=pieces.PREVAILING,
        reads_now=reads_now,
    )
    return render_page(request, "agreements/pieces.html", context)


@require_http_methods(GET_POST)
def piece_new(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Give a piece (``?nature=`` and ``?partie=`` fill the form)."""
    part = open_to_edit(request, pk)
    role = request.GET.get("nature", "")
    initial = {"role": role if role in DocumentRole.values else "", "party": request.GET.get("partie", "")}
    form = NewPieceForm(
        request.POST or None,
        request.FILES or None,
        organisations=_givers(part),
        parties=part.parties(part.day),
        initial=initial,
    )
    page = _form_page(part, "Ajouter une pièce", "Ajouter la pièce")
    page.template = "agreements/piece_new.html"
    return page.answer(
        request,
        form,
        lambda: pieces.add(
            agreement=part.agreement,
            organisation=form.giver,
            content=form.cleaned_data["file"].read(),
            name=form.cleaned_data["file"].name,
            party=form.chosen_party,
            **form.given("role", "title", "dated_on", "is_private", "declared_by"),
            by=part.who.user,
            at=part.who.at,
        ),
        done="La pièce est ajoutée.",
        to=page.cancel,
    )


@require_http_methods(GET_POST)
def piece_edit(request: HttpRequest, pk: UUID, document_pk: UUID) -> HttpResponse:
    """Say better what a piece is."""
    part = open_to_edit(request, pk)
    document = _document(part, document_pk)
    form = PieceForm(
        request.POST or None,
        row=document,
        parties=part.parties(part.day),
        initial=PieceForm.initial_of(document),
    )
    page = _form_page(part, "Préciser la pièce", "Enregistrer", document.title)
    page.lede = "Le fichier ne change pas : ce qui a été signé ne se remplace jamais."
    return page.answer(
        request,
        form,
        lambda: pieces.describe(
            document=document,
            title=form.cleaned_data["title"] or document.file.name,
            party=form.chosen_party,
            dated_on=form.cleaned_data["dated_on"],
            revision=form.sent_revision,
            by=part.who.user,
            at=part.who.at,
        ),
        done="La pièce est précisée.",
        to=page.cancel,
    )


@require_http_methods(GET_POST)
def piece_authoritative(request: HttpRequest, pk: UUID, document_pk: UUID) -> HttpResponse:
    """Say that this file prevails."""
    part = open_to_edit(request, pk)
    document = _document(part, document_pk)
    form = ConfirmForm(request.POST if request.method == "POST" else None)
    page = _form_page(part, "Cette pièce fait foi", "Elle fait foi", document.title)
    page.lede = "En cas de différence entre deux fichiers, c’est celui-ci que les parties suivent. Les autres restent."
    return page.answer(
        request,
        form,
        lambda: pieces.make_authoritative(document=document, by=part.who.user, at=part.who.at),
        done="C’est enregistré : cette pièce fait foi.",
        to=page.cancel,
    )


@require_http_methods(GET_POST)
def piece_withdraw(request: HttpRequest, pk: UUID, document_pk: UUID) -> HttpResponse:
    """Take back a piece that one's own organisation gave."""
    part = open_to_edit(request, pk)
    document = _document(part, document_pk)
    require(document.given_by_id in {one.pk for one in _givers(part)})
    form = ConfirmForm(request.POST if request.method == "POST" else None)
    page = _form_page(part, "Retirer la pièce", "Retirer la pièce", document.title)
    page.lede = "Elle reste dans la liste, avec la date de son retrait et votre nom ; elle ne compte plus."
    page.danger = True
    return page.answer(
        request,
        form,
        lambda: pieces.withdraw(document=document, by=part.who.user, at=part.who.at),
        done="La pièce est retirée.",
        to=page.cancel,
    )


@require_http_methods(GET_POST)
def piece_waive(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Say that a missing piece (``?piece=&partie=&detail=``) is not needed, and why."""
    part = open_to_edit(request, pk)
    asked = (request.GET.get("piece", ""), request.GET.get("partie", ""), request.GET.get("detail", ""))
    rows = missing_of(part.agreement, day=part.day)
    one = next((row for row in rows if (row.key[0], str(row.key[1] or ""), row.key[2]) == asked), None)
    if one is None:
        raise Http404
    form = ReasonForm(request.POST or None)
    above = f"{one.label}, {one.party.label}" if one.party is not None else one.label
    page = _form_page(part, "Cette pièce est sans objet", "Dire qu’elle est sans objet", above[:1].upper() + above[1:])
    page.lede = "Votre nom et votre motif se liront à sa place. On pourra la demander de nouveau."
    return page.answer(
        request,
        form,
        lambda: pieces.waive(
            agreement=part.agreement,
            piece=one.piece,
            party=one.party,
            detail=one.detail,
            reason=form.cleaned_data["reason"],
            by=part.who.user,
            at=part.who.at,
        ),
        done="C’est enregistré.",
        to=page.cancel,
    )


@require_http_methods(GET_POST)
def piece_want(request: HttpRequest, pk: UUID, waived_pk: UUID) -> HttpResponse:
    """Ask again for a piece that was said not to be needed."""
    part = open_to_edit(request, pk)
    rows = WaivedPiece.objects.filter(agreement=part.agreement).select_related("agreement")
    waived = get_object_or_404(rows, pk=waived_pk)
    form = ConfirmForm(request.POST if request.method == "POST" else None)
    page = _form_page(part, "Demander de nouveau", "Demander de nouveau", str(waived)[:1].upper() + str(waived)[1:])
    page.lede = f"Elle était dite sans objet : {waived.reason}"
    return page.answer(
        request,
        form,
        lambda: pieces.want(waived=waived, by=part.who.user, at=part.who.at),
        done="Elle compte de nouveau parmi ce qui manque.",
        to=page.cancel,
    )


def _givers(part: Part) -> list[Organisation]:
    """The organisations for which the user may give a piece: those of their parties, and the one that brought it."""
    found = {
        one.organisation.pk: one.organisation
        for one in part.standing.acting(Permission.AGREEMENT_EDIT)
        if one.organisation
    }
    brought_by = part.agreement.brought_by
    if part.standing.rights.can(Permission.AGREEMENT_EDIT, organisation=brought_by, agreement_id=part.agreement.pk):
        found.setdefault(brought_by.pk, brought_by)
    return list(found.values())


def _document(part: Part, pk: UUID) -> Document:
    """A piece that the user may open, or 404."""
    rows = Document.objects.visible_to(part.who.user, at=part.who.at).filter(agreement=part.agreement)
    return get_object_or_404(rows.select_related("agreement", "file"), pk=pk)


def _form_page(part: Part, title: str, label: str, above: str = "") -> FormPage:
    back = part.address("pieces")
    return FormPage(title, label, back, part.trail("Pièces", back), above=above or part.agreement.title)
