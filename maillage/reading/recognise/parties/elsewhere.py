"""Parties of a text without a block of parties.

They are those whom its title, its constitution, its membership clause, its undertakings, its signatures or its
sentences name.
"""

from __future__ import annotations

from collections.abc import Iterator

from maillage.foundations import rx
from maillage.foundations.folding import squash
from maillage.reading.model import Party, Span
from maillage.reading.normalise import View
from maillage.reading.recognise.nature_of_party import family_of
from maillage.reading.segment import zones
from maillage.reading.segment.units import Structure
from maillage.reading.vocabulary.verbs import first_verb

_THE = r"(?:l'|le\s|la\s|les\s)"
_ARTICLE = r"^(?:l'|les?\s|la\s)"
_BETWEEN = rx.compile(rf"\bentre\s+(?P<one>{_THE}[^,;\n]{{3,120}}?)\s+et\s+(?P<two>{_THE}[^,;\n]{{3,120}})")
_MEMBERS = rx.compile(r"(?:peuvent\s+(?:etre|adherer)|sont)\s+(?:les\s+)?(?:membres?|adherents?)\b[^.;:]{0,80}:")
_MEMBER_END = rx.compile(r"\b(?:ont|sont|qui|ayant|dont)\b|[.;:]")
_ENGAGE = rx.compile(r"s'engage(?:nt)?\b")
_UNDERTAKES = rx.compile(
    rf"(?:^|(?<=[.;:,\n]))\s*(?P<who>{_THE}\s*[a-z][\w' /()-]{{2,70}}?)\s*,?\s+"
    r"(?:s'engage(?:nt)?|s'oblige(?:nt)?|(?:est|sont)\s+tenue?s?\s+de|souscri(?:t|vent))\b",
    rx.M,
)
_SIGNS_FOR = rx.compile(rf"pour\s+(?P<who>{_THE}[^,:;\n]{{3,80}})")
_CONSTITUENT = rx.compile(rf"(?:et\s+)?(?={_THE})")
_CONSTITUENT_END = rx.compile(r",|\(|:|;|\brepresente")
_CONSTITUTED = rx.compile(r"(?:un|une|il|elle)\s")
# The subject of a sentence; who heads a party stands for it ("le directeur de l'établissement").
_SUBJECT = rx.compile(
    r"(?:(?:le|la|l')\s*(?:responsable|directeur|directrice|representant|chef)\s+d(?:e\s+|u\s+|es\s+|e\s+l'))?"
    r"(?P<who>(?:l'|le\s+|la\s+|les\s+|(?<=des\s))[a-z][a-z' -]{3,50}?)"
    r"(?=\s*$|\s+et\s+(?:l|d)|\s+(?:ne|se|s'|en|lui)\b|\s*,)"
)
_NAMED_ASSOCIATION = rx.compile(
    r"\b(?:l'association|association|la\s+federation|le\s+groupement)\s+"
    r"(?:dite|denommee?|nommee?|intitulee?|ayant\s+pour\s+(?:titre|nom))\s*:?\s*[«\"*]?\s*[^,.;:\n»]{2,80}?"
    r"(?=\s+(?:a\s+pour|est\b|fondee|regie)|[,.;:\n»])"
)
_ITS_MEMBERS = rx.compile(r"\b(?:les\s+)?membres\b")
_PERSON_LINE = rx.compile(
    r"\W*(?P<who>(?:le|la|l')\s*(?:stagiaire|etudiant|etudiante|beneficiaire|usager|salarie|resident|locataire|"
    r"occupant|jeune|eleve|apprenti|volontaire|benevole|candidat|demandeur))\b[^.\n]{0,30}$"
)
_NOT_PARTY = rx.compile(
    r"(?:l'|les?\s|la\s)\s*(?:parties?|signataires?|presente?|present|cosignataires?|deux\s|partenaires\s*$|"
    r"contractants?|convention|charte|commission|comite|membres?\s+du\s+(?:comite|bureau)|un\s|une\s|autre\s)"
)
_CLAUSE = rx.compile(r"\b(?:qui|sont|est|dont)\b")
_SURE = 0.7


def parties_elsewhere(structure: Structure, already: int) -> list[Party]:
    """Parties named outside of a block; the first source that names two (or one, besides ``already``) wins."""
    for source in (_in_title, _constituents, _members, _who_undertake, _who_sign, _who_act):
        found = list(_unique(structure.view, source(structure)))
        if len(found) >= 2 or (already and found):
            return found
    return []


def person_who_also_signs(structure: Structure, found: list[Party]) -> list[Party]:
    """A person who signs and undertakes, though the block of parties leaves them out (trainee, beneficiary)."""
    view = structure.view
    if any(party.nature == "person" for party in found):
        return []
    for unit in structure.units:
        match = _PERSON_LINE.match(structure.folded_of(unit)) if unit.zone == "signatures" else None
        if match and _is_bound(view, match["who"].split()[-1]):
            span = (unit.body + match.start("who"), unit.body + match.end("who"))
            return list(_unique(view, iter((span,))))
    return []


