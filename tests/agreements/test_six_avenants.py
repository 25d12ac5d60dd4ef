"""Six avenants on one charter, compared with texts written by hand: in force on a day, and as known on another.

Two take effect on one day, one is recorded a year late and holds from before it was signed, one has a change of a later
day, one is withdrawn.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from maillage.agreements.actions import amending, instructing
from maillage.agreements.choices import InstructionVerb
from maillage.agreements.models import Agreement, Amendment, CommitmentVersion, Expression, Instruction
from tests.agreements import charter
from tests.agreements.avenants import of, text_on, words
from tests.factories.agreements import confirmed

pytestmark = pytest.mark.django_db

WITHDRAWAL = -6
SIGNED_ON = {
    1: dt.date(2026, 3, 12),
    2: dt.date(2026, 8, 20),
    3: dt.date(2026, 12, 10),
    4: dt.date(2026, 12, 15),
    5: dt.date(2026, 6, 10),
    6: dt.date(2027, 8, 15),
}
EFFECT_ON = {
    1: dt.date(2026, 4, 1),
    2: dt.date(2026, 9, 1),
    3: dt.date(2027, 1, 1),
    4: dt.date(2027, 1, 1),
    5: dt.date(2026, 6, 1),
    6: dt.date(2027, 9, 1),
}
LATER_DAY_OF_2 = dt.date(2027, 6, 1)
RECORDED_ON = {
    1: dt.date(2026, 3, 20),
    2: dt.date(2026, 8, 25),
    3: dt.date(2026, 12, 20),
    4: dt.date(2026, 12, 21),
    5: dt.date(2027, 6, 20),
    6: dt.date(2027, 8, 20),
    WITHDRAWAL: dt.date(2028, 1, 15),
}
AS_IT_HAPPENED = (1, 2, 3, 4, 5, 6, WITHDRAWAL)
OTHER_ORDERS = [
    (6, 5, 4, 3, 2, 1, WITHDRAWAL),
    (6, WITHDRAWAL, 4, 3, 5, 1, 2),
    (5, 2, 6, 4, 1, WITHDRAWAL, 3),
]
IN_FORCE = [
    (dt.date(2026, 3, 1), charter.CHARTER),
    (dt.date(2026, 3, 31), charter.CHARTER),
    (dt.date(2026, 4, 1), charter.BY_1),
    (dt.date(2026, 5, 31), charter.BY_1),
    (dt.date(2026, 6, 1), charter.BY_1_5),
    (dt.date(2026, 9, 1), charter.BY_1_5_2),
    (dt.date(2027, 1, 1), charter.BY_1_5_2_3_4),
    (dt.date(2027, 6, 1), charter.ALL_BUT_6),
    (dt.date(2027, 9, 1), charter.ALL_BUT_6),
    (dt.date(2030, 1, 1), charter.ALL_BUT_6),
]
AS_KNOWN = [  # the day, the day on which one knew, the text
    (dt.date(2026, 4, 1), dt.date(2026, 3, 19), charter.CHARTER),
    (dt.date(2026, 4, 1), dt.date(2026, 3, 21), charter.BY_1),
    (dt.date(2026, 7, 1), dt.date(2026, 7, 1), charter.BY_1),
    (dt.date(2026, 10, 1), dt.date(2026, 10, 1), charter.BY_1_2),
    (dt.date(2027, 10, 1), dt.date(2026, 10, 1), charter.BY_1_2_AND_ITS_LATER_DAY),
    (dt.date(2026, 7, 1), dt.date(2027, 2, 1), charter.BY_1),
    (dt.date(2027, 2, 1), dt.date(2027, 2, 1), charter.BY_1_2_3_4),
    (dt.date(2026, 7, 1), dt.date(2027, 7, 1), charter.BY_1_5),
    (dt.date(2027, 2, 1), dt.date(2027, 7, 1), charter.BY_1_5_2_3_4),
    (dt.date(2027, 10, 1), dt.date(2027, 7, 1), charter.ALL_BUT_6),
    (dt.date(2027, 10, 1), dt.date(2027, 10, 1), charter.ALL_SIX),
    (dt.date(2027, 10, 1), dt.date(2028, 1, 16), charter.ALL_BUT_6),
]


@pytest.fixture
def agreement(cast: Any) -> Agreement:
    """The charter, confirmed by the Département and shared with the CCAS."""
    return confirmed(cast.departement, cast.ccas, by=cast.alice, text=charter.CHARTER, name="charte.txt")


def _asked(agreement: Agreement, number: int) -> list[dict[str, Any]]:
    """What each avenant asks."""

    def at(eid: str, verb: InstructionVerb, **values: Any) -> dict[str, Any]:
        return {"verb": verb, "target_id": of(agreement, eid), **values}

    domicile = "Le Département s’engage à visiter à leur domicile les personnes qui ne peuvent se déplacer."
    formation = "Les parties s’engagent à organiser deux journées de formation par an."
    return {
        1: [
            words(agreement, "art_5", "deux fois par an", "chaque trimestre"),
            at("art_6", InstructionVerb.INSERT, words=f"Article 6 bis – Visites à domicile\n{domicile}"),
        ],
        2: [
            at(
                "art_9",
                InstructionVerb.REPLACE,
                words=f"Article 9 – Formation commune\n{formation}\nLe Département en supporte le coût.",
            ),
            at("art_11", InstructionVerb.STRIKE),
            words(agreement, "art_4", "trois demi-journées", "cinq demi-journées") | {"effect_on": LATER_DAY_OF_2},
        ],
        3: [
            words(agreement, "art_8", "dix jours ouvrés", "sept jours ouvrés"),
            at("art_12", InstructionVerb.HEADING, heading="Communication et image"),
        ],
        4: [
            at(
                "art_8",
                InstructionVerb.INSERT,
                place="last",
                words="Il informe le Département de toute orientation restée sans suite.",
            ),
            at(
                "art_12",
                InstructionVerb.REPLACE,
                words="Toute communication porte le nom et l’emblème des deux parties.",
            ),
            at("art_13", InstructionVerb.MOVE, beside_id=of(agreement, "art_2"), place="after"),
        ],
        5: [
            at("art_3__para_2", InstructionVerb.STRIKE),
            at(
                "art_6__list_1__item_1",
                InstructionVerb.INSERT,
                words="- recevoir sur rendez-vous les personnes qui ne peuvent se déplacer ;",
            ),
            words(agreement, "art_7", "trente jours", "vingt jours"),
        ],
        6: [
            words(agreement, "art_14", "trois ans", "six ans"),
            at(
                "art_15",
                InstructionVerb.INSERT,
                words="Article 15 bis – Médiation\nLes parties recherchent un accord amiable avant tout recours.",
            ),
        ],
    }[number]


def _instant(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(9), tzinfo=dt.UTC)


def _happen(cast: Any, agreement: Agreement, event: int, at: dt.datetime) -> None:
    """An avenant is prepared and recorded, or the sixth is withdrawn."""
    if event == WITHDRAWAL:
        row = Amendment.objects.get(agreement=agreement, number=6)
        amending.withdraw(amendment=row, reason="Annulé par le tribunal.", by=cast.alice, at=at)
        return
    values = {
        "number": event,
        "title": f"Objet {event}",
        "signed_on": SIGNED_ON[event],
        "effect_on": EFFECT_ON[event],
    }
    row = amending.prepare(agreement=agreement, organisation=cast.departement, values=values, by=cast.alice, at=at)
    for asked in _asked(agreement, event):
        instructing.ask(amendment=row, values=asked, by=cast.alice, at=at)
    amending.record(amendment=row, by=cast.alice, at=at)


def test_the_charter_as_read_is_the_one_written(agreement: Agreement) -> None:
    original = Expression.objects.original().get(agreement=agreement)
    assert original.text == charter.CHARTER
    assert original.provisions.filter(kind="article").count() == 15


def test_the_text_of_any_day_as_known_on_any_other_is_the_one_written_by_hand(cast: Any, agreement: Agreement) -> None:
    for event in AS_IT_HAPPENED:
        _happen(cast, agreement, event, _instant(RECORDED_ON[event]))
    for day, text in IN_FORCE:
        assert text_on(agreement, day) == text, day
    for day, known_on, text in AS_KNOWN:
        assert text_on(agreement, day, _instant(known_on)) == text, (day, known_on)
    _words_say_where_they_come_from(agreement)


@pytest.mark.parametrize("order", OTHER_ORDERS)
def test_whatever_the_order_of_recording_the_texts_are_those_written_by_hand(
    cast: Any, agreement: Agreement, order: tuple[int, ...]
) -> None:
    """And what was known after each recording stays known, whatever is recorded later."""
    days = [day for day, _ in IN_FORCE]
    told: list[tuple[dt.datetime, list[str]]] = []
    for rank, event in enumerate(order):
        at = _instant(dt.date(2028, 3, 1) + dt.timedelta(days=rank))
        _happen(cast, agreement, event, at)
        told.append((at + dt.timedelta(hours=1), [text_on(agreement, day) for day in days]))
    for day, text in IN_FORCE:
        assert text_on(agreement, day) == text, day
    for known_at, texts in told:
        assert [text_on(agreement, day, known_at) for day in days] == texts
    versions = Expression.objects.filter(agreement=agreement).known().order_by("valid_from")
    assert {row.valid_from for row in versions} == {
        None, EFFECT_ON[1], EFFECT_ON[5], EFFECT_ON[2], EFFECT_ON[3], LATER_DAY_OF_2,
    }  # fmt: skip
    # What both avenants of one day change, a person looks at: it is told of the one that comes second.
    asking = Instruction.objects.exclude(problem="").values_list("amendment__number", "verb")
    assert list(asking) == [(4, InstructionVerb.REPLACE)]
    _words_say_where_they_come_from(agreement)


def _words_say_where_they_come_from(agreement: Agreement) -> None:
    """Each word of the text in force names its avenant, and commitments stand on their words."""
    current = Expression.objects.current().get(agreement=agreement)
    numbers = {str(pk): number for pk, number in Instruction.objects.values_list("pk", "amendment__number")}
    said: dict[int, list[str]] = {}
    for start, end, source, *_ in current.sources:
        said.setdefault(numbers[source], []).append(current.quote(start, end).strip())
    assert set(said) == {1, 2, 3, 4, 5}
    assert said[1] == [
        "chaque trimestre",
        "Article 6 bis – Visites à domicile",
        "Le Département s’engage à visiter à leur domicile les personnes qui ne peuvent se déplacer.",
    ]
    assert said[3] == ["sept", "et image"]
    assert said[5] == ["- recevoir sur rendez-vous les personnes qui ne peuvent se déplacer ;", "vingt"]
    for row in CommitmentVersion.objects.current().filter(agreement=agreement, is_adrift=False):
        assert row.expression == current
        assert current.quote(row.start or 0, row.end or 0) == row.quote
