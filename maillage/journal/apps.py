"""Declares the journal to Django."""

from __future__ import annotations

from django.apps import AppConfig


class JournalConfig(AppConfig):
    """The journal of writes, and the trace of sign-ins."""

    name = "maillage.journal"
    label = "journal"
    verbose_name = "journal"
