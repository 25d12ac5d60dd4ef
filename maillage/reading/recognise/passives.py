"""Duties without a subject that bears them. Reads: a sentence and the actors. Writes: clauses of three sorts.

Passives with their agent ("est prise par le gestionnaire"), charges ("à la charge du bailleur"), and passives with a
mark of duty that name nobody ("doit être organisée").
"""

from __future__ import annotations

from maillage.foundations import rx
from maillage.reading.model import Span
from maillage.reading.normalise import View
from maillage.reading.recognise.actors import NOBODY, Actors, Bearers
from maillage.reading.recognise.predicates import Clause
from maillage.reading.vocabulary.verbs import RIGHT

# What stands before an agent: "par", "entre", "à la charge de", "incombe à", "il appartient à".
_AGENT = rx.compile(
    r"\b(?:par\s+(?:une\s+|la\s+|sa\s+)(?:deliberation|decision)\s+(?:du|de)|par|entre|"
    r"a\s+(?:la|l'entiere)\s+charge\s+(?:exclusive\s+|financiere\s+)?(?:de|du|des|d')|"
    r"incombe(?:nt|ra|ront)?\s+(?:a|au|aux)|il\s+appartient\s+(?:a|au|aux)|appartient\s+(?:a|au|aux)|"
    r"sous\s+la\s+responsabilite\s+(?:de|du|des|d')|est\s+confiee?\s+(?:a|au|aux)|(?:est|sont|reste(?:nt)?|sera|"
    r"seront)\s+(?:de|du|a)\s+(?:la\s+)?(?:ressort|responsabilite|charge)\s+(?:exclusive\s+)?(?:de|du|des|d'))\s*"
    r"(?=(?:l'|le\s|la\s|les\s|chac|chaque\s|des\s|un|une|\w))"
)
_PASSIVE = rx.compile(
    r"\b(?:est|sont|sera|seront|soit|soient|ete|etre|demeure(?:nt)?)\s+"
    r"(?:[\w']+\s+){0,4}?(?!\w*ment\b|pas\b|plus\b|ete\b|etre\b|tout\b|alors\b)"
    r"(?:\w+(?:e|ee|es|ees|i|ie|is|ies|u|ue|us|ues|it|ite|its|ites|ert|erte|erts|ertes|aite?s?|ise?s?|ose?s?))\b"
)
_MUST_BE = rx.compile(r"\b(?:doi(?:t|vent)|devra|devront)\s+(?:\w+\s+)?etre\b")
_MAY_BE = rx.compile(r"\b(?:peu(?:t|vent)|pourra(?:ient)?|pourront)\b[^.;]{0,60}$")
_IS_SETTLED = rx.compile(
    r"\b(?:est|sont|sera|seront)\s+(?:\w+\s+)?(?:decide|arrete|dresse|defini|fixe|etabli|organise|"
    r"determine)e?s?\b[^.;]{0,60}$"
)
_IF = rx.compile(r"(?:si|s'|lorsque?|dans\s+le\s+cas\s+ou)\b[^,]*$")
_RELATIVE = rx.compile(r"\b(?:dont|que|qui|ou)\b[^,]{0,60}$")
_THAT_IT = rx.compile(r"\b(?:qu'|que\s)(?:il|elle)s?\s*$")
# "Par" that goes with the noun or the participle just before it ("sa saisine par le maire"), not with the passive.
_ENDS_WITH_NOUN = rx.compile(
    r"(?:\b(?:d[eu]|la|le|un|une|de\s+la)\s+|\bl')(?:non-)?[a-z-]*(?:tion|sion|ment|age|ance|ence|"
    r"spect|ure|vre|ise|vue)\s*$"
)
_ENDS_WITH_PARTICIPLE = rx.compile(r"(?<!l')(?<!le )(?<!la )(?<!les )(?<!un )(?<!au )\b\w{3,}(?:e|ee|es|ees)\s*$")
# What is said of the agreement itself is a fact or a form, not something to do.
_ENDING = rx.compile(
    r"\W*(?:la|cette|toute|le|l')\s*(?:resiliation|denonciation|modification|reconduction|renouvellement|"
    r"prorogation|rupture|suspension)\b"
)
_ABOUT_AGREEMENT = rx.compile(
    r"(?:la|le|cette|ce|toute|l'|les|chaque|un|une)\s*(?:presente?s?\s+)?"
    r"(?:convention|charte|protocole|contrat|accord|avenant|annexe|present\s|modification|denonciation|"
    r"resiliation|reconduction|renouvellement|litige|document)\b"
)
_FACT = rx.compile(
    r"(?:conclu|signe|etabli|denonc|resili|modifi|reconduit|renouvel|lu\s+et\s+approuv|annex|convenu|passe|"
    r"represent|reput|defini|prevu|compose|constitue|habilit|dispens)\w*"
)
_MADE = rx.compile(r"(?:etabli|annex|defini|constitue|signe)\w*")
_DUTY_PASSIVE = rx.compile(
    r"\b(?:doi(?:t|vent)|devra|devront)\s+(?:\w+ment\s+|egalement\s+|aussi\s+|notamment\s+|donc\s+){0,2}"
    r"(?:etre\s+(?:\w+ment\s+|egalement\s+){0,2}(?P<done>\w+)|faire\s+l'objet|avoir\s+lieu|intervenir|"
    r"comporter|donner\s+lieu)|"
    r"\b(?:est|sont|sera|seront)\s+(?:\(?\w*\)?\s+)?(?:necessairement|obligatoirement|imperativement)"
    r"\s+(?P<done2>\w+)|\bne\s+(?:peu(?:t|vent)|pourra|pourront|doi(?:t|vent))\s+"
    r"(?:pas\s+|en\s+aucun\s+cas\s+|plus\s+)?etre\s+(?P<done3>\w+)"
)
_FORM_ONLY = rx.compile(
    r"(?:tenue?s?|motivee?s?|signee?s?|ecrite?s?|precedee?s?|conformes?|formulee?s?|notifiee?s?|adressee?s?|"
    r"regardee?s?|consideree?s?|entendue?s?|comprise?s?|tendre|paraphee?s?|datee?s?|accompagnee?s?|justifiee?s?|"
    r"inferieure?s?|superieure?s?|apprecie\w*|en|a|au|titulaires?|agee?s?|declaree?s?|agreee?s?|situee?s?|"
    r"compatibles?|egale?s?|renouvelee?s?|reconduite?s?|prorogee?s?|resiliee?s?|denoncee?s?|modifiee?s?|"
    r"conclue?s?|interpretee?s?)$"
)
_SUBORDINATE = rx.compile(r"\b(?:qui|que|dont|si|lorsque?)\b[^,]*$")
_PRONOUN = rx.compile(r"\b(?:ils?|elles?)\s*(?:ne\s+)?$")
_BY = rx.compile(r"\bpar\s*$")


