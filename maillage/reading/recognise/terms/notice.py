"""How a party leaves: the notice that it gives, and its form."""

from __future__ import annotations

from maillage.foundations import rx
from maillage.foundations.periods import PERIOD, find_period, period_of
from maillage.reading.model import Found
from maillage.reading.recognise.terms.sentences import Sentence, Sentences

Notice = tuple[Found[str] | None, Found[str] | None, Found[str] | None]

_LEAVE = rx.compile(
    r"(?:denonc|resili|mettre\s+fin|met\s+fin|mis\s+fin|retrait|se\s+retirer|retirer|rompre|rupture|sortie|"
    r"preavis|demission|quitter|desengag|volonte\s+contraire|non[- ]renouvel|ne\s+pas\s+(?:renouvel|reconduire))"
)
_LEAVES_HOW = rx.compile(r"preavis|recommand")
_OWN_WILL = rx.compile(
    r"denonc|resili|retir|retrait|mettre\s+fin|met\s+fin|mis\s+fin|preavis|demission|desengag|"
    r"volonte\s+contraire|non[- ]renouvel|ne\s+pas\s+(?:renouvel|reconduire)"
)
# Leaving for the other's fault has its own delays, which are no notice; what else ends has its own too.
_FAULT = rx.compile(
    r"(?:en\s+cas\s+d[e']\s*(?:non[- ]?\s?respect|inexecution|manquement|faute|carence|violation|infraction|"
    r"dissolution|retard|defaut|force\s+majeure|meconnaissance)|mise\s+en\s+demeure|de\s+plein\s+droit|"
    r"inexecution|manquement|non-respect|non\s+respect)"
)
_WITHOUT_REASON = rx.compile(r"a\s+tout\s+moment|sans\s+motif|quel\s+qu'en\s+soit|pour\s+quelque\s+motif|preavis")
_OTHER_END = rx.compile(r"periode\s+d'essai|prestation\s+de|emprunt|bail\s+d")
# The period after "préavis de", or before "avant l'échéance"; a pattern holds each name of a group once.
_PERIOD_FIRST = rx.sub(r"\?P<(\w)\w+>", r"?P<\g<1>2>", PERIOD)
_PREAVIS = rx.compile(
    r"(?:preavis|delai(?:\s+de\s+prevenance)?|respect\s+d'un\s+delai|effet|expiration|"
    rf"au\s+moins|au\s+plus\s+tard|a\s+l'issue\s+d'un\s+delai|apres)[^.;]{{0,60}}?{PERIOD}|"
    rf"{_PERIOD_FIRST}[^.;]{{0,40}}?(?:avant|preavis|a\s+l'avance)"
)
_BEFORE_TERM = rx.compile(
    r"(?:avant|a)\s+(?:l'|la\s+|son\s+|chaque\s+|sa\s+)(?:date\s+|periode\s+)?(?:d')?"
    r"(?:echeance|expiration|terme|anniversaire|fin|renouvel|reconduct)|reconduct|renouvel"
)
_AT_ANY_TIME = rx.compile(r"a\s+tout\s+moment|avant\s+ce\s+terme")
_BEFORE_ITS_TERM = rx.compile(r"avant\s+(?:son|le)\s+terme")
_RENEWED = rx.compile(r"reconduct|reconduit|renouvel")
_SENDS = rx.compile(
    r"denonc|resili|retir|retrait|mettre\s+fin|rompre|rupture|preavis|demission|notifi|volonte\s+contraire"
)
_LETTER = rx.compile(
    r"(?:lettres?|courriers?|pli)\s+(?:\w+\s+){0,2}recommandee?s?|recommandee?\s+avec|\blrar\b|\bl\.r\.a\.r\b|"
    r"envoi\s+recommande|recommande\s+avec|voie\s+recommandee|en\s+recommande\b"
)
_WRITTEN = rx.compile(
    r"(?:par\s+(?:simple\s+)?(?:ecrit|lettre|courrier|courriel|mail|voie\s+ecrite|notification\s+ecrite)|"
    r"notification\s+ecrite|par\s+ecrit|demande\s+ecrite|denonciation\s+ecrite|"
    r"lettre\s+simple|ecrite\s+et\s+motivee)"
)


def read_notice(sentences: Sentences) -> Notice:
    """The notice to leave by one's own will, its form, and the notice that prevents a renewal."""
    period: Found[str] | None = None
    form: Found[str] | None = None
    before_renewal: Found[str] | None = None
    for sentence in sentences:
        if not _is_by_own_will(sentence):
            continue
        if period is None and (period := _period(sentences, sentence)) and _prevents_renewal(sentence):
            before_renewal = period
        form = form or _form(sentences, sentence)
    return period, form, before_renewal


def _is_by_own_will(sentence: Sentence) -> bool:
    """Whether a sentence says how to leave, for no fault of the other."""
    words = sentence.words
    if not _LEAVE.search(words) and not (_LEAVE.search(sentence.heading) and _LEAVES_HOW.search(words)):
        return False
    return not _OTHER_END.search(words) and not (_FAULT.search(words) and not _WITHOUT_REASON.search(words))


def _period(sentences: Sentences, sentence: Sentence) -> Found[str] | None:
    match = _PREAVIS.search(sentences.folded, *sentence.span) if _OWN_WILL.search(sentence.words) else None
    value = _length(match) if match else None
    return sentences.found(value, match.span(), "notice") if match and value else None


def _length(match: rx.Match[str]) -> str | None:
    if match["unit"]:
        return period_of(match)
    found = find_period(match.group())
    return found[0] if found else ("P7D" if "semaine" in match.group() else None)


def _prevents_renewal(sentence: Sentence) -> bool:
    """Whether a notice prevents a renewal: "trois mois avant l'échéance", unless one may leave at any time."""
    words = sentence.words
    at_any_time = _AT_ANY_TIME.search(words) or (_BEFORE_ITS_TERM.search(words) and not _RENEWED.search(words))
    return bool(_BEFORE_TERM.search(words)) and not at_any_time


def _form(sentences: Sentences, sentence: Sentence) -> Found[str] | None:
    if not _SENDS.search(sentence.words):
        return None
    if letter := _LETTER.search(sentence.words):
        return sentences.found("registered_letter", sentence.at(*letter.span()), "notice form")
    if written := _WRITTEN.search(sentence.words):
        return sentences.found("written", sentence.at(*written.span()), "notice form, written")
    return None
