"""The names of WordprocessingML, as ElementTree writes them, and the ways to look under an element."""

from __future__ import annotations

from maillage.reading.extract.archive import Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
VAL = f"{W}val"

# Wrappers that show what they hold.
WRAPPERS = frozenset(
    f"{W}{name}" for name in "sdt sdtContent smartTag customXml hyperlink fldSimple dir bdo ins moveTo".split()
)
ADDED = frozenset((f"{W}ins", f"{W}moveTo"))
REMOVED = frozenset((f"{W}del", f"{W}moveFrom"))


def value(parent: Element | None, name: str) -> str | None:
    """``w:val`` of the child ``name`` of ``parent``."""
    child = None if parent is None else parent.find(f"{W}{name}")
    return None if child is None else child.get(VAL)


def number(text: str | None) -> int | None:
    """An integer attribute; None when it is absent or no integer."""
    if text is None:
        return None
    try:
        return int(float(text))
    except (ValueError, OverflowError):
        return None


def switch(properties: Element | None, name: str) -> bool | None:
    """An on/off property (17.3.2): None when it is not said."""
    child = None if properties is None else properties.find(f"{W}{name}")
    if child is None:
        return None
    return child.get(VAL, "true") not in ("0", "false", "off", "none")
