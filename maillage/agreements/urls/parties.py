"""Parties, terms, principles, links and pieces of an agreement, and how it goes out."""

from __future__ import annotations

from django.urls import path

from maillage.agreements.views import (
    carriers,
    frameworks,
    links,
    members,
    new_organisations,
    parties,
    pieces,
    principles,
    sharing,
    terms,
)

urlpatterns = [
    path("choisir/", links.choose, name="choose"),
    # who is in it
    path("<uuid:pk>/parties/", parties.party_page, name="parties"),
    path("<uuid:pk>/parties/ajouter/", parties.party_join, name="party_join"),
    path("<uuid:pk>/parties/<uuid:party_pk>/modifier/", parties.party_edit, name="party_edit"),
    path("<uuid:pk>/parties/<uuid:party_pk>/rattacher/", parties.party_tie, name="party_tie"),
    path(
        "<uuid:pk>/parties/<uuid:party_pk>/rattacher/nouvelle/", new_organisations.party_tie_new, name="party_tie_new"
    ),
    path("<uuid:pk>/parties/<uuid:party_pk>/depart/", parties.party_leave, name="party_leave"),
    path("<uuid:pk>/parties/<uuid:party_pk>/qui/<slug:function>/", carriers.pilot_name, name="pilot_name"),
    path("<uuid:pk>/parties/<uuid:party_pk>/membres/", members.adherence_page, name="adherences"),
    path("<uuid:pk>/parties/<uuid:party_pk>/membres/nouveau/", members.adherence_new, name="adherence_new"),
    path("<uuid:pk>/parties/<uuid:party_pk>/membres/tous/", members.adherence_all, name="adherence_all"),
    path("<uuid:pk>/adhesions/<uuid:adherence_pk>/fin/", members.adherence_end, name="adherence_end"),
    path("<uuid:pk>/adhesions/<uuid:adherence_pk>/refus/", members.adherence_refuse, name="adherence_refuse"),
    path("<uuid:pk>/garants/nouveau/", carriers.guarantor_new, name="guarantor_new"),
    path("<uuid:pk>/garants/<uuid:guarantor_pk>/fin/", carriers.guarantor_end, name="guarantor_end"),
    # what it says of its life
    path("<uuid:pk>/termes/", terms.term_page, name="terms"),
    path("<uuid:pk>/termes/dates/", terms.facts_edit, name="facts"),
    path("<uuid:pk>/termes/ou-compter/", terms.zone_edit, name="zone"),
    path("<uuid:pk>/termes/<slug:name>/", terms.term_edit, name="term_edit"),
    path("<uuid:pk>/termes/<slug:name>/retirer/", terms.term_withdraw, name="term_withdraw"),
    path("<uuid:pk>/principes/", principles.principle_page, name="principles"),
    # what it stands beside
    path("<uuid:pk>/liens/", links.link_page, name="links"),
    path("<uuid:pk>/liens/nouveau/", links.link_new, name="link_new"),
    path("<uuid:pk>/liens/<uuid:link_pk>/defaire/", links.link_undo, name="link_undo"),
    path("<uuid:pk>/liens/<uuid:link_pk>/ecarts/", links.deviation_page, name="deviations"),
    path("<uuid:pk>/cadres/<uuid:mention_pk>/", frameworks.framework_cite, name="framework_cite"),
    # its pieces
    path("<uuid:pk>/pieces/", pieces.piece_page, name="pieces"),
    path("<uuid:pk>/pieces/ajouter/", pieces.piece_new, name="piece_new"),
    path("<uuid:pk>/pieces/sans-objet/", pieces.piece_waive, name="piece_waive"),
    path("<uuid:pk>/pieces/sans-objet/<uuid:waived_pk>/", pieces.piece_want, name="piece_want"),
    path("<uuid:pk>/pieces/<uuid:document_pk>/modifier/", pieces.piece_edit, name="piece_edit"),
    path("<uuid:pk>/pieces/<uuid:document_pk>/fait-foi/", pieces.piece_authoritative, name="piece_authoritative"),
    path("<uuid:pk>/pieces/<uuid:document_pk>/retirer/", pieces.piece_withdraw, name="piece_withdraw"),
    # how it goes out
    path("<uuid:pk>/partager/", sharing.share, name="share"),
    path("<uuid:pk>/publier/", sharing.publish_page, name="publish"),
    path("<uuid:pk>/publier/<uuid:party_pk>/accepter/", sharing.publish_agree, name="publish_agree"),
    path("<uuid:pk>/publier/<uuid:party_pk>/declarer/", sharing.publish_declare, name="publish_declare"),
    path("<uuid:pk>/publier/<uuid:party_pk>/retirer/", sharing.publish_withdraw, name="publish_withdraw"),
    path("<uuid:pk>/archiver/", sharing.archive, name="archive"),
    path("<uuid:pk>/restaurer/", sharing.restore, name="restore"),
]
