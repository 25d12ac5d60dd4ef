"""What a sentence makes somebody do. Reads: a sentence and the actors. Writes: who is bound, and in which form; None when nobody is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from maillage.foundations import rx
from maillage.reading.model import Span
from maillage.reading.normalise import View
from maillage.reading.recognise.actors import NOBODY, Actors, Bearers
from maillage.reading.vocabulary.verbs import (
    RIGHT,
    first_verb,
    is_also_a_noun,
    is_future,
    is_infinitive,
    present_forms,
    verbs_after,
)

_SUBORDINATE = rx.compile(r"(?:\b(?:que|qu'|si|s'|lorsque?|lorsqu'|dont|ou|quand|quel(?:le)?s?|puisque?|puisqu'|comme|tel(?:le)?s?\s+que|selon\s+(?:que|lesquelles)|auxquel(?:le)?s|lesquel(?:le)?s|desquel(?:le)?s|duquel|laquelle|lequel|afin\s+que|pour\s+que|apres\s+que|des\s+que|pendant\s+que|alors\s+que|ainsi\s+que)\s*)$")
_OBJECT = rx.compile(r"(?:\b(?:de|du|des|d'|a|au|aux|par|pour|avec|entre|sur|chez|vers|envers|contre|sous|sans|selon|aupres\s+(?:de|du|des)|a\s+l'|de\s+la|de\s+l'|a\s+la|en|aupres)\s*)$")
_AGENT = rx.compile(r"\b(?:par\s+(?:une\s+|la\s+|sa\s+)(?:deliberation|decision)\s+(?:du|de)|par|entre|a\s+(?:la|l'entiere)\s+charge\s+(?:exclusive\s+|financiere\s+)?(?:de|du|des|d')|incombe(?:nt|ra|ront)?\s+(?:a|au|aux)|il\s+appartient\s+(?:a|au|aux)|appartient\s+(?:a|au|aux)|sous\s+la\s+responsabilite\s+(?:de|du|des|d')|est\s+confiee?\s+(?:a|au|aux)|(?:est|sont|reste(?:nt)?|sera|seront)\s+(?:de|du|a)\s+(?:la\s+)?(?:ressort|responsabilite|charge)\s+(?:exclusive\s+)?(?:de|du|des|d'))\s*(?=(?:l'|le\s|la\s|les\s|chac|chaque\s|des\s|un|une|\w))")
_PASSIVE = rx.compile(r"\b(?:est|sont|sera|seront|soit|soient|ete|etre|demeure(?:nt)?)\s+(?:[\w']+\s+){0,4}?(?!\w*ment\b|pas\b|plus\b|ete\b|etre\b|tout\b|alors\b)(?:\w+(?:e|ee|es|ees|i|ie|is|ies|u|ue|us|ues|it|ite|its|ites|ert|erte|erts|ertes|aite?s?|ise?s?|ose?s?))\b")
_DUTY_PASSIVE = rx.compile(
    r"\b(?:doi(?:t|vent)|devra|devront)\s+(?:\w+ment\s+|egalement\s+|aussi\s+|notamment\s+|donc\s+){0,2}(?:etre\s+(?:\w+ment\s+|egalement\s+){0,2}(?P<done>\w+)|faire\s+l'objet|avoir\s+lieu|intervenir|comporter|donner\s+lieu)|"
    r"\b(?:est|sont|sera|seront)\s+(?:\(?\w*\)?\s+)?(?:necessairement|obligatoirement|imperativement)\s+(?P<done2>\w+)|\bne\s+(?:peu(?:t|vent)|pourra|pourront|doi(?:t|vent))\s+(?:pas\s+|en\s+aucun\s+cas\s+|plus\s+)?etre\s+(?P<done3>\w+)"
)
_FORM_ONLY = rx.compile(r"(?:tenue?s?|motivee?s?|signee?s?|ecrite?s?|precedee?s?|conformes?|formulee?s?|notifiee?s?|adressee?s?|regardee?s?|consideree?s?|entendue?s?|comprise?s?|tendre|paraphee?s?|datee?s?|accompagnee?s?|justifiee?s?|inferieure?s?|superieure?s?|apprecie\w*|en|a|au|titulaires?|agee?s?|declaree?s?|agreee?s?|situee?s?|compatibles?|egale?s?|renouvelee?s?|reconduite?s?|prorogee?s?|resiliee?s?|denoncee?s?|modifiee?s?|conclue?s?|interpretee?s?)$")
_ABOUT_AGREEMENT = rx.compile(r"(?:la|le|cette|ce|toute|l'|les|chaque|un|une)\s*(?:presente?s?\s+)?(?:convention|charte|protocole|contrat|accord|avenant|annexe|present\s|modification|denonciation|resiliation|reconduction|renouvellement|litige|document)\b")
_ALSO = rx.compile(r"(?:,|\bet|\bainsi\s+que)\s+(?:\w+ment\s+|a\s+ce\s+titre\s+|egalement\s+)?(?P<verb>s'engage(?:nt)?|s'oblige(?:nt)?|(?:est|sont)\s+tenue?s?\s+d|doi(?:t|vent)\s|devra(?:ient)?\b|devront)\b")
_ENDING = rx.compile(r"\W*(?:la|cette|toute|le|l')\s*(?:resiliation|denonciation|modification|reconduction|renouvellement|prorogation|rupture|suspension)\b")
_LAST_NAMED = rx.compile(r"(?:ce\s+dernier|cette\s+derniere|ces\s+derniers|celui-ci|celle-ci|ceux-ci|celles-ci)\b")
_PRONOUN = rx.compile(r"\b(?P<who>ils|elles|il|elle|celui-ci|celle-ci|ceux-ci|celles-ci|ce\s+dernier|cette\s+derniere|ces\s+derniers)(?:\s+|(?=,))(?!(?:faut|convient|s'agit|pourra\s+s'agir|appartient|y\s+a|importe|est\s+(?:convenu|rappele|precise|entendu|etabli|conclu|procede|interdit))\b)")
_RELATIVE = rx.compile(r",?\s*(?:qui|dont|lequel|laquelle|lesquels|auquel|ayant|signataire)\b")
_IMPERSONAL = rx.compile(r"\bil\s+(?:lui|leur)\s+appartient\s+(?:de|d')|\bil\s+est\s+(?:en\s+outre\s+|egalement\s+)?de\s+(?:sa|leur)\s+responsabilite\b|\bil\s+(?:lui|leur)\s+incombe")
_FACT = rx.compile(r"(?:conclu|signe|etabli|denonc|resili|modifi|reconduit|renouvel|lu\s+et\s+approuv|annex|convenu|passe|represent|reput|defini|prevu|compose|constitue|habilit|dispens)\w*")
_MADE = rx.compile(r"(?:etabli|annex|defini|constitue|signe)\w*")
_HABIT = rx.compile(r"(?:assure(?:nt)?|exerce(?:nt)?)\s+(?:les|des|ses|leurs|une|la)\s+(?:missions?|activites?)\s+(?:qui\s+(?:lui|leur)|obligatoires|d'accueil|de\s+service)|\best\s+(?:chef\s+de\s+file|competent|le\s+garant)|d'ores\s+et\s+deja|(?:mene|menent)\s+des\s+actions|\bse\s+mobilisent?\s+dans|(?:a|ont)\s+pour\s+(?:but|objet|mission|vocation)|contribuent?\s+ainsi")


@dataclass(slots=True, eq=False, repr=False)
class Clause:
    """What was found in a sentence: who is bound, the form of words, and how sure each sort of finding has proved (the ``rule``)."""

    bearers: Bearers
    form: str
    rule: str
    at: int


def read_clause(view: View, span: Span, actors: Actors, before: Bearers, nearest: Bearers = NOBODY) -> Clause | None:
    """The clause of commitment in the sentence at ``span``; ``before``: whom a pronoun at its head stands for."""
    start, end = span
    folded = view.folded
    clauses: list[Clause] = []
    for subject in subjects(view, span, actors):
        if clause := _predicate(folded, subject, end):
            clauses.append(clause)
    explicit = [c for c in clauses if c.form == "explicit"]
    if explicit:
        return _with_partner(folded, explicit[0], end, actors)
    if nearest and _LAST_NAMED.match(folded, start, end):
        before = nearest
    pronoun = _by_pronoun(view, span, actors, before)
    if pronoun and pronoun.form == "explicit":
        return pronoun
    impersonal = _IMPERSONAL.search(folded, start, end)
    if impersonal and before:
        return Clause(before, "explicit", "il lui appartient", impersonal.start())
    agent = _by_agent(view, span, actors)
    if clauses:
        first = clauses[0]
        joint = agent.bearers if agent and agent.at < first.at and agent.form == first.form else NOBODY
        return Clause(first.bearers.union(joint, *(c.bearers for c in clauses[1:] if c.rule == "relative")), first.form, first.rule, first.at)
    if agent and agent.form == "explicit":
        return agent
    return pronoun or agent or _nobodys_duty(view, span, actors)


def _with_partner(folded: str, clause: Clause, end: int, actors: Actors) -> Clause:
    """"L'utilisateur convient, avec le propriétaire, d'un programme": both are bound."""
    match = rx.compile(r"convien(?:t|nent)\s*,?\s*avec\s+").match(folded, clause.at, end)
    phrase = actors.phrase_at(match.end()) if match else None
    return Clause(clause.bearers | phrase.bearers, clause.form, clause.rule, clause.at) if phrase else clause


@dataclass(slots=True, eq=False, repr=False)
class Subject:
    """A noun phrase that is the subject of a clause: whom it stands for, where it ends, its verb."""

    bearers: Bearers
    start: int
    end: int
    subordinate: bool
    verb: tuple[int, str]
    relative: bool = False


def subjects(view: View, span: Span, actors: Actors) -> Iterator[Subject]:
    """The parties that are subjects in the sentence at ``span``, with their verbs, in order."""
    folded, (start, end) = view.folded, span
    joined: Bearers = NOBODY
    joined_end = -1
    object_end = -9
    for match in actors.phrases(start, end):
        bearers = match.bearers
        if not bearers:
            continue
        if 0 <= joined_end and _only_joins(folded[joined_end : match.start]):
            bearers |= joined
        before = folded[max(start, match.start - 40) : match.start].rstrip() + " "
        cleft = rx.search(r"\bc'est[^.;]{0,60}\bque\s*$", folded[start : match.start])
        subordinate = bool(_SUBORDINATE.search(before)) and not cleft
        plural_of = match.start > start and rx.match(r"(?:des|aux?|du|de\s+la)\s|de\s+l'", folded[match.start : match.end])
        is_object = match.start > start and ((not subordinate and not cleft and bool(_OBJECT.search(before))) or bool(plural_of) or _is_object(folded, start, match.start))
        if object_end > 0 and not folded[object_end : match.start].strip():
            is_object = True
        if is_object:
            object_end = match.end
            relative = rx.compile(r"\s*,?\s*qui\s").match(folded, match.end, end)
            verb = first_verb(folded, relative.end(), min(end, relative.end() + 30)) if relative else None
            if verb and verb[1] in ("act", "duty"):
                yield Subject(bearers, match.start, match.end, False, verb, True)
            continue
        joined, joined_end = bearers, match.end
        verb = _verb_of(folded, match.end, min(end, match.end + 280))
        if verb and _is_plural(folded, verb[0]) and rx.search(r"\bet\b", folded[match.end : verb[0]]) and not rx.search(r"[;:.]", folded[match.end : verb[0]]):
            also = [other.bearers for other in actors.phrases(match.end, verb[0]) if rx.search(r"(?:,|\bet)\s*$", folded[match.end : other.start])]
            if also:
                yield Subject(bearers.union(*also), match.start, match.end, subordinate, verb)
                continue
        if verb and not _another_subject(folded, match.end, verb[0]):
            yield Subject(bearers, match.start, match.end, subordinate, verb)


def _is_object(folded: str, start: int, at: int) -> bool:
    """Whether a noun phrase follows a verb at once, so that it is its object ("informe le préfet")."""
    word = rx.search(r"([a-z-]+)\s*$", folded[max(start, at - 24) : at])
    return bool(word) and (is_infinitive(word[1]) or word[1] in present_forms() and not is_also_a_noun(word[1]) or is_future(word[1]))


def _is_plural(folded: str, at: int) -> bool:
    word = rx.match(r"(?:s')?[a-z]+", folded[at : at + 24])
    return bool(word) and word.group().endswith(("nt", "ont"))


def _only_joins(between: str) -> bool:
    """Whether the words between two noun phrases only go on naming ("n°2, le directeur général des services et")."""
    return len(between) < 140 and bool(rx.search(r"(?:,|\bet|\bou|ainsi\s+que)\s*$", between)) and first_verb(between, 0, len(between)) is None


def _verb_of(folded: str, at: int, limit: int) -> tuple[int, str] | None:
    """The main verb after a subject, past a relative clause when one follows it."""
    relative = _RELATIVE.match(folded, at, limit)
    found = list(islice(verbs_after(folded, at, limit), 3))
    if not found:
        return None
    if relative and relative.group().strip(" ,").startswith(("qui", "dont")) and len(found) > 1 and ("," not in relative.group() or folded.find(",", relative.end(), found[1][0]) > 0):
        return found[1]
    return found[0]


def _predicate(folded: str, subject: Subject, end: int) -> Clause | None:
    """What the subject's verb makes of it."""
    position, kind = subject.verb
    if kind == "right":
        return _forbidden(folded, position, end, subject.bearers)
    if rx.match(r"(?:assume|cree|supporte|porte|emporte)\w*\s+(?:en\s+)?aucune?", folded[position : position + 40]):
        return None
    if kind == "duty":
        if subject.subordinate and rx.search(r"a\s+pour\s+(?:objet|but)", folded[max(0, subject.start - 160) : subject.start]):
            return None
        return None if subject.subordinate and not _strong(folded, position) else Clause(subject.bearers, "explicit", "duty", position)
    also = _ALSO.search(folded, position, end)
    if also and not subject.subordinate:
        return Clause(subject.bearers, "explicit", "also", also.start("verb"))
    if subject.subordinate and not rx.search(r"(?:avec\s+)?(?:lequel|laquelle)\s*$", folded[max(0, subject.start - 16) : subject.start]):
        return None
    if kind == "act" and not _HABIT.match(folded, position, end):
        return Clause(subject.bearers, "present", "relative" if subject.relative else "act", position)
    return _decides(folded, position, subject.bearers)


