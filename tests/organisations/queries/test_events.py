"""Who reads what of the journal."""

from __future__ import annotations

import pytest

from maillage.journal.sentences import tell
from maillage.organisations.actions import organisations, people
from maillage.organisations.queries.events import events_visible_to
from tests.cast import NOW, Cast
from tests.factories.organisations import UserFactory

pytestmark = pytest.mark.django_db


def told(cast: Cast, name: str) -> list[str]:
    viewer = getattr(cast, name)
    return [one.sentence for one in tell(events_visible_to(viewer, at=NOW), viewer=viewer)]


def test_an_organisation_reads_what_reached_it_and_others_do_not(cast: Cast) -> None:
    organisations.edit(organisation=cast.ccas, values={"city": "Montclair"}, by=cast.bob, at=NOW)

    assert told(cast, "bob") == ["Bob Brunel a modifié la fiche de l’organisation CCAS de Montclair."]
    for outsider in ("alice", "chloe", "paul", "dina", "eric", "odile"):
        assert told(cast, outsider) == []


def test_one_reads_what_one_did_oneself(cast: Cast) -> None:
    organisations.edit(organisation=cast.ccas, values={"city": "Montclair"}, by=cast.odile, at=NOW)

    assert len(told(cast, "odile")) == 1


def test_an_elected_member_reads_the_journal_of_their_own(cast: Cast) -> None:
    people.create(last_name="Terrier", organisation=cast.departement, by=cast.alice, at=NOW)

    assert told(cast, "eric")[-1] == "Alice Amblard a enregistré Terrier."


def test_a_closed_account_reads_nothing(cast: Cast) -> None:
    assert not events_visible_to(UserFactory(is_closed=True), at=NOW)
