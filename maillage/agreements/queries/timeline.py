"""The calendar of an agreement of the database: its clauses with their words, what happened since, every dated duty."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace

from maillage.agreements.calendar import Clauses, Event, Kind, Words, is_renewed, terms, timeline
from maillage.agreements.calendar.happened import stated
from maillage.agreements.choices import AgreementKind, MentionKind, TermName
from maillage.agreements.life import Facts, Life, life_of
from maillage.agreements.models import Agreement, Mention, Term
from maillage.agreements.queries.course import course_of
from maillage.agreements.queries.facts import facts_changed_since
from maillage.agreements.queries.horizon import KNOWN_FOR_ALL, Horizon
from maillage.agreements.queries.places import Places
from maillage.agreements.queries.zone import zone_found
from maillage.base.search import folded
from maillage.foundations.durations import Duration, duration_of

_FIELDS: dict[str, tuple[TermName, ...]] = {  # field of the calendar: the clauses that say it, the first that is there
    "effect": (TermName.EFFECT_DATE, TermName.EFFECT_TRIGGER),
    "end": (TermName.END_DATE,),
    "duration": (TermName.DURATION,),
    "renewal": (TermName.RENEWAL_MODE,),
    "renewal_period": (TermName.RENEWAL_PERIOD,),
    "exit_notice": (TermName.NOTICE_PERIOD,),
    "non_renewal_notice": (TermName.NON_RENEWAL_NOTICE,),
    "evaluation": (TermName.EVALUATION_PERIODICITY,),
    "amendment": (TermName.AMENDMENT_PERIODICITY,),
}
_GRANT_KINDS = frozenset({AgreementKind.COM, AgreementKind.CPOM})
_GRANT = "subvention"


@dataclass(frozen=True, slots=True)
class Written:
    """What is known of the life of an agreement: its clauses by name, its stated dates, the life that they make."""

    terms: dict[str, Term]
    facts: Facts
    life: Life

    @property
    def values(self) -> dict[str, str]:
        """The value of each clause."""
        return {name: term.value for name, term in self.terms.items()}


def clauses_of(agreement: Agreement, *, horizon: Horizon = KNOWN_FOR_ALL) -> Clauses | None:
    """What the calendar counts with, each clause with its words; None while no beginning and no end is known."""
    return _with_duties(agreement, written_of(agreement, horizon=horizon), horizon)


def timeline_of(agreement: Agreement, *, until: dt.date, horizon: Horizon = KNOWN_FOR_ALL) -> list[Event]:
    """Every dated event of an agreement up to ``until``, as far as ``horizon`` reads it: a fixed number of queries."""
    written = written_of(agreement, horizon=horizon)
    clauses = _with_duties(agreement, written, horizon)
    if clauses is None:
        signed, notified = written.facts.signed_on, written.facts.notified_on
        return sorted((one for one in stated(signed, notified) if one.on <= until), key=lambda event: event.rank)
    return [event for event in timeline(clauses, until=until) if not _is_idle(event, clauses, until)]


def _is_idle(event: Event, clauses: Clauses, until: dt.date) -> bool:
    """Whether it is the last day to stop a renewal that does not follow: nobody has anything to do by then."""
    if event.kind not in {Kind.LATEST_NOTICE_RECEIPT, Kind.LAST_LEGAL_RECEIPT}:
        return False
    return not any(one.number == event.term and is_renewed(one, clauses) for one in terms(clauses, until=until))


def written_of(agreement: Agreement, *, horizon: Horizon = KNOWN_FOR_ALL) -> Written:
    """The clauses, the dates and the life of an agreement, as far as ``horizon`` reads them."""
    terms = latest_terms(agreement, horizon=horizon)
    hidden = facts_changed_since(agreement, horizon)
    facts = Facts() if hidden else facts_of(agreement)
    values = {name: term.value for name, term in terms.items()}
    life = life_of(values, facts, zone=zone_found(agreement).zone, course=course_of(agreement, horizon=horizon))
    return Written(terms, facts, life)


def latest_terms(agreement: Agreement, *, horizon: Horizon = KNOWN_FOR_ALL) -> dict[str, Term]:
    """The last word on each clause: the calendar looks ahead, so a clause that will hold is counted with already."""
    rows = horizon.known(Term.objects.filter(agreement=agreement), "recorded_at", "superseded_at")
    if horizon.until is None:
        rows = rows.filter(superseded_at__isnull=True)
    return {row.name: row for row in sorted(rows, key=lambda row: (row.valid_from or dt.date.min, row.recorded_at))}


def facts_of(agreement: Agreement) -> Facts:
    """The dates that somebody stated."""
    return Facts(agreement.signed_on, agreement.notified_on, agreement.effect_on, agreement.ends_on)


def _with_duties(agreement: Agreement, written: Written, horizon: Horizon) -> Clauses | None:
    """The clauses that make the terms, and what comes back: bodies that meet, reviews, reports, grants."""
    clauses, facts = written.life.clauses, written.facts
    if clauses is None:
        return None
    places = Places(agreement)
    words = {
        field: _words(row, places)
        for field, names in _FIELDS.items()
        if (row := next((written.terms[name] for name in names if name in written.terms), None)) is not None
    }
    if facts.ends_on is not None:
        words.pop("end", None)
    mentions = Mention.objects.filter(agreement=agreement, kind__in=(MentionKind.BODY, MentionKind.AMOUNT))
    if horizon.until is None:
        mentions = mentions.filter(superseded_at__isnull=True)
    points = list(mentions.order_by("position", "pk"))
    meetings: dict[str, Duration] = {}
    for point in points:
        rhythm = duration_of((point.details or {}).get("periodicity")) if point.kind == MentionKind.BODY else None
        if rhythm is not None:
            name = " ".join(point.text.split())
            meetings.setdefault(name, rhythm)
            words.setdefault(f"meetings:{name}", _words(point, places))
    return replace(
        clauses,
        evaluation=duration_of(written.values.get(TermName.EVALUATION_PERIODICITY)),
        amendment=duration_of(written.values.get(TermName.AMENDMENT_PERIODICITY)),
        meetings=tuple(meetings.items()),
        signed=facts.signed_on,
        notified=facts.notified_on,
        grant=agreement.kind in _GRANT_KINDS or _speaks_of_a_grant(points),
        words=words,
    )


def _speaks_of_a_grant(rows: Iterable[Mention]) -> bool:
    return any(_GRANT in folded(f"{row.text} {row.quote}") for row in rows if row.kind == MentionKind.AMOUNT)


def _words(row: Term | Mention, places: Places) -> Words:
    place = places.of(row.provision_id)
    article = place.article if place is not None and place.article else None
    return Words(" ".join(row.quote.split()), article, row.provision_id, row.declared_by)
