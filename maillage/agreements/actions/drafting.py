"""Starting from a model: the text that answers made becomes the working text of a draft, read like any other."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.db import transaction

from maillage.agreements.actions.bringing import attach, bring, lay_down
from maillage.agreements.choices import DocumentRole, FindingSort
from maillage.agreements.drafting.composing import Side, to_docx
from maillage.agreements.drafting.models import Model
from maillage.agreements.models import Agreement, Finding
from maillage.base.search import folded
from maillage.files.actions import deposit
from maillage.organisations.models import Organisation, User
from maillage.reading import read_bytes


@transaction.atomic
def draft(
    *,
    model: Model,
    organisation: Organisation,
    title: str,
    text: str,
    parties: Sequence[tuple[Organisation, Side]],
    by: User | None,
    at: dt.datetime,
) -> Agreement:
    """Write the document of a text in Markdown, keep it as a working text, and lay its reading down.

    The parties that the reading finds under the names of the text are tied to the organisations that were chosen;
    people confirm them like the rest.
    """
    content = to_docx(text)
    name = f"{folded(title).strip().replace(' ', '-')[:80] or model.slug}.docx"
    file = deposit(content=content, name=name, organisation_id=organisation.pk, by=by, at=at)
    agreement = bring(organisation=organisation, title=title, kind=model.kind, by=by, at=at)
    attach(agreement=agreement, file=file, role=DocumentRole.WORKING_TEXT, by=by, at=at)
    lay_down(agreement=agreement, reading=read_bytes(content, name), file=file, by=by, at=at)
    _tie(agreement, parties)
    agreement.refresh_from_db()
    return agreement


def _tie(agreement: Agreement, parties: Sequence[tuple[Organisation, Side]]) -> None:
    known = {folded(side.name): organisation for organisation, side in parties}
    for finding in Finding.objects.filter(agreement=agreement, sort=FindingSort.PARTY):
        if (organisation := known.get(folded(finding.value.get("name") or ""))) is not None:
            finding.tied_to = organisation
            finding.save(update_fields=["tied_to"])
