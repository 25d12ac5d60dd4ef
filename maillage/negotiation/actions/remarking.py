"""Remarks on words of the draft, what is answered to them, and their end."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from maillage.agreements.locating import locate
from maillage.agreements.models import Provision
from maillage.base.refusals import Refusal
from maillage.negotiation.actions.proposing import ProvisionGone
from maillage.negotiation.actions.writing import opened, seated, tell
from maillage.negotiation.models import Negotiation, Proposal, Remark, Reply, Seat
from maillage.negotiation.queries.texts import Draft
from maillage.organisations.actions.writing import keep, locked
from maillage.organisations.models import User

Span = tuple[int, int]


class NotFoundThere(Refusal):
    """The words are not in the provision."""

    sentence = (
        "Ces mots ne sont pas dans la disposition : copiez-les du texte, ou laissez vide pour la viser en entier."
    )


class SeveralPlaces(Refusal):
    """The words stand at several places."""

    sentence = "Ces mots sont à plusieurs endroits de la disposition : copiez-en un peu plus autour."


@transaction.atomic
def remark(
    *,
    negotiation: Negotiation,
    seat: Seat,
    words: str,
    provision: Provision | None = None,
    quote: str = "",
    span: Span | None = None,
    proposal: Proposal | None = None,
    is_internal: bool = False,
    declared_by: str = "",
    by: User | None,
    at: dt.datetime,
) -> Remark:
    """Write a remark in the name of ``seat``: on words of a provision, or on a proposal.

    The words are ``quote``, found within the provision, or stand at ``span`` of the present text; without either the
    whole provision is meant. ``is_internal``: one's own party alone reads it.
    """
    row, draft = opened(negotiation, at=at)
    author = seated(row, seat)
    made = Remark(
        negotiation=row,
        seat=author,
        words=words.strip(),
        is_internal=is_internal,
        made_at=at,
        made_by=by,
        declared_by=declared_by.strip()[:200],
    )
    if not made.words:
        raise Refusal("Écrivez votre remarque.", field="words")
    if proposal is not None:
        if proposal.negotiation_id != row.pk:
            raise Refusal("Cette proposition est d’une autre négociation.")
        made.proposal, made.label = proposal, proposal.label
    elif provision is not None:
        _anchor(made, draft, provision, quote, span)
    else:
        raise Refusal("Choisissez une disposition, ou une proposition.")
    keep(made)
    tell("remark-made", row, by=by, at=at, only=author if is_internal else None)
    return made


def _anchor(made: Remark, draft: Draft, provision: Provision, quote: str, span: Span | None) -> None:
    passage = draft.passage(provision.pk)
    if passage is None:
        raise ProvisionGone
    start, end = passage.start, passage.start + len(draft.expression.text[passage.start : passage.end].rstrip())
    if span is not None:
        if not passage.start <= span[0] < span[1] <= passage.end:
            raise NotFoundThere(field="quote")
        start, end = span
    elif quote.strip():
        places = locate(draft.expression.text[passage.start : passage.end], quote)
        if not places:
            raise NotFoundThere(field="quote")
        if len(places) > 1:
            raise SeveralPlaces(field="quote")
        start, end = passage.start + places[0][0], passage.start + places[0][1]
    made.expression, made.provision, made.label = draft.expression, provision, passage.label
    made.start, made.end, made.quote = start, end, draft.expression.quote(start, end)


@transaction.atomic
def reply(*, remark: Remark, seat: Seat, words: str, declared_by: str = "", by: User | None, at: dt.datetime) -> Reply:
    """Answer in the thread of a remark; an internal one is answered by its own party alone."""
    row, _ = opened(remark.negotiation, at=at)
    found = locked(remark)
    author = seated(row, seat)
    if found.is_internal and author.pk != found.seat_id:
        raise Refusal("Cette remarque est interne à une autre partie.")
    if not words.strip():
        raise Refusal("Écrivez votre réponse.", field="words")
    made = keep(
        Reply(
            remark=found,
            seat=author,
            words=words.strip(),
            made_at=at,
            made_by=by,
            declared_by=declared_by.strip()[:200],
        )
    )
    tell("remark-answered", row, by=by, at=at, only=author if found.is_internal else None)
    return made


@transaction.atomic
def resolve(*, remark: Remark, by: User | None, at: dt.datetime) -> Remark:
    """Say that a remark is settled; its thread stays to be read."""
    row, _ = opened(remark.negotiation, at=at)
    found = locked(remark)
    if found.resolved_at is not None:
        raise Refusal("Cette remarque est déjà réglée.")
    found.resolved_at, found.resolved_by = at, by
    found.revision += 1
    keep(found)
    tell("remark-resolved", row, by=by, at=at, only=found.seat if found.is_internal else None)
    return found


@transaction.atomic
def reopen(*, remark: Remark, by: User | None, at: dt.datetime) -> Remark:
    """Take up a thread again."""
    row, _ = opened(remark.negotiation, at=at)
    found = locked(remark)
    if found.resolved_at is None:
        raise Refusal("Cette remarque n’est pas réglée.")
    found.resolved_at, found.resolved_by = None, None
    found.revision += 1
    keep(found)
    tell("remark-reopened", row, by=by, at=at, only=found.seat if found.is_internal else None)
    return found


@transaction.atomic
def place_again(*, remark: Remark, quote: str, provision: Provision, by: User | None, at: dt.datetime) -> Remark:
    """Say which words of today a remark is about, when those that it quoted are gone."""
    row, draft = opened(remark.negotiation, at=at)
    found = locked(remark)
    if found.provision_id is None:
        raise Refusal("Cette remarque porte sur une proposition.")
    _anchor(found, draft, provision, quote, None)
    found.is_adrift = False
    found.revision += 1
    keep(found)
    tell("remark-placed", row, by=by, at=at, only=found.seat if found.is_internal else None)
    return found
