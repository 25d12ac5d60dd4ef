"""Documents of a word processor with tracked changes and comments: structure in, the bytes of a .docx out."""

from maillage.rendering.word.model import Change, Comment, Document, Paragraph, Run, Table
from maillage.rendering.word.writing import MEDIA_TYPE, PROVISION, VERSION, write

__all__ = [
    "MEDIA_TYPE",
    "PROVISION",
    "VERSION",
    "Change",
    "Comment",
    "Document",
    "Paragraph",
    "Run",
    "Table",
    "write",
]
