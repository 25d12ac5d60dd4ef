"""What each instruction does to a text, and why it sometimes cannot."""

from __future__ import annotations

from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillage.agreements.consolidation import (
    CannotApply,
    InsertAfter,
    Move,
    Renumber,
    Replace,
    ReplaceHeading,
    ReplaceWords,
    Strike,
    Text,
    Where,
    apply,
    compose,
)
from maillage.agreements.consolidation.clauses import walk
from tests.agreements.consolidation.trees import eids_of, instructions, tree, words_of

SEED = UUID(int=7)
ARTICLE_4 = (
    "Article 4 – Durée\n"
    "Le présent protocole prend effet à la date de sa signature par les deux parties. "
    "Il est conclu pour une durée de trois ans, renouvelable par tacite reconduction.\n"
)


def _sources(text: Text) -> list[str]:
    whole = compose(text)
    return [whole.text[start:end] for start, end, _ in whole.sources]


def test_a_whole_article_is_written_anew_and_keeps_its_heading_when_none_is_given() -> None:
    text, at = tree()
    made = apply(
        text, Replace(at["art_4"], "Le protocole est conclu pour quatre ans.\nIl n’est pas renouvelable.", SEED)
    )
    assert (
        "Article 4 – Durée\nLe protocole est conclu pour quatre ans.\nIl n’est pas renouvelable.\n\nArticle 5"
        in words_of(made)
    )
    assert "art_4__para_2" in eids_of(made)
    assert made.find(at["art_4"]) is not None


def test_an_article_given_with_its_heading_takes_it() -> None:
    text, at = tree()
    made = apply(text, Replace(at["art_4"], "Article 4 : Durée et évaluation\nLe protocole dure quatre ans.", SEED))
    assert "Article 4 : Durée et évaluation\nLe protocole dure quatre ans.\n\nArticle 5" in words_of(made)
    clause = made.find(at["art_4"])
    assert clause is not None
    assert (clause.number, clause.heading) == ("4", "Durée et évaluation")


def test_words_that_stay_keep_their_origin_and_provisions_their_identity() -> None:
    text, at = tree()
    words = ARTICLE_4.replace("trois ans", "cinq ans")
    made = apply(text, Replace(at["art_4"], words, SEED))
    assert _sources(made) == ["cinq"]
    assert made.find(at["art_4__para_1"]) is not None


def test_an_item_typed_without_its_dash_keeps_it() -> None:
    text, at = tree()
    made = apply(text, Replace(at["art_2__list_1__item_1"], "tenir deux permanences ;", SEED))
    assert "- tenir deux permanences ;\n- informer" in words_of(made)
    assert "art_2__list_1__item_2" in eids_of(made)


def test_an_item_may_give_way_to_several() -> None:
    text, at = tree()
    made = apply(text, Replace(at["art_2__list_1__item_2"], "- informer le CCAS ;\n- prévenir les habitants.", SEED))
    assert "- informer le CCAS ;\n- prévenir les habitants.\nLe CCAS s’engage" in words_of(made)
    assert "art_2__list_1__item_3" in eids_of(made)


def test_a_heading_alone_is_written_anew() -> None:
    text, at = tree()
    made = apply(text, ReplaceHeading(at["art_5"], "Dénonciation", SEED))
    assert "Article 5 – Dénonciation\nChaque partie" in words_of(made)
    assert _sources(made) == ["Dénonciation"]
    with pytest.raises(CannotApply, match="n’a pas d’intitulé"):
        apply(text, ReplaceHeading(at["art_5__para_1"], "Dénonciation", SEED))


def test_words_within_a_provision_give_way_whatever_their_apostrophes_and_spaces() -> None:
    text, at = tree()
    made = apply(text, ReplaceWords(at["art_5"], "préavis  de trois mois", "préavis de six mois", SEED))
    assert "moyennant un préavis de six mois." in words_of(made)
    assert _sources(made) == ["six"]


