"""Secrets of the second factor as the database keeps them: encrypted with a key drawn from the secret key."""

from __future__ import annotations

import base64
import hashlib

from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings


def seal(text: str) -> str:
    """``text`` encrypted: without the secret key, a copy of the database opens nothing."""
    return _box().encrypt(text.encode()).decode()


def unseal(sealed: str) -> str:
    """The text that :func:`seal` encrypted, with the secret key or a former one."""
    return _box().decrypt(sealed.encode()).decode()


def _box() -> MultiFernet:
    return MultiFernet([Fernet(_key(secret)) for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)])


def _key(secret: str) -> bytes:
    return base64.urlsafe_b64encode(hashlib.sha256(b"maillage.accounts.sealing:" + secret.encode()).digest())
