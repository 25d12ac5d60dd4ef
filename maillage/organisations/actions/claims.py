"""Who speaks for an organisation: asked, verified, refused. Typing a name grants nothing."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from maillage.base.refusals import Refusal
from maillage.journal import actions as journal
from maillage.organisations.actions import grants
from maillage.organisations.actions.writing import keep, locked
from maillage.organisations.choices import ClaimProof
from maillage.organisations.lifecycle import next_claim_state
from maillage.organisations.models import Claim, EmailDomain, Grant, Organisation, User
from maillage.organisations.permissions import Permission, Role, can, day_of


@transaction.atomic
def ask(
    *, user: User, organisation: Organisation, message: str = "", proconnect_siret: str = "", by: User, at: dt.datetime
) -> Claim:
    """Ask to speak for an organisation. ``proconnect_siret`` is what ProConnect signed, never what a form says.

    With a proof (ProConnect's SIRET, or a verified address in a verified domain) and as long as the organisation has no
    administrator, the claim is verified at once; else an administrator or an operator decides.
    """
    row = locked(organisation)
    day = day_of(at)
    if not row.is_active or row.merged_into_id is not None:
        raise Refusal("Cette organisation n’est plus en activité.", field="organisation")
    if Grant.objects.at(day).filter(user=user, organisation=row, role=Role.ORGANISATION_ADMINISTRATOR).exists():
        raise Refusal("Vous administrez déjà cette organisation.", field="organisation")
    claim = keep(
        Claim(
            user=user, organisation=row, proof=_proof(user, row, proconnect_siret), message=message.strip(), asked_at=at
        )
    )
    journal.record(verb="claim-asked", by=by, at=at, subject=claim, organisation=row)
    if claim.proof != ClaimProof.OPERATOR and not _has_administrator(row, day):
        return _verify(claim, Role.ORGANISATION_ADMINISTRATOR, by=None, at=at)
    return claim


@transaction.atomic
def verify(
    *,
    claim: Claim,
    role: Role | str = Role.ORGANISATION_ADMINISTRATOR,
    reason: str = "",
    by: User,
    at: dt.datetime,
) -> Claim:
    """Say that the person speaks for the organisation, and give them a role in it."""
    row = locked(claim)
    _check_judge(row, by, at)
    row.reason = reason.strip()
    return _verify(row, Role(role), by=by, at=at)


@transaction.atomic
def refuse(*, claim: Claim, reason: str, by: User, at: dt.datetime) -> Claim:
    """Say no, and why."""
    row = locked(claim)
    _check_judge(row, by, at)
    row.state = next_claim_state(row.state, "refuse")
    row.decided_at, row.decided_by, row.reason = at, by, reason.strip()
    row.revision += 1
    keep(row)
    journal.record(verb="claim-refused", by=by, at=at, subject=row, organisation=row.organisation_id)
    return row


def _verify(claim: Claim, role: Role, *, by: User | None, at: dt.datetime) -> Claim:
    claim.state = next_claim_state(claim.state, "verify")
    claim.decided_at, claim.decided_by = at, by
    claim.revision += 1
    keep(claim)
    held = Grant.objects.at(day_of(at)).filter(user=claim.user, organisation=claim.organisation, role=role)
    if not held.exists():
        reason = f"A montré parler pour l’organisation : {claim.get_proof_display()}."
        grants.give(user=claim.user, role=role, organisation=claim.organisation, reason=reason, by=by, at=at)
    journal.record(verb="claim-verified", by=by, at=at, subject=claim, organisation=claim.organisation_id)
    return claim


def _proof(user: User, organisation: Organisation, proconnect_siret: str) -> ClaimProof:
    if organisation.siret and proconnect_siret == organisation.siret:
        return ClaimProof.PROCONNECT_SIRET
    domains = EmailDomain.objects.filter(organisation=organisation, domain=user.domain)
    if user.email_verified_at is not None and user.domain and domains.exists():
        return ClaimProof.EMAIL_DOMAIN
    return ClaimProof.OPERATOR


def _has_administrator(organisation: Organisation, day: dt.date) -> bool:
    held = Grant.objects.at(day).filter(organisation=organisation, role=Role.ORGANISATION_ADMINISTRATOR)
    return held.filter(user__is_active=True).exists()


def _check_judge(claim: Claim, by: User, at: dt.datetime) -> None:
    if by.pk == claim.user_id or not can(by, Permission.CLAIM_DECIDE, organisation=claim.organisation_id, at=at):
        raise Refusal("Vous ne pouvez pas décider de cette demande.")
