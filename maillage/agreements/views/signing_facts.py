"""What is written of a party: its authority, its delegations, its signatories, its signatures, its notifications."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar, cast
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_http_methods

from maillage.agreements.actions import authorising, facts, notifying, signing
from maillage.agreements.actions.facts import Piece
from maillage.agreements.choices import PartyRole
from maillage.agreements.forms.pieces import ReasonForm
from maillage.agreements.forms.signing import (
    AuthorityForm,
    DelegationForm,
    FactForm,
    NotificationForm,
    SignatoryForm,
    SignatureForm,
)
from maillage.agreements.models import (
    Authorisation,
    Delegation,
    Fact,
    Notification,
    Party,
    Signatory,
    Signature,
)
from maillage.agreements.policies import speaking
from maillage.agreements.queries.legal import dossier_of
from maillage.agreements.regimes import Regime, regime_of
from maillage.agreements.views.parts import Part, open_part
from maillage.agreements.views.signing import giver_of
from maillage.organisations.pages import GET_POST, FormPage, require

_Fact = TypeVar("_Fact", bound=Fact)
KINDS: dict[str, type[Fact]] = {
    "autorisation": Authorisation,
    "delegation": Delegation,
    "signataire": Signatory,
    "signature": Signature,
    "notification": Notification,
}
WRONG = {
    "autorisation": "Retirer cette autorisation",
    "delegation": "Retirer cette délégation",
    "signataire": "Retirer ce signataire",
    "signature": "Retirer cette signature",
    "notification": "Retirer cette notification",
}


@require_http_methods(GET_POST)
def authority_new(request: HttpRequest, pk: UUID, party_pk: UUID) -> HttpResponse:
    """Write what authorises a party."""
    part, party, declares = _writing(request, pk, party_pk)
    is_vote = regime_of(party) != Regime.MANDATE
    form = AuthorityForm(
        request.POST or None, request.FILES or None, party=party, declares=declares, initial=_read_of(party)
    )
    page = _page(part, party, "Enregistrer sa délibération" if is_vote else "Enregistrer son mandat", "Enregistrer")
    page.lede = (
        "L’assemblée décide, puis l’exécutif signe. Elle est exécutoire une fois publiée et transmise à l’État."
        if is_vote
        else "Qui signe pour une association le tient de ses statuts, ou d’une décision."
    )
    act = _new(part, party, form, authorising.authorise, "piece", "receipt")
    return page.answer(request, form, act, done="C’est enregistré.", to=page.cancel)


@require_http_methods(GET_POST)
def authority_edit(request: HttpRequest, pk: UUID, fact_pk: UUID) -> HttpResponse:
    """Complete or correct it."""
    part, fact, declares = _correcting(request, pk, Authorisation, fact_pk)
    form = AuthorityForm(
        request.POST or None, request.FILES or None, party=fact.party, fact=fact, row=fact, declares=declares
    )
    page = _page(part, fact.party, "Compléter ou corriger", "Enregistrer")
    page.lede = "Ce qui était écrit avant reste lisible."
    act = _again(part, fact, form, authorising.correct_authorisation, "piece", "receipt")
    return page.answer(request, form, act, done="C’est enregistré.", to=page.cancel)


@require_http_methods(GET_POST)
def delegation_new(request: HttpRequest, pk: UUID, party_pk: UUID) -> HttpResponse:
    """Write who else than the representative may sign."""
    part, party, declares = _writing(request, pk, party_pk)
    form = DelegationForm(request.POST or None, request.FILES or None, party=party, declares=declares)
    page = _page(part, party, "Enregistrer une délégation", "Enregistrer")
    page.lede = "Pour que quelqu’un d’autre que le représentant en titre signe, une délégation doit courir ce jour-là."
    act = _new(part, party, form, authorising.delegate, "piece")
    return page.answer(request, form, act, done="La délégation est enregistrée.", to=page.cancel)


@require_http_methods(GET_POST)
def delegation_edit(request: HttpRequest, pk: UUID, fact_pk: UUID) -> HttpResponse:
    """Complete or correct it."""
    part, fact, declares = _correcting(request, pk, Delegation, fact_pk)
    form = DelegationForm(
        request.POST or None, request.FILES or None, party=fact.party, fact=fact, row=fact, declares=declares
    )
    page = _page(part, fact.party, "Compléter ou corriger la délégation", "Enregistrer")
    act = _again(part, fact, form, authorising.correct_delegation, "piece")
    return page.answer(request, form, act, done="C’est enregistré.", to=page.cancel)


@require_http_methods(GET_POST)
def signatory_new(request: HttpRequest, pk: UUID, party_pk: UUID) -> HttpResponse:
    """Say who is to sign for a party."""
    part, party, declares = _writing(request, pk, party_pk)
    dossier = dossier_of(part.agreement, day=part.day)
    ranks = [row.rank for one in dossier.parties for row in one.signatories]
    initial: dict[str, Any] = {"rank": max(ranks, default=0) + 1}
    if not any(one.signatories for one in dossier.parties if one.party.pk == party.pk):
        initial |= {"name": party.represented_by[:200], "capacity": party.capacity}
    form = SignatoryForm(request.POST or None, party=party, declares=declares, initial=initial)
    page = _page(part, party, "Nommer un signataire", "Enregistrer")
    page.lede = "Une partie peut en avoir plusieurs : un élu ou une élue, et la direction par exemple."
    act = _new(part, party, form, authorising.name_signatory)
    return page.answer(request, form, act, done="C’est enregistré.", to=page.cancel)


@require_http_methods(GET_POST)
def signatory_edit(request: HttpRequest, pk: UUID, fact_pk: UUID) -> HttpResponse:
    """Correct it."""
    part, fact, declares = _correcting(request, pk, Signatory, fact_pk)
    form = SignatoryForm(request.POST or None, party=fact.party, fact=fact, row=fact, declares=declares)
    page = _page(part, fact.party, "Modifier ce signataire", "Enregistrer")
    act = _again(part, fact, form, authorising.correct_signatory)
    return page.answer(request, form, act, done="C’est enregistré.", to=page.cancel)


@require_http_methods(GET_POST)
def signature_new(request: HttpRequest, pk: UUID, party_pk: UUID) -> HttpResponse:
    """Write a signature by hand, with the signed copy."""
    part, party, declares = _writing(request, pk, party_pk)
    dossier = dossier_of(part.agreement, day=part.day)
    waiting = next((one.waiting for one in dossier.parties if one.party.pk == party.pk), [])
    form = SignatureForm(
        request.POST or None, request.FILES or None, party=party, declares=declares, signatories=waiting
    )
    page = _page(part, party, "Enregistrer une signature à la main", "Enregistrer la signature")
    page.lede = (
        "Sur un exemplaire imprimé de la version scellée, ou sur l’original signé ailleurs. Un PDF signé "
        "électroniquement se rapporte depuis la page de la signature."
    )
    files = _pieces(part, party, form, "piece")
    return page.answer(
        request,
        form,
        lambda: signing.sign(
            party=party,
            values=form.values,
            signatory=form.chosen if "signatory" in form.fields else None,
            **files(),
            declared_by=form.declared,
            by=part.who.user,
            at=part.who.at,
        ),
        done="La signature est enregistrée.",
        to=page.cancel,
    )


@require_http_methods(GET_POST)
def notification_new(request: HttpRequest, pk: UUID, party_pk: UUID) -> HttpResponse:
    """Write that a party is sent the signed agreement."""
    part, party, declares = _writing(request, pk, party_pk)
    form = NotificationForm(request.POST or None, request.FILES or None, party=party, declares=declares)
    page = _page(part, party, "Enregistrer la notification", "Enregistrer")
    act = _new(part, party, form, notifying.notify, "piece")
    return page.answer(request, form, act, done="La notification est enregistrée.", to=page.cancel)


@require_http_methods(GET_POST)
def notification_edit(request: HttpRequest, pk: UUID, fact_pk: UUID) -> HttpResponse:
    """Complete or correct it: received, with its proof."""
    part, fact, declares = _correcting(request, pk, Notification, fact_pk)
    form = NotificationForm(
        request.POST or None, request.FILES or None, party=fact.party, fact=fact, row=fact, declares=declares
    )
    page = _page(part, fact.party, "Compléter ou corriger la notification", "Enregistrer")
    act = _again(part, fact, form, notifying.correct_notification, "piece")
    return page.answer(request, form, act, done="C’est enregistré.", to=page.cancel)


@require_http_methods(GET_POST)
def fact_withdraw(request: HttpRequest, pk: UUID, kind: str, fact_pk: UUID) -> HttpResponse:
    """Take back a wrong record."""
    if kind not in KINDS:
        raise Http404
    part, fact, _declares = _correcting(request, pk, KINDS[kind], fact_pk)
    form = ReasonForm(request.POST or None)
    page = _page(part, fact.party, WRONG[kind], "Retirer")
    page.lede = f"{fact}. L’enregistrement reste lisible, avec votre nom et votre motif ; il ne compte plus."
    page.danger = True
    return page.answer(
        request,
        form,
        lambda: facts.withdraw(fact=fact, reason=form.cleaned_data["reason"], by=part.who.user, at=part.who.at),
        done="L’enregistrement est retiré.",
        to=page.cancel,
    )


def _writing(request: HttpRequest, pk: UUID, party_pk: UUID) -> tuple[Part, Party, bool]:
    """A party for which the user writes, and whether they write what somebody else declares."""
    part = open_part(request, pk, to_outsiders=False)
    party = part.party(party_pk)
    if party.role != PartyRole.PARTY:
        raise Http404
    voice = speaking(part.standing, at=part.who.at)
    require(part.agreement.confirmed_at is not None and voice.may(party))
    return part, party, not voice.is_own(party)


def _correcting(request: HttpRequest, pk: UUID, model: type[_Fact], fact_pk: UUID) -> tuple[Part, _Fact, bool]:
    """A fact that still stands, of a party for which the user writes."""
    part = open_part(request, pk, to_outsiders=False)
    rows = model.objects.filter(agreement=part.agreement, withdrawn_at__isnull=True)
    fact = get_object_or_404(rows.select_related("party__organisation", "party__agreement"), pk=fact_pk)
    voice = speaking(part.standing, at=part.who.at)
    require(voice.may(fact.party))
    return part, cast("_Fact", fact), not voice.is_own(fact.party)


def _pieces(part: Part, party: Party, form: FactForm, *names: str) -> Callable[[], dict[str, Piece | None]]:
    """The files that were given, once the form is valid."""

    def read() -> dict[str, Piece | None]:
        giver = giver_of(part, party)
        given = {name: form.cleaned_data.get(name) for name in names}
        return {name: Piece(file.read(), file.name, giver) if file else None for name, file in given.items()}

    return read


def _new(part: Part, party: Party, form: FactForm, verb: Callable[..., Any], *files: str) -> Callable[[], Any]:
    pieces = _pieces(part, party, form, *files)
    return lambda: verb(
        party=party, values=form.values, **pieces(), declared_by=form.declared, by=part.who.user, at=part.who.at
    )


def _again(part: Part, fact: Fact, form: FactForm, verb: Callable[..., Any], *files: str) -> Callable[[], Any]:
    pieces = _pieces(part, fact.party, form, *files)
    return lambda: verb(
        fact=fact,
        values=form.values,
        **pieces(),
        reason=form.reason_given,
        declared_by=form.declared,
        by=part.who.user,
        at=part.who.at,
    )


def _read_of(party: Party) -> dict[str, Any]:
    """What the text itself says of its authority, for the form to begin with."""
    return {"body": party.authority_body, "number": party.authority_number, "adopted_on": party.authority_on}


def _page(part: Part, party: Party, title: str, label: str) -> FormPage:
    back = part.address("signing")
    return FormPage(
        title, label, back, part.trail("Signature", back), above=party.name, template="agreements/piece_new.html"
    )
