"""What the text says of its own life, read once for the rules on term, exit and renewal.

Stricter than the recognised terms: a rule that accuses must be sure that the words are about the agreement itself.
"""

from __future__ import annotations

import datetime

from maillage.foundations import rx
from maillage.foundations.periods import DATE, PERIOD, date_of, period_of
from maillage.foundations.records import dataclass
from maillage.reading.model import Span
from maillage.reading.review.case import ANY_DATE, Case, compiled

Dated = tuple[str, Span]

_IT = (
    r"\b(?:(?:presente?|cette|la|le|l'|ladite|ledit)\s*(?:presente?\s+)?(?:convention|charte|"
    r"protocole|contrat|accord|cpom|avenant|texte|partenariat)|presente?\s+[a-z]\w+)\b"
)
_ITS_LIFE = r"duree|effet|vigueur|validite|terme\b|renouvel|reconduct"
_DURATION = (
    rf"(?:(?:duree|periode)\s+(?:\w+\s+){{0,5}}?(?:de|d'|fixee\s+a|:|est\s+de|est\s+fixee\s+a)\s*|"
    r"(?:conclu|etabli|consenti|prevu|signe|passe|souscrit)\w*\s+pour\s+(?:(?:une\s+)?(?:duree|"
    rf"periode)\s+(?:\w+\s+){{0,2}}?(?:de\s+|d'))?){PERIOD}"
)
_NOT_DURATION = (
    r"renouvel|recondu|prorog|prolong|maxim|conserv|archiv|delai|sejour|stage|mandat|design|elu|nomm|"
    r"preavis|formation|hebergement|suspen|pret"
)
_TACIT = (
    r"\btacit\w*|\b(?:reconduit|renouvel)\w*\s+automatiquement|\bautomatiquement\s+(?:reconduit|"
    r"renouvel)\w*|\b(?:renouvellement|reconduction)\s+automatique"
)
_NOT_TACIT = (
    r"(?:\b(?:ne|n'\w+|sans|exclu\w*|exclusion|aucune?|ni|pas|non)\b[^.;]{0,60}?\btacit)|"
    r"tacit\w*[^.;]{0,40}?\b(?:exclu|interdit)|pas\s+(?:de\s+)?(?:reconduct|renouvel)"
)
_LEAVE = rx.words(
    "denonc",
    "resili",
    r"met(?:tre|tent|tra|tront)?\s+fin\b",
    r"mise?\s+fin\b",
    r"se\s+(?:retirer|retire|desengager)",
    r"retrait\s+d(?:'une?|e\s+l'une)\s+(?:des\s+)?(?:partie|signataire|partenaire)",
    r"r(?:ompre|upture\s+(?:\w+\s+)?d[eu])\s*(?:la\s+|le\s+|l')?(?:presente?\s+)?"
    r"(?:convention|contrat|charte|protocole|accord|partenariat)",
    r"quitter\s+(?:la|le|l')\s*(?:presente?\s+)?(?:convention|charte|protocole|partenariat)",
)
_ENDING = rx.words("denonc", "resili", r"retrait\b") + "|preavis"
_FAULT = (
    r"en\s+cas\s+d[e'u]\s*(?:non|inexec|manque|faute|carence|viol|dissol|retard|defaut|force|mecon|"
    r"liquid|cessat|dispar)|mise\s+en\s+demeure|inexecution|manquement|\bfaute\b|non[- ]respect|"
    r"de\s+plein\s+droit"
)
_OTHER_END = (
    r"(?:bail|affectation|stage|contrat\s+de\s+travail|contrat\s+de\s+sejour|subvention|hebergement|"
    r"prise\s+en\s+charge|accueil\b|mandat|fonctions)"
)
_START = (
    r"(?:prend(?:ra|re)?\s+(?:effet|cours)|entre(?:ra|r)?\s+en\s+(?:vigueur|application)|"
    r"date\s+d'effet|date\s+de\s+debut|debute(?:ra)?|commence(?:ra)?|a\s+compter\s+d|a\s+partir\s+d|"
    r"a\s+dater\s+d|des\s+(?:sa|la|leur)\s+\w+|executoire|applicable\s+(?:a|des|au)|valable\s+(?:a|"
    r"du|des|jusqu)|le\s+jour\s+de|pour\s+les\s+annees|"
    rf"\bdu\s+{ANY_DATE}\s+au\b)"
)


