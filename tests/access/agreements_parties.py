"""Who reads the parts of an agreement and writes in them; who shares, publishes, archives."""

from __future__ import annotations

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from maillage.agreements.actions import adherences, guarantors, links, pieces, sharing
from maillage.agreements.choices import AdherenceBasis, DocumentRole, LinkKind, MentionKind
from maillage.agreements.models import Agreement, Mention, Party
from tests.access.table import Row, only, signed_in
from tests.cast import NOW, TODAY
from tests.factories.agreements import brought, confirmed, published, tie

READERS = ("alice", "bob", "dina", "eric")
WRITERS = ("alice", "bob")
AUTHORS = ("alice", "dina", "eric")
PARTS = ("parties", "terms", "principles", "links")


def agreement_of(cast: Any) -> Agreement:
    """An agreement of the Département and the CCAS, shared."""
    return confirmed(cast.departement, cast.ccas, by=cast.alice)


def shared(cast: Any) -> list[object]:
    """It alone."""
    return [agreement_of(cast).pk]


def draft(cast: Any) -> list[object]:
    """A draft of the Département."""
    return [brought(cast.departement, by=cast.alice).pk]


def tied(cast: Any) -> list[object]:
    """A draft whose reading was tied to the CCAS, not shared."""
    row = brought(cast.departement, by=cast.alice)
    tie(row, cast.departement, cast.ccas)
    return [row.pk]


def open_draft(cast: Any) -> list[object]:
    """The same, shared."""
    pk = tied(cast)[0]
    sharing.share(agreement=Agreement.objects.get(pk=pk), by=cast.alice, at=NOW)
    return [pk]


def public(cast: Any) -> list[object]:
    """Published."""
    return [published(cast.departement, cast.ccas, by=cast.alice).pk]


def archived(cast: Any) -> list[object]:
    """Put away."""
    row = agreement_of(cast)
    sharing.archive(agreement=row, reason="Remplacé", by=cast.alice, at=NOW)
    return [row.pk]


def left(cast: Any) -> list[object]:
    """The CCAS left it."""
    row = agreement_of(cast)
    Party.objects.filter(agreement=row, organisation=cast.ccas).update(to_on="2026-02-20")
    return [row.pk]


def party(cast: Any, name: str = "ccas") -> list[object]:
    """The agreement and one of its parties, the CCAS."""
    row = agreement_of(cast)
    return [row.pk, row.parties.get(organisation=getattr(cast, name)).pk]


def own(cast: Any) -> list[object]:
    """The agreement and the Département."""
    return party(cast, "departement")


def pilot(cast: Any) -> list[object]:
    """Who pilots for the Département."""
    return [*own(cast), "pilote"]


def federation(cast: Any) -> list[object]:
    """The Département and a federation that nobody speaks for."""
    row = confirmed(cast.departement, cast.federation, by=cast.alice)
    return [row.pk, row.parties.get(organisation=cast.federation).pk]


def member(cast: Any) -> list[object]:
    """The CCAS bound as if it were a member of the federation."""
    pk, party_pk = federation(cast)
    row = Party.objects.select_related("organisation", "agreement").get(pk=party_pk)
    bound = adherences.adhere(
        party=row, member=cast.ccas, basis=AdherenceBasis.SIGNATURE, from_on=TODAY, by=cast.alice, at=NOW
    )
    return [pk, bound.pk]


def guarantor(cast: Any) -> list[object]:
    """A guarantor."""
    row = agreement_of(cast)
    return [row.pk, guarantors.record(agreement=row, name="le responsable", by=cast.alice, at=NOW).pk]


def link(cast: Any) -> list[object]:
    """A link that is a frame declined, to an agreement that Bob does not see."""
    row, frame = agreement_of(cast), confirmed(cast.departement, cast.federation, by=cast.alice)
    return [row.pk, links.make(agreement=row, kind=LinkKind.DECLINES, target=frame, by=cast.alice, at=NOW).pk]


def mention(cast: Any) -> list[object]:
    """A framework that it cites."""
    row = agreement_of(cast)
    return [row.pk, Mention.objects.create(agreement=row, kind=MentionKind.FRAMEWORK, text="schéma départemental").pk]


def piece(cast: Any, *, is_private: bool = False) -> list[object]:
    """A piece that the CCAS gave."""
    row = agreement_of(cast)
    given = pieces.add(
        agreement=row,
        organisation=cast.ccas,
        content=b"%PDF-1.4",
        name="a.pdf",
        role=DocumentRole.EVIDENCE,
        is_private=is_private,
        by=cast.bob,
        at=NOW,
    )
    return [row.pk, given.pk]


