"""A PDF holds every word once, in order, tagged and bookmarked, whatever the words."""

from __future__ import annotations

import threading
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings

from maillage.rendering.errors import TooLong
from maillage.rendering.model import Document, Paragraph, Table, headings, words
from maillage.rendering.pdf import MOST, pdf
from tests.rendering.making import AT, DOCUMENTS, document, paragraph, plain_words, read, section, whole


@given(DOCUMENTS)
@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
def test_no_text_breaks_the_layout_nor_speaks_to_it(made: Document) -> None:
    assert pdf(made).startswith(b"%PDF-1.7")


def test_what_looks_like_a_command_is_printed_as_it_is() -> None:
    hostile = '#panic("x") #read("/etc/passwd") $x^2$ *gras* `code` <ancre> @renvoi https://exemple.example // \\ [a]'
    text = read(pdf(document(section(hostile, paragraph(hostile)), title=hostile))).text
    assert "root:" not in text
    assert "".join(plain_words(text)).count("".join(hostile.split())) == 3


def test_every_word_stands_once_in_order() -> None:
    text = " ".join(plain_words(read(pdf(whole())).text))
    expected = [
        "Protocole de Montclair Version 2 Ce texte est un projet. Article 1 – Objet Le Département s’engage à :",
        "- tenir une permanence ; - informer le CCAS : a) sous huit jours 1.1 Détail Reste nouveau ancien",
        "Article 2 – Moyens Poste Montant Loyer 1 200 € Échéance 31 décembre 2027",
        "Pour Le Département Mme Durand, présidente Délibération n° 12",
    ]
    at = -1
    for part in expected:
        found = text.find(part, at + 1)
        assert found > at, part
        at = found
    assert "Seul le texte signé fait foi. page 1 / 1" in text


def test_headings_are_bookmarks_and_tags() -> None:
    made = whole()
    found = read(pdf(made))
    told = [(depth - 1, " ".join(said.split())) for depth, said in headings(made.blocks)]
    assert found.bookmarks == told
    assert [one for one in found.roles if one.startswith("H")] == ["H1", "H2", "H1"]


def test_lists_and_tables_are_tagged_as_such() -> None:
    roles = read(pdf(whole())).roles
    assert roles.count("L") >= 2
    assert roles.count("LI") >= 3
    assert roles.count("Lbl") >= 3
    assert roles.count("TH") == 2
    assert roles.count("TD") == 2


def test_what_has_no_heads_is_laid_out_and_is_no_table() -> None:
    found = read(pdf(document(Table((tuple(map(words, ("Le Département", "Le CCAS"))),)))))
    assert "Table" not in found.roles
    assert plain_words(found.text)[3:7] == ["Le", "Département", "Le", "CCAS"]


def test_a_redline_is_told_in_words_too() -> None:
    alts = read(pdf(whole())).alts
    assert alts == ["Ajouté : ", " (fin de l’ajout) ", "Retiré : ", " (fin du retrait) "]


def test_it_says_its_title_its_language_and_its_standards() -> None:
    found = read(pdf(whole()))
    assert str(found.root["/Lang"]).lower().startswith("fr")
    assert found.root["/MarkInfo"]["/Marked"]
    assert found.root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert "<pdfuaid:part>1</pdfuaid:part>" in found.metadata
    assert "<pdfaid:part>2</pdfaid:part>" in found.metadata
    assert "<pdfaid:conformance>A</pdfaid:conformance>" in found.metadata
    assert "Protocole de Montclair" in found.metadata


def test_the_same_document_is_the_same_file_and_its_date_is_its_own() -> None:
    made = whole()
    assert pdf(made) == pdf(made)
    assert "2026-03-02T09:00:00" in read(pdf(made)).metadata


def test_lines_do_not_end_before_double_punctuation() -> None:
    text = read(pdf(document(paragraph("Le Département dit : « oui » ; le 12 mars 2026, 1 200 € !")))).text
    assert "dit\u00a0: «\u00a0oui\u00a0»\u00a0; le 12\u00a0mars\u00a02026, 1\u00a0200\u00a0€\u00a0!" in text


def test_a_table_goes_on_over_pages_and_its_head_with_it() -> None:
    rows = (tuple(map(words, ("Poste", "Montant"))), *(tuple(map(words, (f"Ligne {n}", "12"))) for n in range(90)))
    pages = read(pdf(document(Table(rows, is_headed=True)))).pages
    assert len(pages) > 1
    assert all("Montant" in page for page in pages)
    assert all(f"Ligne {n}" in " ".join("\n".join(pages).split()) for n in range(90))


def test_a_long_text_has_its_contents_and_running_titles() -> None:
    parts = [section(f"Article {n} – Partie {n}", *[paragraph("Mot. " * 400)] * 2) for n in range(1, 6)]
    found = read(pdf(document(*parts, running="Version 3", has_contents=True)))
    assert "Sommaire" in found.pages[0]
    assert "TOC" in found.roles
    assert all("Version 3" in page for page in found.pages)
    assert all("Protocole de Montclair" in page for page in found.pages)
    assert f"page {len(found.pages)} / {len(found.pages)}" in found.pages[-1]


def test_several_threads_make_their_own() -> None:
    made = [replace(whole(), title=f"Texte {n}") for n in range(8)]
    alone = [pdf(one) for one in made]
    together: dict[int, bytes] = {}

    def make(rank: int) -> None:
        together[rank] = pdf(made[rank])

    threads = [threading.Thread(target=make, args=[rank]) for rank in range(8)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert [together[rank] for rank in range(8)] == alone


def test_what_is_too_long_is_refused_with_a_way_out() -> None:
    with pytest.raises(TooLong, match="OpenDocument"):
        pdf(Document("Trop", AT, (Paragraph(words("a" * (MOST + 1))),)))
