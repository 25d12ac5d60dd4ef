"""Facts in the life of an agreement that are stated at once: its end, an extension, a suspension, a wish, a renewal."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods, require_POST

from maillage.agreements.actions import ending, lasting
from maillage.agreements.actions.renewing import start_renewal
from maillage.agreements.forms.ending import (
    ExtensionForm,
    ResumeForm,
    StatedForm,
    SuspensionForm,
    WishForm,
    WithdrawForm,
)
from maillage.agreements.models import Agreement, Ending, Extension, Suspension
from maillage.agreements.policies import speaking
from maillage.agreements.queries.suite import outlook_of, renewal_of
from maillage.agreements.queries.zone import day_there
from maillage.agreements.views.ending import documents_of, renewing_bodies
from maillage.agreements.views.parts import Part, open_part
from maillage.base.refusals import Refusal
from maillage.organisations.pages import GET_POST, FormPage, require


def open_to_tell(request: HttpRequest, pk: UUID) -> Part:
    """The agreement for whoever writes what happens to it: 403 for others, outsiders of a published text too."""
    part = open_part(request, pk, to_outsiders=False)
    require(part.standing.can_edit)
    return part


def _form_page(part: Part, title: str, label: str, lede: str = "", *, danger: bool = False) -> FormPage:
    back = part.address("suite")
    return FormPage(
        title, label, back, part.trail("Suite et fin", back), lede, above=part.agreement.title, danger=danger
    )


@require_http_methods(GET_POST)
def ending_new(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Record an accord, a judgment, a replacement."""
    part = open_to_tell(request, pk)
    others = Agreement.objects.visible_to(part.who.user, at=part.who.at).exclude(pk=part.agreement.pk)
    form = StatedForm(request.POST or None, declares=False, agreements=others)
    page = _form_page(part, "L’accord a pris fin, ou prendra fin", "Enregistrer", danger=True)
    page.lede = "Pour un préavis donné par une partie seule, préparez plutôt sa lettre."
    return page.answer(
        request,
        form,
        lambda: ending.state(
            agreement=part.agreement, **form.given(*StatedForm.VALUES), by=part.who.user, at=part.who.at
        ),
        done="La fin de l’accord est enregistrée.",
        to=page.cancel,
    )


