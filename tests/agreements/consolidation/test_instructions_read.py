"""What the words of an avenant ask: the turns of phrase of French drafting, and what is not understood is told."""

from __future__ import annotations

from pathlib import Path
from uuid import uuid4

import pytest

from maillage.agreements.consolidation import Place, build
from maillage.agreements.consolidation.instructions_read import Asked, read_instructions
from maillage.agreements.consolidation.quoting import quotes_of, unquoted
from maillage.reading import read
from tests.agreements.consolidation.trees import tree

TEXT, AT = tree()
NAMES = {key: eid for eid, key in AT.items()}
SOURCE = Path(__file__).parents[2] / "reading/samples/source"


def _read(words: str) -> tuple[Asked, ...]:
    return read_instructions(words, TEXT)


def _one(words: str) -> Asked:
    (asked,) = _read(words)
    return asked


def _target(asked: Asked) -> str | None:
    return NAMES[asked.target] if asked.target else None


@pytest.mark.parametrize(
    "words",
    [
        "L’article 4 est remplacé par les dispositions suivantes : « Le protocole dure cinq ans. »",
        "L'article 4 du protocole est remplacé par le texte suivant :\n\n« Le protocole dure cinq ans. »",
        "L’article 4 est ainsi rédigé : « Le protocole dure cinq ans. »",
        "L’article 4 est rédigé comme suit : “Le protocole dure cinq ans.”",
        'L’article 4 est modifié comme suit : "Le protocole dure cinq ans."',
        "Les dispositions de l’article 4 sont remplacées par les dispositions suivantes :\n« Le protocole dure cinq ans. »",
        "ARTICLE 1 – MODIFICATION DE L’ARTICLE 4\n\nCet article est ainsi rédigé :\n\n« Le protocole dure cinq ans. »",
        "Article 2\nL’article 4 est remplacé par ce qui suit :\nLe protocole dure cinq ans.\n\nArticle 3\nFait en deux exemplaires.",
    ],
)
def test_a_provision_written_anew(words: str) -> None:
    asked = _one(words)
    assert (asked.verb, _target(asked), asked.words, asked.doubt) == (
        "replace",
        "art_4",
        "Le protocole dure cinq ans.",
        "",
    )
    assert "article" in words[asked.start : asked.end].lower()


@pytest.mark.parametrize(
    ("words", "place", "target"),
    [
        ("Il est inséré après l’article 4 un article 4 bis ainsi rédigé : « Article 4 bis – Bilan »", "after", "art_4"),
        ("Après l’article 4, il est inséré un article 4 bis :\n« Article 4 bis – Bilan »", "after", "art_4"),
        (
            "Il est ajouté, après l'article 4, un article 4 bis rédigé comme suit : « Article 4 bis – Bilan »",
            "after",
            "art_4",
        ),
        ("Avant l’article 2, il est créé un article 1 bis : « Article 4 bis – Bilan »", "before", "art_2"),
        ("L’article 3 est complété par un alinéa ainsi rédigé : « Article 4 bis – Bilan »", "last", "art_3"),
        ("Il est ajouté à l’article 3 un alinéa ainsi rédigé : « Article 4 bis – Bilan »", "last", "art_3"),
        (
            "Après le premier alinéa de l’article 3, il est inséré un alinéa ainsi rédigé : « Article 4 bis – Bilan »",
            "after",
            "art_3__para_1",
        ),
    ],
)
def test_a_provision_added(words: str, place: str, target: str) -> None:
    asked = _one(words)
    assert (asked.verb, asked.place, _target(asked), asked.words) == ("insert", place, target, "Article 4 bis – Bilan")


def test_a_provision_added_nowhere_says_so() -> None:
    asked = _one("Il est ajouté un article 6 ainsi rédigé : « Article 6 – Bilan »")
    assert (asked.target, asked.place, asked.doubt) == (None, "last", "Dites où cette disposition prend place.")


