"""Avenants: recorded late, out of order, withdrawn; the text of any day, as known on any other."""

from __future__ import annotations

import datetime as dt
from itertools import permutations
from typing import Any

import pytest
from django.utils import timezone

from maillage.agreements.actions import amending, consolidating, instructing, merging, transcribing
from maillage.agreements.anchoring import Edit
from maillage.agreements.choices import InstructionDecision, InstructionVerb, PartyRole, TermName
from maillage.agreements.models import (
    Agreement,
    AgreementLink,
    Amendment,
    CommitmentVersion,
    Expression,
    Instruction,
    Party,
    ProvisionVersion,
    SearchEntry,
    Term,
)
from maillage.base.refusals import Refusal, StaleRevision
from maillage.journal.models import Event
from tests.agreements.avenants import amended, of, prepared, text_on, words
from tests.cast import NOW, TODAY
from tests.factories.agreements import brought, confirmed

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


@pytest.fixture
def agreement(cast: Any) -> Agreement:
    """An agreement of the Département and the CCAS."""
    return confirmed(cast.departement, cast.ccas, by=cast.alice)


def test_the_text_changes_on_the_day_of_the_effect_and_what_rests_on_it_follows(
    cast: Any, agreement: Agreement
) -> None:
    before = {row.pk: row.text for row in CommitmentVersion.objects.filter(agreement=agreement)}
    amended(cast, agreement, 1, TODAY, words(agreement, "art_4", "trois ans", "cinq ans"))
    assert "trois ans" in text_on(agreement, TODAY - DAY)
    assert "cinq ans" in text_on(agreement, TODAY)
    current = Expression.objects.current().get(agreement=agreement)
    assert (current.valid_from, current.number, current.superseded_at) == (TODAY, 2, None)
    for row in CommitmentVersion.objects.filter(agreement=agreement):
        assert (row.expression_id, row.is_adrift, row.text) == (current.pk, False, before[row.pk])
        assert current.quote(row.start or 0, row.end) == row.quote
    assert Term.objects.get(agreement=agreement, name=TermName.DURATION).quote.endswith("cinq ans")
    assert SearchEntry.objects.get(agreement=agreement).expression_id == current.pk
    assert "cinq" in current.html
    original = Expression.objects.original().get(agreement=agreement)
    assert (original.valid_to, original.superseded_at) == (TODAY, None)


def test_a_future_avenant_comes_into_force_in_the_night_of_its_day(cast: Any, agreement: Agreement) -> None:
    amended(cast, agreement, 1, TODAY + DAY, words(agreement, "art_4", "trois ans", "cinq ans"))
    assert Expression.objects.current().get(agreement=agreement).number == 1
    assert consolidating.refresh(at=NOW) == 0
    assert consolidating.refresh(at=NOW + DAY) == 1
    assert "cinq ans" in Expression.objects.current().get(agreement=agreement).text
    assert consolidating.refresh(at=NOW + DAY) == 0


def test_an_avenant_recorded_a_year_late_is_in_force_that_day_and_was_not_known_then(
    cast: Any, agreement: Agreement
) -> None:
    past = TODAY - 365 * DAY
    amended(cast, agreement, 2, TODAY, words(agreement, "art_5", "trois mois", "six mois"))
    known_then = NOW + DAY
    amended(cast, agreement, 1, past, words(agreement, "art_4", "trois ans", "cinq ans"), at=NOW + 2 * DAY)
    assert "cinq ans" in text_on(agreement, past)
    assert "cinq ans" in text_on(agreement, TODAY)
    assert "six mois" in text_on(agreement, TODAY)
    assert "trois ans" in text_on(agreement, past, known_then)
    assert "trois ans" in text_on(agreement, TODAY, known_then)
    assert "six mois" in text_on(agreement, TODAY, known_then)
    assert Expression.objects.filter(agreement=agreement).known().count() == 3


@pytest.mark.parametrize("order", list(permutations((0, 1, 2))))
def test_whatever_is_recorded_first_the_text_is_the_same(
    cast: Any, agreement: Agreement, order: tuple[int, ...]
) -> None:
    asked = [
        (1, TODAY - 90 * DAY, words(agreement, "art_4", "trois ans", "quatre ans")),
        (2, TODAY - 30 * DAY, words(agreement, "art_3", "deux fois par an", "chaque trimestre")),
        (3, TODAY, {"verb": InstructionVerb.STRIKE, "target_id": of(agreement, "art_2__para_3")}),
    ]
    for rank in order:
        amended(cast, agreement, *asked[rank])
    chain = list(Expression.objects.filter(agreement=agreement).known().order_by("valid_from", "number"))
    assert [row.valid_to for row in sorted(chain, key=lambda one: one.valid_from or dt.date.min)] == [
        TODAY - 90 * DAY, TODAY - 30 * DAY, TODAY, None,
    ]  # fmt: skip
    text = text_on(agreement, TODAY)
    assert "quatre ans" in text
    assert "chaque trimestre" in text
    assert "Dans la mesure du possible" not in text
    assert "quatre ans" in text_on(agreement, TODAY - 40 * DAY)
    assert "deux fois par an" in text_on(agreement, TODAY - 40 * DAY)


