"""The demonstration world is the one that docs/demo.md tells, and loads as often as one likes."""

from __future__ import annotations

import datetime as dt
import re
import time
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.core.management import CommandError, call_command
from django.utils import timezone

from maillage.journal.models import Event, SignIn
from maillage.organisations.models import (
    Accreditation,
    Claim,
    Grant,
    Invitation,
    Mandate,
    Membership,
    Organisation,
    Person,
    Unit,
    User,
)
from maillage.organisations.permissions import SECOND_FACTOR_ROLES, Role
from maillage.web.demo import accounts
from maillage.web.demo.people import DOORS
from tests.factories.organisations import UserFactory
from tests.helpers import ReadOnlyGet

pytestmark = pytest.mark.django_db

SECONDS = 10
COUNTED = (
    Accreditation, Claim, Event, Grant, Invitation, Mandate, Membership, Organisation, Person, SignIn, Unit, User,
)  # fmt: skip


def tables(text: str) -> dict[str, list[str]]:
    """The first cells of each table of the page, by its header."""
    found: dict[str, list[str]] = {}
    for table in re.findall(r"(?:^\|.*\n)+", text, re.M):
        head, _, *rows = [line.split("|")[1].strip() for line in table.strip().splitlines()]
        found.setdefault(head, []).extend(rows)
    return found


def counts() -> dict[str, int]:
    return {model.__name__: model.objects.count() for model in COUNTED}


@pytest.fixture
def ourcelle(settings: Any) -> float:
    """The world, loaded; the seconds that it took."""
    settings.DEMO = True
    begun = time.perf_counter()
    call_command("demo", verbosity=0)
    return time.perf_counter() - begun


def test_the_world_is_the_one_that_the_page_tells(ourcelle: float, root: Path) -> None:
    told = tables((root / "docs" / "demo.md").read_text(encoding="utf-8"))
    bodies = {re.sub(r" \(.*\)", "", name) for name in [*told["Organisation"], *told["Association"]]}
    assert bodies <= set(Organisation.objects.values_list("name", flat=True))
    assert {unit.partition(", with")[0] for unit in told["Unit"]} <= set(Unit.objects.values_list("name", flat=True))
    assert set(told["Person"]) <= {person.full_name for person in Person.objects.all()}
    assert set(told["Account"]) == {f"{door.person}" for door in DOORS}


def test_the_world_is_coherent(ourcelle: float) -> None:
    federation = Organisation.objects.get(name="Fédération Enfance Ourcelle")
    assert federation.memberships.at(timezone.localdate()).count() == 9
    assert federation.name_at(dt.date(2010, 1, 1)) == "Fédération des œuvres de l’enfance de l’Ourcelle"
    maison = Unit.objects.get(name="Maison des solidarités de Montclair")
    assert maison.parent is not None
    assert maison.parent.name == "Direction des solidarités territoriales"
    assert set(Person.objects.get(last_name="Le Guerrec").mandates.values_list("organisation__name", flat=True)) == {
        "Commune de Montclair",
        "CCAS de Montclair",
    }
    for body in Organisation.objects.all():
        body.full_clean()


def test_loading_again_adds_nothing(ourcelle: float) -> None:
    before = counts()
    call_command("demo", verbosity=0)
    assert counts() == before


def test_loading_takes_less_than_ten_seconds(ourcelle: float) -> None:
    assert ourcelle < SECONDS


def test_each_role_has_an_account_that_can_enter(ourcelle: float) -> None:
    assert set(Grant.objects.values_list("role", flat=True)) == set(Role)
    for user in User.objects.all():
        assert user.check_password(accounts.password())
        needed = user.grants.filter(role__in=SECOND_FACTOR_ROLES).exists()
        assert Authenticator.objects.filter(user=user).exists() == needed


def test_the_code_that_the_command_gives_opens_the_second_factor(ourcelle: float, settings: Any) -> None:
    out = StringIO()
    call_command("demo", code=True, stdout=out)
    authenticator = Authenticator.objects.filter(user__email="nadia.ferrand@ourcelle.example").get()
    assert authenticator.wrap().validate_code(out.getvalue().strip())


def test_each_account_has_its_home(ourcelle: float) -> None:
    for user in User.objects.all():
        client = ReadOnlyGet()
        client.force_login(user)
        page = client.get("/")
        assert page.status_code == 200, user.email
        assert f"Bonjour {user.get_short_name()}" in page.content.decode()


def test_the_accounts_are_printed_with_their_password(ourcelle: float) -> None:
    out = StringIO()
    call_command("demo", accounts=True, stdout=out)
    told = out.getvalue()
    assert accounts.password() in told
    assert all(door.email in told for door in DOORS)


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