@pytest.mark.parametrize(
    "words",
    [
        "À l’article 4, les mots « trois ans » sont remplacés par les mots « cinq ans ».",
        "Les mots « trois ans » de l’article 4 sont remplacés par les mots : « cinq ans ».",
        "Dans l'article 4, les mots : « trois ans », sont remplacés par : « cinq ans ».",
        "Au premier alinéa de l’article 4, les termes « trois ans » sont remplacés par « cinq ans ».",
        "À l’article 4, la durée est modifiée. La date « trois ans » est remplacée par la date « cinq ans ».",
    ],
)
def test_words_swapped(words: str) -> None:
    asked = _read(words)[-1]
    assert (asked.verb, asked.former, asked.words) == ("words", "trois ans", "cinq ans")
    assert _target(asked) in {"art_4", "art_4__para_1"}


def test_several_words_swapped_in_one_sentence() -> None:
    asked = _read(
        "À l’article 5, les mots « trois mois » sont remplacés par les mots « six mois » et les mots « avec accusé de "
        "réception » sont supprimés."
    )
    assert [(one.former, one.words, _target(one)) for one in asked] == [
        ("trois mois", "six mois", "art_5"),
        ("avec accusé de réception", "", "art_5"),
    ]


def test_words_put_after_others() -> None:
    asked = _one(
        "À l’article 3, après les mots « deux fois par an », sont insérés les mots « , au plus tard en juin »."
    )
    assert (asked.former, asked.words) == ("deux fois par an", "deux fois par an, au plus tard en juin")
    asked = _one("À l’article 3, avant les mots « deux fois », sont ajoutés les mots « au moins ».")
    assert (asked.former, asked.words) == ("deux fois", "au moins deux fois")


def test_words_meant_wherever_they_stand() -> None:
    asked = _one(
        "À l’article 2, les mots « le CCAS », à chaque occurrence, sont remplacés par les mots « la commune »."
    )
    assert asked.is_everywhere


@pytest.mark.parametrize(
    ("words", "target"),
    [
        ("L’article 3 est abrogé.", "art_3"),
        ("L’article 3 est supprimé.", "art_3"),
        ("Le deuxième alinéa de l’article 3 est supprimé.", "art_3__para_2"),
        ("Le 2e alinéa de l'article 3 est abrogé.", "art_3__para_2"),
        ("Le dernier alinéa de l’article 2 est supprimé.", "art_2__para_3"),
        ("L’article 3, deuxième alinéa, est supprimé.", "art_3__para_2"),
        ("Le deuxième tiret de l’article 2 est supprimé.", "art_2__list_1__item_2"),
        ("L’article 1er est abrogé.", "art_1"),
        ("L’article premier est abrogé.", "art_1"),
    ],
)
def test_a_provision_struck(words: str, target: str) -> None:
    asked = _one(words)
    assert (asked.verb, _target(asked)) == ("strike", target)


def test_lines_are_counted_with_the_items_of_lists_and_that_is_told() -> None:
    asked = _one("Le troisième alinéa de l’article 2 est supprimé.")
    assert (_target(asked), asked.doubt) == (
        "art_2__list_1__item_2", "Les alinéas sont comptés ligne par ligne, listes comprises.",
    )  # fmt: skip


def test_a_list_of_changes_to_one_article() -> None:
    asked = _read(
        "L’article 3 est ainsi modifié :\n"
        "1° Au premier alinéa, les mots « deux fois par an » sont remplacés par les mots « chaque trimestre » ;\n"
        "2° Le second alinéa est supprimé ;\n"
        "3° Il est complété par un alinéa ainsi rédigé : « Le bilan est public. »\n"
    )
    assert [(one.verb, _target(one)) for one in asked] == [
        ("words", "art_3__para_1"), ("strike", "art_3__para_2"), ("insert", "art_3"),
    ]  # fmt: skip


