"""The sheet, the draft that is deleted, the files that are given."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.test import Client
from django.urls import reverse

from maillage.agreements.actions import merging, sheet
from maillage.agreements.choices import DocumentRole, FindingSort
from maillage.agreements.models import Agreement, Document, Expression, Finding, Party, Provision, ReadingJob
from maillage.files.models import StoredFile
from maillage.journal.models import Event
from tests.cast import NOW, TODAY
from tests.factories.agreements import PROTOCOL, arrived, brought, confirmed
from tests.factories.territories import TerritoryFactory

pytestmark = pytest.mark.django_db


def _sent(agreement: Agreement, **changed: Any) -> dict[str, Any]:
    facts = {"title": agreement.title, "kind": agreement.kind, "reference": "", "revision": str(agreement.revision)}
    return facts | changed


def test_facts_are_stated_and_journalled_by_their_names_alone(client: Client, cast: Any) -> None:
    agreement, place = confirmed(cast.departement, cast.ccas), TerritoryFactory()
    client.force_login(cast.bob)
    response = client.post(
        reverse("agreements:edit", args=[agreement.pk]),
        _sent(
            agreement,
            title="Protocole de Montclair",
            signed_on="2026-01-12",
            effect_on="12/01/2026",
            ends_on="2029-01-12",
            is_observed="on",
            territories=str(place.pk),
        ),
    )
    assert response.status_code == 302
    agreement.refresh_from_db()
    assert (agreement.title, agreement.effect_on) == ("Protocole de Montclair", dt.date(2026, 1, 12))
    assert agreement.is_observed
    assert list(agreement.territories.all()) == [place]
    event = Event.objects.filter(verb="agreement-edited").latest("pk")
    assert event.fields == ["effect_on", "ends_on", "is_observed", "signed_on", "territories", "title"]


def test_an_old_form_is_refused_and_keeps_what_was_typed(client: Client, cast: Any) -> None:
    agreement = brought(cast.departement)
    client.force_login(cast.alice)
    sent = _sent(agreement, title="Mon titre", revision="0")
    Agreement.objects.filter(pk=agreement.pk).update(revision=7)
    page = client.post(reverse("agreements:edit", args=[agreement.pk]), sent).content.decode()
    assert "Quelqu’un d’autre a modifié" in page
    assert "Mon titre" in page
    agreement.refresh_from_db()
    assert agreement.title != "Mon titre"


def test_an_end_before_the_effect_is_refused_on_its_field(client: Client, cast: Any) -> None:
    agreement = brought(cast.departement)
    client.force_login(cast.alice)
    sent = _sent(agreement, effect_on="2026-01-12", ends_on="2025-01-12")
    assert "précède" in client.post(reverse("agreements:edit", args=[agreement.pk]), sent).content.decode()


def test_the_title_of_a_draft_is_the_one_that_its_reading_will_confirm(cast: Any) -> None:
    agreement = brought(cast.departement)
    sheet.edit(agreement=agreement, values={"title": "Protocole"}, territories=[], by=cast.alice, at=NOW)
    finding = Finding.objects.get(agreement=agreement, sort=FindingSort.TITLE)
    assert finding.value == {"title": "Protocole"}
    assert finding.read["title"].startswith("PROTOCOLE LOCAL")


def test_the_page_says_all_that_goes_with_a_draft_and_deletes_it_with_its_bytes(
    client: Client, cast: Any, django_capture_on_commit_callbacks: Any
) -> None:
    agreement = brought(cast.departement)
    path = StoredFile.objects.get().path
    client.force_login(cast.alice)
    address = reverse("agreements:delete", args=[agreement.pk])
    page = client.get(address).content.decode()
    assert "protocole.txt" in page
    assert "éléments lus" in page
    with django_capture_on_commit_callbacks(execute=True):
        assert client.post(address, {"revision": str(agreement.revision)}).status_code == 302
    for model in (Agreement, Document, Expression, Finding, Provision, StoredFile):
        assert not model.objects.exists()
    assert not default_storage.exists(path)
    assert Event.objects.latest("pk").verb == "agreement-deleted"


def test_bytes_that_another_draft_shares_stay(cast: Any, django_capture_on_commit_callbacks: Any) -> None:
    first, second = brought(cast.departement), brought(cast.departement)
    with django_capture_on_commit_callbacks(execute=True):
        sheet.delete(agreement=first, by=cast.alice, at=NOW)
    assert default_storage.exists(Document.objects.get(agreement=second).file.path)


def test_a_draft_whose_text_is_being_read_is_deleted_too(cast: Any) -> None:
    agreement = arrived(cast.departement, ("a.txt", PROTOCOL, DocumentRole.WORKING_TEXT)).agreement
    sheet.delete(agreement=agreement, by=cast.alice, at=NOW)
    assert not ReadingJob.objects.exists()
    assert not StoredFile.objects.exists()


def test_what_others_have_seen_is_not_deleted(cast: Any) -> None:
    with pytest.raises(sheet.NotADraft):
        sheet.delete(agreement=confirmed(cast.departement, cast.ccas), by=cast.alice, at=NOW)
    with pytest.raises(sheet.NotADraft):
        sheet.delete(agreement=confirmed(cast.departement, cast.ccas, shared=False), by=cast.alice, at=NOW)


def test_what_holds_a_duplicate_is_not_deleted(cast: Any) -> None:
    kept = brought(cast.departement)
    merging.merge(kept=kept, dropped=brought(cast.departement), by=cast.alice, at=NOW)
    with pytest.raises(sheet.HoldsDuplicates):
        sheet.delete(agreement=kept, by=cast.alice, at=NOW)


def test_a_file_is_given_as_it_was_brought_and_kept_by_no_cache(client: Client, cast: Any) -> None:
    agreement = confirmed(cast.departement, cast.ccas)
    document = Document.objects.get(agreement=agreement)
    client.force_login(cast.bob)
    response = client.get(reverse("agreements:file", args=[agreement.pk, document.pk]))
    assert b"".join(response.streaming_content) == PROTOCOL.encode()  # type: ignore[arg-type]
    assert response["Cache-Control"] == "private, no-store"
    assert "protocole.txt" in response["Content-Disposition"]


def test_a_party_that_left_opens_what_stood_until_then(client: Client, cast: Any) -> None:
    agreement = confirmed(cast.departement, cast.ccas)
    old = Document.objects.get(agreement=agreement)
    new = Document.objects.create(
        agreement=agreement, file=old.file, role=DocumentRole.OTHER, title="Courrier", added_at=NOW
    )
    Party.objects.filter(agreement=agreement, organisation=cast.ccas).update(to_on=TODAY - dt.timedelta(days=10))
    client.force_login(cast.bob)
    opened = client.get(reverse("agreements:file", args=[agreement.pk, old.pk]))
    b"".join(opened.streaming_content)  # type: ignore[arg-type]
    assert opened.status_code == 200
    assert client.get(reverse("agreements:file", args=[agreement.pk, new.pk])).status_code == 404


def test_private_evidence_is_given_to_its_organisation_alone(client: Client, cast: Any) -> None:
    agreement = confirmed(cast.departement, cast.ccas)
    document = Document.objects.get(agreement=agreement)
    Document.objects.filter(pk=document.pk).update(is_private=True)
    client.force_login(cast.bob)
    assert client.get(reverse("agreements:file", args=[agreement.pk, document.pk])).status_code == 404


def test_the_file_of_one_agreement_is_not_given_under_another(client: Client, cast: Any) -> None:
    mine, theirs = brought(cast.departement), brought(cast.ccas)
    document = Document.objects.get(agreement=theirs)
    client.force_login(cast.alice)
    assert client.get(reverse("agreements:file", args=[mine.pk, document.pk])).status_code == 404


def test_bytes_that_were_lost_are_told_in_a_page(client: Client, cast: Any) -> None:
    agreement = brought(cast.departement)
    document = Document.objects.get(agreement=agreement)
    default_storage.delete(document.file.path)
    client.force_login(cast.alice)
    response = client.get(reverse("agreements:file", args=[agreement.pk, document.pk]))
    assert response.status_code == 404
    assert "n’est plus dans le stockage" in response.content.decode()
