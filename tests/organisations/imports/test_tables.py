"""Files as tables: what is read, and what is refused in plain French."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from contextlib import suppress

import pytest
from openpyxl import Workbook

from maillage.organisations.imports import tables
from maillage.organisations.imports.tables import Row, UnreadableFile, read
from tests.organisations.imports.messy import messy, workbook


def test_a_workbook_gives_its_sheets_with_the_numbers_of_their_lines() -> None:
    first, second = read("a.xlsx", workbook(Un=[["Nom"], [], ["Les Amarres"]], Deux=[["Ville"], ["Montclair"]]))

    assert (first.name, first.rows) == ("Un", [Row(1, ["Nom"]), Row(3, ["Les Amarres"])])
    assert second.rows[1] == Row(2, ["Montclair"])


def test_numbers_dates_and_boxes_are_read_as_people_see_them() -> None:
    day = dt.datetime(2024, 9, 16)  # noqa: DTZ001 as a spreadsheet holds it
    cells = [99900412000013, 3.0, 2.5, day, dt.date(2024, 9, 17), True, "  a\u00a0\n b\u200b "]

    assert read("a.xlsx", workbook(Un=[["x"], cells]))[0].rows[1].cells == [
        "99900412000013", "3", "2.5", "2024-09-16", "2024-09-17", "oui", "a b",
    ]  # fmt: skip


def test_a_formula_stays_a_formula() -> None:
    assert read("a.xlsx", workbook(Un=[["x"], ["=1+1"]]))[0].rows[1].cells == ["=1+1"]


def test_a_hidden_sheet_is_not_read() -> None:
    book = Workbook()
    book.active.append(["Nom"])
    hidden = book.create_sheet("Listes")
    hidden.append(["secret"])
    hidden.sheet_state = "hidden"
    out = io.BytesIO()
    book.save(out)

    assert [table.name for table in read("a.xlsx", out.getvalue())] == ["Sheet"]


@pytest.mark.parametrize("sign", [";", ",", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_a_csv_is_read_whatever_its_sign_and_encoding(sign: str, encoding: str) -> None:
    text = f'Nom{sign}Ville\r\n"L’Escale{sign} Rochebelle"{sign}Rochebelle\r\nÉtoile{sign}Montclair\r\n'

    (table,) = read("partenaires.csv", text.encode(encoding))

    assert table.name == "partenaires"
    assert table.rows[1:] == [
        Row(2, [f"L’Escale{sign} Rochebelle".replace("\t ", " "), "Rochebelle"]),
        Row(3, ["Étoile", "Montclair"]),
    ]


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("a.xls", b"\xd0\xcf\x11\xe0" + b"x" * 100, "vieux format .xls"),
        ("a.csv", b"", "vide"),
        ("a.csv", b"\n\n ; ; \n".replace(b";", b""), "vide"),
        ("a.pdf", b"%PDF-1.7 ...", "ni un classeur .xlsx ni un fichier .csv"),
        ("a.xlsx", b"PK\x03\x04" + b"x" * 200, "ne se lit pas"),
        ("a.csv", b"x" * (tables.MAX_BYTES + 1), "trop lourd"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_with_what_to_do(name: str, data: bytes, words: str) -> None:
    with pytest.raises(UnreadableFile) as refused:
        read(name, data)

    assert words in refused.value.sentence


def _archive(**parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name.replace("__", "/"), data)
    return out.getvalue()


def test_a_zip_bomb_is_refused_before_it_swells() -> None:
    bomb = _archive(**{"[Content_Types].xml": b"<Types/>", "xl__sheet1.xml": b"0" * (tables.MAX_UNPACKED + 1)})
    assert len(bomb) < 1_000_000

    with pytest.raises(UnreadableFile) as refused:
        read("a.xlsx", bomb)

    assert "démesurée" in refused.value.sentence


def test_a_damaged_workbook_is_refused_wherever_the_damage_is() -> None:
    whole = messy()
    for place in range(40, len(whole), 97):
        damaged = whole[:place] + bytes([whole[place] ^ 0x5A]) + whole[place + 1 :]
        with suppress(UnreadableFile):  # damage that changes nothing of the cells may pass; any other error may not
            read("a.xlsx", damaged)


def test_entities_that_swell_are_not_unfolded() -> None:
    laughs = "".join(f'<!ENTITY a{rank} "{f"&a{rank - 1};" * 10}">' for rank in range(1, 12))
    doctype = f'<!DOCTYPE x [<!ENTITY a0 "ha">{laughs}]>'
    source, out = zipfile.ZipFile(io.BytesIO(messy())), io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in source.namelist():
            text = source.read(name).decode()
            if name.endswith("sharedStrings.xml"):
                text = doctype + text[text.index("<sst") :].replace("Sigle", "&a11;", 1)
            archive.writestr(name, text)

    try:
        cells = [cell for table in read("a.xlsx", out.getvalue()) for row in table.rows for cell in row.cells]
    except UnreadableFile:
        return
    assert max(map(len, cells)) <= tables.MAX_CELL + 1


def test_an_opendocument_spreadsheet_is_told_apart() -> None:
    with pytest.raises(UnreadableFile) as refused:
        read("a.ods", _archive(mimetype=b"application/vnd.oasis.opendocument.spreadsheet"))

    assert "OpenDocument" in refused.value.sentence


def test_an_archive_that_is_no_workbook_is_refused() -> None:
    with pytest.raises(UnreadableFile):
        read("a.xlsx", _archive(**{"photo.jpg": b"x"}))


def test_too_many_lines_are_refused() -> None:
    with pytest.raises(UnreadableFile) as refused:
        read("a.csv", b"Nom\n" + b"x\n" * (tables.MAX_LINES + 60))

    assert "trop de lignes" in refused.value.sentence


def test_a_sheet_styled_to_its_last_line_ends_where_its_words_end() -> None:
    book = Workbook()
    book.active.append(["Nom"])
    book.active.cell(row=50_000, column=1).value = ""
    out = io.BytesIO()
    book.save(out)

    assert read("a.xlsx", out.getvalue())[0].rows == [Row(1, ["Nom"])]
