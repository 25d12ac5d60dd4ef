"""What the partners of Ourcelle did by its day, and the few duties that are late."""

from __future__ import annotations

import datetime as dt

from maillage.agreements.actions import doing
from maillage.agreements.actions.duties import refresh
from maillage.agreements.models import Duty
from maillage.notices.actions.escalating import go_round
from maillage.organisations.permissions import day_of
from maillage.web.demo.world import World

LATE = 3  # the last ones that nobody said anything of
WORDS = {
    "meeting": "Réunion tenue, relevé de décisions envoyé aux parties.",
    "evaluation": "Bilan présenté au comité et transmis aux parties.",
    "amendment_review": "Texte relu par les parties : rien à modifier cette année.",
    "financial_report": "Compte rendu financier reçu.",
    "payment": "Subvention versée.",
    "key_data": "Données publiées.",
    "review_renewal": "Les parties ont commencé à préparer la suite.",
}


def keep(world: World, *, at: dt.datetime) -> None:
    """Say what was done, save the last duties; the alerts are those of today."""
    refresh(at)
    past = Duty.objects.to_do(day_of(at)).filter(on__lt=day_of(at)).select_related("agreement__brought_by")
    rows = list(past.order_by("-on", "pk"))
    if not Duty.objects.filter(done_at__isnull=False).exists():
        for duty in rows[LATE:]:
            done = dt.datetime.combine(duty.on + dt.timedelta(days=4), dt.time(14, 30), at.tzinfo)
            doing.do(
                duty=duty,
                organisation=duty.agreement.brought_by,
                word=WORDS.get(duty.kind, ""),
                by=None,
                at=max(min(done, at), world.begun),
            )
    go_round(at)
