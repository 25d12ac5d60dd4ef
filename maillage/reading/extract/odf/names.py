"""The names of OpenDocument, as ElementTree writes them."""

from __future__ import annotations

_ODF = "urn:oasis:names:tc:opendocument:xmlns:"
OFFICE = "{" + _ODF + "office:1.0}"
TEXT = "{" + _ODF + "text:1.0}"
TABLE = "{" + _ODF + "table:1.0}"
DRAW = "{" + _ODF + "drawing:1.0}"
STYLE = "{" + _ODF + "style:1.0}"
FO = "{" + _ODF + "xsl-fo-compatible:1.0}"
SVG = "{" + _ODF + "svg-compatible:1.0}"
LOEXT = "{urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0}"
XML_ID = "{http://www.w3.org/XML/1998/namespace}id"


def count(text: str | None, default: int) -> int:
    """A whole number of an attribute, within what a document may hold; ``default`` when absent or wrong."""
    return min(int(text), 10_000) if text and text.isdecimal() and len(text) < 10 else default