def by_agent(view: View, span: Span, actors: Actors) -> Clause | None:
    """The clause of a passive with its agent, or of a charge ("à la charge du bailleur", "incombe au préfet")."""
    folded, (start, end) = view.folded, span
    charged: Clause | None = None
    for match in _AGENT.finditer(folded, start, end):
        phrase = actors.phrase_at(match.end())
        if not phrase or not phrase.bearers:
            continue
        lead, preposition = folded[start : match.start()], match.group().split(maxsplit=1)[0]
        clause = None
        if preposition == "entre":
            clause = _between(lead, phrase.bearers, match.start())
        elif preposition == "par":
            if _MUST_BE.search(lead):
                clause = Clause(phrase.bearers, "explicit", "duty by agent", match.start())
            elif not charged and _is_done(view, span, match.start()):
                clause = Clause(phrase.bearers, "present", "passive by agent", match.start())
        elif not RIGHT.search(lead):
            bearers = phrase.bearers | (charged.bearers if charged else NOBODY)
            charged = Clause(bearers, "explicit", "charge", match.start())
        if clause:
            return clause
    return charged


def _between(lead: str, bearers: Bearers, at: int) -> Clause | None:
    """What is settled between parties: "est arrêté entre les parties", "doit être décidé entre elles"."""
    if len(bearers) > 1 and _IS_SETTLED.search(lead) and not _ABOUT_AGREEMENT.match(lead):
        return Clause(bearers, "present", "passive between", at)
    return Clause(bearers, "explicit", "duty between", at) if _MUST_BE.search(lead) else None


def _is_done(view: View, span: Span, at: int) -> bool:
    """Whether "par" at ``at`` tells by whom the passive before it is done, and that passive says what will be done."""
    lead = view.folded[span[0] : at]
    passive = next(reversed(list(_PASSIVE.finditer(lead))), None)
    if passive is None or _is_supposed(lead, passive):
        return False
    between = lead[passive.end() :]
    if len(between) > 140 or _ENDS_WITH_NOUN.search(between):
        return False
    if _ENDS_WITH_PARTICIPLE.search(between) and "é" in view.text[span[0] + passive.end() : at][-6:]:
        return False
    done = passive.group().split()[-1]
    if not _FACT.match(done):
        return True
    return _MADE.match(done) is not None and not _ABOUT_AGREEMENT.match(view.folded, span[0])


def _is_supposed(lead: str, passive: rx.Match[str]) -> bool:
    """Whether a passive is in a hypothesis, a relative, a possibility, or ends the agreement."""
    return bool(
        _RELATIVE.search(lead)
        or _IF.match(lead)
        or _MAY_BE.search(lead[: passive.start() + 5])
        or _ENDING.match(lead)
        or _THAT_IT.search(lead[: passive.start()])
    )


def nobodys_duty(view: View, span: Span, actors: Actors) -> Clause | None:
    """A passive with a mark of duty ("doit être organisée"): explicit, borne by nobody unless "par" is before it."""
    folded, (start, end) = view.folded, span
    match = _DUTY_PASSIVE.search(folded, start, end)
    if not match or _ABOUT_AGREEMENT.match(folded, start):
        return None
    done = match["done"] or match["done2"] or match["done3"]
    lead = folded[start : match.start()]
    if not done or _FORM_ONLY.match(done) or _SUBORDINATE.search(lead) or _PRONOUN.search(lead):
        return None
    agents = (phrase for phrase in actors.phrases(start, match.start()) if _BY.search(folded[start : phrase.start]))
    bearers = NOBODY.union(*(phrase.bearers for phrase in agents))
    return Clause(bearers, "explicit", "duty of the agent" if bearers else "nobody's duty", match.start())
