"""The pages that bring an agreement: the form, the progress of the reading, what to do when it fails."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import call_command
from django.test import Client, override_settings
from django.urls import reverse
from django.utils import timezone

from maillage.agreements.actions import reading_jobs
from maillage.agreements.choices import DocumentRole
from maillage.agreements.models import Agreement, Document, Expression, ReadingJob
from maillage.files.models import StoredFile
from maillage.journal.models import Event
from maillage.reading.extract.pdf import ocr
from tests.cast import Cast
from tests.factories.agreements import PROTOCOL, THEN, arrived, brought, confirmed, upload
from tests.helpers import ReadOnlyGet

pytestmark = pytest.mark.django_db
SAMPLES = Path("maillage") / "reading" / "samples"
FORMATS = Path("tests") / "fixtures" / "formats"
GUIDE = "Guide pratique de l’accueil\n\nAccueillir est un métier. Ce guide rassemble des conseils."


@pytest.fixture
def alice(client: ReadOnlyGet, cast: Cast) -> Client:
    """The partnership officer of the Département, signed in."""
    client.force_login(cast.alice)
    return client


def bring(client: Client, cast: Cast, **data: Any) -> Any:
    """Send the form."""
    return client.post(reverse("agreements:new"), {"organisation": str(cast.departement.pk), **data})


def only() -> Agreement:
    """The one agreement that there is."""
    return Agreement.objects.get()


def test_the_form_offers_the_organisation_for_which_one_acts(alice: Client) -> None:
    page = alice.get(reverse("agreements:new")).content.decode()
    assert "Original signé" in page
    assert "Partir d’un modèle" in page
    assert f"{settings.MAX_UPLOAD_MB} Mo" in page


def test_a_text_is_read_at_once_and_leads_to_its_reading(alice: Client, cast: Cast) -> None:
    response = bring(alice, cast, signed_original=upload())
    assert response.status_code == 302
    assert str(only().pk) in response.url
    assert only().brought_by == cast.departement
    assert only().created_by == cast.alice
    assert list(Event.objects.order_by("pk").values_list("verb", flat=True)) == [
        "agreement-brought",
        "document-added",
        "agreement-read",
    ]


@pytest.mark.parametrize(
    "name",
    [
        "avenant-1-charte.docx",
        "charte-enfance-ourcelle.docx",
        "convention-objectifs-federation.md",
        "projet-social-montclair.odt",
        "protocole-villebrume.pdf",
    ],
)
def test_every_sample_of_the_reader_is_brought(alice: Client, cast: Cast, root: Path, name: str) -> None:
    response = bring(alice, cast, working_text=upload(name, (root / SAMPLES / name).read_bytes()))
    assert response.status_code == 302
    assert not ReadingJob.objects.exclude(problem="").exists()
    assert Expression.objects.get().text


def test_every_annotated_agreement_is_brought(alice: Client, cast: Cast, shared: Path) -> None:
    files = [
        one
        for folder in ("seeds", "dev")
        for one in sorted((shared / folder).iterdir())
        if one.suffix in {".txt", ".docx", ".odt", ".pdf"}
    ]
    assert len(files) > 10
    for one in files:
        bring(alice, cast, working_text=upload(one.name, one.read_bytes()))
    problems = list(ReadingJob.objects.exclude(problem="").values_list("file__name", "problem"))
    assert not problems
    assert Expression.objects.count() == len(files)


def test_twenty_files_in_one_form_each_keep_their_role(alice: Client, cast: Cast) -> None:
    response = bring(
        alice,
        cast,
        signed_original=upload("signe.txt"),
        working_text=[upload("v1.txt", "Projet un"), upload("v2.txt", "Projet deux")],
        annex=[upload(f"annexe-{rank}.txt", f"Annexe {rank}") for rank in range(9)],
        resolution=[upload(f"deliberation-{rank}.txt", f"Délibération {rank}") for rank in range(5)],
        receipt=[upload("ar.txt", "Reçu")],
        mandate=[upload("mandat.txt", "Mandat")],
        other=[upload("courrier.txt", "Courrier")],
    )
    assert response.url == reverse("agreements:progress", args=[only().pk])
    roles = list(Document.objects.values_list("role", flat=True))
    assert len(roles) == 20
    assert roles.count(DocumentRole.ANNEX) == 9
    call_command("read_jobs")
    assert only().expressions.get().text.startswith("PROTOCOLE LOCAL")


def test_the_same_number_of_queries_reads_a_page_of_progress_whatever_waits(alice: Client, cast: Cast) -> None:
    from tests.helpers import assert_flat

    first = arrived(cast.departement, ("a.txt", PROTOCOL, DocumentRole.WORKING_TEXT)).agreement
    ReadingJob.objects.update(begun_at=None)

    def grow() -> None:
        for _time in range(5):
            arrived(cast.departement, ("a.txt", PROTOCOL, DocumentRole.WORKING_TEXT))

    assert_flat(alice, reverse("agreements:progress", args=[first.pk]), grow)


# ---------------------------------------------------------------- what is refused


def bomb() -> bytes:
    """A document whose text unpacks into far more than it weighs."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types>wordprocessingml</Types>")
        archive.writestr("word/document.xml", b"\0" * (40 * 1024 * 1024))
    return out.getvalue()


