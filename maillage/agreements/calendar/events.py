"""A dated duty or fact of an agreement, with the sentence that explains it and what it rests on."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from maillage.agreements.calendar.clauses import Words


class Kind(StrEnum):
    """What happens, or must be done, on a day. The order is the one in which events of one day are told."""

    EFFECT = "effect"
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


@dataclass(frozen=True, slots=True)
class Event:
    """Something on a day. ``term`` is 0 for the first term, 1 for the first renewal; ``law`` cites an article."""

    on: dt.date
    kind: Kind
    term: int
    explanation: str
    words: Words | None = None
    law: str | None = None

    @property
    def rank(self) -> tuple[dt.date, int, int, str]:
        """The order of a timeline: by day, then by kind."""
        return (self.on, list(Kind).index(self.kind), self.term, self.explanation)
