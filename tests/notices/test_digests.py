"""Letters about alerts: who receives which, and when."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import pytest

from maillage.notices import actions as notices
from maillage.notices.actions.choosing import choose_rhythm
from maillage.notices.actions.digests import by_day, write_due
from maillage.notices.choices import Rhythm, Urgency
from maillage.notices.models import Letter, Notice
from maillage.notices.words import Words
from maillage.organisations.models import Grant, Organisation, User
from tests.cast import Cast
from tests.notices.telling import TITLE, told

PARIS = ZoneInfo("Europe/Paris")
MONDAY = dt.datetime(2026, 3, 2, 10, tzinfo=PARIS)  # as in the cast


def hour(days: int, at: int = 8, minute: int = 0) -> dt.datetime:
    """An hour of the week that begins with MONDAY."""
    return dt.datetime(2026, 3, 2 + days, at, minute, tzinfo=PARIS)


def chooses(user: User, organisation: Organisation, rhythm: Rhythm) -> None:
    choose_rhythm(user=user, organisation=organisation, rhythm=rhythm)


def words_of(letter: Letter) -> Words:
    return Words.unsealed(letter.sealed)


def test_without_a_choice_one_letter_comes_the_next_morning_with_all_of_them(cast: Cast) -> None:
    told(cast.departement, at=MONDAY, due_on=hour(20).date())
    told(cast.departement, at=MONDAY, due_on=hour(10).date(), title="Réunion du comité – Protocole de Montclair")
    assert write_due(hour(0, 11)) == 0, "the hour of Monday has passed"
    assert write_due(hour(1, 6, 59)) == 0
    assert write_due(hour(1, 7)) == 1
    assert write_due(hour(1, 7, 10)) == 0
    letter = Letter.objects.get()
    assert letter.user == cast.alice
    words = words_of(letter)
    assert words.subject == "2 échéances et avis – Département de l’Ourcelle"
    assert words.text.index("Réunion du comité") < words.text.index("Bilan annuel"), "the nearest first"
    assert "http://localhost:8000/conventions/" in words.text
    assert "pour le 12 mars 2026" in words.text


def test_a_letter_says_titles_and_links_and_nobodys_name(cast: Cast) -> None:
    told(cast.departement, at=MONDAY, due_on=hour(9).date())
    write_due(hour(1))
    words = words_of(Letter.objects.get())
    assert words.subject == TITLE
    for name in ("Alice", "Amblard", "amblard", "Bob"):
        assert name not in words.text + words.html
    assert words.headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert "/avis/rythme/" in words.headers["List-Unsubscribe"]


def test_at_once_writes_with_the_alert_itself(cast: Cast) -> None:
    chooses(cast.alice, cast.departement, Rhythm.AT_ONCE)
    told(cast.departement, at=MONDAY)
    assert words_of(Letter.objects.get()).subject == TITLE
    assert write_due(hour(1)) == 0, "what was written once is not gathered again"


def test_nothing_leaves_in_the_night(cast: Cast) -> None:
    chooses(cast.alice, cast.departement, Rhythm.AT_ONCE)
    told(cast.departement, at=hour(0, 20))
    assert Letter.objects.get().due_at == hour(1, 7)
    assert by_day(hour(1, 3)) == hour(1, 7)
    assert by_day(hour(1, 19)) == hour(1, 19)


def test_weekly_waits_for_monday_and_never_writes_nothing(cast: Cast) -> None:
    chooses(cast.alice, cast.departement, Rhythm.WEEKLY)
    chooses(cast.bob, cast.ccas, Rhythm.NEVER)
    told(cast.departement, at=MONDAY)
    told(cast.ccas, at=MONDAY)
    assert [write_due(hour(days)) for days in range(1, 7)] == [0] * 6
    assert write_due(hour(7)) == 1
    assert Letter.objects.get().user == cast.alice


@pytest.mark.parametrize("rhythm", [Rhythm.NEVER, Rhythm.WEEKLY])
def test_what_is_mandatory_is_written_whatever_was_chosen(cast: Cast, rhythm: Rhythm) -> None:
    chooses(cast.alice, cast.departement, rhythm)
    told(cast.departement, at=MONDAY, due_on=hour(6).date(), urgency=Urgency.MANDATORY)
    assert Letter.objects.count() == 0
    assert write_due(hour(1)) == 1


def test_what_is_mandatory_and_due_tomorrow_waits_for_no_morning(cast: Cast) -> None:
    told(cast.departement, at=MONDAY, due_on=hour(1).date(), urgency=Urgency.MANDATORY)
    assert Letter.objects.get().due_at == MONDAY


def test_what_is_done_in_the_meantime_is_not_written(cast: Cast) -> None:
    notice = told(cast.departement, at=MONDAY)
    notices.stop(kind="try", subject_id=notice.subject_id, at=MONDAY)
    assert write_due(hour(1)) == 0


def test_whoever_left_in_the_meantime_receives_nothing(cast: Cast) -> None:
    told(cast.departement, at=MONDAY)
    Grant.objects.filter(user=cast.alice).update(to_on=MONDAY.date())
    assert write_due(hour(1)) == 0
    assert Notice.objects.count() == 1


def test_a_round_that_is_missed_is_caught_up(cast: Cast) -> None:
    chooses(cast.alice, cast.departement, Rhythm.WEEKLY)
    told(cast.departement, at=MONDAY)
    assert write_due(hour(9)) == 1, "nothing ran on Monday"
