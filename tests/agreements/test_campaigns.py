"""Campaigns: one thing asked of many before a day, reminded once, followed by the organisation that leads."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
from io import StringIO
from typing import Any

import pytest
from django.core import mail
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from maillage.agreements.actions import campaigns, responding
from maillage.agreements.choices import Task
from maillage.agreements.models import Agreement, Campaign, CommitmentVersion, Judgement, Party, Position, Request
from maillage.base.refusals import Refusal
from maillage.journal.models import Event
from tests.accounts.entering import words_of
from tests.cast import Cast
from tests.factories.agreements import asked, confirmed
from tests.factories.organisations import GrantFactory, MembershipFactory, OrganisationFactory, UserFactory
from tests.helpers import ReadOnlyGet, assert_flat
from tests.letters import send_waiting

pytestmark = pytest.mark.django_db


def browser_of(user: Any) -> ReadOnlyGet:
    browser = ReadOnlyGet()
    browser.force_login(user)
    return browser


def begin(cast: Cast, *agreements: Agreement, **facts: Any) -> Campaign:
    told = {
        "organisation": cast.departement,
        "title": "Bilan 2026",
        "task": Task.JUDGE,
        "asks_members": False,
        "due_on": timezone.localdate() + dt.timedelta(days=20),
        "remind_days": 7,
        "by": cast.alice,
        "at": timezone.now(),
    }
    return campaigns.begin(agreements=agreements, **{**told, **facts})


def of_federation(cast: Cast, agreement: Agreement, **facts: Any) -> Campaign:
    return begin(cast, agreement, organisation=cast.federation, asks_members=True, by=None, **facts)


def send_all(campaign: Campaign) -> None:
    """Links for all, taken by the mail server."""
    rows = Request.objects.filter(campaign=campaign)
    addresses = {one.pk: f"p{number}@partenaire.example" for number, one in enumerate(rows)}
    campaigns.send(campaign=campaign, addresses=addresses, deliver=None, by=None, at=timezone.now())
    rows.exclude(email="").update(mailed_at=timezone.now())


class TestBeginning:
    def test_a_campaign_from_its_form_to_its_letters(self, cast: Cast, django_capture_on_commit_callbacks: Any) -> None:
        one, two = (confirmed(cast.departement, other, by=cast.alice) for other in (cast.commune, cast.ccas))
        alice = browser_of(cast.alice)
        told = {
            "organisation": str(cast.departement.pk),
            "title": "Bilan 2026",
            "asks_members": "no",
            "task": "judge",
            "agreements": [str(one.pk), str(two.pk)],
            "due_on": (timezone.localdate() + dt.timedelta(days=20)).isoformat(),
            "remind_days": "7",
            "message": "Merci",
        }
        page = alice.post(reverse("campaigns:new"), told, follow=True)
        campaign = Campaign.objects.get()
        assert page.redirect_chain[-1][0] == reverse("campaigns:recipients", args=[campaign.pk])
        assert "Une organisation interrogée a un compte" in words_of(page), "Bob is asked on his home"
        waiting = Request.objects.get(party__organisation=cast.commune)
        with django_capture_on_commit_callbacks(execute=True):
            page = alice.post(
                reverse("campaigns:recipients", args=[campaign.pk]),
                {f"email-{waiting.pk}": "mairie@montclair.example"},
                follow=True,
            )
        assert "Liens envoyés : 1." in words_of(page)
        send_waiting()
        assert mail.outbox[-1].to == ["mairie@montclair.example"]
        assert "Bilan 2026" not in mail.outbox[-1].body, "a title of the agreement and a link"
        words = words_of(alice.get(reverse("campaigns:detail", args=[campaign.pk])))
        assert "0 réponse sur 2" in words
        assert "Sur leur accueil 1" in words
        assert "En attente 1" in words
        assert f"Dire où en sont ses engagements : {two.title}" in words_of(browser_of(cast.bob).get("/"))

    def test_a_federation_asks_its_members_of_a_day(self, cast: Cast) -> None:
        agreement = confirmed(cast.federation, cast.departement)
        late = OrganisationFactory(name="Arrivée plus tard")
        MembershipFactory(federation=cast.federation, member=late, from_on=dt.date(2025, 1, 1))
        campaign = of_federation(cast, agreement, members_on=dt.date(2024, 6, 1))
        assert [one.member for one in Request.objects.filter(campaign=campaign)] == [cast.member]
        assert Request.objects.filter(campaign=of_federation(cast, agreement)).count() == 2

    @pytest.mark.parametrize(
        ("facts", "said"),
        [
            ({"due_on": dt.date(2020, 1, 1)}, "un jour à venir"),
            ({"task": Task.GIVE_PIECE}, "ce que vous demandez"),
            ({"asks_members": True}, "Seule une fédération"),
        ],
    )
    def test_what_makes_no_sense_is_refused(self, cast: Cast, facts: dict[str, Any], said: str) -> None:
        with pytest.raises(Refusal, match=said):
            begin(cast, confirmed(cast.departement, cast.commune), **facts)

    def test_members_do_not_confirm_the_reading(self, cast: Cast) -> None:
        with pytest.raises(Refusal, match="ce sont les parties"):
            of_federation(cast, confirmed(cast.federation, cast.departement), task=Task.CONFIRM_READING)

    def test_what_is_not_shared_is_not_asked_about(self, cast: Cast) -> None:
        with pytest.raises(campaigns.NobodyToAsk):
            begin(cast, confirmed(cast.departement, cast.commune, shared=False))

    def test_an_organisation_asks_about_no_agreement_but_its_own(self, cast: Cast) -> None:
        mine, theirs = confirmed(cast.departement, cast.commune), confirmed(cast.federation, cast.member)
        campaign = begin(cast, mine, theirs)
        assert list(campaign.agreements.all()) == [mine]
        assert {one.agreement for one in Request.objects.filter(campaign=campaign)} == {mine}

    def test_agreements_of_others_are_not_offered(self, cast: Cast) -> None:
        theirs = confirmed(cast.federation, cast.member)
        alice = browser_of(cast.alice)
        told = {"organisation": str(cast.departement.pk), "title": "x", "agreements": [str(theirs.pk)]}
        alice.post(reverse("campaigns:new"), told)
        assert not Campaign.objects.exists()

    def test_nobody_leads_in_the_name_of_another(self, cast: Cast) -> None:
        agreement = confirmed(cast.departement, cast.commune)
        told = {
            "organisation": str(cast.ccas.pk),
            "title": "x",
            "asks_members": "no",
            "task": "judge",
            "agreements": [str(agreement.pk)],
            "due_on": (timezone.localdate() + dt.timedelta(days=9)).isoformat(),
            "remind_days": "3",
        }
        page = browser_of(cast.alice).post(reverse("campaigns:new"), told)
        assert page.status_code == 200
        assert not Campaign.objects.exists()

    def test_the_last_address_of_each_is_offered_and_never_sent_unread(self, cast: Cast) -> None:
        agreement = confirmed(cast.departement, cast.commune)
        party = Party.objects.get(agreement=agreement, organisation=cast.commune)
        asked(agreement, cast.departement, party, Task.JUDGE, email="dgs@montclair.example")
        campaign = begin(cast, agreement)
        assert Request.objects.get(campaign=campaign).email == ""
        page = browser_of(cast.alice).get(reverse("campaigns:recipients", args=[campaign.pk]))
        assert 'value="dgs@montclair.example"' in page.content.decode()


class TestFollowing:
    def test_a_campaign_is_seen_by_its_leader_alone(self, cast: Cast) -> None:
        agreement = confirmed(cast.departement, cast.ccas, by=cast.alice)
        campaign = begin(cast, agreement)
        bob = browser_of(cast.bob)
        assert campaign.title not in words_of(bob.get(reverse("campaigns:list")))
        assert bob.get(reverse("campaigns:detail", args=[campaign.pk])).status_code == 404
        begun = Event.objects.filter(verb="campaign-begun")
        assert begun.reaching([cast.departement.pk]).exists()
        assert not begun.reaching([cast.ccas.pk]).exists()

    def test_a_guest_of_the_federation_does_not_see_what_its_members_are_asked(self, cast: Cast) -> None:
        campaign = of_federation(cast, confirmed(cast.federation, cast.departement))
        GrantFactory(user=cast.paul, organisation=cast.federation, role="observer")
        GrantFactory(user=cast.chloe, organisation=cast.federation)
        assert not Campaign.objects.visible_to(cast.paul).exists()
        assert not Request.objects.visible_to(cast.paul).exists()
        assert browser_of(cast.paul).get(reverse("campaigns:detail", args=[campaign.pk])).status_code == 404
        assert browser_of(cast.chloe).get(reverse("campaigns:detail", args=[campaign.pk])).status_code == 200

    def test_what_members_said_is_counted_and_taken_away_as_a_table(self, cast: Cast) -> None:
        agreement = confirmed(cast.federation, cast.departement)
        campaign = of_federation(cast, agreement)
        GrantFactory(user=cast.chloe, organisation=cast.federation)
        request = Request.objects.get(campaign=campaign)
        version = CommitmentVersion.objects.filter(agreement=agreement, bearers__organisation=cast.federation).first()
        responding.say_where_commitments_stand(
            request=request,
            verdicts={version.commitment_id: responding.Verdict("partial", "=SOMME(A1)")},
            voice=responding.Voice(named="Nadia Noury, directrice"),
            at=timezone.now(),
        )
        chloe = browser_of(cast.chloe)
        words = words_of(chloe.get(reverse("campaigns:detail", args=[campaign.pk])))
        assert "1 réponse sur 1" in words
        assert "Tenu en partie : 1" in words
        text = chloe.get(reverse("campaigns:table", args=[campaign.pk, "csv"])).content.decode("utf-8-sig")
        lines = list(csv.reader(io.StringIO(text), delimiter=";"))
        assert lines[0][:3] == ["Accord", "Interrogé", "État"]
        assert lines[1][1:3] == ["Trampoline", "Répondu"]
        assert lines[1][-2:] == ["Tenu en partie", "'=SOMME(A1)"], "a word is never a formula"
        book = load_workbook(io.BytesIO(chloe.get(reverse("campaigns:table", args=[campaign.pk, "xlsx"])).content))
        cells = [cell for row in book.active.iter_rows() for cell in row]
        assert "Trampoline" in {cell.value for cell in cells}
        assert "f" not in {cell.data_type for cell in cells}

    def test_an_account_of_a_member_answers_at_home_and_the_federation_alone_reads_it(self, cast: Cast) -> None:
        agreement = confirmed(cast.federation, cast.departement)
        user = GrantFactory(user=UserFactory(), organisation=cast.member, role="manager").user
        of_federation(cast, agreement)
        request = Request.objects.get()
        version = CommitmentVersion.objects.filter(agreement=agreement, bearers__organisation=cast.federation).first()
        browser = browser_of(user)
        assert "Dire où en sont ses engagements" in words_of(browser.get("/"))
        told = {f"verdict-{version.commitment_id}": "broken"}
        browser.post(reverse("campaigns:answer", args=[request.pk]), told)
        row = Position.objects.get()
        assert (row.made_by, row.declared_by) == (user, "")
        assert not Judgement.objects.exists()
        assert not Position.objects.visible_to(cast.alice).exists()
        assert Position.objects.visible_to(user).exists()

    def test_pages_ask_as_much_whatever_they_hold(self, cast: Cast) -> None:
        agreement = confirmed(cast.federation, cast.departement)
        GrantFactory(user=cast.adele, organisation=cast.federation, role="manager")
        campaign = of_federation(cast, agreement)
        version = CommitmentVersion.objects.filter(agreement=agreement, bearers__organisation=cast.federation).first()

        def answer(request: Request) -> None:
            responding.say_where_commitments_stand(
                request=request,
                verdicts={version.commitment_id: responding.Verdict("kept", "Oui")},
                voice=responding.Voice(named="N. N."),
                at=timezone.now(),
            )

        def grow(count: int = 6) -> None:
            for number in range(count):
                member = OrganisationFactory()
                row = Request.objects.create(
                    organisation=cast.federation,
                    agreement=agreement,
                    member=member,
                    campaign=campaign,
                    task=Task.JUDGE,
                    fingerprint=str(member.pk),
                    sent_at=timezone.now(),
                    expires_at=timezone.now() + dt.timedelta(days=9),
                )
                if number % 2:
                    answer(row)

        answer(Request.objects.get())
        grow(2)
        adele = browser_of(cast.adele)
        for route, args in (("detail", []), ("recipients", []), ("table", ["csv"])):
            assert_flat(adele, reverse(f"campaigns:{route}", args=[campaign.pk, *args]), grow)
        assert_flat(adele, reverse("campaigns:list"), lambda: [of_federation(cast, agreement) for _ in range(4)])


class TestReminding:
    def test_the_night_reminds_once_at_the_day_that_was_set(self, cast: Cast) -> None:
        campaign = begin(cast, confirmed(cast.departement, cast.commune))
        send_all(campaign)
        call_command("nightly", stdout=StringIO())
        assert not mail.outbox, "twenty days before, it is too early"
        Campaign.objects.update(due_on=timezone.localdate() + dt.timedelta(days=7))
        said = StringIO()
        call_command("nightly", stdout=said)
        call_command("nightly", stdout=StringIO())
        assert "campaign reminders sent: 1" in said.getvalue()

    def test_the_reminder_carries_a_link_that_opens(self, cast: Cast, django_capture_on_commit_callbacks: Any) -> None:
        campaign = begin(cast, confirmed(cast.departement, cast.commune), remind_days=30)
        send_all(campaign)
        with django_capture_on_commit_callbacks(execute=True):
            call_command("nightly", stdout=StringIO())
            call_command("nightly", stdout=StringIO())
        (letter,) = mail.outbox
        found = re.search(r"/demande/\S+", letter.body)
        assert found
        assert ReadOnlyGet().get(found[0]).status_code == 200

    @pytest.mark.parametrize("fate", ["answered", "closed", "archived", "never sent"])
    def test_whoever_has_nothing_to_do_is_not_reminded(
        self, cast: Cast, fate: str, django_capture_on_commit_callbacks: Any
    ) -> None:
        campaign = begin(cast, confirmed(cast.departement, cast.commune), remind_days=30)
        if fate != "never sent":
            send_all(campaign)
        if fate == "answered":
            Request.objects.update(done_at=timezone.now())
        elif fate == "closed":
            campaigns.close(campaign=campaign, by=cast.alice, at=timezone.now())
        elif fate == "archived":
            Agreement.objects.update(archived_at=timezone.now())
        with django_capture_on_commit_callbacks(execute=True):
            call_command("nightly", stdout=StringIO())
        assert not mail.outbox

    def test_one_reminds_by_hand(self, cast: Cast, django_capture_on_commit_callbacks: Any) -> None:
        campaign = begin(cast, confirmed(cast.departement, cast.commune))
        send_all(campaign)
        with django_capture_on_commit_callbacks(execute=True):
            page = browser_of(cast.alice).post(reverse("campaigns:remind", args=[campaign.pk]), follow=True)
        assert "Relances envoyées : 1." in words_of(page)
        send_waiting()
        assert len(mail.outbox) == 1

    def test_a_closed_campaign_opens_nothing_and_keeps_its_answers(self, cast: Cast) -> None:
        agreement = confirmed(cast.departement, cast.commune)
        campaign = begin(cast, agreement)
        request = Request.objects.get(campaign=campaign)
        version = CommitmentVersion.objects.filter(agreement=agreement, bearers__organisation=cast.commune).first()
        said = {version.commitment_id: responding.Verdict("kept")}
        voice = responding.Voice(named="N. N.")
        facts = {"request": request, "verdicts": said, "is_shared": True, "voice": voice}
        responding.say_where_commitments_stand(**facts, at=timezone.now())
        browser_of(cast.alice).post(reverse("campaigns:close", args=[campaign.pk]))
        with pytest.raises(responding.NoLongerAsked):
            responding.say_where_commitments_stand(**facts, at=timezone.now())
        assert Judgement.objects.standing().count() == 1
        page = browser_of(cast.alice).get(reverse("campaigns:detail", args=[campaign.pk]))
        assert "1 réponse sur 1" in words_of(page)
        assert "Relancer" not in words_of(page)
        with pytest.raises(campaigns.Closed):
            campaigns.remind(campaign=campaign, deliver=None, by=cast.alice, at=timezone.now())
