"""What the home tells each person."""

from __future__ import annotations

import datetime as dt
import html
import re
from collections.abc import Iterable, Iterator
from typing import Any

import pytest
from django.utils import timezone

from maillage.accounts.queries import presence_of
from maillage.journal.actions import record, trace_sign_in
from maillage.journal.choices import SignInMethod, SignInOutcome
from maillage.organisations.models import AccountReview, User
from maillage.organisations.permissions import Role
from maillage.web import home
from maillage.web.home import Expected, Section, Visit, home_of
from tests.cast import Cast
from tests.factories.organisations import (
    AccreditationFactory,
    ClaimFactory,
    GrantFactory,
    InvitationFactory,
    MandateFactory,
    MembershipFactory,
    OrganisationFactory,
    PersonFactory,
    UserFactory,
)
from tests.helpers import ReadOnlyGet, assert_flat
from tests.web.conftest import Enter

pytestmark = pytest.mark.django_db


def visit(user: User, at: dt.datetime | None = None, since: dt.datetime | None = None) -> Visit:
    moment = at or timezone.now()
    there = presence_of(user, at=moment)
    return Visit(user, moment, there.rights, since, there.grants)


def in_days(days: int) -> dt.date:
    return timezone.localdate() + dt.timedelta(days=days)


def expected(user: User, at: dt.datetime | None = None) -> list[str]:
    return [line.title.replace("\u00a0", " ") for line in home_of(visit(user, at)).expected]


def read(client: ReadOnlyGet) -> str:
    page = client.get("/").content.decode()
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", page)))


def test_somebody_from_whom_nothing_is_expected_reads_so(enter: Enter, cast: Cast) -> None:
    page = read(enter(cast.chloe))
    assert "Bonjour Chloé" in page
    assert "Rien n’est attendu de vous." in page
    assert "Personne n’attend rien de vous en ce moment." in page
    assert "Aucune date n’est fixée d’ici là." in page
    assert "Rien de nouveau dans vos organisations" in page
    assert "Bibliothèque sonore de Rochebelle" in page


def test_a_claim_waits_for_the_operator_and_not_for_who_made_it(cast: Cast) -> None:
    claim = ClaimFactory(organisation=cast.outsider, user=cast.chloe, message="présidente")
    assert f"Vérifier qui parle pour « {claim.organisation.name} »" in expected(cast.odile)
    assert expected(cast.chloe) == []
    assert expected(cast.alice) == []
    bonds = [line.bond for line in home_of(visit(cast.chloe)).partnerships]
    assert "Votre demande de parler pour elle attend une réponse" in bonds


def test_an_invitation_is_told_to_its_address_alone(cast: Cast) -> None:
    now = timezone.now()
    InvitationFactory(
        organisation=cast.ccas, email=cast.chloe.email, invited_at=now, expires_at=now + dt.timedelta(days=9)
    )
    assert expected(cast.chloe) == ["Répondre à une invitation : CCAS de Montclair"]
    assert expected(cast.eric) == []


def test_an_invitation_says_nothing_to_an_address_that_was_not_verified(cast: Cast) -> None:
    now = timezone.now()
    cast.chloe.email_verified_at = None
    cast.chloe.save()
    InvitationFactory(organisation=cast.ccas, email=cast.chloe.email, invited_at=now, expires_at=now + dt.timedelta(9))
    assert expected(cast.chloe) == []


def test_an_accreditation_that_ends_is_prepared_by_who_keeps_it_and_known_by_the_others(cast: Cast) -> None:
    AccreditationFactory(organisation=cast.departement, name="Accueil de jour", to_on=in_days(40))
    assert expected(cast.alice) == ["Renouveler l’habilitation « Accueil de jour »"]
    assert expected(cast.eric) == []
    (line,) = home_of(visit(cast.eric)).coming
    assert line.words == "Fin de l’habilitation «\u00a0Accueil de jour\u00a0»"
    assert home_of(visit(cast.chloe)).coming == []


def test_an_accreditation_that_has_just_ended_is_late(cast: Cast, enter: Enter) -> None:
    AccreditationFactory(organisation=cast.departement, name="Accueil de jour", to_on=in_days(-3))
    AccreditationFactory(organisation=cast.departement, name="Oubliée", to_on=in_days(-300))
    page = read(enter(cast.alice))
    assert "En retard" in page
    assert "Régulariser l’habilitation « Accueil de jour »" in page
    assert "Oubliée" not in page


def test_a_function_that_ends_is_prepared_by_who_keeps_people(cast: Cast) -> None:
    leaving = PersonFactory(first_name="Étienne", last_name="Caubet")
    MandateFactory(person=leaving, organisation=cast.departement, to_on=in_days(60))
    assert expected(cast.alice) == ["Préparer une passation : Étienne Caubet"]
    assert "Caubet" not in " ".join([*expected(cast.bob), *expected(cast.eric)])


def test_ones_own_ends_come_without_being_asked_for(cast: Cast) -> None:
    MandateFactory(person=cast.eric.person, organisation=cast.departement, capacity="référent santé", to_on=in_days(30))
    GrantFactory(user=cast.eric, organisation=cast.outsider, role=Role.OBSERVER, to_on=in_days(50))
    told = [(line.on, line.words) for line in home_of(visit(cast.eric)).coming]
    assert told == [(in_days(30), "Fin de votre fonction : référent santé"), (in_days(50), "Fin de votre accès")]


