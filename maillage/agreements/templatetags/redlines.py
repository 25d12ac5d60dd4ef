"""A comparison as it is read: inserted and deleted words, that a screen reader tells too."""

from __future__ import annotations

from collections.abc import Iterable

from django import template
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from maillage.agreements.redline import Fate, Line
from maillage.agreements.redline.showing import names
from maillage.foundations.redline import Piece

register = template.Library()
register.filter("names", names)

_SAID = {"drop": ("del", "supprimé : "), "add": ("ins", "ajouté : ")}


@register.filter
def marked(pieces: Iterable[Piece]) -> SafeString:
    """Both texts in one: what was dropped is struck, what was added underlined."""
    return mark_safe("".join(map(_written, pieces)))  # noqa: S308 each piece is escaped


@register.filter
def before(line: Line) -> SafeString:
    """The words as they were, the dropped ones struck; those that came from elsewhere are struck there."""
    if line.fate is Fate.COME and not line.is_reworded:
        return SafeString()
    return marked([piece for piece in line.pieces if piece.op != "add"] if line.before else [])


@register.filter
def after(line: Line) -> SafeString:
    """The words as they are, the added ones underlined."""
    if line.fate is Fate.GONE:
        return SafeString()
    return marked([piece for piece in line.pieces if piece.op != "drop"] if line.after else [])


def _written(piece: Piece) -> str:
    words = escape(piece.text)
    if piece.op == "keep":
        return words
    tag, said = _SAID[piece.op]
    return f'<{tag}><span class="visually-hidden"> {said}</span>{words}<span class="visually-hidden"> ; </span></{tag}>'
