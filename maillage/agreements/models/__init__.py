"""The tables of the room, split by noun."""

from __future__ import annotations

from maillage.agreements.models.agreement import Agreement, AgreementMerge
from maillage.agreements.models.amendment import Amendment, CommitmentChange, Instruction
from maillage.agreements.models.asking import (
    Acknowledgement,
    Campaign,
    Objection,
    Position,
    ReadingConfirmation,
    Request,
)
from maillage.agreements.models.authority import Authorisation, Delegation, Fact, Signatory
from maillage.agreements.models.clause import Mention, Term
from maillage.agreements.models.commitment import Commitment, CommitmentVersion, Evidence, Judgement, Theme
from maillage.agreements.models.dispute import Dispute, DisputeStep
from maillage.agreements.models.document import AgreementLink, Document, Framework, WaivedPiece
from maillage.agreements.models.duty import Duty, DutyLead, DutyQuerySet
from maillage.agreements.models.ending import Delivery, Ending
from maillage.agreements.models.finding import Decision, Defect, Finding
from maillage.agreements.models.lasting import Extension, RenewalChoice, Suspension
from maillage.agreements.models.party import Adherence, Guarantor, Party
from maillage.agreements.models.reading_job import ReadingJob
from maillage.agreements.models.search import SearchEntry, Spelling
from maillage.agreements.models.signing import (
    AlertSetAside,
    Notification,
    SealedVersion,
    Signature,
    SignatureCheck,
    TrustAnchor,
)
from maillage.agreements.models.stock import TakenOver, Takeover
from maillage.agreements.models.text import Expression, Provision, ProvisionVersion

__all__ = [
    "Acknowledgement",
    "Adherence",
    "Agreement",
    "AgreementLink",
    "AgreementMerge",
    "AlertSetAside",
    "Amendment",
    "Authorisation",
    "Campaign",
    "Commitment",
    "CommitmentChange",
    "CommitmentVersion",
    "Decision",
    "Defect",
    "Delegation",
    "Delivery",
    "Dispute",
    "DisputeStep",
    "Document",
    "Duty",
    "DutyLead",
    "DutyQuerySet",
    "Ending",
    "Evidence",
    "Expression",
    "Extension",
    "Fact",
    "Finding",
    "Framework",
    "Guarantor",
    "Instruction",
    "Judgement",
    "Mention",
    "Notification",
    "Objection",
    "Party",
    "Position",
    "Provision",
    "ProvisionVersion",
    "ReadingConfirmation",
    "ReadingJob",
    "RenewalChoice",
    "Request",
    "SealedVersion",
    "SearchEntry",
    "Signatory",
    "Signature",
    "SignatureCheck",
    "Spelling",
    "Suspension",
    "TakenOver",
    "Takeover",
    "Term",
    "Theme",
    "TrustAnchor",
    "WaivedPiece",
]
