"""The demonstration world is the one that docs/demo.md tells, and loads as often as one likes."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.core.management import call_command
from django.db import transaction
from django.test import override_settings
from django.urls import reverse
from django.utils import timezone

from maillage.agreements.choices import AgreementState, FindingState, LinkKind
from maillage.agreements.legal_choices import LegalState
from maillage.agreements.models import (
    Adherence,
    Agreement,
    AgreementLink,
    Document,
    Finding,
    Judgement,
    Objection,
    Party,
    ReadingConfirmation,
)
from maillage.journal.models import Event, SignIn
from maillage.organisations.models import (
    Accreditation,
    Claim,
    Grant,
    Invitation,
    Mandate,
    Membership,
    Organisation,
    Person,
    Unit,
    User,
)
from maillage.organisations.permissions import SECOND_FACTOR_ROLES, Role
from maillage.web.demo import accounts, ending, signing
from maillage.web.demo.people import DOORS
from maillage.web.demo.texts import AGREEMENTS, DRAFT, SAID
from tests.helpers import ReadOnlyGet

pytestmark = pytest.mark.django_db

COUNTED = (
    Accreditation, Adherence, Agreement, AgreementLink, Claim, Document, Event, Finding, Grant, Invitation, Judgement,
    Mandate, Membership, Objection, Organisation, Party, Person, ReadingConfirmation, SignIn, Unit, User,
)  # fmt: skip


def tables(text: str) -> dict[str, list[str]]:
    """The first cells of each table of the page, by its header."""
    found: dict[str, list[str]] = {}
    for table in re.findall(r"(?:^\|.*\n)+", text, re.M):
        head, _, *rows = [line.split("|")[1].strip() for line in table.strip().splitlines()]
        found.setdefault(head, []).extend(rows)
    return found


def counts() -> dict[str, int]:
    return {model.__name__: model.objects.count() for model in COUNTED}


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """The world, loaded once for all the tests below; each of them undoes what it does to it."""
    with django_db_blocker.unblock(), transaction.atomic(), override_settings(DEMO=True):
        call_command("demo", verbosity=0)
        yield
        transaction.set_rollback(True)


@pytest.fixture
def ourcelle(world: None, settings: Any) -> None:
    settings.DEMO = True


def test_the_world_is_the_one_that_the_page_tells(ourcelle: None, root: Path) -> None:
    told = tables((root / "docs" / "demo.md").read_text(encoding="utf-8"))
    bodies = {re.sub(r" \(.*\)", "", name) for name in [*told["Organisation"], *told["Association"]]}
    assert bodies <= set(Organisation.objects.values_list("name", flat=True))
    assert {unit.partition(", with")[0] for unit in told["Unit"]} <= set(Unit.objects.values_list("name", flat=True))
    assert set(told["Person"]) <= {person.full_name for person in Person.objects.all()}
    assert set(told["Account"]) == {f"{door.person}" for door in DOORS}


def test_the_world_is_coherent(ourcelle: None) -> None:
    federation = Organisation.objects.get(name="Fédération Enfance Ourcelle")
    assert federation.memberships.at(timezone.localdate()).count() == 9
    then = federation.names.at(dt.date(2010, 1, 1)).get()
    assert then.legal_name == "Fédération des œuvres de l’enfance de l’Ourcelle"
    maison = Unit.objects.get(name="Maison des solidarités de Montclair")
    assert maison.parent is not None
    assert maison.parent.name == "Direction des solidarités territoriales"
    assert set(Person.objects.get(last_name="Le Guerrec").mandates.values_list("organisation__name", flat=True)) == {
        "Commune de Montclair",
        "CCAS de Montclair",
    }
    for body in Organisation.objects.all():
        body.full_clean()


def test_loading_again_adds_nothing(ourcelle: None) -> None:
    before = counts()
    call_command("demo", verbosity=0)
    assert counts() == before


TITLES = {told.key: told.title for told in (*AGREEMENTS, DRAFT)}
SEEN = {
    "nadia.ferrand@ourcelle.example": {"charte", "com", "protocole", "avenant", "projet"},
    "yann.kerouedan@enfance-ourcelle.example": {"charte", "com", "avenant"},
    "malo.ferrandi@trampoline.example": {"charte", "avenant"},
    "paul.quemener@villebrume.example": {"protocole"},
    "samira.belkacem@montclair.example": {"projet"},
}


def signed_in(email: str) -> ReadOnlyGet:
    client = ReadOnlyGet()
    client.force_login(User.objects.get(email=email))
    return client


def agreement(key: str) -> Agreement:
    return Agreement.objects.get(title=TITLES[key])


def test_each_party_lists_its_agreements(ourcelle: None) -> None:
    for email, seen in SEEN.items():
        page = signed_in(email).get(reverse("agreements:list")).content.decode()
        assert {key for key, title in TITLES.items() if f">{title}</a>" in page} == seen, email


def test_the_draft_is_confirmed_by_its_author_and_negotiated_by_its_three_parties(ourcelle: None) -> None:
    draft = agreement("projet")
    assert draft.state == AgreementState.SHARED
    page = signed_in("samira.belkacem@montclair.example").get(reverse("negotiation:page", args=[draft.pk]))
    told = page.content.decode()
    assert "Commune de Montclair" in told or "la Commune" in told
    assert "Proposition 3" in told
    assert "ressources humaines" not in told, "an internal remark of the Département"
    assert draft.findings.filter(state=FindingState.TO_CHECK).exists()
    page = reverse("agreements:reading", args=[draft.pk])
    answers = {email: signed_in(email).get(page).status_code for email in SEEN}
    assert answers.pop("nadia.ferrand@ourcelle.example") == 200
    assert answers.pop("samira.belkacem@montclair.example") == 403, "a party reads the text, its author confirms"
    assert set(answers.values()) == {404}


def test_the_published_one_is_read_without_an_account(ourcelle: None) -> None:
    charter = agreement("charte")
    page = ReadOnlyGet().get(reverse("public:detail", args=[charter.pk]))
    assert page.status_code == 200
    assert charter.title in page.content.decode()
    others = Agreement.objects.exclude(pk=charter.pk)
    assert {ReadOnlyGet().get(reverse("public:detail", args=[one.pk])).status_code for one in others} == {404}


def test_the_home_of_the_partnership_officer_says_what_is_expected(ourcelle: None) -> None:
    page = signed_in("nadia.ferrand@ourcelle.example").get("/").content.decode()
    for sentence in (
        f"Dire si vous lisez de même : {TITLES['com']}",
        f"Régler une contestation : {TITLES['protocole']}",
        f"Confirmer la lecture : {TITLES['projet']}",
    ):
        assert sentence in page
    assert f"Dire si vous lisez de même : {TITLES['avenant']}" in (
        signed_in("malo.ferrandi@trampoline.example").get("/").content.decode()
    )


def test_a_convention_is_in_course_of_signature_by_three_parties(ourcelle: None) -> None:
    row = Agreement.objects.get(title=signing.TITLE)
    assert row.legal_state == LegalState.SIGNING
    for email in ("nadia.ferrand@ourcelle.example", "samira.belkacem@montclair.example"):
        client = signed_in(email)
        page = " ".join(client.get(reverse("agreements:signing", args=[row.pk])).content.decode().split())
        assert "la délibération n’est pas connue comme transmise" in page
        assert "Faire signer Antoine Le Guerrec" in page
        assert "Il reste à faire signer la Commune et le CCAS." in page
    home = " ".join(client.get("/").content.decode().split())
    assert f"Signer : {signing.TITLE}" in home, "the Commune has not signed"
    assert "la signature du centre communal d’action sociale de Montclair n’est pas enregistrée" in home


def test_nothing_of_the_agreements_happens_in_the_time_to_come(ourcelle: None) -> None:
    now = timezone.now()
    assert not Event.objects.filter(at__gt=now).exists()
    assert not Judgement.objects.filter(made_at__gt=now).exists()
    for told in AGREEMENTS:
        row = agreement(told.key)
        assert {name: getattr(row, name) for name in told.facts} == told.facts
        for body, authority in told.authorities.items():
            assert row.parties.filter(authority_on=authority.on, authority_number=authority.number).exists(), body


def test_every_judgement_that_is_told_finds_its_commitment(ourcelle: None) -> None:
    assert Judgement.objects.count() == len(SAID) + len(ending.SAID)
    assert Judgement.objects.filter(shared_at=None).count() == sum(not one.is_shared for one in SAID)
    charter = agreement("charte")
    private = next(one.word for one in SAID if one.body == "departement" and not one.is_shared)
    page = reverse("agreements:commitments", args=[charter.pk])
    assert signed_in("yann.kerouedan@enfance-ourcelle.example").get(page).status_code == 200
    judged = Judgement.objects.get(word=private).commitment
    page = reverse("agreements:commitment", args=[charter.pk, judged.pk])
    assert private in signed_in("nadia.ferrand@ourcelle.example").get(page).content.decode()
    assert private not in signed_in("yann.kerouedan@enfance-ourcelle.example").get(page).content.decode()


def test_the_agreements_stand_to_one_another_and_bind_the_members_of_their_day(ourcelle: None) -> None:
    charter = agreement("charte")
    kinds = dict(charter.linked_from.values_list("agreement__title", "kind"))
    assert kinds == {TITLES["avenant"]: LinkKind.AMENDS, TITLES["com"]: LinkKind.APPLIES}
    bound = Adherence.objects.filter(agreement=charter)
    assert bound.filter(from_on=charter.effect_on).count() == 8
    assert bound.exclude(from_on=charter.effect_on).get().member.name == "Trampoline"


def test_each_role_has_an_account_that_can_enter(ourcelle: None) -> None:
    assert set(Grant.objects.values_list("role", flat=True)) == set(Role)
    for user in User.objects.all():
        assert user.check_password(accounts.password())
        needed = user.grants.filter(role__in=SECOND_FACTOR_ROLES).exists()
        assert Authenticator.objects.filter(user=user).exists() == needed


def test_the_code_that_the_command_gives_opens_the_second_factor(ourcelle: None, settings: Any) -> None:
    out = StringIO()
    call_command("demo", code=True, stdout=out)
    authenticator = Authenticator.objects.filter(user__email="nadia.ferrand@ourcelle.example").get()
    assert authenticator.wrap().validate_code(out.getvalue().strip())


def test_each_account_has_its_home(ourcelle: None) -> None:
    for user in User.objects.all():
        client = ReadOnlyGet()
        client.force_login(user)
        page = client.get("/")
        assert page.status_code == 200, user.email
        assert f"Bonjour {user.get_short_name()}" in page.content.decode()


def test_the_accounts_are_printed_with_their_password(ourcelle: None) -> None:
    out = StringIO()
    call_command("demo", accounts=True, stdout=out)
    told = out.getvalue()
    assert accounts.password() in told
    assert all(door.email in told for door in DOORS)
