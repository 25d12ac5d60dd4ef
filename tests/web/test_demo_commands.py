"""The commands of the demonstration world: where they refuse to load it, and what a reset forgets."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.management import CommandError, call_command

from maillage.organisations.models import Invitation, Organisation, User
from maillage.web.demo import accounts
from tests.factories.organisations import UserFactory
from tests.web.test_demo import counts

pytestmark = pytest.mark.django_db


def test_the_password_is_of_this_installation_alone(settings: Any) -> None:
    before = accounts.password(), accounts.key()
    settings.SECRET_KEY = "of another installation" * 3
    assert not set(before) & {accounts.password(), accounts.key()}


@pytest.mark.parametrize("command", ["demo", "demo_reset"])
def test_nothing_is_loaded_outside_the_demonstration(settings: Any, command: str) -> None:
    settings.DEMO = False
    with pytest.raises(CommandError, match="MAILLAGE_DEMO=1"):
        call_command(command)
    assert not Organisation.objects.exists()


@pytest.mark.parametrize("command", ["demo", "demo_reset"])
def test_nothing_is_loaded_among_the_accounts_of_others(settings: Any, command: str) -> None:
    settings.DEMO = True
    UserFactory()
    with pytest.raises(CommandError, match="d’autres comptes"):
        call_command(command)
    assert User.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_reset_forgets_what_was_done(settings: Any) -> None:
    settings.DEMO = True
    call_command("demo", verbosity=0)
    before = counts()
    Organisation.objects.filter(name="Trampoline").update(name="Autre chose")
    Invitation.objects.all().delete()
    call_command("demo_reset", verbosity=0)
    assert counts() == before
    assert Organisation.objects.filter(name="Trampoline").exists()
