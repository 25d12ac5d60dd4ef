"""Parties against signatories, and parties against commitments."""

from __future__ import annotations

from collections.abc import Iterator

from maillage.foundations import rx
from maillage.foundations.folding import squash
from maillage.foundations.rx import escape
from maillage.reading.model import Party
from maillage.reading.review.case import Case, compiled, once, short
from maillage.reading.review.registry import Finding, finding, rule

_SIGNING = "C. civ. art. 1199 (le contrat ne lie que les parties) et 1367 (la signature engage son auteur)"
_ROLES = {
    "commune": r"\bmaires?\b|\bcommunes?\b|\bvilles?\b|\badjointe?s?\b",
    "departement": r"conseil\s+(?:departemental|general)|\bdepartement\b",
    "ccas": r"\bc\.?c\.?a\.?s\b|\bcias\b|centre\s+communal",
    "epci": r"communaute|metropole|agglomeration|\bepci\b",
    "region": r"conseil\s+regional|\bregion\b",
    "state": r"\bprefete?\b|\bl'etat\b|\bministre|\brecteur|\brectrice|directeur|directrice",
}
_LINKS = frozenset("de du des d la le les l et a au aux en pour".split())
_FOR = r"\bpour\s+(?:le|la|les|l')"
_FUNCTION = (
    r"\b(?:maires?|adjointe?|presidente?s?|directeur|directrice|prefete?|gerante?|recteur|rectrice|delegue\w*)\b"
)
_COMMON = frozenset(
    "association departement commune ville centre communal action sociale conseil federation service "
    "etablissement public monsieur madame president presidente "
    "maire directeur directrice general generale representant departemental departementale nationale national pour "
    "de du des la le les et par son sa".split()
)


def _words(name: str | None) -> set[str]:
    """The words that tell a name: long enough, and not those of every name."""
    found = compiled(r"[a-z0-9]+").findall(squash(name or ""))
    return {word for word in found if (len(word) > 3 or word.isupper()) and word not in _COMMON}


def _person(party: Party) -> set[str]:
    """The family names and first names of the representative, when a person is named."""
    who = party.represented_by or party.name if party.nature == "person" else party.represented_by or ""
    named = compiled(r"(?:m\.|mme|monsieur|madame|mlle)\s+(.+)").search(squash(who))
    return {word for word in compiled(r"[a-z-]{3,}").findall(named[1]) if word not in _COMMON} if named else set()


def _acronyms(name: str) -> set[str]:
    """The initials of a name, from three letters: "caisse d'allocations familiales du Mans" gives "caf", "cafm"."""
    initials = "".join(word[0] for word in compiled(r"[a-z]+").findall(squash(name)) if word not in _LINKS)
    return {initials[:length] for length in range(3, len(initials) + 1)}


def _signs(case: Case, party: Party, words: str) -> bool:
    """Whether the folded ``words`` of the block of signatures name a party, its short name, its function or its
    representative.
    """
    family = case.families[party.id]
    if family in _ROLES:
        if compiled(_ROLES[family]).search(words):
            return True
    elif any(
        once(rf"\b{escape(word)}\b").search(words)
        for word in _words(party.name) | _words(party.short_name) | _acronyms(party.name)
    ) or (
        party.short_name
        and squash(party.short_name).removeprefix("l'").removeprefix("la ").removeprefix("le ") in words
    ):
        return True
    same = sum(bool(_person(party)) and _person(party) == _person(other) for other in case.reading.parties)
    return same < 2 and any(once(rf"\b{escape(word)}\b").search(words) for word in _person(party))


