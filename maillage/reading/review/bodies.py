"""Bodies that meet, evaluation, and what is left to be defined."""

from __future__ import annotations

from collections.abc import Iterator

from maillage.foundations import rx
from maillage.foundations.folding import squash
from maillage.foundations.periods import find_rhythm
from maillage.reading.model import Body, Span
from maillage.reading.review.case import ANY_PERIOD, Case, compiled, once, shared
from maillage.reading.review.registry import Finding, finding, rule

_LIVING = "Pratique : une instance vit par sa composition, son rythme et la personne qui la convoque"
_ENOUGH, _REACH = 60, 500
_GROUP = (
    r"(?:comites?|commissions?|cellules?|conferences?|groupes?|instances?|equipes?|conseil\s+des|"
    r"conseil\s+de\s+la\s+vie|assemblee|bureau|collectif|observatoire)\b"
)
_MEMBERS = (
    r"compos|regroup|(?<!se )reunit\b|reunissant|(?<!se )reunissent|rassembl|compren|\bmembres?\b|represent|"
    r"entre\s+(?:les|des|l')|associ(?:e|ent)\b|delegu|particip|siege|preside|forme\w*\s+d"
)
_RHYTHM = (
    r"\bfois\b|chaque\s+(?:an|mois|trim|sem|aut|printemps|ete|hiver|fin|debut|premi|rentree|janvier|"
    r"jour|lundi|mardi|mercredi|jeudi|vendredi)|tous\s+les|toutes\s+les|annuel|trimestr|semestr|"
    r"mensuel|hebdomad|\bpar\s+(?:an|"
    r"mois|semaine)\b|bimestr|en\s+fin\s+d'annee|au\s+moins\s+une"
)
_LEFT_OPEN = (
    r"\b(?:reste\w*|demeure\w*)\s+a\s+(?:definir|preciser|determiner|fixer|convenir)\b|\b(?:sera|"
    r"seront)\s+(?:defini|precis|determin|fix)\w*\s+ulterieurement\b"
)
_EVALUATE = r"\bevalu(?:ation|er|ent|e|era|ee)\w*|\bbilans?\b"
_REGULAR = r"\b(?:rencontres?|reunions?|temps)\s+regulier\w*[^.;:\n]{0,60}"
_ACCOUNT = (
    rf"{_EVALUATE}|rapport\s+(?:annuel|d'activite|d'execution)|"
    r"comptes?[- ]rendus?\s+(?:annuel|d'execution|d'activite|financier)|rend\w*\s+compte|faire\s+le\s+point"
)
_WHEN = (
    rf"{_RHYTHM}|{ANY_PERIOD}\s+(?:avant|apres|suivant)|au\s+terme|a\s+l'issue|a\s+l'expiration|"
    r"a\s+mi-parcours|a\s+l'echeance|avant\s+l[ae']|en\s+fin\s+de|lors\s+du\s+renouvellement|"
    r"\bau\s+mois\s+de|\bcontinue?\b|\btrienn|\bbienn|\bfinale?\b"
)


@shared
def _groups(case: Case) -> list[tuple[Body, list[Span]]]:
    """The groups that meet, with the sentences that name each."""
    groups = []
    for body in case.reading.bodies[:_ENOUGH]:
        name = squash(body.name)
        unit = case.unit_at(body.span[0])
        if not compiled(_GROUP).match(name) or unit is None or case.is_amendment or unit.zone not in ("body", "annex"):
            continue
        words = r"s?\s+".join(rx.escape(word.rstrip("s")) for word in name.split()[:5])
        pattern = once(rx.words(rf"{words}s?\b"))
        spans = [case.sentence_at(m.start()) for m in case.finditer(pattern)] or [case.sentence_at(body.span[0])]
        if not any(case.search(_LEFT_OPEN, span) for span in spans):
            groups.append((body, spans))
    return groups


def _near(case: Case, spans: list[Span]) -> Iterator[Span]:
    """The sentences that name a body, with the words that follow each in its paragraph and the items it announces."""
    for span in spans:
        unit = case.unit_at(span[0])
        end = max(span[1], min(unit.span[1], span[1] + _REACH)) if unit else span[1]
        if case.folded[span[0] : end].rstrip().endswith(":"):
            end = min(len(case.folded), end + _REACH)
        yield span[0], end


@rule("instance-sans-membres", "warning", source=_LIVING, says="Une instance dont la composition n'est pas dite.")
def no_members(case: Case) -> Iterator[Finding]:
    for body, spans in _groups(case):
        if not body.members and not any(case.search(_MEMBERS, span) for span in _near(case, spans)):
            yield finding(
                body.span,
                f"« {case.quote(body.span)} » : qui en est membre ? Dites sa composition, par fonctions, et qui "
                "la préside.",
            )


