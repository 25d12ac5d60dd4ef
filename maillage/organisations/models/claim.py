"""Who speaks for an organisation: claims, verified domains of e-mail, invitations."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, ClassVar, Self

from django.db import models
from django.db.models import F, Q

from maillage.base.records import Record
from maillage.organisations.choices import ClaimProof, ClaimState
from maillage.organisations.models.organisation import Organisation
from maillage.organisations.models.unit import Unit
from maillage.organisations.models.user import User
from maillage.organisations.models.visibility import seen
from maillage.organisations.permissions import Permission, Role
from maillage.organisations.validators import validate_domain

if TYPE_CHECKING:
    from maillage.organisations.permissions import AnyUser


class ClaimQuerySet(models.QuerySet["Claim"]):
    """Claims by who may decide."""

    def visible_to(self, user: AnyUser, *, at: dt.date | dt.datetime | None = None) -> Self:
        """One's own, and those that one may decide."""
        return seen(self, user, Permission.CLAIM_DECIDE, at, mine=Q(user_id=user.pk))

    def pending(self) -> Self:
        """Those that wait for a decision, the oldest first."""
        return self.filter(state=ClaimState.ASKED).order_by("asked_at", "pk")


class Claim(Record):
    """Somebody says that they speak for an organisation; nothing is theirs until it is verified."""

    user = models.ForeignKey(User, models.PROTECT, verbose_name="compte", related_name="claims")
    organisation = models.ForeignKey(Organisation, models.PROTECT, verbose_name="organisation", related_name="claims")
    proof = models.CharField("preuve", max_length=20, choices=ClaimProof.choices)
    message = models.CharField("fonction exercée", max_length=300, blank=True)
    state = models.CharField("état", max_length=10, choices=ClaimState.choices, default=ClaimState.ASKED)
    asked_at = models.DateTimeField("demandée le")
    decided_at = models.DateTimeField("décidée le", null=True, blank=True)
    decided_by = models.ForeignKey(
        User, models.PROTECT, verbose_name="décidée par", related_name="+", null=True, blank=True
    )
    reason = models.CharField("motif de la décision", max_length=300, blank=True)

    objects = ClaimQuerySet.as_manager()

    class Meta:
        verbose_name = "demande de parler pour une organisation"
        verbose_name_plural = "demandes de parler pour une organisation"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["user", "organisation"],
                condition=Q(state=ClaimState.ASKED),
                name="claim_one_pending",
                violation_error_message="Vous avez déjà fait cette demande : elle attend une réponse.",
            ),
            models.CheckConstraint(
                name="claim_decided_says_when",
                condition=Q(state=ClaimState.ASKED, decided_at__isnull=True)
                | (~Q(state=ClaimState.ASKED) & Q(decided_at__isnull=False)),
                violation_error_message="Une demande décidée porte la date de la décision.",
            ),
            models.CheckConstraint(
                name="claim_refused_says_why",
                condition=~Q(state=ClaimState.REFUSED) | ~Q(reason=""),
                violation_error_message="Un refus dit pourquoi.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} – {self.organisation}"


class EmailDomainQuerySet(models.QuerySet["EmailDomain"]):
    """Domains by who keeps them."""

    def visible_to(self, user: AnyUser, *, at: dt.date | dt.datetime | None = None) -> Self:
        """Those of the organisations whose accounts one keeps."""
        return seen(self, user, Permission.ACCOUNT_VIEW, at)


class EmailDomain(Record):
    """A domain of e-mail that was verified to be an organisation's; a commune and its CCAS may share one."""

    organisation = models.ForeignKey(
        Organisation, models.CASCADE, verbose_name="organisation", related_name="email_domains"
    )
    domain = models.CharField("domaine", max_length=200, validators=[validate_domain], db_index=True)
    verified_at = models.DateTimeField("vérifié le")
    verified_by = models.ForeignKey(
        User, models.PROTECT, verbose_name="vérifié par", related_name="+", null=True, blank=True
    )

    objects = EmailDomainQuerySet.as_manager()

    class Meta:
        verbose_name = "domaine de messagerie"
        verbose_name_plural = "domaines de messagerie"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["organisation", "domain"],
                name="email_domain_once",
                violation_error_message="Ce domaine est déjà enregistré pour cette organisation.",
            ),
        ]

    def __str__(self) -> str:
        return self.domain


class InvitationQuerySet(models.QuerySet["Invitation"]):
    """Invitations by who may send them, and those that may still be accepted."""

    def visible_to(self, user: AnyUser, *, at: dt.date | dt.datetime | None = None) -> Self:
        """Those of the organisations for which one may invite."""
        return seen(self, user, Permission.INVITATION_SEND, at)

    def open_at(self, at: dt.datetime) -> Self:
        """Those that may be accepted at ``at``."""
        return self.filter(accepted_at__isnull=True, revoked_at__isnull=True, expires_at__gt=at)


class Invitation(Record):
    """A link sent so that somebody takes a role: single use, expiring; the address is erased once it has served."""

    organisation = models.ForeignKey(
        Organisation, models.PROTECT, verbose_name="organisation", related_name="invitations"
    )
    unit = models.ForeignKey(Unit, models.PROTECT, verbose_name="unité", related_name="+", null=True, blank=True)
    role = models.CharField("rôle", max_length=30, choices=Role.choices)
    email = models.EmailField("adresse électronique", blank=True)
    person = models.ForeignKey(
        "organisations.Person", models.PROTECT, verbose_name="personne", related_name="+", null=True, blank=True
    )
    token_hash = models.CharField("empreinte du lien", max_length=64, unique=True, editable=False)
    invited_by = models.ForeignKey(
        User, models.PROTECT, verbose_name="invitée par", related_name="+", null=True, blank=True
    )
    invited_at = models.DateTimeField("envoyée le")
    expires_at = models.DateTimeField("valable jusqu’au")
    accepted_at = models.DateTimeField("acceptée le", null=True, blank=True)
    accepted_by = models.ForeignKey(
        User, models.PROTECT, verbose_name="acceptée par", related_name="invitations", null=True, blank=True
    )
    revoked_at = models.DateTimeField("annulée le", null=True, blank=True)
    revoked_by = models.ForeignKey(
        User, models.PROTECT, verbose_name="annulée par", related_name="+", null=True, blank=True
    )

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = "invitation"
        verbose_name_plural = "invitations"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                name="invitation_accepted_by_and_when",
                condition=Q(accepted_at__isnull=True, accepted_by__isnull=True)
                | Q(accepted_at__isnull=False, accepted_by__isnull=False),
                violation_error_message="Une invitation acceptée dit par qui et quand.",
            ),
            models.CheckConstraint(
                name="invitation_revoked_or_accepted",
                condition=Q(accepted_at__isnull=True) | Q(revoked_at__isnull=True),
                violation_error_message="Une invitation acceptée ne s’annule plus.",
            ),
            models.CheckConstraint(
                name="invitation_used_forgets_its_address",
                condition=Q(email="") | Q(accepted_at__isnull=True, revoked_at__isnull=True),
                violation_error_message="Une invitation qui a servi ne garde pas l’adresse.",
            ),
            models.CheckConstraint(
                name="invitation_expires_later",
                condition=Q(expires_at__gt=F("invited_at")),
                violation_error_message="Une invitation expire après son envoi.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()} – {self.organisation}"
