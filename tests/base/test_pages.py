"""Pages of a list: counted as far as it is worth, reached all the same past that."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from maillage.base import pages
from maillage.base.pages import Pages
from maillage.base.templatetags.components import counted, elided
from maillage.organisations.models import Organisation
from tests.factories.organisations import OrganisationFactory


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pages, "COUNTED", 10)


def said(page: object) -> str:
    return counted(page, "accord,accords")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("rows", "number", "shown", "words", "numbers"),
    [
        (0, 1, [], "0\u00a0accord", [1]),
        (3, 1, [0, 1, 2], "3\u00a0accords", [1]),
        (4, 1, [0, 1, 2, 3], "4\u00a0accords", [1]),
        (10, 2, [4, 5, 6, 7], "10\u00a0accords", [1, 2, 3]),
        (11, 1, [0, 1, 2, 3], "plus de 10\u00a0accords", [1, 2, 3, 0]),
        (30, 3, [8, 9, 10, 11], "plus de 10\u00a0accords", [1, 2, 3, 4, 0]),
        (30, 6, [20, 21, 22, 23], "plus de 10\u00a0accords", [1, 0, 4, 5, 6, 7, 0]),
        (30, 8, [28, 29], "30\u00a0accords", [1, 0, 6, 7, 8]),
        (30, 99, [28, 29], "30\u00a0accords", [1, 0, 6, 7, 8]),
    ],
)
def test_a_list_says_how_many_it_counted(
    few: None, rows: int, number: int, shown: list[int], words: str, numbers: list[int]
) -> None:
    page = Pages(range(rows), 4).get_page(number)
    assert (list(page), said(page), elided(page)) == (shown, words, numbers)
    assert page.has_next() is (bool(shown) and shown[-1] < rows - 1)


@pytest.mark.parametrize("number", [None, "", "deux", "-3", "0", "9" * 30, "1e9"])
def test_a_page_that_does_not_exist_is_the_nearest_one(number: str | None) -> None:
    page = Pages(range(9), 4).get_page(number)
    assert page.number == (3 if number == "9" * 30 else 1)


@pytest.fixture
def seven() -> Iterator[list[Organisation]]:
    return OrganisationFactory.create_batch(7)


@pytest.mark.django_db
def test_the_database_counts_no_more_than_what_is_said(few: None, seven: list[Organisation]) -> None:
    with CaptureQueriesContext(connection) as asked:
        page = Pages(Organisation.objects.by_name(), 4).get_page(1)
        assert said(page) == "7\u00a0accords"
    assert len(asked) == 2
    assert "LIMIT 11" in asked[1]["sql"]
    assert "ORDER BY" not in asked[1]["sql"]


@pytest.mark.django_db
@pytest.mark.parametrize("number", [2, 1])
def test_the_last_page_needs_no_count(seven: list[Organisation], number: int) -> None:
    with CaptureQueriesContext(connection) as asked:
        page = Pages(Organisation.objects.by_name(), 4 if number == 2 else 7).get_page(number)
        assert said(page) == "7\u00a0accords"
    assert len(asked) == 1


@pytest.mark.django_db
@pytest.mark.parametrize("number", [50, 2**40])
def test_a_page_past_the_end_leads_to_the_last_one(few: None, seven: list[Organisation], number: int) -> None:
    page = Pages(Organisation.objects.by_name(), 3).get_page(number)
    assert (page.number, len(page), said(page)) == (3, 1, "7\u00a0accords")
