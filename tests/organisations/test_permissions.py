"""What each role may do, where and when."""

from __future__ import annotations

import datetime as dt

import pytest
from django.contrib.auth.models import AnonymousUser

from maillage.organisations import permissions
from maillage.organisations.permissions import (
    ROLES,
    SECOND_FACTOR_ROLES,
    WITHOUT_ORGANISATION,
    Permission,
    Role,
    WrongContext,
    can,
    rights_of,
)
from tests.cast import NOW, TODAY, Cast
from tests.factories.organisations import GrantFactory, OrganisationFactory, UnitFactory, UserFactory

pytestmark = pytest.mark.django_db

P = Permission
READS = {P.AGREEMENT_VIEW, P.PERSON_VIEW, P.JOURNAL_VIEW, P.INNER_SPACE_VIEW}
WRITES = {P.PERSON_EDIT, P.UNIT_EDIT, P.ACCREDITATION_EDIT, P.MEMBERSHIP_EDIT, P.PERIMETER_EDIT}
PARTNERS = {P.AGREEMENT_CONFIRM, P.AGREEMENT_EDIT, P.AGREEMENT_JUDGE, P.CAMPAIGN_EDIT}
ACCOUNTS = {P.ACCOUNT_REVIEW, P.ACCOUNT_VIEW, P.CLAIM_DECIDE, P.GRANT_EDIT, P.INVITATION_SEND, P.SIGN_IN_VIEW}


def test_each_role_may_exactly_this() -> None:
    assert {
        Role.AGENT: READS,
        Role.PARTNERSHIP_OFFICER: READS | WRITES | PARTNERS | {P.ORGANISATION_CREATE, P.ORGANISATION_EDIT, P.IMPORT_DO},
        Role.MANAGER: READS | WRITES | PARTNERS | {P.AGREEMENT_PUBLISH, P.HANDOVER_DO},
        Role.ELECTED_MEMBER: READS,
        Role.DPO: READS | {P.ACCOUNT_VIEW, P.SIGN_IN_VIEW},
        Role.OBSERVER: {P.AGREEMENT_VIEW, P.PERSON_VIEW, P.JOURNAL_VIEW},
        Role.ORGANISATION_ADMINISTRATOR: READS
        | WRITES
        | PARTNERS
        | ACCOUNTS
        | {P.AGREEMENT_PUBLISH, P.HANDOVER_DO, P.IMPORT_DO, P.ORGANISATION_CREATE, P.ORGANISATION_EDIT},
        Role.OPERATOR: ACCOUNTS
        | {P.EMAIL_DOMAIN_EDIT, P.MERGE_DO, P.ORGANISATION_CREATE, P.ORGANISATION_EDIT, P.ORGANISATION_SUCCEED},
    } == ROLES


def test_operators_read_nothing_that_partners_write() -> None:
    assert not ROLES[Role.OPERATOR] & (READS | WRITES | PARTNERS)


@pytest.mark.parametrize("role", [Role.ELECTED_MEMBER, Role.OBSERVER, Role.AGENT])
def test_readers_write_nothing(role: Role) -> None:
    assert {permission.rpartition(".")[2] for permission in ROLES[role]} == {"view"}


def test_every_permission_is_had_by_somebody() -> None:
    given = frozenset().union(*ROLES.values()) | permissions.OPEN
    assert given == set(Permission)


def test_roles_that_see_personal_data_need_a_second_factor() -> None:
    assert set(Role) - SECOND_FACTOR_ROLES == {Role.ELECTED_MEMBER, Role.OBSERVER}


def test_a_second_factor_is_asked_for_the_strongest_role_of_the_day(cast: Cast) -> None:
    assert rights_of(cast.alice, at=NOW).needs_second_factor
    assert not rights_of(cast.eric, at=NOW).needs_second_factor

    GrantFactory(user=cast.eric, organisation=cast.ccas, role=Role.MANAGER, from_on=TODAY)

    assert rights_of(cast.eric, at=NOW).needs_second_factor
    assert not rights_of(cast.eric, at=NOW - dt.timedelta(days=1)).needs_second_factor


def test_a_right_holds_in_its_own_organisation_only(cast: Cast) -> None:
    assert can(cast.alice, P.PERSON_EDIT, organisation=cast.departement, at=NOW)
    assert not can(cast.alice, P.PERSON_EDIT, organisation=cast.ccas, at=NOW)


def test_an_operator_acts_everywhere(cast: Cast) -> None:
    assert can(cast.odile, P.ORGANISATION_EDIT, organisation=cast.ccas, at=NOW)
    assert not can(cast.odile, P.PERSON_VIEW, organisation=cast.host, at=NOW)


def test_every_account_reads_the_register_and_nobody_else_does(cast: Cast) -> None:
    newcomer, closed = UserFactory(), UserFactory(is_closed=True)

    assert can(newcomer, P.ORGANISATION_VIEW, organisation=cast.ccas, at=NOW)
    assert not can(closed, P.ORGANISATION_VIEW, organisation=cast.ccas, at=NOW)
    assert not can(AnonymousUser(), P.ORGANISATION_VIEW, organisation=cast.ccas, at=NOW)