def test_a_program_named_as_a_document_is_refused_on_its_field(alice: Client, cast: Cast) -> None:
    page = bring(alice, cast, signed_original=upload("convention.docx", b"MZ\x90\0\x03\0\0\0" * 200), title="Ma charte")
    assert page.status_code == 200
    assert "« convention.docx »" in page.content.decode()
    assert "enregistrez-le en PDF" in page.content.decode()
    assert "Ma charte" in page.content.decode()
    assert not Agreement.objects.exists()
    assert not StoredFile.objects.exists()


@override_settings(MAX_UPLOAD_SIZE=1000, MAX_UPLOAD_MB=1)
def test_a_file_that_is_too_large_is_refused_before_it_is_kept(alice: Client, cast: Cast) -> None:
    page = bring(alice, cast, signed_original=upload("enorme.txt", "a" * 1001))
    assert "dépasse 1 Mo" in page.content.decode()
    assert not StoredFile.objects.exists()


def test_an_empty_file_is_refused(alice: Client, cast: Cast) -> None:
    assert "ce fichier est vide" in bring(alice, cast, working_text=upload("vide.docx", b"")).content.decode()


def test_one_refused_file_among_others_loses_none_of_them(alice: Client, cast: Cast) -> None:
    response = alice.post(
        reverse("agreements:new"),
        {
            "organisation": str(cast.departement.pk),
            "signed_original": upload(),
            "annex": [upload("annexe.txt", "Annexe"), upload("virus.pdf", b"MZ\0\0" * 300)],
        },
        follow=True,
    )
    assert Document.objects.filter(agreement=only()).count() == 2
    assert "« virus.pdf »" in response.content.decode()


def test_a_form_without_file_says_what_to_choose(alice: Client, cast: Cast) -> None:
    page = bring(alice, cast, title="Sans rien").content.decode()
    assert "Choisissez l’original signé ou le texte de travail." in page


def test_an_agreement_without_text_says_so_and_leads_to_its_sheet(alice: Client, cast: Cast) -> None:
    assert "Donnez un titre" in bring(alice, cast, without_text="on").content.decode()
    response = bring(alice, cast, without_text="on", title="Charte de 2013", resolution=upload("d.txt", "Délibération"))
    assert response.url == reverse("agreements:edit", args=[only().pk])
    assert not Expression.objects.exists()


def test_nobody_brings_for_an_organisation_that_is_not_theirs(alice: Client, cast: Cast) -> None:
    page = alice.post(reverse("agreements:new"), {"organisation": str(cast.ccas.pk), "working_text": upload()})
    assert page.status_code == 200
    assert not Agreement.objects.exists()


# ---------------------------------------------------------------- what cannot be read


def test_a_zip_bomb_is_kept_unread_and_the_sentence_is_told_with_a_way_out(alice: Client, cast: Cast) -> None:
    data = {"organisation": str(cast.departement.pk), "title": "Charte", "signed_original": upload("b.docx", bomb())}
    page = alice.post(reverse("agreements:new"), data, follow=True)
    told = page.content.decode()
    assert "volume anormal" in told
    assert "Lire un autre fichier" in told
    assert "Ou le garder sans texte" in told
    assert only().title == "Charte"
    assert Document.objects.get().file.name == "b.docx"


def test_another_file_is_read_instead_and_the_first_is_kept(alice: Client, cast: Cast) -> None:
    bring(alice, cast, signed_original=upload("photo.png", b"\x89PNG\r\n\x1a\n\0\0\0\0"))
    address = reverse("agreements:read_again", args=[only().pk])
    assert "est une image" in alice.get(address).content.decode()
    response = alice.post(address, {"file": upload(), "role": "working_text"})
    assert response.status_code == 302
    assert only().expressions.get().text.startswith("PROTOCOLE")
    assert Document.objects.count() == 2


