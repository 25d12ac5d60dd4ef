"""Declares the room to Django, and tells the journal its sentences."""

from __future__ import annotations

from django.apps import AppConfig


class OrganisationsConfig(AppConfig):
    """Organisations, people, accounts and rights."""

    name = "maillage.organisations"
    label = "organisations"
    verbose_name = "organisations"

    def ready(self) -> None:
        """Register what others ask of the room: sentences, what rests on people, who draws perimeters."""
        from maillage.organisations import policies, sentences
        from maillage.organisations.actions import handover
        from maillage.territories import policies as territories

        sentences.register()
        handover.register()
        territories.register(
            may_edit=policies.may_edit_perimeters,
            owners=policies.owners_of_perimeters,
            names=policies.names_of_organisations,
        )
