"""Commitments, and how parties judge them."""

from __future__ import annotations

from django.urls import path

from maillage.agreements.views import commitments, judgements

urlpatterns = [
    path("<uuid:pk>/engagements/", commitments.commitments, name="commitments"),
    path("<uuid:pk>/engagements/tableau.<str:form>", commitments.commitments_export, name="commitments_export"),
    path("<uuid:pk>/engagements/juger/", judgements.judge_many, name="judge_many"),
    path("<uuid:pk>/engagements/partager/", judgements.share, name="share_judgements"),
    path("<uuid:pk>/engagements/<uuid:commitment_pk>/", commitments.commitment, name="commitment"),
    path("<uuid:pk>/engagements/<uuid:commitment_pk>/juger/", judgements.judge, name="judge"),
    path("<uuid:pk>/engagements/<uuid:commitment_pk>/justificatif/", judgements.evidence_new, name="evidence_new"),
    path("<uuid:pk>/justificatifs/<uuid:evidence_pk>/", judgements.evidence, name="evidence"),
]
