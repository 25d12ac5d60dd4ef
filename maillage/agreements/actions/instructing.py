"""What an avenant asks, one instruction after the other: written, read in its words, confirmed, decided."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from maillage.agreements.actions.amending import instructions_changed, opened_amendment
from maillage.agreements.amending_words import pure_of
from maillage.agreements.choices import TEXT_VERBS, InstructionDecision, InstructionVerb
from maillage.agreements.consolidation import CannotApply, apply
from maillage.agreements.consolidation.instructions_read import Asked, read_instructions
from maillage.agreements.models import Amendment, Expression, Instruction, Provision
from maillage.agreements.queries.amendments import preview_of
from maillage.base.refusals import Refusal, StaleRevision
from maillage.organisations.actions.writing import keep
from maillage.organisations.models import User

ASKED = frozenset(
    {
        "verb", "target_id", "place", "beside_id", "effect_on", "words", "former", "is_everywhere", "heading", "number",
        "term", "value", "organisation", "party", "expression_id", "provision_id", "start", "end", "quote",
    }
)  # fmt: skip


@transaction.atomic
def ask(*, amendment: Amendment, values: Mapping[str, Any], by: User | None, at: dt.datetime) -> Instruction:
    """Add what a person asks; refused at once when the text, as the avenant makes it so far, does not admit it."""
    agreement, row = opened_amendment(amendment)
    instruction = _built(Instruction(amendment=row), values)
    instruction.position = _next_position(row)
    instruction.confirmed_at, instruction.confirmed_by = at, by
    _try(row, instruction)
    keep(instruction)
    instructions_changed(row, agreement, by=by, at=at)
    return instruction


@transaction.atomic
def confirm(
    *,
    instruction: Instruction,
    values: Mapping[str, Any] | None = None,
    revision: int | None = None,
    by: User | None,
    at: dt.datetime,
) -> Instruction:
    """A person confirms, or corrects, what was read in the words of an avenant, or changes what they had asked."""
    agreement, amendment = opened_amendment(instruction.amendment)
    row = _opened(instruction, revision)
    row.amendment = amendment
    if values is None and row.problem and row.target_id is None and row.verb in TEXT_VERBS:
        raise Refusal(row.problem)
    _built(row, values or {})
    row.confirmed_at, row.confirmed_by = at, by
    row.problem, row.decision, row.decision_reason = "", "", ""
    row.decided_at = row.decided_by = None
    row.revision += 1
    _try(amendment, row)
    keep(row)
    instructions_changed(amendment, agreement, by=by, at=at)
    return row


@transaction.atomic
def drop(*, instruction: Instruction, revision: int | None = None, by: User | None, at: dt.datetime) -> None:
    """Take an instruction out of an avenant in preparation, or one that was read and is none."""
    agreement, amendment = opened_amendment(instruction.amendment)
    row = _opened(instruction, revision)
    if amendment.recorded_at is not None and row.confirmed_at is not None:
        raise Refusal("Cet avenant est enregistré : écartez ce changement, en disant pourquoi.")
    row.delete()
    instructions_changed(amendment, agreement, by=by, at=at)


@transaction.atomic
def decide(
    *,
    instruction: Instruction,
    decision: InstructionDecision,
    reason: str = "",
    revision: int | None = None,
    by: User | None,
    at: dt.datetime,
) -> Instruction:
    """Answer the question that an instruction raises: it applies as it stands, or it is set aside with a reason."""
    agreement, amendment = opened_amendment(instruction.amendment)
    row = _opened(instruction, revision)
    if decision == InstructionDecision.SET_ASIDE and not reason.strip():
        raise Refusal("Écrivez pourquoi ce changement est écarté.", field="reason")
    row.decision, row.decision_reason = decision, reason.strip()
    row.decided_at, row.decided_by = at, by
    row.problem = "" if decision == InstructionDecision.SET_ASIDE else row.problem
    row.revision += 1
    keep(row)
    instructions_changed(amendment, agreement, by=by, at=at)
    return row


def _opened(instruction: Instruction, revision: int | None) -> Instruction:
    row = Instruction.objects.select_for_update(of=("self",)).select_related("amendment").get(pk=instruction.pk)
    if revision is not None and revision != row.revision:
        raise StaleRevision
    return row


def _built(row: Instruction, values: Mapping[str, Any]) -> Instruction:
    if unknown := set(values) - ASKED:
        raise TypeError(f"An instruction does not hold these: {sorted(unknown)}.")
    for name, value in values.items():
        setattr(row, name, value)
    return row


def _next_position(amendment: Amendment) -> int:
    last = Instruction.objects.filter(amendment=amendment).aggregate(last=Max("position"))["last"]
    return 0 if last is None else int(last) + 1


def _try(amendment: Amendment, row: Instruction) -> None:
    """Refuse what the text does not admit on the day; provisions that the avenant itself adds may be aimed at."""
    if row.verb not in TEXT_VERBS:
        _check_fact(row)
        return
    preview = preview_of(amendment, but=row.pk)
    if preview is None:
        raise Refusal("Cet accord n’a pas de texte.")
    for key in filter(None, (row.target_id, row.beside_id)):
        if preview.after.find(key) is None:
            raise Refusal("Cette disposition n’est pas dans le texte que cet avenant change.", field="target")
        _exists(amendment, key)
    try:
        apply(preview.after, pure_of(row))
    except CannotApply as refusal:
        raise Refusal(refusal.reason, field=_field(row)) from refusal


def _exists(amendment: Amendment, key: UUID) -> None:
    """A provision of a preparation becomes an identity when something aims at it."""
    Provision.objects.bulk_create([Provision(pk=key, agreement_id=amendment.agreement_id)], ignore_conflicts=True)


def _field(row: Instruction) -> str:
    return {
        InstructionVerb.WORDS: "former",
        InstructionVerb.HEADING: "heading",
        InstructionVerb.RENUMBER: "number",
    }.get(InstructionVerb(row.verb), "words")


def _check_fact(row: Instruction) -> None:
    if row.verb == InstructionVerb.TERM and not (row.term and row.value):
        raise Refusal("Choisissez la clause, et écrivez sa nouvelle valeur.", field="term")
    if row.verb == InstructionVerb.JOIN and row.organisation is None:
        raise Refusal("Choisissez l’organisation qui entre dans l’accord.", field="organisation")
    if row.verb == InstructionVerb.LEAVE and row.party is None:
        raise Refusal("Choisissez la partie qui sort de l’accord.", field="party")


@transaction.atomic
def read_words(
    *, amendment: Amendment, text: str, expression: Expression | None = None, by: User | None, at: dt.datetime
) -> int:
    """Propose what the words of an avenant ask; how many were read. Nothing applies until a person confirms it.

    ``expression`` is the text of the avenant itself where Maillage holds it; what an earlier reading proposed goes.
    """
    agreement, row = opened_amendment(amendment)
    preview = preview_of(row)
    if preview is None:
        raise Refusal("Cet accord n’a pas de texte.")
    asked = read_instructions(text, preview.before)
    if not asked:
        raise Refusal(
            "Rien dans ces mots ne dit ce qui change : demandez les changements vous-même, à partir du texte.",
            field="words",
        )
    row.instructions.filter(confirmed_at__isnull=True).delete()
    first = _next_position(row)
    for rank, one in enumerate(asked):
        keep(_proposed(row, one, text, expression, first + rank))
    instructions_changed(row, agreement, by=by, at=at)
    return len(asked)


def _proposed(row: Amendment, one: Asked, text: str, expression: Expression | None, position: int) -> Instruction:
    for key in filter(None, (one.target, one.beside)):
        _exists(row, key)
    names = ("verb", "words", "former", "is_everywhere", "heading", "number", "term", "value")
    place = {} if expression is None else {"expression": expression, "start": one.start, "end": one.end}
    return Instruction(
        amendment=row,
        position=position,
        target_id=one.target,
        place=one.place,
        beside_id=one.beside,
        quote=text[one.start : one.end].strip(),
        problem=one.doubt,
        **place,
        **{name: getattr(one, name) for name in names},
    )
