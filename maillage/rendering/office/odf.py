"""The style sheet of OpenDocument texts, made from pandoc's own: sizes, spaces, head and foot of pages, language."""

from __future__ import annotations

import io
import zipfile

from lxml import etree

from maillage.rendering.model import Document
from maillage.rendering.office.program import default_reference
from maillage.rendering.typography import bind, visible

_OASIS = "urn:oasis:names:tc:opendocument:xmlns"
_NS = {
    "office": f"{_OASIS}:office:1.0",
    "style": f"{_OASIS}:style:1.0",
    "text": f"{_OASIS}:text:1.0",
    "fo": f"{_OASIS}:xsl-fo-compatible:1.0",
}
_FONT = "Arial"
_INK, _SOFT = "#1f292b", "#525c5c"
_RULE = "0.5pt solid #b9b3a3"
_HEADINGS = {1: ("14pt", "6.3mm", "2.1mm"), 2: ("12pt", "4.9mm", "1.8mm"), 3: ("11pt", "4.2mm", "1.4mm")}
_BODY = {
    "fo:margin-top": "0mm",
    "fo:margin-bottom": "2.5mm",
    "fo:line-height": "120%",
    "fo:orphans": "2",
    "fo:widows": "2",
}


def reference(document: Document) -> bytes:
    """The style sheet for ``document``: an OpenDocument text whose styles, head and foot pandoc takes."""
    source = zipfile.ZipFile(io.BytesIO(default_reference("odt")))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name in source.namelist():
            content = source.read(name)
            is_kind = name == "mimetype"  # first, and not packed (OpenDocument 1.3, part 2, 3.3)
            made.writestr(
                zipfile.ZipInfo(name),
                _styles(content, document) if name == "styles.xml" else content,
                zipfile.ZIP_STORED if is_kind else zipfile.ZIP_DEFLATED,
            )
    return out.getvalue()


def finished(content: bytes) -> bytes:
    """What pandoc wrote, its tables with a hairline under each row: it gives them none, and takes no style for them."""
    source = zipfile.ZipFile(io.BytesIO(content))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        for info in source.infolist():
            part = source.read(info)
            made.writestr(info, _ruled(part) if info.filename == "content.xml" else part)
    return out.getvalue()


def _ruled(content: bytes) -> bytes:
    root = etree.fromstring(content, etree.XMLParser(huge_tree=True))
    for properties in root.iterfind(".//style:table-cell-properties", _NS):
        for key, value in {"fo:border": "none", "fo:border-bottom": _RULE, "fo:padding": "1mm"}.items():
            properties.set(_name(key), value)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8")


def _name(prefixed: str) -> str:
    prefix, _, name = prefixed.partition(":")
    return f"{{{_NS[prefix]}}}{name}"


def _named(styles: etree._Element, name: str) -> list[etree._Element]:
    return [one for one in styles.iterfind("style:style", _NS) if one.get(_name("style:name")) == name]


def _element(tag: str, attributes: dict[str, str] | None = None, *children: etree._Element) -> etree._Element:
    element = etree.Element(_name(tag), {_name(key): value for key, value in (attributes or {}).items()})
    element.extend(children)
    return element


def _styles(content: bytes, document: Document) -> bytes:
    root = etree.fromstring(content)
    styles = root.find("office:styles", _NS)
    if styles is None:
        raise ValueError("the reference of pandoc has no styles")
    _defaults(styles)
    _style(styles, "Text_20_body", _BODY)
    for name in ("Title", "Subtitle", "Source", "Signature", "Header"):
        if not _named(styles, name):
            parent = "Standard" if name in ("Title", "Header") else "Text_20_body"
            facts = {"style:name": name, "style:family": "paragraph", "style:parent-style-name": parent}
            styles.append(_element("style:style", facts))
    _style(styles, "Heading", {"fo:keep-with-next": "always"}, {"fo:font-weight": "bold"})
    _style(styles, "Title", {"fo:margin-bottom": "2mm", "fo:keep-with-next": "always"}, _letters("20pt", is_bold=True))
    _style(styles, "Subtitle", {"fo:margin-bottom": "5.5mm"}, _letters("10pt", _SOFT))
    _style(styles, "Source", _BODY, _letters("9pt", _SOFT))
    _style(styles, "Signature", {**_BODY, "fo:keep-with-next": "always"})
    for name in ("Header", "Footer"):
        _style(styles, name, {"fo:margin-top": "0mm", "fo:margin-bottom": "0mm"}, _letters("8pt", _SOFT), stop="160mm")
    for level in range(1, 7):
        size, before, after = _HEADINGS.get(level, ("10.5pt", "3.5mm", "1.4mm"))
        spaces = {"fo:margin-top": before, "fo:margin-bottom": after, "fo:keep-with-next": "always"}
        _style(styles, f"Heading_20_{level}", spaces, _letters(size, is_bold=True))
    _style(styles, "Quotations", {**_BODY, "fo:margin-left": "10mm", "fo:text-indent": "-5mm"})
    _style(
        styles,
        "Definition_20_Term",
        {"fo:margin-top": "2mm", "fo:keep-with-next": "always"},
        {"fo:font-weight": "bold"},
    )
    _page(root, document)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8")


