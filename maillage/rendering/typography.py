"""French typography: the spaces at which a line may not end.

Only spaces change, each for one no-break space (U+00A0): the words of a signed text are left as they are. Sources: Code
typographique and Lexique des règles typographiques en usage à l'Imprimerie nationale, entries "Ponctuation", "Nombres",
"Abréviations". The font has no narrow no-break space, hence U+00A0 everywhere.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

NBSP = "\u00a0"
MISSING = "\ufffd"
_MONTHS = "janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre"
_UNITS = "ans?|mois|jours?|semaines?|heures?|euros?|millions?|k€|m²|km|pages?"
_BOUND = re.compile(
    rf"""
    [ ](?=[;:!?»%€])                                  # before double punctuation, closing quotes, per cent, euro
    | (?<=«)[ ]                                       # after opening quotes
    | (?<=\d)[ ](?=\d{{3}}(?!\d))                     # inside a number: 12 000
    | (?<=[nN][°º])[ ](?=\w)                          # n° 12
    | (?<=\b[LRDA]\.)[ ](?=\*?\d)                     # L. 1611-4
    | (?<=\bM\.)[ ](?=[A-ZÀ-Ý]) | (?<=\bMM\.)[ ](?=[A-ZÀ-Ý]) | (?<=\bMme)[ ](?=[A-ZÀ-Ý]) | (?<=\bMe)[ ](?=[A-ZÀ-Ý])
    | (?<=[aA]rticle)[ ](?=[\dIVXLRD]) | (?<=[aA]rticles)[ ](?=[\dIVXLRD]) | (?<=[aA]nnexe)[ ](?=[\dIVXA-Z]\b)
    | (?<=\bp\.)[ ](?=\d) | (?<=\bart\.)[ ](?=\d)
    | (?<=\d)[ ](?=(?:{_MONTHS})\b) | (?<=\der)[ ](?=(?:{_MONTHS})\b)
    | (?<=\d)[ ](?=(?:{_UNITS})\b)
    """,
    re.X,
)
_YEAR = re.compile(rf"\b({_MONTHS}) (?=\d{{4}}\b)")


def bind(text: str) -> str:
    """``text`` with no-break spaces where French has them: same length, same words."""
    return _YEAR.sub(rf"\1{NBSP}", _BOUND.sub(NBSP, text))


def visible(text: str) -> str:
    """``text`` (NFC) without what has no shape: controls, direction marks, soft hyphens; line feeds and tabs stay.

    Nothing that is left can turn the order of the letters around it, and all of it may stand in XML 1.0. What is no
    character at all becomes U+FFFD.
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(map(_seen, unicodedata.normalize("NFC", text)))


@lru_cache(maxsize=8192)
def _seen(sign: str) -> str:
    kind = unicodedata.category(sign)
    if sign in "\n\t":
        return sign
    if kind in ("Cc", "Cf"):
        return ""
    if kind in ("Zl", "Zp"):
        return "\n"
    if kind == "Zs":
        return sign if sign == NBSP else " "
    return MISSING if kind in ("Cs", "Cn") else sign
