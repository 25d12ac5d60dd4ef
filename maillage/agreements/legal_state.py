"""The legal state of an agreement on a day, from dated facts alone; which act leads from a state to another.

Pure: no database and no clock. The order in which facts were entered has no bearing on the state. Rule 1 of the design:
an agreement run in Maillage is not in force before the authority and the signature of each party are known; one that
was signed elsewhere is "en vigueur, constaté" (CGCT L2121-29, L3211-2; C. civ. 1210 to 1215 on its end).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from maillage.agreements.legal_choices import EndWay, LegalAct, LegalState
from maillage.base.refusals import Refusal

_S, _A = LegalState, LegalAct
_DAY = dt.timedelta(days=1)

TABLE: dict[tuple[LegalState, LegalAct], tuple[LegalState, ...]] = {
    (_S.DRAFT, _A.SHARE): (_S.NEGOTIATION,),
    (_S.DRAFT, _A.ADOPT): (_S.ADOPTING, _S.ADOPTED),
    (_S.DRAFT, _A.SIGN): (_S.SIGNING, _S.SIGNED),
    (_S.DRAFT, _A.OBSERVE): (_S.SIGNED, _S.OBSERVED),
    (_S.DRAFT, _A.ARCHIVE): (_S.ARCHIVED,),
    (_S.NEGOTIATION, _A.ADOPT): (_S.ADOPTING, _S.ADOPTED),
    (_S.NEGOTIATION, _A.SIGN): (_S.SIGNING, _S.SIGNED),
    (_S.NEGOTIATION, _A.OBSERVE): (_S.SIGNED, _S.OBSERVED),
    (_S.NEGOTIATION, _A.ARCHIVE): (_S.ARCHIVED,),
    (_S.ADOPTING, _A.ADOPT): (_S.ADOPTING, _S.ADOPTED),
    (_S.ADOPTING, _A.SIGN): (_S.SIGNING, _S.SIGNED),
    (_S.ADOPTING, _A.OBSERVE): (_S.SIGNED, _S.OBSERVED),
    (_S.ADOPTING, _A.ARCHIVE): (_S.ARCHIVED,),
    (_S.ADOPTED, _A.SIGN): (_S.SIGNING, _S.SIGNED),
    (_S.ADOPTED, _A.OBSERVE): (_S.SIGNED, _S.OBSERVED),
    (_S.ADOPTED, _A.ARCHIVE): (_S.ARCHIVED,),
    (_S.SIGNING, _A.ADOPT): (_S.SIGNING,),
    (_S.SIGNING, _A.SIGN): (_S.SIGNING, _S.SIGNED),
    (_S.SIGNING, _A.OBSERVE): (_S.SIGNED, _S.OBSERVED),
    (_S.SIGNING, _A.ARCHIVE): (_S.ARCHIVED,),
    (_S.SIGNED, _A.ADOPT): (_S.SIGNED,),
    (_S.SIGNED, _A.SIGN): (_S.SIGNED,),
    (_S.SIGNED, _A.TAKE_EFFECT): (_S.IN_FORCE, _S.OBSERVED),
    (_S.SIGNED, _A.OBSERVE): (_S.OBSERVED,),
    (_S.SIGNED, _A.TERMINATE): (_S.TERMINATED,),
    (_S.SIGNED, _A.REPLACE): (_S.REPLACED,),
    (_S.SIGNED, _A.ARCHIVE): (_S.ARCHIVED,),
    (_S.IN_FORCE, _A.ADOPT): (_S.IN_FORCE,),
    (_S.IN_FORCE, _A.SIGN): (_S.IN_FORCE,),
    (_S.IN_FORCE, _A.SUSPEND): (_S.SUSPENDED,),
    (_S.IN_FORCE, _A.EXTEND): (_S.IN_FORCE,),
    (_S.IN_FORCE, _A.RENEW): (_S.IN_FORCE,),
    (_S.IN_FORCE, _A.EXPIRE): (_S.EXPIRED,),
    (_S.IN_FORCE, _A.TERMINATE): (_S.TERMINATED,),
    (_S.IN_FORCE, _A.REPLACE): (_S.REPLACED,),
    (_S.IN_FORCE, _A.ARCHIVE): (_S.ARCHIVED,),
    (_S.OBSERVED, _A.ADOPT): (_S.OBSERVED, _S.IN_FORCE),
    (_S.OBSERVED, _A.SIGN): (_S.OBSERVED, _S.IN_FORCE),
    (_S.OBSERVED, _A.SUSPEND): (_S.SUSPENDED,),
    (_S.OBSERVED, _A.EXTEND): (_S.OBSERVED,),
    (_S.OBSERVED, _A.RENEW): (_S.OBSERVED,),
    (_S.OBSERVED, _A.EXPIRE): (_S.EXPIRED,),
    (_S.OBSERVED, _A.TERMINATE): (_S.TERMINATED,),
    (_S.OBSERVED, _A.REPLACE): (_S.REPLACED,),
    (_S.OBSERVED, _A.ARCHIVE): (_S.ARCHIVED,),
    (_S.SUSPENDED, _A.ADOPT): (_S.SUSPENDED,),
    (_S.SUSPENDED, _A.SIGN): (_S.SUSPENDED,),
    (_S.SUSPENDED, _A.RESUME): (_S.IN_FORCE, _S.OBSERVED),
    (_S.SUSPENDED, _A.EXTEND): (_S.SUSPENDED,),
    (_S.SUSPENDED, _A.EXPIRE): (_S.EXPIRED,),
    (_S.SUSPENDED, _A.TERMINATE): (_S.TERMINATED,),
    (_S.SUSPENDED, _A.REPLACE): (_S.REPLACED,),
    (_S.SUSPENDED, _A.ARCHIVE): (_S.ARCHIVED,),
    (_S.EXPIRED, _A.ARCHIVE): (_S.ARCHIVED,),
    (_S.TERMINATED, _A.ARCHIVE): (_S.ARCHIVED,),
    (_S.REPLACED, _A.ARCHIVE): (_S.ARCHIVED,),
    (_S.ARCHIVED, _A.RESTORE): tuple(state for state in LegalState if state != LegalState.ARCHIVED),
}
"""The states that an act may lead to; the facts say which. What is not here is refused, and explained."""

REFUSED: dict[LegalAct, str] = {
    _A.SHARE: "Seul un projet se partage ; celui-ci est « {state} ».",
    _A.ADOPT: "Un accord se vote avant de prendre fin ; à cette date, celui-ci est « {state} ».",
    _A.SIGN: "Un accord se signe avant de prendre fin ; à cette date, celui-ci est « {state} ».",
    _A.TAKE_EFFECT: (
        "Un accord prend effet une fois que chaque partie est autorisée et a signé ; celui-ci est « {state} »."
    ),
    _A.OBSERVE: "On constate un accord qui s’applique déjà sans son dossier ; celui-ci est « {state} ».",
    _A.SUSPEND: "Seul un accord en vigueur se suspend ; à cette date, celui-ci est « {state} ».",
    _A.RESUME: "Seul un accord suspendu reprend ; à cette date, celui-ci est « {state} ».",
    _A.EXTEND: (
        "Un accord se proroge avant sa fin (code civil, article 1213) ; à cette date, celui-ci est « {state} ». "
        "Préparez plutôt un nouvel accord."
    ),
    _A.RENEW: "Seul un accord en vigueur se reconduit ; à cette date, celui-ci est « {state} ».",
    _A.EXPIRE: "Seul un accord en vigueur arrive à son terme ; à cette date, celui-ci est « {state} ».",
    _A.TERMINATE: (
        "Seul un accord signé ou en vigueur se résilie ; à cette date, celui-ci est « {state} ». "
        "Un projet abandonné s’archive."
    ),
    _A.REPLACE: "Seul un accord signé ou en vigueur se remplace ; à cette date, celui-ci est « {state} ».",
    _A.ARCHIVE: "Cet accord est déjà archivé.",
    _A.RESTORE: "Cet accord n’est pas archivé.",
}

ENDED = frozenset({_S.EXPIRED, _S.TERMINATED, _S.REPLACED})
RUNNING = frozenset({_S.IN_FORCE, _S.OBSERVED, _S.SUSPENDED})
_ENDS = {EndWay.EXPIRED: _S.EXPIRED, EndWay.TERMINATED: _S.TERMINATED, EndWay.REPLACED: _S.REPLACED}
_RANKS = (EndWay.TERMINATED, EndWay.REPLACED, EndWay.EXPIRED)
"""Of two ends on one day, the act of a party is told before the mere passing of time."""

WHAT_BECOMES: dict[LegalState, str] = {
    _S.SUSPENDED: (
        "Ses annexes sont suspendues avec lui. Les accords qui l’appliquent restent en vigueur ; ce qu’ils tirent de "
        "lui attend sa reprise."
    ),
    _S.EXPIRED: (
        "Ses annexes prennent fin avec lui, sauf ce que le texte fait durer (secret, comptes, règlement des litiges). "
        "Les accords qui l’appliquent ne tombent pas d’eux-mêmes : ils perdent leur cadre, et leurs parties doivent "
        "dire s’ils continuent."
    ),
    _S.TERMINATED: (
        "Ses annexes prennent fin avec lui, sauf ce que le texte fait durer (secret, comptes, règlement des litiges). "
        "Les accords qui l’appliquent ne sont pas résiliés avec lui : chacun se résilie selon ses propres clauses."
    ),
    _S.REPLACED: (
        "Ses annexes valent encore si le nouvel accord les reprend. Les accords qui l’appliquent se lisent désormais "
        "avec le nouveau, si leurs parties l’acceptent."
    ),
}
"""What becomes of the annexes of an agreement and of those that apply it."""


class EndFact(NamedTuple):
    """The last day of an agreement, and how it ends that evening."""

    on: dt.date
    way: EndWay


@dataclass(frozen=True, slots=True)
class PartyFacts:
    """A party: whether it needs an authority, since when it has one, since when all that sign for it have signed."""

    needs_authority: bool = True
    adopted_on: dt.date | None = None
    signed_on: dt.date | None = None
    from_on: dt.date | None = None
    to_on: dt.date | None = None


@dataclass(frozen=True, slots=True)
class LegalFacts:
    """All that the state follows from. ``ends_on``: last day under the clauses, None while nothing ends it.

    ``is_observed``: said to be in force without its whole file. ``is_stated_signed``: said to be signed by all, on
    ``stated_signed_on`` when the day is known.
    """

    parties: tuple[PartyFacts, ...] = ()
    effect_on: dt.date | None = None
    ends_on: dt.date | None = None
    endings: tuple[EndFact, ...] = ()
    suspensions: tuple[tuple[dt.date, dt.date | None], ...] = ()
    shared_on: dt.date | None = None
    archived_on: dt.date | None = None
    is_observed: bool = False
    is_stated_signed: bool = False
    stated_signed_on: dt.date | None = None


def state_on(facts: LegalFacts, day: dt.date) -> LegalState:
    """The state during ``day``."""
    if facts.archived_on is not None and facts.archived_on <= day:
        return LegalState.ARCHIVED
    end = end_of(facts)
    if end is not None and end.on < day:
        return _ENDS[end.way]
    state = _standing(facts, day)
    return LegalState.SUSPENDED if state in RUNNING and _is_suspended(facts, day) else state


def end_of(facts: LegalFacts) -> EndFact | None:
    """How and on which last day it ends; None while nothing ends it. What never bound anybody does not end."""
    known = list(facts.endings)
    if facts.ends_on is not None:
        known.append(EndFact(facts.ends_on, EndWay.EXPIRED))
    for end in sorted(known, key=lambda one: (one.on, _RANKS.index(one.way))):
        state = _standing(facts, end.on)
        if state in RUNNING or (state == LegalState.SIGNED and end.way != EndWay.EXPIRED):
            return end
    return None


def next_change(facts: LegalFacts, day: dt.date) -> dt.date | None:
    """The first day after ``day`` on which a fact that is already known may change the state."""
    return min((one for one in _days(facts) if one > day), default=None)


def check(state: LegalState, act: LegalAct) -> tuple[LegalState, ...]:
    """The states that ``act`` may lead to from ``state``, or a refusal that says why."""
    reached = TABLE.get((state, act))
    if reached is None:
        raise Refusal(REFUSED[act].format(state=state.label.lower()))
    return reached


def _standing(facts: LegalFacts, day: dt.date) -> LegalState:
    """The state without ends, suspensions and archives."""
    parties = [one for one in facts.parties if _counts(one, facts, day)]
    signed = [one for one in parties if _is_past(one.signed_on, day)]
    in_need = [one for one in parties if one.needs_authority]
    adopted = [one for one in in_need if _is_past(one.adopted_on, day)]
    has_begun = _is_past(facts.effect_on, day)
    if parties and len(signed) == len(parties) and len(adopted) == len(in_need):
        return LegalState.IN_FORCE if has_begun else LegalState.SIGNED
    if _is_stated(facts, day):
        is_open = facts.is_observed and facts.effect_on is None
        return LegalState.OBSERVED if has_begun or is_open else LegalState.SIGNED
    if signed:
        return LegalState.SIGNED if len(signed) == len(parties) else LegalState.SIGNING
    if adopted:
        return LegalState.ADOPTED if len(adopted) == len(in_need) else LegalState.ADOPTING
    return LegalState.NEGOTIATION if _is_past(facts.shared_on, day) else LegalState.DRAFT


def _is_stated(facts: LegalFacts, day: dt.date) -> bool:
    if not (facts.is_observed or facts.is_stated_signed):
        return False
    return facts.stated_signed_on is None or facts.stated_signed_on <= day


def _counts(party: PartyFacts, facts: LegalFacts, day: dt.date) -> bool:
    """Whether the state waits for this party: neither one that came in once it ran, nor one that left unsigned."""
    begun = facts.effect_on or day
    has_left = party.to_on is not None and party.to_on < day
    return (party.from_on is None or party.from_on <= begun) and (not has_left or party.signed_on is not None)


def _is_suspended(facts: LegalFacts, day: dt.date) -> bool:
    return any(first <= day and (last is None or day <= last) for first, last in facts.suspensions)


def _is_past(on: dt.date | None, day: dt.date) -> bool:
    return on is not None and on <= day


def _days(facts: LegalFacts) -> Iterator[dt.date]:
    """The days on which something begins, and the morrows of those on which something ends."""
    begins = [facts.effect_on, facts.shared_on, facts.archived_on, facts.stated_signed_on]
    ends = [facts.ends_on, *(end.on for end in facts.endings)]
    for party in facts.parties:
        begins += [party.adopted_on, party.signed_on, party.from_on]
        ends.append(party.to_on)
    for first, last in facts.suspensions:
        begins.append(first)
        ends.append(last)
    yield from (one for one in begins if one is not None)
    yield from (one + _DAY for one in ends if one is not None)
