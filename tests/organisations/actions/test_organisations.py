"""Organisations are recorded, edited, renamed, closed."""

from __future__ import annotations

import datetime as dt

import pytest

from maillage.base.refusals import Refusal, StaleRevision
from maillage.journal.models import Event
from maillage.organisations.actions import organisations
from maillage.organisations.models import Organisation
from tests.cast import NOW, TODAY, Cast
from tests.factories.organisations import (
    AccreditationFactory,
    GrantFactory,
    MandateFactory,
    MembershipFactory,
    OrganisationFactory,
    UnitFactory,
    siret_of,
)

pytestmark = pytest.mark.django_db
TOMORROW = TODAY + dt.timedelta(days=1)


def verbs() -> list[str]:
    return list(Event.objects.order_by("id").values_list("verb", flat=True))


def test_an_organisation_is_recorded_with_its_name_and_a_trace(cast: Cast) -> None:
    made = organisations.create(
        kind="ccas", name="CCAS de Villebrume", siret="269 900 452 00013", city="Villebrume", by=cast.alice, at=NOW
    )

    assert made.siret == "26990045200013"
    assert made.siren == "269900452"
    assert [(name.legal_name, name.from_on) for name in made.names.all()] == [("CCAS de Villebrume", TODAY)]
    event = Event.objects.get()
    assert (event.verb, event.actor_id, event.organisation_id) == ("organisation-created", cast.alice.pk, made.pk)


def test_what_is_wrong_is_refused_on_its_field_and_nothing_is_written(cast: Cast) -> None:
    with pytest.raises(Refusal, match="SIRET n’est pas valable") as refusal:
        organisations.create(kind="ccas", name="CCAS", siret="1", by=cast.alice, at=NOW)

    assert refusal.value.field == "siret"
    assert not Organisation.objects.filter(name="CCAS").exists()
    assert verbs() == []


def test_typing_a_name_grants_nothing(cast: Cast) -> None:
    made = organisations.create(kind="association", name="La mienne", by=cast.chloe, at=NOW)

    assert not made.grants.exists()
    assert not made.mandates.exists()


def test_an_edit_says_which_fields_changed_and_nothing_when_none_did(cast: Cast) -> None:
    values = {"city": "Montclair", "postal_code": "99000"}
    organisations.edit(organisation=cast.ccas, values=values, by=cast.bob, at=NOW)
    organisations.edit(organisation=cast.ccas, values=values, by=cast.bob, at=NOW)

    assert verbs() == ["organisation-edited"]
    assert Event.objects.get().fields == ["city", "postal_code"]


def test_an_edit_of_an_old_version_is_refused(cast: Cast) -> None:
    opened = cast.ccas.revision
    organisations.edit(organisation=cast.ccas, values={"city": "Montclair"}, revision=opened, by=cast.bob, at=NOW)

    with pytest.raises(StaleRevision):
        organisations.edit(organisation=cast.ccas, values={"city": "Rochebelle"}, revision=opened, by=cast.bob, at=NOW)

    assert Organisation.objects.get(pk=cast.ccas.pk).city == "Montclair"


def test_a_name_is_no_field_to_edit(cast: Cast) -> None:
    with pytest.raises(TypeError, match="name"):
        organisations.edit(organisation=cast.ccas, values={"name": "Autre"}, by=cast.bob, at=NOW)


def test_a_siret_already_borne_is_refused(cast: Cast) -> None:
    with pytest.raises(Refusal, match="porte déjà ce SIRET"):
        organisations.edit(organisation=cast.commune, values={"siret": cast.ccas.siret}, by=cast.bob, at=NOW)


def test_a_new_name_follows_the_former(cast: Cast) -> None:
    organisations.rename(
        organisation=cast.ccas, name="CCAS de Grand-Montclair", short_name="CGM", from_on=TODAY, by=cast.bob, at=NOW
    )

    row = Organisation.objects.get(pk=cast.ccas.pk)
    assert (row.name, row.short_name) == ("CCAS de Grand-Montclair", "CGM")
    assert row.names.at(TODAY - dt.timedelta(days=1)).get().legal_name == "CCAS de Montclair"
    assert list(Organisation.objects.matching("ccas montclair").filter(pk=row.pk)) == [row]


