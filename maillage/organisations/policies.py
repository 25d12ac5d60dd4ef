"""Who may do what with what: each function joins the rights of the user and the state of the row."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from uuid import UUID

from maillage.organisations.choices import ClaimState
from maillage.organisations.models import (
    Claim,
    Mandate,
    Membership,
    Merge,
    Organisation,
    Person,
    User,
)
from maillage.organisations.permissions import AnyUser, Permission, Rights, can, day_of, rights_of
from maillage.organisations.queries.accounts import administrators_of, organisations_of
from maillage.organisations.queries.federations import inner_space_of
from maillage.territories.policies import Owner

Instant = dt.datetime


# ---------------------------------------------------------------- organisations


def can_create_organisation(user: AnyUser, *, at: Instant) -> bool:
    """Whether the user may add an organisation to the register."""
    return can(user, Permission.ORGANISATION_CREATE, at=at)


def can_edit_organisation(user: AnyUser, organisation: Organisation, *, at: Instant) -> bool:
    """One's own organisation; also one that nobody speaks for yet, for whoever may add organisations."""
    if organisation.merged_into_id is not None:
        return False
    rights = rights_of(user, at=at)
    if rights.can(Permission.ORGANISATION_EDIT, organisation=organisation):
        return True
    return rights.can(Permission.ORGANISATION_CREATE) and not _is_claimed(organisation, at)


def can_succeed(user: AnyUser, *, at: Instant) -> bool:
    """Whether the user may record successions and ends of organisations."""
    return can(user, Permission.ORGANISATION_SUCCEED, at=at)


def can_merge(user: AnyUser, *, at: Instant) -> bool:
    """Whether the user may merge duplicates."""
    return can(user, Permission.MERGE_DO, at=at)


def can_undo_merge(user: AnyUser, merge: Merge, *, at: Instant) -> bool:
    """Whether the user may separate again what was merged."""
    return merge.undone_at is None and can_merge(user, at=at)


def can_import(user: AnyUser, *, organisation: Organisation | None = None, at: Instant) -> bool:
    """Whether the user may import a workbook (in any organisation, without one)."""
    return can(user, Permission.IMPORT_DO, organisation=organisation, at=at)


# ---------------------------------------------------------------- units, memberships, accreditations


def can_end_membership(user: AnyUser, membership: Membership, *, at: Instant) -> bool:
    """The federation's people, or the member's, while it goes on."""
    rights = rights_of(user, at=at)
    return membership.to_on is None and any(
        rights.can(Permission.MEMBERSHIP_EDIT, organisation=one)
        for one in (membership.federation_id, membership.member_id)
    )


def can_enter_inner_space(user: AnyUser, federation: Organisation, *, at: Instant) -> bool:
    """The federation's people and its members' on that day; funders and observers never."""
    rights = rights_of(user, at=at)
    return federation.is_federation and inner_space_of(federation, at=day_of(at)).admits(rights)


# ---------------------------------------------------------------- people


def can_see_people(user: AnyUser, organisation: Organisation, *, at: Instant) -> bool:
    """Whether all the people of an organisation, and how to reach them, are shown to the user."""
    return can(user, Permission.PERSON_VIEW, organisation=organisation, at=at)


def can_see_contact(user: AnyUser, person: Person, *, at: Instant) -> bool:
    """Oneself, and the people of one's organisations: a public function shows a name, not a telephone."""
    if isinstance(user, User) and user.is_active and user.person_id == person.pk:
        return True
    return _known_through(rights_of(user, at=at), Permission.PERSON_VIEW, person)


def can_edit_person(user: AnyUser, person: Person, *, at: Instant) -> bool:
    """Oneself, and the people that one's organisation has now."""
    if person.merged_into_id is not None:
        return False
    if isinstance(user, User) and user.is_active and user.person_id == person.pk:
        return True
    return _known_through(rights_of(user, at=at), Permission.PERSON_EDIT, person, day=day_of(at))


# ---------------------------------------------------------------- accounts and rights


def can_decide_claim(user: AnyUser, claim: Claim, *, at: Instant) -> bool:
    """An administrator of the organisation or an operator, never who asked."""
    if claim.state != ClaimState.ASKED or not isinstance(user, User) or claim.user_id == user.pk:
        return False
    return can(user, Permission.CLAIM_DECIDE, organisation=claim.organisation_id, at=at)


def can_claim(user: AnyUser, organisation: Organisation, *, at: Instant) -> bool:
    """Whether it makes sense for the user to ask to speak for an organisation."""
    if not isinstance(user, User) or not user.is_active or not organisation.is_active:
        return False
    waiting = Claim.objects.pending().filter(user=user, organisation=organisation)
    return not administrators_of(organisation, at=at).filter(pk=user.pk).exists() and not waiting.exists()


# ---------------------------------------------------------------- answers to the room of territories


def may_edit_perimeters(user: object, *, organisation_id: UUID, at: Instant) -> bool:
    """Whether the user may draw the perimeters of an organisation."""
    return isinstance(user, User) and can(user, Permission.PERIMETER_EDIT, organisation=organisation_id, at=at)


def owners_of_perimeters(user: object, *, at: Instant) -> Sequence[Owner]:
    """The organisations that the user may draw perimeters for, the current one first."""
    if not isinstance(user, User):
        return ()
    may = rights_of(user, at=at).organisation_ids(Permission.PERIMETER_EDIT)
    theirs = [one for one in organisations_of(user, at=at) if one.pk in may]
    theirs.sort(key=lambda one: one.pk != user.current_organisation_id)
    return [Owner(one.pk, one.label) for one in theirs]


def names_of_organisations(ids: Collection[UUID]) -> Mapping[UUID, str]:
    """The names of organisations by id."""
    return {one.pk: one.label for one in Organisation.objects.filter(pk__in=list(ids))}


def _is_claimed(organisation: Organisation, at: Instant) -> bool:
    return administrators_of(organisation, at=at).exists()


def _known_through(rights: Rights, permission: Permission, person: Person, *, day: dt.date | None = None) -> bool:
    mandates = Mandate.objects.filter(person=person)
    rows = mandates.select_related("unit") if day is None else mandates.at(day).select_related("unit")
    narrow = permission == Permission.PERSON_EDIT
    return any(
        rights.can(permission, organisation=one.organisation_id, unit=one.unit if narrow else None) for one in rows
    )
