"""Phrases that announce a list of undertakings. Reads: a unit over items. Writes: who bears the items."""

from __future__ import annotations

from maillage.foundations import rx
from maillage.foundations.records import dataclass
from maillage.reading.model import Span
from maillage.reading.normalise import View
from maillage.reading.recognise.actors import Actors, Bearers
from maillage.reading.vocabulary.verbs import first_verb, is_infinitive

# "Engagements de la commune", "Rôle et missions du référent"; "Engagements réciproques".
_HEADING = rx.compile(
    r"(?:(?:les\s+)?(?:engagements?|obligations?|devoirs?|responsabilites|missions|"
    r"roles?(?:\s+et\s+(?:engagements?|missions|obligations))?|charges|contributions?|participation|apports?)"
    r"\s+(?:\w+\s+){0,3}?(?:de\s+l'|de\s+la|du|des|d'|de)\b)|(?:les\s+)?engagements?\s+"
    r"(?:reciproques|communs|mutuels|partages|conjoints|des\s+(?:parties|partenaires|signataires))"
)
_MUTUAL = rx.compile(r"\b(?:engagements?|obligations?)\s+(?:reciproques|communs|mutuels|partages|conjoints|respectifs)")
# "... et notamment :" announces some of what is undertaken, not all.
_MORE = rx.compile(
    r"\b(?:et\s+)?(?:notamment|en\s+particulier|entre\s+autres?|a\s+ce\s+titre|pour\s+ce\s+faire|a\s+cet\s+effet|"
    r"c'est[- ]a[- ]dire)\b\s*(?:a|de|d'|,)?\s*:?\s*$"
)
_ONLY_A_VERB = rx.compile(
    r"\s*,?\s*(?:s'engage(?:nt)?|doi(?:t|vent)|devra|devront|est\s+tenue?|sont\s+tenue?s)?"
    r"\s*(?:a|de|d')?\s*[:.…]*\s*"
)
_ENGAGE_AT_END = rx.compile(r"s'engage(?:nt)?(?:\s+a)?$")
_WHO_ENGAGE = rx.compile(r"\bqui\s+s'engage(?:nt)?[^,]{0,20}[:…]$")
_ONLY_A_PRONOUN = rx.compile(r"\W*(?:[^,:.]{2,60},\s*)?(?:ils|elles|il|elle)\s*")
_COMMA = rx.compile(r",\s*$")
_SAID_WHOLE = rx.compile(
    r"(?:s'engage(?:nt)?[^:]{0,60}?\b(?:a|de)|charge[^:]{0,20}\bde|tenu[^:]{0,12}\b(?:de|a)|doi(?:t|vent)|devra|"
    r"devront|^\W*a)\s+(?P<act>[\w' -]{12,})"
)
# "En assurant l'accueil": an act too, but for words that only end like one.
_GERUND = rx.compile(r"(?:en\s+)?(?:[a-z']{1,4}\s*)?[a-z]{3,}ant\b(?!\s+de\b)")
_NOT_A_GERUND = rx.compile(
    r"(?:pendant|durant|avant|tant|cependant|enfant|habitant|montant|restant|suivant|representant|"
    r"avant|autant|concernant|quant)"
)
_LEADING_VERB = rx.compile(
    r"(?:(?:a|de|d')\s*)?(?:ne\s+(?:pas|plus|jamais)\s+)?(?:(?:notamment|en\s+outre|egalement|systematiquement|"
    r"regulierement|auto)\s*,?\s+)?(?:(?:s'|l'|(?:se|en|y|les|le|la|lui|leurs|leur)\s)\s*){0,2}(?P<verb>[a-z-]+)"
)
_NOUN_PHRASE = rx.compile(r"(?:l[ea]s?|un|une|des|du|au|aux|ce|cette|toute?|chaque)\s|l'")
_COMPLEMENT = rx.compile(r"(?:aux?|a\s+la|a\s+l'|a\s+ce|a\s+un|par\s+(?:le|la|l'|les))\b")


