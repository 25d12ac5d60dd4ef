"""Who sees an agreement: drafts stay with their author, shared ones with their parties, published ones open to all."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser

from maillage.agreements.models import Agreement, Party
from maillage.agreements.standing import standing_of
from tests.cast import NOW, TODAY
from tests.factories.agreements import brought, confirmed, published

pytestmark = pytest.mark.django_db


def _seers(cast: Any, agreement: Agreement) -> set[str]:
    names = ("alice", "bob", "chloe", "paul", "dina", "odile", "eric", "adele")
    return {
        name
        for name in names
        if Agreement.objects.visible_to(getattr(cast, name), at=NOW).filter(pk=agreement.pk).exists()
    }


def test_a_draft_is_seen_by_its_author_alone(cast: Any) -> None:
    assert _seers(cast, brought(cast.departement)) == {"alice", "dina", "eric", "adele"}


def test_a_shared_one_is_seen_by_its_parties(cast: Any) -> None:
    assert _seers(cast, confirmed(cast.departement, cast.ccas)) == {"alice", "bob", "dina", "eric", "adele"}


def test_a_published_one_is_seen_by_every_account(cast: Any) -> None:
    agreement = published(cast.departement, cast.ccas)
    assert "chloe" in _seers(cast, agreement)
    assert "odile" in _seers(cast, agreement)
    assert not Agreement.objects.visible_to(AnonymousUser(), at=NOW).exists()
    assert not Agreement.objects.mine(cast.chloe, at=NOW).exists()
    assert list(Agreement.objects.mine(cast.bob, at=NOW)) == [agreement]


def test_a_party_that_left_reads_what_stood_until_it_left(cast: Any) -> None:
    agreement = confirmed(cast.departement, cast.ccas)
    left_on = TODAY - dt.timedelta(days=10)
    Party.objects.filter(agreement=agreement, organisation=cast.ccas).update(to_on=left_on)
    assert "bob" in _seers(cast, agreement)
    standing = standing_of(cast.bob, agreement, at=NOW)
    assert standing.reads_until == left_on
    assert not standing.can_edit
    assert not standing.judging
    assert standing_of(cast.alice, agreement, at=NOW).reads_until is None


def test_partners_are_equals_once_the_agreement_is_shared(cast: Any) -> None:
    agreement = confirmed(cast.departement, cast.ccas)
    assert standing_of(cast.bob, agreement, at=NOW).can_edit
    assert standing_of(cast.alice, agreement, at=NOW).can_edit
    assert not standing_of(cast.eric, agreement, at=NOW).can_edit
    assert not standing_of(cast.dina, agreement, at=NOW).can_edit
