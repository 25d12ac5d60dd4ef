"""Members of federations, and what organisations are authorised to do."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, ClassVar, Self

from django.db import models
from django.db.models import F, Q

from maillage.base.records import Dated, DatedQuerySet
from maillage.organisations.models.organisation import Organisation
from maillage.organisations.models.visibility import open_to_accounts

if TYPE_CHECKING:
    from maillage.organisations.permissions import AnyUser


class MembershipQuerySet(DatedQuerySet["Membership"]):
    """Memberships as lists ask for them."""

    def visible_to(self, user: AnyUser, *, at: dt.date | dt.datetime | None = None) -> Self:  # noqa: ARG002
        """Open to every account: a federation says who its members are."""
        return open_to_accounts(self, user)


class Membership(Dated):
    """A member of a federation, from a day to a day."""

    federation = models.ForeignKey(Organisation, models.PROTECT, verbose_name="fédération", related_name="memberships")
    member = models.ForeignKey(Organisation, models.PROTECT, verbose_name="membre", related_name="federations")
    is_founder = models.BooleanField("membre fondateur", default=False)

    objects = MembershipQuerySet.as_manager()  # type: ignore[misc]

    class Meta(Dated.Meta):
        verbose_name = "adhésion à une fédération"
        verbose_name_plural = "adhésions à une fédération"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(
                fields=["federation", "member"],
                condition=Q(to_on__isnull=True),
                name="membership_one_without_end",
                violation_error_message="Cette organisation est déjà membre.",
            ),
            models.CheckConstraint(
                name="membership_of_another",
                condition=~Q(federation=F("member")),
                violation_error_message="Une fédération n’est pas membre d’elle-même.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member} – {self.federation}"


class AccreditationQuerySet(DatedQuerySet["Accreditation"]):
    """Accreditations, and those that are about to end."""

    def visible_to(self, user: AnyUser, *, at: dt.date | dt.datetime | None = None) -> Self:  # noqa: ARG002
        """Open to every account: an accreditation is a public act."""
        return open_to_accounts(self.filter(organisation__merged_into__isnull=True), user)

    def ending_before(self, day: dt.date, *, since: dt.date | None = None) -> Self:
        """Those whose last day comes before ``day`` (and not before ``since``), the first to end first."""
        rows = self.filter(to_on__lt=day)
        return (rows if since is None else rows.filter(to_on__gte=since)).order_by("to_on", "pk")


class Accreditation(Dated):
    """An habilitation given by an authority to an organisation, with its last day where it has one."""

    organisation = models.ForeignKey(
        Organisation, models.PROTECT, verbose_name="organisation", related_name="accreditations"
    )
    name = models.CharField("habilitation", max_length=200)
    authority = models.CharField("autorité", max_length=200)
    reference = models.CharField("numéro de l’acte", max_length=100, blank=True)

    objects = AccreditationQuerySet.as_manager()  # type: ignore[misc]

    class Meta(Dated.Meta):
        verbose_name = "habilitation"
        verbose_name_plural = "habilitations"
        constraints: ClassVar[list[models.BaseConstraint]] = [*Dated.Meta.constraints]

    def __str__(self) -> str:
        return self.name
