"""The index of the search, kept in step with the agreements inside the transaction that changes them."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable

from django.db import transaction

from maillage.agreements.models import Agreement, Expression, Party, SearchEntry, Spelling, Theme
from maillage.agreements.queries import fulltext
from maillage.agreements.queries.spelling import BEGINNING, MAY_BE_MISTYPED, keys_of
from maillage.base.analyser import surfaces, terms_of

_AT_ONCE = 500  # keys in one question
_WRITTEN_AT_ONCE = 2000

CHANGING = frozenset(
    "agreement-brought agreement-read agreement-edited agreement-merged agreement-unmerged text-mended "
    "reading-confirmed party-added party-edited party-left".split()
)
"""The verbs after which an agreement may be found by other words: ``writing.tell`` has it indexed again."""
DELETING = "agreement-deleted"


@transaction.atomic
def index(agreement: Agreement, *, at: dt.datetime, afresh: bool = False) -> set[str]:
    """Make the search find ``agreement`` by the words that it holds now, and return those that may be mistyped.

    Nothing is written when no word changed, unless ``afresh``: then the day of the last change stays as it is.
    """
    row = Agreement.objects.filter(pk=agreement.pk).first()
    if row is None:
        return set()  # deleted since somebody asked
    expression = Expression.objects.current().filter(agreement=row).only("pk", "agreement_id", "text").first()
    read, text = (expression.pk, expression.text) if expression is not None else (None, "")
    title, names, themes = [row.title, row.reference], _names(row), _themes(row)
    digest = _digest(title, names, themes, [text])
    entry, is_new = SearchEntry.objects.select_for_update(of=("self",)).get_or_create(
        agreement=row, defaults={"digest": digest, "expression_id": read, "changed_at": at}
    )
    if not (is_new or afresh) and (entry.digest, entry.expression_id) == (digest, read):
        return set()
    entry.changed_at = entry.changed_at if afresh and not is_new else at
    entry.digest, entry.expression_id = digest, read
    entry.save()
    terms = fulltext.Terms(terms_of(title), terms_of(names), terms_of(themes), terms_of([text]))
    fulltext.write([(entry.pk, terms)])
    return learn([*title, *names, *themes, text])


@transaction.atomic
def forget(agreement: Agreement) -> None:
    """Take the words of ``agreement`` out of the search, before it is deleted."""
    entries = list(SearchEntry.objects.filter(agreement=agreement).values_list("pk", flat=True))
    fulltext.forget(entries)
    SearchEntry.objects.filter(pk__in=entries).delete()


def rebuild(*, at: dt.datetime) -> int:
    """Index every agreement afresh, one after the other while people work, and return how many there are.

    What no agreement holds any more goes first: terms of entries that are gone, words that nobody writes.
    """
    with transaction.atomic():
        fulltext.forget_the_gone()
        Spelling.objects.all().delete()
    agreements = list(Agreement.objects.order_by("pk").only("pk"))
    for agreement in agreements:
        index(agreement, at=at, afresh=True)
    return len(agreements)


def learn(texts: Iterable[str]) -> set[str]:
    """Keep the words of ``texts`` that a typing error may mean, and return them."""
    words = {word for text in texts for word in surfaces(text) if MAY_BE_MISTYPED.fullmatch(word)}
    unknown = words - _known(words)
    rows = [Spelling(key=key, word=word) for word in sorted(unknown) for key in sorted(keys_of(word))]
    Spelling.objects.bulk_create(rows, _WRITTEN_AT_ONCE, ignore_conflicts=True)
    return words


def _known(words: set[str]) -> set[str]:
    """Those of ``words`` that are kept already: each has a row under its whole beginning."""
    beginnings = sorted({word[:BEGINNING] for word in words})
    found: set[str] = set()
    for first in range(0, len(beginnings), _AT_ONCE):
        some = beginnings[first : first + _AT_ONCE]
        found.update(Spelling.objects.filter(key__in=some).values_list("word", flat=True))
    return found & words


def _names(agreement: Agreement) -> list[str]:
    """What the text calls its parties, and what they are called today."""
    rows = Party.objects.filter(agreement=agreement).select_related("organisation").order_by("role", "order", "pk")
    called = [(row.name, row.short_name) for row in rows]
    called += [(row.organisation.name, row.organisation.short_name) for row in rows if row.organisation is not None]
    return list(dict.fromkeys(name for names in called for name in names if name))


def _themes(agreement: Agreement) -> list[str]:
    return list(Theme.objects.filter(agreement=agreement).order_by("position", "pk").values_list("name", flat=True))


def _digest(*parts: list[str]) -> str:
    whole = "\0".join("\n".join(part) for part in parts)
    return hashlib.sha256(whole.encode("utf-8", "surrogatepass")).hexdigest()
