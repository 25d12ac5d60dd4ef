"""PDFs signed electronically: kept with what their check finds, and the roots that are trusted."""

from __future__ import annotations

import datetime as dt
import io
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from maillage.agreements.actions import signing, trusting
from maillage.agreements.actions.facts import Piece
from maillage.agreements.legal_choices import CheckOutcome
from maillage.agreements.models import (
    Agreement,
    Signature,
    SignatureCheck,
    TrustAnchor,
)
from maillage.agreements.queries.legal_alerts import alerts_in
from maillage.base.refusals import Refusal
from tests.agreements.pades.kit import altered, authority, blank_pdf, holder, president, signed, vice_president
from tests.cast import NOW, TODAY
from tests.factories.agreements import confirmed
from tests.factories.signing import party, sealed

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


@pytest.fixture
def agreement(cast: Any) -> Agreement:
    return confirmed(cast.departement, cast.ccas, by=cast.alice)


@pytest.fixture
def two(cast: Any, agreement: Agreement) -> tuple[Any, Any]:
    return party(agreement, cast.departement), party(agreement, cast.ccas)


def state(agreement: Agreement) -> str:
    agreement.refresh_from_db()
    return agreement.legal_state


def codes(agreement: Agreement) -> list[str]:
    agreement.refresh_from_db()
    return [one.code for one in alerts_in(agreement, day=TODAY).alerts]


@pytest.fixture
def trusted() -> None:
    trusting.trust(content=authority().pem, source="essais.pem", at=NOW)


def bring_back(agreement: Agreement, content: bytes, *, at: dt.datetime = NOW) -> list[SignatureCheck]:
    piece = Piece(content, "signé.pdf", agreement.brought_by_id)
    document = signing.bring_back(agreement=agreement, piece=piece, by=None, at=at)
    return list(SignatureCheck.objects.filter(document=document).order_by("position"))


def accept(check: SignatureCheck, one: Any, **values: Any) -> Signature:
    known = {"name": check.signer, "capacity": "", "signed_on": TODAY, "accepted_reason": ""}
    return signing.accept(verification=check, party=one, values={**known, **values}, by=None, at=NOW)


@pytest.mark.usefixtures("trusted")
def test_a_pdf_signed_by_two_parties_is_checked_and_recorded(agreement: Agreement, two: tuple[Any, Any]) -> None:
    row = sealed(agreement)
    content = signed(signed(blank_pdf(), president()), vice_president(), field="Signature2")
    first, second = bring_back(agreement, content)
    assert [first.outcome, second.outcome] == [CheckOutcome.VALID, CheckOutcome.VALID]
    assert first.is_sealed_here
    accept(first, two[0])
    made = accept(second, two[1])
    assert (made.sealed_id, made.expression_id) == (row.pk, row.expression_id)
    assert made.document is not None
    assert made.document.file.sha256 == second.sha256
    assert not made.document.is_authoritative
    agreement.refresh_from_db()
    assert agreement.signed_on == TODAY
    with pytest.raises(Refusal, match="déjà enregistrée"):
        accept(first, two[0])


def test_an_unknown_authority_needs_a_reason(agreement: Agreement, two: tuple[Any, Any]) -> None:
    (check,) = bring_back(agreement, signed(blank_pdf(), president()))
    assert check.outcome == CheckOutcome.UNKNOWN_AUTHORITY
    with pytest.raises(Refusal, match="Dites pourquoi vous la retenez"):
        accept(check, two[0])
    assert accept(check, two[0], accepted_reason="Identité confirmée au téléphone").accepted_reason


@pytest.mark.usefixtures("trusted")
def test_a_changed_document_is_never_accepted(agreement: Agreement, two: tuple[Any, Any]) -> None:
    (check,) = bring_back(agreement, altered(signed(blank_pdf(), president())))
    with pytest.raises(Refusal, match="ne peut pas être retenue"):
        accept(check, two[0], accepted_reason="Peu importe")
    assert not Signature.objects.exists()


@pytest.mark.usefixtures("trusted")
def test_another_file_than_the_sealed_one_is_refused(agreement: Agreement, two: tuple[Any, Any]) -> None:
    sealed(agreement)
    (check,) = bring_back(agreement, signed(blank_pdf("Autre texte"), president()))
    assert not check.is_sealed_here
    with pytest.raises(Refusal, match="n’est pas la version scellée"):
        accept(check, two[0])


