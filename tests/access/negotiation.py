"""Who reads the negotiation of a draft, proposes, answers, closes a round, gives a visa: the parties at its table."""

from __future__ import annotations

from typing import Any

from maillage.agreements.actions import pieces
from maillage.agreements.choices import DocumentRole
from maillage.negotiation.actions import approving, opening, planning, proposing, remarking
from maillage.negotiation.actions.approving import StepGiven
from maillage.negotiation.choices import Assembly, ProposalKind, Verdict
from maillage.negotiation.models import Circuit, Negotiation, Visa
from maillage.negotiation.queries.word import document_of
from maillage.rendering.word import write
from tests.access.table import Row, only
from tests.cast import NOW, TODAY
from tests.factories.agreements import brought, confirmed, published
from tests.negotiation.making import draft, negotiated, proposed, provision, remarked, retained, said, seat_of

TABLE = ("alice", "bob", "dina", "eric")
READ = only(200, *TABLE)
WRITE = only(200, "alice", "bob") | {"dina": 403, "eric": 403}
DONE = only(302, "alice", "bob") | {"dina": 403, "eric": 403}
HOUSE = only(200, "alice", "dina", "eric")


def opened(cast: Any) -> list[object]:
    """A draft of the Département and the CCAS under negotiation."""
    return [negotiated(cast).agreement_id]


def on_provision(cast: Any, *more: object) -> list[object]:
    """The same, and one of its provisions."""
    negotiation = negotiated(cast)
    return [negotiation.agreement_id, provision(negotiation, "art_2__para_2").pk, *more]


def stopped(cast: Any) -> list[object]:
    """The parties gave the negotiation up."""
    found = on_provision(cast, ProposalKind.REPLACE)
    opening.close(negotiation=Negotiation.objects.get(), reason="Abandonné.", by=None, at=NOW)
    return found


def on_proposal(cast: Any) -> list[object]:
    """A proposal of the CCAS."""
    row = proposed(negotiated(cast), cast.ccas, "art_2__para_2")
    return [row.negotiation.agreement_id, row.pk]


def _proposal_in(cast: Any, state: str) -> list[object]:
    row = proposed(negotiated(cast), cast.ccas, "art_2__para_2")
    if state == "accepted":
        said(row, cast.departement)
    elif state == "retained":
        retained(row, cast.departement)
    elif state == "refused":
        said(row, cast.departement, Verdict.REFUSE, "Trop long.")
    else:
        proposing.withdraw(proposal=row, by=None, at=NOW)
    return [row.negotiation.agreement_id, row.pk]


def on_remark(cast: Any, *, internal: bool = False, resolved: bool = False) -> list[object]:
    """A remark of the Département."""
    row = remarked(negotiated(cast), cast.departement, "art_5", "préavis de trois mois", is_internal=internal)
    if resolved:
        remarking.resolve(remark=row, by=None, at=NOW)
    return [row.negotiation.agreement_id, row.pk]


def on_seat(cast: Any, *more: object) -> list[object]:
    """The seat of the Département."""
    negotiation = negotiated(cast)
    return [negotiation.agreement_id, seat_of(negotiation, cast.departement).pk, *more]


def circuit(cast: Any) -> Circuit:
    """A circuit of the Département whose one visa is Éric's."""
    return approving.write_circuit(
        organisation=cast.departement, name="Conventions", steps=[StepGiven("élu référent", cast.eric)], by=None, at=NOW
    )


def brought_back(cast: Any) -> list[object]:
    """A document of the CCAS, as it came back: what it was sent, untouched."""
    negotiation = negotiated(cast)
    now = draft(negotiation)
    content = write(document_of(now, [], [], author="CCAS", at=NOW))
    made = pieces.add(
        agreement=negotiation.agreement, organisation=cast.ccas, content=content, name="retour.docx",
        role=DocumentRole.OTHER, by=cast.bob, at=NOW,
    )  # fmt: skip
    return [negotiation.agreement_id, made.pk]


def examined(cast: Any) -> Negotiation:
    """The Département has begun its circuit."""
    negotiation = negotiated(cast)
    seat = seat_of(negotiation, cast.departement)
    approving.choose_circuit(negotiation=negotiation, seat=seat, circuit=circuit(cast), by=None, at=NOW)
    sha256 = draft(negotiation).expression.sha256
    approving.begin(negotiation=negotiation, seat=seat, sha256=sha256, by=None, at=NOW)
    return negotiation


def on_visa(cast: Any) -> list[object]:
    """The visa that waits for Éric."""
    return [examined(cast).agreement_id, Visa.objects.get().pk]


def planned(cast: Any, *more: object) -> list[object]:
    """The Département has its session."""
    negotiation = negotiated(cast)
    seat = seat_of(negotiation, cast.departement)
    planning.plan(
        negotiation=negotiation,
        seat=seat,
        assembly=Assembly.STANDING_COMMITTEE,
        meets_on=TODAY,
        lengths={},
        by=None,
        at=NOW,
    )
    return [negotiation.agreement_id, seat.pk, *more]


def digest(_cast: Any) -> dict[str, object]:
    """The digest of the text before one's eyes."""
    return {"sha256": draft(Negotiation.objects.get()).expression.sha256}


