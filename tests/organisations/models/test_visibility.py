"""What a user may not see does not exist for them: visible_to, can and the policies say the same."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser

from maillage.organisations.choices import MandateFunction
from maillage.organisations.models import (
    AccountReview,
    Accreditation,
    Claim,
    EmailDomain,
    Grant,
    Handover,
    Invitation,
    Mandate,
    Membership,
    Merge,
    Organisation,
    Person,
    Succession,
    Unit,
    User,
)
from maillage.organisations.permissions import Permission, Role, can
from tests.cast import NOW, TODAY, Cast
from tests.factories.organisations import (
    AccreditationFactory,
    ClaimFactory,
    EmailDomainFactory,
    GrantFactory,
    InvitationFactory,
    MandateFactory,
    MembershipFactory,
    OrganisationFactory,
    UnitFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


def an_agent(organisation: Organisation) -> Person:
    return MandateFactory(organisation=organisation).person


# Model, the permission that opens its rows, and a row that belongs to an organisation.
PROTECTED: list[tuple[Any, Permission, Callable[[Organisation], Any]]] = [
    (Organisation, Permission.ORGANISATION_VIEW, lambda organisation: organisation),
    (Unit, Permission.ORGANISATION_VIEW, lambda organisation: UnitFactory(organisation=organisation)),
    (Membership, Permission.ORGANISATION_VIEW, lambda organisation: MembershipFactory(member=organisation)),
    (Accreditation, Permission.ORGANISATION_VIEW, lambda organisation: AccreditationFactory(organisation=organisation)),
    (
        Succession,
        Permission.ORGANISATION_VIEW,
        lambda organisation: Succession.objects.create(
            predecessor=organisation, successor=OrganisationFactory(), kind="merge", effective_on=TODAY
        ),
    ),
    (Person, Permission.PERSON_VIEW, an_agent),
    (Mandate, Permission.PERSON_VIEW, lambda organisation: MandateFactory(organisation=organisation)),
    (User, Permission.ACCOUNT_VIEW, lambda organisation: GrantFactory(organisation=organisation).user),
    (Grant, Permission.ACCOUNT_VIEW, lambda organisation: GrantFactory(organisation=organisation)),
    (EmailDomain, Permission.ACCOUNT_VIEW, lambda organisation: EmailDomainFactory(organisation=organisation)),
    (
        AccountReview,
        Permission.ACCOUNT_VIEW,
        lambda organisation: AccountReview.objects.create(organisation=organisation, reviewed_at=NOW),
    ),
    (Claim, Permission.CLAIM_DECIDE, lambda organisation: ClaimFactory(organisation=organisation)),
    (Invitation, Permission.INVITATION_SEND, lambda organisation: InvitationFactory(organisation=organisation)),
    (
        Handover,
        Permission.HANDOVER_DO,
        lambda organisation: Handover.objects.create(
            organisation=organisation, person=an_agent(organisation), last_day_on=TODAY, handed_over_at=NOW
        ),
    ),
]


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize(("model", "permission", "make"), PROTECTED, ids=lambda one: getattr(one, "__name__", ""))
def test_visible_to_and_can_agree(
    model: Any, permission: Permission, make: Callable[[Organisation], Any], role: Role
) -> None:
    user = GrantFactory(role=role).user
    own, foreign = user.grants.get().organisation, OrganisationFactory()

    for organisation in (own, foreign):
        row = make(organisation)
        may = can(user, permission, organisation=organisation, at=NOW)
        assert model.objects.filter(pk=row.pk).visible_to(user, at=NOW).exists() is may


@pytest.mark.parametrize("role", Role)
def test_merges_are_seen_by_whoever_may_merge(role: Role) -> None:
    user = GrantFactory(role=role).user
    Merge.objects.create(
        subject_type="organisations.organisation",
        kept_id=OrganisationFactory().pk,
        dropped_id=OrganisationFactory().pk,
        merged_at=NOW,
    )

    assert Merge.objects.visible_to(user, at=NOW).exists() is can(user, Permission.MERGE_DO, at=NOW)


@pytest.mark.parametrize(("model", "permission", "make"), PROTECTED, ids=lambda one: getattr(one, "__name__", ""))
def test_nothing_is_visible_without_an_open_account(model: Any, permission: Permission, make: Any) -> None:
    grant = GrantFactory(user=UserFactory(is_closed=True), role=Role.ORGANISATION_ADMINISTRATOR)
    make(grant.organisation)

    assert not model.objects.visible_to(grant.user, at=NOW)
    assert not model.objects.visible_to(AnonymousUser(), at=NOW)


@pytest.mark.parametrize(
    "narrow",
    [
        lambda grant: {"unit": UnitFactory(organisation=grant.organisation)},
        lambda grant: {"agreement_id": grant.pk},
        lambda _grant: {"withdrawn_on": TODAY},
        lambda _grant: {"from_on": TODAY.replace(year=2027)},
        lambda _grant: {"to_on": TODAY.replace(year=2025)},
    ],
    ids=["unit", "agreement", "withdrawn", "later", "ended"],
)
@pytest.mark.parametrize(("model", "permission", "make"), PROTECTED, ids=lambda one: getattr(one, "__name__", ""))
def test_visible_to_and_can_agree_on_narrow_and_dated_rights(
    model: Any, permission: Permission, make: Any, narrow: Any
) -> None:
    grant = GrantFactory(role=Role.ORGANISATION_ADMINISTRATOR)
    for name, value in narrow(grant).items():
        setattr(grant, name, value)
    grant.save()
    row = make(grant.organisation)

    may = can(grant.user, permission, organisation=grant.organisation, at=NOW)
    assert model.objects.filter(pk=row.pk).visible_to(grant.user, at=NOW).exists() is may


def test_a_public_function_is_seen_by_all_and_an_agent_by_their_own(cast: Cast) -> None:
    president = MandateFactory(organisation=cast.ccas, is_president=True).person

    assert president in Person.objects.visible_to(cast.chloe, at=NOW)
    assert cast.bob.person not in Person.objects.visible_to(cast.chloe, at=NOW)
    assert cast.bob.person not in Person.objects.visible_to(cast.alice, at=NOW)


def test_a_pilot_is_not_public(cast: Cast) -> None:
    pilot = MandateFactory(organisation=cast.ccas, is_pilot=True)

    assert pilot not in Mandate.objects.visible_to(cast.chloe, at=NOW)


def test_one_sees_oneself_without_any_right() -> None:
    user = UserFactory()
    mandate = MandateFactory(person=user.person)

    assert list(Person.objects.visible_to(user, at=NOW)) == [user.person]
    assert list(Mandate.objects.visible_to(user, at=NOW)) == [mandate]
    assert list(User.objects.visible_to(user, at=NOW)) == [user]


def test_former_people_of_an_organisation_stay_known_to_it(cast: Cast) -> None:
    former = MandateFactory(organisation=cast.departement, to_on=TODAY.replace(year=2025)).person

    assert former in Person.objects.visible_to(cast.alice, at=NOW)


def test_what_was_merged_away_is_no_longer_shown(cast: Cast) -> None:
    double = OrganisationFactory(merged_into=cast.ccas, is_active=False)

    assert double not in Organisation.objects.visible_to(cast.bob, at=NOW)


def test_without_a_date_today_is_meant(cast: Cast) -> None:
    assert cast.alice.person in Person.objects.visible_to(cast.eric)


def test_whoever_receives_a_handover_sees_it(cast: Cast) -> None:
    handover = Handover.objects.create(
        organisation=cast.departement, person=cast.eric.person, last_day_on=TODAY, handed_over_at=NOW
    )
    assert not Handover.objects.visible_to(cast.alice, at=NOW)

    handover.items.create(source="function", subject_type="x", subject_id="1", recipient=cast.alice.person)

    assert list(Handover.objects.visible_to(cast.alice, at=NOW)) == [handover]


def test_an_elected_member_of_the_cast_holds_a_public_function(cast: Cast) -> None:
    assert cast.eric.person.mandates.get().function == MandateFunction.ELECTED_MEMBER
    assert cast.eric.person in Person.objects.visible_to(cast.chloe, at=NOW)