def private(cast: Any) -> list[object]:
    """Evidence that the CCAS keeps to itself."""
    return piece(cast, is_private=True)


def waived(cast: Any) -> list[object]:
    """A piece said not to be needed."""
    row = agreement_of(cast)
    given = pieces.waive(agreement=row, piece="signed_original", reason="Perdu", by=cast.alice, at=NOW)
    return [row.pk, given.pk]


def agreed(cast: Any) -> list[object]:
    """The CCAS agreed to publish."""
    pk, party_pk = party(cast)
    sharing.agree_to_publish(party=Party.objects.select_related("agreement").get(pk=party_pk), by=cast.bob, at=NOW)
    return [pk, party_pk]


def silent(cast: Any) -> list[object]:
    """A party that nobody speaks for: the commune."""
    row = confirmed(cast.ccas, cast.commune, by=cast.bob)
    return [row.pk, row.parties.get(organisation=cast.commune).pk]


READING = [
    *(Row(f"agreements:{part}", only(200, *AUTHORS), args=draft, state="draft") for part in PARTS),
    *(Row(f"agreements:{part}", only(200, *AUTHORS), args=tied, state="draft that is tied") for part in PARTS),
    *(Row(f"agreements:{part}", only(200, *READERS), args=open_draft, state="draft that is shared") for part in PARTS),
    *(Row(f"agreements:{part}", only(200, *READERS), args=shared) for part in PARTS),
    *(Row(f"agreements:{part}", signed_in(), args=public, state="published") for part in PARTS),
    *(Row(f"agreements:{part}", only(200, *READERS), args=archived, state="archived") for part in PARTS),
    *(Row(f"agreements:{part}", only(200, *READERS), args=left, state="that the CCAS left") for part in PARTS),
    Row("agreements:pieces", only(200, *READERS), args=shared),
    Row("agreements:pieces", only(200, *READERS), args=left, state="that the CCAS left"),
    Row("agreements:pieces", signed_in(403, **dict.fromkeys(READERS, 200)), args=public, state="published"),
    Row("agreements:choose", signed_in(), data=lambda _cast: {"field": "target", "target_mots": "proto"}),
    Row("agreements:choose", signed_in(404), state="without a field"),
    Row("agreements:adherences", only(200, *AUTHORS), args=federation),
    Row("agreements:adherences", only(404), args=party, state="of what is no federation"),
    # Bob does not see the frame: there is nothing to compare for him.
    Row("agreements:deviations", only(200, *AUTHORS), args=link),
]


def edits(*people: str, readers: tuple[str, ...] = READERS) -> dict[str, int]:
    """Those who write, 403 for those who only read, 404 for the rest."""
    return {**only(403, *readers), **dict.fromkeys(people, 200)}


