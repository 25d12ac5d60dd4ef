"""What the page of an avenant shows: each instruction with its words before and after, and the text to change."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from maillage.agreements.amending_words import pure_of
from maillage.agreements.choices import TEXT_VERBS, ChangeState, InstructionDecision, InstructionVerb
from maillage.agreements.consolidation import CannotApply, Clause, Run, Text, apply, consolidate
from maillage.agreements.consolidation.clauses import HEADED, walk
from maillage.agreements.models import (
    Amendment,
    CommitmentChange,
    CommitmentVersion,
    Expression,
    Instruction,
    Party,
)
from maillage.agreements.plain import said
from maillage.agreements.queries.amendments import preview_of, standing_instructions, step_of
from maillage.agreements.queries.trees import tree_of
from maillage.foundations import redline


@dataclass(frozen=True, slots=True)
class Change:
    """An instruction as people read it: what it aims at, the words that go and come, the question that it raises."""

    row: Instruction
    verb: str
    aim: str
    pieces: tuple[redline.Piece, ...]
    detail: str
    question: str
    is_set_aside: bool


def changes_of(amendment: Amendment) -> list[Change]:
    """The instructions of an avenant in its order: four queries, whatever their number."""
    rows = list(amendment.instructions.select_related("party", "organisation", "decided_by").order_by("position", "pk"))
    for row in rows:
        row.amendment = amendment
    original = Expression.objects.filter(agreement=amendment.agreement).original().first()
    if original is None:
        return [_change(row, None) for row in rows]
    tree = tree_of(original)
    steps = [step_of(row) for row in standing_instructions(amendment.agreement) if row.amendment_id != amendment.pk]
    first = min((step_of(row) for row in rows if row.verb in TEXT_VERBS), key=lambda one: one.rank, default=None)
    if first is not None:
        made = consolidate(tree, [step for step in steps if step.rank < first.rank])
        tree = made.versions[-1].text if made.versions else tree
    found = []
    for row in rows:
        change, tree = _change(row, tree), _applied(row, tree)
        found.append(change)
    return found


def _applied(row: Instruction, text: Text) -> Text:
    if row.verb not in TEXT_VERBS or row.decision == InstructionDecision.SET_ASIDE:
        return text
    try:
        return apply(text, pure_of(row))
    except CannotApply:
        return text


def _change(row: Instruction, text: Text | None) -> Change:
    is_text = row.verb in TEXT_VERBS
    clause = text.find(row.target_id) if text is not None and row.target_id else None
    pieces: tuple[redline.Piece, ...] = ()
    question = row.problem
    if is_text and text is not None:
        try:
            pieces = _pieces(row, text, clause)
        except CannotApply as refusal:
            question = question or refusal.reason
    is_set_aside = row.decision == InstructionDecision.SET_ASIDE
    question = "" if is_set_aside else question
    verb, aim, detail = row.get_verb_display(), _aim(row, clause), _detail(row, text)
    return Change(row, verb, aim, pieces, detail, question, is_set_aside)


def _pieces(row: Instruction, text: Text, clause: Clause | None) -> tuple[redline.Piece, ...]:
    """The words that go and those that come, in what the instruction aims at."""
    made = apply(text, pure_of(row))
    if row.verb == InstructionVerb.INSERT:
        return (redline.Piece("add", row.words),)
    if row.verb == InstructionVerb.MOVE or clause is None:
        return ()
    after = made.find(clause.provision)
    return _lines_changed(redline.words(clause.words.strip(), after.words.strip() if after is not None else ""))


def _lines_changed(pieces: Sequence[redline.Piece]) -> tuple[redline.Piece, ...]:
    """The lines of which a word changes: an article of two pages is not shown for a date."""
    lines: list[list[redline.Piece]] = [[]]
    for piece in pieces:
        first, *rest = piece.text.splitlines(keepends=True) or [""]
        lines[-1].append(redline.Piece(piece.op, first))
        lines.extend([redline.Piece(piece.op, part)] for part in rest)
        if piece.text.endswith("\n"):
            lines.append([])
    return tuple(
        piece for line in lines if any(one.op != "keep" and one.text.strip() for one in line) for piece in line
    )


def _aim(row: Instruction, clause: Clause | None) -> str:
    if row.verb == InstructionVerb.TERM:
        return str(row.get_term_display())
    if row.verb == InstructionVerb.JOIN:
        return row.organisation.label if row.organisation else ""
    if row.verb == InstructionVerb.LEAVE:
        return row.party.label if row.party else ""
    if clause is None:
        return "" if row.target_id or row.problem else "l’ensemble du texte"
    return clause.name


def _detail(row: Instruction, text: Text | None) -> str:
    if row.verb == InstructionVerb.TERM:
        return said(row.term, row.value)
    if row.verb == InstructionVerb.INSERT and row.place:
        return str(row.get_place_display())
    if row.verb == InstructionVerb.MOVE:
        beside = text.find(row.beside_id) if text is not None and row.beside_id else None
        return f"{row.get_place_display()} {beside.name if beside else 'tout le texte'}"
    return ""


@dataclass(frozen=True, slots=True)
class ClauseLine:
    """A provision of the text to change: how deep it stands, its own words by origin, what may be asked of it."""

    key: str
    depth: int
    kind: str
    name: str
    runs: tuple[Run, ...]
    is_headed: bool
    is_numbered: bool

    @property
    def is_new(self) -> bool:
        """Whether some of its words are not of the original."""
        return any(run.source is not None for run in self.runs)


def clauses_to_change(amendment: Amendment) -> list[ClauseLine]:
    """The text as the avenant makes it so far, provision by provision, those without words of their own left out."""
    preview = preview_of(amendment)
    return _lines(preview.after) if preview is not None else []


def provisions_named(text: Text) -> list[tuple[str, str]]:
    """Provisions as a select shows them, in the order of the text."""
    return [(line.key, f"{'– ' * line.depth}{line.name[:1].upper()}{line.name[1:]}") for line in _lines(text)]


def _lines(text: Text) -> list[ClauseLine]:
    depths: dict[object, int] = {}
    found = []
    for clause in walk(text.clauses):
        depth = depths.get(clause.provision, 0)
        for child in clause.children:
            depths[child.provision] = depth + (1 if clause.runs else 0)
        if clause.runs:
            is_headed = clause.is_headed and clause.kind in HEADED
            found.append(
                ClauseLine(
                    str(clause.provision), depth, clause.kind, clause.name, clause.runs, is_headed, bool(clause.number)
                )
            )
    return found


@dataclass(frozen=True, slots=True)
class After:
    """A commitment as it follows: what was read, or what was written of it once confirmed."""

    text: str
    bearers: str
    commitment_id: UUID | None = None
    number: int | None = None


@dataclass(frozen=True, slots=True)
class Followed:
    """What becomes of commitments, as people read it."""

    row: CommitmentChange
    label: str
    before: tuple[CommitmentVersion, ...]
    after: tuple[After, ...]
    state: str
    icon: str
    tone: str

    @property
    def is_open(self) -> bool:
        """Whether a person must still say."""
        return self.row.state == ChangeState.PROPOSED


_STATES = {
    ChangeState.PROPOSED: ("k-due", "watch"),
    ChangeState.CONFIRMED: ("k-kept", "kept"),
    ChangeState.SET_ASIDE: ("k-superseded", "quiet"),
    ChangeState.UNDONE: ("k-superseded", "quiet"),
}


def fates_shown(amendment: Amendment) -> list[Followed]:
    """What the avenant does to commitments, those to be confirmed first: four queries."""
    rows = amendment.commitment_changes.prefetch_related("before__commitment", "after__commitment").order_by("pk")
    parties = {str(one.pk): one.label for one in Party.objects.filter(agreement=amendment.agreement)}
    found = []
    for row in rows:
        state = ChangeState(row.state)
        written = [After(one.text, "", one.commitment_id, one.commitment.number) for one in row.after.all()]
        read = [
            After(one["text"], ", ".join(parties[key] for key in one["bearers"] if key in parties))
            for one in row.proposed
        ]
        before = tuple(sorted(row.before.all(), key=lambda one: one.commitment.number))
        found.append(
            Followed(row, row.get_fate_display(), before, tuple(written or read), state.label, *_STATES[state])
        )
    return sorted(found, key=lambda one: not one.is_open)
