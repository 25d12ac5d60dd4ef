"""What a document that came back asks, as a person reads it before anything is written."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from maillage.agreements.models import Expression
from maillage.agreements.queries.redlines import tree_of
from maillage.agreements.redline.brought_back import Ask, Deed, asked
from maillage.negotiation.queries.proposals import Standing
from maillage.negotiation.queries.texts import Draft, draft_in
from maillage.negotiation.queries.word import parents_of
from maillage.reading.extract.tracked import Tracked

_TITLES = {
    Deed.REPLACE: "réécrire",
    Deed.INSERT_BEFORE: "ajouter avant",
    Deed.INSERT_AFTER: "ajouter après",
    Deed.MOVE: "déplacer",
    Deed.STRIKE: "supprimer",
    Deed.REMARK: "remarque",
    Deed.UNPLACED: "sans place dans le texte",
}


@dataclass(frozen=True, slots=True)
class Line:
    """One ask: ``key`` names it on the page; ``doubt`` says why it is not ticked at first."""

    key: str
    ask: Ask
    title: str
    label: str
    place: str
    doubt: str

    @property
    def is_writable(self) -> bool:
        """Whether it may be taken up: it has a place in the text of today."""
        return self.ask.deed is not Deed.UNPLACED and bool(self.label)


@dataclass(frozen=True, slots=True)
class Found:
    """All that the document asks. ``base``: the version that it starts from; ``is_old`` when the text went on since."""

    lines: tuple[Line, ...]
    base: Expression
    is_old: bool
    says_version: bool

    @property
    def placed(self) -> tuple[Line, ...]:
        """Those that may be taken up."""
        return tuple(one for one in self.lines if one.is_writable)

    @property
    def unplaced(self) -> tuple[Line, ...]:
        """Those that a person must write by hand."""
        return tuple(one for one in self.lines if not one.is_writable)


def found_in(tracked: Tracked, draft: Draft, live: Sequence[Standing]) -> Found:
    """The asks of a document on the version that it says, else on that of today: six queries."""
    base = _base(tracked.version, draft)
    then = draft if base.pk == draft.expression.pk else draft_in(base)
    known: dict[tuple[str, UUID | None, str], Standing] = {
        (one.proposal.kind, one.proposal.provision_id, one.proposal.words): one for one in live
    }
    lines = [_line(ask, draft, then, known) for ask in asked(tree_of(base), parents_of(base.pk), tracked)]
    return Found(tuple(lines), base, base.pk != draft.expression.pk, bool(tracked.version))


def _base(version: str, draft: Draft) -> Expression:
    try:
        wanted = UUID(version)
    except ValueError:
        return draft.expression
    return Expression.objects.filter(agreement=draft.expression.agreement_id, pk=wanted).first() or draft.expression


def _line(ask: Ask, draft: Draft, then: Draft, known: dict[tuple[str, UUID | None, str], Standing]) -> Line:
    provision = UUID(ask.provision) if ask.provision else None
    passage, was = draft.passage(provision), then.passage(provision)
    label = passage.label if passage is not None else ""
    beside = draft.passage(UUID(ask.beside)) if ask.beside else None
    place = f"{'après' if ask.is_after else 'avant'} : {beside.label}" if beside is not None else ""
    doubt = ""
    same = known.get((ask.deed.value, provision, ask.words))
    if same is not None:
        doubt = f"Déjà proposé : proposition {same.proposal.number} de {same.proposal.seat.name}."
    elif passage is not None and was is not None and passage.words != was.words:
        doubt = "Cette disposition a changé depuis l’envoi du document : relisez-la avant de reprendre ces mots."
    elif passage is None and was is not None:
        doubt = f"Cette disposition ({was.label}) n’est plus dans le texte."
    return Line(_key(ask), ask, _TITLES[ask.deed], label, place, doubt)


def _key(ask: Ask) -> str:
    said = f"{ask.deed.value}\n{ask.provision}\n{ask.beside}\n{ask.words}\n{ask.quote}\n{ask.author}"
    return hashlib.sha256(said.encode()).hexdigest()[:16]
