"""By virtue of what a party signs. Reads: the words of a party. Writes: its authority, blank or not (CGCT L2121-29, L3211-2; CASF L123-8)."""

from __future__ import annotations

from maillage.foundations import rx
from maillage.foundations.periods import find_date
from maillage.reading.model import Authority, Span
from maillage.reading.normalise import View

_ACT = rx.compile(r"(?:en\s+vertu\s+d[eu']s?|par|suivant|conformement\s+a|en\s+application\s+d[e'])\s*(?:l'|la\s+|une\s+|le\s+|un\s+|sa\s+)?(?P<act>deliberations?|decision|arrete|mandat|pouvoir|delegation|statuts)\b")
_BODY = rx.compile(
    r"(?:d[eu]s?|de\s+la|de\s+l'|de\s+son|du)\s+(?P<body>(?:conseil\s+(?:municipal|departemental|general|communautaire|metropolitain|regional|d'administration)|commission\s+permanente(?:\s+du\s+conseil\s+(?:general|departemental))?|assemblee\s+\w+|bureau|comite\s+\w+)(?:\s+d[ue]\s+(?:la\s+)?\w+)?)"
)
_NUMBER = rx.compile(r"n\s?°\s*(?P<number>[\w][\w./-]*\d[\w./-]*|\d+)")
_BLANK = rx.compile(r"(?:n\s?°|du|date\s+du|le|numero)\s*(?:$|\n|[.…_]{2,}|\s{3,}|\[|(?=du\s+conseil)|(?=en\s+date)|,)")


def read_authority(view: View, span: Span) -> Authority | None:
    """The délibération, decision or mandate by which a party signs; None when the words of the party name none."""
    start, end = span
    match = _ACT.search(view.folded, start, end)
    if not match:
        return None
    stop = rx.search(r",?\s*(?:ci-?\s?apres|d'une\s+part|d'autre\s+part|denomme|designe|dont\s+le\s+siege|;)", view.folded[match.end() : end])
    finish = match.end() + stop.start() if stop else end
    words = view.folded[match.start() : finish]
    number = _NUMBER.search(words)
    date = find_date(view.folded, match.start(), finish)
    body = _BODY.search(words)
    blank = match["act"].startswith("delib") and bool(_BLANK.search(words)) and not (number and date)
    return Authority(
        view.quote((match.start(), finish)),
        view.quote((match.start() + body.start("body"), match.start() + body.end("body"))) if body else None,
        view.quote((match.start() + number.start("number"), match.start() + number.end("number"))) if number else None,
        date[0] if date else None,
        blank,
        view.trim((match.start(), finish)),
        0.9,
    )
