"""Small files made in the tests, for constructs that one office suite writes and the other does not."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

FORMATS = Path(__file__).parents[2] / "fixtures" / "formats"

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_NS = (
    f'xmlns:w="{_W}" xmlns:r="{_R}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)
_ROLES = ("styles", "numbering", "footnotes", "comments", "header", "footer")
_ROOTS = {"header": "hdr", "footer": "ftr"}


def zipped(parts: dict[str, str | bytes]) -> bytes:
    """A zip of ``parts``, packed."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return stream.getvalue()


def t(text: str, properties: str = "") -> str:
    """A run of Word."""
    start = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{start}<w:t xml:space="preserve">{text}</w:t></w:r>'


def p(content: str, properties: str = "") -> str:
    """A paragraph of Word; plain text is put into a run."""
    inner = content if content.startswith("<") or not content else t(content)
    return f"<w:p>{f'<w:pPr>{properties}</w:pPr>' if properties else ''}{inner}</w:p>"


def item(text: str, num: int, level: int = 0, more: str = "") -> str:
    """A paragraph of a list of Word."""
    return p(text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{num}"/></w:numPr>{more}')


def level(index: int, style: str, text: str, more: str = "") -> str:
    """A level of an abstract list."""
    return f'<w:lvl w:ilvl="{index}"><w:start w:val="1"/><w:numFmt w:val="{style}"/>{more}<w:lvlText w:val="{text}"/></w:lvl>'


def abstract(identifier: int, *levels: str) -> str:
    """An abstract list."""
    return f'<w:abstractNum w:abstractNumId="{identifier}">{"".join(levels)}</w:abstractNum>'


def num(identifier: int, abstract_id: int, more: str = "") -> str:
    """A list."""
    return f'<w:num w:numId="{identifier}"><w:abstractNumId w:val="{abstract_id}"/>{more}</w:num>'


def docx(body: str, **parts: str) -> bytes:
    """A .docx with the inside of its body, and of ``styles``, ``numbering``, ``footnotes``, ``comments``, ``header``, ``footer``."""
    rels = "".join(
        f'<Relationship Id="{role}" Type="{_R}/{role}" Target="{role}.xml"/>' for role in _ROLES if role in parts
    )
    package = 'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"'
    files: dict[str, str | bytes] = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override '
        'PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.'
        'document.main+xml"/></Types>',
        "_rels/.rels": f'<Relationships {package}><Relationship Id="d" Type="{_R}/officeDocument" '
        'Target="word/document.xml"/></Relationships>',
        "word/_rels/document.xml.rels": f"<Relationships {package}>{rels}</Relationships>",
        "word/document.xml": f"<w:document {_NS}><w:body>{body}</w:body></w:document>",
    }
    for role, inner in parts.items():
        root = _ROOTS.get(role, role)
        files[f"word/{role}.xml"] = f"<w:{root} {_NS}>{inner}</w:{root}>"
    return zipped(files)


_ODF = "urn:oasis:names:tc:opendocument:xmlns:"
_ODF_NS = " ".join(
    f'xmlns:{prefix}="{_ODF}{name}:1.0"'
    for prefix, name in (
        ("office", "office"),
        ("text", "text"),
        ("table", "table"),
        ("draw", "drawing"),
        ("style", "style"),
        ("fo", "xsl-fo-compatible"),
        ("svg", "svg-compatible"),
    )
)


def odt(body: str, styles: str = "", **parts: str) -> bytes:
    """An .odt with the inside of its text and of its automatic styles."""
    content = (
        f"<office:document-content {_ODF_NS}><office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )
    files: dict[str, str | bytes] = {"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": content}
    return zipped({**files, **parts})


def pdf(
    *pages: list[tuple[float, float, float, str]],
    bold: frozenset[str] = frozenset(),
    extra: str = "",
    more: tuple[str, ...] = (),
) -> bytes:
    """A PDF of A4 pages; a page is a list of (x, y from the top, size, text). Texts in ``bold`` are set in bold.

    ``extra`` ends the dictionary of each page; ``more`` are further objects, numbered from 5 + 2 for each page.
    """
    count = len(pages)
    objects = [
        "<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Count {count}/Kids[{' '.join(f'{5 + 2 * index} 0 R' for index in range(count))}]>>",
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica-Bold/Encoding/WinAnsiEncoding>>",
    ]
    for index, page in enumerate(pages):
        lines = []
        for x, y, size, text in page:
            escaped = text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
            lines.append(f"BT /F{2 if text in bold else 1} {size} Tf {x} {842 - y} Td ({escaped}) Tj ET")
        stream = "\n".join(lines)
        objects.append(
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 3 0 R/F2 4 0 R>>>>/Contents {6 + 2 * index} 0 R{extra}>>"
        )
        objects.append(f"<</Length {len(stream.encode('cp1252'))}>>stream\n{stream}\nendstream")
    objects += more
    out = b"%PDF-1.4\n"
    offsets = []
    for number, content in enumerate(objects, 1):
        offsets.append(len(out))
        out += f"{number} 0 obj\n{content}\nendobj\n".encode("cp1252")
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(f"{offset:010d} 00000 n \n".encode() for offset in offsets)
    return out + f"trailer<</Size {len(objects) + 1}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n".encode()
