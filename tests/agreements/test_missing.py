"""What is missing: computed from the parties, the text and the pieces, with the rule that asks for it."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from maillage.agreements.actions import pieces, sharing
from maillage.agreements.choices import DocumentRole, MentionKind, Needed, PartyNature
from maillage.agreements.models import Agreement, Document, Mention, Party, Term
from maillage.agreements.queries.missing import missing_in, missing_of
from tests.cast import NOW, TODAY
from tests.factories.agreements import brought, confirmed

pytestmark = pytest.mark.django_db


def needs(agreement: Agreement) -> set[tuple[str, str]]:
    return {(one.piece.value, str(one.party or one.detail)) for one in missing_of(agreement, day=TODAY)}


def give(agreement: Agreement, role: DocumentRole, by: Any, *, party: Party | None = None, title: str = "") -> Document:
    return pieces.add(
        agreement=agreement,
        organisation=by.grants.get().organisation,
        content=b"%PDF-1.4 " + role.encode(),
        name=title or f"{role}.pdf",
        role=role,
        party=party,
        by=by,
        at=NOW,
    )


def test_public_parties_owe_their_deliberation_and_its_receipt(cast: Any) -> None:
    agreement = confirmed(cast.departement, cast.ccas, by=cast.alice)
    assert needs(agreement) == {
        ("signed_original", ""),
        ("resolution", "le Département"),
        ("receipt", "le Département"),
        ("resolution", "le CCAS"),
        ("receipt", "le CCAS"),
    }
    sources = {str(one.party): one.source for one in missing_of(agreement, day=TODAY) if one.piece == Needed.RESOLUTION}
    assert sources == {"le Département": "CGCT L3211-2, L3221-1", "le CCAS": "CASF L123-8"}


def test_the_number_that_the_text_gives_is_asked_by_name_and_a_blank_is_told(cast: Any) -> None:
    rows = {
        str(one.party): one
        for one in missing_of(confirmed(cast.departement, cast.ccas), day=TODAY)
        if one.piece == "resolution"
    }
    assert rows["le Département"].label == "la délibération n° 2025-118 qui autorise à signer"
    assert "en blanc" in rows["le CCAS"].why


def test_a_piece_fills_the_gap_of_its_party_alone(cast: Any) -> None:
    agreement = confirmed(cast.departement, cast.ccas, by=cast.alice)
    first = agreement.parties.get(organisation=cast.departement)
    document = give(agreement, DocumentRole.RESOLUTION, cast.alice, party=first)
    assert ("resolution", "le Département") not in needs(agreement)
    assert ("resolution", "le CCAS") in needs(agreement)
    pieces.withdraw(document=document, by=cast.alice, at=NOW)
    assert ("resolution", "le Département") in needs(agreement)


def test_a_deliberation_of_nobody_in_particular_does_not_stand_for_two(cast: Any) -> None:
    agreement = confirmed(cast.departement, cast.ccas, by=cast.alice)
    give(agreement, DocumentRole.RESOLUTION, cast.alice)
    assert {("resolution", "le Département"), ("resolution", "le CCAS")} <= needs(agreement)


def test_a_signed_original_stands_for_all_unless_it_is_the_copy_of_one(cast: Any) -> None:
    agreement = confirmed(cast.departement, cast.ccas, by=cast.alice)
    own = agreement.parties.get(organisation=cast.departement)
    document = give(agreement, DocumentRole.SIGNED_ORIGINAL, cast.alice, party=own)
    assert ("signature", "le CCAS") in needs(agreement)
    assert ("signature", "le Département") not in needs(agreement)
    Document.objects.filter(pk=document.pk).update(party=None)
    assert not {name for name, _ in needs(agreement)} & {"signature", "signed_original"}


def test_an_association_shows_its_mandate_and_no_deliberation(cast: Any) -> None:
    agreement = confirmed(cast.departement, cast.federation)
    Party.objects.filter(agreement=agreement, organisation=cast.federation).update(nature=PartyNature.ASSOCIATION)
    assert ("mandate", "le CCAS") in needs(agreement)
    assert ("resolution", "le CCAS") not in needs(agreement)


def test_a_service_of_the_state_owes_no_deliberation(cast: Any) -> None:
    agreement = confirmed(cast.departement, cast.prefecture)
    assert not {one for one in needs(agreement) if one[1] == "le CCAS"}


@pytest.mark.parametrize(
    ("value", "title", "is_missing"),
    [
        ("1", "", True),
        ("1", "Annexe 1 – budget.pdf", False),
        ("1", "ANNEXE 2.pdf", True),
        ("", "annexe.pdf", False),
        ("", "", True),
    ],
)
def test_annexes_that_the_text_names_are_looked_for(cast: Any, value: str, title: str, is_missing: bool) -> None:
    agreement = confirmed(cast.departement, cast.ccas, by=cast.alice)
    Mention.objects.create(agreement=agreement, kind=MentionKind.ANNEX, text=f"annexe {value}", value=value)
    if title:
        give(agreement, DocumentRole.ANNEX, cast.alice, title=title)
    assert (("annex", value) in needs(agreement)) is is_missing


def test_the_unknown_facts_of_an_observed_agreement_are_listed(cast: Any) -> None:
    agreement = confirmed(cast.departement, cast.ccas, is_observed=True)
    facts = {one.piece.value for one in missing_of(agreement, day=TODAY) if one.is_fact}
    assert facts == {"signed_on", "effect_on"}
    Term.objects.filter(agreement=agreement, name="duration").delete()
    Term.objects.filter(agreement=agreement, name="effect_trigger").update(value="notification")
    facts = {one.piece.value for one in missing_of(agreement, day=TODAY) if one.is_fact}
    assert facts == {"signed_on", "notified_on", "effect_on", "ends_on"}


def test_an_agreement_taken_over_without_its_text_says_so(cast: Any) -> None:
    row = Agreement.objects.create(brought_by=cast.departement, title="Charte", created_at=NOW, is_observed=True)
    assert "text" in {one.piece.value for one in missing_of(row, day=TODAY)}


def test_a_draft_and_what_is_archived_ask_for_nothing(cast: Any) -> None:
    assert missing_of(brought(cast.departement), day=TODAY) == []
    agreement = confirmed(cast.departement, cast.ccas)
    sharing.archive(agreement=agreement, reason="Remplacé", by=None, at=NOW)
    agreement.refresh_from_db()
    assert missing_of(agreement, day=TODAY) == []


def test_what_was_said_not_to_be_needed_no_longer_counts_and_may_be_asked_again(cast: Any) -> None:
    agreement = confirmed(cast.departement, cast.ccas)
    party = agreement.parties.get(organisation=cast.ccas)
    waived = pieces.waive(
        agreement=agreement, piece="receipt", party=party, reason="Transmise sur papier", by=cast.alice, at=NOW
    )
    assert ("receipt", "le CCAS") not in needs(agreement)
    (shown,) = [one for one in missing_of(agreement, day=TODAY, with_waived=True) if one.waived]
    assert shown.waived is not None
    assert (shown.waived.reason, shown.waived.waived_by) == ("Transmise sur papier", cast.alice)
    pieces.want(waived=waived, by=cast.bob, at=NOW)
    assert ("receipt", "le CCAS") in needs(agreement)


def test_a_party_that_left_owes_nothing_more(cast: Any) -> None:
    agreement = confirmed(cast.departement, cast.ccas)
    Party.objects.filter(organisation=cast.ccas).update(to_on=TODAY - dt.timedelta(days=1))
    assert not {one for one in needs(agreement) if one[1] == "le CCAS"}


def test_many_agreements_are_asked_in_as_many_queries_as_one(cast: Any) -> None:
    rows = [confirmed(cast.departement, cast.ccas) for _ in range(4)]
    with CaptureQueriesContext(connection) as one:
        missing_in(rows[:1], day=TODAY)
    with CaptureQueriesContext(connection) as many:
        found = missing_in(rows, day=TODAY)
    assert len(many) == len(one) == 10
    assert {len(needed) for needed in found.values()} == {5}
