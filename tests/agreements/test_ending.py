"""How an agreement ends or lasts: notices received partner by partner, accords, extensions, suspensions, disputes."""

from __future__ import annotations

import datetime as dt
import itertools
from typing import Any

import pytest

from maillage.agreements.actions import disputes, ending, lasting, parties, terms
from maillage.agreements.calendar import Event, Kind
from maillage.agreements.choices import PartyRole
from maillage.agreements.ending_choices import AfterTerm, EndingWay, Means, StepKind
from maillage.agreements.models import Agreement, Delivery, DisputeStep, Ending, Party, RenewalChoice
from maillage.agreements.queries.timeline import timeline_of
from maillage.base.refusals import Refusal, StaleRevision
from maillage.journal.models import Event as Line
from tests.cast import NOW
from tests.factories.agreements import brought, confirmed

pytestmark = pytest.mark.django_db

UNTIL = dt.date(2033, 1, 1)
LATER = dt.datetime(2030, 6, 3, 9, tzinfo=dt.UTC)


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


@pytest.fixture
def agreement(cast: Any) -> Agreement:
    """The protocol of the Département, the CCAS and the commune, signed on 15 March 2025."""
    row = confirmed(cast.departement, cast.ccas, by=cast.alice, signed_on=day("2025-03-15"))
    parties.join(
        agreement=row,
        organisation=cast.commune,
        role=PartyRole.PARTY,
        from_on=day("2025-03-15"),
        by=cast.alice,
        at=NOW,
    )
    return row


def party(agreement: Agreement, organisation: Any) -> Party:
    return Party.objects.get(agreement=agreement, organisation=organisation)


def prepared(agreement: Agreement, cast: Any, way: EndingWay, **more: Any) -> Ending:
    return ending.prepare(party=party(agreement, cast.ccas), way=way, by=cast.bob, at=LATER, **more)


def delivered(notice: Ending, to: Party, sent: str, received: str | None = None, **more: Any) -> Delivery:
    return ending.deliver(
        ending=notice,
        party=to,
        means=more.pop("means", Means.REGISTERED_LETTER),
        sent_on=day(sent),
        received_on=day(received) if received else None,
        by=None,
        at=LATER,
        **more,
    )


def ends(agreement: Agreement) -> list[str]:
    return [one.on.isoformat() for one in _events(agreement) if one.kind == Kind.END]


def _events(agreement: Agreement) -> list[Event]:
    return timeline_of(Agreement.objects.get(pk=agreement.pk), until=UNTIL)


# ---------------------------------------------------------------- a notice


def test_a_notice_keeps_its_clause_and_is_private_until_a_letter_leaves(agreement: Agreement, cast: Any) -> None:
    notice = prepared(agreement, cast, EndingWay.EXIT_NOTICE)
    assert (notice.period, notice.party) == ("P3M", party(agreement, cast.ccas))
    assert "préavis de trois mois" in notice.quote
    assert Ending.objects.visible_to(cast.bob).filter(pk=notice.pk).exists()
    assert not Ending.objects.visible_to(cast.alice).filter(pk=notice.pk).exists()
    line = Line.objects.get(verb="notice-prepared")
    assert line.organisation_id == cast.ccas.pk
    assert set(line.audience) <= {cast.ccas.pk}
    delivered(notice, party(agreement, cast.departement), "2030-01-07")
    assert Ending.objects.visible_to(cast.alice).filter(pk=notice.pk).exists()
    assert not Ending.objects.visible_to(cast.chloe).filter(pk=notice.pk).exists()


def test_the_agreement_ends_when_the_notice_has_run_from_the_last_receipt(agreement: Agreement, cast: Any) -> None:
    notice = prepared(agreement, cast, EndingWay.EXIT_NOTICE)
    first = delivered(notice, party(agreement, cast.departement), "2026-01-05", "2026-01-07")
    assert ends(agreement) == ["2028-03-14"]
    delivered(notice, party(agreement, cast.commune), "2026-01-05", "2026-01-31")
    assert ends(agreement) == ["2026-04-30"]
    end = next(one for one in _events(agreement) if one.kind == Kind.END)
    assert "Préavis donné par le CCAS" in end.explanation
    assert "31\u00a0janvier\u00a02026" in end.explanation
    assert first.superseded_at is None
    assert Line.objects.filter(verb="notice-complete").count() == 1


