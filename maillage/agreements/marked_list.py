"""The lines of what was read, as HTML: pure, so that three hundred of them cost little. All of it is escaped."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape


@dataclass(frozen=True, slots=True)
class Line:
    """An item of the list: ``key`` names it, ``label`` and ``state`` are said under its title."""

    key: str
    number: int
    title: str
    label: str
    state: str
    icon: str
    tone: str


def line(one: Line, *, icons: str, query: str = "", current: str = "", swapped: bool = False) -> str:
    """One line. ``icons`` is the address of the drawing, ``swapped`` when htmx puts it in place of the former one."""
    here = ' aria-current="true"' if one.key == current else ""
    oob = ' hx-swap-oob="true"' if swapped else ""
    address = escape(f"?{query}element={one.key}#w-{one.key}")
    said = escape(f"{one.label}, {one.state.lower()}")
    return (
        f'<li id="e-{one.key}" data-tone="{one.tone}" data-e="{one.key}"{oob}><a href="{address}"{here}>'
        f'<svg class="icon" aria-hidden="true"><use href="{escape(icons)}#{one.icon}"></use></svg>'
        f'<span><span class="note__n">{one.number}</span> {escape(one.title)} '
        f'<span class="small soft">{said}</span></span></a></li>'
    )
