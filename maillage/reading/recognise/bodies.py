"""Groups that meet under the agreement. Reads: a structure. Writes: bodies with their rhythm and members.

A group of the law or of one party alone ("commission permanente", "conseil municipal") is not a body of the agreement.
"""

from __future__ import annotations

from collections.abc import Iterator

from maillage.foundations import rx
from maillage.foundations.folding import squash
from maillage.foundations.periods import find_rhythm
from maillage.reading.model import Body, Span
from maillage.reading.recognise.calibration import confidence
from maillage.reading.segment.units import Structure, Unit
from maillage.reading.vocabulary.verbs import first_verb

_GROUP = r"(?:comites?|commissions?|instances?|cellules?|conferences?|conseils?|groupes?\s+(?:de\s+\w+|d'\w+|techniques?|projet|local|locaux)|assemblees?\s+generales?|bureaux?|equipes?\s+(?:pluridisciplinaires?|projet)|observatoires?|collectifs?|plateformes?|poles?\s+de\s+coordination|collegiale)"
_MEETING = r"(?:reunions?|rencontres?|seances?|temps\s+(?:d'echanges?|de\s+(?:rencontre|concertation|travail|partage)|reguliers?|forts?)|assises|ateliers?)"
_NAME = rx.compile(rf"\b(?P<name>{_GROUP})\b")
_NAME_STOP = rx.compile(
    r"(?:qui|que|dont|se|s'|est|sont|sera|seront|compose\w*|charge\w*|pour|afin|dans|avec|par|ou|a|au|aux|en|sur|lors|comprenant|reunissant|regroupant|associant|prevue?s?|mentionne\w*|institue\w*|vise\w*|peu(?:t|vent)|"
    r"doi(?:t|vent)|ne|n'|assure\w*|siege|constitue\w*|chaque|ainsi|il|elle|ils|elles|mis|mise|cree|creee|tel|telle|soit|forme\w*|anime\w*|preside\w*|convoque\w*|ayant|auquel|auxquels|ci-apres|susvise\w*|precite\w*|comme|permet|evalue(?:nt|ra|ront)?|evaluera|examine|suit|rend|organise|prepare)$"
)
_GENERIC = {"comite", "commission", "instance", "cellule", "conference", "conseil", "bureau", "instances", "comites", "commissions", "bureaux", "conferences", "cellules", "conseils"}
_PLANNED = rx.compile(rf"\b(?P<name>{_MEETING})\b(?P<rest>[^.;:]{{0,120}})")
_LIVES = rx.compile(
    r"(?:se\s+reuni\w*|reuni\w*\s+(?:\w+\s+){0,3}(?:au\s+moins|une\s+fois|chaque|annuel|tous)|est\s+(?:cree|institue|mis\w*\s+en\s+place|constitue|compose|charge|preside|convoque|anime|forme|designe)\w*|sont\s+(?:cree|institue|mis\w*\s+en\s+place|constitue|compose|charge|reuni|designe)\w*|sera\s+(?:\w+\s+)?(?:cree|institue|mis\w*\s+en\s+place|constitue|compose|charge|reuni|anime|chargee?)\w*|composee?s?\s+de|reunie?s?\s+(?:autant|chaque|tous|en\s+tant|au\s+moins)|(?:peu(?:t|vent)|pourra\w*|doi(?:t|vent)|devra\w*)\s+etre\s+(?:cree|constitue|institue|reuni|mis|convoque)\w*|comprend|se\s+compose|siege|se\s+mettent\s+en\s+place|mise?\s+en\s+place\s+d|creation\s+d|mettr?(?:a|ont|ent)\s+en\s+place|mettent\s+en\s+place|institu\w+\s+un|creer\s+une?|construire\s+une?|constitu\w+\s+un|sera\s+organise|tien(?:dra|t)|a\s+pour\s+(?:mission|role|objet)|assure\s+le\s+(?:suivi|pilotage)|organe|forme\s+d'une|statue|delibere|evalu\w+|veille\s+a|suit\s+l|examine)"
)
_FOREIGN = rx.compile(
    r"(?:commission\s+(?:des\s+droits|permanente|nationale|europeenne|departementale\s+(?:de|des)|de\s+(?:la\s+)?securite|consultative\s+paritaire|locale\s+(?:d|de)|administrative|d'(?:orientation|acces|appel|agrement|attribution)|de\s+(?:surendettement|mediation|reforme)|medicale)|conseils?\s+(?:municipal|territorial|departemental|general|regional|communautaire|metropolitain|d'etat|constitutionnel|de\s+l'ordre|national|superieur|de\s+prud|d'ecole|de\s+classe|de\s+discipline|juridique|et\b|aux?\b|pour\b|en\b|a\b|necessaire|europeen|de\s+famille)|conseils?\s+(?:d'administration|$)|conseil$|comite\s+(?:technique\s+paritaire|d'entreprise|social\s+et|d'hygiene|interministeriel|departemental|economique|national)|instance[s]?\s+(?:judiciaire|penale|de\s+recours|representative)|bureaux?\s+(?:de\s+(?:poste|vote)|d'etudes|$)|en\s+premiere\s+instance|tribunal)"
)
_REGULAR = rx.compile(r"regulier|regulierement|annuel|chaque|trimestriel|mensuel|semestriel|fois\s+par|tous\s+les|periodique|systematiqu|de\s+travail|de\s+suivi|de\s+concertation|de\s+coordination|d'echange|sur\s+les|entre\s+(?:les|cadres|le|la)|avec\s+les|collective|regroupant|planifi|reunissant|de\s+convivialite|d'equipe")
_CALLED = rx.compile(r"(?:reunir|creer|instituer|installer|constituer|animer|construire|mettre\s+en\s+place)\s+(?:un|une|des|le|la|les)\s*$")
_MEMBERS = rx.compile(r"(?:composee?s?\s+(?:au\s+plus\s+)?(?:de|des|d'|du|par)|regroupant|reunissant|comprend|comprenant|se\s+compose(?:nt)?\s+(?:de|des|d'|du)|associant|constituee?s?\s+(?:de|des|d'))\s*(?P<who>[^.;]{4,300})")


