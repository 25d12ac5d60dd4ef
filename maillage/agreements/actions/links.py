"""Links of an agreement to others, and the reference frameworks that it cites."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from maillage.agreements.actions.writing import opened, tell
from maillage.agreements.choices import MentionKind
from maillage.agreements.models import Agreement, AgreementLink, Framework, Mention
from maillage.base.refusals import Refusal
from maillage.base.search import folded
from maillage.organisations.actions.writing import keep, locked
from maillage.organisations.models import Organisation, User


@transaction.atomic
def make(
    *,
    agreement: Agreement,
    kind: str,
    target: Agreement | None = None,
    title: str = "",
    note: str = "",
    by: User | None,
    at: dt.datetime,
) -> AgreementLink:
    """Tie an agreement to another that Maillage holds, or to a title that it does not."""
    row = opened(agreement)
    if target is not None and AgreementLink.objects.filter(agreement=target, target=row, kind=kind).exists():
        raise Refusal("Ce lien est déjà enregistré, dans l’autre sens.", field="target")
    link = keep(
        AgreementLink(
            agreement=row,
            kind=kind,
            target=target,
            title="" if target is not None else title,
            note=note,
            made_at=at,
            made_by=by,
        )
    )
    tell("link-made", row, by=by, at=at)
    return link


@transaction.atomic
def undo(*, link: AgreementLink, by: User | None, at: dt.datetime) -> None:
    """Take a link away."""
    agreement = opened(link.agreement)
    locked(link).delete()
    tell("link-removed", agreement, by=by, at=at)


@transaction.atomic
def cite(*, mention: Mention, framework: Framework | None, by: User | None, at: dt.datetime) -> int:
    """Say which version of a framework the text cites, for all the places that name it alike; how many were tied."""
    agreement = opened(mention.agreement)
    rows = Mention.objects.select_for_update(of=("self",)).filter(
        agreement=agreement, kind=MentionKind.FRAMEWORK, superseded_at__isnull=True
    )
    alike = [row.pk for row in rows if folded(row.text) == folded(mention.text)]
    changed = Mention.objects.filter(pk__in=alike).update(framework=framework)
    tell("framework-cited", agreement, by=by, at=at)
    return changed


@transaction.atomic
def describe(
    *,
    name: str,
    version: str = "",
    address: str = "",
    organisation: Organisation | None = None,
    from_on: dt.date | None = None,
    to_on: dt.date | None = None,
    replaces: Framework | None = None,
) -> Framework:
    """Record a version of a framework, which every agreement may cite; the version that it replaces says so."""
    framework = keep(
        Framework(name=name, version=version, address=address, organisation=organisation, from_on=from_on, to_on=to_on)
    )
    if replaces is not None:
        former = locked(replaces)
        if former.replaced_by_id is not None:
            raise Refusal("Cette version est déjà remplacée par une autre.", field="replaces")
        former.replaced_by = framework
        former.revision += 1
        keep(former)
    return framework
