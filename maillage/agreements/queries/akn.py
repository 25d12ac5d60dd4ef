"""What Akoma Ntoso says of a version of the text beside its words: its parties, its days, the avenants that made it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from uuid import UUID

from maillage.agreements.choices import InstructionVerb, PartyRole
from maillage.agreements.models import Agreement, Amendment, Expression, Instruction, Party
from maillage.agreements.models.agreement import AgreementQuerySet
from maillage.agreements.queries.amendments import standing_instructions
from maillage.agreements.rendering import Place
from maillage.organisations.permissions import day_of
from maillage.rendering.akn import Modification, Organisation, Source, TextFacts

_VERBS = {
    InstructionVerb.REPLACE: "substitution",
    InstructionVerb.HEADING: "substitution",
    InstructionVerb.WORDS: "substitution",
    InstructionVerb.INSERT: "insertion",
    InstructionVerb.STRIKE: "repeal",
    InstructionVerb.MOVE: "renumbering",  # the schema has no word for a provision that goes elsewhere
    InstructionVerb.RENUMBER: "renumbering",
}


def text_facts(
    expression: Expression, places: Sequence[Place], parties: Iterable[Party], *, seen: AgreementQuerySet
) -> TextFacts:
    """The facts of a version; ``seen`` are the agreements of which the file may say the address: three queries."""
    agreement = expression.agreement
    made_by = _made_by(expression)
    amends = _amends(agreement, seen)
    return TextFacts(
        identity=str(agreement.pk),
        kind=agreement.kind,
        title=agreement.title,
        reference=agreement.reference,
        version=expression.number,
        made_on=agreement.signed_on or day_of(agreement.created_at),
        said_on=expression.valid_from or agreement.signed_on or day_of(expression.recorded_at),
        written_on=day_of(expression.recorded_at),
        effect_on=agreement.effect_on,
        ends_on=agreement.ends_on,
        valid_from=expression.valid_from,
        valid_to=expression.valid_to,
        authors=tuple(_organisation(rank, one) for rank, one in enumerate(parties, 1) if one.role == PartyRole.PARTY),
        changed_by=tuple(_source(one) for one in {row.amendment.pk: row.amendment for row in made_by}.values()),
        passive=tuple(_passive(made_by, _written(expression, places))),
        changes=tuple(_changed(one) for one in {row.amendment.agreement_id: row.amendment for row in amends}.values()),
        active=tuple(_active(row) for row in amends if row.target_id is not None),
    )


def _organisation(rank: int, party: Party) -> Organisation:
    number = party.organisation.siret if party.organisation is not None else ""
    return Organisation(f"partie_{rank}", party.name, number or "")


def _made_by(expression: Expression) -> list[Instruction]:
    """The instructions that made a version, in legal order; none made the original."""
    day = expression.valid_from
    if day is None:
        return []
    known = (
        row
        for row in standing_instructions(expression.agreement)
        if row.day is not None and row.day <= day and _known(row, expression)
    )
    return sorted(known, key=lambda row: (row.day or day, row.amendment.number, row.position, row.pk))


def _known(row: Instruction, expression: Expression) -> bool:
    """Whether the version was computed with the avenant: it was recorded by then."""
    recorded = row.amendment.recorded_at
    return recorded is not None and recorded <= expression.recorded_at


def _source(amendment: Amendment) -> Source:
    identity = str(amendment.act_id) if amendment.act_id is not None else ""
    return Source(_key(amendment), amendment.label, identity, made_on=amendment.signed_on)


def _key(amendment: Amendment) -> str:
    return f"avenant_{amendment.number}"


def _written(expression: Expression, places: Sequence[Place]) -> dict[str, UUID]:
    """The provision where stand the words that an instruction wrote, by instruction: the largest that begins there."""
    starts: dict[int, UUID] = {}
    for place in places:
        starts.setdefault(place.start, place.provision_id)
    found: dict[str, UUID] = {}
    for start, _end, identity, *_line in expression.sources:
        if start in starts:
            found.setdefault(str(identity), starts[start])
    return found


def _passive(rows: Iterable[Instruction], written: dict[str, UUID]) -> Iterable[Modification]:
    for row in rows:
        target = row.target_id or written.get(str(row.pk)) or row.beside_id
        if target is not None and row.day is not None:
            yield Modification(_VERBS[InstructionVerb(row.verb)], _key(row.amendment), target.hex, row.day)


def _amends(agreement: Agreement, seen: AgreementQuerySet) -> list[Instruction]:
    """What this agreement, an avenant, asks of those that it changes, where the reader may know of them."""
    rows = Instruction.objects.filter(
        amendment__act=agreement,
        amendment__recorded_at__isnull=False,
        amendment__withdrawn_at__isnull=True,
        amendment__agreement__in=seen.values("pk"),
        confirmed_at__isnull=False,
        verb__in=list(_VERBS),
    )
    return list(rows.select_related("amendment__agreement").order_by("amendment__number", "position", "pk"))


def _changed(amendment: Amendment) -> Source:
    parent = amendment.agreement
    made_on = parent.signed_on or day_of(parent.created_at)
    return Source(_changed_key(amendment), parent.title, str(parent.pk), parent.kind, made_on)


def _changed_key(amendment: Amendment) -> str:
    return f"accord_{amendment.agreement_id.hex}"


def _active(row: Instruction) -> Modification:
    day = row.day or day_of(row.amendment.agreement.created_at)
    target = row.target_id.hex if row.target_id is not None else ""
    return Modification(_VERBS[InstructionVerb(row.verb)], _changed_key(row.amendment), target, day)
