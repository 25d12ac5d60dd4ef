"""Grants to associations: what the law of 12 April 2000 asks of the agreement."""

from __future__ import annotations

from collections.abc import Iterator

from maillage.reading.model import Span
from maillage.reading.review.amounts import FIGURES, WORDS
from maillage.reading.review.case import Case, shared, short
from maillage.reading.review.registry import Finding, finding, rule

_LAW = "Loi n° 2000-321 du 12 avril 2000, art. 10"
_GRANT = r"\bsubventions?\b|\bcontribution\s+financiere|\baide\s+financiere|\bparticipation\s+financiere|\bdotation\b"
_MONEY = ("subvention", "financi", "dotation")  # one of them stands in all that tells a grant
_GIVES = r"\b(?:attribu|accord|vers|allou|octroi|apport|contribue|soutient|finance)\w*"
_NEVER = r"\b(?:aucun\w*|ne\s+(?:prevoi|donne|comporte|constitu|verse)\w*|sans)\b"


@shared
def _grant(case: Case) -> Span | None:
    """The words by which a party grants money to an association, None when none does."""
    if not case.has(*_MONEY) or case.is_amendment:
        return None
    if not any(party.nature == "association" for party in case.reading.parties) or not any(
        party.nature == "public" for party in case.reading.parties
    ):
        return None
    for span in case.sentences:
        unit = case.unit_at(span[0])
        if unit is None or unit.zone != "body" or not case.has(*_MONEY, span=span):
            continue
        match = case.search(
            rf"{_GIVES}[^.;]{{0,100}}?(?:{_GRANT})|(?:{_GRANT})[^.;]{{0,80}}?{_GIVES}|"
            rf"\bmontant\s+(?:\w+\s+){{0,2}}de\s+la\s+subvention|contribue\s+financierement",
            span,
        )
        if (
            match
            and not case.search(_NEVER, (span[0], match.end()))
            and not case.search(
                r"convention\w*\s+(?:\w+\s+){0,6}distincte|convention\s+specifique|autre\s+convention", span
            )
        ):
            return case.view.trim(match.span())
    return None


def _bears(case: Case, pattern: str) -> bool:
    return case.search(pattern) is not None


@rule("subvention-sans-montant", "error", source=_LAW, says="Une subvention dont le montant n'est pas écrit.")
def no_amount(case: Case) -> Iterator[Finding]:
    here = _grant(case)
    if here and not _bears(case, rf"{FIGURES}|{WORDS}|\d\s*%|[.…_]{{2,}}\s*(?:€|euros)"):
        yield finding(
            here,
            f"« {case.quote(here)} » : de combien ? La convention doit dire le montant, ou la façon de le calculer.",
        )


@rule(
    "subvention-sans-versement",
    "error",
    source=_LAW,
    says="Une subvention dont les modalités de versement ne sont pas dites.",
)
def no_payment(case: Case) -> Iterator[Finding]:
    here = _grant(case)
    if here and not _bears(
        case,
        r"\b(?:acompte|avance|solde|echeancier|mensualite|trimestrialite)s?\b|"
        r"\bvers\w+[^.;]{0,60}\b(?:en\s+(?:une|deux|trois|quatre|\d)|fois|dans\s+(?:le|les|un)|"
        r"au\s+plus\s+tard|avant\s+le|a\s+compter|des\s+la|apres|selon|a\s+la\s+(?:signature|"
        r"notification)|sur\s+(?:presentation|production))|modalites?\s+de\s+(?:versement|paiement)\b",
    ):
        yield finding(
            here,
            f"« {case.quote(here)} » : versée quand, et en combien de fois ? Écrivez l'échéancier et ce qui "
            "le déclenche.",
        )


@rule(
    "subvention-sans-compte-rendu",
    "error",
    source=f"{_LAW} ; arrêté du 11 octobre 2006 (compte rendu financier dans les six mois)",
    says="Une subvention sans compte rendu financier.",
)
def no_report(case: Case) -> Iterator[Finding]:
    here = _grant(case)
    if here and not _bears(
        case,
        r"comptes?[- ]rendus?\s+financiers?|bilans?\s+financiers?|rapports?\s+financiers?|cerfa|comptes?\s+d'emploi",
    ):
        yield finding(
            here,
            f"« {case.quote(here)} » : rien n'oblige à rendre compte de son emploi. Ajoutez le compte rendu "
            "financier, dû dans les six mois qui suivent l'exercice.",
        )


