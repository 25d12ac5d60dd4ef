"""Two texts compared by words: to the letter on both sides, and as a person would mark them."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillage.foundations import redline
from maillage.foundations.redline import Piece, share_kept, tokens, words

FRENCH = st.lists(
    st.sampled_from(
        [
            *"le la l’ d'une convention CCAS parties s’engagent à former 12 000,50 € 1er mars 3.1 , . ; « »".split(),
            *(" ", "  ", "\u00a0", "\n", "\n\n", "’", "'", "\t"),
        ]
    )
).map("".join)
ANY = st.text(max_size=60)


def marked(before: str, after: str) -> str:
    """The comparison as one writes it by hand."""
    signs = {"keep": "{}", "drop": "[-{}-]", "add": "[+{}+]"}
    return "".join(signs[piece.op].format(piece.text) for piece in words(before, after))


@given(st.one_of(FRENCH, ANY), st.one_of(FRENCH, ANY))
def test_the_pieces_give_back_both_texts_to_the_letter(before: str, after: str) -> None:
    pieces = words(before, after)
    assert "".join(piece.text for piece in pieces if piece.op != "add") == before
    assert "".join(piece.text for piece in pieces if piece.op != "drop") == after
    assert all(piece.text for piece in pieces)
    kinds = [piece.op for piece in pieces]
    assert all(one != other for one, other in pairwise(kinds))


@given(FRENCH)
def test_a_text_is_the_same_as_itself(text: str) -> None:
    assert {piece.op for piece in words(text, text)} <= {"keep"}
    assert share_kept(words(text, text)) == 1


@given(st.one_of(FRENCH, ANY))
def test_words_and_white_space_make_the_text(text: str) -> None:
    found = tokens(text)
    assert "".join(gap + word for gap, word in zip(found.gaps, [*found.words, ""], strict=True)) == text
    assert not any(word.isspace() for word in found.words)


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (
            "La convention dure trois ans à compter du 1er mars 2026.",
            "La convention dure quatre ans à compter du 2 avril 2026.",
            "La convention dure [-trois-][+quatre+] ans à compter du [-1er mars-][+2 avril+] 2026.",
        ),
        ("le chat noir dort", "le chat dort", "le chat[- noir-] dort"),
        (
            "un montant de 12\u00a0000 €",
            "un montant de 15\u00a0500,50 €",
            "un montant de [-12\u00a0000-][+15\u00a0500,50+] €",
        ),
        ("s’engage à former", "s’engage à informer et former", "s’engage à[+ informer et+] former"),
        ("l’avis du CCAS", "l’accord du CCAS", "l’[-avis-][+accord+] du CCAS"),
        ("du 1er mars au 3 avril", "du 2 mars au 5 avril", "du [-1er-][+2+] mars au [-3-][+5+] avril"),
        ("", "Tout est neuf.", "[+Tout est neuf.+]"),
        ("Rien ne reste.", "", "[-Rien ne reste.-]"),
        ("a  b", "a b", "a[-  -][+ +]b"),
    ],
)
def test_a_change_is_marked_as_a_person_would(before: str, after: str, expected: str) -> None:
    assert marked(before, after) == expected


def test_small_words_in_common_do_not_cut_a_sentence_written_anew_into_confetti() -> None:
    before = "Elle peut être résiliée par l’une des parties avec un préavis de trois mois."
    after = "Chacun des signataires est libre de la quitter, de plein droit et sans avoir à le motiver."
    pieces = words(before, after)
    assert [piece.op for piece in pieces] in (["drop", "add", "keep"], ["drop", "add"])


def test_a_sentence_put_between_two_is_marked_as_a_sentence() -> None:
    before = "Les parties se réunissent. Les parties font un bilan."
    after = "Les parties se réunissent. Les parties échangent. Les parties font un bilan."
    assert marked(before, after) == "Les parties se réunissent.[+ Les parties échangent.+] Les parties font un bilan."


def test_a_long_text_is_compared_quickly_and_to_the_letter(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(redline, "_MATRIX", 100_000)
    before = [f"L’article {number} dit que la partie n° {number % 7} tient sa part." for number in range(1500)]
    after = [*before[:300], "Un ajout de bonne longueur.", *before[310:900], *before[900:]]
    after[1200] = after[1200].replace("sa part", "toute sa part du travail")
    started = time.process_time()
    pieces = words("\n".join(before), "\n".join(after))
    assert time.process_time() - started < 3
    assert "".join(piece.text for piece in pieces if piece.op != "drop") == "\n".join(after)
    added = [piece.text.strip() for piece in pieces if piece.op == "add"]
    assert added == ["Un ajout de bonne longueur", "toute", "du travail"]


def test_what_is_alike_is_told_by_the_share_of_the_letters_kept() -> None:
    assert share_kept(()) == 1
    assert share_kept((Piece("drop", "abcd"), Piece("add", "efgh"))) == 0
    assert share_kept((Piece("keep", "ab cd"), Piece("add", "efgh"))) == pytest.approx(8 / 12)
