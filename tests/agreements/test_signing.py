"""Authority, signature and notification: what each verb records, what it refuses, what follows for the agreement."""

from __future__ import annotations

import datetime as dt
import itertools
from typing import Any

import pytest
from django.core.files.storage import default_storage

from maillage.agreements.actions import facts, legal_cache, notifying, signing, terms
from maillage.agreements.actions.authorising import (
    correct_authorisation,
    correct_delegation,
    correct_signatory,
    delegate,
)
from maillage.agreements.choices import Needed
from maillage.agreements.legal_choices import LegalState
from maillage.agreements.models import (
    Agreement,
    Authorisation,
    Expression,
    Signature,
    Term,
)
from maillage.agreements.queries.facts import facts_changed_since
from maillage.agreements.queries.horizon import Horizon
from maillage.agreements.queries.legal import dossier_of
from maillage.agreements.queries.legal_alerts import alerts_in
from maillage.agreements.queries.missing import missing_of
from maillage.base.refusals import Refusal, StaleRevision
from tests.agreements.pades.kit import blank_pdf
from tests.cast import NOW, TODAY
from tests.factories.agreements import brought, confirmed
from tests.factories.signing import SIGNED, TRANSMITTED, VOTED, named, party, sealed, signed_by_hand, voted

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


@pytest.fixture
def agreement(cast: Any) -> Agreement:
    return confirmed(cast.departement, cast.ccas, by=cast.alice)


@pytest.fixture
def two(cast: Any, agreement: Agreement) -> tuple[Any, Any]:
    return party(agreement, cast.departement), party(agreement, cast.ccas)


def state(agreement: Agreement) -> str:
    agreement.refresh_from_db()
    return agreement.legal_state


def codes(agreement: Agreement) -> list[str]:
    agreement.refresh_from_db()
    return [one.code for one in alerts_in(agreement, day=TODAY).alerts]


# ---------------------------------------------------------------- authority


def test_a_vote_is_enforceable_on_the_later_of_publication_and_transmission(two: tuple[Any, Any]) -> None:
    """Rule 2."""
    row = voted(two[0], published_on=dt.date(2026, 1, 25))
    assert row.enforceable_on == dt.date(2026, 1, 25)
    assert voted(two[1], published_on=None).enforceable_on is None


def test_the_mandate_of_an_association_binds_from_its_own_day(cast: Any) -> None:
    row = confirmed(cast.departement, cast.federation, by=cast.alice)
    made = voted(party(row, cast.federation), kind="board_decision", published_on=None, transmitted_on=None)
    assert made.enforceable_on == VOTED


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"adopted_on": TODAY + DAY, "published_on": None, "transmitted_on": None}, "n’a pas encore eu lieu"),
        ({"published_on": VOTED - DAY}, "ne peut pas précéder le vote"),
        ({"transmitted_on": VOTED - DAY}, "ne peut pas précéder le vote"),
    ],
)
def test_days_that_cannot_be_are_refused(two: tuple[Any, Any], values: dict[str, Any], words: str) -> None:
    with pytest.raises(Refusal, match=words):
        voted(two[0], **values)
    assert not Authorisation.objects.exists()


def test_completing_asks_for_no_reason_and_correcting_does(two: tuple[Any, Any]) -> None:
    first = voted(two[0], transmitted_on=None)
    values = {
        "kind": "resolution",
        "body": first.body,
        "number": first.number,
        "adopted_on": VOTED,
        "published_on": VOTED,
    }
    second = correct_authorisation(fact=first, values={**values, "transmitted_on": TRANSMITTED}, by=None, at=NOW)
    assert second.enforceable_on == TRANSMITTED
    with pytest.raises(Refusal, match="Dites pourquoi"):
        correct_authorisation(fact=second, values={**values, "number": "2026-4"}, by=None, at=NOW)
    third = correct_authorisation(fact=second, values={**values, "number": "2026-4"}, reason="Erreur", by=None, at=NOW)
    first.refresh_from_db()
    assert (first.withdrawn_reason, first.transmitted_on) == ("Complété", None), "what was written stays"
    assert [one.number for one in dossier_of(two[0].agreement, day=TODAY).parties[0].authorisations] == ["2026-4"]
    assert third.replaces_id == second.pk


