"""Addresses under /organisations/, /personnes/ and /importer/: three spaces of names."""

from __future__ import annotations

from django.urls import include, path

from maillage.organisations.views import (
    claims,
    detail,
    federations,
    handover,
    imports,
    mandates,
    merges,
    organisations,
    people,
    successions,
    units,
)

_organisations = [
    path("", organisations.organisation_list, name="list"),
    path("liste.<str:form>", organisations.organisation_export, name="export"),
    path("choisir/", organisations.choose, name="choose"),
    path("nouvelle/", organisations.organisation_new, name="new"),
    path("demandes/", claims.claim_list, name="claims"),
    path("demandes/<uuid:pk>/", claims.claim_decide, name="claim"),
    path("fusions/", merges.merge_list, name="merges"),
    path("fusions/<uuid:pk>/annuler/", merges.merge_undo, name="unmerge"),
    path("unites/<uuid:pk>/modifier/", units.unit_edit, name="unit_edit"),
    path("unites/<uuid:pk>/fermer/", units.unit_close, name="unit_close"),
    path("adhesions/<uuid:pk>/fin/", federations.member_leave, name="member_leave"),
    path("habilitations/<uuid:pk>/fin/", federations.accreditation_end, name="accreditation_end"),
    path("<uuid:pk>/", detail.organisation_detail, name="detail"),
    path("<uuid:pk>/unites/", detail.organisation_units, name="units"),
    path("<uuid:pk>/personnes/", detail.organisation_people, name="people"),
    path("<uuid:pk>/membres/", detail.organisation_members, name="members"),
    path("<uuid:pk>/espace/", federations.inner_space, name="space"),
    path("<uuid:pk>/journal/", detail.organisation_journal, name="journal"),
    path("<uuid:pk>/modifier/", organisations.organisation_edit, name="edit"),
    path("<uuid:pk>/renommer/", organisations.organisation_rename, name="rename"),
    path("<uuid:pk>/fin/", organisations.organisation_close, name="close"),
    path("<uuid:pk>/rouvrir/", organisations.organisation_reopen, name="reopen"),
    path("<uuid:pk>/succession/", successions.succession_new, name="succeed"),
    path("<uuid:pk>/doublons/", merges.organisation_duplicates, name="duplicates"),
    path("<uuid:pk>/reunir/<uuid:other>/", merges.organisation_merge, name="merge"),
    path("<uuid:pk>/parler/", claims.claim_new, name="claim_new"),
    path("<uuid:pk>/unites/nouvelle/", units.unit_new, name="unit_new"),
    path("<uuid:pk>/unites/niveaux/", units.unit_labels, name="unit_labels"),
    path("<uuid:pk>/membres/nouveau/", federations.member_new, name="member_new"),
    path("<uuid:pk>/habilitations/nouvelle/", federations.accreditation_new, name="accreditation_new"),
]

_people = [
    path("", people.person_list, name="list"),
    path("choisir/", people.choose, name="choose"),
    path("nouvelle/", people.person_new, name="new"),
    path("fonctions/<uuid:pk>/fin/", mandates.mandate_end, name="mandate_end"),
    path("fonctions/<uuid:pk>/suppleance/", mandates.mandate_substitute, name="mandate_substitute"),
    path("<uuid:pk>/", people.person_detail, name="detail"),
    path("<uuid:pk>/modifier/", people.person_edit, name="edit"),
    path("<uuid:pk>/fonctions/nouvelle/", mandates.mandate_new, name="mandate_new"),
    path("<uuid:pk>/passer-la-main/", handover.hand_over_person, name="hand_over"),
    path("<uuid:pk>/doublons/", merges.person_duplicates, name="duplicates"),
    path("<uuid:pk>/reunir/<uuid:other>/", merges.person_merge, name="merge"),
]

_imports = [
    path("", imports.import_new, name="new"),
    path("modele.xlsx", imports.template, name="template"),
    path("<uuid:pk>/", imports.import_detail, name="detail"),
    path("<uuid:pk>/colonnes/", imports.import_columns, name="columns"),
    path("<uuid:pk>/decider/", imports.import_decide, name="decide"),
    path("<uuid:pk>/confirmer/", imports.import_confirm, name="confirm"),
    path("<uuid:pk>/abandonner/", imports.import_drop, name="drop"),
    path("<uuid:pk>/annuler/", imports.import_undo, name="undo"),
]

urlpatterns = [
    path("organisations/", include((_organisations, "organisations"))),
    path("personnes/", include((_people, "people"))),
    path("importer/", include((_imports, "imports"))),
]
