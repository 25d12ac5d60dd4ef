"""What a text leaves unsaid or ambiguous about its own life: what the law says then, and what to ask the partners.

Pure: each doubt names its source. The articles of the code civil are rules of private law, applied by analogy to the
agreements of public bodies; the sentences say so once, on the page.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from maillage.agreements.choices import AgreementKind, TermName
from maillage.agreements.life import Facts, Life, first_stretch, is_open_ended, is_over
from maillage.agreements.plain import written_date
from maillage.base.search import words_of
from maillage.foundations.durations import duration_of

_RECEIPT = re.compile(r"\b(?:accuse|avis)(?: de)? reception\b")
_STARTING_POINT = re.compile(
    r"\b(?:compter|partir|dater|court|courant|courir|suivant|suit|apres|des) (?:\w+ ){0,5}?"
    r"(?:reception|recu\w*|notifi\w*|envoi|presentation|date|remise|denonciation|signification)"
)
CPOM_MONTHS = 60


@dataclass(frozen=True, slots=True)
class Doubt:
    """One ambiguity: in which group it shows, what it is, what the law says, its source, and what to do."""

    group: str
    title: str
    law: str
    source: str
    ask: str


@dataclass(frozen=True, slots=True)
class Signing:
    """What a party says of its authority: its name, whether it is public, and the day of its délibération."""

    name: str
    is_public: bool
    authority_on: dt.date | None


@dataclass(frozen=True, slots=True)
class Case:
    """All that the doubts look at. ``notice_text`` is the article where the notice stands."""

    kind: str
    values: Mapping[str, str]
    facts: Facts
    life: Life
    parties: Sequence[Signing]
    notice_text: str
    day: dt.date

    def has(self, *names: TermName) -> bool:
        """Whether the text says one of these."""
        return any(name in self.values for name in names)


def doubts_of(case: Case) -> list[Doubt]:
    """The doubts about an agreement, in the order of its life."""
    return [doubt for rule in _RULES for doubt in rule(case)]


def _effect(case: Case) -> Iterator[Doubt]:
    trigger = case.values.get(TermName.EFFECT_TRIGGER)
    if trigger is None and not case.has(TermName.EFFECT_DATE) and case.facts.effect_on is None:
        yield Doubt(
            "debut",
            "Le texte ne dit pas quand il prend effet.",
            "Un acte administratif ne prend pas effet avant d’être exécutoire.",
            "CGCT L2131-1, L3131-1",
            "Convenez d’une date avec les parties, puis écrivez-la ici.",
        )
    elif trigger == "fixed_date" and not case.has(TermName.EFFECT_DATE) and case.facts.effect_on is None:
        yield Doubt(
            "debut",
            "La date d’effet est restée en blanc.",
            "Sans date, ni la durée ni l’échéance ne se comptent.",
            "CPC 641",
            "Retrouvez la date sur l’original signé, ou convenez-en avec les parties.",
        )
    elif case.life.effect_on is None:
        what = "de la notification" if trigger == "notification" else "de la dernière signature"
        yield Doubt(
            "debut",
            f"La date {what} n’est pas connue.",
            "L’effet, la durée et l’échéance en dépendent.",
            "le texte lui-même",
            "Demandez-la à vos partenaires, puis écrivez-la ici.",
        )


def _early_effect(case: Case) -> Iterator[Doubt]:
    effect, signed = case.life.effect_on, case.facts.signed_on
    for party in case.parties:
        if not party.is_public or party.authority_on is None:
            continue
        when = written_date(party.authority_on.isoformat())
        if signed is not None and signed < party.authority_on:
            yield Doubt(
                "debut",
                f"La signature précède une délibération : {party.name}, {when}.",
                "Une autorité qui signe avant d’y être autorisée signe illégalement ; l’assemblée peut le couvrir.",
                "CE, avis, 10 juin 1996, n° 176873 ; CE, 9 mai 2012",
                "Vérifiez les deux dates ; si elles sont exactes, demandez une délibération qui régularise.",
            )
        elif effect is not None and effect < party.authority_on:
            yield Doubt(
                "debut",
                f"La prise d’effet précède une délibération : {party.name}, {when}.",
                "Un acte administratif n’a pas d’effet rétroactif.",
                "CGCT L2131-1, L3131-1",
                "Vérifiez les deux dates avec cette partie.",
            )


def _length(case: Case) -> Iterator[Doubt]:
    if not case.has(TermName.DURATION, TermName.END_DATE) and case.facts.ends_on is None:
        yield Doubt(
            "duree",
            "Le texte ne dit pas combien de temps il dure.",
            "Un engagement perpétuel est interdit ; sans durée, chacun peut en sortir avec un préavis raisonnable.",
            "C. civ. 1210, 1211",
            "Demandez aux parties d’écrire une durée par avenant.",
        )
    first = first_stretch(case.life)
    if first is not None and not first.is_plain:
        early, late = (written_date(day.isoformat()) for day in (first.early, first.late))
        yield Doubt(
            "duree",
            f"L’échéance se lit de deux façons : le {early} ou le {late}.",
            "La procédure civile ne compte pas le premier jour ; beaucoup de textes le comptent. Les alertes suivent "
            "la date la plus proche.",
            "CPC 641, 642",
            "Convenez de la date avec les parties, puis écrivez-la dans les dates de l’accord : elle prévaudra.",
        )
    duration = duration_of(case.values.get(TermName.DURATION))
    if case.kind == AgreementKind.CPOM and duration is not None and duration.whole_months > CPOM_MONTHS:
        yield Doubt(
            "duree",
            "Ce contrat dépasse cinq ans.",
            "Un contrat pluriannuel d’objectifs et de moyens est conclu pour cinq ans au plus.",
            "CASF L313-11",
            "Vérifiez la durée avec l’autorité qui autorise.",
        )


def _renewal(case: Case) -> Iterator[Doubt]:
    if case.life.renews and case.life.renewal is None:
        after = " C’est le cas depuis son échéance." if is_open_ended(case.life, case.day) else ""
        yield Doubt(
            "suite",
            f"Il repart tacitement, sans que le texte dise pour combien de temps.{after}",
            "L’accord reconduit garde son contenu mais devient à durée indéterminée : chacun peut alors en sortir avec "
            "un préavis raisonnable.",
            "C. civ. 1214, 1215 et 1211",
            "Demandez aux parties d’écrire, par avenant, la durée et le nombre des reconductions.",
        )
    if case.life.renews and case.life.notice is not None and not case.life.notice_is_for_renewal:
        yield Doubt(
            "suite",
            "Le texte ne dit pas quand s’opposer à la reconduction.",
            "Le préavis pour quitter l’accord et celui pour empêcher une reconduction sont deux choses. Par prudence, "
            "la date indiquée compte avec le premier.",
            "règle de prudence de Maillage",
            "Demandez aux parties de l’écrire.",
        )
    if case.life.renews and case.kind in {AgreementKind.COM, AgreementKind.CPOM}:
        yield Doubt(
            "suite",
            "Une convention de subvention qui repart tacitement.",
            "Son renouvellement se décide après l’évaluation, par une convention nouvelle.",
            "circulaire du 29 septembre 2015, annexe 3",
            "Prévoyez la décision des parties avant le terme.",
        )
    if not case.life.renews and is_over(case.life, case.day):
        yield Doubt(
            "suite",
            "Le terme est passé.",
            "Un accord à durée déterminée prend fin à son terme ; une prorogation se signe avant.",
            "C. civ. 1212, 1213",
            "Si vous travaillez encore selon lui, préparez un nouvel accord. Sinon, archivez-le.",
        )


def _exit(case: Case) -> Iterator[Doubt]:
    if not case.has(TermName.NOTICE_PERIOD, TermName.NOTICE_FORM):
        yield _no_exit(case)
    if case.has(TermName.NOTICE_PERIOD) and not _has_starting_point(case.notice_text):
        yield Doubt(
            "sortie",
            "Le préavis n’a pas de point de départ.",
            "Pour celui qui la reçoit, une lettre recommandée est notifiée le jour où elle lui est remise. Comptez "
            "depuis la dernière réception.",
            "CPC 668, 669",
            "Demandez d’écrire « à compter de la réception de la lettre par chacune des parties ».",
        )


def _no_exit(case: Case) -> Doubt:
    title = "Le texte ne dit pas comment en sortir."
    ask = "Demandez aux parties une clause : qui prévient qui, comment, combien de temps avant."
    if len(case.parties) > 1 and all(party.is_public for party in case.parties):
        law = "Entre personnes publiques, seul un motif d’intérêt général permet d’en sortir seul."
        return Doubt("sortie", title, law, "CE, 27 février 2015, n° 357028", ask)
    if case.has(TermName.DURATION, TermName.END_DATE):
        law = "Un accord à durée déterminée s’exécute jusqu’à son terme."
        return Doubt("sortie", title, law, "C. civ. 1212", ask)
    law = "Sans durée, chacun peut en sortir à tout moment, avec un préavis raisonnable."
    return Doubt("sortie", title, law, "C. civ. 1211", ask)


def _has_starting_point(text: str) -> bool:
    """Whether the article says from when the notice runs: a letter "avec accusé de réception" does not say it."""
    return not text or _STARTING_POINT.search(_RECEIPT.sub("", " ".join(words_of(text)))) is not None


def _change(case: Case) -> Iterator[Doubt]:
    if not case.has(TermName.AMENDMENT_BY):
        yield Doubt(
            "changement",
            "Le texte ne dit pas comment le modifier.",
            "Un accord ne se modifie que par le consentement de toutes les parties, dans les mêmes formes.",
            "C. civ. 1193",
            "Prévoyez un avenant signé de toutes les parties, après délibération de chacune.",
        )


_RULES: tuple[Callable[[Case], Iterator[Doubt]], ...] = (_effect, _early_effect, _length, _renewal, _exit, _change)
