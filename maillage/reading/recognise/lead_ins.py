"""Phrases that announce a list of undertakings. Reads: a unit that has items under it. Writes: who bears the items, and whether it is one itself."""

from __future__ import annotations

from dataclasses import dataclass

from maillage.foundations import rx
from maillage.reading.model import Span
from maillage.reading.normalise import View
from maillage.reading.recognise.actors import Actors, Bearers
from maillage.reading.vocabulary.verbs import first_verb, is_infinitive

_HEADING = rx.compile(
    r"(?:(?:les\s+)?(?:engagements?|obligations?|devoirs?|responsabilites|missions|roles?(?:\s+et\s+(?:engagements?|missions|obligations))?|charges|contributions?|participation|apports?)\s+(?:\w+\s+){0,3}?(?:de\s+l'|de\s+la|du|des|d'|de)\b)|(?:les\s+)?engagements?\s+(?:reciproques|communs|mutuels|partages|conjoints|des\s+(?:parties|partenaires|signataires))"
)
_MUTUAL = rx.compile(r"\b(?:engagements?|obligations?)\s+(?:reciproques|communs|mutuels|partages|conjoints|respectifs)")
_MORE = rx.compile(r"\b(?:et\s+)?(?:notamment|en\s+particulier|entre\s+autres?|a\s+ce\s+titre|pour\s+ce\s+faire|a\s+cet\s+effet|c'est[- ]a[- ]dire)\b\s*(?:a|de|d'|,)?\s*:?\s*$")


_ONLY_A_VERB = rx.compile(r"\s*,?\s*(?:s'engage(?:nt)?|doi(?:t|vent)|devra|devront|est\s+tenue?|sont\s+tenue?s)?\s*(?:a|de|d')?\s*[:.…]*\s*")


@dataclass(slots=True, eq=False, repr=False)
class LeadIn:
    """Who bears the items; ``whole``: the phrase also says an undertaking complete in itself; ``binds``: its verb is one of undertaking."""

    bearers: Bearers
    whole: bool
    heading: bool = False
    binds: bool = True


def read_heading(view: View, span: Span, actors: Actors) -> LeadIn | None:
    """A heading (or label) of undertakings: "Engagements des associations :", "Obligations du bailleur", "Engagements réciproques"."""
    start, end = view.trim(span, also=" :.-–—…")
    if end - start > 160 or start >= end:
        return None
    words = view.folded[start:end]
    if _MUTUAL.search(words):
        return LeadIn(actors.everybody, False, True)
    match = _HEADING.match(words)
    if match:
        phrases = actors.phrases(start + match.end() - 6, end)
        return LeadIn(phrases[0].bearers, False, True) if phrases and phrases[0].bearers else None
    phrase = actors.phrase_at(start)
    if phrase and phrase.bearers and phrase.end <= end and _ONLY_A_VERB.fullmatch(view.folded, phrase.end, end):
        return LeadIn(phrase.bearers, False, True)
    return None


def read_lead_in(view: View, span: Span, clause_bearers: Bearers | None, actors: Actors, before: Bearers) -> LeadIn | None:
    """A phrase ended by a colon that announces undertakings: "La commune s'engage à :", "Ils :", "Le centre poursuit les objectifs suivants :"."""
    words = view.folded[slice(*span)].rstrip(" \n")
    if not words.endswith((":", "…", "...")) and not rx.search(r"s'engage(?:nt)?(?:\s+a)?$", words):
        return None
    if rx.search(r"\bqui\s+s'engage(?:nt)?[^,]{0,20}[:…]$", words):
        return None
    body = words.rstrip(" :….")
    if rx.fullmatch(r"\W*(?:[^,:.]{2,60},\s*)?(?:ils|elles|il|elle)\s*", body):
        return LeadIn(before, False) if before else None
    phrase = actors.phrase_at(span[0])
    if phrase and phrase.end >= span[0] + len(body) - 2:
        return LeadIn(phrase.bearers, False) if phrase.bearers else None
    last = [phrase for phrase in actors.phrases(*span) if phrase.end >= span[0] + len(body) - 1]
    if last and last[-1].bearers and clause_bearers is None and rx.search(r",\s*$", view.folded[span[0] : last[-1].start]):
        return LeadIn(last[-1].bearers, False)
    if clause_bearers is None:
        return _duties_are(view, span, actors)
    return LeadIn(clause_bearers, bool(_MORE.search(words)) and _complete(body))


def _duties_are(view: View, span: Span, actors: Actors) -> LeadIn | None:
    """"Les obligations du responsable de l'organisme d'accueil sont notamment de :"."""
    match = _HEADING.match(view.folded, *span)
    phrases = actors.phrases(match.end() - 6, span[1]) if match else []
    return LeadIn(phrases[0].bearers, False) if phrases and phrases[0].bearers else None


def _complete(body: str) -> bool:
    """Whether the phrase before "notamment :" already says what is undertaken."""
    match = rx.search(r"(?:s'engage(?:nt)?[^:]{0,60}?\b(?:a|de)|charge[^:]{0,20}\bde|tenu[^:]{0,12}\b(?:de|a)|doi(?:t|vent)|devra|devront|^\W*a)\s+(?P<act>[\w' -]{12,})", body)
    return bool(match)


def is_act(folded: str) -> bool:
    """Whether an item opens with an act: an infinitive (with "à", "de" or "ne pas"), or a finite verb."""
    words = folded.strip(" «\"")
    if rx.match(r"(?:en\s+)?(?:[a-z']{1,4}\s*)?[a-z]{3,}ant\b(?!\s+de\b)", words) and not rx.match(r"(?:pendant|durant|avant|tant|cependant|enfant|habitant|montant|restant|suivant|representant|avant|autant|concernant|quant)", words):
        return True
    match = rx.match(r"(?:(?:a|de|d')\s*)?(?:ne\s+(?:pas|plus|jamais)\s+)?(?:(?:notamment|en\s+outre|egalement|systematiquement|regulierement|auto)\s*,?\s+)?(?:(?:se|s'|en|y|l'|le|la|les|lui|leur|leurs)\s*){0,2}(?P<verb>[a-z-]+)", words)
    if match and is_infinitive(match["verb"]):
        return True
    if rx.match(r"(?:l[ea]s?|un|une|des|du|au|aux|ce|cette|toute?|chaque)\s|l'", words):
        return False
    verb = first_verb(words, 0, min(len(words), 40))
    return bool(verb and verb[0] <= 6 and verb[1] in ("act", "duty"))


def continues_act(folded: str) -> bool:
    """Whether an item goes on with the complement of its lead-in's verb ("s'engage à participer : - aux activités ...")."""
    return bool(rx.match(r"(?:aux?|a\s+la|a\s+l'|a\s+ce|a\s+un|par\s+(?:le|la|l'|les))\b", folded.strip()))
