"""Who may do what with agreements in general; with one agreement, ``standing`` says it."""

from __future__ import annotations

import datetime as dt
from copy import copy
from dataclasses import dataclass
from uuid import UUID

from maillage.agreements.choices import PartyRole
from maillage.agreements.models import Agreement, AgreementMerge, Amendment, Campaign, Duty, Objection, Party
from maillage.agreements.queries.voices import voiced
from maillage.agreements.standing import Standing
from maillage.organisations.models import Organisation
from maillage.organisations.permissions import AnyUser, Permission, Rights, rights_of


def can_bring(user: AnyUser, *, at: dt.datetime) -> bool:
    """Whether the user may bring agreements for some organisation."""
    return rights_of(user, at=at).can(Permission.AGREEMENT_EDIT)


def can_separate(merge: AgreementMerge, *, rights: Rights, day: dt.date) -> bool:
    """Whether one who has ``rights`` could edit the agreement that was dropped, were it still apart."""
    dropped = copy(merge.dropped)
    dropped.merged_into = None
    return Standing(dropped, rights, tuple(merge.dropped.parties.all()), day).can_edit


def can_settle(standing: Standing, objection: Objection) -> bool:
    """Whoever writes the agreement for another organisation than the one that contests."""
    if objection.settled_at is not None or not standing.can_edit:
        return False
    contesting = objection.party.organisation_id
    others = any(one.organisation_id != contesting for one in standing.acting(Permission.AGREEMENT_EDIT))
    brought = standing.agreement.brought_by_id
    writes = standing.rights.can(Permission.AGREEMENT_EDIT, organisation=brought, agreement_id=standing.agreement.pk)
    return others or (brought != contesting and writes)


def can_withdraw(standing: Standing, objection: Objection) -> bool:
    """Whoever may answer for the party that contests."""
    return objection.settled_at is None and any(one.pk == objection.party_id for one in standing.answering)


@dataclass(frozen=True)
class Speaking:
    """For which parties of an agreement a user acts: their own; in the place of one that has nobody in Maillage.

    Partners are equals: nobody takes the place of a party that has somebody to speak for it.
    """

    standing: Standing
    voiced: frozenset[UUID]
    permission: Permission = Permission.AGREEMENT_EDIT

    def is_own(self, party: Party) -> bool:
        """Whether the user acts for this party itself."""
        return any(one.pk == party.pk for one in self.standing.acting(self.permission))

    def is_silent(self, party: Party) -> bool:
        """Whether nobody in Maillage speaks for this party."""
        return party.organisation_id is None or party.organisation_id not in self.voiced

    def may(self, party: Party) -> bool:
        """Whether the user may act for the party, or write down what it declares."""
        if not self.standing.agreement.is_open:
            return False
        if self.permission == Permission.AGREEMENT_EDIT:
            if self.standing.agreement.shared_at is None:
                return self.standing.can_edit  # nobody else is there yet
            return self.is_own(party) or (self.standing.can_edit and self.is_silent(party))
        return self.is_own(party) or (self.is_silent(party) and bool(self.standing.acting(self.permission)))

    def may_for_member(self, member_id: UUID) -> bool:
        """Whether the user acts for a member of a federation, whatever the federation says."""
        return self.standing.agreement.is_open and self.standing.rights.can(
            self.permission, organisation=member_id, agreement_id=self.standing.agreement.pk
        )


def speaking(standing: Standing, *, permission: Permission = Permission.AGREEMENT_EDIT, at: dt.datetime) -> Speaking:
    """For which parties of the agreement of ``standing`` its user acts: one query."""
    ids = [one.organisation_id for one in standing.parties]
    return Speaking(standing, voiced(ids, permission, at=at), permission)


def is_ready_to_ask(agreement: Agreement) -> bool:
    """Whether its parties may be asked anything: its reading is confirmed, and it is shared with them."""
    return agreement.is_open and agreement.confirmed_at is not None and agreement.shared_at is not None


def asking_bodies(standing: Standing) -> tuple[UUID, ...]:
    """The organisations in whose name the user may ask the other parties, or declare what they said."""
    agreement = standing.agreement
    if not is_ready_to_ask(agreement):
        return ()
    brought = standing.rights.can(
        Permission.AGREEMENT_EDIT, organisation=agreement.brought_by_id, agreement_id=agreement.pk
    )
    own = [one.organisation_id for one in standing.acting(Permission.AGREEMENT_EDIT) if one.role == PartyRole.PARTY]
    found = [agreement.brought_by_id] * brought + [one for one in own if one is not None]
    return tuple(dict.fromkeys(found))


def other_parties(standing: Standing) -> tuple[Party, ...]:
    """The present parties for which the user does not act: those that may be asked, or spoken for."""
    own = {one.pk for one in standing.acting(Permission.AGREEMENT_EDIT)}
    present = (one for one in standing.parties if one.role == PartyRole.PARTY and one.is_at(standing.day))
    return tuple(one for one in present if one.pk not in own)


def leading_bodies(rights: Rights) -> frozenset[UUID]:
    """The organisations for which the user leads campaigns."""
    return rights.organisation_ids(Permission.CAMPAIGN_EDIT)


def can_lead(rights: Rights, campaign: Campaign) -> bool:
    """Whether the user may remind, close and complete a campaign."""
    return campaign.closed_at is None and rights.can(Permission.CAMPAIGN_EDIT, organisation=campaign.organisation_id)


def telling_bodies(standing: Standing) -> tuple[UUID, ...]:
    """The organisations whose people the user may make the agreement known to."""
    if not standing.agreement.is_open or standing.agreement.confirmed_at is None:
        return ()
    concerned = [standing.agreement.brought_by_id, *(one.organisation_id for one in standing.own_parties)]
    may = standing.rights.organisation_ids(Permission.AGREEMENT_EDIT)
    return tuple(one for one in dict.fromkeys(concerned) if one is not None and one in may)


def doing_bodies(standing: Standing, duty: Duty, *, at: dt.datetime) -> tuple[UUID, ...]:
    """The organisations in whose name the user may say that a duty is done.

    Those of the parties that owe it; any other that may write the agreement when nobody speaks for the one that does.
    """
    if not standing.can_edit or duty.cancelled_at is not None:
        return ()
    acting = [one for one in standing.acting(Permission.AGREEMENT_EDIT) if one.organisation_id is not None]
    own = [one.organisation_id for one in acting if duty.party_id in {None, one.pk} and one.organisation_id]
    if own:
        return tuple(dict.fromkeys(own))
    owing = next((one for one in standing.parties if one.pk == duty.party_id), None)
    is_silent = owing is None or speaking(standing, at=at).is_silent(owing)
    others = [one.organisation_id for one in acting if one.organisation_id] or [standing.agreement.brought_by_id]
    return tuple(dict.fromkeys(others)) if is_silent or standing.agreement.shared_at is None else ()


def preparing_body(standing: Standing) -> Organisation | None:
    """The organisation in whose name the user prepares an avenant: their party, else the one that brought the text."""
    own = [one.organisation for one in standing.acting(Permission.AGREEMENT_EDIT) if one.organisation is not None]
    if own:
        return own[0]
    return standing.agreement.brought_by if standing.can_edit else None


def can_amend(standing: Standing, amendment: Amendment) -> bool:
    """A preparation is its organisation's to write; a recorded avenant is everybody's who writes the agreement."""
    if not standing.can_edit:
        return False
    if amendment.recorded_at is not None:
        return True
    return standing.rights.can(
        Permission.AGREEMENT_EDIT, organisation=amendment.prepared_by_id, agreement_id=standing.agreement.pk
    )
