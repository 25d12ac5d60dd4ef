"""References to the articles and annexes of the text itself."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import islice

from maillage.reading.model import Span
from maillage.reading.review.case import Case, compiled, once, shared
from maillage.reading.review.registry import Finding, finding, rule

_DRAFTING = "Pratique rédactionnelle : un renvoi désigne la disposition où se trouve ce qu'il annonce"
_ENOUGH, _ENOUGH_NOUNS = 200, 40
_NUMBER = r"\d{1,2}(?:\.\d+)*(?!\d)(?!\s?-\s?\d)(?!\s?°)(?:\s*(?:er|bis|ter)\b)?"
_CITED = (
    rf"(?<![a-z.])(?<!ses )(?<!son )(?<!leurs )\barticles?\s+(?P<list>{_NUMBER}(?:\s*(?:,|et|ou|"
    rf"a)\s+{_NUMBER})*)(?![\d-])"
)
_STEPS = (
    # Possessive: a line of figures would otherwise be cut in every possible way.
    r"(?:\s*+[,(]?\s*+(?:alineas?|al\.|paragraphes?|premier|second|deuxieme|troisieme|dernier|1er|"
    r"[ivx]++\b|\d++°?|§|point)\s*+){0,12}+"
)
_OF = (
    rf"{_STEPS},?\s*(?:du|de\s+la|de\s+l'|des|de\s+ladite|dudit|de\s+cette|de\s+ce|de\s+son|de\s+sa|"
    r"(?:a|"
    r"au)\s+(?:la\s+)?(?=present))\s*(?P<this>presente?s?\s+)?(?P<noun>[a-z-]+)(?P<more>\s+(?:collective|"
    r"internationale|europeenne|initiale|constitutive|financiere|cadre|nationale|"
    r"de\s+(?!l'ensemble)\w+|d'\w+|du\s+\w+|des\s+\w+))?"
)
_OWN_NOUNS = {
    "convention": ("convention", "com", "cpom"),
    "charte": ("charte",),
    "protocole": ("protocole",),
    "accord": ("autre",),
    "avenant": ("avenant",),
    "contrat": ("contrat", "cpom", "com"),
    "cpom": ("cpom",),
    "texte": (),
    "document": (),
    "projet": (),
    "partenariat": (),
    "statuts": ("statuts",),
}
_PLACED = (
    r"(?P<noun>[a-z][a-zœ-]{3,})\s+(?:(?:\w+ment|et|ci-dessus)\s+)?(?:defini|cite|mentionne|vise|"
    r"prevu|enumere|fixe|decrit|liste|enonce|precise|indique|figurant|presente|expose|detaille)(?:e|"
    r"s|es)?\s+(?:a|dans|par|au|sous)\s+(?:l')?\s*(?=articles?\s)"
)
_VAGUE = frozenset(
    (
        "conditions cadre modalites dispositions stipulations termes forme formes maniere delai delais "
        "cas regles principe celle celui ceux celles ensemble suivants alinea echeance"
    ).split()
)
_TOPICS = (
    (
        (
            r"echang\w+\s+[^.;]{0,40}\b(?:informations|donnees)|(?:informations|"
            r"donnees)\s+[^.;]{0,40}\b(?:echang|partag|transmi)"
        ),
        r"\binformation|\bdonnee|\bsecret|confidential",
    ),
    (
        (
            r"\bvers(?:e|er|ement|ements|ee)\b[^.;]{0,40}\b(?:subvention|acompte|solde)|\b(?:subvention|"
            r"acompte|solde)\w*[^.;]{0,40}\bvers(?:e|ee|es|ement)\b"
        ),
        r"\bvers|\bsubvention|\bmontant|paiement|\bfinanc",
    ),
    (r"\b(?:resili|denonc)\w+", r"\bresili|\bdenonc|preavis|mettre\s+fin"),
)


def is_own(case: Case, at: int, end: int) -> bool:
    """Whether a reference that ends at ``end`` is to the text itself and not to a law or another agreement."""
    before = case.folded[max(0, at - 50) : at]
    if compiled(
        r"\b(?:loi|decret|code|reglement|arrete|ordonnance|circulaire|directive|traite|constitution|statuts)\b[^.;,]*$"
    ).search(before):
        return False
    match = compiled(_OF).match(case.folded, end, min(len(case.folded), end + 90))
    if not match:
        return not case.is_amendment
    kinds = _OWN_NOUNS.get(match["noun"])
    if match["this"]:
        return kinds is not None and (not case.is_amendment or match["noun"] == "avenant")
    if case.is_amendment or kinds is None or match["more"]:
        return False
    return not kinds or case.reading.kind is None or case.reading.kind in kinds


def _skip(case: Case, at: int) -> bool:
    unit = case.unit_at(at)
    return (
        unit is None
        or unit.zone in ("recital", "cover", "contents", "annex", "signatures", "parties")
        or case.in_quotes(at)
    )


@shared
def references(case: Case) -> list[tuple[str, Span]]:
    """Each number of an own article that the text cites, with its words."""
    return list(_cited(case)) if case.has("article") else []


def _cited(case: Case) -> Iterator[tuple[str, Span]]:
    for match in case.finditer(_CITED):
        unit = case.unit_at(match.start())
        if (
            _skip(case, match.start())
            or not is_own(case, match.start(), match.end())
            or (unit and unit.kind == "heading" and match.start() < unit.body)
        ):
            continue
        for number in compiled(_NUMBER).finditer(match["list"]):
            start = match.start("list") + number.start()
            yield (
                compiled(r"\D.*").sub("", number.group()),
                (match.start() if number.start() == 0 else start, start + len(number.group())),
            )


@cache
def _plain(number: str) -> str:
    return compiled(r"\D.*").sub("", number)


def _articles(case: Case) -> dict[str, Span]:
    found: dict[str, Span] = {}
    for article in case.structure.articles:
        if article.number and (plain := _plain(article.number)):
            found.setdefault(plain, article.span)
    return found


@rule("renvoi-article-absent", "error", source=_DRAFTING, says="Un renvoi à un article qui n'existe pas dans le texte.")
def missing_article(case: Case) -> Iterator[Finding]:
    articles = _articles(case)
    if len(articles) < 3:
        return
    for number, span in references(case):
        if number not in articles:
            yield finding(
                span,
                f"« {case.quote(span)} » : le texte n'a pas d'article {number}. Corrigez le renvoi ou "
                "rétablissez l'article.",
            )


@rule(
    "renvoi-article-errone",
    "warning",
    source=_DRAFTING,
    says="Un renvoi à un article où ne se trouve pas ce qu'il annonce.",
)
def wrong_article(case: Case) -> Iterator[Finding]:
    articles = _articles(case)
    seen: dict[tuple[str, str], str | None] = {}
    for number, span in islice(references(case), _ENOUGH):
        sentence = case.sentence_at(span[0])
        placed = next((m for m in case.finditer(_PLACED, (sentence[0], span[0] + 8)) if m.end() >= span[0] - 4), None)
        if placed is None or number not in articles or articles[number][0] <= span[0] < articles[number][1]:
            continue
        noun = placed["noun"]
        if noun in _VAGUE:
            yield from _off_topic(case, sentence, number, span, articles)
            continue
        if (noun, number) not in seen and len(seen) < _ENOUGH_NOUNS:
            seen[noun, number] = _better(case, noun, articles[number], span)
        if other := seen.get((noun, number)):
            here = case.quote((placed.start(), span[1]))
            yield finding(
                span, f"« {here} » : l'article {number} n'en parle pas, l'article {other} si. Corrigez le renvoi."
            )


def _better(case: Case, noun: str, cited: Span, here: Span) -> str | None:
    """The only other article that announces ``noun`` in its heading or before a list, when the cited one never
    names it.
    """
    stem = rf"\b{noun[: max(3, len(noun) - 1)].rstrip('sx')}\w{{0,2}}\b"
    named, listed = once(stem), once(stem + r"[^.;\n]{0,40}:")
    if case.search(named, cited):
        return None
    found = []
    for article in case.structure.articles:
        head = case.structure.units[article.unit].span
        announced = case.search(named, head) or case.search(listed, article.span)
        if article.number and announced and article.span != cited and not article.span[0] <= here[0] < article.span[1]:
            found.append(article.number)
    return found[0] if len(found) == 1 else None


def _off_topic(case: Case, sentence: Span, number: str, span: Span, articles: dict[str, Span]) -> Iterator[Finding]:
    for topic, sign in _TOPICS:
        if case.search(topic, (sentence[0], span[0])) and not case.search(sign, articles[number]):
            yield finding(
                span,
                f"« {case.quote(span)} » : cet article ne traite pas de ce que la phrase annonce. Corrigez le "
                "renvoi, ou écrivez la disposition qui manque.",
            )
            return


@shared
def _annexes(case: Case) -> dict[str, Span]:
    """The annexes in the text: number or letter (empty when there is none), with their heading."""
    found: dict[str, Span] = {}
    for unit in case.structure.units:
        match = compiled(r"\W*annexes?\b(?:\s+(?:n\s?[°º]\s*)?(?P<number>\d{1,2}|[ivx]{1,4}|[a-h])\b)?").match(
            case.folded, *unit.span
        )
        if (
            match
            and (unit.kind == "heading" or unit.zone == "annex" or unit.word == "annex")
            and len(case.view.quote(unit.span)) < 200
        ):
            found.setdefault(match["number"] or "", case.view.trim(unit.span))
    if not found and "annex" in case.zones:
        found[""] = case.view.trim(case.zones["annex"])
    return found


_ANNEX = (
    r"\b(?:en\s+|l')?annexes?\s+(?:n\s?[°º]\s*)?(?P<number>\d{1,2}|[ivx]{1,4}|[a-h])\b|"
    r"\ben\s+annexes?\b|\bl'annexe\b|\bci-annexe\w*|\b(?:est|sont|sera|seront|figure\w*|joint\w*|"
    r"document|liste|tableau|budget|cahier|programme|modele|plan|fiche|"
    r"planning)\s+(?:des\s+charges\s+)?annexee?s?\b"
)


@shared
def _cited_annexes(case: Case) -> list[tuple[str, Span]]:
    return list(_annexes_cited(case)) if case.has("annex") else []


def _annexes_cited(case: Case) -> Iterator[tuple[str, Span]]:
    for match in case.finditer(_ANNEX):
        unit = case.unit_at(match.start())
        if _skip(case, match.start()) or unit is None or (unit.kind == "heading" and match.start() == unit.span[0]):
            continue
        number = match["number"] or ""
        end = match.end()
        if number and case.text[match.start("number")].islower():
            number, end = "", match.start("number")
        tail = compiled(
            r"\s*(?:aux?|a|du|des?)\b\s*(?:la\s+|le\s+|l'|les\s+)?(?P<this>presente?s?\s+)?(?P<noun>[a-z]+)"
        ).match(case.folded, end)
        foreign = (
            tail
            and not tail["this"]
            and tail["noun"] not in (case.reading.kind or "", "convention" if case.reading.kind == "com" else "")
        )
        if foreign or (case.is_amendment and not (tail and tail["this"] and tail["noun"] == "avenant")):
            continue
        yield number, case.view.trim((match.start(), end))


@rule(
    "annexe-absente",
    "warning",
    source="Pratique : une annexe à laquelle le texte renvoie fait corps avec lui et se signe avec lui",
    says="Une annexe citée n'est pas jointe au texte.",
)
def missing_annex(case: Case) -> Iterator[Finding]:
    annexes, told = _annexes(case), set()
    for number, span in _cited_annexes(case):
        absent = number not in annexes if number else not annexes
        if number and "" in annexes and len(annexes) == 1:
            absent = number not in ("1", "i", "a")
        if absent and number not in told:
            told.add(number)
            yield finding(
                span,
                f"« {case.quote(span)} » : cette annexe n'est pas jointe au texte lu. Joignez-la, ou retirez le "
                "renvoi.",
            )


@rule(
    "annexe-non-citee",
    "advice",
    source="Pratique : le texte dit la valeur de ses annexes",
    says="Une annexe que le texte ne cite jamais.",
)
def uncited_annex(case: Case) -> Iterator[Finding]:
    annexes = _annexes(case)
    cited = {number for number, _ in _cited_annexes(case)}
    if (
        not annexes
        or case.is_amendment
        or case.search(r"\bannexes?\s+\w+\s*(?:a|,|et)\s+\w+\b", case.zones.get("body"))
    ):
        return
    body = [
        m
        for zone in ("parties", "recital", "preamble", "body")
        for m in case.finditer(r"\bannex", case.zones.get(zone, (0, 0)))
    ]
    for number, span in annexes.items():
        inside = [m for m in body if not span[0] <= m.start() < span[1]]
        if not inside or (number and "" not in cited and cited and number not in cited):
            yield finding(
                span,
                f"« {case.quote(span)} » : aucun article ne la cite. Dites dans le texte ce qu'elle contient et "
                "si elle engage les parties.",
            )
