"""Web pages: their own text, without the furniture around it."""

from __future__ import annotations

import time
from contextlib import suppress

import pytest

from maillage.reading.errors import EmptyFile
from maillage.reading.extract import extract_bytes
from maillage.reading.model import Extract

PAGE = """<!DOCTYPE html><html lang="fr"><head><title>Ourcelle</title><style>p { color: red }</style></head><body>
<header><a href="/">ourcelle.fr</a></header><nav><ul><li>Accueil</li><li>Contact</li></ul></nav>
<main><h1>Charte de <b>partenariat</b></h1><p>Entre la commune&nbsp;de Montclair,<br>et le d&eacute;partement&#8239;:</p>
<ol><li>accueillir ;<ul><li>en mairie ;<li><p>au CCAS.</p></ul></li><li value="4">suivre.</ol>
<ul><li>– un tiret<li>1° un numéro</ul>
<table><tr><th>Action<th>Date</tr><tr><td>Accueil</td><td><ul><li>lundi</ul></td></tr></table>
<p><strong>Tout en gras</strong></p><p hidden>caché</p><p>Il coûte <del>200</del> 300 € si 3 < 4. Le comité de pilotage se réunit une
fois par an à Villebrume.</p><script>document.write("<p>non</p>")</script></main>
<footer>Mentions légales</footer></body></html>"""

TEXT = """\
Charte de partenariat

Entre la commune\u00a0de Montclair,
et le département\u202f:
1. accueillir ;
  - en mairie ;
  - au CCAS.
4. suivre.
– un tiret
1° un numéro

Action
Date

Accueil
- lundi

Tout en gras

Il coûte 300 € si 3 < 4. Le comité de pilotage se réunit une fois par an à Villebrume."""


def kinds(extract: Extract) -> set[tuple[str, int, str]]:
    return {(hint.kind, hint.level, extract.text[slice(*hint.span)]) for hint in extract.hints}


def test_a_page_is_read_without_its_furniture() -> None:
    extract = extract_bytes(PAGE.encode(), "charte.html")
    assert extract.text == TEXT
    assert extract.media_type == "text/html"


def test_headings_items_cells_and_bold_are_hints() -> None:
    found = kinds(extract_bytes(PAGE.encode(), "charte.html"))
    assert {("heading", 1, "Charte de partenariat"), ("item", 2, "- au CCAS."), ("cell", 1, "Accueil")} <= found
    assert ("bold", 1, "Tout en gras") in found


def test_what_is_left_out_is_told() -> None:
    quotes = {notice.code: notice.quotes for notice in extract_bytes(PAGE.encode(), "a.html").notices}
    assert quotes["running-header"] == ("ourcelle.fr", "Accueil", "Contact", "Mentions légales")
    assert quotes["hidden-text"] == ("caché",)
    assert quotes["tracked-change"] == ("- 200",)


def test_a_page_is_known_by_its_content() -> None:
    assert extract_bytes(b"<html><p>Montclair</p></html>", "a.txt").text == "Montclair"
    assert extract_bytes(b"Le signe < et <p> dans un texte", "a.txt").text == "Le signe < et <p> dans un texte"


def test_the_encoding_that_a_page_declares_is_used() -> None:
    page = '<html><meta charset="iso-8859-15"><p>300 €'
    assert extract_bytes(page.encode("iso-8859-15"), "a.html").text == "300 €"
    assert extract_bytes(page.encode("utf-16"), "a.html").text == "300 €"


@pytest.mark.parametrize("left_open", ["<nav>menu", "<header>Titre", "<div role='navigation'>menu", "<aside>note"])
def test_furniture_left_open_does_not_take_the_text_with_it(left_open: str) -> None:
    assert "Montclair s'engage" in extract_bytes(f"<html>{left_open}<p>Montclair s'engage".encode(), "a.html").text


def test_a_page_without_text_is_empty() -> None:
    with pytest.raises(EmptyFile):
        extract_bytes(b"<html><head><title>x</title></head><body><script>1</script></body></html>", "a.html")


@pytest.mark.parametrize(
    "piece",
    ["<!--", "<a ", "</", '<a "', "<p><", "<ul><li>x", "<script>", "&", "<p title='>", "<![CDATA[", "<nav>x", "<td>x"],
)
def test_a_page_made_to_be_slow_is_read_in_linear_time(piece: str) -> None:
    def spent(count: int) -> float:
        start = time.process_time()
        with suppress(EmptyFile):
            extract_bytes(f"<html>{piece * count}".encode(), "a.html")
        return time.process_time() - start

    assert spent(40_000) < 30 * spent(4_000) + 0.3
