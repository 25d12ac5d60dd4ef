"""Cells as values."""

from __future__ import annotations

import datetime as dt

import pytest

from maillage.organisations.choices import MandateFunction, OrganisationKind
from maillage.organisations.imports import values
from maillage.organisations.imports.values import BadCell


@pytest.mark.parametrize("text", ["16/09/2024", "16.09.24", "2024-09-16", "16 septembre 2024", "16-9-2024"])
def test_a_date_is_read_as_people_write_it(text: str) -> None:
    assert values.date_of(text) == dt.date(2024, 9, 16)


def test_the_first_of_a_month_is_read() -> None:
    assert values.date_of("1er août 2023") == dt.date(2023, 8, 1)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("31/02/2024", "n’existe pas"),
        ("bientôt", "n’est pas une date"),
        ("16/09/0024", "vraisemblable"),
        ("2024", "n’est pas une date"),
    ],
)
def test_a_date_that_cannot_be_is_refused(text: str, words: str) -> None:
    with pytest.raises(BadCell, match=words):
        values.date_of(text)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("C.C.A.S.", "ccas"),
        ("Ville", "commune"),
        ("association loi 1901", "association"),
        ("Métropole", "epci"),
        ("CAF", "caf"),
    ],
)
def test_a_nature_is_read_in_many_words(text: str, kind: str) -> None:
    assert values.kind_of(text) == kind


def test_a_nature_is_guessed_from_the_first_words_of_a_name() -> None:
    assert values.kind_from_name("C.C.A.S. de Montclair") is OrganisationKind.CCAS
    assert values.kind_from_name("Les Amarres") is None


@pytest.mark.parametrize(
    ("text", "function"),
    [
        ("Présidente", MandateFunction.PRESIDENT),
        ("Vice-président délégué", MandateFunction.VICE_PRESIDENT),
        ("Maire", MandateFunction.PRESIDENT),
        ("Directrice générale des services", MandateFunction.DIRECTOR),
        ("Élue référente petite enfance", MandateFunction.ELECTED_REFERENT),
        ("assistante sociale", MandateFunction.AGENT),
    ],
)
def test_a_function_is_read_from_its_first_words(text: str, function: MandateFunction) -> None:
    assert values.function_of(text) is function


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("2,69900E+13", "abrégé"),
        ("123", "3 chiffres"),
        ("26990012200013", "un chiffre est faux"),
        ("26990012200O12", "d’autres signes"),
    ],
)
def test_a_bad_siret_says_what_is_wrong(text: str, words: str) -> None:
    with pytest.raises(BadCell, match=words):
        values.siret_of(text)


def test_numbers_get_back_the_zero_that_a_spreadsheet_ate() -> None:
    assert values.postal_code_of("1000") == "01000"
    assert values.phone_of("399001234") == "03 99 00 12 34"
    assert values.phone_of("+33 3 99 00 12 34") == "+33399001234"


def test_addresses_and_other_codes_are_checked() -> None:
    assert values.email_of("mailto:Lila@Ourcelle.example") == "lila@ourcelle.example"
    assert values.rna_of("w991004217") == "W991004217"
    for reader, text in (
        (values.email_of, "lila"),
        (values.rna_of, "99"),
        (values.postal_code_of, "9"),
        (values.phone_of, "poste"),
    ):
        with pytest.raises(BadCell):
            reader(text)
