"""The sheet of the terms and the dates, as people read and correct them."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.utils import timezone

from maillage.agreements.choices import TermName
from maillage.agreements.models import (
    Agreement,
    Party,
    Term,
)
from tests.agreements.pages import address, sign_in, text
from tests.factories.agreements import confirmed
from tests.helpers import ReadOnlyGet

pytestmark = pytest.mark.django_db


@pytest.fixture
def agreement(cast: Any) -> Agreement:
    return confirmed(cast.departement, cast.ccas, by=cast.alice)


# ---------------------------------------------------------------- terms


def test_the_sheet_says_the_terms_in_plain_french_with_their_words(
    client: ReadOnlyGet, cast: Any, agreement: Agreement
) -> None:
    Agreement.objects.filter(pk=agreement.pk).update(signed_on=dt.date(2025, 3, 15))
    page = text(sign_in(client, cast.eric), address("terms", agreement))
    assert "Il prend effet le jour où la dernière partie signe." in page
    assert "« pour une durée de trois ans »" in page
    assert "14 mars 2028 ou 15 mars 2028" in page
    assert "une lettre reçue au plus tard le" in page
    assert "mardi 14 décembre 2027" in page
    assert "C. civ. 1214, 1215 et 1211" in page
    assert "Corriger" not in page


def test_a_clause_is_corrected_from_the_page(client: ReadOnlyGet, cast: Any, agreement: Agreement) -> None:
    sign_in(client, cast.bob)
    url = address("term_edit", agreement, TermName.DURATION)
    assert 'value="3"' in text(client, url)
    data = {"count": "4", "unit": "Y", "basis": "declare", "declared_by": "Mme Ferry, présidente", "revision": "0"}
    assert client.post(url, data).status_code == 302
    page = text(client, address("terms", agreement))
    assert "Il dure quatre ans." in page
    assert "Déclaré par Mme Ferry, présidente" in page
    assert "Ce qui a été écrit avant" in page
    page = client.post(url, data | {"count": "5"}).content.decode()
    assert "Quelqu’un d’autre a modifié cette page" in page
    assert 'value="5"' in page


def test_a_clause_that_is_not_there_is_added_from_words(client: ReadOnlyGet, cast: Any, agreement: Agreement) -> None:
    sign_in(client, cast.bob)
    url = address("term_edit", agreement, TermName.DISPUTE_COURT)
    data = {"value": "tribunal administratif de Montreuil", "basis": "mots", "words": "jamais écrit"}
    assert "Ces mots ne sont pas dans le texte" in client.post(url, data).content.decode()
    data["words"] = "le secret professionnel"
    assert client.post(url, data).status_code == 302
    assert Term.objects.get(name=TermName.DISPUTE_COURT).quote == "le secret professionnel"


@pytest.mark.parametrize(
    ("name", "data", "error"),
    [
        (
            TermName.DURATION,
            {"count": "0", "unit": "Y", "basis": "declare", "declared_by": "x"},
            "supérieure ou égale à 1",
        ),
        (TermName.RENEWAL_MODE, {"value": "peut-être", "basis": "declare", "declared_by": "x"}, "choix valide"),
        (TermName.EFFECT_DATE, {"value": "demain", "basis": "declare", "declared_by": "x"}, "Écrivez une date"),
        (TermName.EFFECT_DATE, {"value": "2025-01-01", "basis": "declare", "declared_by": " "}, "qui l’a déclaré"),
        (TermName.EFFECT_DATE, {"value": "2025-01-01", "basis": "mots", "words": ""}, "Copiez les mots"),
    ],
)
def test_what_makes_no_clause_is_told(
    client: ReadOnlyGet, cast: Any, agreement: Agreement, name: str, data: dict[str, str], error: str
) -> None:
    before = Term.objects.count()
    page = sign_in(client, cast.bob).post(address("term_edit", agreement, name), data | {"revision": "0"})
    assert error in page.content.decode().replace("\u00a0", " ")
    assert Term.objects.count() == before


def test_a_withdrawn_clause_leaves_the_sheet(client: ReadOnlyGet, cast: Any, agreement: Agreement) -> None:
    sign_in(client, cast.bob)
    url = address("term_withdraw", agreement, TermName.RENEWAL_MODE)
    assert client.post(url, {"revision": "0"}).status_code == 302
    assert "il repart" not in text(client, address("terms", agreement))


def test_dates_are_written_and_lead_the_head(client: ReadOnlyGet, cast: Any, agreement: Agreement) -> None:
    sign_in(client, cast.alice)
    assert "Compléter les dates" in text(client, address("terms", agreement))
    data = {"signed_on": "2025-03-15", "ends_on": "2028-03-14", "revision": str(agreement.revision)}
    assert client.post(address("facts", agreement), data).status_code == 302
    page = text(client, address("terms", agreement))
    assert "<dt>Échéance</dt><dd>14 mars 2028</dd>" in page
    assert "Compléter les dates" not in page


def test_a_party_that_left_is_not_shown_dates_that_changed_since(
    client: ReadOnlyGet, cast: Any, agreement: Agreement
) -> None:
    left_on = timezone.localdate() - dt.timedelta(days=3)
    Party.objects.filter(organisation=cast.ccas).update(to_on=left_on)
    data = {"ends_on": "2031-01-01", "revision": str(agreement.revision)}
    sign_in(client, cast.alice).post(address("facts", agreement), data)
    page = text(sign_in(client, cast.bob), address("terms", agreement))
    assert "Elles ont changé depuis votre départ" in page
