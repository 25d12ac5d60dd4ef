"""Reading access by a code received by e-mail, for elected members and volunteers."""

from __future__ import annotations

import re

from django.core import mail
from django.test import Client
from django.urls import reverse

from maillage.journal.models import SignIn
from maillage.organisations.models import User
from maillage.organisations.permissions import Role
from tests.accounts.entering import CODE, is_inside, words_of
from tests.factories.organisations import GrantFactory, UserFactory

CONFIRM = "account_confirm_login_code"


def reader(role: Role = Role.ELECTED_MEMBER) -> User:
    return GrantFactory(user=UserFactory(second_factor=False), role=role).user


def code_in_mail() -> str:
    found = re.search(r"^([A-Z]{4}-[A-Z]{4})$", mail.outbox[-1].body, re.M)
    assert found, mail.outbox[-1].body
    return found[1]


def test_an_elected_member_enters_with_the_code_they_received(client: Client, db: None) -> None:
    user = reader()
    page = client.post(reverse(CODE), {"email": user.email}, follow=True)
    assert "un code vient de lui être envoyé" in words_of(page)
    assert not is_inside(client)
    response = client.post(reverse(CONFIRM), {"code": code_in_mail().lower().replace("-", " ")})
    assert response["Location"] == "/"
    assert is_inside(client)
    assert SignIn.objects.get().method == "code"


def test_whoever_may_write_receives_no_code(client: Client, db: None) -> None:
    user = reader()
    GrantFactory(user=user, role=Role.AGENT)
    client.post(reverse(CODE), {"email": user.email})
    assert not re.search(r"[A-Z]{4}-[A-Z]{4}", mail.outbox[-1].body)
    page = client.post(reverse(CONFIRM), {"code": ""})
    assert page.status_code == 200
    assert not is_inside(client)


def test_whoever_becomes_an_agent_between_the_letter_and_the_code_stays_outside(client: Client, db: None) -> None:
    user = reader()
    client.post(reverse(CODE), {"email": user.email})
    GrantFactory(user=user, role=Role.AGENT)
    response = client.post(reverse(CONFIRM), {"code": code_in_mail()})
    assert response["Location"] == reverse("account_inactive")
    assert not is_inside(client)


def test_three_wrong_codes_end_the_try(client: Client, db: None) -> None:
    user = reader()
    client.post(reverse(CODE), {"email": user.email})
    right = code_in_mail()
    for _ in range(3):
        client.post(reverse(CONFIRM), {"code": "BBBB-BBBB"})
    client.post(reverse(CONFIRM), {"code": right})
    assert not is_inside(client)
    assert list(SignIn.objects.order_by("id").values_list("outcome", flat=True)) == ["refused", "refused", "limited"]


def test_a_code_is_of_no_use_in_another_browser(client: Client, db: None) -> None:
    client.post(reverse(CODE), {"email": reader().email})
    other = Client()
    assert other.post(reverse(CONFIRM), {"code": code_in_mail()})["Location"] == reverse(CODE)
    assert not is_inside(other)


def test_letters_are_not_sent_by_the_dozen(client: Client, db: None) -> None:
    user = reader()
    for _ in range(5):
        Client().post(reverse(CODE), {"email": user.email})
    assert len(mail.outbox) == 3