@dataclass(slots=True, eq=False, repr=False)
class LeadIn:
    """Who bears the items under a phrase.

    ``whole``: the phrase also says an undertaking complete in itself; ``heading``: it is a heading or a label;
    ``binds``: its verb, if it has one, is one of undertaking or of duty.
    """

    bearers: Bearers
    whole: bool
    heading: bool = False
    binds: bool = True


def read_heading(view: View, span: Span, actors: Actors) -> LeadIn | None:
    """A heading or label of undertakings: "Engagements des associations :", "Obligations du bailleur", "La commune"."""
    start, end = view.trim(span, also=" :.-–—…")
    if end - start > 160 or start >= end:
        return None
    words = view.folded[start:end]
    if _MUTUAL.search(words):
        return LeadIn(actors.everybody, False, heading=True)
    if match := _HEADING.match(words):
        return _first_named(actors, start + match.end(), end, heading=True)
    phrase = actors.phrase_at(start)
    if phrase and phrase.bearers and phrase.end <= end and _ONLY_A_VERB.fullmatch(view.folded, phrase.end, end):
        return LeadIn(phrase.bearers, False, heading=True)
    return None


def read_lead_in(
    view: View, span: Span, clause_bearers: Bearers | None, actors: Actors, before: Bearers
) -> LeadIn | None:
    """A phrase ended by a colon that announces undertakings: "La commune s'engage à :", "Ils :", "..., le bailleur :".

    ``clause_bearers``: those whom its clause binds, None when it has none; ``before``: whom a pronoun stands for.
    """
    start, end = span
    words = view.folded[start:end].rstrip(" \n")
    if not words.endswith((":", "…", "...")) and not _ENGAGE_AT_END.search(words):
        return None
    if _WHO_ENGAGE.search(words):
        return None
    body = words.rstrip(" :….")
    if _ONLY_A_PRONOUN.fullmatch(body):
        return LeadIn(before, False) if before else None
    phrase = actors.phrase_at(start)
    if phrase and phrase.end >= start + len(body) - 2:
        return LeadIn(phrase.bearers, False) if phrase.bearers else None
    if clause_bearers is not None:
        return LeadIn(clause_bearers, bool(_MORE.search(words) and _SAID_WHOLE.search(body)))
    named = actors.phrases(start, end)
    last = named[-1] if named and named[-1].end >= start + len(body) - 1 else None
    if last and last.bearers and _COMMA.search(view.folded[start : last.start]):
        return LeadIn(last.bearers, False)
    duties = _HEADING.match(view.folded, start, end)
    return _first_named(actors, duties.end(), end) if duties else None


def _first_named(actors: Actors, at: int, end: int, *, heading: bool = False) -> LeadIn | None:
    """Those whose duties a phrase announces: the first named after "Les obligations de", whose "de" is theirs."""
    phrases = actors.phrases(at - len("de la "), end)
    return LeadIn(phrases[0].bearers, False, heading) if phrases and phrases[0].bearers else None


def is_act(folded: str) -> bool:
    """Whether an item opens with an act: an infinitive (with "à", "de" or "ne pas"), a gerund or a finite verb."""
    words = folded.strip(' «"')
    if _GERUND.match(words) and not _NOT_A_GERUND.match(words):
        return True
    match = _LEADING_VERB.match(words)
    if match and is_infinitive(match["verb"]):
        return True
    if _NOUN_PHRASE.match(words):
        return False
    verb = first_verb(words, 0, min(len(words), 40))
    return bool(verb and verb[0] <= 6 and verb[1] in ("act", "duty"))


def continues_act(folded: str) -> bool:
    """Whether an item goes on with the complement of its lead-in's verb ("s'engage à participer : - aux activités")."""
    return bool(_COMPLEMENT.match(folded.strip()))
