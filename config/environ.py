"""Typed readings of environment variables. Each variable is described in docs/settings.md (a test compares)."""

from __future__ import annotations

import os
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured


def text(name: str, default: str = "") -> str:
    """The variable as it is written, without spaces around."""
    return os.environ.get(name, default).strip()


def flag(name: str, *, default: bool = False) -> bool:
    """Whether the variable is ``1``, ``true``, ``yes`` or ``on``."""
    value = text(name).lower()
    if value in {"", "1", "true", "yes", "on", "0", "false", "no", "off"}:
        return default if not value else value in {"1", "true", "yes", "on"}
    raise ImproperlyConfigured(f"{name} is neither yes (1) nor no (0): {value!r}.")


def whole(name: str, default: int) -> int:
    """The variable as a whole number."""
    value = text(name)
    if not value:
        return default
    if not value.isdigit():
        raise ImproperlyConfigured(f"{name} is not a whole number: {value!r}.")
    return int(value)


def words(name: str) -> list[str]:
    """The items of the variable, between commas."""
    return [item.strip() for item in text(name).split(",") if item.strip()]


def secret(name: str, *, file: Path) -> str:
    """The variable, else what ``file`` holds; without either the application does not start."""
    if value := text(name):
        return value
    if file.is_file() and (value := file.read_text(encoding="utf-8").strip()):
        return value
    raise ImproperlyConfigured(f"No secret key: set {name}, or write one into {file} (`make run` does it).")


def database(url: str, *, folder: Path) -> dict[str, Any]:
    """Django's settings for ``postgres://user:password@host:port/name?sslmode=require`` or ``sqlite:////absolute/path``.

    Without an address: ``folder``/maillage.sqlite3. Tests of both are in tests/web/test_settings.py.
    """
    parts = urlsplit(url)
    if not url or parts.scheme == "sqlite":
        path = unquote(parts.path.removeprefix("/"))
        return _sqlite(Path(path) if path else folder / "maillage.sqlite3")
    if parts.scheme not in {"postgres", "postgresql"}:
        raise ImproperlyConfigured(f"DATABASE_URL begins with postgres:// or sqlite:///, not with {parts.scheme}://.")
    options = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", "") or unquote(parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 300,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": options,
    }


def files(*, bucket: str, endpoint: str, region: str, access_key: str, secret_key: str) -> dict[str, Any]:
    """Django's setting of the storage "default": the disk, or the bucket when one is named."""
    if not bucket:
        return {"BACKEND": "django.core.files.storage.FileSystemStorage"}
    if find_spec("storages") is None:
        raise ImproperlyConfigured("MAILLAGE_S3_BUCKET needs the package django-storages: pip install 'maillage[s3]'.")
    options = {
        "bucket_name": bucket,
        "endpoint_url": endpoint or None,
        "region_name": region or None,
        "access_key": access_key or None,
        "secret_key": secret_key or None,
    }
    return {"BACKEND": "maillage.base.storage.PrivateBucket", "OPTIONS": options}


def _sqlite(path: Path) -> dict[str, Any]:
    pragmas = (
        "journal_mode=WAL",
        "synchronous=NORMAL",
        "temp_store=MEMORY",
        "mmap_size=134217728",
        "cache_size=-16000",
    )
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path,
        "CONN_MAX_AGE": 300,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",  # a transaction that will write waits its turn instead of failing half way
            "timeout": 20,
            "init_command": "".join(
                f"PRAGMA {pragma};" for pragma in pragmas
            ),  # Django turns foreign keys on by itself
        },
    }
