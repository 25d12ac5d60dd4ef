"""What is known of a draft for the papers of one party's assembly."""

from __future__ import annotations

from collections.abc import Sequence

from maillage.agreements.choices import Binding, FindingSort, FindingState, TermName
from maillage.agreements.models import Agreement, CommitmentVersion, Finding, Term
from maillage.agreements.queries.margin import term_value
from maillage.base.search import folded
from maillage.negotiation.choices import INSERTIONS, Assembly, ProposalKind
from maillage.negotiation.models import Negotiation, Proposal, Round, Seat
from maillage.negotiation.papers import Facts, Written
from maillage.negotiation.queries.plans import Planning
from maillage.negotiation.queries.texts import Draft

_MOST = 30  # commitments and terms that a report quotes
_DONE = {
    ProposalKind.REPLACE: "rédaction nouvelle",
    ProposalKind.MOVE: "place changée",
    ProposalKind.STRIKE: "suppression",
    **dict.fromkeys(INSERTIONS, "disposition ajoutée"),
}


def facts_for(
    negotiation: Negotiation, seat: Seat, planning: Planning | None, draft: Draft, seats: Sequence[Seat]
) -> Facts:
    """The facts of the draft as they stand today: five queries at most."""
    agreement = negotiation.agreement
    rows = Proposal.objects.filter(negotiation=negotiation, taken_in__isnull=False).select_related("seat")
    rounds = Round.objects.filter(negotiation=negotiation, closed_at__isnull=False).count()
    party = seat.party
    return Facts(
        title=agreement.title,
        organisation=seat.organisation.name if seat.organisation is not None else seat.name,
        assembly=Assembly(planning.plan.assembly) if planning is not None else None,
        meets_on=planning.plan.meets_on if planning is not None else None,
        parties=[one.name for one in seats if one.pk != seat.pk],
        objects=_objects(draft),
        commitments=_commitments(agreement, seat),
        terms=_terms(agreement),
        signatory=party.represented_by if party is not None else "",
        capacity=party.capacity if party is not None else "",
        version=draft.expression.number,
        sha256=draft.expression.sha256,
        rounds=rounds,
        written=[
            Written(one.label, _DONE[ProposalKind(one.kind)], one.seat.name)
            for one in rows.order_by("taken_in__number", "number", "pk")
        ],
    )


def _objects(draft: Draft) -> list[str]:
    """What the text says of its own object: the article of that name, without its heading."""
    text = draft.expression.text
    for passage in draft.passages.values():
        if passage.kind == "article" and passage.heading is not None:
            start, end = passage.heading
            if "objet" in folded(text[start:end]).split():
                body = text[end : passage.end].strip()
                return [" ".join(part.split()) for part in body.split("\n") if part.strip()]
    return []


def _commitments(agreement: Agreement, seat: Seat) -> list[str]:
    """What the party undertakes, as the text says it: by name, or with all the others."""
    if agreement.confirmed_at is None:
        return _read_commitments(agreement, seat)
    rows = CommitmentVersion.objects.current().filter(agreement=agreement)
    mine = rows.filter(bearers=seat.party_id) | rows.filter(binding__in=[Binding.ALL, Binding.RECIPROCAL])
    found = mine.order_by("start", "pk").distinct()
    return list(found.values_list("text", flat=True)[:_MOST])


def _read_commitments(agreement: Agreement, seat: Seat) -> list[str]:
    rows = Finding.objects.filter(agreement=agreement).exclude(state=FindingState.SET_ASIDE)
    parties = rows.filter(sort=FindingSort.PARTY, tied_to=seat.organisation_id)
    keys = set(parties.values_list("key", flat=True))
    found = rows.filter(sort=FindingSort.COMMITMENT).order_by("position", "pk").values_list("value", flat=True)
    shared = {Binding.ALL, Binding.RECIPROCAL}
    mine = (one for one in found if keys & set(one.get("bearers") or ()) or one.get("binding") in shared)
    return [str(one.get("text", "")) for one in mine][:_MOST]


def _terms(agreement: Agreement) -> list[tuple[str, str]]:
    if agreement.confirmed_at is not None:
        rows = Term.objects.filter(agreement=agreement, superseded_at__isnull=True).order_by("start", "pk")
        said = list(rows.values_list("name", "value")[:_MOST])
    else:
        read = Finding.objects.filter(agreement=agreement, sort=FindingSort.TERM).exclude(state=FindingState.SET_ASIDE)
        values = read.order_by("position", "pk").values_list("value", flat=True)
        said = [(str(one.get("name")), str(one.get("value"))) for one in values][:_MOST]
    return [(TermName(name).label, term_value(name, value)) for name, value in said if name in TermName.values]
