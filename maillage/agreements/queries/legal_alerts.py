"""The alerts of an agreement on authority and signature, with those that somebody set aside."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from maillage.agreements.choices import TermName
from maillage.agreements.legal_alerts import Alert, AlertCase, AuthorityCase, PartyCase, SignatureCase, alerts_of
from maillage.agreements.models import Agreement, AlertSetAside, Signature
from maillage.agreements.queries.legal import Dossier, PartyDossier, dossier_of
from maillage.agreements.regimes import MANDATE, Regime, authority_source, delegation_source, transmission_source
from maillage.base.search import folded


@dataclass(frozen=True, slots=True)
class Alerts:
    """Those that stand, those that were set aside with the words of who did."""

    alerts: list[Alert]
    set_aside: list[tuple[Alert, AlertSetAside]]

    @property
    def grave(self) -> list[Alert]:
        """Those that bear on the validity of the agreement."""
        return [one for one in self.alerts if one.is_grave]


def alerts_in(agreement: Agreement, *, day: dt.date, dossier: Dossier | None = None) -> Alerts:
    """The alerts of an agreement on ``day``: one query beside its legal file."""
    found = alerts_of(case_of(dossier or dossier_of(agreement, day=day), day=day))
    rows = AlertSetAside.objects.filter(agreement=agreement, taken_back_at__isnull=True)
    aside = {row.mark: row for row in rows.select_related("set_aside_by__person")}
    return Alerts(
        [one for one in found if one.mark not in aside],
        [(one, aside[one.mark]) for one in found if one.mark in aside],
    )


def case_of(dossier: Dossier, *, day: dt.date) -> AlertCase:
    """What the rules read of a legal file."""
    return AlertCase(
        day=day,
        parties=tuple(_party(one) for one in dossier.signing),
        effect_on=dossier.life.effect_on,
        trigger=dossier.values.get(TermName.EFFECT_TRIGGER, ""),
        is_observed=dossier.agreement.is_observed,
        is_stated_signed=dossier.legal.is_stated_signed,
    )


def _party(one: PartyDossier) -> PartyCase:
    notification = one.notification
    return PartyCase(
        key=str(one.party.pk),
        label=one.party.label,
        regime=one.regime,
        article=MANDATE if one.regime == Regime.MANDATE else authority_source(one.party),
        enforcing=transmission_source(one.party),
        delegating=delegation_source(one.party),
        authorities=tuple(
            AuthorityCase(row.adopted_on, row.published_on, row.transmitted_on, row.enforceable_on)
            for row in one.authorisations
        ),
        signatures=tuple(_signature(one, row) for row in one.signatures),
        is_signed=one.signed_on is not None,
        received_on=notification.received_on if notification is not None else None,
        sent_on=notification.sent_on if notification is not None else None,
    )


def _signature(one: PartyDossier, row: Signature) -> SignatureCase:
    signatory = next((named for named in one.signatories if named.pk == row.signatory_id), None)
    name = folded(row.name)
    return SignatureCase(
        row.name,
        row.signed_on,
        needs_delegation=signatory is not None and signatory.needs_delegation,
        has_delegation=any(held.is_at(row.signed_on) and folded(held.delegate) == name for held in one.delegations),
    )
