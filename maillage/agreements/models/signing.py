"""Signing and notifying: the version that was sealed, what was signed and how it was checked, who was notified."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, ClassVar, Self

from django.db import models
from django.db.models import F, Q

from maillage.agreements.legal_choices import CheckOutcome, NotificationMeans, SignatureWay
from maillage.agreements.models.agreement import Agreement
from maillage.agreements.models.authority import Fact, FactQuerySet, Signatory
from maillage.agreements.models.document import Document
from maillage.agreements.models.party import Party
from maillage.agreements.models.text import Expression
from maillage.base.records import Record
from maillage.organisations.models import User

if TYPE_CHECKING:
    from maillage.organisations.permissions import AnyUser


class SealedVersion(Record):
    """One version of the text as a PDF to sign: its bytes are kept and named by their hash, whatever comes after.

    Sealing again closes the former one (``closed_at``): what was signed on it is kept, and counts no more.
    """

    agreement = models.ForeignKey(Agreement, models.CASCADE, verbose_name="convention", related_name="sealed_versions")
    expression = models.ForeignKey(Expression, models.PROTECT, verbose_name="version du texte", related_name="+")
    text_sha256 = models.CharField("empreinte du texte", max_length=64)
    file = models.ForeignKey("files.StoredFile", models.PROTECT, verbose_name="fichier", related_name="+")
    has_seal = models.BooleanField("cachet électronique", default=False)
    sealed_at = models.DateTimeField("scellée le")
    sealed_by = models.ForeignKey(User, models.PROTECT, verbose_name="par", related_name="+", null=True, blank=True)
    closed_at = models.DateTimeField("close le", null=True, blank=True)
    closed_by = models.ForeignKey(User, models.PROTECT, verbose_name="par", related_name="+", null=True, blank=True)
    closed_reason = models.CharField("motif", max_length=300, blank=True)

    objects = FactQuerySet.as_manager()

    class Meta:
        verbose_name = "version à signer"
        verbose_name_plural = "versions à signer"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["agreement"],
                condition=Q(closed_at__isnull=True),
                name="sealed_version_one_open",
                violation_error_message="Une autre version vient d’être scellée : rechargez la page.",
            ),
            models.CheckConstraint(
                name="sealed_version_closed_says_why",
                condition=Q(closed_at__isnull=True) | ~Q(closed_reason=""),
                violation_error_message="Dites pourquoi cette version n’est plus à signer.",
            ),
        ]

    def __str__(self) -> str:
        return f"version scellée le {self.sealed_at:%d/%m/%Y}"


class Signature(Fact):
    """A signature given for a party: it binds the bytes of its document, and the version of the text that they say.

    ``sealed`` is the version that was signed, when it came from here; ``expression`` the words that were signed.
    """

    signatory = models.ForeignKey(
        Signatory, models.PROTECT, verbose_name="signataire", related_name="signatures", null=True, blank=True
    )
    name = models.CharField("nom", max_length=200)
    capacity = models.CharField("qualité", max_length=300, blank=True)
    way = models.CharField("comment", max_length=20, choices=SignatureWay.choices)
    signed_on = models.DateField("signée le")
    place = models.CharField("lieu", max_length=120, blank=True)
    sealed = models.ForeignKey(
        SealedVersion, models.PROTECT, verbose_name="version signée", related_name="signatures", null=True, blank=True
    )
    expression = models.ForeignKey(
        Expression, models.PROTECT, verbose_name="version du texte", related_name="+", null=True, blank=True
    )
    verification = models.ForeignKey(
        "agreements.SignatureCheck", models.PROTECT, verbose_name="vérification", related_name="signatures",
        null=True, blank=True,
    )  # fmt: skip
    accepted_reason = models.CharField("pourquoi elle est retenue", max_length=300, blank=True)

    class Meta(Fact.Meta):
        verbose_name = "signature"
        verbose_name_plural = "signatures"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Fact.Meta.constraints,
            models.UniqueConstraint(
                fields=["verification"],
                condition=Q(withdrawn_at__isnull=True, verification__isnull=False),
                name="signature_once_a_check",
                violation_error_message="Cette signature est déjà enregistrée.",
            ),
            models.UniqueConstraint(
                fields=["signatory", "sealed"],
                condition=Q(withdrawn_at__isnull=True, sealed__isnull=False),
                name="signature_once_a_sealed_version",
                violation_error_message="La signature de cette personne est déjà enregistrée.",
            ),
            models.UniqueConstraint(
                fields=["signatory", "expression"],
                condition=Q(withdrawn_at__isnull=True, sealed__isnull=True),
                name="signature_once_a_signatory",
                violation_error_message="La signature de cette personne est déjà enregistrée.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}, {self.party}"


class SignatureCheckQuerySet(models.QuerySet["SignatureCheck"]):
    """Checks by who may read them."""

    def visible_to(self, user: AnyUser, *, at: dt.date | dt.datetime | None = None) -> Self:
        """Those of the pieces that one may open."""
        return self.filter(document__in=Document.objects.visible_to(user, at=at).values("pk"))


class SignatureCheck(Record):
    """What the check of one electronic signature of a file found, on a day and with the trust anchors of that day.

    Checking again adds rows: what was found before stays. ``party`` is whom a person said that it is of.
    """

    document = models.ForeignKey(Document, models.CASCADE, verbose_name="pièce", related_name="checks")
    sha256 = models.CharField("empreinte du fichier", max_length=64)
    position = models.PositiveSmallIntegerField("rang dans le fichier")
    field_name = models.CharField("champ", max_length=200, blank=True)
    signer = models.CharField("signataire d’après le certificat", max_length=300, blank=True)
    organisation = models.CharField("organisation d’après le certificat", max_length=300, blank=True)
    issuer = models.CharField("certificat délivré par", max_length=300, blank=True)
    valid_from = models.DateTimeField("certificat valable du", null=True, blank=True)
    valid_to = models.DateTimeField("certificat valable jusqu’au", null=True, blank=True)
    claimed_at = models.DateTimeField("heure annoncée", null=True, blank=True)
    stamped_at = models.DateTimeField("heure certifiée", null=True, blank=True)
    outcome = models.CharField("résultat", max_length=20, choices=CheckOutcome.choices)
    is_whole = models.BooleanField("couvre tout le fichier", default=False)
    is_followed = models.BooleanField("suivie d’ajouts permis", default=False)
    is_revocation_checked = models.BooleanField("révocation vérifiée", default=False)
    anchor = models.CharField("racine de confiance", max_length=300, blank=True)
    is_sealed_here = models.BooleanField("porte sur la version scellée", default=False)
    checked_at = models.DateTimeField("vérifiée le")
    checked_by = models.ForeignKey(User, models.PROTECT, verbose_name="par", related_name="+", null=True, blank=True)

    objects = SignatureCheckQuerySet.as_manager()

    class Meta:
        verbose_name = "vérification d’une signature"
        verbose_name_plural = "vérifications de signatures"

    def __str__(self) -> str:
        return f"{self.signer} : {self.get_outcome_display()}"


class Notification(Fact):
    """A party is sent the signed agreement: by which means, sent and received when, and what proves it.

    ``received_on`` stays empty when the letter was not claimed (``is_unclaimed``): a person decides what follows
    (CPC 669; CPCE R53-3).
    """

    means = models.CharField("par", max_length=30, choices=NotificationMeans.choices)
    sent_on = models.DateField("envoyée le")
    received_on = models.DateField("reçue le", null=True, blank=True)
    reference = models.CharField("numéro de suivi", max_length=80, blank=True)
    is_unclaimed = models.BooleanField("pli non réclamé", default=False)

    class Meta(Fact.Meta):
        verbose_name = "notification"
        verbose_name_plural = "notifications"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Fact.Meta.constraints,
            models.CheckConstraint(
                name="notification_received_once_sent",
                condition=Q(received_on__isnull=True) | Q(received_on__gte=F("sent_on")),
                violation_error_message="La réception ne peut pas précéder l’envoi.",
            ),
            models.CheckConstraint(
                name="notification_unclaimed_is_not_received",
                condition=Q(is_unclaimed=False) | Q(received_on__isnull=True),
                violation_error_message="Un pli non réclamé n’a pas de date de réception.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.party}, {self.get_means_display()}"


class AlertSetAside(Record):
    """Somebody set an alert aside, with a reason, for the facts that it rested on (``mark``); it can be taken back."""

    agreement = models.ForeignKey(Agreement, models.CASCADE, verbose_name="convention", related_name="alerts_set_aside")
    party = models.ForeignKey(Party, models.CASCADE, verbose_name="partie", related_name="+", null=True, blank=True)
    code = models.CharField("alerte", max_length=40)
    mark = models.CharField("faits", max_length=32)
    title = models.CharField("intitulé", max_length=300)
    reason = models.CharField("motif", max_length=300)
    set_aside_at = models.DateTimeField("écartée le")
    set_aside_by = models.ForeignKey(User, models.PROTECT, verbose_name="par", related_name="+")
    taken_back_at = models.DateTimeField("rétablie le", null=True, blank=True)
    taken_back_by = models.ForeignKey(
        User, models.PROTECT, verbose_name="rétablie par", related_name="+", null=True, blank=True
    )

    objects = FactQuerySet.as_manager()

    class Meta:
        verbose_name = "alerte écartée"
        verbose_name_plural = "alertes écartées"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["agreement", "mark"],
                condition=Q(taken_back_at__isnull=True),
                name="alert_set_aside_once",
                violation_error_message="Cette alerte est déjà écartée.",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class TrustAnchor(Record):
    """A certificate trusted at the root of signatures: loaded by who administers this installation, never fetched."""

    fingerprint = models.CharField("empreinte SHA-256", max_length=64)
    subject = models.CharField("titulaire", max_length=500)
    valid_from = models.DateTimeField("valable du")
    valid_to = models.DateTimeField("valable jusqu’au")
    certificate = models.BinaryField("certificat (DER)")
    source = models.CharField("fichier d’origine", max_length=300)
    added_at = models.DateTimeField("installée le")
    removed_at = models.DateTimeField("retirée le", null=True, blank=True)

    class Meta:
        verbose_name = "racine de confiance"
        verbose_name_plural = "racines de confiance"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["fingerprint"],
                condition=Q(removed_at__isnull=True),
                name="trust_anchor_once",
                violation_error_message="Cette racine est déjà installée.",
            ),
            models.CheckConstraint(
                name="trust_anchor_removed_once_added",
                condition=Q(removed_at__isnull=True) | Q(removed_at__gte=F("added_at")),
                violation_error_message="Le retrait précède l’installation.",
            ),
        ]

    def __str__(self) -> str:
        return self.subject
