"""Grants to associations, and amounts that do not agree."""

from __future__ import annotations

from collections.abc import Iterator

from maillage.reading.model import Span
from maillage.reading.review.amounts import FIGURES, WORDS, amount_of, value_of
from maillage.reading.review.case import Case, short
from maillage.reading.review.registry import Finding, rule

_LAW = "Loi n° 2000-321 du 12 avril 2000, art. 10"
_GRANT = r"\bsubventions?\b|\bcontribution\s+financiere|\baide\s+financiere|\bparticipation\s+financiere|\bdotation\b"
_GIVES = r"\b(?:attribu|accord|vers|allou|octroi|apport|contribue|soutient|finance)\w*"
_NEVER = r"\b(?:aucun\w*|ne\s+(?:prevoi|donne|comporte|constitu|verse)\w*|sans)\b"


def _grant(case: Case) -> Span | None:
    """The words by which a party grants money to an association, None when none does."""
    if not case.has("subvention", "financi", "dotation") or case.is_amendment:
        return None
    if not any(party.nature == "association" for party in case.reading.parties) or not any(party.nature == "public" for party in case.reading.parties):
        return None
    for span in case.sentences:
        unit = case.unit_at(span[0])
        if unit is None or unit.zone != "body":
            continue
        match = case.search(rf"{_GIVES}[^.;]{{0,100}}?(?:{_GRANT})|(?:{_GRANT})[^.;]{{0,80}}?{_GIVES}|\bmontant\s+(?:\w+\s+){{0,2}}de\s+la\s+subvention|contribue\s+financierement", span)
        if match and not case.search(_NEVER, (span[0], match.end())) and not case.search(r"convention\w*\s+(?:\w+\s+){0,6}distincte|convention\s+specifique|autre\s+convention", span):
            return case.view.trim(match.span())
    return None


def _bears(case: Case, pattern: str) -> bool:
    return case.search(pattern) is not None


@rule("subvention-sans-montant", "error", source=_LAW, says="Une subvention dont le montant n'est pas écrit.")
def no_amount(case: Case) -> Iterator[Finding]:
    here = _grant(case)
    if here and not _bears(case, rf"{FIGURES}|{WORDS}|\d\s*%|[.…_]{{2,}}\s*(?:€|euros)"):
        yield here, f"« {case.quote(here)} » : de combien ? La convention doit dire le montant, ou la façon de le calculer."


@rule("subvention-sans-versement", "error", source=_LAW, says="Une subvention dont les modalités de versement ne sont pas dites.")
def no_payment(case: Case) -> Iterator[Finding]:
    here = _grant(case)
    if here and not _bears(case, r"\b(?:acompte|avance|solde|echeancier|mensualite|trimestrialite)s?\b|\bvers\w+[^.;]{0,60}\b(?:en\s+(?:une|deux|trois|quatre|\d)|fois|dans\s+(?:le|les|un)|au\s+plus\s+tard|avant\s+le|a\s+compter|des\s+la|apres|selon|a\s+la\s+(?:signature|notification)|sur\s+(?:presentation|production))|modalites?\s+de\s+(?:versement|paiement)\b"):
        yield here, f"« {case.quote(here)} » : versée quand, et en combien de fois ? Écrivez l'échéancier et ce qui le déclenche."


@rule("subvention-sans-compte-rendu", "error", source=f"{_LAW} ; arrêté du 11 octobre 2006 (compte rendu financier dans les six mois)", says="Une subvention sans compte rendu financier.")
def no_report(case: Case) -> Iterator[Finding]:
    here = _grant(case)
    if here and not _bears(case, r"comptes?[- ]rendus?\s+financiers?|bilans?\s+financiers?|rapports?\s+financiers?|cerfa|comptes?\s+d'emploi"):
        yield here, f"« {case.quote(here)} » : rien n'oblige à rendre compte de son emploi. Ajoutez le compte rendu financier, dû dans les six mois qui suivent l'exercice."


