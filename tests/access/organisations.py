"""Who may see and write organisations, people and imports."""

from __future__ import annotations

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from maillage.organisations.choices import MandateFunction
from maillage.organisations.imports import beginning
from maillage.organisations.models import Import, Membership, Merge, Organisation
from tests.access.table import Row, only, signed_in
from tests.cast import NOW
from tests.factories.organisations import (
    AccreditationFactory,
    ClaimFactory,
    MandateFactory,
    MembershipFactory,
    OrganisationFactory,
    PersonFactory,
)

READERS = ("alice", "dina", "eric")  # of the Département: they see its people
ALL = ("alice", "bob", "chloe", "paul", "dina", "odile", "eric")


def _departement(cast: Any) -> list[object]:
    return [cast.departement.pk]


def _ccas(cast: Any) -> list[object]:
    return [cast.ccas.pk]


def _federation(cast: Any) -> list[object]:
    return [cast.federation.pk]


def _entered(cast: Any, user: Any, organisation: Organisation) -> list[object]:
    """The federation, once ``user``’s organisation is its member."""
    if not Membership.objects.filter(federation=cast.federation, member=organisation).exists():
        MembershipFactory(federation=cast.federation, member=organisation)
    return [cast.federation.pk]


def _closed(_cast: Any) -> list[object]:
    return [OrganisationFactory(is_closed=True).pk]


def _colleague(cast: Any, function: MandateFunction = MandateFunction.AGENT) -> Any:
    return MandateFactory(organisation=cast.departement, function=function, person=PersonFactory())


def _accreditation(cast: Any) -> list[object]:
    return [AccreditationFactory(organisation=cast.departement).pk]


def _membership(cast: Any) -> list[object]:
    return [MembershipFactory(federation=cast.federation, member=OrganisationFactory()).pk]


def _claim(cast: Any) -> list[object]:
    return [ClaimFactory(organisation=cast.ccas).pk]


def _merge(_cast: Any) -> list[object]:
    kept, dropped = OrganisationFactory(), OrganisationFactory()
    dropped.is_active, dropped.merged_into = False, kept
    dropped.save()
    filled = {"kept": {}, "given": {}, "dropped": {"is_active": True}}
    return [
        Merge.objects.create(
            subject_type="organisations.organisation",
            kept_id=kept.pk,
            dropped_id=dropped.pk,
            filled=filled,
            merged_at=NOW,
        ).pk
    ]


def _pair(_cast: Any) -> list[object]:
    return [OrganisationFactory().pk, OrganisationFactory().pk]


def _couple(cast: Any) -> list[object]:
    return [_colleague(cast, MandateFunction.DIRECTOR).person.pk, _colleague(cast, MandateFunction.DIRECTOR).person.pk]


def _import(cast: Any, *, is_mapped: bool = True) -> Import:
    data = b"Nom;Nature\nLes Amarres;Association\n"
    imported = beginning.begin(
        organisation=cast.departement, file_name="partenaires.csv", data=data, by=cast.alice, at=NOW
    )
    imported.is_mapped = is_mapped
    imported.save()
    return imported


def _imported(cast: Any) -> list[object]:
    return [_import(cast).pk]


def _confirmed(cast: Any) -> list[object]:
    imported = _import(cast)
    imported.confirmed_at, imported.confirmed_by = NOW, cast.alice
    imported.tables = []
    imported.save()
    return [imported.pk]


