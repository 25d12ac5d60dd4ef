"""How the home says days and numbers, in the words of somebody who works there."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils import timezone
from django.utils.formats import date_format

from maillage.web.home import Coming, Expected

NUMBERS = "zéro une deux trois quatre cinq six sept huit neuf dix".split()
WEEK = 7


@dataclass(frozen=True)
class When:
    """How a day is told beside what is due: a word, its tone and icon, a date under it."""

    word: str
    tone: str
    icon: str
    under: str = ""


def when(on: dt.date | None, today: dt.date) -> When:
    """ "En retard" with its date, "Aujourd’hui", the day of the week when it is near, the date when it is far."""
    if on is None:
        return When("Sans date", "quiet", "k-pending")
    days = (on - today).days
    if days < 0:
        return When("En retard", "late", "k-late", f"depuis le {day(on, today)}")
    if days == 0:
        return When("Aujourd’hui", "watch", "k-due", day(on, today))
    if days == 1:
        return When("Demain", "watch", "k-due", day(on, today))
    name = date_format(on, "l")
    if days < WEEK:
        return When(name.capitalize(), "watch", "k-due", f"{day(on, today)}, dans {days} jours")
    tone, icon = ("watch", "k-due") if days <= 4 * WEEK else ("quiet", "k-pending")
    return When(day(on, today), tone, icon, f"un {name}, dans {days} jours")


def day(on: dt.date, today: dt.date) -> str:
    """ "1er décembre", with its year when it is not this one."""
    first = "1er" if on.day == 1 else str(on.day)
    month = date_format(on, "F")
    return f"{first} {month}" if on.year == today.year else f"{first} {month} {on.year}"


def instant(at: dt.datetime, now: dt.datetime) -> str:
    """ "Aujourd’hui, 9 h 12", "Vendredi, 17 h 40", "12 octobre"."""
    local, today = timezone.localtime(at), timezone.localdate(now)
    clock = f"{local.hour} h {local.minute:02d}"
    days = (today - local.date()).days
    if days == 0:
        return f"Aujourd’hui, {clock}"
    if days == 1:
        return f"Hier, {clock}"
    if 0 < days < WEEK:
        return f"{date_format(local, 'l').capitalize()}, {clock}"
    return f"{day(local.date(), today)}, {clock}"


def since(at: dt.datetime | None, now: dt.datetime) -> str:
    """The end of "Ce qui a changé depuis …"."""
    if at is None:
        return "ces 30 derniers jours"
    days = (timezone.localdate(now) - timezone.localdate(at)).days
    if days == 0:
        local = timezone.localtime(at)
        return f"depuis {local.hour} h {local.minute:02d}"
    if days == 1:
        return "depuis hier"
    if days < WEEK:
        return f"depuis {date_format(timezone.localtime(at), 'l')}"
    return f"depuis le {day(timezone.localdate(at), timezone.localdate(now))}"


def lede(expected: Sequence[Expected], today: dt.date) -> str:
    """The sentence under the greeting: how much is expected, what is late, what is next."""
    begun = f"Nous sommes le {date_format(today, 'l')} {day(today, today)}."
    if not expected:
        return f"{begun} Rien n’est attendu de vous."
    late = sum(1 for line in expected if line.on and line.on < today)
    near = next((line.on for line in expected if line.on and line.on >= today), None)
    count = len(expected)
    if count == 1:
        said = "Une réponse est attendue de vous"
    else:
        said = f"{number(count).capitalize()} réponses sont attendues de vous"
    more = []
    if late == count:
        more.append("elle est en retard" if count == 1 else "toutes sont en retard")
    elif late:
        more.append("une est en retard" if late == 1 else f"{number(late)} sont en retard")
    if near is not None:
        subject = "elle est due" if count == 1 else "la prochaine est due"
        more.append(f"{subject} {_by(near, today)}")
    return f"{begun} {said}{' : ' + ', '.join(more) if more else ''}."


def number(count: int) -> str:
    """A number of answers, in letters as long as it reads well."""
    return NUMBERS[count] if count < len(NUMBERS) else str(count)


def _by(on: dt.date, today: dt.date) -> str:
    days = (on - today).days
    if days == 0:
        return "aujourd’hui"
    if days == 1:
        return "demain"
    return date_format(on, "l") if days < WEEK else f"le {day(on, today)}"


@dataclass(frozen=True)
class Month:
    """The days to come of a month, under its name."""

    name: str
    days: list[Coming]


def by_month(days: Iterable[Coming], today: dt.date) -> list[Month]:
    """``days`` (in order) under the names of their months; the year is said when it is not this one."""
    months: dict[tuple[int, int], Month] = {}
    for line in days:
        name = date_format(line.on, "F" if line.on.year == today.year else "F Y").capitalize()
        months.setdefault((line.on.year, line.on.month), Month(name, [])).days.append(line)
    return list(months.values())
