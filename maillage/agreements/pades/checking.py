"""The check of the signatures that a PDF carries: chain, coverage, changes since, who and when (ETSI EN 319 102-1)."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from asn1crypto import x509
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import ModificationLevel, SuspiciousModification
from pyhanko.sign.validation import (
    DocumentSecurityStore,
    EmbeddedPdfSignature,
    PdfSignatureStatus,
    SignatureCoverageLevel,
    validate_pdf_signature,
)
from pyhanko.sign.validation.errors import NoDSSFoundError, ValidationInfoReadingError
from pyhanko.sign.validation.settings import KeyUsageConstraints
from pyhanko_certvalidator import ValidationContext

from maillage.agreements.legal_choices import CheckOutcome
from maillage.agreements.pades.loops import in_own_loop

MOST = 30
"""Signatures read in one file: no agreement has more, and a hostile file would have thousands."""
_USES = KeyUsageConstraints(key_usage={"non_repudiation", "digital_signature"}, match_all_key_usages=False)
_BROKEN = (Exception,)
"""What a damaged or hostile file makes the library raise: it asserts, decompresses and parses what the file says, and
no list of its errors would be whole. Whatever it raises, the signature is not proven, and that is what is said."""


class NotCheckable(Exception):
    """The file as a whole cannot be checked; ``sentence`` says why, and what to do, in French."""

    def __init__(self, sentence: str) -> None:
        self.sentence = sentence
        super().__init__(sentence)


NOT_A_PDF = (
    "Ce fichier n’est pas un PDF : une signature électronique ne se vérifie que dans le PDF signé. "
    "Pour un document signé à la main puis numérisé, enregistrez-le comme signature à la main."
)
ENCRYPTED = (
    "Ce PDF est protégé par un mot de passe : demandez à la personne qui l’a signé un exemplaire sans protection. "
    "N’enlevez pas la protection vous-même, la signature n’y résisterait pas."
)
DAMAGED = "Ce PDF est abîmé, ou n’est pas complet : demandez qu’il vous soit envoyé de nouveau."
UNSIGNED = (
    "Ce PDF ne porte aucune signature électronique. S’il a été signé à la main puis numérisé, enregistrez-le comme "
    "signature à la main ; sinon, demandez le fichier que l’outil de signature a produit, sans l’imprimer ni le "
    "réenregistrer."
)


@dataclass(frozen=True, slots=True)
class Checked:
    """One signature. ``is_followed``: additions that its signer allows came after it, such as another signature."""

    position: int
    field_name: str
    outcome: CheckOutcome
    signer: str = ""
    organisation: str = ""
    issuer: str = ""
    valid_from: dt.datetime | None = None
    valid_to: dt.datetime | None = None
    claimed_at: dt.datetime | None = None
    stamped_at: dt.datetime | None = None
    is_whole: bool = False
    is_followed: bool = False
    is_revocation_checked: bool = False
    anchor: str = ""


def has_signatures(content: bytes) -> bool:
    """Whether a file is a PDF that carries an electronic signature; false for what cannot be read."""
    try:
        return bool(_signatures(_opened(content)))
    except NotCheckable:
        return False


def check(content: bytes, *, anchors: Sequence[bytes], at: dt.datetime) -> list[Checked]:
    """What each signature of a PDF is worth at ``at``, the oldest first; ``anchors`` are certificates in DER."""
    reader = _opened(content)
    embedded = _signatures(reader)
    if not embedded:
        raise NotCheckable(UNSIGNED)
    roots = [x509.Certificate.load(one) for one in anchors]
    return [_checked(one, reader, roots, at, rank) for rank, one in enumerate(embedded[:MOST], 1)]


def _opened(content: bytes) -> PdfFileReader:
    if b"%PDF-" not in content[:1024]:
        raise NotCheckable(NOT_A_PDF)
    try:
        reader = PdfFileReader(io.BytesIO(content), strict=False)
        is_encrypted = reader.encrypted
    except _BROKEN as error:
        raise NotCheckable(DAMAGED) from error
    if is_encrypted:
        raise NotCheckable(ENCRYPTED)
    return reader


def _signatures(reader: PdfFileReader) -> list[EmbeddedPdfSignature]:
    try:
        return list(reader.embedded_regular_signatures)
    except _BROKEN as error:
        raise NotCheckable(DAMAGED) from error


def _checked(
    embedded: EmbeddedPdfSignature,
    reader: PdfFileReader,
    roots: Sequence[x509.Certificate],
    at: dt.datetime,
    rank: int,
) -> Checked:
    try:
        told = _told(embedded, rank)
        status = _validated(embedded, reader, roots, at)
    except _BROKEN:
        return Checked(rank, str(embedded.field_name or ""), CheckOutcome.BROKEN)
    stamp = status.timestamp_validity
    stamped_at = stamp.timestamp if stamp is not None and stamp.trusted else None
    moment = at
    if stamped_at is not None and told.valid_to is not None and told.valid_to < at:
        # The certificate expired since, and a trusted clock says that it held when it served.
        moment = stamped_at
        status = _validated(embedded, reader, roots, moment)
    told = replace(
        told,
        stamped_at=stamped_at,
        is_whole=status.coverage == SignatureCoverageLevel.ENTIRE_FILE,
        is_followed=status.coverage == SignatureCoverageLevel.ENTIRE_REVISION,
        outcome=_outcome(status, embedded.signer_cert, moment),
        anchor=_anchor_of(status),
    )
    if told.outcome != CheckOutcome.VALID:
        return told
    return replace(told, is_revocation_checked=_is_revocation_proved(embedded, reader, roots, moment))


def _told(embedded: EmbeddedPdfSignature, rank: int) -> Checked:
    """What the signature says of itself, before anything is believed."""
    certificate = embedded.signer_cert
    validity = certificate["tbs_certificate"]["validity"]
    return Checked(
        rank,
        str(embedded.field_name or ""),
        CheckOutcome.BROKEN,
        signer=_part(certificate.subject, "common_name") or certificate.subject.human_friendly[:300],
        organisation=_part(certificate.subject, "organization_name"),
        issuer=_part(certificate.issuer, "common_name") or certificate.issuer.human_friendly[:300],
        valid_from=validity["not_before"].native,
        valid_to=validity["not_after"].native,
        claimed_at=embedded.self_reported_timestamp,
    )


def _part(name: x509.Name, part: str) -> str:
    value: Any = name.native.get(part, "")
    return (value if isinstance(value, str) else ", ".join(map(str, value)))[:300]


def _validated(
    embedded: EmbeddedPdfSignature,
    reader: PdfFileReader,
    roots: Sequence[x509.Certificate],
    moment: dt.datetime,
    mode: str = "soft-fail",
) -> PdfSignatureStatus:
    context = _context(reader, roots, moment, mode)
    return in_own_loop(
        lambda: validate_pdf_signature(
            embedded, signer_validation_context=context, ts_validation_context=context, key_usage_settings=_USES
        )
    )


def _context(
    reader: PdfFileReader, roots: Sequence[x509.Certificate], moment: dt.datetime, mode: str
) -> ValidationContext:
    """The anchors, and what the file itself carries about its chain; nothing is fetched."""
    options: dict[str, Any] = {
        "trust_roots": list(roots),
        "moment": moment,
        "allow_fetching": False,
        "revocation_mode": mode,
        "retroactive_revinfo": True,
    }
    try:
        return DocumentSecurityStore.read_dss(reader).as_validation_context(options)
    except (NoDSSFoundError, ValidationInfoReadingError):
        return ValidationContext(**options)


def _is_revocation_proved(
    embedded: EmbeddedPdfSignature, reader: PdfFileReader, roots: Sequence[x509.Certificate], moment: dt.datetime
) -> bool:
    """Whether the file carries, for each certificate of the chain, the proof that it was not revoked."""
    try:
        return bool(_validated(embedded, reader, roots, moment, "hard-fail").trusted)
    except _BROKEN:
        return False


def _outcome(status: PdfSignatureStatus, certificate: x509.Certificate, moment: dt.datetime) -> CheckOutcome:
    """The gravest thing that was found."""
    if not status.intact or _is_altered(status):
        return CheckOutcome.ALTERED
    if not status.valid:
        return CheckOutcome.BROKEN
    if status.coverage not in {SignatureCoverageLevel.ENTIRE_FILE, SignatureCoverageLevel.ENTIRE_REVISION}:
        return CheckOutcome.PARTIAL
    if status.revoked:
        return CheckOutcome.REVOKED
    if status.trusted:
        return CheckOutcome.VALID
    return _distrust(status, certificate, moment)


def _is_altered(status: PdfSignatureStatus) -> bool:
    """Whether something else than signatures, forms or proofs was added since, or more than the signer allowed."""
    if isinstance(status.diff_result, SuspiciousModification) or status.docmdp_ok is False:
        return True
    level = status.modification_level
    return level is not None and level > ModificationLevel.FORM_FILLING and status.coverage != _COVERS_LITTLE


_COVERS_LITTLE = SignatureCoverageLevel.UNCLEAR


def _distrust(status: PdfSignatureStatus, certificate: x509.Certificate, moment: dt.datetime) -> CheckOutcome:
    """Why a signature that holds leads to nobody who is trusted."""
    if certificate.self_signed in {"yes", "maybe"} and status.validation_path is None:
        return CheckOutcome.SELF_SIGNED
    validity = certificate["tbs_certificate"]["validity"]
    told = status.trust_problem_indic
    is_about_time = told is not None and any(word in told.standard_name for word in ("NO_POE", "EXPIRED", "NOT_YET"))
    if validity["not_after"].native < moment:
        return CheckOutcome.EXPIRED
    if validity["not_before"].native > moment:
        return CheckOutcome.NOT_YET_VALID
    if is_about_time:
        return CheckOutcome.EXPIRED  # of an authority of the chain
    if status.validation_path is not None or (told is not None and "CHAIN_CONSTRAINTS" in told.standard_name):
        return CheckOutcome.WRONG_USE
    return CheckOutcome.UNKNOWN_AUTHORITY


def _anchor_of(status: PdfSignatureStatus) -> str:
    path = status.validation_path
    if path is None or not status.trusted:
        return ""
    name = path.trust_anchor.authority.name
    return _part(name, "common_name") or str(name.human_friendly)[:300]
