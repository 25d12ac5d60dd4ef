"""What happened to an agreement since it was signed, as the calendar counts with it and as its pages tell it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from maillage.agreements.calendar import NOTHING, Course, Extended, Opposed, Paused, Stopped
from maillage.agreements.calendar.words import day_in_words
from maillage.agreements.choices import PartyRole
from maillage.agreements.ending_choices import EndingWay
from maillage.agreements.leaving import Outcome, Sending, outcome_of
from maillage.agreements.models import Agreement, Delivery, Ending, Extension, Party, Suspension
from maillage.agreements.queries.horizon import KNOWN_FOR_ALL, Horizon
from maillage.foundations.durations import duration_of

_LAWS = {
    EndingWay.ACCORD: "code civil, article 1193",
    EndingWay.COURT: "code civil, article 1227",
    EndingWay.REPLACED: "code civil, article 1193",
}


@dataclass(frozen=True, slots=True)
class Addressee:
    """A partner to whom a notice is due, and the last word on how it was brought there."""

    party: Party
    delivery: Delivery | None

    @property
    def sending(self) -> Sending:
        """The same for what is computed."""
        known = self.delivery
        return Sending(
            self.party.pk,
            self.party.label,
            known.sent_on if known is not None else None,
            known.received_on if known is not None else None,
        )


@dataclass(frozen=True, slots=True)
class Told:
    """An ending, its addressees, what it comes to; ``outcome`` is None for the ways that state their last day."""

    ending: Ending
    addressees: tuple[Addressee, ...] = ()
    outcome: Outcome | None = None

    @property
    def last_day(self) -> dt.date | None:
        """The day at the end of which it takes effect; a notice against renewal has that of the term (``life``)."""
        if self.outcome is None:
            return self.ending.ends_on
        return None if self.ending.way == EndingWay.NON_RENEWAL_NOTICE else self.outcome.last_day


def course_of(agreement: Agreement, *, horizon: Horizon = KNOWN_FOR_ALL) -> Course:
    """What happened to the agreement, as far as ``horizon`` reads it: nothing to who reads it from outside."""
    if not horizon.is_inside:
        return NOTHING
    told = endings_of(agreement, horizon=horizon)
    extensions = horizon.known(Extension.objects.filter(agreement=agreement), "recorded_at", "withdrawn_at")
    pauses = horizon.known(Suspension.objects.filter(agreement=agreement), "recorded_at", "withdrawn_at")
    if horizon.until is None:
        extensions, pauses = extensions.filter(withdrawn_at__isnull=True), pauses.filter(withdrawn_at__isnull=True)
    return Course(
        extensions=tuple(sorted({Extended(row.signed_on, row.until_on) for row in extensions})),
        oppositions=tuple(_oppositions(told)),
        stops=tuple(_stops(told)),
        pauses=tuple(Paused(row.from_on, row.to_on, row.reason) for row in pauses.order_by("from_on", "pk")),
    )


def endings_of(agreement: Agreement, *, horizon: Horizon = KNOWN_FOR_ALL) -> list[Told]:
    """The endings that stand and that the partners know of, with what each comes to: three queries."""
    rows = Ending.objects.shared().filter(agreement=agreement)
    rows = horizon.known(rows, "recorded_at", "withdrawn_at")
    if horizon.until is None:
        rows = rows.standing()
    return told_of(list(rows.select_related("party", "replaced_by").order_by("recorded_at", "pk")), horizon=horizon)


def told_of(endings: Sequence[Ending], *, horizon: Horizon = KNOWN_FOR_ALL) -> list[Told]:
    """The same of endings already read, all of one agreement: two queries."""
    if not endings:
        return []
    bound = Party.objects.filter(agreement=endings[0].agreement_id, role=PartyRole.PARTY)
    parties = list(bound.select_related("organisation").in_order())
    rows = horizon.known(Delivery.objects.filter(ending__in=endings), "recorded_at", "superseded_at")
    if horizon.until is None:
        rows = rows.current()
    known = {(row.ending_id, row.party_id): row for row in rows.select_related("proof").order_by("recorded_at", "pk")}
    return [_told(one, parties, known) for one in endings]


def _told(ending: Ending, parties: Sequence[Party], known: dict[tuple[UUID, UUID], Delivery]) -> Told:
    if not ending.is_notice:
        return Told(ending)
    sent = [row.sent_on for (key, _), row in known.items() if key == ending.pk]
    day = min(sent, default=ending.decided_on or ending.recorded_at.date())
    addressees = tuple(
        Addressee(party, known.get((ending.pk, party.pk)))
        for party in parties
        if party.pk != ending.party_id and (party.is_at(day) or (ending.pk, party.pk) in known)
    )
    is_opposition = ending.way == EndingWay.NON_RENEWAL_NOTICE
    period = None if is_opposition else duration_of(ending.period)
    outcome = outcome_of([one.sending for one in addressees], period, asked_on=ending.ends_on)
    return Told(ending, addressees, outcome)


def _oppositions(told: Sequence[Told]) -> list[Opposed]:
    return sorted(
        Opposed(one.outcome.received_on, f"Préavis donné par {_label(one.ending)}.")
        for one in told
        if one.ending.way == EndingWay.NON_RENEWAL_NOTICE and one.outcome is not None and one.outcome.received_on
    )


def _stops(told: Sequence[Told]) -> list[Stopped]:
    found = []
    for one in told:
        ending, day = one.ending, one.last_day
        if day is None or ending.way == EndingWay.LEAVING:
            continue
        if one.outcome is not None:
            said = f"Préavis donné par {_label(ending)}. {one.outcome.explanation}"
            found.append(Stopped(day, said, one.outcome.law, one.outcome.received_on))
        else:
            found.append(Stopped(day, _stated(ending), _LAWS[EndingWay(ending.way)]))
    return sorted(found, key=lambda stop: (stop.on, stop.said))


def _stated(ending: Ending) -> str:
    when = f" du {day_in_words(ending.decided_on)}" if ending.decided_on is not None else ""
    day = day_in_words(ending.ends_on) if ending.ends_on is not None else ""
    if ending.way == EndingWay.ACCORD:
        return f"Les parties ont mis fin à l’accord par leur décision{when} : il prend fin le {day} à minuit."
    if ending.way == EndingWay.COURT:
        court = f" ({ending.court})" if ending.court else ""
        return f"Une décision de justice{when}{court} met fin à l’accord le {day} à minuit."
    return f"Un autre accord, signé{when.replace(' du ', ' le ')}, le remplace : celui-ci prend fin le {day} à minuit."


def _label(ending: Ending) -> str:
    return ending.party.label if ending.party is not None else ""
