"""Accounts: opened, closed, reviewed; the organisation that one acts for."""

from __future__ import annotations

import datetime as dt

import pytest

from maillage.base.refusals import Refusal
from maillage.journal.models import Event
from maillage.organisations.actions import accounts, grants
from maillage.organisations.choices import ReviewOutcome
from maillage.organisations.models import AccountReview, Grant, Organisation, User
from maillage.organisations.permissions import Permission, can
from maillage.organisations.queries.accounts import (
    accounts_of,
    administrators_of,
    current_organisation,
    is_review_due,
    organisations_of,
)
from tests.cast import NOW, TODAY, Cast
from tests.factories.organisations import GrantFactory, OrganisationFactory, UserFactory

pytestmark = pytest.mark.django_db


def test_a_new_account_may_nothing_but_read_the_register(cast: Cast) -> None:
    user = accounts.open(email="Nouvelle@Ville.example ", by=None, at=NOW)

    assert (user.email, user.email_verified_at, user.has_usable_password()) == ("nouvelle@ville.example", None, False)
    assert can(user, Permission.ORGANISATION_VIEW, organisation=cast.ccas, at=NOW)
    assert not user.grants.exists()
    assert Event.objects.get().actor_id == user.pk


def test_an_address_is_used_once(cast: Cast) -> None:
    with pytest.raises(Refusal, match="utilise déjà cette adresse"):
        accounts.open(email=cast.bob.email.upper(), by=None, at=NOW)


def test_an_address_that_was_shown_to_be_its_own_replaces_the_former(cast: Cast) -> None:
    accounts.change_email(user=cast.bob, email="Bob@Ailleurs.example", by=cast.bob, at=NOW)

    user = User.objects.get(pk=cast.bob.pk)
    assert (user.email, user.email_verified_at) == ("bob@ailleurs.example", NOW)
    event = Event.objects.get(verb="account-address-changed")
    assert (event.subject_id, event.actor_id, event.fields) == (str(user.pk), user.pk, ["email"])
    assert list(event.audience) == [cast.ccas.pk]


def test_the_address_of_another_account_is_refused(cast: Cast) -> None:
    with pytest.raises(Refusal, match="utilise déjà cette adresse"):
        accounts.change_email(user=cast.bob, email=cast.alice.email, by=cast.bob, at=NOW)

    assert User.objects.get(pk=cast.bob.pk).email != cast.alice.email


def test_one_acts_for_the_organisation_that_one_chose_while_one_has_a_right_there(cast: Cast) -> None:
    second = GrantFactory(user=cast.bob, organisation=cast.commune)
    assert list(organisations_of(cast.bob, at=NOW)) == [cast.ccas, cast.commune]

    user = accounts.choose_organisation(user=cast.bob, organisation=cast.commune, at=NOW)
    assert current_organisation(user, at=NOW) == cast.commune

    grants.withdraw(grant=second, by=cast.odile, at=NOW)
    assert current_organisation(user, at=NOW) == cast.ccas
    with pytest.raises(Refusal, match="pas de droit dans cette organisation"):
        accounts.choose_organisation(user=cast.bob, organisation=cast.commune, at=NOW)
    assert current_organisation(UserFactory(), at=NOW) is None


def test_closing_an_account_closes_all_the_same_day(cast: Cast) -> None:
    GrantFactory(user=cast.alice, organisation=cast.commune)

    closed = accounts.close(user=cast.alice, by=cast.adele, at=NOW)

    assert (closed.is_active, closed.closed_at) == (False, NOW)
    assert not Grant.objects.at(TODAY).filter(user=cast.alice).exists()
    event = Event.objects.get(verb="account-closed")
    assert set(event.audience) == {cast.departement.pk, cast.commune.pk}
    with pytest.raises(Refusal, match="déjà fermé"):
        accounts.close(user=cast.alice, by=cast.adele, at=NOW)


