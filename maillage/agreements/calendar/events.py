"""A dated duty or fact of an agreement, with the sentence that explains it and what it rests on."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from maillage.agreements.calendar.clauses import Words


class Kind(StrEnum):
    """What happens, or must be done, on a day. The order is the one in which events of one day are told."""

    SIGNED = "signed"
    NOTIFIED = "notified"
    EFFECT = "effect"
    SUSPENDED = "suspended"
    RESUMED = "resumed"
    EXTENDED = "extended"
    OPPOSED = "opposed"
    NOTICE = "notice"
    RENEWED = "renewed"
    UNDETERMINED = "undetermined"
    RENEWAL_WITHOUT_LENGTH = "renewal_without_length"
    REVIEW_RENEWAL = "review_renewal"
    LATEST_NOTICE_RECEIPT = "latest_notice_receipt"
    LAST_LEGAL_RECEIPT = "last_legal_receipt"
    EVALUATION = "evaluation"
    AMENDMENT_REVIEW = "amendment_review"
    MEETING = "meeting"
    KEY_DATA = "key_data"
    PAYMENT = "payment"
    FINANCIAL_REPORT = "financial_report"
    LAST_EXTENSION = "last_extension"
    END = "end"
    END_OTHER_READING = "end_other_reading"


LABELS = {
    Kind.SIGNED: "signature",
    Kind.NOTIFIED: "notification",
    Kind.SUSPENDED: "suspension",
    Kind.RESUMED: "reprise",
    Kind.EXTENDED: "prolongation",
    Kind.OPPOSED: "préavis de non-reconduction reçu",
    Kind.NOTICE: "préavis de résiliation reçu",
    Kind.EFFECT: "prise d’effet",
    Kind.RENEWED: "reconduction",
    Kind.UNDETERMINED: "durée indéterminée",
    Kind.RENEWAL_WITHOUT_LENGTH: "reconduction sans durée, à vérifier",
    Kind.REVIEW_RENEWAL: "préparer la suite",
    Kind.LATEST_NOTICE_RECEIPT: "dernier jour prudent pour recevoir un préavis",
    Kind.LAST_LEGAL_RECEIPT: "dernier jour légal pour recevoir un préavis",
    Kind.EVALUATION: "bilan ou évaluation",
    Kind.AMENDMENT_REVIEW: "révision périodique",
    Kind.MEETING: "réunion",
    Kind.KEY_DATA: "données essentielles à publier",
    Kind.PAYMENT: "versement",
    Kind.FINANCIAL_REPORT: "compte rendu financier",
    Kind.LAST_EXTENSION: "dernier jour pour signer une prolongation",
    Kind.END: "échéance",
    Kind.END_OTHER_READING: "échéance, autre lecture",
}

DUTIES = frozenset(
    {
        Kind.REVIEW_RENEWAL,
        Kind.LATEST_NOTICE_RECEIPT,
        Kind.LAST_LEGAL_RECEIPT,
        Kind.EVALUATION,
        Kind.AMENDMENT_REVIEW,
        Kind.MEETING,
        Kind.KEY_DATA,
        Kind.PAYMENT,
        Kind.FINANCIAL_REPORT,
        Kind.LAST_EXTENSION,
    }
)
"""What somebody has to do, or to decide; the other kinds are facts, or what follows by itself."""


@dataclass(frozen=True, slots=True)
class Event:
    """Something on a day. ``term`` is 0 for the first term, 1 for the first renewal; ``law`` cites an article.

    ``name`` tells duties of one kind apart: the name of the body that meets; ``times`` is how many times it has come
    back by then, whatever a suspension left out.
    """

    on: dt.date
    kind: Kind
    term: int
    explanation: str
    words: Words | None = None
    law: str | None = None
    name: str = ""
    times: int = 0

    @property
    def is_duty(self) -> bool:
        """Whether somebody has something to do, or to decide, by that day."""
        return self.kind in DUTIES

    @property
    def rank(self) -> tuple[dt.date, int, int, str]:
        """The order of a timeline: by day, then by kind."""
        return (self.on, list(Kind).index(self.kind), self.term, self.explanation)
