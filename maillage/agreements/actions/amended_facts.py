"""What avenants do beside the text: clauses on the life of the agreement, parties that join or leave."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from itertools import pairwise

from django.db import transaction

from maillage.agreements.actions import parties
from maillage.agreements.actions.carrying import PartyInUse, drop_party
from maillage.agreements.actions.confirming import written_day
from maillage.agreements.choices import InstructionDecision, InstructionVerb, PartyRole, TermName
from maillage.agreements.models import Agreement, Instruction, Party, Term
from maillage.organisations.actions.writing import change, keep
from maillage.organisations.models import User
from maillage.organisations.permissions import day_of

ONE_DAY = dt.timedelta(days=1)


@transaction.atomic
def write_facts(agreement: Agreement, *, by: User | None, at: dt.datetime) -> None:
    """Make clauses and parties what the avenants that stand say, and undo what those that do not had done."""
    rows = Instruction.objects.filter(amendment__agreement=agreement).select_related("amendment", "party")
    facts = rows.filter(verb__in=(InstructionVerb.TERM, InstructionVerb.JOIN, InstructionVerb.LEAVE))
    terms: dict[str, list[Instruction]] = defaultdict(list)
    for row in facts.order_by("amendment__effect_on", "amendment__signed_on", "amendment__number", "position", "pk"):
        if row.verb == InstructionVerb.TERM:
            if stands(row):
                terms[row.term].append(row)
        elif row.verb == InstructionVerb.JOIN:
            _join(agreement, row, by=by, at=at)
        else:
            _leave(agreement, row, by=by, at=at)
    known = Term.objects.filter(agreement=agreement, superseded_at__isnull=True, instruction__isnull=False)
    for name in sorted({*terms, *known.values_list("name", flat=True)}):
        _write_term(agreement, name, terms.get(name, []), at=at)


def stands(row: Instruction) -> bool:
    """Whether an instruction does what it asks: confirmed, not set aside, of an avenant that stands."""
    amendment = row.amendment
    is_standing = amendment.recorded_at is not None and amendment.withdrawn_at is None
    return is_standing and row.confirmed_at is not None and row.decision != InstructionDecision.SET_ASIDE


def _write_term(agreement: Agreement, name: str, wanted: list[Instruction], *, at: dt.datetime) -> None:
    """The clause over time: as it was written, then as each avenant changes it; each holds until the next begins."""
    rows = Term.objects.select_for_update(of=("self",)).filter(
        agreement=agreement, name=name, superseded_at__isnull=True
    )
    by_day = {row.day: row for row in wanted}  # the last of a day holds
    chain = []
    for term in rows:
        instruction = by_day.get(term.valid_from)
        if term.instruction_id is None:
            chain.append(term)
        elif instruction is not None and (term.instruction_id, term.value) == (instruction.pk, instruction.value):
            chain.append(term)
            del by_day[term.valid_from]
        else:
            term.superseded_at = at
            term.revision += 1
            term.save(update_fields=["superseded_at", "revision"])
    new = [
        Term(
            agreement=agreement,
            name=name,
            value=row.value,
            valid_from=day,
            recorded_at=at,
            declared_by=f"{row.amendment.label}",
            instruction=row,
        )
        for day, row in by_day.items()
    ]
    chain = sorted([*chain, *new], key=lambda one: (one.valid_from or dt.date.min, one.instruction_id is not None))
    ends = [*(later.valid_from for _, later in pairwise(chain)), None]
    for term, end in zip(chain, ends, strict=True):
        if term.valid_to != end or term in new:
            term.valid_to = end
            keep(term)
    if name == TermName.END_DATE and chain:
        change(agreement, {"ends_on": written_day(chain[-1].value)})


def _join(agreement: Agreement, row: Instruction, *, by: User | None, at: dt.datetime) -> None:
    day = row.day
    if stands(row) and day is not None:
        if row.party is None and row.organisation is not None:
            row.party = parties.join(
                agreement=agreement,
                organisation=row.organisation,
                role=PartyRole.PARTY,
                from_on=day,
                declared_by=row.amendment.label,
                by=by,
                at=at,
            )
            row.save(update_fields=["party"])
        elif row.party is not None:
            change(row.party, {"from_on": day})
        return
    if row.party is not None:
        _never_joined(row.party, at=at)
        row.party = None
        row.save(update_fields=["party"])
        parties.write_names(agreement)


def _never_joined(party: Party, *, at: dt.datetime) -> None:
    """A party of an avenant that is withdrawn goes; when something rests on it already, it ends today."""
    try:
        drop_party(party)
    except PartyInUse:
        change(party, {"to_on": max(day_of(at), party.from_on or day_of(at))})


def _leave(agreement: Agreement, row: Instruction, *, by: User | None, at: dt.datetime) -> None:
    """The last day of a party is the eve of the effect."""
    day = row.day
    if row.party is None or day is None:
        return
    if stands(row):
        if row.party.to_on != day - ONE_DAY:
            parties.leave(party=row.party, last_day_on=day - ONE_DAY, by=by, at=at)
    elif row.amendment.recorded_at is not None and row.party.to_on is not None:
        change(row.party, {"to_on": None})
        parties.write_names(agreement)