def test_two_who_correct_one_record_do_not_lose_each_other(two: tuple[Any, Any]) -> None:
    row = voted(two[0])
    seen_by_another = Authorisation.objects.select_related("party__agreement").get(pk=row.pk)
    values = {"kind": "resolution", "number": "7", "adopted_on": VOTED}
    correct_authorisation(fact=row, values=values, reason="Erreur", by=None, at=NOW)
    with pytest.raises(StaleRevision):
        correct_authorisation(fact=seen_by_another, values={**values, "number": "8"}, reason="Erreur", by=None, at=NOW)
    with pytest.raises(StaleRevision):
        facts.withdraw(fact=seen_by_another, reason="Erreur", by=None, at=NOW)
    assert Authorisation.objects.get(withdrawn_at__isnull=True).number == "7"


def test_a_draft_has_no_party_to_authorise(cast: Any) -> None:
    row = brought(cast.departement, by=cast.alice)
    from maillage.agreements.models import Party

    made = Party.objects.create(agreement=row, name="Commune", organisation=cast.commune)
    with pytest.raises(Refusal, match="Confirmez d’abord"):
        voted(made)


# ---------------------------------------------------------------- signing


def test_the_agreement_lives_by_what_its_parties_record(agreement: Agreement, two: tuple[Any, Any]) -> None:
    assert state(agreement) == LegalState.NEGOTIATION
    voted(two[0])
    assert state(agreement) == LegalState.ADOPTING
    voted(two[1])
    assert state(agreement) == LegalState.ADOPTED
    signed_by_hand(two[0])
    assert state(agreement) == LegalState.SIGNING
    signed_by_hand(two[1], "Bob Brunel", SIGNED + DAY)
    assert state(agreement) == LegalState.IN_FORCE, "its text takes effect with the last signature"
    assert agreement.signed_on == SIGNED + DAY
    assert dossier_of(agreement, day=TODAY).life.effect_on == SIGNED + DAY


def test_facts_entered_in_any_order_make_the_same_agreement(cast: Any) -> None:
    def enter(order: tuple[int, ...]) -> tuple[object, ...]:
        row = confirmed(cast.departement, cast.ccas, by=cast.alice)
        one, other = party(row, cast.departement), party(row, cast.ccas)
        acts = [
            lambda: voted(one),
            lambda: voted(other, transmitted_on=dt.date(2026, 2, 12)),
            lambda: signed_by_hand(one),
            lambda: signed_by_hand(other, "Bob Brunel", SIGNED + DAY),
        ]
        for number in order:
            acts[number]()
        row.refresh_from_db()
        return row.legal_state, row.signed_on, row.legal_state_due_on, sorted(codes(row))

    found = {enter(order)[:3] + tuple(enter(order)[3]) for order in list(itertools.permutations(range(4)))[::5]}  # type: ignore[arg-type, misc]
    assert len(found) == 1


def test_what_was_stated_comes_back_when_the_facts_are_withdrawn(agreement: Agreement, two: tuple[Any, Any]) -> None:
    stated = dt.date(2026, 1, 30)
    terms.state_facts(agreement=agreement, values={"signed_on": stated}, by=None, at=NOW)
    assert state(agreement) == LegalState.OBSERVED
    signed_by_hand(two[0])
    last = signed_by_hand(two[1], "Bob Brunel")
    agreement.refresh_from_db()
    assert (agreement.signed_on, agreement.stated) == (SIGNED, {"signed_on": stated.isoformat()})
    facts.withdraw(fact=last, reason="Mauvais dossier", by=None, at=NOW)
    agreement.refresh_from_db()
    assert (agreement.signed_on, agreement.stated) == (stated, {})


def test_who_left_before_a_signature_does_not_read_its_day(agreement: Agreement, two: tuple[Any, Any]) -> None:
    left = Horizon(True, (NOW - DAY).date(), frozenset())
    assert not facts_changed_since(agreement, left)
    signed_by_hand(two[0])
    assert facts_changed_since(agreement, left)


def test_a_party_has_signed_once_all_who_sign_for_it_have(agreement: Agreement, two: tuple[Any, Any]) -> None:
    mayor, director = named(two[0]), named(two[0], "Paul Ramel", level="administrative", rank=2)
    signed_by_hand(two[0], signatory=mayor)
    dossier = dossier_of(agreement, day=TODAY).parties[0]
    assert (dossier.signed_on, [one.name for one in dossier.waiting]) == (None, ["Paul Ramel"])
    signed_by_hand(two[0], "Paul Ramel", SIGNED + DAY, signatory=director)
    assert dossier_of(agreement, day=TODAY).parties[0].signed_on == SIGNED + DAY
    with pytest.raises(Refusal, match="déjà enregistrée"):
        signed_by_hand(two[0], signatory=mayor)
    with pytest.raises(Refusal, match="retirez d’abord sa signature"):
        facts.withdraw(fact=mayor, reason="Erreur", by=None, at=NOW)


