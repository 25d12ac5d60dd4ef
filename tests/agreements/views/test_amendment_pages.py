"""Versions and avenants, as people read and write them."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from maillage.agreements.choices import ChangeState
from maillage.agreements.models import Agreement, Amendment, Expression, Instruction, Party, Term
from tests.agreements.avenants import amended, of, prepared, text_on, words
from tests.agreements.reading_pages import page, said, signed_in
from tests.factories.agreements import confirmed, published

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


@pytest.fixture
def today() -> dt.date:
    """The day on which the pages are asked."""
    return timezone.localdate()


@pytest.fixture
def agreement(cast: Any) -> Agreement:
    """An agreement of the Département and the CCAS."""
    return confirmed(cast.departement, cast.ccas, by=cast.alice)


def _post(client: Client, route: str, *args: object, query: str = "", **data: object) -> Any:
    return client.post(reverse(f"agreements:{route}", args=args) + query, data)


def test_the_tab_lists_versions_in_time_and_avenants(cast: Any, agreement: Agreement, today: dt.date) -> None:
    alice = signed_in(cast.alice)
    shown = said(alice, "versions", agreement.pk)
    assert "Texte d’origine" in shown
    assert "Aucun avenant n’est enregistré." in shown
    amended(cast, agreement, 1, today, words(agreement, "art_4", "trois ans", "cinq ans"))
    shown = said(alice, "versions", agreement.pk)
    assert "Avenant n° 1 Objet 1" in shown
    assert "En vigueur aujourd’hui" in shown
    assert "Voir ce qui change" in shown


def test_the_text_of_a_day_says_where_its_words_come_from(cast: Any, agreement: Agreement, today: dt.date) -> None:
    amended(cast, agreement, 1, today, words(agreement, "art_4", "trois ans", "cinq ans"), at=timezone.now())
    bob = signed_in(cast.bob)
    html = page(bob, "text_on", agreement.pk)
    assert '<a class="words" href="#n-1" id="w-1" data-kind="avenants"' in html
    assert "Avenant n°\u00a01" in html
    assert "En vigueur depuis le" in html
    before = said(bob, "text_on", agreement.pk, query=f"?le={today - DAY}")
    assert "pour une durée de trois ans" in before
    assert "Tous ces mots sont d’origine" in before


def test_words_of_one_paragraph_that_one_avenant_wrote_share_a_note(
    cast: Any, agreement: Agreement, today: dt.date
) -> None:
    swaps = (words(agreement, "art_4", "trois ans", "cinq ans"), words(agreement, "art_4", "tacite", "expresse"))
    amended(cast, agreement, 1, today, *swaps[:1], {**swaps[1]}, at=timezone.now())
    html = page(signed_in(cast.bob), "text_on", agreement.pk)
    assert html.count('role="note"') == 2  # one for each of its changes
    whole = "Il dure cinq ans. Il prend effet à sa notification. Il est renouvelable expressément."
    asked = {"verb": "replace", "target_id": of(agreement, "art_4__para_1"), "words": whole}
    amended(cast, agreement, 2, today, asked, at=timezone.now())
    html = page(signed_in(cast.bob), "text_on", agreement.pk)
    notes = html.count('role="note"')
    assert notes <= 3
    assert html.count('class="words"') > notes


def test_the_text_as_it_was_known(cast: Any, agreement: Agreement, today: dt.date) -> None:
    past = today - 30 * DAY
    Expression.objects.filter(agreement=agreement).update(recorded_at=timezone.now() - 90 * DAY)
    Agreement.objects.filter(pk=agreement.pk).update(shared_at=timezone.now() - 90 * DAY)
    amended(cast, agreement, 1, past, words(agreement, "art_4", "trois ans", "cinq ans"), at=timezone.now())
    alice = signed_in(cast.alice)
    assert "durée de cinq" in said(alice, "text_on", agreement.pk, query=f"?le={past}")
    known = said(alice, "text_on", agreement.pk, query=f"?le={past}&su={today - DAY}")
    assert "trois ans" in known
    assert "Tel qu’il était connu le" in known
    unknown = said(alice, "text_on", agreement.pk, query=f"?le={past}&su={today - 200 * DAY}")
    assert "ne connaissait pas encore ce texte" in unknown
    assert "durée de cinq" in said(alice, "text_on", agreement.pk, query="?le=hier&su=demain")


def test_whoever_reads_a_published_text_does_not_ask_what_was_known(cast: Any, today: dt.date) -> None:
    agreement = published(cast.departement, cast.ccas, by=cast.alice)
    chloe = signed_in(cast.chloe)
    assert "Tel que connu le" not in said(chloe, "versions", agreement.pk)
    assert "trois ans" in said(chloe, "text_on", agreement.pk, query="?su=2001-01-01")


def test_a_party_that_left_reads_the_text_of_its_last_day(cast: Any, agreement: Agreement, today: dt.date) -> None:
    Expression.objects.filter(agreement=agreement).update(recorded_at=timezone.now() - 90 * DAY)
    Party.objects.filter(agreement=agreement, organisation=cast.ccas).update(to_on=today - 10 * DAY)
    amended(cast, agreement, 1, today - 20 * DAY, words(agreement, "art_4", "trois ans", "cinq ans"), at=timezone.now())
    bob = signed_in(cast.bob)
    assert "trois ans" in said(bob, "detail", agreement.pk)
    assert "trois ans" in said(bob, "text_on", agreement.pk, query=f"?le={today}")
    assert "Avenant n° 1" not in said(bob, "versions", agreement.pk)


def test_an_avenant_is_prepared_from_the_text_and_recorded(cast: Any, agreement: Agreement, today: dt.date) -> None:
    alice = signed_in(cast.alice)
    facts = {"number": 1, "title": "Durée", "signed_on": str(today), "effect_on": str(today)}
    _post(alice, "amendment_new", agreement.pk, **facts)
    row = Amendment.objects.get()
    shown = page(alice, "amendment_text", agreement.pk, row.pk)
    paragraph = of(agreement, "art_4__para_1")
    assert f"demander/replace/?disposition={paragraph}" in shown
    query = f"?disposition={paragraph}"
    form = page(alice, "instruction_new", agreement.pk, row.pk, "replace", query=query)
    assert "Il est conclu pour une durée de trois ans" in form
    new = "Le protocole est conclu pour une durée de cinq ans."
    response = _post(
        alice, "instruction_new", agreement.pk, row.pk, "replace", query=query, target=str(paragraph), words=new
    )
    assert response.url.endswith("/texte/")
    assert "cinq ans" in page(alice, "amendment_text", agreement.pk, row.pk)
    shown = page(alice, "amendment", agreement.pk, row.pk)
    assert "<ins>" in shown
    assert "<del>" in shown
    assert "trois ans" in text_on(agreement, today)
    row.refresh_from_db()
    _post(alice, "amendment_record", agreement.pk, row.pk, revision=row.revision)
    assert "cinq ans" in text_on(agreement, today)
    assert "durée de cinq" in said(signed_in(cast.bob), "detail", agreement.pk)


def test_what_the_text_does_not_admit_comes_back_with_what_was_typed(
    cast: Any, agreement: Agreement, today: dt.date
) -> None:
    row = prepared(cast, agreement, 1, today)
    target = of(agreement, "art_4")
    response = _post(
        signed_in(cast.alice), "instruction_new", agreement.pk, row.pk, "words",
        target=str(target), former="quatre ans", words="cinq ans",
    )  # fmt: skip
    shown = response.content.decode()
    assert "ne se lisent pas dans l’article 4" in shown
    assert "quatre ans" in shown
    assert not Instruction.objects.exists()


def test_the_words_of_an_avenant_are_read_then_confirmed_one_by_one(
    cast: Any, agreement: Agreement, today: dt.date
) -> None:
    row = prepared(cast, agreement, 1, today)
    alice = signed_in(cast.alice)
    typed = (
        "À l’article 4, les mots « trois ans » sont remplacés par les mots « cinq ans ».\n"
        "L’article 12 est abrogé.\nL’article 5 est abrogé."
    )
    _post(alice, "amendment_read", agreement.pk, row.pk, words=typed)
    shown = said(alice, "amendment", agreement.pk, row.pk)
    assert shown.count("À confirmer") == 3
    assert "Le texte n’a pas cette disposition : L’article 12." in shown
    first, second, third = row.instructions.order_by("position")
    _post(alice, "instruction_confirm", agreement.pk, row.pk, first.pk)
    refused = _post(alice, "instruction_confirm", agreement.pk, row.pk, second.pk)
    assert refused.url.endswith(f"/changements/{second.pk}/")
    _post(alice, "instruction_drop", agreement.pk, row.pk, second.pk, revision=second.revision)
    form = page(alice, "instruction_edit", agreement.pk, row.pk, third.pk)
    assert "Lu dans l’avenant : « L’article 5 est abrogé. »" in form
    _post(
        alice, "instruction_edit", agreement.pk, row.pk, third.pk, target=str(third.target_id), revision=third.revision
    )
    assert list(row.instructions.values_list("confirmed_by", flat=True)) == [cast.alice.pk] * 2
    nothing = _post(alice, "amendment_read", agreement.pk, row.pk, words="Le présent avenant est signé.")
    assert "demandez les changements vous-même" in nothing.content.decode()


def test_a_clause_and_a_party_change_by_their_own_forms(cast: Any, agreement: Agreement, today: dt.date) -> None:
    row = prepared(cast, agreement, 1, today)
    alice = signed_in(cast.alice)
    assert "Quelle clause change" in page(alice, "instruction_new", agreement.pk, row.pk, "term")
    _post(alice, "instruction_new", agreement.pk, row.pk, "term", query="?clause=duration", count=5, unit="Y")
    ccas = Party.objects.get(agreement=agreement, organisation=cast.ccas)
    _post(alice, "instruction_new", agreement.pk, row.pk, "leave", party=str(ccas.pk))
    shown = said(alice, "amendment", agreement.pk, row.pk)
    assert "Durée Cinq ans" in shown
    row.refresh_from_db()
    _post(alice, "amendment_record", agreement.pk, row.pk, revision=row.revision)
    assert Term.objects.get(agreement=agreement, instruction__isnull=False).value == "P5Y"
    ccas.refresh_from_db()
    assert ccas.to_on == today - DAY


def test_a_question_is_decided_and_an_avenant_withdrawn_with_its_reason(
    cast: Any, agreement: Agreement, today: dt.date
) -> None:
    amended(cast, agreement, 1, today, words(agreement, "art_4", "trois ans", "quatre ans"))
    later = words(agreement, "art_4", "tacite", "expresse")
    row = amended(cast, agreement, 2, today, later)
    bob = signed_in(cast.bob)
    assert "À décider" in said(bob, "versions", agreement.pk)
    asked = row.instructions.get()
    _post(bob, "instruction_decide", agreement.pk, row.pk, asked.pk, decision="stands", revision=asked.revision)
    assert "À décider" not in said(bob, "versions", agreement.pk)
    row.refresh_from_db()
    empty = _post(bob, "amendment_withdraw", agreement.pk, row.pk, reason="", revision=row.revision)
    assert empty.status_code == 200
    _post(bob, "amendment_withdraw", agreement.pk, row.pk, reason="Jamais signé.", revision=row.revision)
    assert "Retiré" in said(bob, "amendment", agreement.pk, row.pk)
    assert "Jamais signé." in said(bob, "versions", agreement.pk)
    assert "tacite reconduction" in text_on(agreement, today)


def test_commitments_are_confirmed_on_the_page_and_tell_their_history(
    cast: Any, agreement: Agreement, today: dt.date
) -> None:
    row = amended(cast, agreement, 1, today, words(agreement, "art_2", "hebdomadaire", "quotidienne"))
    alice = signed_in(cast.alice)
    assert "Ce que deviennent les engagements" in said(alice, "amendment", agreement.pk, row.pk)
    change = row.commitment_changes.get()
    shown = alice.get(reverse("agreements:amendment", args=[agreement.pk, row.pk])).content.decode()
    assert shown.count('method="post"') == shown.count('name="csrfmiddlewaretoken"')
    _post(alice, "fate_decide", agreement.pk, row.pk, change.pk, decision="confirmed")
    change.refresh_from_db()
    assert change.state == ChangeState.CONFIRMED
    shown = said(alice, "commitment", agreement.pk, change.after.get().commitment_id)
    assert "tenir une permanence quotidienne" in shown
    assert "tenir une permanence hebdomadaire" in shown
    assert "Avenant n° 1 : modifié le" in shown


def test_the_pages_ask_as_many_questions_however_many_avenants(cast: Any, agreement: Agreement, today: dt.date) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    alice = signed_in(cast.alice)

    def count(route: str, *args: object) -> int:
        with CaptureQueriesContext(
            connection,
        ) as caught:
            page(alice, route, *args)
        return len(caught)

    swaps = [("trois ans", "quatre ans"), ("quatre ans", "cinq ans"), ("cinq ans", "six ans"), ("six ans", "sept ans")]
    first = amended(cast, agreement, 1, today - 50 * DAY, words(agreement, "art_4", *swaps[0]))
    routes = [
        ("versions", agreement.pk),
        ("text_on", agreement.pk),
        ("detail", agreement.pk),
        ("amendment", agreement.pk, first.pk),
    ]
    before = [count(*one) for one in routes]
    for number, swap in enumerate(swaps[1:], start=2):
        amended(cast, agreement, number, today - (50 - number) * DAY, words(agreement, "art_4", *swap))
    assert [count(*one) for one in routes] == before
