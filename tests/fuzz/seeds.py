"""The sound documents that mutations start from, by format."""

from __future__ import annotations

import html
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FORMATS = ("txt", "md", "html", "docx", "odt", "pdf")
FOLDERS = ("maillage/reading/samples", "tests/fixtures/formats", "tests/reading/samples/source")
FORM = """<!DOCTYPE html><html lang="fr"><head><title>Charte</title><style>p { color: red }</style></head><body>
<h1>Charte de partenariat</h1><p>ENTRE<br>Le Département de l&rsquo;Ourcelle, <b>repr&eacute;sent&eacute;</b> par sa présidente,</p>
<p>ET</p><p>L&#8217;association Trampoline, ci-après dénommée «&nbsp;l&rsquo;Association&nbsp;»</p><!-- note -->
<h2 id="a1">Article 1 : Objet</h2><ol type="a"><li>accueillir<ul><li>le jour</li><li>la nuit</li></ul></li><li value="4">informer</li></ol>
<table><tr><th colspan="2">Montants</th></tr><tr><td rowspan="2">2025</td><td>12 000 €</td></tr><tr><td>13 000 €</td></tr></table>
<div hidden>caché</div><details><summary>Suite</summary><p>Le Département s&rsquo;engage &agrave; verser 1&nbsp;000&nbsp;€.</p></details>
<script>alert(1)</script><pre>Article 2 : Durée
La présente convention est conclue pour trois ans.</pre></body></html>
"""


@cache
def seeds(format: str) -> tuple[bytes, ...]:
    """The seeds of a format, the smallest first."""
    if format == "txt":
        found = [
            text.encode(encoding)
            for text, encoding in zip(_texts(), ("utf-8", "cp1252", "utf-16", "utf-8-sig", "utf-8"), strict=False)
        ]
    elif format == "html":
        found = [FORM.encode(), *(_page(text).encode() for text in _texts())]
    else:
        found = [path.read_bytes() for path in _files(format)]
    return tuple(sorted(found, key=len))


def _files(format: str) -> list[Path]:
    return [path for folder in FOLDERS for path in sorted((ROOT / folder).glob(f"*.{format}"))]


def _texts() -> list[str]:
    texts = (path.read_text(encoding="utf-8") for path in _files("md"))
    return [text.replace("≥", ">").replace("→", "-").replace("\u202f", "\u00a0") for text in texts]


def _page(text: str) -> str:
    tags = {"#": "h2", "-": "li", "|": "td"}
    body = "\n".join(
        f"<{tags.get(line[0], 'p')}>{html.escape(line)}</{tags.get(line[0], 'p')}>"
        for line in text.splitlines()
        if line.strip()
    )
    return f"<html><body>{body}</body></html>"