def test_withdrawing_restores_the_text_and_what_rests_on_it_and_keeps_what_was_known(
    cast: Any, agreement: Agreement
) -> None:
    quotes = {row.pk: row.quote for row in CommitmentVersion.objects.filter(agreement=agreement)}
    strike = {"verb": InstructionVerb.STRIKE, "target_id": of(agreement, "art_2__list_1__item_1")}
    row = amended(cast, agreement, 1, TODAY, strike)
    assert CommitmentVersion.objects.filter(agreement=agreement, is_adrift=True).count() == 1
    with pytest.raises(Refusal, match="Écrivez pourquoi"):
        amending.withdraw(amendment=row, reason=" ", by=cast.alice, at=NOW)
    amending.withdraw(amendment=row, reason="Annulé par le tribunal.", by=cast.alice, at=NOW + DAY)
    current = Expression.objects.current().get(agreement=agreement)
    assert current.number == 1
    assert current.valid_to is None
    for version in CommitmentVersion.objects.filter(agreement=agreement):
        assert (version.is_adrift, version.quote, version.expression_id) == (False, quotes[version.pk], current.pk)
    assert "permanence" not in text_on(agreement, TODAY, NOW)
    assert "permanence" in text_on(agreement, TODAY)
    with pytest.raises(amending.AlreadyWithdrawn):
        amending.describe(amendment=row, values={"number": 4}, by=cast.alice, at=NOW)


def test_moving_the_effect_moves_the_text(cast: Any, agreement: Agreement) -> None:
    row = amended(cast, agreement, 1, TODAY, words(agreement, "art_4", "trois ans", "cinq ans"))
    amending.describe(amendment=row, values={"effect_on": TODAY + 10 * DAY}, by=cast.alice, at=NOW)
    assert "trois ans" in text_on(agreement, TODAY)
    assert Expression.objects.current().get(agreement=agreement).number == 1
    assert "cinq ans" in text_on(agreement, TODAY + 10 * DAY)


def test_an_instruction_may_have_a_day_of_its_own(cast: Any, agreement: Agreement) -> None:
    later = words(agreement, "art_5", "trois mois", "six mois") | {"effect_on": TODAY + 5 * DAY}
    amended(cast, agreement, 1, TODAY, words(agreement, "art_4", "trois ans", "cinq ans"), later)
    assert "trois mois" in text_on(agreement, TODAY)
    assert "six mois" in text_on(agreement, TODAY + 5 * DAY)
    assert "cinq ans" in text_on(agreement, TODAY + 5 * DAY)


def test_two_avenants_of_one_day_raise_a_question_that_a_person_answers(cast: Any, agreement: Agreement) -> None:
    amended(cast, agreement, 1, TODAY, words(agreement, "art_4", "trois ans", "quatre ans"))
    second = amended(
        cast, agreement, 2, TODAY,
        {"verb": InstructionVerb.REPLACE, "target_id": of(agreement, "art_4"), "words": "Il dure cinq ans."},
    )  # fmt: skip
    row = second.instructions.get()
    assert "même disposition le même jour" in row.problem
    instructing.decide(instruction=row, decision=InstructionDecision.STANDS, by=cast.alice, at=NOW)
    row.refresh_from_db()
    assert (row.problem, row.decided_by) == ("", cast.alice)
    assert "Il dure cinq ans." in text_on(agreement, TODAY)
    with pytest.raises(Refusal, match="Écrivez pourquoi"):
        instructing.decide(instruction=row, decision=InstructionDecision.SET_ASIDE, by=cast.alice, at=NOW)
    instructing.decide(
        instruction=row, decision=InstructionDecision.SET_ASIDE, reason="Signé après.", by=cast.alice, at=NOW
    )
    assert "quatre ans" in text_on(agreement, TODAY)


def test_what_a_late_avenant_makes_impossible_is_told_and_not_dropped(cast: Any, agreement: Agreement) -> None:
    later = amended(cast, agreement, 2, TODAY, words(agreement, "art_3", "deux fois par an", "chaque trimestre"))
    amended(cast, agreement, 1, TODAY - DAY, {"verb": InstructionVerb.STRIKE, "target_id": of(agreement, "art_3")})
    row = later.instructions.get()
    assert row.problem == "La disposition visée n’est pas, ou n’est plus, dans le texte à cette date."
    assert "chaque trimestre" not in text_on(agreement, TODAY)


