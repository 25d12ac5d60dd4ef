"""The pages by which parties confirm or contest a reading, and others settle what is contested."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

import pytest
from django.urls import reverse

from maillage.agreements.choices import Answer, FindingSort
from maillage.agreements.models import Agreement, Finding, Objection, ReadingConfirmation
from maillage.agreements.queries.sheet import key_of
from tests.factories.agreements import confirmed

pytestmark = pytest.mark.django_db


@pytest.fixture
def agreement(cast: Any) -> Agreement:
    return confirmed(cast.departement, cast.ccas, by=cast.alice)


@pytest.fixture
def finding(agreement: Agreement) -> Finding:
    return Finding.objects.filter(agreement=agreement, sort=FindingSort.COMMITMENT).order_by("position")[0]


def _page(agreement: Agreement, name: str = "answer", *args: Any) -> str:
    return reverse(f"agreements:{name}", args=[agreement.pk, *args])


def _text(response: Any) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", response.content.decode())).split())


def _party(agreement: Agreement, organisation: Any) -> Any:
    return agreement.parties.get(organisation=organisation)


def test_a_party_confirms_the_whole_reading(agreement: Agreement, as_: Any, cast: Any) -> None:
    told = _text(as_("bob").get(_page(agreement)))
    assert "Département de l’Ourcelle a confirmé cette lecture" in told
    assert "Contester cet élément" in told
    assert "Écarter" not in told
    response = as_("bob").post(_page(agreement), {"party": _party(agreement, cast.ccas).pk}, follow=True)
    assert "Vous avez confirmé la lecture" in _text(response)
    assert ReadingConfirmation.objects.get().answered_by == cast.bob


def test_one_answers_for_one_s_own_party_alone(agreement: Agreement, as_: Any, cast: Any, finding: Finding) -> None:
    own, other = _party(agreement, cast.ccas), _party(agreement, cast.departement)
    as_("bob").post(_page(agreement), {"party": other.pk})
    assert not ReadingConfirmation.objects.filter(party=other).exists()
    as_("bob").post(_page(agreement, "answer-contest", finding.pk), {"party": other.pk, "reason": "Non."})
    assert not Objection.objects.exists()
    assert ReadingConfirmation.objects.get(party=own).answer == Answer.ASKED


def test_what_is_contested_is_settled_by_the_other_party(
    agreement: Agreement, as_: Any, cast: Any, finding: Finding
) -> None:
    address = _page(agreement, "answer-contest", finding.pk)
    assert "1 point à corriger" in _text(as_("bob").post(address, {"party": _party(agreement, cast.ccas).pk}))
    as_("bob").post(address, {"party": _party(agreement, cast.ccas).pk, "reason": "Le CCAS n’a rien promis."})
    objection = Objection.objects.get()
    here = f"{_page(agreement, 'reading')}?element={key_of(finding.pk)}"
    told = _text(as_("alice").get(here))
    assert "Contesté par le CCAS" in told
    assert "Le CCAS n’a rien promis." in told
    assert "1 contesté" in told
    assert "Confirmé le 2 février 2026" in told  # who decided, and not who contests
    assert "Contester cet élément" not in _text(as_("bob").get(f"{_page(agreement)}?element={key_of(finding.pk)}"))
    assert "Régler la contestation" in told
    settle = _page(agreement, "reading-settle", objection.pk)
    assert as_("bob").get(settle).status_code == 403
    refused = as_("alice").post(settle, {"ending": "corrected", "outcome": "Fait.", "revision": 0})
    assert "Rien n’a été corrigé depuis" in _text(refused)
    as_("alice").post(settle, {"ending": "kept", "outcome": "L’article 2 le dit.", "revision": 0})
    told = _text(as_("bob").get(f"{_page(agreement)}?element={key_of(finding.pk)}"))
    assert "Lecture gardée : L’article 2 le dit." in told
    assert as_("alice").get(settle).status_code == 403


def test_a_party_withdraws_its_own_objection_alone(agreement: Agreement, as_: Any, cast: Any, finding: Finding) -> None:
    sent = {"party": _party(agreement, cast.ccas).pk, "reason": "Non."}
    as_("bob").post(_page(agreement, "answer-contest", finding.pk), sent)
    objection = Objection.objects.get()
    withdraw = _page(agreement, "answer-withdraw", objection.pk)
    assert as_("alice").post(withdraw).status_code == 403
    as_("bob").post(withdraw)
    objection.refresh_from_db()
    assert objection.settled_by == cast.bob


def test_a_party_that_contests_does_not_confirm_meanwhile(
    agreement: Agreement, as_: Any, cast: Any, finding: Finding
) -> None:
    party = _party(agreement, cast.ccas)
    as_("bob").post(_page(agreement, "answer-contest", finding.pk), {"party": party.pk, "reason": "Non."})
    response = as_("bob").post(_page(agreement), {"party": party.pk}, follow=True)
    assert "conteste encore un point" in _text(response)
    assert ReadingConfirmation.objects.get().answer == Answer.CONTESTED
