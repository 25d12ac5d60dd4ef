"""Secrets of the second factor as the database keeps them: encrypted with a key drawn from the secret key."""

from __future__ import annotations

from maillage.base import sealing

_PURPOSE = "maillage.accounts.sealing"


def seal(text: str) -> str:
    """``text`` encrypted: without the secret key, a copy of the database opens nothing."""
    return sealing.seal(text, purpose=_PURPOSE)


def unseal(sealed: str) -> str:
    """The text that :func:`seal` encrypted, with the secret key or a former one."""
    return sealing.unseal(sealed, purpose=_PURPOSE)