def test_accounts_are_reviewed_each_year(cast: Cast) -> None:
    now = timezone.now()
    assert expected(cast.bob) == ["Passer en revue les comptes"], "never reviewed since 2024"
    AccountReview.objects.create(organisation=cast.ccas, reviewed_at=now - dt.timedelta(days=300))
    assert expected(cast.bob) == []
    assert [line.words for line in home_of(visit(cast.bob)).coming] == ["Revue des comptes"]
    assert expected(cast.bob, now + dt.timedelta(days=40)) == ["Passer en revue les comptes"]
    assert expected(cast.alice) == []


def test_what_is_most_pressing_comes_first(cast: Cast) -> None:
    ClaimFactory(organisation=cast.ccas)
    AccreditationFactory(organisation=cast.ccas, name="Plus tard", to_on=in_days(80))
    AccreditationFactory(organisation=cast.ccas, name="Bientôt", to_on=in_days(8))
    dates = [line.on for line in home_of(visit(cast.bob)).expected]
    assert dates == sorted(dates, key=lambda on: on or dt.date.max)
    assert dates[-1] is None


def test_what_others_did_since_the_last_visit_is_told(cast: Cast, enter: Enter) -> None:
    now = timezone.now()
    for days in (9, 4):
        trace_sign_in(
            user=cast.alice,
            at=now - dt.timedelta(days=days),
            method=SignInMethod.PASSWORD,
            outcome=SignInOutcome.SUCCEEDED,
        )
    then = {"subject": cast.departement, "organisation": cast.departement}
    record(verb="organisation-renamed", by=cast.adele, at=now - dt.timedelta(days=12), **then)
    record(verb="organisation-edited", by=cast.adele, at=now - dt.timedelta(days=2), fields=["city"], **then)
    record(verb="organisation-closed", by=cast.alice, at=now - dt.timedelta(days=1), **then)
    record(verb="organisation-edited", by=cast.bob, at=now, subject=cast.ccas, organisation=cast.ccas)
    page = read(enter(cast.alice))
    assert "Adèle Arnoux a modifié la fiche de l’organisation Département de l’Ourcelle. (ville)" in page
    assert "nouveau nom" not in page, "older than the last visit"
    assert "fin de l’organisation" not in page, "Alice knows what she did"
    assert "Bob Brunel" not in page, "of another organisation"


def test_partnerships_hold_federations_and_members(cast: Cast) -> None:
    GrantFactory(user=cast.chloe, organisation=cast.member)
    GrantFactory(user=cast.eric, organisation=cast.federation)
    of_member = [(line.name, line.bond) for line in home_of(visit(cast.chloe)).partnerships]
    assert ("Fédération Enfance Ourcelle", "Fédération dont est membre Trampoline") in of_member
    of_federation = [(line.name, line.bond) for line in home_of(visit(cast.eric)).partnerships]
    assert ("Trampoline", "Membre de votre fédération") in of_federation


def test_an_operator_reads_nothing_that_partners_do(cast: Cast, enter: Enter) -> None:
    record(
        verb="organisation-edited",
        by=cast.alice,
        at=timezone.now(),
        subject=cast.departement,
        organisation=cast.departement,
    )
    assert "Alice" not in read(enter(cast.odile))


def test_the_home_asks_as_often_whatever_the_data_hold(cast: Cast, enter: Enter) -> None:
    def grow() -> None:
        record(
            verb="person-edited",
            by=UserFactory(),
            at=timezone.now(),
            subject=PersonFactory(),
            organisation=cast.departement,
        )
        AccreditationFactory(organisation=cast.departement, to_on=in_days(20))
        MandateFactory(organisation=cast.departement, to_on=in_days(30))
        MandateFactory(organisation=cast.departement, person=cast.adele.person, to_on=in_days(31))
        ClaimFactory(organisation=cast.departement)
        GrantFactory(user=cast.adele, organisation=OrganisationFactory(), role=Role.AGENT, to_on=in_days(9))
        MembershipFactory(federation=cast.federation)
        MembershipFactory(member=cast.departement)
        now = timezone.now()
        InvitationFactory(email=cast.adele.email, invited_at=now, expires_at=now + dt.timedelta(days=9))

    GrantFactory(user=cast.adele, organisation=cast.federation)
    grow()
    assert_flat(enter(cast.adele), "/", grow)


@pytest.fixture
def meeting() -> Iterator[None]:
    """A room that tells of a meeting."""

    def tell(_visit: Any) -> Iterable[Expected]:
        yield Expected("Répondre au comité de suivi", "Il se tient en mairie.", "/", "Répondre", in_days(5), "Comité")

    home.register(Section.EXPECTED, tell)
    home.register(Section.EXPECTED, tell)
    yield
    home.unregister(Section.EXPECTED, tell)


@pytest.mark.usefixtures("meeting")
def test_a_room_adds_its_part_by_registering_it(cast: Cast) -> None:
    shown = home_of(visit(cast.eric))
    assert [line.title for line in shown.expected] == ["Répondre au comité de suivi"]
    assert [(line.words, line.is_expected) for line in shown.coming] == [("Comité", True)]
