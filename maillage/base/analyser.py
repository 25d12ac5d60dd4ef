"""The analyser of texts: the terms under which a word is kept, and those by which it is looked for.

A word gives its folded form (no case, no accent) and its French stems (Snowball), taken of the word with its accents
and without: people type "deliberations" where the text says "délibération". Both sides go through here, so that both
databases are given the same terms and answer the same rows. Each text is kept as a set of terms: neither order nor
number.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from functools import lru_cache

import snowballstemmer

from maillage.base.search import SHORT_FORMS, accented_words_of, words_of

LONGEST = 40  # letters of a term: what comes after tells no two words apart
MOST_TERMS = 50_000  # of a text: a file made to fill the index stops there
MOST_WORDS = 12  # of a query
_REMEMBERED = 1 << 16
# Words without which a query means the same; a query that holds no other word is looked for as it is.
EMPTY_WORDS = frozenset(
    "a au aux avec ce ces cette d dans de des du elle en et il ils je l la le les leur leurs lui ma mais me n ne nos "
    "notre nous on ou par pas pour qu que qui s sa se ses son sur un une vos votre vous y".split()
)


@lru_cache(_REMEMBERED)
def _stem(word: str) -> str:
    # A stemmer holds the word that it works on: each call has its own, since requests are served by several threads.
    return str(snowballstemmer.stemmer("french").stemWord(word))


def terms_of(texts: Iterable[str]) -> set[str]:
    """The terms under which ``texts`` are kept, each once; of a very long text, those of its beginning."""
    found: set[str] = set()
    for text in texts:
        for word in dict.fromkeys(_words(text)):
            found.update(kept(word))
            if len(found) > MOST_TERMS:
                return found
    return found


def words_asked(query: str) -> list[str]:
    """The words of a query that are looked for, as they were typed but for the case; without empty words."""
    words = list(dict.fromkeys(word for word in _words(query) if _folded(word)))
    telling = [word for word in words if not EMPTY_WORDS.issuperset(_folded(word))]
    return (telling or words)[:MOST_WORDS]


def asked(word: str) -> set[str]:
    """The terms of a text that answers to ``word``: any of them."""
    return {term for folded in _folded(word) for term in _asked(word, folded)}


def surfaces(text: str) -> set[str]:
    """The folded words of ``text``: what a word with a typing error is compared with."""
    return {folded for word in set(_words(text)) for folded in _folded(word)}


def _words(text: str) -> list[str]:
    """The words of ``text`` with their accents, letters of other shapes (full width, mathematical) made plain."""
    composed = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())
    if marks := [sign for sign in set(composed) if unicodedata.combining(sign)]:  # accents on what bears none
        composed = composed.translate(dict.fromkeys(map(ord, marks)))
    return accented_words_of(composed)


@lru_cache(_REMEMBERED)
def _folded(word: str) -> tuple[str, ...]:
    """``word`` without accents: several words when folding opens a sign (½)."""
    return tuple(one[:LONGEST] for one in words_of(word))


@lru_cache(_REMEMBERED)
def kept(word: str) -> tuple[str, ...]:
    """The terms under which a word of a text is kept."""
    terms = {term for folded in _folded(word) for term in (folded, *_asked(word, folded))}
    return tuple(sorted(terms))


def _asked(word: str, folded: str) -> set[str]:
    stems = {_stem(folded), *(_folded(_stem(word)) if _folded(word) == (folded,) else ())}
    full = SHORT_FORMS.get(folded)
    return {term[:LONGEST] for term in (*stems, *([full] if full else ()))}
