"""Who acts in a sentence. Reads: a view and the parties. Writes: :class:`Actors`, which tells the parties that noun phrases stand for.

An organ, a service or a representative acts for its party (the mayor for the commune, the préfet for the State).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from maillage.foundations import rx
from maillage.foundations.folding import squash
from maillage.reading.model import Party
from maillage.reading.recognise.nature_of_party import family_of
from maillage.reading.recognise.roles import AGENT_OF, ALL, DETERMINER, EACH, FAMILY_ORDER, KIN, ROLES

Bearers = frozenset[str]
NOBODY: Bearers = frozenset()
_JOINT = rx.compile(r"\s*(?:,\s*)?(?:et/ou|et|ou|ainsi\s+que|comme|puis(?:\s+par)?)\s+$")


_END = r"(?![a-z0-9'])"
_ROLE = "|".join(("medecin\\s+coordonnateur", *(ROLES[family] for family in FAMILY_ORDER)))
_COMMON = rx.compile(rf"\b(?:(?:{AGENT_OF})?(?:{EACH}|{ALL})|(?:{AGENT_OF}|{DETERMINER})(?:{_ROLE})s?){_END}")


@dataclass(slots=True, eq=False, repr=False)
class Phrase:
    """A noun phrase, or several joined by "et" or "ou": where it stands and the parties that it stands for (none: somebody else)."""

    start: int
    end: int
    bearers: Bearers


class Actors:
    """The noun phrases of a folded text that may stand for parties, found once, and told apart on demand.

    ``organs_act`` is False in statutes, where the acts of the board and the president are those of bodies, not of a party.
    """

    def __init__(self, parties: tuple[Party, ...], folded: str = "", *, organs_act: bool = True) -> None:
        self.parties = parties
        self.organs_act = organs_act
        self.everybody: Bearers = frozenset(party.id for party in parties)
        self._families: dict[str, set[str]] = {}
        aliases: dict[str, str] = {}
        for party in parties:
            self._families.setdefault(_family(party), set()).add(party.id)
            for alias in _aliases_of(party):
                aliases[alias] = "" if alias in aliases and aliases[alias] != party.id else party.id
        self._aliases = sorted(((a, i) for a, i in aliases.items() if i), key=lambda pair: -len(pair[0]))
        self._exact = dict(self._aliases)
        self._cache: dict[str, Bearers] = {}
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
        """The noun phrase that begins at ``offset`` (but for white space or a determiner); None if none does."""
        at = bisect_left(self._starts, offset)
        for index in (at, at + 1):
            if index < len(self._phrases) and self._starts[index] - offset <= 3:
                return self._phrases[index]
        return None

    def bearers(self, words: str) -> Bearers:
        """The ids of the parties that one folded noun phrase stands for; empty for somebody else."""
        key = squash(words)
        if key not in self._cache:
            self._cache[key] = self._one(key)
        return self._cache[key]

    def _find(self, folded: str) -> Iterator[Phrase]:
        """Phrases with the nouns of any agreement, and with the names of this one; of two that begin together the longer counts."""
        best: dict[int, int] = {}
        for pattern in (_COMMON, self._named()):
            for match in pattern.finditer(folded) if pattern else ():
                best[match.start()] = max(best.get(match.start(), 0), match.end())
        single: list[Phrase] = []
        for start in sorted(best):
            if not single or start >= single[-1].end:
                single.append(Phrase(start, best[start], self.bearers(folded[start : best[start]])))
        return _join(folded, single)

    def _named(self) -> rx.Pattern[str] | None:
        names = "|".join(rx.escape(alias).replace(r"\ ", r"\s+") for alias, _ in self._aliases)
        return rx.compile(rf"\b(?:{AGENT_OF}|{DETERMINER})?(?:{names}){_END}", once=True) if names else None

    def _one(self, phrase: str) -> Bearers:
        if not phrase:
            return NOBODY
        if phrase == "chacun des membres":
            return self._members()
        if rx.fullmatch(rf"(?:{AGENT_OF})?(?:{EACH}|{ALL})", phrase):
            return self.everybody
        if phrase in self._exact:
            return frozenset((self._exact[phrase],))
        bare = _bare(phrase)
        if rx.match(r"medecin\s+coordonnateur", bare):
            return self._by_role("etablissement")
        for alias, party in self._aliases:
            if bare == alias or bare.startswith(alias + " ") or bare.endswith((" de l'" + alias, " de la " + alias, " du " + alias, " de " + alias, " des " + alias)):
                return frozenset((party,))
        if rx.fullmatch(r"(?:cosignataire|cocontractant|co-?contractant|autre\s+partie|autre\s+signataire)", bare):
            return self.everybody - {self.parties[0].id} if self.parties else NOBODY
        return self._by_role(bare)

    def _members(self) -> Bearers:
        """Who the members are, in statutes: the party so called, else the first of those who join."""
        if any(rx.search(r"\bautres\s+membres\b", squash(party.name)) for party in self.parties):
            return self.everybody
        called = [party.id for party in self.parties if rx.search(r"\bmembres?\b", squash(party.name))]
        joining = [party.id for party in self.parties if party.nature in ("association", "other")] if len(self.parties) == 2 else []
        return frozenset(called[:1] or (joining[:1] if len(joining) == 2 else ()))

    def _by_role(self, bare: str) -> Bearers:
        if rx.match(rf"(?:chacun des )?(?:{ROLES['member']})\b", bare):
            return self._members()
        for family in FAMILY_ORDER:
            match = rx.search(rf"(?:^|\s|')(?:{ROLES[family]})s?$", bare) or rx.match(rf"(?:{ROLES[family]})s?\b", bare)
            if not match:
                continue
            if not self.organs_act and rx.match(r"conseil d'administration|president|bureau", bare):
                return NOBODY
            for candidate in (family, *KIN.get(family, ())):
                held = self._families.get(candidate, set())
                if len(held) == 1 or (held and (bare.split()[0].endswith("s") or candidate == family) and self._same_word(bare, held) is None and bare.split()[0].endswith("s")):
                    return frozenset(held)
                if held and (one := self._same_word(bare, held)):
                    return frozenset((one,))
        return NOBODY

    def _same_word(self, bare: str, held: set[str]) -> str | None:
        """Of several parties of one family, the one whose name holds the first word of the phrase."""
        word = bare.split()[0].rstrip("s")
        named = [party.id for party in self.parties if party.id in held and rx.search(rf"\b{rx.escape(word)}", squash(f"{party.name} {party.short_name or ''} {party.represented_by or ''}"))]
        return named[0] if len(named) == 1 else None


def _join(folded: str, single: Iterable[Phrase]) -> Iterator[Phrase]:
    """Joins phrases linked by "et" or "ou", also over commas that such a word ends ("le préfet, le maire et le président")."""
    pending: list[Phrase] = []
    for phrase in single:
        between = folded[pending[-1].end : phrase.start] if pending else "."
        if pending and between.strip() == ",":
            pending.append(phrase)
        elif pending and _JOINT.fullmatch(between):
            pending = [Phrase(pending[0].start, phrase.end, phrase.bearers.union(*(p.bearers for p in pending)))]
        else:
            yield from pending
            pending = [phrase]
    yield from pending


def _family(party: Party) -> str:
    family = family_of(squash(party.name))[0]
    if family == "organisation" and party.short_name:
        family = family_of(squash(party.short_name))[0]
    if party.nature == "person" and family == "organisation":
        return "person"
    return family


def _bare(phrase: str) -> str:
    return rx.sub(r"^(?:(?:monsieur|madame)\s+)?(?:l'|l\s|les?\s|la\s|des\s|aux?\s|du\s|de\s+la\s|de\s+l'|cette\s|cet\s|ce\s|un\s|une\s|chaque\s|tout\s|toute\s|ledit\s|ladite\s|leurs?\s|ses\s|son\s|sa\s)\s*", "", phrase).strip(" «»\"'.,…")


# What is left of a name once its common noun is taken off: "la coopérative Rombone" is called "Rombone".
_PROPER = rx.compile(r"(?:cooperative|association|societe|entreprise|federation|collectif|fondation|groupe|agence|syndicat|union|compagnie|mutuelle|cabinet|lycee|college)\s+(?!d[eu]s?\b|d'|pour\b|la\b|le\b|l'|a\b|loi\b|departement|gestion|sport)(?P<name>[a-z0-9][a-z0-9' -]{3,40})$")


def _aliases_of(party: Party) -> set[str]:
    """What the text may call a party: its names without determiner, and the head of its name."""
    names = {_bare(squash(n)) for n in (party.name, party.short_name or "") if n}
    more: set[str] = {squash(party.name)} if rx.search(r"\.{2,}|…", party.name) and len(party.name) < 30 else set()
    for name in names:
        name = rx.sub(r"\s*\([^)]*\)|\.{2,}|…", "", name).strip(" ,.")
        more.add(name)
        proper = _PROPER.match(name)
        if proper:
            more.add(proper["name"])
        head = rx.match(r"([a-z-]{4,}(?:\s+(?:de\s+sante|d'accueil|d'accompagnement|prescripteur|general|departemental|familial|accueillie))?)(?=\s|$)", name)
        if head and not rx.match(r"(?:mme|mlle|monsieur|madame|direction|nom)\b", head[1]):
            more.add(head[1])
        for part in rx.split(r"\s+ou\s+(?:le\s+|la\s+|l')?", name):
            if 4 < len(part) < 50 and not part.startswith(("mme", "m.")):
                more.add(part)
    if party.nature == "person":
        titled = rx.match(r"(?:m\.|mme|mlle)", squash(party.name))
        if titled:
            more |= {"mme, mlle, m. y", "mme, mlle m. y", "m. y", "mme y"} if "mlle" in squash(party.name) else set()
    return {alias for alias in more if len(alias) > 1}