def test_receipts_known_late_and_in_any_order_make_the_same_end(agreement: Agreement, cast: Any) -> None:
    receipts = [(cast.departement, "2026-01-31"), (cast.commune, "2026-01-07")]
    found = set()
    for order in itertools.permutations(receipts):
        notice = prepared(agreement, cast, EndingWay.EXIT_NOTICE)
        for organisation, received in order:
            delivered(notice, party(agreement, organisation), "2026-01-05", received)
        found.add(tuple(ends(agreement)))
        ending.withdraw(ending=notice, reason="essai", by=None, at=LATER)
    assert found == {("2026-04-30",)}


def test_what_was_known_of_a_letter_is_kept_and_an_old_page_is_refused(agreement: Agreement, cast: Any) -> None:
    notice = prepared(agreement, cast, EndingWay.EXIT_NOTICE)
    to = party(agreement, cast.departement)
    first = delivered(notice, to, "2026-01-05")
    with pytest.raises(StaleRevision):
        delivered(notice, to, "2026-01-05", "2026-01-07")
    delivered(notice, to, "2026-01-05", "2026-01-07", seen=first.pk)
    assert list(Delivery.objects.filter(ending=notice).order_by("pk").values_list("received_on", flat=True)) == [
        None,
        day("2026-01-07"),
    ]


def test_a_letter_that_was_not_claimed_counts_when_a_person_says_why(agreement: Agreement, cast: Any) -> None:
    notice = prepared(agreement, cast, EndingWay.EXIT_NOTICE)
    to = party(agreement, cast.departement)
    with pytest.raises(Refusal, match="écrivez pourquoi cette date est retenue"):
        delivered(notice, to, "2026-01-05", "2026-01-07", is_unclaimed=True)
    delivered(notice, to, "2026-01-05", "2026-01-07", is_unclaimed=True, note="date de première présentation")
    assert Delivery.objects.current().get().note == "date de première présentation"


def test_a_notice_against_renewal_prevents_it_and_the_protocol_ends_with_its_term(
    agreement: Agreement, cast: Any
) -> None:
    notice = prepared(agreement, cast, EndingWay.NON_RENEWAL_NOTICE)
    for organisation in (cast.departement, cast.commune):
        delivered(notice, party(agreement, organisation), "2027-10-01", "2027-10-04")
    kinds = {one.kind for one in _events(agreement)}
    assert Kind.RENEWAL_WITHOUT_LENGTH not in kinds
    assert Kind.OPPOSED in kinds
    assert ends(agreement) == ["2028-03-14"]


def test_a_text_that_does_not_renew_needs_no_letter_against_it(agreement: Agreement, cast: Any) -> None:
    terms.write(agreement=agreement, name="renewal_mode", value="none", declared_by="M. Roux", by=None, at=NOW)
    with pytest.raises(ending.NoRenewalToStop):
        prepared(agreement, cast, EndingWay.NON_RENEWAL_NOTICE)


def test_without_a_clause_a_public_party_says_its_reason_and_chooses_a_period(agreement: Agreement, cast: Any) -> None:
    for name in ("notice_period", "notice_form"):
        term = agreement.terms.filter(name=name).first()
        if term is not None:
            terms.withdraw(term=term, by=None, at=NOW)
    with pytest.raises(ending.NeedsGeneralInterest):
        prepared(agreement, cast, EndingWay.EXIT_NOTICE, period="P3M")
    with pytest.raises(ending.NeedsPeriod):
        prepared(agreement, cast, EndingWay.EXIT_NOTICE, reason="La compétence a changé de mains.")
    notice = prepared(agreement, cast, EndingWay.EXIT_NOTICE, reason="La compétence a changé de mains.", period="P4M")
    assert (notice.period, notice.quote) == ("P4M", "")


def test_a_day_to_come_is_not_a_receipt(agreement: Agreement, cast: Any) -> None:
    notice = prepared(agreement, cast, EndingWay.EXIT_NOTICE)
    with pytest.raises(Refusal, match="n’est pas encore passée"):
        delivered(notice, party(agreement, cast.departement), "2030-06-04")
    with pytest.raises(Refusal, match="ne peut pas précéder l’envoi"):
        delivered(notice, party(agreement, cast.departement), "2026-01-05", "2026-01-04")
    with pytest.raises(Refusal, match="aux autres parties"):
        delivered(notice, party(agreement, cast.ccas), "2026-01-05")


