"""Who reads the versions of a text and its avenants, who prepares, records and withdraws them."""

from __future__ import annotations

from typing import Any

from maillage.agreements.actions import amending, instructing
from maillage.agreements.models import Amendment, ProvisionVersion
from tests.access.agreements_parties import AUTHORS, READERS, agreement_of, archived, draft, edits, left, public, shared
from tests.access.table import Row, only, signed_in
from tests.cast import NOW, TODAY


def prepared(cast: Any) -> list[object]:
    """An avenant that the Département prepares."""
    row = agreement_of(cast)
    values = {"number": 1, "signed_on": TODAY, "effect_on": TODAY}
    made = amending.prepare(agreement=row, organisation=cast.departement, values=values, by=cast.alice, at=NOW)
    target = ProvisionVersion.objects.get(expression__agreement=row, eid="art_4").provision_id
    asked = {"verb": "words", "target_id": target, "former": "trois ans", "words": "cinq ans"}
    instructing.ask(amendment=made, values=asked, by=cast.alice, at=NOW)
    return [row.pk, made.pk]


def recorded(cast: Any) -> list[object]:
    """The same, recorded: all parties read it."""
    args = prepared(cast)
    amending.record(amendment=Amendment.objects.select_related("agreement").get(), by=cast.alice, at=NOW)
    return args


def withdrawn(cast: Any) -> list[object]:
    """The same, withdrawn."""
    args = recorded(cast)
    row = Amendment.objects.select_related("agreement").get()
    amending.withdraw(amendment=row, reason="Annulé", by=cast.alice, at=NOW)
    return args


def asked(cast: Any) -> list[object]:
    """What the prepared avenant asks."""
    return [*prepared(cast), Amendment.objects.get().instructions.get().pk]


def asked_of_all(cast: Any) -> list[object]:
    """What the recorded avenant asks."""
    return [*recorded(cast), Amendment.objects.get().instructions.get().pk]


def followed(cast: Any) -> list[object]:
    """What the recorded avenant does to a commitment."""
    row = agreement_of(cast)
    values = {"number": 1, "signed_on": TODAY, "effect_on": TODAY}
    made = amending.prepare(agreement=row, organisation=cast.departement, values=values, by=cast.alice, at=NOW)
    target = ProvisionVersion.objects.get(expression__agreement=row, eid="art_2").provision_id
    swap = {"verb": "words", "target_id": target, "former": "hebdomadaire", "words": "quotidienne"}
    instructing.ask(amendment=made, values=swap, by=cast.alice, at=NOW)
    amending.record(amendment=made, by=cast.alice, at=NOW)
    return [row.pk, made.pk, made.commitment_changes.get().pk]


OWN = edits("alice", readers=AUTHORS)  # Bob does not see it: 404
READING = [
    *(
        row
        for part in ("versions", "text_on")
        for row in (
            Row(f"agreements:{part}", only(200, *AUTHORS), args=draft, state="draft"),
            Row(f"agreements:{part}", only(200, *READERS), args=shared),
            Row(f"agreements:{part}", only(200, *READERS), args=left, state="that the CCAS left"),
            Row(f"agreements:{part}", signed_in(), args=public, state="published"),
        )
    ),
    Row("agreements:amendment", only(200, *AUTHORS), args=prepared, state="in preparation"),
    Row("agreements:amendment", only(200, *READERS), args=recorded, state="recorded"),
    Row("agreements:amendment", only(200, *READERS), args=withdrawn, state="withdrawn"),
]
WRITING = [
    Row("agreements:amendment_new", edits("alice", "bob"), args=shared),
    Row("agreements:amendment_new", only(403, *AUTHORS), args=draft, state="draft"),
    Row("agreements:amendment_new", edits(), args=archived, state="archived"),
    *(
        Row(f"agreements:{route}", OWN, args=prepared, state="in preparation")
        for route in ("amendment_edit", "amendment_text", "amendment_record", "amendment_discard", "amendment_read")
    ),
    Row("agreements:amendment_withdraw", only(403, *AUTHORS), args=prepared, state="in preparation"),
    *(
        Row(f"agreements:{route}", edits("alice", "bob"), args=recorded, state="recorded")
        for route in ("amendment_edit", "amendment_text", "amendment_withdraw")
    ),
    *(
        Row(f"agreements:{route}", only(403, *READERS), args=recorded, state="recorded")
        for route in ("amendment_discard", "amendment_read")
    ),
    Row("agreements:amendment_edit", only(403, *READERS), args=withdrawn, state="withdrawn"),
    Row("agreements:instruction_new", OWN, args=lambda cast: [*prepared(cast), "words"]),
    Row("agreements:instruction_new", OWN, args=lambda cast: [*prepared(cast), "term"], state="on a clause"),
    Row(
        "agreements:instruction_new",
        {**only(403, *AUTHORS), "alice": 404},
        args=lambda cast: [*prepared(cast), "x"],
        state="that does not exist",
    ),
    *(
        Row(f"agreements:{route}", OWN, args=asked, state="in preparation")
        for route in ("instruction_edit", "instruction_drop", "instruction_decide")
    ),
    *(
        Row(f"agreements:{route}", edits("alice", "bob"), args=asked_of_all, state="recorded")
        for route in ("instruction_edit", "instruction_drop", "instruction_decide")
    ),
    Row("agreements:instruction_confirm", {**only(403, *AUTHORS), "alice": 302}, method="post", args=asked),
    Row("agreements:fate_decide", {**only(403, *READERS), "alice": 302, "bob": 302}, method="post", args=followed),
    Row("agreements:fate_decide", signed_in(405), args=followed, state="by GET"),
    Row("agreements:instruction_confirm", signed_in(405), args=asked, state="by GET"),
]
ROWS = [*READING, *WRITING]
