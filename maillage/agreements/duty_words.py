"""What duties are called, how long before their day one is told of them, what becomes of them once it has passed."""

from __future__ import annotations

from maillage.agreements.calendar.events import LABELS, Kind
from maillage.notices.choices import Urgency
from maillage.notices.kinds import Kind as NoticeKind
from maillage.organisations.permissions import Permission

LEADS = {  # days before the day
    Kind.REVIEW_RENEWAL: 30,
    Kind.LATEST_NOTICE_RECEIPT: 90,
    Kind.EVALUATION: 60,
    Kind.AMENDMENT_REVIEW: 60,
    Kind.MEETING: 21,
    Kind.KEY_DATA: 30,
    Kind.PAYMENT: 30,
    Kind.FINANCIAL_REPORT: 60,
    Kind.LAST_EXTENSION: 90,
    Kind.END: 60,
    Kind.RENEWAL_WITHOUT_LENGTH: 60,
}
"""The kinds that the calendar of duties holds, and when one is told of them unless an organisation chose otherwise."""

LIMITS = frozenset({Kind.LATEST_NOTICE_RECEIPT, Kind.LAST_EXTENSION, Kind.END, Kind.RENEWAL_WITHOUT_LENGTH})
"""Once their day has passed nothing is late: it is too late, or it happened by itself."""

WHAT_FOLLOWS = frozenset({Kind.REVIEW_RENEWAL, *LIMITS})
"""What is decided on the page about the renewal and the end of an agreement."""

MANDATORY = frozenset({Kind.LATEST_NOTICE_RECEIPT, Kind.LAST_EXTENSION, Kind.END, Kind.KEY_DATA, Kind.FINANCIAL_REPORT})
"""A right is lost, or the law sets the day: told by mail whatever rhythm was chosen."""

OTHER_READING = {Kind.LAST_LEGAL_RECEIPT: Kind.LATEST_NOTICE_RECEIPT, Kind.END_OTHER_READING: Kind.END}
"""The kinds that are the later reading of another one's day."""

REGISTERED = (
    NoticeKind("duty", "échéance"),
    NoticeKind("reading-asked", "lecture à confirmer", Permission.AGREEMENT_CONFIRM),
    NoticeKind("notice-given", "préavis envoyé"),
)
"""The kinds of alerts that this room tells."""

KINDS = tuple((kind.value, LABELS[kind].capitalize()) for kind in LEADS)
LONGEST_LEAD = 365


def label_of(kind: str, name: str = "") -> str:
    """A duty as a list names it: "Réunion : Comité de suivi"."""
    label = LABELS[Kind(kind)].capitalize()
    return f"{label} : {name}" if name else label


def urgency_of(kind: str) -> Urgency:
    """Whether its letters leave whatever rhythm was chosen."""
    return Urgency.MANDATORY if Kind(kind) in MANDATORY else Urgency.ORDINARY
