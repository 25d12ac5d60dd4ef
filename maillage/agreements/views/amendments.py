"""Avenants: prepared, described, recorded, withdrawn; their page says what they ask and what must be decided."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from maillage.agreements.actions import amending, following_commitments
from maillage.agreements.choices import AmendmentState, ChangeState, InstructionVerb
from maillage.agreements.forms.amendments import AmendmentForm, WithdrawForm
from maillage.agreements.models import Agreement, Amendment
from maillage.agreements.policies import can_amend, preparing_body
from maillage.agreements.queries.amendment_page import changes_of, clauses_to_change, fates_shown
from maillage.agreements.views.parts import Part, open_part, open_to_edit
from maillage.base.http import render_page
from maillage.base.refusals import Refusal
from maillage.organisations.forms.organisations import ConfirmForm
from maillage.organisations.pages import GET_POST, FormPage, require


@dataclass(frozen=True)
class OpenAmendment:
    """An avenant that the user may read, in its agreement."""

    part: Part
    row: Amendment

    @property
    def may_write(self) -> bool:
        """Whether the user may change it now."""
        return self.row.state != AmendmentState.WITHDRAWN and can_amend(self.part.standing, self.row)

    def address(self, route: str = "amendment", *args: object) -> str:
        """The address of one of its pages."""
        return self.part.address(route, self.row.pk, *args)


def open_amendment(request: HttpRequest, pk: UUID, amendment_pk: UUID) -> OpenAmendment:
    """The avenant; 404 for whoever may not read it."""
    part = open_part(request, pk)
    rows = part.horizon.known(Amendment.objects.visible_to(part.who.user, at=part.who.at), "recorded_at")
    rows = rows.filter(agreement=part.agreement).select_related("agreement", "act", "prepared_by")
    return OpenAmendment(part, get_object_or_404(rows, pk=amendment_pk))


def open_to_amend(request: HttpRequest, pk: UUID, amendment_pk: UUID) -> OpenAmendment:
    """The same for whoever may change it, 403 for others."""
    opened = open_amendment(request, pk, amendment_pk)
    require(opened.may_write)
    return opened


@require_http_methods(GET_POST)
def amendment_new(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Begin an avenant."""
    part = open_to_edit(request, pk)
    body = preparing_body(part.standing)
    if body is None or part.agreement.confirmed_at is None:
        raise PermissionDenied
    initial = {"number": amending.next_number(part.agreement)}
    form = AmendmentForm(request.POST or None, agreements=_acts(part), initial=initial)
    page = _form_page(part, "Préparer un avenant", "Commencer")
    page.lede = "Personne d’autre que votre organisation ne le lit tant qu’il n’est pas enregistré."
    return page.answer(
        request,
        form,
        lambda: amending.prepare(
            agreement=part.agreement,
            organisation=body,
            values=form.given(*AmendmentForm.VALUES),
            by=part.who.user,
            at=part.who.at,
        ),
        done="L’avenant est commencé : dites ce qu’il change.",
        to=lambda row: part.address("amendment", row.pk),
    )


@require_safe
def amendment(request: HttpRequest, pk: UUID, amendment_pk: UUID) -> HttpResponse:
    """What an avenant asks, before and after, and the questions that it raises."""
    opened = open_amendment(request, pk, amendment_pk)
    row, part = opened.row, opened.part
    is_seen = row.act is not None and _acts(part).filter(pk=row.act.pk).exists()
    context = part.page(
        "agreements:versions",
        amendment=row,
        amendment_state=row.state,
        act=row.act if is_seen else None,
        changes=changes_of(row),
        fates=fates_shown(row),
        may_write=opened.may_write,
        verbs=[(verb.value, verb.label) for verb in InstructionVerb],
    )
    return render_page(request, "agreements/amendment.html", context)


@require_safe
def amendment_text(request: HttpRequest, pk: UUID, amendment_pk: UUID) -> HttpResponse:
    """The text as the avenant makes it so far; each provision may be changed from where it stands."""
    opened = open_to_amend(request, pk, amendment_pk)
    context = opened.part.page(
        "agreements:versions", amendment=opened.row, clauses=clauses_to_change(opened.row), verbs=_ON_CLAUSE
    )
    return render_page(request, "agreements/amendment_text.html", context)


