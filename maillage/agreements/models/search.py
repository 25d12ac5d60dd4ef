"""What the search in texts rests on: an entry for each agreement, and the words that typing errors may have meant.

The terms of each entry are in a table that Django does not know (``queries.fulltext``): an FTS5 table on SQLite, a
table of tsvectors on PostgreSQL.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from maillage.agreements.models.agreement import Agreement
from maillage.agreements.models.text import Expression


class SearchEntry(models.Model):
    """An agreement as the search knows it. ``digest`` is that of what was indexed, ``changed_at`` when it last changed.

    Its key is a number, since a full-text table of SQLite has no other.
    """

    id = models.BigAutoField("numéro", primary_key=True)
    agreement = models.OneToOneField(Agreement, models.CASCADE, verbose_name="convention", related_name="search_entry")
    expression = models.ForeignKey(
        Expression, models.SET_NULL, verbose_name="version lue", related_name="+", null=True, blank=True
    )
    digest = models.CharField("empreinte", max_length=64)
    changed_at = models.DateTimeField("modifiée le")

    class Meta:
        verbose_name = "entrée de la recherche"
        verbose_name_plural = "entrées de la recherche"
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["-changed_at", "agreement"], name="search_entry_by_change"),
        ]

    def __str__(self) -> str:
        return str(self.agreement_id)


class Spelling(models.Model):
    """A word of some text, under the beginning of it with a letter left out: two spellings of one word share a key."""

    id = models.BigAutoField("numéro", primary_key=True)
    key = models.CharField("clé", max_length=10)
    word = models.CharField("mot", max_length=40)

    class Meta:
        verbose_name = "graphie"
        verbose_name_plural = "graphies"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["key", "word"], name="spelling_once"),
        ]

    def __str__(self) -> str:
        return self.word
