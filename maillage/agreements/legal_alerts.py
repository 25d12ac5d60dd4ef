"""Rules 1 to 6 on authority, signature and effect, as alerts: computed from facts, each with its article and a way out.

Pure. An alert is set aside by a named person with a reason; ``mark`` names the facts that it rests on, so that an
alert about other facts is another alert.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from maillage.agreements.regimes import Regime
from maillage.reading.output.words import capital
from maillage.reading.output.words import date as written

SIGNED_EARLY = "CE, avis, 10 juin 1996, Préfet de la Côte d’Or ; CE, 9 mai 2012"


@dataclass(frozen=True, slots=True)
class AuthorityCase:
    """What authorises a party, and since when it is enforceable (None: a date is still missing)."""

    adopted_on: dt.date | None
    published_on: dt.date | None
    transmitted_on: dt.date | None
    enforceable_on: dt.date | None


@dataclass(frozen=True, slots=True)
class SignatureCase:
    """A signature. ``needs_delegation``: not given by the representative; ``has_delegation``: one held that day."""

    name: str
    on: dt.date
    needs_delegation: bool = False
    has_delegation: bool = False


@dataclass(frozen=True, slots=True)
class PartyCase:
    """A party, by what it recorded, with the articles on its authority, on what enforces it, on delegations."""

    key: str
    label: str
    regime: Regime
    article: str = ""
    enforcing: str = ""
    delegating: str = ""
    authorities: tuple[AuthorityCase, ...] = ()
    signatures: tuple[SignatureCase, ...] = ()
    is_signed: bool = False
    received_on: dt.date | None = None
    sent_on: dt.date | None = None


@dataclass(frozen=True, slots=True)
class AlertCase:
    """An agreement on a day. ``trigger``: what makes it take effect (``last_signature``, ``notification`` ...).

    ``is_observed``: said to be in force without its file. ``is_stated_signed``: said to be signed by all, elsewhere: of
    a party that recorded no signature of its own, what is unknown is among the missing pieces, and alerts nobody.
    """

    day: dt.date
    parties: tuple[PartyCase, ...]
    effect_on: dt.date | None = None
    trigger: str = ""
    is_observed: bool = False
    is_stated_signed: bool = False

    def is_covered(self, party: PartyCase) -> bool:
        """Whether what was said of the whole agreement answers for what ``party`` did not record."""
        return self.is_observed or (self.is_stated_signed and not party.signatures)


@dataclass(frozen=True, slots=True)
class Alert:
    """What a rule says of the facts. ``is_grave``: it bears on the validity, and not on what remains to be done."""

    code: str
    rule: int
    title: str
    why: str
    article: str
    todo: str
    party_key: str = ""
    is_grave: bool = True
    basis: str = ""

    @property
    def mark(self) -> str:
        """What tells this alert from one about other facts."""
        told = f"{self.code}|{self.party_key}|{self.basis}"
        return hashlib.sha256(told.encode()).hexdigest()[:32]


def alerts_of(case: AlertCase) -> list[Alert]:
    """The alerts of an agreement, in the order of the rules then of the parties."""
    return [alert for rule in _RULES for alert in rule(case)]


def _no_authority(case: AlertCase) -> Iterator[Alert]:
    """Rule 1: it applies, or somebody signed, and nothing says that a party was authorised."""
    for party in case.parties:
        if party.regime == Regime.NONE or party.authorities or case.is_covered(party):
            continue
        if not party.signatures and not _has_begun(case):
            continue
        is_vote = party.regime == Regime.RESOLUTION
        missing = "aucune délibération n’est enregistrée" if is_vote else "aucun mandat n’est enregistré"
        asked = "sa délibération" if is_vote else "ses statuts, ou la décision qui donne mandat de signer"
        yield Alert(
            "no-authority",
            1,
            f"{_name(party)} : {missing}",
            "Un accord n’entre pas en vigueur tant que chaque partie n’a pas donné ce qui l’autorise à signer.",
            party.article,
            f"Demandez {asked}, puis écrivez-en les dates.",
            party.key,
            basis=f"{_days(party)} {case.effect_on if _has_begun(case) else ''}",
        )


def _no_signature(case: AlertCase) -> Iterator[Alert]:
    """Rule 1: the day of effect has come and a party has not signed."""
    if not _has_begun(case) or case.is_observed or case.is_stated_signed:
        return
    for party in case.parties:
        if not party.is_signed:
            yield Alert(
                "no-signature",
                1,
                f"{_name(party)} n’a pas signé, et la date d’effet est passée",
                f"L’accord devait prendre effet le {_day(case.effect_on)} : il n’engage pas qui ne l’a pas signé.",
                "C. civ. 1113, 1366",
                "Recueillez sa signature, ou corrigez la date d’effet.",
                party.key,
                basis=str(case.effect_on),
            )


def _signed_before_vote(case: AlertCase) -> Iterator[Alert]:
    """Rules 2 and 3: signed before the assembly decided, or before its decision was enforceable."""
    for party in case.parties:
        if not party.authorities:
            continue
        for signature in party.signatures:
            authority = _nearest(party, signature.on)
            if authority.adopted_on is not None and signature.on < authority.adopted_on:
                yield _early(party, signature, authority.adopted_on)
            elif party.regime == Regime.RESOLUTION and not _is_enforceable(authority, signature.on):
                yield _unenforceable(party, signature, authority)


def _early(party: PartyCase, signature: SignatureCase, adopted_on: dt.date) -> Alert:
    said = "l’assemblée n’ait voté" if party.regime == Regime.RESOLUTION else "l’organe dirigeant n’ait décidé"
    return Alert(
        "signed-before-vote",
        3,
        f"{_name(party)} a signé avant que {said}",
        f"Signature de {signature.name} le {_day(signature.on)} ; décision du {_day(adopted_on)}. Qui signe sans y "
        "être encore autorisé n’engage pas sa structure.",
        f"{party.article} ; {SIGNED_EARLY}" if party.regime == Regime.RESOLUTION else party.article,
        "Faites signer de nouveau, ou faites approuver la signature par une nouvelle décision.",
        party.key,
        basis=f"{signature.on} {adopted_on}",
    )


def _unenforceable(party: PartyCase, signature: SignatureCase, authority: AuthorityCase) -> Alert:
    if authority.enforceable_on is None:
        lacks = [
            word
            for word, on in (("sa publication", authority.published_on), ("sa transmission", authority.transmitted_on))
            if on is None
        ]
        why = (
            f"Signature de {signature.name} le {_day(signature.on)}. La délibération n’est exécutoire qu’une fois "
            f"publiée et transmise au représentant de l’État : la date de {' et celle de '.join(lacks)} manque"
            f"{'nt' if len(lacks) > 1 else ''}."
        )
        title = f"{_name(party)} : la délibération n’est pas connue comme exécutoire"
        todo = "Écrivez ces dates si vous les avez ; sinon, demandez-les."
    else:
        why = (
            f"Signature de {signature.name} le {_day(signature.on)} ; délibération exécutoire le "
            f"{_day(authority.enforceable_on)} seulement."
        )
        title = f"{_name(party)} a signé avant que sa délibération ne soit exécutoire"
        todo = (
            "Faites signer de nouveau. Si la délibération précède la signature et que le préfet a pu la contrôler, ce "
            "défaut n’annule pas l’accord à lui seul : dites-le en écartant cette alerte."
        )
    return Alert(
        "not-enforceable",
        2 if authority.enforceable_on is None else 3,
        title,
        why,
        f"{party.enforcing} ; {SIGNED_EARLY}",
        todo,
        party.key,
        basis=f"{signature.on} {authority.enforceable_on}",
    )


def _no_delegation(case: AlertCase) -> Iterator[Alert]:
    """Rule 1 of who may sign: another than the representative, without a delegation in force that day."""
    for party in case.parties:
        for signature in party.signatures:
            if signature.needs_delegation and not signature.has_delegation:
                yield Alert(
                    "no-delegation",
                    1,
                    f"{_name(party)} : {signature.name} a signé sans délégation connue",
                    f"Le {_day(signature.on)}, aucune délégation en cours n’est enregistrée à son nom.",
                    party.delegating,
                    "Enregistrez l’arrêté ou la décision qui donne délégation, ou corrigez la qualité du signataire.",
                    party.key,
                    basis=f"{signature.name} {signature.on}",
                )


def _not_transmitted(case: AlertCase) -> Iterator[Alert]:
    """Rule 4: it is the délibération that goes to the State, with the agreement annexed, and not the agreement."""
    for party in case.parties:
        if party.regime != Regime.RESOLUTION or not party.authorities or case.is_covered(party):
            continue
        authority = max(party.authorities, key=lambda one: one.adopted_on or dt.date.min)
        if authority.transmitted_on is None and authority.adopted_on is not None and authority.adopted_on < case.day:
            yield Alert(
                "not-transmitted",
                4,
                f"{_name(party)} : la délibération n’est pas connue comme transmise",
                f"Votée le {_day(authority.adopted_on)}. C’est elle, l’accord en annexe, qui se transmet au "
                "représentant de l’État ; l’accord seul ne le remplace pas.",
                party.enforcing,
                "Écrivez la date de transmission, ou demandez l’accusé de réception.",
                party.key,
                is_grave=False,
                basis=str(authority.adopted_on),
            )


def _effect_too_early(case: AlertCase) -> Iterator[Alert]:
    """Rule 5: effect before the last signature, or before the notification when the text starts from it."""
    if case.effect_on is None or case.is_observed:
        return
    signed = [signature.on for party in case.parties for signature in party.signatures]
    if signed and max(signed) > case.effect_on:
        yield Alert(
            "effect-before-signature",
            5,
            "L’accord prend effet avant la dernière signature",
            f"Effet le {_day(case.effect_on)} ; dernière signature le {_day(max(signed))}.",
            "C. civ. 1113, 1121",
            "Corrigez la date d’effet, ou dites pourquoi les parties l’ont voulue plus tôt.",
            basis=f"{case.effect_on} {max(signed)}",
        )
    if case.trigger == "notification":
        yield from _unnotified(case, case.effect_on)


def _unnotified(case: AlertCase, effect_on: dt.date) -> Iterator[Alert]:
    for party in case.parties:
        late = party.received_on is not None and party.received_on > effect_on
        pending = party.sent_on is not None and party.received_on is None and effect_on <= case.day
        if late or pending:
            when = f"reçue le {_day(party.received_on)}" if late else f"envoyée le {_day(party.sent_on)}, pas reçue"
            yield Alert(
                "effect-before-notification",
                5,
                f"{_name(party)} : l’accord prend effet avant d’être notifié",
                f"Le texte le fait partir de la notification ; effet le {_day(effect_on)}, notification {when}.",
                "le texte lui-même",
                "Corrigez la date d’effet, ou enregistrez la réception.",
                party.key,
                basis=f"{effect_on} {party.received_on} {party.sent_on}",
            )


def _retroactive(case: AlertCase) -> Iterator[Alert]:
    """Rule 6: no effect before each authorising act is enforceable (non-retroactivity of administrative acts)."""
    if case.effect_on is None:
        return
    for party in case.parties:
        known = [one.enforceable_on for one in party.authorities if one.enforceable_on is not None]
        if party.regime == Regime.RESOLUTION and known and min(known) > case.effect_on:
            yield Alert(
                "retroactive",
                6,
                f"L’accord prend effet avant que la délibération ne soit exécutoire ({party.label})",
                f"Effet le {_day(case.effect_on)} ; délibération exécutoire le {_day(min(known))}. Un acte "
                "administratif ne vaut que pour l’avenir.",
                f"{party.enforcing} ; CE, 25 juin 1948, Société du journal L’Aurore",
                "Corrigez la date d’effet, ou dites quelle exception permet celle-ci.",
                party.key,
                basis=f"{case.effect_on} {min(known)}",
            )


_RULES: tuple[Callable[[AlertCase], Iterator[Alert]], ...] = (
    _no_authority,
    _no_signature,
    _no_delegation,
    _signed_before_vote,
    _not_transmitted,
    _effect_too_early,
    _retroactive,
)


def _nearest(party: PartyCase, day: dt.date) -> AuthorityCase:
    """The authority that serves a signature best: enforceable by then, else the first that was adopted."""
    ready = [one for one in party.authorities if _is_enforceable(one, day)]
    return min(ready or party.authorities, key=lambda one: one.adopted_on or dt.date.max)


def _is_enforceable(authority: AuthorityCase, day: dt.date) -> bool:
    return authority.enforceable_on is not None and authority.enforceable_on <= day


def _has_begun(case: AlertCase) -> bool:
    return case.effect_on is not None and case.effect_on <= case.day


def _days(party: PartyCase) -> str:
    return " ".join(sorted(str(one.on) for one in party.signatures))


def _name(party: PartyCase) -> str:
    """Its name at the head of a sentence."""
    return capital(party.label)


def _day(on: dt.date | None) -> str:
    return written(on.isoformat()) if on is not None else ""
