"""Reads an agreement: from a file to its parties, commitments, terms, bodies and defects. Pure Python, without Django.

>>> from maillage.reading import read
>>> reading = read("convention.docx")  # doctest: +SKIP
>>> reading.parties[0].name  # doctest: +SKIP
"Le Département de l'Ourcelle"
"""

from maillage.reading.errors import ReadingError
from maillage.reading.model import Reading
from maillage.reading.pipeline import is_long, read, read_bytes, read_extract, read_text

__all__ = ["Reading", "ReadingError", "is_long", "read", "read_bytes", "read_extract", "read_text"]
