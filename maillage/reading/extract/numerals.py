"""Numbers as word processors write them before a heading or an item: decimal, roman, letters, ordinals."""

from __future__ import annotations

_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
    (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_ORDINALS = (
    "", "premier", "deuxième", "troisième", "quatrième", "cinquième", "sixième", "septième", "huitième", "neuvième",
    "dixième", "onzième", "douzième", "treizième", "quatorzième", "quinzième", "seizième", "dix-septième",
    "dix-huitième", "dix-neuvième", "vingtième",
)  # fmt: skip
_CARDINALS = (
    "zéro", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix",
    "onze", "douze", "treize", "quatorze", "quinze", "seize", "dix-sept", "dix-huit", "dix-neuf", "vingt",
)  # fmt: skip


def roman(number: int) -> str:
    """``number`` in lower-case roman numerals; decimal outside of 1 to 3999, where there are none."""
    if not 0 < number < 4000:
        return str(number)
    written = ""
    for value, sign in _ROMAN:
        count, number = divmod(number, value)
        written += sign * count
    return written


def letters(number: int) -> str:
    """a to z, then aa, bb ... as Word and LibreOffice count past z; at most ten letters, then decimal."""
    if not 0 < number <= 260:
        return str(number)
    rounds, rest = divmod(number - 1, 26)
    return chr(ord("a") + rest) * (rounds + 1)


def written(number: int, style: str) -> str:
    """``number`` in a numbering style, named as in WordprocessingML (ECMA-376, 17.18.59 ST_NumberFormat); decimal when
    unknown."""
    if style == "upperRoman":
        return roman(number).upper()
    if style == "lowerRoman":
        return roman(number)
    if style == "upperLetter":
        return letters(number).upper()
    if style == "lowerLetter":
        return letters(number)
    if style == "decimalZero":
        return f"{number:02d}"
    if style == "ordinal":
        return "1er" if number == 1 else f"{number}e"
    if style in ("ordinalText", "cardinalText"):
        words = _ORDINALS if style == "ordinalText" else _CARDINALS
        return words[number] if 0 < number < len(words) else str(number)
    return "" if style == "none" else str(number)
