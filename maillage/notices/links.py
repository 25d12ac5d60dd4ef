"""Signed links of one purpose: from a letter to the choice of its rhythm, without signing in (RFC 8058)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.core import signing
from django.urls import reverse

_SALT = "maillage.notices.rhythm"
LIFETIME = dt.timedelta(days=180)


@dataclass(frozen=True, slots=True)
class Choice:
    """Whose letters, about which organisation."""

    user_id: UUID
    organisation_id: UUID


def token_of(choice: Choice) -> str:
    """What the address carries: it opens this choice and nothing else, for :data:`LIFETIME`."""
    return signing.dumps([choice.user_id.hex, choice.organisation_id.hex], salt=_SALT, compress=False)


def choice_of(token: str) -> Choice | None:
    """What a token opens; None for one that is forged, too old or of another purpose."""
    try:
        user, organisation = signing.loads(token, salt=_SALT, max_age=LIFETIME)
        return Choice(UUID(hex=user), UUID(hex=organisation))
    except (signing.BadSignature, ValueError, TypeError):
        return None


def address_of(choice: Choice) -> str:
    """The whole address, as a letter gives it."""
    return settings.ADDRESS + reverse("notices:rhythm", args=[token_of(choice)])
