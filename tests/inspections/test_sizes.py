"""Files and functions stay small: a cap, not a pattern, prevents giants."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

FILE_CAP = 500
FUNCTION_CAP = 60
# Functions longer than the cap, by module and name, each with its reason. This list may only shrink.
LONG_FUNCTIONS: dict[str, str] = {}

Function = ast.FunctionDef | ast.AsyncFunctionDef


def _sources(root: Path) -> Iterator[Path]:
    for folder in ("maillage", "tests", "bench"):
        yield from sorted((root / folder).rglob("*.py"))


def _functions(node: ast.AST, path: str = "") -> Iterator[tuple[str, Function]]:
    for child in ast.iter_child_nodes(node):
        inner = path
        if isinstance(child, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            inner = f"{path}.{child.name}".lstrip(".")
        if isinstance(child, (ast.FunctionDef, ast.AsyncFunctionDef)):
            yield inner, child
        yield from _functions(child, inner)


def _own_lines(function: Function) -> int:
    """Lines of the function without its decorators and docstring: a long explanation is no fault."""
    body = function.body[1:] if ast.get_docstring(function, clean=False) is not None else function.body
    return (function.end_lineno or 0) - body[0].lineno + 1 if body else 0


def test_files_stay_under_their_cap(root: Path) -> None:
    lines = {str(p.relative_to(root)): len(p.read_text(encoding="utf-8").splitlines()) for p in _sources(root)}
    assert not {name: count for name, count in lines.items() if count > FILE_CAP}, "split these by noun"


def test_functions_stay_under_their_cap(root: Path) -> None:
    long = {
        f"{path.relative_to(root)}:{name}": _own_lines(function)
        for path in sorted((root / "maillage").rglob("*.py"))
        for name, function in _functions(ast.parse(path.read_text(encoding="utf-8")))
        if _own_lines(function) > FUNCTION_CAP
    }
    assert not {name: count for name, count in long.items() if name not in LONG_FUNCTIONS}, "say it in smaller steps"
    assert not set(LONG_FUNCTIONS) - set(long), "these have become short: take them off the list"
