"""Who owes what: the matrix, the list and its filters, the table to take away, the page of one commitment."""

from __future__ import annotations

import csv
import datetime as dt
import io
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from maillage.agreements.choices import Binding, Strength
from maillage.agreements.models import Adherence, Agreement, CommitmentVersion, Party
from tests.agreements.reading_pages import first_commitment, more_commitments, page, said, signed_in
from tests.cast import NOW, TODAY
from tests.factories.agreements import THEN, brought, confirmed, judged, published
from tests.factories.organisations import OrganisationFactory
from tests.helpers import assert_flat

pytestmark = pytest.mark.django_db
PERMANENCE = "tenir une permanence hebdomadaire dans les locaux du CCAS"
BILAN = "établir un bilan annuel"
SALLE = "met une salle à disposition"


@pytest.fixture
def agreement(cast: Any) -> Agreement:
    return confirmed(cast.departement, cast.ccas, by=cast.alice)


@pytest.fixture
def alice(cast: Any) -> Client:
    return signed_in(cast.alice)


def party(agreement: Agreement, organisation: Any) -> Party:
    return Party.objects.get(agreement=agreement, organisation=organisation)


def test_the_matrix_crosses_themes_and_parties(cast: Any, agreement: Agreement, alice: Client) -> None:
    judged(agreement, cast.departement, "kept", share_now=True)
    html = page(alice, "commitments", agreement.pk)
    for column in ("Le Département", "Le CCAS", "Ensemble"):
        assert f"{column}</" in html
    assert "1\u00a0tenu sur\u00a05" in html
    assert f"?partie={party(agreement, cast.ccas).pk}&amp;theme=" in html


def test_the_list_says_words_bearers_article_and_strength(agreement: Agreement, alice: Client) -> None:
    told = said(alice, "commitments", agreement.pk)
    assert "Les 5 engagements" in told
    assert PERMANENCE in told
    assert "Article 2" in told
    assert "· de moyens" in told
    assert "(toutes les parties)" in told or "(réciproque)" in told


@pytest.mark.parametrize(
    ("query", "shown", "hidden"),
    [
        ("force=best_efforts", SALLE, PERMANENCE),
        ("article=3", BILAN, PERMANENCE),
        ("etat=kept", PERMANENCE, SALLE),
        ("partie=ensemble", BILAN, PERMANENCE),
        ("force=inconnue", PERMANENCE, "Aucun engagement ne répond"),
        ("au=n’importe quoi", PERMANENCE, "Aucun engagement"),
    ],
)
def test_filters_stand_in_the_address(
    cast: Any, agreement: Agreement, alice: Client, query: str, shown: str, hidden: str
) -> None:
    judged(agreement, cast.departement, "kept", share_now=True)
    told = said(alice, "commitments", agreement.pk, query=f"?{query}")
    listed = told[told.index("Filtrer") :]
    assert shown in listed
    assert hidden not in listed


def test_a_party_owes_what_all_owe_too_unless_one_asks_otherwise(
    cast: Any, agreement: Agreement, alice: Client
) -> None:
    key = party(agreement, cast.ccas).pk
    whole = said(alice, "commitments", agreement.pk, query=f"?partie={key}")
    alone = said(alice, "commitments", agreement.pk, query=f"?partie={key}&seuls=on")
    assert BILAN in whole
    assert BILAN not in alone
    assert PERMANENCE not in whole


def test_the_list_may_be_put_together_by_party(agreement: Agreement, alice: Client) -> None:
    html = page(alice, "commitments", agreement.pk, query="?groupe=partie")
    assert html.index("<h3>Le Département</h3>") < html.index("<h3>Le CCAS</h3>") < html.index("<h3>Ensemble</h3>")


def test_a_reciprocal_commitment_binds_the_parties_of_the_day(cast: Any, agreement: Agreement, alice: Client) -> None:
    CommitmentVersion.objects.filter(agreement=agreement, text__contains=BILAN).update(binding=Binding.RECIPROCAL)
    Party.objects.create(
        agreement=agreement, organisation=cast.commune, name="Commune de Montclair", order=5, from_on=TODAY
    )
    before = said(alice, "commitments", agreement.pk, query="?partie=ensemble&au=2026-02-15")
    today = said(alice, "commitments", agreement.pk, query=f"?partie=ensemble&au={TODAY.isoformat()}")
    assert "Le Département Le CCAS (réciproque)" in before
    assert "Le Département Le CCAS Commune de Montclair (réciproque)" in today


def test_a_commitment_that_ended_is_listed_for_the_days_when_it_held(agreement: Agreement, alice: Client) -> None:
    CommitmentVersion.objects.filter(agreement=agreement, text__startswith="tenir").update(
        valid_from=dt.date(2025, 1, 1), valid_to=dt.date(2026, 1, 1)
    )
    assert PERMANENCE in said(alice, "commitments", agreement.pk, query="?au=2025-12-31")
    assert PERMANENCE not in said(alice, "commitments", agreement.pk, query="?au=2026-01-01")


