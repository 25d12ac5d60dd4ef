"""``manage.py trust_anchors``: the certificates at the root of the electronic signatures that are trusted here."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from maillage.agreements.actions.trusting import distrust, trust
from maillage.agreements.models import TrustAnchor
from maillage.agreements.pades import UnreadableAnchors

SHORT = 16  # characters of a fingerprint that are shown, and that are enough to name one


class Command(BaseCommand):
    """Add, list, remove. Nothing is ever fetched: whoever runs this brings the files, and vouches for them."""

    help = (
        "Trust anchors of electronic signatures. add FILE...: install those of PEM or DER certificates, or of a "
        "trusted list in XML; list: those that are installed; remove FINGERPRINT: remove one, by the start of its SHA."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """A verb and what it is about."""
        verbs = parser.add_subparsers(dest="verb", required=True)
        verbs.add_parser("list")
        verbs.add_parser("add").add_argument("files", nargs="+", type=Path)
        verbs.add_parser("remove").add_argument("fingerprint")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Do what the verb says."""
        if options["verb"] == "add":
            for path in options["files"]:
                self._add(path)
        elif options["verb"] == "remove":
            self._remove(options["fingerprint"])
        else:
            self._list()

    def _add(self, path: Path) -> None:
        try:
            new, known = trust(content=path.read_bytes(), source=path.name, at=timezone.now())
        except OSError as error:
            raise CommandError(f"{path} cannot be read: {error.strerror}.") from error
        except UnreadableAnchors as error:
            raise CommandError(f"{path}: {error}") from error
        for one in new:
            self.stdout.write(f"added    {self._line(one)}")
        if known:
            self.stdout.write(f"already there: {known}")

    def _remove(self, fingerprint: str) -> None:
        if len(fingerprint) < SHORT:
            raise CommandError(f"Give at least {SHORT} characters of the fingerprint (see: trust_anchors list).")
        removed = distrust(fingerprint=fingerprint, at=timezone.now())
        if not removed:
            raise CommandError("No installed anchor has this fingerprint (see: trust_anchors list).")
        for one in removed:
            self.stdout.write(f"removed  {self._line(one)}")

    def _list(self) -> None:
        rows = TrustAnchor.objects.filter(removed_at__isnull=True).order_by("subject", "pk")
        for one in rows:
            self.stdout.write(self._line(one))
        if not rows:
            self.stdout.write("No trust anchor is installed: no electronic signature can be said to be valid.")

    def _line(self, one: TrustAnchor) -> str:
        return f"{one.fingerprint[:SHORT]}  until {one.valid_to:%Y-%m-%d}  {one.subject}  ({one.source})"
