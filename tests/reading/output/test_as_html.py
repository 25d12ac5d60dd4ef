"""The page of a reading: nothing of the text is lost, nothing of it is obeyed, every note leads to its words and back."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillage.reading.model import Body, Commitment, Defect, Mention, Party, Provision, Reading
from maillage.reading.output.as_html import to_html
from maillage.reading.output.as_index import Entry, head, to_index
from tests.reading.output.making import not_an_agreement, protocol, reading

VOID = {"meta", "link", "input", "br", "use", "path", "rect", "circle"}


class Page(HTMLParser):
    """What a browser would see: ids, links, the text of each element with an id; fails on tags that do not match."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.stack: list[tuple[str, str | None, bool]] = []
        self.article = ""  # what the article shows besides its notes, their calls and the permalinks
        self.ids: list[str] = []
        self.links: list[str] = []
        self.tags: list[str] = []
        self.texts: dict[str, str] = {}
        self.headings: list[int] = []
        self.feed(html)
        self.close()
        assert not self.stack

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.tags.append(tag)
        if name := given.get("id"):
            self.ids.append(name)
            self.texts[name] = ""
        if tag == "a" and given.get("href"):
            self.links.append(str(given["href"]))
        if re.fullmatch("h[1-6]", tag):
            self.headings.append(int(tag[1]))
        if tag not in VOID:
            self.stack.append((tag, given.get("id"), tag == "details" or given.get("class") in ("call", "pin")))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.stack, f"</{tag}> closes nothing"
        assert self.stack.pop()[0] == tag

    def handle_data(self, data: str) -> None:
        for _, name, _ in self.stack:
            if name:
                self.texts[name] += data
        if any(tag == "article" for tag, *_ in self.stack) and not any(beside for *_, beside in self.stack):
            self.article += data


def words_of(text: str) -> str:
    return re.sub(r"\W+", "", text)


def sound(found: Reading) -> Page:
    """The page, once checked: well formed, ids all different, every inner link leads somewhere, headings in order."""
    page = Page(to_html(found))
    assert len(page.ids) == len(set(page.ids))
    assert not [link for link in page.links if link.startswith("#") and link[1:] not in page.ids]
    assert page.headings[0] == 1
    assert page.headings.count(1) == 1
    assert all(after <= before + 1 for before, after in zip(page.headings, page.headings[1:], strict=False))
    return page


def test_every_note_leads_to_its_words_and_back() -> None:
    page = sound(protocol())

    notes = [name for name in page.ids if name.startswith("n-")]
    assert len(notes) == 27
    for note in notes:
        assert f"#{note}" in page.links
        assert f"#w-{note[2:]}" in page.links
    assert page.texts["w-1"].startswith("Le Département de l’Ourcelle")


def test_every_provision_has_a_permalink() -> None:
    found = protocol()
    page = sound(found)
    assert not [p.eid for p in found.provisions if p.eid not in page.ids and p.kind != "list"]
    assert "#art_2__list_1__item_2" in page.links


def test_defects_are_said_in_words_not_only_in_colour() -> None:
    html = to_html(protocol())
    review = html[html.index('id="m-relecture"') :]
    for word in (
        "À corriger",
        "À vérifier",
        "Conseil",
        "La reconduction tacite n’a pas de durée.",
        "Code civil, art. 1214 et 1215",
    ):
        assert word in review


def test_the_head_sums_up_parties_terms_and_counts() -> None:
    html = to_html(protocol()).replace("\u00a0", " ")
    for said in (
        "6 engagements",
        "5 défauts du texte",
        "2 à corriger, 2 à vérifier et 1 de conseil",
        "Tacite, sans durée dite",
        "Le texte ne dit pas comment il se modifie.",
    ):
        assert said in html


def test_the_page_runs_and_fetches_nothing() -> None:
    html = to_html(protocol())
    assert "<script" not in html
    assert not re.findall(r"(?:https?:)?//\w", html)
    assert "default-src 'none'" in html
    assert not re.findall(r"""\s(?:on\w+|style)=["']""", html)


HOSTILE = "<script>alert(1)</script> \"onmouseover=\"x\" 'style='y' &lt;b&gt; </style><!-- <a href=javascript:x>"


def hostile() -> Reading:
    text = f"{HOSTILE}\n\n{HOSTILE}\n"
    whole = (0, len(HOSTILE))
    return reading(
        text,
        title=HOSTILE,
        kind=HOSTILE,
        parties=(Party("p1", HOSTILE, HOSTILE, HOSTILE, HOSTILE, HOSTILE, HOSTILE, 1, None, whole, 0.2),),
        commitments=(Commitment("c1", ("p1",), HOSTILE, HOSTILE, HOSTILE, HOSTILE, HOSTILE, HOSTILE, HOSTILE, HOSTILE, whole, 0.9),),
        bodies=(Body(HOSTILE, HOSTILE, HOSTILE, (HOSTILE,), whole, 0.9),),
        mentions=(Mention(HOSTILE, HOSTILE, HOSTILE, whole, 0.9), Mention("date", HOSTILE, HOSTILE, whole, 0.9)),
        review=(Defect(HOSTILE, HOSTILE, HOSTILE, whole, HOSTILE),),
        provisions=(Provision("art_1", "article", HOSTILE, HOSTILE, None, (0, len(text)), whole), Provision(HOSTILE.replace(" ", ""), HOSTILE, None, None, "art_1", (len(HOSTILE), len(text)))),
    )  # fmt: skip


@pytest.mark.parametrize(
    "found", [hostile(), replace(hostile(), is_agreement=False, nature_reason=HOSTILE)], ids=["agreement", "other"]
)
def test_a_text_that_holds_html_is_shown_and_not_obeyed(found: Reading) -> None:
    html = to_html(found)
    page = Page(html)

    assert "script" not in page.tags
    assert "<!--" not in html
    assert not [link for link in page.links if not link.startswith("#")]
    assert "alert(1)" in html


