"""From a deposit to the living agreement: what was read becomes rows, each leading back to its words."""

from __future__ import annotations

from typing import Any

import pytest

from maillage.agreements.actions import confirming
from maillage.agreements.choices import AgreementState, Binding, FindingSort, FindingState, TermName
from maillage.agreements.models import Agreement, CommitmentVersion, Finding, Mention, Party, ProvisionVersion, Term
from tests.cast import NOW
from tests.factories.agreements import brought, confirmed, decide_all, tie

pytestmark = pytest.mark.django_db


def test_the_text_is_laid_down_as_it_was_read_with_its_provisions_in_order(cast: Any) -> None:
    agreement = brought(cast.departement, by=cast.alice)
    expression = agreement.expressions.get()
    versions = list(ProvisionVersion.objects.filter(expression=expression).order_by("position"))
    assert agreement.title == "PROTOCOLE LOCAL DE COORDINATION DES SOLIDARITÉS DE MONTCLAIR"
    assert [one.number for one in versions if one.kind == "article"] == ["1", "2", "3", "4", "5"]
    assert expression.reading["parties"][0]["short_name"] == "le Département"
    assert "text" not in expression.reading


def test_each_finding_keeps_the_words_it_rests_on(cast: Any) -> None:
    agreement = brought(cast.departement)
    text = agreement.expressions.get().text
    for finding in Finding.objects.filter(agreement=agreement, start__isnull=False):
        assert text[finding.start : finding.end] == finding.quote
        assert finding.state == FindingState.TO_CHECK


def test_confirming_writes_parties_commitments_terms_and_mentions(cast: Any) -> None:
    agreement = confirmed(cast.departement, cast.ccas, by=cast.alice)
    assert agreement.state == AgreementState.CONFIRMED
    assert [str(one) for one in Party.objects.filter(agreement=agreement).in_order()] == ["le Département", "le CCAS"]
    assert Party.objects.get(agreement=agreement, organisation=cast.departement).authority_number == "2025-118"
    versions = CommitmentVersion.objects.filter(agreement=agreement).order_by("start")
    borne = {one.text[:30]: [str(party) for party in one.bearers.all()] for one in versions}
    assert borne["tenir une permanence hebdomada"] == ["le Département"]
    assert versions.get(text__contains="bilan annuel").binding in {Binding.ALL, Binding.RECIPROCAL}
    assert Term.objects.get(agreement=agreement, name=TermName.DURATION).value == "P3Y"
    assert Mention.objects.filter(agreement=agreement, kind="body").exists()


def test_nothing_is_confirmed_while_a_finding_waits(cast: Any) -> None:
    agreement = brought(cast.departement)
    with pytest.raises(confirming.StillToCheck, match="à vérifier"):
        confirming.confirm(agreement=agreement, by=cast.alice, at=NOW)
    assert not Party.objects.filter(agreement=agreement).exists()


def test_an_agreement_without_party_is_refused(cast: Any) -> None:
    agreement = brought(cast.departement)
    decide_all(agreement)
    Finding.objects.filter(agreement=agreement, sort=FindingSort.PARTY).update(state=FindingState.SET_ASIDE)
    with pytest.raises(confirming.NoParty):
        confirming.confirm(agreement=agreement, by=cast.alice, at=NOW)
    agreement.refresh_from_db()
    assert agreement.confirmed_at is None


def test_what_is_set_aside_stays_out_of_the_agreement(cast: Any) -> None:
    agreement = brought(cast.departement)
    tie(agreement, cast.departement, cast.ccas)
    decide_all(agreement)
    Finding.objects.filter(agreement=agreement, sort=FindingSort.COMMITMENT).update(state=FindingState.SET_ASIDE)
    confirming.confirm(agreement=agreement, by=cast.alice, at=NOW)
    assert not CommitmentVersion.objects.filter(agreement=agreement).exists()


@pytest.mark.parametrize("state", list(AgreementState))
def test_the_state_of_a_row_and_its_filter_agree(cast: Any, state: AgreementState) -> None:
    dates = {"shared_at": NOW, "confirmed_at": NOW, "published_at": NOW, "archived_at": NOW}
    known = {
        AgreementState.DRAFT: [],
        AgreementState.SHARED: ["shared_at"],
        AgreementState.CONFIRMED: ["shared_at", "confirmed_at"],
        AgreementState.PUBLISHED: ["shared_at", "confirmed_at", "published_at"],
        AgreementState.ARCHIVED: ["shared_at", "confirmed_at", "archived_at"],
    }
    row = brought(cast.departement, **{name: dates[name] for name in known[state]})
    assert row.state == state
    assert list(Agreement.objects.in_state(state)) == [row]
    assert not [other for other in AgreementState if other != state and Agreement.objects.in_state(other).exists()]