@rule(
    "subvention-sans-controle",
    "warning",
    source=f"{_LAW} (modifié par la loi n° 2021-875) ; CGCT art. L1611-4",
    says="Une subvention sans droit de contrôle.",
)
def no_control(case: Case) -> Iterator[Finding]:
    here = _grant(case)
    if here and not _bears(case, r"\bcontrol\w+|sur\s+pieces|verification\s+(?:de|sur)|verifier\s+l"):
        yield finding(
            here,
            f"« {case.quote(here)} » : le texte ne permet pas d'en contrôler l'emploi. Ajoutez une clause de "
            "contrôle, sur pièces et sur place.",
        )


@rule(
    "subvention-sans-reversement",
    "advice",
    source=f"{_LAW} : conditions dans lesquelles la part non utilisée est conservée ou reversée",
    says="Rien sur la part de subvention non utilisée.",
)
def no_refund(case: Case) -> Iterator[Finding]:
    here = _grant(case)
    if here and not _bears(
        case,
        r"\brevers|\brestitu|\brembours|\bexcedent|non\s+(?:utilis|consomm|employ)|trop-percu|"
        r"n'a(?:ura)?\s+pas\s+ete\s+utilis",
    ):
        yield finding(
            here,
            f"« {case.quote(here)} » : que devient la part non utilisée ? Dites dans quelles conditions "
            "l'association la garde ou la rend.",
        )


@rule(
    "engagement-republicain-absent",
    "error",
    source="Loi n° 2000-321 du 12 avril 2000, art. 10-1 ; décret n° 2021-1947 du 31 décembre 2021",
    says="Une subvention à une association sans contrat d'engagement républicain.",
)
def no_republican_contract(case: Case) -> Iterator[Finding]:
    here = _grant(case)
    if (
        here
        and not _bears(case, r"engagement\s+republicain")
        and not (case.signed_on and case.signed_on[0] < "2022-01-02")
    ):
        yield finding(
            here,
            f"« {case.quote(here)} » : le texte ne cite pas le contrat d'engagement républicain que "
            "l'association doit souscrire. Ajoutez-le, avec l'information de ses membres.",
        )


@rule(
    "subvention-reconduction-tacite",
    "error",
    source=(
        "Loi n° 2000-321, art. 10 ; circulaire du 29 septembre 2015 (renouvellement au vu de "
        "l'évaluation) ; annualité budgétaire"
    ),
    says="Une subvention reconduite tacitement.",
)
def tacit_grant(case: Case) -> Iterator[Finding]:
    if case.life.tacit and (here := _grant(case)):
        yield finding(
            case.life.tacit,
            f"« {case.quote(case.life.tacit)} » alors que le texte accorde de l'argent (« "
            f"{short(case.quote(here), 60)} ») : chaque année demande un vote. Remplacez par un "
            "renouvellement exprès, après évaluation.",
        )


@rule(
    "avenant-sans-reference",
    "warning",
    source="Pratique : un avenant nomme l'acte qu'il modifie, avec sa date ou son numéro",
    says="Un avenant qui n'identifie pas l'accord qu'il modifie.",
)
def unknown_base(case: Case) -> Iterator[Finding]:
    if not case.is_amendment:
        return
    head = (0, case.zones.get("body", (0, len(case.text)))[0] + 600)
    base = (
        r"\b(?:convention|charte|protocole|contrat|accord|cpom)\b[^.;\n]{0,160}?(?:\bn\s?[°º]\s*\S|"
        r"\bsignee?\b|\bconclue?\b|\bdu\s+\d|\ben\s+date\s+du|\b20\d\d|\{\{)"
    )
    if not case.search(base, head):
        yield finding(
            case.title_span,
            f"« {case.quote(case.title_span)} » : de quel accord ? Nommez l'acte modifié, avec sa date ou son numéro.",
        )
