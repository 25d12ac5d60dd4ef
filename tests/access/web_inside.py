"""Who may read the search, the journal of an organisation and the sign-ins of its accounts."""

from __future__ import annotations

from uuid import uuid4

from tests.access.table import Row, only, signed_in

ROWS = [
    Row("web:search", signed_in()),
    Row("web:search", signed_in(), data=lambda _cast: {"q": "mont"}, state="with a query"),
    Row("web:search", signed_in(), data=lambda _cast: {"q": "mont", "dans": "personnes"}, state="in one group"),
    Row("web:search", signed_in(404), data=lambda _cast: {"q": "mont", "dans": "secrets"}, state="in no group"),
    Row("web:journal", signed_in()),
    Row("web:journal_of", only(200, "alice", "dina", "eric"), args=lambda cast: [cast.departement.pk]),
    Row("web:journal_of", only(200, "bob"), args=lambda cast: [cast.ccas.pk], state="of another party"),
    *(
        row
        for route in ("web:sign_ins", "web:sign_ins_file")
        for row in (
            Row(route, only(200, "dina", "odile"), args=lambda cast: [cast.departement.pk]),
            Row(route, only(200, "bob", "odile"), args=lambda cast: [cast.ccas.pk], state="of another party"),
            Row(route, only(404), args=lambda _cast: [uuid4()], state="of nobody"),
        )
    ),
]
