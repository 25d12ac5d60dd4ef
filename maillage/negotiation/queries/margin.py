"""The draft drawn with its margin: proposals beside the heading of their provision, remarks beside their words."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse

from maillage.agreements.queries.drawn import places_of
from maillage.agreements.rendering import Anchor, Dressed, Dressing, Note, draw, dress, reference
from maillage.foundations.redline import words
from maillage.negotiation.choices import INSERTIONS, ProposalKind
from maillage.negotiation.models import Remark
from maillage.negotiation.queries.proposals import Standing
from maillage.negotiation.queries.sorting import sorted_out
from maillage.negotiation.queries.texts import Draft
from maillage.negotiation.state_words import TONES, state_of

PROPOSALS, REMARKS = "propositions", "remarques"
FILTERS = {
    "": "Tout ce qui est en discussion",
    "moi": "Ce qui attend ma réponse",
    "propositions": "Les propositions seulement",
    "remarques": "Les remarques seulement",
    "rien": "Le texte seul",
}
_SHOWN = 90
_KEY = UUID(int=0)


@dataclass(frozen=True)
class Annotated:
    """The page of the draft. ``adrift``: remarks whose words are no longer in the text."""

    dressed: Dressed
    wanted: str
    adrift: tuple[Remark, ...]
    lost: tuple[Standing, ...]
    is_empty: bool


def annotated(
    draft: Draft,
    found: Sequence[Standing],
    remarks: Sequence[Remark],
    own: Collection[UUID],
    wanted: str,
    *,
    icons: str,
) -> Annotated:
    """``draft`` with what is under discussion in its margin; ``own`` are the seats of who looks."""
    wanted = wanted if wanted in FILTERS else ""
    live = [one for one in found if one.proposal.is_live]
    waiting = [one for one in remarks if one.resolved_at is None and one.proposal_id is None]
    noted = _chosen(live, own, wanted)
    said = waiting if wanted in {"", REMARKS} else []
    here = [one for one in said if not one.is_adrift and one.expression_id == draft.expression.pk]
    anchors, notes = [], []
    for ref, start, end, note in (*_of_proposals(noted, draft), *_of_remarks(here, draft)):
        anchors.append(Anchor(ref, start, end))
        notes.append(note)
    html = draw(draft.expression.text, places_of(draft.expression.pk), anchors)
    kinds = frozenset({PROPOSALS, REMARKS})
    dressed = dress(html, Dressing(notes, kinds, icons, _pins(draft), pin_label=_label(draft)))
    adrift = tuple(one for one in waiting if one not in here) if wanted in {"", REMARKS} else ()
    lost = tuple(one for one in live if draft.passage(one.proposal.provision_id) is None)
    return Annotated(dressed, wanted, adrift, lost, not live and not waiting)


def _chosen(live: Sequence[Standing], own: Collection[UUID], wanted: str) -> list[Standing]:
    if wanted == "moi":
        return sorted_out(live, own, wanted)
    return list(live) if wanted in {"", PROPOSALS} else []


_Placed = tuple[str, int, int, Note]


def _of_proposals(found: Iterable[Standing], draft: Draft) -> Iterable[_Placed]:
    address = reverse("negotiation:proposal", args=[draft.expression.agreement_id, _KEY])
    for one in found:
        row = one.proposal
        passage = draft.passage(row.provision_id)
        if passage is None:
            continue
        start, end = passage.first
        ref = reference("q", row.pk, start, end)
        shown = state_of(one)
        yield (
            ref,
            start,
            end,
            Note(
                ref=ref,
                kind=PROPOSALS,
                icon=shown.icon,
                tone=shown.tone,
                title=f"Proposition {row.number}\u00a0: {row.get_kind_display()}",
                address=address.replace(str(_KEY), str(row.pk)),
                state=shown.word,
                lines=(row.seat.title, *_gist(one)),
                weaves=(row.seat.weave,),
            ),
        )


def _gist(one: Standing) -> Iterable[str]:
    """What changes, in a line: the first words added, or dropped."""
    row = one.proposal
    if row.kind == ProposalKind.MOVE:
        yield one.place
        return
    if row.kind == ProposalKind.STRIKE:
        return
    pieces = words("" if row.kind in INSERTIONS else row.ground, row.words)
    added = " ".join(" ".join(piece.text for piece in pieces if piece.op == "add").split())
    if added:
        yield f"«\u00a0{added[:_SHOWN].rstrip()}{'…' if len(added) > _SHOWN else ''}\u00a0»"


def _of_remarks(remarks: Iterable[Remark], draft: Draft) -> Iterable[_Placed]:
    address = reverse("negotiation:remark", args=[draft.expression.agreement_id, _KEY])
    for one in remarks:
        passage = draft.passage(one.provision_id)
        if one.start is None or one.end is None:
            continue
        start, end = one.start, one.end
        if passage is not None and one.quote.strip() == passage.words:
            start, end = passage.first  # about the whole provision: its heading bears it
        ref = reference("r", one.pk, start, end)
        said = " ".join(one.words.split())
        yield (
            ref,
            start,
            end,
            Note(
                ref=ref,
                kind=REMARKS,
                icon="i-lock" if one.is_internal else "i-journal-text",
                tone=TONES["internal" if one.is_internal else "remark"],
                title="Remarque",
                address=address.replace(str(_KEY), str(one.pk)),
                state="Interne" if one.is_internal else "",
                lines=(one.seat.title, f"{said[:_SHOWN].rstrip()}{'…' if len(said) > _SHOWN else ''}"),
                weaves=(one.seat.weave,),
            ),
        )


def _pins(draft: Draft) -> Callable[[UUID], str]:
    address = reverse("negotiation:provision", args=[draft.expression.agreement_id, _KEY])
    return lambda key: address.replace(str(_KEY), str(key))


def _label(draft: Draft) -> Callable[[UUID], tuple[str, str]]:
    """The link beside each provision: one word, completed by a name for whoever does not see its place."""

    def label(key: UUID) -> tuple[str, str]:
        passage = draft.passage(key)
        return "Proposer", passage.label if passage is not None else ""

    return label
