"""What brings an agreement to its end: notices and how each partner received them, accords, judgments, replacements."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, ClassVar, Self

from django.db import models
from django.db.models import F, Q

from maillage.agreements.ending_choices import NOTICES, STATED, EndingWay, Means
from maillage.agreements.models.agreement import Agreement
from maillage.agreements.models.document import Document
from maillage.agreements.models.happened import Happened, HappenedQuerySet
from maillage.agreements.models.party import Party
from maillage.agreements.models.visibility import organisations_reading
from maillage.agreements.models.words import Worded
from maillage.base.records import Record
from maillage.organisations.models import Organisation, User

if TYPE_CHECKING:
    from maillage.organisations.permissions import AnyUser


class EndingQuerySet(HappenedQuerySet["Ending"]):
    """Endings by who may read them."""

    def visible_to(self, user: AnyUser, *, at: dt.date | dt.datetime | None = None) -> Self:
        """A notice is private to the organisation that prepares it until a letter has left."""
        own = Q(organisation_id__in=organisations_reading(user, at=at))
        return super().visible_to(user, at=at).filter(own | Q(shared_at__isnull=False))

    def shared(self) -> Self:
        """Those that the partners know of."""
        return self.filter(shared_at__isnull=False)


class Ending(Worded, Happened):
    """A way out. A notice is of a ``party``, and its end is computed from receipts; the other ways state ``ends_on``.

    ``ends_on`` of a notice is a later day that its letter asks for. ``period`` is the notice as it held when it was
    written, ``quote`` the words of the clause. ``shared_at``: since when the partners know.
    """

    way = models.CharField("manière", max_length=20, choices=EndingWay.choices)
    party = models.ForeignKey(
        Party, models.PROTECT, verbose_name="partie", related_name="endings", null=True, blank=True
    )
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, verbose_name="préparé par", related_name="+", null=True, blank=True
    )
    reason = models.TextField("motif", blank=True, max_length=4000)
    period = models.CharField("préavis", max_length=20, blank=True)
    decided_on = models.DateField("décidé le", null=True, blank=True)
    ends_on = models.DateField("dernier jour", null=True, blank=True)
    court = models.CharField("juridiction", max_length=200, blank=True)
    replaced_by = models.ForeignKey(
        Agreement, models.PROTECT, verbose_name="accord qui le remplace", related_name="+", null=True, blank=True
    )
    shared_at = models.DateTimeField("connu des partenaires le", null=True, blank=True)

    objects = EndingQuerySet.as_manager()  # type: ignore[misc]

    class Meta(Happened.Meta):
        verbose_name = "fin d’un accord"
        verbose_name_plural = "fins d’accords"
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["agreement", "recorded_at"], name="ending_by_agreement"),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Happened.Meta.constraints,
            models.CheckConstraint(
                name="ending_notice_is_of_a_party",
                condition=~Q(way__in=NOTICES) | Q(party__isnull=False, organisation__isnull=False),
                violation_error_message="Un préavis est donné par une partie.",
            ),
            models.CheckConstraint(
                name="ending_stated_says_its_last_day",
                condition=~Q(way__in=STATED) | Q(ends_on__isnull=False, decided_on__isnull=False),
                violation_error_message="Écrivez la date de la décision et le dernier jour de l’accord.",
            ),
            models.CheckConstraint(
                name="ending_not_replaced_by_itself",
                condition=Q(replaced_by__isnull=True) | ~Q(replaced_by=F("agreement")),
                violation_error_message="Un accord ne se remplace pas lui-même.",
            ),
        ]

    def __str__(self) -> str:
        return str(self.get_way_display())

    @property
    def is_notice(self) -> bool:
        """Whether a party gives it, by letter."""
        return self.way in NOTICES

    @property
    def is_private(self) -> bool:
        """Whether only the people of the organisation that prepares it know of it."""
        return self.shared_at is None


class DeliveryQuerySet(models.QuerySet["Delivery"]):
    """Deliveries by who may read them."""

    def visible_to(self, user: AnyUser, *, at: dt.date | dt.datetime | None = None) -> Self:
        """Those of the notices that one may read."""
        return self.filter(ending__in=Ending.objects.visible_to(user, at=at).values("pk"))

    def current(self) -> Self:
        """The last word on each."""
        return self.filter(superseded_at__isnull=True)


class Delivery(Record):
    """How a notice was brought to one partner: sent, received, by what means, with what proof.

    What is known later is another row, and the former one is superseded. ``is_unclaimed``: the letter came back, and no
    receipt is known; a person then decides of ``received_on``, and ``note`` says why (law.md rule 10).
    """

    ending = models.ForeignKey(Ending, models.CASCADE, verbose_name="préavis", related_name="deliveries")
    party = models.ForeignKey(Party, models.PROTECT, verbose_name="destinataire", related_name="+")
    means = models.CharField("moyen", max_length=30, choices=Means.choices)
    sent_on = models.DateField("envoyé le")
    received_on = models.DateField("reçu le", null=True, blank=True)
    reference = models.CharField("numéro de suivi", max_length=60, blank=True)
    proof = models.ForeignKey(Document, models.PROTECT, verbose_name="preuve", related_name="+", null=True, blank=True)
    is_unclaimed = models.BooleanField("pli non réclamé", default=False)
    note = models.CharField("précision", max_length=300, blank=True)
    declared_by = models.CharField("déclaré par", max_length=200, blank=True)
    recorded_at = models.DateTimeField("enregistré le")
    recorded_by = models.ForeignKey(
        User, models.PROTECT, verbose_name="enregistré par", related_name="+", null=True, blank=True
    )
    superseded_at = models.DateTimeField("remplacé le", null=True, blank=True)

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        verbose_name = "remise d’un préavis"
        verbose_name_plural = "remises d’un préavis"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["ending", "party"],
                condition=Q(superseded_at__isnull=True),
                name="delivery_one_current",
                violation_error_message="L’envoi à ce partenaire est déjà enregistré : rechargez la page.",
            ),
            models.CheckConstraint(
                name="delivery_received_after_it_is_sent",
                condition=Q(received_on__isnull=True) | Q(received_on__gte=F("sent_on")),
                violation_error_message="La réception ne peut pas précéder l’envoi.",
            ),
            models.CheckConstraint(
                name="delivery_unclaimed_says_why_it_counts",
                condition=Q(is_unclaimed=False) | Q(received_on__isnull=True) | ~Q(note=""),
                violation_error_message="Le pli n’a pas été réclamé : écrivez pourquoi cette date est retenue.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.party} {self.sent_on:%d/%m/%Y}"
