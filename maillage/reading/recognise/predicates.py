"""What a verb makes of its subject. Reads: a subject and its verb. Writes: a :class:`Clause`, if it binds."""

from __future__ import annotations

from maillage.foundations import rx
from maillage.foundations.records import dataclass
from maillage.reading.recognise.actors import Bearers
from maillage.reading.recognise.subjects import Subject

_STRONG = rx.compile(r"s'engage|s'oblige|(?:est|sont)\s+tenu")
_NONE_OF_IT = rx.compile(r"(?:assume|cree|supporte|porte|emporte)\w*\s+(?:en\s+)?aucune?")
_PURPOSE = rx.compile(r"a\s+pour\s+(?:objet|but)")
_ALSO = rx.compile(
    r"(?:,|\bet|\bainsi\s+que)\s+(?:\w+ment\s+|a\s+ce\s+titre\s+|egalement\s+)?(?P<verb>s'engage(?:nt)?|"
    r"s'oblige(?:nt)?|(?:est|sont)\s+tenue?s?\s+d|doi(?:t|vent)\s|devra(?:ient)?\b|devront)\b"
)
_BY_WHICH = rx.compile(r"(?:avec\s+)?(?:lequel|laquelle)\s*$")
# What a party is or does anyway, which the agreement only recalls.
_HABIT = rx.compile(
    r"(?:assure(?:nt)?|exerce(?:nt)?)\s+(?:les|des|ses|leurs|une|la)\s+"
    r"(?:missions?|activites?)\s+(?:qui\s+(?:lui|leur)|obligatoires|d'accueil|de\s+service)|"
    r"\best\s+(?:chef\s+de\s+file|competent|le\s+garant)|d'ores\s+et\s+deja|(?:mene|menent)\s+des\s+actions|"
    r"\bse\s+mobilisent?\s+dans|(?:a|ont)\s+pour\s+(?:but|objet|mission|vocation)|contribuent?\s+ainsi"
)
_NEGATION = rx.compile(r"\b(?:ne|n')\s*$")
# "Ne peut être tenu responsable": a limit to what is owed, not a prohibition.
_BE_BOUND = rx.compile(r"\w+\s+(?:pas\s+)?etre\s+(?:tenu|rendu|mis|engage|oblig)")
_NOT_TO_CLAIM = rx.compile(r"\w+\s+(?:pretendre|exceder)")
_MEANS = rx.compile(r"dispose(?:nt)?\s+(?:de\s+l'effectif|des?\s+(?:moyens|personnel))")
_DECIDES = rx.compile(r"(?:ont|a)\s+(?:decide|convenu)\s+(?:de|d'|que)")


@dataclass(slots=True, eq=False, repr=False)
class Clause:
    """What was found in a sentence: who is bound, the form of the commitment, where its words stand.

    ``rule`` names the sort of finding, by which :mod:`.calibration` says how sure it is.
    """

    bearers: Bearers
    form: str
    rule: str
    at: int


def read_predicate(folded: str, subject: Subject, end: int) -> Clause | None:
    """What the subject's verb makes of it, in a sentence that ends at ``end``."""
    at, kind = subject.verb
    if kind == "right":
        return _forbidden(folded, at, end, subject.bearers)
    if _NONE_OF_IT.match(folded[at : at + 40]):
        return None
    if kind == "duty":
        return _duty(folded, subject)
    also = _ALSO.search(folded, at, end)
    if also and not subject.subordinate:
        return Clause(subject.bearers, "explicit", "also", also.start("verb"))
    if subject.subordinate and not _BY_WHICH.search(folded[max(0, subject.start - 16) : subject.start]):
        return None
    if kind == "act" and not _HABIT.match(folded, at, end):
        return Clause(subject.bearers, "present", "relative" if subject.relative else "act", at)
    return _decided(folded, at, subject.bearers)


def _duty(folded: str, subject: Subject) -> Clause | None:
    """A verb of duty; in a subordinate clause a strong one only, and not in what an agreement is for."""
    at = subject.verb[0]
    if subject.subordinate:
        before = folded[max(0, subject.start - 160) : subject.start]
        if _PURPOSE.search(before) or not _STRONG.match(folded[at : at + 20]):
            return None
    return Clause(subject.bearers, "explicit", "duty", at)


def _forbidden(folded: str, at: int, end: int, bearers: Bearers) -> Clause | None:
    """A prohibition, not a right: "ne peut transférer", "ne pourra céder"."""
    before, after = folded[max(0, at - 5) : at], folded[at : min(end, at + 60)]
    if not _NEGATION.search(before) or _BE_BOUND.match(after) or _NOT_TO_CLAIM.match(after):
        return None
    return Clause(bearers, "explicit", "prohibition", at)


def _decided(folded: str, at: int, bearers: Bearers) -> Clause | None:
    """States that commit: "dispose des moyens", "ont décidé de"."""
    words = folded[at : at + 40]
    if _MEANS.match(words):
        return Clause(bearers, "present", "means", at)
    if _DECIDES.match(words):
        return Clause(bearers, "present", "decides", at)
    return None
