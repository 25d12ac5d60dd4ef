"""Amounts that do not agree."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from maillage.reading.model import Span
from maillage.reading.review.amounts import FIGURES, WORDS, amount_of, value_of
from maillage.reading.review.case import Case, shared
from maillage.reading.review.registry import Finding, finding, rule


@rule(
    "montant-lettres-chiffres",
    "error",
    source=(
        "C. civ. art. 1376 : en cas de différence, le montant en lettres l'emporte pour l'acte d'un seul "
        "; pratique pour les autres"
    ),
    says="Le montant en lettres n'est pas celui en chiffres.",
)
def words_differ(case: Case) -> Iterator[Finding]:
    if not case.has("euro"):
        return
    pairs = (rf"{FIGURES}\s*[(,]?\s*(?:soit\s+)?{WORDS}\s?\)?", rf"{WORDS}\s*[(,]?\s*(?:soit\s+)?{FIGURES}\s?\)?")
    for pattern in pairs:
        for match in case.finditer(pattern):
            words = value_of(match["words"])
            if words is not None and words * 100 != amount_of(match["euros"], match["cents"]):
                span = case.view.trim(match.span())
                yield finding(
                    span,
                    f"« {case.quote(span)} » : les lettres disent {words:,} €".replace(",", " ")
                    + ". Accordez les deux écritures.",
                )


@shared
def _instalments(case: Case) -> list[tuple[Span, list[tuple[int, Span]], list[int]]]:
    """Lists of payments: the lead, the amounts and the percentages of the items."""
    found = []
    lists: dict[int, list[Span]] = {}
    for unit in case.structure.units:
        if unit.kind == "item" and unit.lead is not None:
            lists.setdefault(unit.lead, []).append(unit.span)
    for lead, items in lists.items():
        head = case.structure.units[lead]
        if len(items) < 2 or not case.search(
            r"\bvers(?:e|er|ement|ements|ee|ees|era)\b|acompte|echeanc|reglee?|payee?|mandatee?",
            (max(0, head.span[0]), head.span[1]),
        ):
            continue
        amounts = [(amount_of(m["euros"], m["cents"]), m.span()) for span in items if (m := case.search(FIGURES, span))]
        percents = [int(m["p"]) for span in items if (m := case.search(r"\b(?P<p>\d{1,3})\s*%", span))]
        told = amounts if len(amounts) == len(items) else [], percents if len(percents) == len(items) else []
        found.append((head.span, *told))
    return found


@shared
def _amounts(case: Case) -> tuple[dict[Span, int], Counter[int]]:
    """The amounts of the body, in order, and how many times each stands there."""
    matches = case.finditer(FIGURES, case.zones.get("body"))
    values = {match.span(): amount_of(match["euros"], match["cents"]) for match in matches}
    return values, Counter(values.values())


@rule(
    "versements-total",
    "error",
    source="Pratique : les versements font le montant de la subvention",
    says="La somme des versements n'est pas le montant annoncé.",
)
def wrong_sum(case: Case) -> Iterator[Finding]:
    if not case.has("€", "euro"):
        return
    for lead, amounts, _ in _instalments(case):
        total = sum(value for value, _ in amounts)
        near = _announced(case, lead, amounts, total) if amounts else None
        if near is not None:
            span = amounts[0][1][0], amounts[-1][1][1]
            yield finding(
                span,
                f"Les versements font {total / 100:,.2f} €, le texte annonce {near / 100:,.2f} €.".replace(
                    ",", " "
                ).replace(".00 ", " ")
                + " Corrigez l'échéancier ou le montant.",
            )


def _announced(case: Case, lead: Span, items: list[tuple[int, Span]], total: int) -> int | None:
    """The amount near ``total`` that the lead announces, else the body out of the items; None when one says it."""
    own = [amount_of(m["euros"], m["cents"]) for m in case.finditer(FIGURES, lead)]
    if own:
        return None if total in own else next((value for value in own if total / 2 < value < total * 2), None)
    inside = {span for _, span in items}
    values, times = _amounts(case)
    if times[total] > sum(values.get(span) == total for span in inside):
        return None
    others = (value for span, value in values.items() if span not in inside)
    return next((value for value in others if total / 2 < value < total * 2), None)


@rule(
    "pourcentages-total",
    "error",
    source="Pratique : les parts d'un échéancier font cent pour cent",
    says="Les pourcentages des versements ne font pas cent pour cent.",
)
def wrong_percents(case: Case) -> Iterator[Finding]:
    if not case.has("%"):
        return
    for lead, _, percents in _instalments(case):
        if percents and sum(percents) != 100:
            yield finding(
                case.view.trim(lead),
                f"« {case.quote(lead)} » : les parts font {sum(percents)} %, et non 100 %. Corrigez l'échéancier.",
            )
    for article in case.structure.articles:
        found = list(
            case.finditer(
                r"\b(?:acompte|avance|solde|(?:premier|second|deuxieme|troisieme|"
                r"dernier)\s+versement)\b[^.;%\n]{0,60}?\b(?P<p>\d{1,3})\s*%|"
                r"\b(?P<q>\d{1,3})\s*%[^.;%\n]{0,30}\b(?:a\s+la\s+signature|a\s+titre\s+d'(?:acompte|avance)|"
                r"au\s+titre\s+du\s+solde)",
                article.span,
            )
        )
        parts = [int(m["p"] or m["q"]) for m in found]
        listed = any(case.unit_at(m.start()) is not None and case.unit_at(m.start()).kind == "item" for m in found)  # type: ignore[union-attr]
        if (
            len(parts) > 1
            and not listed
            and sum(parts) != 100
            and case.search(r"\bsolde\b[^.;\n]{0,60}%|%[^.;\n]{0,30}\bsolde", article.span)
        ):
            span = found[0].start(), found[-1].end()
            yield finding(
                case.view.trim(span),
                f"Les parts de l'échéancier font {sum(parts)} %, et non 100 %. Corrigez les pourcentages.",
            )
