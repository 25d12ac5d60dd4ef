"""What the room of agreements brings to the home: readings to confirm, contested points, ends that come near, partners.

What was done to agreements is told with the rest of the journal (``home_organisations.events``).
"""

from __future__ import annotations

from collections.abc import Iterable

from django.urls import reverse

from maillage.agreements.calendar.events import Kind as DutyKind
from maillage.agreements.choices import AgreementState
from maillage.agreements.legal_choices import LegalState
from maillage.agreements.models import Duty
from maillage.agreements.plain_words import within
from maillage.agreements.queries.duty_list import next_duties
from maillage.agreements.queries.waiting import Running, Sort, Waiting, running_for, waiting_for
from maillage.foundations.capitals import readable
from maillage.organisations.permissions import Permission
from maillage.reading.output.words import capital, count, of
from maillage.web.home import Coming, Expected, Partnership, Provider, Section, Visit, register
from maillage.web.home_organisations import quoted

LIVING = frozenset(LegalState.values) - {LegalState.DRAFT, LegalState.NEGOTIATION}
"""States that the home says of an agreement that runs."""
SHOWN = 4  # of each sort: the list has the others
SAID = 140  # letters of what a party contests
RENEWALS = {
    "tacit": "Sa reconduction est tacite : si personne n’écrit dans les délais, il repart.",
    "express": "Il ne continue que si ses parties le disent.",
    "": "Il s’achève à cette date : le renouveler, le remplacer, ou le laisser finir ?",
}


# ---------------------------------------------------------------- what waits for an answer


def _waiting(visit: Visit) -> list[Waiting]:
    confirming, editing = visit.mine(Permission.AGREEMENT_CONFIRM), visit.mine(Permission.AGREEMENT_EDIT)
    return waiting_for(confirming, editing, today=visit.today, most=SHOWN + 1)


def readings(visit: Visit) -> Iterable[Expected]:
    """Readings to confirm or to contest, contested points to settle, drafts to confirm; the newest first."""
    found = visit.once(_waiting)
    tell = {
        Sort.READING: _reading,
        Sort.OBJECTION: _objection,
        Sort.SIGNING: _signing,
        Sort.DRAFT: _draft,
    }
    for sort, sentence in tell.items():
        rows = [row for row in found if row.sort is sort]
        yield from (sentence(row) for row in rows[:SHOWN])
        if sort is Sort.DRAFT and len(rows) > SHOWN:
            yield Expected(
                title="D’autres brouillons attendent d’être relus",
                words="Ils sont dans la liste des accords, sous l’état « brouillon ».",
                address=f"{reverse('agreements:list')}?etat={AgreementState.DRAFT}",
                label="Voir la liste",
            )


def _reading(row: Waiting) -> Expected:
    return Expected(
        title=f"Dire si vous lisez de même : {row.title}",
        words=f"{row.words} a confirmé la lecture et vous demande, pour {within(readable(row.who))}, "
        "de la confirmer, ou de contester ce qui ne va pas.",
        address=reverse("agreements:answer", args=[row.agreement]),
        label="Répondre",
    )


def _objection(row: Waiting) -> Expected:
    said = row.words if len(row.words) <= SAID else row.words[:SAID].rsplit(" ", 1)[0] + "…"
    return Expected(
        title=f"Régler une contestation : {row.title}",
        words=f"{capital(readable(row.who))} conteste un point de la lecture : {quoted(said)}",
        address=reverse("agreements:reading", args=[row.agreement]),
        label="Voir",
    )


def _signing(row: Waiting) -> Expected:
    said = {
        LegalState.ADOPTING: "Des parties l’ont adopté",
        LegalState.ADOPTED: "Toutes les parties l’ont adopté",
        LegalState.SIGNING: "D’autres parties l’ont signé",
    }[LegalState(row.words)]
    return Expected(
        title=f"Signer : {row.title}",
        words=f"{said} ; la signature {of(within(row.who))} n’est pas enregistrée.",
        address=reverse("agreements:signing", args=[row.agreement]),
        label="Voir où il en est",
    )


