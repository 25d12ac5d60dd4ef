"""The agreement on one page, and making it known to people who say that they read it."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from maillage.agreements.actions import summaries
from maillage.agreements.models import Acknowledgement, Agreement, Request
from maillage.agreements.queries.summary import SHOWN, summary_of
from maillage.journal.models import Event
from maillage.organisations.choices import MandateFunction
from tests.accounts.entering import words_of
from tests.cast import TODAY, Cast
from tests.factories.agreements import confirmed, more_commitments
from tests.factories.organisations import MandateFactory, PersonFactory
from tests.helpers import ReadOnlyGet, assert_flat
from tests.letters import send_waiting

pytestmark = pytest.mark.django_db


@pytest.fixture
def agreement(cast: Cast) -> Agreement:
    return confirmed(cast.departement, cast.ccas, by=cast.alice)


def browser_of(user: Any) -> ReadOnlyGet:
    browser = ReadOnlyGet()
    browser.force_login(user)
    return browser


def pilot(organisation: Any, agreement: Agreement, name: str, **facts: Any) -> Any:
    person = PersonFactory(first_name="Pia", last_name=name, phone="01 99 00 12 34", email=f"{name}@x.example".lower())
    return MandateFactory(
        person=person, organisation=organisation, agreement_id=agreement.pk, function=MandateFunction.PILOT, **facts
    )


class TestSummary:
    def test_each_party_reads_its_own_side(self, cast: Cast, agreement: Agreement) -> None:
        ours = summary_of(agreement, cast.departement.pk, at=TODAY)
        theirs = summary_of(agreement, cast.ccas.pk, at=TODAY)
        assert [one.words[:6] for one in ours.ours] == [one.words[:6] for one in theirs.owed]
        assert {one.who for one in ours.owed} == {"Le CCAS"}
        assert len(ours.together) == 1
        assert len(ours.terms) == 3

    def test_the_page_says_what_is_promised_and_whom_to_call(self, cast: Cast, agreement: Agreement) -> None:
        pilot(cast.departement, agreement, "Pilote")
        pilot(cast.ccas, agreement, "Copilote")
        words = words_of(browser_of(cast.alice).get(reverse("agreements:summary", args=[agreement.pk])))
        for said in ("Ce que nous avons promis", "Ce que les autres nous doivent", "Qui appeler", "Il dure 3 ans."):
            assert said in words
        assert "Pia Pilote , pilote d’un partenariat" in words
        assert "pilote@x.example" in words
        assert "Pia Copilote" in words
        assert "copilote@x.example" not in words, "how to reach the people of others is theirs to give"

    def test_nobody_but_pilots_and_public_functions_is_named(self, cast: Cast, agreement: Agreement) -> None:
        MandateFactory(organisation=cast.ccas, person=PersonFactory(last_name="Agente"), function=MandateFunction.AGENT)
        MandateFactory(organisation=cast.ccas, person=PersonFactory(last_name="Présidente"), is_president=True)
        words = words_of(browser_of(cast.alice).get(reverse("agreements:summary", args=[agreement.pk])))
        assert "Agente" not in words
        assert "Camille Présidente , présidente" in words

    def test_a_pilot_of_another_agreement_is_not_the_one_to_call(self, cast: Cast, agreement: Agreement) -> None:
        other = confirmed(cast.departement, cast.ccas)
        pilot(cast.departement, other, "Ailleurs")
        words = words_of(browser_of(cast.alice).get(reverse("agreements:summary", args=[agreement.pk])))
        assert "Ailleurs" not in words

    def test_all_promises_are_counted_when_they_do_not_hold_on_a_page(self, cast: Cast) -> None:
        agreement = _with_commitments(cast, SHOWN + 6)
        found = summary_of(agreement, cast.departement.pk, at=TODAY)
        assert len(found.ours) + len(found.owed) + len(found.together) == SHOWN
        assert found.hidden == 6

    def test_the_page_asks_as_much_whatever_the_agreement_holds(self, cast: Cast, agreement: Agreement) -> None:
        pilot(cast.departement, agreement, "Pilote")
        assert_flat(
            browser_of(cast.alice),
            reverse("agreements:summary", args=[agreement.pk]),
            lambda: more_commitments(agreement, 12),
        )


class TestMakingKnown:
    def test_people_read_it_on_their_home_or_by_a_link(
        self, cast: Cast, agreement: Agreement, django_capture_on_commit_callbacks: Any
    ) -> None:
        without = PersonFactory(first_name="Zoé", last_name="Sans-Compte", email="zoe@ourcelle.example")
        MandateFactory(person=without, organisation=cast.departement)
        address = reverse("agreements:make_known", args=[agreement.pk])
        alice = browser_of(cast.alice)
        with django_capture_on_commit_callbacks(execute=True):
            page = alice.post(address, {"people": [str(cast.eric.person_id), str(without.pk)]}, follow=True)
        assert "Le résumé est envoyé à 2 personnes." in words_of(page)
        assert words_of(page).count("Pas encore") == 2
        send_waiting()
        letters = {letter.to[0]: letter for letter in mail.outbox}
        assert set(letters) == {cast.eric.email, "zoe@ourcelle.example"}
        assert reverse("agreements:summary", args=[agreement.pk]) in letters[cast.eric.email].body
        eric = browser_of(cast.eric)
        assert f"Prendre connaissance : {agreement.title}" in words_of(eric.get("/"))
        assert "J’en ai pris connaissance" in words_of(eric.get(reverse("agreements:summary", args=[agreement.pk])))
        eric.post(reverse("agreements:acknowledge", args=[agreement.pk]))
        assert f"Prendre connaissance : {agreement.title}" not in words_of(eric.get("/"))
        link = re.search(r"/demande/\S+", letters["zoe@ourcelle.example"].body)
        assert link
        anonymous = ReadOnlyGet()
        assert "Ce que nous avons promis" in words_of(anonymous.get(link[0]))
        assert "Merci, c’est enregistré" in words_of(anonymous.post(link[0], follow=True))
        assert not Acknowledgement.objects.filter(read_at__isnull=True).exists()
        assert Event.objects.filter(verb="summary-read").count() == 2
        assert Request.objects.get().person == without

    def test_who_read_it_is_for_their_organisation_alone(self, cast: Cast, agreement: Agreement) -> None:
        _sent_to(cast, agreement, cast.eric.person)
        bob = browser_of(cast.bob)
        assert "Éric" not in words_of(bob.get(reverse("agreements:make_known", args=[agreement.pk])))
        assert not Event.objects.filter(verb="summary-sent").reaching([cast.ccas.pk]).exists()

    def test_people_of_another_organisation_are_not_chosen(self, cast: Cast, agreement: Agreement) -> None:
        address = reverse("agreements:make_known", args=[agreement.pk])
        page = browser_of(cast.alice).post(address, {"people": [str(cast.bob.person_id)]})
        assert page.status_code == 200
        assert not Acknowledgement.objects.exists()

    def test_whoever_has_not_read_it_is_written_to_again(
        self, cast: Cast, agreement: Agreement, django_capture_on_commit_callbacks: Any
    ) -> None:
        without = PersonFactory(last_name="Sans-Compte", email="zoe@ourcelle.example")
        MandateFactory(person=without, organisation=cast.departement)
        _sent_to(cast, agreement, without)
        with django_capture_on_commit_callbacks(execute=True):
            page = browser_of(cast.alice).post(
                reverse("agreements:make_known_remind", args=[agreement.pk]), follow=True
            )
        assert "renvoyé à 1 personne." in words_of(page)
        assert Request.objects.filter(person=without).count() == 1, "the same request, with another link"
        send_waiting()
        link = re.search(r"/demande/\S+", mail.outbox[-1].body)
        assert link
        assert ReadOnlyGet().get(link[0]).status_code == 200

    def test_it_is_acknowledged_once_by_the_person_alone(self, cast: Cast, agreement: Agreement) -> None:
        _sent_to(cast, agreement, cast.eric.person)
        address = reverse("agreements:acknowledge", args=[agreement.pk])
        assert browser_of(cast.dina).post(address).status_code == 404
        browser_of(cast.eric).post(address)
        first = Acknowledgement.objects.get().read_at
        browser_of(cast.eric).post(address)
        assert Acknowledgement.objects.get().read_at == first
        assert Event.objects.filter(verb="summary-read").count() == 1

    def test_the_list_of_people_asks_as_much_whatever_it_holds(self, cast: Cast, agreement: Agreement) -> None:
        _sent_to(cast, agreement, cast.eric.person)
        address = reverse("agreements:make_known", args=[agreement.pk])

        def grow() -> None:
            for number in range(8):
                person = PersonFactory()
                MandateFactory(person=person, organisation=cast.departement)
                if number % 2:
                    _sent_to(cast, agreement, person)

        assert_flat(browser_of(cast.alice), address, grow)


def _sent_to(cast: Cast, agreement: Agreement, *people: Any) -> None:
    summaries.make_known(
        agreement=agreement, organisation=cast.departement, people=people, by=cast.alice, at=timezone.now()
    )


def _with_commitments(cast: Cast, count: int) -> Agreement:
    agreement = confirmed(cast.departement, cast.ccas, by=cast.alice)
    known = agreement.commitments.count()
    more_commitments(agreement, count - known)
    return agreement