def test_a_kept_file_is_read_instead(alice: Client, cast: Cast) -> None:
    bring(alice, cast, signed_original=upload("photo.png", b"\x89PNG\r\n\x1a\n\0\0\0\0"), working_text=upload())
    kept = Document.objects.get(role=DocumentRole.WORKING_TEXT)
    alice.post(reverse("agreements:read_again", args=[only().pk]), {"kept": str(kept.pk)})
    assert only().expressions.exists()


def test_a_wrong_file_to_read_is_told_on_its_field(alice: Client, cast: Cast) -> None:
    address = reverse("agreements:read_again", args=[brought(cast.departement).pk])
    assert "Choisissez le fichier à lire." in alice.post(address, {}).content.decode()
    page = alice.post(address, {"file": upload("a.docx", b"MZ\0\0" * 300)}).content.decode()
    assert "Ce fichier n’est ni un texte" in page


def test_what_is_not_an_agreement_says_why_and_may_be_contradicted(alice: Client, cast: Cast) -> None:
    response = bring(alice, cast, working_text=upload("guide.txt", GUIDE))
    assert response.url == reverse("agreements:nature", args=[only().pk])
    page = alice.get(response.url).content.decode()
    assert "Gardé comme document de référence" in page
    assert "ne nomme pas de parties" in page
    alice.post(response.url, {"kind": "convention"})
    assert only().kind == "convention"
    alice.post(response.url, {"reference": "1"})
    assert only().is_reference


# ---------------------------------------------------------------- what is read apart


@pytest.mark.ocr
@pytest.mark.skipif(ocr.program() is None, reason="Tesseract with French (tesseract-ocr-fra) is not installed")
def test_a_scan_is_read_apart_and_its_page_leads_on(
    alice: Client, cast: Cast, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading_jobs, "BEAT", dt.timedelta(hours=1))  # a thread does not see the database of the test
    scan = upload("numerise.pdf", (root / FORMATS / "numerise.pdf").read_bytes())
    address = bring(alice, cast, signed_original=scan).url
    assert address == reverse("agreements:progress", args=[only().pk])
    page = alice.get(address).content.decode()
    assert "C’est le prochain fichier à lire." in page
    assert "Voir où elle en est" in page
    call_command("read_jobs")
    job = ReadingJob.objects.get()
    assert (job.pages_done, job.pages) == (2, 2)
    assert alice.get(address).status_code == 302
    assert alice.get(address, headers={"HX-Request": "true"}).headers["HX-Redirect"]
    assert "La commune de Montclair" in only().expressions.get().text


def test_the_progress_counts_pages_and_htmx_takes_its_part_alone(alice: Client, cast: Cast) -> None:
    agreement = arrived(cast.departement, ("a.txt", PROTOCOL, DocumentRole.WORKING_TEXT)).agreement
    ReadingJob.objects.update(pages=12, pages_done=4)
    address = reverse("agreements:progress", args=[agreement.pk])
    part = alice.get(address, headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in part
    assert "sur 12" in part
    ReadingJob.objects.update(problem="Ce PDF est endommagé.", ended_at=timezone.now())
    assert alice.get(address, headers={"HX-Request": "true"}).headers["HX-Redirect"] == address
    assert "Ce PDF est endommagé." in alice.get(address).content.decode()


def test_a_reader_of_the_draft_sees_why_without_the_way_out(client: ReadOnlyGet, cast: Cast) -> None:
    agreement = arrived(cast.departement, ("a.txt", PROTOCOL, DocumentRole.WORKING_TEXT)).agreement
    ReadingJob.objects.update(problem="Ce PDF est endommagé.", ended_at=THEN)
    client.force_login(cast.dina)
    page = client.get(reverse("agreements:progress", args=[agreement.pk])).content.decode()
    assert "Ce PDF est endommagé." in page
    assert "Lire un autre fichier" not in page


def test_a_request_that_was_cut_leaves_its_file_to_the_reader_of_files(cast: Cast) -> None:
    arrival = arrived(cast.departement, ("a.txt", PROTOCOL, DocumentRole.WORKING_TEXT))
    assert arrival.job is not None
    taken = reading_jobs.take(at=THEN + reading_jobs.LEASE * 2)
    assert taken is not None
    assert taken.pk == arrival.job.pk


def test_what_is_confirmed_is_not_read_again(alice: Client, cast: Cast) -> None:
    agreement = confirmed(cast.departement, cast.ccas)
    assert alice.post(reverse("agreements:read_again", args=[agreement.pk]), {"file": upload()}).status_code == 403