_TAKES_EFFECT = (
    r"(?:prend(?:ra|re)?\s+effet|entre(?:ra|r)?\s+en\s+vigueur|date\s+d'effet|a\s+compter|debute(?:ra)?|"
    r"conclue?\s+(?:pour\s+[^.;]{0,60}))"
)
_ENDS = (
    r"(?:jusqu'(?:au|a\s+la\s+date)|s'acheve(?:ra)?|prend(?:ra)?\s+fin|expire(?:ra)?|"
    rf"arrive(?:ra)?\s+a\s+(?:echeance|expiration|(?:son\s+)?terme)|se\s+termine(?:ra)?|\bdu\s+{ANY_DATE}\s+au)"
)
_UNLIMITED = r"duree\s+(?:indeterminee|illimitee)|sans\s+limit\w+\s+de\s+duree|a\s+perpetuite|" + rx.words(
    r"perpetuell\w+"
)
_FORM = (
    r"date\s+de\s+fin\b|duree\s+d[ue]\s+[\w' ]{0,30}:?\s*$|pour\s+la\s+duree\s+(?:d[eu]|restant)|"
    r"prenant\s+fin\s+le|pour\s+les\s+annees\s+20\d\d|restant\s+a\s+courir"
)


@dataclass(frozen=True, slots=True)
class Life:
    """The life of an agreement: durations (ISO 8601, with their words), whether it has a start and a term, its
    exits and its tacit renewal.
    """

    durations: tuple[Dated, ...]
    bounded: bool
    unlimited: Span | None
    started: bool
    effect: Dated | None
    on_signature: bool
    end: Dated | None
    tacit: Span | None
    exits: tuple[Span, ...]
    faults: tuple[Span, ...]


def read_life(case: Case) -> Life:
    """The life of the agreement under review."""
    durations = tuple(_durations(case))
    exits, faults = _exits(case)
    about = _about(case)
    end = _after(case, about, _ENDS)
    effect = _after(case, about, _TAKES_EFFECT, r"(?:le|au|du|a\s+compter\s+du|a\s+partir\s+du)")
    signing = r"(?:effet|vigueur|a\s+compter|a\s+partir|a\s+dater|des)\b[^.;]{0,60}\bsign(?:e|ature)"
    return Life(
        durations=durations,
        bounded=_is_bounded(case, durations, end),
        unlimited=_unlimited(case),
        started=_is_started(case, about, durations),
        effect=effect,
        on_signature=any(case.search(signing, span) for span in about),
        end=end,
        tacit=_tacit(case),
        exits=exits,
        faults=faults,
    )


def _is_bounded(case: Case, durations: tuple[Dated, ...], end: Dated | None) -> bool:
    """Whether the text says how long it lasts, even in a form to fill in."""
    terms = case.reading.terms
    return bool(durations or end or terms.duration or terms.end_date or case.search(_FORM))


def _unlimited(case: Case) -> Span | None:
    if not case.has("indeterminee", "illimitee", "limit", "perpetu"):
        return None
    match = case.search(_UNLIMITED)
    return match.span() if match else None


def _is_started(case: Case, about: list[Span], durations: tuple[Dated, ...]) -> bool:
    """Whether the text says from when it binds."""
    trigger = case.reading.terms.effect_trigger
    if trigger and not case.search(_ENDING, case.sentence_at(trigger.span[0])):
        return True
    return any(case.search(_START, span) for span in (*about, *(case.sentence_at(at) for _, (at, _) in durations)))


