"""Declares the room to Django, and listens to what django-allauth tells of sign-ins."""

from __future__ import annotations

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Sign-in, second factor, sessions, invitations, reviews of accounts."""

    name = "maillage.accounts"
    label = "accounts"
    verbose_name = "connexion"

    def ready(self) -> None:
        """Connect the journal of sign-ins, and give the journal the sentences of this room."""
        from maillage.accounts import actions, tracing
        from maillage.journal import sentences

        tracing.connect()
        sentences.register(actions.SENTENCES)
