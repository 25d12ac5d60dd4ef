"""Sharing, publishing and archiving an agreement; what its pages cost."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from maillage.agreements.actions import adherences, links, parties, pieces
from maillage.agreements.choices import AdherenceBasis, DocumentRole, LinkKind, MentionKind, PartyRole
from maillage.agreements.models import (
    Agreement,
    Guarantor,
    Mention,
    Party,
)
from tests.agreements.pages import address, party_of, sign_in, text
from tests.cast import NOW
from tests.factories.agreements import brought, confirmed, tie
from tests.factories.organisations import MandateFactory, MembershipFactory, OrganisationFactory
from tests.helpers import ReadOnlyGet, queries_of

pytestmark = pytest.mark.django_db
LONG_AGO = dt.date(2025, 1, 1)


@pytest.fixture
def agreement(cast: Any) -> Agreement:
    return confirmed(cast.departement, cast.ccas, by=cast.alice)


@pytest.fixture
def charter(cast: Any) -> Agreement:
    return confirmed(cast.departement, cast.federation, by=cast.alice)


# ---------------------------------------------------------------- going out


def test_sharing_says_first_who_will_see_what(client: ReadOnlyGet, cast: Any) -> None:
    agreement = confirmed(cast.departement, cast.ccas, by=cast.alice, shared=False)
    other = OrganisationFactory(name="Régie de Bourgneuf")
    Party.objects.create(agreement=agreement, organisation=other, name="la Régie", order=8)
    Party.objects.create(agreement=agreement, name="l’Amicale", order=9)
    page = text(sign_in(client, cast.alice), address("share", agreement))
    assert page.index("Le voit déjà") < page.index("Le verra") < page.index("Sans compte") < page.index("Ne verra rien")
    assert "La rattacher" in page
    data = {"revision": str(agreement.revision)}
    answer = client.post(address("share", agreement), data, follow=True)
    assert "ses parties le voient dès maintenant" in answer.content.decode()
    assert sign_in(client, cast.bob).get(address("terms", agreement)).status_code == 200


def test_a_draft_names_the_parties_that_its_reading_found(client: ReadOnlyGet, cast: Any) -> None:
    draft = brought(cast.departement, by=cast.alice)
    sign_in(client, cast.alice)
    assert "Aucune partie n’est encore rattachée" in text(client, address("share", draft))
    answer = client.post(address("share", draft), {"revision": str(draft.revision)})
    assert "rattachez-en une" in answer.content.decode()
    tie(draft, cast.departement, cast.ccas)
    assert "1 compte" in text(client, address("share", draft))


def test_each_party_answers_for_itself_on_the_page_of_publication(
    client: ReadOnlyGet, cast: Any, agreement: Agreement
) -> None:
    ours, theirs = party_of(agreement, cast.departement), party_of(agreement, cast.ccas)
    page = text(sign_in(client, cast.alice), address("publish", agreement))
    assert "responsable ou administrateur" in page
    assert "Accepter<" not in page
    client.post(address("publish_agree", agreement, theirs.pk))
    assert not Party.objects.filter(published_at__isnull=False).exists()
    sign_in(client, cast.adele).post(address("publish_agree", agreement, ours.pk))
    assert "Répondre sur la publication" in text(sign_in(client, cast.bob), address("terms", agreement))
    client.post(address("publish_agree", agreement, theirs.pk))
    assert "Public depuis le" in text(client, address("publish", agreement))
    client.post(address("publish_withdraw", agreement, theirs.pk))
    assert "Publier l’accord" in text(client, address("publish", agreement))


def test_the_head_leads_to_the_next_thing_to_do(client: ReadOnlyGet, cast: Any) -> None:
    agreement = confirmed(cast.departement, cast.ccas, by=cast.alice, shared=False)
    page = text(sign_in(client, cast.alice), address("terms", agreement))
    assert page.count('class="btn btn-primary"') == 1
    assert "Partager avec les parties</a>" in page
    assert page.count("Partager avec les parties") == 1
    assert "Partager" not in text(sign_in(client, cast.eric), address("terms", agreement))


def test_archiving_asks_why_and_tells_it(client: ReadOnlyGet, cast: Any, agreement: Agreement) -> None:
    sign_in(client, cast.bob)
    data = {"reason": "Remplacé par la charte de 2026", "revision": str(agreement.revision)}
    assert client.post(address("archive", agreement), data).status_code == 302
    page = text(client, address("terms", agreement))
    assert "Remplacé par la charte de 2026" in page
    assert "Sortir des archives" in page
    assert client.post(address("restore", agreement)).status_code == 302
    agreement.refresh_from_db()
    assert agreement.is_open


# ---------------------------------------------------------------- cost


def test_pages_ask_as_many_questions_whatever_there_is(client: ReadOnlyGet, cast: Any, charter: Agreement) -> None:
    federation = party_of(charter, cast.federation)
    mention = {"agreement": charter, "kind": MentionKind.FRAMEWORK, "text": "schéma 0"}
    Mention.objects.create(**mention)
    links.make(agreement=charter, kind=LinkKind.APPLIES, target=confirmed(cast.departement, cast.ccas), by=None, at=NOW)
    adherences.adhere_all(party=federation, from_on=LONG_AGO, by=None, at=NOW)
    pieces.waive(agreement=charter, piece="signed_original", reason="Perdu", by=cast.alice, at=NOW)
    parties.join(
        agreement=charter, organisation=cast.outsider, role=PartyRole.ASSOCIATED, from_on=LONG_AGO, by=None, at=NOW
    )
    MandateFactory(organisation=cast.outsider, is_president=True)
    sign_in(client, cast.alice)

    def grow() -> None:
        for number in range(3):
            member = OrganisationFactory()
            MembershipFactory(federation=cast.federation, member=member)
            adherences.adhere(
                party=federation, member=member, basis=AdherenceBasis.MEMBERSHIP, from_on=LONG_AGO, by=None, at=NOW
            )
            actor = OrganisationFactory()
            MandateFactory(organisation=actor, is_president=True)
            parties.join(
                agreement=charter, organisation=actor, role=PartyRole.ASSOCIATED, from_on=LONG_AGO, by=None, at=NOW
            )
            Mention.objects.create(**{**mention, "text": f"plan {number}"})
            Mention.objects.create(agreement=charter, kind=MentionKind.PRINCIPLE, text=f"principe {number}")
            Guarantor.objects.create(agreement=charter, name=f"garant {number}", recorded_by=cast.alice)
            target = confirmed(cast.departement, cast.ccas)
            links.make(agreement=charter, kind=LinkKind.APPLIES, target=target, by=cast.alice, at=NOW)
            content = f"%PDF-1.4 {number}".encode()
            given: dict[str, Any] = {"organisation": cast.departement, "content": content, "name": "a.pdf"}
            pieces.add(agreement=charter, **given, role=DocumentRole.ANNEX, party=federation, by=cast.alice, at=NOW)

    Guarantor.objects.create(agreement=charter, name="garant", person=cast.alice.person, recorded_by=cast.alice)
    Mention.objects.create(agreement=charter, kind=MentionKind.PRINCIPLE, text="principe")
    urls = [address(part, charter) for part in ("parties", "terms", "principles", "links", "pieces")]
    urls.append(address("adherences", charter, federation.pk))
    for url in urls[1:]:
        client.get(url)
    assert_flat_all(client, urls, grow)


def assert_flat_all(client: ReadOnlyGet, urls: list[str], grow: Any) -> None:
    """Each page grows with all the others: the data grows once."""
    before = {url: (queries_of(client, url), queries_of(client, url))[1] for url in urls}
    grow()
    for url in urls:
        after = queries_of(client, url)
        assert len(after) <= len(before[url]), "\n".join([url, "grew from", *before[url], "to", *after])
