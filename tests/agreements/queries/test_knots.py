"""One knot, one rule: what is shared and one's own, discussed when what is shared differs, else where it stands in time."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from maillage.agreements.choices import CommitmentState as State
from maillage.agreements.choices import Verdict
from maillage.agreements.models import Agreement, Commitment, CommitmentVersion, Party
from maillage.agreements.queries.knots import Knot, board_of, counted
from maillage.agreements.standing import standing_of
from tests.cast import NOW, TODAY
from tests.factories.agreements import THEN, confirmed, judged

LATER = NOW + dt.timedelta(days=3)
KEPT, PARTIAL, BROKEN, NONE = Verdict.KEPT, Verdict.PARTIAL, Verdict.BROKEN, None


@pytest.fixture
def agreement(cast: Any) -> Agreement:
    return confirmed(cast.departement, cast.ccas, by=cast.alice)


def knot(user: Any, agreement: Agreement, *, at: dt.datetime = LATER, number: int = 1) -> Knot:
    board = board_of(standing_of(user, agreement, at=at))
    return board.knots[Commitment.objects.get(agreement=agreement, number=number).pk]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("ours", "theirs", "for_us", "for_them"),  # (verdict, shared)
    [
        (NONE, NONE, State.PENDING, State.PENDING),
        ((KEPT, True), NONE, State.KEPT, State.KEPT),
        ((KEPT, False), NONE, State.KEPT, State.PENDING),
        ((KEPT, True), (KEPT, True), State.KEPT, State.KEPT),
        ((KEPT, True), (PARTIAL, True), State.DISPUTED, State.DISPUTED),
        ((KEPT, True), (BROKEN, False), State.KEPT, State.BROKEN),
        ((KEPT, False), (BROKEN, True), State.KEPT, State.BROKEN),
        ((Verdict.NOT_APPLICABLE, True), NONE, State.NOT_APPLICABLE, State.NOT_APPLICABLE),
    ],
)
def test_what_each_side_sees(
    cast: Any, agreement: Agreement, ours: Any, theirs: Any, for_us: State, for_them: State
) -> None:
    for body, said in ((cast.departement, ours), (cast.ccas, theirs)):
        if said:
            judged(agreement, body, said[0], share_now=said[1])
    assert knot(cast.alice, agreement).state == for_us
    assert knot(cast.bob, agreement).state == for_them


@pytest.mark.django_db
def test_disagreement_is_told_side_by_side(cast: Any, agreement: Agreement) -> None:
    judged(agreement, cast.departement, KEPT, share_now=True)
    judged(agreement, cast.ccas, PARTIAL, share_now=True)
    shown = knot(cast.alice, agreement)
    assert shown.shown.word == "Discuté"
    assert shown.detail == "Tenu pour le Département, en partie pour le CCAS"
    assert shown.after_word == "\u00a0: tenu pour le Département, en partie pour le CCAS"


@pytest.mark.django_db
def test_those_of_one_mind_are_told_together(cast: Any, agreement: Agreement) -> None:
    for body in (cast.departement, cast.ccas):
        judged(agreement, body, KEPT, share_now=True)
    assert knot(cast.bob, agreement).detail == "Tenu pour le Département et le CCAS"


@pytest.mark.django_db
def test_what_one_keeps_is_told_to_be_kept(cast: Any, agreement: Agreement) -> None:
    judged(agreement, cast.departement, KEPT, share_now=True)
    judged(agreement, cast.ccas, BROKEN)
    told = knot(cast.bob, agreement).detail
    assert told == "Non tenu pour le CCAS (pas encore partagé)\u00a0; tenu pour le Département"


@pytest.mark.django_db
def test_the_others_keep_reading_the_last_that_was_shared(cast: Any, agreement: Agreement) -> None:
    judged(agreement, cast.ccas, KEPT, share_now=True, at=NOW)
    judged(agreement, cast.ccas, BROKEN, at=LATER)
    assert knot(cast.alice, agreement).state == State.KEPT
    assert knot(cast.bob, agreement).state == State.BROKEN


@pytest.mark.django_db
def test_a_party_that_left_is_no_longer_of_the_knot(cast: Any, agreement: Agreement) -> None:
    judged(agreement, cast.departement, KEPT, share_now=True)
    judged(agreement, cast.ccas, BROKEN, share_now=True)
    Party.objects.filter(agreement=agreement, organisation=cast.ccas).update(to_on=TODAY)
    assert knot(cast.alice, agreement, at=NOW).state == State.DISPUTED
    assert knot(cast.alice, agreement, at=LATER).state == State.KEPT


@pytest.mark.django_db
def test_whoever_left_reads_the_knots_of_the_day_they_left(cast: Any, agreement: Agreement) -> None:
    judged(agreement, cast.departement, KEPT, share_now=True, at=THEN)
    judged(agreement, cast.ccas, KEPT, at=THEN, number=2)
    Party.objects.filter(agreement=agreement, organisation=cast.ccas).update(to_on=TODAY - dt.timedelta(days=5))
    agreement.refresh_from_db()
    judged(agreement, cast.departement, BROKEN, share_now=True, at=NOW)
    judged(agreement, cast.departement, BROKEN, share_now=True, at=NOW, number=2)
    assert knot(cast.alice, agreement).state == State.BROKEN
    assert knot(cast.bob, agreement).state == State.KEPT
    assert knot(cast.bob, agreement, number=2).state == State.KEPT


@pytest.mark.django_db
def test_commitments_written_after_one_left_are_not_known(cast: Any, agreement: Agreement) -> None:
    Party.objects.filter(agreement=agreement, organisation=cast.ccas).update(to_on=TODAY - dt.timedelta(days=5))
    former = CommitmentVersion.objects.get(agreement=agreement, commitment__number=1)
    CommitmentVersion.objects.filter(pk=former.pk).update(superseded_at=NOW)
    CommitmentVersion.objects.create(
        agreement=agreement, commitment=former.commitment, text="tenir deux permanences", recorded_at=NOW
    )
    boards = [board_of(standing_of(user, agreement, at=LATER)) for user in (cast.alice, cast.bob)]
    texts = [{one.text for one in board.owing.rows} for board in boards]
    assert "tenir deux permanences" in texts[0] - texts[1]
    assert former.text in texts[1] - texts[0]


@pytest.mark.django_db
@pytest.mark.parametrize(("days", "state"), [(31, State.PENDING), (30, State.DUE), (-10, State.DUE)])
def test_what_nobody_judged_is_expected_when_the_end_is_near(
    cast: Any, agreement: Agreement, days: int, state: State
) -> None:
    agreement.ends_on = TODAY + dt.timedelta(days=days)
    agreement.save()
    assert knot(cast.alice, agreement, at=NOW).state == state


@pytest.mark.parametrize(
    ("states", "words"),
    [
        ([State.KEPT] * 4 + [State.DISPUTED] + [State.PENDING] * 5, "4 tenus sur 10, 1 discuté"),
        ([State.PENDING, State.PENDING], "2 à venir"),
        ([State.BROKEN, State.PENDING], "1 non tenu, 1 à venir"),
        ([State.KEPT], "1 tenu sur 1"),
        ([], ""),
    ],
)
def test_knots_are_counted_in_words(states: list[State], words: str) -> None:
    assert counted(states).replace("\u00a0", " ") == words