def _strong(folded: str, at: int) -> bool:
    return bool(rx.match(r"s'engage|s'oblige|(?:est|sont)\s+tenu", folded[at : at + 20]))


def _another_subject(folded: str, start: int, end: int) -> bool:
    """Whether, between a noun phrase and a verb, another subject begins ("..., que le bénéficiaire")."""
    between = folded[start:end]
    if rx.search(r"[;:]|\b(?:que|qu'|lorsque?|si|quand)\s", between):
        return True
    return bool(rx.search(r",\s*(?:il|elle|ils|elles|celui-ci|celle-ci|le|la|les|l'|un|une|des)\s*[a-z ]*$", between)) and not rx.match(r"\s*,[^,]+,\s*(?:ne\s|n'|s'|se\s|l[ea]s?\s|lui|en)*$", between)


def _forbidden(folded: str, at: int, end: int, bearers: Bearers) -> Clause | None:
    """"Ne peut transférer", "ne pourra céder": a prohibition, not a right."""
    before, after = folded[max(0, at - 5) : at], folded[at : min(end, at + 60)]
    if rx.search(r"\b(?:ne|n')\s*$", before) and not rx.match(r"\w+\s+(?:pas\s+)?etre\s+(?:tenu|rendu|mis|engage|oblig)", after) and not rx.match(r"\w+\s+(?:pretendre|exceder)", after):
        return Clause(bearers, "explicit", "prohibition", at)
    return None


