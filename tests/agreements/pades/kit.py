"""Real PDFs, really signed: a certificate authority of the tests, its certificates, its clock, and files to sign."""

from __future__ import annotations

import datetime as dt
import io
from dataclasses import dataclass
from functools import cache
from typing import Any

from asn1crypto import keys as asn1_keys
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
    pkcs12,
)
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from pyhanko.pdf_utils.generic import DictionaryObject, NameObject, StreamObject, pdf_name
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.writer import PageObject, PdfFileWriter
from pyhanko.sign import PdfSignatureMetadata, SimpleSigner, sign_pdf
from pyhanko.sign.fields import SigSeedSubFilter
from pyhanko.sign.timestamps import DummyTimeStamper
from pyhanko_certvalidator.registry import SimpleCertificateStore

from maillage.agreements.pades.loops import in_own_loop

NOW = dt.datetime(2026, 3, 2, 9, tzinfo=dt.UTC)
YEAR = dt.timedelta(days=365)


@dataclass(frozen=True)
class Holder:
    """A certificate and its key."""

    certificate: x509.Certificate
    key: ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey

    @property
    def der(self) -> bytes:
        return self.certificate.public_bytes(Encoding.DER)

    @property
    def pem(self) -> bytes:
        return self.certificate.public_bytes(Encoding.PEM)

    @property
    def asn1(self) -> Any:
        return asn1_x509.Certificate.load(self.der)

    @property
    def asn1_key(self) -> Any:
        der = self.key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
        return asn1_keys.PrivateKeyInfo.load(der)

    def pkcs12(self, password: bytes) -> bytes:
        return pkcs12.serialize_key_and_certificates(
            b"seal", self.key, self.certificate, None, BestAvailableEncryption(password)
        )


def _name(common: str, organisation: str = "") -> x509.Name:
    parts = [x509.NameAttribute(NameOID.COMMON_NAME, common)]
    if organisation:
        parts.append(x509.NameAttribute(NameOID.ORGANIZATION_NAME, organisation))
    return x509.Name(parts)


def holder(
    common: str,
    issuer: Holder | None = None,
    *,
    organisation: str = "",
    is_authority: bool = False,
    begins: dt.datetime = NOW - YEAR,
    ends: dt.datetime = NOW + YEAR,
    usage: str = "content_commitment",
    is_clock: bool = False,
) -> Holder:
    """A certificate delivered by ``issuer``, or by itself."""
    # The clock of the library speaks RSA alone.
    key = rsa.generate_private_key(65537, 2048) if is_clock else ec.generate_private_key(ec.SECP256R1())
    subject = _name(common, organisation)
    usages = dict.fromkeys(
        (
            "digital_signature", "content_commitment", "key_encipherment", "data_encipherment", "key_agreement",
            "key_cert_sign", "crl_sign", "encipher_only", "decipher_only",
        ),
        False,
    )  # fmt: skip
    usages["key_cert_sign" if is_authority else usage] = True
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer.certificate.subject if issuer else subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(begins)
        .not_valid_after(ends)
        .add_extension(x509.BasicConstraints(ca=is_authority, path_length=None), critical=True)
        .add_extension(x509.KeyUsage(**usages), critical=True)
    )
    if is_clock:
        builder = builder.add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING]), critical=True)
    return Holder(builder.sign(issuer.key if issuer else key, hashes.SHA256()), key)


@cache
def authority() -> Holder:
    """The authority that the tests install as a trust anchor."""
    return holder("Autorité des essais", is_authority=True, begins=NOW - 20 * YEAR, ends=NOW + 20 * YEAR)


@cache
def president() -> Holder:
    """Who signs for the Département."""
    return holder("Nadia Ferrand", authority(), organisation="Département de l’Ourcelle")


@cache
def vice_president() -> Holder:
    """Who signs for the CCAS."""
    return holder("Bob Brunel", authority(), organisation="CCAS de Montclair")


@cache
def blank_pdf(words: str = "Protocole") -> bytes:
    """A page with some words."""
    writer = PdfFileWriter()
    content = StreamObject(stream_data=f"BT /F1 12 Tf 72 720 Td ({words}) Tj ET".encode())
    font = DictionaryObject(
        {
            pdf_name("/Type"): pdf_name("/Font"),
            pdf_name("/Subtype"): pdf_name("/Type1"),
            pdf_name("/BaseFont"): pdf_name("/Helvetica"),
        }
    )
    resources = DictionaryObject({pdf_name("/Font"): DictionaryObject({NameObject("/F1"): writer.add_object(font)})})
    writer.insert_page(PageObject(contents=writer.add_object(content), media_box=(0, 0, 595, 842), resources=resources))
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def signed(
    content: bytes, by: Holder, *, field: str = "Signature1", clock: Holder | None = None, clock_at: dt.datetime = NOW
) -> bytes:
    """``content`` with one more signature (PAdES), as a signature tool makes it."""
    signer = SimpleSigner(
        signing_cert=by.asn1,
        signing_key=by.asn1_key,
        cert_registry=SimpleCertificateStore.from_certs([authority().asn1]),
    )
    stamper = None
    if clock is not None:
        stamper = DummyTimeStamper(
            tsa_cert=clock.asn1, tsa_key=clock.asn1_key, fixed_dt=clock_at,
            certs_to_embed=SimpleCertificateStore.from_certs([authority().asn1]),
        )  # fmt: skip
    out = in_own_loop(
        lambda: sign_pdf(
            IncrementalPdfFileWriter(io.BytesIO(content)),
            PdfSignatureMetadata(field_name=field, subfilter=SigSeedSubFilter.PADES, md_algorithm="sha256"),
            signer=signer,
            timestamper=stamper,
        )
    )
    return bytes(out.getbuffer())


def altered(content: bytes, words: str = "Autres mots") -> bytes:
    """The words of the page changed by an incremental update, as an editor of PDF does."""
    writer = IncrementalPdfFileWriter(io.BytesIO(content))
    page = writer.root["/Pages"]["/Kids"][0]
    page[pdf_name("/Contents")] = writer.add_object(
        StreamObject(stream_data=f"BT /F1 12 Tf 72 720 Td ({words}) Tj ET".encode())
    )
    writer.update_container(page)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def encrypted(content: bytes) -> bytes:
    """The same behind a password."""
    from pyhanko.pdf_utils.reader import PdfFileReader
    from pyhanko.pdf_utils.writer import copy_into_new_writer

    writer = copy_into_new_writer(PdfFileReader(io.BytesIO(content)))
    writer.encrypt(owner_pass="secret", user_pass="secret")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()
