"""Two versions of a text compared: by provision, then by word. Pure: it knows texts, not tables."""

from maillage.agreements.redline.comparing import Fate, Line, Passage, Redline, compare
from maillage.agreements.redline.telling import NOTHING, summary
from maillage.agreements.redline.tree import Block, Node, Unit, Version, version_of

__all__ = [
    "NOTHING",
    "Block",
    "Fate",
    "Line",
    "Node",
    "Passage",
    "Redline",
    "Unit",
    "Version",
    "compare",
    "summary",
    "version_of",
]
