"""Who reads and decides a reading: those whom the agreement concerns, and those who write it."""

from __future__ import annotations

from typing import Any

from maillage.agreements.actions import answering, deciding
from maillage.agreements.choices import FindingSort
from maillage.agreements.models import Agreement, Defect, Finding, Objection
from maillage.base.identifiers import uuid7
from tests.access.table import Row, only, signed_in
from tests.cast import NOW
from tests.factories.agreements import brought, confirmed, published

AUTHORS = ("alice", "dina", "eric")
PARTIES = (*AUTHORS, "bob")


def _made(agreement: Agreement) -> list[object]:
    return [agreement.pk]


def _draft(cast: Any) -> list[object]:
    return _made(brought(cast.departement, by=cast.alice))


def _shared(cast: Any) -> list[object]:
    return _made(confirmed(cast.departement, cast.ccas, by=cast.alice))


def _public(cast: Any) -> list[object]:
    return _made(published(cast.departement, cast.ccas, by=cast.alice))


def _party(agreement: Agreement) -> Finding:
    return Finding.objects.filter(agreement=agreement, sort=FindingSort.PARTY).order_by("position")[1]


def _draft_finding(cast: Any) -> list[object]:
    agreement = brought(cast.departement, by=cast.alice)
    return [agreement.pk, _party(agreement).pk]


def _shared_finding(cast: Any) -> list[object]:
    agreement = confirmed(cast.departement, cast.ccas, by=cast.alice)
    return [agreement.pk, _party(agreement).pk]


def _draft_defect(cast: Any) -> list[object]:
    agreement = brought(cast.departement, by=cast.alice)
    return [agreement.pk, Defect.objects.filter(agreement=agreement)[0].pk]


def _objection(cast: Any) -> list[object]:
    agreement = confirmed(cast.departement, cast.ccas, by=cast.alice)
    party = agreement.parties.get(organisation=cast.ccas)
    answering.contest(finding=_party(agreement), party=party, reason="Non.", by=cast.bob, at=NOW)
    return [agreement.pk, Objection.objects.get(finding__agreement=agreement).pk]


def _decision(cast: Any) -> dict[str, object]:
    return {"element": Finding.objects.get(key="p2").pk, "revision": 0, "act": "accept"}


def _gesture(cast: Any) -> dict[str, object]:
    finding = Finding.objects.get(key="p2")
    return {"batch": deciding.accept(finding=finding, by=cast.alice, at=NOW).batch}


def _nothing(_cast: Any) -> dict[str, object]:
    return {"batch": uuid7()}


DRAFT_SENT = signed_in(404, alice=302, dina=403, eric=403)
SHARED_SENT = signed_in(404, alice=302, bob=302, dina=403, eric=403)

ROWS = [
    Row("agreements:reading", only(200, *AUTHORS), args=_draft, state="draft"),
    Row("agreements:reading", only(200, *PARTIES), args=_shared),
    Row("agreements:reading", signed_in(403, **dict.fromkeys(PARTIES, 200)), args=_public, state="published"),
    Row("agreements:reading-decide", DRAFT_SENT, method="post", args=_draft, data=_decision),
    Row("agreements:reading-decide", SHARED_SENT, method="post", args=_shared, data=_decision, state="shared"),
    Row("agreements:reading-accept-all", DRAFT_SENT, method="post", args=_draft),
    Row("agreements:reading-undo", DRAFT_SENT, method="post", args=_draft, data=_gesture),
    Row("agreements:reading-undo", DRAFT_SENT, method="post", args=_draft, data=_nothing, state="of nothing"),
    Row("agreements:reading-gestures", only(200, *AUTHORS), args=_draft),
    Row("agreements:reading-keys", only(200, *AUTHORS), args=_draft),
    Row("agreements:reading-keys", only(302, *AUTHORS), method="post", args=_draft),
    Row("agreements:reading-add", signed_in(404, alice=200, dina=403, eric=403), args=_draft),
    Row("agreements:reading-mend", signed_in(404, alice=200, dina=403, eric=403), args=_draft),
    Row(
        "agreements:reading-mend", signed_in(404, alice=200, bob=200, dina=403, eric=403), args=_shared, state="shared"
    ),
    Row("agreements:reading-confirm", signed_in(404, alice=200, dina=403, eric=403), args=_draft),
    Row("agreements:reading-confirm", only(200, *PARTIES), args=_shared, state="confirmed"),
    Row("agreements:reading-correct", signed_in(404, alice=200, dina=403, eric=403), args=_draft_finding),
    Row(
        "agreements:reading-correct",
        signed_in(404, alice=200, bob=200, dina=403, eric=403),
        args=_shared_finding,
        state="shared",
    ),
    Row("agreements:reading-tie", signed_in(404, alice=200, dina=403, eric=403), args=_draft_finding),
    Row("agreements:reading-create", signed_in(404, alice=200, dina=403, eric=403), args=_draft_finding),
    Row("agreements:reading-defect", signed_in(404, alice=200, dina=403, eric=403), args=_draft_defect),
    Row("agreements:reading-defect-state", DRAFT_SENT, method="post", args=_draft_defect),
    Row("agreements:reading-settle", signed_in(404, alice=200, bob=403, dina=403, eric=403), args=_objection),
    Row("agreements:answer", signed_in(404, alice=403, dina=403, eric=403), args=_draft, state="draft"),
    Row("agreements:answer", signed_in(404, alice=200, bob=200, dina=403, eric=403), args=_shared),
    Row(
        "agreements:answer-contest",
        signed_in(404, alice=200, bob=200, dina=403, eric=403),
        args=_shared_finding,
    ),
    Row(
        "agreements:answer-withdraw",
        signed_in(404, alice=403, bob=302, dina=403, eric=403),
        method="post",
        args=_objection,
    ),
]