def _draft(row: Waiting) -> Expected:
    if not row.left:
        words = "Tout est vérifié : il reste à confirmer."
    elif row.left == row.findings:
        words = f"Rien n’est encore vérifié : {count(row.findings, 'élément')} à voir."
    else:
        words = f"Il reste {count(row.left, 'élément')} à vérifier sur {row.findings}."
    if row.defects:
        words += f" La relecture signale {count(row.defects, 'défaut')}."
    return Expected(
        title=f"Confirmer la lecture : {row.title}",
        words=words,
        address=reverse("agreements:reading", args=[row.agreement]),
        label="Relire",
    )


# ---------------------------------------------------------------- what ends, and with whom


def _running(visit: Visit) -> list[Running]:
    reads, acts = visit.mine(Permission.AGREEMENT_VIEW), visit.mine(Permission.AGREEMENT_EDIT)
    return running_for(reads, acts, today=visit.today, most=SHOWN)


def ends_to_prepare(visit: Visit) -> Iterable[Expected]:
    """Agreements that end soon, for who may change them."""
    for row in visit.once(_running):
        if row.acts and row.ends_on <= visit.until:
            yield Expected(
                title=f"Préparer la suite : {row.title}",
                words=RENEWALS.get(row.renewal, RENEWALS[""]),
                address=reverse("agreements:detail", args=[row.agreement]),
                label="Préparer",
                on=row.ends_on,
                short=f"Échéance : {row.title}",
            )


def _duties(visit: Visit) -> list[Duty]:
    if not visit.mine(Permission.AGREEMENT_VIEW):
        return []
    return next_duties(visit.user, at=visit.at, until=visit.until, most=2 * SHOWN)


def duties_late(visit: Visit) -> Iterable[Expected]:
    """What should have been done, for who may change agreements."""
    if visit.mine(Permission.AGREEMENT_EDIT):
        for row in [one for one in visit.once(_duties) if one.on < visit.today][:SHOWN]:
            yield Expected(
                title=f"{row.label} : {row.agreement.title}",
                words="Son jour est passé : dites si c’est fait.",
                address=row.get_absolute_url(),
                label="Voir",
                on=row.on,
            )


def duties_coming(visit: Visit) -> Iterable[Coming]:
    """What is to be done in the days to come, save the ends, which are told apart."""
    for row in visit.once(_duties):
        if row.on >= visit.today and row.kind != DutyKind.END:
            yield Coming(row.on, row.label, row.agreement.title, row.get_absolute_url())


def ends_coming(visit: Visit) -> Iterable[Coming]:
    """Agreements that end soon, for who only has to know."""
    for row in visit.once(_running):
        if not row.acts:
            yield Coming(
                row.ends_on, "Échéance d’un accord", row.title, reverse("agreements:detail", args=[row.agreement])
            )


def partnerships(visit: Visit) -> Iterable[Partnership]:
    """The agreements that run, those that end first."""
    for row in visit.once(_running):
        names = row.names.split(" · ")
        between = f"Accord entre {', '.join(names[:-1])} et {names[-1]}" if len(names) > 1 else "Accord"
        yield Partnership(
            row.title,
            "",
            reverse("agreements:detail", args=[row.agreement]),
            f"{between} · {LegalState(row.legal).label.lower()}" if row.legal in LIVING else between,
            on=row.ends_on,
            on_words="échéance",
            rank=-1,
        )


PARTS: tuple[tuple[Section, Provider], ...] = (
    (Section.EXPECTED, readings),
    (Section.EXPECTED, ends_to_prepare),
    (Section.EXPECTED, duties_late),
    (Section.COMING, ends_coming),
    (Section.COMING, duties_coming),
    (Section.PARTNERSHIPS, partnerships),
)


def register_all() -> None:
    """Give the home all of the above."""
    for section, provider in PARTS:
        register(section, provider)
