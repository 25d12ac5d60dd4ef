"""The page of the text: words and notes for each reader, addresses that last, find, show and hide."""

from __future__ import annotations

import re
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from maillage.agreements.actions import bringing, drawing
from maillage.agreements.choices import DefectState, DocumentRole, MentionKind
from maillage.agreements.models import Agreement, Defect, Expression, Mention, ProvisionVersion
from maillage.files.actions import deposit
from tests.agreements.reading_pages import first_commitment, more_commitments, page, said, signed_in
from tests.cast import NOW
from tests.factories.agreements import PROTOCOL, THEN, brought, confirmed, judged, published
from tests.helpers import assert_flat

pytestmark = pytest.mark.django_db


@pytest.fixture
def agreement(cast: Any) -> Agreement:
    return confirmed(cast.departement, cast.ccas, by=cast.alice)


@pytest.fixture
def alice(cast: Any) -> Client:
    return signed_in(cast.alice)


def test_words_have_their_notes_and_notes_lead_to_what_lives_there(agreement: Agreement, alice: Client) -> None:
    html = page(alice, "detail", agreement.pk)
    commitment = reverse("agreements:commitment", args=[agreement.pk, first_commitment(agreement).pk])
    assert re.search(r'<a class="words" href="#n-(\d+)" id="w-\1"[^>]*><span>tenir une permanence', html)
    assert f'<a href="{commitment}">Engagement du Département</a>' in html
    for title in ("Durée\u00a0: 3\u00a0ans", "Comité de suivi", "Engagement de toutes les parties", "Le CCAS"):
        assert title in html
    links = set(re.findall(r'href="#([^"]+)"', html))
    assert not {one for one in links if f'id="{one}"' not in html}


def test_a_draft_shows_its_words_without_notes(cast: Any, alice: Client) -> None:
    draft = brought(cast.departement, by=cast.alice)
    html = page(alice, "detail", draft.pk)
    assert "C’est un brouillon" in html
    assert "tenir une permanence" in html
    assert 'role="note"' not in html


def test_an_agreement_without_text_says_so_and_shows_its_documents(cast: Any, alice: Client) -> None:
    bare = bringing.bring(organisation=cast.departement, title="Convention retrouvée", by=cast.alice, at=THEN)
    assert "Aucun document n’y est encore joint" in page(alice, "detail", bare.pk)
    file = deposit(content=b"acte", name="acte.txt", organisation_id=cast.departement.pk, by=None, at=THEN)
    bringing.attach(agreement=bare, file=file, role=DocumentRole.RESOLUTION, title="Délibération", by=None, at=THEN)
    told = said(alice, "detail", bare.pk)
    assert "Le texte n’est pas encore là" in told
    assert "Délibération (délibération)" in told


def test_a_provision_keeps_its_address(agreement: Agreement, alice: Client) -> None:
    version = ProvisionVersion.objects.get(expression__agreement=agreement, eid="art_3")
    answer = alice.get(reverse("agreements:provision", args=[agreement.pk, version.provision_id]))
    assert answer["Location"] == f"/conventions/{agreement.pk}/#art_3"
    ProvisionVersion.objects.filter(pk=version.pk).update(eid="art_4")
    moved = alice.get(reverse("agreements:provision", args=[agreement.pk, version.provision_id]))
    assert moved["Location"].endswith("#art_4")
    assert alice.get(reverse("agreements:provision", args=[agreement.pk, uuid4()])).status_code == 404


def test_addresses_are_shown_to_whoever_asks(agreement: Agreement, alice: Client) -> None:
    version = ProvisionVersion.objects.get(expression__agreement=agreement, eid="art_3")
    pin = f'<a class="pin" href="/conventions/{agreement.pk}/dispositions/{version.provision_id}/">art_3</a>'
    assert pin in page(alice, "detail", agreement.pk, query="?adresses=1")
    assert 'class="pin"' not in page(alice, "detail", agreement.pk)


def test_words_are_found_whatever_their_case_and_accents(agreement: Agreement, alice: Client) -> None:
    html = page(alice, "detail", agreement.pk, query="?q=HEBDOMADAIRE")
    assert '<mark id="o-1">hebdomadaire</mark>' in html
    told = said(alice, "detail", agreement.pk, query="?q=département")
    count = len(re.findall("département", PROTOCOL, re.I))
    assert f"{count} passages pour « département »" in told
    hops = page(alice, "detail", agreement.pk, query="?q=ccas")
    assert '<a href="#o-2" aria-label="Passage suivant">' in hops
    assert '<a href="#o-1" aria-label="Passage précédent">' in hops
    assert "Aucun passage ne dit" in page(alice, "detail", agreement.pk, query="?q=zzz")


