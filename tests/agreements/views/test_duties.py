"""The calendar of duties, its month, its file, and what is said to be done."""

from __future__ import annotations

import datetime as dt
from io import BytesIO
from typing import Any

from django.test import Client
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from maillage.agreements.actions import doing
from maillage.agreements.models import Agreement, Duty
from maillage.organisations.choices import MandateFunction
from tests.accounts.entering import words_of
from tests.agreements.dated import dated, duty_of
from tests.cast import Cast
from tests.helpers import assert_flat
from tests.notices.telling import somebody

LIST = "duties:list"


def inside(user: Any) -> Client:
    client = Client()
    client.force_login(user)
    return client


def recent(cast: Cast, **more: Any) -> Agreement:
    """In force for some months at the real day, on which pages are shown."""
    return dated(cast, since=timezone.localdate() - dt.timedelta(days=100), at=timezone.now(), **more)


def late(agreement: Agreement) -> Duty:
    """The first meeting, which should have been held last week."""
    duty = duty_of(agreement, "meeting")
    Duty.objects.filter(pk=duty.pk).update(on=timezone.localdate() - dt.timedelta(days=7))
    duty.refresh_from_db()
    return duty


def test_late_ones_come_first_then_months(cast: Cast) -> None:
    agreement = recent(cast)
    late(agreement)
    words = words_of(inside(cast.alice).get(reverse(LIST))).partition("Filtrer")[2]
    assert words.index("En retard") < words.index("Bilan ou évaluation")
    assert agreement.title in words
    assert "« bilan annuel »" in words or "bilan annuel" in words


def test_somebody_who_reads_none_of_it_sees_an_empty_calendar(cast: Cast) -> None:
    recent(cast)
    assert "Aucune échéance à venir." in words_of(inside(cast.chloe).get(reverse(LIST)))


def test_a_published_agreement_is_nobody_elses_calendar(cast: Cast) -> None:
    agreement = recent(cast)
    Agreement.objects.filter(pk=agreement.pk).update(published_at=timezone.now())
    assert "Aucune échéance à venir." in words_of(inside(cast.chloe).get(reverse(LIST)))


def test_the_criteria_narrow_the_list(cast: Cast) -> None:
    agreement = recent(cast)
    client = inside(cast.alice)

    def shown(**given: Any) -> str:
        return words_of(client.get(reverse(LIST), given)).partition("Emporter ces")[0].partition("Filtrer")[2]

    assert "Réunion" not in shown(nature="evaluation")
    assert "Bilan" in shown(nature="evaluation")
    assert "Bilan" in shown(q="montclair")
    assert "Aucune échéance ne répond" in shown(q="rochebelle")
    assert "Aucune échéance ne répond" in shown(au="2001-01-01")
    assert "Bilan" in shown(accord=agreement.pk)
    assert "Aucune échéance ne répond" in shown(qui="pilote")
    assert "Bilan" in shown(qui="nous")
    assert "Bilan" in shown(du="n’importe quoi"), "what cannot be read is no criterion"


def test_a_pilot_finds_the_agreements_that_they_run(cast: Cast) -> None:
    agreement = recent(cast)
    pilot = somebody(cast.departement, function=MandateFunction.PILOT, agreement_id=agreement.pk)
    assert "Bilan" in words_of(inside(pilot).get(reverse(LIST), {"qui": "pilote"}))


def test_an_agreement_that_one_may_not_see_is_not_there(cast: Cast) -> None:
    agreement = recent(cast)
    assert inside(cast.chloe).get(reverse(LIST), {"accord": agreement.pk}).status_code == 404
    assert inside(cast.chloe).get(reverse(LIST), {"accord": "x"}).status_code == 404


def test_a_duty_shows_its_words_and_leads_to_its_article(cast: Cast) -> None:
    duty = duty_of(recent(cast), "latest_notice_receipt")
    page = inside(cast.alice).get(duty.get_absolute_url())
    words = words_of(page)
    assert "préavis de trois mois" in words
    assert "Code de procédure civile, articles 641 et 669" in words
    assert f"{duty.agreement.get_absolute_url()}#" in page.content.decode()


