"""The gallery shows every component, with every variable that it declares and no other."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest
from django.test import Client

from maillage.web.gallery import FOLDER, Specimen, declared, specimens

SPECIMENS = specimens()
# What a template sets for itself, or takes from the page around it.
OWN = {"forloop", "request", "True", "False", "None"}


def test_every_component_is_in_the_gallery_once() -> None:
    assert sorted(specimen.name for specimen in SPECIMENS) == sorted(path.stem for path in FOLDER.glob("*.html"))


@pytest.mark.parametrize("specimen", SPECIMENS, ids=lambda specimen: specimen.name)
def test_a_component_declares_what_it_is_given(specimen: Specimen) -> None:
    words, variables = declared(specimen.name)
    assert words
    assert all(name and meaning for name, meaning in variables)
    assert all(set(case) == {name for name, _ in variables} for case in specimen.cases)


@pytest.mark.parametrize("specimen", SPECIMENS, ids=lambda specimen: specimen.name)
def test_a_component_uses_every_variable_that_it_declares(specimen: Specimen) -> None:
    body = (FOLDER / f"{specimen.name}.html").read_text(encoding="utf-8").partition("\n")[2]
    _, variables = declared(specimen.name)
    assert not [name for name, _ in variables if not re.search(rf"\b{name}\b", body)]


def test_the_gallery_tells_each_component_and_its_variables(client: Client) -> None:
    page = unescape(client.get("/composants/").content.decode())
    for specimen in SPECIMENS:
        words, variables = declared(specimen.name)
        assert f">{specimen.title}</h2>" in page
        assert words in page
        assert all(f"<code>{name}</code>" in page and meaning in page for name, meaning in variables)


def test_every_icon_that_a_template_names_is_drawn(root: Path) -> None:
    drawn = set(re.findall(r'<symbol id="([^"]+)"', (root / "assets" / "knots.svg").read_text(encoding="utf-8")))
    drawn |= {f"i-{name}" for name in (root / "assets" / "icons.txt").read_text(encoding="utf-8").split()}
    pages = [path.read_text(encoding="utf-8") for path in (root / "maillage").rglob("templates/**/*.html")]
    named = {
        name
        for page in pages
        for name in re.findall(r"""\{% icon ["']([^"']+)|icons\.svg["'] %\}#([a-z0-9-]+)(?![a-z0-9-{])""", page)
    }
    assert {name for pair in named for name in pair if name and not name.endswith("-")} <= drawn
