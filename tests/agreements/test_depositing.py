"""Files that are brought: kept as they are, the one that says the text read, the others in their role."""

from __future__ import annotations

import hashlib
from typing import Any

import pytest

from maillage.agreements.actions import bringing, depositing, reading_jobs
from maillage.agreements.choices import AgreementKind, AgreementState, DocumentRole, FindingSort
from maillage.agreements.models import Agreement, Document, Expression, Finding, ReadingJob
from maillage.files.queries import content_of
from tests.cast import NOW
from tests.factories.agreements import PROTOCOL, arrived, brought, confirmed

pytestmark = pytest.mark.django_db
ORIGINAL, WORKING, ANNEX = DocumentRole.SIGNED_ORIGINAL, DocumentRole.WORKING_TEXT, DocumentRole.ANNEX
GUIDE = """Guide pratique de l’accueil social

Comment recevoir une personne qui pousse la porte ? Ce guide rassemble des conseils.

Préparer l’entretien
Il est utile de prévoir un lieu calme et de laisser du temps.
"""


def _read(arrival: depositing.Arrival) -> Agreement:
    assert arrival.job is not None
    reading_jobs.do(job=arrival.job, clock=lambda: NOW)
    return Agreement.objects.get(pk=arrival.agreement.pk)


def test_the_signed_original_is_read_and_prevails(cast: Any) -> None:
    arrival = arrived(
        cast.departement,
        ("v3.txt", PROTOCOL.replace("trois ans", "deux ans"), WORKING),
        ("signe.txt", PROTOCOL, ORIGINAL),
        ("annexe.txt", "Annexe 1", ANNEX),
        by=cast.alice,
    )
    agreement = _read(arrival)
    assert "trois ans" in agreement.expressions.get().text
    assert Document.objects.get(agreement=agreement, is_authoritative=True).file.name == "signe.txt"
    assert set(Document.objects.filter(agreement=agreement).values_list("role", flat=True)) == {
        ORIGINAL,
        WORKING,
        ANNEX,
    }
    assert agreement.state == AgreementState.DRAFT


def test_every_file_is_kept_byte_for_byte_with_its_hash(cast: Any) -> None:
    agreement = arrived(
        cast.departement, ("a.txt", PROTOCOL, WORKING), ("b.txt", "Délibération", DocumentRole.RESOLUTION)
    ).agreement
    files = {one.file.name: one.file for one in Document.objects.filter(agreement=agreement).select_related("file")}
    assert content_of(files["a.txt"]) == PROTOCOL.encode()
    assert files["b.txt"].sha256 == hashlib.sha256("Délibération".encode()).hexdigest()


def test_the_working_text_is_read_when_there_is_no_original(cast: Any) -> None:
    agreement = _read(arrived(cast.departement, ("annexe.txt", "Annexe", ANNEX), ("projet.txt", PROTOCOL, WORKING)))
    assert agreement.title == "PROTOCOLE LOCAL DE COORDINATION DES SOLIDARITÉS DE MONTCLAIR"
    assert agreement.kind == AgreementKind.PROTOCOLE


def test_a_title_that_was_typed_outlives_the_reading(cast: Any) -> None:
    agreement = _read(arrived(cast.departement, ("projet.txt", PROTOCOL, WORKING), title="Protocole de Montclair"))
    finding = Finding.objects.get(agreement=agreement, sort=FindingSort.TITLE)
    assert agreement.title == "Protocole de Montclair"
    assert finding.value == {"title": "Protocole de Montclair"}
    assert finding.read == {"title": "PROTOCOLE LOCAL DE COORDINATION DES SOLIDARITÉS DE MONTCLAIR"}


def test_an_agreement_may_come_without_its_text(cast: Any) -> None:
    arrival = arrived(cast.departement, ("delib.txt", "Délibération", DocumentRole.RESOLUTION), title="Charte de 2013")
    assert arrival.job is None
    assert arrival.agreement.title == "Charte de 2013"
    assert not Expression.objects.filter(agreement=arrival.agreement).exists()


def test_many_files_wait_to_be_read_apart(cast: Any) -> None:
    pieces = [(f"annexe {rank}.txt", f"Annexe {rank}", ANNEX) for rank in range(depositing.MANY_FILES)]
    arrival = arrived(cast.departement, ("projet.txt", PROTOCOL, WORKING), *pieces)
    assert arrival.job is not None
    assert arrival.job.begun_at is None


def test_what_is_not_an_agreement_is_kept_as_a_reference_document(cast: Any) -> None:
    agreement = _read(arrived(cast.departement, ("guide.txt", GUIDE, WORKING)))
    assert agreement.is_reference
    assert Finding.objects.get(agreement=agreement, sort=FindingSort.KIND).value == {"kind": AgreementKind.REFERENCE}
    assert agreement.expressions.get().text.startswith("Guide pratique")


def test_a_person_may_say_that_it_is_an_agreement_all_the_same(cast: Any) -> None:
    text = GUIDE + "\nLe CCAS de Montclair s’engage depuis le 3 mars 2025 à tenir une permanence.\n"
    agreement = _read(arrived(cast.departement, ("lettre.txt", text, WORKING)))
    assert agreement.is_reference
    job = depositing.read_as_agreement(agreement=agreement, kind=AgreementKind.CONVENTION, by=cast.alice, at=NOW)
    reading_jobs.do(job=job, clock=lambda: NOW)
    agreement.refresh_from_db()
    assert agreement.kind == AgreementKind.CONVENTION
    assert agreement.expressions.get().reading["is_agreement"]
    assert Finding.objects.get(agreement=agreement, sort=FindingSort.MENTION).value["value"] == "2025-03-03"


def test_a_person_may_say_that_it_binds_nobody(cast: Any) -> None:
    agreement = brought(cast.departement)
    depositing.set_as_reference(agreement=agreement, by=cast.alice, at=NOW)
    agreement.refresh_from_db()
    assert agreement.is_reference
    assert not Finding.objects.filter(agreement=agreement, sort=FindingSort.PARTY).exists()
    assert agreement.expressions.exists()


def test_another_file_is_read_in_place_of_the_first_and_both_are_kept(cast: Any) -> None:
    arrival = arrived(
        cast.departement, ("v1.txt", PROTOCOL, WORKING), ("v2.txt", PROTOCOL.replace("trois ans", "deux ans"), ANNEX)
    )
    agreement = _read(arrival)
    other = Document.objects.get(agreement=agreement, role=ANNEX)
    job = depositing.read_kept(agreement=agreement, file=other.file, by=cast.alice, at=NOW)
    reading_jobs.do(job=job, clock=lambda: NOW)
    assert "deux ans" in agreement.expressions.get().text
    assert Document.objects.standing().filter(agreement=agreement).count() == 2


def test_nothing_is_read_again_once_the_reading_is_confirmed(cast: Any) -> None:
    agreement = confirmed(cast.departement, cast.ccas)
    file = Document.objects.get(agreement=agreement).file
    with pytest.raises(bringing.AlreadyConfirmed):
        depositing.read_kept(agreement=agreement, file=file, by=cast.alice, at=NOW)
    assert not ReadingJob.objects.filter(agreement=agreement).exists()


def test_a_deposit_is_whole_or_not_at_all(cast: Any) -> None:
    with pytest.raises(Exception, match="tableur"):
        arrived(cast.departement, ("a.txt", PROTOCOL, WORKING), ("b.bin", b"MZ\0\0" * 400, ANNEX))
    assert not Agreement.objects.exists()
    assert not Document.objects.exists()
