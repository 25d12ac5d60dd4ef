"""What time, software and malice do to files: bytes that change, parts that are missing, markup that is broken or endless."""

from __future__ import annotations

import copy
import io
import re
import zipfile
import zlib
from collections.abc import Callable
from random import Random
from xml.etree import ElementTree

MOST = 200_000  # bytes: the bounds of time are those of small files
WORDS = [
    "ARTICLE 1", "Article 2 : Durée\n", "ENTRE\n", "\nET\n", "d’une part,", "- ", "\n  • ", "1° ", "3.1 ", "TITRE II\n", "ANNEXE\n", "......", "________", "[...]", "{{ }}", "**", "| a | b |\n", "\n\n",
    " ", "\t", "\u00a0", "\u200b", "\u202e", "\ufeff", "\0", "²", "١", "İ", "👩‍👧", "e\u0301", "s’engage à ", "Le Département ", "trois (²) ans", "31/02/2025", "(", "«", "1", "M. ", "et ", ", ",
]  # fmt: skip
MARKUP = [
    "<", ">", "&", "&lol;", "&#0;", "&#x110000;", "&amp;", "<!--", "]]>", "<![CDATA[", "<!DOCTYPE a [<!ENTITY lol 'x'>]>", "<?xml version='1.0' encoding='utf-7'?>", "</p>", "</w:p>", "</text:p>", "<table>", "<td colspan='99999'>",
    "<w:tbl>", "<w:ilvl w:val='-1'/>", "<w:gridSpan w:val='99999'/>", "<w:fldChar w:fldCharType='begin'/>", "<text:s text:c='999999999'/>", "<text:list>", "<w:del>", "<ol start='-5'>", "<li value='1e9'>", "<div>" * 500, "<w:p>" * 300, "\ud800",
]  # fmt: skip
NUMBERS = ["0", "-1", "1", "255", "65536", "99999999999", "1e309", "NaN", "", "x"]


def mutated(data: bytes, format: str, rng: Random, others: tuple[bytes, ...]) -> bytes:
    """``data`` after one to five accidents that suit its format."""
    accidents = _BYTES if rng.random() < 0.15 else _ACCIDENTS[format]
    for _ in range(rng.choice((1, 1, 2, 3, 5))):
        data = rng.choice(accidents)(data, rng, others)
        data = data if len(data) < MOST else _cut(data, rng, others)[:MOST]
    return data


def _flip(data: bytes, rng: Random, others: tuple[bytes, ...]) -> bytes:
    changed = bytearray(data)
    for _ in range(rng.choice((1, 2, 8, 64))):
        if changed:
            changed[rng.randrange(len(changed))] ^= 1 << rng.randrange(8)
    return bytes(changed)


def _cut(data: bytes, rng: Random, others: tuple[bytes, ...]) -> bytes:
    return data[: rng.randrange(len(data) + 1)] if rng.random() < 0.8 else data[rng.randrange(len(data) + 1) :]


def _splice(data: bytes, rng: Random, others: tuple[bytes, ...]) -> bytes:
    """A piece taken out, doubled, made of noise, or come from another file."""
    start = rng.randrange(len(data) + 1)
    end = min(len(data), start + rng.choice((1, 4, 64, 1024)))
    other = rng.choice(others)
    at = rng.randrange(len(other) + 1)
    piece = rng.choice(
        (b"", data[start:end] * rng.choice((2, 50)), rng.randbytes(end - start), other[at : at + 256], b"\0" * 16)
    )
    return data[:start] + piece + data[end:]


def _text(data: bytes, rng: Random, others: tuple[bytes, ...]) -> bytes:
    """Words and lines that move, repeat or are replaced; then saved in some encoding."""
    text = _words_of(data)
    words = [*WORDS, *MARKUP] if "<" in text else WORDS
    for _ in range(rng.choice((1, 3, 20))):
        start = rng.randrange(len(text) + 1)
        end = min(len(text), start + rng.choice((0, 1, 10, 300)))
        text = text[:start] + rng.choice(words) * rng.choice((1, 1, 1, 3)) + text[end:]
    encoding = rng.choice(
        ("utf-8", "utf-8", "utf-8", "cp1252", "utf-16", "utf-16-le", "utf-32", "latin-1", "utf-8-sig")
    )
    return text.encode(encoding, "replace")


def _lines(data: bytes, rng: Random, others: tuple[bytes, ...]) -> bytes:
    lines = _words_of(data).split("\n")
    rng.shuffle(lines) if rng.random() < 0.3 else lines.insert(rng.randrange(len(lines)), rng.choice(lines))
    return rng.choice(("\n", "\n", "\r\n", "\n\n", " ", "\n  ")).join(lines).encode("utf-8", "replace")


