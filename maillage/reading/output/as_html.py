"""A reading as one page that stands alone, ready to print: the text in a column, the notes in its margin.

No script, and nothing is fetched: the style sheet (``reading.css``) and the marks (``marks.svg``) lie beside this
module and are written into the page.
"""

from __future__ import annotations

from bisect import bisect_right
from functools import cache
from importlib.resources import files

from maillage.reading.model import Defect, Reading
from maillage.reading.output import words
from maillage.reading.output.inline import drawn, safe
from maillage.reading.output.living import Living
from maillage.reading.output.notes import Note, notes
from maillage.reading.output.overview import Overview, file_name, section, title

# Nothing in the page may run or be fetched, whatever the text holds.
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"
_SHOWN = {
    "commitment": "engagements",
    "term": "termes et instances",
    "party": "parties",
    "point": "repères",
    "flaw": "relecture",
}


def to_html(reading: Reading) -> str:
    """The whole page."""
    return page(title(reading), _agreement(reading) if reading.is_agreement else _other_text(reading))


def page(name: str, main: str) -> str:
    """A page of the house around ``main``; both are already HTML."""
    return f"""<!doctype html>
<html lang="fr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta http-equiv="Content-Security-Policy" content="{_POLICY}">
<link rel="icon" href="data:,">
<title>{name} – lecture Maillage</title>
<style>
{_asset("reading.css")}</style>
</head>
<body>
{_asset("marks.svg")}<a class="skip" href="#contenu">Aller au contenu</a>
<header class="masthead">
<svg class="headband" aria-hidden="true"><rect width="100%" height="7" fill="url(#headband)"/></svg>
<div class="page">
<svg class="logo" viewBox="0 0 199 48" role="img" aria-label="Maillage"><use href="#logo"/></svg>
</div>
</header>
<main id="contenu" class="page" tabindex="-1">
{main}
</main>
<footer class="foot"><p class="page">Lecture proposée par Maillage ; aux partenaires d’en juger.</p></footer>
</body>
</html>
"""


@cache
def _asset(name: str) -> str:
    return files(__package__).joinpath(name).read_text(encoding="utf-8")


def _agreement(reading: Reading) -> str:
    made = notes(reading)
    overview, living = Overview(reading, made), Living(reading, made)
    article = f'<article class="living" aria-label="Texte et notes">{living.html()}</article>'
    doc = f'<div class="doc">{_contents(living, reading.review)}{article}</div>'
    return (
        f'{overview.head()}<div class="brief">{overview.terms()}{overview.parties()}{overview.urgent()}</div>'
        f"{section('texte', 'Le texte', _boxes(made) + doc)}"
        f"{overview.review()}{overview.commitments()}{overview.bodies()}{overview.notices()}"
    )


def _boxes(made: tuple[Note, ...]) -> str:
    """What the margin shows: boxes that work without script. A box for nothing is not drawn."""
    kinds = {"term" if note.kind == "body" else note.kind for note in made}
    boxes = "".join(
        f'<label><input type="checkbox" id="show-{kind}" checked> {label}</label>'
        for kind, label in _SHOWN.items()
        if kind in kinds
    )
    boxes += '<label><input type="checkbox" id="show-pins"> adresses</label>'
    return f'<fieldset class="boxes"><legend>Montrer :</legend>{boxes}</fieldset>'


def _contents(living: Living, review: tuple[Defect, ...] = ()) -> str:
    """The list of contents: headings of the two upper levels, each with the defects found below it."""
    top = min((heading[1] for heading in living.headings), default=3)
    listed = [heading for heading in living.headings if heading[1] < top + 2]
    if not listed:
        return ""
    below: list[list[Defect]] = [[] for _ in listed]
    starts = [heading[3] for heading in listed]
    for defect in review:
        below[max(bisect_right(starts, defect.span[0]) - 1, 0)].append(defect)
    items = "".join(
        f'<li class="toc__{level - top}"><a href="#{safe(eid)}"><span>{safe(said)}</span>{_flag(defects)}</a></li>'
        for (eid, level, said, _), defects in zip(listed, below, strict=True)
    )
    fold = f'<details class="fold"><summary>Sommaire</summary><ol role="list">{items}</ol></details>'
    return f'<nav class="toc" aria-label="Sommaire" tabindex="0">{fold}</nav>'


def _flag(defects: list[Defect]) -> str:
    """The mark of a heading whose text has defects, in the tone of the gravest; advice raises no flag."""
    grave = [defect for defect in defects if defect.severity != "advice"]
    if not grave:
        return ""
    tone = "late" if any(defect.severity == "error" for defect in grave) else "watch"
    said = words.count(len(grave), "défaut")
    return f'<span class="flag" data-tone="{tone}">{drawn("m-flaw")}<span class="unseen"> {said}</span></span>'


def _other_text(reading: Reading) -> str:
    """The page of a text that is not an agreement: the reason, then the text as it is."""
    living = Living(reading, ())
    article = f'<article class="living living--bare" aria-label="Texte">{living.html()}</article>'
    reason = f"<p>{safe(reading.nature_reason)}</p>" if reading.nature_reason else ""
    alert = (
        '<div class="alert" data-tone="watch" role="note"><p><strong>Ce texte n’est pas un accord entre des parties.'
        f"</strong></p>{reason}<p>Nous n’y avons cherché ni engagements ni termes.</p></div>"
    )
    kind = f'<p class="kind">Lu dans {file_name(reading)}</p>'
    text = section("texte", "Le texte", f'<div class="doc">{_contents(living)}{article}</div>')
    return f'<header class="agreement">{kind}<h1>{title(reading)}</h1>{alert}</header>{text}'
