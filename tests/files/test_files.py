"""Deposits: told by their content, kept once for their organisation, never for another."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import pytest
from django.core.files.storage import default_storage

from maillage.files import media
from maillage.files.actions import EmptyDeposit, deposit, shown_name
from maillage.files.models import StoredFile
from maillage.files.queries import LostBytes, answer_with, content_of
from tests.cast import NOW

pytestmark = pytest.mark.django_db


def _archive(*names: str, mimetype: str = "") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        if mimetype:
            archive.writestr("mimetype", mimetype)
        for name in names:
            archive.writestr(name, "<x/>")
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "media_type"),
    [
        (b"%PDF-1.7 ...", media.PDF),
        (_archive("[Content_Types].xml", "word/document.xml"), media.DOCX),
        (_archive("xl/workbook.xml"), media.XLSX),
        (_archive("content.xml", mimetype=media.ODT), media.ODT),
        (b"\x89PNG\r\n\x1a\n\0\0", media.PNG),
        (b"\xff\xd8\xff\xe0", media.JPEG),
        ("Convention entre le Département".encode("utf-16"), media.TEXT),
        (b"<!DOCTYPE html><p>Bonjour", media.HTML),
    ],
)
def test_a_file_is_what_it_holds_whatever_its_name(content: bytes, media_type: str, cast: Any) -> None:
    row = deposit(content=content, name="convention.exe", organisation_id=cast.departement.pk, by=cast.alice, at=NOW)
    assert row.media_type == media_type
    assert content_of(row) == content


@pytest.mark.parametrize("content", [b"MZ\0\0\0", _archive("evil.exe"), b"PK\x03\x04 cut short", b"\0\0\0\0"])
def test_what_no_partner_opens_is_refused_and_leaves_nothing(content: bytes, cast: Any) -> None:
    with pytest.raises(media.UnknownMedia, match="recommencez"):
        deposit(content=content, name="convention.docx", organisation_id=cast.departement.pk, by=None, at=NOW)
    assert not StoredFile.objects.exists()


def test_an_empty_file_is_refused(cast: Any) -> None:
    with pytest.raises(EmptyDeposit):
        deposit(content=b"  \n", name="vide.txt", organisation_id=cast.departement.pk, by=None, at=NOW)


def test_the_same_bytes_are_kept_once_for_an_organisation_and_apart_from_another(cast: Any) -> None:
    first, again = (
        deposit(content=b"%PDF-1.7 a", name=name, organisation_id=cast.departement.pk, by=None, at=NOW)
        for name in ("a.pdf", "copie.pdf")
    )
    other = deposit(content=b"%PDF-1.7 a", name="a.pdf", organisation_id=cast.ccas.pk, by=None, at=NOW)
    assert first.path == again.path != other.path
    assert first.sha256 == other.sha256


def test_a_page_of_html_is_taken_away_and_never_run_by_the_browser(cast: Any) -> None:
    row = deposit(content=b"<html><script>x", name="p.html", organisation_id=cast.ccas.pk, by=None, at=NOW)
    answer = answer_with(row)
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["Cache-Control"] == "private, no-store"
    answer.close()


def test_bytes_that_vanished_are_told_and_not_hidden(cast: Any) -> None:
    row = deposit(content=b"%PDF-1.7 b", name="b.pdf", organisation_id=cast.ccas.pk, by=None, at=NOW)
    default_storage.delete(row.path)
    with pytest.raises(LostBytes, match="sauvegarde"):
        content_of(row)


def test_the_name_shown_is_that_of_the_file_alone() -> None:
    assert shown_name("C:\\Documents\\Conventions\\charte.docx") == "charte.docx"
    assert shown_name("../../etc/passwd") == "passwd"
    assert len(shown_name("é" * 300 + ".docx")) == 200
    assert shown_name("é" * 300 + ".docx").endswith(".docx")
    assert shown_name("\n") == "fichier"
