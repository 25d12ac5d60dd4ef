"""The signature of an agreement: where each party stands, and the version to sign."""

from __future__ import annotations

from uuid import UUID

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_http_methods, require_safe

from maillage.agreements.actions import signing
from maillage.agreements.forms.pieces import ReasonForm
from maillage.agreements.forms.signing import SealForm
from maillage.agreements.models import (
    Document,
    Expression,
    Party,
    SealedVersion,
)
from maillage.agreements.policies import speaking
from maillage.agreements.queries.legal import dossier_of
from maillage.agreements.queries.signing_page import signing_page
from maillage.agreements.signing_pdf import pdf_to_sign
from maillage.agreements.views.parts import Part, open_part, open_to_edit
from maillage.base.http import render_page
from maillage.files.queries import LostBytes, answer_with
from maillage.organisations.pages import GET_POST, FormPage
from maillage.organisations.permissions import Permission

SIGNING = "agreements:signing"


@require_safe
def page(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Where the signature stands."""
    part = open_part(request, pk, to_outsiders=False)
    who = part.who
    may = speaking(part.standing, at=who.at).may if part.horizon.until is None else _nobody
    found = signing_page(part.agreement, who.user, may, horizon=part.horizon, day=part.day, at=who.at)
    files = Document.objects.visible_to(who.user, at=who.at).filter(agreement=part.agreement, checks__isnull=False)
    context = part.page(
        SIGNING,
        signing=found,
        writes=part.standing.can_edit and part.horizon.until is None and part.agreement.confirmed_at is not None,
        has_text=bool(found.dossier.expressions),
        files=files.standing().distinct().order_by("added_at", "pk"),
    )
    return render_page(request, "agreements/signing/page.html", context)


def _nobody(_party: Party) -> bool:
    return False


@require_http_methods(GET_POST)
def seal(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Make the PDF of the current text, and keep it as the version to sign."""
    part = open_to_edit(request, pk)
    expression = Expression.objects.current().filter(agreement=part.agreement).select_related("agreement").first()
    if expression is None or part.agreement.confirmed_at is None:
        raise Http404
    dossier = dossier_of(part.agreement, day=part.day)
    sealed = dossier.sealed
    is_signed = sealed is not None and any(
        row.sealed_id == sealed.pk for one in dossier.parties for row in one.signatures
    )
    form = SealForm(request.POST if request.method == "POST" else None, asks_reason=is_signed)
    page = form_page(part, "Sceller la version à signer", "Sceller cette version")
    page.lede = (
        "Maillage fait un PDF du texte actuel, avec une place pour chaque signataire, et garde l’empreinte de ses "
        "octets : toute signature portera sur ce fichier. Si le texte change ensuite, il faudra en sceller un autre."
    )
    return page.answer(
        request,
        form,
        lambda: signing.seal(
            agreement=part.agreement,
            expression=expression,
            content=pdf_to_sign(expression, dossier.signing),
            reason=form.cleaned_data.get("reason", ""),
            by=part.who.user,
            at=part.who.at,
        ),
        done="La version à signer est scellée : téléchargez-la, et faites-la signer.",
        to=page.cancel,
    )


@require_safe
def sealed_file(request: HttpRequest, pk: UUID, sealed_pk: UUID) -> HttpResponse | FileResponse:
    """The PDF to sign, as it was sealed."""
    part = open_part(request, pk, to_outsiders=False)
    rows = SealedVersion.objects.visible_to(part.who.user, at=part.who.at).filter(agreement=part.agreement)
    row = get_object_or_404(part.horizon.known(rows, "sealed_at").select_related("file"), pk=sealed_pk)
    try:
        return answer_with(row.file)
    except LostBytes as lost:
        context = part.page("", problem=lost.sentence, trail=part.trail("Signature", home_of(part)), back=home_of(part))
        return render_page(request, "agreements/lost_file.html", context, status=404)


@require_http_methods(GET_POST)
def sealed_close(request: HttpRequest, pk: UUID, sealed_pk: UUID) -> HttpResponse:
    """Say that a version is no longer to be signed."""
    part = open_to_edit(request, pk)
    row = get_object_or_404(SealedVersion, agreement=part.agreement, pk=sealed_pk, closed_at__isnull=True)
    form = ReasonForm(request.POST or None)
    page = form_page(part, "Retirer la version à signer", "Retirer cette version")
    page.lede = "Les signatures qu’elle porte resteront lisibles, et ne compteront plus. Le fichier est gardé."
    page.danger = True
    return page.answer(
        request,
        form,
        lambda: signing.close(sealed=row, reason=form.cleaned_data["reason"], by=part.who.user, at=part.who.at),
        done="Cette version n’est plus à signer.",
        to=page.cancel,
    )


def giver_of(part: Part, party: Party | None = None) -> UUID:
    """The organisation under which a file is kept: the party's when the user acts for it, else the one they act for."""
    acting = [one.organisation_id for one in part.standing.acting(Permission.AGREEMENT_EDIT) if one.organisation_id]
    if party is not None and party.organisation_id in acting and party.organisation_id is not None:
        return party.organisation_id
    current = part.who.user.current_organisation_id
    if current is not None and current in acting:
        return current
    return acting[0] if acting else part.agreement.brought_by_id


def home_of(part: Part) -> str:
    """The page of the signature."""
    return part.address("signing")


def form_page(part: Part, title: str, label: str, above: str = "") -> FormPage:
    """A form that leads back to it."""
    return FormPage(
        title, label, home_of(part), part.trail("Signature", home_of(part)), above=above or part.agreement.title
    )
