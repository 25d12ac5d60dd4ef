"""Parties of a text without a block of parties: those whom its title, its undertakings, its membership clause or its signatures name."""

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

_UNDERTAKES = rx.compile(r"(?:^|(?<=[.;:,\n]))\s*(?P<who>(?:l'|le\s|la\s|les\s)\s*[a-z][\w' /()-]{2,70}?)\s*,?\s+(?:s'engage(?:nt)?|s'oblige(?:nt)?|(?:est|sont)\s+tenue?s?\s+de|souscri(?:t|vent))\b", rx.M)
_MEMBERS = rx.compile(r"(?:peuvent\s+(?:etre|adherer)|sont)\s+(?:les\s+)?(?:membres?|adherents?)\b[^.;:]{0,80}:")
_BETWEEN_TITLE = rx.compile(r"\bentre\s+(?P<one>(?:l'|le\s|la\s|les\s)[^,;\n]{3,120}?)\s+et\s+(?P<two>(?:l'|le\s|la\s|les\s)[^,;\n]{3,120})")
_NOT_PARTY = rx.compile(r"(?:l'|les?\s|la\s)\s*(?:parties?|signataires?|presente?|present|cosignataires?|deux\s|partenaires\s*$|contractants?|convention|charte|commission|comite|membres?\s+du\s+(?:comite|bureau)|un\s|une\s|autre\s)")


def parties_elsewhere(structure: Structure, already: int) -> list[Party]:
    """Parties named outside of a block of parties; the first source that names at least two (or one more than ``already``) wins."""
    for source in (_in_title, _constituents, _members, _who_undertake, _who_sign, _who_act):
        found = list(_unique(structure.view, source(structure)))
        if len(found) >= 2 or (already and found):
            return found
    return []


def _unique(view: View, spans: Iterator[Span]) -> Iterator[Party]:
    seen: set[str] = set()
    for span in spans:
        start, end = view.trim(span, also=",;:. ")
        name = view.quote((start, end))
        key = rx.sub(r"^(?:l'|les?\s|la\s)", "", squash(name))
        if len(key) < 3 or len(name) > 160 or _NOT_PARTY.match(squash(name)) or rx.search(r"\b(?:qui|sont|est|dont)\b", squash(name)) or any(key == s or key.startswith(s + " ") for s in seen):
            continue
        seen.add(key)
        yield Party("p0", name, None, family_of(squash(name))[1], None, None, None, None, None, (start, end), 0.7)


def _in_title(structure: Structure) -> Iterator[Span]:
    for unit in structure.units[:12]:
        if unit.zone in ("cover", "parties"):
            match = _BETWEEN_TITLE.search(structure.view.folded, unit.body, unit.span[1])
            if match:
                yield match.span("one")
                yield match.span("two")


def _members(structure: Structure) -> Iterator[Span]:
    """"Peuvent être membres : - les associations ...": who accepts the text by joining."""
    view = structure.view
    for index, unit in enumerate(structure.units):
        if unit.kind == "paragraph" and _MEMBERS.search(view.folded, unit.body, unit.span[1]):
            for item in structure.units[index + 1 :]:
                if item.kind == "heading":
                    break
                if item.kind == "item" and item.lead is not None:
                    stop = rx.search(r"\b(?:ont|sont|qui|ayant|dont)\b|[.;:]", view.folded[item.body : item.span[1]])
                    yield item.body, item.body + stop.start() if stop else item.span[1]


def _who_undertake(structure: Structure) -> Iterator[Span]:
    view = structure.view
    for index, unit in enumerate(structure.units):
        if unit.zone not in ("body", "preamble", "annex"):
            continue
        if unit.kind == "heading" and index + 1 < len(structure.units):
            after = structure.units[index + 1]
            if rx.match(r"s'engage(?:nt)?\b", view.folded[after.body : after.body + 12]):
                yield unit.body, unit.span[1]
                continue
        for match in _UNDERTAKES.finditer(view.folded, unit.body, unit.span[1]):
            yield match.span("who")


_PERSON_LINE = rx.compile(r"\W*(?P<who>(?:le|la|l')\s*(?:stagiaire|etudiant|etudiante|beneficiaire|usager|salarie|resident|locataire|occupant|jeune|eleve|apprenti|volontaire|benevole|candidat|demandeur))\b[^.\n]{0,30}$")


