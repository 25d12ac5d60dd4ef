"""Mending misread words: a new version of the text over the same file, on which all that was read is found again.

The signed file is untouched: a signature binds its bytes. Words that no edit touches stay where they are; words that an
edit changed are followed when what was read of them repeats them, and said to be reviewed ("à revoir") else.
"""

from __future__ import annotations

import datetime as dt
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from uuid import UUID

from django.db import transaction

from maillage.agreements.actions import answering
from maillage.agreements.actions.consolidating import recompute
from maillage.agreements.actions.expressions import (
    next_number,
    original_of,
    supersede,
    write_expression,
    write_provisions,
)
from maillage.agreements.actions.following import anchor_all
from maillage.agreements.actions.proposing import Mending, propose
from maillage.agreements.actions.writing import opened, tell, touch
from maillage.agreements.anchoring import Carrier, Edit, Part, identities, mended
from maillage.agreements.models import Agreement, Amendment, Expression, ProvisionVersion
from maillage.base.refusals import Refusal, StaleRevision
from maillage.organisations.models import User
from maillage.reading import Reading, read_text
from maillage.reading.model import Provision as ReadProvision


class NothingMended(Refusal):
    """The words typed are those of the text."""

    sentence = "Ces mots sont déjà ceux du texte : écrivez-les comme ils auraient dû être lus."


@dataclass(frozen=True)
class Mended:
    """The new version, how many findings follow the mended words, what a person must look at, what is newly read."""

    expression: Expression
    followed: int
    adrift: int
    proposed: int = 0


@transaction.atomic
def mend(
    *, agreement: Agreement, edits: Sequence[Edit], number: int | None = None, by: User | None, at: dt.datetime
) -> Mended:
    """Write the text that was read with its words mended; versions that avenants made of it are computed again.

    ``number`` is the version that the edits were made on.
    """
    row = opened(agreement)
    old = original_of(row)
    if number is not None and number != old.number:
        raise StaleRevision
    edits = _checked(old.text, edits)
    new = _supersede(old, mended(old.text, edits), by=by, at=at)
    carrier = Carrier(edits)
    was, now = read_text(old.text), read_text(new.text)
    provisions = _write_provisions(old, new, carrier, was, now)
    done = anchor_all(row, old, new, carrier, provisions, by=by, at=at)
    is_alike = was.text == old.text and now.text == new.text
    proposed = propose(row, Mending(was, now, carrier, new, provisions)) if is_alike else 0
    if Amendment.objects.standing().filter(agreement=row).exists():
        recompute(row, by=by, at=at)
    touch(row)
    tell("text-mended", row, by=by, at=at)
    answering.ask_again(agreement=row, by=by, at=at)
    return Mended(new, done.followed, done.adrift, proposed)


def canonical(words: str) -> str:
    """Words as a text holds them: NFC, LF, no NUL."""
    return unicodedata.normalize("NFC", words.replace("\r\n", "\n").replace("\r", "\n").replace("\0", ""))


def _checked(text: str, edits: Sequence[Edit]) -> list[Edit]:
    kept = sorted((Edit(one.start, one.end, canonical(one.words)) for one in edits), key=lambda one: one.start)
    kept = [one for one in kept if text[one.start : one.end] != one.words]
    if not kept:
        raise NothingMended
    within = all(0 <= one.start <= one.end <= len(text) for one in kept)
    if not within or any(one.end > other.start for one, other in pairwise(kept)):
        raise Refusal("Ces corrections se chevauchent : faites-les l’une après l’autre.")
    if not mended(text, kept).strip():
        raise Refusal("Il ne resterait rien du texte.")
    return kept


def _supersede(old: Expression, text: str, *, by: User | None, at: dt.datetime) -> Expression:
    is_current = old.is_current
    supersede(old, at=at)
    return write_expression(
        old,
        text,
        at=at,
        by=by,
        number=next_number(old.agreement),
        file_id=old.file_id,
        is_transcription=True,
        is_current=is_current,
    )


# ---------------------------------------------------------------- provisions


def _write_provisions(
    old: Expression, new: Expression, carrier: Carrier, was: Reading, now: Reading
) -> dict[str, ProvisionVersion]:
    """The provisions of the new text, under their identities; by eId. Structure is read again when that is sure."""
    versions = list(ProvisionVersion.objects.filter(expression=old).select_related("parent").order_by("position"))
    read = _read_again(old, new, versions, was, now) or _carried(versions, carrier)
    before = [Part(str(one.provision_id), one.kind, one.start, one.end) for one in versions]
    after = [Part(one.eid, one.kind, *one.span) for one in read]
    same = identities(before, after, carrier)
    return write_provisions(new, read, {eid: UUID(key) for eid, key in same.items()})


def _read_again(
    old: Expression, new: Expression, versions: Sequence[ProvisionVersion], was: Reading, now: Reading
) -> list[ReadProvision]:
    """The structure of the mended text, when the words alone gave the structure of the earlier one (no layout did)."""
    known = [(one.kind, one.start, one.end) for one in versions]
    if was.text != old.text or [(one.kind, *one.span) for one in was.provisions] != known:
        return []
    return list(now.provisions) if now.text == new.text else []


def _carried(versions: Sequence[ProvisionVersion], carrier: Carrier) -> list[ReadProvision]:
    """The same provisions where their words stand now; one of which nothing is left goes."""
    kept: dict[UUID, ReadProvision] = {}
    parents: dict[UUID, str | None] = {}
    for one in versions:
        above = parents.get(one.parent_id) if one.parent_id else None
        place = carrier.span(one.start, one.end)
        parents[one.pk] = above if place is None else one.eid
        if place is None:
            continue
        heading = None
        if one.heading_start is not None and one.heading_end is not None:
            found = carrier.span(one.heading_start, one.heading_end)
            heading = (found.start, found.end) if found else None
        span = (place.start, place.end)
        kept[one.pk] = ReadProvision(one.eid, one.kind, one.number, one.heading, above, span, heading)
    return list(kept.values())
