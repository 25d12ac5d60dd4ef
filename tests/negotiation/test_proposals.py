"""Proposals and answers: the rule of the table, what falls, what is refused."""

from __future__ import annotations

from typing import Any

import pytest

from maillage.agreements.models import Party
from maillage.base.refusals import Refusal, StaleRevision
from maillage.journal.models import Event, Reach
from maillage.negotiation.actions import answering, opening, proposing
from maillage.negotiation.actions.answering import GroundChanged, NotAccepted
from maillage.negotiation.actions.writing import NegotiationClosed, NotAtTable
from maillage.negotiation.choices import ProposalKind, ProposalState, Verdict
from maillage.negotiation.models import Answer, Negotiation, Proposal, Seat
from maillage.negotiation.queries.proposals import standings, turns_of
from tests.cast import NOW
from tests.factories.agreements import brought, confirmed
from tests.negotiation.making import (
    closed,
    draft,
    negotiated,
    of_three,
    proposed,
    provision,
    retained,
    said,
    seat_of,
    words_of,
)

pytestmark = pytest.mark.django_db


def _standing(proposal: Proposal) -> Any:
    proposal.refresh_from_db()
    negotiation = proposal.negotiation
    return standings([proposal], list(negotiation.seats.order_by("order")), draft(negotiation))[0]


def test_a_draft_is_negotiated_once_it_is_shared(cast: Any) -> None:
    with pytest.raises(Refusal, match="Partagez d’abord"):
        opening.open_negotiation(agreement=brought(cast.departement), by=None, at=NOW)


def test_a_signed_agreement_is_not_negotiated(cast: Any) -> None:
    agreement = confirmed(cast.departement, cast.ccas)
    agreement.signed_on = NOW.date()
    agreement.save()
    with pytest.raises(Refusal, match="par un avenant"):
        opening.open_negotiation(agreement=agreement, by=None, at=NOW)


def test_the_parties_of_a_draft_that_nobody_confirmed_sit_as_its_reading_was_tied(cast: Any) -> None:
    negotiation = of_three(cast)
    seats = list(negotiation.seats.order_by("order").values_list("name", "organisation__name", "party"))
    assert [one[1] for one in seats] == ["Département de l’Ourcelle", "CCAS de Montclair", "Commune de Montclair"]
    assert not any(one[2] for one in seats)


def test_a_party_that_leaves_is_waited_for_no_more(cast: Any) -> None:
    negotiation = negotiated(cast)
    proposal = proposed(negotiation, cast.departement, "art_2__para_2")
    Party.objects.filter(organisation=cast.ccas).update(organisation=cast.commune)
    proposed(negotiation, cast.departement, "art_3__para_1", words="Un comité se réunit.")
    assert _standing(proposal).asked == (seat_of(negotiation, cast.commune),)
    assert Seat.objects.filter(negotiation=negotiation).count() == 2


def test_all_other_parties_must_accept_before_a_person_retains(cast: Any) -> None:
    proposal = proposed(of_three(cast), cast.ccas, "art_2__para_2")
    said(proposal, cast.departement)
    with pytest.raises(NotAccepted):
        answering.retain(proposal=proposal, by=None, at=NOW)
    said(proposal, cast.commune)
    assert answering.retain(proposal=proposal, by=None, at=NOW).state == ProposalState.RETAINED


def test_a_refusal_says_why_and_gives_the_turn_back_to_the_author(cast: Any) -> None:
    proposal = proposed(negotiated(cast), cast.ccas, "art_2__para_2")
    with pytest.raises(Refusal, match="pourquoi vous refusez"):
        said(proposal, cast.departement, Verdict.REFUSE)
    said(proposal, cast.departement, Verdict.REFUSE, "Huit jours, c’est trop.")
    turns = turns_of([_standing(proposal)], list(proposal.negotiation.seats.order_by("order")))
    assert [len(one.to_answer) for one in turns] == [0, 0]
    assert [len(one.to_decide) for one in turns] == [0, 1]


def test_another_wording_answers_the_first_and_stands_beside_it(cast: Any) -> None:
    first = proposed(negotiated(cast), cast.ccas, "art_2__para_2")
    other = proposed(
        first.negotiation, cast.departement, "art_2__para_2", words="Le CCAS oriente les personnes.", counters=first
    )
    answer = Answer.objects.get(proposal=first)
    assert (answer.verdict, answer.counter, answer.seat) == (Verdict.OTHERWISE, other, other.seat)
    assert other.counters == first
    first.refresh_from_db()
    assert first.state == ProposalState.OPEN


def test_other_words_make_the_answers_fall_another_reason_does_not(cast: Any) -> None:
    proposal = proposed(of_three(cast), cast.ccas, "art_2__para_2")
    said(proposal, cast.departement)
    proposal.refresh_from_db()
    again = {"words": proposal.words, "revision": proposal.revision, "by": None, "at": NOW}
    proposal = proposing.rewrite(proposal=proposal, reason="Mieux dit.", **again)
    assert len(_standing(proposal).answers) == 1
    again |= {"words": "Le CCAS oriente.", "revision": proposal.revision}
    proposal = proposing.rewrite(proposal=proposal, reason="Mieux dit.", **again)
    assert not _standing(proposal).answers
    assert Answer.objects.filter(proposal=proposal).count() == 1, "what was said stays"


