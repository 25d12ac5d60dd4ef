"""Trust anchors read from files: certificates in PEM or DER, or a trusted list in XML (ETSI TS 119 612)."""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass

from asn1crypto import pem, x509
from lxml import etree

_TSL = "{http://uri.etsi.org/02231/v2#}"
_QUALIFIED = re.compile(r"/Svctype/(CA/QC|TSA/QTST|TSA)$")
_GRANTED = re.compile(r"/Svcstatus/(granted|recognisedatnationallevel|undersupervision|accredited)$")


class UnreadableAnchors(ValueError):
    """The file holds no certificate that may stand at the root of signatures."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """A certificate: its bytes (DER), the SHA-256 of these, whose it is, from when to when it holds."""

    certificate: bytes
    fingerprint: str
    subject: str
    valid_from: dt.datetime
    valid_to: dt.datetime


def anchors_in(content: bytes) -> list[Anchor]:
    """The anchors of a file, each once, in the order of the file.

    Of a trusted list, the authorities that issue qualified certificates and timestamps and whose status is granted.
    The signature of the list itself is not checked: whoever installs it vouches for where it comes from.
    """
    found = {one.fingerprint: one for one in map(_anchor, _certificates(content))}
    if not found:
        raise UnreadableAnchors("This file holds no certificate authority: give PEM, DER, or a trusted list in XML.")
    return list(found.values())


def _certificates(content: bytes) -> Iterator[bytes]:
    head = content.lstrip()
    if head.startswith((b"<?xml", b"<")):
        yield from _of_trusted_list(content)
    elif pem.detect(content):
        for _kind, _headers, der in _blocks(content):
            yield der
    else:
        yield content


def _blocks(content: bytes) -> Iterator[tuple[str, object, bytes]]:
    try:
        yield from pem.unarmor(content, multiple=True)
    except ValueError as error:
        raise UnreadableAnchors("This PEM file is damaged.") from error


def _of_trusted_list(content: bytes) -> Iterator[bytes]:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    try:
        root = etree.fromstring(content, parser)  # no entity is resolved, nothing fetched
    except etree.XMLSyntaxError as error:
        raise UnreadableAnchors("This XML file is damaged.") from error
    for service in root.iter(f"{_TSL}ServiceInformation"):
        kind = service.findtext(f"{_TSL}ServiceTypeIdentifier") or ""
        status = service.findtext(f"{_TSL}ServiceStatus") or ""
        if _QUALIFIED.search(kind.strip()) and _GRANTED.search(status.strip()):
            for text in service.iter(f"{_TSL}X509Certificate"):
                yield base64.b64decode("".join((text.text or "").split()))


def _anchor(der: bytes) -> Anchor:
    try:
        certificate = x509.Certificate.load(der, strict=True)
        validity = certificate["tbs_certificate"]["validity"]
        return Anchor(
            der,
            hashlib.sha256(der).hexdigest(),
            certificate.subject.human_friendly[:500],
            validity["not_before"].native,
            validity["not_after"].native,
        )
    except (ValueError, TypeError, KeyError) as error:
        raise UnreadableAnchors("This file is no certificate: give PEM, DER, or a trusted list in XML.") from error
