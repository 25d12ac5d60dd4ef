"""What a sentence makes somebody do. Reads: a sentence and the actors. Writes: who is bound, and how."""

from __future__ import annotations

from maillage.foundations import rx
from maillage.foundations.records import replace
from maillage.reading.model import Span
from maillage.reading.normalise import View
from maillage.reading.recognise.actors import NOBODY, Actors, Bearers
from maillage.reading.recognise.passives import by_agent, nobodys_duty
from maillage.reading.recognise.predicates import Clause, read_predicate
from maillage.reading.recognise.subjects import Subject, subjects
from maillage.reading.vocabulary.verbs import first_verb

_PARTNER = rx.compile(r"convien(?:t|nent)\s*,?\s*avec\s+")
_LAST_NAMED = rx.compile(r"(?:ce\s+dernier|cette\s+derniere|ces\s+derniers|celui-ci|celle-ci|ceux-ci|celles-ci)\b")
# A pronoun that stands for somebody: not that of "il faut", "il est convenu".
_PRONOUN = rx.compile(
    r"\b(?P<who>ils|elles|il|elle|celui-ci|celle-ci|ceux-ci|celles-ci|ce\s+dernier|cette\s+derniere|"
    r"ces\s+derniers)(?:\s+|(?=,))(?!(?:faut|convient|s'agit|pourra\s+s'agir|appartient|y\s+a|importe|"
    r"est\s+(?:convenu|rappele|precise|entendu|etabli|conclu|procede|interdit))\b)"
)
_NEAREST = rx.compile(r"ce\s+dernier|cette\s+derniere|celui-ci|celle-ci")
# "Il lui appartient de", "il est de sa responsabilité".
_IMPERSONAL = rx.compile(
    r"\bil\s+(?:lui|leur)\s+appartient\s+(?:de|d')|\bil\s+est\s+(?:en\s+outre\s+|egalement\s+)?de\s+(?:sa|leur)"
    r"\s+responsabilite\b|\bil\s+(?:lui|leur)\s+incombe"
)


def read_clause(view: View, span: Span, actors: Actors, before: Bearers, nearest: Bearers = NOBODY) -> Clause | None:
    """The clause of commitment in the sentence at ``span``.

    ``before``: whom a pronoun at its head stands for; ``nearest``: whom "ce dernier" stands for there.
    """
    folded, (start, end) = view.folded, span
    clauses = [c for subject in subjects(view, span, actors) if (c := read_predicate(folded, subject, end))]
    explicit = next((clause for clause in clauses if clause.form == "explicit"), None)
    if explicit:
        return _with_partner(folded, explicit, end, actors)
    if nearest and _LAST_NAMED.match(folded, start, end):
        before = nearest
    pronoun = _by_pronoun(view, span, actors, before)
    if pronoun and pronoun.form == "explicit":
        return pronoun
    impersonal = _IMPERSONAL.search(folded, start, end)
    if impersonal and before:
        return Clause(before, "explicit", "il lui appartient", impersonal.start())
    agent = by_agent(view, span, actors)
    if clauses:
        return _together(clauses, agent)
    if agent and agent.form == "explicit":
        return agent
    return pronoun or agent or nobodys_duty(view, span, actors)


def _with_partner(folded: str, clause: Clause, end: int, actors: Actors) -> Clause:
    """Both are bound in "l'utilisateur convient avec le propriétaire d'un programme"."""
    match = _PARTNER.match(folded, clause.at, end)
    phrase = actors.phrase_at(match.end()) if match else None
    return replace(clause, bearers=clause.bearers | phrase.bearers) if phrase else clause


def _together(clauses: list[Clause], agent: Clause | None) -> Clause:
    """The first clause, borne also by an agent before it and by those who are the subjects of its relatives."""
    first = clauses[0]
    joint = agent.bearers if agent and agent.at < first.at and agent.form == first.form else NOBODY
    relatives = (clause.bearers for clause in clauses[1:] if clause.rule == "relative")
    return replace(first, bearers=first.bearers.union(joint, *relatives))


def _by_pronoun(view: View, span: Span, actors: Actors, before: Bearers) -> Clause | None:
    """The clause whose subject is a pronoun, at the head of the sentence or after a comma; an explicit one first."""
    folded, (start, end) = view.folded, span
    found: Clause | None = None
    for match in _PRONOUN.finditer(folded, start, end):
        nearest = _NEAREST.match(match["who"]) is not None
        who = before
        if match.start() > start + 2:
            if not folded[start : match.start()].rstrip().endswith(","):
                continue
            who = _named_before(view, (start, match.start()), actors, nearest=nearest) or before
        verb = first_verb(folded, match.end(), min(end, match.end() + 120)) if who else None
        set_apart = folded[match.end() - 1 : match.end() + 1].lstrip().startswith(",")
        if not verb or verb[0] - match.end() > (110 if set_apart or nearest else 60):
            continue
        clause = read_predicate(folded, Subject(who, match.start(), match.end(), False, verb), end)
        if clause and (found is None or clause.form == "explicit"):
            found = replace(clause, rule=f"pronoun {clause.rule}")
    return found


def _named_before(view: View, span: Span, actors: Actors, *, nearest: bool) -> Bearers:
    """Whom a pronoun stands for after the words at ``span``: the last named, or the last subject, else the first."""
    named = actors.phrases(*span)
    if nearest and named:
        return named[-1].bearers
    inside = list(subjects(view, span, actors))
    if inside:
        return inside[-1].bearers
    return named[0].bearers if named else NOBODY