REGISTER = [
    Row("organisations:list", signed_in()),
    Row("organisations:export", signed_in(), args=lambda _cast: ["csv"]),
    Row("organisations:export", signed_in(), args=lambda _cast: ["xlsx"], state="as a workbook"),
    Row("organisations:export", signed_in(404), args=lambda _cast: ["pdf"], state="in a form that does not exist"),
    Row("organisations:choose", signed_in(), data=lambda _cast: {"field": "member", "member_mots": "mont"}),
    Row("organisations:choose", signed_in(404), state="without a field"),
    Row("organisations:new", only(200, "alice", "bob", "odile", others=403)),
    Row(
        "organisations:new",
        only(302, "alice", "bob", "odile", others=403),
        method="post",
        data=lambda _cast: {"name": "Les Amarres", "kind": "association"},
    ),
    *(
        Row(f"organisations:{name}", signed_in(), args=_departement, state="of the Département")
        for name in ("detail", "units", "people")
    ),
    Row("organisations:detail", signed_in(), args=_closed, state="that ended"),
    Row("organisations:members", signed_in(), args=_federation),
    Row("organisations:members", signed_in(404), args=_departement, state="of what is no federation"),
    Row("organisations:journal", only(200, *READERS), args=_departement),
    Row("organisations:journal", only(200, "bob"), args=_ccas, state="of the CCAS"),
    # Funders and others do not know that there is an inner space; an observer never enters.
    Row("organisations:space", only(), args=_federation),
    Row(
        "organisations:space",
        only(200, "bob"),
        args=lambda cast: _entered(cast, cast.bob, cast.ccas),
        state="with the CCAS a member",
    ),
    Row(
        "organisations:space",
        only(200, "chloe"),
        args=lambda cast: _entered(cast, cast.chloe, cast.outsider),
        state="with the association of Chloé a member",
    ),
    Row(
        "organisations:space",
        only(),
        args=lambda cast: _entered(cast, cast.paul, cast.prefecture),
        state="with the préfecture a member",
    ),
    Row("organisations:space", only(), args=_departement, state="of what is no federation"),
]

WRITES = [
    # Adèle administers the Département: Bob may not touch it. The association that nobody speaks for is kept by who may add.
    Row("organisations:edit", only(200, "alice", "odile", others=403), args=_departement),
    Row(
        "organisations:edit",
        only(200, "alice", "bob", "odile", others=403),
        args=lambda cast: [cast.member.pk],
        state="that nobody speaks for",
    ),
    Row("organisations:edit", only(200, "bob", "odile", others=403), args=_ccas, state="of another"),
    Row("organisations:rename", only(200, "alice", "odile", others=403), args=_departement),
    Row("organisations:close", only(200, "odile", others=403), args=_departement),
    Row("organisations:reopen", only(200, "odile", others=403), args=_closed),
    Row("organisations:reopen", only(404, "odile", others=403), args=_departement, state="that did not end"),
    Row("organisations:succeed", only(200, "odile", others=403), args=_departement),
    Row("organisations:duplicates", only(200, "odile", others=403), args=_departement),
    Row("organisations:merge", only(200, "odile", others=403), args=_pair),
    Row("organisations:merge", only(302, "odile", others=403), args=_pair, method="post"),
    Row("organisations:merges", only(200, "odile", others=403)),
    Row("organisations:unmerge", only(200, "odile"), args=_merge),
    Row("organisations:unmerge", only(302, "odile"), args=_merge, method="post"),
    Row("organisations:claim_new", signed_in(), args=lambda cast: [cast.member.pk]),
    Row(
        "organisations:claim_new",
        only(302, *ALL),
        args=lambda cast: [cast.member.pk],
        method="post",
        data=lambda _cast: {"message": "Directrice"},
    ),
    Row("organisations:claims", signed_in()),
    Row("organisations:claim", only(200, "bob", "odile"), args=_claim),
    Row(
        "organisations:claim",
        only(302, "bob", "odile"),
        args=_claim,
        method="post",
        data=lambda _cast: {"answer": "refuse", "reason": "Inconnue du CCAS"},
    ),
    Row("organisations:unit_new", only(200, "alice", others=403), args=_departement),
    Row("organisations:unit_labels", only(200, "alice", others=403), args=_departement),
    Row("organisations:unit_edit", only(200, "alice", others=403), args=lambda cast: [cast.maison.pk]),
    Row("organisations:unit_close", only(200, "alice", others=403), args=lambda cast: [cast.maison.pk]),
    # Nobody administers the federation in the cast: who may add organisations keeps its record.
    Row("organisations:member_new", only(200, "alice", "bob", "odile", others=403), args=_federation),
    Row("organisations:member_new", signed_in(404), args=_departement, state="of what is no federation"),
    Row("organisations:member_leave", only(200, "alice", "bob", "odile", others=403), args=_membership),
    Row("organisations:accreditation_new", only(200, "alice", others=403), args=_departement),
    Row("organisations:accreditation_end", only(200, "alice", others=403), args=_accreditation),
]

