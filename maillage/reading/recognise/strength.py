"""How firmly a commitment binds: firm, best efforts, conditional or envisaged, as its words say."""

from __future__ import annotations

from maillage.foundations import rx

_ENVISAGED = rx.compile(
    r"\b(?:il\s+)?pourra(?:it|ient|ont)?\s+(?:s'agir|etre)|\benvisage|\ba\s+vocation\b|\bsouhaite|\bambitionne"
)
_CONDITIONAL = rx.compile(
    r"\bsous\s+(?:reserve|condition)|\bsi\s+(?:le|la|l'|les|elle|il|un|une|cela|besoin)|\ben\s+cas\s+d[e']|"
    r"\bdans\s+le\s+cas|\ble\s+cas\s+echeant|\bdes\s+lors\s+que|\blorsque?\b|\ba\s+(?:la\s+)?"
    r"(?:demande|condition)|\bdans\s+la\s+limite\s+de\w*\s+(?:credits|budgets?|moyens\s+votes)|\bpour\s+autant\s+que|\ben\s+tant\s+que\s+de\s+besoin|\bau\s+besoin|\bsauf\b"
)
_EFFORTS = rx.compile(
    r"\bs'emploie|\bs'efforce|\btout\s+mettre\s+en\s+oeuvre|\bmet(?:tent|tra|tront)?\s+tout\s+en|"
    r"\bfavoris|\bcontribu|\bveill|\bdans\s+la\s+mesure\s+d[eu]|\bdans\s+la\s+limite|"
    r"\bautant\s+que\s+possible|\b(?:fai(?:re|t)|font|fera|feront)\s+(?:tout\s+)?(?:son|leur)\s+possible|\brecherch|\bs'attach|\bencourag|\btend(?:re|ent)?\s+(?:a|vers)|\bfacilit|"
    r"\bmeilleurs?\s+(?:efforts|delais)"
)
# What weakens most comes first.
_WEAKENED = (("envisaged", _ENVISAGED), ("conditional", _CONDITIONAL), ("best_efforts", _EFFORTS))


def strength_of(folded: str) -> str:
    """``envisaged``, ``conditional``, ``best_efforts`` or ``firm``: what most weakens the folded words given.

    They are those of the commitment and of its lead-in.
    """
    words = folded.replace("œ", "oe")
    return next((name for name, pattern in _WEAKENED if pattern.search(words)), "firm")
