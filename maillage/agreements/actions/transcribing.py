"""Mending misread words: a new version of the text over the same file, on which all that was read is found again.

The signed file is untouched: a signature binds its bytes. Words that no edit touches stay where they are; words that an
edit changed are followed when what was read of them repeats them, and said to be reviewed ("à revoir") else.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from maillage.agreements.actions import answering, deciding
from maillage.agreements.actions.writing import opened, tell, touch
from maillage.agreements.anchoring import Carried, Carrier, Edit, Part, identities, mended
from maillage.agreements.locating import locate
from maillage.agreements.models import (
    Agreement,
    CommitmentVersion,
    Defect,
    Expression,
    Finding,
    Guarantor,
    Mention,
    Party,
    Provision,
    ProvisionVersion,
    Term,
)
from maillage.agreements.reading_rows import Places
from maillage.base.refusals import Refusal, StaleRevision
from maillage.organisations.actions.writing import keep
from maillage.organisations.models import User
from maillage.reading import read_text
from maillage.reading.model import Provision as ReadProvision

_ANCHORED = ("expression", "provision", "start", "end", "quote", "is_adrift", "revision")
_FOLLOWED = ("text", "name", "title", "lead_in", "represented_by", "seat")


class NothingMended(Refusal):
    """The words typed are those of the text."""

    sentence = "Ces mots sont déjà ceux du texte : écrivez-les comme ils auraient dû être lus."


class NoText(Refusal):
    """An agreement that was taken over without its text."""

    sentence = "Cet accord n’a pas de texte."


@dataclass(frozen=True)
class Mended:
    """The new version, how many findings follow the mended words, and what a person must look at."""

    expression: Expression
    followed: int
    adrift: int


@transaction.atomic
def mend(
    *, agreement: Agreement, edits: Sequence[Edit], number: int | None = None, by: User | None, at: dt.datetime
) -> Mended:
    """Write the text with its words mended. ``number`` is the version that the edits were made on."""
    row = opened(agreement)
    old = Expression.objects.select_for_update(of=("self",)).filter(agreement=row, superseded_at__isnull=True).first()
    if old is None:
        raise NoText
    if number is not None and number != old.number:
        raise StaleRevision
    edits = _checked(old.text, edits)
    new = _supersede(old, mended(old.text, edits), by=by, at=at)
    carrier = Carrier(edits)
    provisions = _write_provisions(row, old, new, carrier)
    changed = _anchor(Finding.objects.filter(agreement=row), old, new, carrier, provisions)
    followed, unsure = _follow(row, changed, by=by, at=at)
    changed += _anchor(Defect.objects.filter(agreement=row), old, new, carrier, provisions)
    lost = sum(one.is_lost for one in changed)
    for rows in (
        Party.objects.filter(agreement=row),
        CommitmentVersion.objects.current().filter(agreement=row),
        Term.objects.filter(agreement=row, superseded_at__isnull=True),
        Mention.objects.filter(agreement=row, superseded_at__isnull=True),
        Guarantor.objects.filter(agreement=row),
    ):
        _anchor(rows, old, new, carrier, provisions)
    touch(row)
    tell("text-mended", row, by=by, at=at)
    answering.ask_again(agreement=row, by=by, at=at)
    return Mended(new, followed, unsure + lost)


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
    old.superseded_at = at
    old.save(update_fields=["superseded_at"])
    return keep(
        Expression(
            agreement_id=old.agreement_id,
            number=old.number + 1,
            text=text,
            sha256=hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest(),
            file_id=old.file_id,
            is_transcription=True,
            reading=old.reading,
            valid_from=old.valid_from,
            valid_to=old.valid_to,
            recorded_at=at,
            recorded_by=by,
        )
    )


# ---------------------------------------------------------------- provisions


def _write_provisions(
    agreement: Agreement, old: Expression, new: Expression, carrier: Carrier
) -> dict[str, ProvisionVersion]:
    """The provisions of the new text, under their identities; by eId. Structure is read again when that is sure."""
    versions = list(ProvisionVersion.objects.filter(expression=old).select_related("parent").order_by("position"))
    read = _read_again(old, new, versions) or _carried(versions, carrier)
    before = [Part(str(one.provision_id), one.kind, one.start, one.end) for one in versions]
    after = [Part(one.eid, one.kind, *one.span) for one in read]
    same = identities(before, after, carrier)
    fresh = {one.eid: Provision(agreement=agreement) for one in read if one.eid not in same}
    Provision.objects.bulk_create(fresh.values())
    rows: dict[str, ProvisionVersion] = {}
    for position, one in enumerate(read):
        heading = one.heading_span or (None, None)
        rows[one.eid] = ProvisionVersion(
            expression=new,
            provision_id=UUID(same[one.eid]) if one.eid in same else fresh[one.eid].pk,
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


def _read_again(old: Expression, new: Expression, versions: Sequence[ProvisionVersion]) -> list[ReadProvision]:
    """The structure of the mended text, when the words alone gave the structure of the earlier one (no layout did)."""
    was = read_text(old.text)
    known = [(one.kind, one.start, one.end) for one in versions]
    if was.text != old.text or [(one.kind, *one.span) for one in was.provisions] != known:
        return []
    now = read_text(new.text)
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


# ---------------------------------------------------------------- what rests on words


@dataclass(frozen=True)
class Changed:
    """A row whose words an edit changed, with those that it had; ``is_lost`` when nothing is left of them."""

    row: Any
    quote: str
    is_lost: bool


def _anchor(
    rows: Any, old: Expression, new: Expression, carrier: Carrier, provisions: Mapping[str, ProvisionVersion]
) -> list[Changed]:
    """Find again the words of ``rows`` in the new text; return the rows whose words are no longer the same."""
    places = Places(tuple(_read_provision(one) for one in provisions.values()))
    changed = []
    found = list(rows.filter(Q(expression=old) | Q(is_adrift=True), start__isnull=False, end__isnull=False))
    for row in found:
        is_here = row.expression_id == old.pk
        place = carrier.span(row.start, row.end) if is_here else None
        place = place or _only_place(new.text, row.quote)
        if is_here and (place is None or not place.is_same):
            changed.append(Changed(row, row.quote, place is None))
        row.revision += 1
        if place is None:
            row.is_adrift = True
            continue
        eid = places.at(place.start)
        row.is_adrift = row.is_adrift and is_here
        row.expression = new
        row.provision_id = provisions[eid].provision_id if eid else None
        row.start, row.end, row.quote = place.start, place.end, new.quote(place.start, place.end)
    rows.model._default_manager.bulk_update(found, _ANCHORED, batch_size=100)  # noqa: SLF001 documented
    return changed


def _only_place(text: str, quote: str) -> Carried | None:
    """Where words that were lost stand, when they stand in one place only."""
    found = locate(text, quote)
    return Carried(*found[0], is_same=True) if len(found) == 1 else None


def _read_provision(version: ProvisionVersion) -> ReadProvision:
    span = (version.start, version.end)
    return ReadProvision(version.eid, version.kind, version.number, version.heading, None, span)


def _follow(agreement: Agreement, changed: Sequence[Changed], *, by: User | None, at: dt.datetime) -> tuple[int, int]:
    """Findings that repeat the words mended take the new ones; the others are to be looked at. Counts of both."""
    followed, unsure = [], []
    for one in changed:
        value = followed_value(one.row.value, one.quote, one.row.quote)
        if one.is_lost:
            continue
        if value != one.row.value:
            followed.append((one.row, {"value": value}))
        else:
            unsure.append(one.row.pk)
    if followed:
        deciding.follow(agreement, followed, by=by, at=at)
    Finding.objects.filter(pk__in=unsure).update(is_adrift=True)
    return len(followed), len(unsure)


def followed_value(value: Mapping[str, Any], before: str, after: str) -> dict[str, Any]:
    """``value`` with the words ``after`` wherever it repeats ``before``, spaces aside."""
    wanted, words = " ".join(before.split()), " ".join(after.split())

    def repeats(name: str, one: object) -> bool:
        return name in _FOLLOWED and isinstance(one, str) and bool(wanted) and " ".join(one.split()) == wanted

    return {name: words if repeats(name, one) else one for name, one in value.items()}
