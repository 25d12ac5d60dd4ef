"""Identifiers that sort by the time they were made."""

from __future__ import annotations

import secrets
import time
from uuid import UUID

VERSION, VARIANT = 7, 0b10
NANOSECONDS = 1_000_000


def uuid7() -> UUID:
    """A version 7 UUID (RFC 9562, 5.7): 48 bits of milliseconds, 12 bits of their fraction, 62 bits of chance."""
    milliseconds, rest = divmod(time.time_ns(), NANOSECONDS)
    fraction = rest * 4096 // NANOSECONDS
    return UUID(int=milliseconds << 80 | VERSION << 76 | fraction << 64 | VARIANT << 62 | secrets.randbits(62))
