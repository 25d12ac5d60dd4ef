"""Services and bodies named in two ways, short names, and names that the law has changed."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

from maillage.foundations.folding import squash
from maillage.foundations.records import dataclass
from maillage.foundations.rx import escape
from maillage.reading.model import Span
from maillage.reading.review.case import Case, compiled, once, short
from maillage.reading.review.registry import Finding, finding, rule

_ONE_NAME = "Pratique rédactionnelle : une chose, un nom"
_SERVICE = (
    r"(?:services?|sst|unites?|uas|utas|utams?|mds|msd|cms|maisons?|poles?|secteurs?|antennes?|"
    r"territoires?|circonscriptions?|directions?|centres?|equipes?|espaces?|cellules?)"
)
_NUMBERED = (
    rf"\b(?P<name>{_SERVICE}(?:\s+(?:d[eu]s?|de\s+la|d'|l'|et|"
    rf"a)?\s*[a-z']+){{0,6}}?)\s*n\s?[°º]\s*(?P<number>\d{{1,3}})\b"
)
_PLACED = (
    r"\b(?P<head>maison|service|pole|direction|centre|unite|espace|antenne|"
    r"circonscription)\s+(?P<middle>(?:[a-z]+\s+){0,3}?)(?:d[eu]s?\s+(?:la\s+|l')?|de\s+l'|"
    r"d'\s*)(?P<what>[a-z]+(?:\s+(?:sociales?|territoriales?|humaines?|et\s+\w+))?)\s+(?:de|d'|"
    r"du)\s*(?P<place>[a-z]+(?:-[a-z]+)*)\b"
)
_QUALIFIER = frozenset(
    (
        "departementale departemental territoriale territorial locale local municipale municipal "
        "communale communal intercommunale intercommunal"
    ).split()
)


@rule("service-deux-numeros", "warning", source=_ONE_NAME, says="Un même service porte deux numéros différents.")
def two_numbers(case: Case) -> Iterator[Finding]:
    seen: dict[str, dict[str, list[Span]]] = {}
    if not case.has("n°", "nº", "n °"):
        return
    for match in case.finditer(_NUMBERED):
        name, unit = squash(match["name"]).rstrip("s"), case.unit_at(match.start())
        bare = " " not in name and not case.text[match.start("name") : match.end("name")].strip().isupper()
        if bare or unit is None or match.start() == unit.body:
            continue
        seen.setdefault(name, {}).setdefault(str(int(match["number"])), []).append(match.span())
    for numbers in seen.values():
        if len(numbers) != 2:
            continue
        (first, places), (second, others) = numbers.items()
        together = {case.sentence_at(span[0]) for span in places} & {case.sentence_at(span[0]) for span in others}
        if not together:
            span = others[0]
            yield finding(
                span,
                f"« {case.quote(span)} » ici, « {case.quote(places[0])} » plus haut : s'agit-il du même service "
                f"? Corrigez le numéro (n° {first} ou n° {second}).",
            )


@rule("service-deux-noms", "warning", source=_ONE_NAME, says="Un même service est nommé de deux façons.")
def two_names(case: Case) -> Iterator[Finding]:
    seen: dict[tuple[str, str, str], dict[str, list[Span]]] = {}
    for match in case.finditer(_PLACED):
        words = set(match["middle"].split())
        if not words <= _QUALIFIER or not case.text[match.start("place")].isupper():
            continue
        key = match["head"], match["what"], match["place"].split("-")[0]
        seen.setdefault(key, {}).setdefault(squash(match.group()), []).append(match.span())
    for names in seen.values():
        if len(names) == 2:
            usual, rare = sorted(names.values(), key=len, reverse=True)
            yield finding(
                rare[0],
                f"« {case.quote(rare[0])} » ici, « {case.quote(usual[0])} » ailleurs : s'agit-il du même service "
                "? Gardez un seul nom.",
            )


@rule("instance-deux-noms", "warning", source=_ONE_NAME, says="Une même instance est nommée de deux façons proches.")
def two_bodies(case: Case) -> Iterator[Finding]:
    seen: dict[tuple[str, str], dict[str, list[Span]]] = {}
    for match in case.finditer(
        r"\b(?:le|la|du|au|un|une|cette|ce)\s+(?P<head>comite|commission|cellule|conference|instance|"
        r"groupe|conseil)\s+(?P<first>de\s+[a-z]+|[a-z]+)\s+(?P<last>social|sociale|local|locale|"
        r"territorial|territoriale|technique|partenarial|partenariale|departemental|departementale)\b"
    ):
        if match["first"] not in ("municipal", "departemental", "regional", "general"):
            seen.setdefault((match["head"], match["first"]), {}).setdefault(match["last"], []).append(
                (match.start("head"), match.end())
            )
    for names in seen.values():
        if len(names) != 2:
            continue
        usual, rare = sorted(names.values(), key=len, reverse=True)
        if not {case.sentence_at(s[0]) for s in usual} & {case.sentence_at(s[0]) for s in rare}:
            yield finding(
                rare[0],
                f"« {case.quote(rare[0])} » ici, « {case.quote(usual[0])} » ailleurs : est-ce la même instance ? "
                "Gardez un seul nom.",
            )


def _core(name: str) -> str:
    return compiled(r"^(?:le|la|les|l'|\"|«)\s*").sub("", squash(name).strip(" «»\"'.,"))


@rule("nom-court-double", "error", source=_ONE_NAME, says="Deux parties portent le même nom abrégé.")
def same_short_name(case: Case) -> Iterator[Finding]:
    seen: dict[str, str] = {}
    for party in case.reading.parties:
        block = case.block_of(party)
        where = case.search(r"ci-?\s*apres|denomme|designe", block) if block and party.short_name else None
        if not where or not block or not party.short_name:
            continue
        core = _core(party.short_name)
        if core in seen:
            span = where.start(), min(where.end() + 60, block[1])
            yield finding(
                case.view.trim(span),
                f"« {short(party.short_name)} » désigne à la fois « {short(seen[core])} » et « "
                f"{short(party.name)} ». Donnez à chacun son nom.",
            )
        seen[core] = party.name


@rule("nom-court-inutilise", "advice", source=_ONE_NAME, says="Un nom abrégé est défini, puis jamais employé.")
def unused_short_name(case: Case) -> Iterator[Finding]:
    body = case.zones.get("body")
    for party in case.reading.parties:
        core = _core(party.short_name or "")
        block = case.block_of(party)
        if (
            not block
            or not body
            or len(core) < 3
            or len(core.split()) > 4
            or compiled(r"[{}…_]|\.\.|^(?:la\s+)?partie").search(core)
        ):
            continue
        words = r"\s+".join(map(escape, core.split()))
        defined = case.search(once(words), (min(block[1], party.span[1]), block[1]))
        used = case.search(once(rf"\b{words}"), (block[1], len(case.folded)))
        if (
            defined
            and not used
            and case.search(r"ci-?\s*apres|denomme|designe|dit[es]?\b", (party.span[1], defined.end()))
        ):
            yield finding(
                defined.span(),
                f"« {case.quote(defined.span())} » est défini, mais le texte ne l'emploie jamais. Employez-le "
                "partout, ou retirez la définition.",
            )


_FORMER = r"(?:\bex-?\s?|ancien(?:ne)?(?:ment)?\s+)$"


@dataclass(frozen=True, slots=True)
class Gone:
    """A name that the law has changed: how it is written (folded), what to write now, from which year, and by
    which text.
    """

    words: str
    now: str
    year: int
    text: str


@cache
def _gone() -> tuple[Gone, ...]:
    """The names of ``gone.csv``: folded pattern, what to write today, year of the change, text that made it.

    Where a pattern begins with a word, it is written as :func:`maillage.foundations.rx.words` writes it.
    """
    from csv import reader

    rows = reader(Path(__file__).with_name("gone.csv").read_text("utf-8").splitlines()[1:])
    return tuple(Gone(words, now, int(year), text) for words, now, year, text in rows)


def _signed_year(case: Case) -> int:
    return int(case.signed_on[0][:4]) if case.signed_on else 9999


@rule(
    "appellation-conseil-general",
    "advice",
    source="Loi n° 2013-403 du 17 mai 2013 : « conseil départemental » depuis mars 2015",
    says="« Conseil général » pour conseil départemental.",
)
def old_council(case: Case) -> Iterator[Finding]:
    if (
        not case.has(
            "conseil general", "conseils generaux", "conseillers generaux", "conseillere generale", "conseiller general"
        )
        or _signed_year(case) < 2015
    ):
        return
    found = [
        m.span()
        for m in case.finditer(
            r"\b(?:conseil\s+general|conseils\s+generaux|"
            r"conseill\w+\s+genera\w+)\b(?!\s+(?:de\s+l'(?:environnement|economie|alimentation|agriculture|"
            r"armement)|des\s+mines))"
        )
    ]
    found = [
        span
        for span in found
        if not compiled(r"(?:ex-|ancien(?:nement)?\s+(?:le\s+)?)\s*$").search(
            case.folded[max(0, span[0] - 20) : span[0]]
        )
    ]
    if found:
        times = "" if len(found) == 1 else f" ({len(found)} fois)"
        yield finding(
            found[0],
            f"« {case.quote(found[0])} »{times} : on dit « conseil départemental » depuis mars 2015, et "
            "c'est le Département qui est partie. Corrigez partout.",
        )


@rule(
    "appellation-disparue",
    "advice",
    source="Textes qui ont remplacé l'organisme, le dispositif ou la juridiction, cités dans le message",
    says="Un organisme, un dispositif ou une juridiction qui n'existe plus sous ce nom.",
)
def gone(case: Case) -> Iterator[Finding]:
    year = _signed_year(case)
    for name in _gone():
        found = (m.span() for m in case.finditer(name.words)) if name.year <= year else ()
        for span in found:
            unit, before = case.unit_at(span[0]), case.folded[max(0, span[0] - 14) : span[0]]
            if unit and unit.zone != "recital" and not compiled(_FORMER).search(before):
                yield finding(span, f"« {case.quote(span)} » : écrivez aujourd'hui « {name.now} » ({name.text}).")
                break
