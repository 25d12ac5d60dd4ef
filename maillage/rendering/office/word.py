"""The style sheet of Word files, made from pandoc's own: sizes, spaces, head and foot of pages, language.

Head and foot hold the words of the document, so that each has its style sheet; pandoc copies them to the file.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

from lxml import etree

from maillage.rendering.model import Document
from maillage.rendering.office.program import default_reference
from maillage.rendering.typography import bind, visible

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_CONTENT = "http://schemas.openxmlformats.org/package/2006/content-types"
_NAMES = {"w": _W}
_FONT = "Arial"
"""On every machine, or replaced by one of the same measures (Liberation Sans)."""
_INK, _SOFT, _HAIR = "1F292B", "525C5C", "B9B3A3"
_MARGIN, _WIDTH, _HEIGHT = 1417, 11906, 16838  # twentieths of a point: 25 mm, A4
_FIELDS = frozenset({"PAGE", "NUMPAGES"})
_HEADINGS = {1: (28, 360, 120), 2: (24, 280, 100), 3: (22, 240, 80)}
"""Of each level: half-points, twentieths of a point before and after."""


def reference(document: Document) -> bytes:
    """The style sheet for ``document``: a Word file whose styles, head and foot pandoc takes."""
    source = zipfile.ZipFile(io.BytesIO(default_reference("docx")))
    parts = {name: source.read(name) for name in source.namelist()}
    parts["word/styles.xml"] = _styles(parts["word/styles.xml"])
    parts["word/settings.xml"] = _settings(parts["word/settings.xml"])
    parts["word/document.xml"] = _section(parts["word/document.xml"])
    parts["word/_rels/document.xml.rels"] = _relations(parts["word/_rels/document.xml.rels"])
    parts["[Content_Types].xml"] = _types(parts["[Content_Types].xml"])
    parts["word/header1.xml"] = _edge("hdr", document.title, [document.running])
    parts["word/footer1.xml"] = _edge("ftr", document.source, ["page ", "PAGE", " / ", "NUMPAGES"], has_fields=True)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in parts.items():
            made.writestr(zipfile.ZipInfo(name), content)
    return out.getvalue()


def _w(tag: str, attributes: Mapping[str, object] | None = None, *children: etree._Element) -> etree._Element:
    element = etree.Element(
        f"{{{_W}}}{tag}", {f"{{{_W}}}{key}": str(value) for key, value in (attributes or {}).items()}
    )
    element.extend(children)
    return element


def _bytes(root: etree._Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _styles(content: bytes) -> bytes:
    root = etree.fromstring(content)
    for old in root.findall("./w:docDefaults", _NAMES):
        root.replace(old, _defaults())
    _style(root, "BodyText", spacing=(0, 140), line=288)
    _style(root, "Compact", spacing=(0, 60), line=276)
    _style(root, "Title", size=40, is_bold=True, spacing=(0, 120))
    _style(root, "Subtitle", colour=_SOFT, size=20, spacing=(0, 320))
    for level in range(1, 7):
        size, before, after = _HEADINGS.get(level, (21, 200, 80))
        _style(root, f"Heading{level}", size=size, is_bold=True, spacing=(before, after), keeps=True)
    _style(root, "BlockText", spacing=(0, 100), indent=567, hanging=284)
    _style(root, "DefinitionTerm", is_bold=True, spacing=(120, 0), keeps=True)
    _style(root, "Definition", spacing=(0, 60), indent=284)
    root.append(_own("Source", "BodyText", colour=_SOFT, size=18))
    root.append(_own("Signature", "BodyText", keeps=True))
    root.append(_own("Header", "Normal", colour=_SOFT, size=16))
    root.append(_own("Footer", "Normal", colour=_SOFT, size=16))
    table = next(one for one in root.findall("w:style", _NAMES) if one.get(f"{{{_W}}}styleId") == "Table")
    for old in [*table.findall("w:tblPr", _NAMES), *table.findall("w:tblStylePr", _NAMES)]:
        table.remove(old)
    table.extend([_table_borders(), _first_row()])
    return _bytes(root)


def _defaults() -> etree._Element:
    fonts = _w("rFonts", {"ascii": _FONT, "hAnsi": _FONT, "cs": _FONT, "eastAsia": _FONT})
    run = _w(
        "rPr",
        {},
        fonts,
        _w("color", {"val": _INK}),
        _w("sz", {"val": 21}),
        _w("szCs", {"val": 21}),
        _w("lang", {"val": "fr-FR", "eastAsia": "fr-FR", "bidi": "ar-SA"}),
    )
    paragraph = _w("pPr", {}, _w("widowControl"), _w("spacing", {"after": 120, "line": 276, "lineRule": "auto"}))
    return _w("docDefaults", {}, _w("rPrDefault", {}, run), _w("pPrDefault", {}, paragraph))


def _style(root: etree._Element, name: str, **wanted: object) -> None:
    """Give a style of pandoc our sizes and spaces; what else it says of them goes."""
    for style in root.findall("w:style", _NAMES):
        if style.get(f"{{{_W}}}styleId") == name:
            outline = style.find("w:pPr/w:outlineLvl", _NAMES)
            for old in [*style.findall("w:pPr", _NAMES), *style.findall("w:rPr", _NAMES)]:
                style.remove(old)
            style.extend(_properties(outline, **wanted))  # type: ignore[arg-type]


def _own(name: str, based_on: str, **wanted: object) -> etree._Element:
    style = _w("style", {"type": "paragraph", "customStyle": 1, "styleId": name}, _w("name", {"val": name}))
    style.append(_w("basedOn", {"val": based_on}))
    style.extend(_properties(None, **wanted))  # type: ignore[arg-type]
    return style


def _properties(
    outline: etree._Element | None,
    *,
    size: int = 0,
    colour: str = "",
    is_bold: bool = False,
    keeps: bool = False,
    spacing: tuple[int, int] | None = None,
    line: int = 0,
    indent: int = 0,
    hanging: int = 0,
) -> list[etree._Element]:
    """The properties of a paragraph and of its letters, in the order of the schema (ISO 29500-1, 17.3.1.26)."""
    paragraph, run = _w("pPr"), _w("rPr")
    if keeps:
        paragraph.extend([_w("keepNext"), _w("keepLines")])
    if spacing is not None:
        told: dict[str, object] = {"before": spacing[0], "after": spacing[1]}
        paragraph.append(_w("spacing", told | ({"line": line, "lineRule": "auto"} if line else {})))
    if indent:
        paragraph.append(_w("ind", {"left": indent, "hanging": hanging}))
    if outline is not None:
        paragraph.append(outline)
    if is_bold:
        run.extend([_w("b"), _w("bCs")])
    if colour or size:
        run.append(_w("color", {"val": colour or _INK}))
    if size:
        run.extend([_w("sz", {"val": size}), _w("szCs", {"val": size})])
    return [one for one in (paragraph, run) if len(one)]


def _table_borders() -> etree._Element:
    line = {"val": "single", "sz": 4, "space": 0, "color": _HAIR}
    borders = _w("tblBorders", {}, *(_w(side, line) for side in ("top", "bottom", "insideH")))
    cells = _w("tblCellMar", {}, *(_w(side, {"w": 80, "type": "dxa"}) for side in ("top", "left", "bottom", "right")))
    return _w("tblPr", {}, borders, cells)


def _first_row() -> etree._Element:
    line = _w("bottom", {"val": "single", "sz": 8, "space": 0, "color": _INK})
    cells = _w("tcPr", {}, _w("tcBorders", {}, line), _w("vAlign", {"val": "top"}))
    return _w("tblStylePr", {"type": "firstRow"}, _w("rPr", {}, _w("b"), _w("bCs")), cells)


def _settings(content: bytes) -> bytes:
    root = etree.fromstring(content)
    stop = root.find("w:defaultTabStop", _NAMES)
    if stop is not None:
        stop.addnext(_w("autoHyphenation", {"val": "true"}))
    for language in root.findall("w:themeFontLang", _NAMES):
        language.set(f"{{{_W}}}val", "fr-FR")
    return _bytes(root)


def _section(content: bytes) -> bytes:
    root = etree.fromstring(content)
    body = root.find("w:body", _NAMES)
    if body is None:
        raise ValueError("the reference of pandoc has no body")
    for old in body.findall("w:sectPr", _NAMES):
        body.remove(old)
    head, foot = (_w(f"{edge}Reference", {"type": "default"}) for edge in ("header", "footer"))
    head.set(f"{{{_R}}}id", "rIdHead")
    foot.set(f"{{{_R}}}id", "rIdFoot")
    margins = dict.fromkeys(("top", "right", "bottom", "left"), _MARGIN) | {
        "header": 709,
        "footer": 709,
        "gutter": 0,
    }
    body.append(_w("sectPr", {}, head, foot, _w("pgSz", {"w": _WIDTH, "h": _HEIGHT}), _w("pgMar", margins)))
    return _bytes(root)


def _relations(content: bytes) -> bytes:
    root = etree.fromstring(content)
    for key, kind in (("rIdHead", "header"), ("rIdFoot", "footer")):
        facts = {"Id": key, "Type": f"{_R}/{kind}", "Target": f"{kind}1.xml"}
        etree.SubElement(root, f"{{{_PACKAGE}}}Relationship", facts)
    return _bytes(root)


def _types(content: bytes) -> bytes:
    root = etree.fromstring(content)
    for kind in ("header", "footer"):
        media = f"application/vnd.openxmlformats-officedocument.wordprocessingml.{kind}+xml"
        facts = {"PartName": f"/word/{kind}1.xml", "ContentType": media}
        etree.SubElement(root, f"{{{_CONTENT}}}Override", facts)
    return _bytes(root)


def _edge(tag: str, left: str, right: list[str], *, has_fields: bool = False) -> bytes:
    """The head or the foot of pages: words on the left, on the right words and fields (in capitals)."""
    style = "Header" if tag == "hdr" else "Footer"
    stop = _w("tabs", {}, _w("tab", {"val": "right", "pos": _WIDTH - 2 * _MARGIN}))
    paragraph = _w("p", {}, _w("pPr", {}, _w("pStyle", {"val": style}), stop))
    paragraph.append(_run(left))
    paragraph.append(_w("r", {}, _w("tab")))
    for one in right:
        paragraph.append(_w("fldSimple", {"instr": one}, _run("1")) if has_fields and one in _FIELDS else _run(one))
    root = etree.Element(f"{{{_W}}}{tag}", nsmap={"w": _W})
    root.append(paragraph)
    return _bytes(root)


def _run(text: str) -> etree._Element:
    words = _w("t")
    words.text = bind(visible(text)).replace("\n", " ")
    words.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return _w("r", {}, words)
