"""The user guide and the documents of the reader say what the code does."""

from __future__ import annotations

import inspect
import re
from pathlib import Path

from maillage import cli
from maillage.reading import errors, model
from tests.inspections.glossary import rows
from tests.inspections.rules_page import PAGE, page

GUIDE = Path("docs") / "guide"


def test_each_exit_status_is_explained(root: Path) -> None:
    told = (root / GUIDE / "quand-un-fichier-ne-se-lit-pas.md").read_text(encoding="utf-8")
    cases = [c for _, c in inspect.getmembers(errors, inspect.isclass) if issubclass(c, errors.ReadingError)]
    statuses = [case.exit_status for case in cases]
    assert len(set(statuses)) == len(statuses), "each case has its own status"
    own = [cli.WRONG_USE, cli.UNEXPECTED, cli.CANNOT_CREATE, cli.CANNOT_WRITE, cli.INTERRUPTED, cli.READER_GONE]
    assert {int(status) for status in re.findall(r"^\| (\d+) \|", told, re.M)} == {0, 1, *own, *statuses}


def test_each_notice_is_explained(root: Path) -> None:
    whole = (root / GUIDE / "lire-une-convention.md").read_text(encoding="utf-8")
    told = whole.partition("## Les signalements")[2]
    french = {name: row.french for row in rows(root / "docs" / "glossary.md") for name in row.names}
    codes = re.findall(r"``([a-z-]+)``", (model.Notice.__doc__ or "").partition("one of:")[2].partition(";")[0])
    assert len(codes) > 5
    assert not [code for code in codes if f"| {french[code]} |" not in told]


def test_every_page_of_the_guide_is_reached_from_its_index(root: Path) -> None:
    index = (root / GUIDE / "README.md").read_text(encoding="utf-8")
    pages = {path.name for path in (root / GUIDE).glob("*.md")} - {"README.md"}
    assert pages <= set(re.findall(r"\]\(([^)]+)\)", index))


def test_the_rules_of_the_review_are_those_of_the_guide(root: Path) -> None:
    told = (root / PAGE).read_text(encoding="utf-8")
    assert told == page(), "write it again: .venv/bin/python -m tests.inspections.rules_page"