def test_a_preparation_changes_nothing_and_is_its_organisations_alone(cast: Any, agreement: Agreement) -> None:
    row = prepared(cast, agreement, 1, TODAY, words(agreement, "art_4", "trois ans", "cinq ans"))
    assert "trois ans" in text_on(agreement, TODAY)
    assert list(Amendment.objects.visible_to(cast.alice)) == [row]
    assert not Amendment.objects.visible_to(cast.bob).exists()
    line = Event.objects.get(verb="amendment-prepared")
    assert (line.organisation_id, set(line.audience) - {cast.departement.pk}) == (cast.departement.pk, set())
    amending.record(amendment=row, by=cast.alice, at=NOW)
    assert list(Amendment.objects.visible_to(cast.bob)) == [row]
    assert not Amendment.objects.visible_to(cast.chloe).exists()


def test_an_avenant_aims_at_what_it_adds_itself(cast: Any, agreement: Agreement) -> None:
    insert = {
        "verb": InstructionVerb.INSERT,
        "target_id": of(agreement, "art_4"),
        "words": "Article 4 bis – Évaluation\nElle est annuelle.",
    }
    row = prepared(cast, agreement, 1, TODAY, insert)
    first = row.instructions.get()
    from uuid import uuid5

    added = uuid5(first.pk, "0")
    again = {"verb": InstructionVerb.HEADING, "target_id": added, "heading": "Bilan"}
    instructing.ask(amendment=row, values=again, by=cast.alice, at=NOW)
    amending.record(amendment=row, by=cast.alice, at=NOW)
    assert "Article 4 bis – Bilan\nElle est annuelle." in text_on(agreement, TODAY)
    version = ProvisionVersion.objects.get(expression__in=agreement.expressions.current(), eid="art_4bis")
    assert version.provision_id == added


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"verb": "words", "former": "quatre ans", "words": "x"}, "ne se lisent pas dans l’article 4"),
        ({"verb": "heading", "heading": ""}, "Écrivez le nouvel intitulé"),
        ({"verb": "replace", "words": ""}, "Écrivez les nouveaux mots"),
        ({"verb": "term"}, "Choisissez la clause"),
        ({"verb": "join"}, "Choisissez l’organisation"),
        ({"verb": "leave"}, "Choisissez la partie"),
    ],
)
def test_what_the_text_does_not_admit_is_refused_at_once(
    cast: Any, agreement: Agreement, values: dict[str, Any], sentence: str
) -> None:
    row = prepared(cast, agreement, 1, TODAY)
    with pytest.raises(Refusal, match=sentence):
        instructing.ask(amendment=row, values={"target_id": of(agreement, "art_4"), **values}, by=cast.alice, at=NOW)
    assert not Instruction.objects.exists()


def test_what_is_asked_is_corrected_taken_out_and_an_old_form_is_refused(cast: Any, agreement: Agreement) -> None:
    row = prepared(cast, agreement, 1, TODAY, words(agreement, "art_4", "trois ans", "cinq ans"))
    one = row.instructions.get()
    instructing.confirm(instruction=one, values={"words": "six ans"}, revision=0, by=cast.alice, at=NOW)
    with pytest.raises(StaleRevision):
        instructing.drop(instruction=one, revision=0, by=cast.alice, at=NOW)
    instructing.drop(instruction=one, revision=1, by=cast.alice, at=NOW)
    with pytest.raises(amending.NothingAsked):
        amending.record(amendment=row, by=cast.alice, at=NOW)
    amending.discard(amendment=row, by=cast.alice, at=NOW)
    assert not Amendment.objects.exists()


def test_a_recorded_avenant_is_neither_deleted_nor_emptied(cast: Any, agreement: Agreement) -> None:
    row = amended(cast, agreement, 1, TODAY, words(agreement, "art_4", "trois ans", "cinq ans"))
    with pytest.raises(amending.AlreadyRecorded):
        amending.discard(amendment=row, by=cast.alice, at=NOW)
    with pytest.raises(Refusal, match="écartez ce changement"):
        instructing.drop(instruction=row.instructions.get(), by=cast.alice, at=NOW)
    with pytest.raises(Refusal, match="porte déjà ce numéro"):
        amended(cast, agreement, 1, TODAY, words(agreement, "art_5", "trois mois", "six mois"))


def test_a_draft_has_no_avenant(cast: Any) -> None:
    with pytest.raises(amending.NotConfirmed):
        prepared(cast, brought(cast.departement), 1, TODAY)


