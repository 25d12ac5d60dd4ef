"""The calendar of an agreement: from what its text says of its life, every dated duty. Pure: no database, no Django.

>>> import datetime as dt
>>> from maillage.agreements.calendar import Clauses, timeline
>>> from maillage.foundations.durations import Duration
>>> charter = Clauses(effect=dt.date(2025, 3, 15), duration=Duration(years=3))
>>> [(event.on.isoformat(), event.kind) for event in timeline(charter, until=dt.date(2028, 12, 31))]
[('2025-03-15', 'effect'), ('2028-03-14', 'end'), ('2028-03-15', 'end_other_reading')]
"""

from maillage.agreements.calendar.clauses import Clauses, Renewal, Words
from maillage.agreements.calendar.course import NOTHING, Course, Extended, Opposed, Paused, Stopped
from maillage.agreements.calendar.events import Event, Kind
from maillage.agreements.calendar.notice import Notice, notice
from maillage.agreements.calendar.terms import Receipts, Term, is_renewed, receipts, terms
from maillage.agreements.calendar.timeline import timeline

__all__ = [
    "NOTHING",
    "Clauses",
    "Course",
    "Event",
    "Extended",
    "Kind",
    "Notice",
    "Opposed",
    "Paused",
    "Receipts",
    "Renewal",
    "Stopped",
    "Term",
    "Words",
    "is_renewed",
    "notice",
    "receipts",
    "terms",
    "timeline",
]
