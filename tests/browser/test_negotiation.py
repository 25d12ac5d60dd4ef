"""Negotiating with the keyboard: from a provision to a version that a party approves; barriers of the pages."""

from __future__ import annotations

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from maillage.negotiation.models import Approval, Negotiation, Proposal
from tests.browser.conftest import LOOKS, Site
from tests.cast import Cast, gather
from tests.negotiation.making import negotiated, proposed, provision, remarked, seat_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def people(transactional_db: None) -> Cast:
    """The cast, in a database that the server sees."""
    return gather()


def address(route: str, negotiation: Negotiation, *args: object) -> str:
    return reverse(f"negotiation:{route}", args=[negotiation.agreement_id, *args])


def press(site: Site, name: str, role: str = "link") -> None:
    """Go to a link or a button and press Enter, as the keyboard does."""
    site.page.get_by_role(role, name=name, exact=True).last.focus()  # type: ignore[arg-type]
    site.page.keyboard.press("Enter")


def test_a_draft_is_negotiated_with_the_keyboard_alone(site: Site, people: Cast) -> None:
    negotiation = negotiated(people)
    site.sign_in(people.bob)
    page = site.open(address("page", negotiation))
    press(site, "Proposer : article 5, alinéa 1")
    press(site, "Réécrire")
    box = page.get_by_label("Rédaction proposée")
    assert "préavis de trois mois" in box.input_value()
    box.fill(box.input_value().replace("trois mois", "six mois"))
    page.get_by_label("Motif").focus()
    page.keyboard.type("Trois mois ne suffisent pas pour prévenir les familles.")
    press(site, "Proposer", "button")
    expect(page.get_by_text("Votre proposition est faite")).to_be_visible()
    site.sign_in(people.alice)
    site.open(address("proposals", negotiation) + "?montrer=moi")
    page = site.page
    page.get_by_role("link", name="Proposition 1").focus()
    page.keyboard.press("Enter")
    page.get_by_label("Accepter cette rédaction").focus()
    page.keyboard.press("Space")
    press(site, "Envoyer la réponse", "button")
    press(site, "Retenir", "button")
    expect(page.get_by_text("Retenue pour la prochaine version")).to_be_visible()
    site.open(address("close_round", negotiation))
    press(site, "Clore le tour", "button")
    expect(page.get_by_text("Le tour est clos.")).to_be_visible()
    assert Proposal.objects.get().taken_in is not None
    site.open(address("approve", negotiation, seat_of(negotiation, people.departement).pk))
    press(site, "Approuver cette version", "button")
    expect(page.get_by_text("Votre organisation approuve cette version.")).to_be_visible()
    assert Approval.objects.get().approved_by == people.alice


def test_nothing_bars_the_way_on_the_pages_of_a_negotiation(site: Site, people: Cast) -> None:
    negotiation = negotiated(people)
    one = proposed(negotiation, people.ccas, "art_2__para_2")
    proposed(negotiation, people.departement, "art_2__para_2", words="Le CCAS oriente.", counters=one)
    remark = remarked(negotiation, people.ccas, "art_5", "préavis de trois mois")
    seat = seat_of(negotiation, people.departement)
    pages = [
        address("page", negotiation),
        address("proposal", negotiation, one.pk),
        address("provision", negotiation, one.provision_id),
        address("propose", negotiation, provision(negotiation, "art_4").pk, "move"),
        address("remark", negotiation, remark.pk),
        address("rounds", negotiation),
        address("approval", negotiation),
        address("plan_edit", negotiation, seat.pk),
        address("paper", negotiation, seat.pk, "deliberation"),
        reverse("negotiation:circuit_new", args=[people.departement.pk]),
    ]
    site.sign_in(people.alice)
    for width, scheme in LOOKS:
        for one_address in pages:
            site.open(one_address, width=width, scheme=scheme)
            assert site.faults() == [], one_address