OWN = only(200, "alice") | {"bob": 403, "dina": 403, "eric": 403}
ROWS = [
    Row("negotiation:word", READ, args=opened),
    Row("negotiation:word_back", WRITE, args=opened),
    Row("negotiation:word_take_up", WRITE, args=brought_back),
    Row("negotiation:page", READ, args=opened),
    Row("negotiation:page", READ, args=lambda c: [confirmed(c.departement, c.ccas).pk], state="not opened"),
    Row("negotiation:page", only(404), args=lambda c: [brought(c.departement).pk], state="not shared"),
    Row("negotiation:page", READ, args=lambda c: [published(c.departement, c.ccas).pk], state="published"),
    Row("negotiation:begin", WRITE, args=lambda c: [confirmed(c.departement, c.ccas).pk]),
    Row("negotiation:begin", DONE, method="post", args=lambda c: [confirmed(c.departement, c.ccas).pk]),
    Row("negotiation:stop", WRITE, args=opened),
    Row("negotiation:take_up", only(404) | {"dina": 403, "eric": 403}, args=opened, state="not stopped"),
    Row("negotiation:provision", READ, args=on_provision),
    Row("negotiation:remark_new", WRITE, args=on_provision),
    Row("negotiation:propose", WRITE, args=lambda c: on_provision(c, ProposalKind.REPLACE)),
    Row("negotiation:propose", only(404), args=lambda c: on_provision(c, "autre"), state="unknown gesture"),
    Row(
        "negotiation:propose",
        DONE,
        method="post",
        args=lambda c: on_provision(c, ProposalKind.STRIKE),
        data=lambda _c: {"reason": "Inutile."},
    ),
    Row("negotiation:propose", only(403, *TABLE), args=stopped, state="stopped"),
    Row("negotiation:close_round", only(403, *TABLE), args=lambda c: stopped(c)[:1], state="stopped"),
    Row("negotiation:take_up", WRITE, args=lambda c: stopped(c)[:1]),
    Row("negotiation:proposals", READ, args=opened),
    Row("negotiation:proposal", READ, args=on_proposal),
    Row(
        "negotiation:answer",
        only(302, "alice") | {"bob": 403, "dina": 403, "eric": 403},
        method="post",
        args=on_proposal,
        data=lambda _c: {"verdict": "accept", "revision": 0},
    ),
    Row("negotiation:counter", only(200, "alice") | {"bob": 403, "dina": 403, "eric": 403}, args=on_proposal),
    Row("negotiation:rewrite", only(200, "bob") | {"alice": 403, "dina": 403, "eric": 403}, args=on_proposal),
    Row(
        "negotiation:withdraw",
        only(302, "bob") | {"alice": 403, "dina": 403, "eric": 403},
        method="post",
        args=on_proposal,
    ),
    Row("negotiation:retain", DONE, method="post", args=lambda c: _proposal_in(c, "accepted")),
    Row("negotiation:release", DONE, method="post", args=lambda c: _proposal_in(c, "retained")),
    Row("negotiation:discuss_again", DONE, method="post", args=lambda c: _proposal_in(c, "withdrawn")),
    Row("negotiation:set_aside", WRITE, args=lambda c: _proposal_in(c, "refused")),
    Row("negotiation:remark_on_proposal", WRITE, args=on_proposal),
    Row("negotiation:remarks", READ, args=opened),
    Row("negotiation:remark", READ, args=on_remark),
    Row("negotiation:remark", HOUSE, args=lambda c: on_remark(c, internal=True), state="internal"),
    Row("negotiation:resolve", DONE, method="post", args=on_remark),
    Row(
        "negotiation:resolve",
        only(302, "alice") | {"dina": 403, "eric": 403},
        method="post",
        args=lambda c: on_remark(c, internal=True),
        state="internal",
    ),
    Row("negotiation:reopen", DONE, method="post", args=lambda c: on_remark(c, resolved=True)),
    Row("negotiation:place", WRITE, args=on_remark),
    Row("negotiation:rounds", READ, args=opened),
    Row("negotiation:close_round", WRITE, args=opened),
    Row(
        "negotiation:close_round",
        DONE,
        method="post",
        args=opened,
        data=lambda _c: {"number": 1, "revision": 0},
    ),
    Row("negotiation:answer_day", WRITE, args=opened),
    Row("negotiation:approval", READ, args=opened),
    Row("negotiation:choose_circuit", OWN, args=on_seat),
    Row("negotiation:begin_approval", OWN | {"alice": 302}, method="post", args=on_seat, data=digest),
    Row("negotiation:approve", OWN, args=on_seat),
    Row("negotiation:approve", OWN | {"alice": 302}, method="post", args=on_seat, data=digest),
    Row(
        "negotiation:take_back",
        OWN,
        args=lambda c: [examined(c).agreement_id, seat_of(Negotiation.objects.get(), c.departement).pk],
    ),
    Row("negotiation:visa", only(200, "eric") | {"alice": 403, "dina": 403}, args=on_visa),
    Row("negotiation:plan", READ, args=opened),
    Row("negotiation:plan_edit", OWN | {"bob": 404}, args=on_seat),
    Row("negotiation:step_done", OWN | {"bob": 404}, args=lambda c: planned(c, "report")),
    Row("negotiation:paper", HOUSE, args=lambda c: planned(c, "deliberation")),
    Row("negotiation:paper_docx", HOUSE, args=lambda c: planned(c, "rapport")),
    Row("negotiation:circuits", HOUSE, args=lambda c: [c.departement.pk]),
    Row("negotiation:circuit_new", only(200, "alice") | {"dina": 403, "eric": 403}, args=lambda c: [c.departement.pk]),
    Row(
        "negotiation:circuit_edit",
        only(200, "alice") | {"dina": 403, "eric": 403},
        args=lambda c: [c.departement.pk, circuit(c).pk],
    ),
    Row(
        "negotiation:circuit_withdraw",
        only(200, "alice") | {"dina": 403, "eric": 403},
        args=lambda c: [c.departement.pk, circuit(c).pk],
    ),
]
