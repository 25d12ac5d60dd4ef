"""Who acts in a sentence. Reads: a text and the parties. Writes: :class:`Actors`: whom its noun phrases stand for.

An organ, a service or a representative acts for its party (the mayor for the commune, the préfet for the State).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator

from maillage.foundations import rx
from maillage.foundations.folding import squash
from maillage.foundations.records import dataclass
from maillage.reading.model import Party
from maillage.reading.recognise.aliases import aliases_of, bare, family_of_party
from maillage.reading.recognise.roles import AGENT_OF, ALL, DETERMINER, EACH, FAMILY_ORDER, KIN, ROLES

Bearers = frozenset[str]
NOBODY: Bearers = frozenset()

_END = r"(?![a-z0-9'])"
# The doctor who coordinates an establishment is of its staff, not one of the doctors who sign.
_COORDINATING = r"medecin\s+coordonnateur"
_ROLE = "|".join((_COORDINATING, *(ROLES[family] for family in FAMILY_ORDER)))
_COMMON = rx.compile(rf"\b(?:(?:{AGENT_OF})?(?:{EACH}|{ALL})|(?:{AGENT_OF}|{DETERMINER})(?:{_ROLE})s?){_END}")
_EVERYBODY = rx.compile(rf"(?:{AGENT_OF})?(?:{EACH}|{ALL})")
_COORDINATOR = rx.compile(_COORDINATING)
_OTHER_PARTY = rx.compile(r"(?:cosignataire|cocontractant|co-?contractant|autre\s+partie|autre\s+signataire)")
_MEMBER = rx.compile(rf"(?:chacun des )?(?:{ROLES['member']})\b")
_OTHER_MEMBERS = rx.compile(r"\bautres\s+membres\b")
_CALLED_MEMBERS = rx.compile(r"\bmembres?\b")
_ORGAN = rx.compile(r"conseil d'administration|president|bureau")
# The word of a role ends the phrase ("les services de la commune"), or begins it ("la commune de Villebrume").
_ENDS_WITH = {family: rx.compile(rf"(?:^|\s|')(?:{ROLES[family]})s?$") for family in FAMILY_ORDER}
_BEGINS_WITH = {family: rx.compile(rf"(?:{ROLES[family]})s?\b") for family in FAMILY_ORDER}
_JOINT = rx.compile(r"\s*(?:,\s*)?(?:et/ou|et|ou|ainsi\s+que|comme|puis(?:\s+par)?)\s+$")


# "À la charge de l'association": the phrase may begin with the preposition that announced it.
_DETERMINER_LENGTH = len("de l'")


@dataclass(slots=True, eq=False, repr=False)
class Phrase:
    """A noun phrase, or several joined by "et" or "ou": where it stands, and for whom (nobody: no party)."""

    start: int
    end: int
    bearers: Bearers


class Actors:
    """The noun phrases of a folded text that may stand for parties, found once, and told apart on demand.

    ``organs_act`` is False in statutes, where the acts of the board and the president are those of bodies.
    """

    def __init__(self, parties: tuple[Party, ...], folded: str = "", *, organs_act: bool = True) -> None:
        self.parties = parties
        self.organs_act = organs_act
        self.everybody: Bearers = frozenset(party.id for party in parties)
        self._families: dict[str, set[str]] = {}
        called: dict[str, set[str]] = {}
        for party in parties:
            self._families.setdefault(family_of_party(party), set()).add(party.id)
            for alias in aliases_of(party):
                called.setdefault(alias, set()).add(party.id)
        # Longest first, so that "la commune nouvelle" is not taken for "la commune"; what two are called tells nobody.
        known = ((alias, min(ids)) for alias, ids in called.items() if len(ids) == 1)
        self._aliases = dict(sorted(known, key=lambda pair: (-len(pair[0]), pair[0])))
        self._known: dict[str, Bearers] = {}
        self._phrases = list(self._find(folded)) if folded else []
        self._starts = [phrase.start for phrase in self._phrases]

    def phrases(self, start: int, end: int) -> list[Phrase]:
        """The noun phrases that stand between two offsets, in order."""
        at = bisect_left(self._starts, start)
        found = []
        while at < len(self._phrases) and self._starts[at] < end:
            if self._phrases[at].end <= end:
                found.append(self._phrases[at])
            at += 1
        return found

    def phrase_at(self, offset: int) -> Phrase | None:
        """The noun phrase that begins at ``offset``, but for white space or a determiner; None if none does."""
        at = bisect_left(self._starts, offset - _DETERMINER_LENGTH)
        while at < len(self._phrases) and self._starts[at] - offset <= 3:
            if self._phrases[at].end > offset:
                return self._phrases[at]
            at += 1
        return None

    def bearers(self, words: str) -> Bearers:
        """The ids of the parties that one folded noun phrase stands for; empty for somebody else."""
        phrase = squash(words)
        if phrase not in self._known:
            self._known[phrase] = self._tell(phrase)
        return self._known[phrase]

    def _find(self, folded: str) -> Iterator[Phrase]:
        """Phrases with the nouns of any agreement, and with the names of this one; of two the longer counts."""
        longest: dict[int, int] = {}
        for pattern in (_COMMON, self._named()):
            for match in pattern.finditer(folded) if pattern else ():
                longest[match.start()] = max(longest.get(match.start(), 0), match.end())
        single: list[Phrase] = []
        for start, end in sorted(longest.items()):
            if not single or start >= single[-1].end:
                single.append(Phrase(start, end, self.bearers(folded[start:end])))
        return _join(folded, single)

    def _named(self) -> rx.Pattern[str] | None:
        names = "|".join(rx.escape(alias).replace(r"\ ", r"\s+") for alias in self._aliases)
        return rx.compile(rf"\b(?:{AGENT_OF}|{DETERMINER})?(?:{names}){_END}", once=True) if names else None

    def _tell(self, phrase: str) -> Bearers:
        """Whom a phrase stands for: everybody, a party by its name, or those of a family by the word of a role."""
        if not phrase:
            return NOBODY
        if phrase == "chacun des membres":
            return self._members()
        if _EVERYBODY.fullmatch(phrase):
            return self.everybody
        if phrase in self._aliases:
            return frozenset((self._aliases[phrase],))
        words = bare(phrase)
        if _COORDINATOR.match(words):
            return self._by_role("etablissement")
        for alias, party in self._aliases.items():
            of = tuple(f" {link}{alias}" for link in ("de l'", "de la ", "du ", "de ", "des "))
            if words == alias or words.startswith(f"{alias} ") or words.endswith(of):
                return frozenset((party,))
        if _OTHER_PARTY.fullmatch(words):
            return self.everybody - {self.parties[0].id} if self.parties else NOBODY
        return self._by_role(words)

    def _members(self) -> Bearers:
        """Who the members are, in statutes: the party so called, else the first of those who join."""
        names = {party.id: squash(party.name) for party in self.parties}
        if any(_OTHER_MEMBERS.search(name) for name in names.values()):
            return self.everybody
        called = [party for party, name in names.items() if _CALLED_MEMBERS.search(name)]
        if called:
            return frozenset(called[:1])
        joining = [party.id for party in self.parties if party.nature in ("association", "other")]
        return frozenset(joining[:1]) if len(joining) == len(self.parties) == 2 else NOBODY

    def _by_role(self, words: str) -> Bearers:
        """Those of the family that the word of a role tells, or of the nearest one that has a party."""
        if _MEMBER.match(words):
            return self._members()
        for family in FAMILY_ORDER:
            if not (_ENDS_WITH[family].search(words) or _BEGINS_WITH[family].match(words)):
                continue
            if not self.organs_act and _ORGAN.match(words):
                return NOBODY
            for candidate in (family, *KIN.get(family, ())):
                if found := self._of_family(candidate, words.split(maxsplit=1)[0]):
                    return found
        return NOBODY

    def _of_family(self, family: str, noun: str) -> Bearers:
        """The parties of a family that ``noun`` stands for: the only one, the one so named, all when it is plural."""
        held = self._families.get(family, set())
        if len(held) < 2:
            return frozenset(held)
        says = rx.compile(rf"\b{rx.escape(noun.rstrip('s'))}", once=True)
        named = [party.id for party in self.parties if party.id in held and says.search(_all_names(party))]
        if len(named) == 1:
            return frozenset(named)
        return frozenset(held) if noun.endswith("s") else NOBODY


def _all_names(party: Party) -> str:
    return squash(f"{party.name} {party.short_name or ''} {party.represented_by or ''}")


def _join(folded: str, single: Iterable[Phrase]) -> Iterator[Phrase]:
    """Joins phrases linked by "et" or "ou", also over commas before it ("le préfet, le maire et le président")."""
    pending: list[Phrase] = []
    for phrase in single:
        between = folded[pending[-1].end : phrase.start] if pending else "."
        if pending and between.strip() == ",":
            pending.append(phrase)
        elif pending and _JOINT.fullmatch(between):
            bearers = phrase.bearers.union(*(before.bearers for before in pending))
            pending = [Phrase(pending[0].start, phrase.end, bearers)]
        else:
            yield from pending
            pending = [phrase]
    yield from pending
