"""An agreement goes out: shared, published by its parties, archived, brought back."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from maillage.agreements.actions import sharing
from maillage.agreements.forms.pieces import ReasonForm
from maillage.agreements.forms.sharing import DeclaredConsentForm
from maillage.agreements.models import Party
from maillage.agreements.policies import Speaking, speaking
from maillage.agreements.queries.sharing import signatories, viewers_of
from maillage.agreements.views.parts import Part, open_part
from maillage.base.http import render_page
from maillage.base.refusals import Refusal
from maillage.organisations.forms.organisations import ConfirmForm
from maillage.organisations.pages import GET_POST, FormPage, require
from maillage.organisations.permissions import Permission


@require_http_methods(GET_POST)
def share(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Say who will see what, then open the agreement to its parties."""
    part = open_part(request, pk)
    require(part.standing.can_share)
    row = part.agreement
    viewers = viewers_of(row, part.standing.parties, at=part.who.at)
    page = FormPage(
        "Partager avec les parties",
        "Partager",
        part.address("parties"),
        part.trail("Parties", part.address("parties")),
        above=row.title,
        template="agreements/share.html",
        context={"viewers": viewers, "agreement": row, "others": [one for one in viewers if not one.is_author]},
    )
    form = ConfirmForm(request.POST if request.method == "POST" else None, row=row)
    return page.answer(
        request,
        form,
        lambda: sharing.share(agreement=row, revision=form.sent_revision, by=part.who.user, at=part.who.at),
        done="L’accord est partagé : ses parties le voient dès maintenant.",
        to=page.cancel,
    )


def _publishing(request: HttpRequest, pk: UUID) -> tuple[Part, Speaking]:
    """For those whom the agreement concerns, once it is shared and confirmed."""
    part = open_part(request, pk, to_outsiders=False)
    require(part.standing.is_concerned)
    if part.agreement.confirmed_at is None or part.agreement.shared_at is None or part.agreement.is_reference:
        raise Http404
    return part, speaking(part.standing, permission=Permission.AGREEMENT_PUBLISH, at=part.who.at)


@require_safe
def publish_page(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What will be public and what will not, and which parties agree."""
    part, speaks = _publishing(request, pk)
    parties = signatories(part.standing.parties, part.who.day)
    readers = {one.pk for one in part.standing.own_parties}
    rows = [
        {"party": one, "own": speaks.is_own(one), "declares": _declares(speaks, one), "reads": one.pk in readers}
        for one in parties
    ]
    context = part.page("agreements:publish", rows=rows, waiting=[one for one in parties if one.published_at is None])
    return render_page(request, "agreements/publish.html", context)


def _declares(speaks: Speaking, party: Party) -> bool:
    return speaks.may(party) and not speaks.is_own(party)


@require_POST
def publish_agree(request: HttpRequest, pk: UUID, party_pk: UUID) -> HttpResponse:
    """One's own party agrees to publish."""
    part, speaks = _publishing(request, pk)
    party = part.party(party_pk)
    require(speaks.is_own(party) and part.agreement.is_open)
    row = sharing.agree_to_publish(party=party, by=part.who.user, at=part.who.at)
    done = "L’accord est public." if row.published_at else "C’est noté. Il sera public quand toutes l’auront accepté."
    messages.success(request, done)
    return redirect(part.address("publish"))


@require_http_methods(GET_POST)
def publish_declare(request: HttpRequest, pk: UUID, party_pk: UUID) -> HttpResponse:
    """Write down that a party that has nobody in Maillage agrees."""
    part, speaks = _publishing(request, pk)
    party = part.party(party_pk)
    require(_declares(speaks, party))
    back = part.address("publish")
    form = DeclaredConsentForm(request.POST or None)
    page = FormPage(
        "Noter un accord donné",
        "Noter son accord",
        back,
        part.trail("Publication", back),
        "Cette partie n’a pas de compte qui puisse répondre. Votre nom se lira à côté de la personne qui l’a dit.",
        party.label,
    )
    return page.answer(
        request,
        form,
        lambda: sharing.agree_to_publish(party=party, **form.given("declared_by"), by=part.who.user, at=part.who.at),
        done="Son accord est noté.",
        to=back,
    )


@require_POST
def publish_withdraw(request: HttpRequest, pk: UUID, party_pk: UUID) -> HttpResponse:
    """A party no longer agrees."""
    part, speaks = _publishing(request, pk)
    party = part.party(party_pk)
    require(speaks.may(party))
    try:
        sharing.withdraw_publication(party=party, by=part.who.user, at=part.who.at)
    except Refusal as refusal:
        messages.error(request, refusal.sentence)
    else:
        messages.success(request, "C’est retiré. L’accord n’est pas, ou n’est plus, public.")
    return redirect(part.address("publish"))


@require_http_methods(GET_POST)
def archive(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Put the agreement away, with a reason."""
    part = open_part(request, pk)
    require(part.standing.can_archive and part.agreement.is_open)
    row = part.agreement
    form = ReasonForm(request.POST or None, row=row)
    page = _away(part, "Archiver l’accord", "Archiver")
    published = " La page publique se ferme." if row.published_at is not None else ""
    page.lede = f"Toutes les parties le liront encore ; plus personne n’y écrira.{published} On peut l’en sortir."
    return page.answer(
        request,
        form,
        lambda: sharing.archive(
            agreement=row,
            reason=form.cleaned_data["reason"],
            revision=form.sent_revision,
            by=part.who.user,
            at=part.who.at,
        ),
        done="L’accord est archivé.",
        to=page.cancel,
    )


@require_http_methods(GET_POST)
def restore(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Bring the agreement out of the archives."""
    part = open_part(request, pk)
    require(part.standing.can_archive)
    row = part.agreement
    if row.archived_at is None:
        raise Http404
    form = ConfirmForm(request.POST if request.method == "POST" else None)
    page = _away(part, "Sortir des archives", "Sortir des archives")
    page.lede = f"Archivé le {row.archived_at:%d/%m/%Y} : {row.archived_reason}"
    return page.answer(
        request,
        form,
        lambda: sharing.restore(agreement=row, by=part.who.user, at=part.who.at),
        done="L’accord est sorti des archives.",
        to=page.cancel,
    )


def _away(part: Part, title: str, label: str) -> FormPage:
    back = part.address("terms")
    return FormPage(title, label, back, part.trail("Termes", back), above=part.agreement.title)
