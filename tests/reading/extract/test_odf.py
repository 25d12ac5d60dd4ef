"""OpenDocument texts: constructs that LibreOffice writes and the fixtures do not hold."""

from __future__ import annotations

from maillage.reading.extract import extract_bytes
from maillage.reading.model import Extract
from tests.reading.extract.builders import odt

LISTS = (
    '<text:list-style style:name="N"><text:list-level-style-number text:level="1" style:num-format="1" style:num-suffix="."/>'
    '<text:list-level-style-number text:level="2" style:num-format="1" style:num-suffix="." text:display-levels="2"/>'
    "</text:list-style>"
    '<text:list-style style:name="B"><text:list-level-style-bullet text:level="1" text:bullet-char="•"/></text:list-style>'
)


def read(body: str, styles: str = LISTS, **parts: str) -> Extract:
    return extract_bytes(odt(body, styles, **parts), "a.odt")


def items(*contents: str, more: str = "") -> str:
    return f'<text:list text:style-name="N"{more}>{"".join(f"<text:list-item>{one}</text:list-item>" for one in contents)}</text:list>'


def p(text: str) -> str:
    return f"<text:p>{text}</text:p>"


def test_a_list_goes_on_or_starts_again_as_the_document_says() -> None:
    body = items(p("a")) + p("et") + items(p("b"), more=' text:continue-numbering="true"') + p("puis") + items(p("c"))
    assert read(body).text == "1. a\n\net\n2. b\n\npuis\n1. c"


def test_deeper_levels_show_their_parents_and_an_item_may_hold_two_paragraphs() -> None:
    nested = f"<text:list>{''.join(f'<text:list-item>{p(x)}</text:list-item>' for x in 'xy')}</text:list>"
    assert read(items(p("a") + nested, p("b") + p("suite"))).text == "1. a\n  1.1. x\n  1.2. y\n2. b\n\nsuite"


def test_an_item_may_have_its_own_number_or_none() -> None:
    body = (
        '<text:list text:style-name="N"><text:list-header><text:p>sans</text:p></text:list-header>'
        '<text:list-item text:start-value="7"><text:p>sept</text:p></text:list-item></text:list>'
    )
    assert read(body).text == "sans\n7. sept"


def test_white_space_is_what_the_word_processor_shows() -> None:
    assert read(p('a   b\n c<text:s text:c="3"/>d<text:tab/>e<text:line-break/>f')).text == "a b c   d\te\nf"


def test_sections_indexes_and_fields_are_text() -> None:
    body = (
        "<text:section><text:p>section</text:p></text:section>"
        "<text:table-of-content><text:table-of-content-source><text:index-title-template>modèle</text:index-title-template>"
        "</text:table-of-content-source><text:index-body><text:index-title><text:p>Sommaire</text:p></text:index-title>"
        "<text:p>Objet 1</text:p></text:index-body></text:table-of-content>"
        "<text:p><text:user-field-get>champ</text:user-field-get> <text:a>lien</text:a></text:p>"
    )
    assert read(body).text == "section\n\nSommaire\n\nObjet 1\n\nchamp lien"


def test_a_hidden_section_is_told() -> None:
    extracted = read('<text:section text:display="none"><text:p>caché</text:p></text:section><text:p>vu</text:p>')
    assert extracted.text == "vu"
    assert extracted.notices[0].quotes == ("caché",)


def test_shapes_with_text_are_boxes_and_an_insertion_may_run_over_paragraphs() -> None:
    body = (
        '<text:tracked-changes><text:changed-region text:id="c"><text:insertion/></text:changed-region></text:tracked-changes>'
        '<text:p>a<draw:custom-shape><text:p>forme</text:p></draw:custom-shape><text:change-start text:change-id="c"/>b</text:p>'
        '<text:p>c<text:change-end text:change-id="c"/>d</text:p>'
    )
    extracted = read(body)
    assert extracted.text == "ab\n\nforme\n\ncd"
    assert extracted.hints[0].kind == "box"
    assert extracted.notices[0].quotes == ("+ bformec",) or extracted.notices[0].quotes == ("+ bc",)


def test_cells_of_head_rows_and_groups_are_read_in_order() -> None:
    def row(*cells: str) -> str:
        return f"<table:table-row>{''.join(f'<table:table-cell>{p(cell)}</table:table-cell>' for cell in cells)}</table:table-row>"

    body = f"<table:table><table:table-header-rows>{row('A', 'B')}</table:table-header-rows><table:table-row-group>{row('1', '2')}</table:table-row-group></table:table>"
    extracted = read(body)
    assert extracted.text == "A\nB\n\n1\n2"
    assert {hint.kind for hint in extracted.hints} == {"cell"}
