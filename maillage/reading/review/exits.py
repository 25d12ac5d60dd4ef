"""Leaving before the term, amending, and settling disputes without a judge."""

from __future__ import annotations

from collections.abc import Iterator

from maillage.foundations.periods import PERIOD
from maillage.reading.model import Span
from maillage.reading.review.case import ANY_PERIOD, Case, compiled
from maillage.reading.review.registry import Finding, finding, rule

_FORM = (
    r"recommande|\blrar\b|l\.r\.a\.r|\becrite?s?\b|\bpar\s+(?:simple\s+)?(?:lettre|courrier|courriel|"
    r"acte)|\blettre\b|\bcourriers?\b|notification|notifie"
)
_DELAY = (
    r"preavis|dans\s+le\s+mois|sous\s+\w+\s+(?:jours|mois)|a\s+l'expiration|effet\s+immediat|"
    r"sans\s+delai|sans\s+preavis|a\s+l'echeance|date\s+anniversaire|fin\s+de\s+l'annee"
)
_FROM = (
    r"a\s+compter|a\s+partir|a\s+dater|court\b|courant|courra|commenc|suivant|qui\s+suit|apres\b|"
    r"\bavant\b|reception|envoi|premiere\s+presentation|"
    r"echeance|terme\b|anniversaire|expiration|fin\s+de\s+(?:l'|chaque\s+)annee"
)
_WITH = (
    r"(?:moyennant|sous\s+reserve|sous|avec|(?:le\s+)?respect\w*|apres)\s+(?:d'|de\s+|du\s+|un\s+|"
    r"le\s+)*(?:delai\s+(?:de\s+|d'\s*))?"
)
_RECEIPT = r"(?:accuse|avis|demande\s+d'avis)\s+de\s+reception|reception\s+postal"
_DISPUTE = r"litige|differend|contestation|desaccord|contentieux|tribunal|juridiction|amiable|conciliation|mediation"


def _whole(case: Case, span: Span) -> Span:
    """The sentence with the next one of the same unit, where the notice is often told."""
    unit = case.unit_at(span[0])
    return span[0], min(unit.span[1] if unit else span[1], span[1] + 400)


@rule(
    "sortie-absente",
    "advice",
    source="CE, 27 février 2015, Commune de Béziers, n° 357028 ; C. civ. art. 1212",
    says="Une durée, mais aucune clause pour sortir avant le terme.",
)
def no_exit(case: Case) -> Iterator[Finding]:
    life = case.life
    if case.is_between_bodies and life.bounded and not life.unlimited and not life.exits and not life.faults:
        here = life.durations[0][1] if life.durations else case.heading_span("duree", "effet", "terme")
        yield finding(
            here,
            "Aucune clause ne permet de quitter l'accord avant son terme : entre personnes publiques, seul "
            "un motif d'intérêt général le permettrait. Prévoyez une dénonciation, avec forme et préavis.",
        )


@rule("sortie-sans-preavis", "warning", source="C. civ. art. 1211", says="Une dénonciation possible sans préavis.")
def exit_without_notice(case: Case) -> Iterator[Finding]:
    exits = case.life.exits
    if not exits or any(case.search(_DELAY, _whole(case, span)) or case.search(PERIOD, span) for span in exits):
        return
    if (
        case.reading.terms.notice_period
        or case.reading.terms.non_renewal_notice
        or case.search(rf"preavis[^.;]{{0,60}}{PERIOD}")
    ):
        return
    for span in exits[:1]:
        yield finding(
            span,
            f"« {case.quote(span)} » : sans préavis, le partenaire peut être pris de court. Ajoutez un délai "
            "et son point de départ.",
        )


