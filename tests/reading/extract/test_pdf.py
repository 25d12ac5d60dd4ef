"""PDF: lines put back into paragraphs, and what a page carries besides the text taken out and told."""

from __future__ import annotations

import pytest

from maillage.reading.extract import extract, extract_bytes
from maillage.reading.model import Extract
from tests.reading.extract.builders import FORMATS, pdf

Page = list[tuple[float, float, float, str]]


def kinds(extract: Extract) -> list[tuple[str, int, str]]:
    return [(hint.kind, hint.level, extract.text[slice(*hint.span)]) for hint in extract.hints]


def quotes(extract: Extract, code: str) -> tuple[str, ...]:
    return next((notice.quotes for notice in extract.notices if notice.code == code), ())


@pytest.fixture(scope="module")
def pages() -> Extract:
    return extract(FORMATS / "pages.pdf")


@pytest.fixture(scope="module")
def columns() -> Extract:
    return extract(FORMATS / "colonnes.pdf")


def test_a_running_header_is_removed_and_listed(pages: Extract) -> None:
    assert "Ourcelle – Protocole de coordination" not in pages.text
    assert quotes(pages, "running-header") == ("Ourcelle – Protocole de coordination",)


def test_a_running_footer_is_removed_and_listed() -> None:
    footer = "Montclair - Mairie - 1 place du Marché"
    made: list[Page] = [[(72, 100, 11, f"Texte de la page {word}."), (72, 800, 9, footer)] for word in ("une", "deux")]
    extracted = extract_bytes(pdf(*made), "a.pdf")
    assert footer not in extracted.text
    assert quotes(extracted, "running-header") == (footer,)


def test_page_numbers_are_removed_and_listed(pages: Extract, columns: Extract) -> None:
    assert quotes(pages, "page-number") == ("1", "2", "3")
    assert quotes(columns, "page-number") == ("Page 1 sur 2", "Page 2 sur 2")
    assert not [line for line in pages.text.split("\n") if line.strip() in ("1", "2", "3")]


def test_articles_at_the_top_of_pages_are_not_running_headers() -> None:
    made: list[Page] = [
        [(72, 60, 11, f"Article {n}"), (72, 90, 11, "Les signataires se réunissent.")] for n in (1, 2, 3)
    ]
    assert "Article 1" in extract_bytes(pdf(*made), "a.pdf").text
    assert "Article 3" in extract_bytes(pdf(*made), "a.pdf").text


def test_cut_words_are_put_together_and_listed(pages: Extract) -> None:
    assert "se-lon" in quotes(pages, "hyphenation")
    assert "selon un tableau révisé" in pages.text
    assert "-\n" not in pages.text


def test_a_compound_word_keeps_its_hyphen_at_the_end_of_a_line() -> None:
    lines = [
        "Le maire de Montclair donne délégation de signature au vice-",
        "président chargé de l'action sociale, qui rend compte au con-",
        "seil municipal de l'usage qu'il fait de cette délégation, et ce-",
        "lui-ci en prend acte.",
    ]
    page: Page = [(72, 100 + 14 * index, 11, line) for index, line in enumerate(lines)]
    text = extract_bytes(pdf(page), "a.pdf").text
    assert "vice-président" in text
    assert "conseil municipal" in text
    assert "celui-ci" in text


def test_two_columns_are_read_one_after_the_other(columns: Extract) -> None:
    numbers = [line.strip().split(" ")[0] for line in columns.text.split("\n") if line.strip()[:1].isdigit()]
    assert numbers == [f"{article}.{part}" for article in range(1, 6) for part in range(1, 5)]
    assert "référent, interlocuteur unique de la commune pendant toute la durée de la convention." in columns.text


def test_signatures_side_by_side_under_columns_stay_on_one_line(columns: Extract) -> None:
    assert columns.text.endswith(
        "Fait à Montclair, le 12 janvier 2026\n\nPour la commune de Montclair,\tPour le département de l'Ourcelle,"
    )


def test_a_title_with_its_letters_apart_gets_its_words_back(columns: Extract) -> None:
    assert columns.text.startswith("CHARTE DE L'ACCUEIL\n")


def test_a_sentence_goes_on_over_a_page_break(pages: Extract) -> None:
    assert "pendant toute la durée de la convention.\n\nChaque commune" in pages.text
    assert "Le département de l'Ourcelle assure l'accompagnement professionnel des personnes concernées" in pages.text
    assert all(
        line.rstrip().endswith((".", ";", ":")) for line in pages.text.split("\n")[2:] if line and "Article" not in line
    )


def test_headings_items_and_bold_are_hints(pages: Extract) -> None:
    found = kinds(pages)
    assert found[0] == ("heading", 1, "Protocole de coordination locale")
    assert ("heading", 2, "Article 9 : Litiges") in found
    assert ("bold", 1, "Article 9 : Litiges") in found
    assert ("item", 1, "- désigner un élu référent ;") in found