class BodyReader:
    """Finds the bodies of a text, the first mention that gives each life."""

    def __init__(self, structure: Structure) -> None:
        self.structure, self.view = structure, structure.view
        self.found: dict[str, Body] = {}
        self.last: str | None = None
        self.is_statutes = any(rx.search(r"statuts|charte\s+de\s+fonctionnement|reglement\s+interieur|convention\s+constitutive", self.view.folded[slice(*u.span)]) for u in structure.units[:8])

    def read(self) -> tuple[Body, ...]:
        """The bodies, in reading order."""
        headed: set[str] = set()
        for index, unit in enumerate(self.structure.units):
            if unit.zone not in ("body", "annex") or unit.kind == "void":
                continue
            if unit.kind == "heading":
                name = self._in_heading(unit)
                if name:
                    headed.add(self._key(name))
                continue
            for span in self.structure.sentences(unit):
                self._goes_on(span)
                self._groups(index, unit, span, headed)
                self._meetings(index, unit, span)
        return tuple(sorted(self.found.values(), key=lambda b: b.span))

    def _in_heading(self, unit: Unit) -> str | None:
        match = _NAME.search(self.view.folded, unit.body, unit.span[1])
        if not match or self._is_foreign(match):
            return None
        return self.view.folded[match.start() : self._name_end(match.start(), unit.span[1])]

    def _name_end(self, start: int, stop: int) -> int:
        """Where the name of a group ends: before a verb, a preposition of circumstance or punctuation; seven words at most."""
        end = start
        for count, token in enumerate(rx.finditer(r"([a-z]['a-z-]*'|[a-z][a-z-]*|\d+)\s*|([^\sa-z])", self.view.folded[start:stop])):
            word = token[1]
            after_of = rx.search(r"(?:de|d')\s*$", self.view.folded[start : start + token.start()])
            if word is None or count > 8 or (count and not after_of and _NAME_STOP.match(word)):
                break
            if word == "et" and not rx.match(r"et\s+(?:de\s+|d'|du\s+)?(?:suivi|evaluation|pilotage|orientation|coordination|technique|politique|financier|l'evaluation)", self.view.folded[start + token.start() : stop]):
                break
            if count and first_verb(self.view.folded, start + token.start(), start + token.start() + len(word)) and not rx.match(r"(?:pilotage|suivi|veille|evaluation)$", word) and not rx.search(r"(?:de|d'|du|des)\s*$", self.view.folded[start : start + token.start()]):
                break
            if word not in ("de", "des", "du", "d'", "la", "le", "l'", "les", "et"):
                end = start + token.start() + len(word)
        return end

    def _is_foreign(self, match: rx.Match[str]) -> bool:
        foreign = _FOREIGN.match(match.string, match.start("name"))
        if foreign and self.is_statutes and rx.match(r"conseils?\s+d'administration|bureau|conseil$", match["name"]):
            return False
        return bool(foreign)

    def _groups(self, index: int, unit: Unit, span: Span, headed: set[str]) -> None:
        for match in _NAME.finditer(self.view.folded, *span):
            if self._is_foreign(match):
                continue
            name = self.view.folded[match.start() : self._name_end(match.start(), span[1])]
            key = self._key(name)
            one_of = rf"\bun(?:e)?\s+{rx.escape(name)}\s+(?:compos|charg|form|reuni)"
            if name in _GENERIC and key not in headed and name != "bureau" and not rx.search(one_of, self.view.folded[slice(*span)]):
                continue
            around = self.view.folded[max(span[0], match.start() - 90) : min(span[1], match.end() + 130)]
            alive = _LIVES.search(around) or key in headed or _CALLED.search(self.view.folded, max(span[0], match.start() - 30), match.start())
            if not alive and not rx.search(r"annuel|trimestriel|mensuel", name):
                continue
            if name.startswith("instance") and (self._others(span, match.start()) or rx.search(r"est\s+l'\s*$", self.view.folded[span[0] : match.start()]) or key in ("instance de rencontre", "instance")):
                continue
            self._add(name, (match.start(), match.start() + len(name)), unit, span, index, "group", key)

    def _goes_on(self, span: Span) -> None:
        """"Elle se réunit au moins une fois par an": the rhythm of the body that the sentences before speak of."""
        words = self.view.folded[slice(*span)]
        if self.last and rx.match(r"\W*(?:il|elle|ils|elles|celui-ci|celle-ci|ce\s+dernier|cette\s+derniere)\s+(?:se\s+reuni|est\s+reuni|sera\s+reuni|sont\s+reuni|est\s+convoque|tien)", words):
            body = self.found[self.last]
            rhythm = find_rhythm(self.view.folded, *span)
            if rhythm and not body.periodicity:
                self.found[self.last] = Body(body.name, body.text, rhythm[0], body.members, body.span, body.confidence)

    def _others(self, span: Span, at: int) -> bool:
        """Whether the sentence names another group than the one at ``at``: an "instance" is then only its kind."""
        return any(m.start() != at and not m["name"].startswith("instance") for m in _NAME.finditer(self.view.folded, *span))

    def _key(self, name: str) -> str:
        return rx.sub(r"s\b", "", squash(name))

    def _meetings(self, index: int, unit: Unit, span: Span) -> None:
        for match in _PLANNED.finditer(self.view.folded, *span):
            around = self.view.folded[max(span[0], match.start() - 80) : match.end()]
            before = self.view.folded[max(span[0], match.start() - 40) : match.start()]
            if rx.search(r"\btypes?\s+de\s*$", before):
                continue
            if rx.match(r"\s*(?:donne(?:nt)?\s+lieu|d[eu]s?\s+(?:la\s+|l')?(?:comite|commission|bureau|conseil|cellule|instance|assemblee))", match["rest"]) or rx.search(r"pourra\s+donner\s+lieu|\d\s+types?\s+de\s*$|types?\s+de\s*$|lieux?\s+d[e']\s*$", around[: 80 + len(match["name"])]) or not _REGULAR.search(around[-200:]) or rx.search(r"ordre\s+du\s+jour|compte[- ]rendu|proces|sous\s+forme\s+de\s*$|salles?\s+de\s*$|lieu\s+de\s*$|participer?\s+aux?\s*$|frais\s+de", before) or (unit.kind == "item" and unit.depth > 1):
                continue
            if rx.search(r"(?:comite|commission|assemblee|bureau|conseil|instance|cellule)\w*[^.;]{0,80}$", before + " ") or self._already(span):
                continue
            yearly = rx.search(r"(?:bilan|point|revue)\s+(?:annuel|semestriel|trimestriel)[\w' ]{0,40}lors\s+d'une\s*$", before)
            start = match.start() - (len(before) - yearly.start()) if yearly else match.start()
            name = self.view.folded[start : match.end("name")] + self._tail(match)
            if "(" not in name:
                self._add(name, (start, start + len(name)), unit, span, index, "meeting", self._key(name))

    def _already(self, span: Span) -> bool:
        return any(span[0] <= body.span[0] < span[1] for body in self.found.values())

    def _tail(self, match: rx.Match[str]) -> str:
        """The words of a meeting's name after its noun, up to a comma or a verb."""
        stop = rx.search(r",|\s(?:sur\s|afin|pour|dans|dont|qui|seront|sera|sont|est|ont|peut|permett|par\s+an|au\s+moins|ou\b|se\s|ainsi|regroupant|reunissant|en\s+vue|a\s+l'initiative)", match["rest"])
        rest = match["rest"][: stop.start()] if stop else match["rest"]
        return rest[:90].rstrip()

    def _add(self, name: str, at: Span, unit: Unit, span: Span, index: int, rule: str, key: str) -> None:
        rhythm = find_rhythm(self.view.folded, *span) if rx.search(r"reuni|rencontre|fois|annuel|chaque|tous\s+les|trimestr|mensuel|semestr", self.view.folded[slice(*span)]) else None
        old = next((k for k in self.found if k == key or k.split()[0] == key.split()[0] and (rule == "group" and _same_group(k, key))), None)
        self.last = old or key
        if old is not None:
            body = self.found[old]
            if rhythm and not body.periodicity and rx.search(r"se\s+reuni|reuni|fois", self.view.folded[slice(*span)]):
                self.found[old] = Body(body.name, body.text, rhythm[0], body.members or self._members(span), body.span, body.confidence)
            return
        text = self.view.quote((max(span[0], at[0] - 60) if at[0] - span[0] > 100 else span[0], min(span[1], at[0] + 400)))
        self.found[key] = Body(self.view.quote(at), text, rhythm[0] if rhythm else None, self._members(span) or self._items(index), at, confidence("body", rule))

    def _members(self, span: Span) -> tuple[str, ...]:
        match = _MEMBERS.search(self.view.folded, *span)
        if not match:
            return ()
        words = self.view.quote(match.span("who")).strip(" :")
        return tuple(part.strip() for part in rx.split(r",\s*(?:et\s+)?|\s+et\s+(?=d)", words) if part.strip())[:30]

    def _items(self, index: int) -> tuple[str, ...]:
        unit = self.structure.units[index]
        if not rx.search(r"(?:compos|regroup|reuni|compren|associ)\w*[^.]{0,60}:$", self.view.folded[slice(*unit.span)].strip()):
            return ()
        return tuple(self.structure.text_of(u).strip(" ;,.") for u in self.structure.units if u.lead == index)


def _same_group(one: str, other: str) -> bool:
    """Whether two names are of one body: the shorter's words all stand in the longer ("conférence sociale annuelle")."""
    short, long = sorted((set(one.split()), set(other.split())), key=len)
    return short <= long


def read_bodies(structure: Structure) -> Iterator[Body]:
    """The bodies that the text creates or suggests."""
    return iter(BodyReader(structure).read())
