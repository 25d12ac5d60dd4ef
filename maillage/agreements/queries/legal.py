"""The legal file of agreements: what each party decided, signed and received, and what follows of it on a day.

``dossiers_in`` reads many agreements in a fixed number of queries; the rules themselves are pure (``legal_state``,
``legal_alerts``). What parties record prevails over what was stated of the agreement as a whole.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any
from uuid import UUID

from maillage.agreements.calendar import NOTHING, Course
from maillage.agreements.choices import DocumentRole, PartyRole
from maillage.agreements.ending_choices import EndingWay
from maillage.agreements.legal_choices import EndWay
from maillage.agreements.legal_state import EndFact, LegalFacts, PartyFacts
from maillage.agreements.life import Facts, Life, life_of, stretch_at, will_renew
from maillage.agreements.models import (
    Agreement,
    Authorisation,
    Delegation,
    Document,
    Ending,
    Expression,
    Extension,
    Notification,
    Party,
    SealedVersion,
    Signatory,
    Signature,
    Suspension,
    Term,
)
from maillage.agreements.queries.course import course_of, endings_of
from maillage.agreements.queries.horizon import KNOWN_FOR_ALL, Horizon
from maillage.agreements.regimes import Regime, regime_of
from maillage.organisations.permissions import day_of

FAR = dt.date(2160, 1, 1)
STATED = ("signed_on", "notified_on")
"""The stated dates over which the facts of the parties prevail."""


@dataclass(slots=True)
class PartyDossier:
    """What a party recorded. ``signatures`` are those that bind the text as it is; ``lapsed`` bound a former one."""

    party: Party
    regime: Regime
    authorisations: list[Authorisation] = field(default_factory=list)
    delegations: list[Delegation] = field(default_factory=list)
    signatories: list[Signatory] = field(default_factory=list)
    signatures: list[Signature] = field(default_factory=list)
    lapsed: list[Signature] = field(default_factory=list)
    notifications: list[Notification] = field(default_factory=list)

    @property
    def needs_authority(self) -> bool:
        """Whether something must authorise it; the State and other public bodies follow rules of their own."""
        return self.regime != Regime.NONE

    @property
    def adopted_on(self) -> dt.date | None:
        """When it decided, the first time."""
        return min((one.adopted_on for one in self.authorisations), default=None)

    @property
    def enforceable_on(self) -> dt.date | None:
        """Since when its decision is enforceable."""
        return min((one.enforceable_on for one in self.authorisations if one.enforceable_on), default=None)

    @property
    def waiting(self) -> list[Signatory]:
        """Those who are to sign and have not, in the order that was agreed."""
        return _waiting(self.signatories, self.signatures)

    @property
    def signed_on(self) -> dt.date | None:
        """When it had signed: the last of all those who sign for it; None while one of them has not."""
        return _complete_on(self.signatories, self.signatures)

    @property
    def notification(self) -> Notification | None:
        """The one that counts: received first, else the last that was sent."""
        received = [one for one in self.notifications if one.received_on is not None]
        if received:
            return min(received, key=lambda one: (one.received_on or FAR, one.pk.hex))
        return max(self.notifications, key=lambda one: (one.sent_on, one.pk.hex), default=None)

    @property
    def received_on(self) -> dt.date | None:
        """When it received the signed agreement."""
        return self.notification.received_on if self.notification is not None else None


@dataclass(slots=True)
class Dossier:
    """An agreement and all that its legal life follows from."""

    agreement: Agreement
    parties: list[PartyDossier] = field(default_factory=list)
    values: dict[str, str] = field(default_factory=dict)
    expressions: list[Expression] = field(default_factory=list)
    sealed: SealedVersion | None = None
    has_signed_original: bool = False
    course: Course = NOTHING
    endings: tuple[EndFact, ...] = ()

    @property
    def stated(self) -> Facts:
        """The dates that somebody stated of the agreement as a whole."""
        row = self.agreement
        signed, notified = (_stated(row, name) for name in STATED)
        return Facts(signed, notified, row.effect_on, row.ends_on)

    @property
    def signing(self) -> list[PartyDossier]:
        """The parties whose signature is waited for: neither who left unsigned, nor who came in once all had signed."""
        staying = [one for one in self.parties if one.party.to_on is None or one.signatures]
        first = [one for one in staying if one.party.from_on is None]
        days = [one.signed_on for one in first]
        known = [day for day in days if day is not None]
        if not first or len(known) < len(days):
            return staying
        return [one for one in staying if one.party.from_on is None or one.party.from_on <= max(known)]

    @property
    def last_signed_on(self) -> dt.date | None:
        """The last signature, once all have signed."""
        days = [one.signed_on for one in self.signing]
        known = [day for day in days if day is not None]
        return max(known) if known and len(known) == len(days) else None

    @property
    def last_received_on(self) -> dt.date | None:
        """The last receipt, once all who were notified have received."""
        sent = [one for one in self.parties if one.notifications]
        known = [one.received_on for one in sent if one.received_on is not None]
        return max(known) if known and len(known) == len(sent) else None

    @property
    def facts(self) -> Facts:
        """The dates that hold: those of the parties, else those that were stated."""
        stated = self.stated
        return Facts(
            self.last_signed_on or stated.signed_on,
            self.last_received_on or stated.notified_on,
            stated.effect_on,
            stated.ends_on,
        )

    @property
    def life(self) -> Life:
        """The dates and lengths from which terms are counted."""
        return life_of(self.values, self.facts, course=self.course)

    @property
    def legal(self) -> LegalFacts:
        """What the legal state follows from."""
        row, stated, life = self.agreement, self.stated, self.life
        is_original = self.has_signed_original and not any(one.signatures or one.lapsed for one in self.parties)
        return LegalFacts(
            parties=tuple(_party_facts(one) for one in self.parties),
            effect_on=life.effect_on,
            ends_on=last_day_of(life),
            endings=self.endings,
            suspensions=tuple((one.from_on, one.to_on) for one in self.course.pauses),
            shared_on=day_of(row.shared_at) if row.shared_at is not None else None,
            archived_on=day_of(row.archived_at) if row.archived_at is not None else None,
            is_observed=row.is_observed,
            is_stated_signed=row.confirmed_at is not None and (stated.signed_on is not None or is_original),
            stated_signed_on=stated.signed_on,
        )

    @property
    def is_text_changed(self) -> bool:
        """Whether the text is no longer the one that was sealed: what is signed on it would bind other words."""
        sealed = self.sealed
        if sealed is None:
            return False
        starts = _starts(self.expressions)
        return starts.get(sealed.expression_id) != _last_start(starts, self.expressions)


def last_day_of(life: Life) -> dt.date | None:
    """The last day under the clauses alone (the later reading); None without a term, or renewed without a limit."""
    last = stretch_at(life, FAR)
    return None if last is None or will_renew(life, last) else last.late


def dossier_of(agreement: Agreement, *, day: dt.date, horizon: Horizon | None = None) -> Dossier:
    """The legal file of one agreement, as far as a reader reads it."""
    return dossiers_in([agreement], day=day, horizon=horizon)[agreement.pk]


def dossiers_in(
    agreements: Iterable[Agreement], *, day: dt.date, horizon: Horizon | None = None
) -> dict[UUID, Dossier]:
    """Those of several agreements, with the clauses that hold on ``day``: ten queries, whatever their number."""
    found = {row.pk: Dossier(row) for row in agreements}
    ids = list(found)
    parties: dict[UUID, PartyDossier] = {}
    rows = Party.objects.filter(agreement__in=ids, role=PartyRole.PARTY).select_related("organisation")
    for party in rows.order_by("order", "pk"):
        parties[party.pk] = PartyDossier(party, regime_of(party))
        found[party.agreement_id].parties.append(parties[party.pk])
    _read_text(found, ids, day)
    _read_facts(parties, ids, horizon)
    _read_course(found, ids, horizon or KNOWN_FOR_ALL)
    for dossier in found.values():
        _keep_binding(dossier)
    return found


def _read_text(found: dict[UUID, Dossier], ids: Sequence[UUID], day: dt.date) -> None:
    terms = Term.objects.filter(agreement__in=ids, superseded_at__isnull=True)
    for term in terms.only("agreement_id", "name", "value", "valid_from", "valid_to").order_by("recorded_at", "pk"):
        if (term.valid_from is None or term.valid_from <= day) and (term.valid_to is None or term.valid_to > day):
            found[term.agreement_id].values[term.name] = term.value
    expressions = Expression.objects.filter(agreement__in=ids)
    columns = ("agreement_id", "number", "is_transcription", "valid_from", "recorded_at", "sha256")
    for expression in expressions.only(*columns).order_by("number", "pk"):
        found[expression.agreement_id].expressions.append(expression)
    for sealed in SealedVersion.objects.filter(agreement__in=ids, closed_at__isnull=True).select_related(
        "file", "sealed_by__person"
    ):
        found[sealed.agreement_id].sealed = sealed
    originals = Document.objects.standing().filter(agreement__in=ids, role=DocumentRole.SIGNED_ORIGINAL)
    for agreement_id in originals.values_list("agreement_id", flat=True).distinct().order_by("agreement_id"):
        found[agreement_id].has_signed_original = True


def _read_course(found: dict[UUID, Dossier], ids: Sequence[UUID], horizon: Horizon) -> None:
    """What happened since: few agreements have any of it, and it is read of those alone."""
    models: tuple[Any, ...] = (Ending, Extension, Suspension)
    rows = [model.objects.filter(agreement__in=ids).values_list("agreement_id", flat=True) for model in models]
    for key in sorted({key for one in rows for key in one}):
        dossier = found[key]
        dossier.course = course_of(dossier.agreement, horizon=horizon)
        dossier.endings = tuple(
            EndFact(told.last_day, EndWay.REPLACED if told.ending.way == EndingWay.REPLACED else EndWay.TERMINATED)
            for told in endings_of(dossier.agreement, horizon=horizon)
            if told.last_day is not None and told.ending.way not in _NO_END
        )


_NO_END = frozenset({EndingWay.LEAVING, EndingWay.NON_RENEWAL_NOTICE})
"""A party that leaves ends it for itself alone; a notice against the renewal moves the term (``life``)."""


def _read_facts(parties: dict[UUID, PartyDossier], ids: Sequence[UUID], horizon: Horizon | None) -> None:
    facts: dict[str, Any] = {
        "authorisations": Authorisation.objects.order_by("adopted_on", "pk").select_related("receipt"),
        "delegations": Delegation.objects.order_by("from_on", "pk"),
        "signatories": Signatory.objects.order_by("rank", "pk"),
        "signatures": Signature.objects.order_by("signed_on", "pk").select_related("verification", "sealed"),
        "notifications": Notification.objects.order_by("sent_on", "pk"),
    }
    for name, rows in facts.items():
        standing = rows.filter(agreement__in=ids)
        if horizon is None or horizon.until is None:
            standing = standing.filter(withdrawn_at__isnull=True)
        else:
            standing = horizon.known(standing, "recorded_at", "withdrawn_at")
        for row in standing.select_related("document__file", "recorded_by__person"):
            if row.party_id in parties:
                row.party = parties[row.party_id].party
                getattr(parties[row.party_id], name).append(row)


def _keep_binding(dossier: Dossier) -> None:
    """Set apart the signatures of a text that was changed before all had signed it: they bind nobody to the new one.

    A transcription changes no word of what was signed; an avenant makes a version of its own day, for which other
    signatures are needed, and leaves those of the first text what they are.
    """
    starts = _starts(dossier.expressions)
    last = _last_start(starts, dossier.expressions)
    changes = sorted(set(starts.values()))
    for one in dossier.parties:
        closed = [row for row in one.signatures if row.sealed is not None and row.sealed.closed_at is not None]
        one.lapsed += closed
        one.signatures = [row for row in one.signatures if row not in closed]
    for start, following in pairwise(changes):
        changed_on = day_of(next(one.recorded_at for one in dossier.expressions if one.number == following))
        if start != last and not _is_complete(dossier, starts, start, changed_on):
            for one in dossier.parties:
                lapsed = [row for row in one.signatures if starts.get(row.expression_id or UUID(int=0)) == start]
                one.lapsed += lapsed
                one.signatures = [row for row in one.signatures if row not in lapsed]


def _is_complete(dossier: Dossier, starts: dict[UUID, int], start: int, by: dt.date) -> bool:
    """Whether each party had signed the text of ``start`` when it was changed."""
    days = []
    for one in dossier.parties:
        rows = [row for row in one.signatures if starts.get(row.expression_id or UUID(int=0)) == start]
        days.append(_complete_on(one.signatories, rows))
    return bool(days) and all(day is not None and day <= by for day in days)


def _starts(expressions: Sequence[Expression]) -> dict[UUID, int]:
    """For each version, the number of the one whose words it has: itself, or the one that it transcribes or follows."""
    starts: dict[UUID, int] = {}
    current = 0
    for one in expressions:
        if not (starts and (one.is_transcription or one.valid_from is not None)):
            current = one.number
        starts[one.pk] = current
    return starts


def _last_start(starts: dict[UUID, int], expressions: Sequence[Expression]) -> int | None:
    return starts[expressions[-1].pk] if expressions else None


def _waiting(signatories: Sequence[Signatory], signatures: Sequence[Signature]) -> list[Signatory]:
    done = {one.signatory_id for one in signatures}
    return [one for one in signatories if one.pk not in done]


def _complete_on(signatories: Sequence[Signatory], signatures: Sequence[Signature]) -> dt.date | None:
    if not signatures or _waiting(signatories, signatures):
        return None
    return max(one.signed_on for one in signatures)


def _party_facts(one: PartyDossier) -> PartyFacts:
    return PartyFacts(
        needs_authority=one.needs_authority,
        adopted_on=one.adopted_on,
        signed_on=one.signed_on,
        from_on=one.party.from_on,
        to_on=one.party.to_on,
    )


def _stated(agreement: Agreement, name: str) -> dt.date | None:
    if name in agreement.stated:
        written = agreement.stated[name]
        return dt.date.fromisoformat(written) if written else None
    day: dt.date | None = getattr(agreement, name)
    return day
