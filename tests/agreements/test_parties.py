"""Parties, actors, members of a federation, guarantors: what is recorded, and how far each reads."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from maillage.agreements.actions import adherences, guarantors, parties
from maillage.agreements.choices import AdherenceBasis, PartyRole
from maillage.agreements.models import Adherence, Agreement, Guarantor, Party
from maillage.agreements.policies import speaking
from maillage.agreements.queries.horizon import horizon_of
from maillage.agreements.queries.parties import adherences_at, sheets_of, unwritten_at
from maillage.agreements.standing import standing_of
from maillage.base.refusals import Refusal, StaleRevision
from maillage.journal.models import Event
from maillage.organisations.actions import mandates
from maillage.organisations.choices import MandateFunction
from maillage.organisations.models import Organisation
from tests.cast import NOW, TODAY
from tests.factories.agreements import confirmed
from tests.factories.organisations import MandateFactory, MembershipFactory, OrganisationFactory, PersonFactory

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


def party_of(agreement: Agreement, organisation: Organisation) -> Party:
    return Party.objects.select_related("agreement", "organisation").get(agreement=agreement, organisation=organisation)


def with_federation(cast: Any) -> tuple[Agreement, Party]:
    agreement = confirmed(cast.departement, cast.federation)
    return agreement, party_of(agreement, cast.federation)


def sheet(agreement: Agreement, organisation: Organisation, day: dt.date = TODAY) -> Any:
    return sheets_of([party_of(agreement, organisation)], agreement, day=day, with_people=True)[0]


# ---------------------------------------------------------------- parties


def test_tying_an_untied_party_opens_the_agreement_to_its_people(cast: Any) -> None:
    agreement = confirmed(cast.departement, cast.ccas)
    row = party_of(agreement, cast.ccas)
    Party.objects.filter(pk=row.pk).update(organisation=None)
    assert not Agreement.objects.visible_to(cast.bob, at=NOW).exists()
    parties.tie(party=row, organisation=cast.ccas, by=cast.alice, at=NOW)
    assert Agreement.objects.visible_to(cast.bob, at=NOW).exists()


def test_an_organisation_is_once_in_an_agreement(cast: Any) -> None:
    agreement = confirmed(cast.departement, cast.ccas)
    with pytest.raises(parties.AlreadyThere):
        parties.tie(party=party_of(agreement, cast.ccas), organisation=cast.departement, by=cast.alice, at=NOW)
    with pytest.raises(parties.AlreadyThere):
        parties.join(
            agreement=agreement, organisation=cast.ccas, role=PartyRole.ASSOCIATED, from_on=TODAY, by=cast.alice, at=NOW
        )


def test_a_party_that_has_somebody_is_not_tied_elsewhere_nor_sent_away_by_another(cast: Any) -> None:
    agreement = confirmed(cast.departement, cast.ccas)
    speaks = speaking(standing_of(cast.alice, agreement, at=NOW), at=NOW)
    assert speaks.may(party_of(agreement, cast.departement))
    assert not speaks.may(party_of(agreement, cast.ccas))
    theirs = speaking(standing_of(cast.bob, agreement, at=NOW), at=NOW)
    assert theirs.may(party_of(agreement, cast.ccas))
    assert not theirs.may(party_of(agreement, cast.departement))


def test_a_correction_of_what_was_signed_is_refused_after_an_old_page(cast: Any) -> None:
    agreement = confirmed(cast.departement, cast.ccas)
    row = party_of(agreement, cast.ccas)
    parties.edit(party=row, values={"short_name": "le Centre"}, revision=row.revision, by=cast.bob, at=NOW)
    with pytest.raises(StaleRevision):
        parties.edit(party=row, values={"short_name": "la Régie"}, revision=row.revision, by=cast.alice, at=NOW)
    agreement.refresh_from_db()
    assert agreement.names == "le Département · le Centre"
    assert "centre" in agreement.folded
    with pytest.raises(TypeError):
        parties.edit(party=row, values={"organisation": None}, by=cast.bob, at=NOW)


def test_an_associated_actor_reads_and_does_not_write(cast: Any) -> None:
    agreement = confirmed(cast.departement, cast.ccas)
    row = parties.join(
        agreement=agreement, organisation=cast.outsider, role=PartyRole.ASSOCIATED, from_on=TODAY, by=cast.alice, at=NOW
    )
    assert (row.name, row.role) == (cast.outsider.name, PartyRole.ASSOCIATED)
    assert Agreement.objects.visible_to(cast.chloe, at=NOW).filter(pk=agreement.pk).exists()
    chloe = standing_of(cast.chloe, agreement, at=NOW)
    assert chloe.is_concerned
    assert not chloe.can_edit
    agreement.refresh_from_db()
    assert "Bibliothèque" not in agreement.names


def test_an_actor_with_the_rights_of_an_officer_is_still_no_party(cast: Any) -> None:
    agreement = confirmed(cast.departement, cast.outsider)
    parties.join(
        agreement=agreement, organisation=cast.ccas, role=PartyRole.BENEFICIARY, from_on=TODAY, by=cast.alice, at=NOW
    )
    standing = standing_of(cast.bob, agreement, at=NOW)
    assert standing.is_concerned
    assert not standing.can_edit
    assert not standing.judging
    assert not standing.publishing


def test_a_departure_is_told_to_who_leaves_and_not_what_follows(cast: Any) -> None:
    agreement = confirmed(cast.departement, cast.ccas)
    row = party_of(agreement, cast.ccas)
    parties.leave(party=row, last_day_on=TODAY - DAY, by=cast.bob, at=NOW)
    left = Event.objects.get(agreement_id=agreement.pk, verb="party-left")
    assert cast.ccas.pk in left.audience
    parties.edit(party=party_of(agreement, cast.departement), values={"seat": "Ailleurs"}, by=cast.alice, at=NOW)
    after = Event.objects.filter(agreement_id=agreement.pk, verb="party-edited").get()
    assert set(after.audience) == {cast.departement.pk}
    with pytest.raises(Refusal, match="déjà enregistré"):
        parties.leave(party=row, last_day_on=TODAY, by=cast.bob, at=NOW)


def test_a_party_does_not_leave_before_it_came(cast: Any) -> None:
    agreement = confirmed(cast.departement, cast.ccas)
    row = parties.join(
        agreement=agreement, organisation=cast.commune, role=PartyRole.PARTY, from_on=TODAY, by=cast.alice, at=NOW
    )
    with pytest.raises(Refusal, match="précéder"):
        parties.leave(party=row, last_day_on=TODAY - DAY, by=cast.alice, at=NOW)


# ---------------------------------------------------------------- as signed, and today


def test_who_holds_the_function_today_is_shown_when_somebody_else_signed(cast: Any) -> None:
    agreement = confirmed(cast.departement, cast.ccas)
    president = PersonFactory(first_name="Solène", last_name="Marchadier")
    MandateFactory(
        organisation=cast.ccas, person=president, function=MandateFunction.PRESIDENT, from_on=dt.date(2022, 1, 1)
    )
    assert sheet(agreement, cast.ccas).holder.person == president
    Party.objects.filter(organisation=cast.ccas).update(represented_by="Mme Solène MARCHADIER, présidente")
    assert sheet(agreement, cast.ccas).holder is None
    assert sheet(agreement, cast.ccas, dt.date(2021, 1, 1)).holder is None


def test_the_name_of_today_is_shown_when_it_changed_and_not_for_an_article(cast: Any) -> None:
    agreement = confirmed(cast.departement, cast.ccas)
    assert sheet(agreement, cast.ccas).name_now == ""
    Organisation.objects.filter(pk=cast.ccas.pk).update(name="CIAS du Val")
    assert sheet(agreement, cast.ccas).name_now == "CIAS du Val"


def test_a_blank_in_the_authority_is_told(cast: Any) -> None:
    agreement = confirmed(cast.departement, cast.ccas)
    assert sheet(agreement, cast.ccas).has_blank_authority
    assert not sheet(agreement, cast.departement).has_blank_authority


def test_pilots_are_those_of_this_agreement_on_that_day(cast: Any) -> None:
    agreement = confirmed(cast.departement, cast.ccas)
    for person, from_on in ((cast.alice.person, TODAY - 30 * DAY), (cast.adele.person, TODAY)):
        mandates.begin(
            person=person,
            organisation=cast.departement,
            function=MandateFunction.PILOT,
            agreement_id=agreement.pk,
            from_on=from_on,
            replaces=True,
            by=cast.alice,
            at=NOW,
        )
    assert sheet(agreement, cast.departement).pilot.person == cast.adele.person
    assert sheet(agreement, cast.departement, TODAY - DAY).pilot.person == cast.alice.person
    assert sheet(confirmed(cast.departement, cast.ccas), cast.departement).pilot is None


# ---------------------------------------------------------------- a federation and its members


def test_members_are_bound_from_a_day_to_a_day(cast: Any) -> None:
    agreement, party = with_federation(cast)
    row = adherences.adhere(
        party=party,
        member=cast.member,
        basis=AdherenceBasis.MEMBERSHIP,
        from_on=dt.date(2024, 1, 1),
        by=cast.alice,
        at=NOW,
    )
    adherences.end(adherence=row, last_day_on=dt.date(2025, 6, 30), by=cast.alice, at=NOW)
    days = {dt.date(2023, 12, 31): 0, dt.date(2024, 1, 1): 1, dt.date(2025, 6, 30): 1, dt.date(2025, 7, 1): 0}
    assert {day: adherences_at(party, day).count() for day in days} == days
    assert {day: sheet(agreement, cast.federation, day).members.bound for day in days} == days


def test_all_members_of_a_day_are_recorded_at_once_save_those_that_refused(cast: Any) -> None:
    agreement, party = with_federation(cast)
    refusing, late = OrganisationFactory(), OrganisationFactory()
    MembershipFactory(federation=cast.federation, member=refusing)
    MembershipFactory(federation=cast.federation, member=late, from_on=dt.date(2025, 1, 1))
    adherences.opt_out(party=party, member=refusing, from_on=dt.date(2024, 1, 1), by=cast.alice, at=NOW)
    assert adherences.adhere_all(party=party, from_on=dt.date(2024, 6, 1), by=cast.alice, at=NOW) == 1
    assert list(unwritten_at(party, TODAY).values_list("member", flat=True)) == [late.pk]
    found = sheet(agreement, cast.federation).members
    assert (found.bound, found.refusing, found.unwritten) == (1, 1, 1)
    assert adherences.adhere_all(party=party, from_on=TODAY, by=cast.alice, at=NOW) == 1
    with pytest.raises(Refusal, match="déjà enregistrés"):
        adherences.adhere_all(party=party, from_on=TODAY, by=cast.alice, at=NOW)
    event = Event.objects.filter(verb="adherences-recorded").order_by("id").first()
    assert event is not None
    assert cast.member.pk in event.audience


def test_a_refusal_keeps_what_held_before_and_gives_way_to_a_new_adherence(cast: Any) -> None:
    _agreement, party = with_federation(cast)
    adherences.adhere_all(party=party, from_on=dt.date(2024, 1, 1), by=cast.alice, at=NOW)
    adherences.opt_out(party=party, member=cast.member, from_on=dt.date(2025, 1, 1), by=cast.alice, at=NOW)
    with pytest.raises(Refusal, match="déjà enregistré"):
        adherences.opt_out(party=party, member=cast.member, from_on=dt.date(2025, 2, 1), by=cast.alice, at=NOW)
    adherences.adhere(
        party=party, member=cast.member, basis=AdherenceBasis.LETTER, from_on=dt.date(2026, 1, 1), by=cast.alice, at=NOW
    )
    told = [(row.from_on.year, row.has_opted_out) for row in Adherence.objects.order_by("from_on")]
    assert told == [(2024, False), (2025, True), (2026, False)]
    assert adherences_at(party, dt.date(2024, 12, 31)).get().has_opted_out is False
    assert adherences_at(party, dt.date(2025, 12, 31)).get().has_opted_out is True


def test_a_member_adheres_once_and_as_a_member_only_while_it_is_one(cast: Any) -> None:
    _agreement, party = with_federation(cast)
    with pytest.raises(Refusal, match="pas membre"):
        adherences.adhere(
            party=party, member=cast.outsider, basis=AdherenceBasis.MEMBERSHIP, from_on=TODAY, by=cast.alice, at=NOW
        )
    adherences.adhere(
        party=party, member=cast.outsider, basis=AdherenceBasis.SIGNATURE, from_on=TODAY, by=cast.alice, at=NOW
    )
    with pytest.raises(Refusal, match="déjà enregistrée"):
        adherences.adhere(
            party=party, member=cast.outsider, basis=AdherenceBasis.SIGNATURE, from_on=TODAY, by=cast.alice, at=NOW
        )


def test_only_a_federation_binds_members(cast: Any) -> None:
    agreement = confirmed(cast.departement, cast.ccas)
    with pytest.raises(adherences.NotAFederation):
        adherences.adhere_all(party=party_of(agreement, cast.ccas), from_on=TODAY, by=cast.alice, at=NOW)


# ---------------------------------------------------------------- how far one reads


def test_a_member_reads_while_it_is_bound_then_what_stood(cast: Any) -> None:
    agreement, party = with_federation(cast)
    MembershipFactory(federation=cast.federation, member=cast.outsider)
    row = adherences.adhere(
        party=party,
        member=cast.outsider,
        basis=AdherenceBasis.MEMBERSHIP,
        from_on=TODAY - 10 * DAY,
        by=cast.alice,
        at=NOW,
    )
    horizon = horizon_of(cast.chloe, standing_of(cast.chloe, agreement, at=NOW), at=NOW)
    assert (horizon.is_inside, horizon.until, horizon.members) == (True, None, {cast.outsider.pk})
    adherences.end(adherence=row, last_day_on=TODAY - 3 * DAY, by=cast.alice, at=NOW)
    horizon = horizon_of(cast.chloe, standing_of(cast.chloe, agreement, at=NOW), at=NOW)
    assert (horizon.is_inside, horizon.until) == (True, TODAY - 3 * DAY)


def test_a_member_that_refused_reads_what_bound_it(cast: Any) -> None:
    agreement, party = with_federation(cast)
    adherences.adhere(
        party=party, member=cast.outsider, basis=AdherenceBasis.SIGNATURE, from_on=TODAY - 10 * DAY, by=None, at=NOW
    )
    adherences.opt_out(party=party, member=cast.outsider, from_on=TODAY, by=cast.chloe, at=NOW)
    assert horizon_of(cast.chloe, standing_of(cast.chloe, agreement, at=NOW), at=NOW).until == TODAY - DAY


def test_an_outsider_of_a_published_text_is_outside(cast: Any) -> None:
    agreement = confirmed(cast.departement, cast.ccas)
    Agreement.objects.filter(pk=agreement.pk).update(published_at=NOW)
    horizon = horizon_of(cast.chloe, standing_of(cast.chloe, agreement, at=NOW), at=NOW)
    assert (horizon.is_inside, horizon.until) == (False, None)


# ---------------------------------------------------------------- guarantors


def test_a_guarantor_is_followed_by_another_the_day_after(cast: Any) -> None:
    agreement = confirmed(cast.departement, cast.ccas)
    first = guarantors.record(agreement=agreement, name="le responsable du SST", by=cast.alice, at=NOW)
    with pytest.raises(Refusal, match="depuis quel jour"):
        guarantors.record(agreement=agreement, name="sa successeure", replaces=first, by=cast.alice, at=NOW)
    guarantors.record(agreement=agreement, name="sa successeure", replaces=first, from_on=TODAY, by=cast.alice, at=NOW)
    assert Guarantor.objects.get(pk=first.pk).to_on == TODAY - DAY
    last = Guarantor.objects.get(name="sa successeure")
    with pytest.raises(Refusal, match="précéder"):
        guarantors.end(guarantor=last, last_day_on=TODAY - DAY, by=cast.alice, at=NOW)
    guarantors.end(guarantor=last, last_day_on=TODAY, by=cast.alice, at=NOW)
    with pytest.raises(Refusal, match="cessé"):
        guarantors.end(guarantor=first, last_day_on=TODAY, by=cast.alice, at=NOW)
