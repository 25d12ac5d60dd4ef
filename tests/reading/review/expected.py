"""Writes ``expected.toml`` again, to be read as a difference before it is kept: ``.venv/bin/python -m tests.reading.review.expected``."""

from __future__ import annotations

from pathlib import Path

from maillage.reading import read

HERE = Path(__file__).parent
ROOT = HERE.parents[2]
FOLDERS = {
    "samples": ROOT / "maillage" / "reading" / "samples",
    "seeds": ROOT.parent / "shared" / "agreements" / "seeds",
    "dev": ROOT.parent / "shared" / "agreements" / "dev",
}


def table(name: str, folder: Path) -> list[str]:
    """The table of one folder: for each text, the codes of its review."""
    lines = [f"[{name}]"]
    for path in sorted(folder.iterdir()):
        if path.suffix in (".txt", ".md", ".docx", ".odt", ".pdf") and path.name != "SOURCES.md":
            codes = [f'    "{defect.code}",\n' for defect in read(path).review]
            lines.append(f'"{path.name}" = [' + ("\n" + "".join(codes) if codes else "") + "]")
    return [*lines, ""]


if __name__ == "__main__":
    head = ["# The codes that the review gives for each text, in the order of the text.", ""]
    body = [line for name, folder in FOLDERS.items() for line in table(name, folder)]
    (HERE / "expected.toml").write_text("\n".join(head + body).rstrip() + "\n", encoding="utf-8")
