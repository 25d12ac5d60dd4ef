"""Depositing a file: checked by its content, hashed, kept once for its organisation, never replaced."""

from __future__ import annotations

import datetime as dt
import hashlib
from pathlib import PurePath
from typing import Any
from uuid import UUID

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import ProtectedError

from maillage.base.refusals import Refusal
from maillage.files.media import media_type_of
from maillage.files.models import StoredFile


class EmptyDeposit(Refusal):
    """There is nothing in the file."""

    sentence = "Le fichier est vide : vérifiez qu’il a bien été enregistré, puis recommencez."


@transaction.atomic
def deposit(*, content: bytes, name: str, organisation_id: UUID, by: Any, at: dt.datetime) -> StoredFile:
    """Keep ``content`` for an organisation and return its row.

    The bytes go to the storage before the row is written: a crash in between leaves bytes that no row names, which
    the next deposit of the same file takes up, and never a row without bytes.
    """
    if not content.strip():
        raise EmptyDeposit
    row = StoredFile(
        organisation_id=organisation_id,
        name=shown_name(name),
        media_type=media_type_of(content),
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        deposited_at=at,
        deposited_by_id=by.pk if by is not None else None,
    )
    row.full_clean()
    if not default_storage.exists(row.path):
        default_storage.save(row.path, ContentFile(content))
    row.save()
    return row


def discard(row: StoredFile) -> bool:
    """Forget a deposit, unless something still points at it; its bytes go once the transaction holds.

    The bytes stay while another deposit of the same organisation shares them. Returns whether it was forgotten.
    """
    path = row.path
    try:
        with transaction.atomic():
            row.delete()
    except ProtectedError:
        return False

    def erase() -> None:
        if not StoredFile.objects.filter(organisation_id=row.organisation_id, sha256=row.sha256).exists():
            default_storage.delete(path)

    transaction.on_commit(erase)
    return True


def shown_name(name: str) -> str:
    """The name of the file alone, at most 200 characters, its suffix kept."""
    bare = "".join(sign for sign in PurePath(name.replace("\\", "/")).name if sign.isprintable()).strip() or "fichier"
    if len(bare) <= 200:
        return bare
    suffix = PurePath(bare).suffix[:20]
    return bare[: 200 - len(suffix)] + suffix
