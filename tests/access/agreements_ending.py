"""Who reads the timeline of an agreement, and who writes what happens to it."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils import timezone

from maillage.agreements.actions import disputes, ending, lasting
from maillage.agreements.ending_choices import EndingWay, Means
from maillage.agreements.models import Agreement, Ending, Party
from tests.access.agreements_record import AUTHORS, PARTIES, draft, public, shared
from tests.access.table import Row, only, signed_in
from tests.factories.agreements import confirmed

WRITERS = {**only(403, *PARTIES), "alice": 200, "bob": 200}
OUTSIDE = signed_in(403, **dict.fromkeys(PARTIES, 200))
SIGNED = dt.date(2025, 3, 15)


def running(cast: Any) -> Agreement:
    """The protocol of the Département and the CCAS, whose term is known."""
    return confirmed(cast.departement, cast.ccas, by=cast.alice, signed_on=SIGNED)


def _party(agreement: Agreement, organisation: Any) -> Party:
    return Party.objects.get(agreement=agreement, organisation=organisation)


def _prepared(cast: Any) -> tuple[Agreement, Ending]:
    agreement = running(cast)
    party = _party(agreement, cast.ccas)
    return agreement, ending.prepare(party=party, way=EndingWay.EXIT_NOTICE, by=cast.bob, at=timezone.now())


def _sent(cast: Any) -> tuple[Agreement, Ending]:
    agreement, notice = _prepared(cast)
    to = _party(agreement, cast.departement)
    ending.deliver(ending=notice, party=to, means=Means.LETTER, sent_on=SIGNED, by=cast.bob, at=timezone.now())
    return agreement, notice


def private_notice(cast: Any) -> list[object]:
    """A notice that the CCAS prepares: nobody else knows of it."""
    agreement, notice = _prepared(cast)
    return [agreement.pk, notice.pk]


def sent_notice(cast: Any) -> list[object]:
    """The same, that left for the Département."""
    agreement, notice = _sent(cast)
    return [agreement.pk, notice.pk]


def _to_departement(cast: Any) -> list[object]:
    agreement, notice = _sent(cast)
    return [agreement.pk, notice.pk, _party(agreement, cast.departement).pk]


def _letter_file(cast: Any, made: Any) -> list[object]:
    agreement, notice = made(cast)
    return [agreement.pk, notice.pk, _party(agreement, cast.departement).pk, "docx"]


def _own_notice(cast: Any) -> list[object]:
    agreement = running(cast)
    return [agreement.pk, _party(agreement, cast.ccas).pk, "resiliation"]


def _own_wish(cast: Any) -> list[object]:
    agreement = running(cast)
    return [agreement.pk, _party(agreement, cast.ccas).pk]


def _suspended(cast: Any) -> list[object]:
    agreement = running(cast)
    row = lasting.suspend(
        agreement=agreement, from_on=SIGNED, to_on=None, reason="Travaux", by=cast.alice, at=timezone.now()
    )
    return [agreement.pk, row.pk]


def _fact(cast: Any) -> list[object]:
    pk, row = _suspended(cast)
    return [pk, "suspension", row]


def _dispute(cast: Any) -> list[object]:
    agreement = running(cast)
    row = disputes.raise_dispute(
        agreement=agreement, subject="La permanence", opened_on=SIGNED, by=cast.alice, at=timezone.now()
    )
    return [agreement.pk, row.pk]


def _dispute_fact(cast: Any) -> list[object]:
    pk, row = _dispute(cast)
    return [pk, "differend", row]


BOB = {**only(403, *PARTIES), "bob": 200}
BOB_ALONE = only(200, "bob")

ROWS = [
    Row("agreements:timeline", only(200, *AUTHORS), args=draft, state="draft"),
    Row("agreements:timeline", only(200, *PARTIES), args=shared),
    Row("agreements:timeline", signed_in(200), args=public, state="published"),
    Row("agreements:suite", only(200, *AUTHORS), args=draft, state="draft"),
    Row("agreements:suite", only(200, *PARTIES), args=shared),
    Row("agreements:suite", OUTSIDE, args=public, state="published"),
    Row("agreements:disputes", only(200, *PARTIES), args=shared),
    Row("agreements:disputes", OUTSIDE, args=public, state="published"),
    *(
        Row(f"agreements:{route}", WRITERS, args=shared)
        for route in ("extension_new", "suspension_new", "ending_new", "dispute_new")
    ),
    *(
        Row(f"agreements:{route}", signed_in(403, alice=200, bob=200), args=public, state="published")
        for route in ("extension_new", "ending_new", "dispute_new")
    ),
    Row("agreements:renew", {**only(403, *PARTIES), "alice": 302, "bob": 302}, args=shared, method="post"),
    Row("agreements:renew", signed_in(405), args=shared, state="by GET"),
    Row("agreements:wish", BOB, args=_own_wish, state="of the CCAS"),
    Row("agreements:suspension_end", WRITERS, args=_suspended),
    Row("agreements:fact_withdraw", WRITERS, args=_fact),
    Row(
        "agreements:fact_withdraw",
        only(403, *PARTIES) | {"alice": 404, "bob": 404},
        args=lambda c: [shared(c)[0], "rien", c.ccas.pk],
        state="of nothing",
    ),
    Row("agreements:notice_new", BOB, args=_own_notice, state="of the CCAS"),
    Row("agreements:notice", BOB_ALONE, args=private_notice, state="in preparation"),
    Row("agreements:notice", only(200, *PARTIES), args=sent_notice, state="sent"),
    Row("agreements:notice_edit", BOB_ALONE, args=private_notice, state="in preparation"),
    Row("agreements:notice_edit", BOB, args=sent_notice, state="sent"),
    Row("agreements:notice_letters", BOB_ALONE, args=private_notice, state="in preparation"),
    Row("agreements:notice_letters", only(200, *PARTIES), args=sent_notice, state="sent"),
    Row("agreements:letter_file", BOB_ALONE, args=lambda c: _letter_file(c, _prepared), state="in preparation"),
    Row("agreements:letter_file", only(200, *PARTIES), args=lambda c: _letter_file(c, _sent), state="sent"),
    Row("agreements:delivery", WRITERS, args=_to_departement, state="sent"),
    Row("agreements:step_new", WRITERS, args=_dispute),
    Row("agreements:dispute_withdraw", WRITERS, args=_dispute_fact),
]
