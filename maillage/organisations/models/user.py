"""Accounts: who signs in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Lower
from django.utils import timezone

from maillage.base.identifiers import uuid7
from maillage.organisations.models.grant import Grant
from maillage.organisations.models.visibility import is_account, today
from maillage.organisations.permissions import Permission, rights_of
from maillage.organisations.validators import domain_of, fold_email

if TYPE_CHECKING:
    from maillage.organisations.permissions import AnyUser, Rights


class UserQuerySet(models.QuerySet["User"]):
    """Accounts by who may know of them."""

    def visible_to(self, user: AnyUser, *, at: dt.date | dt.datetime | None = None) -> Self:
        """One's own, and those that have or had a right in an organisation whose accounts one keeps."""
        if not is_account(user):
            return self.none()
        rights = rights_of(user, at=today(at))
        if rights.holds_everywhere(Permission.ACCOUNT_VIEW):
            return self.all()
        there = rights.organisation_ids(Permission.ACCOUNT_VIEW)
        theirs = Grant.objects.filter(user=OuterRef("pk"), organisation__in=there)
        return self.filter(Q(pk=user.pk) | Q(Exists(theirs)))


class UserManager(BaseUserManager["User"]):
    """Accounts are found by their e-mail address, however it is typed."""

    def get_queryset(self) -> UserQuerySet:
        """Accounts, with the filters of their queryset."""
        return UserQuerySet(self.model, using=self._db)

    def visible_to(self, user: AnyUser, *, at: dt.date | dt.datetime | None = None) -> UserQuerySet:
        """The accounts that ``user`` may see."""
        return self.get_queryset().visible_to(user, at=at)

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> User:
        """A new account; without password, one that signs in by other means."""
        user = self.model(email=fold_email(email), **fields)
        user.set_password(password)
        user.full_clean()
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username: str | None) -> User:
        """The account of an e-mail address."""
        return self.get(email=fold_email(username or ""))


class User(AbstractBaseUser):
    """An account of a person. What it may do comes from its grants alone."""

    id = models.UUIDField("identifiant", primary_key=True, default=uuid7, editable=False)
    email = models.EmailField(
        "adresse électronique", unique=True, error_messages={"unique": "Un compte utilise déjà cette adresse."}
    )
    email_verified_at = models.DateTimeField("adresse vérifiée le", null=True, blank=True)
    person = models.OneToOneField(
        "organisations.Person", models.PROTECT, verbose_name="personne", related_name="user", null=True, blank=True
    )
    current_organisation = models.ForeignKey(
        "organisations.Organisation",
        models.SET_NULL,
        verbose_name="organisation courante",
        related_name="+",
        null=True,
        blank=True,
    )
    is_active = models.BooleanField("ouvert", default=True)
    created_at = models.DateTimeField("créé le", default=timezone.now)
    closed_at = models.DateTimeField("fermé le", null=True, blank=True)

    objects: ClassVar[UserManager] = UserManager()

    # What the admission of a request read of the day's rights; the user of a request lives as long as it does.
    known_rights: tuple[dt.date, Rights] | None = None

    EMAIL_FIELD = "email"
    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        verbose_name = "compte"
        verbose_name_plural = "comptes"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                name="user_email_is_folded",
                condition=Q(email=Lower("email")),
                violation_error_message="L’adresse d’un compte s’écrit en minuscules.",
            ),
            models.CheckConstraint(
                name="user_closed_says_when",
                condition=Q(is_active=True, closed_at__isnull=True) | Q(is_active=False, closed_at__isnull=False),
                violation_error_message="Un compte fermé porte la date de sa fermeture, et lui seul.",
            ),
        ]

    def __str__(self) -> str:
        return self.get_full_name()

    def clean_fields(self, exclude: Collection[str] | None = None) -> None:
        """Fold the address before it is checked."""
        self.email = fold_email(self.email)
        super().clean_fields(exclude=exclude)

    def get_full_name(self) -> str:
        """The name of the person; without one, the address."""
        return self.person.full_name if self.person is not None else self.email

    def get_short_name(self) -> str:
        """The first name; without one, the address."""
        return (self.person.first_name or self.person.last_name) if self.person is not None else self.email

    @property
    def domain(self) -> str:
        """What stands after the @ of the address."""
        return domain_of(self.email)
