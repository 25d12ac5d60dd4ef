"""Commitments follow an avenant: proposed from its words, written once a person confirms, undone with it."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from maillage.agreements.actions import amending, following_commitments
from maillage.agreements.choices import ChangeState, CommitmentFate, InstructionVerb
from maillage.agreements.models import Agreement, Amendment, CommitmentChange, CommitmentVersion
from maillage.base.refusals import Refusal
from tests.agreements.avenants import amended, of, words
from tests.cast import NOW, TODAY
from tests.factories.agreements import confirmed

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


@pytest.fixture
def agreement(cast: Any) -> Agreement:
    """An agreement of the Département and the CCAS."""
    return confirmed(cast.departement, cast.ccas, by=cast.alice)


def _fates(row: Amendment) -> list[tuple[str, list[str], list[str]]]:
    return [
        (
            one.fate,
            [version.text for version in one.before.order_by("start")],
            [value["text"] for value in one.proposed],
        )
        for one in row.commitment_changes.order_by("pk")
    ]


def _decide(row: Amendment, state: ChangeState = ChangeState.CONFIRMED) -> CommitmentChange:
    change = row.commitment_changes.select_related("amendment__agreement").get(state=ChangeState.PROPOSED)
    return following_commitments.decide(change=change, state=state, by=None, at=NOW)


def _on(agreement: Agreement, day: dt.date) -> list[str]:
    return [
        row.text for row in CommitmentVersion.objects.at(day).filter(agreement=agreement).order_by("commitment__number")
    ]


def test_words_that_change_change_the_commitment_once_it_is_confirmed(cast: Any, agreement: Agreement) -> None:
    row = amended(cast, agreement, 1, TODAY, words(agreement, "art_2", "hebdomadaire", "quotidienne"))
    ((fate, before, after),) = _fates(row)
    assert fate == CommitmentFate.CHANGED
    assert before[0].startswith("tenir une permanence hebdomadaire")
    assert after[0].startswith("tenir une permanence quotidienne")
    assert _on(agreement, TODAY)[0] == before[0]
    change = _decide(row)
    former, now = change.before.get(), change.after.get()
    assert (former.valid_to, now.valid_from, now.commitment) == (TODAY, TODAY, former.commitment)
    assert set(now.bearers.all()) == set(former.bearers.all())
    assert now.expression is not None
    assert now.expression.quote(now.start or 0, now.end or 0).startswith("tenir une permanence quotidienne")
    assert _on(agreement, TODAY - DAY)[0] == before[0]
    assert _on(agreement, TODAY)[0] == after[0]


def test_a_provision_that_is_struck_ends_its_commitment(cast: Any, agreement: Agreement) -> None:
    strike = {"verb": InstructionVerb.STRIKE, "target_id": of(agreement, "art_3__para_2")}
    row = amended(cast, agreement, 1, TODAY, strike)
    assert [(fate, after) for fate, _, after in _fates(row)] == [(CommitmentFate.ENDED, [])]
    before = len(_on(agreement, TODAY))
    _decide(row)
    assert len(_on(agreement, TODAY)) == before - 1
    assert len(_on(agreement, TODAY - DAY)) == before


def test_a_new_provision_brings_new_commitments(cast: Any, agreement: Agreement) -> None:
    insert = {
        "verb": InstructionVerb.INSERT,
        "target_id": of(agreement, "art_3"),
        "words": "Article 3 bis – Locaux\nLe CCAS s’engage à prêter une salle au Département chaque semaine.",
    }
    row = amended(cast, agreement, 1, TODAY, insert)
    ((fate, before, after),) = _fates(row)
    assert (fate, before, after) == (
        CommitmentFate.NEW, [], ["Le CCAS s’engage à prêter une salle au Département chaque semaine."],
    )  # fmt: skip
    change = _decide(row)
    made = change.after.get()
    assert [party.organisation for party in made.bearers.all()] == [cast.ccas]
    assert made.commitment.number == CommitmentVersion.objects.at(TODAY).filter(agreement=agreement).count()


def test_one_item_that_gives_way_to_two_is_split(cast: Any, agreement: Agreement) -> None:
    replace = {
        "verb": InstructionVerb.REPLACE,
        "target_id": of(agreement, "art_2__list_1__item_1"),
        "words": "- tenir une permanence hebdomadaire ;\n- ouvrir les locaux du CCAS aux habitants le samedi ;",
    }
    row = amended(cast, agreement, 1, TODAY, replace)
    fates = _fates(row)
    assert sum(len(after) for _, _, after in fates) == 2
    assert {fate for fate, _, _ in fates} <= {CommitmentFate.SPLIT, CommitmentFate.CHANGED, CommitmentFate.NEW}


def test_commitments_whose_words_stay_are_not_told_even_when_they_move(cast: Any, agreement: Agreement) -> None:
    move = {
        "verb": InstructionVerb.MOVE,
        "target_id": of(agreement, "art_3"),
        "beside_id": of(agreement, "art_1"),
        "place": "after",
    }
    row = amended(cast, agreement, 1, TODAY, move, words(agreement, "art_4", "trois ans", "cinq ans"))
    assert _fates(row) == []


def test_withdrawing_the_avenant_undoes_what_was_confirmed(cast: Any, agreement: Agreement) -> None:
    before = _on(agreement, TODAY)
    row = amended(cast, agreement, 1, TODAY, words(agreement, "art_2", "hebdomadaire", "quotidienne"))
    change = _decide(row)
    amending.withdraw(amendment=row, reason="Annulé.", by=cast.alice, at=NOW + DAY)
    change.refresh_from_db()
    assert change.state == ChangeState.UNDONE
    assert _on(agreement, TODAY) == before
    assert change.after.get().superseded_at == NOW + DAY


def test_moving_the_avenant_moves_its_commitments(cast: Any, agreement: Agreement) -> None:
    row = amended(cast, agreement, 1, TODAY, words(agreement, "art_2", "hebdomadaire", "quotidienne"))
    change = _decide(row)
    amending.describe(amendment=row, values={"effect_on": TODAY + DAY}, by=cast.alice, at=NOW)
    assert (change.before.get().valid_to, change.after.get().valid_from) == (TODAY + DAY, TODAY + DAY)
    assert row.commitment_changes.count() == 1


def test_what_is_set_aside_writes_nothing_and_is_decided_once(cast: Any, agreement: Agreement) -> None:
    row = amended(cast, agreement, 1, TODAY, words(agreement, "art_2", "hebdomadaire", "quotidienne"))
    change = _decide(row, ChangeState.SET_ASIDE)
    assert _on(agreement, TODAY)[0].startswith("tenir une permanence hebdomadaire")
    with pytest.raises(Refusal, match="déjà décidé"):
        following_commitments.decide(change=change, state=ChangeState.CONFIRMED, by=None, at=NOW)
