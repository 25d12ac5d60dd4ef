"""Rules 1 to 6 as alerts, and the cached state that lists read."""

from __future__ import annotations

import datetime as dt
import io
from typing import Any

import pytest
from django.core.management import call_command

from maillage.agreements.actions import alerts, facts, legal_cache, terms
from maillage.agreements.actions.authorising import delegate
from maillage.agreements.choices import Needed
from maillage.agreements.legal_choices import LegalState
from maillage.agreements.models import (
    Agreement,
    AlertSetAside,
    Signature,
)
from maillage.agreements.queries.legal_alerts import alerts_in
from maillage.agreements.queries.missing import missing_of
from maillage.base.refusals import Refusal
from tests.cast import NOW, TODAY
from tests.factories.agreements import confirmed
from tests.factories.signing import SIGNED, VOTED, named, party, signed_by_hand, voted

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


@pytest.fixture
def agreement(cast: Any) -> Agreement:
    return confirmed(cast.departement, cast.ccas, by=cast.alice)


@pytest.fixture
def two(cast: Any, agreement: Agreement) -> tuple[Any, Any]:
    return party(agreement, cast.departement), party(agreement, cast.ccas)


def state(agreement: Agreement) -> str:
    agreement.refresh_from_db()
    return agreement.legal_state


def codes(agreement: Agreement) -> list[str]:
    agreement.refresh_from_db()
    return [one.code for one in alerts_in(agreement, day=TODAY).alerts]


def test_a_signature_before_the_vote_is_told_with_its_rule(agreement: Agreement, two: tuple[Any, Any]) -> None:
    signed_by_hand(two[0], on=VOTED - DAY)
    assert codes(agreement) == ["no-authority"]
    voted(two[0])
    (alert,) = [one for one in alerts_in(agreement, day=TODAY).alerts if one.code == "signed-before-vote"]
    assert (alert.rule, alert.is_grave) == (3, True)
    assert "Préfet de la Côte d’Or" in alert.article
    assert "11 janvier 2026" in alert.why.replace("\u00a0", " ")


def test_a_signature_before_the_vote_is_enforceable_is_told(agreement: Agreement, two: tuple[Any, Any]) -> None:
    voted(two[0], transmitted_on=SIGNED + DAY)
    signed_by_hand(two[0])
    assert codes(agreement) == ["not-enforceable"]
    voted(two[0])
    assert codes(agreement) == [], "another délibération was enforceable in time"


def test_missing_dates_of_a_vote_are_told(agreement: Agreement, two: tuple[Any, Any]) -> None:
    voted(two[0], transmitted_on=None)
    assert codes(agreement) == ["not-transmitted"]
    signed_by_hand(two[0])
    assert codes(agreement) == ["not-enforceable", "not-transmitted"]
    assert Needed.ENFORCEABLE in {one.piece for one in missing_of(agreement, day=TODAY)}


def test_whoever_signs_for_the_representative_needs_a_delegation_that_day(
    agreement: Agreement, two: tuple[Any, Any]
) -> None:
    voted(two[0])
    director = named(two[0], "Paul Ramel", level="administrative")
    signed_by_hand(two[0], "Paul Ramel", signatory=director)
    assert codes(agreement) == ["no-delegation"]
    values = {"kind": "signature", "delegate": "Paul RAMEL", "from_on": SIGNED + DAY}
    made = delegate(party=two[0], values=values, by=None, at=NOW)
    assert codes(agreement) == ["no-delegation"], "it began the day after"
    facts.withdraw(fact=made, reason="Mauvaise date", by=None, at=NOW)
    delegate(party=two[0], values={**values, "from_on": SIGNED}, by=None, at=NOW)
    assert codes(agreement) == []


def test_an_effect_before_signature_or_before_the_vote_is_enforceable_is_told(
    agreement: Agreement, two: tuple[Any, Any]
) -> None:
    terms.state_facts(agreement=agreement, values={"effect_on": dt.date(2026, 1, 1)}, by=None, at=NOW)
    for one, name in zip(two, ("Nadia Ferrand", "Bob Brunel"), strict=True):
        voted(one)
        signed_by_hand(one, name)
    assert codes(agreement) == ["effect-before-signature", "retroactive", "retroactive"]