def test_a_closed_account_may_nothing_whatever_its_rights(cast: Cast) -> None:
    cast.bob.is_active, cast.bob.closed_at = False, NOW
    cast.bob.save()

    assert not can(cast.bob, P.PERSON_EDIT, organisation=cast.ccas, at=NOW)


@pytest.mark.parametrize(("days", "holds"), [(-1, False), (0, True), (1, True), (2, False)])
def test_a_right_holds_from_its_first_day_to_its_last(days: int, holds: bool) -> None:
    first = dt.date(2026, 5, 4)
    grant = GrantFactory(from_on=first, to_on=first + dt.timedelta(days=1))
    day = first + dt.timedelta(days=days)

    assert can(grant.user, P.PERSON_VIEW, organisation=grant.organisation, at=day) is holds
    assert grant.is_at(day) is holds


def test_a_withdrawn_right_is_closed_the_same_day() -> None:
    grant = GrantFactory(withdrawn_on=TODAY)
    yesterday = TODAY - dt.timedelta(days=1)

    assert can(grant.user, P.PERSON_VIEW, organisation=grant.organisation, at=yesterday)
    assert not can(grant.user, P.PERSON_VIEW, organisation=grant.organisation, at=TODAY)


def test_the_day_is_the_day_in_france() -> None:
    grant = GrantFactory(from_on=TODAY)
    late_the_day_before = dt.datetime(2026, 3, 1, 23, 30, tzinfo=dt.UTC)

    assert can(grant.user, P.PERSON_VIEW, organisation=grant.organisation, at=late_the_day_before)


def test_a_right_narrowed_to_a_unit_writes_below_it_and_reads_the_organisation(cast: Cast) -> None:
    grant = GrantFactory(organisation=cast.departement, unit=cast.solidarites, role=Role.MANAGER)
    elsewhere = UnitFactory(organisation=cast.departement)

    def may(permission: Permission, **context: object) -> bool:
        return can(grant.user, permission, organisation=cast.departement, at=NOW, **context)

    assert may(P.UNIT_EDIT, unit=cast.solidarites)
    assert may(P.UNIT_EDIT, unit=cast.maison)
    assert not may(P.UNIT_EDIT, unit=elsewhere)
    assert not may(P.UNIT_EDIT)
    assert may(P.PERSON_VIEW)


def test_the_organisations_of_a_permission_are_those_where_it_holds_whole(cast: Cast) -> None:
    grant = GrantFactory(organisation=cast.departement, unit=cast.solidarites, role=Role.MANAGER)
    GrantFactory(user=grant.user, organisation=cast.ccas, role=Role.MANAGER)
    rights = rights_of(grant.user, at=NOW)

    assert rights.organisation_ids(P.UNIT_EDIT) == {cast.ccas.pk}
    assert rights.organisation_ids(P.PERSON_VIEW) == {cast.ccas.pk, cast.departement.pk}
    assert rights_of(cast.odile, at=NOW).organisation_ids(P.ACCOUNT_VIEW) == frozenset()


def test_a_right_narrowed_to_an_agreement_opens_nothing_else(cast: Cast) -> None:
    grant = GrantFactory(organisation=cast.departement, role=Role.MANAGER, agreement_id=cast.ccas.pk)

    assert not can(grant.user, P.PERSON_VIEW, organisation=cast.departement, at=NOW)
    assert not can(grant.user, P.UNIT_EDIT, organisation=cast.departement, at=NOW)


def test_a_question_with_the_wrong_context_is_a_fault(cast: Cast) -> None:
    with pytest.raises(WrongContext, match=r"person\.view is asked for an organisation"):
        can(cast.alice, P.PERSON_VIEW, at=NOW)
    with pytest.raises(WrongContext, match="never narrowed to a unit"):
        can(cast.alice, P.MEMBERSHIP_EDIT, organisation=cast.departement, unit=cast.maison, at=NOW)
    with pytest.raises(WrongContext, match="another organisation"):
        can(cast.alice, P.UNIT_EDIT, organisation=cast.ccas, unit=cast.maison, at=NOW)
    with pytest.raises(WrongContext, match="never narrowed to an agreement"):
        can(cast.alice, P.PERSON_VIEW, organisation=cast.departement, agreement_id=cast.ccas.pk, at=NOW)


def test_some_permissions_may_be_asked_anywhere(cast: Cast) -> None:
    assert {permission for permission in WITHOUT_ORGANISATION if can(cast.alice, permission, at=NOW)} == {
        P.AGREEMENT_EDIT,
        P.CAMPAIGN_EDIT,
        P.ORGANISATION_CREATE,
        P.IMPORT_DO,
    }


def test_all_rights_are_read_in_one_query(cast: Cast, django_assert_num_queries: object) -> None:
    for _ in range(5):
        GrantFactory(user=cast.bob, organisation=OrganisationFactory())

    with django_assert_num_queries(1):  # type: ignore[operator]
        rights = rights_of(cast.bob, at=NOW)
        assert rights.can(P.PERSON_EDIT, organisation=cast.ccas)
        assert not rights.can(P.PERSON_EDIT, organisation=cast.departement)
        assert rights.needs_second_factor
        assert len(rights.organisation_ids(P.PERSON_VIEW)) == 6
