"""Invitations: one link, one use, no address kept."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from maillage.base.refusals import Refusal
from maillage.journal.models import Event
from maillage.organisations.actions import grants, invitations
from maillage.organisations.choices import MandateFunction
from maillage.organisations.models import Invitation
from maillage.organisations.permissions import Permission, Role, can
from maillage.organisations.queries.invitations import open_invitation
from tests.cast import NOW, TODAY, Cast
from tests.factories.organisations import InvitationFactory, PersonFactory, UserFactory

pytestmark = pytest.mark.django_db


def invite(cast: Cast, **values: Any) -> invitations.Invited:
    given = {"organisation": cast.ccas, "email": "Jeanne@CCAS.example", "role": Role.AGENT, "by": cast.bob, "at": NOW}
    return invitations.invite(**{**given, **values})


def test_the_table_keeps_a_fingerprint_and_not_the_link(cast: Cast) -> None:
    invited = invite(cast)

    row = Invitation.objects.values().get()
    assert invited.token not in str(row)
    assert (row["email"], row["expires_at"]) == ("jeanne@ccas.example", NOW + dt.timedelta(days=14))
    assert open_invitation(invited.token, at=NOW) == invited.invitation


def test_the_link_is_sent_once_all_is_written(cast: Cast, django_capture_on_commit_callbacks: Any) -> None:
    sent: list[tuple[Invitation, str]] = []

    with django_capture_on_commit_callbacks(execute=True):
        invited = invite(cast, deliver=lambda invitation, token: sent.append((invitation, token)))
        assert sent == []

    assert sent == [(invited.invitation, invited.token)]


def test_a_newcomer_takes_the_role_with_a_name(cast: Cast) -> None:
    invited = invite(cast, role=Role.PARTNERSHIP_OFFICER)
    user = UserFactory(person=None, email="jeanne@ccas.example", email_verified_at=None)

    grant = invitations.accept(token=invited.token, user=user, first_name="Jeanne", last_name="Roux", at=NOW)

    assert (grant.role, grant.organisation, grant.granted_by) == (Role.PARTNERSHIP_OFFICER, cast.ccas, cast.bob)
    assert user.person is not None
    assert user.person.full_name == "Jeanne Roux"
    assert user.person.mandates.get().organisation == cast.ccas
    assert user.email_verified_at == NOW
    assert can(user, Permission.PERSON_EDIT, organisation=cast.ccas, at=NOW)


def test_the_address_is_forgotten_once_the_invitation_served(cast: Cast) -> None:
    invited = invite(cast)

    invitations.accept(token=invited.token, user=cast.chloe, at=NOW)

    row = Invitation.objects.get()
    assert (row.email, row.accepted_by, row.accepted_at) == ("", cast.chloe, NOW)


def test_the_link_serves_once(cast: Cast) -> None:
    invited = invite(cast)
    invitations.accept(token=invited.token, user=cast.chloe, at=NOW)

    with pytest.raises(invitations.NoLongerValid):
        invitations.accept(token=invited.token, user=cast.alice, at=NOW)


@pytest.mark.parametrize("case", ["unknown", "expired", "revoked", "empty"])
def test_a_link_that_is_not_valid_always_says_the_same(cast: Cast, case: str) -> None:
    invited = invite(cast)
    token, at = invited.token, NOW
    if case == "unknown":
        token = "x" * 43
    if case == "empty":
        token = ""
    if case == "expired":
        at = NOW + dt.timedelta(days=14)
    if case == "revoked":
        invitations.revoke(invitation=invited.invitation, by=cast.bob, at=NOW)

    with pytest.raises(invitations.NoLongerValid, match="demandez-en une nouvelle"):
        invitations.accept(token=token, user=cast.chloe, at=at)
    assert open_invitation(token, at=at) is None


def test_somebody_known_elsewhere_gains_a_function_here(cast: Cast) -> None:
    invited = invite(cast, role=Role.ELECTED_MEMBER)

    invitations.accept(token=invited.token, user=cast.chloe, at=NOW)

    held = cast.chloe.person.mandates.get(organisation=cast.ccas)
    assert (held.function, held.from_on) == (MandateFunction.ELECTED_MEMBER, TODAY)


def test_another_address_is_not_verified_by_the_link(cast: Cast) -> None:
    user = UserFactory(email="autre@ccas.example", email_verified_at=None)

    invitations.accept(token=invite(cast).token, user=user, at=NOW)

    assert user.email_verified_at is None


def test_an_invited_person_gets_the_account(cast: Cast) -> None:
    person = PersonFactory(first_name="Jeanne")
    user = UserFactory(person=None)

    invitations.accept(token=invite(cast, person=person).token, user=user, at=NOW)

    assert user.person == person
    with pytest.raises(Refusal, match="déjà un compte"):
        invitations.accept(token=invite(cast, person=person).token, user=UserFactory(person=None), at=NOW)


def test_an_account_without_name_must_say_it(cast: Cast) -> None:
    invited = invite(cast)
    user = UserFactory(person=None)

    with pytest.raises(Refusal, match="Dites votre nom") as refusal:
        invitations.accept(token=invited.token, user=user, at=NOW)

    assert refusal.value.field == "last_name"
    assert open_invitation(invited.token, at=NOW)


def test_the_last_link_counts(cast: Cast) -> None:
    former, last = invite(cast), invite(cast)

    assert open_invitation(former.token, at=NOW) is None
    assert open_invitation(last.token, at=NOW) is not None


def test_only_an_operator_invites_an_operator(cast: Cast) -> None:
    with pytest.raises(grants.NotYoursToGive):
        invite(cast, role=Role.OPERATOR)

    assert invite(cast, role=Role.OPERATOR, organisation=cast.host, by=cast.odile).token


def test_a_unit_of_another_organisation_is_refused(cast: Cast) -> None:
    with pytest.raises(Refusal, match="autre organisation"):
        invite(cast, unit=cast.maison)


def test_a_wrong_address_is_refused(cast: Cast) -> None:
    with pytest.raises(Refusal) as refusal:
        invite(cast, email="jeanne")

    assert refusal.value.field == "email"


def test_an_invitation_that_served_is_not_revoked(cast: Cast) -> None:
    invited = invite(cast)
    invitations.accept(token=invited.token, user=cast.chloe, at=NOW)

    with pytest.raises(Refusal, match="déjà servi"):
        invitations.revoke(invitation=invited.invitation, by=cast.bob, at=NOW)


def test_addresses_of_expired_invitations_are_erased(cast: Cast) -> None:
    InvitationFactory(invited_at=NOW - dt.timedelta(days=15))
    waiting = invite(cast).invitation

    assert invitations.forget_expired(at=NOW) == 1

    assert list(Invitation.objects.exclude(email="")) == [waiting]


def test_accepting_twice_the_same_role_gives_it_once(cast: Cast) -> None:
    for _ in range(2):
        invitations.accept(token=invite(cast).token, user=cast.chloe, at=NOW)

    assert cast.chloe.grants.filter(organisation=cast.ccas).count() == 1
    assert Event.objects.filter(verb="invitation-accepted").count() == 2
