"""A PDF sealed with the certificate of the installation, before it goes out to be signed by others."""

from __future__ import annotations

import io
from pathlib import Path

from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.sign import PdfSignatureMetadata, SimpleSigner, sign_pdf
from pyhanko.sign.fields import MDPPerm, SigSeedSubFilter

from maillage.agreements.pades.loops import in_own_loop

FIELD = "Maillage"


class SealingFailed(ValueError):
    """The certificate of the settings cannot be read, or the PDF cannot be sealed."""


def seal(content: bytes, *, certificate: Path, password: str) -> bytes:
    """``content`` under a PAdES seal (PKCS#12 ``certificate``): others may sign after it, no other change passes."""
    signer = SimpleSigner.load_pkcs12(  # type: ignore[no-untyped-call]
        certificate, passphrase=password.encode() or None
    )
    if signer is None:
        raise SealingFailed("The certificate of the seal cannot be read: check its path and its password.")
    metadata = PdfSignatureMetadata(
        field_name=FIELD,
        certify=True,
        docmdp_permissions=MDPPerm.FILL_FORMS,
        subfilter=SigSeedSubFilter.PADES,
        reason="Version soumise à signature",
    )
    try:
        made = in_own_loop(lambda: sign_pdf(IncrementalPdfFileWriter(io.BytesIO(content)), metadata, signer=signer))
    except (PdfError, ValueError) as error:
        raise SealingFailed("This PDF cannot be sealed.") from error
    return bytes(made.getbuffer())
