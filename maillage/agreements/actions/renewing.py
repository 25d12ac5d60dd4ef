"""Renewing an agreement by a new one: its draft starts from the text in force, and says what it renews."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from maillage.agreements.actions.bringing import attach, bring, lay_down
from maillage.agreements.actions.happened import ready
from maillage.agreements.actions.links import make
from maillage.agreements.choices import DocumentRole, FindingSort, LinkKind
from maillage.agreements.models import Agreement, Expression, Finding, Party
from maillage.base.refusals import Refusal
from maillage.base.search import folded
from maillage.files.actions import deposit
from maillage.organisations.models import Organisation, User
from maillage.organisations.permissions import day_of
from maillage.reading import read_bytes


class NoText(Refusal):
    """There is no text to start from."""

    sentence = "Le texte de cet accord n’est pas dans Maillage : apportez-le d’abord, ou partez d’un modèle."


@transaction.atomic
def start_renewal(*, agreement: Agreement, organisation: Organisation, by: User | None, at: dt.datetime) -> Agreement:
    """Lay down the text in force, amendments included, as the draft of the agreement that will renew it.

    Its parties are tied to the organisations that they are today; people read the draft and change it like any other.
    """
    row = ready(agreement)
    expression = Expression.objects.current().filter(agreement=row).only("pk", "text").first()
    if expression is None or not expression.text.strip():
        raise NoText
    content, name = expression.text.encode(), "texte-en-vigueur.txt"
    file = deposit(content=content, name=name, organisation_id=organisation.pk, by=by, at=at)
    draft = bring(organisation=organisation, title=f"Renouvellement : {row.title}", kind=row.kind, by=by, at=at)
    attach(agreement=draft, file=file, role=DocumentRole.WORKING_TEXT, by=by, at=at)
    lay_down(agreement=draft, reading=read_bytes(content, name), file=file, by=by, at=at)
    _tie(draft, row, day=day_of(at))
    make(agreement=draft, kind=LinkKind.RENEWS, target=row, by=by, at=at)
    draft.refresh_from_db()
    return draft


def _tie(draft: Agreement, former: Agreement, *, day: dt.date) -> None:
    rows = (
        Party.objects.bound()
        .filter(agreement=former, organisation__isnull=False)
        .at(day)
        .select_related("organisation")
    )
    known = {folded(name): row.organisation for row in rows for name in (row.name, row.short_name) if name}
    for finding in Finding.objects.filter(agreement=draft, sort=FindingSort.PARTY):
        names = (finding.value.get("name") or "", finding.value.get("short_name") or "")
        organisation = next((known[folded(name)] for name in names if folded(name) in known), None)
        if organisation is not None:
            finding.tied_to = organisation
            finding.save(update_fields=["tied_to"])
