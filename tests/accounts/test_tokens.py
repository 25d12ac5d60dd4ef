"""Signed tokens: each attack is refused, whatever the token says."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import time
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa

from maillage.accounts.tokens import TokenRefused, verify

ISSUER, US = "https://proconnect.example", "maillage"


def jwk(key: Any, **fields: str) -> dict[str, Any]:
    algorithm = (
        jwt.algorithms.ECAlgorithm if isinstance(key, ec.EllipticCurvePublicKey) else jwt.algorithms.RSAAlgorithm
    )
    return {**json.loads(algorithm.to_jwk(key)), "use": "sig", **fields}


RSA = rsa.generate_private_key(public_exponent=65537, key_size=2048)
EC = ec.generate_private_key(ec.SECP256R1())
THIEF = rsa.generate_private_key(public_exponent=65537, key_size=2048)
KEYS = {"keys": [jwk(RSA.public_key(), kid="rsa"), jwk(EC.public_key(), kid="ec", alg="ES256")]}


def claims(**changed: Any) -> dict[str, Any]:
    said = {"iss": ISSUER, "aud": US, "sub": "agent-1", "exp": int(time.time()) + 60, "nonce": "n", **changed}
    return {name: value for name, value in said.items() if value is not None}


def signed(said: dict[str, Any], key: Any = RSA, algorithm: str = "RS256", kid: str | None = "rsa") -> str:
    return jwt.encode(said, key, algorithm=algorithm, headers={"kid": kid} if kid else {})


def read(token: str, **asked: Any) -> dict[str, Any]:
    return verify(token, keys=KEYS, issuer=ISSUER, audience=US, **asked)


def forged(header: dict[str, str], said: dict[str, Any], secret: bytes | None = None) -> str:
    parts = [base64.urlsafe_b64encode(json.dumps(part).encode()).rstrip(b"=") for part in (header, said)]
    body = b".".join(parts)
    mark = hmac.new(secret, body, hashlib.sha256).digest() if secret is not None else b""
    return (body + b"." + base64.urlsafe_b64encode(mark).rstrip(b"=")).decode()


@pytest.mark.parametrize(("key", "algorithm", "kid"), [(RSA, "RS256", "rsa"), (EC, "ES256", "ec")])
def test_a_token_of_the_issuer_is_read(key: Any, algorithm: str, kid: str) -> None:
    assert read(signed(claims(), key, algorithm, kid), nonce="n")["sub"] == "agent-1"


def test_user_info_without_an_expiry_is_read() -> None:
    assert read(signed(claims(exp=None)))["sub"] == "agent-1"


def test_forged_jwt_signed_with_another_key_is_refused() -> None:
    with pytest.raises(TokenRefused):
        read(signed(claims(), THIEF))


def test_forged_jwt_with_changed_claims_is_refused() -> None:
    head, _, mark = signed(claims()).split(".")
    body = base64.urlsafe_b64encode(json.dumps(claims(sub="president")).encode()).rstrip(b"=").decode()
    with pytest.raises(TokenRefused):
        read(f"{head}.{body}.{mark}")


@pytest.mark.parametrize("none", ["none", "None", "NONE", ""])
def test_alg_none_is_refused(none: str) -> None:
    with pytest.raises(TokenRefused):
        read(forged({"alg": none, "kid": "rsa"}, claims()))


def test_alg_confusion_the_public_key_as_a_shared_secret_is_refused() -> None:
    public = RSA.public_key().public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
    with pytest.raises(TokenRefused):
        read(forged({"alg": "HS256", "kid": "rsa"}, claims(), public))


def test_a_key_brought_by_the_token_itself_is_not_listened_to() -> None:
    token = jwt.encode(claims(), THIEF, algorithm="RS256", headers={"kid": "thief", "jwk": jwk(THIEF.public_key())})
    with pytest.raises(TokenRefused):
        read(token)


@pytest.mark.parametrize(
    "changed",
    [
        {"iss": "https://ailleurs.example"},
        {"iss": None},
        {"aud": "another-service"},
        {"aud": None},
        {"aud": [US, "another-service"]},
        {"aud": [US, "another-service"], "azp": "another-service"},
        {"exp": int(time.time()) - 3600},
        {"nbf": int(time.time()) + 3600},
        {"nonce": "of-another-sign-in"},
        {"nonce": None},
        {"sub": None},
        {"sub": ""},
    ],
    ids=[
        "issuer",
        "no-issuer",
        "audience",
        "no-audience",
        "two-audiences",
        "other-party",
        "expired",
        "too-early",
        "nonce",
        "no-nonce",
        "no-subject",
        "empty-subject",
    ],
)
def test_wrong_issuer_audience_time_nonce_or_subject_is_refused(changed: dict[str, Any]) -> None:
    with pytest.raises(TokenRefused):
        read(signed(claims(**changed)), nonce="n")


def test_an_id_token_without_expiry_is_refused() -> None:
    with pytest.raises(TokenRefused):
        read(signed(claims(exp=None)), required=("iss", "aud", "sub", "exp"))


@pytest.mark.parametrize("token", ["", "a.b.c", "{}", '{"sub": "agent-1"}', "..", "é.é.é"])
def test_what_is_no_token_is_refused(token: str) -> None:
    with pytest.raises(TokenRefused):
        read(token)


@pytest.mark.parametrize("keys", [{}, {"keys": []}, {"keys": ["x"]}, {"keys": [{"kty": "RSA"}]}])
def test_keys_that_are_none_refuse_everything(keys: dict[str, Any]) -> None:
    with pytest.raises(TokenRefused):
        verify(signed(claims()), keys=keys, issuer=ISSUER, audience=US)


def test_a_key_for_encryption_does_not_verify() -> None:
    keys = {"keys": [jwk(RSA.public_key(), kid="rsa", use="enc")]}
    with pytest.raises(TokenRefused):
        verify(signed(claims()), keys=keys, issuer=ISSUER, audience=US)


def test_a_token_without_kid_is_read_when_one_key_fits() -> None:
    assert read(signed(claims(), kid=None))["sub"] == "agent-1"
