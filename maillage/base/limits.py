"""How often the same network address may try a door that asks for no account: the count is shared by all workers."""

from __future__ import annotations

import hashlib
import ipaddress
from dataclasses import dataclass
from time import time

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest

IPV6_HOME = 64  # bits of an IPv6 address that one subscriber holds


@dataclass(frozen=True)
class Limit:
    """``amount`` tries in each window of ``seconds``, from one network address."""

    name: str
    amount: int
    seconds: int

    def is_reached(self, request: HttpRequest) -> bool:
        """Whether the address of ``request`` has used its tries up."""
        return int(cache.get(self._key(request), 0)) >= self.amount

    def count(self, request: HttpRequest) -> None:
        """Take one more try from the address of ``request``; two at the same instant may count as one."""
        key = self._key(request)
        cache.set(key, int(cache.get(key, 0)) + 1, self.seconds)

    def _key(self, request: HttpRequest) -> str:
        address = hashlib.sha256(_network_of(request).encode()).hexdigest()[:32]
        return f"limit:{self.name}:{int(time()) // self.seconds}:{address}"


def _network_of(request: HttpRequest) -> str:
    """The address that asks, as the trusted proxies tell it; of IPv6, the part that one subscriber holds."""
    proxies = settings.ALLAUTH_TRUSTED_PROXY_COUNT
    told = [part.strip() for part in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if part.strip()]
    address = told[-proxies] if proxies and len(told) >= proxies else request.META.get("REMOTE_ADDR", "")
    try:
        known = ipaddress.ip_address(address)
    except ValueError:
        return str(address)
    if isinstance(known, ipaddress.IPv6Address):
        return str(ipaddress.ip_network(f"{known}/{IPV6_HOME}", strict=False))
    return str(known)
