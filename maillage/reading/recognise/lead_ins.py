"""Phrases that announce a list of undertakings. Reads: a unit that has items under it. Writes: who bears the items, and whether it is one itself."""

from __future__ import annotations

import re
from dataclasses import dataclass

from maillage.reading.recognise.actors import NOBODY, Actors, Bearers
from maillage.reading.vocabulary.verbs import DUTY, first_verb, is_infinitive

_HEADING = re.compile(
    r"(?:(?:les\s+)?(?:engagements?|obligations?|devoirs?|responsabilites|missions|roles?(?:\s+et\s+(?:engagements?|missions|obligations))?|charges|contributions?|participation|apports?)\s+(?:\w+\s+){0,3}?(?:de\s+l'|de\s+la|du|des|d'|de)\b)|(?:les\s+)?engagements?\s+(?:reciproques|communs|mutuels|partages|conjoints|des\s+(?:parties|partenaires|signataires))"
)
_MUTUAL = re.compile(r"\b(?:engagements?|obligations?)\s+(?:reciproques|communs|mutuels|partages|conjoints|respectifs)")
_UNDERTAKING = re.compile(r"\bs'engage(?:nt|ra|ront)?|\bs'oblige|\bs'emploie|\bdevr(?:a|ont)\b|\bdoi(?:t|vent)\b|\btenue?s?\s+(?:de|d'|a)\b|\bchargee?s?\s+(?:de|d'|des?|du)\b|\bveille(?:nt|ra|ront)?\s+a\b|\baccepte(?:nt)?\b|\bs'efforce|\bpour\s+(?:mission|obligation|role)s?\b|\bobjectifs?\s+suivants?|\bmissions?\s+suivantes?|\bconviennent\b|\bassure(?:nt|ra|ront)?\b|\bs'interdi|\bprend\b|\bobligations?\s+suivantes?|\bactions?\s+suivantes?|\bengagements?\s+suivants?|\bs'attache|\bincombe|\bappartient|\bgaranti")
_MORE = re.compile(r"\b(?:et\s+)?(?:notamment|en\s+particulier|entre\s+autres?|a\s+ce\s+titre|pour\s+ce\s+faire|a\s+cet\s+effet|c'est[- ]a[- ]dire)\b\s*(?:a|de|d'|,)?\s*:?\s*$")


@dataclass(frozen=True, slots=True)
class LeadIn:
    """Who bears the items; ``whole``: the phrase also says an undertaking complete in itself."""

    bearers: Bearers
    whole: bool
    heading: bool = False


def read_heading(folded: str, actors: Actors) -> LeadIn | None:
    """A heading (or label) of undertakings: "Engagements des associations :", "Obligations du bailleur", "Engagements réciproques"."""
    words = folded.strip(" :.-\n")
    if len(words) > 160:
        return None
    if _MUTUAL.search(words):
        return LeadIn(actors.everybody, False, True)
    match = _HEADING.match(words)
    if match:
        phrase = actors.phrase.search(words, max(0, match.end() - 4))
        bearers = actors.bearers(phrase.group()) if phrase else NOBODY
        return LeadIn(bearers, False, True) if bearers else None
    phrase = actors.phrase.match(words)
    if phrase and re.fullmatch(r"\s*,?\s*(?:s'engage(?:nt)?|doi(?:t|vent)|devra|devront|est\s+tenue?|sont\s+tenue?s)?\s*(?:a|de|d')?\s*[:.…]*\s*", words[phrase.end() :]):
        bearers = actors.bearers(phrase.group())
        return LeadIn(bearers, False, True) if bearers else None
    return None


def read_lead_in(folded: str, clause_bearers: Bearers | None, actors: Actors, before: Bearers) -> LeadIn | None:
    """A phrase ended by a colon that announces undertakings: "La commune s'engage à :", "Ils :", "Le centre poursuit les objectifs suivants :"."""
    words = folded.rstrip(" \n")
    if not words.endswith((":", "…", "...")) and not re.search(r"s'engage(?:nt)?(?:\s+a)?$", words):
        return None
    if re.search(r"\bqui\s+s'engage(?:nt)?[^,]{0,20}[:…]$", words):
        return None
    body = words.rstrip(" :….")
    if re.fullmatch(r"\W*(?:[^,:.]{2,60},\s*)?(?:ils|elles|il|elle)\s*", body):
        return LeadIn(before, False) if before else None
    phrase = actors.phrase.match(body)
    if phrase and phrase.end() >= len(body) - 2:
        return LeadIn(actors.bearers(phrase.group()), False) if actors.bearers(phrase.group()) else None
    if not _UNDERTAKING.search(body) and clause_bearers is None:
        return None
    bearers = clause_bearers if clause_bearers else NOBODY
    return LeadIn(bearers, bool(_MORE.search(words)) and _complete(body)) if clause_bearers is not None else None


def _complete(body: str) -> bool:
    """Whether the phrase before "notamment :" already says what is undertaken."""
    match = re.search(r"(?:s'engage(?:nt)?[^:]{0,60}?\b(?:a|de)|charge[^:]{0,20}\bde|tenu[^:]{0,12}\b(?:de|a)|doi(?:t|vent)|devra|devront|^\W*a)\s+(?P<act>[\w' -]{12,})", body)
    return bool(match)


def is_act(folded: str) -> bool:
    """Whether an item opens with an act: an infinitive (with "à", "de" or "ne pas"), or a finite verb."""
    words = folded.strip(" «\"")
    if re.match(r"(?:en\s+)?(?:[a-z']{1,4}\s*)?[a-z]{3,}ant\b(?!\s+de\b)", words) and not re.match(r"(?:pendant|durant|avant|tant|cependant|enfant|habitant|montant|restant|suivant|representant|avant|autant|concernant|quant)", words):
        return True
    match = re.match(r"(?:(?:a|de|d')\s*)?(?:ne\s+(?:pas|plus|jamais)\s+)?(?:(?:notamment|en\s+outre|egalement|systematiquement|regulierement|auto)\s*,?\s+)?(?:(?:se|s'|en|y|l'|le|la|les|lui|leur|leurs)\s*){0,2}(?P<verb>[a-z-]+)", words)
    if match and is_infinitive(match["verb"]):
        return True
    if re.match(r"(?:l[ea]s?|un|une|des|du|au|aux|ce|cette|toute?|chaque)\s|l'", words):
        return False
    verb = first_verb(words, 0, min(len(words), 40))
    return bool(verb and verb[0] <= 6 and verb[1] in ("act", "duty"))


def continues_act(folded: str) -> bool:
    """Whether an item goes on with the complement of its lead-in's verb ("s'engage à participer : - aux activités ...")."""
    return bool(re.match(r"(?:aux?|a\s+la|a\s+l'|a\s+ce|a\s+un|par\s+(?:le|la|l'|les))\b", folded.strip()))


__all__ = ["DUTY", "LeadIn", "continues_act", "is_act", "read_heading", "read_lead_in"]
