"""From a file to its reading: extraction, then the stages of :mod:`maillage.reading.stages`."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

from maillage.reading.model import Extract, Reading, Source


def read(path: Path | str) -> Reading:
    """The reading of the file at ``path``.

    Raises a :class:`~maillage.reading.errors.ReadingError`, whose text is one French sentence, when it cannot be read.
    """
    from maillage.reading.extract import digest, extract_bytes, load

    path = Path(path)
    data = load(path)
    extracted = extract_bytes(data, path.name, meanwhile=_load_stages)
    return read_extract(extracted, Source(path.name, extracted.media_type, digest(data), len(extracted.text)))


def read_text(text: str, name: str = "texte.txt") -> Reading:
    """The reading of a text already in memory (any line ends; made canonical first)."""
    from maillage.reading.extract import digest, extract_bytes

    data = text.encode()
    extracted = extract_bytes(data, name)
    return read_extract(extracted, Source(name, extracted.media_type, digest(data), len(extracted.text)))


def read_extract(extract: Extract, source: Source) -> Reading:
    """The reading of an extracted text: all the stages that follow, without input or output."""
    from maillage.reading.stages import read_extract as run

    return run(extract, source)


def _load_stages() -> None:
    """Imports the stages, while pandoc works: a .docx costs little more than its conversion."""
    import_module("maillage.reading.stages")