def test_a_signature_under_the_name_of_a_signatory_is_theirs(agreement: Agreement, two: tuple[Any, Any]) -> None:
    named(two[0])
    signed_by_hand(two[0], "Nadia FERRAND")
    assert dossier_of(agreement, day=TODAY).parties[0].signed_on == SIGNED


def test_a_signatory_who_is_renamed_keeps_their_signature(agreement: Agreement, two: tuple[Any, Any]) -> None:
    mayor = named(two[0])
    signed_by_hand(two[0], signatory=mayor)
    new = correct_signatory(fact=mayor, values={"name": "Nadia Ferrand-Lopez"}, reason="Nom complet", by=None, at=NOW)
    assert Signature.objects.get().signatory_id == new.pk
    assert not dossier_of(agreement, day=TODAY).parties[0].waiting


def test_a_signature_to_come_or_after_the_end_is_refused(agreement: Agreement, two: tuple[Any, Any]) -> None:
    with pytest.raises(Refusal, match="n’a pas encore eu lieu"):
        signed_by_hand(two[0], on=TODAY + DAY)
    values = {"signed_on": dt.date(2020, 1, 1), "effect_on": dt.date(2020, 1, 1), "ends_on": dt.date(2023, 1, 1)}
    Term.objects.filter(agreement=agreement).update(superseded_at=NOW)
    terms.state_facts(agreement=agreement, values=values, by=None, at=NOW)
    assert state(agreement) == LegalState.EXPIRED
    with pytest.raises(Refusal, match="arrivé à son terme"):
        signed_by_hand(two[0])


# ---------------------------------------------------------------- the version to sign


def change_text(agreement: Agreement, *, at: dt.datetime = NOW, **fields: Any) -> Expression:
    """Another version of the words, as negotiation or a transcription makes it."""
    former = Expression.objects.current().get(agreement=agreement)
    Expression.objects.filter(pk=former.pk).update(superseded_at=at, is_current=False)
    return Expression.objects.create(
        agreement=agreement, number=former.number + 1, text=former.text + "!", sha256="0" * 64, recorded_at=at, **fields
    )


def test_a_sealed_version_is_kept_by_its_bytes(agreement: Agreement) -> None:
    row = sealed(agreement)
    assert row.text_sha256 == row.expression.sha256
    with default_storage.open(row.file.path, "rb") as stream:
        assert stream.read() == blank_pdf()
    assert not row.has_seal


def test_a_changed_text_keeps_no_signature_of_those_who_had_signed(agreement: Agreement, two: tuple[Any, Any]) -> None:
    sealed(agreement, at=NOW - 30 * DAY)
    signed_by_hand(two[0])
    assert state(agreement) == LegalState.SIGNING
    change_text(agreement)
    legal_cache.refresh(agreement, at=NOW)
    assert state(agreement) == LegalState.NEGOTIATION
    dossier = dossier_of(agreement, day=TODAY)
    assert dossier.is_text_changed
    assert [one.name for one in dossier.parties[0].lapsed] == ["Nadia Ferrand"]
    assert Signature.objects.get().withdrawn_at is None, "it stays to be read"
    with pytest.raises(Refusal, match="Le texte a changé"):
        signed_by_hand(two[1], "Bob Brunel")


def test_a_transcription_or_an_avenant_voids_no_signature(agreement: Agreement, two: tuple[Any, Any]) -> None:
    sealed(agreement, at=NOW - 30 * DAY)
    signed_by_hand(two[0])
    change_text(agreement, is_transcription=True)
    change_text(agreement, valid_from=dt.date(2027, 1, 1))
    dossier = dossier_of(agreement, day=TODAY)
    assert (dossier.is_text_changed, len(dossier.parties[0].signatures)) == (False, 1)


def test_what_all_had_signed_before_the_text_changed_stays_signed(agreement: Agreement, two: tuple[Any, Any]) -> None:
    signed_by_hand(two[0])
    signed_by_hand(two[1], "Bob Brunel")
    change_text(agreement)
    assert dossier_of(agreement, day=TODAY).last_signed_on == SIGNED


