"""An agreement goes out: shared with its parties, published by all of them, archived and brought back."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path
from typing import Any

import pytest

from maillage.agreements import lifecycle
from maillage.agreements.actions import parties, sharing
from maillage.agreements.actions.writing import Archived
from maillage.agreements.choices import AgreementState, FindingSort, FindingState, PartyRole
from maillage.agreements.models import Agreement, Finding, Party
from maillage.agreements.policies import speaking
from maillage.agreements.standing import standing_of
from maillage.base.refusals import Refusal, StaleRevision
from maillage.journal.models import Event
from maillage.organisations.permissions import Permission, Role
from tests.cast import NOW, TODAY
from tests.factories.agreements import brought, confirmed, tie
from tests.factories.organisations import GrantFactory, OrganisationFactory

pytestmark = pytest.mark.django_db
LATER = NOW + dt.timedelta(days=1)


def manager(cast: Any) -> Any:
    """Adèle may publish for the Département, as Bob may for the CCAS."""
    return cast.adele


def agree(agreement: Agreement, organisation: Any, by: Any, **facts: Any) -> Agreement:
    party = Party.objects.get(agreement=agreement, organisation=organisation)
    return sharing.agree_to_publish(party=party, by=by, at=NOW, **facts)


def test_a_draft_that_is_shared_is_seen_by_the_parties_that_its_reading_was_tied_to(cast: Any) -> None:
    draft = brought(cast.departement, by=cast.alice)
    tie(draft, cast.departement, cast.ccas)
    assert not Agreement.objects.visible_to(cast.bob, at=NOW).exists()
    sharing.share(agreement=draft, by=cast.alice, at=NOW)
    draft.refresh_from_db()
    assert draft.state == AgreementState.SHARED
    assert list(Agreement.objects.visible_to(cast.bob, at=NOW)) == [draft]
    assert not Agreement.objects.visible_to(cast.chloe, at=NOW).exists()
    assert not standing_of(cast.bob, draft, at=NOW).can_edit


def test_a_party_that_the_reading_set_aside_does_not_see_the_draft(cast: Any) -> None:
    draft = brought(cast.departement, by=cast.alice)
    tie(draft, cast.departement, cast.ccas)
    sharing.share(agreement=draft, by=cast.alice, at=NOW)
    rows = Finding.objects.filter(agreement=draft, sort=FindingSort.PARTY, tied_to=cast.ccas)
    rows.update(state=FindingState.SET_ASIDE, decided_at=NOW)
    assert not Agreement.objects.visible_to(cast.bob, at=NOW).exists()


def test_sharing_tells_the_organisations_of_the_parties(cast: Any) -> None:
    for agreement in (brought(cast.departement), confirmed(cast.departement, cast.ccas, shared=False)):
        if agreement.confirmed_at is None:
            tie(agreement, cast.departement, cast.ccas)
        sharing.share(agreement=agreement, by=cast.alice, at=NOW)
        event = Event.objects.get(agreement_id=agreement.pk, verb="agreement-shared")
        assert set(event.audience) == {cast.departement.pk, cast.ccas.pk}


def test_sharing_with_nobody_is_refused(cast: Any) -> None:
    draft = brought(cast.departement)
    with pytest.raises(sharing.NobodyToShareWith):
        sharing.share(agreement=draft, by=cast.alice, at=NOW)
    tie(draft, cast.departement, cast.departement)
    with pytest.raises(sharing.NobodyToShareWith):
        sharing.share(agreement=draft, by=cast.alice, at=NOW)


def test_sharing_twice_or_with_an_old_page_is_refused(cast: Any) -> None:
    agreement = confirmed(cast.departement, cast.ccas, shared=False)
    with pytest.raises(StaleRevision):
        sharing.share(agreement=agreement, revision=agreement.revision - 1, by=cast.alice, at=NOW)
    sharing.share(agreement=agreement, by=cast.alice, at=NOW)
    with pytest.raises(Refusal, match="déjà partagé"):
        sharing.share(agreement=agreement, by=cast.alice, at=NOW)


def test_it_is_published_once_each_present_party_agreed(cast: Any) -> None:
    agreement = confirmed(cast.departement, cast.ccas)
    assert agree(agreement, cast.departement, manager(cast)).published_at is None
    row = agree(agreement, cast.ccas, cast.bob)
    assert row.published_at == NOW
    assert list(Agreement.objects.published()) == [agreement]
    assert Party.objects.get(agreement=agreement, organisation=cast.ccas).published_by == "Bob Brunel"
    verbs = list(Event.objects.filter(agreement_id=agreement.pk).order_by("id").values_list("verb", flat=True))[-3:]
    assert verbs == ["publication-agreed", "publication-agreed", "agreement-published"]


def test_associated_actors_and_parties_that_left_are_not_waited_for(cast: Any) -> None:
    agreement = confirmed(cast.departement, cast.ccas)
    parties.join(
        agreement=agreement, organisation=cast.outsider, role=PartyRole.ASSOCIATED, from_on=TODAY, by=cast.bob, at=NOW
    )
    Party.objects.filter(organisation=cast.ccas).update(to_on=TODAY - dt.timedelta(days=3))
    assert agree(agreement, cast.departement, manager(cast)).published_at == NOW
    with pytest.raises(Refusal, match="parties présentes"):
        agree(agreement, cast.outsider, cast.bob)


def test_any_party_may_withdraw_which_closes_the_page_at_once(cast: Any) -> None:
    agreement = confirmed(cast.departement, cast.ccas)
    agree(agreement, cast.departement, manager(cast))
    agree(agreement, cast.ccas, cast.bob)
    party = Party.objects.get(agreement=agreement, organisation=cast.ccas)
    sharing.withdraw_publication(party=party, by=cast.bob, at=LATER)
    agreement.refresh_from_db()
    assert agreement.state == AgreementState.CONFIRMED
    assert not Agreement.objects.visible_to(cast.chloe, at=NOW).exists()
    with pytest.raises(Refusal, match="rien à retirer"):
        sharing.withdraw_publication(party=party, by=cast.bob, at=LATER)


def test_a_new_party_reopens_the_question(cast: Any) -> None:
    agreement = confirmed(cast.departement, cast.ccas)
    agree(agreement, cast.departement, manager(cast))
    agree(agreement, cast.ccas, cast.bob)
    parties.join(
        agreement=agreement, organisation=cast.commune, role=PartyRole.PARTY, from_on=TODAY, by=cast.alice, at=LATER
    )
    agreement.refresh_from_db()
    assert agreement.published_at is None
    assert agree(agreement, cast.commune, manager(cast), declared_by="M. Roux, maire").published_at == NOW
    assert Party.objects.get(organisation=cast.commune).published_by == "M. Roux, maire, déclaré par Adèle Arnoux"


def test_only_a_shared_and_confirmed_agreement_is_published(cast: Any) -> None:
    agreement = confirmed(cast.departement, cast.ccas, shared=False)
    with pytest.raises(sharing.NotYet):
        agree(agreement, cast.departement, manager(cast))


def test_nobody_answers_in_the_place_of_a_party_that_has_somebody(cast: Any) -> None:
    agreement = confirmed(cast.departement, cast.ccas)
    speaks = speaking(standing_of(cast.adele, agreement, at=NOW), permission=Permission.AGREEMENT_PUBLISH, at=NOW)
    own, other = (agreement.parties.get(organisation=one) for one in (cast.departement, cast.ccas))
    assert speaks.may(own)
    assert not speaks.may(other)
    Party.objects.filter(pk=other.pk).update(organisation=OrganisationFactory(is_ccas=True))
    speaks = speaking(standing_of(cast.adele, agreement, at=NOW), permission=Permission.AGREEMENT_PUBLISH, at=NOW)
    assert speaks.may(agreement.parties.get(pk=other.pk))
    reads = speaking(standing_of(cast.alice, agreement, at=NOW), permission=Permission.AGREEMENT_PUBLISH, at=NOW)
    assert not reads.may(own)


def test_a_right_in_several_organisations_is_each_for_its_own(cast: Any) -> None:
    GrantFactory(user=cast.bob, organisation=cast.commune, role=Role.MANAGER)
    agreement = confirmed(cast.departement, cast.commune)
    speaks = speaking(standing_of(cast.bob, agreement, at=NOW), permission=Permission.AGREEMENT_PUBLISH, at=NOW)
    assert [party.organisation for party in agreement.parties.all() if speaks.may(party)] == [cast.commune]


def test_an_archived_agreement_is_closed_to_writing_and_to_the_public_and_comes_back(cast: Any) -> None:
    agreement = confirmed(cast.departement, cast.ccas)
    agree(agreement, cast.departement, manager(cast))
    agree(agreement, cast.ccas, cast.bob)
    with pytest.raises(Refusal, match="Écrivez pourquoi"):
        sharing.archive(agreement=agreement, reason="  ", by=cast.bob, at=LATER)
    sharing.archive(agreement=agreement, reason="Remplacé en 2026", by=cast.bob, at=LATER)
    agreement.refresh_from_db()
    assert agreement.state == AgreementState.ARCHIVED
    assert not Agreement.objects.visible_to(cast.chloe, at=NOW).exists()
    with pytest.raises(Archived):
        agree(agreement, cast.ccas, cast.bob)
    sharing.restore(agreement=agreement, by=cast.alice, at=LATER)
    agreement.refresh_from_db()
    assert (agreement.state, agreement.archived_reason) == (AgreementState.PUBLISHED, "")
    with pytest.raises(Refusal, match="pas archivé"):
        sharing.restore(agreement=agreement, by=cast.alice, at=LATER)


@pytest.mark.parametrize("state", list(AgreementState))
@pytest.mark.parametrize("verb", ["share", "confirm", "publish", "unpublish", "archive", "restore"])
def test_what_is_not_in_the_table_is_refused(state: AgreementState, verb: str) -> None:
    if (state, verb) in lifecycle.AGREEMENT:
        assert lifecycle.check(state, verb) == lifecycle.AGREEMENT[state, verb]
    else:
        with pytest.raises(Refusal):
            lifecycle.check(state, verb)


def test_the_page_of_states_shows_the_table(root: Path) -> None:
    page = (root / "docs" / "states.md").read_text(encoding="utf-8").partition("## Agreement")[2].partition("\n## ")[0]
    told = {
        (source, verb): tuple(re.findall(r"`(\w+)`", targets))
        for source, verb, targets in re.findall(r"^\| `(\w+)` \| (\w+) \| (.+?) \|$", page, re.M)
    }
    assert told == {
        (state.value, verb): tuple(one.value for one in reached)
        for (state, verb), reached in lifecycle.AGREEMENT.items()
    }
