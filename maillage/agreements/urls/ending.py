"""The life of an agreement: its timeline, what follows its term, how it ends, disputes."""

from __future__ import annotations

from django.urls import path

from maillage.agreements.views import disputes, ending, happened, timeline

urlpatterns = [
    path("<uuid:pk>/frise/", timeline.timeline_page, name="timeline"),
    path("<uuid:pk>/suite/", ending.suite_page, name="suite"),
    path("<uuid:pk>/suite/souhait/<uuid:party_pk>/", happened.wish, name="wish"),
    path("<uuid:pk>/suite/renouveler/", happened.renew, name="renew"),
    path("<uuid:pk>/suite/prolonger/", happened.extension_new, name="extension_new"),
    path("<uuid:pk>/suite/suspendre/", happened.suspension_new, name="suspension_new"),
    path("<uuid:pk>/suite/reprendre/<uuid:suspension_pk>/", happened.suspension_end, name="suspension_end"),
    path("<uuid:pk>/suite/fin/", happened.ending_new, name="ending_new"),
    path("<uuid:pk>/suite/retirer/<slug:kind>/<uuid:fact_pk>/", happened.fact_withdraw, name="fact_withdraw"),
    # notices
    path("<uuid:pk>/preavis/nouveau/<uuid:party_pk>/<slug:slug>/", ending.notice_new, name="notice_new"),
    path("<uuid:pk>/preavis/<uuid:ending_pk>/", ending.notice_page, name="notice"),
    path("<uuid:pk>/preavis/<uuid:ending_pk>/modifier/", ending.notice_edit, name="notice_edit"),
    path("<uuid:pk>/preavis/<uuid:ending_pk>/lettres/", ending.letter_page, name="notice_letters"),
    path(
        "<uuid:pk>/preavis/<uuid:ending_pk>/lettres/<uuid:party_pk>/<slug:form>/",
        ending.letter_file,
        name="letter_file",
    ),
    path("<uuid:pk>/preavis/<uuid:ending_pk>/envoi/<uuid:party_pk>/", ending.delivery, name="delivery"),
    # disputes
    path("<uuid:pk>/differends/", disputes.dispute_page, name="disputes"),
    path("<uuid:pk>/differends/nouveau/", disputes.dispute_new, name="dispute_new"),
    path("<uuid:pk>/differends/<uuid:dispute_pk>/etape/", disputes.step_new, name="step_new"),
    path(
        "<uuid:pk>/differends/retirer/<slug:kind>/<uuid:fact_pk>/", disputes.dispute_withdraw, name="dispute_withdraw"
    ),
]
