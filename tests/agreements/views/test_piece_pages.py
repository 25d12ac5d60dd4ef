"""Principles, links and pieces, as people read and fill them in."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from maillage.agreements.actions import links
from maillage.agreements.choices import DocumentRole, LinkKind, MentionKind, TermName
from maillage.agreements.models import (
    Agreement,
    AgreementLink,
    Document,
    Framework,
    Mention,
    Party,
    Term,
    WaivedPiece,
)
from maillage.organisations.models import Organisation
from tests.agreements.pages import address, party_of, sign_in, text
from tests.cast import NOW
from tests.factories.agreements import confirmed
from tests.helpers import ReadOnlyGet

pytestmark = pytest.mark.django_db


@pytest.fixture
def agreement(cast: Any) -> Agreement:
    return confirmed(cast.departement, cast.ccas, by=cast.alice)


# ---------------------------------------------------------------- principles, links, pieces


def test_principles_are_at_an_address_with_the_commitments_of_their_article(
    client: ReadOnlyGet, cast: Any, agreement: Agreement
) -> None:
    provision = Term.objects.get(name=TermName.DURATION).provision
    commitment = agreement.commitments.get(number=1).versions.get()
    mention = Mention.objects.create(
        agreement=agreement,
        kind=MentionKind.PRINCIPLE,
        text="le respect de la personne",
        quote="le respect de la personne accompagnée",
        provision=commitment.provision,
        expression=commitment.expression,
    )
    Mention.objects.create(agreement=agreement, kind=MentionKind.OBJECTIVE, text="durer", provision=provision)
    page = text(sign_in(client, cast.bob), address("principles", agreement))
    assert f'id="m-{mention.pk}"' in page
    assert f'href="#m-{mention.pk}"' in page
    assert "« le respect de la personne accompagnée »" in page
    assert "tenir une permanence hebdomadaire" in page
    assert page.index("Article 2") < page.index("Article 4")
    assert "Comité de suivi" in page
    assert "Deux fois par an" in page


def test_a_link_is_chosen_only_among_what_one_sees(client: ReadOnlyGet, cast: Any, agreement: Agreement) -> None:
    hidden = confirmed(cast.departement, cast.federation)
    Agreement.objects.filter(pk=hidden.pk).update(title="Contrat confidentiel", folded=" contrat confidentiel")
    sign_in(client, cast.bob)
    url = reverse("agreements:choose")
    assert "confidentiel" not in text(client, f"{url}?field=target&target_mots=contrat").replace('value="contrat"', "")
    page = client.post(address("link_new", agreement), {"kind": "applies", "target": hidden.pk}).content.decode()
    assert "Ce choix n’est pas possible ici." in page
    assert not AgreementLink.objects.exists()
    sign_in(client, cast.alice)
    assert "Contrat confidentiel" in text(client, f"{url}?field=target&target_mots=contrat")
    assert client.post(address("link_new", agreement), {"kind": "declines", "target": hidden.pk}).status_code == 302
    assert "Un accord que vous ne voyez pas" in text(sign_in(client, cast.bob), address("links", agreement))


def test_the_deviations_of_a_local_agreement_are_shown(client: ReadOnlyGet, cast: Any, agreement: Agreement) -> None:
    frame = confirmed(cast.departement, cast.federation)
    Term.objects.filter(agreement=frame, name=TermName.DURATION).update(value="P5Y")
    link = links.make(agreement=agreement, kind=LinkKind.DECLINES, target=frame, by=cast.alice, at=NOW)
    page = text(sign_in(client, cast.alice), address("deviations", agreement, link.pk))
    assert "1 clause diffère" in page
    assert "cinq ans" in page
    assert "trois ans" in page
    assert client.get(address("deviations", confirmed(cast.departement, cast.ccas), link.pk)).status_code == 404


def test_a_framework_is_added_in_its_version(client: ReadOnlyGet, cast: Any, agreement: Agreement) -> None:
    mention = Mention.objects.create(agreement=agreement, kind=MentionKind.FRAMEWORK, text="schéma départemental")
    sign_in(client, cast.alice)
    data = {"framework": "nouvelle", "name": "Schéma départemental", "version": "2019-2023", "to_on": "2023-12-31"}
    assert client.post(address("framework_cite", agreement, mention.pk), data).status_code == 302
    page = text(client, address("links", agreement))
    assert "Schéma départemental (2019-2023)" in page
    assert "Cette version ne vaut plus depuis le 31/12/2023." in page
    chosen = {"framework": Framework.objects.get().pk}
    assert client.post(address("framework_cite", agreement, mention.pk), chosen).status_code == 302
    assert Framework.objects.count() == 1
    empty = client.post(address("framework_cite", agreement, mention.pk), {"framework": "nouvelle", "name": " "})
    assert "Écrivez le nom du cadre." in empty.content.decode()


def upload(client: ReadOnlyGet, agreement: Agreement, organisation: Organisation, **data: Any) -> Any:
    file = SimpleUploadedFile("délibération.pdf", data.pop("content", b"%PDF-1.4 a"))
    return client.post(address("piece_new", agreement), {"organisation": organisation.pk, "file": file, **data})


def test_a_piece_is_given_for_a_party_and_what_was_missing_is_not(
    client: ReadOnlyGet, cast: Any, agreement: Agreement
) -> None:
    row = party_of(agreement, cast.ccas)
    sign_in(client, cast.bob)
    assert "5 pièces ou dates manquent" in text(client, address("pieces", agreement))
    data = {"role": "resolution", "party": row.pk, "dated_on": "2025-03-06"}
    assert upload(client, agreement, cast.ccas, **data).status_code == 302
    page = text(client, address("pieces", agreement))
    assert "4 pièces ou dates manquent" in page
    assert "délibération.pdf" in page
    assert Document.objects.get(role=DocumentRole.RESOLUTION).file.sha256 in page
    assert "Donnée par CCAS de Montclair" in page


@pytest.mark.parametrize(
    ("data", "error"),
    [
        ({"role": "resolution", "content": b"\x00\x01\x02"}, "n’est ni un texte"),
        ({"role": "resolution", "content": b""}, "Ce fichier est vide."),
        ({"role": ""}, "obligatoire"),
        ({"role": "resolution", "is_private": "on"}, "Seul un justificatif se garde pour soi."),
    ],
)
def test_what_is_no_piece_is_told(
    client: ReadOnlyGet, cast: Any, agreement: Agreement, data: dict[str, Any], error: str
) -> None:
    answer = upload(sign_in(client, cast.bob), agreement, cast.ccas, **data)
    assert answer.status_code == 200
    assert error in answer.content.decode()
    assert Document.objects.count() == 1


def test_a_piece_too_heavy_is_refused_before_it_is_read(
    client: ReadOnlyGet, cast: Any, agreement: Agreement, settings: Any
) -> None:
    settings.MAX_UPLOAD_SIZE = 5
    answer = upload(sign_in(client, cast.bob), agreement, cast.ccas, role="annex")
    assert "allégez-le" in answer.content.decode()


def test_private_evidence_is_seen_by_its_organisation_alone(
    client: ReadOnlyGet, cast: Any, agreement: Agreement
) -> None:
    sign_in(client, cast.bob)
    upload(client, agreement, cast.ccas, role="evidence", is_private="on", title="Relevé des permanences")
    assert "Gardée pour vous" in text(client, address("pieces", agreement))
    page = text(sign_in(client, cast.alice), address("pieces", agreement))
    assert "Relevé des permanences" not in page
    assert "Justificatifs" not in page


def test_the_message_to_a_partner_is_ready(client: ReadOnlyGet, cast: Any, agreement: Agreement) -> None:
    page = text(sign_in(client, cast.alice), address("pieces", agreement))
    assert "Destinataire : le CCAS" in page
    assert "mailto:?subject=" in page
    assert "CASF L123-8" in page
    assert "Alice Amblard" in page
    page = text(sign_in(client, cast.eric), address("pieces", agreement))
    assert "mailto:" not in page


def test_a_piece_without_object_is_said_so_by_name(client: ReadOnlyGet, cast: Any, agreement: Agreement) -> None:
    row = party_of(agreement, cast.ccas)
    url = f"{address('piece_waive', agreement)}?piece=receipt&partie={row.pk}&detail="
    sign_in(client, cast.alice)
    assert client.post(url, {"reason": "Acte non transmissible"}).status_code == 302
    page = text(sign_in(client, cast.bob), address("pieces", agreement))
    assert "Acte non transmissible" in page
    assert "Alice Amblard, le" in page
    client.post(address("piece_want", agreement, WaivedPiece.objects.get().pk))
    assert not WaivedPiece.objects.exists()


def test_a_party_that_left_sees_the_pieces_that_were_there_and_asks_for_none(
    client: ReadOnlyGet, cast: Any, agreement: Agreement
) -> None:
    left_on = timezone.localdate() - dt.timedelta(days=3)
    Party.objects.filter(organisation=cast.ccas).update(to_on=left_on)
    upload(sign_in(client, cast.alice), agreement, cast.departement, role="other", title="Note tardive")
    page = text(sign_in(client, cast.bob), address("pieces", agreement))
    assert "protocole.txt" in page
    assert "Note tardive" not in page
    assert "manque" not in page.partition("<main")[2]
