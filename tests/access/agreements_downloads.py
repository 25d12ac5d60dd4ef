"""Who takes documents away from an agreement: those who read its text; its summary, those whom it concerns."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from maillage.agreements.models import Expression
from tests.access.agreements_record import AUTHORS, PARTIES, draft, public, shared
from tests.access.table import Row, only, signed_in
from tests.access.table import public as everybody

Made = Callable[[Any], Sequence[object]]


def in_pdf(made: Made, *more: object) -> Made:
    """The same agreement, and a file of it as PDF."""
    return lambda cast: [*made(cast), *more, "pdf"]


def two_texts(made: Made) -> Made:
    """An agreement and two versions of its text: here the same one."""

    def found(cast: Any) -> list[object]:
        (agreement,) = made(cast)
        version = Expression.objects.get(agreement=agreement).pk
        return [agreement, version, version]

    return found


ROWS = [
    Row("agreements:redline_pdf", only(200, *PARTIES), args=two_texts(shared)),
    Row("agreements:redline_pdf", signed_in(200), args=two_texts(public), state="published"),
    Row("agreements:download", only(200, *AUTHORS), args=draft, state="draft"),
    Row("agreements:download", only(200, *PARTIES), args=shared),
    Row("agreements:download", signed_in(200), args=public, state="published"),
    Row("agreements:download_current", only(200, *AUTHORS), args=in_pdf(draft), state="draft"),
    Row("agreements:download_current", only(200, *PARTIES), args=in_pdf(shared)),
    Row("agreements:download_current", signed_in(200), args=in_pdf(public), state="published"),
    Row("agreements:download_text", only(200, *AUTHORS), args=in_pdf(draft, 1), state="draft"),
    Row("agreements:download_text", only(200, *PARTIES), args=in_pdf(shared, 1)),
    Row("agreements:download_text", signed_in(404), args=in_pdf(shared, 9), state="unknown version"),
    Row("agreements:download_text", signed_in(404), args=lambda cast: [*shared(cast), 1, "exe"], state="unknown form"),
    Row("agreements:download_text", only(200, *PARTIES), args=lambda cast: [*shared(cast), 1, "xml"], state="data"),
    Row("agreements:download_terms", only(200, *PARTIES), args=in_pdf(shared)),
    Row("agreements:download_terms", signed_in(200), args=in_pdf(public), state="published"),
    Row("agreements:download_summary", only(200, *PARTIES), args=in_pdf(shared)),
    Row(
        "agreements:download_summary",
        signed_in(403, **dict.fromkeys(PARTIES, 200)),
        args=in_pdf(public),
        state="published",
    ),
    Row("agreements:download_summary", signed_in(404), args=in_pdf(draft), state="draft"),
    Row("public:text", everybody(404), args=in_pdf(shared)),
    Row("public:text", everybody(200), args=in_pdf(public), state="published"),
]
