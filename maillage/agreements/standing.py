"""How somebody stands to an agreement: what their rights, its parties and its state let them read and do."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace
from uuid import UUID

from maillage.agreements.choices import PartyRole
from maillage.agreements.models import Adherence, Agreement, Party
from maillage.organisations.permissions import AnyUser, Permission, Rights, day_of, rights_of


@dataclass(frozen=True, slots=True)
class Standing:
    """How a user stands to an agreement: worked out once a page, in two queries.

    ``reads_until`` is the last day whose state they read: None while they are concerned, the day their last party
    left else. ``own_parties`` are the parties, present ones, whose organisation they act for. ``adheres``: they read
    for a member of a federation that is bound today, and has not said that it is not: it reads what the parties share.
    """

    agreement: Agreement
    rights: Rights
    parties: tuple[Party, ...]
    day: dt.date
    adheres: bool = False

    def _may(self, permission: Permission, organisation_id: UUID | None) -> bool:
        return organisation_id is not None and self.rights.can(
            permission, organisation=organisation_id, agreement_id=self.agreement.pk
        )

    def acting(self, permission: Permission) -> tuple[Party, ...]:
        """The present parties for which the user has ``permission``; associated actors and beneficiaries only read."""
        reads = permission == Permission.AGREEMENT_VIEW
        present = (one for one in self.parties if one.is_at(self.day) and (reads or one.role == PartyRole.PARTY))
        return tuple(one for one in present if self._may(permission, one.organisation_id))

    @property
    def own_parties(self) -> tuple[Party, ...]:
        """The present parties for which the user reads."""
        return self.acting(Permission.AGREEMENT_VIEW)

    @property
    def reading_parties(self) -> tuple[Party, ...]:
        """The parties, those that left too, for which the user reads: what is private to them is open to the user."""
        return tuple(one for one in self.parties if self._may(Permission.AGREEMENT_VIEW, one.organisation_id))

    @property
    def is_author(self) -> bool:
        """Whether the user reads for the organisation that brought the agreement."""
        return self._may(Permission.AGREEMENT_VIEW, self.agreement.brought_by_id)

    @property
    def is_concerned(self) -> bool:
        """Whether the agreement concerns the user now: not a reader of a published text, nor of a party that left."""
        return self.is_author or bool(self.own_parties)

    @property
    def reads_until(self) -> dt.date | None:
        """The last day whose state the user reads: None when nothing is withheld."""
        if self.is_concerned or self.adheres:
            return None
        left = [
            one.to_on for one in self.parties if one.to_on and self._may(Permission.AGREEMENT_VIEW, one.organisation_id)
        ]
        return max(left) if left else None

    @property
    def reads_journal(self) -> bool:
        """Whether what was done with the agreement is told to the user: a published text is read without its story."""
        return self.is_concerned or self.reads_until is not None

    @property
    def can_edit(self) -> bool:
        """Draft: whoever edits for who brought it. Then also for any present party (as equals)."""
        if not self.agreement.is_open:
            return False
        brought = self._may(Permission.AGREEMENT_EDIT, self.agreement.brought_by_id)
        return brought or (self.agreement.shared_at is not None and bool(self.acting(Permission.AGREEMENT_EDIT)))

    @property
    def can_confirm_reading(self) -> bool:
        """Confirm the reading as who brought it, while it is not."""
        brought = self._may(Permission.AGREEMENT_CONFIRM, self.agreement.brought_by_id)
        return self.agreement.is_open and self.agreement.confirmed_at is None and brought

    @property
    def answering(self) -> tuple[Party, ...]:
        """The parties for which the user may confirm or contest the reading."""
        confirmed = self.agreement.confirmed_at is not None and self.agreement.shared_at is not None
        return self.acting(Permission.AGREEMENT_CONFIRM) if confirmed and self.agreement.is_open else ()

    @property
    def judging(self) -> tuple[Party, ...]:
        """The parties for which the user may judge commitments; associated actors and beneficiaries judge none."""
        if self.agreement.confirmed_at is None or not self.agreement.is_open:
            return ()
        return tuple(one for one in self.acting(Permission.AGREEMENT_JUDGE) if one.role == PartyRole.PARTY)

    @property
    def publishing(self) -> tuple[Party, ...]:
        """The parties for which the user may agree to publish."""
        ready = self.agreement.confirmed_at is not None and self.agreement.shared_at is not None
        return self.acting(Permission.AGREEMENT_PUBLISH) if ready and self.agreement.is_open else ()

    @property
    def can_share(self) -> bool:
        """Share a draft with its parties."""
        return (
            self.agreement.is_open
            and self.agreement.shared_at is None
            and self._may(Permission.AGREEMENT_EDIT, self.agreement.brought_by_id)
        )

    @property
    def can_archive(self) -> bool:
        """Archive, or bring back, as who brought it or as a present party that may publish."""
        brought = self._may(Permission.AGREEMENT_EDIT, self.agreement.brought_by_id)
        return brought or bool(self.acting(Permission.AGREEMENT_PUBLISH))


def standing_of(
    user: AnyUser, agreement: Agreement, *, at: dt.datetime, parties: Iterable[Party] | None = None
) -> Standing:
    """How ``user`` stands to ``agreement``; whoever is concerned through no party is asked about adherences too."""
    rows = (
        agreement.parties.select_related("organisation").order_by("role", "order", "pk") if parties is None else parties
    )
    standing = Standing(agreement, rights_of(user, at=at), tuple(rows), day_of(at))
    is_member = not standing.is_concerned and _adheres(standing)
    return replace(standing, adheres=True) if is_member else standing


def _adheres(standing: Standing) -> bool:
    bodies = standing.rights.organisation_ids(Permission.AGREEMENT_VIEW)
    if standing.agreement.shared_at is None or not bodies:
        return False
    rows = Adherence.objects.at(standing.day).filter(agreement=standing.agreement, member_id__in=bodies)
    return rows.filter(has_opted_out=False).exists()
