"""The glossary gives each French term its one name in code, and the model uses no other."""

from __future__ import annotations

import ast
import dataclasses
import inspect
import re
from collections import Counter
from pathlib import Path

from maillage.reading import model
from tests.inspections.glossary import plain_words, rows

# A word between double backquotes in the model's docstrings is a value that a field may take.
VALUE = re.compile(r"``([a-z][a-z_-]*)``")


def _names_of_the_model() -> set[str]:
    classes = [c for _, c in inspect.getmembers(model, inspect.isclass) if c.__module__ == model.__name__]
    fields = {f.name for c in classes if dataclasses.is_dataclass(c) for f in dataclasses.fields(c)}
    tree = ast.parse(inspect.getsource(model))
    told = " ".join(ast.get_docstring(node) or "" for node in ast.walk(tree) if isinstance(node, ast.ClassDef))
    return {c.__name__ for c in classes} | fields | set(VALUE.findall(told))


def test_each_name_of_the_model_is_in_the_glossary(root: Path) -> None:
    page = root / "docs" / "glossary.md"
    known = {name for row in rows(page) for name in row.names} | plain_words(page)
    assert not _names_of_the_model() - known, "give these their French term in docs/glossary.md"


def test_each_french_term_is_given_once_with_a_meaning(root: Path) -> None:
    glossary = rows(root / "docs" / "glossary.md")
    assert len(glossary) > 80
    assert not [term for term, times in Counter(row.french for row in glossary).items() if times > 1]
    assert not [row.french for row in glossary if not row.names or not row.meaning]


def test_each_name_has_one_french_term(root: Path) -> None:
    times = Counter(name for row in rows(root / "docs" / "glossary.md") for name in row.names)
    assert not [name for name, count in times.items() if count > 1]


def test_plain_words_have_no_french_term_as_well(root: Path) -> None:
    page = root / "docs" / "glossary.md"
    assert not plain_words(page) & {name for row in rows(page) for name in row.names}
