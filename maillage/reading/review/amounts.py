"""Amounts of euros in figures and in French words."""

from __future__ import annotations

from maillage.reading.review.case import compiled

FIGURES = r"(?<![\d.,])(?P<euros>\d{1,3}(?:[ .]\d{3})+|\d+)(?:[,.](?P<cents>\d{2}))?\s*(?:€|euros?\b|eur\b)"
_SMALL = {
    word: value
    for value, word in enumerate(
        (
            "zero un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize "
            "dix-sept dix-huit dix-neuf vingt"
        ).split()
    )
} | {"une": 1, "trente": 30, "quarante": 40, "cinquante": 50, "soixante": 60, "septante": 70, "nonante": 90}
_WORD = (
    r"(?:zero|une?|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|treize|quatorze|quinze|"
    r"seize|vingts?|trente|quarante|cinquante|soixante|cents?|mille|millions?|et)"
)
WORDS = rf"(?P<words>{_WORD}(?:[\s-]+{_WORD})*)\s+(?:d')?euros?\b"


def amount_of(figures: str, cents: str | None) -> int:
    """The amount in cents of figures such as "86 400" and "50"."""
    return int(compiled(r"\D").sub("", figures)) * 100 + int(cents or 0)


def value_of(words: str) -> int | None:
    """The value of a number in folded French words, None if they do not make one.

    >>> value_of("quatre-vingt-quatre mille six cents"), value_of("deux cent mille")
    (84600, 200000)
    """
    total = group = 0
    seen = False
    for word in compiled(r"[a-z]+").findall(words):
        if word == "et":
            continue
        seen = True
        if word in ("cent", "cents"):
            group = max(group, 1) * 100 if group < 100 else group + 100
        elif word in ("vingt", "vingts"):
            group = group - 4 + 80 if group % 100 == 4 else group + 20
        elif word in ("mille", "million", "millions"):
            factor = 1000 if word == "mille" else 1_000_000
            total, group = total + max(group, 1) * factor, 0
        elif word in _SMALL:
            group += _SMALL[word]
        else:
            return None
    return total + group if seen else None
