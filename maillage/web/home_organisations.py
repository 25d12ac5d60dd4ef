"""What the room of organisations brings to the home: claims, invitations, ends that come near, the yearly review.

What several sections tell of is read once: ORM queries are most of what this page costs.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db.models import Case, Q, Value, When
from django.urls import reverse

from maillage.base.records import Dated
from maillage.journal import sentences
from maillage.journal.models import Event
from maillage.organisations.models import (
    Accreditation,
    Claim,
    Grant,
    Invitation,
    Mandate,
    Membership,
    Organisation,
)
from maillage.organisations.permissions import Permission
from maillage.organisations.queries.accounts import REVIEW_EVERY, with_last_review
from maillage.organisations.queries.waiting import Anything, anything_for
from maillage.web.home import SHOWN, Changed, Coming, Expected, Partnership, Provider, Section, Visit, register

NEAR = dt.timedelta(days=30)  # a yearly review is asked for a month before its day
FIRST_VISIT = dt.timedelta(days=30)  # without an earlier visit: what changed in the last month
FORGOTTEN = dt.timedelta(days=90)  # an end that passed longer ago is history, and no longer asked about
PARTNERS_SHOWN = 20  # federations and members: the page of the federation has the others


def quoted(name: str) -> str:
    """A name between guillemets that stay with it at the end of a line."""
    return f"«\u00a0{name}\u00a0»"


def last_day(row: Dated) -> dt.date:
    """The last day of a row that was looked for by it."""
    return row.to_on or dt.date.max


# ---------------------------------------------------------------- claims and invitations


def _anything(visit: Visit) -> Anything:
    """Whether there may be anything to tell of at all: nothing is read for who has nothing."""
    kept = (Permission.CLAIM_DECIDE, Permission.JOURNAL_VIEW, Permission.PERSON_EDIT)
    bodies = frozenset[UUID]().union(*map(visit.mine, kept))
    return anything_for(visit.user, bodies, since=visit.today - FORGOTTEN, until=visit.until)


def _claims(visit: Visit) -> list[Claim]:
    """Claims that wait: one's own, and those that one may decide."""
    if not (visit.rights.is_operator or visit.once(_anything).claims):
        return []
    rows = Claim.objects.pending().select_related("organisation", "user__person")
    if visit.rights.is_operator:
        return list(rows)
    return list(rows.filter(Q(user=visit.user) | Q(organisation__in=visit.mine(Permission.CLAIM_DECIDE))))


def claims(visit: Visit) -> Iterable[Expected]:
    """Requests to speak for an organisation, which the person may verify."""
    for claim in visit.once(_claims):
        if claim.user_id == visit.user.pk:
            continue
        said = f" Fonction indiquée : {claim.message}." if claim.message else ""
        yield Expected(
            title=f"Vérifier qui parle pour {quoted(claim.organisation.name)}",
            words=f"{claim.user.get_full_name()} le demande. Preuve : {claim.get_proof_display()}.{said}",
            address=reverse("organisations:claim", args=[claim.pk]),
            label="Vérifier",
        )


def own_claims(visit: Visit) -> Iterable[Partnership]:
    """The organisations for which the person asked to speak."""
    for claim in visit.once(_claims):
        if claim.user_id == visit.user.pk:
            yield Partnership(
                claim.organisation.name,
                claim.organisation.kind,
                claim.organisation.get_absolute_url(),
                "Votre demande de parler pour elle attend une réponse",
                on_words="Pas encore de date",
                rank=1,
            )


def invitations(visit: Visit) -> Iterable[Expected]:
    """Invitations sent to the person's address, to accept or to let pass."""
    if visit.user.email_verified_at is None or not visit.once(_anything).invitations:
        return
    waiting = Invitation.objects.open_at(visit.at).filter(email=visit.user.email).select_related("organisation")
    for invitation in waiting.order_by("expires_at", "pk"):
        yield Expected(
            title=f"Répondre à une invitation : {invitation.organisation.name}",
            words=f"Vous y seriez {invitation.get_role_display()}. Le lien pour accepter est dans le courriel reçu.",
            address=invitation.organisation.get_absolute_url(),
            label="Voir l’organisation",
            on=invitation.expires_at.date(),
        )


