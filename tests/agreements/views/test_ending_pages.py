"""What follows the term, notices and disputes, as people read and write them."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.utils import timezone

from maillage.agreements.actions import ending, lasting
from maillage.agreements.choices import FindingSort, LinkKind
from maillage.agreements.ending_choices import EndingWay, Means
from maillage.agreements.models import Agreement, AgreementLink, Delivery, Dispute, Ending, Finding, Party
from maillage.notices.models import Notice
from tests.agreements.pages import address, sign_in, text
from tests.factories.agreements import confirmed, judged
from tests.helpers import ReadOnlyGet

pytestmark = pytest.mark.django_db

SIGNED = dt.date(2025, 3, 15)


@pytest.fixture
def agreement(cast: Any) -> Agreement:
    """A protocol whose first term ends in four months."""
    ends = timezone.localdate() + dt.timedelta(days=120)
    return confirmed(cast.departement, cast.ccas, by=cast.alice, signed_on=SIGNED, effect_on=SIGNED, ends_on=ends)


def party(agreement: Agreement, organisation: Any) -> Party:
    return Party.objects.get(agreement=agreement, organisation=organisation)


def sent(agreement: Agreement, cast: Any, received_on: dt.date | None = None, **more: Any) -> Ending:
    notice = ending.prepare(
        party=party(agreement, cast.ccas),
        way=more.pop("way", EndingWay.EXIT_NOTICE),
        by=cast.bob,
        at=timezone.now(),
    )
    ending.deliver(
        ending=notice,
        party=party(agreement, cast.departement),
        means=more.pop("means", Means.REGISTERED_LETTER),
        sent_on=dt.date(2026, 1, 5),
        received_on=received_on,
        by=cast.bob,
        at=timezone.now(),
        **more,
    )
    return notice


# ---------------------------------------------------------------- what follows


def test_six_months_ahead_the_page_says_that_it_is_time_and_by_when_to_write(
    client: ReadOnlyGet, cast: Any, agreement: Agreement
) -> None:
    judged(agreement, cast.ccas, "kept", by=cast.bob, share_now=True)
    page = text(sign_in(client, cast.alice), address("suite", agreement))
    assert "C’est le moment de décider de la suite" in page
    assert "Dernier jour prudent pour s’opposer" in page
    assert "Dernier jour légal" in page
    assert "l’accord repart sans terme écrit" in page
    assert "1 tenu, " in page
    assert "N’a rien dit encore" in page


def test_what_a_party_wishes_is_read_by_its_partner(client: ReadOnlyGet, cast: Any, agreement: Agreement) -> None:
    sign_in(client, cast.bob)
    url = address("wish", agreement, party(agreement, cast.ccas).pk)
    data = {"choice": "change", "word": "Ajouter la permanence du samedi.", "said_on": timezone.localdate().isoformat()}
    assert client.post(url, data).status_code == 302
    page = text(sign_in(client, cast.alice), address("suite", agreement))
    assert "Renouveler en le modifiant" in page
    assert "Ajouter la permanence du samedi." in page


def test_renewing_starts_a_draft_from_the_text_in_force_once(
    client: ReadOnlyGet, cast: Any, agreement: Agreement
) -> None:
    sign_in(client, cast.alice)
    for _ in range(2):
        assert client.post(address("renew", agreement)).status_code == 302
    link = AgreementLink.objects.get(target=agreement, kind=LinkKind.RENEWS)
    assert link.agreement.confirmed_at is None
    tied = Finding.objects.filter(agreement=link.agreement, sort=FindingSort.PARTY, tied_to__isnull=False)
    assert {one.tied_to for one in tied} == {cast.departement, cast.ccas}
    assert "Renouvellement commencé" in text(client, address("suite", agreement))
    assert "Renouvellement commencé" not in text(sign_in(client, cast.bob), address("suite", agreement))


# ---------------------------------------------------------------- a notice


def test_a_notice_is_prepared_printed_sent_and_received(client: ReadOnlyGet, cast: Any, agreement: Agreement) -> None:
    sign_in(client, cast.bob)
    giver, to = party(agreement, cast.ccas), party(agreement, cast.departement)
    new = address("notice_new", agreement, giver.pk, "resiliation")
    assert "Le préavis court quand le dernier l’a reçue." in text(client, new)
    assert client.post(new, {"reason": "Nos missions changent.", "asked_on": ""}).status_code == 302
    notice = Ending.objects.get()
    letters = text(client, address("notice_letters", agreement, notice.pk))
    assert "Le Département de l’Ourcelle" in letters
    assert "moyennant un préavis de trois mois" in letters
    assert "Nos missions changent." in letters
    assert "Préparation" not in text(sign_in(client, cast.alice), address("suite", agreement))
    sign_in(client, cast.bob)
    url = address("delivery", agreement, notice.pk, to.pk)
    data = {"means": "registered_letter", "sent_on": "2026-01-05", "seen": ""}
    assert client.post(url, data).status_code == 302
    assert "Pas encore reçu par tous" in text(client, address("notice", agreement, notice.pk))
    again = client.post(url, data | {"received_on": "2026-01-07"}).content.decode()
    assert "Quelqu’un d’autre a modifié cette page" in again
    known = Delivery.objects.get()
    assert client.post(url, data | {"received_on": "2026-01-31", "seen": str(known.pk)}).status_code == 302
    page = text(sign_in(client, cast.alice), address("notice", agreement, notice.pk))
    assert "30 avril 2026" in page
    assert "articles 641, 642 et 669" in page


def test_a_partner_says_when_it_received_its_letter(client: ReadOnlyGet, cast: Any, agreement: Agreement) -> None:
    notice = sent(agreement, cast)
    known = Delivery.objects.get()
    url = address("delivery", agreement, notice.pk, party(agreement, cast.departement).pk)
    data = {"means": "registered_letter", "sent_on": "2026-01-05", "received_on": "2026-01-08", "seen": str(known.pk)}
    assert sign_in(client, cast.alice).post(url, data).status_code == 302
    assert Delivery.objects.current().get().received_on == dt.date(2026, 1, 8)


def test_a_partner_is_told_of_the_letter_until_it_has_received_it(cast: Any, agreement: Agreement) -> None:
    notice = sent(agreement, cast)
    alert = Notice.objects.standing().get(kind="notice-given")
    assert alert.organisation_id == cast.departement.pk
    assert alert.title.startswith("Résiliation par une partie – PROTOCOLE")
    known = Delivery.objects.get()
    ending.deliver(
        ending=notice,
        party=known.party,
        means=known.means,
        sent_on=known.sent_on,
        received_on=dt.date(2026, 1, 8),
        seen=known.pk,
        by=cast.bob,
        at=timezone.now(),
    )
    assert not Notice.objects.standing().filter(kind="notice-given").exists()


def test_another_way_than_the_one_of_the_text_is_told(client: ReadOnlyGet, cast: Any, agreement: Agreement) -> None:
    notice = sent(agreement, cast, means=Means.EMAIL)
    page = text(sign_in(client, cast.alice), address("notice", agreement, notice.pk))
    assert "Le texte demande une lettre recommandée." in page


def test_an_accord_that_is_over_says_so_and_offers_no_letter(
    client: ReadOnlyGet, cast: Any, agreement: Agreement
) -> None:
    sent(agreement, cast, dt.date(2026, 1, 7))
    page = text(sign_in(client, cast.alice), address("suite", agreement))
    assert "L’accord a pris fin" in page
    assert "Préavis donné par le CCAS." in page
    assert "S’opposer à la reconduction" not in page


def test_the_last_day_of_an_accord_moves_with_an_extension_and_comes_back(
    client: ReadOnlyGet, cast: Any, agreement: Agreement
) -> None:
    sign_in(client, cast.alice)
    today = timezone.localdate()
    until = (today + dt.timedelta(days=400)).isoformat()
    assert client.post(address("extension_new", agreement), {"signed_on": today.isoformat(), "until_on": until})
    row = agreement.extensions.get()
    page = text(client, address("suite", agreement))
    assert "dans 400 jours" in page
    url = address("fact_withdraw", agreement, "prolongation", row.pk)
    assert "Ce champ est obligatoire" in client.post(url, {"reason": ""}).content.decode()
    assert client.post(url, {"reason": "Elle n’a pas été signée."}).status_code == 302
    page = text(client, address("suite", agreement))
    assert "dans 120 jours" in page
    assert "Elle n’a pas été signée." in page


def test_an_end_decided_by_all_is_stated_with_its_day(client: ReadOnlyGet, cast: Any, agreement: Agreement) -> None:
    sign_in(client, cast.alice)
    url = address("ending_new", agreement)
    data = {"way": "court", "decided_on": "2026-01-05", "ends_on": "2026-06-30"}
    assert "Écrivez quelle juridiction a décidé." in client.post(url, data).content.decode()
    assert client.post(url, data | {"court": "tribunal administratif de Lille"}).status_code == 302
    page = text(client, address("suite", agreement))
    assert "tribunal administratif de Lille" in page
    assert "30 juin 2026" in page


def test_a_suspension_ends(client: ReadOnlyGet, cast: Any, agreement: Agreement) -> None:
    sign_in(client, cast.alice)
    data = {"from_on": "2026-01-05", "to_on": "", "reason": "Travaux"}
    assert client.post(address("suspension_new", agreement), data).status_code == 302
    row = agreement.suspensions.get()
    assert client.post(address("suspension_end", agreement, row.pk), {"to_on": "2026-02-28"}).status_code == 302
    assert "Du 5 janvier 2026 au 28 février 2026" in text(client, address("suite", agreement))


# ---------------------------------------------------------------- disputes


def test_a_dispute_goes_on_by_steps_and_a_mediation_stops_the_clock(
    client: ReadOnlyGet, cast: Any, agreement: Agreement
) -> None:
    sign_in(client, cast.bob)
    data = {"subject": "La permanence", "description": "", "opened_on": "2026-01-05", "party": ""}
    assert client.post(address("dispute_new", agreement), data).status_code == 302
    dispute = Dispute.objects.get()
    step = address("step_new", agreement, dispute.pk)
    assert client.post(step, {"kind": "mediation", "on": "2026-02-01"}).status_code == 302
    page = text(sign_in(client, cast.alice), address("disputes", agreement))
    assert "Médiation en cours" in page
    assert "les délais de recours sont interrompus" in page
    assert "Code de justice administrative, article L213-6" in page
    client.post(step, {"kind": "settlement", "on": "2026-03-01"})
    assert "clos le 1er mars 2026" in text(client, address("disputes", agreement))


def test_the_court_of_the_place_stands_beside_the_one_of_the_text(
    client: ReadOnlyGet, cast: Any, agreement: Agreement
) -> None:
    cast.departement.postal_code = "92000"
    cast.departement.save()
    from maillage.agreements.actions import terms

    terms.write(
        agreement=agreement,
        name="dispute_court",
        value="tribunal administratif de Nanterre",
        declared_by="M. Roux",
        by=None,
        at=timezone.now(),
    )
    page = text(sign_in(client, cast.alice), address("disputes", agreement))
    assert "Tribunal administratif de Cergy-Pontoise" in page
    assert "n’est pas celui du lieu" in page


@pytest.mark.parametrize("count", [1, 8])
def test_the_number_of_queries_of_the_page_does_not_grow(
    client: ReadOnlyGet, cast: Any, agreement: Agreement, count: int, django_assert_max_num_queries: Any
) -> None:
    for number in range(count):
        notice = sent(agreement, cast)
        ending.withdraw(ending=notice, reason="essai", by=None, at=timezone.now())
        sent(agreement, cast)
        lasting.suspend(
            agreement=agreement,
            from_on=dt.date(2026, 1, 1) + dt.timedelta(days=10 * number),
            to_on=dt.date(2026, 1, 2) + dt.timedelta(days=10 * number),
            reason="essai",
            by=None,
            at=timezone.now(),
        )
    sign_in(client, cast.alice)
    client.get(address("suite", agreement))
    with django_assert_max_num_queries(38):
        client.get(address("suite", agreement))
