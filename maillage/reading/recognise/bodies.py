"""Groups that meet under the agreement. Reads: a structure. Writes: bodies with their rhythm and members.

A group of the law or of one party alone ("commission permanente", "conseil municipal") is not a body of the agreement.
"""

from __future__ import annotations

from maillage.foundations import rx
from maillage.foundations.periods import find_rhythm
from maillage.foundations.records import replace
from maillage.reading.model import Body, Span
from maillage.reading.recognise.body_names import GENERIC, GROUP, are_same, is_foreign, key_of, name_end
from maillage.reading.recognise.calibration import confidence
from maillage.reading.segment.units import Structure, Unit

_STATUTES = rx.compile(r"statuts|charte\s+de\s+fonctionnement|reglement\s+interieur|convention\s+constitutive")
# What gives a group life under the agreement: it is created, it meets, it has a task.
_LIVES = rx.compile(
    r"(?:se\s+reuni\w*|reuni\w*\s+(?:\w+\s+){0,3}(?:au\s+moins|une\s+fois|chaque|annuel|tous)|est\s+"
    r"(?:cree|institue|mis\w*\s+en\s+place|constitue|compose|charge|preside|convoque|anime|forme|designe)\w*|"
    r"sont\s+(?:cree|institue|mis\w*\s+en\s+place|constitue|compose|charge|reuni|designe)\w*|sera\s+(?:\w+\s+"
    r")?(?:cree|institue|mis\w*\s+en\s+place|constitue|compose|charge|reuni|anime|chargee?)\w*|composee?s?\s+"
    r"de|reunie?s?\s+(?:autant|chaque|tous|en\s+tant|au\s+moins)|(?:peu(?:t|vent)|pourra\w*|doi(?:t|vent)|"
    r"devra\w*)\s+etre\s+(?:cree|constitue|institue|reuni|mis|convoque)\w*|comprend|se\s+compose|siege|"
    r"se\s+mettent\s+en\s+place|mise?\s+en\s+place\s+d|creation\s+d|mettr?(?:a|ont|ent)\s+en\s+place|"
    r"mettent\s+en\s+place|institu\w+\s+un|creer\s+une?|construire\s+une?|constitu\w+\s+un|sera\s+organise|"
    r"tien(?:dra|t)|a\s+pour\s+(?:mission|role|objet)|assure\s+le\s+(?:suivi|pilotage)|organe|forme\s+d'une|"
    r"statue|delibere|evalu\w+|veille\s+a|suit\s+l|examine)"
)
_CALLED = rx.compile(
    r"(?:reunir|creer|instituer|installer|constituer|animer|construire|mettre\s+en\s+place)\s+"
    r"(?:un|une|des|le|la|les)\s*$"
)
_NAMED_BY_RHYTHM = rx.compile(r"annuel|trimestriel|mensuel")
_IS_THE = rx.compile(r"est\s+l'\s*$")
# Meetings without a group: they count when they come regularly, or say who meets.
_MEETING = (
    r"(?:reunions?|rencontres?|seances?|temps\s+(?:d'echanges?|de\s+(?:rencontre|concertation|travail|partage)|"
    r"reguliers?|forts?)|assises|ateliers?)"
)
_MEETINGS = rx.compile(rf"\b(?P<name>{_MEETING})\b(?P<rest>[^.;:]{{0,120}})")
_REGULAR = rx.compile(
    r"regulier|regulierement|annuel|chaque|trimestriel|mensuel|semestriel|fois\s+par|tous\s+les|periodique|"
    r"systematiqu|de\s+travail|de\s+suivi|de\s+concertation|de\s+coordination|d'echange|sur\s+les|"
    r"entre\s+(?:les|cadres|le|la)|avec\s+les|collective|regroupant|planifi|reunissant|de\s+convivialite|d'equipe"
)
_OF_A_GROUP = rx.compile(
    r"\s*(?:donne(?:nt)?\s+lieu|"
    r"d[eu]s?\s+(?:la\s+|l')?(?:comite|commission|bureau|conseil|cellule|instance|assemblee))"
)
_TYPES_OF = rx.compile(r"\btypes?\s+de\s*$")
_KIND_OF_MEETING = rx.compile(r"pourra\s+donner\s+lieu|\d\s+types?\s+de\s*$|types?\s+de\s*$|lieux?\s+d[e']\s*$")
_PAPERWORK = rx.compile(
    r"ordre\s+du\s+jour|compte[- ]rendu|proces|sous\s+forme\s+de\s*$|salles?\s+de\s*$|lieu\s+de\s*$|"
    r"participer?\s+aux?\s*$|frais\s+de"
)
_GROUP_BEFORE = rx.compile(r"(?:comite|commission|assemblee|bureau|conseil|instance|cellule)\w*[^.;]{0,80}$")
_YEARLY_REVIEW = rx.compile(r"(?:bilan|point|revue)\s+(?:annuel|semestriel|trimestriel)[\w' ]{0,40}lors\s+d'une\s*$")
_TAIL_STOP = rx.compile(
    r",|\s(?:sur\s|afin|pour|dans|dont|qui|seront|sera|sont|est|ont|peut|permett|par\s+an|au\s+moins|ou\b|se\s|"
    r"ainsi|regroupant|reunissant|en\s+vue|a\s+l'initiative)"
)
_THEY_MEET = rx.compile(
    r"\W*(?:il|elle|ils|elles|celui-ci|celle-ci|ce\s+dernier|cette\s+derniere)\s+"
    r"(?:se\s+reuni|est\s+reuni|sera\s+reuni|sont\s+reuni|est\s+convoque|tien)"
)
_RHYTHM_SIGN = rx.compile(r"reuni|rencontre|fois|annuel|chaque|tous\s+les|trimestr|mensuel|semestr")
_MEETS = rx.compile(r"se\s+reuni|reuni|fois")
_MEMBERS = rx.compile(
    r"(?:composee?s?\s+(?:au\s+plus\s+)?(?:de|des|d'|du|par)|regroupant|reunissant|comprend|comprenant|"
    r"se\s+compose(?:nt)?\s+(?:de|des|d'|du)|associant|constituee?s?\s+(?:de|des|d'))\s*(?P<who>[^.;]{4,300})"
)
_LISTS_MEMBERS = rx.compile(r"(?:compos|regroup|reuni|compren|associ)\w*[^.]{0,60}:$")
_BETWEEN_MEMBERS = r",\s*(?:et\s+)?|\s+et\s+(?=d)"