def test_a_notice_that_left_is_not_rewritten(agreement: Agreement, cast: Any) -> None:
    notice = prepared(agreement, cast, EndingWay.EXIT_NOTICE, reason="Nos missions changent.")
    ending.rewrite(ending=notice, reason="Nos missions ont changé.", revision=0, by=cast.bob, at=LATER)
    notice.refresh_from_db()
    assert notice.reason == "Nos missions ont changé."
    delivered(notice, party(agreement, cast.departement), "2026-01-05")
    with pytest.raises(Refusal, match="est partie"):
        ending.rewrite(ending=notice, reason="Autre.", by=cast.bob, at=LATER)


def test_a_notice_that_is_withdrawn_changes_nothing_any_more(agreement: Agreement, cast: Any) -> None:
    notice = prepared(agreement, cast, EndingWay.EXIT_NOTICE)
    for organisation in (cast.departement, cast.commune):
        delivered(notice, party(agreement, organisation), "2026-01-05", "2026-01-07")
    with pytest.raises(Refusal, match="Écrivez pourquoi"):
        ending.withdraw(ending=notice, reason=" ", by=None, at=LATER)
    ending.withdraw(ending=notice, reason="Les parties se sont accordées.", by=cast.bob, at=LATER)
    assert ends(agreement) == ["2028-03-14"]
    with pytest.raises(Refusal, match="a été retiré"):
        delivered(notice, party(agreement, cast.departement), "2026-01-05")


# ---------------------------------------------------------------- a party leaves


def test_a_party_leaves_and_the_others_go_on(agreement: Agreement, cast: Any) -> None:
    notice = prepared(agreement, cast, EndingWay.LEAVING)
    delivered(notice, party(agreement, cast.departement), "2026-01-05", "2026-01-07")
    assert party(agreement, cast.ccas).to_on is None
    last = delivered(notice, party(agreement, cast.commune), "2026-01-05", "2026-01-12")
    assert party(agreement, cast.ccas).to_on == day("2026-04-12")
    assert ends(agreement) == ["2028-03-14"]
    delivered(notice, party(agreement, cast.commune), "2026-01-05", "2026-01-14", seen=last.pk)
    assert party(agreement, cast.ccas).to_on == day("2026-04-14")
    ending.withdraw(ending=notice, reason="Elle reste.", by=None, at=LATER)
    assert party(agreement, cast.ccas).to_on is None


def test_one_of_two_parties_does_not_leave_the_other_alone(cast: Any) -> None:
    agreement = confirmed(cast.departement, cast.ccas, by=cast.alice, signed_on=day("2025-03-15"))
    with pytest.raises(Refusal, match="il n’en resterait qu’une"):
        prepared(agreement, cast, EndingWay.LEAVING)


# ---------------------------------------------------------------- other ways


def test_all_parties_end_it_together(agreement: Agreement, cast: Any) -> None:
    values = {"way": EndingWay.ACCORD, "decided_on": day("2026-02-01"), "ends_on": day("2026-06-30")}
    row = ending.state(agreement=agreement, by=cast.alice, at=LATER, **values)
    assert ends(agreement) == ["2026-06-30"]
    assert next(one for one in _events(agreement) if one.kind == Kind.END).law == "code civil, article 1193"
    ending.withdraw(ending=row, reason="Erreur de date.", by=cast.alice, at=LATER)
    assert ends(agreement) == ["2028-03-14"]


def test_a_judgment_says_its_court_and_a_replacement_its_text(agreement: Agreement) -> None:
    values = {"decided_on": day("2026-02-01"), "ends_on": day("2026-06-30"), "by": None, "at": LATER}
    with pytest.raises(Refusal, match="quelle juridiction"):
        ending.state(agreement=agreement, way=EndingWay.COURT, **values)
    with pytest.raises(Refusal, match="qui remplace"):
        ending.state(agreement=agreement, way=EndingWay.REPLACED, **values)
    with pytest.raises(Refusal, match="lui-même"):
        ending.state(agreement=agreement, way=EndingWay.REPLACED, replaced_by=agreement, **values)
    ending.state(agreement=agreement, way=EndingWay.REPLACED, reason="Convention de 2026", **values)
    assert ends(agreement) == ["2026-06-30"]


