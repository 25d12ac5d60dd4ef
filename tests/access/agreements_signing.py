"""Who reads the signature of an agreement, and who writes in it."""

from __future__ import annotations

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from maillage.agreements.actions import alerts, notifying, signing
from maillage.agreements.actions.authorising import delegate
from maillage.agreements.actions.facts import Piece
from maillage.agreements.models import Agreement, SignatureCheck
from maillage.agreements.queries.legal_alerts import alerts_in
from tests.access.agreements_parties import (
    AUTHORS,
    READERS,
    WRITERS,
    agreement_of,
    archived,
    draft,
    edits,
    left,
    own,
    party,
    public,
    shared,
    silent,
)
from tests.access.table import Row, only, signed_in
from tests.agreements.pades.kit import blank_pdf, president, signed
from tests.cast import NOW, TODAY
from tests.factories.signing import named, sealed, signed_by_hand, voted
from tests.factories.signing import party as party_of


def ccas_of(cast: Any) -> tuple[Agreement, Any]:
    """A shared agreement, and the CCAS in it."""
    row = agreement_of(cast)
    return row, party_of(row, cast.ccas)


def authority(cast: Any) -> list[object]:
    """A délibération of the CCAS."""
    row, one = ccas_of(cast)
    return [row.pk, voted(one).pk]


def delegation(cast: Any) -> list[object]:
    """A delegation in the CCAS."""
    row, one = ccas_of(cast)
    made = delegate(party=one, values={"kind": "signature", "delegate": "X", "from_on": TODAY}, by=None, at=NOW)
    return [row.pk, made.pk]


def signatory(cast: Any) -> list[object]:
    """Who signs for the CCAS."""
    row, one = ccas_of(cast)
    return [row.pk, named(one).pk]


def notification(cast: Any) -> list[object]:
    """The CCAS was notified."""
    row, one = ccas_of(cast)
    made = notifying.notify(party=one, values={"means": "mail", "sent_on": TODAY}, by=None, at=NOW)
    return [row.pk, made.pk]


def signature(cast: Any) -> list[object]:
    """A signature of the CCAS, to withdraw."""
    row, one = ccas_of(cast)
    return [row.pk, "signature", signed_by_hand(one).pk]


def version(cast: Any) -> list[object]:
    """A version that was sealed."""
    row = agreement_of(cast)
    return [row.pk, sealed(row, by=cast.alice).pk]


def file(cast: Any) -> list[object]:
    """A signed PDF that was brought back."""
    row = agreement_of(cast)
    piece = Piece(signed(blank_pdf(), president()), "a.pdf", cast.departement.pk)
    return [row.pk, signing.bring_back(agreement=row, piece=piece, by=cast.alice, at=NOW).pk]


def check(cast: Any) -> list[object]:
    """A signature of it."""
    pk, document = file(cast)
    return [pk, SignatureCheck.objects.get(document=document).pk]


def alert(cast: Any) -> list[object]:
    """A délibération that was not transmitted."""
    row, one = ccas_of(cast)
    voted(one, transmitted_on=None)
    return [row.pk, alerts_in(row, day=TODAY).alerts[0].mark]


def aside(cast: Any) -> list[object]:
    """The same, set aside."""
    pk, mark = alert(cast)
    row = Agreement.objects.get(pk=pk)
    return [pk, alerts.set_aside(agreement=row, mark=str(mark), reason="Envoyée", by=cast.bob, at=NOW).pk]


def left_party(cast: Any) -> list[object]:
    """The CCAS, which left."""
    (pk,) = left(cast)
    return [pk, Agreement.objects.get(pk=pk).parties.get(organisation=cast.ccas).pk]


ROWS = [
    Row("agreements:signing", only(200, *AUTHORS), args=draft, state="draft"),
    Row("agreements:signing", only(200, *READERS), args=shared),
    Row("agreements:signing", only(200, *READERS), args=archived, state="archived"),
    Row("agreements:signing", only(200, *READERS), args=left, state="that the CCAS left"),
    Row("agreements:signing", signed_in(403, **dict.fromkeys(READERS, 200)), args=public, state="published"),
    Row("agreements:seal", edits(*WRITERS), args=shared),
    Row("agreements:seal", edits(), args=archived, state="archived"),
    Row("agreements:seal", {**only(404, *AUTHORS), "dina": 403, "eric": 403}, args=draft, state="draft"),
    Row("agreements:sealed_file", only(200, *READERS), args=version),
    Row("agreements:sealed_close", edits(*WRITERS), args=version),
    Row("agreements:signing_bring_back", edits(*WRITERS), args=shared),
    Row(
        "agreements:signing_bring_back",
        {**only(403, *READERS), "alice": 302, "bob": 302},
        method="post",
        args=shared,
        data=lambda _cast: {"file": SimpleUploadedFile("a.pdf", signed(blank_pdf(), president()))},
    ),
    Row("agreements:signing_checks", only(200, *READERS), args=file),
    Row("agreements:signing_checks", {**only(403, *READERS), "alice": 302, "bob": 302}, method="post", args=file),
    Row("agreements:signing_accept", edits(*WRITERS), args=check),
    Row("agreements:alert_set_aside", edits(*WRITERS), args=alert),
    Row("agreements:alert_take_back", edits(*WRITERS), args=aside),
    # Nobody writes in the place of a party that has somebody.
    *(
        Row(f"agreements:{route}", edits("bob"), args=party, state="of the CCAS")
        for route in ("authority_new", "delegation_new", "signatory_new", "signature_new", "notification_new")
    ),
    Row("agreements:authority_new", edits("alice"), args=own, state="of the Département"),
    Row("agreements:authority_new", only(200, "bob"), args=silent, state="of a party that has nobody"),
    Row("agreements:authority_new", edits(), args=left_party, state="that left"),
    Row("agreements:authority_edit", edits("bob"), args=authority),
    Row("agreements:delegation_edit", edits("bob"), args=delegation),
    Row("agreements:signatory_edit", edits("bob"), args=signatory),
    Row("agreements:notification_edit", edits("bob"), args=notification),
    Row("agreements:signing_withdraw", edits("bob"), args=signature),
]