# ---------------------------------------------------------------- the yearly review of accounts


def _reviews_due(visit: Visit) -> list[tuple[Organisation, dt.date]]:
    """The organisations whose accounts the person reviews, and by when: a year after the last time, or first right."""
    mine = visit.mine(Permission.ACCOUNT_REVIEW)
    if not mine:
        return []
    rows: Iterable[Any] = with_last_review(Organisation.objects.by_name().filter(pk__in=mine))
    return [(row, (row.last_reviewed_at + REVIEW_EVERY).date()) for row in rows]


def reviews(visit: Visit) -> Iterable[Expected]:
    """A review that is due within a month, or should have been done."""
    for organisation, on in visit.once(_reviews_due):
        if on <= visit.today + NEAR:
            yield Expected(
                title="Passer en revue les comptes",
                words=f"{organisation.name} : une fois par an, chaque droit est gardé, ou retiré à qui est parti.",
                address=reverse("accounts:review"),
                label="Passer en revue",
                on=on,
                short=f"Revue des comptes, {organisation.label}",
            )


def reviews_coming(visit: Visit) -> Iterable[Coming]:
    """A review that is not asked for yet, and comes within the days shown."""
    for organisation, on in visit.once(_reviews_due):
        if on > visit.today + NEAR:
            yield Coming(on, "Revue des comptes", organisation.label)


# ---------------------------------------------------------------- what ends


def _accreditations(visit: Visit) -> list[Accreditation]:
    """Those of the person's organisations that end soon or have just ended."""
    mine = visit.mine(Permission.JOURNAL_VIEW)
    if not mine or not visit.once(_anything).accreditations:
        return []
    rows = Accreditation.objects.filter(organisation__in=mine).select_related("organisation")
    return list(rows.ending_before(visit.until, since=visit.today - FORGOTTEN))


def accreditations_to_renew(visit: Visit) -> Iterable[Expected]:
    """Accreditations that end soon or have just ended, for who keeps them."""
    mine = visit.mine(Permission.ACCREDITATION_EDIT)
    for row in visit.once(_accreditations):
        if row.organisation_id not in mine:
            continue
        verb, tense = ("Régulariser", "a pris") if last_day(row) < visit.today else ("Renouveler", "prend")
        yield Expected(
            title=f"{verb} l’habilitation {quoted(row.name)}",
            words=f"{row.organisation.name}. Autorité : {row.authority}. Elle {tense} fin à cette date.",
            address=row.organisation.get_absolute_url(),
            label="Préparer",
            on=row.to_on,
            short=f"Fin de l’habilitation {quoted(row.name)}",
        )


def accreditations_ending(visit: Visit) -> Iterable[Coming]:
    """Accreditations that end soon, for who only has to know."""
    mine = visit.mine(Permission.ACCREDITATION_EDIT)
    for row in visit.once(_accreditations):
        if row.organisation_id not in mine:
            words = f"Fin de l’habilitation {quoted(row.name)}"
            yield Coming(last_day(row), words, row.organisation.label, row.organisation.get_absolute_url())


def _mandates(visit: Visit) -> list[Mandate]:
    """Functions that end soon: one's own, and those of the organisations whose people one keeps."""
    if not visit.once(_anything).mandates:
        return []
    wanted = Q(organisation__in=visit.mine(Permission.PERSON_EDIT))
    if visit.user.person_id is not None:
        wanted |= Q(person=visit.user.person_id)
    rows = Mandate.objects.at(visit.today).filter(wanted, to_on__lte=visit.until, person__merged_into__isnull=True)
    return list(rows.select_related("person", "organisation").order_by("to_on", "pk"))