PEOPLE = [
    Row("people:list", signed_in()),
    Row("people:choose", signed_in(), data=lambda _cast: {"field": "other", "other_mots": "du"}),
    Row("people:detail", only(200, *READERS), args=lambda cast: [_colleague(cast).person.pk]),
    Row(
        "people:detail",
        signed_in(),
        args=lambda cast: [_colleague(cast, MandateFunction.DIRECTOR).person.pk],
        state="in a public function",
    ),
    Row("people:detail", only(200, "chloe"), args=lambda cast: [cast.chloe.person_id], state="of oneself"),
    Row("people:new", only(200, "alice", "bob", others=403)),
    Row(
        "people:new",
        only(200, "alice", others=403),
        data=lambda cast: {"organisation": str(cast.departement.pk)},
        state="in the Département",
    ),
    Row("people:edit", {**only(403, *READERS), "alice": 200}, args=lambda cast: [_colleague(cast).person.pk]),
    Row("people:mandate_new", {**only(403, *READERS), "alice": 200}, args=lambda cast: [_colleague(cast).person.pk]),
    Row("people:mandate_end", {**only(403, *READERS), "alice": 200}, args=lambda cast: [_colleague(cast).pk]),
    Row("people:mandate_substitute", {**only(403, *READERS), "alice": 200}, args=lambda cast: [_colleague(cast).pk]),
    # A partnership officer does not record departures: a manager or an administrator does (Bob, in the CCAS).
    Row("people:hand_over", only(403, *READERS), args=lambda cast: [_colleague(cast).person.pk]),
    Row(
        "people:hand_over",
        only(200, "bob"),
        args=lambda cast: [MandateFactory(organisation=cast.ccas).person.pk],
        state="in the CCAS",
    ),
    Row("people:duplicates", only(200, "odile", others=403), args=lambda cast: [_couple(cast)[0]]),
    Row("people:merge", only(200, "odile", others=403), args=_couple),
    Row("people:merge", only(302, "odile", others=403), args=_couple, method="post"),
]

IMPORTS = [
    Row("imports:new", only(200, "alice", "bob", others=403)),
    Row(
        "imports:new",
        only(302, "alice", others=403) | {"bob": 200},
        method="post",
        data=lambda cast: {
            "organisation": str(cast.departement.pk),
            "file": SimpleUploadedFile("a.csv", b"Nom;SIRET\nLes Amarres;\n"),
        },
    ),
    Row("imports:template", signed_in()),
    Row("imports:columns", only(200, "alice"), args=lambda cast: [_import(cast, is_mapped=False).pk]),
    Row("imports:detail", only(200, "alice"), args=_imported),
    Row("imports:detail", only(200, "alice"), args=_confirmed, state="confirmed"),
    Row("imports:decide", only(302, "alice"), args=_imported, method="post"),
    Row("imports:decide", signed_in(405), args=_imported, state="by GET"),
    Row("imports:confirm", only(200, "alice"), args=_imported, method="post", state="of a plan that was not shown"),
    Row("imports:confirm", signed_in(405), args=_imported, state="by GET"),
    Row("imports:drop", only(200, "alice"), args=_imported),
    Row("imports:drop", only(302, "alice"), args=_imported, method="post"),
    Row("imports:undo", only(200, "alice"), args=_confirmed),
    Row("imports:undo", only(302, "alice"), args=_confirmed, method="post"),
]

ROWS = [*REGISTER, *WRITES, *PEOPLE, *IMPORTS]
