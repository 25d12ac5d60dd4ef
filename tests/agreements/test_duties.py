"""Duties are computed from the agreement, keep what was said of them, and become alerts."""

from __future__ import annotations

import datetime as dt
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from maillage.agreements.actions import doing, duties, lasting, parties, sharing, terms
from maillage.agreements.actions.duties import announce, project, refresh
from maillage.agreements.calendar.clauses import Words
from maillage.agreements.calendar.events import Event, Kind
from maillage.agreements.ending_choices import AfterTerm
from maillage.agreements.models import Adherence, Agreement, Duty, DutyLead, Party
from maillage.agreements.queries.duties import keyed
from maillage.agreements.tasks import ask_for_all_duties
from maillage.base.refusals import Refusal
from maillage.journal.models import Event as Line
from maillage.notices import queue
from maillage.notices.choices import Urgency
from maillage.notices.models import Notice, Telling
from maillage.organisations.permissions import Role
from tests.agreements.dated import SINCE, dated, duty_of
from tests.cast import NOW, TODAY, Cast, gather
from tests.factories.agreements import THEN
from tests.factories.organisations import GrantFactory


def at(year: int, month: int, day: int) -> dt.datetime:
    return dt.datetime(year, month, day, 9, tzinfo=dt.UTC)


def days_of(agreement: Agreement, kind: str) -> list[str]:
    rows = Duty.objects.standing().filter(agreement=agreement, kind=kind).order_by("on")
    return [row.on.isoformat() for row in rows]


def alerts_of(duty: Duty) -> set[str]:
    rows = Notice.objects.standing().filter(kind="duty", subject_id=duty.pk)
    return {row.organisation.name for row in rows}


def test_the_dates_of_an_agreement_make_its_duties_with_their_words(cast: Cast) -> None:
    agreement = dated(cast)
    assert days_of(agreement, "evaluation") == ["2027-01-15", "2028-01-15", "2029-01-15"]
    assert days_of(agreement, "end") == ["2029-01-14"]
    notice = duty_of(agreement, "latest_notice_receipt")
    assert (notice.on.isoformat(), str(notice.last_on)) == ("2028-10-13", "2028-10-15"), "Friday before, and the last"
    assert notice.quote == "préavis de trois mois"
    assert notice.article == "5"
    assert notice.law == "code de procédure civile, articles 641 et 669"
    assert duty_of(agreement, "meeting").label == "Réunion : comité de suivi"


def test_a_draft_has_no_duty_and_what_fell_before_the_reading_was_confirmed_is_none(cast: Cast) -> None:
    agreement = dated(cast, since=dt.date(2023, 1, 15))
    assert Duty.objects.filter(agreement=agreement).exists()
    assert not Duty.objects.filter(on__lt=THEN.date()).exists(), "nobody was told, and nobody is late"
    Agreement.objects.filter(pk=agreement.pk).update(confirmed_at=None, confirmed_by=None)
    assert duties.expected(Agreement.objects.get(pk=agreement.pk), day=THEN.date()) == {}


def test_a_duty_keeps_its_identity_and_what_was_said_of_it_when_its_day_moves(cast: Cast) -> None:
    agreement = dated(cast)
    duty = duty_of(agreement, "evaluation")
    doing.do(duty=duty, organisation=cast.departement, word="Bilan présenté.", by=cast.alice, at=NOW)
    terms.state_facts(agreement=agreement, values={"effect_on": SINCE + dt.timedelta(days=10)}, by=cast.alice, at=NOW)
    duty.refresh_from_db()
    assert duty.on == dt.date(2027, 1, 25)
    assert duty.done_word == "Bilan présenté."
    assert duty.sequence == 2, "done, then moved"


def test_a_duty_that_the_calendar_no_longer_has_is_cancelled_and_comes_back(cast: Cast) -> None:
    agreement = dated(cast)
    duty = duty_of(agreement, "latest_notice_receipt")
    mode = agreement.terms.get(name="renewal_mode", superseded_at=None)
    terms.withdraw(term=mode, by=cast.alice, at=NOW)
    duty.refresh_from_db()
    assert duty.cancelled_at == NOW
    terms.write(
        agreement=agreement, name="renewal_mode", value="tacit", declared_by="Le conseil", by=cast.alice, at=NOW
    )
    duty.refresh_from_db()
    assert duty.cancelled_at is None
    assert duty.sequence == 2


def test_archiving_cancels_all_and_restoring_brings_them_back(cast: Cast) -> None:
    agreement = dated(cast)
    before = Duty.objects.standing().count()
    sharing.archive(agreement=agreement, reason="Remplacé.", by=cast.alice, at=NOW)
    assert not Duty.objects.standing().exists()
    sharing.restore(agreement=agreement, by=cast.alice, at=NOW)
    assert Duty.objects.standing().count() == before


