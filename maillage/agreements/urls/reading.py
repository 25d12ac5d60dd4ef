"""Confirming a reading, and what the parties answer."""

from __future__ import annotations

from django.urls import path

from maillage.agreements.views import answering, concluding, correcting, reading

urlpatterns = [
    path("<uuid:pk>/lecture/", reading.reading, name="reading"),
    path("<uuid:pk>/lecture/decider/", reading.decide, name="reading-decide"),
    path("<uuid:pk>/lecture/tout-confirmer/", reading.accept_all, name="reading-accept-all"),
    path("<uuid:pk>/lecture/annuler/", reading.undo, name="reading-undo"),
    path("<uuid:pk>/lecture/gestes/", reading.gestures, name="reading-gestures"),
    path("<uuid:pk>/lecture/touches/", reading.keys, name="reading-keys"),
    path("<uuid:pk>/lecture/ajouter/", correcting.add, name="reading-add"),
    path("<uuid:pk>/lecture/texte/", concluding.mend, name="reading-mend"),
    path("<uuid:pk>/lecture/confirmer/", concluding.confirm, name="reading-confirm"),
    path("<uuid:pk>/lecture/defauts/<uuid:defect>/ecarter/", concluding.defect, name="reading-defect"),
    path("<uuid:pk>/lecture/defauts/<uuid:defect>/", concluding.defect_state, name="reading-defect-state"),
    path("<uuid:pk>/lecture/contestations/<uuid:objection>/", answering.settle, name="reading-settle"),
    path("<uuid:pk>/lecture/<uuid:finding>/corriger/", correcting.correct, name="reading-correct"),
    path("<uuid:pk>/lecture/<uuid:finding>/organisation/", correcting.tie, name="reading-tie"),
    path("<uuid:pk>/lecture/<uuid:finding>/organisation/nouvelle/", correcting.create, name="reading-create"),
    path("<uuid:pk>/confirmer/", answering.answer, name="answer"),
    path("<uuid:pk>/confirmer/<uuid:finding>/contester/", answering.contest, name="answer-contest"),
    path("<uuid:pk>/confirmer/contestations/<uuid:objection>/retirer/", answering.withdraw, name="answer-withdraw"),
]
