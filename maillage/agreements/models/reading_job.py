"""A reading that is going on: deposits of long files are read outside of the request that brought them."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from maillage.agreements.models.agreement import Agreement
from maillage.base.records import Record
from maillage.organisations.models import User


class ReadingJob(Record):
    """A file to read for a draft: waiting, begun, then ended; ``problem`` is the sentence that says why it failed.

    Whoever reads it gives a sign of life in ``beat_at``: when none comes any more, another takes the job again, and
    ``attempts`` tells the two apart. ``as_agreement``: somebody says that it is one, whatever its words.
    """

    agreement = models.ForeignKey(Agreement, models.CASCADE, verbose_name="convention", related_name="reading_jobs")
    file = models.ForeignKey("files.StoredFile", models.PROTECT, verbose_name="fichier", related_name="+")
    asked_at = models.DateTimeField("demandée le")
    asked_by = models.ForeignKey(User, models.PROTECT, verbose_name="par", related_name="+", null=True, blank=True)
    begun_at = models.DateTimeField("commencée le", null=True, blank=True)
    ended_at = models.DateTimeField("terminée le", null=True, blank=True)
    beat_at = models.DateTimeField("dernier signe de vie", null=True, blank=True)
    attempts = models.PositiveSmallIntegerField("essais", default=0)
    as_agreement = models.BooleanField("lu comme un accord", default=False)
    pages = models.PositiveIntegerField("pages à reconnaître", default=0)
    pages_done = models.PositiveIntegerField("pages reconnues", default=0)
    problem = models.TextField("ce qui a empêché la lecture", blank=True)

    class Meta:
        verbose_name = "lecture en cours"
        verbose_name_plural = "lectures en cours"
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["ended_at", "asked_at"], name="reading_job_waiting"),
        ]

    def __str__(self) -> str:
        return f"{self.file_id} {self.asked_at:%Y-%m-%d %H:%M}"

    @property
    def is_over(self) -> bool:
        """Whether it ended, well or not."""
        return self.ended_at is not None
