"""Trees for the tests: a text of our own writing, and its clauses by their eIds."""

from __future__ import annotations

from uuid import UUID, uuid4

from hypothesis import strategies as st

from maillage.agreements.consolidation import (
    InsertAfter,
    Instruction,
    Move,
    Place,
    Replace,
    ReplaceWords,
    Strike,
    Text,
    Where,
    build,
    compose,
)
from maillage.reading import read_text
from tests.factories.agreements import PROTOCOL


def tree(text: str = PROTOCOL) -> tuple[Text, dict[str, UUID]]:
    """The tree of a text as the reader cuts it, and its provisions by eId."""
    reading = read_text(text)
    places = [Place(uuid4(), shape) for shape in reading.provisions]
    return build(reading.text, places), {place.shape.eid: place.provision for place in places}


def words_of(text: Text) -> str:
    """The words of a tree."""
    return compose(text).text


def eids_of(text: Text) -> list[str]:
    """Its eIds, in order."""
    return [place.shape.eid for place in compose(text).places]


NEW = [
    "Article 4 bis – Évaluation\nUne évaluation est faite chaque année.",
    "Les parties se rencontrent chaque trimestre.",
    "- tenir deux permanences ;\n- informer la commune.",
    "Le CCAS met une salle à disposition.\nElle est chauffée.",
]


@st.composite
def instructions(draw: st.DrawFn, provisions: list[UUID]) -> Instruction:
    """Any instruction on one of these provisions."""
    target, other = draw(st.sampled_from(provisions)), draw(st.sampled_from(provisions))
    words, seed = draw(st.sampled_from(NEW)), UUID(int=draw(st.integers(1, 2**64)))
    where = draw(st.sampled_from(Where))
    return draw(
        st.sampled_from(
            [
                Replace(target, words, seed),
                InsertAfter(target, words, seed, where),
                Strike(target),
                Move(target, other, where),
                ReplaceWords(target, "le CCAS", "la commune", seed, everywhere=True),
            ]
        )
    )
