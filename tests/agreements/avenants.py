"""Avenants for the tests: prepared or recorded by the Département, and the text of a day."""

from __future__ import annotations

import datetime as dt
from typing import Any
from uuid import UUID

from maillage.agreements.actions import amending, instructing
from maillage.agreements.choices import InstructionVerb
from maillage.agreements.models import Agreement, Amendment, Expression, ProvisionVersion
from tests.cast import NOW


def of(agreement: Agreement, eid: str) -> UUID:
    """A provision of the text as it was read."""
    row = ProvisionVersion.objects.get(expression__in=agreement.expressions.original(), eid=eid)
    return row.provision_id


def prepared(cast: Any, agreement: Agreement, number: int, effect_on: dt.date, *asked: dict[str, Any]) -> Amendment:
    """An avenant of the Département with what it asks, not recorded."""
    values = {"number": number, "title": f"Objet {number}", "signed_on": effect_on, "effect_on": effect_on}
    row = amending.prepare(agreement=agreement, organisation=cast.departement, values=values, by=cast.alice, at=NOW)
    for values in asked:
        instructing.ask(amendment=row, values=values, by=cast.alice, at=NOW)
    return row


def amended(
    cast: Any, agreement: Agreement, number: int, effect_on: dt.date, *asked: dict[str, Any], at: Any = NOW
) -> Amendment:
    """The same, recorded."""
    return amending.record(amendment=prepared(cast, agreement, number, effect_on, *asked), by=cast.alice, at=at)


def words(agreement: Agreement, eid: str, former: str, new: str) -> dict[str, Any]:
    """Other words in a provision."""
    return {"verb": InstructionVerb.WORDS, "target_id": of(agreement, eid), "former": former, "words": new}


def text_on(agreement: Agreement, day: dt.date, known_at: dt.datetime | None = None) -> str:
    """The text in force on a day, as known."""
    return Expression.objects.filter(agreement=agreement).at(day, known_at).get().text