@rule("subvention-sans-controle", "warning", source=f"{_LAW} (modifié par la loi n° 2021-875) ; CGCT art. L1611-4", says="Une subvention sans droit de contrôle.")
def no_control(case: Case) -> Iterator[Finding]:
    here = _grant(case)
    if here and not _bears(case, r"\bcontrol\w+|sur\s+pieces|verification\s+(?:de|sur)|verifier\s+l"):
        yield here, f"« {case.quote(here)} » : le texte ne permet pas d'en contrôler l'emploi. Ajoutez une clause de contrôle, sur pièces et sur place."


@rule("subvention-sans-reversement", "advice", source=f"{_LAW} : conditions dans lesquelles la part non utilisée est conservée ou reversée", says="Rien sur la part de subvention non utilisée.")
def no_refund(case: Case) -> Iterator[Finding]:
    here = _grant(case)
    if here and not _bears(case, r"\brevers|\brestitu|\brembours|\bexcedent|non\s+(?:utilis|consomm|employ)|trop-percu|n'a(?:ura)?\s+pas\s+ete\s+utilis"):
        yield here, f"« {case.quote(here)} » : que devient la part non utilisée ? Dites dans quelles conditions l'association la garde ou la rend."


@rule("engagement-republicain-absent", "error", source="Loi n° 2000-321 du 12 avril 2000, art. 10-1 ; décret n° 2021-1947 du 31 décembre 2021", says="Une subvention à une association sans contrat d'engagement républicain.")
def no_republican_contract(case: Case) -> Iterator[Finding]:
    here = _grant(case)
    if here and not _bears(case, r"engagement\s+republicain") and not (case.signed_on and case.signed_on[0] < "2022-01-02"):
        yield here, f"« {case.quote(here)} » : le texte ne cite pas le contrat d'engagement républicain que l'association doit souscrire. Ajoutez-le, avec l'information de ses membres."


@rule("subvention-reconduction-tacite", "error", source="Loi n° 2000-321, art. 10 ; circulaire du 29 septembre 2015 (renouvellement au vu de l'évaluation) ; annualité budgétaire (CGCT art. L1612-1)", says="Une subvention reconduite tacitement.")
def tacit_grant(case: Case) -> Iterator[Finding]:
    if case.life.tacit and (here := _grant(case)):
        yield case.life.tacit, f"« {case.quote(case.life.tacit)} » alors que le texte accorde de l'argent (« {short(case.quote(here), 60)} ») : chaque année demande un vote. Remplacez par un renouvellement exprès, après évaluation."


@rule("montant-lettres-chiffres", "error", source="C. civ. art. 1376 : en cas de différence, le montant en lettres l'emporte pour l'acte d'un seul ; pratique pour les autres", says="Le montant en lettres n'est pas celui en chiffres.")
def words_differ(case: Case) -> Iterator[Finding]:
    if not case.has("euro"):
        return
    pairs = (rf"{FIGURES}\s*[(,]?\s*(?:soit\s+)?{WORDS}", rf"{WORDS}\s*[(,]?\s*(?:soit\s+)?{FIGURES}")
    for pattern in pairs:
        for match in case.finditer(pattern):
            words = value_of(match["words"])
            if words is not None and words * 100 != amount_of(match["euros"], match["cents"]):
                span = case.view.trim(match.span())
                yield span, f"« {case.quote(span)} » : les lettres disent {words:,} €".replace(",", " ") + ". Accordez les deux écritures."


def _instalments(case: Case) -> Iterator[tuple[Span, list[tuple[int, Span]], list[int]]]:
    """Lists of payments: the lead, the amounts and the percentages of the items."""
    lists: dict[int, list[Span]] = {}
    for unit in case.structure.units:
        if unit.kind == "item" and unit.lead is not None:
            lists.setdefault(unit.lead, []).append(unit.span)
    for lead, items in lists.items():
        head = case.structure.units[lead]
        if len(items) < 2 or not case.search(r"\bvers(?:e|er|ement|ements|ee|ees|era)\b|acompte|echeanc|reglee?|payee?|mandatee?", (max(0, head.span[0]), head.span[1])):
            continue
        amounts = [(amount_of(m["euros"], m["cents"]), m.span()) for span in items if (m := case.search(FIGURES, span))]
        percents = [int(m["p"]) for span in items if (m := case.search(r"\b(?P<p>\d{1,3})\s*%", span))]
        yield head.span, amounts if len(amounts) == len(items) else [], percents if len(percents) == len(items) else []


