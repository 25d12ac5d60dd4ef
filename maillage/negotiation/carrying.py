"""Where the words of a remark stand when their provision has been written anew: pure, without the database."""

from __future__ import annotations

from maillage.agreements.anchoring import Carrier, edits_between
from maillage.agreements.locating import locate

Span = tuple[int, int]


def carried(before: str, after: str, span: Span) -> Span | None:
    """Where the words at ``span`` of ``before`` stand in ``after``; None when they are gone.

    Edits around them move them; words that an edit touched, of which nothing is left as it was said, are gone: a remark
    about a sentence is no remark about the sentence that took its place. They are found elsewhere in the provision when
    they stand there once.
    """
    quote = before[span[0] : span[1]]
    found = Carrier(edits_between(before, after)).span(*span)
    if found is not None and after[found.start : found.end] == quote:
        return found.start, found.end
    places = locate(after, quote)
    return places[0] if len(places) == 1 else None