def test_words_that_are_struck_leave_no_double_space() -> None:
    text, at = tree()
    made = apply(text, ReplaceWords(at["art_5"], "avec accusé de réception", "", SEED))
    assert "par lettre recommandée, moyennant" in words_of(made)
    made = apply(text, ReplaceWords(at["art_3__para_2"], "annuel", "", SEED))
    assert "établir un bilan de la mise en œuvre" in words_of(made)


def test_words_of_a_heading_change_it() -> None:
    text, at = tree()
    made = apply(text, ReplaceWords(at["art_2"], "Accueil des personnes", "Accueil des habitants", SEED))
    clause = made.find(at["art_2"])
    assert clause is not None
    assert clause.heading == "Accueil des habitants"


def test_words_that_stand_twice_are_refused_unless_all_are_meant() -> None:
    text, at = tree()
    with pytest.raises(CannotApply, match="se lisent 2 fois dans l’article 2"):
        apply(text, ReplaceWords(at["art_2"], "le CCAS", "la commune", SEED))
    made = apply(text, ReplaceWords(at["art_2"], "le CCAS", "la commune", SEED, everywhere=True))
    clause = made.find(at["art_2"])
    assert clause is not None
    assert clause.words.count("la commune") == 2


@pytest.mark.parametrize("former", ["quatre ans", "Fait à Montclair"])
def test_words_that_are_not_there_are_told(former: str) -> None:
    text, at = tree()
    with pytest.raises(CannotApply, match=f"Les mots « {former} » ne se lisent pas dans l’article 4"):
        apply(text, ReplaceWords(at["art_4"], former, "x", SEED))


def test_words_across_two_paragraphs_are_refused() -> None:
    text, at = tree()
    with pytest.raises(CannotApply, match="d’un alinéa à l’autre"):
        apply(text, ReplaceWords(at["art_3"], "chaque partie.\nLes parties", "x", SEED))


def test_an_article_is_inserted_after_another_one() -> None:
    text, at = tree()
    made = apply(text, InsertAfter(at["art_4"], "Article 4 bis – Évaluation\nElle est annuelle.", SEED))
    assert "reconduction.\n\nArticle 4 bis – Évaluation\nElle est annuelle.\n\nArticle 5" in words_of(made)
    eids = eids_of(made)
    assert eids.index("art_4bis") == eids.index("art_5") - 2
    assert [at[eid] for eid in ("art_5", "art_4")] == [
        p.provision for p in compose(made).places if p.shape.eid in {"art_5", "art_4"}
    ][::-1]


def test_an_article_does_not_stand_within_another() -> None:
    text, at = tree()
    with pytest.raises(CannotApply, match="choisissez après l’article 4"):
        apply(text, InsertAfter(at["art_4__para_1"], "Article 4 bis\nElle est annuelle.", SEED))


def test_a_paragraph_after_an_article_goes_into_it_and_an_item_joins_the_list() -> None:
    text, at = tree()
    made = apply(text, InsertAfter(at["art_4"], "Il est évalué.", SEED))
    assert "art_4__para_2" in eids_of(made)
    made = apply(made, InsertAfter(at["art_2__list_1__item_1"], "- tenir un registre ;", uuid4()))
    assert "- tenir un registre ;\n- informer" in words_of(made)
    assert [eid for eid in eids_of(made) if "list" in eid][-1] == "art_2__list_1__item_3"


def test_a_provision_may_come_first_or_last_in_another_or_in_the_text() -> None:
    text, at = tree()
    made = apply(text, InsertAfter(at["art_3"], "Le suivi est commun.", SEED, Where.FIRST))
    assert "Article 3 – Suivi\nLe suivi est commun.\nUn comité" in words_of(made)
    made = apply(text, InsertAfter(at["art_3"], "Il est public.", SEED, Where.LAST))
    assert "du protocole.\nIl est public.\n\nArticle 4" in words_of(made)
    made = apply(text, InsertAfter(None, "Annexe 1 – Contacts", SEED, Where.LAST))
    assert words_of(made).endswith("la présidente\nAnnexe 1 – Contacts\n")


