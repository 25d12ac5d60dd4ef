"""Two deposits of one agreement put together, and separated again: what follows the one that is kept is listed."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from django.db import transaction

from maillage.agreements.actions.moving import Moved, bring_over, put_back
from maillage.agreements.actions.writing import opened, tell
from maillage.agreements.models import Agreement, AgreementMerge, Amendment, Party
from maillage.base.refusals import Refusal
from maillage.base.search import folded
from maillage.organisations.actions.writing import keep, locked
from maillage.organisations.models import User

_FURTHER = (("published_at", "publié"), ("shared_at", "partagé"), ("confirmed_at", "confirmé"))


class KeepTheOther(Refusal):
    """What others see, or what people confirmed, is not hidden behind a draft."""

    def __init__(self, why: str) -> None:
        super().__init__(f"L’autre dépôt est {why} et celui que vous gardez ne l’est pas : gardez l’autre.")


@transaction.atomic
def merge(*, kept: Agreement, dropped: Agreement, by: User | None, at: dt.datetime) -> AgreementMerge:
    """Keep one of two deposits of an agreement: what was added to the other follows, and the other is hidden."""
    if kept.pk == dropped.pk:
        raise Refusal("Choisissez deux accords différents.")
    rows = {row.pk: row for row in map(opened, sorted((kept, dropped), key=lambda one: one.pk))}
    keeper, other = rows[kept.pk], rows[dropped.pk]
    if why := next((why for name, why in _FURTHER if getattr(other, name) and not getattr(keeper, name)), ""):
        raise KeepTheOther(why)
    if Amendment.objects.filter(agreement=other, withdrawn_at__isnull=True).exists():
        if not Amendment.objects.filter(agreement=keeper, withdrawn_at__isnull=True).exists():
            raise KeepTheOther("modifié par un avenant")
        raise Refusal("Les deux dépôts ont des avenants : retirez d’abord ceux du dépôt que vous ne gardez pas.")
    moved = Moved()
    bring_over(keeper, other, _tie_parties(keeper, other, moved), moved)
    other.merged_into = keeper
    other.revision += 1
    keep(other)
    done = keep(AgreementMerge(kept=keeper, dropped=other, moved=moved.as_dict(), done_at=at, done_by=by))
    tell("agreement-merged", keeper, by=by, at=at)
    tell("agreement-merged", other, by=by, at=at)
    return done


@transaction.atomic
def undo(*, merge: AgreementMerge, by: User | None, at: dt.datetime) -> AgreementMerge:
    """Separate two agreements put together by mistake: what followed goes back, unless it was moved since."""
    done = locked(merge)
    if done.undone_at is not None:
        raise Refusal(f"Ces deux accords sont déjà séparés, depuis le {done.undone_at:%d/%m/%Y}.")
    kept, dropped = opened(done.kept), locked(done.dropped)
    put_back(kept, dropped, Moved.of(done.moved))
    dropped.merged_into = None
    dropped.revision += 1
    keep(dropped)
    done.undone_at, done.undone_by = at, by
    keep(done)
    tell("agreement-unmerged", kept, by=by, at=at)
    tell("agreement-unmerged", dropped, by=by, at=at)
    return done


def _tie_parties(kept: Agreement, dropped: Agreement, moved: Moved) -> dict[UUID, Party]:
    """For each party of the dropped agreement the same one of the kept; nobody who saw the text loses it."""
    mine = list(Party.objects.filter(agreement=kept).in_order())
    found: dict[UUID, Party] = {}
    for theirs in Party.objects.filter(agreement=dropped).in_order():
        party = _same_party(theirs, mine)
        if party is not None:
            if party.organisation_id is None and theirs.organisation_id is not None:
                moved.change(party, organisation_id=theirs.organisation_id)
                party.organisation_id = theirs.organisation_id
            found[theirs.pk] = party
        elif dropped.shared_at is not None and theirs.organisation_id is not None:
            raise Refusal(
                f"« {theirs.label} » est partie de l’autre dépôt et non de celui que vous gardez : ajoutez-la d’abord "
                "parmi ses parties, sans quoi elle ne verrait plus l’accord."
            )
    return found


def _same_party(theirs: Party, mine: list[Party]) -> Party | None:
    for one in mine:
        if theirs.organisation_id is not None and one.organisation_id == theirs.organisation_id:
            return one
    untied = (one for one in mine if None in {one.organisation_id, theirs.organisation_id})
    return next((one for one in untied if folded(one.name) == folded(theirs.name)), None)
