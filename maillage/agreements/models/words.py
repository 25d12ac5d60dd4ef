"""An abstract row that rests on words of the text (data-model 14: whatever is shown leads back to its source)."""

from __future__ import annotations

from django.db import models


class Worded(models.Model):
    """What rests on words: the provision, the offsets in the expression, and the words themselves.

    ``quote`` stays when the text changes: on a new expression the row is anchored again by its words, or
    ``is_adrift`` says that a person must look. Keys restrict rather than protect: a draft is deleted with all its rows.
    """

    expression = models.ForeignKey(
        "agreements.Expression", models.RESTRICT, verbose_name="version", related_name="+", null=True, blank=True
    )
    provision = models.ForeignKey(
        "agreements.Provision", models.RESTRICT, verbose_name="disposition", related_name="+", null=True, blank=True
    )
    start = models.PositiveIntegerField("début", null=True, blank=True)
    end = models.PositiveIntegerField("fin", null=True, blank=True)
    quote = models.TextField("mots du texte", blank=True)
    is_adrift = models.BooleanField("à revoir", default=False)

    class Meta:
        abstract = True


class Confirmed(Worded):
    """A row that the confirmation of a reading wrote: ``finding`` says what was read, and who decided."""

    finding = models.ForeignKey(
        "agreements.Finding", models.SET_NULL, verbose_name="élément lu", related_name="+", null=True, blank=True
    )

    class Meta:
        abstract = True
