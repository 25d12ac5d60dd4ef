"""The yearly review of accounts."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from maillage.journal.models import Event
from maillage.organisations.models import AccountReview, Grant
from tests.accounts.entering import enter, give_password, is_inside, words_of
from tests.cast import Cast
from tests.factories.accounts import with_password
from tests.factories.organisations import GrantFactory
from tests.helpers import assert_flat

REVIEW = "accounts:review"


def colleague(cast: Cast) -> Grant:
    grant: Grant = GrantFactory(organisation=cast.ccas)
    return grant


def bob(cast: Cast) -> Client:
    browser = Client()
    with_password(cast.bob)
    enter(browser, cast.bob)
    return browser


def test_each_right_is_kept_or_removed_and_the_review_is_written(cast: Cast) -> None:
    theirs, own = colleague(cast), cast.bob.grants.get()
    browser = bob(cast)
    Grant.objects.filter(organisation=cast.ccas).update(granted_at=timezone.now() - dt.timedelta(days=366))
    assert "Aucune revue n’a encore été faite. à faire" in words_of(browser.get(reverse(REVIEW)))
    page = browser.post(reverse(REVIEW), {str(own.pk): "keep", str(theirs.pk): "remove"}, follow=True)
    assert "La revue des comptes est enregistrée." in words_of(page)
    assert "par Bob Brunel" in words_of(page)
    review = AccountReview.objects.get(organisation=cast.ccas)
    assert {(line.grant_id, line.outcome) for line in review.lines.all()} == {(own.pk, "kept"), (theirs.pk, "removed")}
    theirs.refresh_from_db()
    assert theirs.withdrawn_on == timezone.localdate()


def test_a_review_is_not_asked_for_in_the_year_of_the_first_right(cast: Cast) -> None:
    Grant.objects.filter(organisation=cast.ccas).update(granted_at=timezone.now() - dt.timedelta(days=364))
    words = words_of(bob(cast).get(reverse(REVIEW)))
    assert "Aucune revue n’a encore été faite." in words
    assert "à faire" not in words


def test_whoever_is_removed_is_outside_at_their_next_request(cast: Cast) -> None:
    theirs, own = colleague(cast), cast.bob.grants.get()
    other = Client()
    other.force_login(theirs.user)
    assert is_inside(other)
    bob(cast).post(reverse(REVIEW), {str(own.pk): "keep", str(theirs.pk): "remove"})
    assert not is_inside(other)


def test_a_right_that_was_forgotten_is_asked_for(cast: Cast) -> None:
    colleague(cast)
    page = bob(cast).post(reverse(REVIEW), {str(cast.bob.grants.get().pk): "keep"})
    assert "Dites si ce droit est gardé ou retiré." in words_of(page)
    assert not AccountReview.objects.exists()


def test_the_last_administrator_does_not_remove_themselves(cast: Cast) -> None:
    theirs, own = colleague(cast), cast.bob.grants.get()
    page = bob(cast).post(reverse(REVIEW), {str(own.pk): "remove", str(theirs.pk): "keep"})
    assert "Plus personne n’administrerait l’organisation" in words_of(page)
    assert not AccountReview.objects.exists()


def test_the_page_takes_as_many_queries_whatever_the_number_of_accounts(client: Client, cast: Cast) -> None:
    client.force_login(cast.bob)
    colleague(cast)
    assert_flat(client, reverse(REVIEW), lambda: [colleague(cast) for _ in range(6)])


class TestLostSecondFactor:
    def test_whoever_keeps_the_accounts_resets_it_and_the_person_chooses_another(
        self, cast: Cast, django_capture_on_commit_callbacks: Any
    ) -> None:
        theirs = colleague(cast)
        with_password(theirs.user)
        other = Client()
        enter(other, theirs.user)
        browser = bob(cast)
        assert "Seconde vérification perdue" in words_of(browser.get(reverse(REVIEW)))
        with django_capture_on_commit_callbacks(execute=True):
            browser.post(reverse("accounts:reset_factor", args=[theirs.user_id]))
        assert not is_inside(other)
        assert mail.outbox[-1].to == [theirs.user.email]
        assert "Bob Brunel a retiré la seconde vérification" in mail.outbox[-1].body
        assert "second-factor-reset" in Event.objects.values_list("verb", flat=True)
        give_password(other, theirs.user.email)
        assert other.get("/")["Location"].startswith(reverse("accounts:second_factor"))

    def test_it_takes_keeping_their_accounts_in_every_organisation_they_act_for(self, cast: Cast) -> None:
        theirs = colleague(cast)
        GrantFactory(user=theirs.user, organisation=cast.departement)
        response = bob(cast).post(reverse("accounts:reset_factor", args=[theirs.user_id]))
        assert response.status_code == 403
        assert theirs.user.authenticator_set.exists()

    def test_nobody_resets_their_own(self, cast: Cast) -> None:
        assert bob(cast).post(reverse("accounts:reset_factor", args=[cast.bob.pk])).status_code == 404

    def test_an_account_of_another_organisation_does_not_exist(self, cast: Cast) -> None:
        assert bob(cast).post(reverse("accounts:reset_factor", args=[cast.chloe.pk])).status_code == 404
