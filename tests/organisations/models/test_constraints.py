"""What must never be false of a row, said in French before the database says it."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from maillage.organisations.choices import OrganisationKind, weave_of
from maillage.organisations.models import Grant, Invitation, User
from maillage.organisations.permissions import Role
from maillage.organisations.validators import domain_of, fold_email
from tests.cast import NOW, TODAY, Cast
from tests.factories.organisations import (
    ClaimFactory,
    GrantFactory,
    InvitationFactory,
    MandateFactory,
    MembershipFactory,
    OrganisationFactory,
    PersonFactory,
    UnitFactory,
    UserFactory,
    siret_of,
)

pytestmark = pytest.mark.django_db


def refused(row: Any) -> str:
    """What the row says when it is checked; the database refuses it too."""
    with pytest.raises(ValidationError) as caught:
        row.full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save()
    return " ".join(caught.value.messages)


def changed(row: Any, **values: Any) -> Any:
    for name, value in values.items():
        setattr(row, name, value)
    return row


def test_a_siret_is_borne_once_but_many_may_have_none() -> None:
    OrganisationFactory(siret=siret_of(1))
    OrganisationFactory.create_batch(2)

    assert "déjà ce SIRET" in refused(OrganisationFactory.build(siret=siret_of(1)))


@pytest.mark.parametrize("siret", ["12345678901234", "9990020170001", "99900201700014", "abcdefghijklmn"])
def test_a_siret_with_wrong_digits_is_refused(siret: str) -> None:
    with pytest.raises(ValidationError, match="SIRET n’est pas valable"):
        OrganisationFactory.build(siret=siret).full_clean()


def test_a_siret_of_la_poste_has_its_own_sum() -> None:
    OrganisationFactory.build(siret="35600000049837").full_clean()


@pytest.mark.parametrize(("rna", "is_right"), [("W991004217", True), ("W9R1004217", True), ("991004217", False)])
def test_an_rna_number_is_checked(rna: str, is_right: bool) -> None:
    organisation = OrganisationFactory.build(rna=rna)
    if is_right:
        organisation.full_clean()
    else:
        with pytest.raises(ValidationError, match="W suivi de neuf"):
            organisation.full_clean()


def test_an_organisation_that_is_no_more_says_since_when() -> None:
    assert "date de sa fin" in refused(changed(OrganisationFactory(), is_active=False))


def test_a_duplicate_is_inactive_and_of_another() -> None:
    kept, double = OrganisationFactory(), OrganisationFactory()

    assert "n’est plus en activité" in refused(changed(double, merged_into=kept))
    assert "d’elle-même" in refused(changed(double, merged_into=double, is_active=False))


def test_dates_are_in_order() -> None:
    assert "précède la date de début" in refused(changed(MandateFactory(), to_on=dt.date(2019, 1, 1)))


def test_nobody_is_their_own_substitute_parent_or_member() -> None:
    mandate, unit, membership = MandateFactory(), UnitFactory(), MembershipFactory()

    assert "sa propre suppléante" in refused(changed(mandate, substitute=mandate.person))
    assert "pas rattachée à elle-même" in refused(changed(unit, parent=unit))
    assert "pas membre d’elle-même" in refused(changed(membership, member=membership.federation))


def test_a_membership_without_end_is_there_once() -> None:
    membership = MembershipFactory()

    assert "déjà membre" in refused(
        MembershipFactory.build(federation=membership.federation, member=membership.member, from_on=TODAY)
    )


def test_an_account_has_one_address_however_it_is_typed() -> None:
    UserFactory(email="marie.dupont@ccas.example")

    with pytest.raises(ValidationError, match="Un compte utilise déjà cette adresse"):
        User(email=" Marie.Dupont@CCAS.example").full_clean(exclude=["password"])
    assert User.objects.get_by_natural_key("MARIE.DUPONT@ccas.example").email == "marie.dupont@ccas.example"


def test_an_address_that_is_not_folded_is_refused_by_the_database() -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        UserFactory(email="Marie@ccas.example")


def test_a_closed_account_says_when_and_an_open_one_does_not() -> None:
    user = UserFactory()

    assert "date de sa fermeture" in refused(changed(user, is_active=False))
    assert "date de sa fermeture" in refused(changed(user, is_active=True, closed_at=NOW))


def test_an_account_made_without_password_has_none_that_works() -> None:
    user = User.objects.create_user("nouvelle@ccas.example")

    assert not user.has_usable_password()
    assert str(user) == "nouvelle@ccas.example"


def test_who_and_when_go_together(cast: Cast) -> None:
    invitation, claim = InvitationFactory(), ClaimFactory()

    assert "par qui et quand" in refused(changed(invitation, accepted_at=NOW, email=""))
    assert "date de la décision" in refused(changed(claim, state="verified"))
    assert "dit pourquoi" in refused(changed(claim, state="refused", decided_at=NOW))
    assert "date de son retrait" in refused(changed(GrantFactory(), withdrawn_by=cast.odile))


def test_an_invitation_that_served_keeps_no_address(cast: Cast) -> None:
    invitation: Invitation = InvitationFactory()

    assert "ne garde pas l’adresse" in refused(changed(invitation, accepted_at=NOW, accepted_by=cast.bob))


def test_a_right_over_the_platform_is_never_narrow(cast: Cast) -> None:
    grant: Grant = GrantFactory(organisation=cast.departement, role=Role.OPERATOR)

    assert "ne se limite" in refused(changed(grant, unit=cast.maison))


def test_each_nature_has_the_weave_of_the_style_sheet() -> None:
    weaves = {str(kind): weave_of(kind) for kind in OrganisationKind}

    assert weaves == {
        "departement": "1", "commune": "2", "ccas": "3", "cias": "3", "federation": "4", "association": "5",
        "epci": "6", "state": "6", "caf": "6", "other": "6",
    }  # fmt: skip


def test_names_are_found_as_one_types_them() -> None:
    found = OrganisationFactory(name="CCAS de Saint-Maur-en-Val", short_name="C.C.A.S.", city="Saint-Maur-en-Val")
    OrganisationFactory(name="CCAS de Villebrume")

    rows = type(found).objects
    assert list(rows.matching("ccas st maur")) == [found]
    assert list(rows.matching("saint-MAÛR")) == [found]


def test_people_are_found_and_sorted_without_accents() -> None:
    last, first = PersonFactory(last_name="Zola"), PersonFactory(last_name="Écu", first_name="Zoé")

    assert list(type(last).objects.by_name()) == [first, last]
    assert list(type(last).objects.matching("zoe ecu")) == [first]


def test_addresses_are_compared_folded() -> None:
    assert fold_email("  Élise@Ville.FR ") == "élise@ville.fr"
    assert domain_of("Alice@Ourcelle.EXAMPLE") == "ourcelle.example"
    assert domain_of("nothing") == ""
