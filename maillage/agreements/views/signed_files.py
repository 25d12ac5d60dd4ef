"""PDFs signed electronically: brought back, checked, and said to be of which party."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_list_or_404, get_object_or_404
from django.views.decorators.http import require_http_methods

from maillage.agreements.actions import signing
from maillage.agreements.actions.facts import Piece
from maillage.agreements.forms.signing import AcceptForm, BringBackForm
from maillage.agreements.models import (
    Document,
    Party,
    Signatory,
    Signature,
    SignatureCheck,
)
from maillage.agreements.policies import Speaking, speaking
from maillage.agreements.queries.legal import dossier_of
from maillage.agreements.signing_words import details_of, meaning_of, todo_of
from maillage.agreements.state_words import CHECK
from maillage.agreements.views.parts import Part, open_part, open_to_edit
from maillage.agreements.views.signing import SIGNING, form_page, giver_of, home_of
from maillage.base.http import render_page
from maillage.organisations.forms.organisations import ConfirmForm
from maillage.organisations.pages import GET_POST, require
from maillage.organisations.permissions import day_of


@require_http_methods(GET_POST)
def bring_back(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Give a PDF that was signed electronically: its signatures are checked at once."""
    part = open_to_edit(request, pk)
    form = BringBackForm(*((request.POST, request.FILES) if request.method == "POST" else ()))
    page = form_page(part, "Rapporter un PDF signé électroniquement", "Vérifier ce PDF")
    page.template = "agreements/piece_new.html"
    page.lede = "Chaque signature du fichier est vérifiée : qui, quand, et si le document a changé depuis."
    return page.answer(
        request,
        form,
        lambda: signing.bring_back(
            agreement=part.agreement,
            piece=Piece(form.cleaned_data["file"].read(), form.cleaned_data["file"].name, giver_of(part)),
            by=part.who.user,
            at=part.who.at,
        ),
        done="",
        to=lambda document: part.address("signing_checks", document.pk),
    )


@require_http_methods(GET_POST)
def checks(request: HttpRequest, pk: UUID, document_pk: UUID) -> HttpResponse:
    """What the last check of a signed PDF found; checking again (POST) adds another."""
    part = open_part(request, pk, to_outsiders=False)
    document = _document(part, document_pk)
    if request.method == "POST":
        require(part.standing.can_edit)
        page = form_page(part, "", "")
        form = ConfirmForm(request.POST)
        return page.answer(
            request,
            form,
            lambda: signing.check_again(document=document, by=part.who.user, at=part.who.at),
            done="Les signatures ont été vérifiées de nouveau.",
            to=part.address("signing_checks", document.pk),
        )
    rows = part.horizon.known(SignatureCheck.objects.filter(document=document), "checked_at")
    last = get_list_or_404(rows.order_by("-checked_at", "pk")[:1])[0].checked_at
    standing = Signature.objects.filter(verification__document=document, withdrawn_at__isnull=True)
    kept = {one.verification_id: one for one in standing.select_related("party")}
    found = [
        {
            "row": row,
            "shown": CHECK[row.outcome],  # type: ignore[index]
            "meaning": meaning_of(row),
            "todo": todo_of(row),
            "details": details_of(row),
            "is_void": row.outcome in signing.VOID,
            "signature": kept.get(row.pk),
        }
        for row in rows.filter(checked_at=last).order_by("position", "pk")
    ]
    context = part.page(
        SIGNING, document=document, found=found, checked_at=last, may_write=part.standing.can_edit, back=home_of(part)
    )
    return render_page(request, "agreements/signing/checks.html", context)


@require_http_methods(GET_POST)
def accept(request: HttpRequest, pk: UUID, check_pk: UUID) -> HttpResponse:
    """Say of which party an electronic signature is."""
    part = open_to_edit(request, pk)
    rows = SignatureCheck.objects.visible_to(part.who.user, at=part.who.at)
    check = get_object_or_404(rows.filter(document__agreement=part.agreement).select_related("document"), pk=check_pk)
    if check.signatures.filter(withdrawn_at__isnull=True).exists():
        raise Http404
    voice = speaking(part.standing, at=part.who.at)
    choices = _choices(part, voice)
    require(bool(choices))
    form = AcceptForm(
        request.POST or None,
        choices=choices,
        is_valid_alone=check.outcome == "valid",
        silent={one.pk for one, _signatory in choices if voice.is_silent(one) and not voice.is_own(one)},
        initial={"signed_on": _day_of(check)},
    )
    page = form_page(part, "De qui est cette signature ?", "Enregistrer la signature", above=check.signer)
    page.lede = meaning_of(check)
    page.cancel = part.address("signing_checks", check.document_id)
    return page.answer(
        request, form, lambda: _accept(part, check, form), done="La signature est enregistrée.", to=home_of(part)
    )


def _accept(part: Part, check: SignatureCheck, form: AcceptForm) -> Any:
    party, signatory = form.chosen
    named = signatory.name if signatory is not None else check.signer
    return signing.accept(
        verification=check,
        party=party,
        signatory=signatory,
        values={
            "name": named,
            "capacity": signatory.capacity if signatory is not None else "",
            "signed_on": form.cleaned_data["signed_on"],
            "accepted_reason": form.cleaned_data.get("accepted_reason", ""),
        },
        declared_by=form.declared,
        by=part.who.user,
        at=part.who.at,
    )


def _choices(part: Part, voice: Speaking) -> list[tuple[Party, Signatory | None]]:
    """The parties for which the user writes, with those who are still to sign for each."""
    found: list[tuple[Party, Signatory | None]] = []
    for one in dossier_of(part.agreement, day=part.day).signing:
        if voice.may(one.party):
            found += [(one.party, signatory) for signatory in one.waiting]
            if not one.signatories:
                found.append((one.party, None))
    return found


def _document(part: Part, pk: UUID) -> Document:
    rows = Document.objects.visible_to(part.who.user, at=part.who.at).filter(agreement=part.agreement)
    return get_object_or_404(rows.select_related("agreement", "file").filter(checks__isnull=False).distinct(), pk=pk)


def _day_of(check: SignatureCheck) -> Any:
    at = check.stamped_at or check.claimed_at
    return day_of(at) if at is not None else None
