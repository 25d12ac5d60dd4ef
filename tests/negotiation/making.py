"""Drafts under negotiation: two or three parties of the cast, a text of our own writing."""

from __future__ import annotations

import datetime as dt
from typing import Any
from uuid import UUID

from maillage.agreements.models import Agreement, Provision, ProvisionVersion
from maillage.negotiation.actions import answering, closing, opening, proposing, remarking
from maillage.negotiation.choices import ProposalKind, Verdict
from maillage.negotiation.models import Negotiation, Proposal, Remark, Seat
from maillage.negotiation.queries.texts import Draft, draft_of
from maillage.organisations.models import Organisation
from tests.cast import NOW
from tests.factories.agreements import brought, confirmed, tie

HEAD = """PROTOCOLE DE TRAVAIL DES SOLIDARITÉS

ENTRE

Le Département de l’Ourcelle, sis 12 cours de la République à Montclair, représenté par son président, ci-après dénommé « le Département »,

ET

Le CCAS de Montclair, sis 8 rue Saint-Aubin à Montclair, représenté par sa présidente, ci-après dénommé « le CCAS »,

ET

La Commune de Montclair, sise 1 place des Halles à Montclair, représentée par son maire, ci-après dénommée « la Commune »,

IL EST CONVENU CE QUI SUIT

"""
END = """Fait à Montclair, le

Pour le Département, le président
Pour le CCAS, la présidente
Pour la Commune, le maire
"""


def long_text(articles: int) -> str:
    """A text between three parties, with so many articles of two paragraphs."""
    body = "\n".join(
        f"Article {number} – Mesure {number}\n"
        f"Le Département s’engage à tenir la permanence numéro {number} dans les locaux du CCAS.\n"
        f"Le CCAS s’engage à orienter les personnes vers le service numéro {number} dans un délai de cinq jours.\n"
        for number in range(1, articles + 1)
    )
    return f"{HEAD}{body}\n{END}"


def negotiated(cast: Any, *, at: dt.datetime = NOW, **facts: Any) -> Negotiation:
    """A shared draft between the Département and the CCAS, opened to negotiation by Alice."""
    agreement = confirmed(cast.departement, cast.ccas, by=cast.alice, **facts)
    return opening.open_negotiation(agreement=agreement, by=cast.alice, at=at)


def of_three(cast: Any, *, articles: int = 4, at: dt.datetime = NOW) -> Negotiation:
    """A draft whose reading nobody has confirmed, between the Département, the CCAS and the Commune."""
    agreement = brought(cast.departement, by=cast.alice, text=long_text(articles), name="projet.txt", shared_at=at)
    tie(agreement, cast.departement, cast.ccas, cast.commune)
    return opening.open_negotiation(agreement=agreement, by=cast.alice, at=at)


def seat_of(negotiation: Negotiation, organisation: Organisation) -> Seat:
    """The seat of an organisation."""
    return Seat.objects.get(negotiation=negotiation, organisation=organisation)


def draft(negotiation: Negotiation) -> Draft:
    """The text of today."""
    found = draft_of(Agreement.objects.get(pk=negotiation.agreement_id))
    assert found is not None
    return found


def provision(negotiation: Negotiation, eid: str) -> Provision:
    """The provision at a place of the text of today."""
    rows = ProvisionVersion.objects.filter(
        expression__agreement=negotiation.agreement_id, expression__superseded_at__isnull=True
    )
    return rows.select_related("provision").get(eid=eid).provision


def words_of(negotiation: Negotiation, key: UUID) -> str:
    """The words of a provision today."""
    passage = draft(negotiation).passage(key)
    assert passage is not None
    return passage.words


def proposed(negotiation: Negotiation, organisation: Organisation, eid: str, **facts: Any) -> Proposal:
    """A proposal: by default, one word of the provision is written otherwise."""
    target = provision(negotiation, eid)
    kind = facts.pop("kind", ProposalKind.REPLACE)
    words = facts.pop("words", "")
    if kind == ProposalKind.REPLACE and not words:
        words = words_of(negotiation, target.pk).replace("cinq jours", "huit jours")
    return proposing.propose(
        negotiation=negotiation,
        seat=seat_of(negotiation, organisation),
        kind=kind,
        provision=target,
        words=words,
        reason=facts.pop("reason", "Le délai est trop court."),
        by=facts.pop("by", None),
        at=facts.pop("at", NOW),
        **facts,
    )


def said(proposal: Proposal, organisation: Organisation, verdict: Verdict = Verdict.ACCEPT, reason: str = "") -> None:
    """What a party answers."""
    seat = seat_of(proposal.negotiation, organisation)
    answering.answer(proposal=proposal, seat=seat, verdict=verdict, reason=reason, by=None, at=NOW)


def retained(proposal: Proposal, *organisations: Organisation) -> Proposal:
    """Accepted by ``organisations``, then retained."""
    for one in organisations:
        said(proposal, one)
    return answering.retain(proposal=proposal, by=None, at=NOW)


def closed(negotiation: Negotiation) -> closing.Closed:
    """The round closed."""
    return closing.close_round(negotiation=negotiation, by=None, at=NOW)


def remarked(negotiation: Negotiation, organisation: Organisation, eid: str, quote: str = "", **facts: Any) -> Remark:
    """A remark on words of a provision."""
    return remarking.remark(
        negotiation=negotiation,
        seat=seat_of(negotiation, organisation),
        words=facts.pop("words", "Est-ce tenable en été ?"),
        provision=provision(negotiation, eid),
        quote=quote,
        by=facts.pop("by", None),
        at=NOW,
        **facts,
    )
