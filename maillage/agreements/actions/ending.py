"""Ending an agreement: a notice prepared in private, sent and received partner by partner; or what ends it at once."""

from __future__ import annotations

import datetime as dt
from typing import Any
from uuid import UUID

from django.db import transaction

from maillage.agreements.actions.happened import check_passed, ready, take_back
from maillage.agreements.actions.notice_alerts import announce_notice
from maillage.agreements.actions.writing import tell, touch
from maillage.agreements.choices import PartyRole, TermName
from maillage.agreements.ending_choices import NOTICES, STATED, EndingWay
from maillage.agreements.models import Agreement, Delivery, Document, Ending, Party, Term
from maillage.agreements.queries.course import Told, told_of
from maillage.agreements.queries.timeline import latest_terms, written_of
from maillage.base.refusals import Refusal, StaleRevision
from maillage.foundations.durations import BadDuration, Duration
from maillage.organisations.actions.writing import change, keep, locked
from maillage.organisations.models import User
from maillage.organisations.permissions import day_of

LEAST_LEFT = 2  # parties that go on without the one that leaves


class NoRenewalToStop(Refusal):
    """The text does not renew by itself."""

    sentence = "Le texte ne prévoit pas de reconduction tacite : l’accord prend fin à son terme, sans lettre."


class NeedsPeriod(Refusal):
    """Neither the text nor the writer gives a notice (C. civ. 1211)."""

    sentence = "Le texte n’écrit pas de préavis : choisissez un délai raisonnable, et dites-le dans la lettre."


class NeedsGeneralInterest(Refusal):
    """Without an exit clause a public party ends alone for a reason of general interest only (CE, 27 February 2015)."""

    sentence = (
        "Le texte ne prévoit pas de sortie : une personne publique ne peut y mettre fin seule que pour un motif "
        "d’intérêt général (CE, 27 février 2015, n° 357028). Écrivez ce motif."
    )


@transaction.atomic
def prepare(
    *,
    party: Party,
    way: str,
    reason: str = "",
    period: str = "",
    asked_on: dt.date | None = None,
    declared_by: str = "",
    by: User | None,
    at: dt.datetime,
) -> Ending:
    """Prepare the notice of a party: private to its organisation until a first letter has left.

    The period and the words are those of the clause as it holds now; ``period`` serves where the text gives none.
    """
    agreement = ready(party.agreement)
    if way not in NOTICES:
        raise TypeError(f"This is no notice: {way}.")
    clause = _check_notice(agreement, party, way, reason, day=day_of(at))
    ending = Ending(
        agreement=agreement,
        way=way,
        party=party,
        organisation_id=party.organisation_id or agreement.brought_by_id,
        reason=reason.strip(),
        period=_period(way, clause, period),
        ends_on=asked_on,
        declared_by=declared_by,
        recorded_at=at,
        recorded_by=by,
        **_words(clause),
    )
    keep(ending)
    tell("notice-prepared", agreement, by=by, at=at, is_inner=True, owner=ending.organisation_id)
    return ending


@transaction.atomic
def rewrite(
    *,
    ending: Ending,
    reason: str,
    period: str = "",
    asked_on: dt.date | None = None,
    revision: int | None = None,
    by: User | None,
    at: dt.datetime,
) -> Ending:
    """Change a notice that has not left yet; once a partner was written to, it is withdrawn and made again."""
    agreement = ready(ending.agreement)
    row = _standing(ending)
    if row.party is None or row.shared_at is not None:
        raise Refusal("Cette lettre est partie : retirez-la, puis préparez-en une autre.")
    clause = _check_notice(agreement, row.party, row.way, reason, day=day_of(at))
    values = {"reason": reason.strip(), "period": _period(row.way, clause, period), "ends_on": asked_on}
    if change(row, values, revision=revision):
        tell("notice-prepared", agreement, by=by, at=at, is_inner=True, owner=row.organisation_id)
    return row


@transaction.atomic
def deliver(
    *,
    ending: Ending,
    party: Party,
    means: str,
    sent_on: dt.date,
    received_on: dt.date | None = None,
    reference: str = "",
    proof: Document | None = None,
    is_unclaimed: bool = False,
    note: str = "",
    declared_by: str = "",
    seen: UUID | None = None,
    by: User | None,
    at: dt.datetime,
) -> Delivery:
    """Record that a notice left for a partner, or that it was received: the partners know of it from the first letter.

    ``seen`` is the delivery that the form was opened with; what was known stays in the history.
    """
    agreement = ready(ending.agreement)
    row = _standing(ending)
    _check_addressee(agreement, row, party)
    check_passed(agreement, at, sent_on=sent_on, received_on=received_on)
    current = Delivery.objects.select_for_update(of=("self",)).current().filter(ending=row, party=party).first()
    if seen != (current.pk if current is not None else None):
        raise StaleRevision
    if current is not None:
        current.superseded_at = at
        current.save(update_fields=["superseded_at"])
    delivery = keep(
        Delivery(
            ending=row,
            party=party,
            means=means,
            sent_on=sent_on,
            received_on=received_on,
            reference=reference,
            proof=proof,
            is_unclaimed=is_unclaimed,
            note=note,
            declared_by=declared_by,
            recorded_at=at,
            recorded_by=by,
        )
    )
    if row.shared_at is None:
        row.shared_at, row.decided_on = at, sent_on
        keep(row)
    told = _settle(row, by=by, at=at)
    announce_notice(row, told, at=at)
    touch(agreement)
    is_done = told.outcome is not None and told.outcome.is_complete
    verb = "notice-complete" if is_done else "notice-received" if received_on else "notice-sent"
    tell(verb, agreement, by=by, at=at, also=_also(party))
    return delivery


