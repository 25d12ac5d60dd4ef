"""The tree of units."""

from __future__ import annotations

import datetime as dt

import pytest

from maillage.base.refusals import Refusal
from maillage.journal.models import Event
from maillage.organisations.actions import units
from maillage.organisations.models import Unit
from maillage.organisations.queries.units import flattened, unit_tree
from tests.cast import NOW, TODAY, Cast
from tests.factories.organisations import MandateFactory, UnitFactory, UnitLabelFactory

pytestmark = pytest.mark.django_db


def drawn(cast: Cast, day: dt.date = TODAY) -> list[tuple[int, str]]:
    return [(branch.depth, branch.unit.name) for branch in flattened(unit_tree(cast.departement, at=day))]


def test_a_unit_is_opened_below_another(cast: Cast) -> None:
    unit = units.open(
        organisation=cast.departement, name="Accueil", parent=cast.maison, from_on=TODAY, by=cast.adele, at=NOW
    )

    assert unit.path == f"{cast.solidarites.pk.hex}/{cast.maison.pk.hex}/{unit.pk.hex}/"
    assert drawn(cast) == [(0, cast.solidarites.name), (1, cast.maison.name), (2, "Accueil")]
    assert Event.objects.get().verb == "unit-opened"


def test_an_organisation_says_its_own_words(cast: Cast) -> None:
    label = units.set_label(
        organisation=cast.departement, name="Service des solidarités", short_name="SST", by=cast.adele, at=NOW
    )
    again = units.set_label(
        organisation=cast.departement, name="Service des solidarités", short_name="SST", rank=2, by=cast.adele, at=NOW
    )
    unit = units.edit(unit=cast.maison, values={"label": label}, by=cast.adele, at=NOW)

    assert again.pk == label.pk
    assert str(unit.label) == "SST"
    with pytest.raises(Refusal, match="libellé appartient à une autre"):
        units.edit(unit=cast.maison, values={"label": UnitLabelFactory()}, by=cast.adele, at=NOW)


def test_a_unit_is_moved_with_all_below_it(cast: Cast) -> None:
    other = UnitFactory(organisation=cast.departement, name="Autre direction")
    below = UnitFactory(parent=cast.maison, name="Accueil")

    units.move(unit=cast.maison, parent=other, by=cast.adele, at=NOW)

    below.refresh_from_db()
    assert below.path == f"{other.pk.hex}/{cast.maison.pk.hex}/{below.pk.hex}/"
    assert set(Unit.objects.under(other)) == {other, cast.maison, below}

    units.move(unit=cast.maison, parent=None, by=cast.adele, at=NOW)

    below.refresh_from_db()
    assert below.depth == 1


def test_a_unit_does_not_hang_below_itself(cast: Cast) -> None:
    for parent in (cast.solidarites, cast.maison):
        with pytest.raises(Refusal, match="ni à elle-même ni à une unité placée sous elle"):
            units.move(unit=cast.solidarites, parent=parent, by=cast.adele, at=NOW)


def test_units_of_two_organisations_do_not_mix(cast: Cast) -> None:
    foreign = UnitFactory()

    with pytest.raises(Refusal, match="autre organisation"):
        units.move(unit=cast.maison, parent=foreign, by=cast.adele, at=NOW)
    with pytest.raises(Refusal, match="autre organisation"):
        units.open(organisation=cast.departement, name="X", parent=foreign, from_on=TODAY, by=cast.adele, at=NOW)


def test_a_unit_is_closed_when_nothing_depends_on_it(cast: Cast) -> None:
    last = TODAY + dt.timedelta(days=10)
    held = MandateFactory(organisation=cast.departement, unit=cast.maison)

    with pytest.raises(Refusal, match=f"en dépendent encore : {cast.maison.name}"):
        units.close(unit=cast.solidarites, last_day_on=last, by=cast.adele, at=NOW)
    with pytest.raises(Refusal, match=f"exercent encore : {held.person}"):
        units.close(unit=cast.maison, last_day_on=last, by=cast.adele, at=NOW)

    held.to_on = last
    held.save()
    units.close(unit=cast.maison, last_day_on=last, by=cast.adele, at=NOW)

    assert (1, cast.maison.name) in drawn(cast, last)
    assert drawn(cast, last + dt.timedelta(days=1)) == [(0, cast.solidarites.name)]


def test_the_tree_takes_one_query(cast: Cast, django_assert_num_queries: object) -> None:
    UnitFactory.create_batch(5, parent=cast.maison, organisation=cast.departement)

    with django_assert_num_queries(1):  # type: ignore[operator]
        assert len(drawn(cast)) == 7