def test_computing_again_changes_nothing(cast: Cast) -> None:
    agreement = dated(cast)
    rows = list(Duty.objects.order_by("pk").values())
    assert project(agreement, at=NOW) == 0
    assert list(Duty.objects.order_by("pk").values()) == rows


def test_the_same_body_under_two_spellings_of_its_case_is_one_and_two_bodies_are_two() -> None:
    def meeting(day: int, name: str) -> Event:
        return Event(dt.date(2026, 1, day), Kind.MEETING, 0, "Réunion", Words("mots"), name=name)

    keys = [key for key, _ in keyed([meeting(1, "Comité"), meeting(2, "Conférence"), meeting(3, "Comité")])]
    assert len(set(keys)) == 3
    assert keys[0].rsplit(":", 1)[0] == keys[2].rsplit(":", 1)[0] != keys[1].rsplit(":", 1)[0]
    assert [key.rsplit(":", 1)[1] for key in keys] == ["1", "1", "2"]


def test_a_report_is_named_by_its_year_whatever_the_beginning() -> None:
    events = [Event(dt.date(year, 6, 30), Kind.FINANCIAL_REPORT, 0, "Compte rendu") for year in (2027, 2028)]
    assert [key for key, _ in keyed(events)] == ["financial_report:2027", "financial_report:2028"]
    assert keyed(events[1:])[0][0] == "financial_report:2028"


def test_each_party_that_is_here_is_told_when_the_day_comes_near(cast: Cast) -> None:
    agreement = dated(cast)
    duty = duty_of(agreement, "latest_notice_receipt")
    announce([agreement], at=at(2028, 7, 14))
    assert alerts_of(duty) == set()
    announce([agreement], at=at(2028, 7, 15))
    assert alerts_of(duty) == {"Département de l’Ourcelle", "CCAS de Montclair"}
    notice = Notice.objects.filter(subject_id=duty.pk).first()
    assert notice is not None
    assert notice.urgency == Urgency.MANDATORY
    assert notice.title.startswith("Dernier jour prudent pour recevoir un préavis – ")
    assert notice.due_on == duty.on
    assert {row.user for row in Telling.objects.filter(notice__subject_id=duty.pk)} == {cast.alice, cast.bob}


def test_a_party_that_never_came_to_maillage_is_no_orphan(cast: Cast) -> None:
    agreement = dated(cast)
    Party.objects.filter(agreement=agreement, organisation=cast.ccas).update(organisation=cast.commune)
    announce([agreement], at=at(2028, 7, 15))
    assert alerts_of(duty_of(agreement, "latest_notice_receipt")) == {"Département de l’Ourcelle"}


def test_doing_stops_the_alerts_of_all_and_undoing_tells_again(cast: Cast) -> None:
    agreement = dated(cast)
    duty = duty_of(agreement, "meeting")
    now = at(2026, 7, 1)
    announce([agreement], at=now)
    assert len(alerts_of(duty)) == 2
    doing.do(duty=duty, organisation=cast.departement, by=cast.alice, at=now)
    assert alerts_of(duty) == set()
    with pytest.raises(Refusal, match="déjà notée comme faite"):
        doing.do(duty=duty, organisation=cast.ccas, by=cast.bob, at=now)
    doing.undo(duty=duty, by=cast.bob, at=now)
    assert len(alerts_of(duty)) == 2
    assert [line.verb for line in Line.objects.filter(verb__startswith="duty-").order_by("pk")] == [
        "duty-done",
        "duty-undone",
    ]


def test_what_is_late_stays_and_what_is_too_late_stops(cast: Cast) -> None:
    agreement = dated(cast)
    limit, review = duty_of(agreement, "latest_notice_receipt"), duty_of(agreement, "meeting")
    announce([agreement], at=at(2028, 10, 13))
    assert len(alerts_of(limit)) == 2
    announce([agreement], at=at(2028, 10, 14))
    assert alerts_of(limit) == set()
    assert len(alerts_of(review)) == 2, "a meeting that was not held is late"


def test_a_party_that_said_what_it_wishes_has_nothing_left_to_prepare(cast: Cast) -> None:
    agreement = dated(cast)
    review, now = duty_of(agreement, "review_renewal"), at(2028, 7, 1)
    announce([agreement], at=now)
    assert len(alerts_of(review)) == 2
    party = Party.objects.get(agreement=agreement, organisation=cast.ccas)
    lasting.choose(
        party=party,
        term_end_on=duty_of(agreement, "end").on,
        choice=AfterTerm.values[0],
        said_on=now.date(),
        by=cast.bob,
        at=now,
    )
    assert alerts_of(review) == {"Département de l’Ourcelle"}


