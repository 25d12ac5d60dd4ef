"""Answering by a private link: one minute on a telephone, without an account; and what a link must never do."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from maillage.agreements.actions import answering, campaigns, judging, responding
from maillage.agreements.actions import requests as verbs
from maillage.agreements.choices import Answer, Task
from maillage.agreements.models import (
    Agreement,
    Commitment,
    CommitmentVersion,
    Document,
    Finding,
    Judgement,
    Objection,
    Party,
    Position,
    ReadingConfirmation,
    Request,
)
from maillage.agreements.queries.requests import fingerprint
from maillage.base.refusals import Refusal
from maillage.files.models import StoredFile
from maillage.journal.models import Event
from maillage.organisations.models import Organisation
from tests.accounts.entering import words_of
from tests.cast import Cast
from tests.factories.agreements import asked, confirmed
from tests.helpers import ReadOnlyGet, queries_of

pytestmark = pytest.mark.django_db

WHO = {"answerer": "Nadia Noury", "answerer_function": "secrétaire de mairie"}
SAID_BY = "Nadia Noury, secrétaire de mairie, par un lien envoyé à n…@mairie.example"
PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"


@pytest.fixture(autouse=True)
def _fresh_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    """No try counted yet, in a window that does not end during the test."""
    cache.clear()
    monkeypatch.setattr("maillage.base.limits.time", lambda: 1_800_000_000.0)


@pytest.fixture
def agreement(cast: Cast) -> Agreement:
    """Between the Département and a commune that has no account."""
    return confirmed(cast.departement, cast.commune, by=cast.alice)


def party_of(agreement: Agreement, organisation: Organisation) -> Party:
    return Party.objects.get(agreement=agreement, organisation=organisation)


def link(cast: Cast, agreement: Agreement, task: str, **facts: Any) -> str:
    """The address that the commune was sent."""
    _, token = asked(agreement, cast.departement, party_of(agreement, cast.commune), task, **facts)
    return reverse("requests:open", args=[token])


def borne(agreement: Agreement, party: Party) -> list[Commitment]:
    rows = CommitmentVersion.objects.filter(agreement=agreement, bearers=party).order_by("start", "pk")
    return [one.commitment for one in rows.select_related("commitment")]


def verdicts(commitments: list[Commitment], verdict: str = "kept", word: str = "") -> dict[str, str]:
    told = {f"verdict-{one.pk}": verdict for one in commitments}
    return {**told, **{f"word-{one.pk}": word for one in commitments}}


class TestConfirmingTheReading:
    def test_the_page_says_who_asks_what_and_until_when(self, client: Client, cast: Cast, agreement: Agreement) -> None:
        page = client.get(link(cast, agreement, Task.CONFIRM_READING, sent_by=cast.alice, message="Merci d’avance"))
        words = words_of(page)
        assert "Département de l’Ourcelle (Alice Amblard) le demande pour le CCAS" in words
        assert "Merci d’avance" in words
        assert "Le Département promet de tenir une permanence hebdomadaire dans les locaux du CCAS." in words
        assert "« tenir une permanence hebdomadaire" in words, "with the words of the text"
        assert "Durée : 3 ans" in words

    def test_all_is_exact(self, client: Client, cast: Cast, agreement: Agreement) -> None:
        address = link(cast, agreement, Task.CONFIRM_READING)
        page = client.post(address, {**WHO, "finding": "", "answer": "approve"}, follow=True)
        assert "Merci, c’est enregistré" in words_of(page)
        assert "Lecture confirmée" in words_of(page)
        row = ReadingConfirmation.objects.get(party__organisation=cast.commune)
        assert (row.answer, row.declared_by, row.answered_by) == (Answer.CONFIRMED, SAID_BY, None)
        assert Event.objects.filter(verb="request-answered", agreement_id=agreement.pk).exists()

    def test_one_point_is_contested_then_the_answer_is_changed(
        self, client: Client, cast: Cast, agreement: Agreement
    ) -> None:
        address = link(cast, agreement, Task.CONFIRM_READING)
        finding = CommitmentVersion.objects.filter(agreement=agreement).order_by("start").first().finding
        told = {**WHO, "finding": str(finding.pk), "reason": "C’est deux fois par mois.", "answer": "contest"}
        page = client.post(address, told, follow=True)
        assert "C’est deux fois par mois." in words_of(page)
        objection = Objection.objects.get(finding=finding)
        assert (objection.declared_by, objection.settled_at) == (SAID_BY, None)
        assert ReadingConfirmation.objects.get(party__organisation=cast.commune).answer == Answer.CONTESTED
        assert "Tout est exact" in words_of(client.get(address + "?modifier"))
        client.post(address, {**told, "reason": "Non : chaque quinzaine."})
        assert Objection.objects.get(finding=finding, settled_at__isnull=True).reason == "Non : chaque quinzaine."
        client.post(address, {**WHO, "finding": "", "answer": "approve"})
        assert not Objection.objects.filter(settled_at__isnull=True).exists()

    @pytest.mark.parametrize(
        ("told", "said"),
        [
            ({"answer": "contest"}, "Cochez, plus haut, le point qui est inexact."),
            ({"answer": "approve", "answerer": ""}, "Vos prénom et nom"),
            ({"answer": "approve", "finding": "first"}, "Vous avez coché un point"),
            ({"answer": "contest", "finding": "first"}, "Écrivez ce qui est inexact"),
        ],
    )
    def test_what_is_missing_is_said_and_nothing_is_written(
        self, client: Client, cast: Cast, agreement: Agreement, told: dict[str, str], said: str
    ) -> None:
        finding = CommitmentVersion.objects.filter(agreement=agreement).order_by("start").first().finding
        told = {key: str(finding.pk) if value == "first" else value for key, value in told.items()}
        page = client.post(link(cast, agreement, Task.CONFIRM_READING), {**WHO, "finding": "", **told})
        assert said in words_of(page)
        assert not ReadingConfirmation.objects.exclude(answer="asked").exists()
        if told.get("finding"):
            assert f'value="{finding.pk}" checked' in page.content.decode(), "what was ticked stays"


class TestJudging:
    def test_one_screen_with_shared_answers(self, client: Client, cast: Cast, agreement: Agreement) -> None:
        party = party_of(agreement, cast.commune)
        address = link(cast, agreement, Task.JUDGE)
        words = words_of(client.get(address))
        assert "Le CCAS promet d’orienter les personnes" in words
        assert "tenir une permanence" not in words, "that is the other’s"
        mine = borne(agreement, party)
        page = client.post(
            address, {**WHO, **verdicts(mine, "partial", "Deux fois sur trois"), "is_shared": "yes"}, follow=True
        )
        assert "Tenu en partie" in words_of(page)
        rows = Judgement.objects.standing().filter(party=party)
        assert {(one.verdict, one.word, one.declared_by) for one in rows} == {
            ("partial", "Deux fois sur trois", SAID_BY)
        }
        assert all(one.shared_at for one in rows)

    def test_unshared_answers_are_read_by_nobody_else(self, client: Client, cast: Cast, agreement: Agreement) -> None:
        mine = borne(agreement, party_of(agreement, cast.commune))
        client.post(link(cast, agreement, Task.JUDGE), {**WHO, **verdicts(mine), "is_shared": "no"})
        assert Judgement.objects.standing().filter(shared_at__isnull=True).count() == len(mine)
        assert not Judgement.objects.visible_to(cast.alice).exists()
        told = Event.objects.filter(verb="commitment-judged", agreement_id=agreement.pk)
        assert not told.exists(), "the journal does not tell who asked that something private was said"

    def test_who_may_read_must_be_chosen(self, client: Client, cast: Cast, agreement: Agreement) -> None:
        mine = borne(agreement, party_of(agreement, cast.commune))
        page = client.post(link(cast, agreement, Task.JUDGE), {**WHO, **verdicts(mine)})
        assert "Qui peut lire vos réponses" in words_of(page)
        assert not Judgement.objects.exists()

    def test_a_word_without_a_verdict_is_not_lost(self, client: Client, cast: Cast, agreement: Agreement) -> None:
        mine = borne(agreement, party_of(agreement, cast.commune))
        told = {**WHO, f"word-{mine[0].pk}": "En retard", "is_shared": "no"}
        page = client.post(link(cast, agreement, Task.JUDGE), told)
        assert "Choisissez aussi une réponse." in words_of(page)
        assert "En retard" in words_of(page)

    def test_an_answer_is_changed_until_the_link_expires(
        self, client: Client, cast: Cast, agreement: Agreement
    ) -> None:
        party = party_of(agreement, cast.commune)
        mine, address = borne(agreement, party), link(cast, agreement, Task.JUDGE)
        client.post(address, {**WHO, **verdicts(mine), "is_shared": "yes"})
        page = client.get(address + "?modifier").content.decode()
        assert page.count("checked") >= len(mine)
        client.post(address, {**WHO, **verdicts(mine, "broken"), "is_shared": "yes"})
        assert {one.verdict for one in Judgement.objects.standing().filter(party=party)} == {"broken"}
        assert Judgement.objects.filter(party=party).count() == 2 * len(mine), "the former answers stay"


class TestGivingAPiece:
    def test_the_piece_is_kept_as_the_partys(self, client: Client, cast: Cast, agreement: Agreement) -> None:
        address = link(cast, agreement, Task.GIVE_PIECE, about="resolution")
        told = {
            **WHO,
            "file": SimpleUploadedFile("délib.pdf", PDF),
            "title": "Délibération 12",
            "dated_on": "2026-01-12",
        }
        page = client.post(address, told, follow=True)
        assert "Délibération 12" in words_of(page)
        row = Document.objects.get(role="resolution")
        assert (row.party.organisation, row.given_by, row.declared_by) == (cast.commune, cast.commune, SAID_BY)
        assert row.file.organisation_id == cast.departement.pk, "kept by the organisation that asked"
        assert not row.is_authoritative

    def test_a_second_file_takes_the_place_of_the_first(self, client: Client, cast: Cast, agreement: Agreement) -> None:
        address = link(cast, agreement, Task.GIVE_PIECE, about="resolution")
        client.post(address, {**WHO, "file": SimpleUploadedFile("a.pdf", PDF)})
        client.post(address, {**WHO, "file": SimpleUploadedFile("b.pdf", PDF + b"%\n")})
        assert [one.title for one in Document.objects.standing().filter(role="resolution")] == ["b.pdf"]
        assert Document.objects.filter(role="resolution").count() == 2


class TestAttacks:
    def test_guessed_tokens_open_nothing_and_are_slowed_down(
        self, client: Client, cast: Cast, agreement: Agreement
    ) -> None:
        address = link(cast, agreement, Task.JUDGE)
        token = address.strip("/").split("/")[1]
        assert len(token) >= 43, "256 bits"
        assert token not in str(Request.objects.values()), "the table keeps a fingerprint"
        assert Request.objects.get().fingerprint == fingerprint(token)
        for guess in (token[:-1], token.upper(), token + "a", "%00", "'" * 40, fingerprint(token)):
            assert client.get(reverse("requests:open", args=[guess])).status_code == 404
        for _ in range(20):
            client.get(reverse("requests:open", args=["faux"]))
        assert client.get(reverse("requests:open", args=["faux"])).status_code == 429
        assert client.get(address).status_code == 429, "a good one too, from there"
        assert Client(REMOTE_ADDR="203.0.113.9").get(address).status_code == 200, "not from elsewhere"

    def test_no_header_added_by_the_visitor_escapes_the_limit(self, client: Client, cast: Cast) -> None:
        for number in range(20):
            client.get(reverse("requests:open", args=["faux"]), headers={"X-Forwarded-For": f"203.0.113.{number}"})
        last = client.get(reverse("requests:open", args=["faux"]), headers={"X-Forwarded-For": "203.0.113.200"})
        assert last.status_code == 429

    def test_unknown_expired_revoked_and_replaced_links_say_the_same_and_name_nothing(
        self, client: Client, cast: Cast, agreement: Agreement
    ) -> None:
        past = timezone.now() - dt.timedelta(seconds=1)
        addresses = [
            reverse("requests:open", args=["inconnu"]),
            link(cast, agreement, Task.JUDGE, expires_at=past),
            link(cast, agreement, Task.JUDGE, revoked_at=past),
        ]
        replaced = link(cast, agreement, Task.JUDGE)
        verbs.remind(request=Request.objects.latest("sent_at"), deliver=None, by=cast.alice, at=timezone.now())
        pages = [client.get(address) for address in [*addresses, replaced]]
        assert {page.status_code for page in pages} == {404}
        assert len({page.content for page in pages}) == 1
        assert agreement.title not in words_of(pages[0])

    def test_replay_after_revocation_writes_nothing(self, client: Client, cast: Cast, agreement: Agreement) -> None:
        address, mine = link(cast, agreement, Task.JUDGE), borne(agreement, party_of(agreement, cast.commune))
        assert client.get(address).status_code == 200
        verbs.revoke(request=Request.objects.get(), by=cast.alice, at=timezone.now())
        assert client.post(address, {**WHO, **verdicts(mine), "is_shared": "yes"}).status_code == 404
        assert not Judgement.objects.exists()

    def test_a_link_of_one_task_does_no_other(self, client: Client, cast: Cast, agreement: Agreement) -> None:
        mine = borne(agreement, party_of(agreement, cast.commune))
        address = link(cast, agreement, Task.CONFIRM_READING)
        told = {**WHO, **verdicts(mine), "is_shared": "yes", "file": SimpleUploadedFile("a.pdf", PDF), "task": "judge"}
        client.post(address, told)
        client.post(
            link(cast, agreement, Task.GIVE_PIECE, about="other"), {**WHO, **verdicts(mine), "answer": "approve"}
        )
        assert not Judgement.objects.exists()
        assert not ReadingConfirmation.objects.exclude(answer="asked").exists()
        assert not Document.objects.exclude(role="working_text").exists()

    def test_a_link_of_one_agreement_does_not_reach_findings_of_another(
        self, client: Client, cast: Cast, agreement: Agreement
    ) -> None:
        other = confirmed(cast.departement, cast.ccas, by=cast.alice)
        foreign = Finding.objects.filter(agreement=other, sort="commitment").first()
        told = {**WHO, "finding": str(foreign.pk), "reason": "Faux", "answer": "contest"}
        page = client.post(link(cast, agreement, Task.CONFIRM_READING), told)
        assert page.status_code == 200
        with pytest.raises(Refusal, match="un point de cet accord"):
            responding.contest_reading(
                request=Request.objects.get(),
                finding_id=foreign.pk,
                reason="Faux",
                voice=responding.Voice(named="X"),
                at=timezone.now(),
            )
        assert not Objection.objects.exists()

    def test_a_link_judges_neither_the_commitments_of_others_nor_those_of_another_agreement(
        self, client: Client, cast: Cast, agreement: Agreement
    ) -> None:
        theirs = borne(agreement, party_of(agreement, cast.departement))
        other = confirmed(cast.departement, cast.ccas, by=cast.alice)
        foreign = borne(other, party_of(other, cast.ccas))
        address = link(cast, agreement, Task.JUDGE)
        client.post(address, {**WHO, **verdicts([*theirs, *foreign]), "is_shared": "yes"})
        assert not Judgement.objects.exists()

    def test_stored_markup_is_only_text(self, client: Client, cast: Cast, agreement: Agreement) -> None:
        bad = "<script>alert(1)</script>"
        mine = borne(agreement, party_of(agreement, cast.commune))
        address = link(cast, agreement, Task.JUDGE, message=bad, contact=bad)
        told = {"answerer": bad, "answerer_function": "x", **verdicts(mine, word=bad), "is_shared": "yes"}
        client.post(address, told)
        inside = ReadOnlyGet()
        inside.force_login(cast.alice)
        pages = [
            client.get(address),
            client.get(address + "?modifier"),
            inside.get(reverse("agreements:requests", args=[agreement.pk])),
        ]
        for page in pages:
            assert bad not in page.content.decode()
            assert "&lt;script&gt;alert(1)" in page.content.decode()

    def test_a_program_sent_as_a_pdf_is_refused_by_its_content(
        self, client: Client, cast: Cast, agreement: Agreement
    ) -> None:
        program = b"MZ\x90\x00\x03\x00\x00\x00" + bytes(200)
        told = {**WHO, "file": SimpleUploadedFile("delib.pdf", program, "application/pdf")}
        page = client.post(link(cast, agreement, Task.GIVE_PIECE, about="resolution"), told)
        assert "enregistrez-le en PDF" in words_of(page)
        assert not StoredFile.objects.exclude(name="protocole.txt").exists()

    def test_a_file_too_large_is_refused(self, client: Client, cast: Cast, agreement: Agreement, settings: Any) -> None:
        settings.MAX_UPLOAD_SIZE = 10
        page = client.post(
            link(cast, agreement, Task.GIVE_PIECE, about="other"), {**WHO, "file": SimpleUploadedFile("a.pdf", PDF)}
        )
        assert "réduisez-le" in words_of(page)

    def test_an_empty_file_is_refused(self, client: Client, cast: Cast, agreement: Agreement) -> None:
        page = client.post(
            link(cast, agreement, Task.GIVE_PIECE, about="other"), {**WHO, "file": SimpleUploadedFile("a.pdf", b"")}
        )
        assert "Le fichier est vide" in words_of(page)

    def test_the_link_does_not_show_what_the_party_keeps_private(
        self, client: Client, cast: Cast, agreement: Agreement
    ) -> None:
        party = party_of(agreement, cast.commune)
        for one in borne(agreement, party):
            judging.judge(
                commitment=one,
                party=party,
                verdict="broken",
                word="Secret de la mairie",
                judged_on=timezone.localdate(),
                share_now=False,
                by=None,
                declared_by="",
                at=timezone.now(),
            )
        page = client.get(link(cast, agreement, Task.JUDGE))
        assert "Secret de la mairie" not in words_of(page)
        assert "checked" not in page.content.decode()

    def test_a_second_link_does_not_show_what_the_first_was_answered(
        self, client: Client, cast: Cast, agreement: Agreement
    ) -> None:
        mine = borne(agreement, party_of(agreement, cast.commune))
        client.post(link(cast, agreement, Task.JUDGE), {**WHO, **verdicts(mine, word="Entre nous"), "is_shared": "no"})
        page = client.get(link(cast, agreement, Task.JUDGE))
        assert "Entre nous" not in words_of(page)

    def test_a_link_never_writes_over_what_the_party_said_with_an_account(
        self, client: Client, cast: Cast, agreement: Agreement
    ) -> None:
        party, mayor = party_of(agreement, cast.commune), cast.chloe
        reading, judge = link(cast, agreement, Task.CONFIRM_READING), link(cast, agreement, Task.JUDGE)
        mine = borne(agreement, party)
        answering.approve(party=party, by=mayor, at=timezone.now())
        judging.judge(
            commitment=mine[0],
            party=party,
            verdict="broken",
            word="",
            judged_on=timezone.localdate(),
            share_now=True,
            by=mayor,
            at=timezone.now(),
        )
        finding = Finding.objects.filter(agreement=agreement, sort="commitment").first()
        told = {**WHO, "finding": str(finding.pk), "reason": "Non", "answer": "contest"}
        assert "a déjà répondu avec un compte" in words_of(client.post(reading, told))
        page = client.post(judge, {**WHO, **verdicts(mine), "is_shared": "yes"})
        assert "a déjà répondu avec un compte" in words_of(page)
        assert Judgement.objects.standing().get(party=party).verdict == "broken"
        assert ReadingConfirmation.objects.get(party=party).answer == Answer.CONFIRMED

    def test_the_secret_is_told_to_nobody(self, client: Client, cast: Cast, agreement: Agreement) -> None:
        address = link(cast, agreement, Task.JUDGE)
        for page in (client.get(address), client.post(address, {}), client.get(reverse("requests:open", args=["x"]))):
            assert page["Referrer-Policy"] == "no-referrer"
            assert "no-store" in page["Cache-Control"]
            assert "noindex" in page["X-Robots-Tag"]
            assert not page.cookies, "nothing is left in the browser"
        assert b"https://" not in client.get(address).content, "and no link leads outside"

    def test_no_token_of_ours_is_needed_since_a_browser_without_referrer_sends_a_null_origin(
        self, cast: Cast, agreement: Agreement
    ) -> None:
        strict = Client(enforce_csrf_checks=True)
        told = {**WHO, "finding": "", "answer": "approve"}
        answer = strict.post(link(cast, agreement, Task.CONFIRM_READING), told, headers={"Origin": "null"})
        assert answer.status_code == 302

    @pytest.mark.parametrize("fate", ["archived", "merged", "taken back", "party left"])
    def test_a_link_closes_when_what_it_is_about_does(
        self, client: Client, cast: Cast, agreement: Agreement, fate: str
    ) -> None:
        address = link(cast, agreement, Task.JUDGE)
        rows = Agreement.objects.filter(pk=agreement.pk)
        if fate == "archived":
            rows.update(archived_at=timezone.now())
        elif fate == "merged":
            rows.update(merged_into=confirmed(cast.departement, cast.ccas))
        elif fate == "taken back":
            rows.update(shared_at=None)
        else:
            yesterday = timezone.localdate() - dt.timedelta(days=1)
            Party.objects.filter(agreement=agreement, organisation=cast.commune).update(to_on=yesterday)
        assert client.get(address).status_code == 404

    def test_a_link_closed_between_page_and_answer_writes_nothing(
        self, client: Client, cast: Cast, agreement: Agreement
    ) -> None:
        link(cast, agreement, Task.CONFIRM_READING)
        request = Request.objects.get()
        Request.objects.update(revoked_at=timezone.now())
        with pytest.raises(responding.NoLongerAsked):
            responding.confirm_reading(request=request, voice=responding.Voice(named="X"), at=timezone.now())
        assert not ReadingConfirmation.objects.exclude(answer="asked").exists()


class TestMembers:
    def test_what_a_member_says_stays_between_it_and_its_federation(self, client: Client, cast: Cast) -> None:
        agreement = confirmed(cast.federation, cast.departement)
        campaign = campaigns.begin(
            organisation=cast.federation,
            title="Positions",
            task=Task.JUDGE,
            agreements=[agreement],
            asks_members=True,
            due_on=timezone.localdate() + dt.timedelta(days=20),
            remind_days=7,
            by=None,
            at=timezone.now(),
        )
        request = Request.objects.get(campaign=campaign)
        token = verbs.renew(request, at=timezone.now())
        address = reverse("requests:open", args=[token])
        words = words_of(client.get(address))
        assert "ni les financeurs, ni les autres parties ne les voient" in words
        assert "Qui peut lire vos réponses" not in words
        mine = borne(agreement, party_of(agreement, cast.federation))
        client.post(address, {**WHO, **verdicts(mine, "broken", "Sans moyens")})
        assert Position.objects.standing().count() == len(mine)
        assert not Judgement.objects.exists()
        assert not Position.objects.visible_to(cast.alice).exists(), "the Département funds"
        told = Event.objects.filter(agreement_id=agreement.pk, verb="request-answered")
        assert not told.reaching([cast.departement.pk]).exists()
        assert told.reaching([cast.federation.pk]).exists()


def test_the_page_of_a_link_asks_as_much_whatever_the_agreement_holds(cast: Cast, agreement: Agreement) -> None:
    client = ReadOnlyGet()
    for task in (Task.CONFIRM_READING, Task.JUDGE):
        address = link(cast, agreement, task)
        queries_of(client, address)
        before = len(queries_of(client, address))
        party = party_of(agreement, cast.commune)
        last = Commitment.objects.filter(agreement=agreement).count()
        for number in range(last + 1, last + 12):
            identity = Commitment.objects.create(agreement=agreement, number=number)
            version = CommitmentVersion.objects.create(
                agreement=agreement, commitment=identity, text=f"faire {number}", recorded_at=timezone.now()
            )
            version.bearers.add(party)
        assert len(queries_of(client, address)) <= before


def test_a_party_tied_to_no_organisation_answers_too(client: Client, cast: Cast, agreement: Agreement) -> None:
    party = party_of(agreement, cast.commune)
    Party.objects.filter(pk=party.pk).update(organisation=None)
    _, token = asked(agreement, cast.departement, Party.objects.get(pk=party.pk), Task.GIVE_PIECE, about="mandate")
    client.post(reverse("requests:open", args=[token]), {**WHO, "file": SimpleUploadedFile("m.pdf", PDF)})
    assert Document.objects.get(role="mandate").given_by is None