WRITING = [
    *(
        Row(f"agreements:{route}", edits(*WRITERS), args=shared)
        for route in ("party_join", "guarantor_new", "facts", "link_new", "piece_new")
    ),
    *(
        Row(f"agreements:{route}", edits(), args=left if route == "facts" else archived, state="closed to writing")
        for route in ("party_join", "link_new", "piece_new")
    ),
    Row("agreements:facts", edits("alice"), args=left, state="that the CCAS left"),
    Row("agreements:zone", edits("alice", "bob"), args=shared),
    Row("agreements:zone", edits("alice"), args=left, state="that the CCAS left"),
    Row("agreements:zone", signed_in(403, alice=200, bob=200), args=public, state="published"),
    Row("agreements:zone", edits("alice", readers=AUTHORS), args=draft, state="draft"),
    Row("agreements:facts", signed_in(403, alice=200, bob=200), args=public, state="published"),
    Row("agreements:facts", edits("alice", readers=AUTHORS), args=draft, state="draft"),
    Row("agreements:facts", edits("alice"), args=open_draft, state="draft that is shared"),
    Row("agreements:term_edit", edits(*WRITERS), args=lambda cast: [*shared(cast), "duration"]),
    Row(
        "agreements:term_edit",
        {**only(403, *READERS), "alice": 404, "bob": 404},
        args=lambda cast: [*shared(cast), "x"],
        state="that does not exist",
    ),
    Row("agreements:term_withdraw", edits(*WRITERS), args=lambda cast: [*shared(cast), "duration"]),
    Row("agreements:party_edit", edits(*WRITERS), args=party),
    # Nobody acts in the place of a party that has somebody.
    Row("agreements:party_tie", edits("bob"), args=party, state="of the CCAS"),
    Row("agreements:party_tie", edits("alice"), args=own, state="of the Département"),
    Row("agreements:party_tie_new", edits("bob"), args=party, state="of the CCAS"),
    Row("agreements:party_leave", edits("bob"), args=party, state="of the CCAS"),
    Row("agreements:party_leave", edits("alice", readers=AUTHORS), args=federation, state="that nobody speaks for"),
    Row("agreements:pilot_name", edits("alice"), args=pilot),
    Row("agreements:adherence_new", edits("alice", readers=AUTHORS), args=federation),
    Row("agreements:adherence_all", edits("alice", readers=AUTHORS), args=federation),
    # A member speaks for itself.
    Row("agreements:adherence_refuse", edits("alice", "bob"), args=member),
    Row("agreements:adherence_end", edits("alice", "bob"), args=member),
    Row("agreements:guarantor_end", edits(*WRITERS), args=guarantor),
    Row("agreements:link_undo", edits(*WRITERS), args=link),
    Row("agreements:framework_cite", edits(*WRITERS), args=mention),
    Row("agreements:piece_edit", edits(*WRITERS), args=piece),
    Row("agreements:piece_edit", {**edits("bob"), "alice": 404}, args=private, state="that the CCAS keeps to itself"),
    Row("agreements:piece_authoritative", edits(*WRITERS), args=piece),
    Row("agreements:piece_withdraw", edits("bob"), args=piece),
    Row("agreements:piece_waive", edits(*WRITERS), args=shared, data=lambda _cast: {"piece": "signed_original"}),
    Row("agreements:piece_waive", {**only(403, *READERS), "alice": 404, "bob": 404}, args=shared, state="of nothing"),
    Row("agreements:piece_want", edits(*WRITERS), args=waived),
    # Bob cannot give a piece in the name of the Département: the form comes back.
    Row(
        "agreements:piece_new",
        {**only(403, *READERS), "alice": 302, "bob": 200},
        method="post",
        args=shared,
        data=lambda cast: {
            "organisation": str(cast.departement.pk),
            "role": "other",
            "file": SimpleUploadedFile("a.pdf", b"%PDF-1.4"),
        },
        state="for the Département",
    ),
]

GOING_OUT = [
    Row("agreements:share", edits("alice", readers=AUTHORS), args=tied),
    Row(
        "agreements:share",
        {**only(403, *AUTHORS), "alice": 302},
        method="post",
        args=tied,
        data=lambda _cast: {"revision": Agreement.objects.get().revision},
    ),
    Row("agreements:share", only(403, *READERS), args=shared, state="already shared"),
    Row("agreements:publish", only(200, *READERS), args=shared),
    Row("agreements:publish", only(404, *AUTHORS), args=draft, state="draft"),
    Row("agreements:publish", signed_in(403, **dict.fromkeys(READERS, 200)), args=public, state="published"),
    Row("agreements:publish", {**only(200, *AUTHORS), "bob": 403}, args=left, state="that the CCAS left"),
    # A partnership officer does not publish: a manager or an administrator does.
    Row("agreements:publish_agree", {**only(403, *READERS), "bob": 302}, method="post", args=party),
    Row("agreements:publish_agree", signed_in(405), args=party, state="by GET"),
    Row("agreements:publish_agree", only(403, *READERS), method="post", args=own, state="of the Département"),
    Row("agreements:publish_withdraw", {**only(403, *READERS), "bob": 302}, method="post", args=agreed),
    Row("agreements:publish_withdraw", signed_in(405), args=agreed, state="by GET"),
    Row("agreements:publish_declare", only(200, "bob"), args=silent),
    Row("agreements:publish_declare", only(403, *READERS), args=party, state="of a party that has somebody"),
    Row("agreements:archive", edits(*WRITERS), args=shared),
    Row("agreements:archive", only(403, *READERS), args=archived, state="already archived"),
    Row("agreements:restore", edits(*WRITERS), args=archived),
    Row("agreements:restore", {**only(403, *READERS), "alice": 404, "bob": 404}, args=shared, state="not archived"),
]

ROWS = [*READING, *WRITING, *GOING_OUT]
