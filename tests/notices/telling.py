"""What the tests of this room share: an alert of a kind of their own, and people to be told."""

from __future__ import annotations

import datetime as dt
from typing import Any
from uuid import UUID

from maillage.base.identifiers import uuid7
from maillage.notices import actions as notices
from maillage.notices.kinds import Kind, register
from maillage.notices.models import Notice, Telling
from maillage.organisations.choices import MandateFunction
from maillage.organisations.models import Organisation, Unit, User
from maillage.organisations.permissions import Role
from tests.cast import NOW
from tests.factories.organisations import BEGINNING, GrantFactory, MandateFactory, PersonFactory, UserFactory

register(Kind("try", "essai"))

AGREEMENT = UUID("01900000-0000-7000-8000-000000000001")
TITLE = "Bilan annuel à rendre – Protocole de Montclair"


def told(organisation: Organisation, *, at: dt.datetime = NOW, subject: UUID | None = None, **more: Any) -> Notice:
    """An alert of the organisation about an agreement."""
    return notices.tell(
        kind=more.pop("kind", "try"),
        subject_id=subject or uuid7(),
        organisation_id=organisation.pk,
        title=more.pop("title", TITLE),
        path="/conventions/",
        agreement_id=AGREEMENT,
        at=at,
        **more,
    )


def somebody(
    organisation: Organisation,
    role: Role = Role.PARTNERSHIP_OFFICER,
    function: MandateFunction | None = None,
    *,
    unit: Unit | None = None,
    agreement_id: UUID | None = None,
) -> User:
    """An account of the organisation, with a function there."""
    user: User = UserFactory(person=PersonFactory())
    GrantFactory(user=user, organisation=organisation, role=role)
    if function is not None:
        MandateFactory(
            person=user.person,
            organisation=organisation,
            function=function,
            unit=unit,
            agreement_id=agreement_id,
            from_on=BEGINNING,
        )
    return user


def told_of(notice: Notice) -> dict[UUID, int]:
    """Who was told, and at which level."""
    return dict(Telling.objects.filter(notice=notice).values_list("user_id", "level"))
