"""Columns guessed from their headers."""

from __future__ import annotations

from maillage.organisations.imports.columns import COLUMNS, Sort, guess, match
from maillage.organisations.imports.tables import Row, Table, read
from maillage.organisations.imports.workbooks import template
from tests.organisations.imports.messy import messy


def test_a_messy_workbook_is_understood() -> None:
    partners, services, contacts = [guess(table) for table in read("a.xlsx", messy())]

    assert partners.sort is Sort.ORGANISATIONS
    assert partners.fields == [
        "",
        "name",
        "short_name",
        "kind",
        "siret",
        "address",
        "postal_code",
        "city",
        "federation",
        "",
    ]
    assert partners.header == 1  # the title is the first of the rows that hold something
    assert (services.sort, services.fields) == (Sort.UNITS, ["organisation", "name", "label", "parent", "from_on"])
    assert contacts.sort is Sort.PEOPLE
    assert contacts.fields == [
        "first_name",
        "last_name",
        "email",
        "phone",
        "organisation",
        "unit",
        "function",
        "from_on",
    ]


def test_the_template_is_understood_whole() -> None:
    for table, sort in zip(read("modele.xlsx", template()), Sort, strict=False):
        found = guess(table)
        assert (found.sort, found.fields) == (sort, [column.name for column in COLUMNS[sort]])


def test_each_field_is_taken_once() -> None:
    assert match(["Nom", "Dénomination", "Ville"], Sort.ORGANISATIONS) == ["name", "", "city"]


def test_a_table_without_any_known_header_is_left_to_people() -> None:
    found = guess(Table("Feuil1", [Row(1, ["x"]), Row(2, ["a", "b"])]))

    assert (found.fields, found.header) == (["", ""], 1)
