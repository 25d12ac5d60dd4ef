"""The view for a terminal: what a newcomer sees first."""

from __future__ import annotations

from dataclasses import replace

import pytest

from maillage.reading.model import Found, Terms
from maillage.reading.output.as_text import to_review, to_text
from tests.reading.output.making import not_an_agreement, protocol, reading


def lines(text: str) -> list[str]:
    return [" ".join(line.split()) for line in text.splitlines()]


def test_the_terms_are_in_plain_french_with_their_article() -> None:
    said = lines(to_text(protocol()))

    assert "Durée 3 ans art. 4" in said
    assert "Reconduction Tacite, sans durée dite art. 4" in said
    assert "Dénonciation Préavis de 3 mois, par lettre recommandée art. 4" in said
    assert "Le texte ne dit pas comment il se modifie." in said


def test_commitments_stand_under_those_who_bear_them() -> None:
    said = lines(to_text(protocol(), width=120))

    assert (
        said.index("Toutes les parties 1")
        < said.index("Le Département 1")
        < said.index("Le CCAS 2")
        < said.index("Personne n’est nommé 1")
    )
    assert any(line.startswith("art. 3 de moyens Le Département s’efforce") for line in said)


def test_defects_are_summed_up_in_words() -> None:
    said = lines(to_text(protocol()))
    assert "À corriger La reconduction tacite n’a pas de durée. art. 4" in said
    assert "Conseil Le préavis n’a pas de point de départ. art. 4" in said


def test_without_colour_there_is_no_escape_and_no_trailing_space() -> None:
    said = to_text(protocol(), colour=False)
    assert "\x1b" not in said
    assert not [line for line in said.splitlines() if line != line.rstrip()]


def test_with_colour_the_words_are_the_same() -> None:
    coloured = to_text(protocol(), colour=True)
    assert "\x1b[" in coloured
    for word in ("Le Département", "À corriger", "3 ans"):
        assert word in coloured


@pytest.mark.parametrize("width", [40, 60, 80, 120])
def test_no_line_is_wider_than_the_terminal(width: int) -> None:
    assert max(map(len, to_text(protocol(), width=width).splitlines())) <= width
    assert max(map(len, to_review(protocol(), width=width).splitlines())) <= width


def test_a_document_cannot_command_the_terminal() -> None:
    said = to_text(replace(protocol(), title="Titre \x1b[2J\x1b]0;pris\x07 \u202eésrevni"))
    assert not [sign for sign in said if sign in "\x1b\x07\u202e"]


def test_the_layout_language_of_the_terminal_is_plain_text_in_a_document() -> None:
    assert "[bold]Titre[/bold] :smile:" in to_text(replace(protocol(), title="[bold]Titre[/bold] :smile:"))


def test_a_text_that_is_not_an_agreement_says_so_and_why() -> None:
    said = lines(to_text(not_an_agreement()))
    assert "Ce texte n’est pas un accord entre des parties." in said
    assert "Le texte fixe des règles sans nommer de parties." in said
    assert not [line for line in said if line.startswith(("Parties", "Termes", "Engagements"))]


def test_an_empty_reading_says_what_is_missing() -> None:
    said = lines(to_text(reading("Convention.")))
    assert "Aucune partie n’est nommée." in said
    assert "Aucun engagement n’est écrit." in said
    assert " ".join(said).count("Le texte ne dit pas quand il prend effet, combien de temps il dure") == 1


@pytest.mark.parametrize(
    ("terms", "line"),
    [
        (Terms(effect_trigger=Found("fixed_date", (0, 1), 1)), "Effet À une date laissée en blanc"),
        (Terms(effect_trigger=Found("fixed_date", (0, 1), 1), effect_date=Found("2026-01-01", (0, 1), 1)), "Effet Le 1er janvier 2026"),
        (Terms(renewal_mode=Found("tacit", (0, 1), 1), renewal_period=Found("P1Y", (0, 1), 1), renewal_max_times=Found(2, (0, 1), 1)), "Reconduction Tacite, par périodes de 1 an, 2 fois au plus"),
        (Terms(renewal_mode=Found("none", (0, 1), 1)), "Reconduction Exclue"),
        (Terms(notice_form=Found("written", (0, 1), 1)), "Dénonciation Par écrit, sans préavis dit"),
        (Terms(non_renewal_notice=Found("P2M", (0, 1), 1)), "Non-reconduction À demander 2 mois avant le terme"),
        (Terms(end_date=Found("2027-12-31", (0, 1), 1)), "Fin Le 31 décembre 2027"),
        (Terms(amendment_by=Found("amendment", (0, 1), 1), amendment_periodicity=Found("P1Y", (0, 1), 1)), "Modification Par avenant, revu chaque année"),
    ],
)  # fmt: skip
def test_each_term_has_its_sentence(terms: Terms, line: str) -> None:
    assert line in lines(to_text(reading("Convention.", terms=terms)))


def test_the_review_gives_code_place_words_and_source() -> None:
    said = lines(to_review(protocol()))

    at = said.index("À corriger tacit-without-length art. 4, ligne 34")
    assert said[at + 1 : at + 4] == [
        "La reconduction tacite n’a pas de durée.",
        "« Il se renouvelle ensuite par tacite reconduction. »",
        "Source : Code civil, art. 1214 et 1215",
    ]


def test_the_line_of_a_defect_is_that_of_the_text_read() -> None:
    found = protocol()
    place = found.review[0].span[0]
    assert f"ligne {found.text[:place].count(chr(10)) + 1}" in to_review(found)
