"""The living text as HTML: drawn once for all readers, then dressed with the notes of the one who reads.

Pure: neither the database nor the request. :func:`draw` turns a text, the places of its provisions and the anchors of
what lives in it into HTML that holds no state and nothing of a reader; ``Expression.html`` keeps it. Each stretch of
words on which something rests stands between two comments that name the rows (``<!--w c018f….120.164-->``), each
paragraph is followed by a comment that names the notes which stand beside it. :func:`dress` replaces these comments
with links and notes, for what the reader sees; what it is not given stays plain text.

A reference names a row *and* its offsets, and the drawing begins with the digest of the text: a drawing that is out of
date is recognised (:func:`is_drawing_of`, ``Dressed.strangers``) and made again for the page, never shown.

The text content of a drawing is the text itself, character for character (:func:`shown`).
"""

from __future__ import annotations

from maillage.agreements.rendering.contents import Entry, contents_of
from maillage.agreements.rendering.drawing import draw, is_drawing_of
from maillage.agreements.rendering.dressing import Dressed, Dressing, dress
from maillage.agreements.rendering.finding import Occurrence, in_words, occurrences
from maillage.agreements.rendering.notes import NOTE_KINDS, Note
from maillage.agreements.rendering.pieces import Anchor, Place, reference
from maillage.reading.output.inline import shown

__all__ = [
    "NOTE_KINDS",
    "Anchor",
    "Dressed",
    "Dressing",
    "Entry",
    "Note",
    "Occurrence",
    "Place",
    "contents_of",
    "draw",
    "dress",
    "in_words",
    "is_drawing_of",
    "occurrences",
    "reference",
    "shown",
]
