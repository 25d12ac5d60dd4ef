"""Extending an agreement before its end, suspending it, and saying what one wishes for the time after its term."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from maillage.agreements.actions.happened import check_passed, ready, take_back
from maillage.agreements.actions.writing import tell, touch
from maillage.agreements.choices import PartyRole
from maillage.agreements.life import stretch_at
from maillage.agreements.models import Agreement, Document, Extension, Party, RenewalChoice, Suspension
from maillage.agreements.queries.timeline import written_of
from maillage.base.refusals import Refusal, StaleRevision
from maillage.organisations.actions.writing import keep, locked
from maillage.organisations.models import User
from maillage.organisations.permissions import day_of


class NoTermToExtend(Refusal):
    """Nothing says when the agreement ends."""

    sentence = "Cet accord n’a pas d’échéance connue : il n’y a pas de terme à reporter."


@transaction.atomic
def extend(
    *,
    agreement: Agreement,
    signed_on: dt.date,
    until_on: dt.date,
    document: Document | None = None,
    declared_by: str = "",
    by: User | None,
    at: dt.datetime,
) -> Extension:
    """Record that the parties put the term off: signed before the end, or a new agreement is needed (C. civ. 1213).

    The end is the later reading: what may be lawful is not refused on the cautious one.
    """
    row = ready(agreement)
    check_passed(row, at, signed_on=signed_on)
    life = written_of(row).life
    running = stretch_at(life, signed_on)
    if running is None:
        raise NoTermToExtend
    if signed_on > running.late:
        raise Refusal(
            f"L’accord avait pris fin le {running.late:%d/%m/%Y} : une prolongation se signe avant la fin (code civil, "
            "article 1213). Préparez un nouvel accord, ou écrivez d’abord la prolongation signée avant celle-ci.",
            field="signed_on",
        )
    if until_on <= running.early:
        raise Refusal(f"L’accord va déjà jusqu’au {running.early:%d/%m/%Y}.", field="until_on")
    extension = keep(
        Extension(
            agreement=row,
            signed_on=signed_on,
            until_on=until_on,
            document=document,
            declared_by=declared_by,
            recorded_at=at,
            recorded_by=by,
        )
    )
    touch(row)
    tell("extension-recorded", row, by=by, at=at)
    return extension


@transaction.atomic
def suspend(
    *,
    agreement: Agreement,
    from_on: dt.date,
    to_on: dt.date | None,
    reason: str,
    declared_by: str = "",
    by: User | None,
    at: dt.datetime,
) -> Suspension:
    """Record that the agreement is suspended; two suspensions never overlap."""
    row = ready(agreement)
    for other in Suspension.objects.standing().filter(agreement=row):
        if (to_on is None or other.from_on <= to_on) and (other.to_on is None or from_on <= other.to_on):
            raise Refusal(f"L’accord est déjà suspendu {other}.", field="from_on")
    suspension = keep(
        Suspension(
            agreement=row,
            from_on=from_on,
            to_on=to_on,
            reason=reason.strip(),
            declared_by=declared_by,
            recorded_at=at,
            recorded_by=by,
        )
    )
    touch(row)
    tell("suspension-recorded", row, by=by, at=at)
    return suspension


@transaction.atomic
def resume(*, suspension: Suspension, to_on: dt.date, by: User | None, at: dt.datetime) -> Suspension:
    """Record the last day of a suspension that had none."""
    agreement = ready(suspension.agreement)
    row = locked(suspension)
    if row.withdrawn_at is not None or row.to_on is not None:
        raise StaleRevision
    row.to_on = to_on
    row.revision += 1
    keep(row)
    touch(agreement)
    tell("suspension-ended", agreement, by=by, at=at)
    return row


@transaction.atomic
def withdraw(*, fact: Extension | Suspension, reason: str, by: User | None, at: dt.datetime) -> None:
    """Take an extension or a suspension back, with its reason: it stays in the history."""
    agreement = ready(fact.agreement)
    take_back(fact, reason=reason, by=by, at=at)
    touch(agreement)
    verb = "extension-withdrawn" if isinstance(fact, Extension) else "suspension-withdrawn"
    tell(verb, agreement, by=by, at=at)


@transaction.atomic
def choose(
    *,
    party: Party,
    term_end_on: dt.date,
    choice: str,
    word: str = "",
    said_on: dt.date,
    declared_by: str = "",
    by: User | None,
    at: dt.datetime,
) -> RenewalChoice:
    """Say what a party wishes for the time after a term: all partners read it, and it binds nobody."""
    agreement = ready(party.agreement)
    if party.role != PartyRole.PARTY or not party.is_at(day_of(at)):
        raise Refusal("Seule une partie à l’accord se prononce sur la suite.")
    check_passed(agreement, at, said_on=said_on)
    rows = RenewalChoice.objects.select_for_update(of=("self",)).filter(party=party, term_end_on=term_end_on)
    rows.filter(superseded_at__isnull=True).update(superseded_at=at)
    row = keep(
        RenewalChoice(
            agreement=agreement,
            party=party,
            term_end_on=term_end_on,
            choice=choice,
            word=word.strip(),
            said_on=said_on,
            declared_by=declared_by,
            recorded_at=at,
            recorded_by=by,
        )
    )
    tell("renewal-chosen", agreement, by=by, at=at)
    return row
