"""Alerts are told once, follow their subject, and stop."""

from __future__ import annotations

import datetime as dt

import pytest

from maillage.base.identifiers import uuid7
from maillage.notices import actions as notices
from maillage.notices.kinds import UnknownKind
from maillage.notices.models import Notice, Telling
from maillage.notices.queries.inbox import unseen
from tests.cast import NOW, TODAY, Cast
from tests.notices.telling import told, told_of


def test_telling_twice_makes_one_alert_that_says_the_last_thing(cast: Cast) -> None:
    subject = uuid7()
    told(cast.departement, subject=subject, due_on=TODAY)
    told(cast.departement, subject=subject, due_on=TODAY + dt.timedelta(days=3), title="Autre titre")
    (notice,) = Notice.objects.all()
    assert (notice.title, notice.due_on) == ("Autre titre", TODAY + dt.timedelta(days=3))
    assert Telling.objects.count() == 1


def test_each_organisation_owns_its_own_alert(cast: Cast) -> None:
    subject = uuid7()
    ours, theirs = told(cast.departement, subject=subject), told(cast.ccas, subject=subject)
    assert set(told_of(ours)) == {cast.alice.pk}
    assert set(told_of(theirs)) == {cast.bob.pk}
    assert not Notice.objects.visible_to(cast.bob, at=NOW).filter(pk=ours.pk).exists()


def test_stopping_ends_it_for_all_and_it_may_be_told_again(cast: Cast) -> None:
    subject = uuid7()
    told(cast.departement, subject=subject)
    told(cast.ccas, subject=subject)
    assert notices.stop(kind="try", subject_id=subject, at=NOW) == 2
    assert unseen(cast.alice, at=NOW) == 0
    told(cast.departement, subject=subject)
    assert unseen(cast.alice, at=NOW) == 1


def test_stopping_for_one_organisation_leaves_the_others(cast: Cast) -> None:
    subject = uuid7()
    told(cast.departement, subject=subject)
    told(cast.ccas, subject=subject)
    notices.stop(kind="try", subject_id=subject, organisation_id=cast.ccas.pk, at=NOW)
    assert Notice.objects.standing().get().organisation == cast.departement


def test_a_kind_that_nobody_registered_is_a_fault_of_the_program(cast: Cast) -> None:
    with pytest.raises(UnknownKind):
        told(cast.departement, kind="nothing")
