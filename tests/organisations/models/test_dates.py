"""What holds between two days, both included; names follow one another."""

from __future__ import annotations

import datetime as dt

from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from maillage.base.refusals import Refusal
from maillage.organisations.actions import organisations
from maillage.organisations.actions.writing import overlapping
from maillage.organisations.models import Grant, Mandate, Organisation
from tests.cast import NOW
from tests.factories.organisations import GrantFactory, MandateFactory, OrganisationFactory

START = dt.date(2024, 1, 1)
ORIGIN = dt.date(2020, 1, 1)


def day(number: int) -> dt.date:
    return START + dt.timedelta(days=number)


days = st.integers(0, 60).map(day)
ends = st.none() | days


@st.composite
def periods(draw: st.DrawFn) -> tuple[dt.date, dt.date | None]:
    first = draw(days)
    last = draw(ends)
    return (first, last) if last is None or last >= first else (last, first)


def holds(period: tuple[dt.date, dt.date | None], at: dt.date) -> bool:
    first, last = period
    return first <= at and (last is None or at <= last)


class Dates(TestCase):
    """Properties of dated rows: the database, the row and the definition say the same."""

    @given(period=periods(), at=days)
    def test_a_row_holds_on_its_first_and_its_last_day(
        self, period: tuple[dt.date, dt.date | None], at: dt.date
    ) -> None:
        mandate = MandateFactory(from_on=period[0], to_on=period[1])

        assert Mandate.objects.at(at).filter(pk=mandate.pk).exists() == mandate.is_at(at) == holds(period, at)

    @given(period=periods(), withdrawn=ends, at=days)
    def test_a_right_holds_until_the_eve_of_its_withdrawal(
        self, period: tuple[dt.date, dt.date | None], withdrawn: dt.date | None, at: dt.date
    ) -> None:
        grant = GrantFactory(from_on=period[0], to_on=period[1], withdrawn_on=withdrawn)
        expected = holds(period, at) and (withdrawn is None or at < withdrawn)

        assert Grant.objects.at(at).filter(pk=grant.pk).exists() == grant.is_at(at) == expected

    @given(one=periods(), other=periods())
    def test_two_periods_overlap_when_a_day_is_in_both(
        self, one: tuple[dt.date, dt.date | None], other: tuple[dt.date, dt.date | None]
    ) -> None:
        mandate = MandateFactory(from_on=one[0], to_on=one[1])
        far = START + dt.timedelta(days=100)
        shared = any(holds(one, at) and holds(other, at) for at in (*map(day, range(61)), far))

        assert overlapping(Mandate.objects.filter(pk=mandate.pk), *other).exists() == shared

    @settings(max_examples=settings.default.max_examples // 3)  # each example renames up to six times
    @given(changes=st.lists(st.tuples(days, st.sampled_from(["A", "B", "C"])), max_size=6), at=days)
    def test_an_organisation_bears_one_name_each_day_whatever_was_renamed(
        self, changes: list[tuple[dt.date, str]], at: dt.date
    ) -> None:
        organisation = OrganisationFactory(name="Premier nom")
        known = {ORIGIN: "Premier nom"}
        for first, name in changes:
            try:
                organisations.rename(organisation=organisation, name=name, from_on=first, by=None, at=NOW)
            except Refusal:
                assert first < max(known)
            else:
                known[first] = name

        row = Organisation.objects.get(pk=organisation.pk)
        expected = known[max(first for first in known if first <= at)]
        assert [name.legal_name for name in row.names.at(at)] == [expected]
        assert row.name == known[max(known)]