def test_what_one_types_is_shown_as_words(agreement: Agreement, alice: Client) -> None:
    assert "<script>alert" not in page(alice, "detail", agreement.pk, query="?q=<script>alert(1)</script>")


def test_the_address_says_which_notes_are_shown(agreement: Agreement, alice: Client) -> None:
    every = page(alice, "detail", agreement.pk)
    some = page(alice, "detail", agreement.pk, query="?notes=&notes=termes")
    assert 'class="note" role="note"' in some
    assert 'data-kind="engagements"' not in some
    assert 'role="note"' not in page(alice, "detail", agreement.pk, query="?notes=")
    number = re.search(r'id="n-(\d+)" data-kind="termes"', every)
    assert number is not None
    assert number[0] in some


def test_a_text_is_never_run(cast: Any, alice: Client) -> None:
    text = PROTOCOL.replace("de la personne", "<script>alert(1)</script> de <b>la</b> personne")
    agreement = confirmed(cast.departement, cast.ccas, text=text)
    html = page(alice, "detail", agreement.pk)
    assert "<script>alert" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html


def test_the_text_is_drawn_once_and_read_the_same_when_it_is_not(agreement: Agreement, alice: Client) -> None:
    kept = Expression.objects.get(agreement=agreement).html
    assert "<!--w " in kept
    assert "role=" not in kept.replace('role="list"', "")
    html = page(alice, "detail", agreement.pk)
    Expression.objects.filter(agreement=agreement).update(html="")
    assert page(alice, "detail", agreement.pk) == html
    drawing.redraw(agreement=agreement)
    assert Expression.objects.get(agreement=agreement).html == kept


def test_what_was_added_since_the_text_was_drawn_is_shown(agreement: Agreement, alice: Client) -> None:
    expression = Expression.objects.get(agreement=agreement)
    start = PROTOCOL.index("secret professionnel")
    Mention.objects.create(
        agreement=agreement, kind=MentionKind.PRINCIPLE, text="secret professionnel", expression=expression,
        start=start, end=start + 6, quote="secret",
    )  # fmt: skip
    html = page(alice, "detail", agreement.pk)
    assert "Principe\u00a0: Secret professionnel" in html
    assert "<span>secret</span>" in html


def test_words_that_are_lost_are_to_be_looked_for(agreement: Agreement, alice: Client) -> None:
    Mention.objects.create(agreement=agreement, kind=MentionKind.PRINCIPLE, text="ancien principe", is_adrift=True)
    told = said(alice, "detail", agreement.pk)
    assert "À revoir" in told
    assert "Ancien principe" in told


def test_outsiders_read_a_published_text_without_its_review_and_states(cast: Any) -> None:
    agreement = published(cast.departement, cast.ccas, by=cast.alice)
    judged(agreement, cast.departement, "broken", share_now=True)
    html = page(signed_in(cast.chloe), "detail", agreement.pk)
    assert "Engagement du Département" in html
    for hidden in ("Relecture", "Non tenu", "À compléter", "relecture"):
        assert hidden not in html


def test_a_defect_that_was_set_aside_has_no_note(agreement: Agreement, alice: Client) -> None:
    assert 'data-kind="relecture"' in page(alice, "detail", agreement.pk)
    Defect.objects.filter(agreement=agreement).update(state=DefectState.SET_ASIDE, reason="Sans objet ici")
    Mention.objects.filter(agreement=agreement, kind=MentionKind.BLANK).delete()
    assert 'data-kind="relecture"' not in page(alice, "detail", agreement.pk)


def test_htmx_is_given_the_text_alone(agreement: Agreement, alice: Client) -> None:
    address = reverse("agreements:detail", args=[agreement.pk])
    part = alice.get(address, headers={"HX-Request": "true"}).content.decode()
    assert part.strip().startswith('<div id="lecture">')
    assert "<h1" not in part


def test_the_page_asks_as_much_of_the_database_for_200_commitments(agreement: Agreement, alice: Client) -> None:
    more_commitments(agreement, 5, at=THEN)
    assert_flat(
        alice,
        reverse("agreements:detail", args=[agreement.pk]),
        lambda: more_commitments(agreement, 190, at=NOW),
    )
