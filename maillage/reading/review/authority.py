"""Who may bind each party: délibérations and mandates, their references, their organ and their dates."""

from __future__ import annotations

from collections.abc import Iterator

from maillage.foundations.periods import find_date
from maillage.reading.model import Party, Span
from maillage.reading.review.case import LOCAL, Case
from maillage.reading.review.registry import Finding, finding, rule

_DECIDES = "CGCT art. L2121-29 (commune), L3211-1 et L3211-2 (département) ; CASF art. L123-8 (CCAS)"
_ACT = r"\bdeliberation|\bdecision\b|\barretes?\b|proces-verbal|delegation\s+de\s+(?:signature|pouvoir)"
_MANDATE = (
    r"mandat|habilit|deliberation|decision|conseil\s+d'administration|assemblee\s+generale|"
    r"\bstatuts?\b|pouvoir|delegation|autoris|agissant\s+en"
)
ORGANS = {
    "commune": (r"conseil\s+municipal", "le conseil municipal"),
    "departement": (
        r"conseil\s+(?:departemental|general)|commission\s+permanente|assemblee\s+departementale",
        "le conseil départemental ou sa commission permanente",
    ),
    "ccas": (r"conseil\s+d'administration", "le conseil d'administration du CCAS"),
    "epci": (r"conseil\s+(?:communautaire|metropolitain|d'agglomeration)|bureau", "le conseil communautaire"),
    "region": (r"conseil\s+regional|commission\s+permanente", "le conseil régional ou sa commission permanente"),
}


def local_parties(case: Case) -> Iterator[tuple[Party, Span, str]]:
    """The local authorities named and represented in the block of parties, with their words there and their family."""
    for party in case.reading.parties:
        block, family = case.block_of(party), case.families[party.id]
        if block and family in LOCAL and case.search(r"\brepresent|agissant", block):
            yield party, block, family


def _cited_elsewhere(case: Case, family: str) -> bool:
    return any(act.zone != "parties" and case.search(ORGANS[family][0], act.span) for act in case.acts)


@rule("delib-en-blanc", "error", source=_DECIDES, says="Le numéro ou la date d'une délibération est resté en blanc.")
def blank_deliberation(case: Case) -> Iterator[Finding]:
    for act in case.acts:
        if act.blanks:
            blanks = act.blanks
            what = " et ".join(name for name, _ in blanks)
            here = case.view.trim((act.span[0], max(end for _, (_, end) in blanks)))
            yield finding(
                here,
                f"« {case.quote(here)} » : {what} de l'acte qui autorise à signer "
                f"{'reste' if len(blanks) == 1 else 'restent'} à remplir. Complétez avant de signer.",
            )


@rule(
    "delib-non-citee",
    "warning",
    source=_DECIDES,
    says="Une collectivité ou un CCAS s'engage sans que le texte cite la délibération qui l'autorise.",
)
def missing_deliberation(case: Case) -> Iterator[Finding]:
    if not case.is_between_bodies and not case.is_amendment:
        return
    for party, block, family in local_parties(case):
        if not case.search(_ACT, block) and not _cited_elsewhere(case, family):
            yield finding(
                party.span,
                f"Le texte ne dit pas quelle délibération autorise « {case.quote(party.span)} » à signer. Citez "
                f"celle que prend {ORGANS[family][1]}, avec son numéro et sa date.",
            )


@rule("delib-sans-reference", "warning", source=_DECIDES, says="Une délibération est invoquée sans numéro ni date.")
def vague_deliberation(case: Case) -> Iterator[Finding]:
    for _, block, family in local_parties(case):
        for act in case.acts_in(block):
            here = case.view.trim(act.span, ",")
            if not act.blanks and not case.search(r"\d", here) and not _cited_elsewhere(case, family):
                yield finding(
                    here,
                    f"« {case.quote(here)} » : ni numéro ni date. Ajoutez-les pour que l'autorisation de signer "
                    "puisse être vérifiée.",
                )


@rule(
    "delib-mauvais-organe",
    "error",
    source=_DECIDES,
    says="La délibération citée n'émane pas de l'organe qui peut engager la partie.",
)
def wrong_organ(case: Case) -> Iterator[Finding]:
    others = {
        "commune": r"conseil\s+(?:departemental|regional)|conseil\s+d'administration",
        "ccas": r"conseil\s+municipal",
        "departement": r"conseil\s+(?:municipal|regional)",
    }
    for party, block, family in local_parties(case):
        if family not in others or case.search(ORGANS[family][0], block):
            continue
        for act in case.acts_in(block):
            if wrong := case.search(others[family], act.span):
                yield finding(
                    wrong.span(),
                    f"« {case.quote(wrong.span())} » ne peut pas engager « {case.quote(party.span)} » : il faut "
                    f"une délibération prise par {ORGANS[family][1]}.",
                )


