"""Private links, campaigns, the summary and the public pages as a browser shows them; the summary on one sheet of paper."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

import pypdfium2
import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from maillage.agreements.actions import campaigns, requests, responding, summaries
from maillage.agreements.choices import Answer, Task
from maillage.agreements.models import Agreement, CommitmentVersion, Judgement, Party, ReadingConfirmation, Request
from maillage.organisations.choices import MandateFunction
from tests.browser.conftest import LOOKS, Site
from tests.cast import Cast, gather
from tests.factories.agreements import asked, confirmed, more_commitments, published
from tests.factories.organisations import MandateFactory, OrganisationFactory, PersonFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PHONE = 390
PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"


@dataclass
class World:
    """The cast, an agreement with a commune that has no account, and what was asked about it."""

    cast: Cast
    agreement: Agreement
    published: Agreement

    def party(self) -> Party:
        return Party.objects.get(agreement=self.agreement, organisation=self.cast.commune)

    def link(self, task: str, **facts: Any) -> str:
        about = {"sent_by": self.cast.alice, "message": "Merci de répondre avant notre réunion."}
        _, token = asked(self.agreement, self.cast.departement, self.party(), task, **{**about, **facts})
        return reverse("requests:open", args=[token])

    def address(self, route: str) -> str:
        return reverse(route, args=[self.agreement.pk])


@pytest.fixture
def world(db: None) -> World:
    cast = gather()
    agreement = confirmed(cast.departement, cast.commune, by=cast.alice, ends_on=dt.date(2029, 3, 14))
    for organisation, name in ((cast.departement, "Pilote"), (cast.commune, "Copilote")):
        MandateFactory(
            person=PersonFactory(
                first_name="Pia", last_name=name, phone="01 99 00 12 34", email="pia@ourcelle.example"
            ),
            organisation=organisation,
            agreement_id=agreement.pk,
            function=MandateFunction.PILOT,
        )
    return World(cast, agreement, published(cast.departement, cast.ccas, by=cast.alice))


def campaign(world: World) -> Any:
    """Of the Département to the commune and, of another agreement, the CCAS: one answered, one at home."""
    row = campaigns.begin(
        organisation=world.cast.departement,
        title="Bilan 2026 des engagements",
        task=Task.JUDGE,
        agreements=[world.agreement, world.published],
        asks_members=False,
        due_on=timezone.localdate() + dt.timedelta(days=20),
        remind_days=7,
        by=world.cast.alice,
        at=timezone.now(),
    )
    return row.pk


def member_campaign(world: World) -> Any:
    """Of a federation that Alice now administers, with an answer."""
    from tests.factories.organisations import GrantFactory, MembershipFactory

    agreement = confirmed(world.cast.federation, world.cast.commune)
    MembershipFactory(federation=world.cast.federation, member=OrganisationFactory(name="La Ruche"))
    GrantFactory(user=world.cast.alice, organisation=world.cast.federation, role="manager")
    row = campaigns.begin(
        organisation=world.cast.federation,
        title="Positions des membres",
        task=Task.JUDGE,
        agreements=[agreement],
        asks_members=True,
        due_on=timezone.localdate() + dt.timedelta(days=20),
        remind_days=7,
        by=world.cast.alice,
        at=timezone.now(),
    )
    version = CommitmentVersion.objects.filter(
        agreement=agreement, bearers__organisation=world.cast.federation
    ).order_by("start")[0]
    responding.say_where_commitments_stand(
        request=Request.objects.filter(campaign=row).order_by("pk")[0],
        verdicts={version.commitment_id: responding.Verdict("partial", "Faute de salle.")},
        voice=responding.Voice(named="Nadia Noury, directrice"),
        at=timezone.now(),
    )
    return row.pk


def answered(world: World) -> str:
    """A link that was answered."""
    address = world.link(Task.JUDGE)
    request = Request.objects.latest("sent_at")
    versions = CommitmentVersion.objects.filter(agreement=world.agreement, bearers=world.party())
    responding.say_where_commitments_stand(
        request=request,
        verdicts={one.commitment_id: responding.Verdict("partial", "Deux fois sur trois.") for one in versions},
        is_shared=True,
        voice=responding.Voice(named="Nadia Noury, secrétaire de mairie"),
        at=timezone.now(),
    )
    return address


def to_read(world: World) -> str:
    """The summary by a link."""
    person = PersonFactory(first_name="Zoé", last_name="Zeller", email="zoe@ourcelle.example")
    MandateFactory(person=person, organisation=world.cast.departement)
    summaries.make_known(
        agreement=world.agreement,
        organisation=world.cast.departement,
        people=[person, world.cast.eric.person],
        by=world.cast.alice,
        at=timezone.now(),
    )
    token = requests.renew(Request.objects.get(task=Task.ACKNOWLEDGE), at=timezone.now())
    return reverse("requests:open", args=[token])


WITHOUT_ACCOUNT: dict[str, Callable[[World], str]] = {
    "reading": lambda world: world.link(Task.CONFIRM_READING),
    "judging": lambda world: world.link(Task.JUDGE),
    "piece": lambda world: world.link(Task.GIVE_PIECE, about="resolution"),
    "answered": answered,
    "summary": to_read,
    "gone": lambda _world: reverse("requests:open", args=["rien"]),
    "published list": lambda _world: reverse("public:list"),
    "nothing published": lambda _world: reverse("public:list") + "?q=zzz",
    "published": lambda world: reverse("public:detail", args=[world.published.pk]),
}
INSIDE: dict[str, Callable[[World], str]] = {
    "requests": lambda world: world.address("agreements:requests"),
    "ask": lambda world: world.address("agreements:ask"),
    "declare": lambda world: world.address("agreements:declare"),
    "declare reading": lambda w: f"{w.address('agreements:declare')}?party={w.party().pk}&task=confirm_reading",
    "declare verdicts": lambda w: f"{w.address('agreements:declare')}?party={w.party().pk}&task=judge",
    "declare piece": lambda w: f"{w.address('agreements:declare')}?party={w.party().pk}&task=give_piece",
    "page of summary": lambda world: world.address("agreements:summary"),
    "make known": lambda world: world.address("agreements:make_known"),
    "campaigns": lambda _world: reverse("campaigns:list"),
    "new campaign": lambda _world: reverse("campaigns:new"),
    "campaign": lambda world: reverse("campaigns:detail", args=[campaign(world)]),
    "addresses": lambda world: reverse("campaigns:recipients", args=[campaign(world)]),
    "close": lambda world: reverse("campaigns:close", args=[campaign(world)]),
    "campaign of members": lambda world: reverse("campaigns:detail", args=[member_campaign(world)]),
}


@pytest.mark.parametrize(("width", "scheme"), LOOKS)
def test_pages_without_account_have_no_barrier(
    site: Site, world: World, width: int, scheme: Literal["light", "dark"]
) -> None:
    for name, path in WITHOUT_ACCOUNT.items():
        site.open(path(world), width=width, scheme=scheme)
        assert site.faults() == [], name
        expect(site.page.locator("h1")).to_have_count(1)


@pytest.mark.parametrize(("width", "scheme"), LOOKS)
def test_pages_behind_the_doors_have_no_barrier(
    site: Site, world: World, width: int, scheme: Literal["light", "dark"]
) -> None:
    answered(world)
    to_read(world)
    site.sign_in(world.cast.alice)
    for name, path in INSIDE.items():
        site.open(path(world), width=width, scheme=scheme)
        assert site.faults() == [], name
        expect(site.page.locator("h1")).to_have_count(1)


def test_a_reading_is_confirmed_by_keyboard_on_a_telephone(site: Site, world: World) -> None:
    page = site.open(world.link(Task.CONFIRM_READING), width=PHONE)
    page.get_by_label("Vos prénom et nom").focus()
    page.keyboard.type("Nadia Noury")
    page.keyboard.press("Tab")
    page.keyboard.type("maire")
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Tout est exact")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Merci, c’est enregistré")
    answered = ReadingConfirmation.objects.get(answer=Answer.CONFIRMED)
    assert answered.declared_by.startswith("Nadia Noury, maire, par un lien")
    assert site.faults() == []


def test_commitments_are_judged_then_changed_without_javascript(site: Site, world: World, browser: Any) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": PHONE, "height": 800})
    page = context.new_page()
    page.goto(site.address + world.link(Task.JUDGE))
    page.get_by_label("Tenu", exact=True).first.check()
    page.get_by_label("Les autres parties de l’accord").check()
    page.get_by_label("Vos prénom et nom").fill("Nadia Noury")
    page.get_by_label("Votre fonction").fill("maire")
    page.get_by_role("button", name="Envoyer mes réponses").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Merci, c’est enregistré")
    page.get_by_role("link", name="Changer ma réponse").click()
    page.get_by_label("Non tenu").first.check()
    page.get_by_label("Les autres parties de l’accord").check()
    page.get_by_label("Vos prénom et nom").fill("Nadia Noury")
    page.get_by_label("Votre fonction").fill("maire")
    page.get_by_role("button", name="Envoyer mes réponses").click()
    expect(page.get_by_role("main")).to_contain_text("Non tenu")
    assert [one.verdict for one in Judgement.objects.standing()] == ["broken"]
    context.close()


def test_a_piece_is_given(site: Site, world: World) -> None:
    page = site.open(world.link(Task.GIVE_PIECE, about="resolution"), width=PHONE)
    page.get_by_label("La pièce").set_input_files({"name": "d.pdf", "mimeType": "application/pdf", "buffer": PDF})
    page.get_by_label("Vos prénom et nom").fill("Nadia Noury")
    page.get_by_label("Votre fonction").fill("maire")
    page.get_by_role("button", name="Envoyer la pièce").click()
    expect(page.get_by_role("main")).to_contain_text("d.pdf")
    assert site.faults() == []


def test_a_party_is_asked_from_the_form_to_the_list(site: Site, world: World) -> None:
    site.sign_in(world.cast.alice)
    page = site.open(world.address("agreements:requests"))
    page.get_by_role("link", name="Demander à une partie").click()
    page.get_by_label("Le CCAS").check()
    page.get_by_label("Dire où en sont ses engagements").check()
    page.get_by_label("Adresse électronique").fill("mairie@montclair.example")
    page.get_by_role("button", name="Relire le courriel").click()
    expect(page.get_by_role("heading", name="Le courriel qui partira")).to_be_visible()
    assert site.faults() == []
    page.get_by_role("button", name="Envoyer la demande").click()
    expect(page.get_by_role("status")).to_contain_text("La demande est partie à mairie@montclair.example.")
    expect(page.get_by_role("row").filter(has_text="mairie@montclair.example")).to_contain_text("En attente")


@pytest.mark.parametrize("count", [5, 20, 40])
def test_the_summary_is_printed_on_one_sheet(site: Site, world: World, count: int) -> None:
    more_commitments(world.agreement, count - world.agreement.commitments.count())
    site.sign_in(world.cast.alice)
    page = site.open(world.address("agreements:summary"))
    sheet = pypdfium2.PdfDocument(io.BytesIO(page.pdf(format="A4", prefer_css_page_size=True)))
    assert len(sheet) == 1
    text = sheet[0].get_textpage().get_text_bounded()
    for said in ("Ce que nous avons promis", "Ce que les autres nous doivent", "Qui appeler", "Pia Pilote"):
        assert said in text
    assert "Faire connaître" not in text
