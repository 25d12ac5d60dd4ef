"""Numbers as French texts write them: in figures, in words, in Roman figures."""

from __future__ import annotations

from maillage.foundations import rx

UNITS = {
    "zero": 0, "un": 1, "une": 1, "deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "six": 6, "sept": 7, "huit": 8,
    "neuf": 9, "dix": 10, "onze": 11, "douze": 12, "treize": 13, "quatorze": 14, "quinze": 15, "seize": 16,
    "dix-sept": 17, "dix-huit": 18, "dix-neuf": 19, "vingt": 20, "vingt et un": 21, "vingt-quatre": 24, "trente": 30,
    "trente-six": 36, "quarante": 40, "quarante-cinq": 45, "quarante-huit": 48, "cinquante": 50, "soixante": 60,
    "soixante-dix": 70, "quatre-vingts": 80, "quatre-vingt-dix": 90, "cent": 100,
}  # fmt: skip
ORDINALS = {
    "premier": 1, "premiere": 1, "deuxieme": 2, "second": 2, "seconde": 2, "troisieme": 3, "quatrieme": 4,
    "cinquieme": 5, "sixieme": 6, "septieme": 7, "huitieme": 8, "neuvieme": 9, "dixieme": 10, "unique": 1,
}  # fmt: skip
# A number in figures or in words, the longest words first so that "dix" does not stop "dix-huit".
_IN_WORDS = sorted((word.replace(" ", r"\s+") for word in UNITS), key=len, reverse=True)
NUMBER = rf"(?:\d{{1,4}}|{'|'.join(_IN_WORDS)})"
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50}
_CANONICAL_ROMAN = rx.compile(r"(?:x{1,3}|xl|l|lx{1,3})?(?:ix|iv|v?i{1,3}|v)?")


def parse_number(words: str) -> int | None:
    """The value of folded French ``words`` or figures up to one hundred in words; None if they are not a number.

    >>> parse_number("dix-huit"), parse_number("36"), parse_number("plusieurs")
    (18, 36, None)
    """
    words = " ".join(words.split())
    return int(words) if words.isdecimal() else UNITS.get(words, ORDINALS.get(words))


def parse_roman(figures: str) -> int | None:
    """The value of a Roman number (any case) below 90, written canonically; None otherwise.

    >>> parse_roman("XIV"), parse_roman("IIX"), parse_roman("mi")
    (14, None, None)
    """
    figures = figures.lower()
    if not figures or not _CANONICAL_ROMAN.fullmatch(figures):
        return None
    total = 0
    for here, after in zip(figures, figures[1:] + " ", strict=True):
        value = _ROMAN[here]
        total += -value if _ROMAN.get(after, 0) > value else value
    return total


def to_roman(value: int) -> str:
    """``value`` (1 to 89) in Roman figures, upper case."""
    tens = ["", "X", "XX", "XXX", "XL", "L", "LX", "LXX", "LXXX"][value // 10]
    return tens + ["", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"][value % 10]
