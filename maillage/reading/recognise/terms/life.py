"""When the agreement begins, how long it lasts, when it ends."""

from __future__ import annotations

from maillage.foundations import rx
from maillage.foundations.periods import DATE, PERIOD, date_of, period_of
from maillage.reading.model import Found
from maillage.reading.recognise.terms.sentences import Sentence, Sentences

Effect = tuple[Found[str] | None, Found[str] | None]

_DATE = rx.compile(DATE)
# "Conclue pour une durée de trois ans", "durée : 18 mois", "valable pour un an".
_DURATION = rx.compile(
    r"(?:(?:pour|d'|a)\s*une\s+(?:duree|periode)"
    r"(?:\s+(?:initiale|determinee|maximale|totale|ferme|de\s+validite))?\s+(?:de|d'|fixee\s+a|egale\s+a)|"
    rf"duree(?:\s+(?:de\s+validite|initiale|de\s+(?:la|l'|ce)[\w' ]{{2,50}}|du\s+[\w' ]{{2,50}}))?\s+"
    r"(?:est\s+(?:fixee\s+a|de|d')|sera\s+(?:fixee\s+a|de)|:)|(?:conclue?|valable|etablie?|signee?|passee?|"
    rf"consentie?|prevue?|adoptee?)\s+pour|duree\s*:|pour\s+(?:la\s+)?duree\s+(?:de|d'))\s*(?:l'|la\s+)?{PERIOD}"
)
_YEARS = rx.compile(
    r"(?:conclu|etabli|pass|consenti|valable|prend)[^.;]{0,60}?pour\s+les\s+annees?\s+(?P<first>20\d\d)\s*"
    r"(?:a|-|,|et|/)\s*(?P<last>20\d\d)"
)
# What lasts, in an agreement, besides it: a loan, a stay, a mandate.
_OTHER_DURATION = rx.compile(
    r"(?:pret|periode\s+d'essai|conserv|mandat|delai|sejour|hebergement|maintien|suspension|"
    r"stage\s+(?:est|de)|archiv|location|bail\b|remise|emploi|autorisation|habilitation|garantie|prescription|"
    r"formation|amortis|preavis)"
)
_LONGEST_OR_RENEWED = rx.compile(r"maxim\w+\s*$|renouvel\w+\s*$|reconduit\w*\s*$|reconduct\w*\s*$|prorog\w*\s*$")
_RENEWED = rx.compile(r"(?:reconduit|renouvel|prorog|reconduct)\w*[^,.;]{0,30}$")
# "Prend effet", "entre en vigueur", "à compter du".
_EFFECT_VERB = rx.compile(
    r"(?:pren(?:d|dra|dront|nent|dre)\s+(?:effet|cours)|entre(?:ra|ront|nt|r)?\s+en\s+(?:vigueur|application)|"
    r"(?:produi\w+\s+)?effet|commence(?:ra)?|(?:est|sera)\s+(?:applicable|executoire|effective)|"
    r"a\s+compter\s+d[eu]|debute(?:ra)?|date\s+d'effet)"
)
_SIGNED = rx.compile(r"(?:signature|signe(?:e|s|es)?|jour\s+de\s+sa\s+signature)")
_OTHER_ACT = rx.compile(r"(?:denonciation|resiliation|preavis|retrait|decision|modification|rupture|avenant)\b[^.;]*$")
_EFFECT_OF_LEAVING = rx.compile(r"date\s+d'effet\s+de\s+la\s+(?:denonciation|resiliation|modification)")
_THIS_AMENDMENT = rx.compile(r"present\s+avenant")
_SINCE = rx.compile(r"a\s+compter")
_FROM_DATE = rx.compile(rf"(?:le|au|du|partir\s+du|compter\s+du)\s+(?={DATE})")
_FROM_PUBLICATION = rx.compile(r"publication|approbation|executoire")
_FROM_BLANK = rx.compile(r"(?:le|du|au|date\s+du)\s*(?:\(|\.{2,}|…|_{2,}|\[|\(date|x{2,}|$|\s{2,}|,)")
_FROM_EVENT = rx.compile(
    r"(?:approbation|publication|transmission|caractere\s+executoire|executoire|delivrance|agrement|accord\s+d|"
    r"validation|versement|reception|adoption|remise|installation|ouverture|depot|homologation|visa\b|arrete)"
)
# A form to fill in: "Date de début :", "Date d'effet : ...".
_FORM_FIELD = rx.compile(
    r"^[^\w\n]*+date\s+(?:de\s+debut|d'effet|d'entree\s+en\s+vigueur|de\s+prise\s+d'effet)"
    r"[\w' ]{0,30}:?\s*(?:[._…]*\s*$|(?=\.))",
    rx.M,
)
_END = rx.compile(
    r"(?:jusqu'(?:au|a\s+la\s+date\s+du)|(?:prend(?:ra)?\s+fin|arriv\w+\s+a\s+(?:echeance|son\s+terme|"
    r"expiration)|s'acheve(?:ra)?|expire(?:ra)?|se\s+termine(?:ra)?|echeance\s+(?:est\s+)?(?:fixee|prevue)?|"
    r"pour\s+se\s+terminer|terme\s+(?:est\s+)?fixe|dont\s+le\s+terme\s+est|cesse(?:ra)?\s+"
    rf"(?:de\s+produire\s+(?:ses\s+)?effets?)?)[^.;]{{0,30}}?\s*(?:le|au|du))\s+(?=(?P<date>{DATE}))"
)
_DAY = r"(?:lundi\s+|mardi\s+|mercredi\s+|jeudi\s+|vendredi\s+|samedi\s+|dimanche\s+)?"
_FROM_TO = rx.compile(
    rf"\b(?P<from>du\s+{_DAY})(?:1er|\d{{1,2}})[ /.]\s*[\w/.]+(?:\s+\d{{4}})?\s+(?:inclus\s+)?"
    rf"(?:au|jusqu'au)\s+{_DAY}(?=\d|1er)"
)


