"""Days as French writes them."""

from __future__ import annotations

import datetime as dt

from django import template
from django.utils import timezone
from django.utils.formats import date_format

register = template.Library()


@register.filter
def french_day(day: dt.date | None) -> str:
    """``1er janvier 2026``, ``2 janvier 2026``; nothing without a day."""
    if day is None:
        return ""
    local = timezone.localtime(day) if isinstance(day, dt.datetime) else day
    number = "1er" if local.day == 1 else local.day
    return f"{number}\u00a0{date_format(local, 'F')}\u00a0{local.year}"
