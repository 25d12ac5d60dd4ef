"""Search as one types: a folded column, and the filter that reads it the same on SQLite and on PostgreSQL.

Folding takes away what people do not type alike: case, accents, ligatures (œ), hyphens, apostrophes, dots of acronyms
(C.C.A.S.), and writes "St" and "Ste" in full. Each word of a query must begin a word of the column, in any order.

A large table has a table of its words beside it (:class:`Word`), whose index leads from the beginning of a word to the
rows: its model derives from :class:`Searchable`, its queryset from :class:`SearchableQuerySet`, which keep the words.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import reduce
from operator import and_, or_
from typing import TYPE_CHECKING, Any, TypeVar

from django.db import models
from django.db.models import Q

if TYPE_CHECKING:
    _TextField = models.TextField[str, str]
    _CharField = models.CharField[str, str]
else:
    _TextField = models.TextField
    _CharField = models.CharField

_Row = TypeVar("_Row", bound=models.Model)

LONGEST_WORD = 60  # letters by which a word is found: what comes after them tells nothing more
SHORT_FORMS = {"st": "saint", "ste": "sainte", "sts": "saints", "stes": "saintes"}
_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "ß": "ss", "ø": "o", "&": " et "})
_DOTTED = re.compile(r"\b(?:[^\W\d_]\.){2,}")
_NOT_A_WORD = re.compile(r"[\W_]+")
# Words that begin so many names that they lead nowhere: another word of the query is looked for first.
_EVERYWHERE = {*SHORT_FORMS, *SHORT_FORMS.values()} | set(
    "association ccas communaute communes d de des du en et l la le les sous sur".split()
)
_SHORTEST = 2  # letters: one letter begins so many words that reading the column costs less than their list
_MANY = 500  # rows that a page is sooner read among than found by
_BATCH = 500  # keys of a list in one statement
_LAST = "\U0010ffff"  # comes after every letter
_MOST_WORDS = 12  # of a query: more words find nothing more, and each costs a reading of the column


def words_of(text: str) -> list[str]:
    """The words of ``text`` in lower case, without accents or punctuation.

    >>> words_of("C.C.A.S. de L’Haÿ-les-Roses")
    ['ccas', 'de', 'l', 'hay', 'les', 'roses']
    """
    lowered = _DOTTED.sub(lambda found: found[0].replace(".", ""), text).casefold().translate(_LIGATURES)
    bare = "".join(
        character for character in unicodedata.normalize("NFKD", lowered) if not unicodedata.combining(character)
    )
    return _NOT_A_WORD.sub(" ", bare).split()


def accented_words_of(text: str) -> list[str]:
    """The same words with their accents, for who tells "marché" from "marche".

    >>> accented_words_of("C.C.A.S. de L’Haÿ-les-Roses")
    ['ccas', 'de', 'l', 'haÿ', 'les', 'roses']
    """
    plain = _DOTTED.sub(lambda found: found[0].replace(".", ""), unicodedata.normalize("NFC", text))
    return _NOT_A_WORD.sub(" ", plain.casefold().translate(_LIGATURES)).split()


def folded(*texts: str) -> str:
    """``texts`` as a column holds them: each word after a space, short forms in full, a word said twice said once.

    >>> folded("St-Maur-en-Val", "99240")
    ' saint maur en val 99240'
    """
    words = [SHORT_FORMS.get(word, word) for text in texts for word in words_of(text)]
    return "".join(f" {word}" for word in dict.fromkeys(words))


def matching(query: str, column: str = "folded") -> Q:
    """The rows whose ``column`` holds a word that begins with each word of ``query``; all rows when it has no word."""
    return reduce(and_, (_begins(word, column) for word in words_of(query)[:_MOST_WORDS]), Q())


def _begins(word: str, column: str) -> Q:
    # "st" may be short for "saint", or the beginning of a longer name that is still being typed ("Stains").
    spellings = {word, SHORT_FORMS.get(word, word)}
    return reduce(or_, (Q(**{f"{column}__contains": f" {spelling}"}) for spelling in sorted(spellings)))


def found_by(query: str, words: Any, *, in_order: bool = False) -> Q:
    """The same rows as ``matching(query)``, by the index of the model ``words``: the rarest word leads to them.

    ``in_order`` says that a page is read along the folded column: a word of many rows is then met on the way, sooner
    than all its rows are gathered and sorted.
    """
    typed = words_of(query)[:_MOST_WORDS]
    leading = max(typed, key=lambda word: (word not in _EVERYWHERE, len(word)), default="")
    if len(leading) < _SHORTEST:
        return matching(query)
    begins = reduce(or_, (_between(spelling) for spelling in sorted({leading, SHORT_FORMS.get(leading, leading)})))
    if in_order and words.objects.filter(begins).order_by().values("pk")[_MANY : _MANY + 1]:
        return matching(query)
    others = [word for word in typed if word != leading or len(word) > LONGEST_WORD]
    return Q(pk__in=words.objects.filter(begins).values("row_id")) & matching(" ".join(others))


def _between(spelling: str) -> Q:
    # Both databases compare these words byte by byte, so that a beginning is a range of their index.
    beginning = spelling[:LONGEST_WORD]
    return Q(word__gte=beginning, word__lt=beginning + _LAST)


class FoldedField(_TextField):
    """A column that is written from other attributes of the row each time the row is saved (``bulk_create`` included).

    ``FoldedField("name", "code")`` takes attributes or methods without argument; None counts for nothing. A ``save``
    with ``update_fields`` names this column too.
    """

    def __init__(self, *sources: str, **kwargs: Any) -> None:
        self.sources = sources
        kwargs["editable"] = False
        kwargs["default"] = ""
        super().__init__("recherche", **kwargs)

    def deconstruct(self) -> Any:
        """How a migration writes the field: its sources do not change the table."""
        name, path, _args, kwargs = super().deconstruct()
        for dropped in ("editable", "default", "verbose_name"):
            kwargs.pop(dropped, None)
        return name, path, [], kwargs

    def pre_save(self, model_instance: models.Model, add: bool) -> str:  # noqa: ARG002
        """What to write now: the sources, folded. In a migration the field knows no source, and keeps what is there."""
        if not self.sources:
            return str(getattr(model_instance, self.attname))
        value = folded(*(text for source in self.sources if (text := _text_of(model_instance, source))))
        setattr(model_instance, self.attname, value)
        return value


def _text_of(row: models.Model, source: str) -> str:
    value: str | Callable[[], str | None] | None = getattr(row, source)
    return str((value() if callable(value) else value) or "")


class WordField(_CharField):
    """A word of a folded column, compared byte by byte by both databases."""

    def db_parameters(self, connection: Any) -> Any:
        """The column, in the order of bytes: that of SQLite, "C" for PostgreSQL."""
        parameters = super().db_parameters(connection)
        return {**parameters, "collation": "C"} if connection.vendor == "postgresql" else parameters


class Word(models.Model):
    """A word by which a row is found: a model derives from it, with a key named ``row`` and the Meta of this one."""

    word = WordField("mot", max_length=LONGEST_WORD)
    row: models.ForeignKey[Any, Any]

    class Meta:
        abstract = True
        indexes = (models.Index(fields=("word", "row"), name="%(class)s_begins"),)
        constraints = (models.UniqueConstraint(fields=("row", "word"), name="%(class)s_once"),)

    def __str__(self) -> str:
        return self.word


class SearchableQuerySet(models.QuerySet[_Row]):
    """Rows that are found by their words."""

    def bulk_create(self, objs: Iterable[_Row], *args: Any, **kwargs: Any) -> list[_Row]:
        """Write the rows, then their words."""
        rows = super().bulk_create(objs, *args, **kwargs)
        write_words(rows, are_new=not kwargs.get("update_conflicts"))
        return rows


class Searchable(models.Model):
    """A row with a folded column, and its words in the table behind ``words``."""

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Write the row, then its words."""
        is_new, only = self._state.adding, kwargs.get("update_fields")
        super().save(*args, **kwargs)
        if only is None or "folded" in only:
            write_words([self], are_new=is_new)


def write_words(rows: Sequence[Any], *, are_new: bool) -> None:
    """Make the words of ``rows`` those of their folded column; of new rows there are none to compare with."""
    if not rows:
        return
    words: Any = type(rows[0]).words.rel.related_model
    wanted = dict.fromkeys((row.pk, word) for row in rows for word in indexed(row.folded))
    if not are_new:
        held: dict[tuple[Any, str], Any] = {}
        for some in batched([row.pk for row in rows]):
            found = words.objects.filter(row__in=some).values_list("row_id", "word", "pk")
            held |= {(row, word): pk for row, word, pk in found}
        for gone in batched([pk for key, pk in held.items() if key not in wanted]):
            words.objects.filter(pk__in=gone).delete()
        wanted = {key: None for key in wanted if key not in held}
    words.objects.bulk_create([words(row_id=row, word=word) for row, word in wanted])


def indexed(column: str) -> Iterable[str]:
    """The words of a folded column as their table holds them, each once."""
    return dict.fromkeys(word[:LONGEST_WORD] for word in column.split())


def batched(keys: list[Any]) -> Iterator[list[Any]]:
    """``keys`` by as many as both databases take in one list."""
    return (keys[first : first + _BATCH] for first in range(0, len(keys), _BATCH))