def test_the_list_of_readings_does_not_obey_them_either() -> None:
    html = to_index([Entry(f"{HOSTILE}.txt", f"{HOSTILE}.html", head(hostile())), Entry(HOSTILE, "", None, HOSTILE)])
    assert "script" not in Page(html).tags
    assert "<!--" not in html


def test_the_list_of_readings_says_what_was_found_and_what_failed() -> None:
    entries = [
        Entry("a.docx", "a.html", head(protocol())),
        Entry("b.pdf", "b.html", head(not_an_agreement())),
        Entry("c.pdf", "", None, "Le fichier est vide."),
    ]
    html = to_index(entries).replace("\u00a0", " ")
    for said in (
        "2 textes lus, 1 échec",
        'href="a.html"',
        "6 engagements",
        "5 défauts",
        "dont 2 à corriger",
        "Pas un accord",
        "Non lu",
        "Le fichier est vide.",
    ):
        assert said in html


def test_a_text_that_is_not_an_agreement_gets_an_honest_page() -> None:
    html = to_html(not_an_agreement())
    sound(not_an_agreement())
    assert "Ce texte n’est pas un accord entre des parties." in html
    assert "Le texte fixe des règles sans nommer de parties." in html
    assert 'id="m-termes"' not in html


def test_an_empty_reading_still_makes_a_page() -> None:
    sound(reading(""))
    sound(reading("Une convention sans rien d’autre.\n\nEt un second paragraphe."))


def test_left_over_markdown_is_not_shown() -> None:
    html = to_html(reading("## **Article 1** Objet\n\nn° 3 \\- suite, prix # 4 et ____ euros"))
    assert "Article 1 Objet" in re.sub("<[^>]+>", "", html)
    assert "prix # 4 et ____ euros" in html
    assert "**" not in html[html.index("<article") :]


def test_a_table_keeps_its_rows_whether_barred_or_a_cell_a_line() -> None:
    barred = "| Nom | Siège |\n|---|---|\n| Escale | Rochebelle |"
    cells = "Nom\nSiège\n\nEscale\nRochebelle\n\n"
    for text in (barred, cells):
        html = to_html(reading(text, provisions=(Provision("table_1", "table", None, None, None, (0, len(text))),)))
        rows = re.findall(r"<tr>(.*?)</tr>", html)
        assert [re.findall(r"<td>(.*?)</td>", row) for row in rows] == [["Nom", "Siège"], ["Escale", "Rochebelle"]]


def marked(text: str, *spans: tuple[int, int]) -> Reading:
    return reading(text, mentions=tuple(Mention("law", "loi", None, span, 0.9) for span in spans))


def test_spans_that_overlap_are_split_and_stay_well_formed() -> None:
    found = marked("abcdefghij", (0, 6), (3, 9), (4, 5))
    html = to_html(found)
    page = sound(found)

    assert page.article.strip() == "abcdefghij"
    assert page.texts["w-1"].startswith("abc")
    assert re.sub(r"\d", "", page.texts["w-3"]) == "e"
    assert html.count('data-note="2"') == 2


def test_words_that_run_over_several_paragraphs_are_marked_in_each() -> None:
    text = "Premier alinéa.\n\nDeuxième alinéa."
    html = to_html(marked(text, (8, 25)))
    assert re.findall(r'data-note="1"[^>]*>([^<]*)<', html) == ["alinéa.", "Deuxième"]
    assert html.count('id="n-1"') == 1


SPANS = st.lists(st.tuples(st.integers(-3, 60), st.integers(-3, 60)), max_size=12)
TEXTS = st.text(alphabet=st.sampled_from("ab é<&\"'\n|-#*\\\t\x00\u202e\U0001f9f6"), max_size=60)


@given(TEXTS, SPANS)
def test_whatever_the_spans_the_page_is_sound_and_the_text_is_whole(text: str, spans: list[tuple[int, int]]) -> None:
    found = marked(text, *spans)
    page = sound(found)

    assert words_of(page.article) == words_of(text)
    assert len([name for name in page.ids if name.startswith("n-")]) == sum(
        max(a, 0) < min(b, len(text)) for a, b in spans
    )


KINDS = st.sampled_from(["article", "list", "item", "table", "paragraph", "section"])
NODES = st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60), KINDS), max_size=8)


def tree(text: str, nodes: list[tuple[int, int, str]]) -> tuple[Provision, ...]:
    """Provisions inside the text, each under the smallest earlier one that holds it; those that would overlap are left out."""
    made: list[Provision] = []
    for at, (one, other, kind) in enumerate(sorted(nodes, key=lambda node: -abs(node[0] - node[1]))):
        start, end = sorted((min(one, len(text)), min(other, len(text))))
        holders = [p for p in made if p.span[0] <= start and end <= p.span[1]]
        parent = holders[-1].eid if holders else None
        beside = [p for p in made if p.parent == parent and p.span[0] < end and start < p.span[1]]
        if start < end and not beside:
            heading = (start, min(start + 3, end)) if kind in ("article", "section") else None
            made.append(Provision(f"p_{at}", kind, "1", "a", parent, (start, end), heading))
    return tuple(sorted(made, key=lambda p: (p.span[0], -p.span[1])))


@given(TEXTS, NODES)
def test_whatever_the_tree_nothing_of_the_text_is_lost(text: str, nodes: list[tuple[int, int, str]]) -> None:
    provisions = tree(text, nodes)
    assert words_of(Page(to_html(reading(text, provisions=provisions))).article) == words_of(text)