@rule(
    "partie-sans-signature", "error", source=_SIGNING, says="Une partie du texte ne figure pas parmi les signataires."
)
def unsigned(case: Case) -> Iterator[Finding]:
    block = case.signatures
    parties = [party for party in case.reading.parties if case.block_of(party)]
    if block is None or len(parties) < 2 or not any(compiled(r"\w").search(p.name) for p in parties):
        return
    words = squash(case.folded[slice(*block)])
    missing = [party for party in parties if not _signs(case, party, words)]
    signers = max(len(list(case.finditer(pattern, block))) for pattern in (_FOR, _FUNCTION))
    if len(missing) == len(parties) or not 0 < signers < len(parties):
        return
    for party in missing:
        if not compiled(r"[.…_{\[]{2,}|^\W*\(|^(?:[Uu]ne?)\b").search(party.name):
            yield finding(
                party.span,
                f"« {case.quote(party.span)} » est partie au texte, mais personne ne signe pour elle. Ajoutez sa "
                "signature et la qualité de son représentant.",
            )


@rule("signataire-non-partie", "warning", source=_SIGNING, says="Un signataire ne représente aucune partie du texte.")
def stranger(case: Case) -> Iterator[Finding]:
    block = case.signatures
    if block is None or not [party for party in case.reading.parties if case.block_of(party)]:
        return
    for match in case.finditer(
        r"(?:(?<=[\n\t])[ ]{0,8}|(?<=   )|\A)pour\s+(?P<whom>(?:le|la|les|l')\s*[^\n,;:(]{3,70})(?=\s{3}|[\n,;:(]|$)",
        block,
    ):
        whom = squash(match["whom"])
        if compiled(
            r"^(?:le|la|les|l')\s*(?:president|maire|prefet|directeur|directrice|partie|representant|"
            r"signataire|vice|ministre|recteur|delegation|present|compte|perception)"
        ).match(whom):
            continue
        if not any(
            _signs(case, party, whom)
            or _words(whom) & (_words(party.name) | _words(party.short_name))
            or _kin(party, whom)
            for party in case.reading.parties
        ):
            span = case.view.trim(match.span())
            yield finding(
                span,
                f"« {case.quote(span)} » signe sans être partie au texte. Ajoutez-le au bloc des parties, ou "
                "retirez sa signature.",
            )


def _kin(party: Party, whom: str) -> bool:
    """Whether the signatory is called by a common noun of the party ("Pour l'association")."""
    nouns = compiled(
        r"^(?:le|la|les|l')\s*(association|federation|organisme|organisateur|departement|commune|ville|"
        r"etat|beneficiaire|gestionnaire|bailleur|employeur|etablissement|structure|societe|centre|"
        r"ccas)\b"
    ).match(whom)
    return bool(nouns) and (len(whom) < 25 or nouns[1] in squash(party.name)) if nouns else False


_ANYONES = r"litige|differend|contentieux|modif|avenant|resili|denonc|duree|effet\b|final"
_DUTY = (
    r"\s*(?:,[^,.;]{0,80},\s*)?(?:s'engage|s'oblige|doit|devra|assure|veille|garanti|met\b|mettra|"
    r"verse|fourni|organise|transmet|informe|participe|designe|est\s+(?:tenue?|chargee?)|prend|"
    r"apporte|accueille|contribue|realise|s'interdit|propose|soutien|anime)"
)


@rule(
    "partie-sans-engagement",
    "warning",
    source="C. civ. art. 1101 et 1169 : sans contrepartie ni engagement, pourquoi être partie ?",
    says="Une partie ne prend aucun engagement.",
)
def idle(case: Case) -> Iterator[Finding]:
    commitments = case.reading.commitments
    if case.is_amendment or len(commitments) < 3 or len(case.reading.parties) < 2 or "parties" not in case.zones:
        return
    body = case.zones.get("body", (0, 0))
    own = [c for c in commitments if not compiled(_ANYONES).search(case.heading_over(c.span[0]))]
    bound = {party for c in own for party in c.bearers}
    for party in case.reading.parties if bound else ():
        if case.block_of(party) is None or party.id in bound:
            continue
        names = [squash(name) for name in (party.name, party.short_name) if name]
        cores = [compiled(r"^(?:le|la|les|l')\s*").sub("", name) for name in names]
        if any(
            len(core) > 2
            and case.search(
                once(rf"\b{escape(core)}{_DUTY}|engagements?\s+(?:de\s+la|de\s+l'|du|des)\s*{escape(core)}"), body
            )
            for core in cores
        ):
            continue
        yield finding(
            party.span,
            f"« {short(case.view.quote(party.span))} » ne prend aucun engagement dans le texte. Écrivez ce à "
            "quoi elle s'oblige, ou retirez-la des parties.",
        )


