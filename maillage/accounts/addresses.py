"""The address of an account is changed by a link mailed to the new one; who asks learns nothing of other accounts."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass
from uuid import UUID

from cryptography.fernet import InvalidToken
from django.core.mail import EmailMessage
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse

from maillage.accounts.sealing import seal, unseal
from maillage.organisations.models import User

LIFETIME = dt.timedelta(hours=4)
SESSION_KEY = "accounts_address"
_PURPOSE = "address"


@dataclass(frozen=True)
class Change:
    """An account, the address it has, the one it asks for: what the link of a letter holds, sealed, for a while."""

    user_id: UUID
    former: str
    new: str
    until: dt.datetime

    def sealed(self) -> str:
        """The token of the link: nobody reads it, nor writes another."""
        held = {"for": _PURPOSE, "user": str(self.user_id), "former": self.former, "new": self.new}
        return seal(json.dumps({**held, "until": self.until.isoformat()}))

    def is_of(self, user: User) -> bool:
        """Whether ``user`` asked for it, and still has the address that they had: a link serves once."""
        return self.user_id == user.pk and self.former == user.email


def opened(token: str, *, at: dt.datetime) -> Change | None:
    """The change that a link holds; nothing when it is too old, or was not made here."""
    try:
        held = json.loads(unseal(token))
        change = Change(UUID(held["user"]), held["former"], held["new"], dt.datetime.fromisoformat(held["until"]))
    except (InvalidToken, KeyError, TypeError, ValueError):
        return None
    return change if held.get("for") == _PURPOSE and at < change.until else None


def ask(request: HttpRequest, *, user: User, new: str, at: dt.datetime) -> None:
    """Write to the new address, then to the present one: two letters, whether the new one is free or not."""
    words = {"user": user, "at": at, "new": new}
    if User.objects.filter(email=new).exists():
        _send("address_taken", new, words)
    else:
        token = Change(user.pk, user.email, new, at + LIFETIME).sealed()
        link = request.build_absolute_uri(reverse("accounts:open_address", args=[token]))
        _send("address_link", new, {**words, "link": link})
    _send("address_asked", user.email, words)


def tell_former(*, user: User, former: str, at: dt.datetime) -> None:
    """Tell the address that the account had."""
    _send("address_changed", former, {"user": user, "at": at})


def _send(letter: str, address: str, words: dict[str, object]) -> None:
    subject = render_to_string(f"accounts/email/{letter}_subject.txt", words).strip()
    body = render_to_string(f"accounts/email/{letter}_message.txt", words)
    EmailMessage(subject, body, to=[address]).send()
