"""The legal state of an agreement: what each state asks for, which act leads where, that order of entry means nothing."""

from __future__ import annotations

import datetime as dt
import random
import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillage.agreements.legal_choices import EndWay, LegalAct, LegalState
from maillage.agreements.legal_state import (
    ENDED,
    REFUSED,
    TABLE,
    WHAT_BECOMES,
    EndFact,
    LegalFacts,
    PartyFacts,
    check,
    end_of,
    next_change,
    state_on,
)
from maillage.base.refusals import Refusal

S = LegalState
D = dt.date
VOTED, SIGNED, EFFECT, END = D(2026, 1, 12), D(2026, 2, 3), D(2026, 3, 1), D(2029, 2, 28)
READY = PartyFacts(adopted_on=VOTED, signed_on=SIGNED)
WHOLE = LegalFacts(parties=(READY, READY), effect_on=EFFECT, ends_on=END, shared_on=D(2025, 12, 1))


@pytest.mark.parametrize(
    ("day", "state"),
    [
        (D(2025, 11, 30), S.DRAFT),
        (D(2025, 12, 1), S.NEGOTIATION),
        (D(2026, 1, 12), S.ADOPTED),
        (D(2026, 2, 3), S.SIGNED),
        (D(2026, 3, 1), S.IN_FORCE),
        (D(2029, 2, 28), S.IN_FORCE),
        (D(2029, 3, 1), S.EXPIRED),
    ],
)
def test_an_agreement_lives_by_its_dates(day: dt.date, state: LegalState) -> None:
    assert state_on(WHOLE, day) == state


def test_some_parties_are_not_all() -> None:
    late = PartyFacts(adopted_on=D(2026, 2, 20), signed_on=D(2026, 2, 25))
    facts = replace(WHOLE, parties=(READY, late))
    assert state_on(facts, D(2026, 1, 20)) == S.ADOPTING
    assert state_on(facts, D(2026, 2, 10)) == S.SIGNING
    assert state_on(facts, D(2026, 2, 25)) == S.SIGNED


def test_nothing_comes_into_force_before_each_party_is_authorised_and_has_signed() -> None:
    """Rule 1."""
    unsigned = replace(WHOLE, parties=(READY, PartyFacts(adopted_on=VOTED)))
    unvoted = replace(WHOLE, parties=(READY, PartyFacts(signed_on=SIGNED)))
    assert state_on(unsigned, D(2027, 1, 1)) == S.SIGNING
    assert state_on(unvoted, D(2027, 1, 1)) == S.SIGNED
    own_rules = replace(WHOLE, parties=(READY, PartyFacts(needs_authority=False, signed_on=SIGNED)))
    assert state_on(own_rules, D(2027, 1, 1)) == S.IN_FORCE


def test_what_was_signed_elsewhere_is_in_force_as_observed() -> None:
    bare = LegalFacts(parties=(PartyFacts(), PartyFacts()), is_observed=True)
    assert state_on(bare, D(2026, 1, 1)) == S.OBSERVED
    stated = LegalFacts(parties=(PartyFacts(),), is_stated_signed=True, stated_signed_on=SIGNED, effect_on=EFFECT)
    assert state_on(stated, D(2026, 1, 1)) == S.DRAFT
    assert state_on(stated, SIGNED) == S.SIGNED
    assert state_on(stated, EFFECT) == S.OBSERVED
    assert state_on(replace(bare, effect_on=EFFECT), D(2026, 1, 1)) == S.SIGNED


def test_a_suspension_and_its_end() -> None:
    facts = replace(WHOLE, suspensions=((D(2026, 6, 1), D(2026, 6, 30)), (D(2027, 1, 1), None)))
    assert [state_on(facts, day) for day in (D(2026, 5, 31), D(2026, 6, 1), D(2026, 6, 30), D(2026, 7, 1))] == [
        S.IN_FORCE,
        S.SUSPENDED,
        S.SUSPENDED,
        S.IN_FORCE,
    ]
    assert state_on(facts, D(2028, 1, 1)) == S.SUSPENDED
    assert state_on(facts, D(2029, 3, 1)) == S.EXPIRED


def test_the_end_that_comes_first_is_the_end() -> None:
    ended = replace(WHOLE, endings=(EndFact(D(2027, 5, 4), EndWay.TERMINATED), EndFact(D(2028, 1, 1), EndWay.REPLACED)))
    assert end_of(ended) == EndFact(D(2027, 5, 4), EndWay.TERMINATED)
    assert (state_on(ended, D(2027, 5, 4)), state_on(ended, D(2027, 5, 5))) == (S.IN_FORCE, S.TERMINATED)
    same_day = replace(WHOLE, endings=(EndFact(END, EndWay.REPLACED),))
    assert state_on(same_day, D(2029, 3, 1)) == S.REPLACED


def test_what_never_bound_anybody_does_not_end() -> None:
    talked = LegalFacts(parties=(PartyFacts(),), shared_on=D(2025, 1, 1), ends_on=D(2025, 12, 31))
    assert state_on(talked, D(2026, 6, 1)) == S.NEGOTIATION
    assert end_of(talked) is None


