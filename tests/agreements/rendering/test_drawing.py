"""The text is drawn once, whole and safe, whatever the tree of provisions and whatever rests on its words."""

from __future__ import annotations

import hashlib

from hypothesis import given
from hypothesis import strategies as st

from maillage.agreements.rendering import (
    Anchor,
    Dressing,
    Place,
    contents_of,
    draw,
    dress,
    is_drawing_of,
    occurrences,
    shown,
)
from maillage.agreements.rendering.drawing import EDITION
from tests.agreements.rendering.making import TEXTS, Page, anchor, note, places_of, trees, whole_pages
from tests.factories.agreements import PROTOCOL

ALL = frozenset({"engagements", "termes", "references"})
WITHOUT = ("sup", "notes", "hops", "pin")


@given(whole_pages())
def test_the_text_content_of_a_drawing_is_the_text(page: tuple[str, list[Place], list[Anchor]]) -> None:
    text, places, anchors = page
    read = Page(draw(text, places, anchors))
    assert read.text == shown(text)
    assert not read.faults
    assert len(read.ids) == len(set(read.ids))


@given(whole_pages(), st.data())
def test_a_dressed_drawing_keeps_the_text_and_nests_no_link(
    page: tuple[str, list[Place], list[Anchor]], data: st.DataObject
) -> None:
    text, places, anchors = page
    known = [note(one, kind=data.draw(st.sampled_from(sorted(ALL)))) for one in anchors if data.draw(st.booleans())]
    kinds = data.draw(st.sets(st.sampled_from(sorted(ALL))))
    html = draw(text, places, anchors, occurrences(text, data.draw(st.sampled_from(["", "a", "b &", "2"]))))
    dressed = dress(html, Dressing(known, frozenset(kinds), "/i.svg", pin=lambda key: f"/d/{key}/", found=3))
    assert Page(dressed.html, WITHOUT).text == shown(text)
    read = Page(dressed.html + dressed.loose)
    assert not read.faults
    assert len(read.ids) == len(set(read.ids))
    assert not dressed.strangers
    assert "<!--" not in dressed.html
    targets = {link[1:] for link in read.links if link.startswith("#n-")}
    assert targets <= set(read.ids)


@given(TEXTS.flatmap(lambda text: st.tuples(st.just(text), trees(text))))
def test_each_provision_with_words_of_its_own_has_its_address(page: tuple[str, list[Place]]) -> None:
    text, places = page
    assert set(Page(draw(text, places)).ids) <= {one.eid for one in places} | {f"h-{one.eid}" for one in places}


def test_every_provision_of_a_real_text_has_its_address() -> None:
    places = places_of(PROTOCOL)
    ids = Page(draw(PROTOCOL, places)).ids
    assert {one.eid for one in places} <= set(ids)


def test_words_lead_to_their_note_and_back() -> None:
    start = PROTOCOL.index("tenir une permanence")
    one = anchor(start, start + len("tenir une permanence"))
    html = dress(draw(PROTOCOL, places_of(PROTOCOL), [one]), Dressing([note(one)], ALL, "/i.svg")).html
    assert '<a class="words" href="#n-1" id="w-1"' in html
    assert "<span>tenir une permanence</span><sup>1</sup></a>" in html
    assert 'href="#w-1" aria-label="Note 1\u00a0: revenir aux mots du texte"' in html


def test_words_that_create_two_things_lead_to_both() -> None:
    start = PROTOCOL.index("préavis de trois mois")
    same = [anchor(start, start + 7), anchor(start, start + 7, "t"), anchor(start - 5, start + 20, "d")]
    notes = [note(one) for one in same]
    read = Page(dress(draw(PROTOCOL, places_of(PROTOCOL), same), Dressing(notes, ALL, "/i.svg")).html)
    assert {"w-1", "w-2", "w-3", "n-1", "n-2", "n-3"} <= set(read.ids)
    assert {"#n-1", "#n-2", "#n-3", "#w-1", "#w-2", "#w-3"} <= set(read.links)