def test_doing_with_a_word_then_taking_it_back(cast: Cast) -> None:
    duty = late(recent(cast))
    client = inside(cast.alice)
    done = reverse("duties:done", args=[duty.pk])
    page = client.post(done, {"organisation": cast.departement.pk, "word": "Tenue le 3."}, follow=True)
    assert "Déclaré par Département de l’Ourcelle" in words_of(page)
    assert "Tenue le 3." in words_of(page)
    assert "Tenue le 3." in words_of(inside(cast.bob).get(duty.get_absolute_url())), "the other party reads it"
    page = client.post(done, {"organisation": cast.departement.pk}, follow=True)
    assert "déjà notée comme faite" in words_of(page)
    page = client.post(reverse("duties:undone", args=[duty.pk]), follow=True)
    assert "En retard" in words_of(page)
    page = client.post(reverse("duties:undone", args=[duty.pk]), follow=True)
    assert "n’est pas notée comme faite" in words_of(page)


def test_nobody_declares_for_an_organisation_that_is_not_theirs(cast: Cast) -> None:
    duty = late(recent(cast))
    page = inside(cast.alice).post(reverse("duties:done", args=[duty.pk]), {"organisation": cast.ccas.pk})
    assert page.status_code == 200
    duty.refresh_from_db()
    assert duty.done_at is None


def test_what_one_party_owes_is_not_declared_by_another_that_speaks_for_itself(cast: Cast) -> None:
    duty = late(recent(cast))
    Duty.objects.filter(pk=duty.pk).update(party=duty.agreement.parties.get(organisation=cast.ccas))
    where = reverse("duties:done", args=[duty.pk])
    assert inside(cast.alice).get(where).status_code == 403
    assert inside(cast.bob).get(where).status_code == 200


def test_done_ones_are_listed_apart(cast: Cast) -> None:
    duty = late(recent(cast))
    doing.do(duty=duty, organisation=cast.departement, by=cast.alice, at=timezone.now())
    client = inside(cast.alice)
    assert "Faite" not in words_of(client.get(reverse(LIST))).partition("Filtrer")[2]
    assert "Faite" in words_of(client.get(reverse(LIST), {"etat": "faites"}))


def test_the_month_shows_its_days_and_leads_to_the_others(cast: Cast) -> None:
    duty = duty_of(recent(cast), "evaluation")
    client = inside(cast.alice)
    page = client.get(reverse("duties:month"), {"mois": f"{duty.on:%Y-%m}"})
    assert "Bilan ou évaluation" in words_of(page)
    assert client.get(reverse("duties:month"), {"mois": "pas un mois"}).status_code == 200


def test_the_workbook_holds_what_the_list_shows(cast: Cast) -> None:
    agreement = recent(cast)
    answer = inside(cast.alice).get(reverse("duties:export"), {"nature": "latest_notice_receipt"})
    rows = list(load_workbook(BytesIO(answer.content)).active.values)
    assert rows[0][0] == "Pour le"
    assert len(rows) == 2
    assert rows[1][3] == agreement.title
    assert rows[1][6] == "préavis de trois mois"


def test_the_calendar_costs_the_same_with_more_agreements(cast: Cast) -> None:
    def grow() -> None:
        agreement = recent(cast)
        day = timezone.localdate()
        Duty.objects.bulk_create(
            Duty(
                agreement=agreement,
                key=f"more:{rank}",
                kind="payment",
                on=day,
                explanation="-",
                changed_at=timezone.now(),
            )
            for rank in range(60)
        )

    grow()
    assert_flat(inside(cast.alice), reverse(LIST), grow)
    assert_flat(inside(cast.alice), reverse("duties:month"), grow)


def test_an_organisation_sets_its_leads(cast: Cast) -> None:
    recent(cast)
    client = inside(cast.alice)
    where = reverse("duties:leads", args=[cast.departement.pk])
    form = client.get(where).context["form"]
    said = {name: field.initial for name, field in form.fields.items()} | {"meeting": 45}
    assert "Les délais sont enregistrés." in words_of(client.post(where, said, follow=True))
    assert client.get(where).context["form"].fields["meeting"].initial == 45
    assert client.post(where, said | {"meeting": 0}).status_code == 200