def test_a_federation_binds_its_members_that_adhere_that_day(cast: Any, alice: Client) -> None:
    agreement = confirmed(cast.departement, cast.federation, by=cast.alice)
    held = party(agreement, cast.federation)
    out = OrganisationFactory(name="Association du Val")
    Adherence.objects.create(agreement=agreement, party=held, member=cast.member, from_on=dt.date(2026, 1, 1))
    Adherence.objects.create(
        agreement=agreement, party=held, member=out, from_on=dt.date(2026, 1, 1), has_opted_out=True
    )
    told = said(alice, "commitments", agreement.pk, query="?au=2026-02-01")
    assert "lient 1 membre au 1er février 2026, 1 a dit ne pas l’être" in told
    assert "Association du Val a dit ne pas être liée" in told
    assert "n’est encore déclaré lié" in said(alice, "commitments", agreement.pk, query="?au=2025-02-01")


def test_no_commitment_yet_says_what_to_do(cast: Any, alice: Client) -> None:
    draft = brought(cast.departement, by=cast.alice)
    assert "Les engagements viendront avec la lecture" in page(alice, "commitments", draft.pk)


def test_the_list_is_taken_away_as_it_is_filtered(cast: Any, agreement: Agreement, alice: Client) -> None:
    judged(agreement, cast.departement, "kept", share_now=True, word="=Vu en comité")
    address = reverse("agreements:commitments_export", args=[agreement.pk, "csv"])
    rows = list(csv.reader(io.StringIO(alice.get(address).content.decode("utf-8-sig")), delimiter=";"))
    assert len(rows) == 6
    first = dict(zip(rows[0], rows[1], strict=True))
    assert first["Engagement"].startswith("tenir une permanence")
    assert first["État"] == "Tenu"
    assert first["Avis : le Département"].startswith("Tenu, le ")
    book = load_workbook(
        io.BytesIO(
            alice.get(reverse("agreements:commitments_export", args=[agreement.pk, "xlsx"]) + "?article=3").content
        )
    )
    assert [row[0].value for row in book.active.iter_rows()] == ["Numéro", "5"]


def test_the_page_of_a_commitment_says_all_of_it(cast: Any, agreement: Agreement, alice: Client) -> None:
    judged(agreement, cast.ccas, "partial", share_now=True, word="Trois semaines sans permanence.", by=cast.bob)
    told = said(alice, "commitment", agreement.pk, first_commitment(agreement).pk)
    for words in (
        "Engagement 1",
        PERMANENCE,
        "Lire dans le texte, article 2",
        "Ferme",
        "Tenu en partie",
        "Trois semaines sans permanence.",
        "Ne s’est pas encore prononcé.",
        "Ses mots au fil du temps",
        "son avis sur l’engagement 1",
    ):
        assert words in told, words


def test_former_words_stay_on_the_page(agreement: Agreement, alice: Client) -> None:
    commitment = first_commitment(agreement)
    former = commitment.versions.get()
    CommitmentVersion.objects.filter(pk=former.pk).update(superseded_at=NOW)
    CommitmentVersion.objects.create(
        agreement=agreement,
        commitment=commitment,
        text="tenir deux permanences",
        recorded_at=NOW,
        strength=Strength.FIRM,
    )
    told = said(alice, "commitment", agreement.pk, commitment.pk)
    assert "tenir deux permanences" in told
    assert "Remplacé le" in told


def test_a_commitment_of_another_agreement_is_not_there(cast: Any, agreement: Agreement, alice: Client) -> None:
    other = confirmed(cast.departement, cast.commune, by=cast.alice)
    for key in (first_commitment(other).pk, uuid4()):
        assert alice.get(reverse("agreements:commitment", args=[agreement.pk, key])).status_code == 404


def test_outsiders_read_commitments_without_what_parties_think(cast: Any) -> None:
    agreement = published(cast.departement, cast.ccas, by=cast.alice)
    judged(agreement, cast.departement, "broken", share_now=True, word="Mot partagé entre parties")
    chloe = signed_in(cast.chloe)
    pages = [
        page(chloe, "commitments", agreement.pk),
        page(chloe, "commitment", agreement.pk, first_commitment(agreement).pk),
        page(chloe, "commitments_export", agreement.pk, "csv"),
    ]
    for html in pages:
        assert PERMANENCE in html
        for hidden in ("Non tenu", "non tenu", "Mot partagé", "Ce qu’en pensent", "À venir", "État;"):
            assert hidden not in html


@pytest.mark.parametrize("route", ["commitments", "judge_many"])
def test_pages_ask_as_much_of_the_database_for_200_commitments(
    cast: Any, agreement: Agreement, alice: Client, route: str
) -> None:
    def grow() -> None:
        for one in more_commitments(agreement, 190, at=NOW)[:40]:
            judged(agreement, cast.ccas, "kept", number=one.number, share_now=True)

    more_commitments(agreement, 5, at=THEN)
    judged(agreement, cast.ccas, "kept", share_now=True)
    assert_flat(alice, reverse(f"agreements:{route}", args=[agreement.pk]), grow)