@transaction.atomic
def state(
    *,
    agreement: Agreement,
    way: str,
    decided_on: dt.date,
    ends_on: dt.date,
    reason: str = "",
    court: str = "",
    replaced_by: Agreement | None = None,
    declared_by: str = "",
    by: User | None,
    at: dt.datetime,
) -> Ending:
    """Record what ends the agreement without a notice: all parties together, a court, another agreement."""
    row = ready(agreement)
    if way not in STATED:
        raise TypeError(f"This is a notice: {way}.")
    check_passed(row, at, decided_on=decided_on)
    if way == EndingWay.COURT and not court.strip():
        raise Refusal("Écrivez quelle juridiction a décidé.", field="court")
    if way == EndingWay.REPLACED and replaced_by is None and not reason.strip():
        raise Refusal("Choisissez l’accord qui remplace celui-ci, ou écrivez son titre.", field="reason")
    ending = keep(
        Ending(
            agreement=row,
            way=way,
            decided_on=decided_on,
            ends_on=ends_on,
            reason=reason.strip(),
            court=court.strip(),
            replaced_by=replaced_by,
            declared_by=declared_by,
            recorded_at=at,
            recorded_by=by,
            shared_at=at,
        )
    )
    touch(row)
    tell("ending-recorded", row, by=by, at=at)
    return ending


@transaction.atomic
def withdraw(*, ending: Ending, reason: str, by: User | None, at: dt.datetime) -> Ending:
    """Take an ending back, with its reason: it changes nothing any more, and stays in the history."""
    agreement = ready(ending.agreement)
    row = _standing(ending)
    was_told = row.shared_at is not None
    take_back(row, reason=reason, by=by, at=at)
    row.refresh_from_db()
    announce_notice(row, _settle(row, by=by, at=at), at=at)
    touch(agreement)
    tell("ending-withdrawn", agreement, by=by, at=at, is_inner=not was_told, owner=row.organisation_id)
    return row


def _standing(ending: Ending) -> Ending:
    row = locked(ending)
    if row.withdrawn_at is not None:
        raise Refusal("Ceci a été retiré : rechargez la page.")
    return row


def _check_notice(agreement: Agreement, party: Party, way: str, reason: str, *, day: dt.date) -> Term | None:
    """The clause that a notice rests on, once the party may give it."""
    if party.agreement_id != agreement.pk or party.role != PartyRole.PARTY or not party.is_at(day):
        raise Refusal("Seule une partie à l’accord donne un préavis.", field="party")
    terms = latest_terms(agreement)
    exit_clause = terms.get(TermName.NOTICE_PERIOD)
    if way == EndingWay.NON_RENEWAL_NOTICE:
        if not written_of(agreement).life.renews:
            raise NoRenewalToStop(field="way")
        return terms.get(TermName.NON_RENEWAL_NOTICE) or exit_clause
    if way == EndingWay.LEAVING:
        _check_others_go_on(agreement, party, day=day)
    has_way_out = exit_clause is not None or TermName.NOTICE_FORM in terms
    if not has_way_out and party.is_public and not reason.strip():
        raise NeedsGeneralInterest(field="reason")
    return exit_clause


def _check_others_go_on(agreement: Agreement, party: Party, *, day: dt.date) -> None:
    left = Party.objects.bound().filter(agreement=agreement).at(day).exclude(pk=party.pk).count()
    if left < LEAST_LEFT:
        raise Refusal(
            "Sans cette partie il n’en resterait qu’une : l’accord prend fin. Choisissez la résiliation.", field="way"
        )


def _period(way: str, clause: Term | None, given: str) -> str:
    """The notice of the clause, else the one that was chosen; a notice against renewal needs none."""
    if clause is not None:
        return clause.value
    if way == EndingWay.NON_RENEWAL_NOTICE:
        return ""
    try:
        return Duration.parse(given).iso()
    except BadDuration as error:
        raise NeedsPeriod(field="period") from error


def _words(clause: Term | None) -> dict[str, Any]:
    if clause is None:
        return {}
    names = ("expression_id", "provision_id", "start", "end", "quote")
    return {name: getattr(clause, name) for name in names}


def _check_addressee(agreement: Agreement, ending: Ending, party: Party) -> None:
    is_other = party.agreement_id == agreement.pk and party.pk != ending.party_id
    if not ending.is_notice or not is_other or party.role != PartyRole.PARTY:
        raise Refusal("Ce préavis s’adresse aux autres parties de l’accord.", field="party")


def _settle(ending: Ending, *, by: User | None, at: dt.datetime) -> Told:
    """Carry the end of a notice to the party that leaves alone: its last day follows from the receipts, both ways."""
    (told,) = told_of([ending])
    if ending.way != EndingWay.LEAVING or ending.party is None or told.outcome is None:
        return told
    party = locked(ending.party)
    last_day = told.outcome.last_day if ending.withdrawn_at is None else None
    others = Ending.objects.standing().filter(party=party, way=EndingWay.LEAVING).exclude(pk=ending.pk)
    if last_day is None and others.exists():
        return told  # another notice of the same party decides
    if change(party, {"to_on": last_day}):
        verb = "party-left" if last_day is not None else "party-edited"
        tell(verb, ending.agreement, by=by, at=at, also=_also(party))
    return told


def _also(party: Party) -> list[UUID]:
    return [party.organisation_id] if party.organisation_id is not None else []
