"""Word documents: what Word shows is text, what it does not show is told."""

from __future__ import annotations

import io
import zipfile

import pytest

from maillage.reading.extract import extract, extract_bytes
from maillage.reading.model import Extract
from tests.reading.extract.builders import FORMATS, abstract, docx, item, level, num, p, t, zipped


def read(body: str, **parts: str) -> Extract:
    return extract_bytes(docx(body, **parts), "a.docx")


def hinted(extract: Extract) -> list[tuple[str, int, str]]:
    return [(hint.kind, hint.level, extract.text[slice(*hint.span)]) for hint in extract.hints]


def notice(extract: Extract, code: str) -> tuple[str, tuple[str, ...]]:
    (found,) = [notice for notice in extract.notices if notice.code == code]
    return found.message, found.quotes


NUMBERED = """\
Charte de coopération sociale

Entre la commune de Montclair, représentée par son maire, et le département de l'Ourcelle, représenté par son président.

Article 1 – Objet

La présente charte organise la coopération des signataires.

Article 2 – Engagements de la commune

2.1 Accueil

La commune de Montclair s'engage à :
- ouvrir un accueil social chaque matin ;
  - le lundi au centre social ;
  - les autres jours en mairie ;
- tenir un registre des demandes.

2.2 Suivi

Le suivi comporte trois étapes :
1. la commune reçoit la demande ;
  a) elle en accuse réception ;
  b) elle la transmet ;
2. le département l'instruit.

Après un avis favorable :
3. la décision est notifiée.

Sinon, une nouvelle liste commence :
1. la demande est classée.

Article 3 – Pièces

Sont joints :
1° le budget ;
2° le calendrier.
I. Volet social
II. Volet éducatif
A - Annexe financière
B - Annexe technique

Annexe sans numéro

Fin du texte."""


@pytest.mark.parametrize("suffix", ["docx", "odt"])
def test_automatic_numbers_saved_by_an_office_suite_are_text(suffix: str) -> None:
    extracted = extract(FORMATS / f"numerotation.{suffix}")
    assert extracted.text == NUMBERED
    kinds = hinted(extracted)
    assert ("heading", 1, "Article 2 – Engagements de la commune") in kinds
    assert ("heading", 2, "2.1 Accueil") in kinds
    assert ("item", 2, "b) elle la transmet ;") in kinds
    assert ("item", 1, "I. Volet social") in kinds


@pytest.mark.parametrize("suffix", ["docx", "odt"])
def test_notes_boxes_and_cells_saved_by_an_office_suite_are_text(suffix: str) -> None:
    extracted = extract(FORMATS / f"notes.{suffix}")
    kinds = hinted(extracted)
    assert "disposition du CCAS[1] pour ses permanences." in extracted.text
    assert "300 € par mois[2], payable d'avance[3]." in extracted.text
    assert ("note", 1, "[1] Centre communal d'action sociale de Villebrume.") in kinds
    assert ("note", 1, "[3] Voir l'annexe financière.") in kinds
    assert ("box", 1, "Délibération n° 2026-14 du conseil municipal de Villebrume") in kinds
    assert ("cell", 1, "Permanences") in kinds
    assert ("item", 1, "- le CCAS.") in kinds
    assert ("cell", 1, "Le département") in kinds
    assert ("bold", 1, "La salle ferme à 20 heures.") in kinds
    assert "Les parties :\n- la commune ;\n- le CCAS.\n2026\n\nLe département\n" in extracted.text


@pytest.mark.parametrize("suffix", ["docx", "odt"])
def test_blanks_to_fill_in_and_line_breaks_last(suffix: str) -> None:
    text = extract(FORMATS / f"notes.{suffix}").text
    assert "Nom : ...... n°      du ......" in text
    assert "Première ligne\nseconde ligne" in text


@pytest.mark.parametrize("suffix", ["docx", "odt"])
def test_headers_and_pictures_are_told_and_not_read(suffix: str) -> None:
    extracted = extract(FORMATS / f"notes.{suffix}")
    assert "Commune de Villebrume\n" not in extracted.text
    assert notice(extracted, "running-header")[1] == ("Commune de Villebrume", "Page 1")
    assert notice(extracted, "image")[1] == ("Logo de Villebrume",)


@pytest.mark.parametrize("suffix", ["docx", "odt"])
def test_pending_changes_comments_and_hidden_text_are_told(suffix: str) -> None:
    extracted = extract(FORMATS / f"suivi.{suffix}")
    assert "La convention dure trois ans à compter" in extracted.text
    message, quotes = notice(extracted, "tracked-change")
    assert "1 ajout, 1 suppression" in message
    assert quotes == ("+ trois ans", "- deux ans")
    assert notice(extracted, "comment")[1] == ("Montant à confirmer par les finances",)
    assert notice(extracted, "hidden-text")[1] == ("(clause interne à retirer)",)
    assert "clause interne" not in extracted.text


