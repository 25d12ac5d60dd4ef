"""What an avenant asks: written provision by provision, or read in its words and confirmed; the questions decided."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods, require_POST

from maillage.agreements.actions import instructing
from maillage.agreements.choices import InstructionDecision, InstructionVerb, TermName
from maillage.agreements.forms.amendments import ClauseForm, DecideForm, InstructionForm, WordsForm
from maillage.agreements.models import Agreement, Expression, Instruction, Party
from maillage.agreements.queries.amendment_page import provisions_named
from maillage.agreements.queries.amendments import preview_of
from maillage.agreements.views.amendments import OpenAmendment, open_to_amend
from maillage.base.http import render_page
from maillage.base.refusals import Refusal
from maillage.organisations.forms.organisations import ConfirmForm
from maillage.organisations.pages import GET_POST, FormPage, require

_TITLES = {
    InstructionVerb.REPLACE: "Réécrire une disposition",
    InstructionVerb.HEADING: "Changer un intitulé",
    InstructionVerb.WORDS: "Changer ou supprimer des mots",
    InstructionVerb.INSERT: "Ajouter une disposition",
    InstructionVerb.STRIKE: "Supprimer une disposition",
    InstructionVerb.MOVE: "Déplacer une disposition",
    InstructionVerb.RENUMBER: "Changer un numéro",
    InstructionVerb.TERM: "Changer une clause",
    InstructionVerb.JOIN: "Faire entrer une partie",
    InstructionVerb.LEAVE: "Faire sortir une partie",
}


@require_http_methods(GET_POST)
def instruction_new(request: HttpRequest, pk: UUID, amendment_pk: UUID, verb: str) -> HttpResponse:
    """Ask something more; ``?disposition=`` says of which provision, ``?clause=`` of which clause."""
    opened = open_to_amend(request, pk, amendment_pk)
    if verb not in InstructionVerb.values:
        raise Http404
    asked, term = InstructionVerb(verb), request.GET.get("clause", "")
    page = _form_page(opened, _TITLES[asked], "Ajouter ce changement")
    if asked == InstructionVerb.TERM and term not in TermName.values:
        return render_page(request, "agreements/instruction_clause.html", {"page": page, "form": ClauseForm()})
    form = _form(request, opened, asked, term, initial=_initial(opened, asked, request.GET.get("disposition", "")))
    return page.answer(
        request,
        form,
        lambda: instructing.ask(
            amendment=opened.row, values=form.values, by=opened.part.who.user, at=opened.part.who.at
        ),
        done="Le changement est ajouté.",
        to=opened.address("amendment_text") if request.GET.get("disposition") else opened.address(),
    )


@require_http_methods(GET_POST)
def instruction_edit(request: HttpRequest, pk: UUID, amendment_pk: UUID, instruction_pk: UUID) -> HttpResponse:
    """Confirm, or correct, what was read in the avenant or asked before."""
    opened = open_to_amend(request, pk, amendment_pk)
    row = _row(opened, instruction_pk)
    verb = InstructionVerb(row.verb)
    form = _form(request, opened, verb, row.term, row=row, initial=InstructionForm.initial_of(row))
    label = "Enregistrer ce changement" if row.confirmed_at else "Confirmer ce changement"
    page = _form_page(opened, _TITLES[verb], label)
    page.lede = f"Lu dans l’avenant : « {row.quote} »" if row.quote else ""
    return page.answer(
        request,
        form,
        lambda: instructing.confirm(
            instruction=row,
            values=form.values,
            revision=form.sent_revision,
            by=opened.part.who.user,
            at=opened.part.who.at,
        ),
        done="Le changement est enregistré.",
        to=opened.address(),
    )


@require_POST
def instruction_confirm(request: HttpRequest, pk: UUID, amendment_pk: UUID, instruction_pk: UUID) -> HttpResponse:
    """What was read is right."""
    opened = open_to_amend(request, pk, amendment_pk)
    row = _row(opened, instruction_pk)
    try:
        instructing.confirm(instruction=row, by=opened.part.who.user, at=opened.part.who.at)
    except Refusal as refusal:
        messages.error(request, refusal.sentence)
        return redirect(opened.address("instruction_edit", row.pk))
    messages.success(request, "Le changement est confirmé.")
    return redirect(opened.address())


@require_http_methods(GET_POST)
def instruction_drop(request: HttpRequest, pk: UUID, amendment_pk: UUID, instruction_pk: UUID) -> HttpResponse:
    """Take an instruction out."""
    opened = open_to_amend(request, pk, amendment_pk)
    row = _row(opened, instruction_pk)
    form = ConfirmForm(request.POST if request.method == "POST" else None, row=row)
    page = _form_page(opened, "Retirer ce changement", "Retirer ce changement")
    page.lede, page.danger = f"{row.get_verb_display().capitalize()} : l’avenant ne le demandera plus.", True
    return page.answer(
        request,
        form,
        lambda: instructing.drop(
            instruction=row, revision=form.sent_revision, by=opened.part.who.user, at=opened.part.who.at
        ),
        done="Le changement est retiré.",
        to=opened.address(),
    )


@require_http_methods(GET_POST)
def instruction_decide(request: HttpRequest, pk: UUID, amendment_pk: UUID, instruction_pk: UUID) -> HttpResponse:
    """Answer the question that an instruction raises."""
    opened = open_to_amend(request, pk, amendment_pk)
    row = _row(opened, instruction_pk)
    form = DecideForm(request.POST or None, row=row, initial={"decision": row.decision, "reason": row.decision_reason})
    page = _form_page(opened, "Décider de ce changement", "Enregistrer la décision")
    page.lede = row.problem
    return page.answer(
        request,
        form,
        lambda: instructing.decide(
            instruction=row,
            decision=InstructionDecision(form.cleaned_data["decision"]),
            reason=form.cleaned_data["reason"],
            revision=form.sent_revision,
            by=opened.part.who.user,
            at=opened.part.who.at,
        ),
        done="La décision est enregistrée.",
        to=opened.address(),
    )


@require_http_methods(GET_POST)
def amendment_read(request: HttpRequest, pk: UUID, amendment_pk: UUID) -> HttpResponse:
    """Read what the words of the avenant ask: those of its own text, or pasted."""
    opened = open_to_amend(request, pk, amendment_pk)
    require(opened.row.recorded_at is None)
    expression = _act_text(opened)
    form = WordsForm(request.POST or None, initial={"words": expression.text if expression is not None else ""})
    page = _form_page(opened, "Lire l’avenant", "Lire ces mots")
    page.lede = "Ce qui est lu vous est proposé, changement par changement : rien ne s’applique sans vous."

    def read() -> int:
        words = form.cleaned_data["words"].replace("\r\n", "\n")
        same = expression if expression is not None and words.strip() == expression.text.strip() else None
        return instructing.read_words(
            amendment=opened.row,
            text=same.text if same is not None else words,
            expression=same,
            by=opened.part.who.user,
            at=opened.part.who.at,
        )

    return page.answer(request, form, read, done="L’avenant est lu : confirmez chaque changement.", to=opened.address())


def _act_text(opened: OpenAmendment) -> Expression | None:
    """The text of the avenant itself, when the user may read it."""
    who, act = opened.part.who, opened.row.act_id
    if act is None:
        return None
    seen = Agreement.objects.visible_to(who.user, at=who.at).filter(pk=act)
    return Expression.objects.current().filter(agreement__in=seen.values("pk")).first()


def _row(opened: OpenAmendment, pk: UUID) -> Instruction:
    row = get_object_or_404(opened.row.instructions.select_related("amendment"), pk=pk)
    row.amendment = opened.row
    return row


def _form(
    request: HttpRequest, opened: OpenAmendment, verb: InstructionVerb, term: str, **more: Any
) -> InstructionForm:
    row = more.get("row")
    preview = preview_of(opened.row, but=row.pk if row is not None else None)
    provisions = provisions_named(preview.after) if preview is not None else []
    parties = Party.objects.at(opened.part.day).bound().filter(agreement=opened.part.agreement).in_order()
    return InstructionForm(request.POST or None, verb=verb, term=term, provisions=provisions, parties=parties, **more)


def _initial(opened: OpenAmendment, verb: InstructionVerb, key: str) -> dict[str, Any]:
    """The provision of the address, with its words to be written anew."""
    try:
        target = UUID(key)
    except ValueError:
        return {}
    preview = preview_of(opened.row)
    clause = preview.after.find(target) if preview is not None else None
    if clause is None:
        return {}
    found = {"target": key, "heading": clause.heading, "number": clause.number, "place": "after"}
    return found | ({"words": clause.words.strip()} if verb == InstructionVerb.REPLACE else {})


def _form_page(opened: OpenAmendment, title: str, label: str) -> FormPage:
    part, back = opened.part, opened.address()
    trail = part.opened.trail(("Versions", part.address("versions")), (opened.row.label.capitalize(), back))
    return FormPage(title, label, back, trail, above=part.agreement.title)
