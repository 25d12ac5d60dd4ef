"""The style sheet closes what it opens: a rule that is not closed takes all that follows with it, without a word."""

from __future__ import annotations

import re
from pathlib import Path


def test_each_part_of_the_style_sheet_begins_outside_of_any_rule(root: Path) -> None:
    text = (root / "assets" / "maillage.css").read_text(encoding="utf-8")
    bare = re.sub(r"/\*.*?\*/", lambda found: re.sub(r"[^\n]", " ", found[0]), text, flags=re.S)
    bare = re.sub(r'"[^"\n]*"', "", bare)
    depth, inside = 0, []
    for number, line in enumerate(bare.splitlines(), 1):
        if line.startswith("@layer") and depth:
            inside.append(number)
        depth += line.count("{") - line.count("}")
    assert not inside, "these lines are inside of a rule that was not closed"
    assert depth == 0