def test_a_provision_is_struck_with_all_that_it_holds() -> None:
    text, at = tree()
    made = apply(text, Strike(at["art_2"]))
    assert "Accueil des personnes" not in words_of(made)
    assert "permanence" not in words_of(made)
    assert not any(eid.startswith("art_2") for eid in eids_of(made))
    made = apply(text, Strike(at["art_3__para_2"]))
    assert "de chaque partie.\n\nArticle 4" in words_of(made)


def test_a_list_left_empty_goes_and_the_last_words_of_a_text_are_not_struck() -> None:
    text, at = tree()
    for rank in (1, 2):
        text = apply(text, Strike(at[f"art_2__list_1__item_{rank}"]))
    assert not any("list" in eid for eid in eids_of(text))
    alone, at = tree("Le CCAS est ouvert.")
    with pytest.raises(CannotApply, match="ne resterait rien"):
        apply(alone, Strike(next(iter(at.values()))))


def test_a_provision_moves_with_all_that_it_holds_and_its_words_stay_those_of_the_original() -> None:
    text, at = tree()
    made = apply(text, Move(at["art_3"], at["art_1"]))
    words = words_of(made)
    assert words.index("Article 1") < words.index("Article 3") < words.index("Article 2")
    assert _sources(made) == []
    assert sorted(words.split()) == sorted(words_of(text).split())
    with pytest.raises(CannotApply, match="à l’intérieur de lui-même"):
        apply(text, Move(at["art_2"], at["art_2__para_2"]))


def test_a_number_changes_alone() -> None:
    text, at = tree()
    made = apply(text, Renumber(at["art_5"], "6", SEED))
    assert "Article 6 – Résiliation" in words_of(made)
    assert "art_6__para_1" in eids_of(made)
    assert _sources(made) == ["6"]
    with pytest.raises(CannotApply, match="Le numéro de"):
        apply(text, Renumber(at["art_5__para_1"], "6", SEED))


@pytest.mark.parametrize("written", ["Article 1er - Objet", "ARTICLE 1 : OBJET", "Art. 1 – Objet"])
def test_a_number_is_found_however_it_is_written(written: str) -> None:
    text, at = tree(f"CONVENTION\n\n{written}\nLe CCAS accueille.\n\nArticle 2 – Suite\nLe CCAS oriente.\n")
    made = apply(text, Renumber(at["art_1"], "3", SEED))
    assert written.replace("1er", "3").replace("1", "3") in words_of(made)


def test_what_is_no_longer_there_cannot_be_changed_and_nothing_is_applied_twice() -> None:
    text, at = tree()
    gone = apply(text, Strike(at["art_3"]))
    for one in (Strike(at["art_3"]), Replace(at["art_3__para_1"], "x", SEED), Move(at["art_1"], at["art_3"])):
        with pytest.raises(CannotApply, match="n’est plus, dans le texte"):
            apply(gone, one)
    twice = InsertAfter(at["art_1"], "Il est bref.", SEED)
    with pytest.raises(CannotApply, match="déjà appliquée"):
        apply(apply(text, twice), twice)
    with pytest.raises(CannotApply, match="Écrivez les nouveaux mots"):
        apply(text, Replace(at["art_1"], "  ", SEED))


@given(st.data())
def test_whatever_is_asked_the_rest_of_the_text_is_untouched(data: st.DataObject) -> None:
    text, at = tree()
    one = data.draw(instructions(list(at.values())))
    try:
        made = apply(text, one)
    except CannotApply:
        return
    touched = {
        clause.provision for clause in walk([found for found in [text.find(one.target or UUID(int=0))] if found])
    }
    for clause in walk(text.clauses):
        if clause.provision not in touched and not (isinstance(one, ReplaceWords)):
            now = made.find(clause.provision)
            if now is None:
                assert not clause.own.strip()  # a list, or a zone, of which nothing is left
                assert {child.provision for child in clause.children} <= touched
                continue
            assert now.own.split() == clause.own.split()
    places = compose(made).places
    assert len({place.provision for place in places}) == len(places)
    assert len({place.shape.eid for place in places}) == len(places)