def test_a_file_that_is_no_signed_pdf_leaves_nothing(agreement: Agreement) -> None:
    before = agreement.documents.count()
    with pytest.raises(Refusal, match="ne porte aucune signature"):
        bring_back(agreement, blank_pdf())
    with pytest.raises(Refusal, match="n’est pas un PDF"):
        bring_back(agreement, b"Bonjour")
    assert agreement.documents.count() == before


def test_checking_again_keeps_what_was_found_before(agreement: Agreement) -> None:
    (before,) = bring_back(agreement, signed(blank_pdf(), president()))
    trusting.trust(content=authority().der, source="essais.cer", at=NOW)
    (after,) = signing.check_again(document=before.document, by=None, at=NOW + DAY)
    before.refresh_from_db()
    assert (before.outcome, after.outcome) == (CheckOutcome.UNKNOWN_AUTHORITY, CheckOutcome.VALID)


def test_a_version_is_sealed_with_the_certificate_of_the_settings(
    agreement: Agreement, settings: Any, tmp_path: Any
) -> None:
    path = tmp_path / "cachet.p12"
    path.write_bytes(holder("Maillage", authority()).pkcs12(b"secret"))
    settings.SEAL_CERTIFICATE, settings.SEAL_PASSWORD = path, "secret"
    assert sealed(agreement).has_seal
    settings.SEAL_PASSWORD = "faux"
    with pytest.raises(Refusal, match="certificat du cachet"):
        sealed(agreement)


# ---------------------------------------------------------------- trust anchors


def run(*words: object) -> str:
    out = io.StringIO()
    call_command("trust_anchors", *map(str, words), stdout=out)
    return out.getvalue()


def test_anchors_are_added_listed_and_removed_by_a_command(tmp_path: Any) -> None:
    assert "No trust anchor" in run("list")
    both = tmp_path / "deux.pem"
    both.write_bytes(authority().pem + holder("Autre", is_authority=True).pem)
    assert run("add", both).count("added") == 2
    assert "already there: 2" in run("add", both)
    fingerprint = TrustAnchor.objects.get(subject__contains="Autre").fingerprint
    assert "removed" in run("remove", fingerprint[:16])
    assert run("list").count("\n") == 1
    assert TrustAnchor.objects.get(fingerprint=fingerprint).removed_at is not None
    with pytest.raises(CommandError, match="No installed anchor"):
        run("remove", "f" * 64)
    with pytest.raises(CommandError, match="at least 16"):
        run("remove", "ab")


def test_a_trusted_list_gives_its_granted_authorities_alone(tmp_path: Any) -> None:
    import base64

    def service(kind: str, status: str, one: Any) -> str:
        text = base64.b64encode(one.der).decode()
        return (
            "<ServiceInformation>"
            f"<ServiceTypeIdentifier>http://uri.etsi.org/TrstSvc/Svctype/{kind}</ServiceTypeIdentifier>"
            f"<ServiceStatus>http://uri.etsi.org/TrstSvc/TrustedList/Svcstatus/{status}</ServiceStatus>"
            f"<X509Certificate>{text}</X509Certificate></ServiceInformation>"
        )

    body = (
        service("CA/QC", "granted", authority())
        + service("CA/QC", "withdrawn", holder("Retirée", is_authority=True))
        + service("OCSP", "granted", holder("OCSP", is_authority=True))
    )
    path = tmp_path / "tl-fr.xml"
    path.write_text(
        f'<?xml version="1.0"?><TrustServiceStatusList xmlns="http://uri.etsi.org/02231/v2#">{body}</TrustServiceStatusList>'
    )
    run("add", path)
    assert TrustAnchor.objects.get().subject == "Common Name: Autorité des essais"


@pytest.mark.parametrize(
    "content", [b"rien", b"-----BEGIN CERTIFICATE-----\nAA\n", b"<?xml version='1.0'?><a", b"<?xml version='1.0'?><a/>"]
)
def test_a_file_without_authority_is_told(tmp_path: Any, content: bytes) -> None:
    path = tmp_path / "faux"
    path.write_bytes(content)
    with pytest.raises(CommandError, match=r"certificate|damaged"):
        run("add", path)
    with pytest.raises(CommandError, match="cannot be read"):
        run("add", tmp_path / "absent")