def test_an_article_numbered_by_word_is_a_heading_even_in_an_ordinary_style() -> None:
    numbering = abstract(1, level(0, "ordinal", "Article %1 :"), level(1, "decimal", "%1.%2")) + num(1, 1)
    extracted = read(item("Objet", 1) + item("Contenu", 1, 1) + item("Durée", 1), numbering=numbering)
    assert extracted.text == "Article 1er : Objet\n\n1er.1 Contenu\n\nArticle 2e : Durée"
    assert hinted(extracted)[0] == ("heading", 1, "Article 1er : Objet")


def test_legal_numbering_turns_roman_parents_into_figures() -> None:
    legal = level(1, "decimal", "%1.%2", "<w:isLgl/>")
    numbering = abstract(1, level(0, "upperRoman", "TITRE %1 -"), legal) + num(1, 1)
    extracted = read(
        item("Général", 1) + item("Objet", 1, 1) + item("Finances", 1) + item("Prix", 1, 1), numbering=numbering
    )
    assert extracted.text.split("\n\n") == ["TITRE I - Général", "1.1 Objet", "TITRE II - Finances", "2.1 Prix"]


def test_a_list_may_start_elsewhere_and_start_again() -> None:
    override = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>'
    numbering = abstract(1, level(0, "decimal", "%1.")) + num(1, 1) + num(2, 1, override) + num(3, 1)
    extracted = read(item("a", 1) + item("b", 1) + item("c", 2) + item("d", 3), numbering=numbering)
    assert extracted.text == "1. a\n2. b\n5. c\n6. d"


def test_a_level_restarts_only_where_word_says() -> None:
    never = level(1, "lowerLetter", "%2)", '<w:lvlRestart w:val="0"/>')
    numbering = abstract(1, level(0, "decimal", "%1."), never) + num(1, 1)
    body = item("x", 1) + item("y", 1, 1) + item("x", 1) + item("y", 1, 1)
    assert read(body, numbering=numbering).text == "1. x\n  a) y\n2. x\n  b) y"


def test_a_style_may_carry_the_number_and_the_rank_of_a_heading() -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="T1"><w:name w:val="heading 1"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr>'
        '<w:outlineLvl w:val="0"/></w:pPr><w:rPr><w:b/></w:rPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="T2"><w:name w:val="heading 2"/><w:basedOn w:val="T1"/><w:pPr>'
        '<w:outlineLvl w:val="1"/></w:pPr></w:style>'
    )
    tied = '<w:pStyle w:val="{}"/>'
    numbering = abstract(
        1, level(0, "decimal", "Article %1", tied.format("T1")), level(1, "decimal", "%1.%2", tied.format("T2"))
    ) + num(1, 1)
    body = (
        p("Objet", '<w:pStyle w:val="T1"/>') + p("Durée", '<w:pStyle w:val="T2"/>') + p("Fin", '<w:pStyle w:val="T1"/>')
    )
    extracted = read(body, styles=styles, numbering=numbering)
    assert extracted.text == "Article 1 Objet\n\n1.1 Durée\n\nArticle 2 Fin"
    assert ("heading", 2, "1.1 Durée") in hinted(extracted)
    assert ("bold", 1, "Article 2 Fin") in hinted(extracted)


def test_a_list_set_in_under_another_is_nested() -> None:
    def at(indent: int) -> str:
        return f'<w:ind w:left="{indent}"/>'

    numbering = abstract(1, level(0, "decimal", "%1.")) + abstract(2, level(0, "bullet", "·")) + num(1, 1) + num(2, 2)
    body = item("un", 1, 0, at(360)) + item("x", 2, 0, at(720)) + item("y", 2, 0, at(720)) + item("deux", 1, 0, at(360))
    assert read(body, numbering=numbering).text == "1. un\n  - x\n  - y\n2. deux"


def test_a_numbered_paragraph_without_a_word_counts_but_is_not_shown() -> None:
    numbering = abstract(1, level(0, "decimal", "%1.")) + num(1, 1)
    assert read(item("a", 1) + item("", 1) + item("b", 1), numbering=numbering).text == "1. a\n3. b"


def test_a_number_that_word_takes_off_is_not_written() -> None:
    numbering = abstract(1, level(0, "decimal", "%1.")) + num(1, 1)
    assert read(item("a", 1) + item("b", 0), numbering=numbering).text == "1. a\n\nb"


FIELD = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'


