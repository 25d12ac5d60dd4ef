"""Passwords that are refused: those of known thefts, and those that such lists make easy to guess. All is local."""

from __future__ import annotations

import string
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError

from maillage.foundations.folding import fold

if TYPE_CHECKING:
    from maillage.organisations.models import User

FRENCH = Path(__file__).with_name("passwords-fr.txt")
LONGEST_READ = 64  # zxcvbn grows faster than the length; what comes after only adds strength
AROUND = string.digits + string.punctuation + string.whitespace
GUESSES_OF_CORE = 6  # of what stays without the digits and signs that people add at the ends
GUESSES = 8  # refused under 10^8 guesses: what zxcvbn calls "safely unguessable" (score 3) begins there


class StolenPasswordValidator:
    """Refuses a password that thefts made public, or that is made of such words (repeated, in l33t, with digits)."""

    def validate(self, password: str, user: Any = None) -> None:
        """Raise with a French sentence when the password is refused."""
        if password.lower() in stolen() or fold(password) in french():
            raise ValidationError(
                "Ce mot de passe figure dans les listes de mots de passe volés : choisissez-en un autre.",
                code="password_stolen",
            )
        core = password.strip(AROUND)
        if _guesses(password, user) < GUESSES or (core and _guesses(core, user) < GUESSES_OF_CORE):
            raise ValidationError(
                "Ce mot de passe se devine trop vite. Quatre mots sans lien entre eux font un bon mot de passe.",
                code="password_guessable",
            )

    def get_help_text(self) -> str:
        """What to choose."""
        return "Il ne doit pas figurer parmi les mots de passe connus : quatre mots sans lien entre eux conviennent."


@cache
def stolen() -> frozenset[str]:
    """About 30,000 passwords of published thefts (the list that zxcvbn ships)."""
    from zxcvbn.frequency_lists import FREQUENCY_LISTS

    return frozenset(FREQUENCY_LISTS["passwords"])


@cache
def french() -> tuple[str, ...]:
    """Words of which French passwords are commonly made."""
    return tuple(FRENCH.read_text(encoding="utf-8").split())


def _guesses(password: str, user: User | None) -> float:
    from zxcvbn import zxcvbn

    found = zxcvbn(password[:LONGEST_READ], user_inputs=[*_own_words(user), *french()])
    return float(found["guesses_log10"])


def _own_words(user: User | None) -> list[str]:
    if user is None:
        return []
    name = user.get_full_name() if user.person_id else ""
    return [word for word in (*name.lower().split(), *user.email.replace("@", ".").split("."), user.email) if word]
