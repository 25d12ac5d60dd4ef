"""The table of terms, which each database has in its own kind: FTS5 on SQLite, tsvectors under GIN on PostgreSQL.

Both are given the terms of ``maillage.base.analyser`` and answer by set logic alone, so that the same rows answer on
both. A :class:`Clause` is a word of a query: a row answers it when it holds one of its terms.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from django.db import connection
from django.db.models import Q
from django.db.models.expressions import RawSQL

TABLE = "agreements_words"  # migration 0011 makes it


class Column(StrEnum):
    """Where terms are looked for."""

    EVERYTHING = "everything"
    TITLE = "title"
    NAMES = "names"
    THEMES = "themes"


@dataclass(frozen=True)
class Clause:
    """A word of a query: the terms that answer it, and the beginning of a term that does, when that is enough."""

    terms: frozenset[str]
    beginning: str = ""


@dataclass(frozen=True)
class Terms:
    """The terms of an agreement, by where they stand."""

    title: Collection[str]
    names: Collection[str]
    themes: Collection[str]
    body: Collection[str]

    @property
    def everything(self) -> set[str]:
        """All of them."""
        return {*self.title, *self.names, *self.themes, *self.body}


def answering(clauses: Iterable[Clause], column: Column = Column.EVERYTHING) -> Q:
    """True of the agreements that hold a term of each clause."""
    if _is_postgresql():
        asked = " & ".join(f"({' | '.join(_lexemes(clause))})" for clause in clauses)
        # Behind a subselect PostgreSQL cannot guess how many rows answer, and takes the index: a guess of many makes it
        # read the terms of every row, which are stored apart.
        found = f"SELECT id FROM {TABLE} WHERE {column} @@ (SELECT %s::tsquery)"  # noqa: S608 names of ours
    else:
        within = "" if column is Column.EVERYTHING else f"{column} : "
        asked = " AND ".join(f"{within}({' OR '.join(_tokens(clause))})" for clause in clauses)
        found = f"SELECT rowid FROM {TABLE} WHERE {TABLE} MATCH %s"  # noqa: S608 names of ours
    return Q(search_entry__in=RawSQL(found, [asked]))  # noqa: S611 the words are a parameter


def write(rows: Sequence[tuple[int, Terms]]) -> None:
    """Make the terms of these entries those that are given."""
    with connection.cursor() as cursor:
        if _is_postgresql():
            cursor.executemany(
                f"INSERT INTO {TABLE} (id, title, names, themes, everything) VALUES (%s, array_to_tsvector(%s), "  # noqa: S608 names of ours
                "array_to_tsvector(%s), array_to_tsvector(%s), array_to_tsvector(%s)) ON CONFLICT (id) DO UPDATE SET "
                "title = excluded.title, names = excluded.names, themes = excluded.themes, "
                "everything = excluded.everything",
                [
                    (entry, sorted(terms.title), sorted(terms.names), sorted(terms.themes), sorted(terms.everything))
                    for entry, terms in rows
                ],
            )
            return
        cursor.executemany(
            f"INSERT OR REPLACE INTO {TABLE} (rowid, title, names, themes, body) VALUES (%s, %s, %s, %s, %s)",  # noqa: S608 names of ours
            [
                (entry, *(" ".join(sorted(some)) for some in (terms.title, terms.names, terms.themes, terms.body)))
                for entry, terms in rows
            ],
        )


def forget(entries: Collection[int]) -> None:
    """Take the terms of these entries away."""
    with connection.cursor() as cursor:
        cursor.executemany(f"DELETE FROM {TABLE} WHERE {_key()} = %s", [(entry,) for entry in entries])  # noqa: S608 names of ours


def forget_the_gone() -> None:
    """Take away the terms of entries that are no more."""
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {TABLE} WHERE {_key()} NOT IN (SELECT id FROM agreements_searchentry)")  # noqa: S608 names of ours


def _key() -> str:
    return "id" if _is_postgresql() else "rowid"


def _is_postgresql() -> bool:
    return connection.vendor == "postgresql"


# Terms hold letters and figures alone (the analyser sees to it): none can end the quotes that hold it.
def _lexemes(clause: Clause) -> list[str]:
    beginning = [f"'{clause.beginning}':*"] if clause.beginning else []
    return [*(f"'{term}'" for term in sorted(clause.terms)), *beginning]


def _tokens(clause: Clause) -> list[str]:
    beginning = [f'"{clause.beginning}"*'] if clause.beginning else []
    return [*(f'"{term}"' for term in sorted(clause.terms)), *beginning]