def read_effect(sentences: Sentences) -> Effect:
    """What the agreement takes effect from, and the date when it is written."""
    folded = sentences.folded
    for sentence in sentences:
        if not sentence.is_about_agreement:
            continue
        if effect := _from_first_day(sentences, sentence):
            return effect
        start, end = sentence.span
        for verb in _EFFECT_VERB.finditer(sentence.words):
            at = start + verb.start()
            tail = folded[at : min(end, at + len(verb.group()) + 150)]
            if _is_of_another_act(folded[start:at], tail):
                continue
            if effect := _trigger(sentences, tail, at, verb.group()):
                return effect
    field = _FORM_FIELD.search(folded)
    return sentences.found("fixed_date", field.span(), "effect, blank") if field else None, None


def _from_first_day(sentences: Sentences, sentence: Sentence) -> Effect | None:
    """The first of two days: "du 1er janvier 2026 au 31 décembre 2026"."""
    between = _FROM_TO.search(sentences.folded, *sentence.span)
    first = _DATE.match(sentences.folded, between.end("from")) if between else None
    value = date_of(first) if first else None
    if not between or not first or not value:
        return None
    whole = (between.start(), first.end())
    return sentences.found("fixed_date", whole, "effect"), sentences.found(value, first.span(), "effect")


def _is_of_another_act(before: str, tail: str) -> bool:
    """Whether what takes effect is a denunciation, a withdrawal or the like, not the agreement."""
    if _OTHER_ACT.search(before[-90:]) and not _THIS_AMENDMENT.search(before):
        return True
    return _EFFECT_OF_LEAVING.match(tail) is not None


def _trigger(sentences: Sentences, tail: str, at: int, verb: str) -> Effect | None:
    """What starts the agreement, in the words from "prend effet" on, which stand at ``at``."""
    dated, notified, signed = _FROM_DATE.search(tail), tail.find("notifi"), _SIGNED.search(tail)
    whole = (at, at + len(tail))
    if notified >= 0 and not (dated and dated.start() < notified):
        return sentences.found("notification", whole, "effect"), None
    if dated and not (signed and signed.start() < dated.start()):
        date = _DATE.search(tail, dated.end())
        value = date_of(date) if date else None
        words = (at + dated.end(), at + date.end()) if date else whole
        on = sentences.found(value, words, "effect") if value else None
        return sentences.found("fixed_date", whole, "effect"), on
    if signed:
        return sentences.found("last_signature", whole, "effect"), None
    if _SINCE.match(verb):
        return None
    if _FROM_PUBLICATION.search(tail[:90]):
        return sentences.found("other", whole, "effect, other"), None
    if _FROM_BLANK.search(tail):
        return sentences.found("fixed_date", whole, "effect, blank"), None
    return (sentences.found("other", whole, "effect, other"), None) if _FROM_EVENT.search(tail) else None


def read_duration(sentences: Sentences) -> Found[str] | None:
    """How long the agreement lasts, renewals apart."""
    folded = sentences.folded
    for sentence in sentences:
        for match in _DURATION.finditer(folded, *sentence.span):
            before = folded[max(sentence.span[0], match.start() - 60) : match.start()]
            value = period_of(match)
            if value and sentence.is_about_agreement and _is_first(before, match.group()):
                return sentences.found(value, match.span(), "duration")
        years = _YEARS.search(folded, *sentence.span)
        if years and (count := int(years["last"]) - int(years["first"]) + 1) > 0:
            return sentences.found(f"P{count}Y", years.span(), "duration by years")
    return None


def _is_first(before: str, words: str) -> bool:
    """Whether a duration is that of the agreement, not of a renewal nor of what it lends, keeps or hosts."""
    if _OTHER_DURATION.search(before) or _RENEWED.search(before):
        return False
    return not _LONGEST_OR_RENEWED.search(before + words[:28].split(" de ", maxsplit=1)[0])


def read_end_date(sentences: Sentences) -> Found[str] | None:
    """The written date on which the agreement ends."""
    folded = sentences.folded
    for sentence in sentences:
        if not sentence.is_about_agreement:
            continue
        between = _FROM_TO.search(folded, *sentence.span)
        last = _DATE.match(folded, between.end()) if between else None
        if last and (value := date_of(last)):
            return sentences.found(value, last.span(), "end date")
        for match in _END.finditer(folded, *sentence.span):
            if value := date_of(match):
                return sentences.found(value, match.span("date"), "end date")
    return None
