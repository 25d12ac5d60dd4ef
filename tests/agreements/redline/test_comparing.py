"""Two versions of a text compared: what was reworded, renumbered, moved, split, merged, added, dropped."""

from __future__ import annotations

from collections import Counter
from uuid import uuid4

from hypothesis import given
from hypothesis import strategies as st

from maillage.agreements.redline import NOTHING, Fate, Node, Passage, Redline, Version, compare, summary, version_of
from maillage.reading import read_text
from tests.factories.agreements import PROTOCOL


def version(text: str, *, identities: bool = False) -> Version:
    """A text as it was read; with ``identities`` a provision at the same address is the same provision."""
    reading = read_text(text)
    keys = {one.eid: one.eid if identities else str(uuid4()) for one in reading.provisions}
    nodes = [
        Node(
            keys[one.eid],
            keys[one.parent] if one.parent else None,
            one.kind,
            f"article {one.number}" if one.kind == "article" else one.kind,
            *one.span,
            number=one.number or "",
            heading=one.heading or "",
            heading_span=one.heading_span,
        )
        for one in reading.provisions
    ]
    return version_of(nodes, reading.text)


def redline(before: str, after: str) -> Redline:
    return compare(version(before), version(after))


def passage(found: Redline, label: str) -> Passage:
    return next(one for one in found.passages if one.unit.label == label and one.fate is not Fate.GONE)


def marked(one: Passage) -> list[str]:
    """The lines that changed, as one writes them by hand."""
    signs = {"keep": "{}", "drop": "[-{}-]", "add": "[+{}+]"}
    return [
        "".join(signs[op].format(text) for op, text in line.pieces) for line in one.lines if line.fate is not Fate.SAME
    ]


FIRST, SECOND, THIRD, FOURTH, FIFTH = (PROTOCOL.index(f"Article {number} – ") for number in range(1, 6))
FOLLOWING = PROTOCOL[THIRD:FOURTH]
LASTING = PROTOCOL[FOURTH:FIFTH]


def test_nothing_is_told_of_a_text_that_is_the_same() -> None:
    found = redline(PROTOCOL, PROTOCOL)
    assert not found.changes
    assert summary(found) == NOTHING


def test_a_word_put_for_another_is_the_only_thing_marked() -> None:
    found = redline(PROTOCOL, PROTOCOL.replace("hebdomadaire", "mensuelle"))
    assert summary(found) == "1 article modifié"
    assert marked(found.changes[0]) == [
        "- tenir une permanence [-hebdomadaire-][+mensuelle+] dans les locaux du CCAS ;"
    ]


def test_an_article_put_between_two_renumbers_the_next_ones_and_rewords_none() -> None:
    added = "Article 3 – Échanges\nLes parties s’informent sans délai de toute difficulté.\n\n"
    after = PROTOCOL[:THIRD] + added + FOLLOWING.replace("Article 3", "Article 4")
    after += LASTING.replace("Article 4", "Article 5") + PROTOCOL[FIFTH:].replace("Article 5", "Article 6")
    found = redline(PROTOCOL, after)
    assert summary(found) == "1 article ajouté, 3 renumérotés"
    assert passage(found, "article 3").fate is Fate.ADDED
    last = passage(found, "article 6")
    assert (last.is_renumbered, last.is_reworded) == (True, False)
    assert marked(last) == ["Article [-5-][+6+] – Résiliation"]


def test_an_article_that_moves_is_known_again_though_a_word_of_it_changes() -> None:
    moved = LASTING.replace("trois ans", "quatre ans")
    found = redline(PROTOCOL, PROTOCOL[:SECOND] + moved + PROTOCOL[SECOND:FOURTH] + PROTOCOL[FIFTH:])
    assert summary(found) == "1 article modifié, 1 déplacé"
    one = passage(found, "article 4")
    assert one.is_moved
    assert "[-trois-][+quatre+]" in marked(one)[0]
    gone = next(one for one in found.passages if one.fate is Fate.GONE)
    assert (gone.before, gone.lines) == (one.before, ())


def test_a_paragraph_that_goes_to_another_article_is_moved_not_dropped_and_added() -> None:
    words = "Dans la mesure du possible, le CCAS met une salle à disposition du Département.\n"
    after = PROTOCOL.replace(words, "").replace("Un comité de suivi", f"{words}Un comité de suivi")
    found = redline(PROTOCOL, after)
    (gone,) = [line for line in passage(found, "article 2").lines if line.fate is Fate.GONE]
    (come,) = [line for line in passage(found, "article 3").lines if line.fate is Fate.COME]
    assert gone.elsewhere is not None
    assert gone.elsewhere.label == "article 3"
    assert come.elsewhere is not None
    assert come.elsewhere.label == "article 2"
    assert gone.before == come.before