def test_a_party_that_came_in_later_or_left_unsigned_is_not_waited_for() -> None:
    newcomer = PartyFacts(from_on=D(2027, 1, 1))
    gone = PartyFacts(to_on=D(2026, 1, 31))
    facts = replace(WHOLE, parties=(READY, newcomer, gone))
    assert state_on(facts, D(2026, 2, 3)) == S.SIGNED
    assert state_on(facts, D(2027, 6, 1)) == S.IN_FORCE
    assert state_on(replace(WHOLE, parties=(replace(READY, to_on=D(2026, 12, 31)), READY)), D(2027, 6, 1)) == S.IN_FORCE


def test_archives_come_before_all_else() -> None:
    assert state_on(replace(WHOLE, archived_on=D(2030, 1, 1)), D(2030, 1, 1)) == S.ARCHIVED
    assert state_on(replace(WHOLE, archived_on=D(2030, 1, 1)), D(2029, 12, 31)) == S.EXPIRED


def test_what_becomes_of_annexes_is_said_of_each_ended_state() -> None:
    assert set(WHAT_BECOMES) == {*ENDED, S.SUSPENDED}
    assert all("annexes" in said for said in WHAT_BECOMES.values())


@pytest.mark.parametrize("act", list(LegalAct))
def test_each_illegal_act_is_explained_in_french(act: LegalAct) -> None:
    illegal = [state for state in LegalState if (state, act) not in TABLE]
    assert illegal
    for state in illegal:
        with pytest.raises(Refusal) as refused:
            check(state, act)
        assert refused.value.sentence == REFUSED[act].format(state=state.label.lower())
        assert refused.value.sentence.endswith(".")


def test_the_page_on_states_shows_this_table(root: Path) -> None:
    page = (root / "docs" / "states.md").read_text(encoding="utf-8")
    section = page.partition("`agreements/legal_state.py`")[2].partition("\n## ")[0]
    rows = re.findall(r"^\| `(\w+)` \| ([^|]+) \| ([^|]+) \|$", section, re.M)
    told = {(state, act.strip()): tuple(re.findall(r"`(\w+)`", to)) for state, act, to in rows}
    said = {
        (state.value, act.value): ("any",) if act == LegalAct.RESTORE else tuple(one.value for one in to)
        for (state, act), to in TABLE.items()
    }
    assert {key: value or ("any",) for key, value in told.items()} == said


DAYS = st.dates(D(2025, 1, 1), D(2030, 12, 31))
MAYBE = st.none() | DAYS


@st.composite
def facts(draw: st.DrawFn) -> LegalFacts:
    parties = draw(
        st.lists(st.builds(PartyFacts, needs_authority=st.booleans(), adopted_on=MAYBE, signed_on=MAYBE), max_size=4)
    )
    spans = draw(st.lists(st.tuples(DAYS, MAYBE), max_size=2))
    return LegalFacts(
        parties=tuple(parties),
        effect_on=draw(MAYBE),
        ends_on=draw(MAYBE),
        endings=tuple(draw(st.lists(st.builds(EndFact, DAYS, st.sampled_from(EndWay)), max_size=3))),
        suspensions=tuple((a, b) for a, b in spans if b is None or b >= a),
        shared_on=draw(MAYBE),
        archived_on=draw(MAYBE),
        is_observed=draw(st.booleans()),
        is_stated_signed=draw(st.booleans()),
        stated_signed_on=draw(MAYBE),
    )


@given(facts(), DAYS, st.randoms(use_true_random=False))
def test_the_order_in_which_facts_were_entered_means_nothing(
    known: LegalFacts, day: dt.date, chance: random.Random
) -> None:
    def mixed(rows: tuple[object, ...]) -> tuple[object, ...]:
        return tuple(chance.sample(rows, len(rows)))

    other = replace(
        known,
        parties=mixed(known.parties),  # type: ignore[arg-type]
        endings=mixed(known.endings),  # type: ignore[arg-type]
        suspensions=mixed(known.suspensions),  # type: ignore[arg-type]
    )
    assert state_on(other, day) == state_on(known, day)


@given(facts(), DAYS)
def test_nothing_moves_before_the_day_that_is_announced(known: LegalFacts, day: dt.date) -> None:
    following = next_change(known, day)
    until = min(following or day + dt.timedelta(days=400), day + dt.timedelta(days=400))
    state = state_on(known, day)
    for offset in {1, 2, 30, (until - day).days - 1}:
        later = day + dt.timedelta(days=offset)
        if day < later < until:
            assert state_on(known, later) == state


REACHED = {state: {one for (start, _), to in TABLE.items() if start == state for one in to} for state in LegalState}


def _leads(start: LegalState, to: LegalState) -> bool:
    """Whether acts of one day lead from a state to another."""
    seen, todo = {start}, [start]
    while todo:
        for one in REACHED[todo.pop()] - seen:
            seen.add(one)
            todo.append(one)
    return to in seen


@given(facts(), DAYS)
def test_a_state_only_passes_to_one_that_the_table_leads_to(known: LegalFacts, day: dt.date) -> None:
    following = next_change(known, day)
    while following is not None and following < D(2032, 1, 1):
        before, after = state_on(known, following - dt.timedelta(days=1)), state_on(known, following)
        assert before == after or _leads(before, after), f"{before} → {after} on {following}"
        following = next_change(known, following)