def _about(case: Case) -> list[Span]:
    """The sentences that tell the life of the agreement: they name it, or stand under a heading on its life."""
    if not case.has("effet", "vigueur", "duree", "compter", "conclu", "jusqu'au", "fin le", "partir", "annees"):
        return []
    telling = compiled(
        r"vigueur|duree|a\s+compter|a\s+partir\s+d|conclu|jusqu'au|s'acheve|prend(?:ra)?\s+fin|"
        r"expire|se\s+termine|debut|pour\s+les\s+annees|" + rx.words("effet", r"au\s+\d")
    )
    found = []
    for span in case.sentences:
        words = case.folded[slice(*span)]
        if compiled(_ENDING).search(words):
            continue
        if telling.search(words) and (
            compiled(_IT).search(words) or compiled(_ITS_LIFE).search(case.heading_over(span[0]))
        ):
            found.append(span)
    return found


def _durations(case: Case) -> list[Dated]:
    found = []
    for span in case.sentences:
        words = case.folded[slice(*span)]
        if "duree" not in words and " pour " not in words:
            continue
        if not (compiled(_IT).search(words) or compiled(_ITS_LIFE).search(case.heading_over(span[0]))):
            continue
        for match in case.finditer(_DURATION, span):
            before = case.folded[max(span[0], match.start() - 60) : match.start("unit")]
            value = period_of(match)
            if value and not compiled(_NOT_DURATION).search(before):
                found.append((value, case.view.trim(match.span())))
    return found


def _after(case: Case, about: list[Span], opening: str, joint: str = r"(?:le|au)?") -> Dated | None:
    """The first date that follows ``opening`` closely, in the sentences ``about`` the life of the agreement."""
    for span in about:
        for match in case.finditer(rf"{opening}[^.;]{{0,40}}?\s{joint}\s*(?={ANY_DATE})", span):
            before = case.folded[max(span[0], match.start() - 60) : match.start()]
            date = compiled(DATE).match(case.folded, match.end())
            value = date_of(date) if date else None
            if date and value and not compiled(r"denonc|resili|preavis|modific|retrait|decision").search(before):
                return value, date.span()
    return None


def _tacit(case: Case) -> Span | None:
    if not case.has("tacit", "automati"):
        return None
    for span in case.sentences:
        match = case.search(_TACIT, span)
        if match and case.search(r"reconduct|reconduit|renouvel|prorog", span) and not case.search(_NOT_TACIT, span):
            start = case.search(
                r"(?:renouvelable|reconductible|(?:renouvel|recondu)\w*|"
                r"avec)[^.;]{0,60}?\btacit\w*(?:\s+(?:reconduction|renouvellement))?|"
                r"\btacit\w*\s+(?:reconduction|renouvel\w+|recondui\w+)|reconduction\s+tacite",
                span,
            )
            return case.view.trim(start.span() if start else match.span())
    return None


def _exits(case: Case) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
    """Sentences by which a party may leave by its own will, and those that end the agreement for fault."""
    exits: list[Span] = []
    faults: list[Span] = []
    if case.has("denonc", "resili", " fin ", "retir", "retrait", "romp", "rupture", "quitt"):
        for span in case.sentences:
            match = case.search(_LEAVE, span)
            words = case.folded[slice(*span)]
            if not match or not (
                compiled(_IT).search(words)
                or compiled(r"\b(?:elle|il|celle-ci|celui-ci|partie|signataire|partenaire)s?\b").search(words)
            ):
                continue
            if compiled(_OTHER_END).search(words) and not compiled(_IT).search(words):
                continue
            (faults if case.search(_FAULT, span) else exits).append(span)
    return tuple(exits), tuple(faults)


def add_period(day: str, period: str) -> datetime.date:
    """The day that bears the same number after ``period`` (ISO 8601, one unit), else the last of its month (CPC
    art. 641).
    """
    start = datetime.date.fromisoformat(day)
    number, unit = int(period[1:-1]), period[-1]
    if unit == "D":
        return start + datetime.timedelta(days=number)
    months = start.month - 1 + number * (12 if unit == "Y" else 1)
    year, month = start.year + months // 12, months % 12 + 1
    last = (datetime.date(year + month // 12, month % 12 + 1, 1) - datetime.timedelta(days=1)).day
    return datetime.date(year, month, min(start.day, last))