def _decides(folded: str, at: int, bearers: Bearers) -> Clause | None:
    if rx.match(r"dispose(?:nt)?\s+(?:de\s+l'effectif|des?\s+(?:moyens|personnel))", folded[at : at + 40]):
        return Clause(bearers, "present", "means", at)
    if rx.match(r"(?:ont|a)\s+(?:decide|convenu)\s+(?:de|d'|que)", folded[at : at + 40]):
        return Clause(bearers, "present", "decides", at)
    return None


def _by_pronoun(view: View, span: Span, actors: Actors, before: Bearers) -> Clause | None:
    """A pronoun at the head of the sentence stands for the last subject; one after a comma, for the subject that opened the sentence."""
    folded, (start, end) = view.folded, span
    found: Clause | None = None
    for match in _PRONOUN.finditer(folded, start, end):
        who = before
        nearest = rx.match(r"ce\s+dernier|cette\s+derniere|celui-ci|celle-ci", match["who"])
        if match.start() > start + 2:
            if folded[start : match.start()].rstrip()[-1:] != ",":
                continue
            inside = [s for s in subjects(view, (start, match.start()), actors)] or None
            named = actors.phrases(start, match.start())
            if nearest and named:
                who = named[-1].bearers or before
            else:
                who = inside[-1].bearers if inside else (named[0].bearers if named else NOBODY) or before
        if not who:
            continue
        verb = first_verb(folded, match.end(), min(end, match.end() + 120))
        if not verb or verb[0] - match.end() > (110 if folded[match.end() - 1 : match.end() + 1].lstrip().startswith(",") or nearest else 60):
            continue
        clause = _predicate(folded, Subject(who, match.start(), match.end(), False, verb), end)
        if clause and (found is None or clause.form == "explicit"):
            found = Clause(clause.bearers, clause.form, f"pronoun {clause.rule}", clause.at)
    return found


