"""A local agreement against its frame: what is kept, reworded, dropped, added."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from maillage.agreements.compare import Promise, Side, deviations

NAMES = ("duration", "notice_period", "renewal_mode")


def promises(*texts: str) -> list[Promise]:
    return [Promise(str(number), text, "le Département") for number, text in enumerate(texts)]


def side(*texts: str, terms: dict[str, str] | None = None, parties: tuple[tuple[str, str], ...] = ()) -> Side:
    return Side(terms or {}, promises(*texts), parties)


def test_commitments_are_paired_by_their_words_whatever_their_order() -> None:
    frame = side(
        "tenir une permanence hebdomadaire dans les locaux du CCAS",
        "informer les partenaires de toute fermeture de la maison des solidarités",
        "former ses agents aux violences intrafamiliales",
    )
    local = side(
        "informer le CCAS de toute fermeture de la maison des solidarités de Montclair",
        "tenir une permanence mensuelle dans les locaux du CCAS",
        "publier un annuaire des services",
    )
    found = deviations(frame, local, names=NAMES)
    assert [(pair.frame.key, pair.local.key) for pair in found.pairs] == [("0", "1"), ("1", "0")]
    assert [one.text for one in found.dropped] == ["former ses agents aux violences intrafamiliales"]
    assert [one.text for one in found.own] == ["publier un annuaire des services"]
    pieces = found.pairs[0].pieces
    assert ("drop", "hebdomadaire") in pieces
    assert ("add", "mensuelle") in pieces
    assert len(found.reworded) == 2


def test_number_and_person_do_not_make_a_difference() -> None:
    frame = side("Les parties s’engagent à établir un bilan annuel")
    local = side("La partie s’engage à établir les bilans annuels")
    (pair,) = deviations(frame, local, names=NAMES).pairs
    assert pair.likeness > 0.6


def test_small_words_alone_do_not_make_two_commitments_alike() -> None:
    found = deviations(side("de la part de chacun pour le bien"), side("de la vie des uns pour le reste"), names=NAMES)
    assert not found.pairs


def test_clauses_are_compared_line_by_line_and_silence_counts() -> None:
    frame = side(terms={"duration": "trois ans", "notice_period": "trois mois"})
    local = side(terms={"duration": "trois ans", "renewal_mode": "tacite"})
    found = deviations(frame, local, names=NAMES)
    assert [(line.name, line.frame, line.local) for line in found.changed_terms] == [
        ("notice_period", "trois mois", ""),
        ("renewal_mode", "", "tacite"),
    ]
    assert len(found.terms) == 3


def test_parties_are_those_of_both_or_of_one() -> None:
    frame = side(parties=(("d", "le Département"), ("u", "l’union des CCAS")))
    local = side(parties=(("d", "le Département"), ("c", "le CCAS")))
    found = deviations(frame, local, names=NAMES)
    assert found.common_parties == ("le Département",)
    assert found.frame_parties == ("l’union des CCAS",)
    assert found.local_parties == ("le CCAS",)


WORDS = st.lists(st.sampled_from("accueil permanence bilan agents formation annuaire habitants".split()), max_size=6)
TEXTS = st.lists(WORDS.map(" ".join), max_size=8)


@given(TEXTS, TEXTS)
def test_each_commitment_is_once_on_its_side(frame: list[str], local: list[str]) -> None:
    found = deviations(side(*frame), side(*local), names=NAMES)
    assert sorted([pair.frame.key for pair in found.pairs] + [one.key for one in found.dropped]) == sorted(
        str(number) for number in range(len(frame))
    )
    assert sorted([pair.local.key for pair in found.pairs] + [one.key for one in found.own]) == sorted(
        str(number) for number in range(len(local))
    )
    for pair in found.pairs:
        assert "".join(words for sort, words in pair.pieces if sort != "add") == pair.frame.text
        assert "".join(words for sort, words in pair.pieces if sort != "drop") == pair.local.text


@given(TEXTS)
def test_an_agreement_does_not_deviate_from_itself(texts: list[str]) -> None:
    kept = [text for text in texts if text]
    found = deviations(side(*kept), side(*kept), names=NAMES)
    assert not found.dropped
    assert not found.own
    assert not found.reworded
