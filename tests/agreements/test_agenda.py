"""Calendars that people subscribe to: what they hold, to whom they open, and that they never change by themselves."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from maillage.agreements.actions import doing, sharing, terms
from maillage.agreements.models import Agreement, Duty
from maillage.base.refusals import Refusal
from maillage.notices.actions import subscribing
from maillage.notices.choices import Alarm, FeedScope
from maillage.notices.models import Feed
from maillage.organisations.models import Grant
from tests.accounts.entering import words_of
from tests.agreements.dated import dated, duty_of
from tests.cast import Cast
from tests.helpers import ReadOnlyGet, queries_of


def recent(cast: Cast) -> Agreement:
    return dated(cast, since=timezone.localdate() - dt.timedelta(days=100), at=timezone.now())


def opened(user: Any, scope: FeedScope = FeedScope.MINE, **more: Any) -> str:
    """The address of a calendar, as the account got it."""
    _, token = subscribing.subscribe(user=user, scope=scope, at=timezone.now(), **more)
    return reverse("notices:feed", args=[token])


def read(address: str, **headers: str) -> Any:
    return ReadOnlyGet().get(address, headers=headers)


def events_of(answer: Any) -> dict[str, Any]:
    calendar: Any = Calendar.from_ical(answer.content)
    return {str(event["uid"]): event for event in calendar.walk("VEVENT")}


def event_of(address: str, duty: Duty) -> Any:
    return events_of(read(address))[f"{duty.pk}@localhost"]


def test_a_calendar_holds_the_duties_as_whole_days_with_alarms(cast: Cast) -> None:
    duty = duty_of(recent(cast), "latest_notice_receipt")
    answer = read(opened(cast.alice))
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    event = events_of(answer)[f"{duty.pk}@localhost"]
    assert event.decoded("dtstart") == duty.on
    assert event.decoded("dtend") == duty.on + dt.timedelta(days=1)
    assert str(event["summary"]) == f"{duty.label} – {duty.agreement.title}"
    assert "« préavis de trois mois », article 5" in str(event["description"])
    assert str(event["url"]) == f"http://localhost:8000{duty.get_absolute_url()}"
    assert event["status"] == "CONFIRMED"
    assert event["transp"] == "TRANSPARENT"
    assert [alarm.decoded("trigger") for alarm in event.walk("VALARM")] == [
        -dt.timedelta(days=7),
        -dt.timedelta(days=1),
    ]


def test_the_lines_are_those_of_the_standard(cast: Cast) -> None:
    recent(cast)
    content = read(opened(cast.alice)).content
    assert content.startswith(b"BEGIN:VCALENDAR\r\n")
    assert content.endswith(b"END:VCALENDAR\r\n")
    lines = content.split(b"\r\n")
    assert max(len(line) for line in lines) <= 75, "RFC 5545, 3.1"
    assert not any(b"\n" in line or b"\r" in line for line in lines)


def test_the_same_duties_give_the_same_bytes_and_nothing_is_sent_twice(cast: Cast) -> None:
    recent(cast)
    address = opened(cast.alice)
    first, second = read(address), read(address)
    assert first.content == second.content
    assert read(address, If_None_Match=first["ETag"]).status_code == 304
    assert read(address, If_None_Match='"other"').status_code == 200


def test_a_duty_that_moves_keeps_its_uid_and_grows_its_sequence(cast: Cast) -> None:
    agreement = recent(cast)
    duty, address = duty_of(agreement, "evaluation"), opened(cast.alice)
    before = event_of(address, duty)
    later = agreement.effect_on + dt.timedelta(days=3)
    terms.state_facts(
        agreement=agreement, values={"effect_on": later}, by=cast.alice, at=timezone.now() + dt.timedelta(hours=1)
    )
    after = event_of(address, duty)
    assert after.decoded("dtstart") == before.decoded("dtstart") + dt.timedelta(days=3)
    assert int(after["sequence"]) == int(before["sequence"]) + 1
    assert after.decoded("dtstamp") > before.decoded("dtstamp")


def test_a_duty_that_is_no_more_is_cancelled_for_a_season(cast: Cast) -> None:
    agreement = recent(cast)
    duty, address = duty_of(agreement, "evaluation"), opened(cast.alice)
    sharing.archive(agreement=agreement, reason="Remplacé.", by=cast.alice, at=timezone.now())
    event = event_of(address, duty)
    assert event["status"] == "CANCELLED"
    assert not event.walk("VALARM")
    Duty.objects.update(cancelled_at=timezone.now() - dt.timedelta(days=100))
    assert events_of(read(address)) == {}


def test_what_is_done_says_so_without_who_nor_what_was_written(cast: Cast) -> None:
    duty, address = duty_of(recent(cast), "evaluation"), opened(cast.bob)
    doing.do(duty=duty, organisation=cast.departement, word="Avec Mme Untel.", by=cast.alice, at=timezone.now())
    event = event_of(address, duty)
    assert str(event["summary"]).startswith("Fait : ")
    text = read(address).content.decode()
    for name in ("Untel", "Alice", "Amblard", "amblard"):
        assert name not in text


def test_rights_are_looked_at_again_each_time(cast: Cast) -> None:
    recent(cast)
    address = opened(cast.alice)
    assert events_of(read(address))
    Grant.objects.filter(user=cast.alice).update(to_on=timezone.localdate() - dt.timedelta(days=1))
    assert read(address).status_code == 404, "whoever left reads nothing"
    Grant.objects.filter(user=cast.alice).update(to_on=None, organisation=cast.outsider)
    assert events_of(read(address)) == {}, "rights elsewhere open nothing here"


def test_the_calendar_of_a_closed_account_opens_nothing(cast: Cast) -> None:
    address = opened(cast.alice)
    cast.alice.is_active, cast.alice.closed_at = False, timezone.now()
    cast.alice.save()
    assert read(address).status_code == 404


def test_a_calendar_of_one_agreement_or_one_organisation_holds_no_other(cast: Cast) -> None:
    one, other = recent(cast), recent(cast)
    address = opened(cast.alice, FeedScope.AGREEMENT, agreement_id=one.pk)
    shown = {str(event["url"]) for event in events_of(read(address)).values()}
    assert shown == {
        f"http://localhost:8000{duty.get_absolute_url()}" for duty in Duty.objects.standing().filter(agreement=one)
    }
    body = events_of(read(opened(cast.bob, FeedScope.ORGANISATION, organisation=cast.ccas)))
    assert len(body) == Duty.objects.standing().filter(agreement__in=[one, other]).count()


def test_nobody_opens_a_calendar_of_what_they_do_not_read(cast: Cast) -> None:
    agreement = recent(cast)
    with pytest.raises(Refusal):
        opened(cast.chloe, FeedScope.AGREEMENT, agreement_id=agreement.pk)
    with pytest.raises(Refusal):
        opened(cast.chloe, FeedScope.ORGANISATION, organisation=cast.ccas)
    client = Client()
    client.force_login(cast.chloe)
    assert client.get(reverse("notices:feeds"), {"accord": agreement.pk}).status_code == 404


def test_one_opens_moves_and_closes_a_calendar(cast: Cast) -> None:
    recent(cast)
    client = Client()
    client.force_login(cast.alice)
    where = reverse("notices:feeds")
    page = client.post(where, {"scope": "mine", "alarm": Alarm.NONE})
    first = page.context["address"].removeprefix("http://localhost:8000")
    assert "elle n’est montrée qu’une fois" in words_of(page)
    assert not any(event.walk("VALARM") for event in events_of(read(first)).values())
    assert first not in client.get(where).content.decode()
    feed = Feed.objects.get()
    second = client.post(reverse("notices:feed_renew", args=[feed.pk])).context["address"]
    assert read(first).status_code == 404
    second = second.removeprefix("http://localhost:8000")
    assert read(second).status_code == 200
    client.post(reverse("notices:feed_close", args=[feed.pk]))
    assert read(second).status_code == 404
    page = client.post(reverse("notices:feed_renew", args=[feed.pk]), follow=True)
    assert "Cet agenda est fermé" in words_of(page)


def test_the_address_rests_nowhere(cast: Cast) -> None:
    token = opened(cast.alice).split("/")[-2]
    assert token not in str(list(Feed.objects.values()))


def test_an_account_opens_so_many_calendars_and_no_more(cast: Cast) -> None:
    for _ in range(subscribing.MOST):
        opened(cast.alice)
    with pytest.raises(Refusal, match="déjà 20 agendas"):
        opened(cast.alice)


def test_a_calendar_costs_the_same_with_more_duties(cast: Cast) -> None:
    recent(cast)
    address = opened(cast.alice)
    before = len(queries_of(Client(), address))
    recent(cast)
    assert len(queries_of(Client(), address)) == before