def _by_agent(view: View, span: Span, actors: Actors) -> Clause | None:
    """A passive with its agent ("est prise par le gestionnaire"), a charge ("à la charge du bailleur", "incombe au préfet")."""
    folded, (start, end) = view.folded, span
    charged: Clause | None = None
    for match in _AGENT.finditer(folded, start, end):
        phrase = actors.phrase_at(match.end())
        if not phrase or not phrase.bearers:
            continue
        bearers = phrase.bearers
        lead = folded[start : match.start()]
        word = match.group().split()[0]
        if word == "entre":
            if len(bearers) > 1 and rx.search(r"\b(?:est|sont|sera|seront)\s+(?:\w+\s+)?(?:decide|arrete|dresse|defini|fixe|etabli|organise|determine)e?s?\b[^.;]{0,60}$", lead) and not _ABOUT_AGREEMENT.match(lead):
                return Clause(bearers, "present", "passive between", match.start())
            if rx.search(r"\b(?:doi(?:t|vent)|devra|devront)\s+(?:\w+\s+)?etre\b", lead):
                return Clause(bearers, "explicit", "duty between", match.start())
            continue
        if word != "par":
            if not RIGHT.search(lead):
                charged = Clause(bearers | (charged.bearers if charged else NOBODY), "explicit", "charge", match.start())
            continue
        duty = rx.search(r"\b(?:doi(?:t|vent)|devra|devront)\s+(?:\w+\s+)?etre\b", lead)
        if duty:
            return Clause(bearers, "explicit", "duty by agent", match.start())
        passives = list(_PASSIVE.finditer(lead))
        if not passives or len(lead) - passives[-1].end() > 140 or rx.search(r"\b(?:dont|que|qui|ou)\b[^,]{0,60}$", lead):
            continue
        if rx.search(r"\b(?:peu(?:t|vent)|pourra(?:ient)?|pourront)\b[^.;]{0,60}$", lead[: passives[-1].start() + 5]) or rx.match(r"(?:si|s'|lorsque?|dans\s+le\s+cas\s+ou)\b[^,]*$", lead):
            continue
        if rx.search(r"(?:\b(?:d[eu]|la|le|un|une|de\s+la)\s+|\bl')(?:non-)?[a-z-]*(?:tion|sion|ment|age|ance|ence|spect|ure|vre|ise|vue)\s*$", lead[passives[-1].end() :]):
            continue
        between = lead[passives[-1].end() :]
        if rx.search(r"(?<!l')(?<!le )(?<!la )(?<!les )(?<!un )(?<!au )\b\w{3,}(?:e|ee|es|ees)\s*$", between) and "é" in view.text[start + passives[-1].end() : match.start()][-6:]:
            continue
        if charged or _ENDING.match(lead) or rx.search(r"\b(?:qu'|que\s)(?:il|elle)s?\s*$", lead[: passives[-1].start()]):
            continue
        done = passives[-1].group().split()[-1]
        if _FACT.match(done) and (_ABOUT_AGREEMENT.match(folded, start) or not _MADE.match(done)):
            continue
        return Clause(bearers, "present", "passive by agent", match.start())
    return charged


def _nobodys_duty(view: View, span: Span, actors: Actors) -> Clause | None:
    """A passive with a mark of duty and no agent ("doit être organisée"): explicit, borne by nobody that the text names."""
    folded, (start, end) = view.folded, span
    match = _DUTY_PASSIVE.search(folded, start, end)
    if not match or _ABOUT_AGREEMENT.match(folded, start):
        return None
    done = match["done"] or match["done2"] or match["done3"] or ""
    lead = folded[start : match.start()]
    if not done or _FORM_ONLY.match(done) or rx.search(r"\b(?:qui|que|dont|si|lorsque?)\b[^,]*$", lead) or rx.search(r"\b(?:ils?|elles?)\s*(?:ne\s+)?$", lead):
        return None
    agents = [phrase.bearers for phrase in actors.phrases(start, match.start()) if rx.search(r"\bpar\s*$", folded[start : phrase.start])]
    if agents and any(agents):
        return Clause(NOBODY.union(*agents), "explicit", "duty of the agent", match.start())
    return Clause(NOBODY, "explicit", "nobody's duty", match.start())