def test_an_answer_to_words_that_changed_meanwhile_is_refused(cast: Any) -> None:
    proposal = proposed(negotiated(cast), cast.ccas, "art_2__para_2")
    read = proposal.revision
    proposing.rewrite(proposal=proposal, words="Autrement.", reason="Mieux.", revision=read, by=None, at=NOW)
    seat = seat_of(proposal.negotiation, cast.departement)
    with pytest.raises(StaleRevision):
        answering.answer(proposal=proposal, seat=seat, verdict=Verdict.ACCEPT, revision=read, by=None, at=NOW)


def test_two_rewritings_of_one_proposal_do_not_overwrite_each_other(cast: Any) -> None:
    proposal = proposed(negotiated(cast), cast.ccas, "art_2__para_2")
    values = {"reason": "Mieux.", "revision": proposal.revision, "by": None, "at": NOW}
    proposing.rewrite(proposal=proposal, words="Les uns.", **values)
    with pytest.raises(StaleRevision):
        proposing.rewrite(proposal=proposal, words="Les autres.", **values)
    proposal.refresh_from_db()
    assert proposal.words == "Les uns."


def test_its_author_takes_a_proposal_up_again_on_the_words_of_today(cast: Any) -> None:
    negotiation = negotiated(cast)
    one = proposed(negotiation, cast.ccas, "art_2__para_2")
    other = proposed(negotiation, cast.departement, "art_2__para_2", words="Le CCAS oriente les personnes.")
    retained(one, cast.departement)
    closed(negotiation)
    assert _standing(other).waits_for_author
    seat = seat_of(negotiation, cast.ccas)
    with pytest.raises(GroundChanged):
        answering.answer(proposal=other, seat=seat, verdict=Verdict.ACCEPT, by=None, at=NOW)
    other.refresh_from_db()
    target = provision(negotiation, "art_2__para_2")
    words = words_of(negotiation, target.pk).replace("huit", "sept")
    other = proposing.rewrite(proposal=other, words=words, reason="Sept.", revision=other.revision, by=None, at=NOW)
    assert _standing(other).has_ground
    retained(other, cast.ccas)
    closed(negotiation)
    assert "sept jours" in draft(negotiation).expression.text


def test_only_what_a_party_refused_is_set_aside_and_it_may_be_discussed_again(cast: Any) -> None:
    proposal = proposed(negotiated(cast), cast.ccas, "art_2__para_2")
    with pytest.raises(Refusal, match="Aucune partie ne l’a refusée"):
        answering.set_aside(proposal=proposal, reason="Non.", by=None, at=NOW)
    said(proposal, cast.departement, Verdict.REFUSE, "Non.")
    answering.set_aside(proposal=proposal, reason="Convenu en réunion.", by=None, at=NOW)
    proposal.refresh_from_db()
    assert proposal.state == ProposalState.SET_ASIDE
    assert answering.discuss_again(proposal=proposal, by=None, at=NOW).state == ProposalState.OPEN


def test_the_words_of_the_text_are_no_proposal(cast: Any) -> None:
    negotiation = negotiated(cast)
    words = words_of(negotiation, provision(negotiation, "art_2__para_2").pk)
    with pytest.raises(Refusal, match="déjà ceux du texte"):
        proposed(negotiation, cast.ccas, "art_2__para_2", words=f"  {words}\r\n")


@pytest.mark.parametrize("kind", [ProposalKind.INSERT_AFTER, ProposalKind.MOVE])
def test_a_proposal_says_what_it_writes_and_where(cast: Any, kind: ProposalKind) -> None:
    with pytest.raises(Refusal):
        proposed(negotiated(cast), cast.ccas, "art_2", kind=kind)


def test_a_seat_of_another_table_speaks_for_nobody_here(cast: Any) -> None:
    negotiation = negotiated(cast)
    stranger = seat_of(of_three(cast), cast.commune)
    with pytest.raises(NotAtTable):
        proposing.propose(
            negotiation=negotiation,
            seat=stranger,
            kind=ProposalKind.STRIKE,
            provision=provision(negotiation, "art_5"),
            reason="Inutile.",
            by=None,
            at=NOW,
        )


def test_nothing_is_written_once_the_parties_stopped_and_all_goes_on_when_they_take_it_up(cast: Any) -> None:
    negotiation = negotiated(cast)
    opening.close(negotiation=negotiation, reason="Le projet est abandonné.", by=None, at=NOW)
    with pytest.raises(NegotiationClosed):
        proposed(Negotiation.objects.get(), cast.ccas, "art_2__para_2")
    opening.take_up_again(negotiation=negotiation, by=None, at=NOW)
    assert proposed(Negotiation.objects.get(), cast.ccas, "art_2__para_2").number == 1


def test_the_journal_tells_those_at_the_table(cast: Any) -> None:
    proposed(negotiated(cast), cast.ccas, "art_2__para_2", by=cast.bob)
    event = Event.objects.get(verb="proposal-made")
    told = set(Reach.objects.filter(event=event).values_list("organisation_id", flat=True))
    assert told == {cast.departement.pk, cast.ccas.pk}
