"""The subjects of a sentence. Reads: a sentence and the actors. Writes: the parties that act, with their verbs."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from maillage.foundations import rx
from maillage.foundations.records import dataclass
from maillage.reading.model import Span
from maillage.reading.normalise import View
from maillage.reading.recognise.actors import NOBODY, Actors, Bearers, Phrase
from maillage.reading.vocabulary.verbs import (
    first_verb,
    is_also_a_noun,
    is_future,
    is_infinitive,
    present_forms,
    verbs_after,
)

# What stands just before the subject of a subordinate clause, and before an object.
_SUBORDINATE = rx.compile(
    r"(?:\b(?:que|qu'|si|s'|lorsque?|lorsqu'|dont|ou|quand|quel(?:le)?s?|puisque?|puisqu'|comme|"
    r"tel(?:le)?s?\s+que|selon\s+(?:que|lesquelles)|auxquel(?:le)?s|lesquel(?:le)?s|desquel(?:le)?s|duquel|"
    r"laquelle|lequel|afin\s+que|pour\s+que|apres\s+que|des\s+que|pendant\s+que|alors\s+que|ainsi\s+que)\s*)$"
)
_OBJECT = rx.compile(
    r"(?:\b(?:de|du|des|d'|a|au|aux|par|pour|avec|entre|sur|chez|vers|envers|contre|sous|sans|selon|"
    r"aupres\s+(?:de|du|des)|a\s+l'|de\s+la|de\s+l'|a\s+la|en|aupres)\s*)$"
)
_CLEFT = rx.compile(r"\bc'est[^.;]{0,60}\bque\s*$")
_CONTRACTED = rx.compile(r"(?:des|aux?|du|de\s+la)\s|de\s+l'")
_WORD_BEFORE = rx.compile(r"([a-z-]+)\s*$")
_WHO = rx.compile(r"\s*,?\s*qui\s")
_RELATIVE = rx.compile(r",?\s*(?:qui|dont|lequel|laquelle|lesquels|auquel|ayant|signataire)\b")
_VERB = rx.compile(r"(?:s')?[a-z]+")
_JOINS = rx.compile(r"(?:,|\bet|\bou|ainsi\s+que)\s*$")
_ADDED = rx.compile(r"(?:,|\bet)\s*$")
# What begins another clause between a noun phrase and a verb.
_NEW_CLAUSE = rx.compile(r"[;:]|\b(?:que|qu'|lorsque?|si|quand)\s")
_NEW_SUBJECT = rx.compile(r",\s*(?:il|elle|ils|elles|celui-ci|celle-ci|le|la|les|l'|un|une|des)\s*[a-z ]*$")
_INCIDENT = rx.compile(r"\s*,[^,]+,\s*(?:ne\s|n'|s'|se\s|l[ea]s?\s|lui|en)*$")


@dataclass(slots=True, eq=False, repr=False)
class Subject:
    """A noun phrase that is the subject of a clause: whom it stands for, where it stands, its verb (offset and kind).

    ``relative``: the phrase is the object of the main clause and the subject of "qui".
    """

    bearers: Bearers
    start: int
    end: int
    subordinate: bool
    verb: tuple[int, str]
    relative: bool = False


def subjects(view: View, span: Span, actors: Actors) -> Iterator[Subject]:
    """The parties that are subjects in the sentence at ``span``, in order."""
    folded, (start, end) = view.folded, span
    joined: Bearers = NOBODY
    joined_end = object_end = -1
    for phrase in actors.phrases(start, end):
        bearers = phrase.bearers
        if not bearers:
            continue
        if joined_end >= 0 and _only_joins(folded[joined_end : phrase.start]):
            bearers |= joined
        before = folded[max(start, phrase.start - 40) : phrase.start].rstrip() + " "
        cleft = _CLEFT.search(folded[start : phrase.start]) is not None
        subordinate = _SUBORDINATE.search(before) is not None and not cleft
        governed = not subordinate and not cleft and _OBJECT.search(before) is not None
        after_object = object_end > 0 and not folded[object_end : phrase.start].strip()
        if after_object or (phrase.start > start and (governed or _is_object(folded, start, phrase))):
            object_end = phrase.end
            if verb := _verb_of_who(folded, phrase.end, end):
                yield Subject(bearers, phrase.start, phrase.end, False, verb, relative=True)
            continue
        joined, joined_end = bearers, phrase.end
        verb = _verb_of(folded, phrase.end, min(end, phrase.end + 280))
        if verb is None:
            continue
        if also := _added(folded, phrase.end, verb[0], actors):
            yield Subject(bearers.union(*also), phrase.start, phrase.end, subordinate, verb)
        elif not _another_subject(folded[phrase.end : verb[0]]):
            yield Subject(bearers, phrase.start, phrase.end, subordinate, verb)


def _is_object(folded: str, start: int, phrase: Phrase) -> bool:
    """Whether a noun phrase has a preposition in it, or follows a verb at once ("informe le préfet")."""
    if _CONTRACTED.match(folded[phrase.start : phrase.end]):
        return True
    before = _WORD_BEFORE.search(folded[max(start, phrase.start - 24) : phrase.start])
    if not before:
        return False
    word = before[1]
    return is_infinitive(word) or (word in present_forms() and not is_also_a_noun(word)) or is_future(word)


def _verb_of_who(folded: str, at: int, end: int) -> tuple[int, str] | None:
    """The verb of "qui" after an object ("remis au bénéficiaire, qui informe ..."), when it says what is to be done."""
    relative = _WHO.match(folded, at, end)
    verb = first_verb(folded, relative.end(), min(end, relative.end() + 30)) if relative else None
    return verb if verb and verb[1] in ("act", "duty") else None


def _added(folded: str, at: int, verb: int, actors: Actors) -> list[Bearers]:
    """Whom other phrases add to the subject that ends at ``at``, when the verb is plural."""
    between = folded[at:verb]
    word = _VERB.match(folded[verb : verb + 24])
    is_plural = word is not None and word.group().endswith("nt")
    if not is_plural or not rx.search(r"\bet\b", between) or rx.search(r"[;:.]", between):
        return []
    return [other.bearers for other in actors.phrases(at, verb) if _ADDED.search(folded[at : other.start])]


def _only_joins(between: str) -> bool:
    """Whether the words between two noun phrases only go on naming ("n°2, le directeur général des services et")."""
    return len(between) < 140 and bool(_JOINS.search(between)) and first_verb(between, 0, len(between)) is None


def _verb_of(folded: str, at: int, limit: int) -> tuple[int, str] | None:
    """The main verb after a subject, past a relative clause when one follows it."""
    relative = _RELATIVE.match(folded, at, limit)
    found = list(islice(verbs_after(folded, at, limit), 3))
    if len(found) < 2 or not relative or not relative.group().strip(" ,").startswith(("qui", "dont")):
        return found[0] if found else None
    set_apart = "," in relative.group()
    closed = folded.find(",", relative.end(), found[1][0]) > 0
    return found[1] if closed or not set_apart else found[0]


def _another_subject(between: str) -> bool:
    """Whether, between a noun phrase and a verb, another subject begins ("..., que le bénéficiaire")."""
    if _NEW_CLAUSE.search(between):
        return True
    return bool(_NEW_SUBJECT.search(between)) and not _INCIDENT.match(between)
