"""Comparing two texts, as people choose them, read them and share their address."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from maillage.agreements.actions import links
from maillage.agreements.choices import LinkKind
from maillage.agreements.models import Agreement, Expression
from maillage.reading.extract.tracked import read_tracked
from maillage.rendering.word import MEDIA_TYPE
from tests.agreements.pages import address, sign_in, text
from tests.cast import NOW
from tests.factories.agreements import PROTOCOL, brought, confirmed, rewritten
from tests.helpers import ReadOnlyGet

pytestmark = pytest.mark.django_db
RENEWED = PROTOCOL.replace("permanence hebdomadaire", "permanence mensuelle").replace("trois ans", "cinq ans")


@pytest.fixture
def agreement(cast: Any) -> Agreement:
    return confirmed(cast.departement, cast.ccas, by=cast.alice)


def test_two_versions_are_chosen_and_their_address_is_shared_with_the_other_party(
    client: ReadOnlyGet, cast: Any, agreement: Agreement
) -> None:
    before, after = rewritten(agreement, "préavis de trois mois", "préavis de six mois", by=cast.alice)
    sign_in(client, cast.alice)
    page = text(client, address("compare", agreement))
    assert "Version 2, enregistrée le" in page
    assert ", la version actuelle" in page
    asked = client.get(address("compare", agreement), {"before": before.pk, "after": after.pk})
    url = address("redline", agreement, before.pk, after.pk)
    assert asked["Location"] == url
    shared = text(sign_in(client, cast.bob), url)
    assert "1 article modifié." in shared
    assert '<del><span class="visually-hidden"> supprimé : </span>trois<' in shared
    assert '<ins><span class="visually-hidden"> ajouté : </span>six<' in shared


def test_only_what_changes_is_shown_until_the_whole_text_is_asked_for(
    client: ReadOnlyGet, cast: Any, agreement: Agreement
) -> None:
    before, after = rewritten(agreement, "préavis de trois mois", "préavis de six mois", by=cast.alice)
    url = address("redline", agreement, before.pk, after.pk)
    page = text(sign_in(client, cast.alice), url)
    assert "Sans changement : " in page
    assert "secret professionnel" not in page
    whole = text(client, f"{url}?tout=1")
    assert "secret professionnel" in whole
    assert "Sans changement" not in whole
    beside = text(client, f"{url}?cote=1")
    assert "Avant</span>" in beside
    assert beside.count("<del>") == page.count("<del>")


def test_a_renewed_charter_is_compared_with_the_former_by_text_and_by_commitment(
    client: ReadOnlyGet, cast: Any, agreement: Agreement
) -> None:
    renewed = confirmed(cast.departement, cast.ccas, by=cast.alice, text=RENEWED)
    links.make(agreement=renewed, kind=LinkKind.RENEWS, target=agreement, by=cast.alice, at=NOW)
    sign_in(client, cast.alice)
    former, later = (Expression.objects.get(agreement=one) for one in (agreement, renewed))
    assert "Accords liés" in text(client, address("compare", renewed))
    page = text(client, address("redline", renewed, former.pk, later.pk))
    assert "2 articles modifiés." in page
    assert "les passages sont rapprochés par leurs intitulés et leurs mots" in page
    assert "Engagements gardés" in page
    assert "cinq ans" in page
    assert "Dans l’autre sens" in page


def test_another_agreement_is_found_by_its_name(client: ReadOnlyGet, cast: Any, agreement: Agreement) -> None:
    other = confirmed(cast.departement, cast.ccas, by=cast.alice, text=RENEWED)
    own, theirs = (Expression.objects.get(agreement=one) for one in (agreement, other))
    sign_in(client, cast.alice)
    asked = client.get(
        address("compare", agreement), {"before": own.pk, "after": own.pk, "other": other.pk, "other_mots": ""}
    )
    assert asked["Location"] == address("redline", agreement, theirs.pk, own.pk)


def test_one_text_is_not_compared_with_itself(client: ReadOnlyGet, cast: Any, agreement: Agreement) -> None:
    own = Expression.objects.get(agreement=agreement)
    page = sign_in(client, cast.alice).get(address("compare", agreement), {"before": own.pk, "after": own.pk})
    assert "Choisissez deux textes différents" in page.content.decode()


def test_a_text_that_one_does_not_see_is_compared_with_nothing(
    client: ReadOnlyGet, cast: Any, agreement: Agreement
) -> None:
    draft = brought(cast.departement, by=cast.alice, text=RENEWED)
    own, hidden = (Expression.objects.get(agreement=one) for one in (agreement, draft))
    assert sign_in(client, cast.alice).get(address("redline", agreement, own.pk, hidden.pk)).status_code == 200
    assert sign_in(client, cast.bob).get(address("redline", agreement, own.pk, hidden.pk)).status_code == 404
    third = Expression.objects.get(agreement=confirmed(cast.departement, cast.ccas, by=cast.alice))
    assert client.get(address("redline", agreement, third.pk, third.pk)).status_code == 404


def test_a_party_does_not_read_the_versions_of_before_the_draft_was_shared(
    client: ReadOnlyGet, cast: Any, agreement: Agreement
) -> None:
    before, after = rewritten(agreement, "préavis de trois mois", "préavis de six mois", by=cast.alice)
    Agreement.objects.filter(pk=agreement.pk).update(shared_at=after.recorded_at)
    assert sign_in(client, cast.alice).get(address("redline", agreement, before.pk, after.pk)).status_code == 200
    assert sign_in(client, cast.bob).get(address("redline", agreement, before.pk, after.pk)).status_code == 404
    assert "Version 1" not in text(client, address("compare", agreement))


def test_the_number_of_queries_does_not_grow_with_the_versions(
    client: ReadOnlyGet, cast: Any, agreement: Agreement
) -> None:
    before, after = rewritten(agreement, "préavis de trois mois", "préavis de six mois", by=cast.alice)
    sign_in(client, cast.alice)
    urls = [address("compare", agreement), address("redline", agreement, before.pk, after.pk)]

    def linked() -> None:
        other = confirmed(cast.departement, cast.ccas, by=cast.alice)
        links.make(agreement=agreement, kind=LinkKind.RENEWS, target=other, by=cast.alice, at=NOW)

    def counted() -> list[int]:
        counts = []
        for url in urls:
            with CaptureQueriesContext(connection) as seen:
                client.get(url)
            counts.append(len(seen))
        return counts

    linked()
    counted()
    first = counted()
    for number in range(3):
        rewritten(agreement, "préavis de ", f"préavis de {number} ou ", by=cast.alice)
        linked()
    assert counted() == first


def test_a_comparison_is_taken_to_word_with_its_changes_tracked(
    client: ReadOnlyGet, cast: Any, agreement: Agreement
) -> None:
    before, after = rewritten(agreement, "préavis de trois mois", "préavis de six mois", by=cast.alice)
    sign_in(client, cast.bob)
    assert "Télécharger pour Word" in text(client, address("redline", agreement, before.pk, after.pk))
    answer = client.get(address("redline_word", agreement, before.pk, after.pk))
    assert answer["Content-Type"] == MEDIA_TYPE
    read = read_tracked(answer.content)
    assert any("préavis de trois mois" in line.text for line in read.before)
    assert any("préavis de six mois" in line.text for line in read.after)
    assert read.authors == ("Département de l’Ourcelle",)