@rule(
    "instance-sans-rythme",
    "warning",
    source=_LIVING,
    says="Une instance ou des rencontres dont le rythme n'est pas dit.",
)
def no_rhythm(case: Case) -> Iterator[Finding]:
    for body, spans in _groups(case):
        if body.periodicity:
            continue
        if not any(case.search(_RHYTHM, span) or find_rhythm(case.folded, *span) for span in _near(case, spans)):
            yield finding(
                body.span,
                f"« {case.quote(body.span)} » : à quel rythme ? Dites combien de fois par an elle se réunit et "
                "qui la convoque.",
            )
    if not case.is_amendment:
        yield from _regular(case)


def _regular(case: Case) -> Iterator[Finding]:
    """Meetings said to be regular, without a rhythm."""
    for match in case.finditer(_REGULAR, case.zones.get("body", (0, 0))):
        here, sentence = case.view.trim(match.span(), ","), case.sentence_at(match.start())
        if not case.search(_RHYTHM, sentence) and not case.search(_LEFT_OPEN, _lead(case, match.start())):
            yield finding(
                here, f"« {case.quote(here)} » : « régulier » n'est pas un rythme. Dites combien de fois par an."
            )


def _lead(case: Case, offset: int) -> Span:
    unit = case.unit_at(offset)
    if unit is None or unit.lead is None:
        return offset, offset
    return case.structure.units[unit.lead].span


@rule(
    "reste-a-definir",
    "warning",
    source="C. civ. art. 1163 : l'obligation est déterminée ou déterminable",
    says="Un point que le texte laisse à définir, sans dire par qui ni quand.",
)
def left_open(case: Case) -> Iterator[Finding]:
    if not case.has("a defini", "a precis", "a determin", "a fixer", "ulterieur"):
        return
    for match in case.finditer(_LEFT_OPEN, case.zones.get("body", (0, 0))):
        sentence = case.sentence_at(match.start())
        if case.search(
            r"\bpar\s+(?:voie\s+d')?(?:avenant|l[ae]\s|l'|les\s|un\s|une\s)|\bavant\s+l|au\s+plus\s+tard|"
            r"dans\s+(?:le|les|un)\s+(?:delai|\w+\s+mois|mois)",
            (match.start(), sentence[1]),
        ):
            continue
        start = case.search(r"(?:^|[,;(]|\bdont\b)[^,;(]*$", (sentence[0], match.start()))
        span = case.view.trim((start.start() if start else match.start(), match.end()), ",;( ")
        yield finding(
            span,
            f"« {case.quote(span)} » : par qui, et avant quelle date ? Décidez-le maintenant, ou dites "
            "quelle instance en décide.",
        )


@rule(
    "evaluation-absente",
    "advice",
    source="Pratique de l'évaluation partenariale ; loi n° 2000-321, art. 10, pour les subventions",
    says="Aucune évaluation ni bilan de l'accord.",
)
def no_evaluation(case: Case) -> Iterator[Finding]:
    if not case.is_between_bodies or case.reading.terms.evaluation_periodicity:
        return
    body = case.zones.get("body", (0, 0))
    if not any(body[0] <= span[0] < body[1] and case.search(_ACCOUNT, span) for span in case.sentences):
        yield finding(
            case.title_span,
            "Rien ne prévoit de bilan ni d'évaluation. Dites qui dresse le bilan, à quel rythme et devant qui.",
        )


@rule(
    "evaluation-sans-rythme",
    "warning",
    source="Pratique de l'évaluation partenariale : un bilan annuel, une évaluation avant le terme",
    says="Une évaluation annoncée sans date ni rythme.",
)
def evaluation_without_rhythm(case: Case) -> Iterator[Finding]:
    if case.reading.terms.evaluation_periodicity or case.is_amendment or not case.is_between_bodies:
        return
    first = None
    for span in case.sentences:
        unit = case.unit_at(span[0])
        match = case.search(_EVALUATE, span) if unit and unit.zone == "body" else None
        if match and case.search(_WHEN, span):
            return
        if (
            match
            and first is None
            and case.search(
                r"\b(?:convention|charte|protocole|partenariat|accord|contrat|dispositif|actions?|parties|"
                r"signataires)\b",
                span,
            )
        ):
            first = match.span()
    if first:
        yield finding(
            first,
            f"« {case.quote(first)} » : quand ? Fixez un rythme (bilan annuel) ou une date (par exemple six "
            "mois avant le terme).",
        )