def test_an_article_cut_in_two_and_two_articles_made_one_are_told_so() -> None:
    words = "Le CCAS s’engage à orienter les personnes vers le bon service dans un délai de cinq jours.\n"
    split = PROTOCOL.replace(words, "").replace("Article 3 –", f"Article 2 bis – Orientation\n{words}\nArticle 3 –")
    found = redline(PROTOCOL, split)
    assert summary(found) == "1 article modifié, 1 détaché d’un autre"
    detached = next(one for one in found.passages if one.fate is Fate.ADDED)
    assert detached.split_from is not None
    assert detached.split_from.label == "article 2"
    back = redline(split, PROTOCOL)
    assert summary(back) == "1 article modifié, 1 réuni à un autre"
    merged = next(one for one in back.passages if one.fate is Fate.DROPPED)
    assert merged.joined_to is not None
    assert merged.joined_to.label == "article 2"


def test_an_article_written_anew_under_its_heading_is_the_same_article() -> None:
    anew = "Article 5 – Résiliation\nElle cesse de plein droit en cas de force majeure, sans formalité.\n\n"
    found = redline(PROTOCOL, PROTOCOL[:FIFTH] + anew + PROTOCOL[PROTOCOL.index("Fait à") :])
    assert summary(found) == "1 article modifié"


def test_another_subject_under_the_same_number_is_one_article_dropped_and_one_added() -> None:
    other = "Article 5 – Assurances\nLa collectivité souscrit une police pour ses véhicules.\n\n"
    found = redline(PROTOCOL, PROTOCOL[:FIFTH] + other + PROTOCOL[PROTOCOL.index("Fait à") :])
    assert summary(found) == "1 article ajouté, 1 supprimé"


def test_an_identity_that_both_share_prevails_over_words() -> None:
    after = PROTOCOL[:FIFTH] + "Article 5 – Assurances\nChacun s’assure.\n\n" + PROTOCOL[PROTOCOL.index("Fait à") :]
    found = compare(version(PROTOCOL, identities=True), version(after, identities=True))
    assert summary(found) == "1 article modifié"


def test_items_whose_letter_alone_changes_are_not_reworded() -> None:
    before = "Article 1 – Objet\nLes parties veillent à :\na) l’accueil des familles ;\nb) la formation des agents.\n"
    after = before.replace("a) l’accueil", "a) la prévention des expulsions ;\nb) l’accueil").replace(
        "b) la f", "c) la f"
    )
    (one,) = redline(before, after).changes
    assert [line.is_mark for line in one.lines if line.fate is Fate.CHANGED] == [True, True]
    assert [line.after.text for line in one.lines if line.is_reworded and line.after] == [
        "a) la prévention des expulsions ;"
    ]


PARAGRAPHS = st.lists(
    st.sampled_from(
        [
            "Article 1 – Objet\n",
            "Article 2 – Durée\n",
            "Article 3\n",
            "Les parties tiennent une permanence chaque semaine.\n",
            "Les parties tiennent une permanence chaque mois.\n\n",
            "Sans objet.\n",
            "- un premier point ;\n",
            "- un second point.\n",
            "Annexe 1 – Tableau\n",
            "Fait à Montclair, le 3 mars 2026\n",
        ]
    ),
    min_size=1,
    max_size=14,
).map("".join)


@given(PARAGRAPHS, PARAGRAPHS, st.booleans())
def test_every_word_of_both_versions_is_in_the_comparison_once(before: str, after: str, identities: bool) -> None:
    left, right = version(before, identities=identities), version(after, identities=identities)
    found = compare(left, right)
    lines = [line for one in found.passages for line in one.lines]
    stood = Counter(line.before for line in lines if line.fate is not Fate.COME and line.before)
    stands = Counter(line.after for line in lines if line.fate is not Fate.GONE and line.after)
    assert stood == Counter(block for unit in left.units for block in unit.blocks)
    assert stands == Counter(block for unit in right.units for block in unit.blocks)
    for text, whole in ((before, left), (after, right)):
        kept = "".join(block.text for unit in whole.units for block in unit.blocks)
        assert "".join(kept.split()) == "".join(text.split())
    gone = Counter(line.before for line in lines if line.fate is Fate.GONE)
    come = Counter(line.before for line in lines if line.fate is Fate.COME)
    assert gone == come


@given(PARAGRAPHS)
def test_a_text_read_twice_is_the_same(text: str) -> None:
    assert not redline(text, text).changes
