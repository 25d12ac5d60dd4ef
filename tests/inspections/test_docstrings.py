"""Rooms, and the public functions and classes that other rooms may call, say what their name cannot."""

from __future__ import annotations

import ast
from pathlib import Path


def _without_docstring(path: Path) -> list[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    missing = [] if ast.get_docstring(tree) or not tree.body else ["the module"]
    for node in tree.body:
        if not isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)) or node.name.startswith("_"):
            continue
        # An exception of the reader is named after its case; a rule of the review says in French what it looks for.
        is_exception = isinstance(node, ast.ClassDef) and path.name == "errors.py"
        is_rule = any(ast.unparse(decorator).startswith("rule(") for decorator in node.decorator_list)
        if not ast.get_docstring(node) and not is_exception and not is_rule:
            missing.append(node.name)
    return missing


def test_public_functions_of_the_reader_and_its_foundations_have_docstrings(root: Path) -> None:
    mute = {
        str(path.relative_to(root)): names
        for path in sorted((root / "maillage").rglob("*.py"))
        if not path.name.startswith("_") or path.name == "__init__.py"
        if path.parent.name != "migrations"
        if (names := _without_docstring(path))
    }
    assert not mute
