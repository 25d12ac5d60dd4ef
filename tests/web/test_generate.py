"""Generated agreements: like those that people bring, the same for the same seed, and never among real data."""

from __future__ import annotations

from random import Random
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db.models import Count

from maillage.agreements.actions import legal_cache
from maillage.agreements.choices import AgreementState
from maillage.agreements.legal_choices import LegalState
from maillage.agreements.models import (
    Adherence,
    Agreement,
    Commitment,
    CommitmentVersion,
    Expression,
    Finding,
    Mention,
    Party,
    SearchEntry,
    Term,
)
from maillage.agreements.queries.searching import search
from maillage.organisations.models import Organisation
from maillage.reading import read_text
from maillage.web.generate.bank import BODY, FIRST_YEAR, PLACE
from maillage.web.generate.cloning import Names
from maillage.web.generate.running import generate
from maillage.web.generate.texts import write
from tests.cast import NOW, Cast
from tests.factories.organisations import UserFactory

pytestmark = pytest.mark.django_db
COUNT, BODIES = 30, 20


@pytest.fixture
def world() -> int:
    """Thirty agreements; the commitments that they hold."""
    return generate(COUNT, organisations=BODIES, seed=7, at=NOW)


def titles() -> list[str]:
    return sorted(Agreement.objects.values_list("title", flat=True))


def test_as_many_agreements_are_written_as_were_asked_for(world: int) -> None:
    assert Agreement.objects.count() == Expression.objects.count() == SearchEntry.objects.count() == COUNT
    assert Commitment.objects.count() == world
    confirmed = Agreement.objects.filter(confirmed_at__isnull=False).annotate(held=Count("commitments"))
    assert all(8 <= agreement.held <= 45 for agreement in confirmed)
    assert {agreement.state for agreement in Agreement.objects.all()} >= {
        AgreementState.DRAFT,
        AgreementState.CONFIRMED,
        AgreementState.PUBLISHED,
    }


@pytest.mark.parametrize("model", [Finding, Party, CommitmentVersion, Term, Mention])
def test_each_row_rests_on_the_words_of_its_own_text(world: int, model: Any) -> None:
    texts = dict(Expression.objects.values_list("agreement_id", "text"))
    rows = list(model.objects.filter(start__isnull=False))
    assert rows
    for row in rows:
        assert texts[row.agreement_id][row.start : row.end] == row.quote


def test_nothing_is_left_of_the_names_that_texts_are_first_written_with(world: int) -> None:
    for text in Expression.objects.values_list("text", flat=True):
        assert PLACE not in text
        assert BODY not in text
        assert not any(str(FIRST_YEAR + later) in text for later in range(6))
    assert not Organisation.objects.filter(name__contains=PLACE).exists()


def test_each_agreement_has_the_legal_state_that_its_facts_make(world: int) -> None:
    written = dict(Agreement.objects.values_list("pk", "legal_state"))
    assert {LegalState.DRAFT, LegalState.NEGOTIATION} < set(written.values())
    assert {LegalState.OBSERVED, LegalState.EXPIRED} & set(written.values()), "signed ones run, or ran"
    assert legal_cache.refresh_due(at=NOW, afresh=True) == 0
    assert dict(Agreement.objects.values_list("pk", "legal_state")) == written


def test_what_is_generated_is_coherent(world: int) -> None:
    for agreement in Agreement.objects.all():
        agreement.full_clean()
    for party in Party.objects.select_related("organisation"):
        party.full_clean()
        assert party.organisation is not None
    federations = Party.objects.filter(organisation__kind="federation")
    assert Adherence.objects.filter(party__in=federations).exists() == federations.exists()


def test_generated_texts_are_found_by_their_words_and_by_the_names_of_their_partners(world: int, cast: Cast) -> None:
    party = Party.objects.filter(organisation__kind="ccas").select_related("organisation").order_by("pk").first()
    assert party is not None
    assert party.organisation is not None
    place = party.organisation.name.removeprefix("CCAS de ")
    found = search(Agreement.objects.all(), f"bilan {place}", user=cast.alice, at=NOW)
    assert party.agreement in found.rows
    assert found.forgiven == ()


def test_the_same_seed_writes_the_same_agreements(world: int) -> None:
    before = titles(), sorted(Expression.objects.values_list("sha256", flat=True))
    Agreement.objects.filter(pk__in=list(Agreement.objects.values_list("pk", flat=True))).update(archived_reason="1")
    generate(COUNT, organisations=BODIES, seed=7, at=NOW)
    again = Agreement.objects.exclude(archived_reason="1")
    assert sorted(again.values_list("title", flat=True)) == before[0]
    assert sorted(Expression.objects.filter(agreement__in=again).values_list("sha256", flat=True)) == before[1]


def test_another_seed_writes_others(world: int) -> None:
    before = titles()
    assert len(set(before)) > COUNT / 2
    generate(COUNT, organisations=BODIES, seed=8, at=NOW)
    assert len(set(titles()) - set(before)) > COUNT / 2


def test_texts_are_varied_and_read_as_agreements() -> None:
    random = Random(3)
    written = [write(random, "Département de l’Ourcelle") for _ in range(40)]
    readings = [read_text(one.text, "accord.txt") for one in written]
    assert all(reading.is_agreement for reading in readings)
    assert len({reading.kind for reading in readings}) >= 5
    assert [len(reading.parties) for reading in readings] == [len(one.parties) for one in written]
    assert len({one.partner for one in written}) == 3
    assert len({reading.terms.renewal_mode.value if reading.terms.renewal_mode else "" for reading in readings}) > 1


def test_names_and_years_take_the_place_of_others_wherever_they_stand() -> None:
    names = Names("Vaubrac", "Atelier des Glycines", 2024)
    text = f"CCAS de {PLACE}, {BODY}, le 3 mai {FIRST_YEAR}, jusqu’au {FIRST_YEAR + 3}-12-31"
    assert names.within(text) == "CCAS de Vaubrac, Atelier des Glycines, le 3 mai 2024, jusqu’au 2027-12-31"


def test_nothing_is_written_among_real_data(settings: Any) -> None:
    settings.DEMO = False
    UserFactory()
    with pytest.raises(CommandError, match="--force"):
        call_command("generate", agreements=10)
    assert not Agreement.objects.exists()
    call_command("generate", agreements=3, organisations=10, force=True, verbosity=0)
    assert Agreement.objects.count() == 3


def test_a_number_that_is_none_is_refused(settings: Any) -> None:
    settings.DEMO = True
    with pytest.raises(CommandError, match="combien"):
        call_command("generate", agreements=0)
