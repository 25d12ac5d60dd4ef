"""By virtue of what a party signs. Reads: the words of a party. Writes: its authority, blank or not.

Communes act by délibération of their council (CGCT L2121-29), départements of theirs (L3211-2), a CCAS of its board
(CASF L123-8).
"""

from __future__ import annotations

from maillage.foundations import rx
from maillage.foundations.periods import find_date
from maillage.reading.model import Authority, Span
from maillage.reading.normalise import View

_ACT = rx.compile(
    r"(?:en\s+vertu\s+d[eu']s?|par|suivant|conformement\s+a|en\s+application\s+d[e'])\s*(?:l'|la\s+|une\s+|le\s+|"
    r"un\s+|sa\s+)?(?P<act>deliberations?|decision|arrete|mandat|pouvoir|delegation|statuts)\b"
)
_BODY = rx.compile(
    r"(?:d[eu]s?|de\s+la|de\s+l'|de\s+son|du)\s+(?P<body>(?:conseil\s+(?:municipal|departemental|general|"
    r"communautaire|metropolitain|regional|d'administration)|commission\s+permanente(?:\s+du\s+conseil\s+"
    r"(?:general|departemental))?|assemblee\s+\w+|bureau|comite\s+\w+)(?:\s+d[ue]\s+(?:la\s+)?\w+)?)"
)
_NUMBER = rx.compile(r"n\s?°\s*(?P<number>[\w][\w./-]*\d[\w./-]*|\d+)")
# "Délibération n° ...... du ......": what is left to fill in.
_BLANK = rx.compile(r"(?:n\s?°|du|date\s+du|le|numero)\s*(?:$|\n|[.…_]{2,}|\s{3,}|\[|(?=du\s+conseil)|(?=en\s+date)|,)")
_STOP = rx.compile(r",?\s*(?:ci-?\s?apres|d'une\s+part|d'autre\s+part|denomme|designe|dont\s+le\s+siege|;)")
_SURE = 0.9


def read_authority(view: View, span: Span) -> Authority | None:
    """The délibération, decision or mandate by which a party signs; None when the words of the party name none."""
    start, end = span
    match = _ACT.search(view.folded, start, end)
    if not match:
        return None
    stop = _STOP.search(view.folded[match.end() : end])
    finish = match.end() + stop.start() if stop else end
    at = (match.start(), finish)
    words = view.folded[slice(*at)]
    number, date, body = _NUMBER.search(words), find_date(view.folded, *at), _BODY.search(words)

    def quoted(found: rx.Match[str], group: str) -> str:
        start, end = found.span(group)
        return view.quote((at[0] + start, at[0] + end))

    return Authority(
        text=view.quote(at),
        body=quoted(body, "body") if body else None,
        number=quoted(number, "number") if number else None,
        date=date[0] if date else None,
        blank=match["act"].startswith("delib") and bool(_BLANK.search(words)) and not (number and date),
        span=view.trim(at),
        confidence=_SURE,
    )