def test_the_last_administrator_closes_nothing_before_passing_on(cast: Cast) -> None:
    GrantFactory(organisation=cast.ccas)

    with pytest.raises(grants.LastAdministrator):
        accounts.close(user=cast.bob, by=cast.bob, at=NOW)

    cast.bob.refresh_from_db()
    assert cast.bob.is_active
    assert not Event.objects.exists()


def test_an_account_opened_again_has_no_right(cast: Cast) -> None:
    accounts.close(user=cast.alice, by=cast.adele, at=NOW)

    user = accounts.reopen(user=cast.alice, by=cast.adele, at=NOW)

    assert user.is_active
    assert not organisations_of(user, at=NOW)
    with pytest.raises(Refusal, match="déjà ouvert"):
        accounts.reopen(user=user, by=cast.adele, at=NOW)


def test_a_review_keeps_and_removes_rights(cast: Cast) -> None:
    standing = list(accounts_of(cast.departement, at=NOW))
    removed = [grant for grant in standing if grant.user == cast.eric]
    kept = [grant for grant in standing if grant.user != cast.eric]

    review = accounts.review(organisation=cast.departement, kept=kept, removed=removed, by=cast.adele, at=NOW)

    assert {line.grant.user: line.outcome for line in review.lines.all()} == {
        cast.alice: ReviewOutcome.KEPT,
        cast.dina: ReviewOutcome.KEPT,
        cast.adele: ReviewOutcome.KEPT,
        cast.eric: ReviewOutcome.REMOVED,
    }
    assert not can(cast.eric, Permission.PERSON_VIEW, organisation=cast.departement, at=NOW)


def test_a_review_forgets_nobody(cast: Cast) -> None:
    kept = [cast.alice.grants.get(), cast.dina.grants.get(), cast.adele.grants.get()]

    with pytest.raises(Refusal, match="Il reste un droit à revoir"):
        accounts.review(organisation=cast.departement, kept=kept, removed=[], by=cast.adele, at=NOW)
    with pytest.raises(Refusal, match="Il reste 4 droits à revoir"):
        accounts.review(organisation=cast.departement, kept=[], removed=[], by=cast.adele, at=NOW)
    foreign = [*kept, cast.eric.grants.get(), cast.bob.grants.get()]
    with pytest.raises(Refusal, match="ont changé entre-temps"):
        accounts.review(organisation=cast.departement, kept=foreign, removed=[], by=cast.adele, at=NOW)
    assert not AccountReview.objects.exists()


def test_reviews_are_due_each_year() -> None:
    fresh = GrantFactory(granted_at=NOW - dt.timedelta(days=10)).organisation
    never = GrantFactory(granted_at=NOW - dt.timedelta(days=366)).organisation
    late, done = OrganisationFactory(), OrganisationFactory()
    for organisation, days in ((late, 370), (done, 370), (done, 100)):
        GrantFactory(organisation=organisation, granted_at=NOW - dt.timedelta(days=900))
        AccountReview.objects.create(organisation=organisation, reviewed_at=NOW - dt.timedelta(days=days))
    empty = OrganisationFactory()

    due = {one for one in (fresh, never, late, done, empty) if is_review_due(one, at=NOW)}

    assert due == {never, late}


def test_closed_accounts_administer_nothing(cast: Cast) -> None:
    GrantFactory(organisation=cast.ccas, is_administrator=True, user=UserFactory(is_closed=True))

    assert list(administrators_of(cast.ccas, at=NOW)) == [cast.bob]


def test_the_accounts_of_an_organisation_take_one_query(cast: Cast, django_assert_num_queries: object) -> None:
    GrantFactory.create_batch(4, organisation=cast.departement)

    with django_assert_num_queries(1):  # type: ignore[operator]
        assert len([f"{grant.user} {grant.unit}" for grant in accounts_of(cast.departement, at=NOW)]) == 8


def test_several_organisations_are_read_in_one_query(cast: Cast, django_assert_num_queries: object) -> None:
    GrantFactory.create_batch(4, user=cast.bob)

    with django_assert_num_queries(1):  # type: ignore[operator]
        assert isinstance(current_organisation(cast.bob, at=NOW), Organisation)
