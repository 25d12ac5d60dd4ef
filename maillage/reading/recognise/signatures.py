"""Who signs, and who is guarantor. Reads: a structure and its actors. Writes: signatories and guarantors."""

from __future__ import annotations

from collections.abc import Iterator

from maillage.foundations import rx
from maillage.reading.model import Guarantor, Signatory
from maillage.reading.recognise.actors import Actors
from maillage.reading.recognise.calibration import confidence
from maillage.reading.segment.units import Structure

_FOR = rx.compile(r"pour\s+(?:et\s+par\s+delegation\s+d[ue]\s+)?(?=(?:l'|le\s|la\s|les\s|m\.|mme))")
_CAPACITY = rx.compile(
    r"(?:(?:l[ea]|l'|son|sa)\s*)?(?:(?:vice-)?president\w*|maire|directeur\w*|directrice|prefet\w*|adjoint\w*|gerant\w*|secretaire|tresorier\w*|delegue\w*|ministre|proviseur|recteur|rectrice|chef\s+d|referent\w*|beneficiaire|usager|stagiaire|salarie|responsable|representant\w*|bailleur|locataire|gestionnaire|organisateur)\b[^,;\n:]{0,90}"
)
_NAME = rx.compile(r"\b(?:(?:M\.|MM\.|Mme|Mlle|Monsieur|Madame|Dr)\s+)?(?:[A-ZÀ-Ý][a-zà-ÿ'’-]+|[A-ZÀ-Ý]{2,})(?:[ -](?:d[eu]s? |la |le |[A-ZÀ-Ý][a-zà-ÿ'’-]*\.?|[A-ZÀ-Ý'’-]{2,}))*(?:[ -](?:[A-ZÀ-Ý][a-zà-ÿ'’-]+|[A-ZÀ-Ý'’-]{2,}))")
_ROLE_AGAIN = rx.compile(r"(?<=\S)\s+(?P<role>L(?:e |a |['’])(?:vice-)?(?:[Mm]aire|[Pp]résident|[Dd]irect|[Pp]réfet|[Aa]djoint|[Ss]ecrétaire))")
_TITLED = rx.compile(r"M\.|MM\.|Mme|Mlle|Monsieur|Madame|Dr\s")
_NOT_A_NAME = rx.compile(r"(?i:pour|fait|signature|le |la |les |lu et|cachet|date|president|président|maire|conseil|département|commune|ville|préfet|association|directeur|directrice|nom\b|qualit)")
_GUARANTEE = rx.compile(r"\b(?:est|sont|seront|sera)\s+(?:les?\s+|la\s+)?(?:garante?s?)\b|\b(?:designe\w*|nomme\w*)\s+(?:comme\s+)?garante?s?\b")
_PERSON = rx.compile(
    r"(?:(?:l[ea]|l'|une?|son|sa)\s*)?(?:vice-president\w*|president\w*|maire|elue?|directeur\w*|directrice|responsable|chef\w*|referent\w*|coordonnat\w*|delegue\w*|adjoint\w*|prefet\w*|secretaire|pilote)\b[^,;.]*?(?=,|;|\s+et\s+(?:l[ea]|l'|un|son|sa)|$)"
)


def read_signatories(structure: Structure, actors: Actors) -> tuple[Signatory, ...]:
    """The people and functions of the block of signatures, in order; one for each "Pour ..." or line that names a function."""
    view = structure.view
    found: list[Signatory] = []
    for unit in structure.units:
        if unit.zone != "signatures" or unit.kind == "void":
            continue
        for start, end in _pieces(structure, unit.span):
            signatory = _signatory(structure, actors, start, end)
            if signatory is None:
                continue
            last = found[-1] if found else None
            if last and last.name is None and signatory.capacity is None and signatory.party is None and signatory.name:
                found[-1] = Signatory(signatory.name, last.capacity, last.party, (last.span[0], signatory.span[1]), last.confidence)
            elif last and signatory.name is None and last.capacity is None and signatory.capacity and last.party == signatory.party:
                found[-1] = Signatory(last.name, signatory.capacity, last.party, (last.span[0], signatory.span[1]), last.confidence)
            else:
                found.append(signatory)
    return tuple(found)


def _pieces(structure: Structure, span: tuple[int, int]) -> Iterator[tuple[int, int]]:
    """A signature block is often two columns on one line: cuts at "Pour" and wide gaps."""
    view, (start, end) = structure.view, span
    cuts = [start]
    for match in rx.compile(r"\n+|[ \xa0]{4,}|\t+|(?<=\S)\s+(?=pour\s+(?:l'|le\s|la\s|les\s))").finditer(view.folded, start, end):
        cuts.append(match.end())
    cuts += [match.start("role") for match in _ROLE_AGAIN.finditer(view.text, start, end)]
    cuts.sort()
    for a, b in zip(cuts, [*cuts[1:], end], strict=True):
        a, b = view.trim((a, b), also=",;: ")
        if a < b:
            yield a, b


def _signatory(structure: Structure, actors: Actors, start: int, end: int) -> Signatory | None:
    view = structure.view
    folded = view.folded[start:end]
    if rx.match(r"(?:fait|etabli|signe|en\s+(?:deux|trois|quatre|autant|\d)|le\s+\d|lu\s+et|date\b|signature|cachet|\(|nom\s*(?:,|:|$)|prenom|annexe)", folded):
        return None
    opened = _FOR.match(view.folded, start, end)
    phrase = actors.phrase_at(opened.end() if opened else start)
    party = min(phrase.bearers) if phrase and len(phrase.bearers) == 1 and phrase.start < end else None
    if party is None and opened:
        near = [p for p in actors.phrases(start, end) if len(p.bearers) == 1]
        party = min(near[0].bearers) if near else None
    capacity = _CAPACITY.search(view.folded, start, end)
    named_near = [p for p in actors.phrases(start, end)]
    phrase = phrase or (named_near[0] if named_near else None)
    name = _NAME.search(view.text, start, end)
    if name and (" " not in name.group() or _NOT_A_NAME.match(name.group()) or (phrase and name.start() < phrase.end + 2) or (capacity and capacity.start() <= name.start() < capacity.end() and not _TITLED.match(name.group()))):
        name = None
    if not (party or capacity or name or opened):
        return None
    if party is None and capacity:
        near = [p for p in actors.phrases(capacity.start(), end) if len(p.bearers) == 1]
        party = min(near[0].bearers) if near else None
    return Signatory(
        view.quote(name.span()) if name else None,
        view.quote(capacity.span()) if capacity else None,
        party,
        (start, end),
        confidence("signatory", "party" if party else "no party"),
    )


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
