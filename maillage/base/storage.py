"""Stored files in a bucket of an object storage (S3): private, never overwritten, without address."""

from __future__ import annotations

from typing import Any, NoReturn

from botocore.config import Config
from storages.backends.s3 import S3Storage

ONLY_WHEN_REQUIRED = "when_required"  # checksums that several European providers do not know


class PrivateBucket(S3Storage):  # type: ignore[misc]
    """A bucket that the application alone reads and writes: the room that owns a file decides who may have it."""

    def get_default_settings(self) -> dict[str, Any]:
        """What no installation changes."""
        return {
            **super().get_default_settings(),
            "default_acl": None,  # that of the bucket: private, also where rights by object are switched off
            "file_overwrite": False,
            "client_config": Config(
                signature_version="s3v4",
                connect_timeout=5,
                read_timeout=30,
                request_checksum_calculation=ONLY_WHEN_REQUIRED,
                response_checksum_validation=ONLY_WHEN_REQUIRED,
            ),
        }

    def url(self, *_args: Any, **_kwargs: Any) -> NoReturn:
        """Refused: an address would open the file to whoever has it."""
        raise NotImplementedError("A stored file has no address: the room that owns it serves it.")
