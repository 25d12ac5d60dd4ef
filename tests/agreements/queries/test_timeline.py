"""The calendar of an agreement of the database: its clauses, their words, the place where its days are counted."""

from __future__ import annotations

import datetime as dt
import io
import json
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from maillage import cli
from maillage.agreements.actions import terms
from maillage.agreements.calendar import Event, Kind, Renewal
from maillage.agreements.choices import MentionKind
from maillage.agreements.ending_choices import ZoneBasis
from maillage.agreements.models import Agreement, Mention, Term
from maillage.agreements.queries.timeline import clauses_of, timeline_of
from maillage.agreements.queries.zone import zone_found
from maillage.foundations.durations import Duration
from maillage.foundations.workdays import Zone
from tests.cast import NOW
from tests.factories.agreements import brought, confirmed
from tests.factories.territories import TerritoryFactory

pytestmark = pytest.mark.django_db

UNTIL = dt.date(2033, 1, 1)
SIGNED = dt.date(2025, 3, 15)


@pytest.fixture
def agreement(cast: Any) -> Agreement:
    return confirmed(cast.departement, cast.ccas, by=cast.alice, signed_on=SIGNED)


def of_kind(events: list[Event], kind: Kind) -> list[str]:
    return [event.on.isoformat() for event in events if event.kind == kind]


def declare(agreement: Agreement, name: str, value: str, **more: Any) -> Term:
    return terms.write(agreement=agreement, name=name, value=value, declared_by="M. Roux", by=None, at=NOW, **more)


def test_the_clauses_are_those_of_the_text_with_their_words(agreement: Agreement) -> None:
    clauses = clauses_of(agreement)
    assert clauses is not None
    assert (clauses.effect, clauses.duration, clauses.renewal) == (SIGNED, Duration(years=3), Renewal.TACIT)
    assert clauses.exit_notice == Duration(months=3)
    assert clauses.words["duration"].article == "4"
    assert "trois ans" in clauses.words["duration"].quote
    assert clauses.words["exit_notice"].article == "5"
    assert [(name, rhythm) for name, rhythm in clauses.meetings] == [("comité de suivi", Duration(months=6))]


def test_every_date_leads_back_to_its_words_or_to_an_article(agreement: Agreement) -> None:
    for event in timeline_of(agreement, until=UNTIL):
        is_own_rule = event.kind in {Kind.SIGNED, Kind.REVIEW_RENEWAL}
        assert (event.words is not None and event.words.provision) or event.law or is_own_rule, event


def test_the_dates_of_the_protocol(agreement: Agreement) -> None:
    events = timeline_of(agreement, until=UNTIL)
    assert of_kind(events, Kind.SIGNED) == of_kind(events, Kind.EFFECT) == ["2025-03-15"]
    assert of_kind(events, Kind.END) == ["2028-03-14"]
    assert of_kind(events, Kind.END_OTHER_READING) == ["2028-03-15"]
    assert of_kind(events, Kind.LATEST_NOTICE_RECEIPT) == ["2027-12-14"]
    assert of_kind(events, Kind.RENEWAL_WITHOUT_LENGTH) == ["2028-03-15"]
    assert of_kind(events, Kind.EVALUATION)[:2] == ["2026-03-15", "2027-03-15"]
    assert of_kind(events, Kind.MEETING)[:2] == ["2025-09-15", "2026-03-15"]
    assert {event.name for event in events if event.kind == Kind.MEETING} == {"comité de suivi"}


def test_a_clause_that_will_hold_counts_already_and_a_declared_one_says_who(agreement: Agreement) -> None:
    declare(agreement, "renewal_period", "P1Y")
    declare(agreement, "duration", "P4Y", valid_from=dt.date(2027, 1, 1))
    events = timeline_of(agreement, until=dt.date(2029, 12, 31))
    end = next(event for event in events if event.kind == Kind.END)
    assert end.on == dt.date(2029, 3, 14)
    assert end.words is not None
    assert end.words.declared_by == "M. Roux"
    assert of_kind(events, Kind.RENEWED) == ["2029-03-15"]


def test_nobody_is_told_to_stop_a_renewal_that_does_not_follow(agreement: Agreement) -> None:
    declare(agreement, "renewal_period", "P1Y")
    declare(agreement, "renewal_max_times", "1")
    events = timeline_of(agreement, until=UNTIL)
    assert of_kind(events, Kind.END) == ["2028-03-14", "2029-03-14"]
    assert of_kind(events, Kind.LATEST_NOTICE_RECEIPT) == ["2027-12-14"]
    assert of_kind(events, Kind.LAST_LEGAL_RECEIPT) == ["2027-12-15"]


def test_an_agreement_of_which_only_the_end_is_known_ends_and_has_its_last_days(cast: Any) -> None:
    agreement = confirmed(cast.departement, cast.ccas, by=cast.alice, ends_on=dt.date(2027, 12, 31))
    events = timeline_of(agreement, until=UNTIL)
    assert of_kind(events, Kind.END) == ["2027-12-31"]
    assert of_kind(events, Kind.LATEST_NOTICE_RECEIPT) == ["2027-09-30"]
    assert not of_kind(events, Kind.EFFECT)
    assert not of_kind(events, Kind.MEETING)


