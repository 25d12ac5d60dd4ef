"""Days that come back each year, in French words: "au mois de mars", "au premier trimestre", "avant le 30 juin"."""

from __future__ import annotations

import calendar
from typing import NamedTuple

from maillage.foundations import rx
from maillage.foundations.periods import MONTHS

_ANY_MONTH = "|".join(MONTHS)
_RANK = r"premier|1er|deuxieme|second|troisieme|quatrieme|dernier|[234]e(?:me)?"
_RANKS = {
    "premier": 1, "1er": 1, "deuxieme": 2, "second": 2, "2e": 2, "2eme": 2, "troisieme": 3, "3e": 3, "3eme": 3,
    "quatrieme": 4, "4e": 4, "4eme": 4, "dernier": 0,
}  # fmt: skip
_MONTHS_OF = {"trimestre": 3, "semestre": 6}
# "Avant le 30 juin 2027" is one day, not one of each year.
DAY_OF_YEAR = (
    rf"(?:(?:avant|pour|jusqu'au|au\s+plus\s+tard)\s+(?:le\s+)?(?P<day>1er|\d{{1,2}})\s+(?P<of>{_ANY_MONTH})\b(?!\s+\d{{4}})|"
    rf"(?P<named>le)\s+(?P<on>1er|\d{{1,2}})\s+(?P<in>{_ANY_MONTH})\s+(?:de\s+)?chaque\s+annee|"
    rf"(?:(?:au|du|dans\s+le|courant|avant\s+(?:la\s+)?fin(?:\s+(?:du|de))?|fin)\s+(?:mois\s+d(?:e\s+|'\s*))?|en\s+|"
    rf"mois\s+d(?:e\s+|'\s*))(?P<month>{_ANY_MONTH})\b(?!\s+\d{{4}})|"
    rf"(?P<rank>{_RANK})\s+(?P<part>trimestre|semestre)\b(?!\s+\d{{4}}))"
)
_DAY_OF_YEAR = rx.compile(rf"\b{DAY_OF_YEAR}")


class DayOfYear(NamedTuple):
    """A day of every year; ``day`` 0 is the last of the month."""

    month: int
    day: int = 0

    def in_year(self, year: int) -> int:
        """The number of the day in a year: 29 February is its eve where there is none."""
        last = calendar.monthrange(year, self.month)[1]
        return min(self.day, last) if self.day else last


def find_day_of_year(folded: str) -> DayOfYear | None:
    """The first day of each year that ``folded`` names: the day itself, else the last of the month or of the part."""
    match = _DAY_OF_YEAR.search(folded)
    if match is None:
        return None
    if match["rank"]:
        months = _MONTHS_OF[match["part"]]
        rank = _RANKS[match["rank"]] or 12 // months
        return DayOfYear(rank * months) if rank * months <= 12 else None
    if match["month"]:
        return DayOfYear(MONTHS[match["month"]])
    written, month = (match["day"] or match["on"]), MONTHS[match["of"] or match["in"]]
    day = 1 if written == "1er" else int(written)
    return DayOfYear(month, day) if 1 <= day <= calendar.monthrange(2024, month)[1] else None
