"""Search as one types: a folded column, and the filter that reads it the same on SQLite and on PostgreSQL.

Folding takes away what people do not type alike: case, accents, ligatures (œ), hyphens, apostrophes, dots of acronyms
(C.C.A.S.), and writes "St" and "Ste" in full. Each word of a query must begin a word of the column, in any order.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from functools import reduce
from operator import and_, or_
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Q

if TYPE_CHECKING:
    _TextField = models.TextField[str, str]
else:
    _TextField = models.TextField

SHORT_FORMS = {"st": "saint", "ste": "sainte", "sts": "saints", "stes": "saintes"}
_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "ß": "ss", "ø": "o", "&": " et "})
_DOTTED = re.compile(r"\b(?:[^\W\d_]\.){2,}")
_NOT_A_WORD = re.compile(r"[\W_]+")
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
