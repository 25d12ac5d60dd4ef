"""Somebody leaves: all that rests on them is passed on in one go, and nothing is left without an owner."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping

from django.db import transaction

from maillage.base.refusals import Refusal
from maillage.journal import actions as journal
from maillage.journal.models import type_of
from maillage.organisations.actions import grants, mandates
from maillage.organisations.actions.writing import ONE_DAY, keep, locked
from maillage.organisations.choices import PLAIN_FUNCTIONS
from maillage.organisations.models import Grant, Handover, HandoverItem, Mandate, Organisation, Person, User
from maillage.organisations.permissions import Role, day_of
from maillage.organisations.queries import handover as registry
from maillage.organisations.queries.handover import Resting, what_rests_on


class LeftWithoutOwner(Refusal):
    """Something rests on the person and nobody takes it on. ``remaining`` says what."""

    def __init__(self, remaining: list[Resting]) -> None:
        self.remaining = remaining
        names = " ; ".join(resting.label for resting in remaining)
        super().__init__(f"Il reste à confier à quelqu’un : {names}.")


@transaction.atomic
def hand_over(
    *,
    person: Person,
    organisation: Organisation,
    to: Person | Mapping[str, Person],
    last_day_on: dt.date | None = None,
    by: User | None,
    at: dt.datetime,
) -> Handover:
    """Record that ``person`` leaves ``organisation`` and pass on all that rests on them there.

    ``to`` is one person for all, or a person for each ``key`` of :func:`what_rests_on`. After ``last_day_on`` (today,
    without one) nothing may rest on the person: else all is refused. The rights in the organisation end with that day
    (at once when it is today), and the account is closed when it has no right left anywhere.
    """
    locked(organisation)
    last_day = last_day_on or day_of(at)
    resting = what_rests_on(person, at=last_day, organisation=organisation)
    chosen = {one.key: to if isinstance(to, Person) else to.get(one.key) for one in resting}
    if not resting and not Grant.objects.at(last_day).filter(user__person=person, organisation=organisation).exists():
        raise Refusal(f"{person} n’a ni fonction ni droit dans cette organisation à cette date.")
    _check(person, resting, chosen)
    row = keep(
        Handover(person=person, organisation=organisation, last_day_on=last_day, handed_over_at=at, handed_over_by=by)
    )
    for one in resting:
        recipient = chosen[one.key] if one.must_pass or not isinstance(to, Person) else None
        registry.provider_of(one).pass_on(one, recipient, last_day_on=last_day, by=by, at=at)
        keep(
            HandoverItem(
                handover=row,
                source=one.source,
                subject_type=one.subject_type,
                subject_id=one.subject_id,
                recipient=recipient,
            )
        )
    left = what_rests_on(person, at=last_day + ONE_DAY, organisation=organisation)
    if remaining := [one for one in left if one.must_pass]:
        raise LeftWithoutOwner(remaining)
    _end_rights(person, organisation, last_day, by=by, at=at)
    journal.record(verb="handover-done", by=by, at=at, subject=row, organisation=organisation)
    return row


def _check(person: Person, resting: list[Resting], chosen: Mapping[str, Person | None]) -> None:
    if remaining := [one for one in resting if one.must_pass and chosen[one.key] is None]:
        raise LeftWithoutOwner(remaining)
    if any(recipient is not None and recipient.pk == person.pk for recipient in chosen.values()):
        raise Refusal("Choisissez quelqu’un d’autre que la personne qui part.")
    for one in resting:
        recipient = chosen[one.key]
        if one.needs_account and one.must_pass and recipient is not None and _account_of(recipient) is None:
            raise Refusal(f"{recipient} n’a pas de compte : « {one.label} » demande quelqu’un qui en a un.")


def _end_rights(
    person: Person, organisation: Organisation, last_day: dt.date, *, by: User | None, at: dt.datetime
) -> None:
    """The rights end with the last day; an account that has none left anywhere is closed."""
    user = User.objects.filter(person=person).first()
    if user is None:
        return
    for grant in Grant.objects.filter(user=user, organisation=organisation, withdrawn_on__isnull=True):
        grants.end_by(grant, last_day, by=by, at=at)
    live = Grant.objects.filter(user=user, withdrawn_on__isnull=True).exclude(to_on__lt=day_of(at))
    if user.is_active and not live.exists():
        user.is_active, user.closed_at = False, at
        keep(user)
        journal.record(verb="account-closed", by=by, at=at, subject=user, organisation=organisation)


def _account_of(person: Person) -> User | None:
    return User.objects.filter(person=person, is_active=True).first()


class Functions:
    """The functions of the person: each but the plain ones passes to somebody."""

    source = "function"
    title = "Fonctions"

    def find(self, person: Person, organisation: Organisation | None, day: dt.date) -> Iterable[Resting]:
        """The mandates that the person holds on the day, or will hold later."""
        rows = Mandate.objects.exclude(to_on__lt=day).filter(person=person).select_related("organisation", "unit")
        if organisation is not None:
            rows = rows.filter(organisation=organisation)
        for mandate in rows.order_by("from_on", "pk"):
            place = f"{mandate.organisation.label}, {mandate.unit}" if mandate.unit else mandate.organisation.label
            yield Resting(
                source=self.source,
                subject_type=type_of(Mandate),
                subject_id=str(mandate.pk),
                label=f"{mandate.title} ({place})",
                organisation_id=mandate.organisation_id,
                must_pass=mandate.function not in PLAIN_FUNCTIONS,
            )

    def pass_on(
        self, resting: Resting, to: Person | None, *, last_day_on: dt.date, by: User | None, at: dt.datetime
    ) -> None:
        """End the mandate, and begin the same with the recipient the day after, unless they hold it already."""
        mandate = Mandate.objects.select_related("organisation", "unit", "substitute").get(pk=resting.subject_id)
        first_day, last_day = max(last_day_on + ONE_DAY, mandate.from_on), mandate.to_on
        if mandate.from_on > last_day_on:
            mandates.cancel(mandate=mandate, by=by, at=at)
        else:
            mandates.end(mandate=mandate, last_day_on=last_day_on, by=by, at=at)
        if to is None or (last_day is not None and last_day < first_day):
            return
        same = Mandate.objects.at(first_day).filter(person=to, organisation=mandate.organisation, unit=mandate.unit)
        if not same.filter(function=mandate.function, agreement_id=mandate.agreement_id).exists():
            mandates.begin(
                person=to,
                organisation=mandate.organisation,
                function=mandate.function,
                unit=mandate.unit,
                capacity=mandate.capacity,
                agreement_id=mandate.agreement_id,
                substitute=mandate.substitute if mandate.substitute_id != to.pk else None,
                from_on=first_day,
                to_on=last_day,
                by=by,
                at=at,
            )


class Substitutions:
    """The functions in which the person stands in for somebody: passed, or left without a substitute."""

    source = "substitution"
    title = "Suppléances"

    def find(self, person: Person, organisation: Organisation | None, day: dt.date) -> Iterable[Resting]:
        """The mandates of others that name the person as substitute on the day."""
        rows = Mandate.objects.at(day).filter(substitute=person).select_related("organisation", "person")
        if organisation is not None:
            rows = rows.filter(organisation=organisation)
        for mandate in rows.order_by("from_on", "pk"):
            yield Resting(
                source=self.source,
                subject_type=type_of(Mandate),
                subject_id=str(mandate.pk),
                label=f"Suppléance de {mandate.person}, {mandate.title}",
                organisation_id=mandate.organisation_id,
                must_pass=False,
            )

    def pass_on(
        self,
        resting: Resting,
        to: Person | None,
        *,
        last_day_on: dt.date,  # noqa: ARG002 done at once
        by: User | None,
        at: dt.datetime,
    ) -> None:
        """Name another substitute at once, or none (also when the recipient holds the function itself)."""
        mandate = Mandate.objects.get(pk=resting.subject_id)
        other = to if to is not None and to.pk != mandate.person_id else None
        mandates.set_substitute(mandate=mandate, substitute=other, by=by, at=at)


class Administration:
    """The administration of an organisation, when nobody else has it."""

    source = "administration"
    title = "Administration des comptes"

    def find(self, person: Person, organisation: Organisation | None, day: dt.date) -> Iterable[Resting]:
        """The organisations that only the person administers on the day, while others have a right there."""
        rows = Grant.objects.at(day).filter(user__person=person, role=Role.ORGANISATION_ADMINISTRATOR)
        if organisation is not None:
            rows = rows.filter(organisation=organisation)
        for grant in rows.select_related("organisation").order_by("organisation__folded", "pk"):
            others = Grant.objects.at(day).filter(organisation=grant.organisation, user__is_active=True)
            others = others.exclude(user_id=grant.user_id)
            if not others.filter(role=Role.ORGANISATION_ADMINISTRATOR).exists():
                yield Resting(
                    source=self.source,
                    subject_type=type_of(Organisation),
                    subject_id=str(grant.organisation_id),
                    label=f"Administration des comptes de {grant.organisation.label}",
                    organisation_id=grant.organisation_id,
                    must_pass=others.exists(),
                    needs_account=True,
                )

    def pass_on(
        self,
        resting: Resting,
        to: Person | None,
        *,
        last_day_on: dt.date,  # noqa: ARG002 done at once
        by: User | None,
        at: dt.datetime,
    ) -> None:
        """Give the recipient the role at once, so that there is no day between."""
        account = _account_of(to) if to is not None else None
        if account is not None:
            grants.give(
                user=account,
                role=Role.ORGANISATION_ADMINISTRATOR,
                organisation=Organisation.objects.get(pk=resting.subject_id),
                reason="Passation.",
                by=by,
                at=at,
            )


def register() -> None:
    """Tell the registry what this room knows to rest on people."""
    for provider in (Functions(), Substitutions(), Administration()):
        registry.register(provider)
