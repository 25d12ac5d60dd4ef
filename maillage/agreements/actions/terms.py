"""Clauses on the life of an agreement: written, corrected, changed from a day on, withdrawn; none is overwritten."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import transaction

from maillage.agreements.actions.writing import opened, tell, touch
from maillage.agreements.choices import FACTS
from maillage.agreements.models import Agreement, Expression, ProvisionVersion, Term
from maillage.base.refusals import Refusal, StaleRevision
from maillage.organisations.actions.writing import change, keep
from maillage.organisations.models import User
from maillage.organisations.permissions import day_of

_PAST = {"signed_on": "La signature", "notified_on": "La notification"}


class WordsNotFound(Refusal):
    """The words that a clause is said to rest on are not in the text."""

    sentence = "Ces mots ne sont pas dans le texte : copiez-les tels quels, ou choisissez « déclaré »."


@transaction.atomic
def write(
    *,
    agreement: Agreement,
    name: str,
    value: str,
    words: str = "",
    declared_by: str = "",
    valid_from: dt.date | None = None,
    revision: int | None = None,
    by: User | None,
    at: dt.datetime,
) -> Term:
    """Write a clause, from words of the text or as somebody declared it.

    Without ``valid_from`` it corrects what was known; with it, the former clause held until that day. ``revision`` is
    the one of the clause that the form was opened with (each version of a clause counts one more).
    """
    row = opened(agreement)
    if not words.strip() and not declared_by.strip():
        raise Refusal("Dites sur quoi cette clause repose : des mots du texte, ou qui l’a déclarée.", field="words")
    rests_on = _anchored(row, words)
    current = _current(row, name)
    if current is not None:
        if revision is not None and revision != current.revision:
            raise StaleRevision
        _replace(current, valid_from, at)
    elif revision is not None:
        raise StaleRevision
    term = keep(
        Term(
            agreement=row,
            name=name,
            value=value,
            valid_from=valid_from,
            recorded_at=at,
            declared_by=declared_by.strip(),
            revision=0 if current is None else current.revision + 1,
            **rests_on,
        )
    )
    touch(row)
    tell("term-written", row, by=by, at=at)
    return term


@transaction.atomic
def withdraw(*, term: Term, revision: int | None = None, by: User | None, at: dt.datetime) -> None:
    """Say that the text holds no such clause: it stays in the history."""
    agreement = opened(term.agreement)
    current = _current(agreement, term.name)
    if current is None or (revision is not None and revision != current.revision):
        raise StaleRevision
    current.superseded_at = at
    keep(current)
    touch(agreement)
    tell("term-withdrawn", agreement, by=by, at=at)


@transaction.atomic
def state_facts(
    *,
    agreement: Agreement,
    values: Mapping[str, dt.date | None],
    revision: int | None = None,
    by: User | None,
    at: dt.datetime,
) -> Agreement:
    """State the dates of an agreement: signed, notified, effect, end; None says that it is not known."""
    row = opened(agreement)
    if unknown := set(values) - set(FACTS):
        raise TypeError(f"These are not dates of an agreement: {sorted(unknown)}.")
    for name, said in _PAST.items():
        day = values.get(name)
        if day is not None and day > day_of(at):
            raise Refusal(f"{said} n’a pas encore eu lieu : écrivez la date une fois qu’elle est passée.", field=name)
    signed, notified = values.get("signed_on"), values.get("notified_on")
    if signed is not None and notified is not None and notified < signed:
        raise Refusal("La notification ne peut pas précéder la dernière signature.", field="notified_on")
    if fields := change(row, values, revision=revision):
        tell("agreement-edited", row, by=by, at=at, fields=fields)
    return row


@transaction.atomic
def state_zone(
    *, agreement: Agreement, zone: str, revision: int | None = None, by: User | None, at: dt.datetime
) -> Agreement:
    """Say where the days of an agreement are counted; empty, its territories and its parties say it again."""
    row = opened(agreement)
    if fields := change(row, {"zone": zone}, revision=revision):
        tell("agreement-edited", row, by=by, at=at, fields=fields)
    return row


def _current(agreement: Agreement, name: str) -> Term | None:
    rows = Term.objects.select_for_update(of=("self",)).filter(agreement=agreement, name=name)
    return rows.filter(superseded_at__isnull=True, valid_to__isnull=True).first()


def _replace(current: Term, valid_from: dt.date | None, at: dt.datetime) -> None:
    if valid_from is None:
        current.superseded_at = at
    elif current.valid_from is not None and current.valid_from >= valid_from:
        raise Refusal(
            f"La clause actuelle vaut depuis le {current.valid_from:%d/%m/%Y} : choisissez un jour plus tardif, "
            "ou corrigez-la sans date.",
            field="valid_from",
        )
    else:
        current.valid_to = valid_from
    keep(current)


def _anchored(agreement: Agreement, words: str) -> dict[str, Any]:
    """Where the words stand in the current text; the blanks between them may differ."""
    wanted = words.split()
    if not wanted:
        return {}
    expression = Expression.objects.current().filter(agreement=agreement).only("pk", "text").first()
    span = _find(expression.text, wanted) if expression is not None else None
    if expression is None or span is None:
        raise WordsNotFound(field="words")
    start, end = span
    holding = ProvisionVersion.objects.filter(expression=expression, start__lte=start, end__gte=end)
    inmost = holding.order_by("-start", "end", "-position").first()
    return {
        "expression": expression,
        "provision_id": inmost.provision_id if inmost is not None else None,
        "start": start,
        "end": end,
        "quote": expression.quote(start, end),
    }


def _find(text: str, wanted: list[str]) -> tuple[int, int] | None:
    """The first place where the words follow one another, only blanks between them."""
    at = text.find(wanted[0])
    while at >= 0:
        end = at
        for word in wanted:
            while end < len(text) and text[end].isspace():
                end += 1
            if not text.startswith(word, end):
                break
            end += len(word)
        else:
            return at, end
        at = text.find(wanted[0], at + 1)
    return None
