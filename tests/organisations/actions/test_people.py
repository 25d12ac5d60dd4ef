"""People and the functions that they hold."""

from __future__ import annotations

import datetime as dt

import pytest

from maillage.base.identifiers import uuid7
from maillage.base.refusals import Refusal, StaleRevision
from maillage.journal.models import Event
from maillage.organisations import policies
from maillage.organisations.actions import mandates, people
from maillage.organisations.choices import MandateFunction
from maillage.organisations.models import Mandate, Person
from maillage.organisations.permissions import Permission, Role, can
from maillage.organisations.queries.people import people_of, president_of
from tests.cast import NOW, TODAY, Cast
from tests.factories.organisations import GrantFactory, MandateFactory, PersonFactory, UnitFactory

pytestmark = pytest.mark.django_db
F = MandateFunction
LATER = TODAY + dt.timedelta(days=30)


def test_a_person_is_known_through_a_function(cast: Cast) -> None:
    person = people.create(
        first_name=" Samira ",
        last_name="Belkacem",
        email="Samira.Belkacem@CCAS-Montclair.example",
        organisation=cast.ccas,
        function=F.DIRECTOR,
        capacity="directrice du CCAS",
        by=cast.bob,
        at=NOW,
    )

    assert (person.full_name, person.email) == ("Samira Belkacem", "samira.belkacem@ccas-montclair.example")
    assert [str(mandate) for mandate in person.mandates.all()] == ["directrice du CCAS"]
    assert [str(mandate) for mandate in person.mandates.all()] == ["directrice du CCAS"]
    assert [event.verb for event in Event.objects.order_by("id")] == ["person-created", "mandate-begun"]


def test_a_refused_function_leaves_no_person_behind(cast: Cast) -> None:
    with pytest.raises(Refusal, match="autre organisation"):
        people.create(last_name="Perdu", organisation=cast.ccas, unit=cast.maison, by=cast.bob, at=NOW)

    assert not Person.objects.filter(last_name="Perdu").exists()
    assert not Event.objects.exists()


def test_an_edit_reaches_the_organisations_of_the_person(cast: Cast) -> None:
    MandateFactory(person=cast.bob.person, organisation=cast.commune)

    people.edit(person=cast.bob.person, values={"phone": "01 99 00 00 01"}, by=cast.bob, at=NOW)

    event = Event.objects.get()
    assert (event.fields, set(event.audience)) == (["phone"], {cast.ccas.pk, cast.commune.pk})
    with pytest.raises(StaleRevision):
        people.edit(person=cast.bob.person, values={"phone": ""}, revision=0, by=cast.bob, at=NOW)


def test_an_organisation_has_one_president_at_a_time(cast: Cast) -> None:
    former = MandateFactory(organisation=cast.ccas, is_president=True)
    heir = PersonFactory()

    def begin(*, replaces: bool) -> Mandate:
        return mandates.begin(
            person=heir,
            organisation=cast.ccas,
            function=F.PRESIDENT,
            from_on=TODAY,
            replaces=replaces,
            by=cast.bob,
            at=NOW,
        )

    with pytest.raises(Refusal, match=f"{former.person} exerce déjà cette fonction"):
        begin(replaces=False)
    begin(replaces=True)

    yesterday = TODAY - dt.timedelta(days=1)
    held = [president_of(cast.ccas, at=day) for day in (yesterday, TODAY)]
    assert [mandate.person for mandate in held if mandate] == [former.person, heir]


def test_a_partnership_has_one_pilot_for_each_party(cast: Cast) -> None:
    agreement = uuid7()
    first = MandateFactory(organisation=cast.ccas, is_pilot=True, agreement_id=agreement)

    def begin(organisation: object, agreement_id: object) -> Mandate:
        return mandates.begin(
            person=cast.alice.person,
            organisation=organisation,
            function=F.PILOT,
            agreement_id=agreement_id,
            from_on=TODAY,
            by=cast.bob,
            at=NOW,
        )

    with pytest.raises(Refusal, match=str(first.person)):
        begin(cast.ccas, agreement)
    assert begin(cast.departement, agreement).agreement_id == agreement
    assert begin(cast.ccas, uuid7()).pk


def test_several_hold_the_same_plain_function(cast: Cast) -> None:
    for person in (PersonFactory(), PersonFactory()):
        mandates.begin(
            person=person, organisation=cast.ccas, function=F.ELECTED_REFERENT, from_on=TODAY, by=cast.bob, at=NOW
        )

    assert cast.ccas.mandates.filter(function=F.ELECTED_REFERENT).count() == 2


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"function": F.UNIT_HEAD}, "de quelle unité"),
        ({"function": F.DIRECTOR, "agreement_id": uuid7()}, "ne se rattache pas à une convention"),
        ({"function": F.AGENT}, "exerce déjà cette fonction"),
        ({"function": F.DIRECTOR, "to_on": dt.date(2020, 1, 1)}, "précède la date de début"),
    ],
)
def test_functions_that_make_no_sense_are_refused(cast: Cast, values: dict[str, object], sentence: str) -> None:
    with pytest.raises(Refusal, match=sentence):
        mandates.begin(person=cast.bob.person, organisation=cast.ccas, from_on=TODAY, by=cast.bob, at=NOW, **values)