def test_a_hidden_kind_leaves_the_numbers_of_the_others() -> None:
    first, second = anchor(0, 9), anchor(70, 80)
    html = draw(PROTOCOL, places_of(PROTOCOL), [first, second])
    notes = [note(first, kind="termes"), note(second)]
    dressed = dress(html, Dressing(notes, frozenset({"engagements"}), "/i.svg")).html
    assert 'id="n-2"' in dressed
    assert 'id="n-1"' not in dressed


def test_what_a_reader_may_not_know_leaves_no_trace() -> None:
    one = anchor(0, 9)
    html = draw(PROTOCOL, places_of(PROTOCOL), [one])
    dressed = dress(html, Dressing([], ALL, "/i.svg")).html
    assert one.ref[1:33] not in dressed
    assert 'class="words"' not in dressed


def test_a_drawing_of_another_text_and_a_note_it_does_not_know_are_recognised() -> None:
    html = draw(PROTOCOL, places_of(PROTOCOL), [])
    late = note(anchor(0, 9))
    assert is_drawing_of(html, hashlib.sha256(PROTOCOL.encode()).hexdigest())
    assert not is_drawing_of(html, hashlib.sha256(b"").hexdigest())
    older = html.replace(f"<!--t {EDITION}.", f"<!--t {EDITION - 1}.")
    assert not is_drawing_of(older, hashlib.sha256(PROTOCOL.encode()).hexdigest())
    assert not is_drawing_of("", hashlib.sha256(PROTOCOL.encode()).hexdigest())
    assert dress(html, Dressing([late], ALL, "/i.svg")).strangers == (late,)


def test_a_note_whose_words_are_nowhere_stands_after_the_text() -> None:
    one = anchor(len(PROTOCOL) + 5, len(PROTOCOL) + 9)
    dressed = dress(draw(PROTOCOL, places_of(PROTOCOL), [one]), Dressing([note(one, "Sans mots")], ALL, "/i.svg"))
    assert "Sans mots" in dressed.loose
    assert "Sans mots" not in dressed.html


def test_dense_provisions_fold_the_notes_that_do_not_fit() -> None:
    start = PROTOCOL.index("Chaque partie peut")
    anchors = [anchor(start + at, start + at + 1) for at in range(12)]
    html = dress(
        draw(PROTOCOL, places_of(PROTOCOL), anchors), Dressing([note(one) for one in anchors], ALL, "/i.svg")
    ).html
    assert "notes__more" in html
    assert "autres notes\u00a0: " in html
    assert html.count('role="note"') == 12


def test_the_number_of_an_article_is_parted_from_its_title() -> None:
    html = draw(PROTOCOL, places_of(PROTOCOL))
    assert (
        '<span class="anchor">Article 2</span><span class="parting" hidden> – </span>Accueil des personnes</h2>' in html
    )


def test_contents_list_the_headings_in_order() -> None:
    entries = contents_of(draw(PROTOCOL, places_of(PROTOCOL), [anchor(600, 700)]))
    assert [one.eid for one in entries] == ["art_1", "art_2", "art_3", "art_4", "art_5"]
    assert entries[1].words == "Article 2. Accueil des personnes"


def test_items_stay_a_list_and_keep_their_dash() -> None:
    html = draw(PROTOCOL, places_of(PROTOCOL))
    assert html.count('<ul class="items" role="list">') == 1
    assert '<span class="bullet">- </span>tenir une permanence' in html


def test_a_table_keeps_its_cells_and_hides_its_bars() -> None:
    text = "| Action | Qui |\n| --- | --- |\n| Accueil | CCAS |\n"
    table = Place(
        anchor(0, 1).ref and places_of("x")[0].key, places_of("x")[0].provision_id, "t_1", "table", 0, len(text)
    )
    read = Page(draw(text, [table]))
    assert read.text == text
    assert "<td><span hidden>|</span> Action </td>" in draw(text, [table])
    assert "<tr hidden>" in draw(text, [table])
