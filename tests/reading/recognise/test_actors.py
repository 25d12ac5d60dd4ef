"""Whom noun phrases stand for: names, roles, organs that act for their party, and several together."""

from __future__ import annotations

import pytest

from maillage.foundations.folding import fold
from maillage.reading.model import Party
from maillage.reading.recognise.actors import Actors


def party(id: str, name: str, short_name: str | None = None, nature: str = "public") -> Party:
    return Party(id, name, short_name, nature, None, None, None, None, None, (0, 1), 0.9)


PARTIES = (
    party("p1", "La commune de Villebrume", "la Ville"),
    party("p2", "Le Département de l'Ourcelle"),
    party("p3", "L'association Les Mains tendues", "l'Association", "association"),
)


@pytest.mark.parametrize(
    ("phrase", "bearers"),
    [
        ("la commune de Villebrume", "p1"),
        ("la commune", "p1"),
        ("la Ville", "p1"),
        ("la mairie", "p1"),
        ("le maire", "p1"),
        ("le maire de la commune", "p1"),
        ("les services municipaux", "p1"),
        ("le conseil municipal", "p1"),
        ("les agents du Département", "p2"),
        ("le président du conseil départemental", "p2"),
        ("le service social de secteur", "p2"),
        ("Les Mains tendues", "p3"),
        ("la présidente de l'Association", "p3"),
        ("les bénévoles de l'association", "p3"),
        ("chacune des parties", "p1 p2 p3"),
        ("chaque partie", "p1 p2 p3"),
        ("les parties", "p1 p2 p3"),
        ("l'ensemble des signataires", "p1 p2 p3"),
        ("les représentants des parties", "p1 p2 p3"),
        ("aucune des parties", "p1 p2 p3"),
        ("le bénéficiaire", ""),
        ("le préfet", ""),
        ("le comité de pilotage", ""),
        ("", ""),
    ],
)
def test_a_phrase_stands_for_its_party(phrase: str, bearers: str) -> None:
    assert " ".join(sorted(Actors(PARTIES).bearers(fold(phrase)))) == bearers


@pytest.mark.parametrize(
    ("text", "bearers"),
    [
        ("La commune et le Département financent le poste.", ["p1 p2"]),
        ("La commune, le Département et l'Association se réunissent.", ["p1 p2 p3"]),
        ("Le maire ou la présidente de l'Association signe.", ["p1 p3"]),
        ("La commune informe le Département.", ["p1", "p2"]),
        ("La commune, après avis du Département, décide.", ["p1", "p2"]),
    ],
)
def test_phrases_joined_by_and_or_or_are_one(text: str, bearers: list[str]) -> None:
    folded = fold(text)
    found = Actors(PARTIES, folded).phrases(0, len(folded))
    assert [" ".join(sorted(phrase.bearers)) for phrase in found] == bearers


def test_a_role_stands_for_the_nearest_family_that_has_a_party() -> None:
    actors = Actors((party("p1", "Le CCAS de Villebrume"), party("p2", "La SARL Les Transports", None, "company")))
    assert actors.bearers("l'organisme gestionnaire") == {"p2"}
    assert actors.bearers("l'association") == {"p2"}
    assert Actors((party("p1", "La communauté de communes du Haut-Ourcelle"),)).bearers("la commune") == {"p1"}


def test_of_two_parties_of_one_family_the_named_one_is_meant_and_the_plural_means_both() -> None:
    two = (party("p1", "Le lycée de Montclair"), party("p2", "L'université de l'Ourcelle"))
    assert Actors(two).bearers("le proviseur") == set()
    assert Actors(two).bearers("l'universite") == {"p2"}
    both = (
        party("p1", "L'association Les Mains tendues", None, "association"),
        party("p2", "L'association Rombone", None, "association"),
    )
    assert Actors(both).bearers("les associations") == {"p1", "p2"}
    assert Actors(both).bearers("rombone") == {"p2"}


def test_an_association_is_known_by_a_proper_name_that_begins_with_an_article() -> None:
    assert Actors((party("p1", "L'association Le Relais"), party("p2", "L'association Rombone"))).bearers(
        "le relais"
    ) == {"p1"}


def test_in_statutes_the_board_and_the_president_act_for_nobody() -> None:
    parties = (
        party("p1", "L'association Les Mains tendues", None, "association"),
        party("p2", "Les membres", None, "other"),
    )
    assert Actors(parties).bearers("le conseil d'administration") == {"p1"}
    assert Actors(parties, organs_act=False).bearers("le conseil d'administration") == set()
    assert Actors(parties, organs_act=False).bearers("chacun des membres") == {"p2"}


def test_the_other_party_is_whoever_is_not_first() -> None:
    assert Actors(PARTIES[:2]).bearers("l'autre signataire") == {"p2"}


def test_a_phrase_is_found_where_it_begins_but_for_a_determiner() -> None:
    text = fold("Par la commune, le Département est informé.")
    actors = Actors(PARTIES, text)
    found = actors.phrase_at(4)
    assert found
    assert found.bearers == {"p1"}
    assert actors.phrase_at(text.index("est")) is None
