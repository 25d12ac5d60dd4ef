"""When an agreement ends and by when to write, from its clauses and its stated dates."""

from __future__ import annotations

import datetime as dt

import pytest

from maillage.agreements.life import (
    Facts,
    deadline_of,
    effect_of,
    first_stretch,
    is_open_ended,
    is_over,
    life_of,
    stretch_at,
)

PROTOCOL = {"effect_trigger": "last_signature", "duration": "P3Y", "renewal_mode": "tacit", "notice_period": "P3M"}
SIGNED = Facts(signed_on=dt.date(2025, 3, 15))


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def test_the_end_has_two_readings_and_the_notice_follows_the_earlier() -> None:
    life = life_of(PROTOCOL, SIGNED)
    first = first_stretch(life)
    assert first is not None
    assert (first.early, first.late) == (day("2028-03-14"), day("2028-03-15"))
    deadline = deadline_of(life, first)
    assert deadline is not None
    assert (deadline.safe_on, deadline.last_on) == (day("2027-12-14"), day("2027-12-15"))


def test_a_written_end_prevails_over_what_could_be_counted() -> None:
    first = first_stretch(life_of(PROTOCOL | {"end_date": "2027-12-31"}, SIGNED))
    assert first is not None
    assert first.is_written
    assert first.early == first.late == day("2027-12-31")


def test_an_end_that_the_parties_agreed_on_prevails_over_the_text() -> None:
    facts = Facts(signed_on=SIGNED.signed_on, ends_on=day("2028-03-14"))
    first = first_stretch(life_of(PROTOCOL | {"end_date": "2027-12-31"}, facts))
    assert first is not None
    assert first.late == day("2028-03-14")


def test_notification_never_makes_an_effect_before_the_last_signature() -> None:
    values = {"effect_trigger": "notification"}
    assert effect_of(values, Facts(signed_on=day("2024-07-08"))) is None
    assert effect_of(values, Facts(day("2024-07-08"), day("2024-07-01"))) == day("2024-07-08")
    assert effect_of(values, Facts(day("2024-07-08"), day("2024-07-20"))) == day("2024-07-20")


def test_nothing_is_computed_from_a_duration_alone() -> None:
    life = life_of(PROTOCOL, Facts())
    assert first_stretch(life) is None
    assert stretch_at(life, day("2026-01-01")) is None
    assert not is_over(life, day("2030-01-01"))


def test_a_tacit_renewal_starts_the_day_after_the_end() -> None:
    life = life_of(PROTOCOL | {"renewal_period": "P1Y"}, SIGNED)
    second = stretch_at(life, day("2028-03-16"))
    assert second is not None
    assert (second.rank, second.from_on, second.early, second.late) == (
        1, day("2028-03-15"), day("2029-03-14"), day("2029-03-15"),
    )  # fmt: skip
    tenth = stretch_at(life, day("2037-06-01"))
    assert tenth is not None
    assert (tenth.rank, tenth.late) == (10, day("2038-03-15"))


def test_renewals_stop_at_their_number() -> None:
    life = life_of(PROTOCOL | {"renewal_period": "P1Y", "renewal_max_times": "1"}, SIGNED)
    last = stretch_at(life, day("2035-01-01"))
    assert last is not None
    assert last.rank == 1
    assert deadline_of(life, last) is None
    assert is_over(life, day("2029-03-16"))
    assert not is_over(life, day("2029-03-15"))


def test_a_tacit_renewal_without_a_length_goes_on_for_an_indefinite_time() -> None:
    life = life_of(PROTOCOL, SIGNED)
    assert not is_open_ended(life, day("2028-03-15"))
    assert is_open_ended(life, day("2028-03-16"))
    assert not is_over(life, day("2031-01-01"))


def test_the_notice_of_a_renewal_is_preferred_to_the_one_to_leave() -> None:
    life = life_of(PROTOCOL | {"non_renewal_notice": "P6M"}, SIGNED)
    first = first_stretch(life)
    assert first is not None
    deadline = deadline_of(life, first)
    assert deadline is not None
    assert life.notice_is_for_renewal
    assert deadline.last_on == day("2027-09-15")


def test_an_agreement_without_renewal_needs_no_letter_to_end() -> None:
    life = life_of({"duration": "P3Y", "notice_period": "P3M"}, Facts(effect_on=day("2025-01-01")))
    first = first_stretch(life)
    assert first is not None
    assert deadline_of(life, first) is None
    assert is_over(life, day("2028-01-02"))


@pytest.mark.parametrize("value", ["", "bientôt", "P0D"])
def test_what_is_no_duration_is_not_counted_with(value: str) -> None:
    assert life_of({"duration": value}, SIGNED).duration is None
