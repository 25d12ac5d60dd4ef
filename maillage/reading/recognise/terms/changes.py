"""How the agreement is changed, and how it is evaluated."""

from __future__ import annotations

from maillage.foundations import rx
from maillage.foundations.periods import find_rhythm
from maillage.reading.model import Found, Span
from maillage.reading.recognise.terms.sentences import Sentence, Sentences

Amendment = tuple[Found[str] | None, Found[str] | None]

_AMEND = rx.compile(r"\bavenants?\b")
_MODIFY = rx.compile(
    r"(?:modifi|revis|revu|complet|ajust|adapt|amend|actualis|reactualis|preciser|evolu|prorog|changement|"
    r"objet\s+d'(?:un|avenant)|possibilite)"
)
_HEADED = rx.compile(r"modif|avenant|revision")
# "Modifiée d'un commun accord": an amendment that does not say its name.
_WRITTEN_AMEND = rx.compile(
    r"(?:modifi|revis)\w*[^.;]{0,80}(?:accord\s+(?:ecrit|commun|des\s+(?:deux\s+)?parties|entre\s+les)|"
    r"d'un\s+commun\s+accord|dans\s+les\s+memes\s+formes)"
)
# An amendment that speaks of itself, or of another text.
_THIS_AMENDMENT = rx.compile(
    r"present\s+avenant\s+(?:a\s+pour|modifi|porte|est|prend|entre)|avenant\s+n\s?°|"
    r"avenant\s+au\s+contrat\s+de\s+(?:sejour|travail)"
)
_MAY_BE_AMENDED = rx.compile(r"present\s+avenant\s+(?:peut|pourra|ne\s+peut)")
_YEARLY_AMENDMENT = rx.compile(r"avenants?\s+annuel|chaque\s+annee|annuellement|annuelle")
_SURE_EVALUATION = rx.compile(r"evaluation|evaluer|evaluent|evaluera|bilan")
_EVALUATE = rx.compile(
    r"(?:evaluation|evaluer|evaluent|bilan|rapport\s+(?:annuel|d'activites?|sur\s+ses\s+activites|d'execution)|"
    r"compte[- ]rendu\s+(?:annuel|d'activite|d'execution)|synthese|revue\s+annuelle|rend\w*\s+compte|"
    r"faire\s+le\s+point|point\s+annuel|suivi\s+annuel|compte\s+rendu\s+annuel)"
)
_NOT_EVALUATION = rx.compile(
    r"(?:bilan\s+(?:comptable|financier|de\s+competences)|comptes?\s+de\s+resultat|entretien\s+annuel|"
    r"evaluation\s+des\s+(?:risques|besoins\s+de\s+la\s+personne)|plus-value|rapport\s+(?:moral|financier))"
)
_EVALUATION_RHYTHMS = ("P1Y", "P6M", "P3M", "P2Y", "P3Y", "P1M")


def read_amendment(sentences: Sentences, kind: str | None) -> Amendment:
    """By what the agreement may be changed, and how often; an avenant speaks first of the agreement that it changes."""
    for sentence in sentences:
        words = sentence.words
        named, written = _AMEND.search(words), _WRITTEN_AMEND.search(words)
        if (kind == "avenant" and not _MAY_BE_AMENDED.search(words)) or (named and _THIS_AMENDMENT.search(words)):
            continue
        changes = named and (_MODIFY.search(words) or _HEADED.search(sentence.heading))
        found = named or written
        if not found or not (changes or written):
            continue
        rhythm = find_rhythm(words) if _YEARLY_AMENDMENT.search(words) else None
        often = sentences.found(rhythm[0], sentence.at(*rhythm[1]), "amendment rhythm") if rhythm else None
        return sentences.found("amendment", sentence.at(*found.span()), "amendment"), often
    return None, None


def read_evaluation(sentences: Sentences) -> Found[str] | None:
    """How often what was done is evaluated; a report on it counts where nothing is called an evaluation."""
    for pattern in (_SURE_EVALUATION, _EVALUATE):
        for sentence in sentences:
            for match in pattern.finditer(sentence.words):
                if _NOT_EVALUATION.match(sentence.words, match.start()):
                    continue
                if found := _with_rhythm(sentences, sentence, match.span()):
                    return found
    return None


def _with_rhythm(sentences: Sentences, sentence: Sentence, words: Span) -> Found[str] | None:
    """An evaluation with the rhythm that stands near it."""
    start, end = sentence.at(*words)
    near = find_rhythm(sentences.folded, max(sentence.span[0], start - 140), min(sentence.span[1], end + 140))
    if near is None or near[0] not in _EVALUATION_RHYTHMS:
        return None
    rhythm, (first, last) = near
    return sentences.found(rhythm, (start, last) if last > start else (first, end), "evaluation")