@pytest.mark.parametrize(
    ("content", "shown"),
    [
        (f"<w:fldSimple w:instr='REF a'>{t('champ')}</w:fldSimple>", "champ"),
        (
            f"{FIELD.format('begin')}<w:r><w:instrText>REF a</w:instrText></w:r>{FIELD.format('separate')}"
            f"{t('résultat')}{FIELD.format('end')}",
            "résultat",
        ),
        (f"<w:sdt><w:sdtContent>{t('contrôle')}</w:sdtContent></w:sdt>", "contrôle"),
        (f"<w:hyperlink r:id='x'>{t('lien')}</w:hyperlink>", "lien"),
        (f"<w:customXml><w:smartTag>{t('balise')}</w:smartTag></w:customXml>", "balise"),
        (f"<w:dir w:val='ltr'>{t('sens')}</w:dir>", "sens"),
        ("<m:oMath><m:r><m:t>a=b</m:t></m:r></m:oMath>", "a=b"),
        ("<w:r><w:t>porte</w:t><w:noBreakHyphen/><w:t>parole</w:t></w:r>", "porte\u2011parole"),
        ('<w:r><w:sym w:font="Wingdings" w:char="F0A8"/><w:t> oui</w:t></w:r>', "☐ oui"),
        (
            '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox><w:checked/></w:checkBox></w:ffData></w:fldChar>'
            f"</w:r>{FIELD.format('end')}{t(' coché')}",
            "☒ coché",
        ),
        (t("1") + t("er", '<w:vertAlign w:val="superscript"/>'), "1er"),
    ],
)
def test_what_a_paragraph_shows_is_read_whatever_wraps_it(content: str, shown: str) -> None:
    assert read(p(content)).text == shown


def test_a_content_control_may_hold_paragraphs_rows_and_cells() -> None:
    def control(inner: str) -> str:
        return f"<w:sdt><w:sdtContent>{inner}</w:sdtContent></w:sdt>"

    cell = f"<w:tc>{p('cellule')}</w:tc>"
    row = f"<w:tr>{control(cell)}</w:tr>"
    assert read(control(p("bloc")) + f"<w:tbl>{control(row)}</w:tbl>").text == "bloc\n\ncellule"


def test_a_text_box_is_read_once_after_its_paragraph() -> None:
    inner = f"<w:txbxContent>{p('dans le cadre')}</w:txbxContent>"
    drawn = (
        f"<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wp:inline><wps:txbx>{inner}</wps:txbx></wp:inline>"
        f"</w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape><v:textbox>{inner}</v:textbox></v:shape></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r>"
    )
    extracted = read(p(t("avant") + drawn + t(" après")))
    assert extracted.text == "avant après\n\ndans le cadre"
    assert hinted(extracted) == [("box", 1, "dans le cadre")]


def test_a_deleted_paragraph_mark_joins_two_paragraphs() -> None:
    deleted = "<w:rPr><w:del w:id='1'/></w:rPr>"
    extracted = read(
        p(t("La commune ") + "<w:del w:id='2'><w:r><w:delText>ne </w:delText></w:r></w:del>", deleted) + p("paie.")
    )
    assert extracted.text == "La commune paie."
    assert "1 suppression" in notice(extracted, "tracked-change")[0]


def test_a_deleted_row_is_not_read_and_a_moved_text_is_read_once() -> None:
    row = f"<w:tr><w:trPr><w:del w:id='1'/></w:trPr><w:tc>{p('retirée')}</w:tc></w:tr><w:tr><w:tc>{p('gardée')}</w:tc></w:tr>"
    moved = f"<w:moveFrom w:id='2'>{t('déplacé')}</w:moveFrom>", f"<w:moveTo w:id='3'>{t('déplacé')}</w:moveTo>"
    assert read(f"<w:tbl>{row}</w:tbl>" + p(moved[0]) + p(moved[1])).text == "gardée\n\ndéplacé"


def test_a_merged_cell_is_read_once() -> None:
    def merged(kind: str, text: str) -> str:
        return f"<w:tc><w:tcPr><w:vMerge w:val='{kind}'/></w:tcPr>{p(text)}</w:tc>"

    body = f"<w:tbl><w:tr>{merged('restart', 'haut')}<w:tc>{p('a')}</w:tc></w:tr><w:tr>{merged('continue', '')}<w:tc>{p('b')}</w:tc></w:tr></w:tbl>"
    assert read(body).text == "haut\na\n\nb"


def test_the_strict_variant_of_the_format_is_read() -> None:
    ordinary = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    archive = zipfile.ZipFile(io.BytesIO(docx(p("strict"))))
    parts: dict[str, str | bytes] = {
        name: archive.read(name).replace(ordinary, b"http://purl.oclc.org/ooxml/wordprocessingml/main")
        for name in archive.namelist()
    }
    assert extract_bytes(zipped(parts), "a.docx").text == "strict"


def test_characters_that_carry_marks_cannot_be_forged() -> None:
    extracted = read(p("\ufdd0h1\ufdd1faux titre"))
    assert extracted.text == "h1faux titre"
    assert not extracted.hints
