"""A document comes back from a partner: what a person kept of it becomes proposals and remarks of its party."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction

from maillage.agreements.models import Provision
from maillage.agreements.redline.brought_back import Ask, Deed
from maillage.base.refusals import Refusal
from maillage.negotiation.actions.proposing import ProvisionGone, propose
from maillage.negotiation.actions.remarking import remark
from maillage.negotiation.models import Negotiation, Seat
from maillage.organisations.models import User


class NothingKept(Refusal):
    """No box is ticked."""

    sentence = "Cochez au moins un changement ou une remarque à reprendre."


@dataclass(frozen=True, slots=True)
class BroughtBack:
    """How many of each were written."""

    proposals: int
    remarks: int


@transaction.atomic
def bring_back(
    *,
    negotiation: Negotiation,
    seat: Seat,
    asks: Sequence[Ask],
    reason: str,
    declared_by: str,
    by: User | None,
    at: dt.datetime,
) -> BroughtBack:
    """Write all of ``asks`` in the name of ``seat``, or nothing: a refusal says which one it is about."""
    if not asks:
        raise NothingKept
    wanted = {UUID(key) for ask in asks for key in (ask.provision, ask.beside) if key}
    provisions = Provision.objects.filter(agreement=negotiation.agreement_id).in_bulk(wanted)
    proposals = remarks = 0
    for ask in asks:
        provision = provisions.get(UUID(ask.provision)) if ask.provision else None
        try:
            if provision is None:
                raise ProvisionGone
            if ask.deed is Deed.REMARK:
                remark(
                    negotiation=negotiation,
                    seat=seat,
                    words=ask.words,
                    provision=provision,
                    quote=ask.quote,
                    declared_by=declared_by,
                    by=by,
                    at=at,
                )
                remarks += 1
            else:
                propose(
                    negotiation=negotiation,
                    seat=seat,
                    kind=ask.deed.value,
                    provision=provision,
                    words=ask.words,
                    beside=provisions.get(UUID(ask.beside)) if ask.beside else None,
                    after=ask.is_after,
                    reason=reason,
                    declared_by=declared_by,
                    by=by,
                    at=at,
                )
                proposals += 1
        except Refusal as refusal:
            raise Refusal(f"{ask.label[:1].upper()}{ask.label[1:]} : {refusal.sentence}") from refusal
    return BroughtBack(proposals, remarks)