@rule(
    "mandat-association-absent",
    "advice",
    source=(
        "Loi du 1er juillet 1901, art. 5 ; pratique : l'association est engagée par son représentant "
        "statutaire ou par une personne mandatée"
    ),
    says="Le texte ne dit pas en vertu de quoi le représentant d'une association signe.",
)
def missing_mandate(case: Case) -> Iterator[Finding]:
    for party in case.reading.parties:
        block = case.block_of(party)
        if not block or case.families[party.id] != "association" or party.nature != "association":
            continue
        who = case.search(r"\brepresentee?s?\s+par\b(?:(?!,?\s*ci-?\s*apres)[^\n;])*", block)
        if who and not case.search(_MANDATE, block):
            here = case.view.trim(who.span(), ",")
            yield finding(
                here,
                f"« {case.quote(here)} » : dites en vertu de quoi (statuts, décision du conseil d'administration "
                "et sa date).",
            )


@rule(
    "signature-avant-deliberation",
    "error",
    source="CE, avis, 10 juin 1996, Préfet de la Côte-d'Or, n° 176873",
    says="Le texte est signé avant la délibération ou la décision qui autorise à le signer.",
)
def signed_too_early(case: Case) -> Iterator[Finding]:
    if case.signed_on is None:
        return
    day, _ = case.signed_on
    for act in case.acts:
        date = find_date(case.folded, *act.span) if act.zone == "parties" else None
        if date and date[0] > day:
            here = act.span[0], date[1][1]
            yield finding(
                here,
                f"« {case.quote(here)} » est postérieure à la signature ({french(day)}). Signez après que la "
                "délibération est exécutoire.",
            )


@rule(
    "effet-avant-deliberation",
    "error",
    source=(
        "Non-rétroactivité des actes administratifs (CE, Ass., 25 juin 1948, Société du journal « "
        "L'Aurore ») ; CGCT art. L2131-1 et L3131-1"
    ),
    says="Le texte prend effet avant la délibération d'une collectivité partie.",
)
def effect_before_authority(case: Case) -> Iterator[Finding]:
    if case.life.effect is None:
        return
    day, where = case.life.effect
    dates = [
        found
        for _, block, _ in local_parties(case)
        for act in case.acts_in(block)
        if (found := find_date(case.folded, *act.span))
    ]
    if late := [date for date in dates if date[0] > day]:
        yield finding(
            where,
            f"Prise d'effet le « {case.quote(where)} », avant la délibération du {french(max(late)[0])} qui "
            "l'autorise. Fixez une date postérieure au caractère exécutoire de la délibération.",
        )


@rule(
    "effet-avant-signature",
    "warning",
    source=(
        "Non-rétroactivité des actes administratifs ; pratique : six dates à ne pas confondre "
        "(délibération, caractère exécutoire, signature, dernière signature, notification, effet)"
    ),
    says="Le texte prend effet à une date déjà passée le jour de sa signature.",
)
def effect_before_signature(case: Case) -> Iterator[Finding]:
    if case.life.effect is None or case.signed_on is None or list(effect_before_authority(case)):
        return
    (day, where), (signed, _) = case.life.effect, case.signed_on
    if day < signed:
        yield finding(
            where,
            f"Prise d'effet le « {case.quote(where)} », avant la signature du {french(signed)}. Retardez "
            "l'effet, ou dites ce que devient la période déjà écoulée.",
        )


@rule(
    "ccas-deux-qualites",
    "warning",
    source="CASF art. L123-6 et L123-8 : le CCAS est une personne morale distincte de la commune",
    says="Le maire signe aussi comme président du CCAS sans que le CCAS soit partie ni qu'il ait délibéré.",
)
def two_capacities(case: Case) -> Iterator[Finding]:
    if any(family == "ccas" for family in case.families.values()):
        return
    for _, block, family in local_parties(case):
        both = case.search(r"\bmaire\b[^.;\n]{0,80}\bpresidente?\s+du\s+(?:ccas|c\.c\.a\.s|centre\s+communal)", block)
        if family == "commune" and both and not case.search(r"conseil\s+d'administration", block):
            yield finding(
                both.span(),
                f"« {case.quote(both.span())} » : une seule signature pour deux personnes morales. Faites du "
                "CCAS une partie, avec la délibération de son conseil d'administration, ou ne l'engagez pas.",
            )


def french(day: str) -> str:
    """An ISO date as French figures: 2025-01-31 gives 31/01/2025."""
    return "/".join(reversed(day.split("-")))
