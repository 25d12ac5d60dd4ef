"""What every view says besides the text: the terms in plain French, who bears what, where each finding stands."""

from __future__ import annotations

from bisect import bisect_right
from typing import Any

from maillage.foundations.records import dataclass
from maillage.reading.model import Commitment, Found, Reading, Span, Terms
from maillage.reading.output import words

_TRIGGERS = {
    "last_signature": "à la dernière signature",
    "notification": "à sa notification",
    "other": "à l’événement que dit le texte",
}
_NOTICE_FORMS = {"registered_letter": "par lettre recommandée", "written": "par écrit"}


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the sheet of terms. ``value`` is None when the text is silent; ``missing`` ends "Le texte ne dit"."""

    key: str
    label: str
    value: str | None
    founds: tuple[Found[Any], ...]
    missing: str | None

    @property
    def spans(self) -> tuple[Span, ...]:
        return tuple(dict.fromkeys(found.span for found in self.founds))

    @property
    def confidence(self) -> float:
        return min((found.confidence for found in self.founds), default=1.0)


def sheet(terms: Terms) -> tuple[Row, ...]:
    """The terms of an agreement, line by line, in the order of its life."""
    t = terms
    length = words.period(t.duration.value) if t.duration else None
    end = f"le {words.date(t.end_date.value)}" if t.end_date else None
    rhythm = words.rhythm(t.evaluation_periodicity.value) if t.evaluation_periodicity else None
    asked = None if end else "combien de temps il dure"
    rows: tuple[tuple[str, str, str | None, tuple[Found[Any] | None, ...], str | None], ...] = (
        ("effect", "Effet", _effect(t), (t.effect_trigger, t.effect_date), "quand il prend effet"),
        ("duration", "Durée", length, (t.duration,), asked),
        ("end", "Fin", end, (t.end_date,), None),
        (
            "renewal",
            "Reconduction",
            _renewal(t),
            (t.renewal_mode, t.renewal_period, t.renewal_max_times),
            "s’il se reconduit",
        ),
        ("non_renewal", "Non-reconduction", _non_renewal(t), (t.non_renewal_notice,), None),
        ("notice", "Dénonciation", _notice(t), (t.notice_period, t.notice_form), "comment une partie le dénonce"),
        (
            "amendment",
            "Modification",
            _amendment(t),
            (t.amendment_by, t.amendment_periodicity),
            "comment il se modifie",
        ),
        ("evaluation", "Évaluation", rhythm, (t.evaluation_periodicity,), "à quel rythme il s’évalue"),
        ("dispute", "Litiges", _dispute(t), (t.dispute_amicable_first, t.dispute_court), "qui tranche un litige"),
    )
    return tuple(
        Row(key, label, words.capital(value) if value else None, tuple(found for found in founds if found), missing)
        for key, label, value, founds, missing in rows
    )


def _effect(t: Terms) -> str | None:
    if t.effect_date:
        return f"le {words.date(t.effect_date.value)}"
    if t.effect_trigger is None:
        return None
    return _TRIGGERS.get(t.effect_trigger.value, "à une date laissée en blanc")


def _renewal(t: Terms) -> str | None:
    if t.renewal_mode is None:
        return f"par périodes de {words.period(t.renewal_period.value)}" if t.renewal_period else None
    mode = {"tacit": "tacite", "express": "expresse", "none": "exclue"}.get(t.renewal_mode.value, t.renewal_mode.value)
    if t.renewal_mode.value == "none":
        return mode
    length = f"par périodes de {words.period(t.renewal_period.value)}" if t.renewal_period else "sans durée dite"
    times = f", {words.count(t.renewal_max_times.value, 'fois', 'fois')} au plus" if t.renewal_max_times else ""
    return f"{mode}, {length}{times}"


def _non_renewal(t: Terms) -> str | None:
    return f"à demander {words.period(t.non_renewal_notice.value)} avant le terme" if t.non_renewal_notice else None


def _notice(t: Terms) -> str | None:
    form = _NOTICE_FORMS.get(t.notice_form.value, t.notice_form.value) if t.notice_form else None
    if t.notice_period:
        return f"préavis de {words.period(t.notice_period.value)}" + (f", {form}" if form else ", sans forme dite")
    return f"{form}, sans préavis dit" if form else None


def _amendment(t: Terms) -> str | None:
    parts = [
        "par avenant" if t.amendment_by else "",
        f"revu {words.rhythm(t.amendment_periodicity.value)}" if t.amendment_periodicity else "",
    ]
    return ", ".join(part for part in parts if part) or None


def _dispute(t: Terms) -> str | None:
    court = f"«{words.NBSP}{words.fold(t.dispute_court.value)}{words.NBSP}»" if t.dispute_court else None
    if t.dispute_amicable_first and t.dispute_amicable_first.value:
        return f"d’abord à l’amiable, puis {court}" if court else "d’abord à l’amiable"
    return court


def absences(reading: Reading) -> list[str]:
    """What an agreement usually says and this text does not, each to follow "Le texte ne dit pas"."""
    missing = [row.missing for row in sheet(reading.terms) if row.value is None and row.missing]
    return missing if reading.bodies else [*missing, "quelle instance le suit"]


def by_bearer(reading: Reading) -> dict[str, list[Commitment]]:
    """Commitments under those who bear them, in the order of the parties; joint ones first, those of nobody last."""
    groups: dict[tuple[str, ...], list[Commitment]] = {}
    for commitment in reading.commitments:
        groups.setdefault(commitment.bearers, []).append(commitment)
    labels = {party.id: words.party_label(party) for party in reading.parties}
    order = {each: at for at, each in enumerate(labels)}

    def rank(bearers: tuple[str, ...]) -> tuple[bool, int, list[int]]:
        return (not bearers, -len(bearers), [order.get(each, len(order)) for each in bearers])

    named: dict[str, list[Commitment]] = {}
    for bearers in sorted(groups, key=rank):
        everybody = len(bearers) > 1 and len(bearers) == len(labels)
        name = "Toutes les parties" if everybody else words.enumeration([labels.get(each, each) for each in bearers])
        named.setdefault(name or "Personne n’est nommé", []).extend(groups[bearers])
    return named


_PARTS = {
    "preamble": "préambule",
    "parties": "parties",
    "signatures": "signatures",
    "cover": "titre",
    "annex": "annexe",
}


class Places:
    """Where a span stands: "art. 3", "préambule", and on which line. Built once for a reading, then logarithmic."""

    def __init__(self, reading: Reading) -> None:
        length = len(reading.text)
        parts = [(p.span, self._part(p.kind, p.number)) for p in reading.provisions if p.kind in _PARTS]
        parts += [(a.span, self._article(a.number, a.heading)) for a in reading.articles]
        self._places = sorted((start, min(end, length), label) for (start, end), label in parts)
        self._starts = [start for start, _, _ in self._places]
        self._lines = [-1, *(at for at, character in enumerate(reading.text) if character == "\n")]

    def _part(self, kind: str, number: str | None) -> str:
        return f"{_PARTS[kind]} {number}" if number and kind == "annex" else _PARTS[kind]

    @staticmethod
    def _article(number: str | None, heading: str | None) -> str:
        return (
            f"art.{words.NBSP}{number}"
            if number
            else f"«{words.NBSP}{words.shorten(heading or 'sans titre', 28)}{words.NBSP}»"
        )

    def of(self, span: Span) -> str | None:
        """The article or part that holds the start of the span, or None."""
        at = bisect_right(self._starts, span[0]) - 1
        if at < 0 or not self._places[at][0] <= span[0] < max(self._places[at][1], self._places[at][0] + 1):
            return None
        return self._places[at][2]

    def line(self, span: Span) -> int:
        """The line of the text read, from 1."""
        return bisect_right(self._lines, max(span[0] - 1, -1))
