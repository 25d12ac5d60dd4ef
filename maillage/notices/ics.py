"""Calendars as files (RFC 5545): the same events always give the same bytes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from urllib.parse import urlsplit

from django.conf import settings
from icalendar import Alarm as IcsAlarm
from icalendar import Calendar, Event

from maillage.foundations.workdays import ONE_DAY
from maillage.notices.choices import Alarm
from maillage.notices.feeds import Entry

MEDIA = "text/calendar; charset=utf-8"
_BEFORE = {Alarm.NONE: (), Alarm.DAY: (1,), Alarm.WEEK: (7, 1), Alarm.MONTH: (30, 7)}
_REFRESH = dt.timedelta(hours=12)


def as_ics(name: str, entries: Iterable[Entry], alarm: Alarm) -> bytes:
    """A calendar of whole days, in UTF-8, lines folded and ended by CRLF."""
    calendar = Calendar()
    calendar.add("prodid", "-//Maillage//Agenda des accords//FR")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("name", name)  # RFC 7986, 5.1
    calendar.add("x-wr-calname", name)  # what read it before RFC 7986
    calendar.add("refresh-interval", _REFRESH, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT12H")
    for entry in entries:
        calendar.add_component(_event(entry, alarm))
    content: bytes = calendar.to_ical()
    return content


def _event(entry: Entry, alarm: Alarm) -> Event:
    address = settings.ADDRESS + entry.path
    event = Event()
    event.add("uid", f"{entry.uid}@{urlsplit(settings.ADDRESS).hostname or 'localhost'}")
    event.add("dtstamp", entry.changed_at.astimezone(dt.UTC))  # of the event, not of the reading: same bytes each time
    event.add("last-modified", entry.changed_at.astimezone(dt.UTC))
    event.add("sequence", entry.sequence)
    event.add("dtstart", entry.on)
    event.add("dtend", entry.on + ONE_DAY)  # the end is not included (RFC 5545, 3.6.1)
    event.add("summary", f"Fait : {entry.title}" if entry.is_done else entry.title)
    event.add("description", f"{entry.words}\n{address}" if entry.words else address)
    event.add("url", address)
    event.add("transp", "TRANSPARENT")  # nobody is busy all that day
    event.add("status", "CANCELLED" if entry.is_cancelled else "CONFIRMED")
    if not (entry.is_done or entry.is_cancelled):
        for days in _BEFORE[alarm]:
            event.add_component(_alarm(entry.title, days))
    return event


def _alarm(title: str, days: int) -> IcsAlarm:
    alarm = IcsAlarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", title)
    alarm.add("trigger", -dt.timedelta(days=days))
    return alarm