def test_a_name_of_tomorrow_is_shown_tomorrow(cast: Cast) -> None:
    organisations.rename(organisation=cast.ccas, name="CCAS nouveau", from_on=TOMORROW, by=cast.bob, at=NOW)
    assert Organisation.objects.get(pk=cast.ccas.pk).name == "CCAS de Montclair"

    assert organisations.refresh(at=NOW + dt.timedelta(days=20)) == 1, "also after nights that were missed"
    assert organisations.refresh(at=NOW + dt.timedelta(days=20)) == 0

    assert Organisation.objects.get(pk=cast.ccas.pk).name == "CCAS nouveau"


def test_a_name_cannot_begin_before_the_last_one(cast: Cast) -> None:
    organisations.rename(organisation=cast.ccas, name="CCAS nouveau", from_on=TODAY, by=cast.bob, at=NOW)

    with pytest.raises(Refusal, match="02/03/2026 : choisissez une date plus tardive"):
        organisations.rename(
            organisation=cast.ccas, name="Autre", from_on=TODAY - dt.timedelta(days=9), by=cast.bob, at=NOW
        )


def test_the_same_first_day_corrects_the_name(cast: Cast) -> None:
    for name in ("CCAS nouvo", "CCAS nouveau"):
        organisations.rename(organisation=cast.ccas, name=name, from_on=TODAY, by=cast.bob, at=NOW)

    assert [row.legal_name for row in cast.ccas.names.order_by("from_on")] == ["CCAS de Montclair", "CCAS nouveau"]


def test_closing_ends_all_that_the_organisation_holds() -> None:
    organisation = OrganisationFactory(is_federation=True)
    held = [
        UnitFactory(organisation=organisation),
        MandateFactory(organisation=organisation),
        MembershipFactory(federation=organisation),
        AccreditationFactory(organisation=organisation),
    ]
    grant = GrantFactory(organisation=organisation)
    last = TODAY + dt.timedelta(days=30)

    closed = organisations.close(organisation=organisation, last_day_on=last, by=None, at=NOW)

    for row in (*held, grant):
        row.refresh_from_db()
        assert row.to_on == last
    assert closed.is_active
    organisations.refresh(at=NOW + dt.timedelta(days=31))
    assert not Organisation.objects.get(pk=organisation.pk).is_active


def test_closing_on_the_day_shuts_the_rights_the_same_day() -> None:
    grant = GrantFactory()

    organisations.close(organisation=grant.organisation, last_day_on=TODAY, by=None, at=NOW)

    grant.refresh_from_db()
    assert not grant.holds(NOW)


def test_a_closed_organisation_is_closed_once_and_may_be_reopened(cast: Cast) -> None:
    organisations.close(organisation=cast.outsider, last_day_on=dt.date(2026, 1, 31), by=cast.odile, at=NOW)
    with pytest.raises(Refusal, match="déjà enregistrée, au 31/01/2026"):
        organisations.close(organisation=cast.outsider, last_day_on=TODAY, by=cast.odile, at=NOW)

    row = organisations.reopen(organisation=cast.outsider, by=cast.odile, at=NOW)

    assert row.is_active
    assert row.closed_on is None
    with pytest.raises(Refusal, match="n’est pas fermée"):
        organisations.reopen(organisation=cast.outsider, by=cast.odile, at=NOW)


def test_a_merged_row_is_no_longer_changed(cast: Cast) -> None:
    double = OrganisationFactory(merged_into=cast.ccas, is_active=False, siret=siret_of(8))

    with pytest.raises(Refusal, match="réunie à une autre"):
        organisations.edit(organisation=double, values={"city": "Montclair"}, by=cast.bob, at=NOW)