def mandates_to_prepare(visit: Visit) -> Iterable[Expected]:
    """Functions of others that end soon, to hand over."""
    for row in visit.once(_mandates):
        if row.person_id != visit.user.person_id:
            yield Expected(
                title=f"Préparer une passation : {row.person.full_name}",
                words=f"Sa fonction ({row.title}, {row.organisation.label}) prend fin à cette date : "
                "qui la reprendra, et ce qui lui revient ?",
                address=reverse("people:hand_over", args=[row.person_id]),
                label="Préparer",
                on=row.to_on,
                short=f"Fin de fonction : {row.person.full_name}",
            )


def own_ends(visit: Visit) -> Iterable[Coming]:
    """One's own functions and rights that end soon."""
    for row in visit.once(_mandates):
        if row.person_id == visit.user.person_id:
            yield Coming(last_day(row), f"Fin de votre fonction : {row.title}", row.organisation.label)
    for grant in visit.once(_grants):
        if last_day(grant) <= visit.until:
            words = f"{grant.organisation.label}, {grant.get_role_display()}"
            yield Coming(last_day(grant), "Fin de votre accès", words)


# ---------------------------------------------------------------- what changed, and with whom


def events(visit: Visit) -> Iterable[Changed]:
    """What others did since the last visit, in what reaches the person's organisations."""
    mine = visit.mine(Permission.JOURNAL_VIEW)
    if not mine:
        return
    since = visit.since or visit.at - FIRST_VISIT
    rows = Event.objects.reaching(mine).filter(at__gt=since).exclude(actor_id=visit.user.pk).newest_first()[:SHOWN]
    for told in sentences.tell(rows, viewer=visit.user):
        yield Changed(told.at, told.sentence, told.fields)


def _grants(visit: Visit) -> list[Grant]:
    """The rights that the person has today, by organisation."""
    return sorted(visit.grants, key=lambda row: (row.organisation.folded, row.role, row.pk))


def organisations(visit: Visit) -> Iterable[Partnership]:
    """The organisations for which the person acts."""
    for grant in visit.once(_grants):
        within = f", {grant.unit.name}" if grant.unit is not None else ""
        yield Partnership(
            grant.organisation.name,
            grant.organisation.kind,
            grant.organisation.get_absolute_url(),
            f"Vous y êtes {grant.get_role_display()}{within}",
            on=grant.to_on,
            on_words="fin de votre accès" if grant.to_on else "",
        )


def federations(visit: Visit) -> Iterable[Partnership]:
    """The federations of the person's organisations, then the members of their federations."""
    mine: frozenset[UUID] = visit.mine(Permission.INNER_SPACE_VIEW)
    if not mine:
        return
    rows = Membership.objects.at(visit.today).filter(Q(federation__in=mine) | Q(member__in=mine))
    above_first = Case(When(member__in=mine, then=Value(0)), default=Value(1))
    rows = rows.select_related("federation", "member").order_by(above_first, "member__folded", "pk")
    for row in rows[:PARTNERS_SHOWN]:
        if row.member_id in mine:
            other, bond, rank = row.federation, f"Fédération dont est membre {row.member.label}", 2
        else:
            other, bond, rank = row.member, "Membre de votre fédération", 3
        yield Partnership(other.name, other.kind, other.get_absolute_url(), bond, rank=rank)


PARTS: tuple[tuple[Section, Provider], ...] = (
    (Section.EXPECTED, claims),
    (Section.EXPECTED, invitations),
    (Section.EXPECTED, reviews),
    (Section.EXPECTED, accreditations_to_renew),
    (Section.EXPECTED, mandates_to_prepare),
    (Section.CHANGED, events),
    (Section.COMING, accreditations_ending),
    (Section.COMING, own_ends),
    (Section.COMING, reviews_coming),
    (Section.PARTNERSHIPS, organisations),
    (Section.PARTNERSHIPS, own_claims),
    (Section.PARTNERSHIPS, federations),
)


def register_all() -> None:
    """Give the home all of the above."""
    for section, provider in PARTS:
        register(section, provider)