class BodyReader:
    """Finds the bodies of a text, by key: the first mention that gives one life makes it, later ones add to it."""

    def __init__(self, structure: Structure) -> None:
        self.structure, self.view, self.folded = structure, structure.view, structure.view.folded
        self.found: dict[str, Body] = {}
        self.headed: set[str] = set()
        self.last: str | None = None
        self.in_statutes = any(_STATUTES.search(self.folded[slice(*unit.span)]) for unit in structure.units[:8])

    def read(self) -> tuple[Body, ...]:
        """The bodies, in reading order."""
        for index, unit in enumerate(self.structure.units):
            if unit.zone not in ("body", "annex") or unit.kind == "void":
                continue
            if unit.kind == "heading":
                self._heading(unit)
                continue
            for span in self.structure.sentences(unit):
                self._goes_on(span)
                self._groups(index, span)
                self._meetings(index, unit, span)
        return tuple(sorted(self.found.values(), key=lambda body: body.span))

    def _heading(self, unit: Unit) -> None:
        """A heading that names a group: its name alone will do in the text below."""
        match = GROUP.search(self.folded, unit.body, unit.span[1])
        if match and not is_foreign(match, in_statutes=self.in_statutes):
            self.headed.add(key_of(self._name(match, unit.span[1])))

    def _name(self, match: rx.Match[str], stop: int) -> str:
        return self.folded[match.start() : name_end(self.folded, match.start(), stop)]

    def _goes_on(self, span: Span) -> None:
        """The rhythm of the body that the sentences before speak of: "Elle se réunit une fois par an"."""
        if self.last and _THEY_MEET.match(self.folded[slice(*span)]):
            body = self.found[self.last]
            rhythm = find_rhythm(self.folded, *span)
            if rhythm and not body.periodicity:
                self.found[self.last] = replace(body, periodicity=rhythm[0])

    def _groups(self, index: int, span: Span) -> None:
        for match in GROUP.finditer(self.folded, *span):
            if is_foreign(match, in_statutes=self.in_statutes):
                continue
            name = self._name(match, span[1])
            if self._is_kind(name, span) or not self._lives(match, name, span):
                continue
            if name.startswith("instance") and self._says_what_it_is(match, name, span):
                continue
            self._add((match.start(), match.start() + len(name)), span, index, "group", key_of(name))

    def _is_kind(self, name: str, span: Span) -> bool:
        """Whether a name without more words is only a kind of group: no heading names it, "un comité" is not made."""
        if name not in GENERIC or name == "bureau" or key_of(name) in self.headed:
            return False
        composed = rx.compile(rf"\bun(?:e)?\s+{rx.escape(name)}\s+(?:compos|charg|form|reuni)", once=True)
        return not composed.search(self.folded[slice(*span)])

    def _lives(self, match: rx.Match[str], name: str, span: Span) -> bool:
        """Whether the words around a group create it, gather it or give it a task."""
        around = self.folded[max(span[0], match.start() - 90) : min(span[1], match.end() + 130)]
        if _LIVES.search(around) or key_of(name) in self.headed:
            return True
        called = _CALLED.search(self.folded, max(span[0], match.start() - 30), match.start())
        return bool(called or _NAMED_BY_RHYTHM.search(name))

    def _says_what_it_is(self, match: rx.Match[str], name: str, span: Span) -> bool:
        """Whether an "instance" only says what another group is: "Le comité est l'instance de pilotage"."""
        others = (other for other in GROUP.finditer(self.folded, *span) if not other["name"].startswith("instance"))
        if any(other.start() != match.start() for other in others):
            return True
        is_the = _IS_THE.search(self.folded[span[0] : match.start()])
        return is_the is not None or key_of(name) == "instance"

    def _meetings(self, index: int, unit: Unit, span: Span) -> None:
        if unit.kind == "item" and unit.depth > 1:
            return
        for match in _MEETINGS.finditer(self.folded, *span):
            before = self.folded[max(span[0], match.start() - 40) : match.start()]
            if not self._is_planned(match, before, span) or _GROUP_BEFORE.search(f"{before} ") or self._is_told(span):
                continue
            yearly = _YEARLY_REVIEW.search(before)
            start = match.start() - (len(before) - yearly.start()) if yearly else match.start()
            name = self.folded[start : match.end("name")] + _tail(match["rest"])
            if "(" not in name:
                self._add((start, start + len(name)), span, index, "meeting", key_of(name))

    def _is_planned(self, match: rx.Match[str], before: str, span: Span) -> bool:
        """Whether a meeting is to come again, and is not that of a group nor a matter of paper or of place."""
        around = self.folded[max(span[0], match.start() - 80) : match.end()]
        if _TYPES_OF.search(before) or _OF_A_GROUP.match(match["rest"]) or _PAPERWORK.search(before):
            return False
        if _KIND_OF_MEETING.search(around[: 80 + len(match["name"])]):
            return False
        return _REGULAR.search(around[-200:]) is not None

    def _is_told(self, span: Span) -> bool:
        """Whether a body was already found in the sentence."""
        return any(span[0] <= body.span[0] < span[1] for body in self.found.values())

    def _add(self, at: Span, span: Span, index: int, rule: str, key: str) -> None:
        """A new body, named at ``at`` in the sentence at ``span``, or more about one that is known."""
        words = self.folded[slice(*span)]
        found = find_rhythm(self.folded, *span) if _RHYTHM_SIGN.search(words) else None
        rhythm = found[0] if found else None
        old = next((other for other in self.found if other == key or (rule == "group" and are_same(other, key))), None)
        self.last = old or key
        if old is None:
            text = self.view.quote((at[0] - 60 if at[0] - span[0] > 100 else span[0], min(span[1], at[0] + 400)))
            members = self._members(span) or self._items(index)
            self.found[key] = Body(self.view.quote(at), text, rhythm, members, at, confidence("body", rule))
        elif rhythm and not self.found[old].periodicity and _MEETS.search(words):
            members = self.found[old].members or self._members(span)
            self.found[old] = replace(self.found[old], periodicity=rhythm, members=members)

    def _members(self, span: Span) -> tuple[str, ...]:
        """Who sits, as the sentence enumerates them; thirty at most."""
        match = _MEMBERS.search(self.folded, *span)
        if not match:
            return ()
        words = self.view.quote(match.span("who")).strip(" :")
        return tuple(part.strip() for part in rx.split(_BETWEEN_MEMBERS, words) if part.strip())[:30]

    def _items(self, index: int) -> tuple[str, ...]:
        """Who sits, when a list under the unit enumerates them."""
        unit = self.structure.units[index]
        if not _LISTS_MEMBERS.search(self.folded[slice(*unit.span)].strip()):
            return ()
        return tuple(self.structure.text_of(u).strip(" ;,.") for u in self.structure.units if u.lead == index)


def _tail(rest: str) -> str:
    """The words of a meeting's name after its noun, up to a comma or a verb."""
    stop = _TAIL_STOP.search(rest)
    return rest[: stop.start() if stop else None][:90].rstrip()


def read_bodies(structure: Structure) -> tuple[Body, ...]:
    """The bodies that the text creates or suggests, in reading order."""
    return BodyReader(structure).read()
