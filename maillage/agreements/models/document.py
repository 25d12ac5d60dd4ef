"""Pieces of an agreement, its links to others, and the reference frameworks that it cites (data-model 13)."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, ClassVar, Self

from django.db import models
from django.db.models import F, Q

from maillage.agreements.choices import DocumentRole, LinkKind, Needed
from maillage.agreements.models.agreement import Agreement
from maillage.agreements.models.party import Party
from maillage.base.records import Record
from maillage.organisations.models import Organisation, User

if TYPE_CHECKING:
    from maillage.organisations.permissions import AnyUser


class DocumentQuerySet(models.QuerySet["Document"]):
    """Pieces by who may open them."""

    def visible_to(self, user: AnyUser, *, at: dt.date | dt.datetime | None = None) -> Self:
        """Those of the agreements that concern one's organisations: publishing a text does not publish its file."""
        from maillage.agreements.models.visibility import organisations_reading

        agreements = Agreement.objects.mine(user, at=at).values("pk")
        own = Q(given_by_id__in=organisations_reading(user, at=at))
        return self.filter(own | Q(is_private=False), agreement__in=agreements)

    def standing(self) -> Self:
        """Those that were not taken back."""
        return self.filter(withdrawn_at__isnull=True)


class Document(Record):
    """A file in its role: the signed original, a working text, an annex, a piece. What was signed is never replaced.

    ``is_private``: evidence that ``given_by`` keeps to itself. ``is_authoritative``: the file that prevails.
    """

    agreement = models.ForeignKey(Agreement, models.CASCADE, verbose_name="convention", related_name="documents")
    file = models.ForeignKey("files.StoredFile", models.PROTECT, verbose_name="fichier", related_name="+")
    role = models.CharField("nature", max_length=20, choices=DocumentRole.choices)
    title = models.CharField("intitulé", max_length=300)
    party = models.ForeignKey(
        Party, models.SET_NULL, verbose_name="partie", related_name="documents", null=True, blank=True
    )
    given_by = models.ForeignKey(
        Organisation, models.PROTECT, verbose_name="donnée par", related_name="+", null=True, blank=True
    )
    declared_by = models.CharField("déclaré par", max_length=200, blank=True)
    dated_on = models.DateField("datée du", null=True, blank=True)
    is_authoritative = models.BooleanField("fait foi", default=False)
    is_private = models.BooleanField("gardée pour soi", default=False)
    added_at = models.DateTimeField("ajoutée le")
    added_by = models.ForeignKey(
        User, models.PROTECT, verbose_name="ajoutée par", related_name="+", null=True, blank=True
    )
    withdrawn_at = models.DateTimeField("retirée le", null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        User, models.PROTECT, verbose_name="retirée par", related_name="+", null=True, blank=True
    )

    objects = DocumentQuerySet.as_manager()

    class Meta:
        verbose_name = "pièce"
        verbose_name_plural = "pièces"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["agreement"],
                condition=Q(is_authoritative=True, withdrawn_at__isnull=True),
                name="document_one_authoritative",
                violation_error_message="Une autre pièce fait déjà foi : retirez-lui d’abord cette qualité.",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class AgreementLink(Record):
    """How an agreement stands to another, which Maillage holds (``target``) or not (``title`` alone)."""

    agreement = models.ForeignKey(Agreement, models.CASCADE, verbose_name="convention", related_name="links")
    kind = models.CharField("lien", max_length=20, choices=LinkKind.choices)
    target = models.ForeignKey(
        Agreement, models.CASCADE, verbose_name="autre accord", related_name="linked_from", null=True, blank=True
    )
    title = models.CharField("titre de l’autre accord", max_length=300, blank=True)
    note = models.CharField("précision", max_length=300, blank=True)
    made_at = models.DateTimeField("enregistré le")
    made_by = models.ForeignKey(User, models.PROTECT, verbose_name="par", related_name="+", null=True, blank=True)

    class Meta:
        verbose_name = "lien entre accords"
        verbose_name_plural = "liens entre accords"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["agreement", "kind", "target"],
                condition=Q(target__isnull=False),
                name="agreement_link_once",
                violation_error_message="Ce lien est déjà enregistré.",
            ),
            models.CheckConstraint(
                name="agreement_link_to_another",
                condition=Q(target__isnull=True) | ~Q(target=F("agreement")),
                violation_error_message="Un accord n’est pas lié à lui-même.",
            ),
            models.CheckConstraint(
                name="agreement_link_leads_somewhere",
                condition=Q(target__isnull=False) | ~Q(title=""),
                violation_error_message="Choisissez un accord, ou écrivez son titre.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.target or self.title}"


class Framework(Record):
    """A reference framework in one version: schéma départemental, règlement départemental d’aide sociale, law (A18)."""

    name = models.CharField("cadre de référence", max_length=300)
    version = models.CharField("version", max_length=80, blank=True)
    address = models.URLField("adresse", max_length=500, blank=True)
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, verbose_name="tenu par", related_name="frameworks", null=True, blank=True
    )
    from_on = models.DateField("du", null=True, blank=True)
    to_on = models.DateField("au", null=True, blank=True)
    replaced_by = models.ForeignKey(
        "self", models.PROTECT, verbose_name="remplacé par", related_name="replaces", null=True, blank=True
    )

    class Meta:
        verbose_name = "cadre de référence"
        verbose_name_plural = "cadres de référence"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["name", "version", "organisation"],
                name="framework_version_once",
                violation_error_message="Cette version est déjà enregistrée.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.version})" if self.version else self.name


class WaivedPiece(Record):
    """Somebody said, with a reason, that a missing piece is not needed here. ``detail``: the number of an annex."""

    agreement = models.ForeignKey(Agreement, models.CASCADE, verbose_name="convention", related_name="waived_pieces")
    piece = models.CharField("pièce", max_length=20, choices=Needed.choices)
    party = models.ForeignKey(
        Party, models.CASCADE, verbose_name="partie", related_name="waived_pieces", null=True, blank=True
    )
    detail = models.CharField("précision", max_length=40, blank=True)
    reason = models.CharField("motif", max_length=300)
    waived_at = models.DateTimeField("dite sans objet le")
    waived_by = models.ForeignKey(User, models.PROTECT, verbose_name="par", related_name="+", null=True, blank=True)

    class Meta:
        verbose_name = "pièce sans objet"
        verbose_name_plural = "pièces sans objet"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["agreement", "piece", "party", "detail"],
                condition=Q(party__isnull=False),
                name="waived_piece_once_a_party",
                violation_error_message="Cette pièce est déjà dite sans objet.",
            ),
            models.UniqueConstraint(
                fields=["agreement", "piece", "detail"],
                condition=Q(party__isnull=True),
                name="waived_piece_once",
                violation_error_message="Cette pièce est déjà dite sans objet.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_piece_display()} {self.detail}".strip()