@rule(
    "engagement-sans-porteur",
    "warning",
    source="Pratique : un engagement utile dit qui le porte (C. civ. art. 1163 : l'obligation est déterminée)",
    says="Un engagement que personne ne porte.",
)
def nobody(case: Case) -> Iterator[Finding]:
    for commitment in case.reading.commitments:
        if commitment.bearers or commitment.form != "explicit" or commitment.strength == "envisaged":
            continue
        span = case.view.trim(commitment.span)
        if case.search(r"\b(?:doi(?:t|vent)|devra|devront|necessairement|obligatoirement)\b", span):
            yield finding(
                span,
                f"« {short(commitment.text)} » : qui doit le faire ? Nommez la partie ou le service qui en répond.",
            )


@rule(
    "federation-sans-membres",
    "warning",
    source="C. civ. art. 1199 : une fédération n'engage ses membres que s'ils l'ont mandatée",
    says="Une fédération engage ses membres sans que le texte les nomme.",
)
def unnamed_members(case: Case) -> Iterator[Finding]:
    federations = [party for party in case.reading.parties if case.is_federation(party) and case.block_of(party)]
    if not federations or case.is_amendment:
        return
    bound = case.search(
        rx.words(
            r"engagements?\s+des\s+associations\b",
            r"les\s+associations\s+(?:membres\s+|adherentes\s+)?(?:s'engagent|doivent|veillent|s'obligent)",
        ),
        case.zones.get("body", (0, 0)),
    )
    if not bound:
        return
    named = case.search(
        r"\b(?:liste|tableau)\s+(?:nominative\s+)?(?:des|de\s+ses)\s+(?:associations|membres|adherents)|"
        r"(?:associations|membres|adherents)[^.;]{0,60}\b(?:annex|enumere|liste)|"
        r"\bassociations\s+(?:membres|adherentes|suivantes)[^.;\n]{0,30}:"
    )
    if not named:
        yield finding(
            bound.span(),
            f"« {case.quote(bound.span())} » : lesquelles ? Annexez la liste des associations que « "
            f"{short(federations[0].name)} » engage, et dites d'où vient son mandat.",
        )


@rule(
    "exemplaires-insuffisants",
    "advice",
    source="C. civ. art. 1375 : autant d'originaux que de parties ayant un intérêt distinct",
    says="Moins d'exemplaires originaux que de parties.",
)
def few_copies(case: Case) -> Iterator[Finding]:
    from maillage.foundations.numbers import parse_number

    match = case.search(
        r"\b(?:en|de)\s+(?P<number>deux|trois|quatre|cinq|\d{1,2}|un\s+seul|un)\s+(?:\(\s*\d+\s*\)\s*)?exemplaires?\b"
    )
    parties = [party for party in case.reading.parties if case.block_of(party)]
    if (
        match is None
        or len(parties) < 2
        or compiled(r"\s+(?:\w+\s+)?(?:electroni|numeri|pour\s+chac|par\s+partie)").match(case.folded, match.end())
    ):
        return
    number = parse_number(match["number"].split()[0])
    if number and number < len(parties):
        span = case.view.trim(match.span())
        yield finding(
            span,
            f"« {case.quote(span)} » pour {len(parties)} parties : chacune doit avoir son original. Prévoyez "
            f"{len(parties)} exemplaires, ou une signature électronique.",
        )
