"""When each round was last done."""

from __future__ import annotations

from django.db import models


class Beat(models.Model):
    """The last time that a round was begun, by one worker among several."""

    name = models.CharField("ronde", max_length=40, primary_key=True)
    at = models.DateTimeField("faite le")

    class Meta:
        verbose_name = "ronde"
        verbose_name_plural = "rondes"

    def __str__(self) -> str:
        return f"{self.name} {self.at:%Y-%m-%d %H:%M}"
