"""Elements of Akoma Ntoso, and the words that they hold."""

from __future__ import annotations

from typing import Any

from lxml import etree

from maillage.rendering.model import Change, Runs
from maillage.rendering.typography import visible

NAMESPACE = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
_BY_DEFAULT: Any = {None: NAMESPACE}  # no prefix anywhere
_CHANGES = {Change.ADD: "ins", Change.DROP: "del"}


def element(tag: str, *children: etree._Element, **attributes: str) -> etree._Element:
    """An element with its children; attributes that are empty are left out."""
    made = etree.Element(
        f"{{{NAMESPACE}}}{tag}", {key: value for key, value in attributes.items() if value}, _BY_DEFAULT
    )
    made.extend(children)
    return made


def say(into: etree._Element, runs: Runs) -> etree._Element:
    """Words at the end of an element: a line that ends is an ``eol``, what a redline says is ``ins`` or ``del``."""
    for run in runs:
        place = into
        if run.change in _CHANGES:
            place = element(_CHANGES[run.change])
            into.append(place)
        for rank, line in enumerate(visible(run.text).split("\n")):
            if rank:
                place.append(element("eol"))
            _add(place, line)
    return into


def _add(into: etree._Element, text: str) -> None:
    if len(into):
        into[-1].tail = (into[-1].tail or "") + text
    else:
        into.text = (into.text or "") + text