def test_a_party_that_left_is_told_nothing_more(cast: Cast) -> None:
    agreement = dated(cast)
    announce([agreement], at=at(2026, 7, 1))
    party = Party.objects.get(agreement=agreement, organisation=cast.ccas)
    parties.leave(party=party, last_day_on=dt.date(2026, 6, 30), by=cast.alice, at=at(2026, 7, 1))
    assert alerts_of(duty_of(agreement, "meeting")) == {"Département de l’Ourcelle"}
    assert not Duty.objects.visible_to(cast.bob, at=at(2026, 7, 1)).exists()


def test_an_organisation_chooses_how_long_ahead_it_is_told(cast: Cast) -> None:
    agreement = dated(cast)
    duty = duty_of(agreement, "meeting")
    now = at(2026, 5, 20)
    announce([agreement], at=now)
    assert alerts_of(duty) == set()
    days = {**duties.leads_of([cast.departement.pk])[cast.departement.pk], "meeting": 60}
    assert doing.set_leads(organisation=cast.departement, days=days, by=cast.alice, at=now) == 1
    assert alerts_of(duty) == {"Département de l’Ourcelle"}
    assert DutyLead.objects.get().days == 60


def test_the_night_computes_all_and_tells(cast: Cast) -> None:
    agreement = dated(cast)
    Duty.objects.all().delete()
    said = StringIO()
    call_command("nightly", stdout=said)
    assert "duties changed: " in said.getvalue()
    assert Duty.objects.filter(agreement=agreement).exists()
    assert refresh(timezone.now()) == 0


@pytest.mark.parametrize("few", [500, 0])
def test_the_same_duties_are_seen_whether_one_has_few_agreements_or_many(
    cast: Cast, few: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("maillage.agreements.models.duty._FEW", few)
    agreement = dated(cast)
    draft = dated(cast, shared=False)
    ours, theirs = Duty.objects.visible_to(cast.alice, at=NOW), Duty.objects.visible_to(cast.bob, at=NOW)
    assert {one.agreement_id for one in ours} == {agreement.pk, draft.pk}
    assert {one.agreement_id for one in theirs} == {agreement.pk}
    assert not Duty.objects.visible_to(cast.chloe, at=NOW).exists()
    GrantFactory(user=cast.chloe, organisation=cast.ccas, role=Role.OBSERVER, agreement_id=agreement.pk)
    assert {one.agreement_id for one in Duty.objects.visible_to(cast.chloe, at=timezone.now())} == {agreement.pk}


@pytest.mark.parametrize("few", [500, 0])
def test_a_member_sees_the_duties_while_it_is_bound(cast: Cast, few: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("maillage.agreements.models.duty._FEW", few)
    agreement = dated(cast)
    party = Party.objects.get(agreement=agreement, organisation=cast.ccas)
    bound = Adherence.objects.create(
        agreement=agreement, party=party, member=cast.outsider, from_on=TODAY, to_on=TODAY + dt.timedelta(days=9)
    )
    days = (TODAY - dt.timedelta(days=1), TODAY, bound.to_on, TODAY + dt.timedelta(days=10))
    assert [Duty.objects.visible_to(cast.chloe, at=one).exists() for one in days] == [False, True, True, False]
    Adherence.objects.filter(pk=bound.pk).update(has_opted_out=True)
    assert not Duty.objects.visible_to(cast.chloe, at=TODAY).exists()
    Adherence.objects.filter(pk=bound.pk).update(has_opted_out=False)
    Agreement.objects.filter(pk=agreement.pk).update(shared_at=None)
    assert not Duty.objects.visible_to(cast.chloe, at=TODAY).exists()


@pytest.mark.django_db(transaction=True)
def test_the_worker_computes_all_a_few_at_a_time_after_the_letters() -> None:
    agreement = dated(gather())
    Duty.objects.all().delete()
    queue.work()
    assert ask_for_all_duties(NOW) == 1
    assert DBTaskResult.objects.ready().get().priority < 0
    assert queue.work() == 1
    assert Duty.objects.filter(agreement=agreement).exists()


@pytest.mark.parametrize("grown", [0, 4])
def test_computing_asks_as_much_for_many_duties(cast: Cast, grown: int, django_assert_max_num_queries: Any) -> None:
    agreement = dated(cast, since=SINCE - dt.timedelta(days=30 * grown))
    project(agreement, at=NOW)
    with django_assert_max_num_queries(30):
        project(agreement, at=NOW)
