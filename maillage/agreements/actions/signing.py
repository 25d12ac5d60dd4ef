"""Signing: a version sealed, signatures by hand or electronic brought back, notifications; nothing is overwritten."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from django.conf import settings
from django.db import transaction

from maillage.agreements import pades
from maillage.agreements.actions.bringing import attach
from maillage.agreements.actions.facts import (
    NotConfirmed,
    Piece,
    Writer,
    check_allowed,
    check_past,
    given,
    opened_for,
    record,
)
from maillage.agreements.actions.writing import opened, tell, touch
from maillage.agreements.choices import DocumentRole
from maillage.agreements.legal_choices import CheckOutcome, LegalAct, SignatureWay
from maillage.agreements.models import (
    Agreement,
    Document,
    Expression,
    Party,
    SealedVersion,
    Signatory,
    Signature,
    SignatureCheck,
    TrustAnchor,
)
from maillage.agreements.queries.legal import Dossier, dossier_of
from maillage.base.refusals import Refusal, StaleRevision
from maillage.base.search import folded
from maillage.files.actions import deposit
from maillage.files.queries import content_of
from maillage.organisations.actions.writing import keep, locked
from maillage.organisations.models import User
from maillage.organisations.permissions import day_of

VOID = frozenset({CheckOutcome.ALTERED, CheckOutcome.BROKEN, CheckOutcome.PARTIAL, CheckOutcome.REVOKED})
"""Outcomes that nobody may overrule: the file is not what was signed, or its signature proves nothing."""
RESEALED = "Une autre version a été scellée"


@transaction.atomic
def seal(
    *, agreement: Agreement, expression: Expression, content: bytes, reason: str = "", by: User | None, at: dt.datetime
) -> SealedVersion:
    """Keep ``content``, the PDF of ``expression``, as the version to sign; the former one is closed with a reason."""
    row = opened(agreement)
    if row.confirmed_at is None:
        raise NotConfirmed
    current = Expression.objects.current().filter(agreement=row).only("pk", "sha256").first()
    if current is None or current.pk != expression.pk:
        raise Refusal("Le texte vient de changer : relisez-le, puis scellez cette nouvelle version.")
    dossier = dossier_of(row, day=day_of(at))
    check_allowed(row, LegalAct.SIGN, day_of(at), "")
    if dossier.last_signed_on is not None:
        raise Refusal(
            "Toutes les parties ont signé : cette version ne se remplace plus. Un changement se fait par avenant."
        )
    _close_former(dossier, reason, by, at)
    sealed_content, has_seal = _with_seal(content)
    name = f"version-a-signer-{at:%Y-%m-%d}.pdf"
    file = deposit(content=sealed_content, name=name, organisation_id=row.brought_by_id, by=by, at=at)
    sealed = keep(
        SealedVersion(
            agreement=row,
            expression=expression,
            text_sha256=current.sha256,
            file=file,
            has_seal=has_seal,
            sealed_at=at,
            sealed_by=by,
        )
    )
    touch(row)
    tell("text-sealed", row, by=by, at=at)
    return sealed


@transaction.atomic
def close(*, sealed: SealedVersion, reason: str, by: User | None, at: dt.datetime) -> None:
    """Say that a version is no longer to be signed; what was signed on it counts no more, and stays to be read."""
    agreement = opened(sealed.agreement)
    row = locked(sealed)
    if row.closed_at is not None:
        raise StaleRevision
    if dossier_of(agreement, day=day_of(at)).last_signed_on is not None:
        raise Refusal("Toutes les parties ont signé cette version : elle ne se retire plus.")
    _close(row, reason, by, at)
    touch(agreement)
    tell("sealed-closed", agreement, by=by, at=at)


@transaction.atomic
def sign(
    *,
    party: Party,
    values: Mapping[str, Any],
    signatory: Signatory | None = None,
    piece: Piece | None = None,
    declared_by: str = "",
    by: User | None,
    at: dt.datetime,
) -> Signature:
    """Record a signature by hand, with its scan, or one that is stated without it (``values``: name, date, place)."""
    writer = Writer(by, at, declared_by)
    agreement = opened_for(party)
    check_past(values["signed_on"], at, "signed_on", "La signature")
    check_allowed(agreement, LegalAct.SIGN, values["signed_on"], "signed_on")
    dossier = dossier_of(agreement, day=day_of(at))
    fact = Signature(party=party, signatory=signatory or _named(dossier, party, values["name"]), **values)
    fact.way = SignatureWay.HANDWRITTEN if piece is not None else SignatureWay.STATED
    _bind(fact, dossier)
    title = f"Exemplaire signé par {fact.name}"
    fact.document = given(
        piece, party, agreement, role=DocumentRole.SIGNED_ORIGINAL, title=title, on=fact.signed_on, writer=writer
    )
    return record(fact, agreement, "signature-recorded", writer)


@transaction.atomic
def bring_back(
    *, agreement: Agreement, piece: Piece, declared_by: str = "", by: User | None, at: dt.datetime
) -> Document:
    """Keep a PDF that was signed electronically, with what the check of each of its signatures finds."""
    row = opened(agreement)
    if row.confirmed_at is None:
        raise NotConfirmed
    try:
        found = pades.check(piece.content, anchors=_anchors(), at=at)
    except pades.NotCheckable as refused:
        raise Refusal(refused.sentence, field="file") from refused
    file = deposit(content=piece.content, name=piece.name, organisation_id=piece.organisation_id, by=by, at=at)
    document = attach(
        agreement=row,
        file=file,
        role=DocumentRole.SIGNED_ORIGINAL,
        declared_by=declared_by,
        may_prevail=False,
        by=by,
        at=at,
    )
    _keep_checks(document, found, is_here=_is_sealed_one(row, piece.content), by=by, at=at)
    touch(row)
    return document


@transaction.atomic
def check_again(*, document: Document, by: User | None, at: dt.datetime) -> list[SignatureCheck]:
    """Check a file once more, with the trust anchors of today; what was found before stays."""
    row = opened(document.agreement)
    content = content_of(document.file)
    try:
        found = pades.check(content, anchors=_anchors(), at=at)
    except pades.NotCheckable as refused:
        raise Refusal(refused.sentence) from refused
    checks = _keep_checks(document, found, is_here=_is_sealed_one(row, content), by=by, at=at)
    tell("signatures-checked", row, by=by, at=at)
    return checks


@transaction.atomic
def accept(
    *,
    verification: SignatureCheck,
    party: Party,
    signatory: Signatory | None = None,
    values: Mapping[str, Any],
    declared_by: str = "",
    by: User | None,
    at: dt.datetime,
) -> Signature:
    """Record an electronic signature as that of a party; one that leads to no installed root needs a reason.

    ``values``: name, capacity, signed_on, accepted_reason.
    """
    writer = Writer(by, at, declared_by)
    agreement = opened_for(party)
    if verification.outcome in VOID:
        raise Refusal(
            f"{CheckOutcome(verification.outcome).label} : cette signature ne peut pas être retenue. "
            "Demandez un nouvel exemplaire signé."
        )
    if verification.outcome != CheckOutcome.VALID and not values.get("accepted_reason", "").strip():
        raise Refusal("Dites pourquoi vous la retenez : elle n’est pas valable à elle seule.", field="accepted_reason")
    dossier = dossier_of(agreement, day=day_of(at))
    if dossier.sealed is not None and not verification.is_sealed_here:
        raise Refusal(
            "Ce PDF n’est pas la version scellée ici : ses octets sont différents. Demandez à signer le fichier "
            "téléchargé depuis cette page, ou retirez d’abord la version à signer."
        )
    check_past(values["signed_on"], at, "signed_on", "La signature")
    check_allowed(agreement, LegalAct.SIGN, values["signed_on"], "signed_on")
    fact = Signature(party=party, signatory=signatory, verification=verification, **values)
    fact.way, fact.document = SignatureWay.ELECTRONIC, verification.document
    _bind(fact, dossier)
    return record(fact, agreement, "signature-recorded", writer)


def _named(dossier: Dossier, party: Party, name: str) -> Signatory | None:
    """The signatory of the party who bears this name and has not signed yet."""
    waiting = [row for one in dossier.parties if one.party.pk == party.pk for row in one.waiting]
    return next((row for row in waiting if folded(row.name) == folded(name)), None)


def _bind(fact: Signature, dossier: Dossier) -> None:
    """Tie a signature to the version that was sealed, and to the words that it signs."""
    sealed = dossier.sealed
    if sealed is None:
        fact.expression = dossier.expressions[-1] if dossier.expressions else None
        return
    sealed_on = day_of(sealed.sealed_at)
    if fact.signed_on < sealed_on:
        raise Refusal(
            f"La version à signer a été scellée le {sealed_on:%d/%m/%Y} : une signature plus ancienne n’a pas pu "
            "porter sur elle. Corrigez la date, ou retirez d’abord cette version.",
            field="signed_on",
        )
    if dossier.is_text_changed:
        raise Refusal(
            "Le texte a changé depuis que cette version a été scellée : une signature n’engagerait pas sur le nouveau "
            "texte. Scellez d’abord la nouvelle version."
        )
    fact.sealed, fact.expression = sealed, sealed.expression


def _close_former(dossier: Dossier, reason: str, by: User | None, at: dt.datetime) -> None:
    if dossier.sealed is None:
        return
    is_signed = any(row.sealed_id == dossier.sealed.pk for one in dossier.parties for row in one.signatures)
    if is_signed and not reason.strip():
        raise Refusal(
            "Des parties ont déjà signé la version actuelle : dites pourquoi elle est remplacée.", field="reason"
        )
    _close(locked(dossier.sealed), reason.strip() or RESEALED, by, at)


def _close(row: SealedVersion, reason: str, by: User | None, at: dt.datetime) -> None:
    row.closed_at, row.closed_by, row.closed_reason = at, by, reason.strip()[:300]
    row.revision += 1
    keep(row)


def _with_seal(content: bytes) -> tuple[bytes, bool]:
    """The PDF under the seal of the installation, when its settings give a certificate."""
    path = settings.SEAL_CERTIFICATE
    if path is None:
        return content, False
    try:
        return pades.seal(content, certificate=path, password=settings.SEAL_PASSWORD), True
    except pades.SealingFailed as failed:
        raise Refusal(
            "Le certificat du cachet ne peut pas être utilisé : prévenez la personne qui administre Maillage."
        ) from failed


def _anchors() -> list[bytes]:
    rows = TrustAnchor.objects.filter(removed_at__isnull=True).order_by("pk")
    return [bytes(one) for one in rows.values_list("certificate", flat=True)]


def _is_sealed_one(agreement: Agreement, content: bytes) -> bool:
    """Whether a signed file is the sealed one with signatures added: a PDF grows by its end alone, byte for byte."""
    sealed = SealedVersion.objects.filter(agreement=agreement, closed_at__isnull=True).select_related("file").first()
    return sealed is not None and content.startswith(content_of(sealed.file))


def _keep_checks(
    document: Document, found: Sequence[pades.Checked], *, is_here: bool, by: User | None, at: dt.datetime
) -> list[SignatureCheck]:
    names = (
        "position", "field_name", "signer", "organisation", "issuer", "valid_from", "valid_to", "claimed_at",
        "stamped_at", "outcome", "is_whole", "is_followed", "is_revocation_checked", "anchor",
    )  # fmt: skip
    return [
        keep(
            SignatureCheck(
                document=document,
                sha256=document.file.sha256,
                is_sealed_here=is_here,
                checked_at=at,
                checked_by=by,
                **{name: getattr(one, name) for name in names},
            )
        )
        for one in found
    ]
