"""A perimeter as a person draws it: what the form gives to the actions."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from maillage.territories.choices import PerimeterKind
from maillage.territories.models import Territory


@dataclass(frozen=True)
class Drawing:
    """What a person says of a perimeter: its name, its sort, the territories it is made of or lies in, words, days."""

    name: str
    nature: PerimeterKind
    parts: tuple[Territory, ...] = ()
    description: str = ""
    from_on: dt.date | None = None
    to_on: dt.date | None = None