def test_nothing_ends_before_the_reading_is_confirmed(cast: Any) -> None:
    draft = brought(cast.departement, by=cast.alice)
    with pytest.raises(Refusal, match="Confirmez d’abord la lecture"):
        ending.state(
            agreement=draft,
            way=EndingWay.ACCORD,
            decided_on=day("2026-02-01"),
            ends_on=day("2026-06-30"),
            by=cast.alice,
            at=LATER,
        )


# ---------------------------------------------------------------- lasting


def extended(agreement: Agreement, signed: str, until: str) -> Any:
    return lasting.extend(agreement=agreement, signed_on=day(signed), until_on=day(until), by=None, at=LATER)


def test_an_extension_is_signed_before_the_end(agreement: Agreement) -> None:
    terms.write(agreement=agreement, name="renewal_mode", value="none", declared_by="M. Roux", by=None, at=NOW)
    with pytest.raises(Refusal, match="article 1213"):
        extended(agreement, "2028-03-16", "2028-12-31")
    with pytest.raises(Refusal, match="va déjà jusqu’au 14/03/2028"):
        extended(agreement, "2028-03-01", "2028-03-14")
    extended(agreement, "2028-03-15", "2028-12-31")  # the other reading
    assert ends(agreement) == ["2028-12-31"]
    row = extended(agreement, "2028-12-01", "2029-06-30")
    assert ends(agreement) == ["2029-06-30"]
    lasting.withdraw(fact=row, reason="Elle n’a pas été signée.", by=None, at=LATER)
    assert ends(agreement) == ["2028-12-31"]


def test_suspensions_do_not_overlap_and_end_once(agreement: Agreement) -> None:
    row = lasting.suspend(
        agreement=agreement, from_on=day("2026-03-01"), to_on=None, reason="Travaux", by=None, at=LATER
    )
    with pytest.raises(Refusal, match="déjà suspendu"):
        lasting.suspend(agreement=agreement, from_on=day("2027-03-01"), to_on=None, reason="Grève", by=None, at=LATER)
    lasting.resume(suspension=row, to_on=day("2026-08-31"), by=None, at=LATER)
    with pytest.raises(StaleRevision):
        lasting.resume(suspension=row, to_on=day("2026-09-30"), by=None, at=LATER)
    assert [one.on for one in _events(agreement) if one.kind == Kind.RESUMED] == [day("2026-09-01")]


def test_what_a_party_wishes_is_replaced_and_kept(agreement: Agreement, cast: Any) -> None:
    for choice in (AfterTerm.UNDECIDED, AfterTerm.CHANGE):
        lasting.choose(
            party=party(agreement, cast.ccas),
            term_end_on=day("2028-03-14"),
            choice=choice,
            said_on=day("2028-01-10"),
            by=cast.bob,
            at=LATER,
        )
    rows = RenewalChoice.objects.order_by("pk")
    assert [(row.choice, row.superseded_at is None) for row in rows] == [("undecided", False), ("change", True)]


# ---------------------------------------------------------------- disputes


def test_the_steps_of_a_dispute_come_late_and_a_mediation_ends_once_begun(agreement: Agreement, cast: Any) -> None:
    dispute = disputes.raise_dispute(
        agreement=agreement, subject="La permanence", opened_on=day("2026-01-10"), by=cast.bob, at=LATER
    )

    def step(kind: StepKind, on: str) -> DisputeStep:
        return disputes.add_step(dispute=dispute, kind=kind, on=day(on), by=cast.bob, at=LATER)

    with pytest.raises(Refusal, match="écrivez d’abord son début"):
        step(StepKind.MEDIATION_ENDED, "2026-03-01")
    with pytest.raises(Refusal, match="ouvert le 10/01/2026"):
        step(StepKind.LETTER, "2026-01-09")
    step(StepKind.MEDIATION, "2026-02-01")
    step(StepKind.MEDIATION_ENDED, "2026-03-01")
    late = step(StepKind.MEETING, "2026-01-20")
    disputes.withdraw(fact=late, reason="Elle n’a pas eu lieu.", by=cast.bob, at=LATER)
    assert DisputeStep.objects.standing().count() == 2
