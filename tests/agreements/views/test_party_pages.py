"""Who is in an agreement, as people read and fill in its page."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.utils import timezone

from maillage.agreements.actions import adherences
from maillage.agreements.choices import AdherenceBasis
from maillage.agreements.models import (
    Adherence,
    Agreement,
    Guarantor,
    Party,
)
from maillage.organisations.choices import MandateFunction
from maillage.organisations.models import Mandate
from tests.agreements.pages import address, party_of, sign_in, text
from tests.cast import NOW
from tests.factories.agreements import confirmed
from tests.factories.organisations import MandateFactory
from tests.helpers import ReadOnlyGet

pytestmark = pytest.mark.django_db
LONG_AGO = dt.date(2025, 1, 1)


@pytest.fixture
def agreement(cast: Any) -> Agreement:
    return confirmed(cast.departement, cast.ccas, by=cast.alice)


@pytest.fixture
def charter(cast: Any) -> Agreement:
    return confirmed(cast.departement, cast.federation, by=cast.alice)


# ---------------------------------------------------------------- parties


def test_the_parties_are_shown_as_signed_with_their_side_and_what_is_blank(
    client: ReadOnlyGet, cast: Any, agreement: Agreement
) -> None:
    page = text(sign_in(client, cast.bob), address("parties", agreement))
    assert page.index("D’une part") < page.index("Le Département de l’Ourcelle") < page.index("D’autre part")
    assert "délibération n° 2025-118 de la commission permanente" in page
    assert "Numéro ou date en blanc" in page


def test_a_name_in_capitals_is_made_readable_and_stays_as_signed(
    client: ReadOnlyGet, cast: Any, agreement: Agreement
) -> None:
    Party.objects.filter(pk=party_of(agreement, cast.ccas).pk).update(name="LE CCAS DE PONT-SUR-OURCELLE")
    page = text(sign_in(client, cast.bob), address("parties", agreement))
    assert "Le CCAS de Pont-sur-Ourcelle" in page
    assert "<dt>Tel que signé</dt><dd>LE CCAS DE PONT-SUR-OURCELLE</dd>" in page


def test_an_untied_party_says_so_and_is_tied_to_a_new_organisation(
    client: ReadOnlyGet, cast: Any, agreement: Agreement
) -> None:
    row = party_of(agreement, cast.ccas)
    Party.objects.filter(pk=row.pk).update(organisation=None)
    sign_in(client, cast.alice)
    assert "Rattachée à aucune organisation" in text(client, address("parties", agreement))
    assert "CCAS de Montclair" in text(client, address("party_tie", agreement, row.pk))
    answer = client.post(address("party_tie_new", agreement, row.pk), {"name": "Régie de Bourgneuf", "kind": "other"})
    assert answer.status_code == 302
    row.refresh_from_db()
    assert str(row.organisation) == "Régie de Bourgneuf"


def test_a_likely_double_is_shown_before_it_is_added(client: ReadOnlyGet, cast: Any, agreement: Agreement) -> None:
    row = party_of(agreement, cast.ccas)
    Party.objects.filter(pk=row.pk).update(organisation=None)
    sign_in(client, cast.alice)
    page = client.post(
        address("party_tie_new", agreement, row.pk), {"name": "CCAS de Montclair", "kind": "ccas"}
    ).content.decode()
    assert "Elle est peut-être déjà dans l’annuaire" in page


def test_a_party_is_untied_by_itself(client: ReadOnlyGet, cast: Any, agreement: Agreement) -> None:
    row = party_of(agreement, cast.ccas)
    sign_in(client, cast.bob).post(address("party_tie", agreement, row.pk), {"organisation": "", "revision": "0"})
    row.refresh_from_db()
    assert row.organisation is None


def test_what_was_typed_is_kept_when_somebody_else_wrote(client: ReadOnlyGet, cast: Any, agreement: Agreement) -> None:
    row = party_of(agreement, cast.ccas)
    data = {"name": row.name, "short_name": "le Centre", "nature": "public", "side": "2", "revision": "0"}
    sign_in(client, cast.bob)
    assert client.post(address("party_edit", agreement, row.pk), data).status_code == 302
    page = client.post(address("party_edit", agreement, row.pk), data | {"short_name": "la Régie"}).content.decode()
    assert "Quelqu’un d’autre a modifié cette page" in page
    assert 'value="la Régie"' in page
    row.refresh_from_db()
    assert (row.short_name, row.represented_by) == ("le Centre", "")


def test_an_actor_joins_and_leaves_on_days(client: ReadOnlyGet, cast: Any, agreement: Agreement) -> None:
    sign_in(client, cast.alice)
    joined = {"organisation": cast.outsider.pk, "role": "associated", "from_on": "2025-01-01", "declared_by": ""}
    assert client.post(address("party_join", agreement), joined).status_code == 302
    page = text(client, address("parties", agreement))
    assert "Acteurs associés et bénéficiaires" in page
    assert "Bibliothèque sonore" in page
    assert "Bibliothèque sonore" not in text(client, f"{address('parties', agreement)}?au=2024-12-31")
    row = party_of(agreement, cast.outsider)
    assert "Déclaré par" in text(client, address("party_leave", agreement, row.pk))
    client.post(address("party_leave", agreement, row.pk), {"last_day_on": "2025-06-30", "declared_by": "M. Roy"})
    page = text(client, address("parties", agreement))
    assert "Elles en ont fait partie" in page
    assert "jusqu’au 30 juin 2025, déclaré par M. Roy" in page


def test_a_pilot_is_named_and_another_takes_the_place(client: ReadOnlyGet, cast: Any, agreement: Agreement) -> None:
    row = party_of(agreement, cast.departement)
    today = timezone.localdate()
    sign_in(client, cast.alice)
    for person, day in ((cast.alice.person, today - dt.timedelta(days=9)), (cast.adele.person, today)):
        data = {"person": person.pk, "from_on": day.isoformat()}
        assert client.post(address("pilot_name", agreement, row.pk, "pilote"), data).status_code == 302
    held = Mandate.objects.filter(function=MandateFunction.PILOT, agreement_id=agreement.pk).order_by("from_on")
    assert [(one.person, one.to_on) for one in held] == [
        (cast.alice.person, today - dt.timedelta(days=1)),
        (cast.adele.person, None),
    ]
    assert "Adèle Arnoux" in text(sign_in(client, cast.bob), address("parties", agreement))
    assert client.get(address("pilot_name", agreement, row.pk, "chef")).status_code in {403, 404}


def test_pilots_and_members_are_not_shown_to_the_public(client: ReadOnlyGet, cast: Any, agreement: Agreement) -> None:
    MandateFactory(
        organisation=cast.departement,
        person=cast.alice.person,
        function=MandateFunction.PILOT,
        agreement_id=agreement.pk,
    )
    Agreement.objects.filter(pk=agreement.pk).update(published_at=NOW)
    page = text(sign_in(client, cast.chloe), address("parties", agreement))
    assert "le Département" in page
    assert "Alice Amblard" not in page
    assert "Nommer un pilote" not in page


def test_somebody_of_the_ccas_cannot_name_the_pilot_of_the_departement(
    client: ReadOnlyGet, cast: Any, agreement: Agreement
) -> None:
    row = party_of(agreement, cast.departement)
    assert sign_in(client, cast.bob).get(address("pilot_name", agreement, row.pk, "pilote")).status_code == 403


def test_guarantors_follow_one_another(client: ReadOnlyGet, cast: Any, agreement: Agreement) -> None:
    sign_in(client, cast.alice)
    client.post(address("guarantor_new", agreement), {"name": "le responsable du SST"})
    first = Guarantor.objects.get()
    url = f"{address('guarantor_new', agreement)}?suite={first.pk}"
    assert "Qui prend la suite" in text(client, url)
    client.post(url, {"name": "la responsable du SST", "from_on": "2025-09-01"})
    assert Guarantor.objects.get(pk=first.pk).to_on == dt.date(2025, 8, 31)
    assert client.get(f"{address('guarantor_new', agreement)}?suite=abc").status_code == 404


# ---------------------------------------------------------------- a federation


def test_the_members_of_a_federation_are_recorded_at_a_date_and_read_at_another(
    client: ReadOnlyGet, cast: Any, charter: Agreement
) -> None:
    party = party_of(charter, cast.federation)
    sign_in(client, cast.alice)
    data = {"from_on": "2025-01-01", "declared_by": "Mme Hallier, présidente"}
    assert client.post(address("adherence_all", charter, party.pk), data).status_code == 302
    assert "1 membre lié" in text(client, address("parties", charter))
    assert "0 membre lié" in text(client, f"{address('parties', charter)}?au=2024-06-01")
    page = text(client, address("adherences", charter, party.pk))
    assert "Trampoline" in page
    assert "déclaré par Mme Hallier, présidente" in page
    row = Adherence.objects.get()
    client.post(address("adherence_refuse", charter, row.pk), {"from_on": "2025-07-01", "declared_by": "Son bureau"})
    assert "Dit ne pas être liée" in text(client, address("adherences", charter, party.pk))
    assert "Dit ne pas être liée" not in text(client, f"{address('adherences', charter, party.pk)}?au=2025-06-30")


def test_a_member_opts_out_for_itself_without_saying_who_declared_it(
    client: ReadOnlyGet, cast: Any, charter: Agreement
) -> None:
    party = party_of(charter, cast.federation)
    row = adherences.adhere(
        party=party, member=cast.ccas, basis=AdherenceBasis.SIGNATURE, from_on=LONG_AGO, by=cast.alice, at=NOW
    )
    sign_in(client, cast.bob)
    page = text(client, address("adherences", charter, party.pk))
    assert "N’est pas liée" in page
    assert "Enregistrer une adhésion" not in page
    assert "Déclaré par" not in text(client, address("adherence_refuse", charter, row.pk))
    assert client.post(address("adherence_refuse", charter, row.pk), {"from_on": "2026-01-01"}).status_code == 302
    assert Adherence.objects.get(has_opted_out=True).member == cast.ccas
    assert "Vous lisez ce qui valait jusqu’au 31 décembre 2025" in text(client, address("terms", charter))
