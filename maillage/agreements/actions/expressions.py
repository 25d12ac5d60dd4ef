"""Writing a version of a text: its words and its provisions, once and for all; what rested on words is found again."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from maillage.agreements.actions.drawing import redraw
from maillage.agreements.actions.following import anchor_all
from maillage.agreements.actions.writing import opened, touch
from maillage.agreements.consolidation import Composed, Follower, Text, compose
from maillage.agreements.models import Agreement, Expression, Provision, ProvisionVersion
from maillage.agreements.queries.trees import composed_of
from maillage.base.refusals import Refusal, StaleRevision
from maillage.organisations.actions.writing import keep
from maillage.organisations.models import User
from maillage.reading.model import Provision as ReadProvision


class NoText(Refusal):
    """An agreement that was taken over without its text."""

    sentence = "Cet accord n’a pas de texte."


@dataclass(frozen=True)
class Revised:
    """The new version of a draft; how many things that were read follow their words; how many are to be reviewed."""

    expression: Expression
    followed: int
    adrift: int


@transaction.atomic
def revise(*, agreement: Agreement, text: Text, number: int | None = None, by: User | None, at: dt.datetime) -> Revised:
    """Give an agreement that is still negotiated another text. ``number`` is the version that ``text`` was made from.

    The earlier version stays as it was; all that rests on words is found again, or said to be reviewed.
    """
    row = opened(agreement)
    old = current_of(row)
    if number is not None and number != old.number:
        raise StaleRevision
    before, after = composed_of(old), compose(text)
    supersede(old, at=at)
    new = write_expression(old, after.text, at=at, by=by, number=next_number(row), sources=sources_of(after))
    provisions = write_tree(new, after)
    done = anchor_all(row, old, new, Follower(before, after), provisions, by=by, at=at)
    redraw(agreement=row)
    new.refresh_from_db(fields=["html"])
    touch(row)
    return Revised(new, done.followed, done.adrift)


def current_of(agreement: Agreement) -> Expression:
    """The version in force, locked; refuses when the agreement has no text."""
    rows = Expression.objects.select_for_update(of=("self",)).filter(agreement=agreement)
    found = rows.current().first()
    if found is None:
        raise NoText
    return found


def original_of(agreement: Agreement) -> Expression:
    """The version that was read, which no avenant wrote, locked; refuses when the agreement has no text."""
    found = Expression.objects.select_for_update(of=("self",)).filter(agreement=agreement).original().first()
    if found is None:
        raise NoText
    return found


def supersede(expression: Expression, *, at: dt.datetime) -> None:
    """Say that a version is no longer what is known."""
    expression.superseded_at, expression.is_current = at, False
    expression.save(update_fields=["superseded_at", "is_current"])


def next_number(agreement: Agreement) -> int:
    """The number of the next version."""
    last: int | None = Expression.objects.filter(agreement=agreement).aggregate(last=Max("number"))["last"]
    return (last or 0) + 1


def write_expression(
    old: Expression, text: str, *, number: int, by: User | None, at: dt.datetime, **facts: Any
) -> Expression:
    """A version of the text of ``old``, which keeps what the machine read of it; its provisions are written next."""
    return keep(
        Expression(
            agreement_id=old.agreement_id,
            number=number,
            text=text,
            sha256=digest_of(text),
            recorded_at=at,
            recorded_by=by,
            **({"reading": old.reading, "valid_from": old.valid_from, "valid_to": old.valid_to} | facts),
        )
    )


def digest_of(text: str) -> str:
    """The fingerprint by which two parties know that they speak of one text."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def sources_of(composed: Composed) -> list[list[int | str]]:
    """Where its words come from, as the row keeps it: line by line, with where the line begins, that one note tells."""
    return [
        [start, end, str(source), composed.text.rfind("\n", 0, start) + 1]
        for first, last, source in composed.sources
        for start, end in _lines(composed.text, first, last)
    ]


def _lines(text: str, first: int, last: int) -> Iterator[tuple[int, int]]:
    """The lines between two offsets, each with its line feed; a blank one goes with the line before it."""
    at = first
    for found in re.finditer(r"\n+", text[first:last]):
        yield at, first + found.end()
        at = first + found.end()
    if at < last:
        yield at, last


def write_tree(expression: Expression, composed: Composed) -> dict[str, ProvisionVersion]:
    """The provisions of a tree, under the identities that it gives them; by eId."""
    same = {place.shape.eid: place.provision for place in composed.places}
    Provision.objects.bulk_create(
        (Provision(pk=key, agreement_id=expression.agreement_id) for key in same.values()), ignore_conflicts=True
    )
    return write_provisions(expression, [place.shape for place in composed.places], same)


def write_provisions(
    expression: Expression, shapes: Sequence[ReadProvision], same: Mapping[str, UUID]
) -> dict[str, ProvisionVersion]:
    """The provisions of a version, in order; by eId. Those that ``same`` does not name by their eId are new ones."""
    fresh = {one.eid: Provision(agreement_id=expression.agreement_id) for one in shapes if one.eid not in same}
    Provision.objects.bulk_create(fresh.values())
    rows: dict[str, ProvisionVersion] = {}
    for position, one in enumerate(shapes):
        heading = one.heading_span or (None, None)
        rows[one.eid] = ProvisionVersion(
            expression=expression,
            provision_id=same[one.eid] if one.eid in same else fresh[one.eid].pk,
            parent=rows.get(one.parent or ""),
            position=position,
            eid=one.eid[:200],
            kind=one.kind,
            number=(one.number or "")[:40],
            heading=(one.heading or "")[:1000],
            start=one.span[0],
            end=one.span[1],
            heading_start=heading[0],
            heading_end=heading[1],
        )
    ProvisionVersion.objects.bulk_create(rows.values())
    return rows