def test_headings_numbers_and_moves() -> None:
    asked = _one("L’intitulé de l’article 5 est remplacé par l’intitulé suivant : « Dénonciation ».")
    assert (asked.verb, _target(asked), asked.heading) == ("heading", "art_5", "Dénonciation")
    asked = _one("L’article 5 devient l’article 6.")
    assert (asked.verb, _target(asked), asked.number) == ("renumber", "art_5", "6")
    asked = _one("L’article 5 est déplacé après l’article 1er.")
    assert (asked.verb, _target(asked), asked.place, NAMES.get(asked.beside)) == ("move", "art_5", "after", "art_1")


@pytest.mark.parametrize(
    ("words", "term", "value"),
    [
        ("La durée prévue à l’article 4 est portée à cinq ans.", "duration", "P5Y"),
        ("La durée fixée à l’article 4 est portée de trois à cinq ans.", "duration", "P5Y"),
        ("La durée de la convention est prolongée jusqu’au 31 décembre 2028.", "end_date", "2028-12-31"),
        ("L’échéance du protocole est reportée au 30 juin 2029.", "end_date", "2029-06-30"),
        ("Le préavis mentionné à l’article 5 est porté à six mois.", "notice_period", "P6M"),
        ("La présente convention est prorogée d’une année.", "end_date", ""),
    ],
)
def test_a_clause_changed(words: str, term: str, value: str) -> None:
    asked = _one(words)
    assert (asked.verb, asked.term, asked.value) == ("term", term, value)
    assert bool(asked.doubt) == (not value)


def test_parties_join_and_leave_and_a_person_says_which_they_are() -> None:
    asked = _one("La commune de Villebrume adhère au protocole.")
    assert (asked.verb, asked.name, asked.doubt) == ("join", "La commune de Villebrume", "Choisissez l’organisation.")
    asked = _one("Le CCAS de Montclair se retire du protocole.")
    assert (asked.verb, asked.name) == ("leave", "Le CCAS de Montclair")


def test_what_is_not_in_the_text_is_told() -> None:
    asked = _one("L’article 12 est abrogé.")
    assert (asked.target, asked.doubt) == (None, "Le texte n’a pas cette disposition : L’article 12.")
    asked = _one("Les mots « trois ans » sont remplacés par les mots « cinq ans ».")
    assert (asked.target, asked.doubt) == (None, "Dites quelle disposition est visée.")


@pytest.mark.parametrize(
    "words",
    [
        "",
        "Le présent avenant prend effet à sa signature.",
        "Toutes les autres dispositions demeurent inchangées.",
        "Article 1 – Objet\nLe présent avenant a pour objet de préciser l’article 3.",
        "Les parties se réunissent « chaque année ».",
    ],
)
def test_what_asks_nothing_is_not_taken_for_an_instruction(words: str) -> None:
    assert _read(words) == ()


def test_words_quoted_over_paragraphs_are_taken_whole() -> None:
    text = "Il dit :\n« Article 3\n\n« Le “comité” siège.\n\n« Il vote. »\nFin « encore »."
    quotes = quotes_of(text)
    assert [unquoted(text, one) for one in quotes] == ["Article 3\n\nLe “comité” siège.\n\nIl vote.", "encore"]
    assert quotes_of("Une « phrase sans fin\nLa suite « et » la fin")[0] == (4, 21)


def test_a_real_avenant_of_ours_is_read_on_its_charter() -> None:
    charter, avenant = (read(SOURCE / f"{name}.md") for name in ("charte-enfance-ourcelle", "avenant-1-charte"))
    places = [Place(uuid4(), shape) for shape in charter.provisions]
    asked = read_instructions(avenant.text, build(charter.text, places))
    assert [one.verb for one in asked] == ["insert", "replace", "replace", "insert", "replace", "words", "words"]
    assert asked[3].words.startswith("ARTICLE 5 BIS – SECRET PROFESSIONNEL ET DONNÉES PERSONNELLES")
    assert (asked[6].former, asked[6].words) == ("15 octobre", "30 septembre")
