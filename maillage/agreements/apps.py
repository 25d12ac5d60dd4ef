"""Declares the room to Django, and tells the journal its sentences."""

from __future__ import annotations

from django.apps import AppConfig


class AgreementsConfig(AppConfig):
    """The living agreement."""

    name = "maillage.agreements"
    label = "agreements"
    verbose_name = "conventions"

    def ready(self) -> None:
        """Register the sentences of the journal, the kinds of alerts, and what is done each night."""
        from maillage.agreements import sentences
        from maillage.agreements.actions import requests
        from maillage.agreements.agenda import Duties
        from maillage.agreements.duty_words import REGISTERED
        from maillage.agreements.letters import REQUEST
        from maillage.agreements.tasks import ask_for_all_duties
        from maillage.notices import feeds, kinds, rounds
        from maillage.notices.actions import posting

        sentences.register()
        kinds.register(*REGISTERED)
        feeds.register(Duties())
        posting.on_sent(REQUEST, requests.mailed)
        rounds.register("échéances", every=rounds.DAILY, work=ask_for_all_duties)