def _endless(data: bytes, rng: Random, others: tuple[bytes, ...]) -> bytes:
    """One thing repeated far too often, in the midst of the text: where a search that looks back becomes slow."""
    text = _words_of(data)
    at = rng.randrange(len(text) + 1)
    word = (
        rng.choice(
            (rng.choice(WORDS), text[at : at + rng.choice((1, 5, 40))], rng.choice(MARKUP) if "<" in text else "x")
        )
        or "x"
    )
    return (text[:at] + word * (rng.choice((1_000, 20_000)) // len(word)) + text[at:]).encode("utf-8", "replace")


def _words_of(data: bytes) -> str:
    encoding = "utf-16" if data.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8"
    return data.decode(encoding, "replace")


def _markup(data: bytes, rng: Random, others: tuple[bytes, ...]) -> bytes:
    """Tags that are lost, doubled or swapped, and attributes that no program writes."""
    pieces = re.split(r"(<[^<>]{1,300}>)", _words_of(data))
    for _ in range(rng.choice((1, 3, 30))):
        tags = [at for at, piece in enumerate(pieces) if piece.startswith("<")]
        if not tags:
            break
        at, other = rng.choice(tags), rng.choice(tags)
        pieces[at] = rng.choice(
            (
                "",
                pieces[at] * 2,
                pieces[other],
                rng.choice(MARKUP) + pieces[at],
                re.sub(r'"[^"]*"', f'"{rng.choice(NUMBERS)}"', pieces[at]),
            )
        )
    return "".join(pieces).encode("utf-8", "replace")


def _tree(data: bytes, rng: Random, others: tuple[bytes, ...]) -> bytes:
    """XML that stays well formed, where elements are lost, doubled, moved, nested or given strange attributes and words."""
    try:
        root = ElementTree.fromstring(data)
    except (ElementTree.ParseError, ValueError):
        return _markup(data, rng, others)
    for _ in range(rng.choice((1, 3, 10, 40))):
        parents = [element for element in root.iter() if len(element)]
        if not parents:
            break
        parent, elsewhere = rng.choice(parents), rng.choice(parents)
        child = rng.choice(list(parent))
        fate = rng.randrange(6)
        if fate == 0:
            parent.remove(child)
        elif fate == 1:
            parent.insert(rng.randrange(len(parent) + 1), copy.deepcopy(child))
        elif fate == 2:
            elsewhere.append(
                copy.deepcopy(child) if sum(1 for _ in child.iter()) < 300 else ElementTree.Element(child.tag)
            )
        elif fate == 3:
            child.text = rng.choice(WORDS).replace("\0", "") * rng.choice((1, 1, 50))
        elif fate == 4:
            child.tag = rng.choice(list(elsewhere)).tag
        else:
            for key in child.attrib:
                child.attrib[key] = rng.choice(NUMBERS)
    return ElementTree.tostring(root)


def _member(data: bytes, rng: Random, others: tuple[bytes, ...]) -> bytes:
    """One part of the archive is changed, emptied, renamed, left out or doubled; the rest stays as it was."""
    try:
        parts = _unzip(data)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, KeyError, EOFError, RuntimeError, zlib.error):
        return _flip(data, rng, others)
    if not parts:
        return data
    likely = [
        name for name in parts if re.search(r"(?:document|styles|numbering|content|footnotes|comments|manifest)", name)
    ] or list(parts)
    name = rng.choice(likely if rng.random() < 0.9 else list(parts))
    fate = rng.random()
    if fate < 0.75:
        parts[name] = rng.choice((_tree, _tree, _tree, _tree, _tree, _markup, _markup, _text, _flip, _splice))(
            parts[name] or b"<", rng, others
        )
    elif fate < 0.8:
        parts[name] = b""
    elif fate < 0.9:
        del parts[name]
    else:
        parts[rng.choice((name.upper(), f"../{name}", name.replace("/", "\\"), "word/document.xml", "content.xml"))] = (
            parts.pop(name)
        )
    return _zip(parts, rng.choice((zipfile.ZIP_DEFLATED, zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED)))


def _unzip(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {entry.filename: archive.read(entry) for entry in archive.infolist() if entry.file_size < 5_000_000}


def _zip(parts: dict[str, bytes], compression: int) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", compression) as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name), content, compression)  # ZipInfo: without the time of day
    return file.getvalue()


def _stream(data: bytes, rng: Random, others: tuple[bytes, ...]) -> bytes:
    """A stream of the PDF is unpacked, broken and packed again; its length and the table of offsets then lie."""
    streams = list(re.finditer(rb"stream\r?\n(.*?)\r?\nendstream", data, re.S))
    if not streams:
        return _flip(data, rng, others)
    found = rng.choice(streams)
    try:
        inner, packed = zlib.decompress(found[1]), True
    except zlib.error:
        inner, packed = found[1], False
    changed = rng.choice((_flip, _cut, _splice, _figures))(inner, rng, others)
    return data[: found.start(1)] + (zlib.compress(changed) if packed else changed) + data[found.end(1) :]


def _figures(data: bytes, rng: Random, others: tuple[bytes, ...]) -> bytes:
    """Some figures become absurd: sizes, references, matrices."""
    figures = list(re.finditer(rb"-?\d+(?:\.\d+)?", data))
    for found in sorted(
        rng.sample(figures, min(len(figures), rng.choice((1, 3, 10)))), key=lambda match: -match.start()
    ):
        data = data[: found.start()] + rng.choice(NUMBERS).encode() + data[found.end() :]
    return data


_BYTES = [_flip, _cut, _splice]
_ACCIDENTS: dict[str, list[Callable[[bytes, Random, tuple[bytes, ...]], bytes]]] = {
    "txt": [_text, _text, _lines, _endless],
    "md": [_text, _text, _lines, _endless],
    "html": [_markup, _markup, _text, _endless],
    "docx": [_member],
    "odt": [_member],
    "pdf": [_figures, *[_stream] * 5],
}