def test_a_function_ends_once_and_not_before_it_began(cast: Cast) -> None:
    mandate = MandateFactory(organisation=cast.ccas, from_on=TODAY)

    with pytest.raises(Refusal, match="ne peut pas précéder le début"):
        mandates.end(mandate=mandate, last_day_on=TODAY - dt.timedelta(days=1), by=cast.bob, at=NOW)
    mandates.end(mandate=mandate, last_day_on=TODAY, by=cast.bob, at=NOW)

    assert mandate.person not in [held.person for held in people_of(cast.ccas, at=LATER)]


def test_a_function_recorded_ahead_is_taken_back(cast: Cast) -> None:
    ahead = MandateFactory(organisation=cast.ccas, from_on=LATER)
    mandates.cancel(mandate=ahead, by=cast.bob, at=NOW)

    assert not Mandate.objects.filter(pk=ahead.pk).exists()
    with pytest.raises(Refusal, match="a déjà commencé"):
        mandates.cancel(mandate=cast.bob.person.mandates.get(), by=cast.bob, at=NOW)


def test_somebody_stands_in(cast: Cast) -> None:
    mandate = MandateFactory(organisation=cast.ccas, is_referent=True)

    mandates.set_substitute(mandate=mandate, substitute=cast.bob.person, by=cast.bob, at=NOW)

    assert Mandate.objects.get(pk=mandate.pk).substitute == cast.bob.person
    with pytest.raises(Refusal, match="sa propre suppléante"):
        mandates.set_substitute(mandate=mandate, substitute=mandate.person, by=cast.bob, at=NOW)


def test_the_people_of_an_organisation_are_those_of_the_day(cast: Cast) -> None:
    MandateFactory(organisation=cast.ccas, to_on=TODAY - dt.timedelta(days=1))
    president = MandateFactory(organisation=cast.ccas, is_president=True)

    assert {held.person for held in people_of(cast.ccas, at=TODAY)} == {cast.bob.person, president.person}
    assert president_of(cast.ccas, at=TODAY) == president
    assert president_of(cast.commune, at=TODAY) is None


def test_the_list_of_people_takes_one_query(cast: Cast, django_assert_num_queries: object) -> None:
    MandateFactory.create_batch(5, organisation=cast.departement, unit=cast.maison)

    with django_assert_num_queries(1):  # type: ignore[operator]
        assert all(f"{held.person} {held.unit} {held.substitute}" for held in people_of(cast.departement, at=TODAY))


def test_who_sees_how_to_reach_somebody(cast: Cast) -> None:
    president = MandateFactory(organisation=cast.ccas, is_president=True).person

    assert policies.can_see_contact(cast.bob, president, at=NOW)
    assert not policies.can_see_contact(cast.chloe, president, at=NOW)
    assert policies.can_see_contact(cast.chloe, cast.chloe.person, at=NOW)
    assert not policies.can_see_contact(cast.odile, president, at=NOW)


def test_who_edits_a_person(cast: Cast) -> None:
    assert policies.can_edit_person(cast.alice, cast.dina.person, at=NOW)
    assert policies.can_edit_person(cast.eric, cast.eric.person, at=NOW)
    assert not policies.can_edit_person(cast.eric, cast.alice.person, at=NOW)
    assert not policies.can_edit_person(cast.alice, cast.bob.person, at=NOW)


def test_the_head_of_a_unit_edits_the_people_below_it(cast: Cast) -> None:
    head = GrantFactory(organisation=cast.departement, unit=cast.solidarites, role=Role.MANAGER).user
    inside = MandateFactory(organisation=cast.departement, unit=cast.maison)
    outside = MandateFactory(organisation=cast.departement, unit=UnitFactory(organisation=cast.departement))

    assert policies.can_edit_person(head, inside.person, at=NOW)
    assert can(head, Permission.PERSON_EDIT, organisation=cast.departement, unit=inside.unit, at=NOW)
    assert not policies.can_edit_person(head, outside.person, at=NOW)
    assert not can(head, Permission.PERSON_EDIT, organisation=cast.departement, at=NOW)


def test_a_merged_person_and_an_unknown_field_are_not_edited(cast: Cast) -> None:
    double = PersonFactory(merged_into=cast.bob.person)

    with pytest.raises(Refusal, match="réunie à une autre"):
        people.edit(person=double, values={"phone": "1"}, by=cast.bob, at=NOW)
    with pytest.raises(TypeError, match="merged_into"):
        people.edit(person=cast.bob.person, values={"merged_into": None}, by=cast.bob, at=NOW)
