"""The accounts of the demonstration: one for each role, with a password that this installation alone gives."""

from __future__ import annotations

import base64
import datetime as dt
from dataclasses import dataclass

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from django.utils.crypto import salted_hmac

from maillage.organisations.actions import accounts, grants
from maillage.organisations.models import Grant, User
from maillage.organisations.permissions import SECOND_FACTOR_ROLES, Role
from maillage.web.demo.people import DOORS, Door
from maillage.web.demo.world import World

ROLES = {
    Role.AGENT: "agent",
    Role.PARTNERSHIP_OFFICER: "chargée de partenariat",
    Role.MANAGER: "responsable d’unité",
    Role.ELECTED_MEMBER: "élue",
    Role.DPO: "déléguée à la protection des données",
    Role.OBSERVER: "observatrice",
    Role.ORGANISATION_ADMINISTRATOR: "administre",
    Role.OPERATOR: "exploitant",
}
SYLLABLES = [consonant + vowel for consonant in "bcdfglmnprstv" for vowel in "aeiou"]
SALT = "maillage.web.demo"
WORDS, LENGTH = 2, 3  # "ourcelle-badomi-luteso": easy to type, and different on each installation


def password() -> str:
    """The password of all accounts of the demonstration. It comes from the secret key: it is written nowhere."""
    digest = _drawn("password")
    drawn = [SYLLABLES[byte % len(SYLLABLES)] for byte in digest[: WORDS * LENGTH]]
    return "-".join(["ourcelle", *("".join(drawn[at : at + LENGTH]) for at in range(0, len(drawn), LENGTH))])


def key() -> str:
    """The key of the second factor of all accounts of the demonstration, as an application asks for it."""
    return base64.b32encode(_drawn("second factor")[:20]).decode()


def code(at: dt.datetime) -> str:
    """The code that an application would show at ``at``."""
    return str(totp.format_hotp_value(totp.hotp_value(key(), int(at.timestamp()) // totp.app_settings.TOTP_PERIOD)))


def _drawn(what: str) -> bytes:
    return bytes(salted_hmac(SALT, what, algorithm="sha256").digest())


def open_all(world: World) -> None:
    """Open the accounts that are missing, with their rights."""
    known = {user.email: user for user in User.objects.filter(email__in=[door.email for door in DOORS])}
    for door in DOORS:
        user = known.get(door.email) or accounts.open(
            email=door.email,
            person=world.people[door.person],
            password=password(),
            is_email_verified=True,
            by=None,
            at=world.begun,
        )
        _rights(door, user, world)
        if (
            user.grants.filter(role__in=SECOND_FACTOR_ROLES).exists()
            and not Authenticator.objects.filter(user=user).exists()
        ):
            totp.TOTP.activate(user, key())


def _rights(door: Door, user: User, world: World) -> None:
    for body, role, unit in door.roles:
        organisation = world.organisations[body]
        if not Grant.objects.filter(user=user, organisation=organisation, role=role).exists():
            within = world.units.get((body, unit))
            grants.give(user=user, role=role, organisation=organisation, unit=within, by=None, at=world.begun)
        if user.current_organisation_id is None:
            user = accounts.choose_organisation(user=user, organisation=organisation, at=world.at)


@dataclass(frozen=True)
class Shown:
    """A line of the table of accounts."""

    email: str
    role: str
    what: str


def shown() -> list[Shown]:
    """The accounts that are open, in the order of :data:`DOORS`."""
    there = set(
        User.objects.filter(email__in=[door.email for door in DOORS], is_active=True).values_list("email", flat=True)
    )
    return [
        Shown(door.email, ", ".join(dict.fromkeys(ROLES[role] for _, role, _ in door.roles)) or "aucun rôle", door.what)
        for door in DOORS
        if door.email in there
    ]