def test_sealing_again_asks_why_and_ends_what_was_signed(agreement: Agreement, two: tuple[Any, Any]) -> None:
    first = sealed(agreement, at=NOW - 30 * DAY)
    signatory = named(two[0])
    signed_by_hand(two[0], signatory=signatory)
    with pytest.raises(Refusal, match="dites pourquoi elle est remplacée"):
        sealed(agreement)
    expression = Expression.objects.current().get(agreement=agreement)
    signing.seal(
        agreement=agreement, expression=expression, content=blank_pdf("Autre"), reason="Page oubliée", by=None, at=NOW
    )
    first.refresh_from_db()
    assert first.closed_reason == "Page oubliée"
    assert default_storage.exists(first.file.path)
    assert [len(one.lapsed) for one in dossier_of(agreement, day=TODAY).parties] == [1, 0]
    signed_by_hand(two[0], on=TODAY, signatory=signatory)
    assert state(agreement) == LegalState.SIGNING


def test_a_signature_older_than_its_version_is_refused(agreement: Agreement, two: tuple[Any, Any]) -> None:
    sealed(agreement)
    with pytest.raises(Refusal, match="a été scellée le 02/03/2026"):
        signed_by_hand(two[0])


def test_what_all_have_signed_is_neither_sealed_again_nor_withdrawn(agreement: Agreement, two: tuple[Any, Any]) -> None:
    row = sealed(agreement, at=NOW - 30 * DAY)
    signed_by_hand(two[0])
    signed_by_hand(two[1], "Bob Brunel")
    with pytest.raises(Refusal, match="par avenant"):
        sealed(agreement)
    with pytest.raises(Refusal, match="ne se retire plus"):
        signing.close(sealed=row, reason="Erreur", by=None, at=NOW)


# ---------------------------------------------------------------- notification


def test_a_notification_is_completed_by_its_receipt(agreement: Agreement, two: tuple[Any, Any]) -> None:
    values = {"means": "registered", "sent_on": dt.date(2026, 2, 12), "reference": "1A 234", "is_unclaimed": False}
    sent = notifying.notify(party=two[1], values={**values, "received_on": None}, by=None, at=NOW)
    assert Needed.NOTIFICATION in {one.piece for one in missing_of(agreement, day=TODAY)}
    received = {**values, "received_on": dt.date(2026, 2, 16)}
    notifying.correct_notification(fact=sent, values=received, by=None, at=NOW)
    agreement.refresh_from_db()
    assert agreement.notified_on == dt.date(2026, 2, 16)
    assert Needed.NOTIFICATION not in {one.piece for one in missing_of(agreement, day=TODAY)}


def test_a_letter_that_was_not_claimed_has_no_day_of_receipt(agreement: Agreement, two: tuple[Any, Any]) -> None:
    """Rule 10."""
    values = {"means": "registered", "sent_on": dt.date(2026, 2, 1), "is_unclaimed": True}
    with pytest.raises(Refusal, match="non réclamé"):
        notifying.notify(party=two[1], values={**values, "received_on": dt.date(2026, 2, 16)}, by=None, at=NOW)
    notifying.notify(party=two[1], values=values, by=None, at=NOW)
    assert dossier_of(agreement, day=TODAY).last_received_on is None


def test_effect_by_notification_is_never_before_the_last_signature(agreement: Agreement, two: tuple[Any, Any]) -> None:
    """Rule 5."""
    Term.objects.filter(agreement=agreement, name="effect_trigger").update(value="notification")
    signed_by_hand(two[0])
    signed_by_hand(two[1], "Bob Brunel", dt.date(2026, 2, 20))
    values = {"means": "mail", "sent_on": dt.date(2026, 2, 12), "received_on": dt.date(2026, 2, 12)}
    notifying.notify(party=two[1], values=values, by=None, at=NOW)
    assert dossier_of(agreement, day=TODAY).life.effect_on == dt.date(2026, 2, 20)


def test_a_delegation_decided_in_the_time_to_come_is_refused_when_written_and_when_corrected(
    two: tuple[Any, Any],
) -> None:
    values = {"delegate": "Paul Roche", "decided_on": TODAY, "from_on": TODAY}
    later = {**values, "decided_on": TODAY + dt.timedelta(days=30)}
    with pytest.raises(Refusal, match="La décision"):
        delegate(party=two[0], values=later, by=None, at=NOW)
    fact = delegate(party=two[0], values=values, by=None, at=NOW)
    with pytest.raises(Refusal, match="La décision"):
        correct_delegation(fact=fact, values=later, by=None, at=NOW)
    fact.refresh_from_db()
    assert fact.decided_on == TODAY
