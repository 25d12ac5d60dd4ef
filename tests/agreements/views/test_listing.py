"""The list: searched in titles and whole texts, narrowed, taken away; nothing of what one may not read shows there."""

from __future__ import annotations

import csv
import datetime as dt
import io
from typing import Any

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from maillage.agreements.choices import AgreementKind
from maillage.agreements.models import Agreement, Party, SearchEntry
from maillage.agreements.queries import searching
from maillage.organisations.models import User
from tests.cast import NOW
from tests.factories.agreements import PROTOCOL, brought, confirmed, published
from tests.helpers import ReadOnlyGet

pytestmark = pytest.mark.django_db

SECRET = PROTOCOL.replace("une permanence hebdomadaire", "une ludothèque itinérante")


def page(client: ReadOnlyGet, user: User, **asked: str) -> str:
    client.force_login(user)
    answer = client.get(reverse("agreements:list"), asked)
    assert answer.status_code == 200
    return answer.content.decode()


def found(user: User, query: str) -> set[str]:
    rows = Agreement.objects.visible_to(user, at=NOW)
    return {str(row.pk) for row in searching.search(rows, query, user=user, at=NOW).rows}


def named(title: str, **more: Any) -> dict[str, Any]:
    return {"title": title, **more}


@pytest.mark.parametrize(
    "query",
    ["permanence", "PERMANENCES", "permanance", "hebdomadaires", "orienter personnes", "protocole Montclair", "délai"],
)
def test_a_text_is_found_by_its_words_their_forms_and_a_slip_of_the_keyboard(cast: Any, query: str) -> None:
    agreement = confirmed(cast.departement, cast.ccas)
    assert found(cast.bob, query) == {str(agreement.pk)}


@pytest.mark.parametrize("query", ["hippopotame", "permanence hippopotame", "zz"])
def test_words_that_stand_nowhere_find_nothing(cast: Any, query: str) -> None:
    confirmed(cast.departement, cast.ccas)
    assert found(cast.bob, query) == set()


def test_the_draft_of_another_is_neither_found_nor_hinted_at(client: ReadOnlyGet, cast: Any) -> None:
    brought(cast.ccas, text=SECRET)
    own = brought(cast.departement)
    assert found(cast.alice, "ludothèque") == set()
    told = page(client, cast.alice, q="ludothèk")
    assert "ludothèque" not in told
    assert str(own.pk) not in told
    assert "Aucun accord ne répond" in told


def test_an_outsider_reads_published_ones_only_and_under_their_tab(client: ReadOnlyGet, cast: Any) -> None:
    confirmed(cast.departement, cast.ccas)
    public = published(cast.departement, cast.federation)
    assert str(public.pk) not in page(client, cast.chloe)
    told = page(client, cast.chloe, vue="publies")
    assert told.count(str(public.pk)) >= 1
    assert Agreement.objects.count() == 2


def test_the_excerpt_marks_the_words_and_says_where_they_stand(client: ReadOnlyGet, cast: Any) -> None:
    confirmed(cast.departement, cast.ccas)
    told = page(client, cast.bob, q="hebdomadaire")
    assert "<mark>hebdomadaire</mark>" in told
    assert "article 2" in told.lower()


def test_a_party_that_left_is_shown_no_words_of_a_text_that_changed_since(client: ReadOnlyGet, cast: Any) -> None:
    agreement = confirmed(cast.departement, cast.ccas)
    Party.objects.filter(agreement=agreement, organisation=cast.ccas).update(to_on=NOW.date() - dt.timedelta(days=3))
    assert "<mark>hebdomadaire</mark>" in page(client, cast.bob, q="hebdomadaire")
    SearchEntry.objects.filter(agreement=agreement).update(changed_at=NOW)
    assert "<mark>" not in page(client, cast.bob, q="hebdomadaire")


def test_criteria_narrow_the_list_and_stay_in_the_address(client: ReadOnlyGet, cast: Any) -> None:
    charter = confirmed(cast.departement, cast.federation, **named("Charte", kind=AgreementKind.CHARTE))
    Agreement.objects.filter(pk=charter.pk).update(kind=AgreementKind.CHARTE, ends_on=dt.date(2027, 1, 31))
    protocol = confirmed(cast.departement, cast.ccas)
    for asked in ({"genre": "charte"}, {"partie": "Enfance"}, {"avant": "2027-02-01"}):
        told = page(client, cast.alice, **asked)
        assert str(charter.pk) in told
        assert str(protocol.pk) not in told
    assert str(protocol.pk) in page(client, cast.alice, partie="CCAS", etat="confirmed")


def test_a_date_that_is_none_is_said_and_the_list_stays(client: ReadOnlyGet, cast: Any) -> None:
    agreement = confirmed(cast.departement, cast.ccas)
    told = page(client, cast.alice, avant="demain")
    assert "Écrivez une date comme" in told
    assert str(agreement.pk) in told


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_what_is_listed_is_taken_away_and_no_cell_runs(client: ReadOnlyGet, cast: Any, form: str) -> None:
    agreement = confirmed(cast.departement, cast.ccas)
    Agreement.objects.filter(pk=agreement.pk).update(title="=1+1", reference="2026-1")
    confirmed(cast.federation, cast.member)
    client.force_login(cast.bob)
    content = client.get(reverse("agreements:export", args=[form])).content
    if form == "csv":
        rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))
    else:
        sheet = load_workbook(io.BytesIO(content)).active
        assert sheet is not None
        assert sheet["A2"].data_type == "s"  # a text, which no spreadsheet runs
        rows = [[str(cell or "") for cell in row] for row in sheet.iter_rows(values_only=True)]
    assert [row[0].lstrip("'") for row in rows[1:]] == ["=1+1"]
    assert form == "xlsx" or rows[1][0].startswith("'")
    assert "2026-1" in rows[1]


def test_the_list_asks_as_many_queries_for_thirty_agreements(client: ReadOnlyGet, cast: Any) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def asked(**criteria: str) -> int:
        with CaptureQueriesContext(
            connection,
        ) as queries:
            page(client, cast.alice, **criteria)
        return len(queries)

    for _ in range(26):
        confirmed(cast.departement, cast.ccas)
    asked()  # the first sign-in and what is kept from then on
    few = asked(), asked(q="permanence")
    for _ in range(4):
        confirmed(cast.departement, cast.ccas)
    assert (asked(), asked(q="permanence")) == few


def test_without_an_agreement_the_page_says_what_to_do(client: ReadOnlyGet, cast: Any) -> None:
    assert "Apportez un texte signé" in page(client, cast.alice)
    assert "Apportez un texte signé" not in page(client, cast.eric)
