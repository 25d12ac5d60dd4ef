"""The administrative court that the text names, against the one of the place (CJA art. R221-3, whole table in
``courts.csv``).
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

from maillage.foundations import rx
from maillage.foundations.folding import squash
from maillage.foundations.records import dataclass
from maillage.reading.model import Span
from maillage.reading.review.case import Case, compiled
from maillage.reading.review.registry import Finding, finding, rule

_NAMED = r"\btribunal\s+administratif\b(?P<rest>[^.;\n]{0,120})"
_OPENING = (
    r"(?:\b(?:sis|siegeant)\s+a\s+|\bcelui\s+d[eu']|^\s*d[eu']|\bcompetent\s*[,(:]?\s*(?=a\s)|"
    r"\bcompetent\s+d[e']|\badministratif\s+d[e'])\s*(?:la\s+|l')?"
)
_TOWN = (
    r"\s*(?P<town>[a-zœ][\wœ'-]+(?:[ -](?:en|de|la|et|le|sur|d|l)[ -'][\wœ'-]+|[ -](?:denis|terre|"
    r"ferrand|pontoise|pierre|barthelemy|martin|utu|caledonie|francaise))*)"
)
_NO_TOWN = (
    r"(?:competen\w*|ressort|territorial\w*|lieu|siege|son|leur|ce|la|le|ou|dont|place|domicile|"
    r"departement|celui|juridiction|a|au|de|region|circonscription|premiere|appel|droit)\b.*"
)


@dataclass(frozen=True, slots=True)
class Court:
    """An administrative court: its seat, folded names it goes by, and the codes of its départements."""

    seat: str
    names: frozenset[str]
    codes: frozenset[str]


@cache
def courts() -> tuple[dict[str, str], dict[str, Court]]:
    """Names of départements by code, and courts by code of département."""
    from csv import DictReader

    rows = list(DictReader(Path(__file__).with_name("courts.csv").read_text("utf-8").splitlines()))
    names = {row["code"]: row["departement"] for row in rows}
    seats: dict[str, list[dict[str, str]]] = {}
    for row in rows:
        seats.setdefault(row["siege"], []).append(row)
    found = {}
    for seat, served in seats.items():
        aliases = {_plain(alias) for row in served for alias in (seat, *row["autres_noms"].split("|")) if alias}
        court = Court(seat, frozenset(aliases), frozenset(row["code"] for row in served))
        found.update(dict.fromkeys(court.codes, court))
    return names, found


@cache
def _names() -> rx.Pattern[str]:
    """Finds a département by its name after "département", "conseil départemental", "préfet"..., longest names
    first.
    """
    names, _ = courts()
    wanted = "|".join(sorted((_loose(name) for name in names.values()), key=len, reverse=True))
    return rx.compile(
        r"\b(?:departement(?:ale)?|conseil\s+(?:departemental|general)|prefete?|"
        rf"prefecture)\s+(?:de\s+l'|de\s+la\s+|de\s+|du\s+|des\s+|d')?(?P<name>{wanted})\b(?!-)"
    )


def _loose(name: str) -> str:
    return (
        rx.escape(rx.sub(r"^la ", "", squash(name)))
        .replace(r"\-", r"[\s-]")
        .replace("-", r"[\s-]")
        .replace(r"\ ", r"\s+")
    )


def _code_of_name(name: str) -> str:
    names, _ = courts()
    return next(code for code, full in names.items() if rx.fullmatch(_loose(full), name))


def _code_of_post(post: str) -> str | None:
    """The département of a postal code, None when it is no French one (20xxx is both halves of Corsica, which
    share a court).
    """
    _, found = courts()
    if post.startswith("20"):
        return "2A"
    return next((code for code in (post[:3], post[:2]) if code in found), None)


def places(case: Case) -> tuple[set[str], bool]:
    """The départements of the parties, and whether an address lies in none (a fictional place, a foreign one)."""
    codes, unknown = set(), False
    spans = [block for party in case.reading.parties if (block := case.block_of(party))] or [
        case.zones.get("parties", (0, min(len(case.text), 1500)))
    ]
    for span in spans:
        codes |= {_code_of_name(squash(match["name"])) for match in _names().finditer(case.folded, *span)}
        for match in case.finditer(
            r"(?<![\d ])\b\d{5}\b(?!\s*\d)|(?<=[,-] )\d{5}\b(?=\s+[a-z])|\b\d{5}(?=\s+[a-z])", span
        ):
            code = _code_of_post(match.group().strip())
            codes, unknown = (codes | {code}, unknown) if code else (codes, True)
    return codes, unknown


def _plain(town: str) -> str:
    """A name of town to be compared: folded, without hyphens or article."""
    return squash(town).replace("-", " ").removeprefix("la ").removeprefix("les ")


def _court_named(rest: str) -> tuple[str, int, int] | None:
    """The town of the court in the words after "tribunal administratif": folded, with its place in them."""
    for opening in compiled(_OPENING).finditer(rest):
        town = compiled(_TOWN).match(rest, opening.end())
        if town and not compiled(_NO_TOWN).fullmatch(town["town"]):
            return town["town"], town.start("town"), town.end("town")
    return None


@rule(
    "tribunal-incompetent",
    "error",
    source="CJA art. R221-3 et R312-11",
    says="Le tribunal administratif nommé n'est pas celui du lieu, ou n'existe pas.",
)
def wrong_court(case: Case) -> Iterator[Finding]:
    if not case.has("tribunal"):
        return
    for match in case.finditer(_NAMED):
        named = _court_named(match["rest"])
        if not named:
            continue
        codes, unknown = places(case)
        _, found = courts()
        town, span = _plain(named[0]), (match.start("rest") + named[1], match.start("rest") + named[2])
        if not case.text[span[0]].isupper():
            continue
        known = next(
            (
                court
                for court in found.values()
                if any(town == name or town.startswith(name + " ") for name in court.names)
            ),
            None,
        )
        right = {found[code].seat: code for code in codes}
        if (known and (not codes or known.codes & codes)) or (not known and unknown):
            continue
        yield finding(span, _message(case, span, known, right))
        return


def _message(case: Case, span: Span, known: Court | None, right: dict[str, str]) -> str:
    names, _ = courts()
    where = " ou ".join(f"{seat} ({names[code]}, {code})" for seat, code in right.items())
    town = case.quote(span)
    if known is None:
        return f"Aucun tribunal administratif ne siège à « {town} »." + (
            f" Le tribunal compétent est celui de {where}." if where else " Vérifiez le tribunal du lieu d'exécution."
        )
    return (
        f"Le tribunal administratif de « {town} » n'est pas celui du lieu : c'est {where}. Corrigez, ou "
        "dites que les parties choisissent ce tribunal d'un commun accord."
    )
