"""What is true of every reading, whatever the text: each fault is one sentence, and a sound reading has none."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import fields
from typing import Any

from maillage.reading import Reading
from maillage.reading.model import Found, Provision, Span
from maillage.reading.output.as_json import to_json

EID = re.compile(r"[a-z_0-9.\-]+")


def faults(reading: Reading) -> list[str]:
    """The faults of a reading: nothing lost, nothing out of place, nothing that the text does not say."""
    return [*_of_tree(reading), *_of_tiles(reading), *_of_spans(reading), *_of_commitments(reading), *_of_json(reading)]


def _of_tree(reading: Reading) -> Iterator[str]:
    known: dict[str, Provision] = {}
    for provision in reading.provisions:
        if not EID.fullmatch(provision.eid):
            yield f"eid {provision.eid!r} is not of the naming convention"
        if provision.eid in known:
            yield f"eid {provision.eid!r} comes twice"
        above = known.get(provision.parent) if provision.parent else None
        if provision.parent and above is None:
            yield f"{provision.eid} comes before its parent {provision.parent}"
        if above and not _holds(above.span, provision.span):
            yield f"{above.eid} {above.span} does not hold its child {provision.eid} {provision.span}"
        if provision.heading_span and not _holds(provision.span, provision.heading_span):
            yield f"{provision.eid} {provision.span} does not hold its heading {provision.heading_span}"
        known[provision.eid] = provision
    starts = [provision.span[0] for provision in reading.provisions]
    if starts != sorted(starts):
        yield "provisions are not in reading order"
    for article in reading.articles:
        if article.eid not in known or known[article.eid].span != article.span:
            yield f"article {article.number} is not the provision {article.eid}"


def _of_tiles(reading: Reading) -> Iterator[str]:
    """Leaves and headings tile the text: sorted, they follow each other from the first character to the last."""
    first_child: dict[str, int] = {}
    for provision in reading.provisions:
        if provision.parent:
            first_child.setdefault(provision.parent, provision.span[0])
    tiles = [provision.heading_span for provision in reading.provisions if provision.heading_span]
    tiles += [p.span for p in reading.provisions if p.eid not in first_child and p.heading_span != p.span]
    for provision in reading.provisions:
        own = provision.heading_span[1] if provision.heading_span else provision.span[0]
        if own < first_child.get(provision.eid, 0):
            yield f"words of {provision.kind} {provision.eid} stand in none of its leaves: {reading.text[own : first_child[provision.eid]][:80]!r}"
            tiles.append((own, first_child[provision.eid]))
    reached = 0
    for start, end in sorted(tiles):
        if start > reached:
            yield f"lost: {reading.text[reached:start][:80]!r} at {reached}..{start}"
        elif start < reached:
            yield f"told twice: {reading.text[start : min(reached, end)][:80]!r} at {start}..{min(reached, end)}"
        reached = max(reached, end)
    if reached != len(reading.text):
        yield f"lost at the end: {reading.text[reached:][:80]!r} at {reached}..{len(reading.text)}"


def _of_spans(reading: Reading) -> Iterator[str]:
    lists: dict[str, tuple[Any, ...]] = {
        "parties": reading.parties, "articles": reading.articles, "commitments": reading.commitments, "bodies": reading.bodies,
        "guarantors": reading.guarantors, "mentions": reading.mentions, "signatories": reading.signatories, "review": reading.review,
    }  # fmt: skip
    spans: dict[str, list[Span]] = {name: [item.span for item in items] for name, items in lists.items()}
    for name, listed in spans.items():
        if listed != sorted(listed):
            yield f"{name} are not in the order of the text: {listed}"
    terms = [getattr(reading.terms, each.name) for each in fields(reading.terms)]
    spans["terms"] = [term.span for term in terms if isinstance(term, Found)]
    spans["authorities"] = [party.authority.span for party in reading.parties if party.authority]
    for name, listed in spans.items():
        for start, end in listed:
            if not 0 <= start < end <= len(reading.text):
                yield f"a span of {name} is empty or out of the text: {start}..{end} of {len(reading.text)}"
    if not reading.is_agreement and any(spans.values()):
        yield f"no agreement, but {[name for name, listed in spans.items() if listed]} were found"


def _of_commitments(reading: Reading) -> Iterator[str]:
    eids = {provision.eid: provision.span for provision in reading.provisions}
    parties = {party.id for party in reading.parties}
    repeated = [key for key, count in Counter((c.span, c.bearers) for c in reading.commitments).items() if count > 1]
    if repeated:
        yield f"commitments found twice at {repeated}"
    if [c.id for c in reading.commitments] != [f"c{n}" for n in range(1, len(reading.commitments) + 1)]:
        yield "commitments are not numbered in order"
    if [p.id for p in reading.parties] != [f"p{n}" for n in range(1, len(reading.parties) + 1)]:
        yield "parties are not numbered in order"
    for commitment in reading.commitments:
        if not _stands_in(commitment.text, reading.quote(commitment.span)):
            yield f"{commitment.id} says {commitment.text[:80]!r} where the text says {reading.quote(commitment.span)[:80]!r}"
        if not set(commitment.bearers) <= parties:
            yield f"{commitment.id} is borne by {commitment.bearers}, who are not all parties"
        if commitment.provision not in eids or not _holds(eids[commitment.provision], commitment.span):
            yield f"{commitment.id} {commitment.span} does not stand in {commitment.provision}"


def _of_json(reading: Reading) -> Iterator[str]:
    written = to_json(reading)
    if json.loads(written)["text"] != reading.text:
        yield "the text is not the same in JSON"


def _stands_in(words: str, quoted: str) -> bool:
    """Whether the words stand in the quote in the same order (what is between them may be marks of layout)."""
    there = iter(re.findall(r"[^\W_]+", quoted))
    return all(word in there for word in re.findall(r"[^\W_]+", words))


def _holds(outer: Span, inner: Span) -> bool:
    return outer[0] <= inner[0] <= inner[1] <= outer[1]
