"""Days as French writes them: the first of a month is "1er", which the formats of Django do not know."""

from __future__ import annotations

import datetime as dt

from django.utils import dateformat, timezone


def written(on: dt.date | dt.datetime, form: str = "j F Y") -> str:
    """A day or an instant in a format of Django: "1er janvier 2026", "2 janvier 2026 à 09:12" (in local time)."""
    local = timezone.localtime(on) if isinstance(on, dt.datetime) and timezone.is_aware(on) else on
    return dateformat.format(local, french(local, form))


def french(on: object, form: str) -> str:
    """The format, with "er" after the day of the month when it is the first."""
    return form.replace("j F", r"j\e\r F") if isinstance(on, dt.date) and on.day == 1 else form