def test_an_alert_is_set_aside_by_name_for_these_facts_alone(
    cast: Any, agreement: Agreement, two: tuple[Any, Any]
) -> None:
    voted(two[0], transmitted_on=SIGNED + DAY)
    first = signed_by_hand(two[0])
    (alert,) = alerts_in(agreement, day=TODAY).alerts
    with pytest.raises(Refusal, match="Dites pourquoi"):
        alerts.set_aside(agreement=agreement, mark=alert.mark, reason=" ", by=cast.alice, at=NOW)
    kept = alerts.set_aside(agreement=agreement, mark=alert.mark, reason="Contrôle exercé", by=cast.alice, at=NOW)
    assert alerts_in(agreement, day=TODAY).set_aside == [(alert, kept)]
    facts.withdraw(fact=first, reason="Erreur", by=None, at=NOW)
    signed_by_hand(two[0], on=SIGNED - DAY)
    assert codes(agreement) == ["not-enforceable"], "other facts, another alert"
    facts.withdraw(fact=Signature.objects.get(withdrawn_at__isnull=True), reason="Erreur", by=None, at=NOW)
    signed_by_hand(two[0])
    assert codes(agreement) == []
    alerts.take_back(kept=kept, by=cast.alice, at=NOW)
    assert codes(agreement) == ["not-enforceable"]
    assert AlertSetAside.objects.get().reason == "Contrôle exercé"


def test_what_was_taken_over_alerts_nobody(cast: Any) -> None:
    row = confirmed(cast.departement, cast.ccas, by=cast.alice, is_observed=True, effect_on=dt.date(2024, 1, 1))
    legal_cache.refresh(row, at=NOW)
    assert (state(row), codes(row)) == (LegalState.OBSERVED, [])


def test_a_stated_signature_answers_for_the_parties_that_recorded_none(
    agreement: Agreement, two: tuple[Any, Any]
) -> None:
    terms.state_facts(
        agreement=agreement, values={"signed_on": SIGNED, "effect_on": SIGNED + DAY * 20}, by=None, at=NOW
    )
    assert codes(agreement) == []
    first = voted(two[0], transmitted_on=None)
    assert codes(agreement) == [], "a délibération does not make the others unsigned"
    signed_by_hand(two[0])
    assert codes(agreement) == ["not-enforceable", "not-transmitted"], "what this party recorded is judged, and alone"
    facts.withdraw(fact=first, reason="Erreur", by=None, at=NOW)
    assert codes(agreement) == ["no-authority"]
    terms.state_facts(agreement=agreement, values={"signed_on": None}, by=None, at=NOW)
    assert codes(agreement) == ["no-authority", "no-authority", "no-signature"], (
        "nothing answers for the other any more"
    )


# ---------------------------------------------------------------- the cached state


def test_the_night_brings_the_states_that_days_alone_change(agreement: Agreement, two: tuple[Any, Any]) -> None:
    terms.state_facts(agreement=agreement, values={"effect_on": TODAY + 10 * DAY}, by=None, at=NOW)
    for one, name in zip(two, ("Nadia Ferrand", "Bob Brunel"), strict=True):
        voted(one)
        signed_by_hand(one, name)
    assert (state(agreement), agreement.legal_state_due_on) == (LegalState.SIGNED, TODAY + 10 * DAY)
    assert legal_cache.refresh_due(at=NOW + 9 * DAY) == 0
    assert legal_cache.refresh_due(at=NOW + 10 * DAY) == 1
    assert state(agreement) == LegalState.IN_FORCE
    assert legal_cache.refresh_due(at=NOW + 10 * DAY) == 0


def test_the_command_works_out_all_states(agreement: Agreement) -> None:
    Agreement.objects.update(legal_state="expired")
    call_command("legal_states", verbosity=0)
    assert state(agreement) == "expired", "it is not due"
    out = io.StringIO()
    call_command("legal_states", "--all", stdout=out)
    assert (state(agreement), out.getvalue()) == (LegalState.NEGOTIATION, "legal states changed: 1\n")


def test_files_are_read_in_as_many_questions_whatever_their_number(
    cast: Any, agreement: Agreement, django_assert_num_queries: Any
) -> None:
    from maillage.agreements.queries.legal import dossiers_in

    rows = [agreement, *(confirmed(cast.departement, cast.ccas, by=cast.alice) for _ in range(3))]
    for row in rows:
        voted(party(row, cast.departement))
        signed_by_hand(party(row, cast.departement))
    with django_assert_num_queries(13):
        assert len(dossiers_in(rows, day=TODAY)) == 4