@rule("versements-total", "error", source="Pratique : les versements font le montant de la subvention", says="La somme des versements n'est pas le montant annoncé.")
def wrong_sum(case: Case) -> Iterator[Finding]:
    if not case.has("€", "euro"):
        return
    for lead, amounts, _ in _instalments(case):
        total = sum(value for value, _ in amounts)
        if not amounts:
            continue
        inside = {span for _, span in amounts}
        others = [amount_of(m["euros"], m["cents"]) for m in case.finditer(FIGURES, case.zones.get("body")) if m.span() not in inside]
        own = [amount_of(m["euros"], m["cents"]) for m in case.finditer(FIGURES, lead)]
        near = [value for value in own or others if total / 2 < value < total * 2]
        if near and total not in (own or others):
            span = amounts[0][1][0], amounts[-1][1][1]
            yield span, f"Les versements font {total / 100:,.2f} €, le texte annonce {near[0] / 100:,.2f} €.".replace(",", " ").replace(".00 ", " ") + " Corrigez l'échéancier ou le montant."


@rule("pourcentages-total", "error", source="Pratique : les parts d'un échéancier font cent pour cent", says="Les pourcentages des versements ne font pas cent pour cent.")
def wrong_percents(case: Case) -> Iterator[Finding]:
    if not case.has("%"):
        return
    for lead, _, percents in _instalments(case):
        if percents and sum(percents) != 100:
            yield case.view.trim(lead), f"« {case.quote(lead)} » : les parts font {sum(percents)} %, et non 100 %. Corrigez l'échéancier."
    for article in case.structure.articles:
        found = list(case.finditer(r"\b(?:acompte|avance|solde|(?:premier|second|deuxieme|troisieme|dernier)\s+versement)\b[^.;%\n]{0,60}?\b(?P<p>\d{1,3})\s*%|\b(?P<q>\d{1,3})\s*%[^.;%\n]{0,30}\b(?:a\s+la\s+signature|a\s+titre\s+d'(?:acompte|avance)|au\s+titre\s+du\s+solde)", article.span))
        parts = [int(m["p"] or m["q"]) for m in found]
        listed = any(case.unit_at(m.start()) is not None and case.unit_at(m.start()).kind == "item" for m in found)  # type: ignore[union-attr]
        if len(parts) > 1 and not listed and sum(parts) != 100 and case.search(r"\bsolde\b[^.;\n]{0,60}%|%[^.;\n]{0,30}\bsolde", article.span):
            span = found[0].start(), found[-1].end()
            yield case.view.trim(span), f"Les parts de l'échéancier font {sum(parts)} %, et non 100 %. Corrigez les pourcentages."


@rule("avenant-sans-reference", "warning", source="Pratique : un avenant nomme l'acte qu'il modifie, avec sa date ou son numéro", says="Un avenant qui n'identifie pas l'accord qu'il modifie.")
def unknown_base(case: Case) -> Iterator[Finding]:
    if not case.is_amendment:
        return
    head = (0, case.zones.get("body", (0, len(case.text)))[0] + 600)
    base = r"\b(?:convention|charte|protocole|contrat|accord|cpom)\b[^.;\n]{0,160}?(?:\bn\s?[°º]\s*\S|\bsignee?\b|\bconclue?\b|\bdu\s+\d|\ben\s+date\s+du|\b20\d\d|\{\{)"
    if not case.search(base, head):
        yield case.title_span, f"« {case.quote(case.title_span)} » : de quel accord ? Nommez l'acte modifié, avec sa date ou son numéro."
