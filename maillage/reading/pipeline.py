"""From a file to its reading: extraction, then the stages of :mod:`maillage.reading.stages`."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

from maillage.reading.model import Extract, Reading, Source, Told


def read(path: Path | str) -> Reading:
    """The reading of the file at ``path``.

    Raises a :class:`~maillage.reading.errors.ReadingError`, whose text is one French sentence, when it cannot be read.
    """
    from maillage.reading.extract import digest, extract_bytes, load

    path = Path(path)
    data = load(path)
    extracted = extract_bytes(data, path.name, meanwhile=_load_stages)
    return read_extract(extracted, Source(path.name, extracted.media_type, digest(data), len(extracted.text)))


def read_bytes(data: bytes, name: str, *, is_agreement: bool = False, told: Told | None = None) -> Reading:
    """The reading of the content of a file; ``name`` only helps to tell Markdown from plain text.

    ``is_agreement``: somebody says that it is one, whatever its words. ``told`` is called with the pages recognised
    and their number, each time that pages of a scan are done. Raises a ReadingError, as :func:`read` does.
    """
    from maillage.reading.extract import digest, extract_bytes

    extracted = extract_bytes(data, name, told)
    source = Source(name, extracted.media_type, digest(data), len(extracted.text))
    return read_extract(extracted, source, is_agreement=is_agreement)


def read_text(text: str, name: str = "texte.txt") -> Reading:
    """The reading of a text already in memory (any line ends; made canonical first)."""
    return read_bytes(text.encode(), name)


def is_long(data: bytes) -> bool:
    """Whether reading the content of a file takes more than a moment (a scan, many pages): do it apart."""
    from maillage.reading.extract.effort import is_long as judge

    return judge(data)


def read_extract(extract: Extract, source: Source, *, is_agreement: bool = False) -> Reading:
    """The reading of an extracted text: all the stages that follow, without input or output."""
    from maillage.reading.stages import read_extract as run

    return run(extract, source, is_agreement=is_agreement)


def _load_stages() -> None:
    """Imports the stages, while pandoc works: a .docx costs little more than its conversion."""
    import_module("maillage.reading.stages")