def _letters(size: str, colour: str = _INK, *, is_bold: bool = False) -> dict[str, str]:
    weight = {"fo:font-weight": "bold"} if is_bold else {}
    return {"fo:font-size": size, "fo:color": colour, "fo:font-family": _FONT, **weight}


def _defaults(styles: etree._Element) -> None:
    """French, hyphenated, in a font that every machine has or replaces by one of the same measures."""
    for default in styles.iterfind("style:default-style", _NS):
        letters = default.find("style:text-properties", _NS)
        if letters is None:
            continue
        wanted = {"fo:language": "fr", "fo:country": "FR"}
        if default.get(_name("style:family")) == "paragraph":
            wanted |= {"fo:font-size": "10.5pt", "fo:font-family": _FONT, "fo:color": _INK, "fo:hyphenate": "true"}
            letters.attrib.pop(_name("style:font-name"), "")
            letters.attrib.pop(_name("style:use-window-font-color"), "")
        for key, value in wanted.items():
            letters.set(_name(key), value)


def _style(
    styles: etree._Element,
    name: str,
    paragraph: dict[str, str],
    letters: dict[str, str] | None = None,
    *,
    stop: str = "",
) -> None:
    """Give a style our spaces and letters; what pandoc says of them goes."""
    for style in _named(styles, name):
        for old in list(style):
            style.remove(old)
        spaces = _element("style:paragraph-properties", paragraph)
        if stop:
            tab = _element("style:tab-stop", {"style:position": stop, "style:type": "right"})
            spaces.append(_element("style:tab-stops", {}, tab))
        style.append(spaces)
        if letters:
            style.append(_element("style:text-properties", letters))


def _page(root: etree._Element, document: Document) -> None:
    """A4 with 25 mm around; the title and the version at the head, the source and the page at the foot."""
    layout = root.find(".//style:page-layout", _NS)
    master = root.find(".//style:master-page", _NS)
    if layout is None or master is None:
        raise ValueError("the reference of pandoc has no page")
    measures = {"fo:page-width": "210mm", "fo:page-height": "297mm"}
    measures |= {f"fo:margin-{side}": "25mm" for side in ("left", "right")}
    measures |= {f"fo:margin-{side}": "15mm" for side in ("top", "bottom")}
    for properties in layout.iterfind("style:page-layout-properties", _NS):
        for key, value in measures.items():
            properties.set(_name(key), value)
    for edge, side in (("header", "bottom"), ("footer", "top")):
        place = layout.find(f"style:{edge}-style", _NS)
        if place is not None:
            for old in list(place):
                place.remove(old)
            place.append(
                _element("style:header-footer-properties", {"fo:min-height": "10mm", f"fo:margin-{side}": "5mm"})
            )
    for old in list(master):
        master.remove(old)
    head = _edge("Header", document.title)
    _say(head, document.running)
    foot = _edge("Footer", document.source)
    _say(foot, "page ")
    foot.append(_element("text:page-number", {"text:select-page": "current"}))
    _say(foot, " / ")
    foot.append(_element("text:page-count"))
    master.extend([_element("style:header", {}, head), _element("style:footer", {}, foot)])


def _edge(style: str, left: str) -> etree._Element:
    paragraph = _element("text:p", {"text:style-name": style})
    _say(paragraph, left)
    paragraph.append(_element("text:tab"))
    return paragraph


def _say(paragraph: etree._Element, text: str) -> None:
    """Words after what the paragraph holds already."""
    said = bind(visible(text)).replace("\n", " ")
    if len(paragraph):
        paragraph[-1].tail = (paragraph[-1].tail or "") + said
    else:
        paragraph.text = (paragraph.text or "") + said
