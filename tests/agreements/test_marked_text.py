"""The text with its marks: every character is there, escaped, whatever overlaps."""

from __future__ import annotations

import re
from html import unescape

from hypothesis import given
from hypothesis import strategies as st

from maillage.agreements.marked_text import Mark, Place, rendered

CALL = re.compile(r'<a class="call" id="w-(\w+)"[^>]*>\d+</a>')


def _mark(key: str, start: int, end: int, tone: str = "watch", *, is_flaw: bool = False) -> Mark:
    return Mark(key, start, end, 1, tone, f"Élément {key}", is_flaw)


def _words(html: str) -> str:
    return unescape(re.sub(r"<[^>]+>", "", CALL.sub("", html)))


@st.composite
def texts(draw: st.DrawFn) -> tuple[str, list[Mark]]:
    """A text, and marks anywhere in it."""
    text = draw(st.text(alphabet='ab <>&"\n’', min_size=1, max_size=60))
    marks = []
    for rank in range(draw(st.integers(0, 8))):
        start = draw(st.integers(0, len(text) - 1))
        marks.append(_mark(f"k{rank}", start, draw(st.integers(start + 1, len(text)))))
    return text, marks


@given(texts())
def test_no_character_is_lost_or_said_twice(made: tuple[str, list[Mark]]) -> None:
    text, marks = made
    assert _words(rendered(text, [], marks)).strip() == text.strip()


@given(texts())
def test_each_mark_covers_its_words_and_is_called_once(made: tuple[str, list[Mark]]) -> None:
    text, marks = made
    html = rendered(text, [], marks)
    if not text.strip():
        return
    for mark in marks:
        spans = re.findall(r'<span class="w" data-e="([^"]*)" data-tone="watch">(.*?)</span>', html, re.S)
        covered = "".join(re.sub("<br>", "", words) for keys, words in spans if mark.key in keys.split())
        assert unescape(covered) == text[mark.start : mark.end]
    assert sorted(CALL.findall(html)) == sorted(mark.key for mark in marks)


def test_overlapping_marks_never_nest_and_the_shortest_is_first() -> None:
    html = rendered("le CCAS oriente les personnes", [], [_mark("a", 0, 20), _mark("b", 3, 7), _mark("c", 16, 29)])
    assert 'data-e="b a" data-tone="watch">CCAS</span>' in html
    assert re.search(r'data-e="c a"[^>]*>les </span>', html)
    assert not re.search(r"<span[^>]*>[^<]*<span", html)


def test_what_is_set_aside_gives_way_to_what_is_not() -> None:
    html = rendered("le CCAS oriente", [], [_mark("a", 0, 15, "late", is_flaw=True), _mark("b", 3, 7, "quiet")])
    assert '<span class="w w--flaw" data-e="b a" data-tone="late">CCAS</span>' in html


def test_what_is_left_of_markdown_is_out_of_sight_and_still_counted() -> None:
    html = rendered("## Art. 1 : Objet\n**Le Département** suit le n° #2.", [], [])
    assert (
        _words(re.sub("<span hidden>.*?</span>", "", html)).strip() == "Art. 1 : Objet\nLe Département suit le n° #2."
    )
    assert _words(html).strip() == "## Art. 1 : Objet\n**Le Département** suit le n° #2."


def test_an_attack_in_the_text_stays_words() -> None:
    html = rendered("<script>alert(1)</script>", [], [_mark("a", 0, 8)], query='x="><b>&')
    assert "<script" not in html
    assert "<b>" not in html


def test_headings_and_items_are_said_as_such() -> None:
    text = "Article 1 – Objet\nTexte\n- un\n"
    places = [
        Place(1, None, "article", 0, 29, (0, 18)),
        Place(2, 1, "paragraph", 18, 24),
        Place(3, 1, "item", 24, 29),
    ]
    html = rendered(text, places, [_mark("a", 26, 28)], current="a")
    assert '<h3 data-o="0">Article 1 – Objet' in html
    assert '<p class="item" data-o="24">- <span class="w w--on" data-e="a"' in html
    assert 'href="?element=a#w-a"' in html


def test_a_large_text_with_many_marks_is_whole() -> None:
    text = "Le Département s’engage à tenir une permanence hebdomadaire.\n" * 1700
    places = [Place(at, None, "paragraph", at * 61, at * 61 + 61) for at in range(1700)]
    marks = [_mark(f"k{at}", at * 61, at * 61 + 60) for at in range(0, 1700, 2)]
    html = rendered(text, places, marks)
    assert html.count('class="call"') == 850
    assert html.count('class="w"') == 850
