"""Numbers of articles, sections and items: gaps, repetitions, headings without a number or without a text."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from maillage.foundations.numbers import parse_roman
from maillage.reading.model import Span
from maillage.reading.review.case import Case, compiled
from maillage.reading.review.registry import Finding, finding, rule
from maillage.reading.segment.units import Unit, has_finite_verb

_DRAFTING = "Pratique rédactionnelle : une numérotation continue, sans quoi les renvois se trompent"


def _value(number: str | None) -> tuple[int, str] | None:
    """The rank and the suffix of a number: "3 bis" gives (3, "bis"), "IV" gives (4, "")."""
    match = compiled(r"(?P<rank>\d{1,3}|[ivxl]+)\s*(?P<suffix>[a-z]*)").fullmatch((number or "").lower().strip())
    if not match:
        return None
    rank = int(match["rank"]) if match["rank"].isdigit() else parse_roman(match["rank"])
    return (rank, match["suffix"]) if rank else None


def _heads(case: Case) -> list[tuple[str, tuple[int, str], Span]]:
    found = []
    for article in case.structure.articles:
        span = case.view.trim(case.structure.units[article.unit].span)
        if (value := _value(article.number)) and not case.in_quotes(span[0]):
            found.append((article.number or "", value, span))
    return found


def _sections(case: Case) -> Iterator[list[tuple[str, tuple[int, str], Span]]]:
    """The sections of each article: "3.1", "3.2"."""
    groups: dict[str, list[tuple[str, tuple[int, str], Span]]] = {}
    for unit in case.structure.units:
        match = compiled(r"(?P<base>\d{1,2})\.(?P<rank>\d{1,2})\.?").fullmatch(unit.number or "")
        if match and unit.zone == "body" and not case.in_quotes(unit.span[0]):
            groups.setdefault(match["base"], []).append(
                (unit.number or "", (int(match["rank"]), ""), case.view.trim(unit.span))
            )
    yield from groups.values()


def _breaks(heads: list[tuple[str, tuple[int, str], Span]]) -> Iterator[tuple[bool, str, Span, str]]:
    """Where the sequence breaks: whether by repetition, the number, its heading and the number before."""
    for (before, (rank, suffix), _), (number, (here, more), span) in itertools.pairwise(heads):
        if here == rank and suffix == more:
            yield True, number, span, before
        elif here > rank + 1:
            yield False, number, span, before


@rule("numerotation-saut", "warning", source=_DRAFTING, says="Un numéro d'article ou de section manque.")
def gap(case: Case) -> Iterator[Finding]:
    for what, heads in (("article", _heads(case)), *(("section", section) for section in _sections(case))):
        for repeated, _number, span, before in _breaks(heads):
            if not repeated:
                yield finding(
                    span,
                    f"« {case.quote(span)} » suit l'{what} {before}.".replace("l'section", "la section")
                    + " Il manque un numéro : renumérotez et vérifiez les renvois.",
                )


@rule(
    "numerotation-doublon", "warning", source=_DRAFTING, says="Deux articles ou deux sections portent le même numéro."
)
def repetition(case: Case) -> Iterator[Finding]:
    for what, heads in (("articles", _heads(case)), *(("sections", section) for section in _sections(case))):
        for repeated, number, span, _ in _breaks(heads):
            if repeated:
                yield finding(
                    span,
                    f"« {case.quote(span)} » : deux {what} portent le numéro {number}. Renumérotez et vérifiez les "
                    "renvois.",
                )


def _rank(unit: Unit) -> int | None:
    number = (unit.number or "").strip(".)°").lower()
    if number.isdigit():
        return int(number)
    if unit.sign == "roman":
        return parse_roman(number)
    return ord(number) - 96 if len(number) == 1 and number.isalpha() else None


@rule("liste-numerotation", "advice", source=_DRAFTING, says="Une liste numérotée ou lettrée saute ou répète un rang.")
def list_gap(case: Case) -> Iterator[Finding]:
    lists: dict[tuple[int, str], list[tuple[int, Unit]]] = {}
    for unit in case.structure.units:
        if unit.kind == "item" and unit.lead is not None and unit.zone in ("body", "annex") and (rank := _rank(unit)):
            lists.setdefault((unit.lead, unit.sign or ""), []).append((rank, unit))
    for items in lists.values():
        if len(items) < 3 or items[0][0] != 1:
            continue
        for (before, _), (here, unit) in itertools.pairwise(items):
            if here not in (before + 1, 1):
                span = unit.span[0], unit.body
                yield finding(
                    case.view.trim(span),
                    f"« {case.quote(unit.span)} » : rang {case.quote(span)} après le rang {before}. Il manque "
                    "ou il se répète un élément de la liste.",
                )
                break


@rule(
    "article-sans-numero",
    "advice",
    source=_DRAFTING,
    says="Un article dont le numéro n'est pas écrit, parmi des articles numérotés.",
)
def unnumbered(case: Case) -> Iterator[Finding]:
    heads = [case.view.trim(case.structure.units[article.unit].span) for article in case.structure.articles]
    numbered = [bool(case.match(r"\W*art(?:icle|\.)", span)) for span in heads]
    if sum(numbered) < 3:
        return
    first, last = numbered.index(True), len(numbered) - 1 - numbered[::-1].index(True)
    for index in range(first, last):
        if not numbered[index] and not case.match(r"\W*\d", heads[index]):
            yield finding(
                heads[index],
                f"« {case.quote(heads[index])} » : le numéro de l'article n'est pas écrit. Ajoutez-le, pour que "
                "l'on puisse y renvoyer.",
            )


@rule(
    "article-vide",
    "warning",
    source="Pratique rédactionnelle : un intitulé annonce une disposition",
    says="Un article qui n'a qu'un intitulé.",
)
def empty(case: Case) -> Iterator[Finding]:
    articles = case.structure.articles
    for article in articles:
        head = case.structure.units[article.unit].span
        rest = case.view.trim((head[1], article.span[1]), "-_.")
        if (
            article.heading
            and len(articles) > 2
            and rest[0] >= rest[1]
            and len(words := case.view.quote(head)) < 120
            and not words.endswith((".", ";", ":"))
            and not has_finite_verb(case.folded[slice(*head)])
            and case.match(r"\W*art(?:icle|\.)", head)
        ):
            yield finding(
                case.view.trim(head),
                f"« {case.quote(head)} » : l'article n'a pas de texte. Rédigez-le ou retirez-le.",
            )


_UNCOUNTED = (
    r"(?:ans?|annees?|mois|semaines?|jours?|heures?|euros?|exemplaires?|fois|parties|signataires|"
    r"collectivites|partenaires|institutions|premier\w*|"
    r"derni\w+|pages?|alineas?|exercices?|originaux|conditions|cas|quarts?|tiers)\b"
)
_COUNTED = (
    r"\b(?P<number>deux|trois|quatre|cinq|six|sept|huit|neuf|"
    rf"dix)\s+(?!{_UNCOUNTED})(?P<noun>(?:\w+\s+)?[a-z]+s)\b(?P<rest>[^.;:,]{{0,45}}):\s*$"
)
_ACTING = r"\b(?:s'\w+|se\b|sont|ont|[a-z]{3,}ent|[a-z]+ront)\b"
_NUMBERS = {"deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "six": 6, "sept": 7, "huit": 8, "neuf": 9, "dix": 10}


@rule(
    "enumeration-incomplete",
    "warning",
    source="Pratique rédactionnelle : le nombre annoncé est celui de la liste",
    says="Le nombre annoncé n'est pas celui des éléments énumérés.",
)
def wrong_count(case: Case) -> Iterator[Finding]:
    children: dict[int, int] = {}
    for unit in case.structure.units:
        if unit.kind == "item" and unit.lead is not None:
            children[unit.lead] = children.get(unit.lead, 0) + 1
    for index, count in children.items():
        lead = case.structure.units[index]
        start = max(lead.span[0], lead.span[1] - 160)
        announced = case.search(_COUNTED, (start, case.view.trim(lead.span)[1])) if lead.kind != "heading" else None
        if announced and compiled(_ACTING).search(announced["rest"]):
            continue
        if announced and count > 1 and _NUMBERS[announced["number"]] != count:
            span = announced.start("number"), announced.end("noun")
            yield finding(span, f"« {case.quote(span)} » annoncés, {count} énumérés. Accordez le nombre et la liste.")
    yield from _members(case)


def _members(case: Case) -> Iterator[Finding]:
    """A number of members said to be listed in the annex, against the rows of its table or the items of its list."""
    annex = case.zones.get("annex")
    if annex is None:
        return
    match = case.search(
        r"\b(?P<number>deux|trois|quatre|cinq|six|sept|huit|neuf|dix|\d{1,2})\s+(?P<noun>associations|"
        r"communes|structures|membres|organismes|etablissements|services)\b[^.;]{0,60}\b(?:enumere|liste|"
        r"list|mentionne|figur|designe|dont\s+la\s+liste)\w*[^.;]{0,20}\bannexe"
    )
    count = _rows(case)
    if match and count:
        number = _NUMBERS.get(match["number"]) or int(match["number"])
        if number != count:
            span = match.start("number"), match.end()
            yield finding(
                span,
                f"« {case.quote(span)} », mais l'annexe en énumère {count}. Mettez le nombre ou la liste à jour.",
            )


def _rows(case: Case) -> int:
    """Rows of the first table of the annexes, header excluded, or items of their first list; 0 when there is
    neither.
    """
    units = [u for u in case.structure.units if u.zone == "annex"]
    items = sum(u.kind == "item" for u in units)
    start, end = case.zones["annex"]
    blocks = [b for b in compiled(r"\n\s*\n").split(case.text[start:end]) if b.strip()]
    rows = [b.strip().split("\n") for b in blocks]
    width = max((len(row) for row in rows), default=0)
    table = [row for row in rows if len(row) == width > 1]
    if any(u.kind == "cell" for u in units) and len(table) > 2:
        return len(table) - 1
    piped = [line for line in case.text[start:end].split("\n") if line.lstrip().startswith("|")]
    if len(piped) > 3:
        return len(piped) - 2
    return items
