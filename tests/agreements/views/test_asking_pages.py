"""Asking a party by a link, following what was asked, and writing down what a party said."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from maillage.agreements.actions import answering, judging
from maillage.agreements.actions import requests as verbs
from maillage.agreements.choices import Answer, Task
from maillage.agreements.models import (
    Agreement,
    Commitment,
    CommitmentVersion,
    Document,
    Judgement,
    Objection,
    Party,
    ReadingConfirmation,
    Request,
)
from maillage.base.refusals import Refusal
from maillage.journal.models import Event
from maillage.organisations.models import Organisation
from tests.accounts.entering import words_of
from tests.cast import Cast
from tests.factories.agreements import asked, confirmed
from tests.helpers import ReadOnlyGet, assert_flat
from tests.letters import send_waiting

pytestmark = pytest.mark.django_db

EMAIL = "nadia.noury@mairie.example"
PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"


@pytest.fixture
def agreement(cast: Cast) -> Agreement:
    return confirmed(cast.departement, cast.commune, by=cast.alice)


@pytest.fixture
def alice(cast: Cast) -> ReadOnlyGet:
    browser = ReadOnlyGet()
    browser.force_login(cast.alice)
    return browser


def party_of(agreement: Agreement, organisation: Organisation) -> Party:
    return Party.objects.get(agreement=agreement, organisation=organisation)


def form(agreement: Agreement, party: Party, **more: Any) -> dict[str, Any]:
    told = {"party": str(party.pk), "task": "judge", "email": EMAIL, "contact": "Nadia Noury", "days": "30"}
    return {**told, **more}


class TestAsking:
    def test_the_letter_is_shown_before_it_leaves_and_says_only_a_title_and_a_link(
        self, alice: ReadOnlyGet, cast: Cast, agreement: Agreement, django_capture_on_commit_callbacks: Any
    ) -> None:
        address, party = reverse("agreements:ask", args=[agreement.pk]), party_of(agreement, cast.commune)
        told = form(agreement, party, message="Madame X nous l’a dit au téléphone")
        page = alice.post(address, told)
        assert "Le courriel qui partira" in words_of(page)
        assert not Request.objects.exists()
        with django_capture_on_commit_callbacks(execute=True):
            page = alice.post(address, {**told, "send": "1"}, follow=True)
        assert f"La demande est partie à {EMAIL}." in words_of(page)
        send_waiting()
        letter = mail.outbox[-1]
        assert letter.to == [EMAIL]
        assert agreement.title in letter.subject
        assert re.search(r"http://localhost:8000/demande/[\w-]{43}/", letter.body)
        for secret in ("Madame X", "Noury", "Alice", "Amblard", EMAIL, "permanence"):
            assert secret not in letter.body + letter.subject
        assert letter.content_subtype == "plain"
        assert letter.attachments == letter.alternatives == []
        row = Request.objects.get()
        assert row.mailed_at is not None
        assert row.expires_at - row.sent_at == dt.timedelta(days=30)
        assert Event.objects.filter(verb="request-sent").exists()

    def test_a_party_that_has_an_account_is_asked_at_home_and_is_sent_no_link(
        self, alice: ReadOnlyGet, cast: Cast, django_capture_on_commit_callbacks: Any
    ) -> None:
        agreement = confirmed(cast.departement, cast.ccas, by=cast.alice)
        address, party = reverse("agreements:ask", args=[agreement.pk]), party_of(agreement, cast.ccas)
        assert "a un compte" in words_of(alice.get(address))
        page = alice.post(address, form(agreement, party, send="1"))
        assert "Cette organisation a un compte" in words_of(page)
        with django_capture_on_commit_callbacks(execute=True):
            alice.post(address, form(agreement, party, send="1", email=""))
        assert not mail.outbox
        bob = ReadOnlyGet()
        bob.force_login(cast.bob)
        home = words_of(bob.get("/"))
        assert f"Dire où en sont ses engagements : {agreement.title}" in home
        answer = reverse("campaigns:answer", args=[Request.objects.get().pk])
        mine = CommitmentVersion.objects.filter(agreement=agreement, bearers=party).first()
        told = {f"verdict-{mine.commitment_id}": "kept", "is_shared": "no"}
        assert "Merci, c’est enregistré" in words_of(bob.post(answer, told, follow=True))
        row = Judgement.objects.get()
        assert (row.made_by, row.declared_by, row.verdict) == (cast.bob, "", "kept")
        assert f"Dire où en sont ses engagements : {agreement.title}" not in words_of(bob.get("/"))

    @pytest.mark.parametrize(
        ("changes", "said"),
        [
            ({"email": ""}, "Écrivez l’adresse de la personne qui répondra"),
            ({"email": "pas une adresse"}, "adresse"),
            ({"task": "give_piece"}, "Dites quelle pièce vous demandez."),
            ({"task": "acknowledge"}, "Que demandez-vous"),
            ({"days": "400"}, "90"),
        ],
    )
    def test_what_is_wrong_is_said_and_what_was_typed_stays(
        self, alice: ReadOnlyGet, cast: Cast, agreement: Agreement, changes: dict[str, str], said: str
    ) -> None:
        told = form(agreement, party_of(agreement, cast.commune), send="1", **changes)
        page = alice.post(reverse("agreements:ask", args=[agreement.pk]), told)
        assert said in words_of(page)
        assert "Nadia Noury" in page.content.decode()
        assert not Request.objects.exists()

    def test_ones_own_party_and_those_of_another_agreement_are_not_asked(
        self, alice: ReadOnlyGet, cast: Cast, agreement: Agreement
    ) -> None:
        other = confirmed(cast.departement, cast.ccas, by=cast.alice)
        for party in (party_of(agreement, cast.departement), party_of(other, cast.ccas)):
            alice.post(reverse("agreements:ask", args=[agreement.pk]), form(agreement, party, send="1"))
        assert not Request.objects.exists()

    def test_an_unshared_agreement_is_asked_about_by_no_way(self, cast: Cast) -> None:
        agreement = confirmed(cast.departement, cast.commune, by=cast.alice, shared=False)
        with pytest.raises(verbs.NotReady, match="partagez-le"):
            verbs.ask(
                agreement=agreement,
                organisation=cast.departement,
                party=party_of(agreement, cast.commune),
                task=Task.JUDGE,
                email=EMAIL,
                by=cast.alice,
                at=timezone.now(),
            )


class TestFollowing:
    def test_reminding_sends_another_link_and_revoking_closes_it(
        self, alice: ReadOnlyGet, cast: Cast, agreement: Agreement, django_capture_on_commit_callbacks: Any
    ) -> None:
        request, first = asked(agreement, cast.departement, party_of(agreement, cast.commune), Task.JUDGE)
        with django_capture_on_commit_callbacks(execute=True):
            page = alice.post(reverse("agreements:request_remind", args=[agreement.pk, request.pk]), follow=True)
        assert "Un nouveau lien est parti ; l’ancien ne sert plus." in words_of(page)
        send_waiting()
        second = re.search(r"/demande/\S+", mail.outbox[-1].body)
        assert second
        browser = ReadOnlyGet()
        assert browser.get(reverse("requests:open", args=[first])).status_code == 404
        assert browser.get(second[0]).status_code == 200
        page = alice.post(reverse("agreements:request_revoke", args=[agreement.pk, request.pk]), follow=True)
        assert "La demande est annulée" in words_of(page)
        assert EMAIL not in words_of(page), "the address is forgotten"
        assert browser.get(second[0]).status_code == 404
        page = alice.post(reverse("agreements:request_remind", args=[agreement.pk, request.pk]), follow=True)
        assert "faites-en une nouvelle" in words_of(page)

    def test_an_answered_request_is_not_reminded(self, cast: Cast, agreement: Agreement) -> None:
        request, _ = asked(
            agreement, cast.departement, party_of(agreement, cast.commune), Task.JUDGE, done_at=timezone.now()
        )
        with pytest.raises(Refusal, match="déjà arrivée"):
            verbs.remind(request=request, deliver=None, by=cast.alice, at=timezone.now())

    def test_another_organisation_sees_and_touches_none_of_it(self, cast: Cast) -> None:
        agreement = confirmed(cast.departement, cast.ccas, by=cast.alice)
        request, _ = asked(agreement, cast.departement, party_of(agreement, cast.ccas), Task.JUDGE)
        bob = ReadOnlyGet()
        bob.force_login(cast.bob)
        page = bob.get(reverse("agreements:requests", args=[agreement.pk]))
        assert EMAIL not in words_of(page)
        for route in ("request_remind", "request_revoke"):
            assert bob.post(reverse(f"agreements:{route}", args=[agreement.pk, request.pk])).status_code == 404

    def test_a_request_of_another_agreement_is_not_reached_through_this_one(
        self, alice: ReadOnlyGet, cast: Cast, agreement: Agreement
    ) -> None:
        other = confirmed(cast.departement, cast.ccas, by=cast.alice)
        request, _ = asked(other, cast.departement, party_of(other, cast.ccas), Task.JUDGE)
        assert alice.post(reverse("agreements:request_revoke", args=[agreement.pk, request.pk])).status_code == 404

    def test_the_list_asks_as_much_whatever_it_holds(
        self, alice: ReadOnlyGet, cast: Cast, agreement: Agreement
    ) -> None:
        party = party_of(agreement, cast.commune)
        asked(agreement, cast.departement, party, Task.JUDGE)
        assert_flat(
            alice,
            reverse("agreements:requests", args=[agreement.pk]),
            lambda: [asked(agreement, cast.departement, party, Task.GIVE_PIECE, about="other") for _ in range(8)],
        )

    def test_each_state_is_told_in_a_word(self, alice: ReadOnlyGet, cast: Cast, agreement: Agreement) -> None:
        party, now = party_of(agreement, cast.commune), timezone.now()
        past = now - dt.timedelta(days=1)
        for facts in ({}, {"done_at": now, "answered_as": "N. N."}, {"revoked_at": now}, {"expires_at": past}):
            asked(agreement, cast.departement, party, Task.JUDGE, **facts)
        unsent, _ = asked(agreement, cast.departement, party, Task.JUDGE)
        Request.objects.filter(pk=unsent.pk).update(mailed_at=None, sent_at=past)
        words = words_of(alice.get(reverse("agreements:requests", args=[agreement.pk])))
        for word in ("En attente", "Répondu", "Annulée", "Périmée", "Courriel non parti"):
            assert word in words


class TestDeclaring:
    def address(self, agreement: Agreement, party: Party, task: str) -> str:
        return f"{reverse('agreements:declare', args=[agreement.pk])}?party={party.pk}&task={task}"

    def test_what_a_party_said_of_its_commitments_is_shown_as_declared(
        self, alice: ReadOnlyGet, cast: Cast, agreement: Agreement
    ) -> None:
        party = party_of(agreement, cast.commune)
        mine = CommitmentVersion.objects.filter(agreement=agreement, bearers=party).first()
        told = {"who": "Mme Rivoire, maire", "on": "2026-03-03", f"verdict-{mine.commitment_id}": "kept"}
        page = alice.post(self.address(agreement, party, "judge"), told, follow=True)
        assert "C’est noté" in words_of(page)
        row = Judgement.objects.get()
        assert row.declared_by == "Alice Amblard, d’après Mme Rivoire, maire, le 3 mars 2026".replace(
            "3 mars 2026", "3\u00a0mars\u00a02026"
        )
        assert (row.made_by, row.judged_on.isoformat()) == (cast.alice, "2026-03-03")
        assert row.shared_at is not None, "what a party says to another, all may read"

    def test_a_reading_confirmed_then_contested_by_telephone(
        self, alice: ReadOnlyGet, cast: Cast, agreement: Agreement
    ) -> None:
        party = party_of(agreement, cast.commune)
        address = self.address(agreement, party, "confirm_reading")
        told = {"who": "Mme Rivoire", "on": "2026-03-03", "finding": ""}
        alice.post(address, {**told, "answer": "approve"})
        assert ReadingConfirmation.objects.get().declared_by.startswith("Alice Amblard, d’après Mme Rivoire")
        finding = CommitmentVersion.objects.filter(agreement=agreement).first().finding
        alice.post(address, {**told, "answer": "contest", "finding": str(finding.pk), "reason": "Non"})
        assert ReadingConfirmation.objects.get().answer == Answer.CONTESTED
        assert Objection.objects.get().declared_by.startswith("Alice Amblard, d’après")

    def test_a_piece_that_came_by_letter(self, alice: ReadOnlyGet, cast: Cast, agreement: Agreement) -> None:
        party = party_of(agreement, cast.commune)
        told = {"who": "le secrétariat", "on": "2026-03-03", "role": "resolution"}
        alice.post(self.address(agreement, party, "give_piece"), {**told, "file": SimpleUploadedFile("d.pdf", PDF)})
        row = Document.objects.get(role="resolution")
        assert row.party == party
        assert row.declared_by.startswith("Alice Amblard, d’après le secrétariat, le")

    @pytest.mark.parametrize("way", ["account", "link"])
    def test_nothing_is_declared_over_what_the_party_said_itself(
        self, alice: ReadOnlyGet, cast: Cast, agreement: Agreement, way: str
    ) -> None:
        party, now = party_of(agreement, cast.commune), timezone.now()
        by, declared = (cast.chloe, "") if way == "account" else (None, "N. Noury, par un lien envoyé à n…@m.example")
        mine = CommitmentVersion.objects.filter(agreement=agreement, bearers=party).first()
        facts = {"judged_on": timezone.localdate(), "share_now": True, "by": by, "declared_by": declared, "at": now}
        judging.judge(commitment=mine.commitment, party=party, verdict="broken", word="", **facts)
        answering.approve(party=party, by=by, declared_by=declared, at=now)
        told = {
            "who": "X",
            "on": "2026-03-03",
            "finding": "",
            "answer": "approve",
            f"verdict-{mine.commitment_id}": "kept",
        }
        for task in ("judge", "confirm_reading"):
            assert "a répondu elle-même" in words_of(alice.post(self.address(agreement, party, task), told))
        assert Judgement.objects.standing().get().verdict == "broken"
        assert ReadingConfirmation.objects.get().declared_by == declared

    def test_a_day_to_come_is_refused(self, alice: ReadOnlyGet, cast: Cast, agreement: Agreement) -> None:
        party = party_of(agreement, cast.commune)
        tomorrow = timezone.localdate() + dt.timedelta(days=1)
        told = {"who": "X", "on": tomorrow.isoformat(), "finding": "", "answer": "approve"}
        page = alice.post(self.address(agreement, party, "confirm_reading"), told)
        assert "n’est pas encore passée" in words_of(page)
        assert not ReadingConfirmation.objects.exclude(answer="asked").exists()

    def test_nobody_declares_for_a_party_of_another_agreement(
        self, alice: ReadOnlyGet, cast: Cast, agreement: Agreement
    ) -> None:
        other = confirmed(cast.departement, cast.ccas, by=cast.alice)
        party = party_of(other, cast.ccas)
        commitment = Commitment.objects.filter(agreement=other).first()
        told = {"who": "X", "on": "2026-03-03", f"verdict-{commitment.pk}": "kept"}
        page = alice.post(self.address(agreement, party, "judge"), told)
        assert page.status_code == 200
        assert not Judgement.objects.exists()
