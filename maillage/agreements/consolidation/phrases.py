"""The turns of phrase of avenants, as patterns on a folded text whose quoted words are hidden (``« »`` stay)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from maillage.agreements.consolidation.naming import NUMBER, TARGET
from maillage.foundations.periods import find_date, find_period

Span = tuple[int, int]

_WORD = (
    r"(?:mots?|termes?|dates?|montants?|nombres?|chiffres?|annees?|sommes?|expressions?|taux|pourcentages?|phrases?"
    r"|membres?\s+de\s+phrase|references?)"
)
_THE = r"(?:les?\s+|la\s+|l'|des\s+)"
_BE = r"(?:sont|est|seront|sera)\s+(?:donc\s+|desormais\s+|ainsi\s+)?"
_FAR = r"[^.;\n«»]{0,120}?"


def _quote(name: str) -> str:
    return rf"\s*:?\s*(?P<{name}>«[^»]*»)"


SWAPPED_WORDS = re.compile(
    rf"{_THE}{_WORD}{_quote('former')}(?P<all>\s*,?\s*(?:a\s+chaque\s+occurrence|partout\s+ou))?{_FAR}"
    rf"{_BE}(?:remplace(?:e|es|s)?|substitue(?:e|es|s)?)\s+(?:par\s+)?(?:{_THE}{_WORD}|ceux\s+de|celle\s+du|celui\s+de)?"
    rf"{_quote('new')}"
)
INSERTED_WORDS = re.compile(
    rf"(?P<side>apres|avant)\s+{_THE}{_WORD}{_quote('former')}{_FAR}"
    rf"{_BE}(?:insere|ajoute)(?:e|es|s)?\s+{_THE}{_WORD}{_quote('new')}"
)
STRUCK_WORDS = re.compile(rf"{_THE}{_WORD}{_quote('former')}{_FAR}{_BE}(?:supprime|retire|raye)(?:e|es|s)?")
HEADING = re.compile(
    rf"(?:l'intitule|le\s+titre|le\s+libelle)\s+(?:de\s+)?{TARGET}{_FAR}"
    rf"(?:{_BE}(?:remplace|redige|modifie|libelle)|devient)"
)
RENUMBERED = re.compile(
    rf"(?:devient|est\s+renumerotee?|prend\s+le\s+numero)\s+(?:en\s+)?(?:l')?(?:article\s+|annexe\s+)?(?P<new>{NUMBER})"
)
MOVED = re.compile(rf"{_BE}(?:deplace|transfere)e?s?\s+(?P<side>apres|avant)\b")
ADDED = re.compile(rf"(?:il\s+)?{_BE}(?:insere|ajoute|cree|introduit)(?:e|es|s)?\b")
COMPLETED = re.compile(rf"{_BE}complete(?:e|es|s)?\b")
HEADED = re.compile(
    r"(?:apres|avant|a\s+la\s+suite\s+de)\s+(?:le\s+|la\s+)?$|(?:apres|avant)\s+$|a\s+la\s+suite\s+de\s*$"
)
NEW = re.compile(r"une?\s+")
REPLACED = re.compile(rf"{_BE}(?:remplace(?:e|es|s)?|(?:redige|modifie|libelle)(?:e|es|s)?)\b")
STRUCK = re.compile(rf"{_BE}(?:supprime|abroge|annule|retire)(?:e|es|s)?\b")
CHANGED = re.compile(rf"{_BE}(?:modifie|redige|remplace|complete)(?:e|es|s)?\b")
OWN_HEADING = re.compile(rf"[\s*#]*(?:article|art\.)\s+{NUMBER}")
JOINED = re.compile(
    r"(?P<name>[^.;\n«»]{2,120}?)\s+(?:adhere|devient\s+partie|rejoint|est\s+admise?|entre\s+dans)\b[^.;\n]{0,40}"
    r"(?:convention|charte|protocole|accord|contrat)"
)
LEFT = re.compile(
    r"(?P<name>[^.;\n«»]{2,120}?)\s+(?:se\s+retire\s+d|quitte|cesse\s+d'etre\s+partie|n'est\s+plus\s+partie)"
    r"[^.;\n]{0,40}(?:convention|charte|protocole|accord|contrat)"
)

_TERM_VERB = r"(?:portee?|fixee?|ramenee?|etendue?|prolongee?|prorogee?|reportee?|passe|reduite?)"
_TERM = re.compile(
    rf"(?P<what>duree|delai\s+de\s+preavis|preavis|echeance|terme|date\s+de\s+fin|convention|charte|protocole|accord)\b"
    rf"{_FAR}(?:{_BE})?\b{_TERM_VERB}\b"
)
_UNTIL = re.compile(r"jusqu'au|\bau\b|\ba\b")
_SENTENCE = re.compile(r"(?:[^\n;.]|\.(?![\s«]|$)|(?<=\bart)\.)+[;.]?")
_OWN_LINE = re.compile(
    rf"\n[ \t*#]*(?:article|art\.)\s+{NUMBER}[^\n]*|\n[ \t]*fait\s+a\b|\n[ \t]*(?:les|toutes\s+les)\s+autres\s+"
)


def sentences_of(folded: str) -> Iterator[Span]:
    """The sentences, each with the quote, or the words, that it announces by a colon."""
    joined = re.sub(r":\s*«", lambda found: f":{' ' * (len(found[0]) - 2)}«", folded)
    at = 0
    for found in _SENTENCE.finditer(joined):
        start, end = found.span()
        if start < at or not joined[start:end].strip(" \t\x00«»"):
            continue
        start += len(joined[start:end]) - len(joined[start:end].lstrip())
        if joined[start:end].rstrip().endswith(":"):
            end = _announced(joined, end)
        at = end
        yield start, end


def _announced(folded: str, end: int) -> int:
    """Where unquoted words that a sentence announces end: at the next article of the avenant, or at its end.

    The heading of the new article itself, right after the colon, is not the next one; a numbered list of changes is
    none of these words.
    """
    rest = re.compile(r"\s*(?:\d+\s*[°).]|[a-h]\)|[-–•])\s").match(folded, end)
    if rest or not folded[end:].strip():
        return end
    first = re.compile(r"\s*\S[^\n]*").match(folded, end)
    stop = _OWN_LINE.search(folded, first.end() if first else end)
    return stop.start() if stop else len(folded.rstrip())


def term_of(folded: str, span: Span) -> tuple[str, str, str] | None:
    """The clause that a sentence changes, its new value, and what is to be checked."""
    found = _TERM.search(folded, *span)
    if found is None:
        return None
    what = " ".join(found["what"].split())
    day, period = find_date(folded, found.end(), span[1]), _last_period(folded, found.end(), span[1])
    if "preavis" in what:
        return ("notice_period", period, "") if period else None
    if day is not None and (what != "duree" or period == ""):
        return "end_date", day[0], ""
    if what == "duree" and period:
        return "duration", period, ""
    if period:
        return "end_date", "", "La prolongation est dite en durée : calculez la nouvelle échéance."
    return None


def _last_period(folded: str, start: int, end: int) -> str:
    """The last period named: "portée de trois à cinq ans" says five years."""
    value, at = "", start
    while (found := find_period(folded, at, end)) is not None:
        value, at = found[0], found[1][1]
    return value