def person_who_also_signs(structure: Structure, found: list[Party]) -> list[Party]:
    """A person who signs at the end and undertakes, though the block of parties leaves them out (trainee, beneficiary)."""
    view = structure.view
    if any(party.nature == "person" for party in found):
        return []
    for unit in structure.units:
        if unit.zone == "signatures":
            match = _PERSON_LINE.match(view.folded[unit.body : unit.span[1]])
            if match and rx.search(rf"{rx.escape(match['who'].split()[-1])}\w*\s+(?:s'engage|doi|est\s+(?:tenu|soumis)|sont\s+tenu|devra)", view.folded):
                span = (unit.body + match.start("who"), unit.body + match.end("who"))
                return list(_unique(view, iter((span,))))
    return []


def parties_of_statutes(structure: Structure) -> list[Party]:
    """An association and its members, bound by its statutes (loi du 1er juillet 1901, art. 1)."""
    view = structure.view
    name = rx.search(r"\b(?:l'association|association|la\s+federation|le\s+groupement)\s+(?:dite|denommee?|nommee?|intitulee?|ayant\s+pour\s+(?:titre|nom))\s*:?\s*[«\"*]?\s*[^,.;:\n»]{2,80}?(?=\s+(?:a\s+pour|est\b|fondee|regie)|[,.;:\n»])", view.folded)
    members = rx.search(r"\b(?:les\s+)?membres\b", view.folded)
    spans = [match.span() for match in (name, members) if match]
    return list(_unique(view, iter(spans))) if len(spans) == 2 else []


def _constituents(structure: Structure) -> Iterator[Span]:
    """"Il est constitué entre : - l'État ... - les autres membres ... un groupement": the members of a body that the text creates."""
    view = structure.view
    for index, unit in enumerate(structure.units):
        if unit.zone != "body" or unit.kind == "heading" or not zones.opens_below(view, unit.body, unit.span[1]):
            continue
        for below in structure.units[index + 1 : index + 16]:
            folded = view.folded[below.body : below.span[1]]
            if below.word == "article" or rx.match(r"(?:un|une|il|elle)\s", folded):
                break
            named = rx.match(r"(?:et\s+)?(?=(?:l'|le\s|la\s|les\s))", folded)
            if named:
                stop = rx.search(r",|\(|:|;|\brepresente", folded)
                yield below.body + named.end(), below.body + (stop.start() if stop else len(folded))
        return


_HEAD = rx.compile(r"(?:(?:le|la|l')\s*(?:responsable|directeur|directrice|representant|chef)\s+d(?:e\s+|u\s+|es\s+|e\s+l'))?(?P<who>(?:l'|le\s+|la\s+|les\s+|(?<=des\s))[a-z][a-z' -]{3,50}?)(?=\s*$|\s+et\s+(?:l|d)|\s+(?:ne|se|s'|en|lui)\b|\s*,)")


def _who_act(structure: Structure) -> Iterator[Span]:
    """The subjects that act again and again: three sentences at least, four parties at most."""
    view = structure.view
    seen: dict[str, list[Span]] = {}
    for unit in structure.units:
        if unit.zone != "body" or unit.kind not in ("paragraph", "item"):
            continue
        for start, end in structure.sentences(unit):
            verb = first_verb(view.folded, start, min(end, start + 170))
            if not verb or verb[1] not in ("act", "duty"):
                continue
            for head in _HEAD.finditer(view.folded, start, verb[0]):
                if not _NOT_PARTY.match(view.folded, head.start("who")):
                    seen.setdefault(rx.sub(r"^(?:l'|les?\s|la\s)\s*", "", squash(head["who"])), []).append(head.span("who"))
    often = sorted((spans for spans in seen.values() if len(spans) >= 2), key=lambda spans: -len(spans))[:4]
    if often and len(often[0]) >= 3:
        yield from sorted(spans[0] for spans in often)


def _who_sign(structure: Structure) -> Iterator[Span]:
    view = structure.view
    for unit in structure.units:
        if unit.zone == "signatures":
            for match in rx.finditer(r"pour\s+(?P<who>(?:l'|le\s|la\s|les\s)[^,:;\n]{3,80})", view.folded[unit.body : unit.span[1]]):
                yield unit.body + match.start("who"), unit.body + match.end("who")