@rule(
    "preavis-sans-depart",
    "warning",
    source="CPC art. 640, 668 et 669 ; pratique : dire si le préavis court de l'envoi ou de la réception",
    says="Un préavis dont le point de départ n'est pas dit.",
)
def notice_without_start(case: Case) -> Iterator[Finding]:
    if not case.has("preavis"):
        return
    for match in case.finditer(rf"(?:{_WITH})?(?:preavis[^.;]{{0,50}}?\b{ANY_PERIOD}|\b{ANY_PERIOD}\s+de\s+preavis)"):
        sentence = _whole(case, case.sentence_at(match.start()))
        words = compiled(_RECEIPT).sub(lambda m: " " * len(m.group()), case.folded[slice(*sentence)])
        if not compiled(_FROM).search(words, max(0, match.start() - sentence[0] - 40)):
            span = case.view.trim(match.span())
            yield finding(
                span,
                f"« {case.quote(span)} » : à compter de quoi ? Écrivez par exemple « à compter de la réception "
                "de la lettre ».",
            )
            return


@rule(
    "sortie-sans-forme",
    "advice",
    source=(
        "Pratique : l'écrit à date certaine prouve la dénonciation (CPCE art. L100 pour la lettre "
        "recommandée électronique)"
    ),
    says="Une dénonciation dont la forme n'est pas dite.",
)
def exit_without_form(case: Case) -> Iterator[Finding]:
    exits = case.life.exits
    if (
        exits
        and not case.reading.terms.notice_form
        and not any(case.search(_FORM, _whole(case, span)) for span in exits)
    ):
        yield finding(
            exits[0],
            f"« {case.quote(exits[0])} » : sous quelle forme ? Demandez une lettre recommandée avec avis de "
            "réception, qui donne une date certaine.",
        )


@rule(
    "avenant-non-prevu",
    "advice",
    source="C. civ. art. 1193 ; pratique : un avenant suit la même procédure que l'acte initial",
    says="Aucune clause ne dit comment modifier le texte.",
)
def no_amendment(case: Case) -> Iterator[Finding]:
    if not case.is_between_bodies or case.reading.terms.amendment_by or case.has("avenant"):
        return
    if not case.search(
        r"\b(?:modifi|revis)\w*[^.;]{0,80}\b(?:accord|parties|signataires|convention|charte|protocole|contrat|texte)\b"
    ):
        yield finding(
            case.title_span,
            "Rien ne dit comment modifier le texte. Ajoutez une clause d'avenant signé de toutes les "
            "parties, après la même procédure que l'acte initial.",
        )


@rule(
    "litiges-absents",
    "advice",
    source="CRPA art. L421-1 (conciliation, médiation) ; CJA art. R312-11 (lieu d'exécution du contrat)",
    says="Aucune clause sur les litiges.",
)
def no_dispute(case: Case) -> Iterator[Finding]:
    terms = case.reading.terms
    if (
        case.is_between_bodies
        and not (terms.dispute_court or terms.dispute_amicable_first)
        and not case.search(rf"\b(?:{_DISPUTE})")
    ):
        yield finding(
            case.title_span,
            "Le texte ne dit rien des litiges. Ajoutez une étape amiable, puis le tribunal compétent.",
        )


@rule(
    "amiable-absent",
    "advice",
    source="CRPA art. L421-1 ; CJA art. L213-5 et L213-6 (la médiation interrompt les délais)",
    says="Un tribunal désigné sans étape amiable.",
)
def no_amicable_step(case: Case) -> Iterator[Finding]:
    if not case.is_between_bodies or not case.has("tribuna", "juridiction"):
        return
    if case.reading.terms.dispute_amicable_first or case.search(
        r"\bamiable|a\s+l'amiable|conciliat|\bmediat(?:ion|eur)|transaction"
    ):
        return
    for span in case.sentences:
        if (court := case.search(r"\btribuna(?:l|ux)\b|\bjuridictions?\b", span)) and case.search(
            r"litige|differend|contestation|desaccord|contentieux", span
        ):
            yield finding(
                case.view.trim(span),
                f"« {case.quote(span)} » : le juge d'emblée. Prévoyez d'abord une recherche d'accord amiable (le "
                f"« {case.quote(court.span())} » seulement après).",
            )
            return
