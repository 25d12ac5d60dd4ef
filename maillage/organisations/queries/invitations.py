"""Invitations by their link."""

from __future__ import annotations

import datetime as dt
import hashlib

from maillage.organisations.models import Invitation


def fingerprint(token: str) -> str:
    """What the table keeps of the token of a link."""
    return hashlib.sha256(token.encode()).hexdigest()


def open_invitation(token: str, *, at: dt.datetime) -> Invitation | None:
    """The invitation of a link, if it may still be accepted."""
    rows = Invitation.objects.open_at(at).filter(token_hash=fingerprint(token))
    return rows.select_related("organisation", "unit", "person").first()
