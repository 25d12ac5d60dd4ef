"""Promises and terms in plain French."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from maillage.agreements.choices import TermName
from maillage.agreements.plain_words import of_infinitive, promise_of, sentences_of, value_of, within

LABELS = {1: "Le Département", 2: "Les associations", 3: "La Fédération"}


def version(text: str, *bearers: int, everybody: bool = False) -> Any:
    rows = [SimpleNamespace(pk=one) for one in bearers]
    return SimpleNamespace(text=text, is_shared_by_all=everybody, bearers=SimpleNamespace(all=lambda: rows))


def term(name: TermName, value: str, quote: str = "") -> Any:
    return SimpleNamespace(name=name, value=value, quote=quote)


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (version("tenir une permanence ;", 1), "Le Département promet de tenir une permanence."),
        (version("informer le CCAS.", 1), "Le Département promet d’informer le CCAS."),
        (version("n’adresser qu’une demande par an", 1), "Le Département promet de n’adresser qu’une demande par an."),
        (version("s’assurer du suivi", 1), "Le Département promet de s’assurer du suivi."),
        (version("lui transmettre les données", 3), "La Fédération promet de lui transmettre les données."),
        (version("désigner un référent", 2), "Les associations promettent de désigner un référent."),
        (version("réunir un comité", 1, 3), "Le Département et la Fédération promettent de réunir un comité."),
        (version("tenir à jour une carte", everybody=True), "Toutes les parties promettent de tenir à jour une carte."),
        (
            version("La Fédération s’engage à accueillir les agents", 3),
            "La Fédération promet d’accueillir les agents.",
        ),
        (
            version("Les parties s’engagent à établir un bilan", everybody=True),
            "Les parties promettent d’établir un bilan.",
        ),
        (
            version("Dans la mesure du possible, la Fédération met une salle à disposition", 3),
            "Dans la mesure du possible, la Fédération met une salle à disposition.",
        ),
        (
            version("Elle suit l’avancement des engagements", 3),
            "La Fédération : elle suit l’avancement des engagements.",
        ),
        (version("Un livret est remis à chacun"), "Un livret est remis à chacun."),
    ],
)
def test_a_commitment_is_told_as_a_promise(given: Any, told: str) -> None:
    assert promise_of(given, LABELS).replace("\u00a0", " ") == told


def test_infinitives_take_their_preposition() -> None:
    assert of_infinitive("Orienter") == "d’orienter"
    assert of_infinitive("héberger") == "d’héberger"
    assert of_infinitive("y veiller") == "d’y veiller"
    assert within("Le CCAS") == "le CCAS"
    assert within("Ville de Montclair") == "Ville de Montclair"


def test_the_life_of_an_agreement_is_told_in_sentences() -> None:
    told = sentences_of(
        [
            term(TermName.EFFECT_DATE, "2026-01-01", "prend effet le 1er janvier 2026"),
            term(TermName.DURATION, "P3Y"),
            term(TermName.RENEWAL_MODE, "tacit"),
            term(TermName.RENEWAL_PERIOD, "P1Y"),
            term(TermName.RENEWAL_MAX_TIMES, "2"),
            term(TermName.NOTICE_PERIOD, "P3M"),
            term(TermName.NOTICE_FORM, "registered_letter"),
            term(TermName.DISPUTE_AMICABLE_FIRST, "true"),
            term(TermName.DISPUTE_COURT, "tribunal administratif de Montreuil"),
        ]
    )
    said = [sentence.replace("\u00a0", " ") for sentence, _ in told]
    assert said == [
        "Il prend effet le 1er janvier 2026.",
        "Il dure 3 ans.",
        "Il se reconduit sans que personne ait à écrire, par périodes de 1 an, 2 fois au plus.",
        "Une partie peut le quitter, par lettre recommandée 3 mois à l’avance.",
        "Un litige se règle d’abord à l’amiable, puis devant « tribunal administratif de Montreuil ».",
    ]
    assert told[0][1] == "prend effet le 1er janvier 2026"
    assert sentences_of([]) == []


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (term(TermName.END_DATE, "2027-12-31"), "31 décembre 2027"),
        (term(TermName.DURATION, "P18M"), "18 mois"),
        (term(TermName.RENEWAL_MODE, "none"), "exclue"),
        (term(TermName.EVALUATION_PERIODICITY, "P1Y"), "chaque année"),
        (term(TermName.RENEWAL_MAX_TIMES, "2"), "2 fois au plus"),
        (term(TermName.DISPUTE_COURT, "tribunal administratif"), "tribunal administratif"),
    ],
)
def test_a_clause_has_a_value_in_french(given: Any, told: str) -> None:
    assert value_of(given).replace("\u00a0", " ") == told
