"""Invitations: sent, opened, accepted, revoked; the link is the secret."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from maillage.journal.models import Event, SignIn
from maillage.organisations.actions import accounts
from maillage.organisations.models import Grant, Invitation, User
from maillage.organisations.permissions import Role
from tests.accounts.entering import enter, is_inside, words_of
from tests.cast import Cast
from tests.factories.accounts import PASSWORD, with_password
from tests.factories.organisations import GrantFactory, InvitationFactory, PersonFactory, UserFactory
from tests.helpers import assert_flat

NADIA = "nadia.noury@ccas-montclair.example"
ACCEPT = "accounts:accept"
SAID = {"first_name": "Nadia", "last_name": "Noury", "password": PASSWORD, "again": PASSWORD}


@pytest.fixture
def bob(cast: Cast) -> Client:
    """The browser of Bob, who has just signed in."""
    browser = Client()
    with_password(cast.bob)
    enter(browser, cast.bob)
    return browser


def waiting(cast: Cast, token: str = "lien", **fields: Any) -> Invitation:
    """An invitation of Nadia by Bob, whose link ends with ``token``."""
    fields = {"organisation": cast.ccas, "invited_by": cast.bob, "email": NADIA, "invited_at": timezone.now(), **fields}
    invitation: Invitation = InvitationFactory(token=token, **fields)
    return invitation


def open_link(browser: Client, token: str = "lien") -> Any:
    return browser.get(reverse("accounts:open_invitation", args=[token]))


class TestSending:
    def test_the_letter_carries_the_link(
        self, bob: Client, cast: Cast, django_capture_on_commit_callbacks: Any
    ) -> None:
        with django_capture_on_commit_callbacks(execute=True):
            response = bob.post(reverse("accounts:invite"), {"email": NADIA, "role": "agent"}, follow=True)
        assert f"L’invitation est partie à {NADIA}." in words_of(response)
        letter = mail.outbox[-1]
        assert letter.to == [NADIA]
        assert letter.subject == "Maillage : CCAS de Montclair vous invite"
        assert "Bob Brunel vous invite" in letter.body
        link = re.search(r"http://testserver(/invitation/\S+)", letter.body)
        assert link
        token = link[1].split("/")[2]
        invitation = Invitation.objects.get(email=NADIA)
        assert token not in str(Invitation.objects.filter(pk=invitation.pk).values()), "the table keeps a fingerprint"
        assert Client().get(link[1])["Location"] == reverse(ACCEPT)

    def test_the_role_that_keeps_the_platform_is_not_offered(self, bob: Client, cast: Cast) -> None:
        page = bob.post(reverse("accounts:invite"), {"email": NADIA, "role": Role.OPERATOR})
        assert page.status_code == 200
        assert not Invitation.objects.exists()

    def test_an_operator_invites_to_any_organisation(self, client: Client, cast: Cast) -> None:
        with_password(cast.odile)
        enter(client, cast.odile)
        address = f"{reverse('accounts:invite')}?organisation={cast.outsider.pk}"
        assert "Bibliothèque sonore" in words_of(client.get(address))
        client.post(address, {"email": NADIA, "role": Role.ORGANISATION_ADMINISTRATOR})
        assert Invitation.objects.get().organisation == cast.outsider

    def test_a_wrong_address_is_said_on_its_field(self, bob: Client, cast: Cast) -> None:
        page = bob.post(reverse("accounts:invite"), {"email": "nadia", "role": "agent"})
        assert b'aria-invalid="true"' in page.content
        assert not Invitation.objects.exists()

    def test_the_list_takes_as_many_queries_whatever_its_length(self, client: Client, cast: Cast) -> None:
        client.force_login(cast.bob)
        waiting(cast)
        assert_flat(
            client,
            reverse("accounts:invitations"),
            lambda: [waiting(cast, f"l{n}", email=f"n{n}@x.example") for n in range(8)],
        )


class TestAccepting:
    def test_an_account_is_opened_with_a_person_and_a_right_and_enters(self, client: Client, cast: Cast) -> None:
        invitation = waiting(cast)
        open_link(client)
        page = words_of(client.get(reverse(ACCEPT)))
        assert "Bob Brunel vous invite à rejoindre l’organisation CCAS de Montclair." in page
        response = client.post(reverse(ACCEPT), SAID)
        assert response["Location"] == "/"
        user = User.objects.get(email=NADIA)
        assert user.get_full_name() == "Nadia Noury"
        assert user.email_verified_at is not None
        assert user.check_password(PASSWORD)
        grant = Grant.objects.get(user=user)
        assert (grant.organisation, grant.role, grant.granted_by) == (cast.ccas, Role.AGENT, cast.bob)
        invitation.refresh_from_db()
        assert (invitation.accepted_by, invitation.email) == (user, "")
        assert "invitation-accepted" in Event.objects.values_list("verb", flat=True)
        assert SignIn.objects.get().method == "invitation"
        assert client.get("/")["Location"].startswith(reverse("accounts:second_factor"))

    def test_a_reading_role_needs_no_password(self, client: Client, cast: Cast) -> None:
        waiting(cast, role=Role.ELECTED_MEMBER)
        open_link(client)
        page = words_of(client.get(reverse(ACCEPT)))
        assert "un code vous sera envoyé par courriel" in page
        client.post(reverse(ACCEPT), {"first_name": "Nadia", "last_name": "Noury"})
        assert is_inside(client)
        assert not User.objects.get(email=NADIA).has_usable_password()

    def test_a_known_person_does_not_say_their_name_again(self, client: Client, cast: Cast) -> None:
        person = PersonFactory(first_name="Nadia", last_name="Noury")
        waiting(cast, person=person)
        open_link(client)
        client.post(reverse(ACCEPT), {"password": PASSWORD, "again": PASSWORD})
        assert User.objects.get(email=NADIA).person == person

    def test_two_different_passwords_are_refused(self, client: Client, cast: Cast) -> None:
        waiting(cast)
        open_link(client)
        page = client.post(reverse(ACCEPT), {**SAID, "again": "autre"})
        assert "Les deux saisies diffèrent." in words_of(page)
        assert not User.objects.filter(email=NADIA).exists()

    def test_a_stolen_password_is_refused(self, client: Client, cast: Cast) -> None:
        waiting(cast)
        open_link(client)
        page = client.post(reverse(ACCEPT), {**SAID, "password": "NadiaNoury2026", "again": "NadiaNoury2026"})
        assert "se devine trop vite" in words_of(page) or "trop semblable" in words_of(page)
        assert not User.objects.filter(email=NADIA).exists()

    def test_reading_the_letter_does_not_accept(self, client: Client, cast: Cast) -> None:
        invitation = waiting(cast)
        open_link(client)
        client.get(reverse(ACCEPT))
        invitation.refresh_from_db()
        assert invitation.accepted_at is None

    def test_the_address_of_the_form_does_not_hold_the_secret(self, client: Client, cast: Cast) -> None:
        waiting(cast)
        assert open_link(client)["Location"] == reverse(ACCEPT)
        assert client.get(reverse(ACCEPT))["Referrer-Policy"] == "same-origin"

    def test_somebody_who_has_an_account_signs_in_and_accepts_with_it(self, client: Client, cast: Cast) -> None:
        with_password(cast.alice)
        waiting(cast, email=cast.alice.email)
        open_link(client)
        assert "Vous avez déjà un compte" in words_of(client.get(reverse(ACCEPT)))
        enter(client, cast.alice)
        assert "Accepter avec ce compte" in words_of(client.get(reverse(ACCEPT)))
        page = client.post(reverse(ACCEPT), follow=True)
        assert "Vous agissez maintenant pour l’organisation CCAS de Montclair." in words_of(page)
        assert Grant.objects.filter(user=cast.alice, organisation=cast.ccas, role=Role.AGENT).exists()

    def test_whoever_left_comes_back_by_an_invitation(self, client: Client, cast: Cast) -> None:
        accounts.close(user=cast.chloe, by=cast.odile, at=timezone.now())
        waiting(cast, email=cast.chloe.email)
        open_link(client)
        client.post(reverse(ACCEPT), {"password": PASSWORD, "again": PASSWORD})
        cast.chloe.refresh_from_db()
        assert cast.chloe.is_active
        assert cast.chloe.check_password(PASSWORD)
        assert not is_inside(client), "their second factor is still asked for"
        enter(client, cast.chloe)
        assert is_inside(client)


class TestAttacks:
    def test_replayed_invitation_a_link_serves_once(self, client: Client, cast: Cast) -> None:
        waiting(cast)
        open_link(client)
        client.post(reverse(ACCEPT), SAID)
        thief = Client()
        assert open_link(thief).status_code == 404
        assert thief.post(reverse(ACCEPT), SAID).status_code == 404
        assert Grant.objects.filter(organisation=cast.ccas, role=Role.AGENT).count() == 1

    def test_two_browsers_with_the_same_link_make_one_account(self, client: Client, cast: Cast) -> None:
        waiting(cast)
        thief = Client()
        open_link(client)
        open_link(thief)
        client.post(reverse(ACCEPT), SAID)
        assert thief.post(reverse(ACCEPT), SAID).status_code == 404
        assert User.objects.filter(email=NADIA).count() == 1

    def test_an_expired_link_opens_nothing(self, client: Client, cast: Cast) -> None:
        waiting(cast, invited_at=timezone.now() - dt.timedelta(days=15))
        page = open_link(client)
        assert page.status_code == 404
        assert "Cette invitation n’est plus valable" in words_of(page)

    def test_a_revoked_link_opens_nothing_even_where_it_was_open(self, bob: Client, client: Client, cast: Cast) -> None:
        invitation = waiting(cast)
        open_link(client)
        page = bob.post(reverse("accounts:revoke", args=[invitation.pk]), follow=True)
        assert "L’invitation est annulée" in words_of(page)
        assert NADIA not in words_of(page), "its address is forgotten"
        assert client.post(reverse(ACCEPT), SAID).status_code == 404

    def test_a_link_sent_again_replaces_the_former_one(
        self, bob: Client, client: Client, cast: Cast, django_capture_on_commit_callbacks: Any
    ) -> None:
        invitation = waiting(cast)
        with django_capture_on_commit_callbacks(execute=True):
            bob.post(reverse("accounts:send_again", args=[invitation.pk]))
        assert open_link(client).status_code == 404
        link = re.search(r"testserver(/invitation/\S+)", mail.outbox[-1].body)
        assert link
        assert client.get(link[1]).status_code == 302

    def test_the_link_alone_does_not_take_over_an_account(self, client: Client, cast: Cast) -> None:
        with_password(cast.alice)
        waiting(cast, email=cast.alice.email)
        open_link(client)
        client.post(reverse(ACCEPT), {"password": "un autre mot de passe", "again": "un autre mot de passe"})
        cast.alice.refresh_from_db()
        assert cast.alice.check_password(PASSWORD)
        assert not is_inside(client)

    def test_invitations_of_another_organisation_do_not_exist(self, bob: Client, cast: Cast) -> None:
        other = waiting(cast, organisation=cast.departement)
        assert bob.post(reverse("accounts:revoke", args=[other.pk])).status_code == 404
        assert bob.post(reverse("accounts:send_again", args=[other.pk])).status_code == 404

    def test_a_name_that_looks_like_markup_is_only_text(self, client: Client, cast: Cast) -> None:
        cast.ccas.name = "CCAS <b>& fils</b>"
        cast.ccas.save()
        waiting(cast)
        open_link(client)
        assert b"<b>& fils" not in client.get(reverse(ACCEPT)).content


def test_the_letter_names_the_organisation_as_it_is_written(
    bob: Client, cast: Cast, django_capture_on_commit_callbacks: Any
) -> None:
    cast.ccas.name = "CCAS de l'Ourcelle & Montclair"
    cast.ccas.save()
    with django_capture_on_commit_callbacks(execute=True):
        bob.post(reverse("accounts:invite"), {"email": NADIA, "role": "agent"})
    assert "CCAS de l'Ourcelle & Montclair" in mail.outbox[-1].subject
    assert "CCAS de l'Ourcelle & Montclair" in mail.outbox[-1].body


def test_people_who_have_an_account_are_not_offered_as_invitees(bob: Client, cast: Cast) -> None:
    GrantFactory(user=UserFactory(), organisation=cast.ccas)
    page = bob.get(reverse("accounts:invite")).content.decode()
    assert str(cast.bob.person_id) not in page
