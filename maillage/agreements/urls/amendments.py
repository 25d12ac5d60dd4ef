"""The versions of a text in time, and the avenants that make them."""

from __future__ import annotations

from django.urls import path

from maillage.agreements.views import amendments, instructions, versions

_OF = "<uuid:pk>/avenants/<uuid:amendment_pk>/"
_ASKED = f"{_OF}changements/<uuid:instruction_pk>/"

urlpatterns = [
    path("<uuid:pk>/versions/", versions.version_list, name="versions"),
    path("<uuid:pk>/versions/texte/", versions.text_on, name="text_on"),
    path("<uuid:pk>/avenants/nouveau/", amendments.amendment_new, name="amendment_new"),
    path(_OF, amendments.amendment, name="amendment"),
    path(f"{_OF}modifier/", amendments.amendment_edit, name="amendment_edit"),
    path(f"{_OF}texte/", amendments.amendment_text, name="amendment_text"),
    path(f"{_OF}enregistrer/", amendments.amendment_record, name="amendment_record"),
    path(f"{_OF}retirer/", amendments.amendment_withdraw, name="amendment_withdraw"),
    path(f"{_OF}supprimer/", amendments.amendment_discard, name="amendment_discard"),
    path(f"{_OF}lire/", instructions.amendment_read, name="amendment_read"),
    path(f"{_OF}demander/<slug:verb>/", instructions.instruction_new, name="instruction_new"),
    path(f"{_OF}engagements/<uuid:change_pk>/", amendments.fate_decide, name="fate_decide"),
    path(_ASKED, instructions.instruction_edit, name="instruction_edit"),
    path(f"{_ASKED}confirmer/", instructions.instruction_confirm, name="instruction_confirm"),
    path(f"{_ASKED}retirer/", instructions.instruction_drop, name="instruction_drop"),
    path(f"{_ASKED}decider/", instructions.instruction_decide, name="instruction_decide"),
]
