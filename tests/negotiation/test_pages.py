"""What the parties read and do on the pages of a negotiation; what is internal never leaks, not in a count either."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from maillage.agreements.models import Expression
from maillage.journal.models import Event, Reach
from maillage.negotiation.actions import approving, remarking
from maillage.negotiation.actions.approving import StepGiven
from maillage.negotiation.choices import ProposalKind, Verdict
from maillage.negotiation.models import Answer, Approval, Negotiation, Plan, Proposal, Remark, Visa
from tests.cast import NOW
from tests.helpers import ReadOnlyGet, assert_flat
from tests.negotiation.making import (
    closed,
    draft,
    negotiated,
    of_three,
    proposed,
    provision,
    remarked,
    retained,
    said,
    seat_of,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def as_(cast: Any) -> Callable[[str], ReadOnlyGet]:
    """A client signed in as somebody of the cast."""

    def signed_in(name: str) -> ReadOnlyGet:
        client = ReadOnlyGet()
        client.force_login(getattr(cast, name))
        return client

    return signed_in


def _url(negotiation: Negotiation, route: str, *args: object) -> str:
    return reverse(f"negotiation:{route}", args=[negotiation.agreement_id, *args])


def _words(response: Any) -> str:
    """What is read on the page, spaces aside."""
    text = re.sub(r"<[^>]+>", " ", response.content.decode()).replace("&nbsp;", " ").replace("\xa0", " ")
    return " ".join(text.split())


def test_the_editor_begins_with_the_words_of_the_provision_and_the_other_party_reads_the_redline(
    cast: Any, as_: Any
) -> None:
    negotiation = negotiated(cast)
    target = provision(negotiation, "art_2__para_2")
    address = _url(negotiation, "propose", target.pk, "replace")
    form = as_("bob").get(address)
    assert "dans un délai de cinq jours." in form.content.decode()
    words = "Le CCAS s’engage à orienter les personnes vers le bon service dans un délai de huit jours."
    as_("bob").post(address, {"words": words, "reason": "L’été, cinq jours ne se tiennent pas."})
    made = Proposal.objects.get()
    assert (made.words, made.seat, made.made_by) == (words, seat_of(negotiation, cast.ccas), cast.bob)
    page = as_("alice").get(_url(negotiation, "proposal", made.pk))
    html = page.content.decode()
    assert "cinq</del>" in re.sub(r'<span class="visually-hidden">[^<]*</span>', "", html)
    assert "huit</ins>" in re.sub(r'<span class="visually-hidden">[^<]*</span>', "", html)
    assert "L’été, cinq jours ne se tiennent pas." in html


def test_what_was_typed_is_kept_when_the_text_refuses_it(cast: Any, as_: Any) -> None:
    negotiation = negotiated(cast)
    address = _url(negotiation, "propose", provision(negotiation, "art_2__para_2").pk, "replace")
    page = as_("bob").post(address, {"words": "D’autres mots.", "reason": ""})
    assert page.status_code == 200
    assert "D’autres mots." in page.content.decode()
    assert not Proposal.objects.exists()


def test_a_form_sent_on_old_words_loses_nothing_and_says_so(cast: Any, as_: Any) -> None:
    proposal = proposed(negotiated(cast), cast.ccas, "art_2__para_2")
    address = _url(proposal.negotiation, "rewrite", proposal.pk)
    sent = {"words": "Les uns.", "reason": "Mieux.", "revision": proposal.revision}
    assert as_("bob").post(address, sent).status_code == 302
    page = as_("bob").post(address, sent | {"words": "Les autres."})
    assert "a modifié cette page pendant que vous écriviez" in page.content.decode()
    assert "Les autres." in page.content.decode()
    proposal.refresh_from_db()
    assert proposal.words == "Les uns."


def test_whose_turn_it_is_stands_on_the_page_and_on_the_home(cast: Any, as_: Any) -> None:
    negotiation = negotiated(cast)
    proposed(negotiation, cast.ccas, "art_2__para_2")
    page = _words(as_("bob").get(_url(negotiation, "page")))
    assert "Le Département 1 proposition à examiner" in page
    assert "Le CCAS Rien à faire" in page
    home = _words(as_("alice").get("/"))
    assert "1 proposition attend la réponse de votre organisation, pour le Département." in home
    assert "attend la réponse" not in _words(as_("bob").get("/"))
    said(Proposal.objects.get(), cast.departement, Verdict.REFUSE, "Trop long.")
    assert "1 proposition de votre organisation est contestée" in _words(as_("bob").get("/"))
    assert "contestée" not in _words(as_("alice").get("/"))
    assert "attend la réponse" not in _words(as_("dina").get("/")), "who may not answer is not asked"


def test_an_answer_by_the_page_then_a_person_retains_then_the_round_makes_a_version(cast: Any, as_: Any) -> None:
    proposal = proposed(negotiated(cast), cast.ccas, "art_2__para_2")
    negotiation, alice = proposal.negotiation, as_("alice")
    alice.post(_url(negotiation, "answer", proposal.pk), {"verdict": "accept", "revision": proposal.revision})
    assert Answer.objects.get().answered_by == cast.alice
    alice.post(_url(negotiation, "retain", proposal.pk))
    preview = _words(alice.get(_url(negotiation, "close_round")))
    assert "Proposition 1" in preview
    alice.post(_url(negotiation, "close_round"), {"number": 1, "revision": 0})
    latest = Expression.objects.current().get(agreement=negotiation.agreement)
    rounds = _words(alice.get(_url(negotiation, "rounds")))
    assert latest.sha256 in rounds
    assert "Version 2" in rounds
    assert "proposé par le CCAS" in rounds


def test_a_refusal_without_a_reason_comes_back_with_what_to_do(cast: Any, as_: Any) -> None:
    proposal = proposed(negotiated(cast), cast.ccas, "art_2__para_2")
    address = _url(proposal.negotiation, "answer", proposal.pk)
    page = as_("alice").post(address, {"verdict": "refuse", "reason": "", "revision": proposal.revision})
    assert "l’auteur doit pouvoir vous répondre" in _words(page)
    assert not Answer.objects.exists()


def test_alternatives_stand_side_by_side(cast: Any, as_: Any) -> None:
    negotiation = negotiated(cast)
    first = proposed(negotiation, cast.ccas, "art_2__para_2")
    proposed(negotiation, cast.departement, "art_2__para_2", words="Le CCAS oriente vite.", counters=first)
    page = _words(as_("eric").get(_url(negotiation, "provision", first.provision_id)))
    assert "2 rédactions côte à côte" in page
    assert "Proposition 1" in page
    assert "Proposition 2" in page


@pytest.mark.parametrize("route", ["page", "remarks", "proposals", "rounds", "approval", "plan"])
def test_an_internal_remark_leaks_nowhere_not_even_in_a_count(cast: Any, as_: Any, route: str) -> None:
    negotiation = negotiated(cast)
    bob = as_("bob")
    before = bob.get(_url(negotiation, route)).content.decode()
    hidden = remarked(
        negotiation, cast.departement, "art_5", "préavis de trois mois", words="Ne pas céder.", is_internal=True
    )
    remarking.reply(
        remark=hidden, seat=seat_of(negotiation, cast.departement), words="D’accord.", by=cast.alice, at=NOW
    )
    after = bob.get(_url(negotiation, route)).content.decode()
    csrf = re.compile(r"\b[A-Za-z0-9]{64}\b")
    assert csrf.sub("", before) == csrf.sub("", after), "the page is the same, letter for letter"
    assert bob.get(_url(negotiation, "remark", hidden.pk)).status_code == 404
    assert "Ne pas céder." not in _words(bob.get(_url(negotiation, "provision", hidden.provision_id)))
    own = _words(as_("alice").get(_url(negotiation, "remarks")))
    assert "Ne pas céder." in own
    assert "Interne à votre organisation" in own


def test_the_journal_of_the_other_party_does_not_tell_an_internal_remark(cast: Any) -> None:
    negotiation = negotiated(cast)
    remarked(negotiation, cast.departement, "art_5", is_internal=True, by=cast.alice)
    event = Event.objects.get(verb="remark-made")
    assert set(Reach.objects.filter(event=event).values_list("organisation_id", flat=True)) == {cast.departement.pk}


def test_words_that_stand_twice_or_nowhere_are_asked_for_again(cast: Any, as_: Any) -> None:
    negotiation = negotiated(cast)
    address = _url(negotiation, "remark_new", provision(negotiation, "art_2").pk)
    sent = {"words": "Pourquoi ?", "audience": "all"}
    assert "à plusieurs endroits" in _words(as_("bob").post(address, sent | {"quote": "Département"}))
    assert "ne sont pas dans la disposition" in _words(as_("bob").post(address, sent | {"quote": "girafe"}))
    as_("bob").post(address, sent | {"quote": "permanence  hebdomadaire"})
    remark = Remark.objects.get()
    assert remark.quote == "permanence hebdomadaire"
    assert draft(negotiation).expression.quote(remark.start or 0, remark.end or 0) == remark.quote


def test_a_thread_is_answered_resolved_and_reopened(cast: Any, as_: Any) -> None:
    remark = remarked(negotiated(cast), cast.departement, "art_5", "préavis de trois mois")
    negotiation, bob = remark.negotiation, as_("bob")
    bob.post(_url(negotiation, "remark", remark.pk), {"words": "Trois mois nous vont."})
    assert "Trois mois nous vont." in _words(as_("alice").get(_url(negotiation, "remark", remark.pk)))
    bob.post(_url(negotiation, "resolve", remark.pk))
    assert "0 remarque" in _words(bob.get(_url(negotiation, "remarks")))
    bob.post(_url(negotiation, "reopen", remark.pk))
    remark.refresh_from_db()
    assert remark.resolved_at is None


def test_a_remark_whose_words_are_gone_is_placed_again(cast: Any, as_: Any) -> None:
    negotiation = negotiated(cast)
    remark = remarked(negotiation, cast.departement, "art_2__para_2", "cinq jours")
    retained(proposed(negotiation, cast.ccas, "art_2__para_2"), cast.departement)
    closed(negotiation)
    alice = as_("alice")
    assert "À revoir" in _words(alice.get(_url(negotiation, "page")))
    sent = {"provision": str(remark.provision_id), "quote": "huit jours"}
    alice.post(_url(negotiation, "place", remark.pk), sent)
    remark.refresh_from_db()
    assert (remark.quote, remark.is_adrift) == ("huit jours", False)


def test_what_a_silent_party_says_is_written_down_with_who_said_it(cast: Any, as_: Any) -> None:
    proposal = proposed(of_three(cast), cast.departement, "art_2__para_2")
    negotiation, address = proposal.negotiation, _url(proposal.negotiation, "answer", proposal.pk)
    commune = seat_of(negotiation, cast.commune)
    sent = {"verdict": "accept", "seat": str(commune.pk), "revision": proposal.revision}
    assert "Écrivez qui l’a dit" in _words(as_("bob").post(address, sent))
    as_("bob").post(address, sent | {"declared_by": "M. Le Guerrec, maire, par courriel du 3 mars"})
    answer = Answer.objects.get()
    assert (answer.seat, answer.declared_by) == (commune, "M. Le Guerrec, maire, par courriel du 3 mars")
    assert (
        str(seat_of(negotiation, cast.ccas).pk)
        not in as_("alice").get(_url(negotiation, "proposal", proposal.pk)).content.decode()
    ), "nobody answers in the place of a party that has somebody"


def test_the_visas_of_a_party_are_seen_by_itself_alone_and_asked_on_the_home(cast: Any, as_: Any) -> None:
    negotiation = negotiated(cast)
    circuit = approving.write_circuit(
        organisation=cast.departement, name="Nos visas", steps=[StepGiven("élu référent", cast.eric)], by=None, at=NOW
    )
    seat = seat_of(negotiation, cast.departement)
    approving.choose_circuit(negotiation=negotiation, seat=seat, circuit=circuit, by=None, at=NOW)
    sha256 = draft(negotiation).expression.sha256
    as_("alice").post(_url(negotiation, "begin_approval", seat.pk), {"sha256": sha256})
    other = _words(as_("bob").get(_url(negotiation, "approval")))
    assert "élu référent" not in other
    assert "Nos visas" not in other
    assert "Visas en cours" not in other
    assert "Donner votre visa" in _words(as_("eric").get("/"))
    as_("eric").post(_url(negotiation, "visa", Visa.objects.get().pk), {"decision": "give", "reason": ""})
    assert Visa.objects.get().settled_by == cast.eric
    as_("alice").post(_url(negotiation, "approve", seat.pk), {"sha256": sha256})
    assert Approval.objects.get().approved_by == cast.alice
    assert "Le Département le" in _words(as_("bob").get(_url(negotiation, "approval")))


def test_the_page_says_that_the_text_is_agreed_and_then_that_it_no_longer_is(cast: Any, as_: Any) -> None:
    negotiation = negotiated(cast)
    sha256 = draft(negotiation).expression.sha256
    for name, house in (("alice", cast.departement), ("bob", cast.ccas)):
        as_(name).post(_url(negotiation, "approve", seat_of(negotiation, house).pk), {"sha256": sha256})
    assert "prêt à signer" in _words(as_("bob").get(_url(negotiation, "approval")))
    retained(proposed(negotiation, cast.ccas, "art_2__para_2"), cast.departement)
    closed(negotiation)
    page = _words(as_("bob").get(_url(negotiation, "approval")))
    assert "prêt à signer" not in page
    assert "À redire : le texte a changé" in page
    assert "Avait approuvé la version 1" in page


def test_a_back_planning_counts_from_the_session_and_refuses_less_than_the_law(cast: Any, as_: Any) -> None:
    negotiation = negotiated(cast)
    seat = seat_of(negotiation, cast.ccas)
    address, bob = _url(negotiation, "plan_edit", seat.pk), as_("bob")
    meets_on = (timezone.localdate() + dt.timedelta(days=90)).isoformat()
    sent = {"assembly": "ccas_board", "meets_on": meets_on}
    assert "La loi demande 3 jours au moins" in _words(bob.post(address, sent | {"convocation": 2}))
    bob.post(address, sent | {"report": 10})
    assert Plan.objects.get().steps.get(step="report").days == 10
    page = _words(bob.get(_url(negotiation, "plan")))
    assert "CASF, art. R123-16" in page
    assert "conseil d’administration du CCAS" in _words(as_("alice").get(_url(negotiation, "plan")))
    assert "Étapes jusqu’à la séance" not in _words(as_("alice").get(_url(negotiation, "plan")))


def test_the_papers_say_the_facts_and_leave_blanks_that_one_sees(cast: Any, as_: Any) -> None:
    negotiation = negotiated(cast)
    retained(proposed(negotiation, cast.ccas, "art_2__para_2"), cast.departement)
    closed(negotiation)
    seat = seat_of(negotiation, cast.departement)
    resolution = _words(as_("alice").get(_url(negotiation, "paper", seat.pk, "deliberation")))
    assert "[à compléter : numéro]" in resolution
    assert draft(negotiation).expression.sha256 in resolution
    report = _words(as_("alice").get(_url(negotiation, "paper", seat.pk, "rapport")))
    assert "organise le travail commun des deux parties" in report
    assert "tenir une permanence hebdomadaire" in report
    assert (
        "orienter les personnes vers le bon service"
        not in report.split("Ce à quoi nous nous engageons")[1].split("Durée et fin")[0]
    ), "what the other party undertakes"
    assert "rédaction nouvelle, sur proposition du CCAS" in report
    file = as_("alice").get(_url(negotiation, "paper_docx", seat.pk, "rapport"))
    assert file["Content-Disposition"].endswith('.docx"')
    assert file.content.startswith(b"PK")


@pytest.mark.parametrize("route", ["page", "proposals", "remarks", "rounds", "approval", "close_round"])
def test_queries_do_not_grow_with_proposals_and_remarks(cast: Any, as_: Any, route: str) -> None:
    negotiation = of_three(cast, articles=8)

    def grow() -> None:
        for number in range(2, 8):
            for house in (cast.ccas, cast.departement):
                one = proposed(
                    negotiation, house, f"art_{number}__para_2", words=f"Le CCAS oriente, {number}, {house.kind}."
                )
                said(one, cast.commune, Verdict.REFUSE, "Non.")
            remarked(negotiation, cast.departement, f"art_{number}__para_1")

    one = proposed(negotiation, cast.ccas, "art_1__para_2")
    said(one, cast.departement)
    remarked(negotiation, cast.ccas, "art_1__para_1")
    assert_flat(as_("alice"), _url(negotiation, route), grow)


def test_a_published_text_opens_nothing_of_how_it_was_negotiated(cast: Any, as_: Any) -> None:
    negotiation = negotiated(cast)
    agreement = negotiation.agreement
    agreement.published_at = NOW
    agreement.save()
    proposed(negotiation, cast.ccas, "art_2__para_2", kind=ProposalKind.STRIKE)
    for name in ("chloe", "paul", "odile"):
        assert as_(name).get(_url(negotiation, "page")).status_code == 404
        assert as_(name).get(_url(negotiation, "proposals")).status_code == 404
