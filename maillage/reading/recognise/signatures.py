"""Who signs, and who is guarantor. Reads: a structure and its actors. Writes: signatories and guarantors."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from maillage.foundations import rx
from maillage.foundations.records import replace
from maillage.reading.model import Guarantor, Signatory, Span
from maillage.reading.normalise import View
from maillage.reading.recognise.actors import Actors, Phrase
from maillage.reading.recognise.calibration import confidence
from maillage.reading.segment.units import Structure

_FOR = rx.compile(r"pour\s+(?:et\s+par\s+delegation\s+d[ue]\s+)?(?=(?:l'|le\s|la\s|les\s|m\.|mme))")
_CAPACITY = rx.compile(
    r"(?:(?:l[ea]|l'|son|sa)\s*)?(?:(?:vice-)?president\w*|maire|directeur\w*|directrice|prefet\w*|"
    r"adjoint\w*|gerant\w*|secretaire|tresorier\w*|delegue\w*|ministre|proviseur|recteur|rectrice|chef\s+d|"
    r"referent\w*|beneficiaire|usager|stagiaire|salarie|responsable|representant\w*|bailleur|locataire|"
    r"gestionnaire|organisateur)\b[^,;\n:]{0,90}"
)
_NAME = rx.compile(
    r"\b(?:(?:M\.|MM\.|Mme|Mlle|Monsieur|Madame|Dr)\s+)?(?:[A-ZÀ-Ý][a-zà-ÿ'’-]+|[A-ZÀ-Ý]{2,})(?:[ -](?:d[eu]s? |"
    r"la |le |[A-ZÀ-Ý][a-zà-ÿ'’-]*\.?|[A-ZÀ-Ý'’-]{2,}))*(?:[ -](?:[A-ZÀ-Ý][a-zà-ÿ'’-]+|[A-ZÀ-Ý'’-]{2,}))"
)
_ROLE_AGAIN = rx.compile(
    r"(?<=\S)\s+(?P<role>L(?:e |a |['’])(?:vice-)?(?:[Mm]aire|[Pp]résident|[Dd]irect|[Pp]réfet|"
    r"[Aa]djoint|[Ss]ecrétaire))"
)
_TITLED = rx.compile(r"M\.|MM\.|Mme|Mlle|Monsieur|Madame|Dr\s")
_NOT_A_NAME = rx.compile(
    r"(?i:pour|fait|signature|le |la |les |lu et|cachet|date|president|président|maire|conseil|département|"
    r"commune|ville|préfet|association|directeur|directrice|nom\b|qualit)"
)
_GUARANTEE = rx.compile(
    r"\b(?:est|sont|seront|sera)\s+(?:les?\s+|la\s+)?(?:garante?s?)\b|"
    r"\b(?:designe\w*|nomme\w*)\s+(?:comme\s+)?garante?s?\b"
)
_PERSON = rx.compile(
    r"(?:(?:l[ea]|l'|une?|son|sa)\s*)?(?:vice-president\w*|president\w*|maire|elue?|directeur\w*|directrice|"
    r"responsable|chef\w*|referent\w*|coordonnat\w*|delegue\w*|adjoint\w*|prefet\w*|secretaire|pilote)\b"
    r"[^,;.]*?(?=,|;|\s+et\s+(?:l[ea]|l'|un|son|sa)|$)"
)
_COLUMN = rx.compile(r"\n+|[ \xa0]{4,}|\t+|(?<=\S)\s+(?=pour\s+(?:l'|le\s|la\s|les\s))")
_NOT_A_SIGNATORY = rx.compile(
    r"(?:fait|etabli|signe|en\s+(?:deux|trois|quatre|autant|\d)|le\s+\d|lu\s+et|date\b|signature|cachet|\(|"
    r"nom\s*(?:,|:|$)|prenom|annexe)"
)


def read_signatories(structure: Structure, actors: Actors) -> tuple[Signatory, ...]:
    """The people and functions of the block of signatures, in order; one for each "Pour ..." or line of a function."""
    found: list[Signatory] = []
    for unit in structure.units:
        if unit.zone != "signatures" or unit.kind == "void":
            continue
        for span in _columns(structure.view, unit.span):
            signatory = _signatory(structure.view, actors, span)
            joined = _joined(found[-1], signatory) if found and signatory else None
            if joined:
                found[-1] = joined
            elif signatory:
                found.append(signatory)
    return tuple(found)


def _joined(above: Signatory, below: Signatory) -> Signatory | None:
    """One signatory of two lines: a name under a function, or a function under a name."""
    span = (above.span[0], below.span[1])
    if above.name is None and below.name and below.capacity is None and below.party is None:
        return replace(above, name=below.name, span=span)
    if above.capacity is None and below.capacity and below.name is None and below.party in (None, above.party):
        return replace(above, capacity=below.capacity, span=span)
    return None


def _columns(view: View, span: Span) -> Iterator[Span]:
    """A signature block is often two columns on one line: cuts at "Pour", at a function and at wide gaps."""
    start, end = span
    cuts = [match.end() for match in _COLUMN.finditer(view.folded, start, end)]
    cuts += [match.start("role") for match in _ROLE_AGAIN.finditer(view.text, start, end)]
    for first, last in pairwise([start, *sorted(cuts), end]):
        part = view.trim((first, last), also=",;: ")
        if part[0] < part[1]:
            yield part


def _signatory(view: View, actors: Actors, span: Span) -> Signatory | None:
    """Who signs, in one part of the block; None for a date, a mention or a place to sign."""
    start, end = span
    if _NOT_A_SIGNATORY.match(view.folded[start:end]):
        return None
    opened = _FOR.match(view.folded, start, end)
    phrase = actors.phrase_at(opened.end() if opened else start)
    named = actors.phrases(start, end)
    party = _only_party([phrase] if phrase and phrase.start < end else [])
    if party is None and opened:
        party = _only_party(named)
    capacity = _CAPACITY.search(view.folded, start, end)
    name = _name(view, span, phrase or (named[0] if named else None), capacity)
    if not (party or capacity or name or opened):
        return None
    if party is None and capacity:
        party = _only_party(actors.phrases(capacity.start(), end))
    return Signatory(
        view.quote(name) if name else None,
        view.quote(capacity.span()) if capacity else None,
        party,
        span,
        confidence("signatory", "party" if party else "no party"),
    )


def _only_party(phrases: list[Phrase]) -> str | None:
    """The party of the first phrase that stands for one alone."""
    return next((min(phrase.bearers) for phrase in phrases if len(phrase.bearers) == 1), None)


def _name(view: View, span: Span, phrase: Phrase | None, capacity: rx.Match[str] | None) -> Span | None:
    """Where a person is named: two words at least, after the party, and not within a function unless with a title."""
    name = _NAME.search(view.text, *span)
    if not name or " " not in name.group() or _NOT_A_NAME.match(name.group()):
        return None
    if phrase and name.start() < phrase.end + 2:
        return None
    in_capacity = capacity and capacity.start() <= name.start() < capacity.end()
    return None if in_capacity and not _TITLED.match(name.group()) else name.span()


def read_guarantors(structure: Structure) -> tuple[Guarantor, ...]:
    """Those whom the text makes guarantors of the agreement, one by one as it names them."""
    view = structure.view
    found: list[Guarantor] = []
    for unit in structure.units:
        if unit.zone not in ("body", "annex") or unit.kind in ("heading", "void"):
            continue
        for start, end in structure.sentences(unit):
            match = _GUARANTEE.search(view.folded, start, end)
            if not match:
                continue
            for person in _PERSON.finditer(view.folded, start, match.start()):
                span = view.trim(person.span(), also=", ")
                found.append(Guarantor(view.quote(span), span, confidence("guarantor", "named")))
    return tuple(found)
