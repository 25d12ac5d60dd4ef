"""Likely duplicates are proposed; what only looks alike is not."""

from __future__ import annotations

import pytest

from maillage.organisations.models import Organisation
from maillage.organisations.queries.duplicates import Index, likely_duplicates, likely_same_people
from tests.cast import Cast
from tests.factories.organisations import OrganisationFactory, PersonFactory, siret_of

pytestmark = pytest.mark.django_db


def found(kind: str = "association", **values: str) -> list[tuple[str, tuple[str, ...]]]:
    return [(row.name, likeness.reasons) for row, likeness in likely_duplicates(kind=kind, **values)]


@pytest.mark.parametrize(
    "typed",
    ["TRAMPOLINE", "Association Trampoline", "Asso. Trampolines", "Trampolline", "L’association « Trampoline »"],
)
def test_a_name_typed_otherwise_is_recognised(cast: Cast, typed: str) -> None:
    assert [name for name, _ in found(name=typed)] == ["Trampoline"]


def test_a_typing_error_is_forgiven_where_another_word_agrees() -> None:
    OrganisationFactory(name="Maison Saint-Aubin")

    assert found(name="Maison St Aubain")[0][0] == "Maison Saint-Aubin"


def test_the_same_siret_is_the_same_whatever_the_name(cast: Cast) -> None:
    assert found(name="Autre chose", siret=cast.member.siret) == [("Trampoline", ("même SIRET",))]


def test_two_establishments_of_one_legal_person_are_proposed() -> None:
    row = OrganisationFactory(name="Sauvegarde", siret=siret_of(4))
    other = row.siret[:9] + "00021"

    assert found(name="Siège administratif", siret=other) == [("Sauvegarde", ("même SIREN",))]


def test_two_sirets_of_two_legal_persons_are_never_the_same() -> None:
    OrganisationFactory(name="Les Passerelles", siret=siret_of(5))

    assert found(name="Les Passerelles", siret=siret_of(6)) == []


def test_a_commune_and_its_ccas_are_two(cast: Cast) -> None:
    assert found(kind="ccas", name="CCAS de la commune de Montclair")[0][0] == "CCAS de Montclair"
    assert [name for name, _ in found(kind="commune", name="Montclair")] == ["Commune de Montclair"]


def test_the_same_address_helps_a_name_that_is_near() -> None:
    OrganisationFactory(name="Relais des familles", address="3 rue du Pont", postal_code="99200")
    assert found(name="Le Relais parental") == []

    near = found(name="Le Relais parental", address="3, rue du Pont", postal_code="99200")

    assert near == [("Relais des familles", ("même adresse",))]


def test_others_are_not_proposed(cast: Cast) -> None:
    assert found(name="Les Amarres") == []
    assert found(name="Association") == []


def test_one_is_not_the_duplicate_of_oneself_nor_of_what_was_merged(cast: Cast) -> None:
    OrganisationFactory(name="Trampoline", merged_into=cast.member, is_active=False)

    assert likely_duplicates(kind="association", name="Trampoline", exclude=cast.member.pk) == []


def test_all_pairs_of_the_register_are_found_once(cast: Cast) -> None:
    double = OrganisationFactory(name="Association Trampoline")

    pairs = [{one, likeness.id} for one, likeness in Index.of(Organisation.objects.all()).pairs()]

    assert pairs == [{cast.member.pk, double.pk}]


def test_the_search_takes_two_queries_however_many_rows(cast: Cast, django_assert_num_queries: object) -> None:
    OrganisationFactory.create_batch(30)

    with django_assert_num_queries(2):  # type: ignore[operator]
        found(name="Atelier des Glycines")


def test_people_are_recognised_by_name_or_address() -> None:
    person = PersonFactory(first_name="Aïssata", last_name="Koné", email="a.kone@ourcelle.example")

    assert list(likely_same_people(first_name="aissata", last_name="KONE")) == [person]
    assert list(likely_same_people(first_name="A.", last_name="Inconnue", email="A.Kone@ourcelle.example")) == [person]
    assert not likely_same_people(first_name="", last_name="")
    assert not likely_same_people(first_name="Aïssata", last_name="Koné", exclude=person.pk)