def test_the_numbers_of_lists_and_their_depth_are_read() -> None:
    extracted = extract(FORMATS / "numerotation.pdf")
    assert ("item", 2, "a) elle en accuse réception ;") in kinds(extracted)
    assert "1° le budget ;\n2° le calendrier." in extracted.text
    assert ("heading", 3, "2.1 Accueil") in kinds(extracted)


def test_a_heading_stands_apart_from_what_follows_in_the_same_type() -> None:
    page: Page = [
        (72, 100, 11, "Article 3"),
        (
            72,
            114,
            11,
            "La commune de Villebrume verse sa part au fonds commun chaque année, avant le 31 mars de l'exercice, sur",
        ),
        (72, 128, 11, "présentation de l'article 3 du budget."),
    ]
    assert extract_bytes(pdf(page), "a.pdf").text == (
        "Article 3\n\nLa commune de Villebrume verse sa part au fonds commun chaque année, avant le 31 mars de l'exercice, "
        "sur présentation de l'article 3 du budget."
    )


def test_a_reference_to_an_article_at_the_start_of_a_line_is_no_heading() -> None:
    page: Page = [
        (
            72,
            100,
            11,
            "La commune de Villebrume verse sa part au fonds commun chaque année, ainsi qu'il est prévu à l'",
        ),
        (72, 114, 11, "Article 3 et dans les conditions que fixe le comité de pilotage."),
    ]
    assert "\n" not in extract_bytes(pdf(page), "a.pdf").text


def test_footnotes_are_notes_with_their_call() -> None:
    extracted = extract(FORMATS / "notes.pdf")
    assert "disposition du CCAS[1] pour ses permanences." in extracted.text
    assert ("note", 1, "[1] Centre communal d'action sociale de Villebrume.") in kinds(extracted)


def test_the_cells_of_a_row_stay_on_one_line() -> None:
    assert "Action\tPorteur\tÉchéance" in extract(FORMATS / "notes.pdf").text


def test_comments_of_a_pdf_are_told() -> None:
    annotation = "/Annots[<</Type/Annot/Subtype/Text/Rect[10 10 20 20]/Contents(Montant à vérifier)>>]"
    extracted = extract_bytes(pdf([(72, 100, 11, "La commune verse 300 euros.")], extra=annotation), "a.pdf")
    assert quotes(extracted, "comment") == ("Montant à vérifier",)


def test_what_was_typed_in_a_form_is_text() -> None:
    widget = "<</Type/Annot/Subtype/Widget/FT/Tx/T(nom)/V(Mme Claire Moreau)/F 4/Rect[130 735 330 755]/AP<</N 8 0 R>>>>"
    form = "<</Type/XObject/Subtype/Form/BBox[0 0 200 20]/Resources<</Font<</F1 3 0 R>>>>/Length 46>>"
    drawn = f"{form}stream\nBT /F1 11 Tf 2 5 Td (Mme Claire Moreau) Tj ET\nendstream"
    data = pdf([(72, 100, 11, "Le maire :")], extra="/Annots[7 0 R]", more=(widget, drawn))
    assert "Mme Claire Moreau" in extract_bytes(data, "a.pdf").text


def test_the_cells_of_a_ruled_table_are_read_one_by_one() -> None:
    lines = [
        (76, 112, 11, "Accueil des fa-"), (76, 126, 11, "milles"), (206, 112, 11, "La commune"), (206, 126, 11, "et le CCAS"),
        (76, 142, 11, "Logement"), (206, 142, 11, "Le département"), (72, 90, 11, "Actions :"), (72, 190, 11, "Fin."),
    ]  # fmt: skip
    rules = "".join(f"{x} 742 m {x} 692 l S " for x in (72, 200, 330)) + "".join(
        f"72 {y} m 330 {y} l S " for y in (742, 711, 692)
    )
    data = pdf(lines)
    stream = data[data.index(b"stream\n") + 7 : data.index(b"\nendstream")]
    ruled = data.replace(stream, rules.encode() + stream).replace(
        b"/Length %d" % len(stream), b"/Length %d" % (len(stream) + len(rules))
    )
    extracted = extract_bytes(ruled, "a.pdf")
    assert (
        extracted.text == "Actions :\n\nAccueil des familles\nLa commune et le CCAS\n\nLogement\nLe département\n\nFin."
    )
    assert [kind for kind, _level, _text in kinds(extracted)] == ["cell"] * 4


def test_numbers_and_names_cut_at_their_own_hyphen_keep_it() -> None:
    lines = [
        "La commune de Villebrume est autorisée par la délibération n° 2025-",
        "019 et la Maison des solidarités qui la reçoit est celle de Villebrume-",
        "Est, comme en décide chaque année le conseil municipal de la commune.",
    ]
    text = extract_bytes(pdf([(72, 100 + 14 * index, 11, line) for index, line in enumerate(lines)]), "a.pdf").text
    assert "n° 2025-019 et" in text
    assert "Villebrume-Est, comme" in text
