"""How a dispute is settled: amicably first, and before which court."""

from __future__ import annotations

from maillage.foundations import rx
from maillage.reading.model import Found
from maillage.reading.recognise.terms.sentences import Sentence, Sentences

_DISPUTE = rx.compile(r"(?:litige|differend|contestation|desaccord|contentieux|conflit)")
_DISPUTE_HEADING = rx.compile(r"litige|differend|contentieux|recours|contestation|juridiction")
_AMICABLE = rx.compile(r"(?:amiable|conciliat|mediat|transaction|a\s+l'amiable)")
_COURT = rx.compile(
    r"(?:tribuna(?:l|ux)\s+(?:administratif|judiciaire|de\s+grande\s+instance|d'instance|"
    r"competent|de\s+commerce|territorialement|des\s+conflits)|tribunal\b|juridictions?\s+"
    r"(?:administratives?|competentes?|judiciaires?|francaises?)|juge\s+administratif|cour\s+administrative)"
)
_BEFORE_COURT = rx.compile(r"concilia|recours\s+administratif\s+aupres")
_COURT_END = rx.compile(
    r"[.;]|\s(?:dans|apres|qui|sis|situe|seul|par|sera|est|conformement|lorsque|competents?\s+pour)\b"
)


def read_dispute(sentences: Sentences) -> tuple[Found[bool] | None, Found[str] | None]:
    """Whether an agreement is sought first, and the court, as written."""
    amicable: Found[bool] | None = None
    court: Found[str] | None = None
    for sentence in sentences:
        words = sentence.words
        if not _DISPUTE.search(words) and not _DISPUTE_HEADING.search(sentence.heading):
            continue
        if amicable is None and (match := _AMICABLE.search(words)):
            amicable = sentences.found(True, sentence.at(*match.span()), "amicable")
        court = court or _court(sentences, sentence)
    return amicable, court


def _court(sentences: Sentences, sentence: Sentence) -> Found[str] | None:
    """The court that a sentence names, unless only after another recourse."""
    place = _COURT.search(sentence.words)
    if not place or _BEFORE_COURT.search(sentence.words[: place.start()]):
        return None
    view, (start, name_end) = sentences.view, sentence.at(*place.span())
    stop = _COURT_END.search(view.folded, name_end, sentence.span[1])
    name = view.quote(view.trim((start, stop.start() if stop else sentence.span[1]), also=".,;"))
    return sentences.found(name, (start, sentence.span[1]), "court")
