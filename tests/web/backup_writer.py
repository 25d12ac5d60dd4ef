"""Writes in the database without end, two rows by two: what a backup made meanwhile must not cut in half."""

from __future__ import annotations

import os
import sys

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")


def main() -> None:
    """Write pairs until the process is ended; say so after the first ones."""
    django.setup()
    from django.db import transaction
    from django.utils import timezone

    from maillage.base.identifiers import uuid7
    from maillage.journal.models import SignIn

    written = 0
    while True:
        pair = uuid7()
        with transaction.atomic():
            for outcome in ("succeeded", "left"):
                SignIn.objects.create(user_id=pair, at=timezone.now(), method="password", outcome=outcome)
        written += 1
        if written == 20:
            sys.stdout.write("writing\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main()
