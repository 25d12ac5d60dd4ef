"""``manage.py demo``: loads the demonstration world, and says who can sign in."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils import timezone

from maillage.organisations.models import User
from maillage.web.demo import accounts, agreements, duties, history, negotiation, world
from maillage.web.demo.people import DOORS

REFUSED = "La démonstration ne se charge qu’avec MAILLAGE_DEMO=1 : jamais parmi de vraies données."


class Command(BaseCommand):
    """Loads Ourcelle; what is there already is left alone."""

    help = "Loads the demonstration world (docs/demo.md); again, adds only what is missing."

    def add_arguments(self, parser: CommandParser) -> None:
        """``--accounts`` and ``--code`` load nothing."""
        parser.add_argument("--accounts", action="store_true", help="only say who can sign in")
        parser.add_argument("--code", action="store_true", help="only give the present code of the second factor")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Refuse outside the demonstration, load, tell."""
        check()
        if options["code"]:
            self.stdout.write(accounts.code(timezone.now()))
            return
        if not options["accounts"]:
            load()
        if options["accounts"] or options["verbosity"]:
            self.stdout.write(table())


def check() -> None:
    """Refuse outside the demonstration, and among accounts that are not its own."""
    if not settings.DEMO:
        raise CommandError(REFUSED)
    if User.objects.exists() and not User.objects.filter(email__in=[door.email for door in DOORS]).exists():
        raise CommandError("Cette base contient d’autres comptes que ceux de la démonstration : rien n’a été chargé.")


def load() -> None:
    """The whole world, or nothing."""
    with transaction.atomic():
        now = timezone.now()
        built = world.build(at=now)
        accounts.open_all(built)
        if (room := agreements.load(built)) is not None:
            negotiation.load(room)
        duties.keep(built, at=now)
        history.tell(built)


def table() -> str:
    """Who can sign in, in columns."""
    rows = accounts.shown()
    if not rows:
        return "Aucun compte de démonstration : lancez « python manage.py demo »."
    email, role = max(len(row.email) for row in rows), max(len(row.role) for row in rows)
    lines = [f"  {row.email:<{email}}  {row.role:<{role}}  {row.what}" for row in rows]
    head = (
        f"Comptes de démonstration, mot de passe : {accounts.password()}",
        f"Seconde vérification : clé {accounts.key()} à donner à une application,",
        "ou le code que dit à l’instant : MAILLAGE_DEMO=1 .venv/bin/python manage.py demo --code",
    )
    return "\n".join([*head, "", *lines])
