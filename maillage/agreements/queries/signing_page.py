"""Where the signature of an agreement stands, party by party: what is done, on what it rests, what comes next."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from maillage.agreements.choices import LinkKind, TermName
from maillage.agreements.legal_choices import AuthorityKind, LegalState
from maillage.agreements.legal_state import ENDED, WHAT_BECOMES, end_of, state_on
from maillage.agreements.models import (
    Agreement,
    AgreementLink,
    Authorisation,
    Delegation,
    Fact,
    Notification,
    Party,
    SealedVersion,
    Signatory,
    Signature,
)
from maillage.agreements.queries.horizon import Horizon
from maillage.agreements.queries.legal import Dossier, PartyDossier, dossier_of
from maillage.agreements.queries.legal_alerts import Alerts, alerts_in
from maillage.agreements.queries.six_dates import DateRow, day_words, six_dates
from maillage.agreements.regimes import Regime
from maillage.agreements.state_words import LEGAL, Shown
from maillage.organisations.models import User
from maillage.reading.output.words import capital, enumeration

DONE = ("k-kept", "kept")
WAITING = ("k-pending", "quiet")
LACKING = ("k-due", "watch")


class Step(NamedTuple):
    """One of the things that a party does, and where it stands."""

    name: str
    shown: Shown
    words: str


@dataclass(slots=True)
class Card:
    """A party: its legal file, its steps, what comes next and whether the reader may write for it."""

    dossier: PartyDossier
    steps: list[Step]
    next: str
    may: bool = False
    alerts: list[Any] = field(default_factory=list)

    @property
    def is_vote(self) -> bool:
        """Whether an assembly votes for it."""
        return self.dossier.regime == Regime.RESOLUTION


@dataclass(frozen=True, slots=True)
class Former:
    """A record that no longer counts, and why."""

    fact: Fact
    what: str
    why: str


@dataclass(frozen=True, slots=True)
class SigningPage:
    """All that the page shows."""

    dossier: Dossier
    state: Shown
    legal: LegalState
    next: str
    cards: list[Card]
    dates: list[DateRow]
    alerts: Alerts
    former: list[Former]
    sealed: SealedVersion | None
    is_text_changed: bool
    becomes: str
    applied: list[AgreementLink]

    @property
    def is_ended(self) -> bool:
        """Whether it has ended."""
        return self.legal in ENDED


def signing_page(
    agreement: Agreement, user: User, may: Callable[[Party], bool], *, horizon: Horizon, day: dt.date, at: dt.datetime
) -> SigningPage:
    """The page on ``day`` for who reads it, and writes for the parties that they ``may``: a fixed number of queries."""
    dossier = dossier_of(agreement, day=day, horizon=horizon)
    alerts = alerts_in(agreement, day=day, dossier=dossier)
    cards = [_card(one, dossier, may, alerts) for one in dossier.signing]
    legal = state_on(dossier.legal, day)
    return SigningPage(
        dossier=dossier,
        state=LEGAL[legal],
        legal=legal,
        next=_next_of_all(dossier, cards, legal, day),
        cards=cards,
        dates=six_dates(dossier),
        alerts=alerts,
        former=_former(agreement, horizon),
        sealed=dossier.sealed,
        is_text_changed=dossier.is_text_changed,
        becomes=WHAT_BECOMES.get(legal, ""),
        applied=_applied(agreement, user, at) if legal in WHAT_BECOMES else [],
    )


def _card(one: PartyDossier, dossier: Dossier, may: Callable[[Party], bool], alerts: Alerts) -> Card:
    steps = [*_authority_steps(one), _signature_step(one), _notification_step(one, dossier)]
    own = [alert for alert in alerts.alerts if alert.party_key == str(one.party.pk)]
    return Card(one, steps, _next(one, dossier), may(one.party), own)


def _authority_steps(one: PartyDossier) -> list[Step]:
    if one.regime == Regime.NONE:
        words = "Elle signe selon ses propres règles : rien n’est attendu ici."
        return [Step("Autorisation", Shown("Sans objet", "k-waived", "quiet"), words)]
    is_vote = one.regime == Regime.RESOLUTION
    name = "Délibération" if is_vote else "Mandat"
    if not one.authorisations:
        words = "Ni vote ni date ne sont enregistrés." if is_vote else "Ni statuts ni décision ne sont enregistrés."
        found = [Step(name, Shown("À enregistrer", *LACKING), words)]
        return [*found, Step("Caractère exécutoire", Shown("Inconnu", *WAITING), "")] if is_vote else found
    first = min(one.authorisations, key=lambda row: (row.adopted_on, row.pk.hex))
    steps = [Step(name, Shown("Adoptée" if is_vote else "Donné", *DONE), _authority_words(first))]
    if is_vote:
        steps.append(_enforceable_step(one, first))
    return steps


def _enforceable_step(one: PartyDossier, first: Authorisation) -> Step:
    if one.enforceable_on is not None:
        return Step("Caractère exécutoire", Shown("Exécutoire", *DONE), f"depuis le {day_words(one.enforceable_on)}")
    lacking = [
        words
        for words, on in (("publication", first.published_on), ("transmission à l’État", first.transmitted_on))
        if on is None
    ]
    words = f"Manque la date de {enumeration(lacking)}"
    return Step("Caractère exécutoire", Shown("À compléter", *LACKING), words)


def _authority_words(row: Authorisation) -> str:
    number = f" n° {row.number}" if row.number else ""
    body = f", {row.body}" if row.body else ""
    kind = "délibération" if row.kind == AuthorityKind.RESOLUTION else row.get_kind_display().partition(" (")[0]
    return f"{capital(kind)}{number} du {day_words(row.adopted_on)}{body}"


def _signature_step(one: PartyDossier) -> Step:
    if one.signed_on is not None:
        return Step("Signature", Shown("Signé", *DONE), f"le {day_words(one.signed_on)}, {_names(one.signatures)}")
    if one.signatures:
        left = enumeration([row.name for row in one.waiting])
        return Step("Signature", Shown("En partie", "k-doing", "info"), f"Reste à signer : {left}")
    if one.lapsed:
        words = "Elle avait signé une version remplacée : cette signature ne compte plus."
        return Step("Signature", Shown("À refaire", *LACKING), words)
    names = enumeration([f"{row.name}, {row.capacity}" for row in one.signatories])
    return Step("Signature", Shown("En attente", *WAITING), f"Doit signer : {names}" if names else "")


def _notification_step(one: PartyDossier, dossier: Dossier) -> Step:
    found = one.notification
    if found is None:
        is_due = dossier.last_signed_on is not None and dossier.values.get(TermName.EFFECT_TRIGGER) == "notification"
        return Step("Notification", Shown("À envoyer", *LACKING) if is_due else Shown("Pas encore", *WAITING), "")
    means = found.get_means_display()
    if found.received_on is not None:
        return Step("Notification", Shown("Reçue", *DONE), f"le {day_words(found.received_on)}, {means}")
    if found.is_unclaimed:
        words = "Pli non réclamé : décidez entre vous d’un autre envoi, ou d’une remise en main propre."
        return Step("Notification", Shown("Non réclamée", *LACKING), words)
    return Step("Notification", Shown("Envoyée", "k-doing", "info"), f"le {day_words(found.sent_on)}, {means}")


def _next(one: PartyDossier, dossier: Dossier) -> str:
    """What comes next for a party, and who does it."""
    if one.needs_authority and not one.authorisations:
        return "Enregistrer sa délibération" if one.regime == Regime.RESOLUTION else "Enregistrer son mandat"
    if one.regime == Regime.RESOLUTION and one.enforceable_on is None:
        return "Compléter sa délibération : publication et transmission"
    if one.signed_on is None:
        waiting = one.waiting
        return f"Faire signer {waiting[0].name}" if waiting else "Recueillir sa signature"
    if one.notifications and one.received_on is None:
        return "Enregistrer la réception de la notification"
    if dossier.last_signed_on is not None and not one.notifications:
        return "Lui notifier l’accord signé"
    return ""


def _next_of_all(dossier: Dossier, cards: Sequence[Card], legal: LegalState, day: dt.date) -> str:
    if legal in ENDED or legal == LegalState.ARCHIVED:
        return ""
    end = end_of(dossier.legal)
    if legal in {LegalState.IN_FORCE, LegalState.OBSERVED, LegalState.SUSPENDED}:
        return f"Il court jusqu’au {day_words(end.on)}." if end is not None else "Aucun terme ne s’en calcule."
    effect_on = dossier.life.effect_on
    if all(card.dossier.signed_on is not None for card in cards) and cards:
        if effect_on is None:
            return (
                "Tous ont signé. La date d’effet n’est pas connue : écrivez-la, ou notifiez l’accord s’il part de là."
            )
        when = "devait prendre effet" if effect_on <= day else "prendra effet"
        return f"Tous ont signé. Il {when} le {day_words(effect_on)}."
    waited = [card.dossier.party.label for card in cards if card.dossier.signed_on is None]
    return f"Il reste à faire signer {enumeration(waited)}." if waited else ""


def _former(agreement: Agreement, horizon: Horizon) -> list[Former]:
    """What was corrected or withdrawn, the last first."""
    found: list[Former] = []
    for model, what in _NAMES.items():
        rows = model.objects.filter(agreement=agreement, withdrawn_at__isnull=False)
        rows = horizon.known(rows, "withdrawn_at").select_related("party", "withdrawn_by__person")
        found += [Former(row, f"{what} : {row}", row.withdrawn_reason) for row in rows.order_by("pk")]
    return sorted(found, key=lambda one: (str(one.fact.withdrawn_at), one.fact.pk.hex), reverse=True)


_NAMES: dict[type[Fact], str] = {
    Authorisation: "Autorisation",
    Delegation: "Délégation",
    Signatory: "Signataire",
    Signature: "Signature",
    Notification: "Notification",
}


def _applied(agreement: Agreement, user: User, at: dt.datetime) -> list[AgreementLink]:
    """The agreements that apply this one, or decline it locally, as far as the reader sees them."""
    seen = Agreement.objects.visible_to(user, at=at).values("pk")
    rows = AgreementLink.objects.filter(
        target=agreement, kind__in=(LinkKind.APPLIES, LinkKind.DECLINES), agreement__in=seen
    )
    return list(rows.select_related("agreement").order_by("agreement__folded", "pk"))


def _names(signatures: Sequence[Signature]) -> str:
    return enumeration([row.name for row in signatures])