@require_http_methods(GET_POST)
def amendment_edit(request: HttpRequest, pk: UUID, amendment_pk: UUID) -> HttpResponse:
    """Correct the number, the object or the dates."""
    opened = open_to_amend(request, pk, amendment_pk)
    part, row = opened.part, opened.row
    form = AmendmentForm(request.POST or None, row=row, agreements=_acts(part), initial=AmendmentForm.initial_of(row))
    page = _form_page(part, f"Modifier l’{row.label}", "Enregistrer", opened)
    if row.recorded_at is not None:
        page.lede = "Le texte en vigueur est recalculé depuis le jour que vous écrivez."
    return page.answer(
        request,
        form,
        lambda: amending.describe(
            amendment=row,
            values=form.given(*AmendmentForm.VALUES),
            revision=form.sent_revision,
            by=part.who.user,
            at=part.who.at,
        ),
        done="L’avenant est modifié.",
        to=opened.address(),
    )


@require_http_methods(GET_POST)
def amendment_record(request: HttpRequest, pk: UUID, amendment_pk: UUID) -> HttpResponse:
    """The avenant is signed: the text in force follows."""
    opened = open_to_amend(request, pk, amendment_pk)
    part, row = opened.part, opened.row
    form = ConfirmForm(request.POST if request.method == "POST" else None, row=row)
    page = _form_page(part, f"Enregistrer l’{row.label}", "Enregistrer l’avenant", opened)
    page.lede = "Toutes les parties le lisent alors, et le texte en vigueur suit, depuis le jour où il prend effet."
    return page.answer(
        request,
        form,
        lambda: amending.record(amendment=row, revision=form.sent_revision, by=part.who.user, at=part.who.at),
        done="L’avenant est enregistré.",
        to=opened.address(),
    )


@require_http_methods(GET_POST)
def amendment_withdraw(request: HttpRequest, pk: UUID, amendment_pk: UUID) -> HttpResponse:
    """The avenant changes nothing any more."""
    opened = open_to_amend(request, pk, amendment_pk)
    part, row = opened.part, opened.row
    require(row.recorded_at is not None)
    form = WithdrawForm(request.POST or None, row=row)
    page = _form_page(part, f"Retirer l’{row.label}", "Retirer l’avenant", opened)
    page.lede = "Le texte redevient ce qu’il serait sans lui. Ce qui en était connu jusqu’ici se lit encore, à sa date."
    page.danger = True
    return page.answer(
        request,
        form,
        lambda: amending.withdraw(
            amendment=row,
            reason=form.cleaned_data["reason"],
            revision=form.sent_revision,
            by=part.who.user,
            at=part.who.at,
        ),
        done="L’avenant est retiré.",
        to=opened.address(),
    )


@require_http_methods(GET_POST)
def amendment_discard(request: HttpRequest, pk: UUID, amendment_pk: UUID) -> HttpResponse:
    """Give up a preparation."""
    opened = open_to_amend(request, pk, amendment_pk)
    part, row = opened.part, opened.row
    require(row.recorded_at is None)
    form = ConfirmForm(request.POST if request.method == "POST" else None)
    page = _form_page(part, f"Supprimer l’{row.label}", "Supprimer", opened)
    page.lede, page.danger = "Ce qui a été préparé est effacé. Personne d’autre ne l’avait lu.", True
    return page.answer(
        request,
        form,
        lambda: amending.discard(amendment=row, by=part.who.user, at=part.who.at),
        done="La préparation est supprimée.",
        to=part.address("versions"),
    )


@require_POST
def fate_decide(request: HttpRequest, pk: UUID, amendment_pk: UUID, change_pk: UUID) -> HttpResponse:
    """Confirm what becomes of commitments, or set it aside."""
    opened = open_to_amend(request, pk, amendment_pk)
    change = get_object_or_404(opened.row.commitment_changes.select_related("amendment__agreement"), pk=change_pk)
    is_confirmed = request.POST.get("decision") == ChangeState.CONFIRMED
    state = ChangeState.CONFIRMED if is_confirmed else ChangeState.SET_ASIDE
    try:
        following_commitments.decide(change=change, state=state, by=opened.part.who.user, at=opened.part.who.at)
    except Refusal as refusal:
        messages.error(request, refusal.sentence)
    else:
        messages.success(request, "C’est confirmé." if is_confirmed else "C’est écarté.")
    return redirect(f"{opened.address()}#engagements")


_ON_CLAUSE = (
    ("replace", "Réécrire"),
    ("words", "Changer des mots"),
    ("insert", "Ajouter après"),
    ("heading", "Changer l’intitulé"),
    ("renumber", "Changer le numéro"),
    ("move", "Déplacer"),
    ("strike", "Supprimer"),
)


def _acts(part: Part) -> QuerySet[Agreement]:
    return Agreement.objects.visible_to(part.who.user, at=part.who.at).exclude(pk=part.agreement.pk)


def _form_page(part: Part, title: str, label: str, opened: OpenAmendment | None = None) -> FormPage:
    back = opened.address() if opened is not None else part.address("versions")
    trail = part.trail("Versions", part.address("versions"))
    return FormPage(title, label, back, trail, above=part.agreement.title)
