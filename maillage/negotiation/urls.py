"""Addresses of the negotiation, under that of its draft, and of circuits of visas, under that of their organisation."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

from maillage.negotiation.views import approvals, circuits, plans, proposals, remarks, rounds, text, word

_PROPOSAL = "propositions/<uuid:proposal_pk>"
_REMARK = "remarques/<uuid:remark_pk>"
_PROVISION = "dispositions/<uuid:provision_pk>"

_DRAFT = [
    path("", text.page, name="page"),
    path("ouvrir/", text.begin, name="begin"),
    path("arreter/", text.stop, name="stop"),
    path("reprendre/", text.take_up, name="take_up"),
    path(f"{_PROVISION}/", text.provision, name="provision"),
    path(f"{_PROVISION}/remarquer/", remarks.remark_new, name="remark_new"),
    path(f"{_PROVISION}/<slug:kind>/", proposals.propose, name="propose"),
    path("propositions/", proposals.proposal_list, name="proposals"),
    path(f"{_PROPOSAL}/", proposals.proposal, name="proposal"),
    path(f"{_PROPOSAL}/repondre/", proposals.answer, name="answer"),
    path(f"{_PROPOSAL}/autre-redaction/", proposals.counter, name="counter"),
    path(f"{_PROPOSAL}/reecrire/", proposals.rewrite, name="rewrite"),
    path(f"{_PROPOSAL}/retirer/", proposals.withdraw, name="withdraw"),
    path(f"{_PROPOSAL}/retenir/", proposals.retain, name="retain"),
    path(f"{_PROPOSAL}/rediscuter/", proposals.release, name="release"),
    path(f"{_PROPOSAL}/rouvrir/", proposals.discuss_again, name="discuss_again"),
    path(f"{_PROPOSAL}/ecarter/", proposals.set_aside, name="set_aside"),
    path(f"{_PROPOSAL}/remarquer/", remarks.remark_on_proposal, name="remark_on_proposal"),
    path("remarques/", remarks.remark_list, name="remarks"),
    path(f"{_REMARK}/", remarks.remark, name="remark"),
    path(f"{_REMARK}/regler/", remarks.resolve, name="resolve"),
    path(f"{_REMARK}/rouvrir/", remarks.reopen, name="reopen"),
    path(f"{_REMARK}/replacer/", remarks.place, name="place"),
    path("projet.docx", word.export, name="word"),
    path("document/", word.back, name="word_back"),
    path("document/<uuid:document_pk>/", word.take_up, name="word_take_up"),
    path("tours/", rounds.round_list, name="rounds"),
    path("tours/clore/", rounds.close, name="close_round"),
    path("tours/repondre-avant/", rounds.answer_day, name="answer_day"),
    path("approbation/", approvals.approval, name="approval"),
    path("approbation/<uuid:seat_pk>/circuit/", approvals.choose_circuit, name="choose_circuit"),
    path("approbation/<uuid:seat_pk>/commencer/", approvals.begin, name="begin_approval"),
    path("approbation/<uuid:seat_pk>/approuver/", approvals.approve, name="approve"),
    path("approbation/<uuid:seat_pk>/revenir/", approvals.take_back, name="take_back"),
    path("visas/<uuid:visa_pk>/", approvals.visa, name="visa"),
    path("retroplanning/", plans.plan, name="plan"),
    path("retroplanning/<uuid:seat_pk>/modifier/", plans.plan_edit, name="plan_edit"),
    path("retroplanning/<uuid:seat_pk>/etapes/<slug:step>/", plans.step_done, name="step_done"),
    path("retroplanning/<uuid:seat_pk>/<slug:name>/", plans.paper, name="paper"),
    path("retroplanning/<uuid:seat_pk>/<slug:name>.docx", plans.paper_docx, name="paper_docx"),
]
_HOUSE = [
    path("", circuits.circuit_list, name="circuits"),
    path("nouveau/", circuits.circuit_new, name="circuit_new"),
    path("<uuid:circuit_pk>/modifier/", circuits.circuit_edit, name="circuit_edit"),
    path("<uuid:circuit_pk>/retirer/", circuits.circuit_withdraw, name="circuit_withdraw"),
]
_ALL: list[URLPattern | URLResolver] = [
    path("conventions/<uuid:pk>/negociation/", include(_DRAFT)),
    path("organisations/<uuid:pk>/circuits/", include(_HOUSE)),
]

urlpatterns: list[URLPattern | URLResolver] = [path("", include((_ALL, "negotiation")))]