@require_http_methods(GET_POST)
def extension_new(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Record that the term is put off."""
    part = open_to_tell(request, pk)
    form = ExtensionForm(request.POST or None, declares=False, documents=documents_of(part))
    page = _form_page(part, "Prolonger l’accord", "Enregistrer la prolongation")
    page.lede = "Une prolongation se signe par toutes les parties, avant la fin (code civil, article 1213)."
    return page.answer(
        request,
        form,
        lambda: lasting.extend(
            agreement=part.agreement,
            **form.given(*ExtensionForm.VALUES),
            document=form.chosen_document,
            by=part.who.user,
            at=part.who.at,
        ),
        done="La prolongation est enregistrée.",
        to=page.cancel,
    )


@require_http_methods(GET_POST)
def suspension_new(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Record that the agreement is suspended."""
    part = open_to_tell(request, pk)
    form = SuspensionForm(request.POST or None, declares=False, initial={"from_on": part.who.day})
    page = _form_page(part, "Suspendre l’accord", "Enregistrer la suspension")
    page.lede = "Rien n’est dû pendant la suspension ; le terme, lui, ne bouge pas."
    return page.answer(
        request,
        form,
        lambda: lasting.suspend(
            agreement=part.agreement, **form.given(*SuspensionForm.VALUES), by=part.who.user, at=part.who.at
        ),
        done="La suspension est enregistrée.",
        to=page.cancel,
    )


@require_http_methods(GET_POST)
def suspension_end(request: HttpRequest, pk: UUID, suspension_pk: UUID) -> HttpResponse:
    """Record the last day of a suspension."""
    part = open_to_tell(request, pk)
    rows = Suspension.objects.standing().filter(agreement=part.agreement, to_on__isnull=True)
    row = get_object_or_404(rows.select_related("agreement"), pk=suspension_pk)
    form = ResumeForm(request.POST or None, initial={"to_on": part.who.day})
    page = _form_page(part, "Reprendre l’accord", "Enregistrer la reprise")
    return page.answer(
        request,
        form,
        lambda: lasting.resume(suspension=row, to_on=form.cleaned_data["to_on"], by=part.who.user, at=part.who.at),
        done="La reprise est enregistrée.",
        to=page.cancel,
    )


@require_http_methods(GET_POST)
def fact_withdraw(request: HttpRequest, pk: UUID, kind: str, fact_pk: UUID) -> HttpResponse:
    """Take a fact back: a notice or an ending, an extension, a suspension."""
    part = open_to_tell(request, pk)
    fact = _fact(part, kind, fact_pk)
    if isinstance(fact, Ending) and fact.party is not None:
        require(speaking(part.standing, at=part.who.at).may(fact.party))
    form = WithdrawForm(request.POST or None)
    page = _form_page(part, "Retirer ce fait", "Retirer", danger=True)
    page.lede = "Il ne compte plus, et reste écrit avec votre motif."
    who = {"reason": form.cleaned_data["reason"], "by": part.who.user, "at": part.who.at} if form.is_valid() else {}
    return page.answer(
        request,
        form,
        lambda: ending.withdraw(ending=fact, **who) if isinstance(fact, Ending) else lasting.withdraw(fact=fact, **who),
        done="C’est retiré.",
        to=page.cancel,
    )


def _fact(part: Part, kind: str, pk: UUID) -> Ending | Extension | Suspension:
    if kind == "fin":
        rows = Ending.objects.visible_to(part.who.user, at=part.who.at).standing().filter(agreement=part.agreement)
        return get_object_or_404(rows.select_related("agreement", "party"), pk=pk)
    model = {"prolongation": Extension, "suspension": Suspension}.get(kind)
    if model is None:
        raise Http404
    facts = model._base_manager.filter(agreement=part.agreement, withdrawn_at__isnull=True)  # noqa: SLF001 any model
    found: Extension | Suspension = get_object_or_404(facts.select_related("agreement"), pk=pk)  # type: ignore[assignment]
    return found


@require_http_methods(GET_POST)
def wish(request: HttpRequest, pk: UUID, party_pk: UUID) -> HttpResponse:
    """Say what a party wishes for the time after the term."""
    part = open_to_tell(request, pk)
    party = part.party(party_pk)
    speaks = speaking(part.standing, at=part.who.at)
    require(speaks.may(party))
    day = day_there(part.agreement, part.who.at)
    outlook = outlook_of(part.agreement, horizon=part.horizon, day=day)
    if outlook.current is None:
        raise Http404
    term_end_on = outlook.current.early
    form = WishForm(request.POST or None, declares=not speaks.is_own(party), initial={"said_on": day})
    page = _form_page(part, "Ce que vous souhaitez pour la suite", "Enregistrer")
    page.above, page.lede = party.label, "Vos partenaires le liront. Cela n’engage à rien : seule une lettre compte."
    return page.answer(
        request,
        form,
        lambda: lasting.choose(
            party=party,
            term_end_on=term_end_on,
            **form.given(*WishForm.VALUES),
            declared_by=form.declared,
            by=part.who.user,
            at=part.who.at,
        ),
        done="C’est enregistré.",
        to=page.cancel,
    )


@require_POST
def renew(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Start the draft of the agreement that renews this one; the one that was begun opens again."""
    part = open_to_tell(request, pk)
    bodies = renewing_bodies(part)
    require(bool(bodies))
    begun = renewal_of(part.agreement, part.who.user, at=part.who.at)
    if begun is not None:
        return redirect(begun.get_absolute_url())
    try:
        draft = start_renewal(agreement=part.agreement, organisation=bodies[0], by=part.who.user, at=part.who.at)
    except Refusal as refusal:
        messages.error(request, refusal.sentence)
        return redirect(part.address("suite"))
    messages.success(request, "Le brouillon part du texte en vigueur : relisez-le, changez ce qui doit l’être.")
    return redirect("agreements:reading", draft.pk)
