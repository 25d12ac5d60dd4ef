"""A tracker as people keep it: headers of their own, several partners in a cell, durations in words, files by name."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillage.agreements.choices import AgreementKind
from maillage.agreements.stock import cells
from maillage.agreements.stock.columns import COLUMNS, Field, header_of, match
from maillage.agreements.stock.matching import match as match_files
from maillage.organisations.imports.values import BadCell, date_of


def test_headers_of_a_real_tracker_are_understood() -> None:
    headers = [
        "N°",
        "Intitulé de la convention",
        "Partenaire 1",
        "Partenaire 2",
        "Date de signature",
        "Fin",
        "Préavis",
        "Obs.",
    ]
    assert match(headers) == ["reference", "title", "parties", "parties", "signed_on", "ends_on", "notice", ""]


def test_the_header_may_stand_below_a_title() -> None:
    assert (
        header_of([["Suivi des conventions 2026"], [], ["Titre", "Partenaire", "Échéance"], ["Charte", "CCAS", "2028"]])
        == 2
    )


def test_one_fact_is_told_by_one_column_and_partners_by_several() -> None:
    assert match(["Titre", "Titre"]) == ["title", ""]
    assert match(["Partenaire", "Association"]) == ["parties", "parties"]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Charte", AgreementKind.CHARTE),
        ("CPO", AgreementKind.COM),
        ("convention de partenariat", AgreementKind.CONVENTION),
        ("Protocole local", AgreementKind.PROTOCOLE),
        ("projet social de territoire", AgreementKind.PST),
    ],
)
def test_kinds_are_told_in_the_words_of_trackers(text: str, kind: AgreementKind) -> None:
    assert cells.kind_of(text) == kind


def test_a_title_tells_its_kind_when_no_column_does() -> None:
    assert cells.kind_from_title("Charte de coopération 2025") == AgreementKind.CHARTE
    assert cells.kind_from_title("Accueil des mineurs") == AgreementKind.AUTRE


@pytest.mark.parametrize(
    ("text", "duration"), [("3 ans", "P3Y"), ("trois ans", "P3Y"), ("18 mois", "P18M"), ("3", "P3Y"), ("un an", "P1Y")]
)
def test_durations_are_read_in_words_and_figures(text: str, duration: str) -> None:
    assert cells.duration_of(text) == duration


def test_a_duration_that_is_none_says_how_to_write_it() -> None:
    with pytest.raises(BadCell, match="3 ans"):
        cells.duration_of("longtemps")


@pytest.mark.parametrize(
    ("text", "renewal"), [("tacite", "tacit"), ("Oui, tacite", "tacit"), ("non", "none"), ("expresse", "express")]
)
def test_renewals_are_read(text: str, renewal: str) -> None:
    assert cells.renewal_of(text) == renewal


def test_partners_of_one_cell_are_told_apart() -> None:
    assert cells.parties_of("CCAS de Montclair ; Commune de Montclair / Les Passerelles") == [
        "CCAS de Montclair",
        "Commune de Montclair",
        "Les Passerelles",
    ]


@given(st.text(max_size=200))
def test_no_cell_makes_a_party_without_a_name(text: str) -> None:
    assert all(name.strip() for name in cells.parties_of(text))


def test_a_file_named_by_its_line_goes_there_whatever_its_folder_and_suffix() -> None:
    lines = {3: (["Charte_2025.PDF"], "Charte"), 4: ([], "Protocole Villebrume")}
    pool = {"a": "scans/charte-2025.pdf", "b": "scans/Protocole_Villebrume_signé.pdf"}
    assert match_files(lines, pool) == {3: ["a"], 4: ["b"]}


def test_a_file_that_two_lines_could_take_goes_to_none() -> None:
    lines: dict[int, tuple[list[str], str]] = {
        3: ([], "Protocole Villebrume 2024"),
        4: ([], "Protocole Villebrume 2025"),
    }
    assert match_files(lines, {"a": "protocole villebrume.pdf"}) == {}


@given(
    st.dictionaries(
        st.integers(2, 40),
        st.tuples(st.lists(st.text(min_size=1, max_size=12), max_size=2), st.text(max_size=40)),
        max_size=8,
    ),
    st.dictionaries(st.text("abc", min_size=1, max_size=4), st.text(min_size=1, max_size=20), max_size=8),
)
def test_a_file_goes_to_one_line_at_most(lines: dict[int, tuple[list[str], str]], pool: dict[str, str]) -> None:
    given_files = [key for keys in match_files(lines, pool).values() for key in keys]
    assert len(given_files) == len(set(given_files))
    assert set(given_files) <= set(pool)


def test_every_fact_has_its_column() -> None:
    assert set(Field) == {Field(name) for name in match([column.label for column in COLUMNS.values()])}


def test_dates_that_do_not_exist_are_refused() -> None:
    assert date_of("16/09/2024") == dt.date(2024, 9, 16)
    with pytest.raises(BadCell, match="n’existe pas"):
        date_of("31/02/2024")
