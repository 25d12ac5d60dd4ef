"""What happened since the text was signed: it moves the calendar, in whatever order the facts were entered."""

from __future__ import annotations

import datetime as dt
import itertools
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillage.agreements.calendar import (
    Clauses,
    Course,
    Event,
    Extended,
    Kind,
    Opposed,
    Paused,
    Renewal,
    Stopped,
    terms,
    timeline,
)
from maillage.agreements.leaving import Sending, outcome_of
from maillage.base.identifiers import uuid7
from maillage.foundations.durations import Duration

UNTIL = dt.date(2036, 12, 31)


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def lived(**facts: object) -> Clauses:
    return Clauses(
        day("2025-03-15"),
        duration=Duration(years=3),
        renewal=Renewal.TACIT,
        renewal_period=Duration(years=1),
        renewal_times=2,
        exit_notice=Duration(months=3),
        evaluation=Duration(years=1),
        course=Course(**facts),  # type: ignore[arg-type]
    )


def ends(clauses: Clauses) -> list[str]:
    return [term.end.isoformat() for term in terms(clauses, until=UNTIL)]


def of(clauses: Clauses, kind: Kind) -> list[Event]:
    return [event for event in timeline(clauses, until=UNTIL) if event.kind == kind]


# ---------------------------------------------------------------- a notice against renewal


@pytest.mark.parametrize("received", ["2025-01-10", "2027-12-14", "2027-12-15"])
def test_a_notice_received_in_time_makes_the_term_the_last(received: str) -> None:
    clauses = lived(oppositions=(Opposed(day(received)),))
    assert ends(clauses) == ["2028-03-14"]
    assert not of(clauses, Kind.RENEWED)
    assert "ne sera pas reconduit" in of(clauses, Kind.OPPOSED)[0].explanation
    assert [event.on for event in of(clauses, Kind.LAST_EXTENSION)] == [day("2028-03-14")]


def test_a_notice_received_too_late_stops_nothing_and_says_so() -> None:
    clauses = lived(oppositions=(Opposed(day("2027-12-16")),))
    assert len(ends(clauses)) == 3
    assert "arrivé après le 15\u00a0décembre\u00a02027" in of(clauses, Kind.OPPOSED)[0].explanation


def test_a_notice_received_during_a_renewal_stops_the_next_one() -> None:
    assert ends(lived(oppositions=(Opposed(day("2028-06-01")),))) == ["2028-03-14", "2029-03-14"]


# ---------------------------------------------------------------- an ending


def test_an_ending_cuts_the_term_and_its_duties() -> None:
    clauses = lived(stops=(Stopped(day("2026-09-30"), "Résilié.", "code civil, article 1193"),))
    assert ends(clauses) == ["2026-09-30"]
    assert [event.on for event in of(clauses, Kind.EVALUATION)] == [day("2026-03-15")]
    (end,) = of(clauses, Kind.END)
    assert (end.explanation, end.law) == ("Résilié.", "code civil, article 1193")
    assert not of(clauses, Kind.LATEST_NOTICE_RECEIPT)


def test_the_first_of_two_endings_counts_and_one_after_the_term_changes_nothing() -> None:
    both = (Stopped(day("2027-01-31")), Stopped(day("2026-09-30")))
    assert ends(lived(stops=both)) == ["2026-09-30"]
    assert ends(lived(stops=(Stopped(day("2032-01-01")),))) == ends(lived())


def test_an_agreement_without_term_ends_by_a_notice() -> None:
    stop = Stopped(day("2027-05-31"), received_on=day("2027-02-28"))
    clauses = Clauses(day("2025-03-15"), exit_notice=Duration(months=3), course=Course(stops=(stop,)))
    assert ends(clauses) == ["2027-05-31"]
    assert not of(clauses, Kind.UNDETERMINED)
    assert [event.on for event in of(clauses, Kind.NOTICE)] == [day("2027-02-28")]


def test_a_renewal_without_length_lasts_until_something_ends_it() -> None:
    clauses = Clauses(
        day("2025-03-15"),
        duration=Duration(years=3),
        renewal=Renewal.TACIT,
        course=Course(stops=(Stopped(day("2030-06-30")),)),
    )
    assert ends(clauses) == ["2028-03-14", "2030-06-30"]
    assert [event.on for event in of(clauses, Kind.RENEWAL_WITHOUT_LENGTH)] == [day("2028-03-15")]


# ---------------------------------------------------------------- an extension


def test_an_extension_signed_before_the_end_moves_it_and_renewals_follow() -> None:
    clauses = lived(extensions=(Extended(day("2028-03-01"), day("2028-12-31")),))
    assert ends(clauses) == ["2028-12-31", "2029-12-31", "2030-12-31"]
    assert "porte le terme au 31" in of(clauses, Kind.EXTENDED)[0].explanation
    assert next(event.on for event in of(clauses, Kind.LATEST_NOTICE_RECEIPT)) == day("2028-09-29")