def test_a_clause_changes_over_time_and_withdrawing_restores_it(cast: Any, agreement: Agreement) -> None:
    asked = {"verb": InstructionVerb.TERM, "term": TermName.DURATION, "value": "P5Y"}
    row = amended(cast, agreement, 1, TODAY, asked)
    rows = Term.objects.filter(agreement=agreement, name=TermName.DURATION, superseded_at=None).order_by("valid_to")
    assert sorted((one.value, one.valid_from, one.valid_to) for one in rows) == [
        ("P3Y", None, TODAY),
        ("P5Y", TODAY, None),
    ]
    assert rows.get(value="P5Y").declared_by == "avenant n°\u00a01"
    early = amended(cast, agreement, 2, TODAY - 9 * DAY, asked | {"value": "P4Y"})
    assert [one.value for one in rows.filter(valid_to=TODAY)] == ["P4Y"]
    amending.withdraw(amendment=row, reason="Annulé.", by=cast.alice, at=NOW)
    amending.withdraw(amendment=early, reason="Annulé.", by=cast.alice, at=NOW)
    assert [(one.value, one.valid_to) for one in rows.all()] == [("P3Y", None)]


def test_a_new_end_is_that_of_the_agreement(cast: Any, agreement: Agreement) -> None:
    asked = {"verb": InstructionVerb.TERM, "term": TermName.END_DATE, "value": "2030-12-31"}
    row = amended(cast, agreement, 1, TODAY, asked)
    agreement.refresh_from_db()
    assert agreement.ends_on == dt.date(2030, 12, 31)
    assert row.instructions.get().confirmed_by == cast.alice


def test_parties_join_and_leave_by_an_avenant_and_its_withdrawal_undoes_it(cast: Any, agreement: Agreement) -> None:
    ccas = Party.objects.get(agreement=agreement, organisation=cast.ccas)
    row = amended(
        cast, agreement, 1, TODAY,
        {"verb": InstructionVerb.JOIN, "organisation": cast.commune},
        {"verb": InstructionVerb.LEAVE, "party": ccas},
    )  # fmt: skip
    joined = Party.objects.get(agreement=agreement, organisation=cast.commune)
    assert (joined.from_on, joined.role, joined.declared_by) == (TODAY, PartyRole.PARTY, "avenant n°\u00a01")
    ccas.refresh_from_db()
    assert ccas.to_on == TODAY - DAY
    amending.withdraw(amendment=row, reason="Annulé.", by=cast.alice, at=NOW)
    ccas.refresh_from_db()
    assert ccas.to_on is None
    assert not Party.objects.filter(agreement=agreement, organisation=cast.commune).exists()


def test_the_avenant_that_maillage_holds_is_linked(cast: Any, agreement: Agreement) -> None:
    act = brought(cast.departement, by=cast.alice)
    row = prepared(cast, agreement, 1, TODAY)
    amending.describe(amendment=row, values={"act": act}, by=cast.alice, at=NOW)
    assert AgreementLink.objects.get(agreement=act).target == agreement
    with pytest.raises(Refusal, match="son propre avenant"):
        amending.describe(amendment=row, values={"act": agreement}, by=cast.alice, at=NOW)


def test_a_misread_word_of_the_original_is_mended_in_every_version(cast: Any, agreement: Agreement) -> None:
    amended(cast, agreement, 1, TODAY, words(agreement, "art_4", "trois ans", "cinq ans"))
    original = Expression.objects.original().get(agreement=agreement)
    start = original.text.index("hebdomadaire")
    edits = [Edit(start, start + len("hebdomadaire"), "bimensuelle")]
    transcribing.mend(agreement=agreement, edits=edits, number=1, by=cast.alice, at=NOW)
    for day in (TODAY - DAY, TODAY):
        assert "bimensuelle" in text_on(agreement, day)
    assert "cinq ans" in text_on(agreement, TODAY)
    assert Expression.objects.current().get(agreement=agreement).valid_from == TODAY


def test_a_deposit_that_an_avenant_changes_is_the_one_that_is_kept(cast: Any, agreement: Agreement) -> None:
    other = confirmed(cast.departement, cast.ccas, by=cast.alice)
    amended(cast, agreement, 1, TODAY, words(agreement, "art_4", "trois ans", "cinq ans"))
    with pytest.raises(Refusal, match="modifié par un avenant"):
        merging.merge(kept=other, dropped=agreement, by=cast.alice, at=NOW)
    amended(cast, other, 1, TODAY, words(other, "art_4", "trois ans", "cinq ans"))
    with pytest.raises(Refusal, match="Les deux dépôts ont des avenants"):
        merging.merge(kept=other, dropped=agreement, by=cast.alice, at=NOW)


def test_the_parties_are_told_of_what_is_recorded(cast: Any, agreement: Agreement) -> None:
    amended(cast, agreement, 1, TODAY, words(agreement, "art_4", "trois ans", "cinq ans"), at=timezone.now())
    line = Event.objects.get(verb="amendment-recorded")
    assert cast.ccas.pk in line.audience
