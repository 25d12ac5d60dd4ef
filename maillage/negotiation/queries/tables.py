"""Who sits at the table of a negotiation, and for which seats a user speaks."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from maillage.agreements.choices import PartyRole
from maillage.agreements.models import Agreement, Party
from maillage.agreements.models.visibility import tied_findings
from maillage.agreements.queries.voices import voiced
from maillage.negotiation.models import Negotiation, Seat
from maillage.organisations.permissions import AnyUser, Permission, Rights, day_of, rights_of


@dataclass(frozen=True, slots=True)
class Chair:
    """A party that should be seated: its organisation, the party it is once the reading is confirmed, its name."""

    organisation_id: UUID | None
    party_id: UUID | None
    name: str


def chairs_of(agreement: Agreement, *, day: dt.date) -> list[Chair]:
    """Who negotiates the text on a day, in its order: its parties; of a draft, those that its reading was tied to."""
    if agreement.confirmed_at is not None:
        rows = Party.objects.filter(agreement=agreement, role=PartyRole.PARTY).at(day).in_order()
        return [Chair(one.organisation_id, one.pk, one.label) for one in rows]
    found = tied_findings(agreement).order_by("position", "pk").values_list("tied_to_id", "value")
    return [Chair(key, None, str(value.get("short_name") or value.get("name"))) for key, value in found]


@dataclass(frozen=True, slots=True)
class Table:
    """A negotiation as one user stands to it: whose seat they speak for, in whose place they write down what was said.

    Partners are equals: nobody takes the place of a party that has somebody in Maillage to speak for it.
    """

    negotiation: Negotiation
    seats: tuple[Seat, ...]
    rights: Rights
    voiced: dict[Permission, frozenset[UUID]]

    def _has(self, permission: Permission, organisation_id: UUID | None) -> bool:
        return organisation_id is not None and self.rights.can(
            permission, organisation=organisation_id, agreement_id=self.negotiation.agreement_id
        )

    @property
    def present(self) -> tuple[Seat, ...]:
        """The seats of the parties of the day."""
        return tuple(one for one in self.seats if one.left_at is None)

    def own(self, permission: Permission = Permission.AGREEMENT_VIEW) -> tuple[Seat, ...]:
        """The present seats for which the user has ``permission``."""
        return tuple(one for one in self.present if self._has(permission, one.organisation_id))

    @property
    def is_host(self) -> bool:
        """Whether the user edits for the organisation that brought the draft, be it a party or not."""
        return self._has(Permission.AGREEMENT_EDIT, self.negotiation.agreement.brought_by_id)

    @property
    def reads(self) -> bool:
        """Whether the negotiation is open to the user: the parties at the table, and who brought the draft."""
        brought = self.negotiation.agreement.brought_by_id
        return bool(self.own()) or self._has(Permission.AGREEMENT_VIEW, brought)

    def silent(self, permission: Permission) -> tuple[Seat, ...]:
        """The present seats that have nobody in Maillage for this."""
        heard = self.voiced[permission]
        return tuple(one for one in self.present if one.organisation_id not in heard)

    def speaking(self, permission: Permission) -> tuple[Seat, ...]:
        """The seats for which the user may write: their own; those of silent parties, saying who declared it."""
        if not self.negotiation.is_open:
            return ()
        own = self.own(permission)
        if not own and not self.is_host:
            return ()
        also = self.silent(permission)
        return tuple(one for one in self.present if one in own or one in also)

    def declares(self, seat: Seat, permission: Permission) -> bool:
        """Whether the user writes for ``seat`` in the place of a party that has nobody."""
        return seat not in self.own(permission)

    @property
    def can_lead(self) -> bool:
        """Whether the user may retain, set aside and close a round: they answer for a party, or brought the draft."""
        return self.negotiation.is_open and (bool(self.own(Permission.AGREEMENT_CONFIRM)) or self.is_host)


def table_of(user: AnyUser, negotiation: Negotiation, *, at: dt.datetime) -> Table:
    """How ``user`` stands at the table: three queries."""
    seats = tuple(negotiation.seats.select_related("organisation").order_by("order", "pk"))
    ids = [one.organisation_id for one in seats]
    heard = {one: voiced(ids, one, at=at) for one in (Permission.AGREEMENT_EDIT, Permission.AGREEMENT_CONFIRM)}
    return Table(negotiation, seats, rights_of(user, at=at), heard)


def can_open(user: AnyUser, agreement: Agreement, *, at: dt.datetime) -> bool:
    """Whether the user may open a shared draft to negotiation: whoever edits for a party, or for who brought it."""
    if (
        agreement.shared_at is None
        or not agreement.is_open
        or agreement.signed_on is not None
        or agreement.is_reference
    ):
        return False
    rights = rights_of(user, at=at)
    bodies = [agreement.brought_by_id, *(one.organisation_id for one in chairs_of(agreement, day=day_of(at)))]
    return any(
        rights.can(Permission.AGREEMENT_EDIT, organisation=one, agreement_id=agreement.pk)
        for one in dict.fromkeys(bodies)
        if one is not None
    )


def is_at_table(user: AnyUser, agreement: Agreement, *, at: dt.datetime) -> bool:
    """Whether the user reads for one of those who would negotiate this draft."""
    if agreement.shared_at is None:
        return False
    rights = rights_of(user, at=at)
    bodies = [agreement.brought_by_id, *(one.organisation_id for one in chairs_of(agreement, day=day_of(at)))]
    return any(
        rights.can(Permission.AGREEMENT_VIEW, organisation=one, agreement_id=agreement.pk)
        for one in dict.fromkeys(bodies)
        if one is not None
    )
