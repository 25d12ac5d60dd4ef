"""Rounds become versions: what all accepted is written, the rest stays, and nothing is lost on the way."""

from __future__ import annotations

from typing import Any

import pytest

from maillage.agreements.models import Expression
from maillage.base.refusals import Refusal, StaleRevision
from maillage.negotiation.actions import closing
from maillage.negotiation.actions.answering import Clashes, retain
from maillage.negotiation.choices import ProposalKind, ProposalState
from maillage.negotiation.models import Proposal, Remark, Round
from tests.cast import NOW
from tests.negotiation.making import closed, draft, negotiated, of_three, proposed, provision, remarked, retained, said

pytestmark = pytest.mark.django_db


def test_closing_a_round_writes_what_was_retained_into_a_new_version(cast: Any) -> None:
    negotiation = negotiated(cast)
    first = draft(negotiation).expression
    proposal = proposed(negotiation, cast.ccas, "art_2__para_2")
    retained(proposal, cast.departement)
    done = closed(negotiation)
    now = draft(negotiation).expression
    assert done.written == 1
    assert now.number == first.number + 1
    assert "dans un délai de huit jours" in now.text
    assert now.sha256 != first.sha256
    assert now.text.replace("huit", "cinq") == first.text, "no other word changed"
    proposal.refresh_from_db()
    assert proposal.state == ProposalState.TAKEN
    assert Round.objects.get(negotiation=negotiation, closed_at__isnull=True).base == now


def test_a_round_without_anything_retained_makes_no_version(cast: Any) -> None:
    negotiation = negotiated(cast)
    proposed(negotiation, cast.ccas, "art_2__para_2")
    assert closed(negotiation).written == 0
    assert Expression.objects.filter(agreement=negotiation.agreement).count() == 1
    assert Round.objects.get(number=2).base == Round.objects.get(number=1).base


def test_insert_move_and_strike_are_written_together(cast: Any) -> None:
    negotiation = negotiated(cast)
    new = "Article 3 bis – Bilan\nLe bilan est présenté chaque année au mois de mars."
    inserted = proposed(negotiation, cast.ccas, "art_3", kind=ProposalKind.INSERT_AFTER, words=new)
    struck = proposed(negotiation, cast.departement, "art_2__para_3", kind=ProposalKind.STRIKE)
    moved = proposed(
        negotiation, cast.ccas, "art_5", kind=ProposalKind.MOVE, beside=provision(negotiation, "art_4"), after=False
    )
    retained(inserted, cast.departement)
    retained(struck, cast.ccas)
    retained(moved, cast.departement)
    closed(negotiation)
    text = draft(negotiation).expression.text
    assert "Article 3 bis – Bilan" in text
    assert "met une salle à disposition" not in text
    assert text.index("Article 5") < text.index("Article 4")
    assert text.index("Article 3 –") < text.index("Article 3 bis")


def test_two_alternatives_are_never_merged(cast: Any) -> None:
    negotiation = negotiated(cast)
    one = proposed(negotiation, cast.ccas, "art_2__para_2")
    other = proposed(negotiation, cast.departement, "art_2", words="Article 2 – Accueil\nUne seule phrase.")
    retained(one, cast.departement)
    said(other, cast.ccas)
    with pytest.raises(Clashes, match=f"n° {one.number} est déjà retenue"):
        retain(proposal=other, by=None, at=NOW)


def test_the_alternative_left_aside_says_that_its_ground_changed(cast: Any) -> None:
    negotiation = negotiated(cast)
    one = proposed(negotiation, cast.ccas, "art_2__para_2")
    other = proposed(negotiation, cast.departement, "art_2__para_2", words="Le CCAS oriente les personnes.")
    retained(one, cast.departement)
    closed(negotiation)
    assert not draft(negotiation).holds_ground_of(other)
    with pytest.raises(Refusal, match="Le texte a changé"):
        said(other, cast.ccas)


def test_a_proposal_that_the_text_does_not_admit_closes_nothing(cast: Any) -> None:
    negotiation = negotiated(cast)
    proposal = proposed(negotiation, cast.ccas, "art_2__para_2")
    retained(proposal, cast.departement)
    Proposal.objects.filter(pk=proposal.pk).update(ground="D’autres mots.")
    with pytest.raises(closing.CannotWrite, match="proposition n° 1 ne peut pas s’écrire"):
        closed(negotiation)
    assert Round.objects.get(negotiation=negotiation).closed_at is None


def test_a_round_is_closed_once(cast: Any) -> None:
    negotiation = negotiated(cast)
    closing.close_round(negotiation=negotiation, number=1, revision=0, by=None, at=NOW)
    with pytest.raises(StaleRevision):
        closing.close_round(negotiation=negotiation, number=1, revision=0, by=None, at=NOW)


def test_remarks_follow_their_words_and_say_when_they_are_gone(cast: Any) -> None:
    negotiation = negotiated(cast)
    kept = remarked(negotiation, cast.ccas, "art_2__para_2", "vers le bon service")
    gone = remarked(negotiation, cast.departement, "art_2__para_2", "cinq jours")
    far = remarked(negotiation, cast.ccas, "art_5", "préavis de trois mois")
    whole = remarked(negotiation, cast.ccas, "art_2__para_2")
    retained(proposed(negotiation, cast.ccas, "art_2__para_2"), cast.departement)
    assert closed(negotiation).adrift == 1
    now = draft(negotiation).expression
    for one, quote in ((kept, "vers le bon service"), (far, "préavis de trois mois")):
        one.refresh_from_db()
        assert now.quote(one.start, one.end) == quote
        assert not one.is_adrift
    gone.refresh_from_db()
    whole.refresh_from_db()
    assert gone.is_adrift
    assert gone.quote == "cinq jours"
    assert not whole.is_adrift


def test_ten_rounds_on_forty_articles_by_three_parties(cast: Any) -> None:
    negotiation = of_three(cast, articles=40)
    houses = [cast.departement, cast.ccas, cast.commune]
    first = draft(negotiation)
    keys = {number: provision(negotiation, f"art_{number}__para_2").pk for number in range(1, 41)}
    remark = remarked(negotiation, cast.commune, "art_40__para_1", "permanence numéro 40")
    for rank in range(10):
        author, others = houses[rank % 3], [one for one in houses if one != houses[rank % 3]]
        for number in range(4 * rank + 1, 4 * rank + 4):
            passage = draft(negotiation).passage(keys[number])
            assert passage is not None
            eid = next(e for e in (f"art_{number}__para_2",))
            words = passage.words.replace("cinq jours", f"{rank + 6} jours")
            retained(proposed(negotiation, author, eid, words=words), *others)
        refused = proposed(negotiation, author, f"art_{4 * rank + 4}__para_2", words="Autre chose.")
        said(refused, others[0])
        assert closed(negotiation).written == 3
    now = draft(negotiation)
    assert now.expression.number == first.expression.number + 10
    assert Round.objects.filter(negotiation=negotiation).count() == 11
    for number, key in keys.items():
        passage = now.passage(key)
        assert passage is not None, "a provision keeps its identity through ten versions"
        rank = (number - 1) // 4
        expected = "cinq jours" if number % 4 == 0 else f"{rank + 6} jours"
        assert expected in passage.words
    assert len(now.passages) == len(first.passages)
    remark.refresh_from_db()
    assert now.expression.quote(remark.start, remark.end) == "permanence numéro 40"
    assert not Remark.objects.filter(is_adrift=True).exists()
    assert Proposal.objects.filter(taken_in__isnull=False).count() == 30
