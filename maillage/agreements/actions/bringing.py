"""Bringing a text: the file is kept, read, and its reading laid down for people to confirm."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from maillage.agreements.actions.drawing import redraw
from maillage.agreements.actions.expressions import digest_of, write_provisions
from maillage.agreements.actions.writing import opened, tell, touch
from maillage.agreements.choices import AgreementKind, DocumentRole, FindingSort
from maillage.agreements.models import (
    Agreement,
    Defect,
    Document,
    Expression,
    Finding,
    Party,
    Provision,
    ProvisionVersion,
)
from maillage.agreements.reading_rows import Places, findings_of, kept_reading
from maillage.base.refusals import Refusal
from maillage.files.models import StoredFile
from maillage.organisations.actions.writing import keep
from maillage.organisations.models import Organisation, User
from maillage.reading import Reading

MAX_TITLE = 300


class AlreadyConfirmed(Refusal):
    """The reading was confirmed: a new text is a new version, or an avenant."""

    sentence = "La lecture de cet accord est déjà confirmée : son texte ne se remplace plus ainsi."


@transaction.atomic
def bring(
    *,
    organisation: Organisation,
    title: str,
    kind: str = AgreementKind.AUTRE,
    is_observed: bool = False,
    by: User | None,
    at: dt.datetime,
) -> Agreement:
    """Open the draft of an agreement that ``organisation`` brings; it alone sees it until it is shared."""
    agreement = keep(
        Agreement(
            brought_by=organisation,
            title=_short(title),
            kind=kind,
            is_observed=is_observed,
            created_by=by,
            created_at=at,
        )
    )
    tell("agreement-brought", agreement, by=by, at=at)
    return agreement


@transaction.atomic
def attach(
    *,
    agreement: Agreement,
    file: StoredFile,
    role: DocumentRole,
    title: str = "",
    party: Party | None = None,
    is_from_party: bool = False,
    dated_on: dt.date | None = None,
    declared_by: str = "",
    is_private: bool = False,
    may_prevail: bool = True,
    is_told: bool = True,
    by: User | None,
    at: dt.datetime,
) -> Document:
    """Add a file to an agreement in a role; the first signed original, else the first working text, prevails.

    ``is_from_party``: ``party`` gave it without an account; it is said to be the party's, though another organisation
    keeps the file, and never prevails by itself; neither does a file whose signatures are still to be looked at
    (``may_prevail``). ``is_told``: the journal says that it came (to the people of who gave
    it alone, while it is private).
    """
    row = opened(agreement)
    document = keep(
        Document(
            agreement=row,
            file=file,
            role=role,
            title=title or file.name,
            party=party,
            given_by_id=party.organisation_id if is_from_party and party else file.organisation_id,
            dated_on=dated_on,
            declared_by=declared_by,
            is_private=is_private,
            is_authoritative=may_prevail and not is_from_party and _prevails(row, role),
            added_at=at,
            added_by=by,
        )
    )
    if is_told:
        tell("document-added", row, by=by, at=at, is_inner=is_private, owner=document.given_by_id)
    return document


def _prevails(agreement: Agreement, role: DocumentRole) -> bool:
    """Whether a file that comes in this role prevails, which ends the authority of the one that did."""
    before = Document.objects.standing().filter(agreement=agreement, is_authoritative=True)
    if role == DocumentRole.SIGNED_ORIGINAL and not before.filter(role=DocumentRole.SIGNED_ORIGINAL).exists():
        before.update(is_authoritative=False)
        return True
    return role == DocumentRole.WORKING_TEXT and not before.exists()


@transaction.atomic
def lay_down(
    *, agreement: Agreement, reading: Reading, file: StoredFile | None, by: User | None, at: dt.datetime
) -> Expression:
    """Write what was read of a draft: its text, provisions, findings and defects, in place of an earlier reading."""
    row = opened(agreement)
    if row.confirmed_at is not None:
        raise AlreadyConfirmed
    said = _said(row)
    forget_reading(row)
    row.kind = said["kind"] = said["kind"] if "kind" in said and reading.is_agreement else _kind_of(reading)
    row.title = said.get("title") or _short(" ".join((reading.title or row.title).split()))
    keep(row)
    expression = keep(
        Expression(
            agreement=row,
            text=reading.text,
            sha256=digest_of(reading.text),
            file=file,
            reading=kept_reading(reading),
            recorded_at=at,
            recorded_by=by,
        )
    )
    provisions = write_provisions(expression, reading.provisions, {})
    _write_findings(row, expression, reading, provisions, said)
    _write_defects(row, expression, reading, provisions)
    redraw(agreement=row)
    touch(row)
    tell("agreement-read", row, by=by, at=at)
    return expression


def _said(agreement: Agreement) -> dict[str, str]:
    """The title and the kind that a person gave: neither the name of a file nor what an earlier reading found."""
    earlier = Expression.objects.filter(agreement=agreement).values_list("reading", flat=True).first() or {}
    files = Document.objects.filter(agreement=agreement).values_list("file__name", flat=True)
    read = " ".join((earlier.get("title") or "").split())
    titles = {_short(name) for name in ("", read, *files)}
    kinds = {AgreementKind.AUTRE, AgreementKind.REFERENCE, earlier.get("kind")}
    title = {} if agreement.title in titles else {"title": agreement.title}
    return title | ({} if agreement.kind in kinds else {"kind": agreement.kind})


def forget_reading(agreement: Agreement) -> None:
    """A draft read again: what nobody has confirmed yet makes room."""
    Finding.objects.filter(agreement=agreement).delete()
    Defect.objects.filter(agreement=agreement).delete()
    Expression.objects.filter(agreement=agreement).delete()
    Provision.objects.filter(agreement=agreement).delete()


def _kind_of(reading: Reading) -> str:
    if not reading.is_agreement:
        return AgreementKind.REFERENCE
    known = reading.kind if reading.kind in AgreementKind.values else AgreementKind.AUTRE
    return str(known)


def _short(title: str) -> str:
    title = title.strip() or "Accord sans titre"
    return title if len(title) <= MAX_TITLE else title[: MAX_TITLE - 1].rstrip() + "…"


def _write_findings(
    agreement: Agreement,
    expression: Expression,
    reading: Reading,
    provisions: dict[str, ProvisionVersion],
    said: dict[str, str],
) -> None:
    """What was read, to be checked; a title or a kind that a person had given stands beside what was read of it."""
    places = Places(reading.provisions)
    rows = []
    for position, one in enumerate(findings_of(reading)):
        eid = places.at(one.span[0]) if one.span else None
        rows.append(
            Finding(
                agreement=agreement,
                expression=expression,
                provision_id=provisions[eid].provision_id if eid else None,
                sort=FindingSort(one.sort),
                key=one.key,
                position=position,
                read=one.value,
                value={one.sort.value: said[one.sort]} if one.sort in said else one.value,
                confidence=one.confidence,
                start=one.span[0] if one.span else None,
                end=one.span[1] if one.span else None,
                quote=reading.quote(one.span) if one.span else "",
            )
        )
    Finding.objects.bulk_create(rows)


def _write_defects(
    agreement: Agreement, expression: Expression, reading: Reading, provisions: dict[str, ProvisionVersion]
) -> None:
    places = Places(reading.provisions)
    Defect.objects.bulk_create(
        Defect(
            agreement=agreement,
            expression=expression,
            provision_id=provisions[eid].provision_id if (eid := places.at(one.span[0])) else None,
            position=position,
            code=one.code,
            severity=one.severity,
            message=one.message,
            source=one.source,
            start=one.span[0],
            end=one.span[1],
            quote=reading.quote(one.span),
        )
        for position, one in enumerate(reading.review)
    )
