"""Files as somebody brings them, before anything is kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.files import File

from maillage.agreements.choices import READ_ROLES, DocumentRole
from maillage.files.actions import shown_name


@dataclass(frozen=True)
class Brought:
    """A file as somebody brings it, and what it is to the agreement."""

    file: File[Any]
    role: DocumentRole

    @property
    def name(self) -> str:
        """The name of the file alone, as it is shown."""
        return shown_name(self.file.name or "")

    def content(self) -> bytes:
        """The bytes, from the beginning."""
        self.file.seek(0)
        content: bytes = self.file.read()
        return content


def to_read(files: Sequence[Brought]) -> Brought | None:
    """The file that says the text: the signed original, else the working text."""
    return next((one for role in READ_ROLES for one in files if one.role == role), None)