def parties_of_statutes(structure: Structure) -> list[Party]:
    """An association and its members, bound by its statutes (loi du 1er juillet 1901, art. 1)."""
    named = (pattern.search(structure.view.folded) for pattern in (_NAMED_ASSOCIATION, _ITS_MEMBERS))
    spans = [match.span() for match in named if match]
    return list(_unique(structure.view, iter(spans))) if len(spans) == 2 else []


def _is_bound(view: View, noun: str) -> bool:
    bound = rf"{rx.escape(noun)}\w*\s+(?:s'engage|doi|est\s+(?:tenu|soumis)|sont\s+tenu|devra)"
    return rx.compile(bound, once=True).search(view.folded) is not None


def _unique(view: View, spans: Iterator[Span]) -> Iterator[Party]:
    """A party for each span that names one, the first time; "la commune de X" says "la commune" again."""
    seen: set[str] = set()
    for span in spans:
        at = view.trim(span, also=",;:. ")
        name = view.quote(at)
        words = squash(name)
        key = rx.sub(_ARTICLE, "", words)
        if len(key) < 3 or len(name) > 160 or _NOT_PARTY.match(words) or _CLAUSE.search(words):
            continue
        if any(key == other or key.startswith(other + " ") for other in seen):
            continue
        seen.add(key)
        yield Party("p0", name, None, family_of(words)[1], None, None, None, None, None, at, _SURE)


def _in_title(structure: Structure) -> Iterator[Span]:
    """Those between whom the title says it is: "Convention entre la commune de X et l'association Y"."""
    for unit in structure.units[:12]:
        if unit.zone in ("cover", "parties"):
            match = _BETWEEN.search(structure.view.folded, unit.body, unit.span[1])
            if match:
                yield match.span("one")
                yield match.span("two")


def _constituents(structure: Structure) -> Iterator[Span]:
    """The members of a body that the text creates: "Il est constitué entre : - l'État ... un groupement"."""
    view = structure.view
    for index, unit in enumerate(structure.units):
        if unit.zone != "body" or unit.kind == "heading" or not zones.opens_below(view, unit.body, unit.span[1]):
            continue
        for below in structure.units[index + 1 : index + 16]:
            folded = structure.folded_of(below)
            if below.word == "article" or _CONSTITUTED.match(folded):
                break
            if named := _CONSTITUENT.match(folded):
                stop = _CONSTITUENT_END.search(folded)
                yield below.body + named.end(), below.body + (stop.start() if stop else len(folded))
        return


def _members(structure: Structure) -> Iterator[Span]:
    """Those who accept the text by joining: "Peuvent être membres : - les associations ..."."""
    view = structure.view
    for index, unit in enumerate(structure.units):
        if unit.kind != "paragraph" or not _MEMBERS.search(view.folded, unit.body, unit.span[1]):
            continue
        for item in structure.units[index + 1 :]:
            if item.kind == "heading":
                break
            if item.kind == "item" and item.lead is not None:
                stop = _MEMBER_END.search(structure.folded_of(item))
                yield item.body, item.body + stop.start() if stop else item.span[1]


def _who_undertake(structure: Structure) -> Iterator[Span]:
    """The subjects of "s'engage à ...", also over two lines when a heading names who undertakes."""
    units, folded = structure.units, structure.view.folded
    for index, unit in enumerate(units):
        if unit.zone not in ("body", "preamble", "annex"):
            continue
        after = units[index + 1] if unit.kind == "heading" and index + 1 < len(units) else None
        if after and _ENGAGE.match(folded[after.body : after.body + 12]):
            yield unit.body, unit.span[1]
            continue
        for match in _UNDERTAKES.finditer(folded, unit.body, unit.span[1]):
            yield match.span("who")


def _who_sign(structure: Structure) -> Iterator[Span]:
    """Those for whom somebody signs: "Pour la commune,"."""
    for unit in structure.units:
        if unit.zone == "signatures":
            for match in _SIGNS_FOR.finditer(structure.folded_of(unit)):
                yield unit.body + match.start("who"), unit.body + match.end("who")


def _who_act(structure: Structure) -> Iterator[Span]:
    """The subjects that act again and again: four at most, twice each and one of them three times."""
    folded = structure.view.folded
    seen: dict[str, list[Span]] = {}
    for unit in structure.units:
        if unit.zone != "body" or unit.kind not in ("paragraph", "item"):
            continue
        for start, end in structure.sentences(unit):
            verb = first_verb(folded, start, min(end, start + 170))
            if not verb or verb[1] not in ("act", "duty"):
                continue
            for subject in _SUBJECT.finditer(folded, start, verb[0]):
                if not _NOT_PARTY.match(folded, subject.start("who")):
                    key = rx.sub(rf"{_ARTICLE}\s*", "", squash(subject["who"]))
                    seen.setdefault(key, []).append(subject.span("who"))
    often = sorted((spans for spans in seen.values() if len(spans) >= 2), key=lambda spans: -len(spans))[:4]
    if often and len(often[0]) >= 3:
        yield from sorted(spans[0] for spans in often)
