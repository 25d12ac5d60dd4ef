"""The text on every day: legal order rules, whatever the order of recording."""

from __future__ import annotations

import datetime as dt
from uuid import UUID, uuid5

from hypothesis import given, settings
from hypothesis import strategies as st

from maillage.agreements.consolidation import (
    CannotApply,
    InsertAfter,
    Move,
    Replace,
    ReplaceWords,
    Step,
    Strike,
    apply,
    consolidate,
)
from tests.agreements.consolidation.trees import instructions, tree, words_of

TEXT, AT = tree()
FEW = settings().max_examples // 4
DAYS = [dt.date(2026, 1, 1), dt.date(2026, 6, 1), dt.date(2027, 1, 1)]
SEED = UUID(int=3)


def _step(number: int, instruction: object, day: dt.date = DAYS[0], **more: object) -> Step:
    values = {"signed_on": day, "number": number, "position": 0, "amendment": f"avenant n° {number}"} | more
    return Step(uuid5(SEED, f"{number}.{values['position']}"), instruction, day, **values)  # type: ignore[arg-type]


@st.composite
def steps(draw: st.DrawFn) -> list[Step]:
    """Avenants on three days, each with a few instructions."""
    made = []
    for number in range(1, draw(st.integers(2, 5))):
        day, signed = draw(st.sampled_from(DAYS)), draw(st.sampled_from(DAYS))
        for position in range(draw(st.integers(1, 3))):
            one = draw(instructions(list(AT.values())))
            made.append(_step(number, one, day, signed_on=signed, position=position))
    return made


def _texts(made: list[Step]) -> list[tuple[dt.date, str]]:
    return [(version.valid_from, words_of(version.text)) for version in consolidate(TEXT, made).versions]


@settings(max_examples=FEW)
@given(steps(), st.randoms())
def test_the_order_of_recording_never_matters(made: list[Step], random: object) -> None:
    shuffled = list(made)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert _texts(shuffled) == _texts(made)


@settings(max_examples=FEW)
@given(steps())
def test_applying_one_by_one_gives_the_consolidated_text(made: list[Step]) -> None:
    whole = consolidate(TEXT, made)
    text, refused = TEXT, {}
    for step in sorted(made, key=lambda one: one.rank):
        try:
            text = apply(text, step.instruction)
        except CannotApply as refusal:
            refused[step.key] = refusal.reason
    assert refused == {key: reason for key, reason in whole.problems.items() if key not in whole.applied}
    assert words_of(whole.versions[-1].text if whole.versions else TEXT) == words_of(text)


@settings(max_examples=FEW)
@given(steps())
def test_an_avenant_changes_nothing_before_its_day(made: list[Step]) -> None:
    last = max(made, key=lambda one: one.rank)
    without = _texts([step for step in made if step.number != last.number])
    begins = min(step.effect_on for step in made if step.number == last.number)
    assert [one for one in _texts(made) if one[0] < begins] == [one for one in without if one[0] < begins]


@settings(max_examples=FEW)
@given(steps())
def test_no_instruction_is_dropped_without_being_told(made: list[Step]) -> None:
    whole = consolidate(TEXT, made)
    assert {step.key for step in made} == {*whole.applied, *whole.problems}


def test_the_one_that_takes_effect_first_applies_first_though_it_is_recorded_last() -> None:
    late = _step(2, ReplaceWords(AT["art_4"], "trois ans", "quatre ans", SEED), DAYS[0])
    early = _step(1, ReplaceWords(AT["art_4"], "quatre ans", "cinq ans", UUID(int=4)), DAYS[1])
    versions = consolidate(TEXT, [early, late]).versions
    assert ["quatre ans" in words_of(versions[0].text), "cinq ans" in words_of(versions[1].text)] == [True, True]


def test_two_avenants_of_one_day_on_one_article_apply_by_signature_and_are_told() -> None:
    first = _step(1, ReplaceWords(AT["art_4"], "trois ans", "quatre ans", SEED), signed_on=dt.date(2025, 12, 1))
    second = _step(2, Replace(AT["art_4"], "Il dure cinq ans.", UUID(int=4)), signed_on=dt.date(2025, 12, 9))
    whole = consolidate(TEXT, [second, first])
    assert "Il dure cinq ans." in words_of(whole.versions[0].text)
    assert whole.problems[second.key].startswith("L’avenant n° 1 change la même disposition le même jour (01/01/2026)")
    settled = Step(**{name: getattr(second, name) for name in second.__slots__} | {"is_settled": True})
    assert consolidate(TEXT, [first, settled]).problems == {}


def test_two_avenants_of_one_day_on_different_articles_raise_no_question() -> None:
    made = [_step(1, Strike(AT["art_3"])), _step(2, InsertAfter(AT["art_4"], "Il est évalué.", SEED))]
    assert consolidate(TEXT, made).problems == {}


def test_what_an_earlier_avenant_struck_cannot_be_changed_and_the_rest_goes_on() -> None:
    made = [
        _step(1, Strike(AT["art_3"]), DAYS[0]),
        _step(2, Move(AT["art_3"], AT["art_1"]), DAYS[1]),
        _step(3, ReplaceWords(AT["art_4"], "trois ans", "cinq ans", SEED), DAYS[1]),
    ]
    whole = consolidate(TEXT, made)
    assert list(whole.problems) == [made[1].key]
    assert "cinq ans" in words_of(whole.versions[-1].text)
