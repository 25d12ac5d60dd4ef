"""Whether a text is an agreement, of which kind, with which title."""

from __future__ import annotations

import pytest

from maillage.reading import read_text
from tests.reading.recognise.making import AGREED, ASSOCIATION, DEPARTEMENT, block


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("CONVENTION DE PARTENARIAT", "convention"),
        ("CHARTE DES ACCUEILS DE L'OURCELLE", "charte"),
        ("PROTOCOLE D'ACCORD", "protocole"),
        ("CONTRAT DE SÉJOUR", "contrat"),
        ("AVENANT N° 2 À LA CONVENTION DU 3 MARS 2024", "avenant"),
        ("CONVENTION PLURIANNUELLE D'OBJECTIFS ET DE MOYENS", "com"),
        ("CONTRAT PLURIANNUEL D'OBJECTIFS ET DE MOYENS", "cpom"),
        ("ACCORD LOCAL", "autre"),
    ],
)
def test_the_title_tells_the_kind(title: str, kind: str) -> None:
    reading = block(DEPARTEMENT, ASSOCIATION, title=title)
    assert (reading.is_agreement, reading.kind, reading.title) == (True, kind, title)


@pytest.mark.parametrize(
    "text",
    [
        "RÈGLEMENT INTÉRIEUR\n\nArticle 1 : Horaires\nLa salle est ouverte de 9 h à 18 h.\n\nArticle 2 : Propreté\nLes usagers laissent la salle propre.\n",
        "CONDITIONS GÉNÉRALES D'UTILISATION\n\nArticle 1 : Objet\nL'utilisateur accepte les présentes conditions.\n\nArticle 2 : Compte\nL'éditeur peut fermer un compte.\n",
        "Comment rédiger une convention ?\n\nUne convention nomme ses parties et dit à quoi elles s'engagent.\n",
        "COMPTE RENDU DE LA RÉUNION DU 3 MARS 2026\n\nLes participants ont parlé de la convention de partenariat.\n",
        "Le marché de Villebrume a lieu le samedi.\n",
    ],
)
def test_what_no_parties_sign_is_no_agreement_and_the_reading_says_why(text: str) -> None:
    reading = read_text(text)
    assert not reading.is_agreement
    assert reading.nature_reason.startswith("Le texte n'a pas la forme d'un accord")
    assert (reading.kind, reading.parties, reading.commitments) == (None, (), ())


def test_statutes_are_known_by_what_they_found() -> None:
    reading = read_text(
        "CONVENTION CONSTITUTIVE DU GROUPEMENT\n\nIl est constitué entre :\n- le Département de l'Ourcelle ;\n- la commune de Villebrume ;\n"
        f"un groupement d'intérêt public.\n\n{AGREED}\n\nArticle 1 : Objet\nLes membres s'engagent à y contribuer.\n"
    )
    assert (reading.is_agreement, reading.kind) == (True, "statuts")


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ("CONVENTION\nDE PARTENARIAT", "CONVENTION DE PARTENARIAT"),
        (
            "MAIRIE DE VILLEBRUME\n\nConvention de prêt\nd'une salle aux associations",
            "Convention de prêt d'une salle aux associations",
        ),
        ("ANNEXE 3\n\nConvention de prêt d'une salle", "Convention de prêt d'une salle"),
    ],
)
def test_the_title_is_the_line_of_the_cover_that_names_a_kind_with_those_that_go_on(head: str, title: str) -> None:
    assert block(DEPARTEMENT, ASSOCIATION, title=head).title == title
