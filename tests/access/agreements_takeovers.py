"""Who may take over a tracker: whoever brings agreements for the organisation that keeps it."""

from __future__ import annotations

from itertools import count
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from maillage.agreements.actions import taking_over, taking_stock
from maillage.agreements.models import Takeover
from maillage.agreements.stock.plan import plan_of
from tests.access.table import Row, only
from tests.cast import NOW

TRACKER = "Titre;Partenaire\nCharte de partenariat {number};CCAS de Montclair\n"
_numbers = count(1)  # what one person took over is a likely duplicate for the next
BRINGERS = ("alice", "bob")
OWNERS = ("alice",)


def _begun(cast: Any) -> Takeover:
    data = TRACKER.format(number=next(_numbers)).encode()
    return taking_over.begin(organisation=cast.departement, file_name="suivi.csv", data=data, by=cast.alice, at=NOW)


def _open(cast: Any) -> list[object]:
    return [_begun(cast).pk]


def _line(cast: Any) -> list[object]:
    return [_begun(cast).pk, 2]


def _done(cast: Any) -> list[object]:
    takeover = _begun(cast)
    plan = plan_of(takeover, by=cast.alice, at=NOW)
    taking_stock.confirm(takeover=takeover, fingerprint=plan.fingerprint, by=cast.alice, at=NOW)
    return [takeover.pk]


def _tracker(cast: Any) -> dict[str, object]:
    return {
        "organisation": cast.departement.pk,
        "file": SimpleUploadedFile("suivi.csv", TRACKER.format(number=0).encode()),
    }


ROWS = [
    Row("takeovers:new", only(200, *BRINGERS, others=403)),
    Row(
        "takeovers:new",
        only(302, "alice", others=403) | {"bob": 200},
        method="post",
        data=_tracker,
        state="for the Département",
    ),
    Row("takeovers:template", only(200, *BRINGERS, others=403)),
    Row("takeovers:detail", only(200, *OWNERS), args=_open),
    Row("takeovers:detail", only(200, *OWNERS), args=_done, state="confirmed"),
    Row("takeovers:columns", only(200, *OWNERS), args=_open),
    Row("takeovers:columns", only(302, *OWNERS), args=_done, state="confirmed"),
    Row("takeovers:files", only(200, *OWNERS), args=_open),
    Row("takeovers:line", only(200, *OWNERS), args=_line),
    Row("takeovers:decide", only(302, *OWNERS), method="post", args=_open),
    Row("takeovers:decide", only(405, *OWNERS, others=405), args=_open, state="by GET"),
    Row("takeovers:confirm", only(200, *OWNERS), method="post", args=_open, state="with an old fingerprint"),
    Row("takeovers:confirm", only(405, *OWNERS, others=405), args=_open, state="by GET"),
    Row("takeovers:drop", only(200, *OWNERS), args=_open),
    Row("takeovers:drop", only(302, *OWNERS), method="post", args=_open),
    Row("takeovers:undo", only(200, *OWNERS), args=_done),
    Row("takeovers:undo", only(302, *OWNERS), method="post", args=_done),
]
