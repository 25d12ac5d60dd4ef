"""Who is there: the rights of a signed-in person, the organisations they act for, their second factor."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db.models import Exists, Max, OuterRef, QuerySet

from maillage.journal.choices import SignInOutcome
from maillage.journal.models import SignIn
from maillage.organisations.models import Grant, Organisation, User
from maillage.organisations.permissions import READ_ONLY_ROLES, Held, Rights, Role, day_of

FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
"""What counts as a second factor: recovery codes only stand in for one of these."""


@dataclass(frozen=True, slots=True)
class Presence:
    """What a signed-in person is on a day: rights, organisations by name, and the one they act for.

    ``grants`` are the rows that give the rights, with their organisation and unit.
    """

    rights: Rights
    organisations: tuple[Organisation, ...] = ()
    organisation: Organisation | None = None
    grants: tuple[Grant, ...] = ()

    @property
    def is_admitted(self) -> bool:
        """Whether any right opens the application today."""
        return bool(self.rights.grants)

    @property
    def others(self) -> tuple[Organisation, ...]:
        """The organisations that they could act for instead."""
        return tuple(one for one in self.organisations if one != self.organisation)


def presence_of(user: User, *, chosen: str = "", at: dt.datetime) -> Presence:
    """The presence of ``user`` at ``at``, in one query; ``chosen`` is the organisation that the session remembers."""
    if not user.is_active:
        return Presence(Rights(is_open=False))
    grants = tuple(user.grants.at(day_of(at)).select_related("organisation", "unit"))
    held = tuple(
        Held(Role(one.role), one.organisation_id, one.unit.path if one.unit else None, one.agreement_id)
        for one in grants
    )
    bodies = {one.organisation_id: one.organisation for one in grants}
    organisations = tuple(sorted(bodies.values(), key=lambda body: (body.folded, body.pk)))
    return Presence(Rights(is_open=True, grants=held), organisations, _current(organisations, chosen, user), grants)


def _current(organisations: tuple[Organisation, ...], chosen: str, user: User) -> Organisation | None:
    by_id = {str(body.pk): body for body in organisations}
    wanted = by_id.get(chosen) or by_id.get(str(user.current_organisation_id))
    return wanted or (organisations[0] if organisations else None)


def can_enter(user: User, *, at: dt.datetime) -> bool:
    """Whether the account is open, and holds any right at ``at``."""
    return user.is_active and bool(user.grants.at(day_of(at)).exists())


def is_read_only(user: User, *, at: dt.datetime) -> bool:
    """Whether the rights of ``user`` all read and no more: only then an e-mailed code may open the account."""
    if not user.is_active:
        return False
    roles = set(user.grants.at(day_of(at)).values_list("role", flat=True))
    return bool(roles) and roles <= READ_ONLY_ROLES


def with_second_factor(users: QuerySet[User]) -> QuerySet[User]:
    """``users``, each with ``has_second_factor``."""
    factors = Authenticator.objects.filter(user=OuterRef("pk"), type__in=FACTORS)
    return users.annotate(has_second_factor=Exists(factors))


def has_second_factor(user: User) -> bool:
    """Whether an application or a key is set up; read with the user when a session was opened."""
    known = getattr(user, "has_second_factor", None)
    return bool(Authenticator.objects.filter(user_id=user.pk, type__in=FACTORS).exists() if known is None else known)


def last_organisations(user: User) -> list[Organisation]:
    """The organisations that ``user`` acted for, or will: whom to ask when nothing opens any more."""
    ids = Grant.objects.filter(user=user).values("organisation")
    return list(Organisation.objects.filter(pk__in=ids).by_name())


def sessions_of(user: User, *, at: dt.datetime) -> QuerySet[UserSession]:
    """The sessions of ``user`` that are still open, the last seen first."""
    alive = Session.objects.filter(session_key=OuterRef("session_key"), expire_date__gt=at)
    rows: QuerySet[UserSession] = UserSession.objects.filter(Exists(alive), user_id=user.pk)
    return rows.order_by("-last_seen_at", "-pk")


def sign_ins_of(user: User, *, limit: int = 10) -> QuerySet[SignIn]:
    """The last sign-ins of ``user``, tried or done."""
    return SignIn.objects.filter(user_id=user.pk).order_by("-id")[:limit]


def last_sign_ins(user_ids: Iterable[UUID]) -> dict[UUID, dt.datetime]:
    """When each of the accounts last signed in, in one query."""
    rows = SignIn.objects.filter(user_id__in=list(user_ids), outcome=SignInOutcome.SUCCEEDED)
    return {UUID(str(row["user_id"])): row["last_at"] for row in rows.values("user_id").annotate(last_at=Max("at"))}
