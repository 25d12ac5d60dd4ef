"""Deposits of files. Whose they are is an id: the room that owns the row says who may open it."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from maillage.base.records import Record


class StoredFile(Record):
    """A file that an organisation brought: what it is called, what it is, and the bytes under their SHA-256.

    Two deposits of the same bytes by one organisation share them; by two organisations they never do, or the second
    would learn that the first has them.
    """

    organisation_id = models.UUIDField("organisation", db_index=True)
    name = models.CharField("nom du fichier", max_length=200)
    media_type = models.CharField("nature", max_length=100)
    size = models.PositiveBigIntegerField("taille en octets")
    sha256 = models.CharField("empreinte SHA-256", max_length=64)
    deposited_at = models.DateTimeField("déposé le")
    deposited_by_id = models.UUIDField("déposé par", null=True, blank=True)

    class Meta:
        verbose_name = "fichier"
        verbose_name_plural = "fichiers"
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["organisation_id", "sha256"], name="stored_file_by_content"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def path(self) -> str:
        """Where the bytes are in the storage."""
        return f"{self.organisation_id.hex}/{self.sha256[:2]}/{self.sha256}"
