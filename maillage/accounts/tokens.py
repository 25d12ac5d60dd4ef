"""Signed tokens of an OpenID Connect provider, read only once verified (OpenID Connect Core 1.0, 3.1.3.7 and 5.3.4)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import jwt

ALGORITHMS = ("RS256", "ES256")
"""What ProConnect signs with. Neither ``none`` nor a shared secret (a public key would pass for one)."""
LEEWAY = 30  # seconds between two clocks


class TokenRefused(Exception):
    """The token does not prove what it says; the reason is for the log, never for the page."""


def verify(
    token: str,
    *,
    keys: Mapping[str, Any],
    issuer: str,
    audience: str,
    required: Iterable[str] = ("iss", "aud", "sub"),
    nonce: str | None = None,
) -> dict[str, Any]:
    """The claims of ``token``, signed by one of ``keys`` (a JWK Set), for us, by ``issuer``, and not expired.

    With ``nonce``, the token must answer the request that carried it.
    """
    try:
        algorithm, key = _key_of(token, keys)
        claims: dict[str, Any] = jwt.decode(
            token,
            key=key,
            algorithms=[algorithm],
            issuer=issuer,
            audience=audience,
            leeway=LEEWAY,
            options={"require": list(required)},
        )
    except (jwt.PyJWTError, AttributeError, KeyError, TypeError, ValueError) as error:
        raise TokenRefused(str(error)) from error
    audiences = claims["aud"] if isinstance(claims["aud"], list) else [claims["aud"]]
    if len(audiences) > 1 and claims.get("azp") != audience:
        raise TokenRefused("Several audiences, and another is the authorised party.")
    if nonce is not None and claims.get("nonce") != nonce:
        raise TokenRefused("The nonce is not the one of this sign-in.")
    if not isinstance(claims["sub"], str) or not claims["sub"]:
        raise TokenRefused("No subject.")
    return claims


def _key_of(token: str, keys: Mapping[str, Any]) -> tuple[str, Any]:
    header = jwt.get_unverified_header(token)
    algorithm, name = header.get("alg"), header.get("kid")
    if algorithm not in ALGORITHMS:
        raise TokenRefused(f"Signed with {algorithm!r}.")
    family = "RSA" if algorithm.startswith("RS") else "EC"
    fitting = [
        key
        for key in keys["keys"]
        if key.get("kty") == family
        and key.get("use", "sig") == "sig"
        and key.get("alg", algorithm) == algorithm
        and (name is None or key.get("kid") == name)
    ]
    if len(fitting) != 1:
        raise TokenRefused("No key of the provider is the one that signed.")
    return algorithm, jwt.PyJWK(fitting[0], algorithm=algorithm).key