def test_an_extension_signed_after_the_end_has_no_effect() -> None:
    extension = Extended(day("2028-03-16"), day("2028-12-31"))
    clauses = Clauses(day("2025-03-15"), duration=Duration(years=3), course=Course(extensions=(extension,)))
    assert ends(clauses) == ["2028-03-14"]
    assert "il faut un nouvel accord" in of(clauses, Kind.EXTENDED)[0].explanation


def test_a_second_extension_rests_on_the_first_whatever_their_order() -> None:
    first, second = Extended(day("2028-03-01"), day("2028-12-31")), Extended(day("2028-12-01"), day("2029-06-30"))
    for both in ((first, second), (second, first)):
        clauses = Clauses(day("2025-03-15"), duration=Duration(years=3), course=Course(extensions=both))
        assert ends(clauses) == ["2029-06-30"]


# ---------------------------------------------------------------- a suspension


def test_nothing_is_due_while_the_agreement_is_suspended_and_the_term_does_not_move() -> None:
    clauses = lived(pauses=(Paused(day("2026-03-01"), day("2026-08-31"), "travaux"),))
    assert next(event.on for event in of(clauses, Kind.EVALUATION)) == day("2027-03-15")
    assert ends(clauses) == ends(lived())
    assert [event.on for event in of(clauses, Kind.RESUMED)] == [day("2026-09-01")]


def test_a_duty_keeps_its_rank_whatever_a_suspension_leaves_out() -> None:
    clauses = lived(pauses=(Paused(day("2026-03-01"), day("2026-08-31"), "travaux"),))
    assert [(event.on.year, event.times) for event in of(clauses, Kind.EVALUATION)][:2] == [(2027, 2), (2028, 3)]


# ---------------------------------------------------------------- order and lateness

DAYS = st.dates(dt.date(2024, 1, 1), dt.date(2034, 12, 31))
FACTS = st.fixed_dictionaries(
    {
        "extensions": st.lists(st.builds(Extended, DAYS, DAYS), max_size=4),
        "oppositions": st.lists(st.builds(Opposed, DAYS), max_size=3),
        "stops": st.lists(st.builds(Stopped, DAYS, st.sampled_from("ab")), max_size=3),
        "pauses": st.lists(st.builds(Paused, DAYS), max_size=2),
    }
)


@given(facts=FACTS, seed=st.integers(0, 999))
def test_facts_entered_in_any_order_make_the_same_calendar(facts: dict[str, list[object]], seed: int) -> None:
    shuffled = {name: random.Random(seed).sample(rows, len(rows)) for name, rows in facts.items()}
    first = timeline(lived(**{name: tuple(rows) for name, rows in facts.items()}), until=UNTIL)
    assert timeline(lived(**{name: tuple(rows) for name, rows in shuffled.items()}), until=UNTIL) == first


@given(facts=FACTS)
def test_terms_follow_one_another_and_none_outlives_an_ending(facts: dict[str, list[object]]) -> None:
    clauses = lived(**{name: tuple(rows) for name, rows in facts.items()})
    known = list(terms(clauses, until=UNTIL))
    for former, term in itertools.pairwise(known):
        assert term.start == former.end + dt.timedelta(days=1)
        assert former.opposed is None
        assert former.stopped is None
    stop = clauses.course.stop
    assert stop is None or all(term.end <= stop.on for term in known)
    assert all(term.start <= term.end <= term.other_end for term in known)


# ---------------------------------------------------------------- what a notice comes to


def sent(*received: str | None) -> list[Sending]:
    return [
        Sending(uuid7(), f"partie {number}", day("2026-01-05"), day(one) if one else None)
        for number, one in enumerate(received)
    ]


def test_a_notice_is_complete_only_when_the_last_partner_has_received_it() -> None:
    waiting = outcome_of(sent("2026-01-07", None), Duration(months=3))
    assert (waiting.is_complete, waiting.last_day, waiting.waiting) == (False, None, ("partie 1",))
    done = outcome_of(sent("2026-01-07", "2026-01-31"), Duration(months=3))
    assert (done.received_on, done.last_day) == (day("2026-01-31"), day("2026-04-30"))


def test_a_later_day_that_the_letter_asks_for_is_kept_and_an_earlier_one_is_not() -> None:
    asked = outcome_of(sent("2026-01-07"), Duration(months=3), asked_on=day("2026-12-31"))
    assert asked.last_day == day("2026-12-31")
    assert outcome_of(sent("2026-01-07"), Duration(months=3), asked_on=day("2026-02-01")).last_day == day("2026-04-07")
