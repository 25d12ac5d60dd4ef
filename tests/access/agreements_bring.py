"""Who brings agreements, reads the progress of their reading, edits their sheet, opens their files, merges duplicates."""

from __future__ import annotations

from typing import Any

from maillage.agreements.actions import merging
from maillage.agreements.choices import DocumentRole
from maillage.agreements.models import Document, ReadingJob
from tests.access.table import Row, only, signed_in
from tests.cast import NOW
from tests.factories.agreements import arrived, brought, confirmed, published, upload

EDITORS = ("alice", "bob")
AUTHORS = ("alice", "dina", "eric")
PARTIES = ("alice", "bob", "dina", "eric")
FORM = {"title": "Charte", "kind": "charte", "revision": "0"}


def draft(cast: Any) -> list[object]:
    """A draft of the Département, read."""
    return [brought(cast.departement, by=cast.alice).pk]


def shared(cast: Any) -> list[object]:
    """An agreement of the Département and the CCAS."""
    return [confirmed(cast.departement, cast.ccas, by=cast.alice).pk]


def waiting(cast: Any) -> list[object]:
    """A draft whose text is being read."""
    agreement = arrived(cast.departement, ("a.txt", "Convention", DocumentRole.WORKING_TEXT)).agreement
    ReadingJob.objects.filter(agreement=agreement).update(begun_at=None)
    return [agreement.pk]


def public(cast: Any) -> list[object]:
    """An agreement that its parties published."""
    return [published(cast.departement, cast.ccas).pk]


def reference(cast: Any) -> list[object]:
    """A draft that is no agreement."""
    return [brought(cast.departement, text="Guide pratique de l’accueil\n\nAccueillir est un métier.").pk]


def file_of_draft(cast: Any) -> list[object]:
    """The file of a draft."""
    agreement = brought(cast.departement)
    return [agreement.pk, Document.objects.get(agreement=agreement).pk]


def file_of_shared(cast: Any) -> list[object]:
    """The file of an agreement of the Département and the CCAS."""
    agreement = confirmed(cast.departement, cast.ccas)
    return [agreement.pk, Document.objects.get(agreement=agreement).pk]


def file_of_published(cast: Any) -> list[object]:
    """The file of a published one: publishing a text does not publish its file."""
    agreement = published(cast.departement, cast.ccas)
    return [agreement.pk, Document.objects.get(agreement=agreement).pk]


def two(cast: Any) -> list[object]:
    """An agreement of the Département and the CCAS, and a draft of the Département."""
    return [confirmed(cast.departement, cast.ccas).pk, brought(cast.departement).pk]


def merged(cast: Any) -> list[object]:
    """Two deposits of the Département put together."""
    kept, dropped = brought(cast.departement), brought(cast.departement)
    return [kept.pk, merging.merge(kept=kept, dropped=dropped, by=cast.alice, at=NOW).pk]


def _charter(_cast: Any) -> list[object]:
    return ["charte"]


def _some(cast: Any, actor_role: str = "working_text") -> dict[str, object]:
    return {"organisation": str(cast.departement.pk), actor_role: upload()}


ROWS = [
    Row("agreements:new", only(200, *EDITORS, others=403)),
    Row("agreements:new", only(302, "alice", others=403) | {"bob": 200}, method="post", data=_some),
    Row("agreements:models", only(200, *EDITORS, others=403)),
    Row("agreements:model_parties", only(200, *EDITORS, others=403), args=_charter),
    Row("agreements:model_questions", only(302, *EDITORS, others=403), args=_charter),
    Row("agreements:progress", only(200, *AUTHORS), args=waiting, state="waiting"),
    Row("agreements:progress", only(302, *AUTHORS), args=draft, state="over"),
    Row("agreements:progress", signed_in(403, **dict.fromkeys(PARTIES, 302)), args=public, state="published"),
    Row("agreements:read_again", only(200, "alice") | {"dina": 403, "eric": 403}, args=draft, state="draft"),
    Row("agreements:read_again", only(403, *PARTIES), args=shared, state="confirmed"),
    Row("agreements:nature", only(200, "alice") | {"dina": 403, "eric": 403}, args=reference, state="reference"),
    Row("agreements:nature", only(200, "alice") | {"dina": 403, "eric": 403}, args=draft, state="draft"),
    Row("agreements:nature", only(403, *PARTIES), args=shared, method="post", state="confirmed"),
    Row("agreements:edit", only(200, "alice") | {"dina": 403, "eric": 403}, args=draft, state="draft"),
    Row("agreements:edit", only(200, *EDITORS) | {"dina": 403, "eric": 403}, args=shared),
    Row(
        "agreements:edit",
        only(200, *EDITORS) | {"dina": 403, "eric": 403},
        args=shared,
        method="post",
        data=lambda _cast: FORM,
        state="old revision",
    ),
    Row("agreements:delete", only(200, "alice") | {"dina": 403, "eric": 403}, args=draft, state="draft"),
    Row("agreements:delete", only(403, *PARTIES), args=shared, method="post", state="shared"),
    Row("agreements:file", only(200, *AUTHORS), args=file_of_draft, state="draft"),
    Row("agreements:file", only(200, *PARTIES), args=file_of_shared),
    Row("agreements:file", only(200, *PARTIES), args=file_of_published, state="published"),
    Row("agreements:duplicates", only(200, "alice") | {"dina": 403, "eric": 403}, args=draft, state="draft"),
    Row("agreements:duplicates", only(200, *EDITORS) | {"dina": 403, "eric": 403}, args=shared),
    Row("agreements:merge", only(200, "alice") | {"dina": 403, "eric": 403}, args=two),
    Row("agreements:merge", only(302, "alice") | {"dina": 403, "eric": 403}, args=two, method="post"),
    Row("agreements:separate", only(200, "alice") | {"dina": 403, "eric": 403}, args=merged),
    Row("agreements:separate", only(302, "alice") | {"dina": 403, "eric": 403}, args=merged, method="post"),
]
