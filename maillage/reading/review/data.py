"""Information on persons: secrecy and the protection of personal data."""

from __future__ import annotations

from collections.abc import Iterator

from maillage.foundations import rx
from maillage.reading.model import Span
from maillage.reading.review.case import Case, shared
from maillage.reading.review.registry import Finding, finding, rule

_PERSON = (
    r"(?:personnes?\b|usagers?|enfants?|mineurs?|familles?|patiente?s?|residente?s?|beneficiaires?|"
    r"allocataires?|stagiaires?|jeunes?|menages?|habitante?s?\s+concerne|l'interesse)"
)
_SHARING = (
    r"(?:echang|partag|transmet|transmiss|transmi|communi(?:qu|cation)|adress|faire\s+parvenir|"
    r"fera\s+parvenir|circul)\w*"
)
_SHARED = (
    rf"\b{_SHARING}[^.;]{{0,120}}?\b(?:informations|donnees|renseignements|dossiers?|"
    rf"fiches?)\b(?:[^.;]{{0,50}}?(?:\brelativ\w+\s+(?:a|aux)\b|\bconcernant\b|\butiles?\s+(?:a|au)\b|"
    rf"\bnominativ\w+)[^.;]{{0,50}}?\b{_PERSON}|[^.;]{{0,25}}?\b(?:sur|des|"
    r"de)\s+(?:la\s+situation\s+(?:des\s+|de\s+|d'))?"
    rf"(?:les\s+|la\s+|l'|leurs?\s+|ces\s+|chaque\s+)?{_PERSON})|"
    rf"\b{_SHARING}[^.;]{{0,60}}?\b(?:fiches?\s+(?:de\s+liaison|de\s+situation|nominativ\w+)|"
    r"donnees\s+(?:a\s+caractere\s+personnel|personnelles|nominatives)|informations\s+nominatives|"
    r"dossiers?\s+(?:individuels?|medica\w+))|"
    r"\b(?:fiches?\s+(?:de\s+liaison|de\s+situation|nominatives?)|"
    rf"situations\s+individuelles)\b[^.;]{{0,80}}?\b{_SHARING}|"
    r"\b(?:echanges?|partage|commission|concertation|rencontres?|temps\s+d'echange|"
    rf"reunions?)\b[^.;]{{0,60}}?\bsituations\s+individuelles"
)
_NOT_PERSONAL = (
    r"\bagrege|\banonym|statisti|aucune?\s+(?:donnee|information)|\bne\s+(?:permet|puisse)|"
    r"besoins\s+sociaux|donnees\s+d'activite"
)
_CONFIDENTIAL = (
    r"secret\s+(?:professionnel|medical|partage)|confidentialit|confidentiel|discretion\s+professionnelle|"
    r"l\.?\s?226-2-2|l\.?\s?1110-4|226-13|" + rx.words(r"secrets?\b")
)
_GDPR = (
    r"2016/679|protection\s+des\s+donnees|informatique\s*,?\s*(?:et|aux)\b|delegue\s+a\s+la\s+protection|"
    + rx.words(r"rgpd\b", r"78-17\b", r"cnil\b")
)
_ROLES = (
    r"responsables?\s+(?:conjoints?\s+)?(?:du|des|de)\s+(?:la\s+)?(?:traitement|donnees)|"
    r"responsables?[^.;]{0,60}\btraitements?|sous-traitan|coresponsab|responsabilite\s+conjointe"
)


_DATA = r"donnees\s+(?:a\s+caractere\s+personnel|personnelles)"


def _cared_for(case: Case, here: Span) -> bool:
    """Whether a clause protects personal data: it names the law, or speaks of them elsewhere than ``here``."""
    start, end = case.sentence_at(here[0])
    return bool(case.search(_GDPR) or case.search(_DATA, (0, start)) or case.search(_DATA, (end, len(case.folded))))


@shared
def _shared(case: Case) -> Span | None:
    """The first words by which parties share information on persons, when it is not aggregated."""
    if not case.has("information", "donnees", "fiche", "dossier", "situations individuelles", "renseignement"):
        return None
    for span in case.sentences:
        unit = case.unit_at(span[0])
        if unit is None or unit.zone not in ("body", "annex"):
            continue
        match = case.search(_SHARED, span)
        if match and not case.search(_NOT_PERSONAL, span):
            return case.view.trim(match.span())
    return None


@rule(
    "donnees-sans-secret",
    "error",
    source="CASF art. L226-2-2 ; CSP art. L1110-4 ; C. pén. art. 226-13 ; RGPD art. 5, 6 et 26",
    says="Des informations sur des personnes sont partagées sans clause de secret ni de protection des données.",
)
def unprotected(case: Case) -> Iterator[Finding]:
    here = _shared(case)
    if here and not case.search(_CONFIDENTIAL) and not _cared_for(case, here):
        yield finding(
            here,
            f"« {case.quote(here)} » : rien sur le secret professionnel, l'information ou l'accord de la "
            "personne, ni la protection des données. Ajoutez une clause avant tout échange.",
        )


@rule(
    "secret-sans-rgpd",
    "warning",
    source="RGPD art. 5, 6, 13, 26 et 28",
    says="Un partage d'informations protégé par le secret, mais sans clause sur les données personnelles.",
)
def secrecy_only(case: Case) -> Iterator[Finding]:
    here = _shared(case)
    if here and case.search(_CONFIDENTIAL) and not _cared_for(case, here):
        yield finding(
            here,
            f"« {case.quote(here)} » : le texte parle de secret, pas de données personnelles. Dites qui est "
            "responsable du traitement, sa base légale, les droits des personnes et la durée de "
            "conservation.",
        )


@rule(
    "rgpd-sans-responsable",
    "advice",
    source="RGPD art. 26 (responsables conjoints) et 28 (sous-traitant)",
    says="Des données personnelles partagées sans dire qui en est responsable.",
)
def no_controller(case: Case) -> Iterator[Finding]:
    here = _shared(case)
    if here and case.search(_GDPR) and not case.search(_ROLES):
        law = case.search(r"\brgpd\b|2016/679|protection\s+des\s+donnees|\b78-17\b|6\s+janvier\s+1978|informatique\s*,")
        span = law.span() if law else here
        yield finding(
            span,
            f"« {case.quote(span)} » est cité, mais le texte ne dit pas qui est responsable du traitement. "
            "Réglez-le : chacun pour le sien, ou conjointement avec un partage des rôles.",
        )


@rule(
    "loi-1978-sans-rgpd",
    "warning",
    source="RGPD (règlement (UE) 2016/679), applicable depuis le 25 mai 2018 ; loi n° 78-17 modifiée",
    says="La loi Informatique et libertés est citée sans le RGPD.",
)
def old_law_only(case: Case) -> Iterator[Finding]:
    if case.signed_on and case.signed_on[0] < "2018-05-25":
        return
    law = case.search(
        r"\b(?:loi\s+(?:n\s?[°º]\s*78-17[^.;,\n]{0,40}|du\s+6\s+janvier\s+1978|"
        r"(?:dite\s+)?[«\"]?\s*informatique\s+et\s+libertes))"
    )
    if law and not case.search(r"\brgpd\b|2016/679|reglement\s+(?:general|europeen)|reglement\s+\(ue\)"):
        yield finding(
            case.view.trim(law.span()),
            f"« {case.quote(law.span())} » est citée seule : le règlement (UE) 2016/679 (RGPD) s'applique "
            "depuis le 25 mai 2018. Citez les deux.",
        )
