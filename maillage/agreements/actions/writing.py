"""What the verbs of this room share: the row locked and still open, and the line of the journal that parties see."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from uuid import UUID

from maillage.agreements.actions.duties import moves, project
from maillage.agreements.actions.indexing import CHANGING, DELETING, forget, index
from maillage.agreements.actions.legal_cache import STILL, refresh
from maillage.agreements.models import Agreement, Party
from maillage.agreements.models.visibility import tied_findings
from maillage.base.refusals import Refusal, StaleRevision
from maillage.journal import actions as journal
from maillage.journal.models import Event
from maillage.organisations.actions.writing import locked
from maillage.organisations.models import User
from maillage.organisations.permissions import day_of

SITTING = dt.timedelta(minutes=10)


class Archived(Refusal):
    """The agreement is archived, or was put together with another."""

    sentence = "Cet accord est archivé : sortez-le d’abord des archives."


def opened(agreement: Agreement, *, revision: int | None = None) -> Agreement:
    """``agreement`` locked until the end of the transaction; archived or changed since ``revision``, it refuses."""
    row = locked(agreement)
    if not row.is_open:
        raise Archived
    if revision is not None and revision != row.revision:
        raise StaleRevision
    return row


def touch(agreement: Agreement) -> None:
    """Count one more change of the agreement, so that a page opened before it is known to be old."""
    agreement.revision += 1
    agreement.save(update_fields=["revision"])


def tell(
    verb: str,
    agreement: Agreement,
    *,
    by: User | None,
    at: dt.datetime,
    fields: Iterable[str] = (),
    is_inner: bool = False,
    owner: UUID | None = None,
    also: Iterable[UUID] = (),
) -> None:
    """Write in the journal; once it is shared the parties see it too, unless ``is_inner`` (a private judgement).

    ``owner`` is the organisation that an inner line is for; ``also`` are others that a shared one concerns (members).
    It is the last thing that a verb does: when the verb may change words of the agreement, the search learns them;
    when it may change its legal state or move its dates, that state and its duties are computed again; when it deletes
    the agreement, the search forgets it.
    """
    is_shared = not is_inner and agreement.shared_at is not None
    journal.record(
        verb=verb,
        by=by,
        at=at,
        subject=agreement,
        organisation=(owner or _acting(agreement, by)) if is_inner else agreement.brought_by_id,
        agreement_id=agreement.pk,
        fields=fields,
        audience=[*parties_told(agreement, day=day_of(at)), *also] if is_shared else (),
    )
    if verb not in STILL:
        refresh(agreement, at=at)
    if moves(verb):
        project(agreement, at=at)
    if verb in CHANGING:
        index(agreement, at=at)
    elif verb == DELETING:
        forget(agreement)


def parties_told(agreement: Agreement, *, day: dt.date) -> list[UUID]:
    """The organisations that see what is shared: present parties; of a draft, those that its reading was tied to."""
    if agreement.shared_at is None:
        return []
    rows = Party.objects.filter(agreement=agreement, organisation__isnull=False).at(day)
    ids = list(dict.fromkeys(rows.values_list("organisation_id", flat=True)))
    if ids or agreement.confirmed_at is not None:
        return ids
    tied = tied_findings(agreement).order_by("position", "pk").values_list("tied_to_id", flat=True)
    return list(dict.fromkeys(filter(None, tied)))


def _acting(agreement: Agreement, by: User | None) -> UUID:
    current = by.current_organisation_id if by is not None else None
    return current or agreement.brought_by_id


def tell_once(verb: str, agreement: Agreement, *, by: User | None, at: dt.datetime) -> None:
    """Write in the journal, unless the same person did the same to the same agreement a few minutes ago.

    A reading is three hundred gestures of one sitting: each is a row of its own (``Decision``), the journal tells one.
    """
    recent = Event.objects.filter(
        agreement_id=agreement.pk,
        verb=verb,
        actor_id=by.pk if by is not None else None,
        at__gt=at - SITTING,
        at__lte=at,
    )
    if not recent.exists():
        tell(verb, agreement, by=by, at=at)
