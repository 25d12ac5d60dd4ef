"""Generates agreements in bulk: a few hundred prototypes, and all the others made of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import repeat
from random import Random
from typing import Any
from uuid import UUID

from django.db import models, transaction

from maillage.agreements.actions import indexing, legal_cache
from maillage.agreements.choices import AdherenceBasis, FindingState, Verdict
from maillage.agreements.models import (
    Adherence,
    Agreement,
    Commitment,
    Expression,
    Finding,
    Judgement,
    Party,
    SearchEntry,
    Theme,
)
from maillage.agreements.queries import fulltext
from maillage.agreements.queries.fulltext import Terms
from maillage.base.analyser import terms_of
from maillage.journal.models import Event, Reach, type_of
from maillage.organisations.models import Organisation
from maillage.web.generate import cloning, prototypes
from maillage.web.generate import partners as inventing
from maillage.web.generate.bank import BODY, PLACE
from maillage.web.generate.cloning import Clone, Names, Original, clone
from maillage.web.generate.partners import Partners
from maillage.web.generate.prototypes import Prototype
from maillage.web.generate.texts import WITH_A_PLACE

PROTOTYPES = 200
EACH = 10  # agreements made of a prototype, while there are few
AT_ONCE = 200  # agreements written together
BATCH = 2000  # rows of a statement
JUDGED = 0.3  # of the commitments of a confirmed agreement
YEARS = (-4, 0)  # of the first date of a text, from this year on
# Of a hundred: drafts, shared ones that are not confirmed, confirmed, published, archived.
STATES = ("draft",) * 6 + ("shared",) * 6 + ("confirmed",) * 58 + ("published",) * 25 + ("archived",) * 5
OBSERVED = 0.05  # taken over as being in force
BROUGHT_BY_PARTNERS = 0.25
REFERENCED = 0.7  # that bear a reference
SHARED = 0.5  # of the judgements


@dataclass
class _Run:
    rng: Random
    partners: Partners
    at: dt.datetime
    tell: Callable[[int], None]
    rows: dict[type[models.Model], list[list[Any]]] = field(default_factory=dict)
    added: dict[type[models.Model], list[Any]] = field(default_factory=dict)
    events: list[tuple[Event, set[UUID]]] = field(default_factory=list)
    entries: list[tuple[Agreement, UUID, Terms]] = field(default_factory=list)
    words: set[str] = field(default_factory=set)

    def add(self, row: models.Model) -> None:
        self.added.setdefault(type(row), []).append(row)


def generate(
    count: int, *, organisations: int, seed: int, at: dt.datetime, tell: Callable[[int], None] = lambda _done: None
) -> int:
    """Write ``count`` agreements between invented partners and return how many commitments they hold."""
    rng = Random(seed)  # noqa: S311 nothing here is a secret
    with transaction.atomic():
        run = _Run(rng, inventing.invent(rng, organisations), at, tell)
    known = [_prototype(run) for _ in range(min(PROTOTYPES, -(-count // EACH)))]
    for done in range(0, count, AT_ONCE):
        tell(done)
        with transaction.atomic():
            for _ in range(min(AT_ONCE, count - done)):
                _another(run, rng.choice(known))
            _flush(run)
    tell(count)
    return Commitment.objects.count()


@dataclass(frozen=True)
class _Known:
    """A prototype with its rows, and the terms that its text has whatever its names."""

    prototype: Prototype
    original: Original
    themes: set[str]
    body: set[str]
    called: list[str]


def _prototype(run: _Run) -> _Known:
    """An agreement brought, read and confirmed as any other, then taken back: its copies alone stay."""
    _, place = run.rng.choice(run.partners.places)
    _, body = run.rng.choice(run.partners.bodies)
    _, federation = run.rng.choice(run.partners.federations)
    parties = {"departement": run.partners.departement, **place, **body, **federation}
    with transaction.atomic():
        prototype = prototypes.make(run.rng, parties, at=run.at)
        original = Original.of(prototype.agreement)
        themes = Theme.objects.filter(agreement=prototype.agreement).values_list("name", flat=True)
        called = Party.objects.filter(agreement=prototype.agreement).values_list("name", "short_name")
        known = _Known(
            prototype, original, terms_of(themes), terms_of([original.bare]), [one for both in called for one in both]
        )
        transaction.set_rollback(True)
    run.words.add(original.bare)
    return known


def _another(run: _Run, known: _Known) -> None:
    """One more agreement made of a prototype, in a state of its own, between other partners."""
    partner = known.prototype.written.partner
    name, parties = run.partners.pick(run.rng, partner)
    year = run.at.year + run.rng.randint(*YEARS)
    names = Names(name, BODY, year) if partner == WITH_A_PLACE else Names(PLACE, name, year)
    facts = _facts(run, run.rng.choice(STATES), year)
    if run.rng.random() < BROUGHT_BY_PARTNERS:
        facts["brought_by"] = parties[known.prototype.written.parties[-1]]
    made = clone(known.original, names, facts, is_confirmed=facts["confirmed_at"] is not None)
    signing = [parties[key] for key in known.prototype.written.parties]
    called: list[str] = []
    if facts["confirmed_at"] is not None:
        made.set(Party, "organisation_id", [one.pk for one in signing])
        called = [*map(names.within, known.called), *(one.name for one in signing)]
    else:
        _unconfirm(made)
    run.add(made.agreement)
    for model, rows in made.rows.items():
        run.rows.setdefault(model, []).extend(rows)
    _live(run, made, signing)
    terms = Terms(
        terms_of([made.agreement.title, made.agreement.reference]),
        terms_of(called),
        known.themes if called else set(),
        known.body | terms_of(known.original.changed(names)),
    )
    run.entries.append((made.agreement, made.keys(Expression)[0], terms))
    run.words.update((name, *called))


def _facts(run: _Run, state: str, year: int) -> dict[str, Any]:
    """The dated facts that make a state."""
    rng = run.rng
    then = run.at - dt.timedelta(days=rng.randint(1, 700), minutes=rng.randint(0, 1400))
    confirmed = then + dt.timedelta(hours=rng.randint(1, 20)) if state not in {"draft", "shared"} else None
    return {
        "brought_by": run.partners.departement,
        "created_at": then,
        "shared_at": None if state == "draft" else then,
        "confirmed_at": confirmed,
        "published_at": confirmed if state == "published" else None,
        "archived_at": confirmed if state == "archived" else None,
        "archived_reason": "Remplacé par un autre accord" if state == "archived" else "",
        "is_observed": confirmed is not None and rng.random() < OBSERVED,
        "signed_on": dt.date(year, rng.randint(1, 12), rng.randint(1, 28)) if confirmed else None,
        "reference": f"{year}-{rng.randint(1, 9999):04d}" if rng.random() < REFERENCED else "",
    }


def _unconfirm(made: Clone) -> None:
    """A draft: nothing that a confirmation writes, everything still to check."""
    made.agreement.names, made.agreement.effect_on, made.agreement.ends_on = "", None, None
    made.set(Finding, "state", repeat(FindingState.TO_CHECK))
    for column in ("decided_at", "tied_to_id"):
        made.set(Finding, column, repeat(None))


def _live(run: _Run, made: Clone, signing: list[Organisation]) -> None:
    """What partners did with it: members that adhere, judgements, the journal."""
    agreement, rng = made.agreement, run.rng
    _tell(run, "agreement-brought", agreement, agreement.created_at, set())
    if agreement.confirmed_at is None:
        return
    _tell(run, "reading-confirmed", agreement, agreement.confirmed_at, {one.pk for one in signing})
    parties = made.keys(Party)
    for party, organisation in zip(parties, signing, strict=True):
        for member in run.partners.members.get(organisation, ()):
            run.add(
                Adherence(
                    agreement=agreement,
                    party_id=party,
                    member=member,
                    basis=AdherenceBasis.MEMBERSHIP,
                    from_on=agreement.signed_on or run.at.date(),
                )
            )
    for commitment in made.keys(Commitment):
        if rng.random() < JUDGED:
            run.add(
                Judgement(
                    commitment_id=commitment,
                    party_id=rng.choice(parties),
                    verdict=rng.choice(Verdict.values),
                    judged_on=run.at.date(),
                    made_at=run.at,
                    shared_at=run.at if rng.random() < SHARED else None,
                )
            )


def _tell(run: _Run, verb: str, agreement: Agreement, at: dt.datetime, audience: set[UUID]) -> None:
    event = Event(
        at=at,
        verb=verb,
        subject_type=type_of(Agreement),
        subject_id=str(agreement.pk),
        organisation_id=agreement.brought_by_id,
        agreement_id=agreement.pk,
    )
    run.events.append((event, audience | {agreement.brought_by_id}))


def _flush(run: _Run) -> None:
    """Write what has gathered, each table in one go."""
    agreements = Agreement.objects.bulk_create(run.added.pop(Agreement), BATCH)
    cloning.write(run.rows)
    for model, rows in run.added.items():
        model._default_manager.bulk_create(rows, BATCH)  # noqa: SLF001 the documented interface of a model
    Event.objects.bulk_create([event for event, _ in run.events], BATCH)
    Reach.objects.bulk_create(
        [Reach(event=event, organisation_id=one) for event, audience in run.events for one in sorted(audience)], BATCH
    )
    entries = [
        SearchEntry(agreement=agreement, expression_id=expression, digest="", changed_at=agreement.created_at)
        for agreement, expression, _ in run.entries
    ]
    SearchEntry.objects.bulk_create(entries, BATCH)
    fulltext.write([(entry.pk, terms) for entry, (_, _, terms) in zip(entries, run.entries, strict=True)])
    indexing.learn(run.words)
    legal_cache.refresh_these([agreement.pk for agreement in agreements], at=run.at)
    for gathered in (run.rows, run.added, run.events, run.entries, run.words):
        gathered.clear()