def test_a_draft_of_which_nothing_is_known_has_no_date(cast: Any) -> None:
    assert timeline_of(brought(cast.departement, by=cast.alice), until=UNTIL) == []


def test_a_signature_is_told_even_while_nothing_can_be_counted(cast: Any) -> None:
    draft = brought(cast.departement, by=cast.alice, signed_on=SIGNED)
    assert [event.kind for event in timeline_of(draft, until=UNTIL)] == [Kind.SIGNED]


def test_an_amount_that_is_a_grant_brings_its_duties(agreement: Agreement) -> None:
    Mention.objects.create(
        agreement=agreement, kind=MentionKind.AMOUNT, text="30 000 €", quote="une subvention de 30 000 €"
    )
    events = timeline_of(agreement, until=dt.date(2027, 1, 1))
    assert of_kind(events, Kind.KEY_DATA) == ["2025-06-15"]
    assert of_kind(events, Kind.FINANCIAL_REPORT) == ["2026-06-30"]


# ---------------------------------------------------------------- where days are counted


def commune(code: str) -> Any:
    return TerritoryFactory(code=code)


def test_the_zone_follows_from_the_territories(agreement: Agreement) -> None:
    assert zone_found(agreement).basis == ZoneBasis.DEFAULT
    agreement.territories.add(commune("97411"))
    found = zone_found(agreement)
    assert (found.zone, found.basis, found.is_mixed) == (Zone.REUNION, ZoneBasis.TERRITORY, False)


def test_territories_of_two_zones_leave_it_to_the_seat_of_the_first_public_party(
    agreement: Agreement, cast: Any
) -> None:
    agreement.territories.add(commune("67482"), commune("75056"))
    cast.departement.postal_code = "67000"
    cast.departement.save()
    found = zone_found(agreement)
    assert (found.zone, found.basis, found.is_mixed) == (Zone.ALSACE_MOSELLE, ZoneBasis.PARTY, True)


def test_a_person_may_correct_the_zone_and_the_cautious_day_moves(agreement: Agreement) -> None:
    """Three months before 27 August 2030 is a Monday, on which Guadeloupe remembers the abolition of slavery."""
    terms.state_facts(agreement=agreement, values={"ends_on": dt.date(2030, 8, 27)}, by=None, at=NOW)
    assert of_kind(timeline_of(_again(agreement), until=UNTIL), Kind.LATEST_NOTICE_RECEIPT) == ["2030-05-27"]
    terms.state_zone(agreement=agreement, zone=Zone.GUADELOUPE.value, by=None, at=NOW)
    assert zone_found(_again(agreement)).basis == ZoneBasis.SAID
    assert of_kind(timeline_of(_again(agreement), until=UNTIL), Kind.LATEST_NOTICE_RECEIPT) == ["2030-05-24"]


def _again(agreement: Agreement) -> Agreement:
    return Agreement.objects.get(pk=agreement.pk)


# ---------------------------------------------------------------- the command


def test_the_command_prints_the_timeline_of_an_agreement(agreement: Agreement) -> None:
    out = io.StringIO()
    call_command("timeline", str(agreement.pk), until=UNTIL, format="json", stdout=out)
    told = json.loads(out.getvalue())
    assert told["format"] == "maillage.timeline/1"
    assert {"on": "2028-03-14", "kind": "end", "term": 0}.items() <= next(
        event for event in told["events"] if event["kind"] == "end"
    ).items()
    out = io.StringIO()
    call_command("timeline", str(agreement.pk), until=UNTIL, stdout=out)
    assert "« pour une durée de trois ans » (article 4)" in out.getvalue()


def test_the_command_line_takes_the_identifier_of_an_agreement_in_place_of_a_file(
    agreement: Agreement, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["timeline", str(agreement.pk), "--until", "2033-01-01", "--format", "json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert "2028-03-14" in {event["on"] for event in told["events"] if event["kind"] == "end"}
    assert cli.main(["timeline", str(agreement.pk), "--duration", "P3Y"]) == cli.WRONG_USE
    assert "a ses propres clauses" in capsys.readouterr().err


def test_the_command_refuses_an_agreement_that_is_not_there(cast: Any) -> None:
    with pytest.raises(CommandError, match="Aucun accord"):
        call_command("timeline", str(cast.departement.pk))


@pytest.mark.parametrize("count", [1, 12])
def test_the_number_of_queries_does_not_grow(
    agreement: Agreement, count: int, django_assert_max_num_queries: Any
) -> None:
    for number in range(count):
        Mention.objects.create(
            agreement=agreement, kind=MentionKind.BODY, text=f"groupe {number}", details={"periodicity": "P1M"}
        )
        agreement.territories.add(commune(f"974{number + 1:02d}"))
    with django_assert_max_num_queries(9):
        timeline_of(agreement, until=UNTIL)
