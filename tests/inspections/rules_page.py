"""Writes the page of the guide that lists the rules of the review: ``.venv/bin/python -m tests.inspections.rules_page``."""

from __future__ import annotations

from pathlib import Path

from maillage.reading.review import RULES

PAGE = Path("docs") / "guide" / "regles-de-la-relecture.md"
SEVERITIES = {"error": "À corriger", "warning": "À vérifier", "advice": "Conseil"}

HEAD = """# Les règles de la relecture

Voici ce que cherche `maillage review`, et sur quoi chaque règle repose. Un défaut porte le code de sa règle.
"""


def page() -> str:
    """The page, one table for each severity, rules in the order of their codes."""
    parts = [HEAD]
    for severity, title in SEVERITIES.items():
        rules = sorted((rule for rule in RULES.values() if rule.severity == severity), key=lambda rule: rule.code)
        if rules:
            rows = [f"| `{rule.code}` | {_cell(rule.explanation)} | {_cell(rule.source)} |" for rule in rules]
            parts.append(
                f"## {title}\n\n| code | ce qui est cherché | source |\n|---|---|---|\n" + "\n".join(rows) + "\n"
            )
    return "\n".join(parts)


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
