"""Makes other agreements of one: all its rows again, with other names and years, each still resting on its words.

A name that is longer or shorter moves the words that follow it: offsets move with them. Rows are kept as the database
takes them, and written by the thousand: going through models would cost ten times as much.
"""

from __future__ import annotations

import hashlib
import json
import re
from bisect import bisect_right
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import accumulate
from typing import Any
from uuid import UUID

from django.db import connection, models

from maillage.agreements.models import (
    Agreement,
    Commitment,
    CommitmentVersion,
    Defect,
    Expression,
    Finding,
    Guarantor,
    Mention,
    Party,
    Provision,
    ProvisionVersion,
    Term,
    Theme,
)
from maillage.base.identifiers import uuid7
from maillage.web.generate.bank import BODY, FIRST_YEAR, PLACE

OFFSETS = frozenset({"start", "end", "heading_start", "heading_end"})
Model = type[models.Model]
READ: tuple[Model, ...] = (Expression, Provision, ProvisionVersion, Finding, Defect)
CONFIRMED: tuple[Model, ...] = (Party, Theme, Commitment, CommitmentVersion, Term, Mention, Guarantor)
BEARERS: Any = CommitmentVersion.bearers.through
_MARKS = re.compile(rf"{PLACE}|{BODY}|\b{FIRST_YEAR // 10}\d\b")


@dataclass(frozen=True)
class Names:
    """What the text bears instead of the names and years that it was first written with."""

    place: str
    body: str
    year: int

    def within(self, text: str) -> str:
        """``text`` with them."""
        return _MARKS.sub(self._of, text)

    def _of(self, found: re.Match[str]) -> str:
        if found[0] == PLACE:
            return self.place
        return self.body if found[0] == BODY else str(int(found[0]) - FIRST_YEAR + self.year)


@dataclass(frozen=True)
class _Row:
    """The values of a row as the database takes them, and the places of those that change, by how they do."""

    values: list[Any]
    keys: tuple[int, ...]
    offsets: tuple[int, ...]
    texts: tuple[int, ...]


@dataclass
class Original:
    """All rows of an agreement, read once."""

    agreement: Agreement
    text: str = ""
    rows: dict[Model, list[_Row]] = field(default_factory=dict)
    keys: list[Any] = field(default_factory=list)
    marks: list[re.Match[str]] = field(default_factory=list)

    @classmethod
    def of(cls, agreement: Agreement) -> Original:
        """The agreement as the database holds it."""
        found = cls(agreement, Expression.objects.get(agreement=agreement).text)
        for model in (*READ, *CONFIRMED):
            path = "expression__agreement" if model is ProvisionVersion else "agreement"
            rows: Any = _manager(model).filter(**{path: agreement}).order_by("pk")
            found.rows[model] = [_kept(row) for row in rows]
        found.keys = [row.values[0] for rows in found.rows.values() for row in rows]
        pairs = BEARERS.objects.filter(commitmentversion__agreement=agreement).order_by("pk")
        found.rows[BEARERS] = [_kept(row) for row in pairs]
        found.marks = list(_MARKS.finditer(found.text))
        return found

    @property
    def bare(self) -> str:
        """The text without the names and years that change."""
        return _MARKS.sub(" ", self.text)

    def changed(self, names: Names) -> list[str]:
        """What stands in their place in the text that bears ``names``."""
        return sorted({names.within(mark[0]) for mark in self.marks})

    def shift(self, names: Names) -> Callable[[int], int]:
        """Where an offset of the text goes when it bears ``names``."""
        ends = [mark.end() for mark in self.marks]
        moved = [0, *accumulate(len(names.within(mark[0])) - len(mark[0]) for mark in self.marks)]
        return lambda offset: offset + moved[bisect_right(ends, offset)]


@dataclass
class Clone:
    """Another agreement like an original: its row, unsaved, and the values of the others by model."""

    agreement: Agreement
    rows: dict[Model, list[list[Any]]]

    def keys(self, model: Model) -> list[UUID]:
        """The keys of its rows of ``model``."""
        place = columns(model).index("id")
        return [row[place] if isinstance(row[place], UUID) else UUID(row[place]) for row in self.rows.get(model, ())]

    def set(self, model: Model, column: str, values: Iterable[Any]) -> None:
        """Give the rows of ``model`` other values of a column."""
        place = columns(model).index(column)
        to_database = _columns(model)[place].get_db_prep_save
        for row, value in zip(self.rows.get(model, ()), values, strict=False):
            row[place] = to_database(value, connection)


