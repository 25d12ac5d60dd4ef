"""The page of alerts, the settings, and the link of one purpose that letters carry."""

from __future__ import annotations

import datetime as dt
from email.utils import parseaddr
from typing import Any

import pytest
from django.core import signing
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from maillage.notices.choices import Rhythm
from maillage.notices.links import LIFETIME, Choice, choice_of, token_of
from maillage.notices.models import Letter, Preference, Telling
from tests.accounts.entering import words_of
from tests.cast import Cast
from tests.factories.organisations import OrganisationFactory
from tests.helpers import assert_flat
from tests.notices.telling import TITLE, told

ONE_CLICK = {"List-Unsubscribe": "One-Click"}


def now() -> dt.datetime:
    return timezone.now()


def inside(user: Any) -> Client:
    client = Client()
    client.force_login(user)
    return client


def address(cast: Cast) -> str:
    return reverse("notices:rhythm", args=[token_of(Choice(cast.alice.pk, cast.departement.pk))])


def test_the_page_says_what_waits_and_the_masthead_counts_it(cast: Cast) -> None:
    told(cast.departement, at=now(), due_on=dt.date(2030, 3, 1))
    page = inside(cast.alice).get(reverse("notices:inbox"))
    words = words_of(page)
    assert TITLE in words
    assert "1er mars 2030" in words or "1 mars 2030" in words
    assert "1 avis à voir" in words


def test_seeing_keeps_the_alert_and_empties_the_count(cast: Cast) -> None:
    notice = told(cast.departement, at=now())
    client = inside(cast.alice)
    page = client.post(reverse("notices:see"), {"notice": notice.pk}, follow=True)
    assert TITLE in words_of(page)
    assert "à voir" not in words_of(page)
    told(cast.departement, at=now())
    client.post(reverse("notices:see"))
    assert not Telling.objects.filter(user=cast.alice, seen_at__isnull=True).exists()


def test_somebody_elses_alert_is_not_there(cast: Cast) -> None:
    notice = told(cast.departement, at=now())
    assert inside(cast.bob).post(reverse("notices:see"), {"notice": notice.pk}).status_code == 404
    assert TITLE not in words_of(inside(cast.bob).get(reverse("notices:inbox")))


def test_the_operator_is_shown_which_organisation_nobody_can_be_told_of_and_no_title(cast: Cast, enter: Any) -> None:
    told(OrganisationFactory(name="Orpheline"), at=now())
    words = words_of(enter(cast.odile).get(reverse("notices:inbox")))
    assert "Orpheline" in words
    assert TITLE not in words
    assert "Orpheline" not in words_of(inside(cast.alice).get(reverse("notices:inbox")))


def test_the_operator_is_shown_letters_that_do_not_leave_without_their_address(cast: Cast, enter: Any) -> None:
    Letter.objects.create(
        key="one", email="nadia@mairie.example", sealed="x", written_at=now(), due_at=now(), problem="Le serveur dort."
    )
    words = words_of(enter(cast.odile).get(reverse("notices:inbox")))
    assert "Le serveur dort." in words
    assert parseaddr("nadia@mairie.example")[1] not in words
    assert "Le serveur dort." not in words_of(inside(cast.alice).get(reverse("notices:inbox")))


def test_the_page_costs_the_same_with_many_alerts(cast: Cast) -> None:
    told(cast.departement, at=now())

    def grow() -> None:
        for _ in range(6):
            told(cast.departement, at=now())

    assert_flat(inside(cast.alice), reverse("notices:inbox"), grow)


def test_one_chooses_a_rhythm_for_each_organisation(cast: Cast) -> None:
    page = inside(cast.alice).post(
        reverse("notices:rhythms"), {f"rhythm-{cast.departement.pk}": Rhythm.WEEKLY}, follow=True
    )
    assert "Vos réglages sont enregistrés." in words_of(page)
    assert Preference.objects.get().rhythm == Rhythm.WEEKLY


def test_one_click_in_the_mail_program_stops_the_letters_without_signing_in(cast: Cast) -> None:
    client = Client(enforce_csrf_checks=True)
    assert client.post(address(cast), ONE_CLICK).status_code == 200
    row = Preference.objects.get()
    assert (row.user, row.organisation, row.rhythm) == (cast.alice, cast.departement, Rhythm.NEVER)


def test_opening_the_link_writes_nothing_and_offers_the_choice(cast: Cast) -> None:
    page = Client().get(address(cast))
    assert "Département de l’Ourcelle" in words_of(page)
    assert not Preference.objects.exists()
    assert "C’est noté" in words_of(Client().post(address(cast), {"rhythm": Rhythm.AT_ONCE}))
    assert Preference.objects.get().rhythm == Rhythm.AT_ONCE


def test_the_page_of_the_link_names_nobody(cast: Cast) -> None:
    words = words_of(Client().get(address(cast)))
    assert "Alice" not in words
    assert cast.alice.email not in words


@pytest.mark.django_db
@pytest.mark.parametrize("token", ["nothing", signing.dumps(["1", "2"], salt="maillage.notices.rhythm")])
def test_a_forged_link_opens_nothing(token: str) -> None:
    answer = Client().post(reverse("notices:rhythm", args=[token]), ONE_CLICK)
    assert answer.status_code == 410
    assert not Preference.objects.exists()


def test_a_link_of_another_purpose_and_one_too_old_open_nothing(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    other = signing.dumps([cast.alice.pk.hex, cast.departement.pk.hex], salt="maillage.other")
    assert choice_of(other) is None
    token = token_of(Choice(cast.alice.pk, cast.departement.pk))
    later = now().timestamp() + LIFETIME.total_seconds() + 60
    monkeypatch.setattr("django.core.signing.time.time", lambda: later)
    assert choice_of(token) is None


def test_the_link_of_a_closed_account_opens_nothing(cast: Cast) -> None:
    where = address(cast)
    cast.alice.is_active, cast.alice.closed_at = False, now()
    cast.alice.save()
    assert Client().get(where).status_code == 410
