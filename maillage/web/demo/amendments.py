"""The charter of Ourcelle after two avenants: one whose words are read, one prepared from the text itself."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from maillage.agreements.actions import amending, instructing
from maillage.agreements.choices import InstructionVerb
from maillage.agreements.consolidation.clauses import walk
from maillage.agreements.locating import locate
from maillage.agreements.models import Agreement, Amendment, Expression
from maillage.agreements.queries.amendments import preview_of
from maillage.base.refusals import Refusal
from maillage.organisations.models import Organisation, User

HOUR, DAY, MONTH = dt.timedelta(hours=1), dt.timedelta(days=1), dt.timedelta(days=31)
FIRST = {
    "number": 1,
    "title": "Évaluation, secret professionnel, accueil des nouveaux professionnels",
    "signed_on": dt.date(2025, 12, 8),
    "effect_on": dt.date(2026, 1, 1),
}
SECOND = {
    "number": 2,
    "title": "Rythme des groupes techniques, date de l’évaluation",
    "signed_on": dt.date(2026, 5, 19),
    "effect_on": dt.date(2026, 6, 1),
}
SWAPPED = (("tous les deux mois", "une fois par trimestre"), ("avant le 31 octobre", "avant le 30 novembre"))


def amend(*, charter: Agreement, act: Agreement, organisation: Organisation, by: User, at: dt.datetime) -> None:
    """Record both avenants."""
    first = amending.prepare(agreement=charter, organisation=organisation, values={**FIRST, "act": act}, by=by, at=at)
    expression = Expression.objects.current().get(agreement=act)
    instructing.read_words(amendment=first, text=expression.text, expression=expression, by=by, at=at)
    for one in first.instructions.filter(confirmed_at__isnull=True).select_related("amendment").order_by("position"):
        try:
            instructing.confirm(instruction=one, by=by, at=at + HOUR)
        except Refusal:  # the table of members is not in the text: a person would say so
            instructing.drop(instruction=one, by=by, at=at + HOUR)
    first.refresh_from_db()
    amending.record(amendment=first, by=by, at=at + DAY)
    second = amending.prepare(agreement=charter, organisation=organisation, values=SECOND, by=by, at=at + MONTH)
    for former, words in SWAPPED:
        asked = {"verb": InstructionVerb.WORDS, "target_id": _holding(second, former), "former": former, "words": words}
        instructing.ask(amendment=second, values=asked, by=by, at=at + MONTH)
    second.refresh_from_db()
    amending.record(amendment=second, by=by, at=at + MONTH + DAY)


def _holding(amendment: Amendment, words: str) -> UUID:
    """The provision whose own words hold these."""
    preview = preview_of(amendment)
    clauses = walk(preview.after.clauses) if preview is not None else ()
    return next(clause.provision for clause in clauses if locate(clause.own, words))
