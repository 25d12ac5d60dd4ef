"""Journeys through the parts of an agreement: shared, completed, published by two parties; the barriers of the pages."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Literal

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from maillage.agreements.actions import adherences, guarantors, links, parties, pieces
from maillage.agreements.choices import LinkKind, MentionKind, PartyRole, TermName
from maillage.agreements.models import Agreement, Document, Mention, Party
from tests.browser.conftest import LOOKS, Site
from tests.cast import Cast, gather
from tests.factories.agreements import confirmed
from tests.factories.organisations import MandateFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LONG_AGO = dt.date(2025, 1, 1)


@pytest.fixture
def people(transactional_db: None) -> Cast:
    """The cast, in a database that the server sees."""
    return gather()


def address(route: str, agreement: Agreement, *args: object) -> str:
    return reverse(f"agreements:{route}", args=[agreement.pk, *args])


def test_an_agreement_is_shared_then_completed_by_the_other_party(site: Site, people: Cast, tmp_path: Path) -> None:
    agreement = confirmed(people.departement, people.ccas, by=people.alice, shared=False)
    site.sign_in(people.alice)
    page = site.open(address("terms", agreement))
    page.get_by_role("link", name="Partager avec les parties").click()
    expect(page.get_by_text("Le verra")).to_be_visible()
    page.get_by_role("button", name="Partager", exact=True).last.click()
    expect(page.get_by_text("ses parties le voient dès maintenant")).to_be_visible()
    assert site.faults() == []

    site.sign_in(people.bob)
    page = site.open(address("pieces", agreement))
    resolution = tmp_path / "délibération.pdf"
    resolution.write_bytes(b"%PDF-1.4 deliberation")
    page.get_by_role("link", name="Donner la délibération qui autorise à signer, le CCAS").click()
    page.get_by_label("Fichier").set_input_files(resolution)
    page.get_by_role("button", name="Ajouter la pièce").click()
    expect(page.get_by_role("heading", name="délibération.pdf")).to_be_visible()
    assert Document.objects.get(role="resolution").party == agreement.parties.get(organisation=people.ccas)

    page.get_by_text("Un message prêt à envoyer").first.click()
    assert "Pouvez-vous nous l’envoyer" in page.get_by_label("Message à copier").first.input_value()
    page.get_by_role("link", name="Termes").click()
    page.get_by_role("link", name="Corriger : durée", exact=True).click()
    page.get_by_label("Durée").fill("4")
    page.get_by_label("ce que quelqu’un a déclaré").check()
    page.get_by_label("Déclaré par").fill("Mme Ferry, présidente")
    page.get_by_role("button", name="Enregistrer la clause").click()
    expect(page.get_by_text("Il dure quatre ans.")).to_be_visible()
    assert site.faults() == []


def test_two_parties_publish_and_one_withdraws(site: Site, people: Cast) -> None:
    agreement = confirmed(people.departement, people.ccas, by=people.alice)
    site.sign_in(people.adele)
    page = site.open(address("publish", agreement))
    page.get_by_role("button", name="Accepter pour le Département").click()
    expect(page.get_by_text("Il sera public quand toutes l’auront accepté")).to_be_visible()

    site.sign_in(people.bob)
    page = site.open(address("terms", agreement))
    page.get_by_text("Autres actions").click()
    page.get_by_role("link", name="Répondre sur la publication").click()
    page.get_by_role("button", name="Accepter pour le CCAS").click()
    expect(page.get_by_role("heading", name="Public depuis le")).to_be_visible()
    assert site.faults() == []
    page.get_by_role("button", name="Retirer : le CCAS").click()
    expect(page.get_by_role("heading", name="Publier l’accord")).to_be_visible()
    assert Agreement.objects.get().published_at is None


def test_an_agreement_is_linked_as_one_types_and_compared(site: Site, people: Cast) -> None:
    frame = confirmed(people.departement, people.federation, by=people.alice)
    Agreement.objects.filter(pk=frame.pk).update(title="Charte cadre", folded=" charte cadre")
    local = confirmed(people.departement, people.ccas, by=people.alice)
    site.sign_in(people.alice)
    page = site.open(address("links", local))
    page.get_by_role("link", name="Relier à un autre accord").click()
    page.get_by_label("Cet accord").select_option(label="décline localement")
    page.get_by_label("Quel accord").press_sequentially("cadre")
    page.get_by_label("Charte cadre").check()
    page.get_by_role("button", name="Relier", exact=True).last.click()
    expect(page.get_by_role("link", name="Charte cadre", exact=True)).to_be_visible()
    page.get_by_role("link", name="Voir les écarts avec Charte cadre").click()
    expect(page.get_by_role("heading", name="Ce que l’accord local fait autrement")).to_be_visible()
    assert site.faults() == []


def test_the_acts_of_the_head_are_reached_by_the_keyboard(site: Site, people: Cast) -> None:
    agreement = confirmed(people.departement, people.ccas, by=people.alice)
    site.sign_in(people.alice)
    page = site.open(address("parties", agreement))
    page.get_by_role("link", name="Compléter les dates").focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="Archiver")).to_be_visible()
    page.get_by_role("link", name="Archiver").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Archiver l’accord")).to_be_visible()


def _pages(people: Cast) -> list[tuple[object, str]]:
    """The main pages, each with something on it, and who looks."""
    now = timezone.now()
    charter = confirmed(people.departement, people.federation, by=people.alice)
    local = confirmed(people.departement, people.ccas, by=people.alice)
    Agreement.objects.filter(pk=local.pk).update(signed_on=dt.date(2025, 3, 15))
    federation = Party.objects.select_related("agreement", "organisation").get(
        agreement=charter, organisation=people.federation
    )
    untied = Party.objects.get(agreement=charter, organisation=people.departement)
    adherences.adhere_all(party=federation, from_on=LONG_AGO, by=people.alice, at=now)
    parties.join(
        agreement=charter, organisation=people.outsider, role=PartyRole.ASSOCIATED, from_on=LONG_AGO, by=None, at=now
    )
    MandateFactory(organisation=people.federation, is_president=True)
    guarantors.record(agreement=charter, name="le directeur", person=people.adele.person, by=people.alice, at=now)
    link = links.make(agreement=local, kind=LinkKind.DECLINES, target=charter, by=people.alice, at=now)
    framework = links.describe(name="Schéma départemental", version="2019", to_on=dt.date(2023, 12, 31))
    for kind, text in ((MentionKind.FRAMEWORK, "schéma départemental"), (MentionKind.PRINCIPLE, "le respect")):
        mention = Mention.objects.create(agreement=charter, kind=kind, text=text, quote=f"{text} de tous")
    cited = Mention.objects.get(agreement=charter, kind=MentionKind.FRAMEWORK)
    links.cite(mention=cited, framework=framework, by=people.alice, at=now)
    pieces.waive(agreement=charter, piece="signed_original", reason="Perdu", by=people.alice, at=now)
    document = Document.objects.get(agreement=charter)
    return [
        (people.alice, address("parties", charter)),
        (people.eric, address("parties", charter)),
        (people.alice, address("adherences", charter, federation.pk)),
        (people.alice, address("party_tie", charter, federation.pk)),
        (people.alice, address("party_edit", charter, untied.pk)),
        (people.alice, address("party_join", charter)),
        (people.alice, address("pilot_name", charter, untied.pk, "pilote")),
        (people.bob, address("terms", local)),
        (people.bob, address("term_edit", local, TermName.DURATION)),
        (people.bob, address("facts", local)),
        (people.alice, f"{address('principles', charter)}#m-{mention.pk}"),
        (people.alice, address("links", charter)),
        (people.alice, address("link_new", local)),
        (people.alice, address("deviations", local, link.pk)),
        (people.alice, address("framework_cite", charter, cited.pk)),
        (people.alice, address("pieces", charter)),
        (people.alice, address("piece_new", charter)),
        (people.alice, address("piece_edit", charter, document.pk)),
        (people.bob, address("publish", local)),
        (people.bob, address("archive", local)),
    ]


@pytest.mark.parametrize(("width", "scheme"), LOOKS)
def test_no_page_holds_a_barrier(site: Site, people: Cast, width: int, scheme: Literal["light", "dark"]) -> None:
    found: dict[str, list[str]] = {}
    for user, path in _pages(people):
        site.sign_in(user)
        site.open(path, width=width, scheme=scheme)
        site.page.evaluate("document.querySelectorAll('main details').forEach(one => { one.open = true })")
        if faults := site.faults():
            found[path] = faults

    assert found == {}
