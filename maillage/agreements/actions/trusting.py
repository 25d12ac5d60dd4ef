"""Trust anchors of the installation: added from a file, removed; each stays to be read."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from maillage.agreements.models import TrustAnchor
from maillage.agreements.pades import anchors_in
from maillage.organisations.actions.writing import keep, locked


@transaction.atomic
def trust(*, content: bytes, source: str, at: dt.datetime) -> tuple[list[TrustAnchor], int]:
    """Install the anchors of a file: those that are new, and how many were there already.

    Raises :class:`~maillage.agreements.pades.UnreadableAnchors` when it holds none.
    """
    known = set(TrustAnchor.objects.filter(removed_at__isnull=True).values_list("fingerprint", flat=True))
    found = anchors_in(content)
    new = [
        keep(
            TrustAnchor(
                fingerprint=one.fingerprint,
                subject=one.subject,
                valid_from=one.valid_from,
                valid_to=one.valid_to,
                certificate=one.certificate,
                source=source[:300],
                added_at=at,
            )
        )
        for one in found
        if one.fingerprint not in known
    ]
    return new, len(found) - len(new)


@transaction.atomic
def distrust(*, fingerprint: str, at: dt.datetime) -> list[TrustAnchor]:
    """Remove the anchors whose fingerprint begins so; checks that were made with them stay what they were."""
    rows = TrustAnchor.objects.filter(removed_at__isnull=True, fingerprint__startswith=fingerprint.lower())
    removed = []
    for row in rows.order_by("pk"):
        held = locked(row)
        held.removed_at = at
        held.revision += 1
        removed.append(keep(held))
    return removed
