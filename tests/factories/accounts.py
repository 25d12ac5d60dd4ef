"""What protects an account, for the tests: passwords and second factors."""

from __future__ import annotations

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core.cache import cache

from maillage.organisations.models import User

PASSWORD = "quatre fanfares arpentent vergers"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def with_password(user: User, password: str = PASSWORD) -> User:
    """``user`` with a password that it knows."""
    user.set_password(password)
    user.save(update_fields=["password"])
    return user


def add_application(user: User, secret: str = SECRET) -> Authenticator:
    """An application of codes for ``user``."""
    return TOTP.activate(user, secret).instance


def add_recovery_codes(user: User) -> list[str]:
    """Recovery codes for ``user``."""
    return RecoveryCodes.activate(user).get_unused_codes()


def code_of(secret: str = SECRET) -> str:
    """The code that an application shows now; used already or not."""
    cache.clear()
    counters = list(yield_hotp_counters_from_time())
    return format_hotp_value(hotp_value(secret, counters[len(counters) // 2]))