def clone(original: Original, names: Names, facts: dict[str, Any], *, is_confirmed: bool) -> Clone:
    """Another agreement like ``original``, in which nothing is written yet."""
    shift = original.shift(names)
    agreement = Agreement(**{one.attname: getattr(original.agreement, one.attname) for one in _columns(Agreement)})
    agreement.pk = uuid7()
    agreement.title, agreement.names = names.within(agreement.title), names.within(agreement.names)
    for name in ("effect_on", "ends_on"):
        day = getattr(agreement, name)
        setattr(agreement, name, day and day.replace(year=day.year - FIRST_YEAR + names.year))
    for name, value in facts.items():
        setattr(agreement, name, value)
    keys = {_key(original.agreement.pk): _key(agreement.pk), **{key: _key(uuid7()) for key in original.keys}}
    wanted = (*READ, *CONFIRMED, BEARERS) if is_confirmed else READ
    made = Clone(
        agreement, {model: [_again(row, keys, names, shift) for row in original.rows[model]] for model in wanted}
    )
    text = names.within(original.text)
    # What the machine read of the first text holds its offsets: the findings alone say what was read of this one.
    for column, value in {"reading": {}, "html": "", "sha256": hashlib.sha256(text.encode()).hexdigest()}.items():
        made.set(Expression, column, [value])
    return made


def write(rows: dict[Model, list[list[Any]]]) -> None:
    """Write rows by model."""
    for model, values in rows.items():
        table = connection.ops.quote_name(model._meta.db_table)  # noqa: SLF001 the documented interface of a model
        named = ", ".join(connection.ops.quote_name(column) for column in columns(model))
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                with cursor.copy(f"COPY {table} ({named}) FROM STDIN") as copy:
                    for row in values:
                        copy.write_row(row)
            else:
                places = ", ".join(["%s"] * len(columns(model)))
                cursor.executemany(f"INSERT INTO {table} ({named}) VALUES ({places})", values)  # noqa: S608 names of ours


def columns(model: Model) -> list[str]:
    """The columns of a table that are written: all but a number that the database gives."""
    return [str(one.column) for one in _columns(model)]


@lru_cache
def _columns(model: Model) -> list[models.Field[Any, Any]]:
    fields = model._meta.concrete_fields  # noqa: SLF001 the documented interface of a model
    return [one for one in fields if not isinstance(one, models.AutoField)]


def _manager(model: Model) -> Any:
    return model._default_manager  # noqa: SLF001 the documented interface of a model


def _kept(row: models.Model) -> _Row:
    values: list[Any] = []
    places: dict[str, list[int]] = {"keys": [], "offsets": [], "texts": []}
    for place, one in enumerate(_columns(type(row))):
        value = getattr(row, one.attname)
        if value is not None and isinstance(one, models.JSONField):
            value = json.dumps(value, ensure_ascii=False)
        elif value is not None:
            value = one.get_db_prep_save(value, connection)
        values.append(value)
        if value is None:
            continue
        if one.primary_key or one.is_relation:
            places["keys"].append(place)
        elif one.name in OFFSETS:
            places["offsets"].append(place)
        elif _MARKS.search(str(value)):  # texts and days alike: both bear the years of the text
            values[place] = str(value)
            places["texts"].append(place)
    return _Row(values, *(tuple(some) for some in places.values()))


def _again(row: _Row, keys: dict[Any, Any], names: Names, shift: Callable[[int], int]) -> list[Any]:
    values = row.values.copy()
    for place in row.keys:
        values[place] = keys.get(values[place], values[place])
    for place in row.offsets:
        values[place] = shift(values[place])
    for place in row.texts:
        values[place] = names.within(values[place])
    return values


def _key(key: UUID) -> Any:
    return _columns(Agreement)[0].get_db_prep_save(key, connection)
