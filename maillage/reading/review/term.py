"""Start, duration, end and renewal."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from maillage.foundations.periods import PERIOD
from maillage.reading.model import Span
from maillage.reading.review.authority import french
from maillage.reading.review.case import Case, compiled
from maillage.reading.review.life import add_period
from maillage.reading.review.registry import Finding, finding, rule

_LENGTH = (
    r"chaque\s+annee|annuel|d'annee\s+en\s+annee|tous\s+les\s+ans|par\s+(?:an|annee)\b|(?:meme|"
    r"memes)\s+(?:duree|periode)|duree\s+(?:identique|equivalente|egale|similaire)|"
    r"par\s+(?:nouvelles?\s+)?(?:periode|tranche)s?|pour\s+l'annee|dans\s+la\s+limite|sans\s+(?:pouvoir|que)"
)
_LIMIT = (
    r"\bfois\b|limite|maxim|au\s+plus|sans\s+(?:pouvoir|que)|jusqu'(?:au|en)\b|total|n'?excede|"
    r"ne\s+(?:peut|pourra)\s+exceder"
)


def _around(case: Case, span: Span, after: int = 1) -> Span:
    """The sentence of ``span`` with those that follow it in the same article."""
    sentence = case.sentence_at(span[0])
    index = case.sentences.index(sentence) if sentence in case.sentences else len(case.sentences)
    last = sentence
    for following in case.sentences[index + 1 : index + 1 + after]:
        if case.heading_over(following[0]) == case.heading_over(sentence[0]):
            last = following
    return sentence[0], last[1]


def _renewal_length(case: Case, tacit: Span) -> bool:
    sentence = _around(case, tacit)
    if case.reading.terms.renewal_period or case.search(_LENGTH, (case.sentence_at(tacit[0])[0], sentence[1])):
        return True
    for match in case.finditer(PERIOD, (tacit[1], sentence[1])):
        before, after = (
            case.folded[max(tacit[1], match.start() - 40) : match.start()],
            case.folded[match.end() : match.end() + 30],
        )
        if not compiled(r"preavis|au\s+moins|delai|moyennant").search(before) and not compiled(
            r"\s*(?:au\s+moins\s+)?(?:avant|de\s+preavis|a\s+l'avance)"
        ).match(after):
            return True
    return False


@rule(
    "reconduction-sans-duree",
    "warning",
    source="C. civ. art. 1214 et 1215",
    says="Une reconduction tacite dont la longueur n'est pas dite.",
)
def renewal_without_length(case: Case) -> Iterator[Finding]:
    tacit = case.life.tacit
    if tacit and not _renewal_length(case, tacit):
        yield finding(
            tacit,
            f"« {case.quote(tacit)} » : pour combien de temps ? Faute de durée écrite, le texte reconduit "
            "devient à durée indéterminée. Dites la durée et le nombre des reconductions.",
        )


@rule(
    "reconduction-sans-limite",
    "advice",
    source=(
        "C. civ. art. 1210 (pas d'engagement perpétuel) ; pratique des collectivités : un terme au-delà "
        "duquel on délibère à nouveau"
    ),
    says="Une reconduction tacite dont le nombre n'est pas limité.",
)
def renewal_without_limit(case: Case) -> Iterator[Finding]:
    tacit = case.life.tacit
    if (
        tacit
        and case.is_between_bodies
        and _renewal_length(case, tacit)
        and not case.search(_LIMIT, _around(case, tacit))
    ):
        yield finding(
            tacit,
            f"« {case.quote(tacit)} » sans limite de nombre : le texte peut se prolonger indéfiniment sans "
            "nouvelle décision. Fixez un nombre de reconductions ou une durée totale.",
        )


@rule(
    "reconduction-sans-opposition",
    "warning",
    source="C. civ. art. 1211 et 1215",
    says="Une reconduction tacite que le texte ne permet pas d'empêcher.",
)
def renewal_without_refusal(case: Case) -> Iterator[Finding]:
    tacit = case.life.tacit
    if (
        tacit
        and not case.life.exits
        and not case.search(
            r"\bsauf\b|a\s+defaut\s+d|faute\s+d|denonc|oppos|resili|volonte\s+contraire", _around(case, tacit)
        )
    ):
        yield finding(
            tacit,
            f"« {case.quote(tacit)} » : rien ne dit comment une partie peut s'y opposer. Ajoutez une "
            "dénonciation avant l'échéance, avec un délai et une forme.",
        )


@rule("terme-absent", "warning", source="C. civ. art. 1210 et 1211", says="Ni durée, ni terme, ni moyen de sortir.")
def no_term(case: Case) -> Iterator[Finding]:
    life = case.life
    if not case.is_between_bodies or (life.bounded and not life.unlimited) or life.exits or life.faults:
        return
    here = life.unlimited or case.heading_span("duree", "effet", "vie de", "dispositions finales")
    what = (
        f"« {case.quote(here)} » et aucune clause de sortie"
        if life.unlimited
        else "Le texte n'a ni durée, ni terme, ni clause de sortie"
    )
    yield finding(
        here,
        f"{what} : personne ne sait quand il finit ni comment le quitter. Fixez une durée, ou une "
        "dénonciation avec préavis.",
    )


@rule("engagement-perpetuel", "error", source="C. civ. art. 1210", says="Un engagement perpétuel.")
def perpetual(case: Case) -> Iterator[Finding]:
    if not case.has("perpetu"):
        return
    for match in case.finditer(
        r"\ba\s+perpetuite\b|\b(?:duree|engagements?|convention)\s+perpetuel\w*|\bperpetuellement\b"
    ):
        before = case.folded[max(0, match.start() - 60) : match.start()]
        if not compiled(r"\b(?:ni|ne|n'\w+|sans|pas|prohib|interdi)").search(before):
            yield finding(
                match.span(),
                f"« {case.quote(match.span())} » : les engagements perpétuels sont prohibés. Fixez une durée ou "
                "permettez à chacun de partir avec un préavis.",
            )


@rule(
    "effet-absent",
    "warning",
    source="Pratique : sans point de départ, ni le terme ni les préavis ne se calculent (CPC art. 640 et 641)",
    says="Une durée sans point de départ.",
)
def no_start(case: Case) -> Iterator[Finding]:
    life = case.life
    if life.durations and not life.started and not life.end and not case.is_amendment:
        yield finding(
            life.durations[0][1],
            f"« {case.quote(life.durations[0][1])} » : à partir de quand ? Dites si le texte prend effet à "
            "la dernière signature, à la notification ou à une date fixe.",
        )


@rule(
    "durees-differentes",
    "error",
    source="Pratique : un texte ne dit sa durée qu'une fois (C. civ. art. 1212)",
    says="Le texte donne deux durées différentes à l'accord.",
)
def two_durations(case: Case) -> Iterator[Finding]:
    firsts = case.life.durations[:1]
    for value, span in case.life.durations[1:]:
        if firsts and _days(value) != _days(firsts[0][0]):
            yield finding(
                span,
                f"« {case.quote(span)} » ici, mais « {case.quote(firsts[0][1])} » plus haut. Gardez une seule durée.",
            )
            return


def _days(period: str) -> int:
    return int(period[1:-1]) * {"Y": 360, "M": 30, "D": 1}[period[-1]]


@rule(
    "terme-incoherent",
    "error",
    source="CPC art. 641 ; C. civ. art. 1212",
    says="La date de fin ne correspond pas à la date d'effet et à la durée.",
)
def wrong_end(case: Case) -> Iterator[Finding]:
    life = case.life
    if not (life.effect and life.end and life.durations) or len({_days(value) for value, _ in life.durations}) > 1:
        return
    due, end = add_period(life.effect[0], life.durations[0][0]), datetime.date.fromisoformat(life.end[0])
    if life.end[1] != life.effect[1] and abs((due - datetime.timedelta(days=1) - end).days) > 1:
        yield finding(
            life.end[1],
            f"« {case.quote(life.durations[0][1])} » à compter du {french(life.effect[0])} mène au "
            f"{french(due.isoformat())}, ou à la veille, et non au « {case.quote(life.end[1])} ». Accordez "
            "la durée et les dates.",
        )


@rule(
    "suite-non-prevue",
    "advice",
    source="C. civ. art. 1212 et 1213 : nul ne peut exiger le renouvellement ; la prorogation se décide avant le terme",
    says="Rien sur ce qui suit le terme : ni renouvellement, ni prorogation.",
)
def no_sequel(case: Case) -> Iterator[Finding]:
    life = case.life
    if (
        not case.is_between_bodies
        or life.unlimited
        or case.has(
            "reconduct",
            "reconduit",
            "renouvel",
            "prorog",
            "nouvelle convention",
            "nouvelle charte",
            "nouveau protocole",
        )
    ):
        return
    here = life.durations[0][1] if life.durations else life.end[1] if life.end else None
    if here:
        yield finding(
            here,
            f"« {case.quote(here)} », et rien sur la suite : le partenariat s'éteint sans bruit. Dites s'il "
            "peut être renouvelé, par qui et combien de mois avant le terme on en décide.",
        )


@rule(
    "cpom-trop-long",
    "error",
    source="CASF art. L313-11 (cinq ans au plus)",
    says="Un contrat pluriannuel d'objectifs et de moyens de plus de cinq ans.",
)
def long_cpom(case: Case) -> Iterator[Finding]:
    if case.reading.kind == "cpom" and case.life.durations and _days(case.life.durations[0][0]) > 5 * 360:
        span = case.life.durations[0][1]
        yield finding(
            span, f"« {case.quote(span)} » : un CPOM ne peut dépasser cinq ans. Ramenez la durée à cinq ans au plus."
        )


@rule(
    "cpo-trop-longue",
    "warning",
    source=(
        "Circulaire du 29 septembre 2015 relative aux nouvelles relations entre les pouvoirs publics et "
        "les associations, annexe 3 (quatre ans)"
    ),
    says="Une convention pluriannuelle d'objectifs de plus de quatre ans.",
)
def long_grant(case: Case) -> Iterator[Finding]:
    if case.reading.kind == "com" and case.life.durations and _days(case.life.durations[0][0]) > 4 * 360:
        span = case.life.durations[0][1]
        yield finding(
            span,
            f"« {case.quote(span)} » : les conventions pluriannuelles d'objectifs ne dépassent pas quatre "
            "ans. Raccourcissez, puis renouvelez au vu de l'évaluation.",
        )
