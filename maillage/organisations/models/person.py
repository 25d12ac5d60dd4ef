"""People, and the functions they hold."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, ClassVar, Self
from uuid import UUID

from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from maillage.base.addresses import address_on
from maillage.base.records import Dated, DatedQuerySet, Record
from maillage.base.search import FoldedField, Searchable, SearchableQuerySet, Word, found_by
from maillage.organisations.choices import PUBLIC_FUNCTIONS, MandateFunction
from maillage.organisations.models.organisation import Organisation
from maillage.organisations.models.unit import Unit
from maillage.organisations.models.visibility import is_account, seen
from maillage.organisations.permissions import Permission

if TYPE_CHECKING:
    from maillage.organisations.permissions import AnyUser


class PersonQuerySet(SearchableQuerySet["Person"]):
    """People as lists ask for them."""

    def visible_to(self, user: AnyUser, *, at: dt.date | dt.datetime | None = None) -> Self:
        """Oneself, the people of one's organisations, and whoever holds a public function."""
        if not is_account(user):
            return self.none()
        return self.holding(Mandate.objects.visible_to(user, at=at), or_is=user.person_id)

    def holding(self, mandates: MandateQuerySet, *, or_is: UUID | None = None) -> Self:
        """Those who hold one of ``mandates``, and the person ``or_is``; what was merged into another is not shown.

        ``mandates`` are those that somebody sees, so that nobody is listed for what is hidden from that reader.
        """
        held = Q(Exists(mandates.filter(person=OuterRef("pk"))))
        return self.filter(held | Q(pk=or_is) if or_is else held, merged_into__isnull=True)

    def matching(self, query: str, *, in_order: bool = False) -> Self:
        """Those whose names begin with the words typed."""
        return self.filter(found_by(query, PersonWord, in_order=in_order))

    def by_name(self) -> Self:
        """In the order of the alphabet."""
        return self.order_by("folded", "pk")


class Person(Searchable, Record):
    """Somebody who acts for organisations; what is known of them is professional."""

    first_name = models.CharField("prénom", max_length=80, blank=True)
    last_name = models.CharField("nom", max_length=80)
    email = models.EmailField("adresse électronique professionnelle", blank=True)
    phone = models.CharField("téléphone professionnel", max_length=30, blank=True)
    merged_into = models.ForeignKey(
        "self",
        models.PROTECT,
        verbose_name="doublon de",
        related_name="duplicates",
        null=True,
        blank=True,
        db_index=False,  # almost every row has none: an index of them would be chosen, and every row read
    )
    folded = FoldedField("last_name", "first_name")

    objects = PersonQuerySet.as_manager()

    class Meta:
        verbose_name = "personne"
        verbose_name_plural = "personnes"
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["email"], name="person_by_email"),
            models.Index(fields=["folded", "id"], name="person_by_folded"),
            models.Index(fields=["merged_into"], condition=Q(merged_into__isnull=False), name="person_duplicates"),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                name="person_merged_into_another",
                condition=~Q(merged_into=F("pk")),
                violation_error_message="Une personne n’est pas le doublon d’elle-même.",
            ),
        ]

    def __str__(self) -> str:
        return self.full_name

    def get_absolute_url(self) -> str:
        """The page of the person."""
        return address_on("people:detail", self.pk)

    @property
    def full_name(self) -> str:
        """First name, then name."""
        return f"{self.first_name} {self.last_name}".strip()


class PersonWord(Word):
    """A word by which a person is found."""

    row = models.ForeignKey(Person, models.CASCADE, verbose_name="personne", related_name="words", db_index=False)

    class Meta(Word.Meta):
        verbose_name = "mot d’une personne"
        verbose_name_plural = "mots des personnes"


class MandateQuerySet(DatedQuerySet["Mandate"]):
    """Mandates by who may know of them."""

    def visible_to(self, user: AnyUser, *, at: dt.date | dt.datetime | None = None) -> Self:
        """One's own, those of one's organisations, and public functions."""
        own = Q(function__in=sorted(PUBLIC_FUNCTIONS))
        if not user.is_anonymous and user.person_id:
            own |= Q(person_id=user.person_id)
        return seen(self, user, Permission.PERSON_VIEW, at, mine=own)


class Mandate(Dated):
    """A function that a person holds for an organisation, from a day to a day. ``capacity`` is how they sign."""

    person = models.ForeignKey(Person, models.PROTECT, verbose_name="personne", related_name="mandates")
    organisation = models.ForeignKey(Organisation, models.PROTECT, verbose_name="organisation", related_name="mandates")
    unit = models.ForeignKey(Unit, models.PROTECT, verbose_name="unité", related_name="mandates", null=True, blank=True)
    function = models.CharField("fonction", max_length=20, choices=MandateFunction.choices)
    capacity = models.CharField(
        "qualité",
        max_length=200,
        blank=True,
        help_text="Comme dans un acte : « présidente du CCAS », « vice-président chargé de l’enfance ».",
    )
    agreement_id = models.UUIDField("convention", null=True, blank=True, db_index=True)
    substitute = models.ForeignKey(
        Person,
        models.PROTECT,
        verbose_name="suppléant ou suppléante",
        related_name="substitutions",
        null=True,
        blank=True,
    )

    objects = MandateQuerySet.as_manager()  # type: ignore[misc]

    class Meta(Dated.Meta):
        verbose_name = "fonction"
        verbose_name_plural = "fonctions"
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["organisation", "function"], name="mandate_by_function"),
            models.Index(fields=["function", "person"], name="mandate_public_people"),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Dated.Meta.constraints,
            models.CheckConstraint(
                name="mandate_substitute_is_another",
                condition=Q(substitute__isnull=True) | ~Q(substitute=F("person")),
                violation_error_message="Une personne n’est pas sa propre suppléante.",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        """What to write after the name of the person."""
        return self.capacity or str(self.get_function_display())

    @property
    def is_public(self) -> bool:
        """Whether the function is exercised in public."""
        return self.function in PUBLIC_FUNCTIONS
