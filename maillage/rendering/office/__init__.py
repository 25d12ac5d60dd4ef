"""Word (.docx, ISO 29500) and OpenDocument (.odt, ISO 26300) by pandoc: true headings, lists and tables, to be changed.

The style sheet is made here for each document (``word.py``, ``odf.py``) from pandoc's own: there is no binary template
to trust. Pandoc runs apart, in its sandbox, with bounded memory and time.
"""

from __future__ import annotations

from maillage.rendering.model import Document
from maillage.rendering.office import odf, word
from maillage.rendering.office.program import converted
from maillage.rendering.office.tree import tree_of

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
ODT = "application/vnd.oasis.opendocument.text"


def docx(document: Document) -> bytes:
    """``document`` as a Word file; the same bytes for the same document. Raises CannotRender, MissingTool, TooLong."""
    return converted(tree_of(document), "docx", word.reference(document), document.at)


def odt(document: Document) -> bytes:
    """``document`` as an OpenDocument text; the same bytes for the same document. Raises as :func:`docx` does."""
    tree = tree_of(document, numbers_inner_lists=False)
    return odf.finished(converted(tree, "odt", odf.reference(document), document.at))
